"""Decides: desired against remote gives a plan. In two stages, since what must be read depends on a listing.

1. `needed` looks at the listing alone: which pipelines to describe, which code to read. Where every
   description names the digest that is desired, that is nothing: the digest covers definition, role, tags
   and, through the environment of each step, the code; and apply publishes code before the pipeline that
   runs it.
2. `make_plan` compares what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pipelines.compiler.canonical import render_canonical
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.compiler.description import parse_description
from pipelines.contract.keys import RecordKey
from pipelines.errors import ContractError, Problem
from pipelines.plan.changes import Change, Plan
from pipelines.plan.code import diff_code
from pipelines.plan.desired import Desired
from pipelines.plan.machines import machine_fingerprints, plan_machines
from pipelines.plan.pipelines import diff_pipeline
from pipelines.plan.remote import PipelineSummary, Remote
from pipelines.plan.scope import Scope


@dataclass(frozen=True)
class Needed:
    """What must be read before a plan can be made."""

    describe: tuple[str, ...]
    """Names of pipelines to describe."""
    manifests: tuple[str, ...]
    """Code prefixes whose manifest must be read."""
    files: tuple[str, ...]
    """Code prefixes, all among *manifests*, whose every object must be looked at."""


def needed(
    desired: Desired,
    summaries: Mapping[str, PipelineSummary],
    refresh: Callable[[RecordKey], bool],
) -> Needed:
    """What to read, given the listing; *refresh* says of which records everything is to be looked at."""
    describe: list[str] = []
    manifests: dict[str, None] = {}
    files: dict[str, None] = {}
    for pipeline in desired.pipelines:
        summary = summaries.get(pipeline.name)
        look = refresh(pipeline.key)
        if not look and summary is not None and _states(summary, pipeline):
            continue
        if summary is not None:
            describe.append(pipeline.name)
        for bundle in desired.bundles_of.get(pipeline.key, ()):
            manifests[bundle.prefix] = None
            if look:
                files[bundle.prefix] = None
    return Needed(tuple(describe), tuple(manifests), tuple(files))


def make_plan(
    scope: Scope,
    desired: Desired,
    remote: Remote,
    *,
    prune: bool = False,
    adopt: bool = False,
) -> Plan:
    """Compare; raises `ContractError` for names that belong to pipelines of somebody else.

    With *adopt*, a pipeline of a wanted name that does not carry our description is taken over. With *prune*,
    pipelines of ours in scope whose record is gone are deleted; without, they are warned about. The same goes
    for machines, whatever the scope: all projects share them.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for prefix, bundle in sorted(desired.by_prefix.items()):
        if prefix in remote.code:
            change, strays = diff_code(bundle, remote.code[prefix], prune=prune)
            changes.append(change)
            warnings += strays
        else:
            changes.append(_untouched_code(bundle.prefix, bundle.key, bundle.step, bundle.digest))
    for name, pipeline in sorted(desired.by_name.items()):
        summary = remote.summaries.get(name)
        owner = None if summary is None else parse_description(summary.description)
        if summary is not None and not adopt and (problem := _foreign(pipeline, owner)):
            problems.append(problem)
            continue
        changes.append(diff_pipeline(pipeline, summary, remote.pipelines.get(name), owner))
    gone = _gone(scope, desired, remote)
    if prune:
        changes += gone
    else:
        warnings += map(_kept, gone)
    machines = plan_machines(desired, remote, prune=prune, adopt=adopt)
    changes += machines.changes
    warnings += machines.warnings
    problems += machines.errors
    if problems:
        raise ContractError(problems)
    wanted = {change.subject for change in changes}
    seen = {**fingerprints(remote.summaries), **machine_fingerprints(remote.machines)}
    kept = {name: found for name, found in seen.items() if name in wanted}
    return Plan(scope, tuple(changes), tuple(warnings), desired.fingerprints, kept)


def fingerprints(summaries: Mapping[str, PipelineSummary]) -> dict[str, str]:
    """Pipeline name -> fingerprint."""
    return {name: fingerprint(found) for name, found in sorted(summaries.items())}


def fingerprint(summary: PipelineSummary) -> str:
    """A digest over what tells one state of a pipeline from another in a listing."""
    modified = summary.modified.isoformat() if summary.modified else ""
    parts = [summary.arn, summary.role_arn, summary.description, modified]
    return sha256(render_canonical(parts).encode()).hexdigest()


def _states(summary: PipelineSummary, pipeline: CompiledPipeline) -> bool:
    """Whether a listing alone tells that a pipeline is as desired (the role is listed, so it is compared)."""
    stated = parse_description(summary.description)
    return stated == (pipeline.key, pipeline.digest) and summary.role_arn in ("", pipeline.role_arn)


def _untouched_code(prefix: str, key: RecordKey, step: str, digest: str) -> Change:
    return Change("code", "unchanged", prefix, key, step, remote=digest, desired=digest)


def _foreign(pipeline: CompiledPipeline, owner: tuple[RecordKey, str] | None) -> Problem | None:
    if owner is None:
        fault = f"a pipeline named {pipeline.name} exists, and was not made from a record"
        remedy = "rename the record or delete that pipeline; --adopt replaces its definition"
        return Problem(str(pipeline.key), "", "foreign-pipeline", fault, remedy)
    if owner[0] != pipeline.key:
        fault = f"the pipeline named {pipeline.name} was made from another record, {owner[0]}"
        remedy = "rename one of the two records; --adopt gives the pipeline to this one"
        return Problem(str(pipeline.key), "", "foreign-pipeline", fault, remedy)
    return None


def _gone(scope: Scope, desired: Desired, remote: Remote) -> list[Change]:
    """Deletions: pipelines of ours, in scope, whose record is not there."""
    found = []
    for name, summary in sorted(remote.summaries.items()):
        owner = parse_description(summary.description)
        if owner is None or name in desired.by_name:
            continue
        key, digest = owner
        # A copy or a rename by hand may carry our description under another name: not ours to delete.
        if scope.covers(key) and key not in desired.records and key.pipeline_name == name:
            found.append(Change("pipeline", "delete", name, key, reason="its record is gone", remote=digest))
    return found


def _kept(change: Change) -> Problem:
    return Problem(
        record=str(change.key),
        field="",
        code="record-gone",
        fault=f"the pipeline {change.target} has no record any more",
        remedy="delete it with --prune, or put the record back",
        severity="warning",
    )
