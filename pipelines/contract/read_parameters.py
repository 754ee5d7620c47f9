"""The `spec` of a project_parameters record (plain JSON) -> `ProjectParameters`, reporting every fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contract.faults import validated
from pipelines.contract.hints import hint_faults, text_fault, value_fault
from pipelines.contract.keys import RecordKey
from pipelines.contract.names import NAME, normalise
from pipelines.contract.placeholders import REQUIRED, report_leftovers
from pipelines.contract.read_pipeline import OPTIONAL
from pipelines.contract.records import Compute, Hint, ProjectParameters
from pipelines.contract.reporting import Report
from pipelines.contract.value_text import value_text
from pipelines.contract.wording import Path, quote

PARAMETERS_KEYS = frozenset({"defaults", "validation", "compute"})


def read_parameters(key: RecordKey, spec: Mapping[str, Any], report: Report) -> ProjectParameters:
    """The project parameters of a record; whatever is faulty is left out and reported."""
    path: Path = ("spec",)
    report.known_keys(spec, PARAMETERS_KEYS | OPTIONAL, path)
    defaults = _defaults(spec.get("defaults"), (*path, "defaults"), report)
    validation = _validation(spec.get("validation"), (*path, "validation"), report)
    report_leftovers(spec.get("compute"), (*path, "compute"), report)
    parameters = ProjectParameters(
        key=key,
        defaults=defaults,
        validation=validation,
        compute=validated(Compute, spec.get("compute"), (*path, "compute"), report) or Compute(),
    )
    for name, value in defaults.items():
        hint = parameters.hint_of(name)
        if hint is not None and (fault := value_fault(hint, value)):
            report.error(
                (*path, "defaults", name),
                "default-breaks-hint",
                f"by its own hint, {fault}",
                f"correct the default or spec.validation.{name}",
            )
    return parameters


def _usable_names(value: object, path: Path, report: Report) -> Mapping[str, object]:
    """The object's entries whose keys can be parameters, each parameter once."""
    if value is None:
        return {}
    seen: dict[str, str] = {}
    result = {}
    for name, inner in (report.mapping(value, path, str(path[-1])) or {}).items():
        if not (NAME.fullmatch(name) and normalise(name)):
            report.error(
                (*path, name),
                "invalid-name",
                f"{quote(name)} is not a name for a parameter",
                "use 1 to 64 letters, digits, '_' and '-', a letter or digit among them",
            )
        elif earlier := seen.get(normalise(name)):
            report.error(
                (*path, name),
                "duplicate-name",
                f"it differs from {earlier} in spelling alone",
                "keep one of them",
            )
        else:
            seen[normalise(name)] = name
            result[name] = inner
    return result


def _defaults(value: object, path: Path, report: Report) -> dict[str, str]:
    result = {}
    for name, inner in _usable_names(value, path, report).items():
        where = (*path, name)
        required = REQUIRED.fullmatch(inner) if isinstance(inner, str) else None
        if required:
            if normalise(required[1]) != normalise(name):
                report.error(
                    where,
                    "misnamed-required",
                    f"{quote(inner)} names another parameter",
                    f"write <required:{name}>",
                )
            continue
        before = report.errors
        report_leftovers(inner, where, report)
        text, fault = value_text(inner)
        if text is not None and fault is None:
            fault = text_fault(text)
        if fault and report.errors == before:
            report.error(
                where,
                "empty-value" if fault == "it is empty" else "invalid-parameter-value",
                fault,
                f"write a value, or <required:{name}> if there is no default",
            )
        elif text is not None and report.errors == before:
            result[name] = text
    return result


def _validation(value: object, path: Path, report: Report) -> dict[str, Hint]:
    result = {}
    for name, inner in _usable_names(value, path, report).items():
        hint = _hint(inner, (*path, name), report)
        if hint is None:
            continue
        faults = list(hint_faults(hint))
        for field, code, fault, remedy in faults:
            where = (*path, name) if isinstance(inner, str) else (*path, name, field)
            report.error(where, code, fault, remedy)
        if not faults:
            result[name] = hint
    return result


def _hint(value: object, path: Path, report: Report) -> Hint | None:
    if isinstance(value, str):
        report_leftovers(value, path, report)
        pattern = report.text(value, path, "the regular expression")
        return Hint(pattern=pattern) if pattern else None
    if not isinstance(value, Mapping):
        report.error(
            path,
            "wrong-type",
            "a hint is a regular expression or an object",
            "write {type: ...} or a pattern",
        )
        return None
    before = report.errors
    for field in ("type", "pattern", "enum", "min", "max"):
        report_leftovers(value.get(field), (*path, field), report)
    fields = dict(value)
    if isinstance(fields.get("enum"), list):
        texts = []
        for index, item in enumerate(fields["enum"]):
            text, fault = value_text(item)
            if text is None:
                report.error((*path, "enum", index), "wrong-type", fault or "", "write a text")
            else:
                texts.append(text)
        fields["enum"] = texts
        if not texts and report.errors == before:
            report.error((*path, "enum"), "empty-value", "it lists no value", "list the values, or remove it")
    hint = validated(Hint, fields, path, report)
    return hint if report.errors == before else None
