"""The `spec` of a pipeline record (plain JSON) -> `PipelineRecord`, reporting every fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pipelines.contract.faults import validated
from pipelines.contract.hierarchy import code_departure, data_departure
from pipelines.contract.keys import RecordKey
from pipelines.contract.names import NAME, kebab_case, normalise
from pipelines.contract.placeholders import (
    PLACEHOLDER,
    PROVISIONED,
    placeholders_in,
    report_leftover,
    report_leftovers,
)
from pipelines.contract.records import Compute, DataPrefix, PipelineRecord, Step
from pipelines.contract.reporting import Report
from pipelines.contract.s3 import parse_s3_uri
from pipelines.contract.wording import Path, listed, nearest, quote

OPTIONAL = frozenset(
    {"feature_spec_version", "updated_at", "owner", "tags", "pipeline_defaults", "feature_store"}
)
"""Attributes that any record may carry, beside `spec` or in it."""
PIPELINE_KEYS = frozenset({"required_runtime_params", "scripts", "compute", "config"})
STEP_KEYS = frozenset(
    {"code_prefix_s3", "entry_script", "data_prefixes", "depends_on", "compute", "config_from", "config"}
)
CODE_DATASET = "code"
"""Name of the input that mounts a step's code."""

_DIRECTIONS: Mapping[str, Literal["input", "output"]] = {"input": "input", "output": "output"}
_ENTRY_SCRIPT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_LONGEST_ENTRY_SCRIPT = 200


