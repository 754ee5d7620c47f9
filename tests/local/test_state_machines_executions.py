"""Executions of state machines: names, stops, limits, what is refused; and the services around them."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta

import moto
import pytest
from botocore.exceptions import ClientError

from pipelines.local import moto_states
from pipelines.local.states.definition import faults

ROLE = "arn:aws:iam::123456789012:role/pipelines"
END = {"End": True}
SLOW = {"W": {"Type": "Wait", "Seconds": 99_999_999, **END}}
QUICK = {"P": {"Type": "Pass", **END}}


def refused(call, **arguments):
    """The code of the service's refusal."""
    with pytest.raises(ClientError) as raised:
        call(**arguments)
    return raised.value.response["Error"]["Code"]


def threads():
    return [each.name for each in threading.enumerate() if each.name.startswith("state-machine")]


def test_this_is_written_for_the_moto_that_is_installed():
    """Another version may look otherwise inside: read moto_states before changing the number."""
    assert moto_states.WRITTEN_FOR == moto.__version__


def test_a_start_repeated_with_its_name_and_input_is_the_same_execution(player):
    """While it runs; with another input the name is taken."""
    machine = player.create(SLOW)
    first = player.start(machine, {"v": 1}, name="one")

    assert first == player.start(machine, {"v": 1}, name="one")
    start = player.client.start_execution
    assert "ExecutionAlreadyExists" == refused(start, stateMachineArn=machine, name="one", input='{"v": 2}')
    assert 1 == len(player.client.list_executions(stateMachineArn=machine)["executions"])


def test_the_name_of_an_execution_that_is_over_is_taken_for_90_days(player, monkeypatch):
    """Also with the same input."""
    machine = player.create(QUICK)
    execution = player.start(machine, {"v": 1}, name="one")
    player.aws.wait(execution, 10)

    start = player.client.start_execution
    assert "ExecutionAlreadyExists" == refused(start, stateMachineArn=machine, name="one", input='{"v": 1}')
    monkeypatch.setattr(moto_states, "REMEMBERED", timedelta(0))
    assert execution == player.start(machine, {"v": 1}, name="one")


def test_executions_without_a_name_get_one(player):
    """Each another."""
    machine = player.create(QUICK)
    arns = [player.start(machine) for _ in range(3)]

    assert 3 == len(set(arns))
    assert all(arn.startswith("arn:aws:states:us-east-1:123456789012:execution:machine-1:") for arn in arns)


def test_an_execution_can_be_stopped(player):
    """At once, with error and cause; what waits in it wakes up."""
    branches = [{"StartAt": f"W{n}", "States": {f"W{n}": SLOW["W"]}} for n in (1, 2)]
    machine = player.create({"P": {"Type": "Parallel", "Branches": branches, **END}})
    execution = player.start(machine)
    player.client.stop_execution(executionArn=execution, error="Mine", cause="because")
    ended = player.aws.wait(execution, 10)

    assert ("ABORTED", "Mine", "because") == (ended["status"], ended["error"], ended["cause"])
    assert "stopDate" in ended
    last = player.client.get_execution_history(executionArn=execution, reverseOrder=True)["events"][0]
    assert "ExecutionAborted" == last["type"]
    until = time.monotonic() + 5
    while threads() and time.monotonic() < until:
        time.sleep(0.01)
    assert [] == threads()


def test_a_machine_has_a_time_limit_of_its_own(player):
    """TIMED_OUT, from within a wait."""
    ended = player.play(SLOW, TimeoutSeconds=1)
    listed = player.client.list_executions(stateMachineArn=ended["stateMachineArn"])["executions"]

    assert ("TIMED_OUT", "States.Timeout") == (ended["status"], ended["error"])
    assert [("TIMED_OUT", ended["stopDate"])] == [(each["status"], each["stopDate"]) for each in listed]


def test_a_reset_leaves_nothing_running(player):
    """Not even children that are started while it stops others."""
    child = player.create(SLOW)
    items = {"StartAt": "S", "States": {"S": {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Arguments": {"StateMachineArn": child},
        **END,
    }}}  # fmt: skip
    machine = player.create({"M": {"Type": "Map", "Items": list(range(10)), "ItemProcessor": items, **END}})
    player.start(machine)
    time.sleep(0.05)
    begun = time.monotonic()
    player.aws.reset()

    assert time.monotonic() - begun < 5
    assert [] == threads()
    assert [] == player.client.list_state_machines()["stateMachines"]


