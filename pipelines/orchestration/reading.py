"""Pieces that read: what DynamoDB answers as plain values, and the messages in an event, however wrapped.

The rules for events are those of `pipelines.contract.messages`; tests hold the two to one another.
"""

from __future__ import annotations

from pipelines.contract.messages import DEEPEST_WRAPPING, MOST_NAMES, WRAPPERS
from pipelines.orchestration.pieces import Piece, json_text

BLANK = r"[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""White space as Python's `str.strip` knows it, so that both languages trim alike."""
END = r"(?![\s\S])"
"""The very end of a text; `$` would also match before a last newline in Python."""

LARGEST = 250_000
"""Bytes of an event, or of what one holds: a state's input and its variables have 262,144."""

FOLD = Piece("$fold", 'function($name) { $lowercase($replace($name, /[_-]/, "")) }')
"""The form that all spellings of a name share (`pipelines.contract.names.normalise`)."""

ENTRIES = Piece(
    "$entries",
    """function($object) {
  [$each($object, function($value, $key) { {"name": $fold($key), "spelt": $key, "value": $value} })]
}""",
    (FOLD,),
)
"""An object as a list: a name of somebody else's never becomes a key, where `__proto__` and the like bite."""

CLASHES = Piece(
    "$clashes",
    """function($entries) {
  $count($distinct($entries.name)) != $count($distinct($map($entries, function($entry) {
    {"name": $entry.name, "value": $entry.value}
  })))
}""",
)
"""Whether two spellings of one name have different values."""

VALUE_OF = Piece(
    "$value_of",
    """function($entries, $name) {
  $filter($entries, function($entry) { $entry.name = $fold($name) })[0].value
}""",
    (FOLD,),
)
"""The value under a name in any spelling; nothing where there is none."""

PLAIN = Piece(
    "$plain",
    """function($typed) {
  $exists($typed.S) ? $typed.S
  : $exists($typed.M) ? $merge($append([{}], $each($typed.M, function($inner, $key) {
      {$key: $plain($inner)}
    })))
  : $exists($typed.L) ? $reduce($typed.L, function($list, $inner) {(
      $value := $plain($inner);
      $append($list, $type($value) = "array" ? [[$value]] : [$value])
    )}, [])
  : $exists($typed.N) ? $number($typed.N)
  : $exists($typed.BOOL) ? $typed.BOOL
  : $exists($typed.SS) ? $typed.SS
  : $exists($typed.NS) ? $reduce($typed.NS, function($list, $digits) { $append($list, $number($digits)) }, [])
  : $exists($typed.BS) ? $typed.BS
  : $exists($typed.B) ? $typed.B
  : null
}""",
)
"""A value as DynamoDB types it (`{"M": {"a": {"S": "b"}}}`) as plain JSON (`{"a": "b"}`), of any nesting."""

STRIP = Piece(
    "$strip",
    f'function($text) {{ $replace($replace($text, /^{BLANK}+/, ""), /{BLANK}+{END}/, "") }}',
)

PAIRS = Piece(
    "$pairs",
    f"""function($body) {{(
  $all := $append([], $filter($split($body, ";"), function($part) {{ $strip($part) != "" }}));
  $parts := $count($all) > {MOST_NAMES} ? [] : $all;
  $found := $map($parts, function($part) {{(
    $key := $strip($substringBefore($part, "="));
    $contains($part, "=") and $key != "__proto__" and $contains($key, /^[A-Za-z0-9_-]{{1,64}}{END}/)
      ? {{"key": $key, "value": $strip($substringAfter($part, "="))}}
      : {{"fault": true}}
  )}});
  $keys := $distinct($found.key);
  $twice := $filter($keys, function($key) {{
    $count($distinct($filter($found, function($one) {{ $one.key = $key }}).value)) > 1
  }});
  $count($found) = 0 or $exists($found.fault) ? {{"fault": "malformed-event"}}
  : $exists($twice) ? {{"fault": "conflicting-spellings"}}
  : {{"value": $merge($map($found, function($one) {{ {{$one.key: $one.value}} }}))}}
)}}""",
    (STRIP,),
)
"""`key=value;key=value` as an object."""

BODY = Piece(
    "$body",
    """function($text) {(
  $stripped := $strip($text);
  $substring($stripped, 0, 1) in ["{", "[", "\\""] ? {"value": $parse($stripped)} : $pairs($stripped)
)}""",
    (STRIP, PAIRS),
)
"""A body's text: JSON, else pairs. Text that is no JSON ends the expression: whoever evaluates it catches."""


def _inside() -> str:
    lines = []
    for wrapper in WRAPPERS:
        beside = json_text(sorted(wrapper.beside))
        known = f"$count($keys) = 1 or $exists($filter($keys, function($key) {{ $key in {beside} }}))"
        id_text = f", $value.{wrapper.id_key}" if wrapper.id_key else ", null"
        lines.append(
            f'"{wrapper.key}" in $keys and ({known})\n'
            f"      ? $messages($value.{wrapper.key}, $name($id{id_text}), $depth + 1)"
        )
    return "\n    : ".join(lines)


SIZED = Piece(
    "$sized",
    f"""function($value) {{
  $length($replace($string($value), /[^\\x00-\\x7f]/, "xxx")) <= {LARGEST} ? $value
  : $error("too-large: it has more than {LARGEST} bytes: put large data on S3, and send where it lies")
}}""",
)
"""A value that leaves room in a state's input and variables (256 KiB each); else the expression ends."""

MESSAGES = Piece(
    "$messages",
    f"""function($given, $id, $depth) {{(
  $read := $type($given) = "string" ? $body($given) : {{"value": $given}};
  $value := $read.value;
  $keys := $type($value) = "object" ? $append([], $keys($value)) : [];
  $name := function($outer, $own) {{
    $type($outer) = "string" ? $outer : $type($own) = "string" ? $own : null
  }};
  $one_by_one := function($items) {{
    $reduce($items, function($all, $item) {{ $append($all, $messages($item, $id, $depth + 1)) }}, [])
  }};
  $depth > {DEEPEST_WRAPPING} or $value = [] ? {{"id": $id, "fault": "malformed-event"}}
    : $exists($read.fault) ? {{"id": $id, "fault": $read.fault}}
    : $type($value) = "string" ? $messages($value, $id, $depth + 1)
    : $type($value) = "array" ? $one_by_one($value)
    : $type($value) != "object" ? {{"id": $id, "fault": "malformed-event"}}
    : {_inside()}
    : $count($keys) > {MOST_NAMES} ? {{"id": $id, "fault": "malformed-event"}}
    : $clashes($entries($value)) ? {{"id": $id, "fault": "conflicting-spellings"}}
    : {{"id": $id, "values": $value}}
)}}""",
    (
        BODY,
        ENTRIES,
        CLASHES,
    ),
)
"""`[{id, values} or {id, fault}]` of an event: one for each message in it; the outermost id is kept."""
