"""The use cases around an event: send it to a machine, follow the execution, stop it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from pipelines.app.activities import Activities, Activity
from pipelines.app.ports import MachineExecutions
from pipelines.aws.values import MachineExecution
from pipelines.errors import Problem, RemoteError, UsageError
from pipelines.orchestration.machines import INPUTS
from pipelines.orchestration.site import Site

MAX_BYTES: Final = 262_144
"""Of an input as UTF-8 (Step Functions, "Quotas", "Maximum input or output size")."""
MISSES: Final = 5
"""Looks that may not find an execution that was just started: descriptions are eventually consistent."""
_NAME: Final = re.compile(r"[A-Za-z0-9_.+=@'()!-]{1,80}")
"""ASCII that the service's rule for names (StartExecution) allows, without what has to be quoted in a log."""


@dataclass(frozen=True)
class Event:
    """An event that can be sent; `check` makes one."""

    job: str
    text: str
    """As it stands."""
    name: str
    """Of the execution."""


@dataclass(frozen=True)
class Sent:
    """An event that a machine has taken."""

    execution: str
    """ARN."""
    machine: str
    """Name of the machine."""
    name: str
    """Name of the execution."""


@dataclass(frozen=True)
class MachineProgress:
    """One look at a machine's execution."""

    execution: MachineExecution
    state: str
    """The state that was entered last."""
    activities: tuple[Activity, ...]
    changed: tuple[Activity, ...]
    """Those that are new, or differ from the look before."""


def execution_name(text: str, now: datetime) -> str:
    """`event-20260108T100001123Z-1a2b3c4d`: when, to the millisecond, and the input's SHA-256 in short.

    Sent again, by a retry of the call, it is the same execution; by another command, another.
    """
    at = now.astimezone(UTC)
    return f"event-{at:%Y%m%dT%H%M%S}{at.microsecond // 1000:03}Z-{sha256(text.encode()).hexdigest()[:8]}"


def check(job: str, text: str, now: datetime, *, name: str = "") -> Event:
    """Make an event for the machine of a job.

    Raises `UsageError` with every fault: a machine that does not exist, an event that is no JSON or too
    large, a name that is none.
    """
    problems = [*_faults_of_event(text), *_faults_of_names(job, name)]
    if problems:
        raise UsageError(problems)
    return Event(job, text, name or execution_name(text, now))


def send(executions: MachineExecutions, site: Site, event: Event) -> Sent:
    """Start the event's machine on it; raises `RemoteError` if the machine has not been applied."""
    machine, name = site.name_of(event.job), event.name
    try:
        arn = executions.start(site.machine_arn(event.job), name, event.text)
    except RemoteError as error:
        kinds = {problem.code for problem in error.problems}
        if "aws-not-found" in kinds:
            fault = f"there is no machine {machine} in this account and region"
            raise RemoteError(
                Problem("", "", "not-applied", fault, "run `pipelines apply`, or give its --prefix")
            ) from error
        if "aws-exists" in kinds:
            fault = f"an execution {name} of {machine} is over, or has another input"
            remedy = "give another --name: one is free again 90 days after its end"
            raise RemoteError(Problem("--name", "", "name-taken", fault, remedy)) from error
        raise
    return Sent(arn, machine, name)


def follow(
    executions: MachineExecutions,
    arn: str,
    sleep: Callable[[float], None],
    seconds: float,
    *,
    misses: int = 0,
) -> Iterator[MachineProgress]:
    """Look at an execution until it is over: at once, then after every pause; the last shows its end.

    A look is two calls, and one for each Map Run that goes on; the history's new end alone is read. *misses*
    looks may find nothing before the first that does.
    """
    activities = Activities()
    known: dict[int, Activity] = {}
    last = 0
    while True:
        try:
            # The execution first: when it is over, its history does not grow any more.
            execution = executions.execution(arn)
            events = executions.events(arn, last)
        except RemoteError as error:
            if misses <= 0 or last or all(problem.code != "aws-not-found" for problem in error.problems):
                raise
            misses -= 1
            sleep(seconds)
            continue
        last = events[-1].number if events else last
        activities.add(events)
        seen = tuple(_counted(executions, one, known.get(one.number)) for one in activities.all)
        changed = tuple(one for one in seen if known.get(one.number) != one)
        known = {one.number: one for one in seen}
        yield MachineProgress(execution, activities.state, seen, changed)
        if execution.over:
            return
        sleep(seconds)


def _counted(executions: MachineExecutions, seen: Activity, before: Activity | None) -> Activity:
    """An activity with how far its children are: asked while its Map Run goes on, and once at its end.

    It is told as it was where it may not be asked for, or is not there yet: the execution can be followed all
    the same.
    """
    children = before.children if before else None
    if seen.map_run and (before is None or before.status == "Executing"):
        try:
            children = executions.map_run(seen.map_run)
        except RemoteError as error:
            if any(problem.code not in {"aws-denied", "aws-not-found"} for problem in error.problems):
                raise
    return replace(seen, children=children)


def stop(executions: MachineExecutions, arn: str) -> None:
    """Stop an execution and the machines that it runs; a SageMaker pipeline that one of them runs goes on."""
    executions.stop(arn, "stopped by `pipelines stop`")


def _faults_of_event(text: str) -> Iterator[Problem]:
    try:
        json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        shown = "nested too deep" if isinstance(error, RecursionError) else str(error)
        yield Problem("", "", "unreadable-json", f"the event is no JSON: {shown}", "give one JSON document")
        return
    if (size := len(text.encode("utf-8", "surrogatepass"))) > MAX_BYTES:
        fault = f"the event has {size:,} bytes, and a machine takes {MAX_BYTES:,}"
        yield Problem("", "", "event-too-large", fault, "send fewer messages at a time, or drop blanks")


def _faults_of_names(job: str, name: str) -> Iterator[Problem]:
    if job not in INPUTS:
        fault = f"there is no machine {job!r}"
        yield Problem("--machine", "", "unknown-machine", fault, f"give one of {', '.join(INPUTS)}")
    if name and not _NAME.fullmatch(name):
        fault = f"{name!r} is no name of an execution"
        remedy = "give 1 to 80 ASCII letters, digits, '-', '_' or '.'"
        yield Problem("--name", "", "invalid-name", fault, remedy)


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
