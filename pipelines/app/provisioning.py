"""The use case `provision`: templates become records, and nobody's work is overwritten unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from pipelines.app.ports import Table
from pipelines.aws.values import Item
from pipelines.contract.catalog import read_catalog
from pipelines.contract.placeholders import render_template
from pipelines.contract.records import PROJECT_PARAMETERS
from pipelines.errors import Problem, RemoteError
from pipelines.plan.changes import FieldChange
from pipelines.plan.diff import diff_mappings

RecordAction = Literal["created", "unchanged", "kept", "overwritten"]
STAMP: Final = "updated_at"
"""The attribute that says when a record was written; two records that differ in it alone are equal."""
_ATTEMPTS: Final = 5


@dataclass(frozen=True)
class ProvisionRequest:
    """What is asked for."""

    project_name: str
    feature_spec_version: str
    bucket: str
    role_arn: str | None = None
    image_uri: str | None = None
    overwrite: bool = False
    """Replace records that somebody changed."""
    everything: bool = False
    """Write steps whose code is nowhere, too."""


@dataclass(frozen=True)
class RecordChange:
    """What became of one record."""

    record: str
    action: RecordAction
    fields: tuple[FieldChange, ...] = ()
    """How the table's record differs, or differed, from the rendered one: before is what the table has."""


@dataclass(frozen=True)
class LeftOut:
    """A step, or a whole record, that was not written because its code is not there yet."""

    record: str
    step: str
    """Empty for a record of which no step was left."""
    entry_script: str


@dataclass(frozen=True)
class Rendered:
    """Records ready to be written."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Provisioned:
    """What provisioning did."""

    table: str
    table_created: bool
    records: tuple[RecordChange, ...]
    left_out: tuple[LeftOut, ...]


def render_records(
    request: ProvisionRequest, templates: Mapping[str, Mapping[str, Any]], has_code: Callable[[str], bool]
) -> Rendered:
    """Fill the placeholders in; role and image go into the project parameters' compute.

    Steps whose entry script *has_code* does not know are left out, unless everything is asked for, and so
    is a record without a step. What another step of the record says about a step that is left out
    (`depends_on`) goes with it. Raises `ContractError` if the result would not follow the contract.
    """
    items: list[Item] = []
    left_out: list[LeftOut] = []
    for name, template in templates.items():
        item = render_template(
            template,
            bucket=request.bucket,
            project_name=request.project_name,
            feature_spec_version=request.feature_spec_version,
        )
        item = deepcopy(item)
        if name == PROJECT_PARAMETERS:
            compute = item["spec"].setdefault("compute", {})
            given = {"role_arn": request.role_arn, "image_uri": request.image_uri}
            compute.update({key: value for key, value in given.items() if value is not None})
        if request.everything or _keep_steps_with_code(item, has_code, left_out):
            items.append(item)
    read_catalog(items).require()
    return Rendered(tuple(items), tuple(left_out))


def provision(
    request: ProvisionRequest,
    templates: Mapping[str, Mapping[str, Any]],
    has_code: Callable[[str], bool],
    table: Table,
    now: datetime,
) -> Provisioned:
    """Create the table if it is absent, and write the records that are not there.

    A record that is there and differs is kept, with its differences in the result, or replaced with
    *overwrite*, on the condition that it is still what was compared. Nothing is written before everything
    is rendered and checked.
    """
    rendered = render_records(request, templates, has_code)
    created = table.ensure()
    records = tuple(_write(item, table, now, overwrite=request.overwrite) for item in rendered.items)
    return Provisioned(table.name, created, records, rendered.left_out)


def diff_records(there: Mapping[str, Any], rendered: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """How the table's record differs from the rendered one, whenever each was written.

    Numbers compare by value: the table gives `Decimal`. Values show as JSON would.
    """
    before = {name: _comparable(value) for name, value in there.items() if name != STAMP}
    after = {name: _comparable(value) for name, value in rendered.items() if name != STAMP}
    return diff_mappings("", before, after)


def _write(item: Item, table: Table, now: datetime, *, overwrite: bool) -> RecordChange:
    project, job = item["project_name"], item["job_name"]
    record = f"{project}/{job}"
    stamped = {**item, STAMP: now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    written = False
    for _ in range(_ATTEMPTS):
        there = table.get(project, job)
        if there is None:
            if table.put_new(stamped):
                return RecordChange(record, "created")
            written = True  # somebody was faster, or our own answer was lost: look again
            continue
        stamped = _with_compute_of(there, stamped)
        fields = diff_records(there, stamped)
        if not fields:
            mine = written and there.get(STAMP) == stamped[STAMP]
            return RecordChange(record, "created" if mine else "unchanged")
        if not overwrite:
            return RecordChange(record, "kept", fields)
        if table.replace(stamped, there):
            return RecordChange(record, "overwritten", fields)
    fault = "somebody else keeps changing it"
    raise RemoteError(Problem(record, "", "record-contended", fault, "run provision again"))


def _with_compute_of(there: Item, item: Item) -> Item:
    """The item with the role and image that the table has, where none were given this time."""
    if not item["job_name"].startswith(f"{PROJECT_PARAMETERS}#"):
        return item
    spec = there.get("spec")
    compute = spec.get("compute") if isinstance(spec, Mapping) else None
    if not isinstance(compute, Mapping):
        return item
    kept = {name: compute[name] for name in ("role_arn", "image_uri") if name in compute}
    return {**item, "spec": {**item["spec"], "compute": {**kept, **item["spec"]["compute"]}}}


def _keep_steps_with_code(item: Item, has_code: Callable[[str], bool], left_out: list[LeftOut]) -> bool:
    """Take the steps without code out of a record; whether it is to be written."""
    steps = item.get("spec", {}).get("scripts", {}).get("steps")
    if not isinstance(steps, dict) or not steps:
        return True
    record = f"{item['project_name']}/{item['job_name']}"
    gone = {name: step["entry_script"] for name, step in steps.items() if not has_code(step["entry_script"])}
    left_out += [LeftOut(record, name, script) for name, script in sorted(gone.items())]
    remaining = {name: step for name, step in steps.items() if name not in gone}
    item["spec"]["scripts"]["steps"] = remaining
    for step in remaining.values():
        if "depends_on" in step:
            step["depends_on"] = [name for name in step["depends_on"] if name not in gone]
            if not step["depends_on"]:
                del step["depends_on"]
    if not remaining:
        left_out.append(LeftOut(record, "", ", ".join(sorted(set(gone.values())))))
    return bool(remaining)


def _comparable(value: Any) -> Any:  # noqa: PLR0911 - one return a type
    """A value as JSON has it, equal for equal contents: `Decimal("3")` is 3, sets are sorted lists."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _comparable(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_comparable(entry) for entry in value]
    if isinstance(value, (set, frozenset)):
        return _sorted(map(_comparable, value))
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return value


def _sorted(values: Iterable[Any]) -> list[Any]:
    return sorted(values, key=lambda value: (type(value).__name__, value))
