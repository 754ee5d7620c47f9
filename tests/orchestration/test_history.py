"""The events of a history, counted by hand from the event types of the API."""

import json
import time
from typing import Any

import boto3
import pytest
from moto import mock_aws
from small_machines import Definition, choice, distributed, inline, machine, passing, task

from pipelines.orchestration.history import History, Repetition, history_of

ONCE = Repetition(retried=False)
SYNC = "arn:aws:states:::states:startExecution.sync:2"
BOTH = {
    "Type": "Parallel",
    "Branches": [machine("L", L=passing(End=True)), machine("R", R=passing(End=True))],
}

BY_HAND: list[tuple[str, Definition, int]] = [
    # ExecutionStarted, PassStateEntered, PassStateExited, ExecutionSucceeded
    ("a pass", machine(First=passing(End=True)), 4),
    # and SucceedStateEntered, SucceedStateExited
    ("a pass and a succeed", machine(First=passing()), 6),
    # a FailStateEntered is never exited; ExecutionFailed
    ("a fail", machine(First={"Type": "Fail", "Error": "e", "Cause": "c"}), 3),
    # TaskStateEntered, TaskScheduled, TaskStarted, TaskSucceeded, TaskStateExited
    ("a task", machine(First=task(Next=None, End=True, Catch=[])), 7),
    # and TaskSubmitted
    ("a task that is waited for", machine(First=task(Resource=SYNC, Next=None, End=True, Catch=[])), 8),
    # MapStateEntered, MapStateStarted, 3 x (MapIterationStarted, the pass, MapIterationSucceeded),
    # MapStateSucceeded, MapStateExited
    ("an inline map", machine(First=inline({"One": passing(End=True)}, Next="Done")), 2 + 4 + 3 * 4 + 2),
    # MapStateEntered, MapStateStarted, MapRunStarted, MapRunSucceeded, MapStateSucceeded, MapStateExited
    ("a distributed map", machine(First=distributed({"One": passing(End=True)}, Next="Done")), 2 + 6 + 2),
    # ParallelStateEntered, ParallelStateStarted, the passes, ParallelStateSucceeded, ParallelStateExited
    ("a parallel", machine(First={**BOTH, "End": True}), 2 + 4 + 4),
    (
        "the longer of two ways",
        machine(
            First=choice({"Condition": True, "Next": "Long"}), Long=passing(Next="Longer"), Longer=passing()
        ),
        2 + 2 + 4 + 2,
    ),
]


@pytest.mark.parametrize(("definition", "expected"), [b[1:] for b in BY_HAND], ids=[b[0] for b in BY_HAND])
def test_a_history_is_as_long_as_counted_by_hand(definition: Definition, expected: int) -> None:
    """Every kind of state, once."""
    repetition = Repetition(items={"First": 3}, retried=False)
    assert history_of(definition, repetition).events == expected


def test_a_call_that_is_tried_again_is_counted_again() -> None:
    """TaskScheduled, TaskStarted and TaskFailed for each attempt; a retrier that does not say has three."""
    definition = machine(
        First=task(Retry=[{"ErrorEquals": ["A.B"], "MaxAttempts": 4}, {"ErrorEquals": ["A.C"]}])
    )
    once = history_of(definition, ONCE).events
    assert history_of(definition, Repetition()).events == once + (4 + 3) * 3


def test_a_loop_counts_as_often_as_it_goes_round() -> None:
    """Two states, of two events each, and what follows them."""
    definition = machine(
        First=passing(Next="Enough"), Enough=choice({"Condition": True, "Next": "Done"}, default="First")
    )
    assert history_of(definition, Repetition(rounds={"First": 10})).events == 2 + 10 * 4 + 2


def test_a_child_of_a_distributed_map_has_a_history_of_its_own() -> None:
    """However many there are."""
    definition = machine(
        First=distributed({"One": inline({"Two": passing(End=True)}, Next="End"), "End": {"Type": "Succeed"}})
    )
    found = history_of(definition, Repetition(items={"One": 5}))
    assert found.children == {"First": History(2 + 4 + 5 * 4 + 2, {})}


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (machine(First=inline({"One": passing(End=True)})), "how many items has the Map First"),
        (machine(First=choice({"Condition": True, "Next": "Done"}, default="First")), "the loop of First"),
    ],
)
def test_what_a_definition_leaves_open_has_to_be_said(definition: Any, message: str) -> None:
    """Nothing is assumed of items and rounds."""
    with pytest.raises(ValueError, match=message):
        history_of(definition, ONCE)


@pytest.mark.parametrize(
    ("definition", "expected"),
    [b[1:] for b in BY_HAND if "task" not in b[0]],
    ids=[b[0] for b in BY_HAND if "task" not in b[0]],
)
def test_an_interpreter_writes_as_many_events(definition: Definition, expected: int) -> None:
    """moto's, whose histories are compared with those of AWS by the project that it takes it from."""
    text = json.dumps(definition).replace('"Items": [1]', '"Items": [1, 2, 3]')
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
        client = boto3.client("stepfunctions", region_name="eu-central-1", **keys)
        made = client.create_state_machine(
            name="counted", definition=text, roleArn="arn:aws:iam::123456789012:role/machine"
        )
        execution = client.start_execution(stateMachineArn=made["stateMachineArn"])["executionArn"]
        deadline = time.monotonic() + 20
        while client.describe_execution(executionArn=execution)["status"] == "RUNNING":
            assert time.monotonic() < deadline
            time.sleep(0.02)
        events = client.get_execution_history(executionArn=execution, maxResults=1000)["events"]
    assert len(events) == expected
