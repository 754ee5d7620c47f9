"""training: verifies data, backfills what is missing (twice at most), trains, deploys; stops at a failure.

Begin -> Verify -> Train -> Deploy -> Finish
           | failed               (a step that fails: Release)
           v
         ReadVerifier -> HasPrefix -> ReadMissing -> HasMissing -> Backfill -> Verify again
"""

from __future__ import annotations

from pipelines.orchestration.backfill import JOB as BACKFILL
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.once import each_message, once
from pipelines.orchestration.pieces import Piece, compose
from pipelines.orchestration.reading import PLAIN
from pipelines.orchestration.records import SAID, run_record
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import (
    CHILD_CAUSE,
    DYNAMODB,
    S3,
    States,
    child_statements,
    choice,
    expression,
    run_machine,
    start,
    task,
)

JOB = "training"
VERIFIER, TRAINING, DEPLOY = (
    "pipeline_training_data_verifier",
    "pipeline_if_training",
    "pipeline_model_deploy",
)
REMEDIES = 2
"""Backfills at most, before a training gives up."""
VERIFICATION, MISSING_FILE = "output_verification", "missing_windows.json"
"""The verifier's output, and what it writes there."""

RUN_ID = Piece(
    "$run_id",
    """function($to) { $said($to, "RunId") != "" ? $said($to, "RunId") : $states.context.Execution.Name }""",
    (SAID,),
)
"""The training's RunId: the message's, or the execution's name."""
IDENTITY = Piece("$identity", "function($to) { $run_id($to) }", (RUN_ID,))


def build_training(site: Site) -> Machine:
    """Return the machine."""
    states = once(site, JOB, IDENTITY, _states(site))
    return Machine(
        JOB,
        start(
            "Verifies training data, backfills what is missing, trains a model and deploys it.",
            "EachMessage",
            each_message(states),
        ),
        (
            *site.lock_statements(JOB),
            *child_statements(site, RUN_PIPELINE, BACKFILL),
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                # The bucket is the record's to say: the file's name is what can be known here.
                "Resource": [f"arn:{site.partition}:s3:::*/{MISSING_FILE}"],
            },
        ),
    )


def _states(site: Site) -> States:
    prefix = f"""(
  $record := $plain({{"M": $states.result.Item}});
  $data := $record.spec.scripts.steps.*.data_prefixes;
  $found := $exists($data.{VERIFICATION}) ? $data.{VERIFICATION} : $data.outputs.{VERIFICATION};
  $prefix := $type($found) = "object" ? $found.s3_prefix : $found;
  $type($prefix) != "string" or $contains($prefix, "<") ? ""
    : $substring($prefix, -1) = "/" ? $prefix : $prefix & "/"
)"""
    trained = '{"RunId": $run_id($to), "ExecutionTsIso": $said($to, "ExecutionTsIso") != "" ? '
    trained += '$said($to, "ExecutionTsIso") : $begun}'
    round_of = '$run_id($to) & " " & $again & " round " & $string($round)'
    return {
        "Begin": {"Type": "Pass", "Assign": {"round": 0}, "Next": "Verify"},
        "Verify": run_record(
            site,
            VERIFIER,
            RUN_ID,
            again=round_of,
            following="Train",
            failing="IsIncomplete",
        ),
        "IsIncomplete": choice(
            (
                expression(f'$round < {REMEDIES} and {CHILD_CAUSE}.code = "execution-failed"'),
                "ReadVerifier",
            ),
            otherwise="Release",
        ),
        "ReadVerifier": task(
            f"{DYNAMODB}:getItem",
            {
                "TableName": site.table,
                "ConsistentRead": True,
                "Key": {
                    "project_name": {"S": expression("$to.project")},
                    "job_name": {"S": expression(f'"{VERIFIER}#" & $to.version')},
                },
            },
            assign={"verification": compose(prefix, PLAIN)},
            output={},
            following="HasPrefix",
            failing="Release",
        ),
        # Without it (a prefix that a parameter is part of, too) the verifier's failure is what is told.
        "HasPrefix": choice((expression('$verification != ""'), "ReadMissing"), otherwise="Release"),
        "ReadMissing": task(
            f"{S3}:getObject",
            {
                "Bucket": expression('$substringBefore($substringAfter($verification, "s3://"), "/")'),
                "Key": expression(
                    f'$substringAfter($substringAfter($verification, "s3://"), "/") & "{MISSING_FILE}"'
                ),
            },
            assign={"missing": expression("$append([], $parse($states.result.Body))")},
            output={},
            following="HasMissing",
            failing="Release",
        ),
        "HasMissing": choice((expression("$count($missing) > 0"), "Backfill"), otherwise="Release"),
        "Backfill": run_machine(
            site,
            BACKFILL,
            compose(
                f"""{{
  "project_name": $to.project,
  "feature_spec_version": $to.version,
  "windows": $map($missing, function($one) {{ {{"start": $one.start, "end": $one.end}} }})[],
  "again": {round_of},
  "mini_batch_prefix": $to.message.mini_batch_prefix,
  "poll": $to.message.poll
}}""",
                RUN_ID,
            ),
            assign={"round": expression("$round + 1")},
            output={},
            following="Verify",
            failing="Release",
        ),
        "Train": run_record(site, TRAINING, RUN_ID, payload=trained, following="Deploy"),
        "Deploy": run_record(site, DEPLOY, RUN_ID, payload='{"RunId": $run_id($to)}', following="Finish"),
    }