def test_descriptions_lists_and_histories_agree(player):
    """Of executions that succeeded and failed; pages of a history follow one another."""
    machine = player.create(
        {
            "C": {
                "Type": "Choice",
                "Choices": [{"Condition": "{% $states.input.ok %}", "Next": "P"}],
                "Default": "F",
            },
            "P": {"Type": "Pass", **END},
            "F": {"Type": "Fail", "Error": "Mine"},
        }
    )
    good, bad = (player.start(machine, {"ok": ok}) for ok in (True, False))
    ended = [player.aws.wait(each, 10)["status"] for each in (good, bad)]
    listed = player.client.list_executions(stateMachineArn=machine)["executions"]
    failed = player.client.list_executions(stateMachineArn=machine, statusFilter="FAILED")["executions"]

    assert ["SUCCEEDED", "FAILED"] == ended
    assert {good: "SUCCEEDED", bad: "FAILED"} == {each["executionArn"]: each["status"] for each in listed}
    assert all("stopDate" in each for each in listed)
    assert [bad] == [each["executionArn"] for each in failed]

    history = player.client.get_execution_history
    events = history(executionArn=good)["events"]
    first = history(executionArn=good, maxResults=2)
    second = history(executionArn=good, maxResults=100, nextToken=first["nextToken"])
    assert events == [*first["events"], *second["events"]]
    assert "nextToken" not in second
    assert events[::-1] == history(executionArn=good, reverseOrder=True)["events"]
    assert [event["id"] - 1 for event in events] == [event["previousEventId"] for event in events]
    kinds = ["ExecutionStarted", "ChoiceStateEntered", "ChoiceStateExited", "PassStateEntered"]
    assert [*kinds, "PassStateExited", "ExecutionSucceeded"] == [event["type"] for event in events]
    assert '{"ok":true}' == events[-1]["executionSucceededEventDetails"]["output"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"input": "{"}, "InvalidExecutionInput"),
        ({"input": "NaN"}, "InvalidExecutionInput"),
        ({"input": json.dumps("x" * 262_144)}, "InvalidExecutionInput"),
        ({"name": "no spaces"}, "InvalidName"),
        ({"name": "n" * 81}, "ValidationException"),
        (
            {"stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:none"},
            "StateMachineDoesNotExist",
        ),
    ],
)
def test_a_start_that_cannot_be_is_refused(player, arguments, code):
    """With the service's codes."""
    machine = player.create(QUICK)

    assert code == refused(player.client.start_execution, **{"stateMachineArn": machine, **arguments})


def test_what_is_not_there_cannot_be_described_or_stopped(player):
    """ExecutionDoesNotExist."""
    machine = player.create(QUICK)
    arn = machine.replace(":stateMachine:", ":execution:") + ":none"
    calls = (
        player.client.describe_execution,
        player.client.stop_execution,
        player.client.get_execution_history,
    )

    assert ["ExecutionDoesNotExist"] * 3 == [refused(call, executionArn=arn) for call in calls]


def test_a_machine_runs_the_definition_that_it_had_when_it_started(player):
    """An update is for the next execution."""
    states = {
        "W": {"Type": "Wait", "Seconds": 200, "Next": "P"},
        "P": {"Type": "Pass", "Output": "old", **END},
    }
    machine = player.create(states)
    before = player.start(machine)
    states["P"]["Output"] = "new"
    changed = json.dumps({"QueryLanguage": "JSONata", "StartAt": "W", "States": states})
    player.client.update_state_machine(stateMachineArn=machine, definition=changed)
    after = player.start(machine)

    assert ['"old"', '"new"'] == [player.aws.wait(each, 10)["output"] for each in (before, after)]


def test_a_machine_is_created_again_only_as_it_is(player):
    """StateMachineAlreadyExists otherwise; an update needs something to change."""
    definition = json.dumps({"QueryLanguage": "JSONata", "StartAt": "P", "States": QUICK})
    create = player.client.create_state_machine
    first = create(name="m", definition=definition, roleArn=ROLE)

    assert (
        first["stateMachineArn"] == create(name="m", definition=definition, roleArn=ROLE)["stateMachineArn"]
    )
    other = {"name": "m", "definition": definition, "roleArn": ROLE + "2"}
    assert "StateMachineAlreadyExists" == refused(create, **other)
    update = player.client.update_state_machine
    assert "MissingRequiredParameter" == refused(update, stateMachineArn=first["stateMachineArn"])
    bad = {"stateMachineArn": first["stateMachineArn"], "definition": "{}"}
    assert "InvalidDefinition" == refused(update, **bad)


def passing(**more):
    return {"Type": "Pass", **END, **more}


