"""What an execution tells while it runs and when it has ended: events, failures, results. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal

from pipelines.local.schedule import State

MAX_REASON: Final = 1024
"""Characters of a step's FailureReason; SageMaker API, `PipelineExecutionStep`."""


class Phase(StrEnum):
    """What a step is doing."""

    WAITING = "waiting"
    """Between two attempts; `detail` says why and for how long."""
    DOWNLOADING = "downloading"
    RUNNING = "running"
    UPLOADING = "uploading"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Progress:
    """Counts of a transfer, for a bar."""

    files: int = 0
    files_total: int = 0
    bytes: int = 0
    bytes_total: int = 0


@dataclass(frozen=True)
class StepEvent:
    """One thing that happened to a step."""

    step: str
    attempt: int
    """From 1."""
    phase: Phase
    time: datetime
    detail: str = ""
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True)
class Failure:
    """Why one attempt failed."""

    kind: Literal["AlgorithmError", "ClientError", "InternalServerError", "CapacityError"]
    """AlgorithmError: the step's own process. ClientError: what it was given. The others: the machine."""
    fault: str
    """One line."""
    exit_code: int | None = None
    """Of the step's process; negative for a signal; None when there was no process."""
    message: str = ""
    """Text of /opt/ml/output/message."""
    log_tail: tuple[str, ...] = ()
    """Last lines of the step's log."""

    @property
    def exception_type(self) -> str | None:
        """The type that a retry policy matches, None where no policy does.

        SageMaker retries what its own side did wrong: `SageMaker.JOB_INTERNAL_ERROR` is a job's
        InternalServerError and `SageMaker.CAPACITY_ERROR` a lack of machines (developer guide, "Retry
        Policy for Pipeline Steps"). A script that exits with another status than 0, or runs too long, is
        an AlgorithmError, a missing input a ClientError; neither is on that list, and so neither is
        retried. `Step.…` and `SageMaker.RESOURCE_LIMIT` come from calls that no local run makes.
        """
        match self.kind:
            case "InternalServerError":
                return "SageMaker.JOB_INTERNAL_ERROR"
            case "CapacityError":
                return "SageMaker.CAPACITY_ERROR"
            case _:
                return None

    @property
    def reason(self) -> str:
        """The text of FailureReason: fault, exit message, end of the log; at most 1,024 characters."""
        head = f"{self.kind}: {self.fault}"
        if self.message:
            head = f"{head}. {self.message.strip()}"
        head = head[:MAX_REASON]
        opening = " Last lines of its log: "
        room = MAX_REASON - len(head) - len(opening)
        tail = "\n".join(self.log_tail).strip()
        # The end of a log says more than its beginning.
        return f"{head}{opening}{tail[-room:]}" if tail and room > 0 else head


@dataclass(frozen=True)
class StepResult:
    """How one step ended."""

    name: str
    state: State
    attempts: int = 0
    started: datetime | None = None
    ended: datetime | None = None
    failure: Failure | None = None
    log: Path | None = None
    """Standard output and error of the last attempt; None when no process was started."""
    job_name: str | None = None
    description: dict[str, Any] = field(default_factory=dict)
    """The job as DescribeProcessingJob gives it."""


@dataclass(frozen=True)
class ExecutionResult:
    """How an execution ended; `steps` in the order of the definition."""

    status: Literal["Succeeded", "Failed", "Stopped"]
    steps: tuple[StepResult, ...]
    folder: Path

    @property
    def failures(self) -> tuple[StepResult, ...]:
        return tuple(step for step in self.steps if step.state is State.FAILED)

    @property
    def reason(self) -> str | None:
        """FailureReason of the execution: SageMaker's sentence, then which steps and why."""
        if not self.failures:
            return None
        told = " ".join(f"{step.name}: {step.failure.reason}" for step in self.failures if step.failure)
        return f"Step failure: One or multiple steps failed. {told}"[:1300]
