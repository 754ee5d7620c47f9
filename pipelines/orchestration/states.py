"""The states that all machines are made of, each pattern once: tasks with their retries, failures, children.

Every function returns a state, or some, as plain JSON. Error names are those that Step Functions documents
("Handling errors in Step Functions workflows"; "Learning to use AWS service SDK integrations": errors are
`<Service>.<Exception>`, those that a service's model does not name `<Service>.<Service>Exception`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.orchestration.site import Site

State = dict[str, Any]
States = dict[str, State]

DYNAMODB = "arn:aws:states:::aws-sdk:dynamodb"
SAGEMAKER = "arn:aws:states:::aws-sdk:sagemaker"
S3 = "arn:aws:states:::aws-sdk:s3"
STEP_FUNCTIONS = "arn:aws:states:::aws-sdk:sfn"

_TRANSIENT: Mapping[str, tuple[str, ...]] = {
    "dynamodb": (
        "DynamoDb.ProvisionedThroughputExceededException",
        "DynamoDb.RequestLimitExceededException",
        "DynamoDb.ThrottlingException",
        "DynamoDb.InternalServerErrorException",
        "DynamoDb.TransactionConflictException",
        "DynamoDb.TransactionCanceledException",
        "DynamoDb.DynamoDbException",
        "DynamoDb.SdkClientException",
    ),
    # SageMaker's model names neither throttling nor server errors: both arrive under this one name.
    "sagemaker": ("SageMaker.SageMakerException", "SageMaker.SdkClientException"),
    "s3": ("S3.S3Exception", "S3.SdkClientException"),
    "sfn": ("Sfn.SfnException", "Sfn.SdkClientException"),
    "states": (
        "StepFunctions.ThrottlingException",
        "StepFunctions.ExecutionLimitExceededException",
        "StepFunctions.AWSStepFunctionsException",
    ),
}
REFUSED_EXPRESSION = "States.QueryEvaluationError"


def start(comment: str, first: str, states: States) -> dict[str, Any]:
    """Return a machine's definition."""
    return {"Comment": comment, "QueryLanguage": "JSONata", "StartAt": first, "States": states}


def task(
    resource: str,
    arguments: Mapping[str, Any],
    *,
    following: str | None,
    failing: str,
    catching: Mapping[str, str] | None = None,
    assign: Mapping[str, Any] | None = None,
    output: Any = None,
    failure: str = "failure",
) -> State:
    """Call a service: throttling and what passes by itself is tried again, any other error leads on.

    `catching` maps error names to states of their own; the rest goes to `failing`. Each finds the error in
    the variable `failure`, which an inner scope has to name otherwise than the outer one. Without `following`
    this is the end.
    """
    first, second, *_ = resource.partition(":::")[2].split(":")
    service = second if first == "aws-sdk" else first
    state: State = {"Type": "Task", "Resource": resource, "Arguments": dict(arguments)}
    if assign:
        state["Assign"] = dict(assign)
    if output is not None:
        state["Output"] = output
    state["Retry"] = [retry(service)]
    state["Catch"] = [
        _catch([name], target, failure)
        for name, target in (*(catching or {}).items(), ("States.ALL", failing))
    ]
    return {**state, "Next": following} if following else {**state, "End": True}


def retry(service: str) -> State:
    """Return how often, and when, a call to a service is tried again."""
    return {
        "ErrorEquals": list(_TRANSIENT[service]),
        "IntervalSeconds": 2,
        "BackoffRate": 2,
        "MaxAttempts": 5,
        "MaxDelaySeconds": 30,
        "JitterStrategy": "FULL",
    }


def _catch(names: Sequence[str], target: str, failure: str) -> State:
    return {
        "ErrorEquals": list(names),
        "Assign": {failure: "{% $states.errorOutput %}"},
        "Output": "{% $states.input %}",
        "Next": target,
    }


def run_machine(
    site: Site,
    job: str,
    given: str,
    *,
    following: str,
    failing: str,
    assign: Mapping[str, Any] | None = None,
    output: Any = None,
    failure: str = "failure",
) -> State:
    """Run another machine to its end (`.sync:2` gives its output as JSON); its failure is the caller's.

    `given` is the expression of its input.
    """
    arguments = {"StateMachineArn": site.machine_arn(job), "Input": given}
    resource = "arn:aws:states:::states:startExecution.sync:2"
    return task(
        resource,
        arguments,
        following=following,
        failing=failing,
        assign=assign,
        output=output,
        failure=failure,
    )


def choice(*rules: tuple[str, str], otherwise: str) -> State:
    """Go where the first condition that holds leads: (condition, state) each."""
    return {
        "Type": "Choice",
        "Choices": [{"Condition": condition, "Next": target} for condition, target in rules],
        "Default": otherwise,
    }


def fail(error: str, cause: str) -> State:
    """End as a failure: a code of the project's family, and what a person has to know."""
    return {"Type": "Fail", "Error": error, "Cause": cause}


def expression(text: str) -> str:
    """Return a JSONata expression of one line as a field holds it."""
    return f"{{% {text} %}}"


def child_statements(site: Site, *jobs: str) -> tuple[Mapping[str, Any], ...]:
    """Return what a role needs to run other machines to their end (Step Functions, "Nested workflows")."""
    rule = "rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"
    return (
        {
            "Effect": "Allow",
            "Action": ["states:StartExecution"],
            "Resource": [site.machine_arn(job) for job in jobs],
        },
        {
            "Effect": "Allow",
            "Action": ["states:DescribeExecution", "states:StopExecution"],
            "Resource": [site.execution_arn(job) for job in jobs],
        },
        {
            "Effect": "Allow",
            "Action": ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
            "Resource": [f"arn:{site.partition}:events:{site.region}:{site.account}:{rule}"],
        },
    )


def reason(cause: str = "$failure.Cause") -> str:
    """Return why an expression ended: the service's cause quotes the whole expression before it says."""
    said = '"during evaluation. "'
    return f"($contains({cause}, {said}) ? $substringAfter({cause}, {said}) : $substring({cause}, -600))"


CHILD_CAUSE = """(
  $said := $failure.Cause;
  $found := function($name) {
    $match($said, $name = "Error" ? /"Error":"([^\\\\"]*)"/ : /"Cause":"([^\\\\"]*)/)[0].groups[0]
  };
  $child := $type($said) != "string" or $substring($said, 0, 1) != "{" ? {}
    : $substring($said, -1) = "}" and $length($said) < 32768 ? $parse($said)
    : {"Error": $found("Error"), "Cause": $found("Cause")};
  $type($child.Cause) = "string" ? {"code": $child.Error, "cause": $child.Cause}
    : {"code": $failure.Error, "cause": $said}
)"""
"""What a child that failed said of itself, from `$failure`: `.sync:2` puts its description there as text.

A cause has 32,768 characters at most (API reference, HistoryEvent), and the child's input is among them: of a
description that was cut, what is left is looked through.
"""
