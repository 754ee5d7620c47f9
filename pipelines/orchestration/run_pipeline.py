"""run_pipeline: one machine that resolves the parameters of any record, starts its pipeline and waits for it.

    Read -> IsResolved -> Start -> Wait -> Look -> IsOver -> Done
                 |          |       ^________________|
              Refused    NotStarted                  +-> ReadSteps -> Failed

Two reads in one transaction (consistent, and in the order asked), and everything that is decided follows
from them in one expression. Seven transitions for a pipeline that is over at the first look; three a look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.contract.records import PROJECT_PARAMETERS
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.pieces import Piece, compose
from pipelines.orchestration.reading import PLAIN
from pipelines.orchestration.resolving import PIPELINE_NAME, TOKEN, resolve_piece
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import (
    DYNAMODB,
    REFUSED_EXPRESSION,
    SAGEMAKER,
    choice,
    expression,
    fail,
    reason,
    start,
    task,
)
from pipelines.orchestration.target import RECORD_NAME, TARGET

JOB = "run_pipeline"

FIRST_WAIT, LONGEST_WAIT, WAIT_RATE, TIMEOUT = 30, 300, 1.5, 86_400
"""Seconds, seconds, factor, seconds: defaults of the input's `poll` and `timeout_seconds`."""
QUICK_LOOKS = 1_000
"""After so many, pauses are long enough for as many more until the timeout: a look is nine events of the
25,000 of a history (Step Functions, "Quotas")."""


def request_piece(patterns: Sequence[str]) -> Piece:
    """Return `$request(input, responses)`: what shall be started, or every reason why it cannot be."""
    return Piece(
        "$request",
        """function($input, $responses) {(
  $to := $target($input);
  $project := $plain({"M": $responses[0].Item});
  $record := $plain({"M": $responses[1].Item});
  $own := {"ProjectName": $to.project, "FeatureSpecVersion": $to.version};
  $unread := $append($append($to.faults,
    $to.job != "" ? [] : {"name": "job", "code": "missing-key", "fault": "is not in the input: give it"}),
    $exists($input.again) and $not($type($input.again) in ["string", "null"])
      ? {"name": "again", "code": "malformed-event", "fault": "is no text: write it in quotes"} : []);
  $unknown := $count($unread) > 0 ? $unread
    : $not($exists($responses[1].Item)) ? [{"name": "job", "code": "missing-record",
      "fault": "is no record of the table: write the record, or correct the name"}]
    : $type($record.spec.required_runtime_params) != "array" ? [{"name": "spec.required_runtime_params",
      "code": "missing-field", "fault": "is absent: see `pipelines validate`"}]
    : [];
  $resolved := $count($unknown) > 0 ? {"parameters": [], "sources": [], "faults": $unknown}
    : $resolve($record, $project, $to.payload, $to.message, $own);
  $pipeline := $pipeline_name($to.project, $to.job, $to.version);
  {
    "record": $record_name($to),
    "pipeline": $pipeline,
    "parameters": $resolved.parameters,
    "sources": $resolved.sources,
    "faults": $resolved.faults,
    "token": $token($pipeline, $resolved.parameters, $input.again)
  }
)}""",
        (TARGET, PLAIN, RECORD_NAME, PIPELINE_NAME, TOKEN, resolve_piece(patterns)),
    )


def build_run_pipeline(site: Site, patterns: Sequence[str]) -> Machine:
    """Return the machine; `patterns` are the regular expressions of all hints in the table."""
    return Machine(
        JOB,
        start(
            "Resolves the parameters of a record, starts its pipeline and waits for its end.",
            "Read",
            _states(site, patterns),
        ),
        (
            {"Effect": "Allow", "Action": ["dynamodb:GetItem"], "Resource": [site.table_arn]},
            {
                "Effect": "Allow",
                "Action": [
                    "sagemaker:StartPipelineExecution",
                    "sagemaker:DescribePipelineExecution",
                    "sagemaker:ListPipelineExecutionSteps",
                ],
                "Resource": [site.pipelines_arn, f"{site.pipelines_arn}/execution/*"],
            },
        ),
    )


