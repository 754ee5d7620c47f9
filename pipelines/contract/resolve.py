"""Runtime resolution: what each required parameter of a run is, by the contract's precedence.

For each required parameter, in this order, the first usable value counts:

    1. payload    what the caller gave outright
    2. message    what the parsed SQS, SNS or EventBridge message holds
    3. defaults   `project_parameters.spec.defaults`
    4. key        ProjectName and FeatureSpecVersion alone: the halves of the record's own key

Absent, null, empty (or white space alone) and `<required:…>` are not usable and fall through. A usable value
that is wrong (an object, too long, against its hint) is an error and does not fall through: a later place
must not hide it. The `run_pipeline` machine follows the same table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pipelines.contract.hints import text_fault, value_fault
from pipelines.contract.keys import RecordKey
from pipelines.contract.messages import MOST_NAMES
from pipelines.contract.names import normalise
from pipelines.contract.placeholders import REQUIRED
from pipelines.contract.records import PipelineRecord, ProjectParameters
from pipelines.contract.reporting import Report
from pipelines.contract.value_text import value_text
from pipelines.contract.values import plain, same
from pipelines.contract.wording import Path, listed, nearest, quote
from pipelines.errors import ParameterError, Problem

Source = Literal["payload", "message", "defaults", "key"]

IN_PREFIX: Final = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9_.=:+@,~-]+(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9_.=:+@,~-]+)*"
"""What a value must match, as a whole, to become part of a data prefix: it must not lead out of the
prefix."""
_IN_PREFIX = re.compile(IN_PREFIX)


_PLACES: Mapping[Source, str] = {
    "payload": "the payload",
    "message": "the message",
    "defaults": "spec.defaults",
    "key": "the key",
}


@dataclass(frozen=True)
class Resolution:
    """The parameters of one run: those that could be resolved, where each came from, and what is wrong."""

    record: RecordKey
    values: Mapping[str, str]
    """In the order of `required_runtime_params`."""
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]

    def require(self) -> Mapping[str, str]:
        """Every parameter's value, or `ParameterError` with every problem."""
        if any(problem.severity == "error" for problem in self.problems):
            raise ParameterError(self.problems)
        return self.values


@dataclass(frozen=True)
class _Place:
    """One place that values come from, its names in the form that all spellings share."""

    source: Source
    values: Mapping[str, object]


def resolve_parameters(
    record: PipelineRecord,
    project_parameters: ProjectParameters | None,
    payload: Mapping[str, Any] | None = None,
    message: Mapping[str, Any] | None = None,
    *,
    strict: bool = False,
) -> Resolution:
    """Resolve every required parameter; names in `payload` and `message` may be in any spelling.

    With `strict`, a payload key that names no parameter is an error (`pipelines start`); otherwise, and in
    messages always, it is left alone, since events carry more than parameters.
    """
    report = Report(str(record.key))
    given = (
        _Place("payload", fold_names(payload or {}, (), report)),
        _Place("message", fold_names(message or {}, ("message",), report)),
    )
    own = {
        normalise("ProjectName"): record.key.project_name,
        normalise("FeatureSpecVersion"): record.key.feature_spec_version,
    }
    defaults = project_parameters.defaults if project_parameters else {}
    folded = {normalise(name): value for name, value in defaults.items()}
    places = (*given, _Place("defaults", folded), _Place("key", own))
    if payload and len(payload) > MOST_NAMES:
        fault = f"it has {len(payload)} names, more than {MOST_NAMES}"
        report.error(("payload",), "malformed-event", fault, "give what the pipeline needs")
    _contradictions(own, places, report)
    if strict:
        _unknown(record, payload or {}, own, report)
    values: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for name in record.required_runtime_params:
        found = _first_usable(name, places, report)
        if found is None:
            continue
        value, sources[name] = found
        text = _checked(name, value, record, project_parameters, report)
        if text is not None:
            values[name] = text
    return Resolution(record.key, values, sources, tuple(report.problems))


def fold_names(given: Mapping[str, Any], path: Path, report: Report) -> dict[str, object]:
    """The entries by normalised name; spellings of one name must agree, and the first is kept if not."""
    result: dict[str, object] = {}
    spelt: dict[str, str] = {}
    for name in sorted(key for key in given if isinstance(key, str)):
        value = given[name]
        folded = normalise(name)
        if folded not in result:
            result[folded], spelt[folded] = value, name
        elif not same(result[folded], value):
            report.error(
                (*path, name),
                "conflicting-spellings",
                f"{quote(name)} and {quote(spelt[folded])} name one parameter and have different values",
                "give the parameter once",
            )
    return result


def usable(value: object) -> bool:
    """Whether a value says something: not null, not empty, not `<required:…>`."""
    if isinstance(value, str):
        return bool(value.strip()) and not REQUIRED.fullmatch(value.strip())
    return value is not None


def _first_usable(name: str, places: tuple[_Place, ...], report: Report) -> tuple[object, Source] | None:
    searched = []
    for place in places:
        folded = normalise(name)
        value = place.values.get(folded)
        if usable(value):
            return value, place.source
        if place.source == "key":
            continue
        if folded not in place.values:
            held = "has none"
        elif isinstance(value, str) and value.strip():
            held = f"still has {quote(value.strip())}"
        else:
            held = "has it empty"
        searched.append(f"{_PLACES[place.source]} {held}")
    report.error(
        (name,),
        "missing-parameter",
        f"it has no value: {'; '.join(searched)}",
        f"give {name}, or a default in spec.defaults of project_parameters",
    )
    return None


def _checked(
    name: str,
    value: object,
    record: PipelineRecord,
    project_parameters: ProjectParameters | None,
    report: Report,
) -> str | None:
    """The value as text, or None and an error."""
    before = report.errors
    if not isinstance(value, Mapping | list | tuple | set):
        value = plain(value, (name,), report, free_form=lambda _: False)
    if report.errors > before:
        return None
    text, fault = value_text(value)
    hint = project_parameters.hint_of(name) if project_parameters else None
    if text is not None:
        fault = value_fault(hint, text) if hint else text_fault(text)
    placed = name in record.prefix_parameters
    if text is not None and fault is None and placed and not _IN_PREFIX.fullmatch(text):
        fault = f"{quote(text)} becomes part of an S3 prefix, and could lead out of it"
    if text is None or fault is not None:
        remedy = "correct the value" if hint is None else f"see spec.validation.{name} of project_parameters"
        report.error((name,), "invalid-parameter-value", fault or "", remedy)
        return None
    return text


def _contradictions(own: Mapping[str, str], places: tuple[_Place, ...], report: Report) -> None:
    for place in places:
        for folded, name in (("projectname", "ProjectName"), ("featurespecversion", "FeatureSpecVersion")):
            value = place.values.get(folded)
            if usable(value) and value != own[folded]:
                report.error(
                    (name,),
                    "contradicting-key",
                    f"{_PLACES[place.source]} says {quote(value)}, the record's key {quote(own[folded])}",
                    "start the pipeline of that project and version, or leave it out",
                )


def _unknown(
    record: PipelineRecord, payload: Mapping[str, Any], own: Mapping[str, str], report: Report
) -> None:
    parameters = record.required_runtime_params
    known = {normalise(name) for name in parameters} | set(own)
    for name in sorted(key for key in payload if isinstance(key, str)):
        if normalise(name) in known:
            continue
        near = nearest(name, parameters)
        remedy = f"did you mean {near}?" if near else f"its parameters are {listed(parameters)}"
        report.error((name,), "unknown-parameter", f"the record has no parameter {quote(name)}", remedy)
