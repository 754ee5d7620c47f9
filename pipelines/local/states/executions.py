"""The executions of the embedded AWS's state machines, each in a thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from pipelines.local.states.history import History
from pipelines.local.states.interpreter import Calls, Interpreter
from pipelines.local.states.map_runs import MapRuns
from pipelines.local.states.scope import (
    RUNTIME,
    HaltedError,
    Scope,
    StateError,
    Stop,
    TimedOutError,
    compact,
    iso,
)

MAX_CAUSE: Final = 32_768
MAX_ERROR: Final = 256
_END: Final = 10.0
"""Seconds for a thread to end after a stop: a call that is on its way comes back."""


class MachineExecution:
    """One execution, with the attributes that moto's own has: its answers are made from them."""

    def __init__(self, arn: str, machine: Mapping[str, str], text: str, now: Callable[[], datetime]) -> None:
        """`machine` has `arn`, `name`, `role`, `definition`; `text` is the input as it was given."""
        self.execution_arn = arn
        self.name = arn.rpartition(":")[2]
        self.state_machine_arn = machine["arn"]
        self.execution_input = text
        self.start_date = now()
        self.stop_date: datetime | None = None
        self.status = "RUNNING"
        self.output: str | None = None
        self.output_details = {"included": True}
        self.error: str | None = None
        self.cause: str | None = None
        self.history = History(now)
        self.done = threading.Event()
        self._machine = machine
        self._now = now
        self._lock = threading.Lock()
        self._stop = Stop()
        self._scope = Scope({}, self._stop)

    def run(self, calls: Calls, map_runs: MapRuns, wait_scale: float) -> None:
        """Run it to its end, on the calling thread. Raises nothing."""
        definition = json.loads(self._machine["definition"])
        value = json.loads(self.execution_input)
        self._scope.context.update(
            Execution={
                "Id": self.execution_arn,
                "Input": value,
                "Name": self.name,
                "RoleArn": self._machine["role"],
                "StartTime": iso(self.start_date),
                "RedriveCount": 0,
            },
            StateMachine={"Id": self.state_machine_arn, "Name": self._machine["name"]},
        )
        seconds = definition.get("TimeoutSeconds")
        interpreter = Interpreter(
            calls,
            self.history,
            map_runs,
            wait_scale=wait_scale,
            deadline=None if seconds is None else monotonic() + seconds,
            now=self._now,
        )
        self.history.add(
            self._scope,
            "ExecutionStarted",
            executionStartedEventDetails={
                "input": self.execution_input,
                "inputDetails": {"truncated": False},
                "roleArn": self._machine["role"],
            },
        )
        try:
            self._finish("SUCCEEDED", output=compact(interpreter.run(definition, value, self._scope)))
        except StateError as error:
            self._finish("FAILED", error.error, error.cause)
        except TimedOutError:
            self._finish("TIMED_OUT", "States.Timeout")
        except HaltedError:
            self._finish("ABORTED")
        except Exception as error:  # noqa: BLE001 - the machine fails, whoever follows it sees why
            self._finish("FAILED", RUNTIME, f"the interpreter failed: {error!r}")

    def stop(self, error: str | None = None, cause: str | None = None) -> None:
        """Abort it: it is over at once, its thread ends as soon as it looks up."""
        self._finish("ABORTED", error, cause)
        self._stop.set()

    def _finish(
        self, status: str, error: str | None = None, cause: str | None = None, output: str | None = None
    ) -> None:
        with self._lock:
            if self.stop_date is not None:
                return
            self.stop_date = self._now()
            self.error = None if error is None else error[:MAX_ERROR]
            self.cause = None if cause is None else cause[:MAX_CAUSE]
            self.output = output
            kind = _EVENTS[status]
            told = (
                {"output": output, "outputDetails": {"truncated": False}}
                if status == "SUCCEEDED"
                else {key: text for key, text in (("error", self.error), ("cause", self.cause)) if text}
            )
            self.history.close(self._scope, kind, **{f"{kind[0].lower()}{kind[1:]}EventDetails": told})
            self.status = status
        self.done.set()


_EVENTS: Final = {
    "SUCCEEDED": "ExecutionSucceeded",
    "FAILED": "ExecutionFailed",
    "ABORTED": "ExecutionAborted",
    "TIMED_OUT": "ExecutionTimedOut",
}


class MachineExecutions:
    """All executions, by ARN."""

    def __init__(self, wait_scale: float) -> None:
        self.calls: Calls | None = None
        self.map_runs = MapRuns()
        self._wait_scale = wait_scale
        self._lock = threading.Lock()
        self._found: dict[str, MachineExecution] = {}
        self._threads: dict[str, threading.Thread] = {}

    def start(self, arn: str, machine: Mapping[str, str], text: str) -> MachineExecution:
        """Begin to run it in a thread of its own."""
        if self.calls is None:
            raise RuntimeError("no calls are set")
        execution = MachineExecution(arn, machine, text, lambda: datetime.now(UTC))
        thread = threading.Thread(
            target=execution.run,
            args=(self.calls, self.map_runs, self._wait_scale),
            name=f"state-machine {execution.name}",
            daemon=True,
        )
        with self._lock:
            self._found[arn] = execution
            self._threads = {each: one for each, one in self._threads.items() if one.is_alive()}
            self._threads[arn] = thread
        thread.start()
        return execution

    def get(self, arn: str) -> MachineExecution | None:
        with self._lock:
            return self._found.get(arn)

    def wait(self, arn: str, seconds: float | None) -> bool:
        """Wait for its end, so long at the most; the answer is whether it is over."""
        execution = self.get(arn)
        return execution is None or execution.done.wait(seconds)

    def close(self) -> None:
        """Stop and forget all, and start none any more."""
        self.calls = None
        self.reset()

    def reset(self) -> None:
        """Stop and forget all; their threads have ended."""
        until = monotonic() + _END
        while True:
            with self._lock:
                executions, threads = list(self._found.values()), list(self._threads.values())
                self._found, self._threads = {}, {}
            if not threads:
                self.map_runs.reset()
                return
            for execution in executions:
                execution.stop()
            for thread in threads:
                thread.join(max(0.0, until - monotonic()))