def _states(site: Site, patterns: Sequence[str]) -> dict[str, dict[str, Any]]:
    reading = f"""(
  $to := $target($states.input);
  $known := function($text) {{ $text != "" ? $text : "-" }};
  $get := function($job) {{
    {{"Get": {{"TableName": "{site.table}", "Key": {{
      "project_name": {{"S": $known($to.project)}},
      "job_name": {{"S": $known($job) & "#" & $known($to.version)}}
    }}}}}}
  }};
  [$get("{PROJECT_PARAMETERS}"), $get($to.job)]
)"""
    poll = {
        name: f"$max([{least}, $exists($states.input.{asked}) ? $states.input.{asked} : {default}])"
        for name, asked, least, default in (
            ("wait", "poll.first_seconds", 1, FIRST_WAIT),
            ("rate", "poll.rate", 1, WAIT_RATE),
            ("longest", "poll.most_seconds", 1, LONGEST_WAIT),
            ("timeout", "timeout_seconds", 1, TIMEOUT),
        )
    }
    poll["wait"] = f"$ceil({poll['wait']})"
    outcome = (
        '{"record": $request.record, "pipeline": $request.pipeline, "execution_arn": $execution_arn, '
        '"parameters": $request.parameters, "sources": $request.sources, "status": $status}'
    )
    return {
        "Read": task(
            f"{DYNAMODB}:transactGetItems",
            {"TransactItems": compose(reading, TARGET)},
            assign={
                "request": compose(
                    "$request($states.input, $states.result.Responses)", request_piece(patterns)
                ),
                **{name: expression(text) for name, text in poll.items()},
                "waited": 0,
                "looks": 0,
            },
            following="IsResolved",
            failing="NotRead",
            catching={REFUSED_EXPRESSION: "Malformed"},
        ),
        "IsResolved": choice((expression("$count($request.faults) = 0"), "Start"), otherwise="Refused"),
        "Start": task(
            f"{SAGEMAKER}:startPipelineExecution",
            {
                "PipelineName": expression("$request.pipeline"),
                "PipelineParameters": expression("$request.parameters"),
                "ClientRequestToken": expression("$request.token"),
            },
            assign={"execution_arn": expression("$states.result.PipelineExecutionArn")},
            following="Wait",
            failing="NotStarted",
            catching={"SageMaker.ResourceNotFoundException": "NotApplied"},
        ),
        "Wait": {"Type": "Wait", "Seconds": expression("$wait"), "Next": "Look"},
        "Look": task(
            f"{SAGEMAKER}:describePipelineExecution",
            {"PipelineExecutionArn": expression("$execution_arn")},
            assign={
                "status": expression("$states.result.PipelineExecutionStatus"),
                "reason": expression('$states.result.FailureReason ? $states.result.FailureReason : ""'),
                "waited": expression("$waited + $wait"),
                "wait": expression(
                    f"$max([$min([$ceil($wait * $rate), $longest]), "
                    f"$looks < {QUICK_LOOKS} ? 1 : $ceil($timeout / {QUICK_LOOKS})])"
                ),
                "looks": expression("$looks + 1"),
            },
            following="IsOver",
            failing="NotSeen",
        ),
        "IsOver": choice(
            (expression('$status = "Succeeded"'), "Done"),
            (expression('$status in ["Failed", "Stopped"]'), "ReadSteps"),
            (expression("$waited >= $timeout"), "TimedOut"),
            otherwise="Wait",
        ),
        "Done": {"Type": "Succeed", "Output": expression(outcome)},
        "ReadSteps": task(
            f"{SAGEMAKER}:listPipelineExecutionSteps",
            {"PipelineExecutionArn": expression("$execution_arn"), "MaxResults": 100},
            assign={
                "reason": expression(
                    "$join($append([], $map($filter($states.result.PipelineExecutionSteps, function($step) "
                    '{ $step.StepStatus = "Failed" }), function($step) '
                    '{ $step.StepName & ": " & $step.FailureReason })), "; ")'
                )
            },
            following="Failed",
            failing="Failed",
        ),
        **_ends(),
    }


def _ends() -> dict[str, dict[str, Any]]:
    """Return how it can fail; causes name the record, and parameters by name, never by value."""
    cut = "$substring({}, 0, 4000)"
    told = cut.format("$failure.Cause")
    return {
        "Malformed": fail(
            "malformed-event",
            expression(f'"The input cannot be read: " & {reason()} & ". Send JSON, or key=value;key=value."'),
        ),
        "NotRead": fail(
            "read-failed",
            expression(f'"The table cannot be read: " & $failure.Error & ": " & {told} & ". Try again."'),
        ),
        "Refused": fail(
            expression("$request.faults[0].code"),
            expression(
                '$substring($request.record & ": " & $join($append([], $map($request.faults, function($one) '
                '{ $one.name & " " & $one.fault })), "; ") & ".", 0, 30000)'
            ),
        ),
        "NotApplied": fail(
            "not-applied",
            expression(
                '$request.record & ": there is no pipeline " & $request.pipeline & ". Run `pipelines apply`."'
            ),
        ),
        "NotStarted": fail(
            "start-refused",
            expression(
                f'$request.record & ": SageMaker refused the start: " & $failure.Error & ": " & {told}'
            ),
        ),
        "NotSeen": fail(
            "look-failed",
            expression(
                f'$request.record & ": " & $execution_arn & " runs, but cannot be seen: " & $failure.Error '
                f'& ": " & {told} & ". See `pipelines status`."'
            ),
        ),
        "TimedOut": fail(
            "execution-timeout",
            expression(
                '$request.record & ": " & $execution_arn & " still runs after " & $string($waited) '
                '& " seconds. It goes on; see `pipelines status`."'
            ),
        ),
        "Failed": fail(
            expression('$status = "Stopped" ? "execution-stopped" : "execution-failed"'),
            expression(
                '$substring($request.record & ": " & $execution_arn & " ended as " & $status & ". " & '
                '$reason & "; see `pipelines status`.", 0, 30000)'
            ),
        ),
    }
