"""A history becomes what a machine does, as the service writes histories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.app.activities import Activities
from pipelines.aws.values import HistoryEvent

START = datetime(2026, 1, 8, 10, tzinfo=UTC)
RUN = "arn:aws:states:eu-central-1:123456789012:stateMachine:pipelines-run-pipeline"
CHILD = "arn:aws:states:eu-central-1:123456789012:execution:pipelines-run-pipeline:c"
SYNC = "states:startExecution.sync:2"
INPUT = {"job": "pipeline_15m_streaming", "project_name": "ndr", "feature_spec_version": "v1"}


class History:
    """Writes events: one a second, each led to by the one before it unless another is named."""

    def __init__(self) -> None:
        self.events = [HistoryEvent(1, 0, "ExecutionStarted", START)]

    def add(self, kind: str, state: str = "", previous: int = 0, **more: Any) -> int:
        number = len(self.events) + 1
        moment = START + timedelta(seconds=number)
        self.events.append(HistoryEvent(number, previous or number - 1, kind, moment, state, **more))
        return number

    def child(self, name: str = "Streaming", given: Any = INPUT) -> int:
        entered = self.add("TaskStateEntered", name)
        parameters = json.dumps({"StateMachineArn": RUN, "Input": given})
        self.add("TaskScheduled", resource=SYNC, parameters=parameters)
        self.add("TaskStarted", resource=SYNC)
        return entered


def read(history: History) -> list[tuple[str, str, str]]:
    return [(one.name, one.about, one.status) for one in activities(history).all]


def activities(history: History) -> Activities:
    found = Activities()
    found.add(history.events)
    return found


def test_a_child_is_named_by_the_record_that_it_runs() -> None:
    """From its input, with what became of it and how long it took."""
    history = History()
    history.add("MapStateEntered", "EachMessage")
    history.add("MapStateStarted")
    history.add("MapIterationStarted")
    entered = history.child()
    history.add("TaskSubmitted", resource=SYNC, output=json.dumps({"ExecutionArn": CHILD}))
    whole, child = activities(history).all
    assert ("EachMessage", "", "Executing") == (whole.name, whole.about, whole.status)
    assert (entered, "ndr/pipeline_15m_streaming#v1", "Executing", CHILD) == (
        child.number,
        child.about,
        child.status,
        child.child,
    )
    history.add("TaskSucceeded", resource=SYNC, output="{}")
    child = activities(history).all[1]
    assert ("Succeeded", CHILD, 3) == (child.status, child.child, (child.ended - child.started).seconds)


def test_a_child_without_a_record_is_named_by_its_machine() -> None:
    """So is one whose input the service left out; an input as text is read too."""
    for given, about in (
        ({}, "pipelines-run-pipeline"),
        ("no JSON", "pipelines-run-pipeline"),
        (json.dumps(INPUT), "ndr/pipeline_15m_streaming#v1"),
        ({"job": "pipeline_first"}, "pipeline_first"),
    ):
        history = History()
        history.child("Publication", given)
        assert [("Publication", about, "Executing")] == read(history)
    history = History()
    history.add("TaskStateEntered", "Publication")
    history.add("TaskScheduled", resource=SYNC)
    assert [("Publication", "", "Executing")] == read(history)


def test_a_child_tells_its_mini_batch() -> None:
    """From payload, message or input, in any spelling; the payload counts first, as for the machine."""
    for given in (
        {"MiniBatchId": "a"},
        {"values": {"mini_batch_id": "a"}},
        {"payload": {"miniBatchId": "a"}, "values": {"MiniBatchId": "b"}},
        {"payload": {"MiniBatchId": 7}, "values": {"MiniBatchId": "a"}},
    ):
        history = History()
        history.child("Streaming", {**INPUT, **given})
        assert ["a"] == [one.mini_batch for one in activities(history).all]


def test_a_success_names_the_child_where_nothing_did_before() -> None:
    """As the embedded AWS has it, which does not tell that a task was submitted."""
    history = History()
    history.child()
    history.add("TaskSucceeded", resource=SYNC, output=json.dumps({"ExecutionArn": CHILD}))
    assert [CHILD] == [one.child for one in activities(history).all]


def test_a_failed_child_stays_failed_when_its_state_catches_the_error() -> None:
    """The state is left, and the child has failed."""
    history = History()
    history.child()
    history.add("TaskFailed", resource=SYNC, error="States.TaskFailed", cause="no space")
    history.add("TaskStateExited", "Streaming")
    history.add("TaskStateEntered", "Release")
    (failed,) = activities(history).all
    assert ("Failed", "States.TaskFailed: no space") == (failed.status, failed.failure)
    assert "Release" == activities(history).state


def test_a_failed_child_says_why_in_its_own_words() -> None:
    """They stand in the cause, with its ARN."""
    history = History()
    history.child()
    told = {"ExecutionArn": CHILD, "Error": "execution-failed", "Cause": "no space", "Status": "FAILED"}
    history.add("TaskFailed", resource=SYNC, error="States.TaskFailed", cause=json.dumps(told))
    (failed,) = activities(history).all
    assert (CHILD, "execution-failed: no space") == (failed.child, failed.failure)


def test_a_task_that_is_tried_again_runs_again() -> None:
    """One visit is one activity, from its first attempt."""
    history = History()
    entered = history.child()
    history.add("TaskFailed", resource=SYNC, error="StepFunctions.ThrottlingException")
    history.add("TaskScheduled", resource=SYNC, parameters="{}")
    (again,) = activities(history).all
    assert (entered, "Executing", None) == (again.number, again.status, again.ended)
    assert START + timedelta(seconds=entered + 1) == again.started


def test_states_that_pass_at_once_are_no_activities() -> None:
    """A Choice, a Pass, an end: but they are where the machine is."""
    history = History()
    history.add("ChoiceStateEntered", "IsFailed")
    history.add("ChoiceStateExited", "IsFailed")
    history.add("SucceedStateEntered", "Done")
    assert [] == read(history)
    assert "Done" == activities(history).state


def test_a_state_that_is_visited_twice_is_two_activities() -> None:
    """The look of a machine that polls; a wait ends by itself."""
    history = History()
    for _ in range(2):
        history.add("WaitStateEntered", "Wait")
        history.add("WaitStateExited", "Wait")
        history.add("TaskStateEntered", "Look")
        history.add("TaskScheduled", resource="aws-sdk:sagemaker:describePipelineExecution")
        history.add("TaskSucceeded", resource="aws-sdk:sagemaker:describePipelineExecution", output="{}")
        history.add("TaskStateExited", "Look")
    assert [("Wait", "", "Succeeded"), ("Look", "", "Succeeded")] * 2 == read(history)


def test_iterations_side_by_side_are_told_apart() -> None:
    """Their events are mixed; each names the one that led to it."""
    history = History()
    history.add("MapStateEntered", "Windows")
    begun = history.add("MapStateStarted")
    chains = []
    for index in range(2):
        iteration = history.add("MapIterationStarted", previous=begun)
        entered = history.add("TaskStateEntered", "Job", previous=iteration)
        parameters = json.dumps({"StateMachineArn": RUN, "Input": {**INPUT, "job": f"job_{index}"}})
        chains.append(history.add("TaskScheduled", previous=entered, resource=SYNC, parameters=parameters))
    history.add("TaskFailed", previous=chains[1], resource=SYNC, error="e")
    history.add("TaskSucceeded", previous=chains[0], resource=SYNC, output="{}")
    history.add("MapStateExited", "Windows", previous=len(history.events))
    assert [
        ("Windows", "", "Succeeded"),
        ("Job", "ndr/job_0#v1", "Succeeded"),
        ("Job", "ndr/job_1#v1", "Failed"),
    ] == read(history)


def test_a_distributed_map_names_its_map_run() -> None:
    """The last, where it was tried again."""
    history = History()
    entered = history.add("MapStateEntered", "Days")
    started = history.add("MapStateStarted")
    history.add("MapRunStarted", map_run="arn:first")
    history.add("MapRunFailed")
    history.add("MapRunStarted", previous=started, map_run="arn:second")
    (days,) = activities(history).all
    assert (entered, "Executing", "arn:second") == (days.number, days.status, days.map_run)
    history.add("MapRunSucceeded")
    history.add("MapStateExited", "Days")
    assert ["Succeeded"] == [one.status for one in activities(history).all]


def test_nothing_runs_when_the_execution_has_ended() -> None:
    """What ran when it was stopped, or failed, was stopped with it."""
    for kind in ("ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"):
        history = History()
        history.add("MapStateEntered", "EachMessage")
        history.child()
        history.add(kind)
        assert {"Stopped"} == {one.status for one in activities(history).all}
        assert all(one.ended is not None for one in activities(history).all)


def test_looks_add_up() -> None:
    """However the events are cut into looks, the activities are the same."""
    history = History()
    history.add("MapStateEntered", "EachMessage")
    for name in ("Streaming", "Inference"):
        history.child(name)
        history.add("TaskSucceeded", resource=SYNC, output="{}")
        history.add("TaskStateExited", name)
    for size in (1, 2, 5):
        cut = Activities()
        for part in _parts(history.events, size):
            cut.add(part)
        assert activities(history).all == cut.all


def _parts(events: list[HistoryEvent], size: int) -> Iterator[list[HistoryEvent]]:
    yield from (events[begin : begin + size] for begin in range(0, len(events), size))
