"""Executes a compiled definition on this machine: plain processes in graph order, data from S3."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final, Protocol

from pipelines.errors import ContractError, Problem, UsageError
from pipelines.local import container
from pipelines.local.attempt import Attempt, Signals, StepStoppedError
from pipelines.local.container import Location, StepFailedError
from pipelines.local.definition import Definition, Step, parse_definition
from pipelines.local.outcome import ExecutionResult, Failure, Phase, Progress, StepEvent, StepResult
from pipelines.local.process import DEFAULT_GRACE, POLL_SECONDS
from pipelines.local.resolution import ExecutionIdentity, Values, bind_parameters
from pipelines.local.schedule import State, blocked_steps, ready_steps, retry_delay
from pipelines.local.store import ObjectStore

DEFAULT_PARALLEL: Final = 4


class Keep(StrEnum):
    """What stays below the scratch root when a step has ended. Logs always stay."""

    ALWAYS = "always"
    ON_FAILURE = "on_failure"
    NEVER = "never"


class Clock(Protocol):
    """Time, so that a test need not wait for it."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """Return after the seconds, or as soon as `stopped()`."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        limit = monotonic() + seconds
        pause = threading.Event()
        while not stopped() and (left := limit - monotonic()) > 0:
            pause.wait(min(left, POLL_SECONDS))


@dataclass(frozen=True)
class Runner:
    """Runs executions; one may serve several threads at once.

    Its steps see the given environment and search path, never that of the caller. Unlike SageMaker it
    takes no step from a cache (`CacheConfig` is ignored: every step runs), starts one process whatever
    `InstanceCount` says, uploads `Continuous` outputs at the end too, and isolates no network.
    """

    store: ObjectStore
    scratch: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    """For every step: where the local AWS is (`AWS_ENDPOINT_URL`), its region and credentials."""
    search_path: str = os.defpath
    python: str = sys.executable
    """What `python3` of an entry point is here."""
    max_parallel: int = DEFAULT_PARALLEL
    """Steps of one execution that may run at once."""
    grace: float = DEFAULT_GRACE
    """Seconds between SIGTERM and SIGKILL. SageMaker gives a training job 120; few wait so long here."""
    keep: Keep = Keep.ALWAYS
    slots: threading.Semaphore | None = None
    """Bounds the steps of all executions that share it."""
    clock: Clock = field(default_factory=SystemClock)

    def run(
        self,
        definition: str | Mapping[str, Any] | Definition,
        parameters: Mapping[str, str],
        execution: ExecutionIdentity,
        *,
        stop: threading.Event | None = None,
        on_event: Callable[[StepEvent], None] | None = None,
        max_parallel: int | None = None,
        kill: threading.Event | None = None,
    ) -> ExecutionResult:
        """Run to the end and tell how it ended; a failed step is a result, not an exception.

        Files lie in `<scratch>/<execution>/<step>/<attempt>/`. `on_event` is called in this thread. Setting
        `stop` ends the running steps (SIGTERM, then SIGKILL after `grace`); KeyboardInterrupt does the same
        and is raised again when all have ended; a second one, or setting `kill`, does not wait for `grace`.

        Raises ContractError for a definition and ParameterError for parameters that cannot run, before
        anything starts; UsageError when the execution's folder exists already.
        """
        if not isinstance(definition, Definition):
            definition = parse_definition(definition)
        values = bind_parameters(definition, parameters)
        folder = self.scratch.absolute() / execution.id
        try:
            folder.mkdir(parents=True)
        except FileExistsError as error:
            fault = f"{folder} exists already"
            problem = Problem("scratch", "", "execution-exists", fault, "give the execution an id of its own")
            raise UsageError(problem) from error
        run = _Run(
            self,
            definition,
            values,
            execution,
            folder,
            stop=stop or threading.Event(),
            kill=kill or threading.Event(),
            on_event=on_event,
        )
        return run.until_end(min(max_parallel or self.max_parallel, self.max_parallel))


