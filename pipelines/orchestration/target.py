"""What an input means: which project, version and job, and what its payload and message say."""

from __future__ import annotations

from pipelines.contract.messages import MOST_NAMES
from pipelines.orchestration.pieces import Piece
from pipelines.orchestration.reading import ENTRIES, MESSAGES, SIZED, VALUE_OF
from pipelines.orchestration.resolving import USABLE

TARGET = Piece(
    "$target",
    """function($input) {(
  $found := $type($input.values) = "object" ? [{"values": $input.values}]
    : $type($input.message) in ["string", "object", "array"] ? $append([], $messages($input.message, null, 0))
    : [{"values": {}}];
  $payload := $type($input.payload) = "object" ? $input.payload : {};
  $names := $count($keys($payload));
  $key := function($name) {
    $reduce([$input, $payload, $found[0].values], function($known, $place) {(
      $value := $value_of($entries($place), $name);
      $known != "" ? $known : $usable($value) and $type($value) = "string" ? $value : ""
    )}, "")
  };
  $nowhere := "is in neither input nor message: give it";
  $fault := function($name, $code, $said) { {"name": $name, "code": $code, "fault": $said} };
  $to := {
    "project": $key("project_name"),
    "version": $key("feature_spec_version"),
    "job": $type($input.job) = "string" ? $input.job : "",
    "id": $found[0].id,
    "payload": $payload,
    "message": $count($found) = 1 and $exists($found[0].values) ? $found[0].values : {}
  };
  $merge([$to, {"faults": $append($append($append([],
    $count($found) > 1 ? $fault("message", "several-messages", "holds several messages: send one at a time")
    : $exists($found[0].fault)
      ? $fault("message", $found[0].fault, "cannot be read: send JSON, or key=value;key=value")
    : $exists($input.payload) and $not($type($input.payload) in ["object", "null"])
      ? $fault("payload", "malformed-event", "is no object of parameters: send one, not a text of one")
    : $names > MOST_NAMES
      ? $fault("payload", "malformed-event", "has more than MOST_NAMES names: send what is needed") : []),
    $to.project = "" ? $fault("project_name", "missing-key", $nowhere) : []),
    $to.version = "" ? $fault("feature_spec_version", "missing-key", $nowhere) : []
  )}])
)}""".replace("MOST_NAMES", str(MOST_NAMES)),
    (MESSAGES, ENTRIES, VALUE_OF, USABLE),
)
"""`{project, version, job, id, payload, message, faults}` of an input.

    {job, project_name, feature_spec_version, payload, message}   payload: an object of parameters;
                                                                  message: any event, however wrapped
    {..., values}                                                 a message whose values are read already
"""

RECORD_NAME = Piece("$record_name", 'function($to) { $to.project & "/" & $to.job & "#" & $to.version }')

REQUIRED = Piece(
    "$required",
    """function($to) {
  $count($to.faults) = 0 ? $sized($to)
  : $error($join($append([], $map($to.faults, function($one) {
      $one.code & ": " & $one.name & " " & $one.fault
    })), "; "))
}""",
    (SIZED,),
)
"""A target without faults; else the expression ends, and the state's Catch says why."""
