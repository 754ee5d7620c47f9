"""Retry and Catch, as the developer guide has them: what matches, how long it waits, what is seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.local.states.history import History
from pipelines.local.states.interpreter import Interpreter, matches
from pipelines.local.states.map_runs import MapRuns
from pipelines.local.states.scope import Scope, StateError, Stop

NOW = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
RESOURCE = "arn:aws:states:::aws-sdk:dynamodb:getItem"


class Script:
    """Calls that fail as told, then succeed."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.given = []

    def call(self, resource, arguments, stop, deadline):  # noqa: ARG002 - the face of calls
        self.given.append(arguments)
        if self.errors:
            raise StateError(self.errors.pop(0), "told")
        return {"done": len(self.given)}


class Paused(Interpreter):
    """Notes pauses and makes none."""

    def __init__(self, calls):
        history = History(lambda: NOW)
        super().__init__(calls, history, MapRuns(), now=lambda: NOW, jitter=lambda most: most / 2)
        self.pauses = []

    def pause(self, seconds, stop):  # noqa: ARG002 - the face of the interpreter
        self.pauses.append(seconds)


def play(calls, state, value=None):
    """The output of one Task and what it paused for; a catcher leads to a state that hands on."""
    interpreter = Paused(calls)
    states = {"T": {"Type": "Task", "Resource": RESOURCE, "End": True, **state}, "E": {"Type": "Succeed"}}
    scope = Scope({}, Stop())
    try:
        output = interpreter.run({"StartAt": "T", "States": states}, value or {}, scope)
    except StateError as error:
        output = error.error
    return output, interpreter.pauses


RETRY = {"ErrorEquals": ["A"]}


@pytest.mark.parametrize(
    ("rule", "failures", "pauses"),
    [
        ({}, 3, [1.0, 2.0, 4.0]),
        ({"IntervalSeconds": 3, "BackoffRate": 1.5, "MaxAttempts": 4}, 4, [3.0, 4.5, 6.75, 10.125]),
        ({"MaxDelaySeconds": 3, "MaxAttempts": 4}, 4, [1.0, 2.0, 3.0, 3.0]),
        ({"BackoffRate": 1.0, "MaxAttempts": 2}, 2, [1.0, 1.0]),
        ({"IntervalSeconds": 8, "JitterStrategy": "FULL"}, 2, [4.0, 8.0]),
        ({"JitterStrategy": "NONE"}, 1, [1.0]),
    ],
)
def test_a_task_is_tried_again_after_growing_pauses(rule, failures, pauses):
    """IntervalSeconds 1, BackoffRate 2 and MaxAttempts 3 if it does not say otherwise."""
    output = play(Script(*["A"] * failures), {"Retry": [RETRY | rule]})

    assert ({"done": failures + 1}, pauses) == output


def test_the_attempts_of_each_retrier_are_counted_apart():
    """A first rule that is used up does not hand over to a later one that matches too."""
    rules = [
        {"ErrorEquals": ["A"], "MaxAttempts": 1, "IntervalSeconds": 10},
        {"ErrorEquals": ["States.ALL"], "MaxAttempts": 2, "IntervalSeconds": 20},
    ]

    assert ({"done": 4}, [20.0, 10.0, 40.0]) == play(Script("B", "A", "B"), {"Retry": rules})
    assert ("A", [10.0]) == play(Script("A", "A"), {"Retry": rules})


