"""What the service would refuse about the compute of a step, reported at the layer that says it."""

from __future__ import annotations

import re

from pipelines.compiler.compute import BUILT_IN, JOB_EXCEPTIONS, STEP_EXCEPTIONS, ResolvedCompute
from pipelines.compiler.findings import Findings
from pipelines.compiler.limits import MAXIMA, exceed
from pipelines.contract.records import Kms, Network, Step
from pipelines.contract.wording import quote
from pipelines.errors import Problem

RESERVED_VARIABLES = "PIPELINES_"
"""Prefix of the variables that the definition and the local runner set themselves."""

# The patterns are those of the service's model (CreateProcessingJob, CreatePipeline).
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/?[a-zA-Z_0-9+=,.@/-]+")
_KMS = re.compile(r"[a-zA-Z0-9:/_-]*")
_NETWORK_ID = re.compile(r"[-0-9a-zA-Z]{1,32}")
_VARIABLE = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_TAG = re.compile(r"[\w\s.:/=+\-@]*")
_INSTANCE_TYPE = re.compile(r"ml\.[a-z0-9-]+\.[a-z0-9-]+")
_DURATION = re.compile(
    r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?", re.IGNORECASE | re.ASCII
)


class _At:
    """Reports faults of one step's compute where the layer stands that they come from."""

    def __init__(self, found: Findings, step: Step) -> None:
        self.found = found
        self.step = step

    def add(
        self, name: str, code: str, fault: str, remedy: str, *, key: str | None = None, tail: str = ""
    ) -> None:
        record, field = self.found.compute_place(self.step, name, key)
        self.found.include(Problem(record, field + tail, code, fault, remedy))

    def limit(self, name: str, limit: str, number: int, key: str | None = None) -> None:
        if number > MAXIMA[limit]:
            record, field = self.found.compute_place(self.step, name, key)
            self.found.include(exceed(record, field, limit, number, "" if key is None else repr(key[:80])))


def check_compute(found: Findings, step: Step, compute: ResolvedCompute) -> None:
    """Image, role, instances, network, keys, tags, environment, retry and cache of one step."""
    at = _At(found, step)
    _check_image_and_role(at, compute)
    if not _INSTANCE_TYPE.fullmatch(compute.instance_type):
        at.add(
            "instance_type",
            "instance-type",
            f"{quote(compute.instance_type)} is no instance type",
            "write ml.m5.xlarge",
        )
    at.limit("instance_count", "instance-count", compute.instance_count)
    at.limit("volume_size_gb", "volume-size", compute.volume_size_gb)
    at.limit("max_runtime_seconds", "max-runtime", compute.max_runtime_seconds)
    if compute.engine == "embedded" and compute.instance_count > 1:
        record, field = found.compute_place(step, "instance_count")
        fault = (
            f"engine embedded works on one machine: {compute.instance_count} would each do all of the work"
        )
        remedy = "set instance_count to 1, or engine to spark"
        found.include(Problem(record, field, "many-instances", fault, remedy, "warning"))
    if compute.network is not None:
        _check_network(at, compute.network)
    if compute.kms is not None:
        _check_keys(at, compute.kms)
    if compute.tags:
        _check_tags(at, compute)
    if compute.environment:
        _check_environment(at, compute)
    if compute.retry is not BUILT_IN["retry"]:
        _check_retry(at, compute)
    if compute.cache is not None and not _DURATION.fullmatch(compute.cache.expire_after):
        fault = f"{quote(compute.cache.expire_after)} is no ISO-8601 duration"
        at.add("cache", "cache-duration", fault, "write for instance P30D or PT12H", tail=".expire_after")


def _check_image_and_role(at: _At, compute: ResolvedCompute) -> None:
    if not compute.image_uri:
        at.add(
            "image_uri",
            "missing-image",
            "no layer names a container image, and none can be guessed",
            "run `pipelines provision --image-uri URI`, or set image_uri in project_parameters or here",
        )
    at.limit("image_uri", "image-uri", len(compute.image_uri))
    if compute.role_arn and not _ROLE.fullmatch(compute.role_arn):
        fault = f"{quote(compute.role_arn)} is no role"
        at.add("role_arn", "role-arn", fault, "write arn:aws:iam::<account>:role/<name>")
    at.limit("role_arn", "role-arn", len(compute.role_arn))


