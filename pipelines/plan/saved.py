"""A plan in a file: what it was made from and what it does, without values, which may be confidential.

Applying a saved plan makes it again, and refuses if anything it was made from moved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipelines.errors import Problem, StalePlanError, UsageError
from pipelines.plan.changes import KINDS, Change, Plan
from pipelines.plan.desired import MACHINE
from pipelines.plan.diff import render_value
from pipelines.plan.scope import Scope

FORMAT: Final = 3


@dataclass(frozen=True)
class SavedPlan:
    """What `plan --out` kept."""

    scope: Scope
    prune: bool
    adopt: bool
    refresh: bool
    machines: bool
    prefix: str
    retention_days: int
    account: str
    region: str
    table: str
    """Name of the table, or place of the records."""
    desired: Mapping[str, str]
    remote: Mapping[str, str]
    changes: Mapping[str, str]
    """Target (of machines `machine:<name>`) -> action, of the changes that apply makes."""


def save_plan(
    plan: Plan,
    *,
    prune: bool,
    adopt: bool,
    refresh: bool,
    machines: bool,
    prefix: str,
    retention_days: int,
    account: str,
    region: str,
    table: str,
) -> str:
    """The file's text: JSON, ending in a newline."""
    content = {
        "format": FORMAT,
        "scope": plan.scope.as_json(),
        "prune": prune,
        "adopt": adopt,
        "refresh": refresh,
        "machines": machines,
        "prefix": prefix,
        "retention_days": retention_days,
        "account": account,
        "region": region,
        "table": table,
        "desired": dict(plan.desired),
        "remote": dict(plan.remote),
        "changes": {change.identity: change.action for change in plan.effective},
    }
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def parse_saved(text: str, origin: str) -> SavedPlan:
    """What `save_plan` wrote; `UsageError` for anything else."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            fault = f"it has the format {content['format']!r}, and this version reads {FORMAT}"
            raise UsageError(Problem(origin, "", "unreadable-plan", fault, "plan again with --out"))
        scope = content["scope"]
        fields = ("project_name", "feature_spec_version", "logical_job_name")
        return SavedPlan(
            scope=Scope(**{name: _optional(scope[name]) for name in fields}),
            prune=_flag(content["prune"]),
            adopt=_flag(content["adopt"]),
            refresh=_flag(content["refresh"]),
            machines=_flag(content["machines"]),
            prefix=_text(content["prefix"]),
            retention_days=_number(content["retention_days"]),
            account=_text(content["account"]),
            region=_text(content["region"]),
            table=_text(content["table"]),
            desired=_texts(content["desired"]),
            remote=_texts(content["remote"]),
            changes=_texts(content["changes"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        fault = "it is no plan that `pipelines plan --out` wrote"
        raise UsageError(Problem(origin, "", "unreadable-plan", fault, "plan again with --out")) from error


def check_saved(saved: SavedPlan, plan: Plan, *, account: str, region: str, table: str) -> None:
    """Raise `StalePlanError`, naming everything that moved since the plan was saved."""
    remedy = "plan again here, or apply there"
    problems = [
        _moved("", f"the plan is for the {name} {before}, and this is {after}", remedy)
        for name, before, after in (("account", saved.account, account), ("region", saved.region, region))
        if before != after
    ]
    if saved.table != table:
        fault = f"the plan is of the records in {saved.table}, and these are of {table}"
        problems.append(_moved("", fault, f"say --records {saved.table} (or --table), or plan again here"))
    if problems:
        # Elsewhere all differs: what does is no news.
        raise StalePlanError(problems)
    names = {change.identity: change.origin for change in plan.changes}
    for target in _different(saved.desired, plan.desired):
        fault = f"what {_said(target)} shall be changed since the plan was saved: {_cause(target)}"
        problems.append(_moved(names.get(target, ""), fault, "plan again"))
    for target in _different(saved.remote, plan.remote):
        kind = "" if target.startswith(MACHINE) else "the pipeline "
        fault = f"{kind}{_said(target)} changed since the plan was saved"
        problems.append(_moved(names.get(target, ""), fault, "plan again"))
    if not problems:
        now = {change.identity: change.action for change in plan.effective}
        for target in _different(saved.changes, now):
            before, after = (actions.get(target, "unchanged") for actions in (saved.changes, now))
            fault = f"the plan for {_said(target)} was {before}, and would now be {after}"
            problems.append(_moved(names.get(target, ""), fault, "plan again"))
    if problems:
        raise StalePlanError(problems)


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan for programs: all changes that are any, with values before and after, and the counts."""
    return {
        "scope": plan.scope.as_json(),
        "empty": plan.is_empty,
        "counts": {kind: plan.count(kind) for kind in KINDS},
        "changes": [_change(change) for change in plan.effective],
        "warnings": [warning.as_json() for warning in plan.warnings],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "action": change.action,
        "target": change.target,
        "record": str(change.key) if change.key else "",
        "step": change.step,
        "job": change.job,
        "reason": change.reason,
        "fields": [
            {
                "path": field.path,
                "before": field.before,
                "after": field.after,
                "text": f"{render_value(field.before)} -> {render_value(field.after)}",
            }
            for field in change.fields
        ],
    }


def _different(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _said(target: str) -> str:
    return f"the machine {target.removeprefix(MACHINE)}" if target.startswith(MACHINE) else target


def _cause(target: str) -> str:
    if target.startswith(MACHINE):
        return "the patterns of the table, or this program"
    return "its record, or its code"


def _moved(record: str, fault: str, remedy: str) -> Problem:
    return Problem(record, "", "stale-plan", fault, remedy)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in value.items()}