def test_no_attempt_at_all_with_max_attempts_zero():
    """Such a rule exempts its errors from those below it."""
    rules = [{"ErrorEquals": ["A"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}]

    assert ("A", []) == play(Script("A"), {"Retry": rules})


def test_arguments_and_retry_count_are_those_of_each_attempt():
    """`$states.context.State.RetryCount` is in the arguments of the second attempt."""
    calls = Script("A")
    state = {"Arguments": {"n": "{% $states.context.State.RetryCount %}"}, "Retry": [RETRY]}

    assert ({"done": 2}, [1.0]) == play(calls, state)
    assert [{"n": 0}, {"n": 1}] == calls.given


def test_a_catcher_comes_when_no_attempt_is_left():
    """It sees the error and the state's input, not a result."""
    catch = {
        "ErrorEquals": ["A"],
        "Next": "E",
        "Output": {
            "error": "{% $states.errorOutput %}",
            "input": "{% $states.input %}",
            "result": "{% $exists($states.result) %}",
        },
    }
    state = {"Retry": [RETRY | {"MaxAttempts": 1}], "Catch": [catch]}

    expected = {"error": {"Error": "A", "Cause": "told"}, "input": {"v": 1}, "result": False}
    assert (expected, [1.0]) == play(Script("A", "A"), state, {"v": 1})


def test_a_catcher_without_output_hands_the_error_on():
    """Error and Cause."""
    state = {"Catch": [{"ErrorEquals": ["B"], "Next": "E"}, {"ErrorEquals": ["States.ALL"], "Next": "E"}]}

    assert ({"Error": "A", "Cause": "told"}, []) == play(Script("A"), state)


@pytest.mark.parametrize("field", ["Arguments", "Output", "Assign"])
def test_an_expression_of_a_task_that_fails_can_be_caught(field):
    """States.QueryEvaluationError, also when the call itself went well."""
    state = {
        field: {"v": "{% $nothing %}"},
        "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "E"}],
    }
    output, _ = play(Script(), state)

    assert "States.QueryEvaluationError" == output["Error"]
    assert f"field '{field}/v'" in output["Cause"]


def test_a_failing_expression_of_a_catcher_is_not_caught():
    """The state fails with it."""
    rules = [{"ErrorEquals": ["States.ALL"], "Next": "E", "Output": "{% $nothing %}"}]

    assert ("States.QueryEvaluationError", []) == play(Script("A"), {"Catch": rules})


@pytest.mark.parametrize(
    ("names", "error", "expected"),
    [
        (["A"], "A", True),
        (["A"], "B", False),
        (["A"], "A.B", False),
        (["States.ALL"], "A", True),
        (["States.ALL"], "States.Timeout", True),
        (["States.ALL"], "States.QueryEvaluationError", True),
        (["States.ALL"], "States.DataLimitExceeded", False),
        (["States.ALL"], "States.Runtime", False),
        (["States.DataLimitExceeded"], "States.DataLimitExceeded", True),
        (["States.TaskFailed"], "DynamoDb.ConditionalCheckFailedException", True),
        (["States.TaskFailed"], "States.QueryEvaluationError", True),
        (["States.TaskFailed"], "States.Timeout", False),
        (["States.TaskFailed"], "States.Runtime", False),
    ],
)
def test_what_an_error_name_covers(names, error, expected):
    """States.ALL and States.TaskFailed have their exceptions."""
    assert expected == matches(names, error)


@pytest.mark.parametrize(
    ("state", "size"),
    [
        ({"Output": "{% $states.input %}"}, 262_144 + 1),
        ({"Assign": {"v": "{% $states.input %}"}}, 262_144 + 1),
    ],
)
def test_more_than_256_kib_is_too_much(state, size):
    """States.DataLimitExceeded, which States.ALL does not catch; exactly 256 KiB are allowed."""
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "E"}]

    assert ("States.DataLimitExceeded", []) == play(
        Script(), {**state, "Catch": catch}, "é" * (size // 2 - 1) + "x"
    )
    assert play(Script(), {**state, "Catch": catch}, "x" * (262_144 - 2))[0] != "States.DataLimitExceeded"


def test_a_history_has_25000_events():
    """A loop that does not end is ended."""
    interpreter = Paused(Script())
    states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}
    with pytest.raises(StateError, match=r"States\.Runtime: .*25000"):
        interpreter.run({"StartAt": "A", "States": states}, {}, Scope({}, Stop()))

    assert len(interpreter.history) == 25_000


def test_stopping_wakes_those_who_wait():
    """Also in scopes made before and after."""
    outer = Stop()
    before = outer.inner()
    outer.set()
    after = outer.inner()

    assert [True, True, True] == [stop.wait(5) for stop in (outer, before, after)]
