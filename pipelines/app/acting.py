"""Makes one change of a plan: publishes code; creates, updates or deletes a pipeline or a machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.app.making import delete_machine, is_made, make_machine
from pipelines.app.planning import Planned
from pipelines.app.ports import Aws
from pipelines.app.publishing import publish
from pipelines.errors import RemoteError
from pipelines.plan.changes import Change
from pipelines.plan.pipelines import diff_remote

_UNSURE: Final = frozenset({"aws-exists", "aws-timeout", "aws-service", "aws-throttled", "aws-conflict"})
"""Kinds of fault after which the call may have had its effect (botocore repeats calls before it gives up)."""


def act(change: Change, planned: Planned, aws: Aws, sleep: Callable[[float], None]) -> None:
    """Make it; raises `RemoteError` unless it is there in the end."""
    try:
        if change.kind == "code":
            prune = planned.request.prune
            removed = [field.path for field in change.fields if field.after is None] if prune else []
            publish(aws.code, planned.desired.by_prefix[change.target], removed)
        elif change.kind == "machine":
            _make_machine(change, planned, aws, sleep)
        else:
            _make_pipeline(change, planned, aws)
    except RemoteError as error:
        if not _is_there(change, planned, aws, error):
            raise


def _make_pipeline(change: Change, planned: Planned, aws: Aws) -> None:
    if change.action == "delete":
        aws.sagemaker.delete(change.target)
        return
    pipeline = planned.desired.by_name[change.target]
    remote = planned.remote.pipelines.get(change.target)
    if remote is None:
        aws.sagemaker.create(pipeline)
    else:
        aws.sagemaker.update(pipeline, remote)


def _make_machine(change: Change, planned: Planned, aws: Aws, sleep: Callable[[float], None]) -> None:
    desired = planned.desired
    if change.action != "delete":
        machine, adopt = desired.by_machine[change.target], planned.request.adopt
        make_machine(aws, machine, sleep, adopt=adopt)
    elif desired.site is not None:
        delete_machine(aws, desired.site, change.job)


def _is_there(change: Change, planned: Planned, aws: Aws, error: RemoteError) -> bool:
    """Whether the call had its effect although its answer was an error, or got lost."""
    unsure = any(problem.code in _UNSURE for problem in error.problems)
    if not unsure or change.kind == "code" or change.action == "delete":
        return False
    try:
        if change.kind == "machine":
            return is_made(aws, planned.desired.by_machine[change.target])
        pipeline = planned.desired.by_name[change.target]
        there = aws.sagemaker.describe(change.target)
    except RemoteError:
        return False
    return (
        there is not None and there.description == pipeline.description and not diff_remote(pipeline, there)
    )
