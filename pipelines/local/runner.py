"""Executes a compiled definition on this machine: plain processes in graph order, data from S3."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from pipelines.errors import ContractError, Problem, UsageError
from pipelines.local import container
from pipelines.local.attempt import Signals
from pipelines.local.container import Location, StepFailedError
from pipelines.local.definition import Definition, Step, parse_definition
from pipelines.local.machine import Machine
from pipelines.local.outcome import ExecutionResult, Failure, StepEvent, StepResult
from pipelines.local.process import POLL_SECONDS
from pipelines.local.resolution import ExecutionIdentity, Values, bind_parameters
from pipelines.local.schedule import State, blocked_steps, ready_steps
from pipelines.local.step_run import Scene, StepRun


@dataclass(frozen=True)
class Runner(Machine):
    """Runs executions; one may serve several threads at once.

    Its steps see the given environment and search path, never that of the caller. Unlike SageMaker it
    takes no step from a cache (`CacheConfig` is ignored: every step runs), starts one process whatever
    `InstanceCount` says, uploads `Continuous` outputs at the end too, and isolates no network.
    """

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
        machine: Machine,
        definition: Definition,
        parameters: Mapping[str, str],
        identity: ExecutionIdentity,
        folder: Path,
        *,
        stop: threading.Event,
        kill: threading.Event,
        on_event: Callable[[StepEvent], None] | None,
    ) -> None:
        self.machine, self.definition, self.parameters = machine, definition, parameters
        self.identity, self.folder, self.stop, self.on_event = identity, folder, stop, on_event
        self.abandon, self.kill = threading.Event(), kill
        self.states = {step.name: State.WAITING for step in definition.steps}
        self.results: dict[str, StepResult] = {}
        self.inbox: SimpleQueue[StepEvent | StepResult] = SimpleQueue()
        self.scene = Scene(
            machine,
            identity,
            folder,
            Signals(self.stopped, kill.is_set, machine.grace),
            self.writers,
            self.inbox.put,
        )
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
                pool.submit(self._run_step, self.definition.step(name), self._values())
                # In this order: a Ctrl-C between the two must not leave a step to wait for that never runs.
                self.states[name] = State.RUNNING
        return bool(self._running())

    def _values(self) -> Values:
        done = {
            name: result.description
            for name, result in self.results.items()
            if result.state is State.SUCCEEDED
        }
        return Values(self.parameters, self.identity.variables(self.machine.clock.now()), done)

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
            self.inbox.put(StepRun(self.scene, step, values).until_end())
        except BaseException as error:  # noqa: BLE001 - a fault of ours must end the step, not hang the run
            failure = Failure("InternalServerError", f"the local runner failed: {error!r}")
            now = self.machine.clock.now()
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
