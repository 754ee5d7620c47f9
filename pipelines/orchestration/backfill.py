"""backfill: a range of time as 15-minute windows, each run once, some at a time; failures told at the end.

    Plan -> IsPlanned -> Days (a distributed Map, a child execution for up to 96 windows) -> IsComplete
                           Windows (an inline Map) -> the lock of a window -> Jobs, one after the other

A range of a year is 365 child executions of some thousand events each; the parent's history has a few events.
Run again with the same input, windows that are done are passed over: that is how a backfill is resumed.
"""

from __future__ import annotations

from typing import Any

from pipelines.contract.hints import TYPES
from pipelines.orchestration.features_inference_15m import STREAMING
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.once import FIRST, once
from pipelines.orchestration.pieces import Piece, compose, regex
from pipelines.orchestration.records import SAID, input_of_run
from pipelines.orchestration.resolving import MOMENT
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import child_statements, choice, expression, fail, run_machine, start

JOB = "backfill"
SLICE_MS = 900_000
WINDOWS_A_CHILD = 96
CHILDREN, TOGETHER = 2, 4
"""Child executions at once, and windows at once in each: `max_children` and `max_windows` of the input."""
MOST_CHILDREN, MOST_JOBS = 2_000, 7
"""Five years, and what the history of a child with 96 windows has room for."""
TOLD, TOLD_A_CHILD, TOLD_LENGTH = 60_000, 3, 120
"""Characters of causes that all children together tell, and most failed windows and characters of one child;
all failures are counted (a Map's result has at most 256 KiB)."""

_ISO = Piece("$iso", 'function($ms) { $substring($fromMillis($ms), 0, 19) & "Z" }')

STRETCHES = Piece(
    "$stretches",
    f"""function($input) {{(
  $given := $type($input.windows) = "array" ? $input.windows : [{{"start": $input.start, "end": $input.end}}];
  $iso := {regex(TYPES["iso8601"])};
  $append([], $map($given, function($one) {{(
    $sound := $type($one.start) = "string" and $type($one.end) = "string"
      and $contains($one.start, $iso) and $contains($one.end, $iso);
    $from := $sound ? $moment($one.start) : 0;
    $to := $sound ? $moment($one.end) : 0;
    {{"from": $from, "to": $to,
      "fault": $not($sound) or $from % {SLICE_MS} != 0 or $to % {SLICE_MS} != 0 or $from >= $to}}
  )}}))
)}}""",
    (MOMENT,),
)

CHILDREN_OF = Piece(
    "$children",
    f"""function($input) {{
  $reduce($stretches($input), function($all, $one) {{(
    $windows := ($one.to - $one.from) / {SLICE_MS};
    $append($all, $map([0..$ceil($windows / {WINDOWS_A_CHILD}) - 1], function($number) {{
      {{"from": $one.from + $number * {WINDOWS_A_CHILD * SLICE_MS},
        "count": $min([{WINDOWS_A_CHILD}, $windows - $number * {WINDOWS_A_CHILD}])}}
    }}))
  )}}, [])
}}""",
    (STRETCHES,),
)
"""What each child execution does: `{from, count}`, milliseconds and windows."""

WINDOW = Piece(
    "$identity",
    'function($to) { $said($to, "BatchStartTsIso") }',
    (SAID,),
)


def build_backfill(site: Site) -> Machine:
    """Return the machine."""
    return Machine(
        JOB,
        start("Runs pipelines for each 15-minute window of a range, some at a time.", "Plan", _states(site)),
        (
            site.lock_statement,
            *child_statements(site, RUN_PIPELINE),
            {
                "Effect": "Allow",
                "Action": ["states:StartExecution"],
                "Resource": [site.machine_arn(JOB)],
            },
            {
                "Effect": "Allow",
                "Action": ["states:DescribeExecution", "states:StopExecution"],
                "Resource": [site.execution_arn(JOB), site.execution_arn(JOB, label="Days")],
            },
        ),
    )


