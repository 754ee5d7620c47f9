"""The states language as it runs on the embedded AWS: values, variables, choices, scopes."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

HOSTILE = [
    'a"b',
    "x\ny",
    "$states.input",
    "{% $uuid() %}",
    "\\",
    "$1 '",
    "😀\u2028",
    "",
    None,
    0,
    -1.5,
    True,
    [],
    {},
    {"{% 1 %}": "{% 2 %}", '"': "'"},
]
END = {"End": True}


def passing(output=None, assign=None, **more):
    state = {"Type": "Pass", **(more or END)}
    state |= {} if output is None else {"Output": output}
    return state | ({"Assign": assign} if assign else {})


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_any_value_passes_unharmed(player, value):
    """Through variables, `$states.input`, output, a Map and a Parallel; only definitions have expressions."""
    states = {
        "A": passing("{% $states.input %}", {"kept": "{% $states.input.v %}"}, Next="M"),
        "M": {
            "Type": "Map",
            "Items": ["{% $kept %}"],
            "ItemProcessor": {
                "StartAt": "I",
                "States": {"I": passing({"i": "{% $states.input %}", "k": "{% $kept %}"})},
            },
            "Next": "P",
        },
        "P": {
            "Type": "Parallel",
            "Arguments": {"v": "{% $states.input[0].k %}"},
            "Branches": [{"StartAt": "B", "States": {"B": passing({"v": "{% $states.input.v %}"})}}],
            **END,
        },
    }
    assert [{"v": value}] == player.output(states, {"v": value})


def test_only_a_whole_text_in_its_marks_is_an_expression(player):
    """Anything else is a text as it stands."""
    output = {"a": "{% 1 + 1 %}", "b": " {% 1 %}", "c": "x{% 1 %}", "d": "{%1%}"}
    output["{% 1 %}"] = [1, "{% null %}"]

    expected = {"a": 2, "b": " {% 1 %}", "c": "x{% 1 %}", "d": 1, "{% 1 %}": [1, None]}
    assert expected == player.output({"A": passing(output)})


def test_assign_and_output_see_the_entry_of_the_state(player):
    """Not each other's new values."""
    states = {
        "A": passing("{% $states.input %}", {"x": 1, "y": 2}, Next="B"),
        "B": passing({"old": "{% [$x, $y] %}"}, {"x": "{% $y %}", "y": "{% $x %}"}, Next="C"),
        "C": passing({"before": "{% $states.input.old %}", "after": "{% [$x, $y] %}"}),
    }

    assert {"before": [1, 2], "after": [2, 1]} == player.output(states)


def test_a_state_without_output_hands_its_input_on(player):
    """And a task its result."""
    assert {"v": 1} == player.output({"A": passing(Next="B"), "B": {"Type": "Succeed"}}, {"v": 1})


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, ["one", "rule 1"]), (2, ["two", None]), (3, ["other", "default"])],
)
def test_a_choice_takes_the_first_rule_that_holds(player, value, expected):
    """With its own Assign and Output; the state's own belong to Default."""
    states = {
        "C": {
            "Type": "Choice",
            "Choices": [
                {
                    "Condition": "{% $states.input.v = 1 %}",
                    "Next": "End",
                    "Output": "one",
                    "Assign": {"by": "rule 1"},
                },
                {"Condition": "{% $states.input.v <= 2 %}", "Next": "End", "Output": "two"},
            ],
            "Default": "End",
            "Output": "other",
            "Assign": {"by": "default"},
        },
        "End": passing("{% [$states.input, $exists($by) ? $by : null] %}"),
    }

    assert expected == player.output(states, {"v": value})


def test_a_choice_without_a_way_fails(player):
    """States.NoChoiceMatched."""
    states = {
        "C": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "E"}]},
        "E": {"Type": "Succeed"},
    }

    assert player.failure(states)[0] == "States.NoChoiceMatched"


@pytest.mark.parametrize(
    ("state", "field", "words"),
    [
        (passing("{% $states.input.nothing %}"), "Output", "returned nothing (undefined)"),
        (passing({"a": ["{% $nothing %}"]}), "Output/a[0]", "returned nothing (undefined)"),
        (passing(None, {"v": "{% 1 + 'a' %}"}), "Assign/v", "T2002"),
        (passing("{% $error('no such day') %}"), "Output", "D3137: no such day"),
        (passing("{% function($x) { $x } %}"), "Output", "X0001"),
        (passing("{% $eval('1') %}"), "Output", "T1006"),
        ({"Type": "Wait", "Seconds": "{% 'x' %}", **END}, "Seconds", "unexpected result type"),
        ({"Type": "Wait", "Seconds": "{% -1 %}", **END}, "Seconds", "is not from 0"),
        ({"Type": "Wait", "Seconds": "{% true %}", **END}, "Seconds", "unexpected result type"),
        ({"Type": "Wait", "Timestamp": "{% 5 %}", **END}, "Timestamp", "Expected 'string', but was 'number'"),
        ({"Type": "Fail", "Error": "{% 5 %}"}, "Error", "unexpected result type"),
    ],
)
def test_an_expression_that_fails_fails_the_state(player, state, field, words):
    """States.QueryEvaluationError, which names state, field, expression and fault."""
    error, cause = player.failure({"A": state})

    assert error == "States.QueryEvaluationError"
    assert all(part in cause for part in ("state 'A'", f"field '{field}'", words)), cause