def machine(states, **more):
    return json.dumps(
        {"QueryLanguage": "JSONata", "StartAt": next(iter(states), ""), "States": states, **more}
    )


EVERY = {"ErrorEquals": ["States.ALL"]}
ARN = "arn:aws:states:::"
ITEMS = {"StartAt": "I", "States": {"I": passing(Assign={"v": 1})}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "INVALID_JSON_DESCRIPTION"),
        ("[]", "INVALID_JSON_DESCRIPTION"),
        (machine({}), "/States"),
        (machine(QUICK, StartAt="X"), "/StartAt"),
        (machine(QUICK, Nonsense=1), "/Nonsense"),
        (json.dumps({"StartAt": "P", "States": QUICK}), "JSONata only, not JSONPath"),
        (machine({"A": {"Type": "Activity", **END}}), "/States/A/Type"),
        (machine({"A": passing(Next="A")}), "either Next or End"),
        (machine({"A": {"Type": "Pass"}}), "either Next or End"),
        (machine({"A": {"Type": "Pass", "Next": "B"}}), "/States/A/Next"),
        (machine({"A": passing(), "B": passing()}), "State 'B' is not reachable"),
        (machine({"A": passing(Result=1)}), "/States/A/Result"),
        (machine({"A": passing(Output="{% 1 + %}")}), "/States/A/Output"),
        (machine({"A": passing(Output=["{% 1 %}", {"b": "{% ( %}"}])}), "/States/A/Output[1]/b"),
        (machine({"A": passing(Assign={"states": 1})}), "no name of a variable: states"),
        (machine({"A": passing(Assign="{% {} %}")}), "Assign names variables at /States/A/Assign"),
        (machine({"A": {"Type": "Wait", **END}}), "either Seconds or Timestamp"),
        (machine({"A": {"Type": "Choice", "Choices": []}}), "/States/A/Choices"),
        (machine({"A": {"Type": "Choice", "Choices": [{"Condition": "x", "Next": "A"}]}}), "[0]/Condition"),
        (machine({"A": {"Type": "Choice", "Choices": [{"Next": "A"}]}}), "Choices[0]"),
        (machine({"A": passing(), "a" * 81: passing()}), "80 characters"),
        (machine({"A": {"Type": "Task", "Resource": f"{ARN}lambda:invoke", **END}}), "/States/A/Resource"),
        (machine({"A": {"Type": "Task", "Resource": f"{ARN}aws-sdk:dynamodb:getX", **END}}), "Resource"),
        (machine({"A": {"Type": "Task", "Resource": f"{ARN}aws-sdk:nothing:get", **END}}), "Resource"),
        (
            machine(
                {
                    "A": {
                        "Type": "Task",
                        "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem",
                        "Arguments": {"tableName": "t"},
                        **END,
                    }
                }
            ),
            "The field 'tableName' is not supported by Step Functions",
        ),
        (machine({"M": {"Type": "Map", **END}}), "/States/M/ItemProcessor"),
        (machine({"M": {"Type": "Map", "Label": "x", "ItemProcessor": ITEMS, **END}}), "/States/M/Label"),
        (
            machine(
                {
                    "A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "M"},
                    "M": {"Type": "Map", "ItemProcessor": ITEMS, **END},
                }
            ),
            "the variable v belongs to an outer scope at /States/M/ItemProcessor/States/I/Assign",
        ),
        (machine({"P": {"Type": "Parallel", "Branches": [], **END}}), "/States/P/Branches"),
        (
            machine({"P": {"Type": "Parallel", "Branches": [{"StartAt": "P", "States": QUICK}], **END}}),
            "DUPLICATE_STATE_NAME: P",
        ),
        *(
            (
                machine({"P": {"Type": "Parallel", "Branches": [ITEMS], "Retry": [EVERY | {key: v}], **END}}),
                f"/States/P/Retry[0]/{key}",
            )
            for key, v in {
                "IntervalSeconds": 0,
                "MaxAttempts": "{% 1 %}",
                "BackoffRate": 0.5,
                "MaxDelaySeconds": True,
                "JitterStrategy": "SOME",
            }.items()
        ),
        (
            machine({"P": {"Type": "Parallel", "Branches": [ITEMS], "Retry": [{"ErrorEquals": []}], **END}}),
            "/States/P/Retry[0]/ErrorEquals",
        ),
        (
            machine(
                {
                    "P": {
                        "Type": "Parallel",
                        "Branches": [ITEMS],
                        "Catch": [
                            {"ErrorEquals": ["States.ALL"], "Next": "Q"},
                            {"ErrorEquals": ["A"], "Next": "Q"},
                        ],
                        **END,
                    },
                    "Q": {"Type": "Succeed"},
                }
            ),
            "States.ALL stands alone and last at /States/P/Catch[0]",
        ),
        (json.dumps("x" * 1_048_576), "more than 1048576 bytes"),
    ],
)  # fmt: skip
def test_a_definition_that_cannot_run_is_refused_with_its_place(text, fault):
    """As CreateStateMachine does, before anything runs."""
    assert any(fault in str(found) for found in faults(text)), faults(text)