def _check_keys(at: _At, kms: Kms) -> None:
    for name, key in (("volume_key", kms.volume_key), ("output_key", kms.output_key)):
        if key and not _KMS.fullmatch(key):
            at.add("kms", "kms-key", f"{quote(key)} is no KMS key", "write its id or ARN", tail=f".{name}")
        at.limit("kms", "kms-key", len(key or ""))


def _check_network(at: _At, network: Network) -> None:
    at.limit("network", "subnets", len(network.subnets))
    at.limit("network", "security-groups", len(network.security_group_ids))
    if bool(network.subnets) != bool(network.security_group_ids):
        fault = "a VPC needs subnets and security groups, only one of the two is named"
        at.add("network", "half-a-vpc", fault, "name both, or neither")
    for name in (*network.subnets, *network.security_group_ids):
        if not _NETWORK_ID.fullmatch(name):
            at.add(
                "network",
                "network-id",
                f"{quote(name)} is no subnet or security group",
                "write its id, as subnet-0abc",
            )
    if network.isolation and (
        direct := [data.name for data in at.step.data_prefixes if data.access == "direct"]
    ):
        fault = f"an isolated container cannot reach S3, and {at.step.name} reads {', '.join(direct)} there"
        at.add("network", "isolated-direct", fault, 'set isolation to false, or "access" to "mounted"')


def _check_tags(at: _At, compute: ResolvedCompute) -> None:
    at.limit("tags", "tags", len(compute.tags))
    for key, value in compute.tags.items():
        at.limit("tags", "tag-key", len(key), key)
        at.limit("tags", "tag-value", len(value), key)
        if not _TAG.fullmatch(key) or not _TAG.fullmatch(value) or key.lower().startswith("aws:"):
            fault = f"the tag {quote(key)} is not one that AWS takes"
            at.add(
                "tags",
                "tag",
                fault,
                "use letters, digits, spaces and _.:/=+-@, and no key that begins with aws:",
                key=key,
            )


def _check_environment(at: _At, compute: ResolvedCompute) -> None:
    at.limit("environment", "environment", len(compute.environment) + 1)
    for key, value in compute.environment.items():
        at.limit("environment", "environment-key", len(key), key)
        at.limit("environment", "environment-value", len(value), key)
        if not _VARIABLE.fullmatch(key):
            fault = f"{quote(key)} is no name of a variable"
            at.add(
                "environment", "invalid-name", fault, "use letters, digits and '_', no digit first", key=key
            )
        elif key.startswith(RESERVED_VARIABLES):
            fault = f"variables that begin with {RESERVED_VARIABLES} are set by the definition itself"
            at.add("environment", "reserved-variable", fault, "name it otherwise", key=key)


def _check_retry(at: _At, compute: ResolvedCompute) -> None:
    known = (*STEP_EXCEPTIONS, *JOB_EXCEPTIONS)
    for index, policy in enumerate(compute.retry):
        tail = f"[{index}]"
        for name in policy.exceptions:
            if name not in known:
                fault = f"{quote(name)} is no exception that can be retried"
                at.add("retry", "retry-exception", fault, f"use one of {', '.join(known)}", tail=tail)
        if set(policy.exceptions) & set(STEP_EXCEPTIONS) and set(policy.exceptions) & set(JOB_EXCEPTIONS):
            fault = "one policy is either for Step.* or for SageMaker.* exceptions"
            at.add("retry", "retry-mixed", fault, "make two policies of it", tail=tail)
        if (policy.max_attempts is None) == (policy.expire_after_minutes is None):
            fault = "a policy ends after a number of attempts or after a time: exactly one of the two"
            at.add("retry", "retry-end", fault, "set either max_attempts or expire_after_minutes", tail=tail)
        at.limit("retry", "retry-interval", policy.interval_seconds)