@pytest.mark.parametrize("text", ["soon", "2025-01-02T03:04:05", "2025-13-01T00:00:00Z"])
def test_a_timestamp_has_a_date_a_time_and_an_offset(player, text):
    """States.Runtime otherwise."""
    error, cause = player.failure({"W": {"Type": "Wait", "Timestamp": "{% $states.input %}", **END}}, text)

    assert ("States.Runtime", True) == (error, cause.endswith(f"== {text}"))


def test_a_failed_expression_stands_in_the_history_once(player):
    """With the state and the field where it failed, also when an outer state fails with it."""
    inner = {"StartAt": "I", "States": {"I": passing({"a": "{% $nothing %}"})}}
    machine = player.create({"M": {"Type": "Map", "Items": [1], "ItemProcessor": inner, **END}})
    execution = player.start(machine)
    player.aws.wait(execution, 10)
    events = player.client.get_execution_history(executionArn=execution)["events"]
    told = [each["evaluationFailedEventDetails"] for each in events if each["type"] == "EvaluationFailed"]

    assert [("States.QueryEvaluationError", "Output/a", "I")] == [
        (each["error"], each["location"], each["state"]) for each in told
    ]


def test_a_condition_is_a_boolean(player):
    """What is merely true or false to JSONata is refused."""
    states = {
        "C": {"Type": "Choice", "Choices": [{"Condition": "{% 'yes' %}", "Next": "E"}]},
        "E": {"Type": "Succeed"},
    }
    error, cause = player.failure(states)

    assert error == "States.QueryEvaluationError"
    assert "Expected 'boolean', but was 'string' for value: \"yes\"" in cause


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"Type": "Fail"}, ("", "")),
        (
            {"Type": "Fail", "Error": "My.Error", "Cause": "{% 'no ' & $states.input.v %}"},
            ("My.Error", "no é"),
        ),
    ],
)
def test_fail_says_what_it_was_told(player, state, expected):
    """Error and Cause may be expressions."""
    assert expected == player.failure({"F": state}, {"v": "é"})


