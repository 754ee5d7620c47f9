"""What the clients of this package return: plain frozen values, no response dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.errors import Problem
from pipelines.plan.remote import HeldLock

Item = dict[str, Any]
"""A record as plain values: text, int, Decimal, bool, None, bytes, sets, lists and mappings of these."""


@dataclass(frozen=True)
class Identity:
    """Where changes would land."""

    account: str
    region: str


@dataclass(frozen=True)
class TableReading:
    """What one strongly consistent read of the table, or of one project of it, gave."""

    items: tuple[Item, ...]
    locks: tuple[HeldLock, ...] = ()
    """Locks of applies that run, or that were killed."""


@dataclass(frozen=True)
class Claim:
    """What became of an attempt to take a lock."""

    holder: HeldLock | None = None
    """Who holds it instead; None: it is ours."""
    replaced: HeldLock | None = None
    """The expired lock that it took the place of: that apply was killed, whatever it did is to be checked."""


@dataclass(frozen=True)
class StoredObject:
    """One object below a code prefix, as a listing tells it."""

    size: int
    md5: str | None
    """Hexadecimal; None where the listing cannot tell (multipart, KMS)."""


@dataclass(frozen=True)
class Execution:
    """One execution of a pipeline."""

    arn: str
    status: str
    """Executing, Stopping, Stopped, Failed or Succeeded."""
    started: datetime | None = None
    changed: datetime | None = None
    failure: str = ""
    name: str = ""
    """Its display name."""

    @property
    def over(self) -> bool:
        """Whether it will not change any more."""
        return self.status in FINAL


@dataclass(frozen=True)
class StepStatus:
    """One step of an execution."""

    name: str
    status: str
    started: datetime | None = None
    ended: datetime | None = None
    failure: str = ""
    attempts: int = 0
    cached: bool = False
    """Whether the service took the result of an earlier execution."""
    job: str = ""
    """ARN of the processing job; empty before there is one."""


FINAL = frozenset({"Stopped", "Failed", "Succeeded", "CompletedWithFailures"})
"""Statuses that an execution ends in (PipelineExecutionStatus of the service model)."""


@dataclass(frozen=True)
class MachineExecution:
    """One execution of a Step Functions machine."""

    arn: str
    status: str
    """RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED (ExecutionStatus of the service model)."""
    started: datetime | None = None
    stopped: datetime | None = None
    output: str = ""
    """JSON, of one that succeeded."""
    error: str = ""
    cause: str = ""

    @property
    def over(self) -> bool:
        """Whether it will not change any more."""
        return self.status != "RUNNING"


@dataclass(frozen=True)
class HistoryEvent:
    """One event of the history of a machine's execution: what following it needs."""

    number: int
    """From 1, in order."""
    previous: int
    """The number of the event that led to it; 0 for the first."""
    kind: str
    """`TaskStateEntered`, `TaskScheduled`, ... (HistoryEventType of the service model)."""
    at: datetime
    state: str = ""
    """Of a state that was entered or left."""
    resource: str = ""
    """Of a task: `states:startExecution.sync:2`, type and resource."""
    parameters: str = ""
    """JSON: what a task was scheduled with."""
    output: str = ""
    """JSON: what a task answered."""
    error: str = ""
    cause: str = ""
    map_run: str = ""
    """ARN of the Map Run that began."""


@dataclass(frozen=True)
class MapRun:
    """How far the child executions of a distributed Map are."""

    waiting: int
    running: int
    succeeded: int
    failed: int
    """Or stopped, or out of time."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.waiting + self.running + self.succeeded + self.failed


def missing_table(name: str) -> Problem:
    """The problem of a table that is not there."""
    fault = f"there is no table {name} in this account and region"
    remedy = "run `pipelines provision`, or name the table with --table or ML_PROJECTS_PARAMETERS_TABLE_NAME"
    return Problem("", "", "aws-not-found", fault, remedy)
