"""The executions of the embedded AWS: starts them in background threads and keeps what became of them."""

from __future__ import annotations

import itertools
import secrets
import string
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

from pipelines.errors import PipelinesError
from pipelines.local import container
from pipelines.local.definition import Definition
from pipelines.local.outcome import ExecutionResult, Phase, StepEvent, StepResult
from pipelines.local.resolution import ExecutionIdentity, Values
from pipelines.local.runner import Runner
from pipelines.local.schedule import State

Status = Literal["Executing", "Stopping", "Stopped", "Failed", "Succeeded"]
ID_LENGTH: Final = 12
OVER: Final = frozenset({"Stopped", "Failed", "Succeeded"})


def new_execution_id() -> str:
    """Twelve letters and digits, as SageMaker names executions."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(ID_LENGTH))


@dataclass
class StepRecord:
    """One step that has started, as ListPipelineExecutionSteps tells it."""

    name: str
    order: int
    """Counts up in the order in which steps started."""
    started: datetime
    status: str = "Starting"
    ended: datetime | None = None
    attempts: int = 1
    failure_reason: str | None = None
    jobs: list[str] = field(default_factory=list)


@dataclass
class Execution:
    """One execution; guarded by the lock of the `Executions` it belongs to."""

    identity: ExecutionIdentity
    text: str
    """The definition at the time of the start; an update of the pipeline does not change it."""
    definition: Definition
    parameters: Mapping[str, str]
    given: tuple[tuple[str, str], ...]
    """Parameters as the start gave them, without defaults."""
    display_name: str
    description: str | None
    max_parallel: int | None
    created: datetime
    modified: datetime
    order: int = 0
    """Counts up in the order in which executions started."""
    status: Status = "Executing"
    failure_reason: str | None = None
    steps: dict[str, StepRecord] = field(default_factory=dict)
    result: ExecutionResult | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    kill: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


@dataclass(frozen=True)
class JobView:
    """A processing job of an execution."""

    execution: Execution
    step: StepRecord
    description: Mapping[str, Any]


class Executions:
    """All executions of one embedded AWS. Every method may be called from any thread."""

    def __init__(
        self,
        runner: Runner,
        on_event: Callable[[str, StepEvent], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`on_event` gets the execution's ARN with each event, in the execution's own thread."""
        self._runner, self._on_event, self._now = runner, on_event, now
        self._changed = threading.Condition()
        self._by_arn: dict[str, Execution] = {}
        self._orders = itertools.count(1)
        self._by_job: dict[str, tuple[Execution, str]] = {}

    def start(self, execution: Execution) -> None:
        """Run it in a thread of its own."""
        thread = threading.Thread(
            target=self._run, args=(execution,), name=f"execution-{execution.identity.id}", daemon=True
        )
        with self._changed:
            self._by_arn[execution.identity.arn] = execution
            execution.order, execution.thread = next(self._orders), thread
        thread.start()

    def get(self, arn: str) -> Execution | None:
        with self._changed:
            return self._by_arn.get(arn)

    def of(self, pipeline_arn: str) -> list[Execution]:
        """In the order of their starts."""
        with self._changed:
            return [each for each in self._by_arn.values() if each.identity.pipeline_arn == pipeline_arn]

    def forget(self, pipeline_arn: str) -> None:
        """Drop the executions of a deleted pipeline, none of which runs."""
        for execution in self.of(pipeline_arn):
            with self._changed:
                del self._by_arn[execution.identity.arn]

    def request_stop(self, execution: Execution) -> bool:
        """False when it is over already."""
        with self._changed:
            if execution.status in OVER:
                return False
            execution.status = "Stopping"
            execution.modified = self._now()
            for step in execution.steps.values():
                if step.ended is None:
                    step.status = "Stopping"
            execution.stop.set()
            return True

    def wait(self, execution: Execution, timeout: float | None) -> bool:
        """False when it still runs after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: execution.status in OVER, timeout)

    def job(self, name: str) -> JobView | None:
        """The job of that name, in any case, of a step that runs or has run."""
        with self._changed:
            found = self._by_job.get(name.lower())
            if found is None:
                return None
            execution, step = found
            record = execution.steps[step]
            return JobView(execution, record, self._describe(execution, record))

    def close(self) -> None:
        """Stop everything and return when no thread and no process is left.

        Ctrl-C meanwhile does not wait for the steps to end by themselves.
        """
        with self._changed:
            running = list(self._by_arn.values())
        for execution in running:
            self.request_stop(execution)
        try:
            _join(running)
        except KeyboardInterrupt:
            for execution in running:
                execution.kill.set()
            _join(running)
        with self._changed:
            self._by_arn.clear()
            self._by_job.clear()

    def _describe(self, execution: Execution, record: StepRecord) -> Mapping[str, Any]:
        for step in execution.result.steps if execution.result else ():
            if step.name == record.name:
                return step.description
        values = Values(execution.parameters, execution.identity.variables(record.started), {})
        try:
            resolved = values.resolve(execution.definition.step(record.name).arguments)
        except PipelinesError:
            return {}  # it refers to a step before it; known when the execution has ended
        return dict(resolved)

    def _run(self, execution: Execution) -> None:
        try:
            result = self._runner.run(
                execution.definition,
                execution.parameters,
                execution.identity,
                stop=execution.stop,
                kill=execution.kill,
                on_event=lambda event: self._tell(execution, event),
                max_parallel=execution.max_parallel,
            )
        except Exception as error:  # noqa: BLE001 - an execution that cannot run has failed; nobody else sees it
            self._finish(execution, None, f"The local runner failed: {error}")
            return
        self._finish(execution, result, result.reason)

    def _tell(self, execution: Execution, event: StepEvent) -> None:
        with self._changed:
            self._record(execution, event)
        if self._on_event is not None:
            self._on_event(execution.identity.arn, event)

    def _record(self, execution: Execution, event: StepEvent) -> None:
        step = execution.steps.get(event.step)
        if step is None:
            step = StepRecord(event.step, len(execution.steps), event.time)
            execution.steps[event.step] = step
        step.attempts = event.attempt
        job = container.job_name(execution.identity, event.step, event.attempt)
        if event.phase not in (Phase.STOPPED, Phase.WAITING) and job not in step.jobs:
            step.jobs.append(job)
            # An ARN has the name in lower case, and a name taken from an ARN must do.
            self._by_job[job.lower()] = (execution, event.step)
        ended = {Phase.SUCCEEDED: "Succeeded", Phase.FAILED: "Failed", Phase.STOPPED: "Stopped"}
        if event.phase in ended:
            step.status, step.ended, step.failure_reason = (
                ended[event.phase],
                event.time,
                event.detail or None,
            )
        else:
            step.ended = step.failure_reason = None
            step.status = "Stopping" if execution.status == "Stopping" else "Executing"

    def _finish(self, execution: Execution, result: ExecutionResult | None, reason: str | None) -> None:
        with self._changed:
            execution.result = result
            execution.status = result.status if result else "Failed"
            execution.failure_reason = reason
            execution.modified = self._now()
            for step in result.steps if result else ():
                self._settle(execution, step)
            self._changed.notify_all()

    def _settle(self, execution: Execution, step: StepResult) -> None:
        record = execution.steps.get(step.name)
        if record is None or step.state is State.NOT_STARTED:
            return
        record.status, record.ended, record.attempts = step.state.value, step.ended, step.attempts
        record.failure_reason = step.failure.reason if step.failure else None


def _join(executions: list[Execution]) -> None:
    for execution in executions:
        if execution.thread is not None:
            execution.thread.join()
