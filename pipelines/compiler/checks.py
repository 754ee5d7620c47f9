"""What the service, or good sense, would refuse about one record: found before any call, with its remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from common.interface import PROCESSING
from pipelines.compiler.compute import ResolvedCompute
from pipelines.compiler.compute_checks import check_compute
from pipelines.compiler.definition import argument_of, entry_point
from pipelines.compiler.findings import Findings
from pipelines.compiler.limits import MAXIMA
from pipelines.compiler.prefixes import directory, split_placeholders
from pipelines.contract.records import DataPrefix, Step
from pipelines.contract.wording import quote

_NAME = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_S3_URI = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STEPS = "spec.scripts.steps"


def check_record(found: Findings, shared: Mapping[str, Any], name: str) -> None:
    """Names, parameters and what all steps share."""
    record = found.record
    if not name:
        fault = "the key has no letter or digit that the pipeline's name could be made of"
        found.add("", "pipeline-name", fault, "use letters and digits in the key")
    found.limit("job_name", "pipeline-name", len(name), name)
    if not record.steps:
        found.add(
            _STEPS, "no-steps", "a pipeline without a step does nothing", "add a step or drop the record"
        )
    found.limit(_STEPS, "steps", len(record.steps))
    names = [step.name for step in record.steps]
    if len(set(names)) < len(names):
        for twice in sorted({name for name in names if names.count(name) > 1}):
            fault = f"two steps are named {quote(twice)}"
            found.add(f"{_STEPS}.{twice}", "duplicate-name", fault, "rename one of them")
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
    if not _are_parameters(parameters):
        _report_parameters(found, field, parameters)


@lru_cache(maxsize=256)
def _are_parameters(names: tuple[str, ...]) -> bool:
    """Whether there is nothing to report about the names: few lists of them serve many records."""
    arguments = {argument_of(name) for name in names}
    return len(arguments) == len(names) and all(
        _NAME.fullmatch(name)
        and len(name) <= MAXIMA["parameter-name"]
        and len(argument_of(name)) <= MAXIMA["container-argument"]
        for name in names
    )


def _report_parameters(found: Findings, field: str, parameters: tuple[str, ...]) -> None:
    arguments: dict[str, str] = {}
    for index, name in enumerate(parameters):
        at = f"{field}[{index}]"
        argument = argument_of(name)
        if not _NAME.fullmatch(name):
            fault = f"{quote(name)} is no parameter name"
            found.add(at, "invalid-name", fault, "use letters, digits, '-' and '_' only")
        elif argument in arguments:
            fault = f"{quote(name)} and {quote(arguments[argument])} both become the argument {argument}"
            found.add(at, "duplicate-name", fault, "rename or drop one of them")
        arguments[argument] = name
        found.limit(at, "parameter-name", len(name), name[:80])
        found.limit(at, "container-argument", len(argument))


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
    _check_uri(found, f"{at}.code_prefix_s3", code, ())
    script = entry_point(step.entry_script, compute.engine)[-1]
    found.limit(f"{at}.entry_script", "entry-point", len(script))
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
    known = found.record.required_runtime_params
    for data in step.data_prefixes:
        name, direction = data.name, data.direction
        if name in names:
            fault = f"two datasets are named {quote(name)}"
            found.add(f"{at}.data_prefixes.{name}", "duplicate-name", fault, "rename one of them")
        names.add(name)
        if not _is_dataset(name, direction):
            _report_dataset(found, f"{at}.data_prefixes.{name}", data)
        _check_uri(found, f"{at}.data_prefixes.{name}", directory(data.s3_prefix), known)
        if data.access == "mounted":
            mounted[direction] += 1
    found.limit(f"{at}.data_prefixes", "inputs", mounted["input"])
    found.limit(f"{at}.data_prefixes", "outputs", mounted["output"])
    if mounted["input"] > 1:
        _check_own_output(found, at, step.data_prefixes)


@lru_cache(maxsize=1024)
def _is_dataset(name: str, direction: str) -> bool:
    """Whether there is nothing to report about a name: most records share theirs."""
    fits = len(f"{PROCESSING}/{direction}/{name}") <= MAXIMA["local-path"]
    return fits and (direction, name) != ("input", "code") and bool(_NAME.fullmatch(name))


def _report_dataset(found: Findings, field: str, data: DataPrefix) -> None:
    if not _NAME.fullmatch(data.name):
        fault = f"{quote(data.name)} cannot be a folder of the container"
        found.add(field, "invalid-name", fault, "use letters, digits, '-' and '_' only")
    if data.direction == "input" and data.name == "code":
        fault = "the input `code` is the step's own code"
        found.add(field, "reserved-name", fault, "name the dataset otherwise")
    if data.access == "mounted":
        found.limit(field, "local-path", len(f"{PROCESSING}/{data.direction}/{data.name}"))


def _check_own_output(found: Findings, at: str, datasets: tuple[DataPrefix, ...]) -> None:
    written = {directory(data.s3_prefix): data for data in datasets if data.direction == "output"}
    for data in datasets if written else ():
        if data.direction == "output" or data.access == "direct":
            continue
        if other := written.get(directory(data.s3_prefix)):
            found.warn(
                f"{at}.data_prefixes.{data.name}",
                "reads-own-output",
                f"the step mounts what its own {other.name} writes: the first run finds nothing and fails",
                'read another prefix, or use {"s3_prefix": ..., "access": "direct"}',
            )


def _check_uri(found: Findings, field: str, prefix: str, parameters: tuple[str, ...]) -> None:
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
