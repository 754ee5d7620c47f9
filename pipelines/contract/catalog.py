"""Items of the table -> a `Catalog` of frozen records, with every problem of every record.

A record is `project_parameters` by its name, a pipeline if it is called `pipeline_*` or carries
`spec.scripts.steps`, and otherwise a job, whose free-form `spec` is configuration. Nothing here raises,
whatever an item holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.contract.keys import RecordKey
from pipelines.contract.placeholders import report_leftovers
from pipelines.contract.read_parameters import read_parameters
from pipelines.contract.read_pipeline import OPTIONAL, read_pipeline
from pipelines.contract.records import (
    PROJECT_PARAMETERS,
    Catalog,
    JobRecord,
    PipelineRecord,
    ProjectParameters,
    parameters_key,
)
from pipelines.contract.reporting import Report
from pipelines.contract.values import plain
from pipelines.contract.wording import Path, quote
from pipelines.errors import ContractError, Problem

Record = PipelineRecord | ProjectParameters | JobRecord

ITEM_KEYS = frozenset({"project_name", "job_name", "spec"})
PIPELINE_PREFIX = "pipeline_"
_FREE_FORM = ("pipeline_defaults", "feature_store", "owner", "updated_at")


@dataclass(frozen=True)
class Reading:
    """What was read: the usable records and every problem, errors first, then by record and field."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    drafts: tuple[PipelineRecord, ...] = ()
    """What is right of pipelines with errors, to look for more of them: nothing else may be made of it."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make a record unusable."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def require(self) -> Catalog:
        """The catalog, or `ContractError` with every problem if one is an error."""
        if self.errors:
            raise ContractError(self.problems)
        return self.catalog


def read_catalog(items: Iterable[object], *, origins: Sequence[str] | None = None) -> Reading:
    """Read items: JSON objects of files, or what boto3's resource returns (Decimal, set, Binary).

    `origins` names where each item stands (a file), for items whose key cannot be read. A record with an
    error is not in the catalog. The result does not depend on the order of the items, nor on the order of
    keys in them.
    """
    problems: list[Problem] = []
    seen: dict[RecordKey, str] = {}
    records: dict[RecordKey, Record] = {}
    drafts: dict[RecordKey, PipelineRecord] = {}
    for index, item in enumerate(items):
        origin = origins[index] if origins is not None and index < len(origins) else f"item {index}"
        key, report = _key(item, origin)
        if key is None or not isinstance(item, Mapping):
            problems += report.problems
            if isinstance(item, Mapping):
                problems += _faults_of_keyless(item, report.problems[0].record)
            continue
        if key in seen:
            report.error(
                (), "duplicate-record", f"{origin} has the key of {seen[key]}", "keep one record of each key"
            )
            records.pop(key, None)
            drafts.pop(key, None)
            problems += report.problems
            continue
        seen[key] = origin
        record = _read(key, item, report)
        if not report.errors:
            records[key] = record
        elif isinstance(record, PipelineRecord):
            drafts[key] = record
        problems += report.problems
    catalog = _catalog(records.values())
    for pipeline in catalog.pipelines:
        own = parameters_key(pipeline.key)
        if own not in seen:
            report = Report(str(pipeline.key))
            report.warn(
                (),
                "no-project-parameters",
                f"there is no {own.job_name} beside it: no defaults, no validation of its parameters",
                f"add {own}",
            )
            problems += report.problems
    problems.sort(key=lambda problem: (problem.severity != "error", problem))
    return Reading(catalog, tuple(problems), tuple(drafts[key] for key in sorted(drafts)))


def _catalog(records: Iterable[Record]) -> Catalog:
    found = sorted(records, key=lambda record: record.key)
    return Catalog(
        pipelines=tuple(record for record in found if isinstance(record, PipelineRecord)),
        project_parameters=tuple(record for record in found if isinstance(record, ProjectParameters)),
        jobs=tuple(record for record in found if isinstance(record, JobRecord)),
    )


def _key(item: object, origin: str) -> tuple[RecordKey | None, Report]:
    """The item's key, and the report of its record, which is named after the origin while there is no key."""
    report = Report(origin)
    if not isinstance(item, Mapping):
        report.error((), "not-an-object", "it is no object", "write one record, an object, in each item")
        return None, report
    halves = []
    for field in ("project_name", "job_name"):
        half = item.get(field)
        if half is None:
            report.missing((field,), "every record has the keys project_name and job_name")
        elif not isinstance(half, str):
            report.error((field,), "invalid-key", f"{quote(half)} is no text", "write the key as a text")
        else:
            halves.append(half)
    if report.problems:
        return None, report
    try:
        key = RecordKey.parse(*halves)
    except ContractError as error:
        report.problems += [replace(found, record=f"{found.record} in {origin}") for found in error.problems]
        return None, report
    return key, Report(str(key))


