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
MOST_CHILDREN, MOST_JOBS = 2_000, 5
"""Five years, and what the history of a child with 96 windows has room for."""
TOLD, CAUSES_A_CHILD, CAUSE_LENGTH, TIMES_LENGTH = 60_000, 3, 120, 50
"""Characters that all children together tell of what failed (a Map's result has at most 256 KiB); how many
causes one of them tells, in how many characters, and what the times of windows side by side take."""

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
      "fault": $not($sound) ? "must be times with their offset, such as 2026-01-05T00:00:00Z"
        : $from % {SLICE_MS} != 0 or $to % {SLICE_MS} != 0 ? "must be on quarters of an hour"
        : $from >= $to ? "must be in this order" : ""}}
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

FAULTS = Piece(
    "$faults",
    f"""function($input) {{
  $type($input) != "object" ? ["the input must be an object"]
  : (
    $missing := $filter(["project_name", "feature_spec_version"], function($name) {{
      $type($lookup($input, $name)) = "string" ? $lookup($input, $name) = "" : true
    }});
    $prefixed := $type($input.mini_batch_prefix);
    $wrong := $filter(["max_children", "max_windows"], function($name) {{(
      $most := $lookup($input, $name);
      $exists($most) and ($type($most) != "number" ? true : $most < 1 or $floor($most) != $most)
    )}});
    $jobs := $append([], $input.jobs);
    $stretches := $stretches($input);
    $bad := $append([], $map($stretches, function($one, $index) {{
      $one.fault = "" ? [] : ($type($input.windows) = "array" ? "windows[" & $string($index) & "]: " : "")
        & "start and end " & $one.fault
    }}));
    $told := $filter($bad, function($one, $index) {{ $index < 5 }});
    $append($append($append($append($append([],
      $map($missing, function($name) {{ $name & " must be there, as text" }})),
      $exists($input.windows) and $type($input.windows) != "array" or $count($stretches) = 0
        ? "windows must be a list of objects with start and end" : $told),
      $count($bad) > 5 ? "and so of " & $string($count($bad) - 5) & " more" : []),
      $count($bad) = 0 and $count($children($input)) > {MOST_CHILDREN}
        ? "the range has more than {MOST_CHILDREN} times {WINDOWS_A_CHILD} windows: send it in parts" : []),
      $append($exists($input.jobs) and ($type($input.jobs) != "array" or $count($jobs) = 0
          or $count($jobs) > {MOST_JOBS}
          or $count($filter($jobs, function($job) {{ $type($job) != "string" or $job = "" }})) > 0)
        ? "jobs must be a list of 1 to {MOST_JOBS} jobs, by name" : [],
        $append($exists($input.mini_batch_prefix) and $prefixed != "string" and $prefixed != "null"
            ? "mini_batch_prefix must be a text" : [],
          $map($wrong, function($name) {{ $name & " must be a whole number from 1" }}))))
  )
}}""",
    (CHILDREN_OF,),
)
"""All that is wrong with an input, each in words."""

JOBS = Piece("$jobs", f'function($to) {{ $exists($to.message.jobs) ? $to.message.jobs : ["{STREAMING}"] }}')

WINDOW = Piece(
    "$identity",
    f"""function($to) {{(
  $jobs := $join($jobs($to), " ");
  $prefix := $said($to, "mini_batch_prefix");
  $said($to, "BatchStartTsIso") & ($jobs = "{STREAMING}" ? "" : " " & $jobs)
    & ($prefix = "" ? "" : " of " & $prefix)
)}}""",
    (SAID, JOBS),
)
"""The same window is other work with other jobs, or for mini-batches of another name."""


def build_backfill(site: Site) -> Machine:
    """Return the machine."""
    return Machine(
        JOB,
        start("Runs pipelines for each 15-minute window of a range, some at a time.", "Plan", _states(site)),
        (
            *site.lock_statements(JOB, label="Days"),
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
    return {
        "Plan": {
            "Type": "Pass",
            "Assign": {
                "faults": compose("$append([], $faults($states.input))", FAULTS),
            },
            "Output": expression("$states.input"),
            "Next": "IsPlanned",
        },
        "IsPlanned": choice((expression("$count($faults) = 0"), "Days"), otherwise="Unplanned"),
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
                "repeated": expression("$sum($append([0], $states.result.repeated))"),
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
        "Done": {
            "Type": "Succeed",
            "Output": {
                "windows": expression("$windows"),
                "failed": 0,
                "repeated": expression("$repeated"),
            },
        },
        "Incomplete": fail(
            "backfill-incomplete",
            expression(
                '$substring($string($failed) & " of " & $string($windows) & " windows failed" & '
                '($lost > 0 ? ", and " & $string($lost) & " child executions told nothing" : "") & '
                '($failed = $windows ? "" : "; the rest is done") & '
                '". Send the same input again to run what failed. " & '
                '$join($told, "; "), 0, 30000)'
            ),
        ),
        "Unplanned": fail(
            "invalid-range",
            expression('$substring("The input cannot be used: " & $join($faults, "; "), 0, 30000)'),
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
                "Items": compose("$jobs($to)", JOBS),
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
  $failed := $append([], $filter($map($states.result, function($one, $index) {{
    $merge([$one, {{"at": $states.input.from + $index * {SLICE_MS}}}])
  }}), function($one) {{ $one.status = "failed" }}));
  $begun := $append([], $filter($failed, function($one, $index) {{
    $index = 0 ? true : $failed[$index - 1].at + {SLICE_MS} != $one.at
  }}));
  $room := $states.input.room;
  $causes := $room >= {CAUSES_A_CHILD * (CAUSE_LENGTH + TIMES_LENGTH)} ? {CAUSES_A_CHILD}
    : $room >= {2 * TIMES_LENGTH} ? 1 : 0;
  $letters := $min([{CAUSE_LENGTH}, $room - {TIMES_LENGTH}]);
  $most := $causes + $max([0, $floor(($room - $causes * ($letters + {TIMES_LENGTH})) / {TIMES_LENGTH})]);
  $told := $append([], $map($filter($begun, function($one, $index) {{ $index < $most }}),
    function($one, $index) {{(
      $next := $begun[$index + 1];
      $windows := $count($filter($failed, function($other) {{
        $other.at >= $one.at and ($exists($next) ? $other.at < $next.at : true)
      }}));
      $cause := $substringAfter($one.cause, " ended as ");
      {{
        "windows": $windows,
        "text": $iso($one.at) & ($windows > 1 ? " to " & $iso($one.at + $windows * {SLICE_MS}) : "")
          & ($index >= $causes ? ""
            : ": " & ($length($cause) > $letters ? $substring($cause, 0, $letters - 1) & "…" : $cause))
      }}
    )}}));
  $untold := $count($failed) - $sum($append([0], $told.windows));
  {{
    "windows": $count($states.result),
    "failed": $count($failed),
    "repeated": $count($filter($append([], $states.result), function($one) {{ $one.status = "repeated" }})),
    "told": $append($append([], $told.text),
      $untold > 0 ? "and " & $string($untold) & " more from " & $iso($states.input.from) & " on" : [])
  }}
)""",
            _ISO,
        ),
        "End": True,
    }
