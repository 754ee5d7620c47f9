"""What tasks call: the same embedded AWS, with the names, errors and values of the service's integrations."""

from __future__ import annotations

import json
import time

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

SDK = "arn:aws:states:::aws-sdk:"
SYNC = "arn:aws:states:::states:startExecution.sync:2"
END = {"End": True}
ITEM = {
    "k": {"S": 'a"b\n$x{% 1 %}'},
    "n": {"N": "1.50"},
    "m": {"M": {"l": {"L": [{"NULL": True}, {"BOOL": False}]}}},
}


@pytest.fixture
def player(player):
    player.aws.client("dynamodb").create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return player


def task(action, arguments, **more):
    return {
        "Type": "Task",
        "Resource": action if ":::" in action else SDK + action,
        "Arguments": arguments,
        **more,
    }


def one(action, arguments, **more):
    return {"T": task(action, arguments, **(more or END))}


def test_items_of_dynamodb_are_as_on_the_wire(player):
    """Their types stay; texts pass as they are."""
    states = {
        "P": task("dynamodb:putItem", {"TableName": "t", "Item": "{% $states.input %}"}, Next="U"),
        "U": task(
            "dynamodb:updateItem",
            {
                "TableName": "t",
                "Key": {"k": ITEM["k"]},
                "UpdateExpression": "SET c = if_not_exists(c, :zero) + :one",
                "ExpressionAttributeValues": {":one": {"N": "1"}, ":zero": {"N": "0"}},
                "ReturnValues": "ALL_NEW",
            },
            Output="{% $states.result.Attributes.k %}",
            Next="G",
        ),
        "G": task(
            "dynamodb:getItem",
            {"TableName": "t", "Key": {"k": "{% $states.input %}"}, "ConsistentRead": True},
            Output="{% $states.result.Item %}",
            Next="B",
            Assign={"item": "{% $states.result.Item %}"},
        ),
        "B": task(
            "dynamodb:batchGetItem",
            {"RequestItems": {"t": {"Keys": [{"k": "{% $states.input.k %}"}], "ConsistentRead": True}}},
            Output=["{% $item %}", "{% $states.result.Responses.t %}"],
            Next="D",
        ),
        "D": task(
            "dynamodb:deleteItem",
            {"TableName": "t", "Key": {"k": "{% $item.k %}"}, "ReturnValues": "ALL_OLD"},
            Output={"before": "{% $states.input %}", "old": "{% $states.result.Attributes.c %}"},
            **END,
        ),
    }

    item = {**ITEM, "c": {"N": "1"}}
    assert {"before": [item, [item]], "old": {"N": "1"}} == player.output(states, ITEM)


def test_bytes_of_a_result_are_base64(player):
    """JSON has no bytes."""
    player.aws.client("dynamodb").put_item(TableName="t", Item={"k": {"S": "x"}, "b": {"B": b"\x00\xff"}})
    get = {"TableName": "t", "Key": {"k": {"S": "x"}}}

    assert {"B": "AP8="} == player.output(
        one("dynamodb:getItem", get, Output="{% $states.result.Item.b %}", **END)
    )


def test_the_body_of_an_object_is_a_text(player):
    """And times of results are texts in UTC."""
    player.aws.client("s3").create_bucket(Bucket="bucket")
    states = {
        "P": task("s3:putObject", {"Bucket": "bucket", "Key": "k", "Body": "é\n"}, Next="G"),
        "G": task(
            "s3:getObject",
            {"Bucket": "bucket", "Key": "k"},
            Output=["{% $states.result.Body %}", "{% $type($toMillis($states.result.LastModified)) %}"],
            **END,
        ),
    }

    assert ["é\n", "number"] == player.output(states)


MISSING = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/none/execution/abcdefghijkl"
NO_MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:none"