def test_waits_are_scaled_but_do_wait(player):
    """A minute is 60 ms here; a time that is past is none."""
    soon = (datetime.now(UTC) + timedelta(seconds=60)).isoformat().replace("+00:00", "Z")
    states = {
        "A": {"Type": "Wait", "Seconds": "{% $states.input.s %}", "Next": "B"},
        "B": {"Type": "Wait", "Timestamp": "{% $states.input.at %}", "Next": "C"},
        "C": {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00Z", **END},
    }
    begun = time.monotonic()
    player.output(states, {"s": 60, "at": soon})
    taken = time.monotonic() - begun

    assert 0.11 < taken < 10


def test_the_context_says_what_runs(player):
    """As `$states.context` is documented."""
    machine = player.create({"A": passing("{% $states.context %}", Next="B"), "B": passing()})
    execution = player.start(machine, {"v": 1}, name="one")
    ended = player.aws.wait(execution, 30)
    context = json.loads(ended["output"])

    assert {
        "Id": execution,
        "Name": "one",
        "Input": {"v": 1},
        "RoleArn": "arn:aws:iam::123456789012:role/pipelines",
        "RedriveCount": 0,
    } == {key: value for key, value in context["Execution"].items() if key != "StartTime"}
    assert {"Id": machine, "Name": machine.rpartition(":")[2]} == context["StateMachine"]
    assert ("A", 0) == (context["State"]["Name"], context["State"]["RetryCount"])
    for text in (context["Execution"]["StartTime"], context["State"]["EnteredTime"]):
        moment = datetime.fromisoformat(text)
        assert text == moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def test_a_map_knows_item_and_index(player):
    """In ItemSelector and in the states of its processor; its output keeps the order."""
    states = {
        "M": {
            "Type": "Map",
            "Items": "{% $states.input.items %}",
            "MaxConcurrency": "{% 2 %}",
            "ItemSelector": {
                "i": "{% $states.context.Map.Item.Index %}",
                "v": "{% $states.context.Map.Item.Value %}",
                "n": "{% $count($states.input.items) %}",
            },
            "ItemProcessor": {
                "StartAt": "I",
                "States": {
                    "I": passing(
                        "{% ($in := $states.input; [$in.i, $in.v, $in.n, $states.context.Map.Item.Index]) %}"
                    )
                },
            },
            **END,
        }
    }

    expected = [[i, value, 7, i] for i, value in enumerate("abcdefg")]
    assert expected == player.output(states, {"items": list("abcdefg")})


def test_a_map_without_items_takes_its_input_and_may_be_empty(player):
    """Which is to be an array."""
    states = {"M": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": passing()}}, **END}}

    assert [] == player.output(states, [])
    assert [1, 2] == player.output(states, [1, 2])
    assert player.failure(states, {"a": 1})[0] == "States.QueryEvaluationError"


def test_no_more_items_at_once_than_allowed(player):
    """MaxConcurrency 1 runs item after item: their waits add up."""
    states = {
        "M": {
            "Type": "Map",
            "Items": [1, 2, 3, 4],
            "MaxConcurrency": "{% $states.input.most %}",
            "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, **END}}},
            **END,
        }
    }
    taken = []
    for most in (1, 4):
        begun = time.monotonic()
        player.output(states, {"most": most})
        taken.append(time.monotonic() - begun)

    assert taken[0] > 0.4
    assert taken[1] < taken[0] - 0.15


def test_inner_scopes_read_outer_variables_and_keep_their_own(player):
    """Each item has its own; nothing of them is seen outside."""
    inner = {
        "StartAt": "I",
        "States": {
            "I": passing(assign={"mine": "{% $outer + $states.input %}"}, Next="J"),
            "J": passing("{% [$outer, $mine] %}"),
        },
    }
    states = {
        "A": passing(assign={"outer": 10}, Next="M"),
        "M": {"Type": "Map", "Items": [1, 2], "ItemProcessor": inner, "Next": "B"},
        "B": passing(["{% $states.input %}", "{% $exists($mine) %}"]),
    }

    assert [[[10, 11], [10, 12]], False] == player.output(states)


def test_branches_run_side_by_side(player):
    """Each on the same input; outputs in the order of the branches."""
    slow = {
        "StartAt": "S1",
        "States": {
            "S1": {"Type": "Wait", "Seconds": 50, "Next": "S2"},
            "S2": passing("{% $states.input.v %}"),
        },
    }
    quick = {"StartAt": "Q", "States": {"Q": passing("{% $states.input.v + 1 %}")}}

    states = {"P": {"Type": "Parallel", "Branches": [slow, quick], "Output": "{% $states.result %}", **END}}
    assert [1, 2] == player.output(states, {"v": 1})


@pytest.mark.parametrize("kind", ["Map", "Parallel"])
def test_the_first_failure_ends_the_others_and_can_be_caught(player, kind):
    """The error is that of the branch; `$states.errorOutput` has it, Assign of the catcher keeps it."""
    inner = {
        "StartAt": "C",
        "States": {
            "C": {
                "Type": "Choice",
                "Choices": [{"Condition": "{% $states.input = 1 %}", "Next": "F"}],
                "Default": "W",
            },
            "F": {"Type": "Fail", "Error": "Mine", "Cause": "because"},
            "W": {"Type": "Wait", "Seconds": 99_999_999, **END},
        },
    }
    other = json.loads(json.dumps(inner).replace('"C"', '"C2"').replace('"F"', '"F2"').replace('"W"', '"W2"'))
    other["States"]["C2"]["Choices"][0]["Condition"] = "{% false %}"
    work = (
        {"Items": [0, 1, 0], "ItemProcessor": inner}
        if kind == "Map"
        else {"Arguments": 1, "Branches": [inner, other]}
    )
    catch = {
        "ErrorEquals": ["Mine"],
        "Next": "E",
        "Assign": {"why": "{% $states.errorOutput.Cause %}"},
        "Output": "{% $states.errorOutput %}",
    }
    states = {
        "P": {"Type": kind, **work, "Catch": [catch], **END},
        "E": passing("{% [$states.input, $why] %}"),
    }

    assert [{"Error": "Mine", "Cause": "because"}, "because"] == player.output(states)


def distributed(states, **more):
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    processor |= {"StartAt": next(iter(states)), "States": states}
    return {"Type": "Map", "ItemProcessor": processor, **END, **more}


def test_a_child_of_a_distributed_map_is_an_execution_of_its_own(player):
    """No variable from outside; its context is its own."""
    seen = "{% [$exists($outer), $states.context.Execution.Input, $exists($states.context.Map)] %}"
    states = {
        "A": passing(assign={"outer": 1}, Next="M"),
        "M": distributed(
            {"I": passing(seen)}, Items=["a"], ItemSelector={"v": "{% $states.context.Map.Item.Value %}"}
        ),
    }

    assert [[False, {"v": "a"}, False]] == player.output(states)


@pytest.mark.parametrize(
    ("tolerated", "ends"),
    [
        ({}, "States.ExceedToleratedFailureThreshold"),
        ({"ToleratedFailureCount": 1}, "States.ExceedToleratedFailureThreshold"),
        ({"ToleratedFailureCount": 2}, [0, 3]),
        ({"ToleratedFailurePercentage": 49}, "States.ExceedToleratedFailureThreshold"),
        ({"ToleratedFailurePercentage": "{% 50 %}"}, [0, 3]),
        (
            {"ToleratedFailurePercentage": 100, "ToleratedFailureCount": 0},
            "States.ExceedToleratedFailureThreshold",
        ),
    ],
)
def test_a_distributed_map_tolerates_as_many_failures_as_it_says(player, tolerated, ends):
    """Two of four fail."""
    choice = {
        "C": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input in [1, 2] %}", "Next": "F"}],
            "Default": "S",
        },
        "F": {"Type": "Fail", "Error": "Mine"},
        "S": {"Type": "Succeed"},
    }
    ended = player.play({"M": distributed(choice, Items=[0, 1, 2, 3], **tolerated)})

    assert ends == ended.get("output", ended.get("error"))


