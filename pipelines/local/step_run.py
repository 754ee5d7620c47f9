"""One step from its first attempt to its last: variables, slots, retries, what stays on disk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.errors import ContractError
from pipelines.local import container
from pipelines.local.attempt import Attempt, Signals, StepStoppedError
from pipelines.local.container import Location, StepFailedError
from pipelines.local.definition import Step
from pipelines.local.machine import Keep, Machine
from pipelines.local.outcome import Failure, Phase, Progress, StepEvent, StepResult
from pipelines.local.process import POLL_SECONDS
from pipelines.local.resolution import ExecutionIdentity, Values
from pipelines.local.schedule import State, retry_delay


@dataclass(frozen=True)
class Scene:
    """What a step's thread knows of the execution around it."""

    machine: Machine
    identity: ExecutionIdentity
    folder: Path
    """Of the execution."""
    signals: Signals
    writers: Callable[[Location], Sequence[str]]
    """Names of the steps of this definition that write a prefix."""
    tell: Callable[[StepEvent], None]


class StepRun:
    """One step from its first attempt to its last."""

    def __init__(self, scene: Scene, step: Step, values: Values) -> None:
        self.scene, self.step, self.values = scene, step, values
        self.machine, self.signals = scene.machine, scene.signals
        self.clock = self.machine.clock
        self.attempt = 0
        self.result = StepResult(step.name, State.RUNNING, started=self.clock.now())

    def until_end(self) -> StepResult:
        retried: Counter[int] = Counter()
        begun = self.clock.monotonic()
        while True:
            self.attempt += 1
            result = self._attempt()
            if result.failure is None or self.signals.stopped():
                return result
            again = retry_delay(
                self.step.retries, result.failure.exception_type, retried, self.clock.monotonic() - begun
            )
            if again is None:
                return result
            policy, delay = again
            retried[policy] += 1
            self._tell(Phase.WAITING, f"trying again in {delay:g} s after {result.failure.reason}")
            self.clock.wait(delay, self.signals.stopped)
            if self.signals.stopped():
                return result

    def _attempt(self) -> StepResult:
        """One attempt with a slot of its own; the step's result so far."""
        slots = self.machine.slots
        while slots is not None and not slots.acquire(timeout=POLL_SECONDS):
            if self.signals.stopped():
                return self._ended(State.STOPPED, None)
        try:
            self._perform()
        except StepFailedError as error:
            return self._ended(State.FAILED, error.failure)
        except StepStoppedError:
            return self._ended(State.STOPPED, None)
        finally:
            if slots is not None:
                slots.release()
        return self._ended(State.SUCCEEDED, None)

    def _perform(self) -> None:
        if self.step.type != "Processing":
            raise container.client_error(f"is a step of type {self.step.type}; only Processing runs locally")
        name = container.job_name(self.scene.identity, self.step.name, self.attempt)
        try:
            variables = {**self.values.execution, "ProcessingJobName": name}
            request = replace(self.values, execution=variables).resolve(self.step.arguments)
        except ContractError as error:
            raise container.client_error(" ".join(problem.fault for problem in error.problems)) from error
        job = container.parse_job(name, request)
        self.result = replace(
            self.result,
            job_name=name,
            description={
                **request,
                "ProcessingJobName": name,
                "ProcessingJobArn": container.job_arn(name, self.scene.identity),
            },
        )
        folder = self.scene.folder / self.step.name / str(self.attempt)
        folder.mkdir(parents=True)
        attempt = Attempt(
            job=job,
            identity=self.scene.identity,
            folder=folder,
            store=self.machine.store,
            environment=self.machine.environment,
            search_path=self.machine.search_path,
            python=self.machine.python,
            writers=self.scene.writers,
            report=self._tell,
            signals=self.signals,
        )
        failed = True
        try:
            message = attempt.run()
            self._note(message)
            failed = False
        finally:
            self.result = replace(self.result, log=attempt.log if attempt.log.exists() else None)
            self._clean(folder, failed=failed)

    def _clean(self, folder: Path, *, failed: bool) -> None:
        keep = self.machine.keep
        if keep is Keep.ALWAYS or (failed and keep is Keep.ON_FAILURE):
            return
        for each in folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)

    def _note(self, message: str) -> None:
        """Keep the exit message where DescribeProcessingJob has it."""
        if message:
            self.result = replace(
                self.result, description={**self.result.description, "ExitMessage": message}
            )

    def _ended(self, state: State, failure: Failure | None) -> StepResult:
        if failure:
            self._note(failure.message)
        phase = {State.SUCCEEDED: Phase.SUCCEEDED, State.FAILED: Phase.FAILED}.get(state, Phase.STOPPED)
        self._tell(phase, failure.reason if failure else "")
        self.result = replace(
            self.result, state=state, attempts=self.attempt, ended=self.clock.now(), failure=failure
        )
        return self.result

    def _tell(self, phase: Phase, detail: str, progress: Progress | None = None) -> None:
        event = StepEvent(
            self.step.name, self.attempt, phase, self.clock.now(), detail, progress or Progress()
        )
        self.scene.tell(event)
