"""What a plan says about the machines: compiled against what is there, with role and log group.

Each machine states in its tags what it does, for which table, and the digest of what was applied. Where that
digest is the desired one nothing else is read; the digest covers role and log group too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from pipelines.errors import Problem
from pipelines.orchestration.compiled import (
    DIGEST_TAG,
    CompiledMachine,
    content_digest,
    machine_content,
    parse_tags,
)
from pipelines.orchestration.site import Site
from pipelines.plan.changes import Action, Change, FieldChange
from pipelines.plan.desired import MACHINE, Desired
from pipelines.plan.diff import diff_mappings
from pipelines.plan.remote import STANDARD, MachineParts, MachineSummary, Remote

BY_HAND: Final = "it is not what was applied: somebody edited it, or an apply was interrupted"
ADOPTED: Final = "adopted: it was not made for this table"
NOT_DESIRED: Final = "no machine of this name is desired; its log group stays until its events expire"


@dataclass
class MachineFindings:
    """Changes, and what a reader must know."""

    changes: list[Change] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)


def needed_machines(
    desired: Desired, summaries: Mapping[str, MachineSummary], *, refresh: bool
) -> tuple[CompiledMachine, ...]:
    """The machines whose parts must be read: absent ones too, whose role or log group may be there."""
    return tuple(
        machine
        for machine in desired.machines
        if refresh or _stated(summaries.get(machine.name)) != (machine.job, machine.table, machine.digest)
    )


def plan_machines(
    desired: Desired, remote: Remote, *, prune: bool = False, adopt: bool = False
) -> MachineFindings:
    """Compare; *adopt* takes over what is not ours, *prune* deletes machines of ours that are not desired."""
    found = MachineFindings()
    for machine in sorted(desired.machines, key=lambda machine: machine.name):
        parts = remote.parts.get(machine.name)
        problems = () if adopt or parts is None else foreign_parts(machine, parts)
        if parts is not None and not problems:
            problems = _fixed_type(machine, parts)
        if problems:
            found.errors += problems
        else:
            found.changes.append(diff_machine(machine, parts))
    gone = [] if desired.site is None else _gone(desired.site, desired, remote)
    if prune:
        found.changes += gone
    else:
        found.warnings += map(_kept, gone)
    return found


def diff_machine(desired: CompiledMachine, parts: MachineParts | None) -> Change:
    """The change for one machine; *parts* is None where the tags in the listing say all.

    It is drifted, rather than to be updated, if what is there is not what its own tags speak of.
    """
    if parts is None:
        return _change(desired, "unchanged", remote=desired.digest)
    if parts.machine is None:
        return _change(desired, "create", remote="")
    stated = parse_tags(parts.machine.tags)
    content = _content(parts)
    actual = content_digest(content)
    fields = diff_contents(desired, content)
    if not fields and stated == (desired.job, desired.table, desired.digest):
        return _change(desired, "unchanged", remote=actual)
    if not fields:
        fields = (FieldChange(f"tags.{DIGEST_TAG}", stated[2] if stated else None, desired.digest),)
    if stated is None or stated[:2] != (desired.job, desired.table):
        return _change(desired, "update", fields, remote=actual, reason=ADOPTED)
    if actual not in (stated[2], desired.digest):
        return _change(desired, "drifted", fields, remote=actual, reason=BY_HAND)
    return _change(desired, "update", fields, remote=actual)


def diff_contents(desired: CompiledMachine, content: Mapping[str, object]) -> tuple[FieldChange, ...]:
    """Every difference, named as a person knows it: `run_pipeline.States.Resolve.Arguments`, `role.trust`."""
    return tuple(
        FieldChange(
            change.path.replace("definition", desired.job, 1)
            if change.path.partition(".")[0] == "definition"
            else change.path,
            change.before,
            change.after,
        )
        for change in diff_mappings("", content, desired.content)
    )


def foreign_parts(machine: CompiledMachine, parts: MachineParts) -> tuple[Problem, ...]:
    """What stands under the machine's names and is not ours: never overwritten unasked."""
    there = (
        ("machine", machine.name, parts.machine),
        ("role", machine.role_name, parts.role),
        ("log group", machine.log_group, parts.log_group),
    )
    problems = []
    for kind, name, part in there:
        owner = None if part is None else parse_tags(part.tags)
        if part is None or (owner is not None and owner[:2] == (machine.job, machine.table)):
            continue
        fault = f"a {kind} named {name} exists, and was not made by this product"
        if owner is not None:
            fault = f"the {kind} named {name} was made for the machine {owner[0]} of the table {owner[1]}"
        remedy = (
            "give this table's machines another --prefix, or delete it, if nobody needs it; --adopt replaces "
            "what it holds, --no-machines goes without"
        )
        code = f"foreign-{kind.replace(' ', '-')}"
        problems.append(Problem(f"machine {machine.job}", "", code, fault, remedy))
    return tuple(problems)