def _states(site: Site) -> dict[str, dict[str, Any]]:
    named = " and ".join(
        f'$type($states.input.{name}) = "string"' for name in ("project_name", "feature_spec_version")
    )
    return {
        "Plan": {
            "Type": "Pass",
            "Assign": {
                "sound": compose(
                    f"{named} and $not(true in $stretches($states.input).fault)\n"
                    f"  and $count($children($states.input)) <= {MOST_CHILDREN}\n"
                    f"  and $count($states.input.jobs) <= {MOST_JOBS}\n"
                    "  and $count($filter($append([], $states.input.jobs),\n"
                    '    function($job) { $type($job) != "string" })) = 0\n'
                    "  and $count($filter([$states.input.max_children, $states.input.max_windows],\n"
                    '    function($most) { $type($most) != "number" or $most < 1 or $floor($most) != $most'
                    " })) = 0",
                    CHILDREN_OF,
                )
            },
            "Output": expression("$states.input"),
            "Next": "IsPlanned",
        },
        "IsPlanned": choice((expression("$sound"), "Days"), otherwise="Unplanned"),
        "Days": {
            "Type": "Map",
            "Label": "Days",
            "Items": compose("$children($states.input)", CHILDREN_OF),
            "MaxConcurrency": expression(
                f"$states.input.max_children ? $states.input.max_children : {CHILDREN}"
            ),
            "ToleratedFailurePercentage": 100,
            "ItemSelector": {
                "from": expression("$states.context.Map.Item.Value.from"),
                "count": expression("$states.context.Map.Item.Value.count"),
                "room": compose(f"$floor({TOLD} / $count($children($states.input)))", CHILDREN_OF),
                "input": expression('$sift($states.input, function($value, $key) { $key != "windows" })'),
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Windows",
                "States": {"Windows": _windows(site)},
            },
            "Assign": {
                "windows": expression("$sum($append([0], $states.result.windows))"),
                "failed": expression("$sum($append([0], $states.result.failed))"),
                "told": expression("$append([], $states.result.told)"),
                "lost": compose(
                    "$count($children($states.input)) - $count($append([], $states.result.windows))",
                    CHILDREN_OF,
                ),
            },
            "Retry": [
                {
                    "ErrorEquals": ["States.ItemReaderFailed", "States.ResultWriterFailed"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 2,
                    "BackoffRate": 2,
                }
            ],
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Assign": {"broken": expression("$states.errorOutput")},
                    "Next": "Broken",
                }
            ],
            "Next": "IsComplete",
        },
        "IsComplete": choice((expression("$failed = 0 and $lost = 0"), "Done"), otherwise="Incomplete"),
        "Done": {"Type": "Succeed", "Output": {"windows": expression("$windows"), "failed": 0}},
        "Incomplete": fail(
            "backfill-incomplete",
            expression(
                '$substring($string($failed) & " of " & $string($windows) & " windows failed" & '
                '($lost > 0 ? ", and " & $string($lost) & " child executions told nothing" : "") & '
                '"; the rest is done. Send the same input again to run what failed. " & $join($append([], '
                '$map($told, function($one) { $one.start & ": " & $one.cause })), "; "), 0, 30000)'
            ),
        ),
        "Unplanned": fail(
            "invalid-range",
            "project_name, feature_spec_version, and start and end (or windows, a list of them) must be "
            "there; start and end are times with their offset on a quarter of an hour, start before end; "
            f"at most {MOST_CHILDREN} times {WINDOWS_A_CHILD} windows, and {MOST_JOBS} jobs, by name; "
            "max_children and max_windows are whole numbers from 1.",
        ),
        "Broken": fail(
            "backfill-broken",
            expression('"The windows could not be run: " & $broken.Error & ": " & $broken.Cause'),
        ),
    }


def _windows(site: Site) -> dict[str, Any]:
    """Run the windows of one child: a lock each, so that none is done twice."""
    states = once(
        site,
        JOB,
        WINDOW,
        {
            "Jobs": {
                "Type": "Map",
                "Items": expression(
                    f'$type($to.message.jobs) = "array" ? $to.message.jobs : ["{STREAMING}"]'
                ),
                "MaxConcurrency": 1,
                "ItemSelector": {"job": expression("$states.context.Map.Item.Value")},
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "INLINE"},
                    "StartAt": "Job",
                    "States": {
                        "Job": run_machine(
                            site,
                            RUN_PIPELINE,
                            compose(input_of_run("$states.input.job")),
                            following="JobDone",
                            failing="JobFailed",
                            failure="job_failure",
                            output={},
                        ),
                        "JobDone": {"Type": "Succeed"},
                        "JobFailed": {
                            "Type": "Fail",
                            "Error": expression("$job_failure.Error"),
                            "Cause": expression("$job_failure.Cause"),
                        },
                    },
                },
                "Output": {},
                "Catch": [
                    {
                        "ErrorEquals": ["States.ALL"],
                        "Assign": {"failure": expression("$states.errorOutput")},
                        "Output": expression("$states.input"),
                        "Next": "Release",
                    }
                ],
                "Next": "Finish",
            }
        },
    )
    start_ms = f"$states.input.from + $states.context.Map.Item.Value * {SLICE_MS}"
    return {
        "Type": "Map",
        "Items": expression("[0..$states.input.count - 1]"),
        "MaxConcurrency": expression(
            f"$states.input.input.max_windows ? $states.input.input.max_windows : {TOGETHER}"
        ),
        "ItemSelector": {
            "event": compose(
                f"""(
  $start := {start_ms};
  $stamp := $replace($replace($substring($iso($start), 0, 16), "-", ""), ":", "") & "Z";
  $prefix := $type($states.input.input.mini_batch_prefix) = "string"
    ? $states.input.input.mini_batch_prefix : "";
  $merge([{{"MiniBatchId": $prefix & $stamp}}, $states.input.input,
    {{"BatchStartTsIso": $iso($start), "BatchEndTsIso": $iso($start + {SLICE_MS})}}])
)""",
                _ISO,
            )
        },
        "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": FIRST, "States": states},
        "Output": compose(
            f"""(
  $failed := $filter($append([], $map($states.result, function($one, $index) {{
    $merge([$one, {{"start": $iso($states.input.from + $index * {SLICE_MS})}}])
  }})), function($one) {{ $one.status = "failed" }});
  $most := $states.input.room >= {TOLD_A_CHILD * (TOLD_LENGTH + 40)} ? {TOLD_A_CHILD}
    : $states.input.room >= 80 ? 1 : 0;
  $length := $min([{TOLD_LENGTH}, $states.input.room - 40]);
  {{
    "windows": $count($states.result),
    "failed": $count($failed),
    "told": $append([], $map($filter($failed, function($one, $index) {{ $index < $most }}),
      function($one) {{
        {{"start": $one.start, "cause": $substring($substringAfter($one.cause, " ended as "), 0, $length)}}
      }}))
  }}
)""",
            _ISO,
        ),
        "End": True,
    }