@pytest.mark.parametrize(
    ("action", "arguments", "error"),
    [
        (
            "sagemaker:describePipelineExecution",
            {"PipelineExecutionArn": MISSING},
            "SageMaker.ResourceNotFoundException",
        ),
        (
            "sagemaker:listPipelineExecutionSteps",
            {"PipelineExecutionArn": "x"},
            "SageMaker.SageMakerException",
        ),
        ("sagemaker:startPipelineExecution", {"PipelineName": "none"}, "SageMaker.ResourceNotFoundException"),
        (
            "dynamodb:getItem",
            {"TableName": "none", "Key": {"k": {"S": "x"}}},
            "DynamoDb.ResourceNotFoundException",
        ),
        ("dynamodb:getItem", {"TableName": "t", "Key": {"other": {"S": "x"}}}, "DynamoDb.DynamoDbException"),
        ("sfn:startExecution", {"StateMachineArn": NO_MACHINE}, "Sfn.StateMachineDoesNotExistException"),
        ("sfn:describeExecution", {"ExecutionArn": "x"}, "Sfn.InvalidArnException"),
        ("s3:getObject", {"Bucket": "none", "Key": "k"}, "S3.NoSuchBucketException"),
        (SYNC, {"StateMachineArn": NO_MACHINE}, "StepFunctions.StateMachineDoesNotExistException"),
        ("dynamodb:getItem", {"TableName": "t"}, "States.Runtime"),
    ],
)
def test_errors_have_the_names_of_the_integration(player, action, arguments, error):
    """`<Service>.<Exception>`; what the service's model does not name is `<Service>.<Service>Exception`."""
    assert error == player.failure(one(action, arguments))[0]


def test_a_condition_that_fails_can_be_caught_by_its_name(player):
    """And its cause says what the service said."""
    put = {
        "TableName": "t",
        "Item": {"k": {"S": "x"}},
        "ConditionExpression": "attribute_not_exists(k)",
    }
    name = "DynamoDb.ConditionalCheckFailedException"
    states = {
        "A": task("dynamodb:putItem", put, Next="B"),
        "B": task("dynamodb:putItem", put, Catch=[{"ErrorEquals": [name], "Next": "C"}], **END),
        "C": {"Type": "Succeed"},
    }
    output = player.output(states)

    assert name == output["Error"]
    assert "(Service: DynamoDb, Status Code: 400, Request ID: " in output["Cause"]


def test_clients_of_tasks_leave_trying_again_to_the_machine(player):
    """A throttled call is one call: Retry makes the next."""
    client, calls = player.aws.task_client("dynamodb"), []

    def throttle(**_):
        calls.append(1)
        if len(calls) < 3:
            told = {"Error": {"Code": "ThrottlingException", "Message": "slow down"}}
            raise ClientError(
                told | {"ResponseMetadata": {"HTTPStatusCode": 400, "RequestId": "r"}}, "GetItem"
            )

    client.meta.events.register("before-call.dynamodb.GetItem", throttle)
    try:
        retry = [{"ErrorEquals": ["DynamoDb.ThrottlingException"], "MaxAttempts": 2}]
        player.output(
            one("dynamodb:getItem", {"TableName": "t", "Key": {"k": {"S": "x"}}}, Retry=retry, **END)
        )
        calls.clear()
        error, _ = player.failure(one("dynamodb:getItem", {"TableName": "t", "Key": {"k": {"S": "x"}}}))
    finally:
        client.meta.events.unregister("before-call.dynamodb.GetItem", throttle)

    assert ("DynamoDb.ThrottlingException", 1) == (error, len(calls))


def test_a_call_that_does_not_arrive_is_an_error_of_the_client(player):
    """`<Service>.SdkClientException`, which Retry can name."""
    client = player.aws.task_client("dynamodb")

    def cut(**_):
        raise EndpointConnectionError(endpoint_url="x")

    client.meta.events.register("before-call.dynamodb.GetItem", cut)
    try:
        error, _ = player.failure(one("dynamodb:getItem", {"TableName": "t", "Key": {"k": {"S": "x"}}}))
    finally:
        client.meta.events.unregister("before-call.dynamodb.GetItem", cut)

    assert "DynamoDb.SdkClientException" == error