def described(player, arn):
    """The Map Run of an execution, as DescribeMapRun tells it."""
    events = player.client.get_execution_history(executionArn=arn)["events"]
    (begun,) = [each for each in events if each["type"] == "MapRunStarted"]
    return player.client.describe_map_run(mapRunArn=begun["mapRunStartedEventDetails"]["mapRunArn"])


def test_a_map_run_tells_of_its_children_while_it_goes_on(player):
    """Two of three at once, and what became of them when it is stopped; a stopped run is no success."""
    waiting = {"I": {"Type": "Wait", "Seconds": 10_000, **END}}
    arn = player.start(player.create({"M": distributed(waiting, Items=[1, 2, 3], MaxConcurrency=2)}))
    until = time.monotonic() + 20
    while len(player.client.get_execution_history(executionArn=arn)["events"]) < 4:
        assert time.monotonic() < until
        time.sleep(0.01)
    while (run := described(player, arn))["executionCounts"]["running"] < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert ("RUNNING", arn) == (run["status"], run["executionArn"])
    told = ("pending", "running", "succeeded", "total")
    assert (1, 2, 0, 3) == tuple(run["executionCounts"][key] for key in told)
    player.client.stop_execution(executionArn=arn)
    while (run := described(player, arn))["status"] == "RUNNING":
        assert time.monotonic() < until
        time.sleep(0.01)
    assert ("ABORTED", 2) == (run["status"], run["executionCounts"]["aborted"])
    assert run["stopDate"] >= run["startDate"]


def test_a_map_run_counts_items_and_executions(player):
    """A batch is one execution with its items; one failure too many fails the run."""
    batcher = {"MaxItemsPerBatch": 2}
    arn = player.start(player.create({"M": distributed({"I": passing()}, ItemBatcher=batcher)}), [1, 2, 3])
    player.aws.wait(arn, timeout=30)
    run = described(player, arn)
    counts = run["itemCounts"]["succeeded"], run["executionCounts"]["succeeded"]
    assert ("SUCCEEDED", (3, 2)) == (run["status"], counts)
    arn = player.start(player.create({"M": distributed({"F": {"Type": "Fail", "Error": "Mine"}}, Items=[1])}))
    player.aws.wait(arn, timeout=30)
    run = described(player, arn)
    assert ("FAILED", 1) == (run["status"], run["executionCounts"]["failed"])


def test_a_distributed_map_can_batch_its_items(player):
    """As many as MaxItemsPerBatch, with BatchInput beside them."""
    batcher = {"MaxItemsPerBatch": 2, "BatchInput": {"of": "{% $count($states.input) %}"}}
    states = {"M": distributed({"I": passing()}, ItemBatcher=batcher)}

    expected = [{"of": 3}, [1, 2]], [{"of": 3}, [3]]
    assert list(expected) == [
        [each["BatchInput"], each["Items"]] for each in player.output(states, [1, 2, 3])
    ]


def test_a_distributed_map_can_read_its_items_from_an_object(player):
    """JSON and JSON Lines."""
    s3 = player.aws.client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="items.json", Body=b'[1, {"a": 2}]')
    s3.put_object(Bucket="bucket", Key="items.jsonl", Body=b'1\n{"a": 2}\n')
    for kind, key in (("JSON", "items.json"), ("JSONL", "items.jsonl")):
        reader = {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": kind},
            "Arguments": {"Bucket": "bucket", "Key": "{% $states.input.key %}"},
        }
        states = {"M": distributed({"I": passing()}, ItemReader=reader)}
        assert [1, {"a": 2}] == player.output(states, {"key": key})
        assert player.failure(states, {"key": "none"})[0] == "States.ItemReaderFailed"