def read_pipeline(
    key: RecordKey, spec: Mapping[str, Any], tags: dict[str, str], report: Report
) -> PipelineRecord:
    """The pipeline of a record; whatever is faulty is left out and reported, so the caller drops it on errors."""
    path: Path = ("spec",)
    report.known_keys(spec, PIPELINE_KEYS | OPTIONAL, path)
    parameters = _parameters(spec, path, report)
    steps = _steps(spec, key, parameters, report)
    for name in ("required_runtime_params", "compute", "config"):
        report_leftovers(spec.get(name), (*path, name), report)
    return PipelineRecord(
        key=key,
        required_runtime_params=parameters,
        steps=steps,
        compute=validated(Compute, spec.get("compute") or {}, (*path, "compute"), report) or Compute(),
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
    if not _usable_name(name, path, report, "a parameter"):
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


def _usable_name(name: str, path: Path, report: Report, what: str) -> bool:
    if NAME.fullmatch(name) and normalise(name):
        return True
    report.error(
        path,
        "invalid-name",
        f"{quote(name)} is not a name for {what}",
        "use 1 to 64 letters, digits, '_' and '-', a letter or digit among them",
    )
    return False


def _steps(
    spec: Mapping[str, Any], key: RecordKey, parameters: tuple[str, ...], report: Report
) -> tuple[Step, ...]:
    path: Path = ("spec", "scripts")
    if spec.get("scripts") is None:
        report.missing(path, "add scripts.steps with at least one step")
        return ()
    scripts = report.mapping(spec["scripts"], path, "scripts")
    if scripts is None:
        return ()
    report.known_keys(scripts, {"steps"}, path)
    path = (*path, "steps")
    if scripts.get("steps") is None:
        report.missing(path, "add at least one step")
        return ()
    found = report.mapping(scripts["steps"], path, "steps")
    if found is None:
        return ()
    if not found:
        report.error(path, "empty-value", "there is no step", "add at least one step")
    steps = (_step(name, found[name], key, parameters, (*path, name), report) for name in sorted(found))
    return tuple(step for step in steps if step is not None)


def _step(
    name: str, value: object, key: RecordKey, parameters: tuple[str, ...], path: Path, report: Report
) -> Step | None:
    fields = report.mapping(value, path, "a step")
    if not _usable_name(name, path, report, "a step") or fields is None:
        return None
    before = report.errors
    report.known_keys(fields, STEP_KEYS, path)
    code = _code_prefix(fields, key, name, path, report)
    script = _entry_script(fields, path, report)
    datasets = _datasets(fields, key, parameters, path, report)
    config_from = _config_from(fields, path, report)
    config = _configuration(fields, path, report)
    depends_on = _depends_on(fields, path, report)
    compute = validated(Compute, fields.get("compute") or {}, (*path, "compute"), report)
    for other in STEP_KEYS - {"data_prefixes", "code_prefix_s3"}:
        report_leftovers(fields.get(other), (*path, other), report)
    if code is None or script is None or compute is None or report.errors > before:
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


def _code_prefix(
    fields: Mapping[str, object], key: RecordKey, step: str, path: Path, report: Report
) -> str | None:
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
    text = _prefix(text, path, report)
    if text is not None and (departure := code_departure(text, key, step)):
        report.warn(
            path, "outside-hierarchy", departure, "move the code there, unless it is meant to be elsewhere"
        )
    return text


def _prefix(text: str, path: Path, report: Report) -> str | None:
    """The prefix with its trailing slash; None and an error when it is no S3 URI."""
    parsed = parse_s3_uri(text)
    if isinstance(parsed, str):
        report.error(path, "invalid-s3-uri", parsed, "write s3://bucket/prefix/")
        return None
    if not parsed.key:
        report.error(path, "invalid-s3-uri", "it is a whole bucket", "write a prefix below the bucket")
        return None
    if text.endswith("/"):
        return text
    report.warn(
        path,
        "missing-slash",
        "without a trailing slash the prefix also matches its longer siblings; one is added",
        f"write {quote(text + '/')}",
    )
    return text + "/"


def _entry_script(fields: Mapping[str, object], path: Path, report: Report) -> str | None:
    path = (*path, "entry_script")
    if fields.get("entry_script") is None:
        report.missing(path, "name the step's .py file")
        return None
    script = report.text(fields["entry_script"], path, "the entry script")
    if script is None:
        return None
    usable = (
        len(script) <= _LONGEST_ENTRY_SCRIPT and script.endswith(".py") and _ENTRY_SCRIPT.fullmatch(script)
    )
    if not usable or script.rpartition("/")[2] == ".py":
        report.error(
            path,
            "invalid-entry-script",
            f"{quote(script)} is not a plain .py path below the code prefix",
            "write run_step.py or folder/run_step.py: letters, digits, '_', '-', '.'; no '..', no leading '/'",
        )
        return None
    return script


def _datasets(
    fields: Mapping[str, object], key: RecordKey, parameters: tuple[str, ...], path: Path, report: Report
) -> tuple[DataPrefix, ...]:
    path = (*path, "data_prefixes")
    if fields.get("data_prefixes") is None:
        report.missing(path, "name the step's inputs (input_*) and outputs (output_*); {} for none")
        return ()
    found = report.mapping(fields["data_prefixes"], path, "data_prefixes")
    result: dict[str, DataPrefix] = {}
    for name, direction, value, where in _named(found or {}, path, report):
        if name == CODE_DATASET:
            report.error(
                where, "reserved-name", "'code' is the input that mounts the code", "rename the dataset"
            )
            continue
        if not _usable_name(name, where, report, "a dataset"):
            continue
        if name in result:
            report.error(where, "duplicate-name", f"the step has two datasets {name}", "rename one of them")
            continue
        dataset = _dataset(name, direction, value, key, parameters, where, report)
        if dataset is not None:
            result[name] = dataset
    return tuple(result[name] for name in sorted(result))


def _named(
    found: Mapping[str, object], path: Path, report: Report
) -> list[tuple[str, Literal["input", "output"], object, Path]]:
    """Every dataset with its direction, from the flat form (`input_x`) and the nested one (`inputs: {x: …}`)."""
    result: list[tuple[str, Literal["input", "output"], object, Path]] = []
    for name in sorted(found):
        where = (*path, name)
        if name in ("inputs", "outputs"):
            nested = report.mapping(found[name], where, name)
            for inner in sorted(nested or {}):
                result.append((inner, _DIRECTIONS[name[:-1]], (nested or {})[inner], (*where, inner)))
            continue
        head, underscore, tail = name.partition("_")
        if head in _DIRECTIONS and underscore and tail:
            result.append((name, _DIRECTIONS[head], found[name], where))
            continue
        report.error(
            where,
            "unknown-direction",
            f"{quote(name)} does not say whether it is read or written",
            f"call it {_suggested(name)}",
        )
    return result


def _suggested(name: str) -> str:
    near = nearest(name.partition("_")[0], ("input", "output", "inputs", "outputs"))
    rest = name.partition("_")[2]
    if near and rest and NAME.fullmatch(rest):
        return f"{near.removesuffix('s')}_{rest}"
    return (
        f"input_{name} or output_{name}"
        if NAME.fullmatch(f"output_{name}")
        else "input_<name> or output_<name>"
    )


def _dataset(
    name: str,
    direction: Literal["input", "output"],
    value: object,
    key: RecordKey,
    parameters: tuple[str, ...],
    path: Path,
    report: Report,
) -> DataPrefix | None:
    access: Literal["mounted", "direct"] = "mounted"
    prefix_path = path
    prefix = value
    if isinstance(value, Mapping):
        report.known_keys(value, {"s3_prefix", "access"}, path)
        prefix_path = (*path, "s3_prefix")
        prefix = value.get("s3_prefix")
        if prefix is None:
            report.missing(prefix_path, "write the S3 prefix")
            return None
        asked = value.get("access", "mounted")
        if asked not in ("mounted", "direct"):
            report.error(
                (*path, "access"),
                "invalid-choice",
                f"{quote(asked)} is not 'mounted' or 'direct'",
                "write one of these",
            )
        elif asked == "direct" and direction == "output":
            report.error(
                (*path, "access"),
                "direct-output",
                "an output is always mounted: SageMaker uploads it when the step succeeds, and only then",
                "remove access",
            )
        elif asked == "direct":
            access = "direct"
    text = report.text(prefix, prefix_path, "an S3 prefix")
    if text is None or not _known_placeholders(text, parameters, prefix_path, report):
        return None
    text = _prefix(text, prefix_path, report)
    if text is None:
        return None
    if departure := data_departure(text, key):
        report.warn(
            prefix_path,
            "outside-hierarchy",
            departure,
            "move the data there, unless it is meant to be elsewhere",
        )
    return DataPrefix(name=name, direction=direction, s3_prefix=text, access=access)


def _known_placeholders(text: str, parameters: tuple[str, ...], path: Path, report: Report) -> bool:
    """Whether every `<ParamName>` of a data prefix is a required parameter, below the bucket."""
    before = report.errors
    for name in placeholders_in(text):
        if name in PROVISIONED or name.startswith("required:"):
            report_leftover(name, path, report)
        elif name not in parameters:
            same = [known for known in parameters if normalise(known) == normalise(name)]
            near = same[0] if same else nearest(name, parameters)
            hint = f"did you mean <{near}>?" if near else f"the record's parameters are: {listed(parameters)}"
            report.error(
                path,
                "unknown-placeholder",
                f"{quote(f'<{name}>')} is not a required parameter of this record",
                f"{hint} Or add it to required_runtime_params",
            )
    if "<" in PLACEHOLDER.sub("", text) or ">" in PLACEHOLDER.sub("", text):
        report.error(path, "invalid-s3-uri", "'<' or '>' stands alone", "write <ParamName>, or remove it")
    return report.errors == before