def test_a_pipeline_is_started_and_followed_to_its_end(player, recipe):
    """SageMaker's executions run for real; its times are texts."""
    s3, name = player.aws.client("s3"), "ndr-prod-15m-v1"
    s3.create_bucket(Bucket="bucket")
    recipe.parameter("Window").step("A", "")
    recipe.publish(lambda bucket, key, body: s3.put_object(Bucket=bucket, Key=key, Body=body))
    player.aws.client("sagemaker").create_pipeline(
        PipelineName=name,
        PipelineDefinition=json.dumps(recipe.definition),
        RoleArn="arn:aws:iam::123456789012:role/x",
    )
    arn = {"PipelineExecutionArn": "{% $run %}"}
    states = {
        "S": task(
            "sagemaker:startPipelineExecution",
            {
                "PipelineName": name,
                "ClientRequestToken": "{% $hash('x', 'SHA-256') %}",
                "PipelineParameters": [{"Name": "Window", "Value": "{% $states.input.w %}"}],
            },
            Assign={"run": "{% $states.result.PipelineExecutionArn %}"},
            Next="D",
        ),
        "D": task(
            "sagemaker:describePipelineExecution",
            arn,
            Output={
                "status": "{% $states.result.PipelineExecutionStatus %}",
                "at": "{% $states.result.CreationTime %}",
            },
            Next="C",
        ),
        "C": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input.status = 'Executing' %}", "Next": "W"}],
            "Default": "L",
        },
        "W": {"Type": "Wait", "Seconds": 30, "Next": "D"},
        "L": task(
            "sagemaker:listPipelineExecutionSteps",
            arn,
            Output=["{% $states.input.status %}", "{% $states.result.PipelineExecutionSteps.StepName %}"],
            **END,
        ),
    }

    assert ["Succeeded", "A"] == player.output(states, {"w": "2025-01-01"})


def test_another_machine_runs_to_its_end(player):
    """`.sync:2` gives the child's description, its input and output as JSON."""
    child = player.create({"P": {"Type": "Pass", "Output": {"got": "{% $states.input %}"}, **END}})
    states = one(SYNC, {"StateMachineArn": child, "Name": "child", "Input": {"v": '"$\n'}})
    result = player.output(states)

    assert {
        "ExecutionArn": child.replace(":stateMachine:", ":execution:") + ":child",
        "StateMachineArn": child,
        "Name": "child",
        "Status": "SUCCEEDED",
        "Input": {"v": '"$\n'},
        "Output": {"got": {"v": '"$\n'}},
    } == {
        name: value
        for name, value in result.items()
        if name not in ("StartDate", "StopDate", "InputDetails", "OutputDetails", "RedriveCount")
    }
    assert result["StartDate"] <= result["StopDate"] <= time.time() * 1000 + 1000


def test_a_child_that_fails_fails_its_caller(player):
    """States.TaskFailed, whose cause is the child's description."""
    child = player.create({"F": {"Type": "Fail", "Error": "Mine", "Cause": "because"}})
    error, cause = player.failure(one(SYNC, {"StateMachineArn": child}))

    told = json.loads(cause)
    assert ("States.TaskFailed", "FAILED", "Mine", "because") == (
        error,
        told["Status"],
        told["Error"],
        told["Cause"],
    )


def test_a_name_that_is_taken_is_an_error_of_either_integration(player):
    """ExecutionAlreadyExists."""
    child = player.create({"P": {"Type": "Pass", **END}})
    player.aws.wait(player.start(child, name="taken"), 10)
    arguments = {"StateMachineArn": child, "Name": "taken", "Input": {}}

    assert ("Sfn.ExecutionAlreadyExistsException", "StepFunctions.ExecutionAlreadyExistsException") == (
        player.failure(one("sfn:startExecution", arguments))[0],
        player.failure(one(SYNC, arguments))[0],
    )