class _Run:
    """The state of one execution; only the thread that called `run` touches it."""

    def __init__(
        self,
        runner: Runner,
        definition: Definition,
        parameters: Mapping[str, str],
        identity: ExecutionIdentity,
        folder: Path,
        *,
        stop: threading.Event,
        kill: threading.Event,
        on_event: Callable[[StepEvent], None] | None,
    ) -> None:
        self.runner, self.definition, self.parameters = runner, definition, parameters
        self.identity, self.folder, self.stop, self.on_event = identity, folder, stop, on_event
        self.abandon, self.kill = threading.Event(), kill
        self.states = {step.name: State.WAITING for step in definition.steps}
        self.results: dict[str, StepResult] = {}
        self.inbox: SimpleQueue[StepEvent | StepResult] = SimpleQueue()
        # Read once: what a step writes is needed when another finds its input empty.
        self.places = {step.name: self._outputs(step) for step in definition.steps}

    def stopped(self) -> bool:
        return self.stop.is_set() or self.abandon.is_set()

    def until_end(self, parallel: int) -> ExecutionResult:
        with ThreadPoolExecutor(parallel, thread_name_prefix=self.identity.id) as pool:
            try:
                while self._start_ready(pool, parallel):
                    self._receive()
            except BaseException:
                self._drain()
                raise
        self._close(State.NOT_STARTED)
        steps = tuple(self.results[step.name] for step in self.definition.steps)
        states = {step.state for step in steps}
        if State.FAILED in states:
            return ExecutionResult("Failed", steps, self.folder)
        return ExecutionResult("Succeeded" if states <= {State.SUCCEEDED} else "Stopped", steps, self.folder)

    def _running(self) -> list[str]:
        return [name for name, state in self.states.items() if state is State.RUNNING]

    def _start_ready(self, pool: ThreadPoolExecutor, parallel: int) -> bool:
        """Start what may start; False when nothing runs and nothing can."""
        for name in blocked_steps(self.definition.steps, self.states):
            self._end(StepResult(name, State.NOT_STARTED))
        if not self.stopped():
            for name in ready_steps(self.definition.steps, self.states)[: parallel - len(self._running())]:
                self.states[name] = State.RUNNING
                values = self._values()
                pool.submit(self._run_step, self.definition.step(name), values)
        return bool(self._running())

    def _values(self) -> Values:
        done = {
            name: result.description
            for name, result in self.results.items()
            if result.state is State.SUCCEEDED
        }
        return Values(self.parameters, self.identity.variables(self.runner.clock.now()), done)

    def _receive(self) -> None:
        try:
            news = self.inbox.get(timeout=POLL_SECONDS)
        except Empty:
            return  # so that a stop is seen
        if isinstance(news, StepResult):
            self._end(news)
        elif self.on_event is not None:
            self.on_event(news)

    def _end(self, result: StepResult) -> None:
        self.states[result.name] = result.state
        self.results[result.name] = result

    def _close(self, state: State) -> None:
        for name in self.states.keys() - self.results.keys():
            self._end(StepResult(name, state))

    def _drain(self) -> None:
        """End every step without telling anybody; a second Ctrl-C makes it at once."""
        self.abandon.set()
        self.on_event = None
        while self._running():
            try:
                self._receive()
            except KeyboardInterrupt:
                self.kill.set()

    # Below: in a thread of the step.

    def _run_step(self, step: Step, values: Values) -> None:
        try:
            self.inbox.put(_StepRun(self, step, values).until_end())
        except BaseException as error:  # noqa: BLE001 - a fault of ours must end the step, not hang the run
            failure = Failure("InternalServerError", f"the local runner failed: {error!r}")
            now = self.runner.clock.now()
            self.inbox.put(StepResult(step.name, State.FAILED, 1, now, now, failure))

    def _outputs(self, step: Step) -> list[Location]:
        """Where a step writes, as far as parameters alone say it."""
        values = Values(self.parameters, self.identity.variables(self.identity.started), {})
        try:
            config = values.resolve(step.arguments.get("ProcessingOutputConfig") or {})
            return [
                container.parse_location(each["S3Output"]["S3Uri"], "") for each in config.get("Outputs", ())
            ]
        except (ContractError, StepFailedError, KeyError, TypeError, AttributeError):
            return []

    def writers(self, place: Location) -> list[str]:
        return container.writers_of(place, self.places)


class _StepRun:
    """One step from its first attempt to its last."""

    def __init__(self, run: _Run, step: Step, values: Values) -> None:
        self.run, self.step, self.values = run, step, values
        self.clock = run.runner.clock
        self.attempt = 0
        self.result = StepResult(step.name, State.RUNNING, started=self.clock.now())

    def until_end(self) -> StepResult:
        retried: Counter[int] = Counter()
        begun = self.clock.monotonic()
        while True:
            self.attempt += 1
            result = self._attempt()
            if result.failure is None or self.run.stopped():
                return result
            again = retry_delay(
                self.step.retries, result.failure.exception_type, retried, self.clock.monotonic() - begun
            )
            if again is None:
                return result
            policy, delay = again
            retried[policy] += 1
            self._tell(Phase.WAITING, f"trying again in {delay:g} s after {result.failure.reason}")
            self.clock.wait(delay, self.run.stopped)
            if self.run.stopped():
                return result

    def _attempt(self) -> StepResult:
        """One attempt with a slot of its own; the step's result so far."""
        slots = self.run.runner.slots
        while slots is not None and not slots.acquire(timeout=POLL_SECONDS):
            if self.run.stopped():
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
        run = self.run
        if self.step.type != "Processing":
            raise container.client_error(f"is a step of type {self.step.type}; only Processing runs locally")
        name = container.job_name(run.identity, self.step.name, self.attempt)
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
                "ProcessingJobArn": container.job_arn(name, run.identity),
            },
        )
        folder = run.folder / self.step.name / str(self.attempt)
        folder.mkdir(parents=True)
        attempt = Attempt(
            job=job,
            identity=run.identity,
            folder=folder,
            store=run.runner.store,
            environment=run.runner.environment,
            search_path=run.runner.search_path,
            python=run.runner.python,
            writers=run.writers,
            report=self._tell,
            signals=Signals(run.stopped, run.kill.is_set, run.runner.grace),
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
        keep = self.run.runner.keep
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
        self.run.inbox.put(event)
