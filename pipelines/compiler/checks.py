"""What the service, or good sense, would refuse about one record: found before any call, with its remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipelines.compiler.compute import ResolvedCompute
from pipelines.compiler.compute_checks import check_compute
from pipelines.compiler.definition import PROCESSING, entry_point
from pipelines.compiler.findings import Findings
from pipelines.compiler.prefixes import directory, split_placeholders
from pipelines.contract.names import kebab_case
from pipelines.contract.records import DataPrefix, Step
from pipelines.contract.wording import quote

_PIPELINE_NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9])*", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_S3_URI = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STEPS = "spec.scripts.steps"


def check_record(found: Findings, shared: Mapping[str, Any]) -> None:
    """Names, parameters and what all steps share."""
    record = found.record
    name = record.key.pipeline_name
    if not _PIPELINE_NAME.fullmatch(name):
        found.add(
            "",
            "pipeline-name",
            f"the key gives the pipeline name {quote(name)}",
            "use letters and digits in the key",
        )
    found.limit("job_name", "pipeline-name", len(name), name)
    if not record.steps:
        found.add(
            _STEPS, "no-steps", "a pipeline without a step does nothing", "add a step or drop the record"
        )
    found.limit(_STEPS, "steps", len(record.steps))
    names = [step.name for step in record.steps]
    for twice in (
        sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else ()
    ):
        found.add(
            f"{_STEPS}.{twice}", "duplicate-name", f"two steps are named {quote(twice)}", "rename one of them"
        )
    _check_parameters(found)
    if not shared.get("role_arn"):
        found.add(
            "spec.compute.role_arn",
            "missing-role",
            "no layer names a role, and none can be guessed",
            "run `pipelines provision --role-arn ARN`, or set compute.role_arn in project_parameters or here",
        )


def _check_parameters(found: Findings) -> None:
    parameters = found.record.required_runtime_params
    field = "spec.required_runtime_params"
    found.limit(field, "parameters", len(parameters))
    found.limit(field, "container-arguments", 2 * len(parameters))
    arguments: dict[str, str] = {}
    for index, name in enumerate(parameters):
        at = f"{field}[{index}]"
        if not _NAME.fullmatch(name):
            found.add(
                at,
                "invalid-name",
                f"{quote(name)} is no parameter name",
                "use letters, digits, '-' and '_' only",
            )
            continue
        found.limit(at, "parameter-name", len(name), name[:80])
        argument = f"--{kebab_case(name)}"
        found.limit(at, "container-argument", len(argument))
        if argument in arguments:
            fault = f"{quote(name)} and {quote(arguments[argument])} both become the argument {argument}"
            found.add(at, "duplicate-name", fault, "rename or drop one of them")
        arguments[argument] = name


def check_step(
    found: Findings, step: Step, compute: ResolvedCompute, digests: Mapping[str, str] | None
) -> None:
    """One step: its name, code, data and compute."""
    at = f"{_STEPS}.{step.name}"
    if not _NAME.fullmatch(step.name):
        found.add(
            at, "invalid-name", f"{quote(step.name)} is no step name", "use letters, digits, '-' and '_' only"
        )
    found.limit(at, "step-name", len(step.name), step.name[:80])
    code = directory(step.code_prefix_s3)
    _check_uri(found, f"{at}.code_prefix_s3", code, frozenset())
    words = entry_point(step.entry_script, compute.engine)
    for word in words:
        found.limit(f"{at}.entry_script", "entry-point", len(word))
    _check_data(found, at, step)
    check_compute(found, step, compute)
    if digests is not None and not _DIGEST.fullmatch(digests.get(step.name, "")):
        fault = (
            "no digest of its code was given"
            if step.name not in digests
            else "the digest of its code is no SHA-256"
        )
        found.add(at, "missing-code", fault, "build the step's bundle first: its entry script must exist")


def _check_data(found: Findings, at: str, step: Step) -> None:
    names: set[str] = set()
    mounted = {"input": 1, "output": 0}  # the code is an input
    known = found.parameters_known
    for data in step.data_prefixes:
        field = f"{at}.data_prefixes.{data.name}"
        if data.name in names:
            found.add(
                field, "duplicate-name", f"two datasets are named {quote(data.name)}", "rename one of them"
            )
        names.add(data.name)
        if not _NAME.fullmatch(data.name):
            fault = f"{quote(data.name)} cannot be a folder of the container"
            found.add(field, "invalid-name", fault, "use letters, digits, '-' and '_' only")
        if data.direction == "input" and data.name == "code":
            found.add(
                field,
                "reserved-name",
                "the input `code` is the step's own code",
                "name the dataset otherwise",
            )
        _check_uri(found, field, directory(data.s3_prefix), known)
        if data.access == "mounted":
            mounted[data.direction] += 1
            found.limit(field, "local-path", len(f"{PROCESSING}/{data.direction}/{data.name}"))
    found.limit(f"{at}.data_prefixes", "inputs", mounted["input"])
    found.limit(f"{at}.data_prefixes", "outputs", mounted["output"])
    if len(step.data_prefixes) > 1:
        _check_own_output(found, at, step.data_prefixes)


def _check_own_output(found: Findings, at: str, datasets: tuple[DataPrefix, ...]) -> None:
    written = {directory(data.s3_prefix): data for data in datasets if data.direction == "output"}
    for data in datasets:
        other = written.get(directory(data.s3_prefix))
        if data.direction == "input" and data.access == "mounted" and other is not None:
            found.warn(
                f"{at}.data_prefixes.{data.name}",
                "reads-own-output",
                f"the step mounts what its own {other.name} writes: the first run finds nothing and fails",
                'read another prefix, or use {"s3_prefix": ..., "access": "direct"}',
            )


def _check_uri(found: Findings, field: str, prefix: str, parameters: frozenset[str]) -> None:
    """The literal part counts: what a run puts in for a parameter is measured when the run starts."""
    length = len(prefix)
    if "<" in prefix:
        length = 0
        for text, named in split_placeholders(prefix):
            if not named:
                length += len(text)
            elif text not in parameters:
                found.add(
                    field,
                    "unknown-placeholder",
                    f"<{text}> is none of the parameters that may stand here",
                    "add it to required_runtime_params, or write its value"
                    if parameters
                    else "write its value",
                )
    if not _S3_URI.fullmatch(prefix):
        found.add(field, "invalid-s3-uri", f"{quote(prefix)} is no S3 prefix", "write s3://<bucket>/<path>/")
    found.limit(field, "s3-uri", length)


def check_definition(found: Findings, text: str, description: str) -> None:
    """The rendered whole. The text is ASCII: its characters are its bytes."""
    found.limit("", "definition", len(text))
    found.limit("", "description", len(description))
