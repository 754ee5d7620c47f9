"""Pieces that resolve: each required parameter of a record from payload, message and table defaults.

The rules are those of `pipelines.contract.resolve` and `pipelines.contract.hints`, whose tables and regular
expressions are used here as they stand; a property test holds the two languages to one another.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contract.hints import CONTROL, LONGEST_VALUE, TYPES
from pipelines.contract.resolve import IN_PREFIX
from pipelines.orchestration.pieces import Piece, json_text, regex
from pipelines.orchestration.reading import BLANK, CLASHES, END, ENTRIES, VALUE_OF

USABLE = Piece(
    "$usable",
    f"""function($value) {{
  $type($value) = "string" ? $not($contains($value, /^{BLANK}*(<required:[^<>]*>{BLANK}*)?{END}/))
  : $type($value) in ["number", "boolean", "array", "object"]
}}""",
)
"""Whether a value says something: not absent, not null, not blank, not `<required:...>`."""

TEXT_OF = Piece(
    "$text_of",
    """function($value) {
  $type($value) = "string" ? $value
  : $type($value) = "boolean" ? ($value ? "true" : "false")
  : $type($value) = "number" and $abs($value) < 1e15 and $not($contains($string($value), "e"))
      and $number($string($value)) = $value ? $string($value)
  : null
}""",
)
"""A value as the text of a parameter; null for what has none (objects, lists, numbers beyond 15 digits)."""

MOMENT = Piece(
    "$moment",
    """function($text) {(
  $digits := function($first, $count) { $number($substring($text, $first, $count)) };
  $month := $digits(5, 2);
  $year := $digits(0, 4) - ($month <= 2 ? 1 : 0);
  $era := $floor($year / 400);
  $in_era := $year - $era * 400;
  $in_year := $floor((153 * ($month + ($month > 2 ? -3 : 9)) + 2) / 5) + $digits(8, 2) - 1;
  $days := $era * 146097 + $in_era * 365 + $floor($in_era / 4) - $floor($in_era / 100) + $in_year - 719468;
  $zone := $match($text, /(Z|[+-][0-9][0-9]:[0-9][0-9])(?![\\s\\S])/)[0].match;
  $offset := $zone = "Z" ? 0
    : ($number($substring($zone, 1, 2)) * 60 + $number($substring($zone, 4, 2)))
      * ($substring($zone, 0, 1) = "-" ? -1 : 1);
  $seconds := $substring($text, 16, 1) = ":" ? $digits(17, 2) : 0;
  $fraction := $contains($text, ".") ? $substringBefore($substringAfter($text, "."), $zone) & "000" : "000";
  (($days * 24 + $digits(11, 2)) * 60 + $digits(14, 2) - $offset) * 60000
    + $seconds * 1000 + $number($substring($fraction, 0, 3))
)}""",
)
"""Milliseconds since 1970 of an `iso8601` value, by the calendar (days from civil: Howard Hinnant, "chrono-
Compatible Low-Level Date Algorithms"): `$toMillis` wants seconds and differs between engines."""


def hint_pieces(patterns: Sequence[str]) -> Piece:
    """Return `$fault_of(text, hint)`: what is wrong with a text by a hint and the rules for all, or "".

    `patterns` are the regular expressions that hints in the table use: JSONata cannot make one from a text.
    """
    types = [f'{{"name": "{name}", "test": {regex(pattern)}}}' for name, pattern in TYPES.items()]
    compiled = [f'{{"text": {json_text(one)}, "test": {regex(one)}}}' for one in patterns]
    tests = Piece("$types", _listed(types))
    known = Piece("$patterns", _listed(compiled))
    return Piece(
        "$fault_of",
        f"""function($text, $hint) {{(
  $kind := $type($hint.type) = "string" ? $hint.type : "string";
  $test := $filter($types, function($one) {{ $one.name = $kind }})[0].test;
  $pattern := $filter($patterns, function($one) {{ $one.text = $hint.pattern }})[0].test;
  $length($text) > {LONGEST_VALUE} ? "has more than {LONGEST_VALUE} characters"
  : $contains($text, {CONTROL_TEST}) ? "holds control characters"
  : $exists($test) and $not($contains($text, $test)) ? "is not of type " & $kind
  : $type($hint.pattern) = "string" and $not($exists($pattern)) ? "{UNKNOWN_PATTERN}"
  : $exists($pattern) and ($contains($text, {BEYOND}) or $not($contains($text, $pattern)))
      ? "does not match " & $hint.pattern
  : $type($hint.enum) = "array" and $not($text in $map($hint.enum, $text_of)) ? "is none of the listed values"
  : $outside($text, $kind, $hint.min, -1) ? "is below the minimum"
  : $outside($text, $kind, $hint.max, 1) ? "is above the maximum"
  : ""
)}}""",
        (tests, known, TEXT_OF, OUTSIDE),
    )


def _listed(items: Sequence[str]) -> str:
    return "[\n  " + ",\n  ".join(items) + "\n]" if items else "[]"


UNKNOWN_PATTERN = "has a hint whose pattern this machine does not know: run `pipelines apply`"
CONTROL_TEST = f"/{CONTROL}/"
BEYOND = r"/[\uD800-\uDFFF]|[^\u0000-\uFFFF]/"
"""A character beyond the basic plane: JavaScript's patterns see two, Python's one; no pattern matches it."""

OUTSIDE = Piece(
    "$outside",
    """function($text, $kind, $bound, $side) {(
  $measured := function($value) {
    $kind = "string" ? ($type($value) = "string" ? $length($value) : $value)
    : $kind in ["integer", "number"] ? $number($value)
    : $kind = "iso8601" ? $moment($value)
    : $value
  };
  $type($bound) in ["string", "number"]
    and ($side < 0 ? $measured($text) < $measured($bound) : $measured($text) > $measured($bound))
)}""",
    (MOMENT,),
)


def resolve_piece(patterns: Sequence[str]) -> Piece:
    """Return `$resolve(record, project, payload, message, own)`: `{parameters, sources, faults}`.

    record, project   items of the table as plain JSON; project may be nothing
    payload, message  objects of what the caller and its message say
    own               ProjectName and FeatureSpecVersion of the record's key

    parameters  [{Name, Value}] in the record's order, as StartPipelineExecution takes them
    sources     [{name, source}]: payload, message, defaults or key
    faults      [{name, code, fault}]: all of them, of parameters by name only, never by value
    """
    return Piece(
        "$resolve",
        f"""function($record, $project, $payload, $message, $own) {{(
  $places := [
    {{"source": "payload", "entries": $entries($payload)}},
    {{"source": "message", "entries": $entries($message)}},
    {{"source": "defaults", "entries": $entries($project.spec.defaults)}},
    {{"source": "key", "entries": $entries($own)}}
  ];
  $hints := $entries($project.spec.validation);
  $prefixes := $string($record.spec.scripts.steps.*.data_prefixes);
  $checked := function($name, $text) {{(
    $given := $value_of($hints, $name);
    $fault := $fault_of($text, $type($given) = "string" ? {{"pattern": $given}} : $given);
    $fault != "" ? $fault
    : $contains($prefixes, "<" & $name & ">") and $not($contains($text, {regex(IN_PREFIX)}))
      ? "becomes part of an S3 prefix, and could lead out of it"
    : ""
  )}};
  $resolved := $append([], $map($record.spec.required_runtime_params, function($name) {{(
    $place := $filter($places, function($one) {{ $usable($value_of($one.entries, $name)) }})[0];
    $text := $text_of($value_of($place.entries, $name));
    $fault := $type($text) = "string" ? $checked($name, $text) : "is an object, a list or too long a number";
    $not($exists($place)) ? {{"name": $name, "code": "missing-parameter",
      "fault": "has no value in payload, message or defaults: give it, or a default in project_parameters"}}
    : $fault != "" ? {{"name": $name, "code": "invalid-parameter-value",
      "fault": "of the " & $place.source & " " & $fault}}
    : {{"name": $name, "value": $text, "source": $place.source}}
  )}}));
  $clashing := $filter($places, function($place) {{
    $place.source in ["payload", "message"] and $clashes($place.entries)
  }});
  $against := $reduce($entries($own), function($all, $mine) {{
    $append($all, $map($filter($places, function($place) {{(
      $value := $value_of($place.entries, $mine.name);
      $place.source != "key" and $usable($value) and $value != $mine.value
    )}}), function($place) {{
      {{"name": $mine.spelt, "code": "contradicting-key", "fault": "of the " & $place.source
        & " is not that of the record's key: leave it out, or start that project's pipeline"}}
    }}))
  }}, []);
  {{
    "parameters": $append([], $map($filter($resolved, function($one) {{ $exists($one.value) }}),
      function($one) {{ {{"Name": $one.name, "Value": $one.value}} }})),
    "sources": $append([], $map($filter($resolved, function($one) {{ $exists($one.value) }}),
      function($one) {{ {{"name": $one.name, "source": $one.source}} }})),
    "faults": $append($append($append([], $map($clashing, function($place) {{
      {{"name": $place.source, "code": "conflicting-spellings",
        "fault": "gives one parameter twice, with different values: give it once"}}
    }})), $against), $filter($resolved, function($one) {{ $exists($one.fault) }}))
  }}
)}}""",
        (ENTRIES, VALUE_OF, CLASHES, USABLE, TEXT_OF, hint_pieces(patterns)),
    )


PIPELINE_NAME = Piece(
    "$pipeline_name",
    f"""function($project, $job, $version) {{
  $replace($replace($project & "-" & $job & "-" & $version, /[^a-zA-Z0-9]+/, "-"), /^-+|-+{END}/, "")
}}""",
)
"""Name of the SageMaker pipeline, as `RecordKey.pipeline_name`."""

TOKEN = Piece(
    "$token",
    """function($pipeline, $parameters, $again) {(
  $quoted := function($text) {(
    $listed := $string([$text]);
    $substring($listed, 1, $length($listed) - 2)
  )};
  $pairs := $map($parameters, function($one) { "[" & $quoted($one.Name) & "," & $quoted($one.Value) & "]" });
  $last := $type($again) = "string" and $again != "" ? "," & $quoted($again) : "";
  $hash("[" & $quoted($pipeline) & ",[" & $join($pairs, ",") & "]" & $last & "]", "SHA-256")
)}""",
)
"""The idempotency token of a start, as `pipelines.app.executions.client_token`."""