EVERY_KIND = {
    "P": {
        "Type": "Parallel",
        "Branches": [{"StartAt": "A", "States": {"A": passing()}}],
        "Retry": [{"ErrorEquals": ["A"]}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],
        "Next": "M",
    },
    "C": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "M"}], "Default": "F"},
    "F": {"Type": "Fail", "Error": "x"},
    "M": {
        "Type": "Map",
        "Items": [1],
        "MaxConcurrency": 1,
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "INLINE"},
            "StartAt": "W",
            "States": {"W": {"Type": "Wait", "Seconds": 1, **END}},
        },
        "Next": "T",
    },
    "T": {
        "Type": "Task",
        "Resource": f"{ARN}aws-sdk:dynamodb:getItem",
        "Arguments": {"TableName": "t"},
        **END,
    },
}
STRANGE = [None, True, 0, -1.5, "", "{% 1 %}", "{% ( %}", [], {}, [1], {"a": 1}, [[]], [{}], [None]]


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, item in inner:
        yield from places(item, (*path, key))


def test_whatever_stands_in_a_definition_is_told_and_not_raised():
    """Each part in turn is something else; the definition as it is has no fault."""
    whole = machine(EVERY_KIND)
    assert [] == faults(whole)
    for path in list(places(json.loads(whole)))[1:]:
        for strange in STRANGE:
            changed = json.loads(whole)
            part = changed
            for key in path[:-1]:
                part = part[key]
            part[path[-1]] = strange
            assert all(str(found) for found in faults(json.dumps(changed)))


def test_all_faults_are_told_at_once_by_the_service(player):
    """InvalidDefinition."""
    states = {"A": passing(Result=1), "B": {"Type": "Wait", **END}}
    with pytest.raises(ClientError) as raised:
        player.client.create_state_machine(name="m", definition=machine(states), roleArn=ROLE)
    told = raised.value.response["Error"]
    asked = player.client.validate_state_machine_definition(definition=machine(states), maxResults=2)
    good = player.client.validate_state_machine_definition(definition=machine(QUICK))

    assert ("FAIL", True) == (asked["result"], asked["truncated"])
    assert ["/States/A/Result", "/States/B"] == [each["location"] for each in asked["diagnostics"]]
    assert ("OK", [], False) == (good["result"], good["diagnostics"], good["truncated"])
    assert "InvalidDefinition" == told["Code"]
    assert all(part in told["Message"] for part in ("/States/A/Result", "/States/B"))


def test_roles_log_groups_and_tags_stand_beside(player):
    """moto's own, through the same server."""
    iam, logs = player.aws.client("iam"), player.aws.client("logs")
    iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}", Tags=[{"Key": "a", "Value": "b"}])
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=json.dumps(policy))
    logs.create_log_group(logGroupName="/g", tags={"a": "b"})
    logs.put_retention_policy(logGroupName="/g", retentionInDays=30)
    group = logs.describe_log_groups(logGroupNamePrefix="/g")["logGroups"][0]
    destination = {"cloudWatchLogsLogGroup": {"logGroupArn": group["arn"]}}
    made = player.client.create_state_machine(
        name="m",
        definition=machine(QUICK),
        roleArn=ROLE,
        tags=[{"key": "a", "value": "b"}],
        loggingConfiguration={"level": "ERROR", "includeExecutionData": False, "destinations": [destination]},
    )["stateMachineArn"]
    player.client.tag_resource(resourceArn=made, tags=[{"key": "c", "value": "d"}])
    player.client.untag_resource(resourceArn=made, tagKeys=["a"])

    assert policy == iam.get_role_policy(RoleName="r", PolicyName="p")["PolicyDocument"]
    assert 30 == group["retentionInDays"]
    assert {"a": "b"} == logs.list_tags_log_group(logGroupName="/g")["tags"]
    assert [{"key": "c", "value": "d"}] == player.client.list_tags_for_resource(resourceArn=made)["tags"]
    assert (
        "ERROR" == player.client.describe_state_machine(stateMachineArn=made)["loggingConfiguration"]["level"]
    )