def _fixed_type(machine: CompiledMachine, parts: MachineParts) -> tuple[Problem, ...]:
    """A machine of another type can be neither updated nor adopted."""
    if parts.machine is None or parts.machine.type == STANDARD:
        return ()
    fault = f"a machine named {machine.name} is there with the type {parts.machine.type}, which never changes"
    return (
        Problem(f"machine {machine.job}", "", "wrong-machine-type", fault, "delete it, if nobody needs it"),
    )


def machine_fingerprint(summary: MachineSummary) -> str:
    """A digest over what tells one state of a machine from another in a listing."""
    created = summary.created.isoformat() if summary.created else ""
    parts = [summary.arn, created, *(f"{key}={value}" for key, value in sorted(summary.tags.items()))]
    return sha256("\n".join(parts).encode()).hexdigest()


def machine_fingerprints(summaries: Mapping[str, MachineSummary]) -> dict[str, str]:
    """`machine:<name>` -> fingerprint."""
    return {f"{MACHINE}{name}": machine_fingerprint(found) for name, found in sorted(summaries.items())}


def _stated(summary: MachineSummary | None) -> tuple[str, str, str] | None:
    return None if summary is None else parse_tags(summary.tags)


def _content(parts: MachineParts) -> dict[str, object]:
    machine, role, group = parts.machine, parts.role, parts.log_group
    return machine_content(
        definition=machine.definition if machine else "",
        role_arn=machine.role_arn if machine else "",
        level=machine.level if machine else "",
        with_data=bool(machine and machine.with_data),
        destinations=machine.destinations if machine else (),
        trust=role.trust if role else None,
        policies=role.policies if role else {},
        attached=role.attached if role else (),
        role_tags=role.tags if role else {},
        retention_days=group.retention_days if group else None,
        log_group_tags=group.tags if group else {},
    )


def _gone(site: Site, desired: Desired, remote: Remote) -> list[Change]:
    """Deletions: machines of ours and of this table that are not desired."""
    found = []
    for name, summary in sorted(remote.machines.items()):
        owner = _stated(summary)
        # A copy by hand may carry our tags under another name: not ours to delete.
        if owner is None or name in desired.by_machine or site.name_of(owner[0]) != name:
            continue
        if owner[1] == site.table:
            reason, digest = NOT_DESIRED, owner[2]
            found.append(Change("machine", "delete", name, None, job=owner[0], reason=reason, remote=digest))
    return found


def _kept(change: Change) -> Problem:
    fault = f"the machine {change.target} is not desired any more"
    return Problem(
        change.origin, "", "machine-gone", fault, "delete it and its role with --prune", severity="warning"
    )


def _change(
    desired: CompiledMachine,
    action: Action,
    fields: tuple[FieldChange, ...] = (),
    *,
    remote: str,
    reason: str = "",
) -> Change:
    return Change(
        kind="machine",
        action=action,
        target=desired.name,
        key=None,
        fields=fields,
        reason=reason,
        remote=remote,
        desired=desired.digest,
        job=desired.job,
    )
