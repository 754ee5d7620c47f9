"""The `spec` of a pipeline record (plain JSON) -> `PipelineRecord`, reporting every fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from pipelines.contract.faults import validated
from pipelines.contract.hierarchy import code_departure
from pipelines.contract.keys import RecordKey
from pipelines.contract.names import kebab_case, normalise
from pipelines.contract.placeholders import PROVISIONED, placeholders_in, report_leftover, report_leftovers
from pipelines.contract.read_datasets import Owner, read_datasets, usable_name, usable_prefix
from pipelines.contract.records import Compute, PipelineRecord, Step
from pipelines.contract.reporting import Report
from pipelines.contract.wording import Path, quote

OPTIONAL = frozenset(
    {"feature_spec_version", "updated_at", "owner", "tags", "pipeline_defaults", "feature_store"}
)
"""Attributes that any record may carry, beside `spec` or in it."""
PIPELINE_KEYS = frozenset({"required_runtime_params", "scripts", "compute", "config"})
STEP_KEYS = frozenset(
    {"code_prefix_s3", "entry_script", "data_prefixes", "depends_on", "compute", "config_from", "config"}
)
ENTRY_SCRIPT = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\.py")
"""A bare file name, or a path below the prefix: no `..`, nothing hidden, nothing that a shell would read."""
_LONGEST_ENTRY_SCRIPT = 200


def read_pipeline(
    key: RecordKey, spec: Mapping[str, Any], tags: dict[str, str], report: Report
) -> PipelineRecord:
    """The pipeline of a record; what is faulty is left out and reported, and the caller drops the record."""
    path: Path = ("spec",)
    report.known_keys(spec, PIPELINE_KEYS | OPTIONAL, path)
    parameters = _parameters(spec, path, report)
    steps = _steps(spec, Owner(key, parameters), report)
    for name in ("required_runtime_params", "compute", "config"):
        report_leftovers(spec.get(name), (*path, name), report)
    return PipelineRecord(
        key=key,
        required_runtime_params=parameters,
        steps=steps,
        compute=validated(Compute, spec.get("compute"), (*path, "compute"), report) or Compute(),
        config=_configuration(spec, path, report),
        tags=tags,
    )


def _parameters(spec: Mapping[str, Any], path: Path, report: Report) -> tuple[str, ...]:
    path = (*path, "required_runtime_params")
    found = spec.get("required_runtime_params")
    if found is None:
        report.missing(path, "list the runtime parameters in the order of the step's arguments; [] for none")
        return ()
    if not isinstance(found, list):
        report.error(path, "wrong-type", "it is not a list, so it has no order", "write a list of names")
        return ()
    seen: dict[str, str] = {}
    names = []
    for index, value in enumerate(found):
        name = report.text(value, (*path, index), "a parameter's name")
        if name is None or not _usable_parameter(name, (*path, index), report):
            continue
        if earlier := seen.get(normalise(name)):
            fault = "is listed twice" if earlier == name else f"differs from {earlier} in spelling alone"
            report.error((*path, index), "duplicate-name", f"{name} {fault}", "list each parameter once")
            continue
        seen[normalise(name)] = name
        names.append(name)
    return tuple(names)


def _usable_parameter(name: str, path: Path, report: Report) -> bool:
    if not usable_name(name, path, report, "a parameter"):
        return False
    if name in PROVISIONED:
        report.error(
            path,
            "reserved-name",
            f"<{name}> is a placeholder of templates",
            "write the parameter in PascalCase",
        )
        return False
    if kebab_case(name) == "help":
        report.error(path, "reserved-name", "--help asks a script for its arguments", "rename the parameter")
        return False
    return True


def _steps(spec: Mapping[str, Any], owner: Owner, report: Report) -> tuple[Step, ...]:
    path: Path = ("spec", "scripts")
    if spec.get("scripts") is None:
        report.missing(path, "add scripts.steps with at least one step")
        return ()
    scripts = report.mapping(spec["scripts"], path, "scripts")
    report.known_keys(scripts or {}, {"steps"}, path)
    path = (*path, "steps")
    if scripts is not None and scripts.get("steps") is None:
        report.missing(path, "add at least one step")
    if scripts is None or scripts.get("steps") is None:
        return ()
    found = report.mapping(scripts["steps"], path, "steps")
    if found == {}:
        report.error(path, "empty-value", "there is no step", "add at least one step")
    steps = (
        _step(value, owner, (*path, name), report)
        for name, value in sorted((found or {}).items(), key=itemgetter(0))
    )
    return tuple(step for step in steps if step is not None)


def _step(value: object, owner: Owner, path: Path, report: Report) -> Step | None:
    name = str(path[-1])
    fields = report.mapping(value, path, "a step")
    if not usable_name(name, path, report, "a step") or fields is None:
        return None
    report.known_keys(fields, STEP_KEYS, path)
    code = _code_prefix(fields, owner.key, path, report)
    script = _entry_script(fields, path, report)
    datasets = read_datasets(fields, owner, path, report)
    config_from = _config_from(fields, path, report)
    config = _configuration(fields, path, report)
    depends_on = _depends_on(fields, path, report)
    compute = validated(Compute, fields.get("compute"), (*path, "compute"), report)
    for other in STEP_KEYS - {"data_prefixes", "code_prefix_s3"}:
        report_leftovers(fields.get(other), (*path, other), report)
    if code is None or script is None or compute is None:
        return None
    return Step(
        name=name,
        code_prefix_s3=code,
        entry_script=script,
        data_prefixes=datasets,
        depends_on=depends_on,
        compute=compute,
        config_from=config_from,
        config=config,
    )


def _configuration(fields: Mapping[str, object], path: Path, report: Report) -> dict[str, Any]:
    value = fields.get("config")
    if value is None:
        return {}
    return dict(report.mapping(value, (*path, "config"), "config") or {})


def _config_from(fields: Mapping[str, object], path: Path, report: Report) -> str | None:
    if fields.get("config_from") is None:
        return None
    path = (*path, "config_from")
    name = report.text(fields["config_from"], path, "config_from")
    if name is not None and "#" in name:
        report.error(
            path,
            "invalid-name",
            f"{quote(name)} is a sort key, not a logical job name",
            f"write {quote(name.partition('#')[0])}; the version is always the record's own",
        )
    return name


def _depends_on(fields: Mapping[str, object], path: Path, report: Report) -> tuple[str, ...]:
    value = fields.get("depends_on")
    if value is None:
        return ()
    path = (*path, "depends_on")
    if not isinstance(value, list):
        report.error(path, "wrong-type", "depends_on is not a list", "write a list of step names")
        return ()
    names = (report.text(name, (*path, index), "a step's name") for index, name in enumerate(value))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _code_prefix(fields: Mapping[str, object], key: RecordKey, path: Path, report: Report) -> str | None:
    step = str(path[-1])
    path = (*path, "code_prefix_s3")
    if fields.get("code_prefix_s3") is None:
        report.missing(path, "write the S3 prefix that the step's code is published to")
        return None
    text = report.text(fields["code_prefix_s3"], path, "the code prefix")
    if text is None:
        return None
    if leftovers := placeholders_in(text):
        for name in leftovers:
            report_leftover(name, path, report)
        return None
    text = usable_prefix(text, path, report)
    if text is not None and (departure := code_departure(text, key, step)):
        report.warn(
            path, "outside-hierarchy", departure, "move the code there, unless it is meant to be elsewhere"
        )
    return text


def _entry_script(fields: Mapping[str, object], path: Path, report: Report) -> str | None:
    path = (*path, "entry_script")
    if fields.get("entry_script") is None:
        report.missing(path, "name the step's .py file")
        return None
    script = report.text(fields["entry_script"], path, "the entry script")
    if script is None:
        return None
    if len(script) > _LONGEST_ENTRY_SCRIPT or not ENTRY_SCRIPT.fullmatch(script):
        report.error(
            path,
            "invalid-entry-script",
            f"{quote(script)} is not a plain .py path below the code prefix",
            "write run.py or folder/run_step.py: letters, digits, '_', '-', '.'; no '..' and no leading '/'",
        )
        return None
    return script
