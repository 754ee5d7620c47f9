"""The history of a machine's execution as what it does: states that take time, and children that it runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from pipelines.aws.values import HistoryEvent, MapRun
from pipelines.contract.names import normalise

ActivityStatus = Literal["Executing", "Succeeded", "Failed", "Stopped"]
_BATCH: Final = normalise("MiniBatchId")
_STARTS: Final = "states:startExecution"
_LASTING: Final = ("WaitStateEntered", "MapStateEntered", "ParallelStateEntered")
_FAILED: Final = ("TaskFailed", "TaskTimedOut", "TaskStartFailed", "TaskSubmitFailed")
_ENDED: Final = ("ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut")


@dataclass(frozen=True)
class Activity:
    """One visit to a state of the kind Task, Wait, Map or Parallel."""

    number: int
    """Of the event that entered the state: tells visits apart."""
    name: str
    """The state's."""
    status: ActivityStatus
    started: datetime
    ended: datetime | None = None
    about: str = ""
    """What a child runs: `ndr-prod/pipeline_15m_streaming#v1`, or the name of its machine; else empty."""
    mini_batch: str = ""
    """Its MiniBatchId, where its input says one: what tells the messages of an event apart."""
    child: str = ""
    """ARN of the child's execution, as soon as the history tells it."""
    failure: str = ""
    """Error and cause of a task that failed; its state may have caught it."""
    map_run: str = ""
    """ARN of the Map Run of a distributed Map: its children are executions of their own."""
    children: MapRun | None = None
    """How far these are, as far as that was asked."""


class Activities:
    """All activities of one execution, from its events in order."""

    def __init__(self) -> None:
        self.state = ""
        """The state that was entered last, inside a Map or Parallel too."""
        self._found: dict[int, Activity] = {}
        self._visits: dict[int, int] = {}
        """Event -> the event that entered the state it belongs to: events name the one that led to them."""
        self._entered: dict[int, str] = {}

    def add(self, events: Iterable[HistoryEvent]) -> None:
        """Take in what happened since."""
        for event in events:
            self._add(event)

    @property
    def all(self) -> tuple[Activity, ...]:
        """Every activity, in the order in which they began."""
        return tuple(self._found.values())

    def _add(self, event: HistoryEvent) -> None:
        if event.kind.endswith("StateEntered"):
            self._enter(event)
        elif event.kind.endswith("StateExited"):
            self._leave(event)
        elif event.kind in _ENDED:
            for number, activity in self._found.items():
                if activity.status == "Executing":
                    self._found[number] = replace(activity, status="Stopped", ended=event.at)
        elif (visit := self._visits.get(event.previous)) is not None:
            self._visits[event.number] = visit
            if event.kind == "TaskScheduled":
                self._schedule(visit, event)
            elif visit in self._found:
                self._found[visit] = _gone_on(self._found[visit], event)

    def _enter(self, event: HistoryEvent) -> None:
        self.state = event.state
        self._visits[event.number] = event.number
        self._entered[event.number] = event.state
        if event.kind in _LASTING:
            self._found[event.number] = Activity(event.number, event.state, "Executing", event.at)

    def _schedule(self, visit: int, event: HistoryEvent) -> None:
        """The first attempt of a task, or one more."""
        about, batch = _asked(event.parameters) if event.resource.startswith(_STARTS) else ("", "")
        begun = self._found.get(visit)
        started = begun.started if begun else event.at
        self._found[visit] = Activity(
            visit, self._entered[visit], "Executing", started, about=about, mini_batch=batch
        )

    def _leave(self, event: HistoryEvent) -> None:
        """Of a state with states inside, what led to its end is inside it: it is found by its name."""
        for number, activity in reversed(self._found.items()):
            if activity.name == event.state and activity.status == "Executing":
                self._found[number] = replace(activity, status="Succeeded", ended=event.at)
                return


def _gone_on(activity: Activity, event: HistoryEvent) -> Activity:
    """A task after an event of its own."""
    child = activity.child or _child(event)
    if event.kind == "MapRunStarted":
        return replace(activity, map_run=event.map_run)
    if event.kind == "TaskSubmitted":
        return replace(activity, child=child)
    if event.kind == "TaskSucceeded":
        return replace(activity, status="Succeeded", ended=event.at, child=child)
    if event.kind in _FAILED:
        return replace(activity, status="Failed", ended=event.at, child=child, failure=_failure(event))
    return activity


def _failure(event: HistoryEvent) -> str:
    """What a child says of itself stands in the cause, as its description in JSON."""
    told = _object(event.cause)
    parts = (told.get("Error"), told.get("Cause")) if "Error" in told else (event.error, event.cause)
    return ": ".join(part for part in parts if isinstance(part, str) and part)


def _asked(parameters: str) -> tuple[str, str]:
    """The record that `run_pipeline` is asked to run, or the name of another machine; and the mini-batch."""
    asked = _object(parameters)
    given = asked.get("Input")
    given = _object(given) if isinstance(given, str) else given
    given = given if isinstance(given, Mapping) else {}
    about = _record(given) or str(asked.get("StateMachineArn", "")).rpartition(":")[2]
    batches = (_mini_batch(given.get("payload")), _mini_batch(given.get("values")), _mini_batch(given))
    return about, next(filter(None, batches), "")


def _record(given: Mapping[str, Any]) -> str:
    job, project, version = (given.get(name) for name in ("job", "project_name", "feature_spec_version"))
    if not isinstance(job, str):
        return ""
    before = f"{project}/" if isinstance(project, str) else ""
    return before + job + (f"#{version}" if isinstance(version, str) else "")


def _mini_batch(values: Any) -> str:
    """In any spelling, as an event may have it."""
    pairs = values.items() if isinstance(values, Mapping) else ()
    return next((text for name, text in pairs if normalise(name) == _BATCH and isinstance(text, str)), "")


def _child(event: HistoryEvent) -> str:
    """Where a task answers with its child's description, or fails with it."""
    arn = _object(event.output or event.cause).get("ExecutionArn")
    return arn if event.resource.startswith(_STARTS) and isinstance(arn, str) else ""


def _object(text: str) -> Mapping[str, Any]:
    """An object of JSON; nothing where the service left it out, or cut it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}