def _faults_of_keyless(item: Mapping[Any, Any], name: str) -> list[Problem]:
    """What is wrong below the key of an item whose key is: it is read as the record it most looks like."""
    halves = [item.get(name) for name in ("project_name", "job_name")]
    project, job = (half if isinstance(half, str) else "" for half in halves)
    logical, _, version = job.partition("#")
    stated = item.get("feature_spec_version")
    guess = RecordKey(project, logical, stated if isinstance(stated, str) else version)
    report = Report(name)
    _read(guess, item, report)
    keys = ("project_name", "job_name", "feature_spec_version")
    return [found for found in report.problems if not found.field.endswith(keys)]


def _read(key: RecordKey, item: Mapping[Any, Any], report: Report) -> Record:
    is_parameters = key.logical_job_name == PROJECT_PARAMETERS
    is_pipeline = not is_parameters and (
        key.logical_job_name.startswith(PIPELINE_PREFIX) or _carries_steps(item.get("spec"))
    )

    def free_form(path: Path) -> bool:
        if path[0] != "spec":
            return path[0] in _FREE_FORM
        if not is_parameters and not is_pipeline:
            return True
        below = path[1:]
        in_step = below[:2] == ("scripts", "steps") and len(below) > 3 and below[3] == "config"  # noqa: PLR2004
        return in_step or below[:1] == ("config",) or below[:1] in [(name,) for name in _FREE_FORM]

    fields: dict[str, Any] = plain(item, (), report, free_form=free_form)
    report.known_keys(fields, ITEM_KEYS | OPTIONAL, ())
    report_leftovers(key.project_name, ("project_name",), report)
    report_leftovers(key.job_name, ("job_name",), report)
    spec = fields.get("spec")
    if item.get("spec") is None:
        report.missing(("spec",), "add the record's spec")
    spec = {} if spec is None else report.mapping(spec, ("spec",), "spec") or {}
    tags = _optional(fields, (), key, report)
    if is_pipeline or is_parameters:
        tags = {**tags, **_optional(spec, ("spec",), key, report)}
    if is_parameters:
        return read_parameters(key, spec, report)
    if is_pipeline:
        _require_order(item.get("spec"), report)
        return read_pipeline(key, spec, tags, report)
    report_leftovers(spec, ("spec",), report)
    return JobRecord(key=key, spec=dict(spec))


def _carries_steps(spec: object) -> bool:
    scripts = spec.get("scripts") if isinstance(spec, Mapping) else None
    return isinstance(scripts, Mapping) and scripts.get("steps") is not None


def _require_order(spec: object, report: Report) -> None:
    """A set of the table has no order, and would silently become a sorted list."""
    found = spec.get("required_runtime_params") if isinstance(spec, Mapping) else None
    if isinstance(found, set | frozenset):
        fault = "it is a set, which has no order"
        report.error(("spec", "required_runtime_params"), "wrong-type", fault, "write a list of names")


def _optional(fields: Mapping[str, Any], path: Path, key: RecordKey, report: Report) -> dict[str, str]:
    """Check the attributes that any record may carry; returns the tags."""
    version = fields.get("feature_spec_version")
    if version is not None and version != key.feature_spec_version:
        report.error(
            (*path, "feature_spec_version"),
            "version-mismatch",
            f"{quote(version)} is not the version of the key, {quote(key.feature_spec_version)}",
            f"write {quote(key.feature_spec_version)} or remove it",
        )
    for name in (*_FREE_FORM, "tags"):
        report_leftovers(fields.get(name), (*path, name), report)
    return _tags(fields.get("tags"), (*path, "tags"), report)


def _tags(value: object, path: Path, report: Report) -> dict[str, str]:
    tags = {}
    if value is not None:
        for name, text in (report.mapping(value, path, "tags") or {}).items():
            if isinstance(text, str):
                tags[name] = text
            else:
                report.error((*path, name), "wrong-type", "a tag's value is no text", "write it as a text")
    return tags
