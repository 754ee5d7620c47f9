"""The definition of a SageMaker Pipeline as a tree of JSON values, written directly as the service reads it.

Source of the shape: the pipeline definition JSON schema 2020-12-01 and CreateProcessingJob; SageMaker SDK
3.27 writes the same (tests/oracle). Nothing is checked here: `checks` has done so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from common.interface import CODE_DIGEST_VARIABLE, PROCESSING
from pipelines.compiler.compute import ResolvedCompute
from pipelines.compiler.graph import StepGraph
from pipelines.compiler.prefixes import directory, split_placeholders
from pipelines.contract.names import kebab_case
from pipelines.contract.records import DataPrefix, Network, PipelineRecord, Retry, Step

VERSION = "2020-12-01"
CODE_PATH = f"{PROCESSING}/input/code"
UPLOAD_MODES = {"end_of_job": "EndOfJob", "continuous": "Continuous"}
"""A record's words for SageMaker's (API reference, `ProcessingS3Output.S3UploadMode`)."""


def build_definition(
    record: PipelineRecord,
    graph: StepGraph,
    computes: Mapping[str, ResolvedCompute],
    code_digests: Mapping[str, str],
) -> dict[str, Any]:
    """The definition: parameters in the record's order, steps in the graph's.

    No experiment is configured: SageMaker would make a trial a run, and a pipeline that runs every fifteen
    minutes would soon reach the quota.
    """
    steps = {step.name: step for step in record.steps}
    arguments = _arguments(record.required_runtime_params)
    return {
        "Version": VERSION,
        "Metadata": {},
        "Parameters": _parameters(record.required_runtime_params),
        "Steps": [
            _step(steps[name], computes[name], arguments, graph.depends_on[name], code_digests[name])
            for name in graph.order
        ],
    }


# Cached, since few lists of parameters serve many records; these trees are rendered and never handed out.
@lru_cache(maxsize=256)
def _parameters(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"Name": name, "Type": "String"} for name in names]


@lru_cache(maxsize=256)
def _arguments(parameters: tuple[str, ...]) -> list[Any]:
    """`--kebab-case` and a reference, for every required parameter, in order."""
    arguments: list[Any] = []
    for name in parameters:
        arguments += (argument_of(name), {"Get": f"Parameters.{name}"})
    return arguments


@lru_cache(maxsize=1024)
def argument_of(parameter: str) -> str:
    """`BatchStartTsIso` as the argument `--batch-start-ts-iso`."""
    return f"--{kebab_case(parameter)}"


def entry_point(entry_script: str, engine: str) -> list[str]:
    """The command; `smspark-submit` is what SageMaker's Spark container starts a cluster's driver with."""
    return ["smspark-submit" if engine == "spark" else "python3", f"{CODE_PATH}/{entry_script}"]


def uri(prefix: str) -> Any:
    """The prefix as S3Uri: text, or `Std:Join` of its literals and parameters."""
    prefix = directory(prefix)
    if "<" not in prefix:
        return prefix
    parts = split_placeholders(prefix)
    if not any(named for _, named in parts):
        return prefix
    values = [{"Get": f"Parameters.{text}"} if named else text for text, named in parts]
    return {"Std:Join": {"On": "", "Values": values}}


def environment(compute: ResolvedCompute, code_digest: str) -> dict[str, str]:
    """The user's variables and the digest of the code, so that other code is another definition."""
    return {**compute.environment, CODE_DIGEST_VARIABLE: code_digest}


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags as AWS takes them, by key."""
    return [{"Key": key, "Value": tags[key]} for key in sorted(tags)]


def _step(
    step: Step, compute: ResolvedCompute, arguments: list[Any], depends_on: tuple[str, ...], code_digest: str
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "Name": step.name,
        "Type": "Processing",
        "Arguments": _processing_job(step, compute, arguments, code_digest),
    }
    if depends_on:
        body["DependsOn"] = list(depends_on)
    if compute.retry:
        body["RetryPolicies"] = [_retry(policy) for policy in compute.retry]
    if compute.cache is not None:
        body["CacheConfig"] = {"Enabled": True, "ExpireAfter": compute.cache.expire_after}
    return body


def _processing_job(
    step: Step, compute: ResolvedCompute, arguments: list[Any], code_digest: str
) -> dict[str, Any]:
    cluster: dict[str, Any] = {
        "InstanceType": compute.instance_type,
        "InstanceCount": compute.instance_count,
        "VolumeSizeInGB": compute.volume_size_gb,
    }
    container: dict[str, Any] = {
        "ImageUri": compute.image_uri,
        "ContainerEntrypoint": entry_point(step.entry_script, compute.engine),
    }
    if arguments:
        container["ContainerArguments"] = arguments
    inputs, outputs = [_input("code", step.code_prefix_s3)], []
    for data in sorted(step.data_prefixes, key=attrgetter("name")):
        if data.access == "mounted" and data.direction == "input":
            inputs.append(_input(data.name, data.s3_prefix))
        elif data.access == "mounted":
            outputs.append(_output(data))
    job: dict[str, Any] = {
        "ProcessingResources": {"ClusterConfig": cluster},
        "AppSpecification": container,
        "RoleArn": compute.role_arn,
        "ProcessingInputs": inputs,
        "Environment": environment(compute, code_digest),
        "StoppingCondition": {"MaxRuntimeInSeconds": compute.max_runtime_seconds},
    }
    kms = compute.kms
    if kms is not None and kms.volume_key:
        cluster["VolumeKmsKeyId"] = kms.volume_key
    if outputs:
        job["ProcessingOutputConfig"] = {"Outputs": outputs}
        if kms is not None and kms.output_key:
            job["ProcessingOutputConfig"]["KmsKeyId"] = kms.output_key
    if compute.network is not None:
        job["NetworkConfig"] = _network(compute.network)
    if compute.tags:
        job["Tags"] = tag_list(compute.tags)
    return job


def _network(network: Network) -> dict[str, Any]:
    body: dict[str, Any] = {
        "EnableNetworkIsolation": network.isolation,
        "EnableInterContainerTrafficEncryption": network.encrypt_traffic,
    }
    if network.subnets:
        body["VpcConfig"] = {
            "SecurityGroupIds": list(network.security_group_ids),
            "Subnets": list(network.subnets),
        }
    return body


def _input(name: str, prefix: str) -> dict[str, Any]:
    return {
        "InputName": name,
        "S3Input": {
            "S3Uri": uri(prefix),
            "LocalPath": f"{PROCESSING}/input/{name}",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
            "S3DataDistributionType": "FullyReplicated",
            "S3CompressionType": "None",
        },
    }


def _output(data: DataPrefix) -> dict[str, Any]:
    return {
        "OutputName": data.name,
        "S3Output": {
            "S3Uri": uri(data.s3_prefix),
            "LocalPath": f"{PROCESSING}/output/{data.name}",
            "S3UploadMode": UPLOAD_MODES[data.upload],
        },
    }


def _retry(policy: Retry) -> dict[str, Any]:
    body: dict[str, Any] = {
        "ExceptionType": list(policy.exceptions),
        "IntervalSeconds": policy.interval_seconds,
        "BackoffRate": policy.backoff_rate,
    }
    if policy.max_attempts is not None:
        body["MaxAttempts"] = policy.max_attempts
    if policy.expire_after_minutes is not None:
        body["ExpireAfterMin"] = policy.expire_after_minutes
    return body