def test_the_sdk_starts_and_describes_without_waiting(player):
    """An object as Input is passed as its JSON; names have capitals, times are texts."""
    child = player.create({"W": {"Type": "Wait", "Seconds": 99_999_999, **END}})
    states = {
        "S": task("sfn:startExecution", {"StateMachineArn": child, "Input": {"v": 1}}, Next="D"),
        "D": task(
            "sfn:describeExecution",
            {"ExecutionArn": "{% $states.input.ExecutionArn %}"},
            Output=[
                "{% $states.result.Status %}",
                "{% $states.result.Input %}",
                "{% $type($states.input.StartDate) %}",
            ],
            **END,
        ),
    }

    assert ["RUNNING", '{"v":1}', "string"] == player.output(states)


def test_a_task_that_takes_too_long_times_out(player):
    """States.Timeout; the child is stopped. States.TaskFailed does not catch it, States.ALL does."""
    child = player.create({"W": {"Type": "Wait", "Seconds": 99_999_999, **END}})
    states = one(SYNC, {"StateMachineArn": child, "Name": "slow"}, TimeoutSeconds=1, **END)

    assert "States.Timeout" == player.failure(states)[0]
    ended = player.aws.wait(child.replace(":stateMachine:", ":execution:") + ":slow", 10)
    assert "ABORTED" == ended["status"]


def test_a_machine_whose_time_is_over_waits_for_no_child(player):
    """It is TIMED_OUT, which no Catch prevents, and the child is stopped."""
    child = player.create({"W": {"Type": "Wait", "Seconds": 99_999_999, **END}})
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "C"}]
    states = one(SYNC, {"StateMachineArn": child, "Name": "slow"}, Catch=catch, **END)
    ended = player.play({**states, "C": {"Type": "Succeed"}}, TimeoutSeconds=1)
    stopped = player.aws.wait(child.replace(":stateMachine:", ":execution:") + ":slow", 10)

    assert ("TIMED_OUT", "ABORTED") == (ended["status"], stopped["status"])


def test_children_of_children_call_through_one_server_at_once(player):
    """The server answers one call at a time; none waits for itself."""
    leaf = player.create({"G": task("dynamodb:getItem", {"TableName": "t", "Key": {"k": {"S": "x"}}}, **END)})
    middle = player.create(
        {
            "M": {
                "Type": "Map",
                "Items": [1, 2, 3, 4],
                "ItemProcessor": {"StartAt": "S", "States": one(SYNC, {"StateMachineArn": leaf}) | {}}
                | {"StartAt": "T"},
                **END,
            }
        }
    )
    branch = {"StartAt": "T", "States": one(SYNC, {"StateMachineArn": middle})}
    other = {"StartAt": "U", "States": {"U": branch["States"]["T"]}}
    begun = time.monotonic()
    player.output({"P": {"Type": "Parallel", "Branches": [branch, other], **END}})

    assert time.monotonic() - begun < 20


def test_the_history_tells_what_was_called(player):
    """Scheduled with its parameters, failed with error and cause."""
    machine = player.create(one("dynamodb:getItem", {"TableName": "none", "Key": {"k": {"S": "x"}}}))
    execution = player.start(machine)
    player.aws.wait(execution, 10)
    events = player.client.get_execution_history(executionArn=execution)["events"]

    assert [
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskFailed",
        "ExecutionFailed",
    ] == [event["type"] for event in events]
    assert ("aws-sdk:dynamodb", "getItem") == (
        events[2]["taskScheduledEventDetails"]["resourceType"],
        events[2]["taskScheduledEventDetails"]["resource"],
    )
    assert "DynamoDb.ResourceNotFoundException" == events[4]["taskFailedEventDetails"]["error"]
