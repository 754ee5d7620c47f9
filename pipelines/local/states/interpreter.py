"""The Amazon States Language (JSONata) interpreted: one state after another, with Retry and Catch.

As the developer guide and the language's specification have it. Map and Parallel are in `fanout`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, Protocol

from pipelines.local.states.history import History
from pipelines.local.states.map_runs import MapRuns
from pipelines.local.states.scope import (
    DATA_LIMIT,
    RUNTIME,
    TASK_FAILED,
    TIMEOUT,
    HaltedError,
    Scope,
    StateError,
    Stop,
    TimedOutError,
    Visit,
    compact,
    iso,
    limit,
)

NOT_WITH_ALL: Final = (DATA_LIMIT, RUNTIME)
"""Errors that States.ALL does not match."""
MAX_SECONDS: Final = 99_999_999
_ATTEMPTS: Final = 3
_BACKOFF: Final = 2.0


class Calls(Protocol):
    """What a Task does."""

    def call(self, resource: str, arguments: Any, stop: Stop, deadline: float | None) -> Any:
        """Return the result; raises StateError, also States.Timeout at the deadline (of `monotonic`)."""
        ...


class Interpreter:
    """What the states of one execution share."""

    def __init__(
        self,
        calls: Calls,
        history: History,
        map_runs: MapRuns,
        *,
        wait_scale: float = 1.0,
        deadline: float | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[float], float] = lambda most: random.uniform(0, most),  # noqa: S311
    ) -> None:
        """`deadline` (of `monotonic`) ends the execution; `wait_scale` shortens waits and pauses."""
        self.calls = calls
        self.history = history
        self.map_runs = map_runs
        self.wait_scale = wait_scale
        self.now = now
        self.deadline = deadline
        self._jitter = jitter
        self._kinds: Mapping[str, Callable[[Visit], tuple[Any, str | None]]] = {
            "Pass": self._pass,
            "Choice": self._choice,
            "Wait": self._wait,
            "Succeed": self._succeed,
            "Fail": self._fail,
            "Task": self._worked,
            "Map": self._worked,
            "Parallel": self._worked,
        }

    def run(self, states: Mapping[str, Any], value: Any, scope: Scope) -> Any:
        """Return the output of the last state. Raises StateError, HaltedError, TimedOutError."""
        name: str | None = states["StartAt"]
        while name is not None:
            self.check(scope.stop)
            value, name = self._visit(name, states["States"][name], value, scope)
        return value

    def check(self, stop: Stop) -> None:
        """Raise HaltedError if this goes on no more, TimedOutError if the time of the machine is over."""
        if stop.is_set():
            raise HaltedError
        if self.deadline is not None and monotonic() >= self.deadline:
            raise TimedOutError

    def pause(self, seconds: float, stop: Stop) -> None:
        until = monotonic() + max(0.0, seconds) * self.wait_scale
        while (left := until - monotonic()) > 0:
            if self.deadline is not None:
                left = min(left, max(0.0, self.deadline - monotonic()))
            stop.wait(left)
            self.check(stop)

    def _visit(self, name: str, state: Mapping[str, Any], value: Any, scope: Scope) -> tuple[Any, str | None]:
        kind = state["Type"]
        scope.context["State"] = {"EnteredTime": iso(self.now()), "Name": name, "RetryCount": 0}
        entered = {"name": name, "input": compact(value), "inputDetails": {"truncated": False}}
        self.history.add(scope, f"{kind}StateEntered", stateEnteredEventDetails=entered)
        visit = Visit(name, state, value, scope)
        try:
            output, following = self._kinds[kind](visit)
        except StateError as error:
            self._note(visit, error)
            raise
        if kind != "Fail":
            left = {"name": name, "output": compact(output), "outputDetails": {"truncated": False}}
            self.history.add(scope, f"{kind}StateExited", stateExitedEventDetails=left)
        return output, following

    def _note(self, visit: Visit, error: StateError) -> None:
        """Tell in the history, once, that an expression failed."""
        if error.location is not None:
            told = {"error": error.error, "cause": error.cause or "", "location": error.location}
            self.history.add(
                visit.scope, "EvaluationFailed", evaluationFailedEventDetails={**told, "state": visit.name}
            )
            error.location = None

    def _pass(self, visit: Visit) -> tuple[Any, str | None]:
        return visit.conclude(visit.input), visit.state.get("Next")

    def _succeed(self, visit: Visit) -> tuple[Any, str | None]:
        return visit.conclude(visit.input), None

    def _fail(self, visit: Visit) -> tuple[Any, str | None]:
        error, cause = (
            visit.typed(field, visit.render(field, ""), "string", str) for field in ("Error", "Cause")
        )
        raise StateError(error, cause if "Cause" in visit.state else None)

    def _choice(self, visit: Visit) -> tuple[Any, str | None]:
        for index, rule in enumerate(visit.state["Choices"]):
            field = f"Choices[{index}]/Condition"
            met = visit.value_of(rule["Condition"], field)
            if not isinstance(met, bool):
                raise visit.unexpected(field, rule["Condition"], met, "boolean")
            if met:
                return visit.conclude(visit.input, rule), rule["Next"]
        if "Default" not in visit.state:
            cause = (
                f"Failed to transition out of the state '{visit.name}': no rule matches, there is no Default."
            )
            raise StateError("States.NoChoiceMatched", cause)
        return visit.conclude(visit.input), visit.state["Default"]

    def _wait(self, visit: Visit) -> tuple[Any, str | None]:
        if "Seconds" in visit.state:
            seconds = float(visit.typed("Seconds", visit.render("Seconds"), "number", int))
            if not 0 <= seconds <= MAX_SECONDS:
                raise visit.failed("Seconds", str(visit.state["Seconds"]), f"is not from 0 to {MAX_SECONDS}.")
        else:
            text = visit.typed("Timestamp", visit.render("Timestamp"), "string", str)
            moment = _instant(text)
            if moment is None or moment.tzinfo is None:
                cause = (
                    "The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time"
                )
                raise StateError(RUNTIME, f"{cause} format string: {visit.state['Timestamp']} == {text}")
            seconds = (moment - self.now()).total_seconds()
        self.pause(seconds, visit.scope.stop)
        return visit.conclude(visit.input), visit.state.get("Next")

    def _worked(self, visit: Visit) -> tuple[Any, str | None]:
        """Task, Map or Parallel: tried again as Retry says, led on as Catch says."""
        attempts: dict[int, int] = {}
        while True:
            try:
                result = self._result(visit)
                visit.more = {"result": result}
                return visit.conclude(result), visit.state.get("Next")
            except StateError as error:
                self._note(visit, error)
                visit.more = {}
                pause = self._retry(visit, error, attempts)
                if pause is None:
                    return self._catch(visit, error)
            self.pause(pause, visit.scope.stop)
            visit.scope.context["State"]["RetryCount"] += 1

    def _result(self, visit: Visit) -> Any:
        if visit.state["Type"] != "Task":
            from pipelines.local.states.fanout import run_map, run_parallel  # noqa: PLC0415 - they run states

            return (run_map if visit.state["Type"] == "Map" else run_parallel)(self, visit)
        return self._task(visit)

    def _task(self, visit: Visit) -> Any:
        resource: str = visit.state["Resource"]
        arguments = visit.render("Arguments", {})
        limit(arguments, f"The state/task '{visit.name}' was given arguments")
        seconds = visit.render("TimeoutSeconds")
        deadline = self.deadline
        if seconds is not None:
            own = monotonic() + visit.typed("TimeoutSeconds", seconds, "number", int)
            deadline = own if deadline is None else min(own, deadline)
        kind, _, action = resource.partition(":::")[2].rpartition(":")
        if action == "2":  # of `.sync:2`
            kind, _, action = kind.rpartition(":")
            action += ":2"
        named = {"resourceType": kind, "resource": action}
        self.history.add(
            visit.scope,
            "TaskScheduled",
            taskScheduledEventDetails={**named, "region": "", "parameters": compact(arguments)},
        )
        self.history.add(visit.scope, "TaskStarted", taskStartedEventDetails=named)
        try:
            result = self.calls.call(resource, arguments, visit.scope.stop, deadline)
            limit(result, f"The state/task '{visit.name}' returned a result")
        except StateError as error:
            timed_out = error.error == TIMEOUT
            if timed_out:
                self.check(visit.scope.stop)  # it may be the time of the machine that is over
            detail = "taskTimedOutEventDetails" if timed_out else "taskFailedEventDetails"
            failure = {**named, "error": error.error, "cause": error.cause or ""}
            self.history.add(visit.scope, "TaskTimedOut" if timed_out else "TaskFailed", **{detail: failure})
            raise
        succeeded = {**named, "output": compact(result), "outputDetails": {"truncated": False}}
        self.history.add(visit.scope, "TaskSucceeded", taskSucceededEventDetails=succeeded)
        self.check(visit.scope.stop)
        return result

    def _retry(self, visit: Visit, error: StateError, attempts: dict[int, int]) -> float | None:
        """How long to wait before the next attempt; None when there is none."""
        for index, rule in enumerate(visit.state.get("Retry", ())):
            if not matches(rule["ErrorEquals"], error.error):
                continue
            before = attempts.get(index, 0)
            if before >= rule.get("MaxAttempts", _ATTEMPTS):
                return None
            attempts[index] = before + 1
            pause = float(rule.get("IntervalSeconds", 1) * rule.get("BackoffRate", _BACKOFF) ** before)
            pause = min(pause, rule.get("MaxDelaySeconds", pause))
            return self._jitter(pause) if rule.get("JitterStrategy") == "FULL" else pause
        return None

    def _catch(self, visit: Visit, error: StateError) -> tuple[Any, str | None]:
        for index, rule in enumerate(visit.state.get("Catch", ())):
            if matches(rule["ErrorEquals"], error.error):
                told = {"Error": error.error}
                if error.cause is not None:
                    told["Cause"] = error.cause
                visit.more = {"errorOutput": told}
                try:
                    return visit.conclude(told, rule), rule["Next"]
                except StateError as second:
                    raise StateError(second.error, f"{second.cause} (in Catch[{index}])") from error
        raise error


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def matches(names: list[str], error: str) -> bool:
    """Whether `ErrorEquals` covers an error.

    States.ALL does not cover States.DataLimitExceeded and States.Runtime; States.TaskFailed covers all that
    States.ALL does but States.Timeout (developer guide, "Error names").
    """
    if error in names:
        return True
    if error in NOT_WITH_ALL:
        return False
    return "States.ALL" in names or (TASK_FAILED in names and error != TIMEOUT)
