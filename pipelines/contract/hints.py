r"""Validation hints of runtime parameters: whether one is usable, and whether a value passes it.

A hint gives a type, and may narrow it. The rules are written so that the `run_pipeline` machine applies the
very same ones in JSONata: every type is one regular expression over the whole value (`TYPES`), in the grammar
that Python and JavaScript share (`patterns.py`), and every comparison is of numbers, of milliseconds or of
texts.

    type      the value                                       min and max compare
    string    any text                                        its length in characters
    integer   -?digits, no leading zeros, at most 15          the numbers (exact in a double)
    number    integer, then .digits and an exponent if any    the numbers, as doubles
    boolean   true or false                                   not allowed
    iso8601   YYYY-MM-DDTHH:MM[:SS[.f]] and Z or ±HH:MM       instants, cut to the millisecond
    date      YYYY-MM-DD, a day that exists                   the texts
    month     YYYY-MM                                         the texts
    s3_uri    s3://bucket, /key if any                        not allowed
    enum      one of `enum`                                   not allowed

Whatever the type, a value has 1 to 256 characters and no control characters, `pattern` must match all of
it, and it must be one of `enum` if that is there. Letters of the ASCII range alone count for `\d`, `\w` and
`\b`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from pipelines.contract.patterns import pattern_fault
from pipelines.contract.records import Hint
from pipelines.contract.wording import quote

_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DATE = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_OFFSET = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "integer": "-?(?:0|[1-9][0-9]{0,14})",
        "number": r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?",
        "boolean": "true|false",
        "iso8601": f"{_DATE}T{_TIME}{_OFFSET}",
        "date": _DATE,
        "month": f"{_YEAR}-(?:0[1-9]|1[0-2])",
        "s3_uri": r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[^\\]*)?",
    }
)
"""Type -> the regular expression over the whole value; `enum` and `string` take any text."""

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "string": "a text",
        "integer": "a whole number like 15",
        "number": "a number like 0.5",
        "boolean": "true or false",
        "iso8601": "a time with its offset like 2025-01-31T10:15:00Z",
        "date": "a date like 2025-01-31",
        "month": "a month like 2025-01",
        "s3_uri": "an S3 URI like s3://bucket/key",
        "enum": "one of the listed values",
    }
)

PATTERN_REMEDIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unusable-pattern": "correct the regular expression",
        "unportable-pattern": "write it with what Python and JavaScript share",
        "slow-pattern": "give each text one way through: [a-z]+(-[a-z]+)* rather than ([a-z-]+)*",
    }
)

LONGEST_VALUE = 256
"""Characters of a parameter's value. `Parameter.Value` may have 1,024 (SageMaker API reference), but every
parameter is an argument of every step, and one of `ContainerArguments` has at most 256: a longer value would
start an execution whose steps cannot start."""
CONTROL: Final = r"[\x00-\x1f\x7f\x85\u2028\u2029]"
"""What no value may hold, as both languages write it."""
_CONTROL = re.compile(CONTROL)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def text_fault(value: str) -> str | None:
    """What keeps a text from being any parameter's value (empty, too long, control characters), or None."""
    if not value.strip():
        return "it is empty"
    if len(value) > LONGEST_VALUE:
        return f"it has {len(value)} characters, more than {LONGEST_VALUE}"
    if _CONTROL.search(value):
        return f"{quote(value)} holds control characters"
    return None


def value_fault(hint: Hint, value: str) -> str | None:
    """What is wrong with a value by a usable hint and by the rules for all values; None for a good one."""
    if fault := text_fault(value):
        return fault
    if hint.type in TYPES and not _compiled(TYPES[hint.type]).fullmatch(value):
        return f"{quote(value)} is not {EXAMPLES[hint.type]}"
    if hint.pattern is not None and not _matches(hint.pattern, value):
        return f"{quote(value)} does not match {quote(hint.pattern)}"
    if hint.enum is not None and value not in hint.enum:
        return f"{quote(value)} is not one of {_shown(hint.enum)}"
    if hint.min is not None or hint.max is not None:
        return _bounds_fault(hint, value)
    return None


def _matches(pattern: str, value: str) -> bool:
    """Whether all of a value matches; one with a character beyond U+FFFF never does: JavaScript sees two."""
    return max(value) <= "\uffff" and _compiled(pattern).fullmatch(value) is not None


def _shown(values: tuple[str, ...]) -> str:
    most = 8
    more = ", ..." if len(values) > most else ""
    return ", ".join(map(quote, values[:most])) + more


def _bounds_fault(hint: Hint, value: str) -> str | None:
    found = _measured(hint.type, value)
    what = f"the length of {quote(value)}" if hint.type == "string" else quote(value)
    if hint.min is not None and found < _bound(hint.type, hint.min):
        return f"{what} is below the minimum {quote(hint.min)}"
    if hint.max is not None and found > _bound(hint.type, hint.max):
        return f"{what} is above the maximum {quote(hint.max)}"
    return None


def _measured(kind: str, value: str) -> Any:
    """What `min` and `max` of this type compare, for a value that passes the type."""
    if kind == "string":
        return len(value)
    if kind in ("integer", "number"):
        return float(value)
    return _milliseconds(value) if kind == "iso8601" else value


def _milliseconds(value: str) -> int:
    """Milliseconds since 1970 of an `iso8601` value, as JSONata's `$toMillis` counts them."""
    date_and_time, sign, offset = re.fullmatch(r"(.+?)(?:Z|([+-])([0-9:]{5}))", value).groups()  # type: ignore[union-attr]
    whole, _, fraction = date_and_time.partition(".")
    # Plain subtraction: converting to UTC overflows at both ends of the calendar.
    seconds = (datetime.fromisoformat(whole) - datetime(1970, 1, 1)) // timedelta(seconds=1)  # noqa: DTZ001
    if offset:
        minutes = int(offset[:2]) * 60 + int(offset[3:])
        seconds -= minutes * 60 if sign == "+" else -minutes * 60
    return seconds * 1000 + int((fraction + "000")[:3])


def _bound(kind: str, bound: object) -> Any:
    return bound if kind == "string" else _measured(kind, str(bound))


def hint_faults(hint: Hint) -> Iterator[tuple[str, str, str, str]]:
    """Why a hint cannot be applied: (field, code, fault, remedy) a reason; nothing for a usable hint."""
    if hint.pattern is not None and (found := pattern_fault(hint.pattern)):
        yield "pattern", found[0], found[1], PATTERN_REMEDIES[found[0]]
        return
    if hint.type == "enum" and hint.enum is None:
        yield "enum", "unusable-hint", "type enum has no list of values", "add enum: [value, ...]"
    bounds = {name: bound for name in ("min", "max") if (bound := getattr(hint, name)) is not None}
    usable = True
    for name, bound in bounds.items():
        if fault := _unusable_bound(hint.type, bound):
            usable = False
            yield name, "unusable-hint", fault, "correct the bound or remove it"
    if not usable:
        return
    if len(bounds) > 1 and _bound(hint.type, hint.min) > _bound(hint.type, hint.max):
        fault = f"min {quote(hint.min)} is above max {quote(hint.max)}, so that no value passes"
        yield "min", "unusable-hint", fault, "swap the two"
        return
    alone = hint.model_copy(update={"enum": None})
    for value in hint.enum or ():
        if fault := value_fault(alone, value):
            yield (
                "enum",
                "unusable-hint",
                f"it lists a value that the hint itself refuses: {fault}",
                "correct the list",
            )


def _unusable_bound(kind: str, bound: object) -> str | None:
    shown = quote(bound)
    if kind in ("boolean", "s3_uri", "enum"):
        return f"values of type {kind} have no order to bound"
    if kind == "string":
        is_length = isinstance(bound, int) and not isinstance(bound, bool) and 0 <= bound <= LONGEST_VALUE
        return None if is_length else f"{shown} is not a length: a whole number from 0 to {LONGEST_VALUE}"
    numeric = kind in ("integer", "number")
    fitting = isinstance(bound, str) or (
        numeric and isinstance(bound, int | float) and not isinstance(bound, bool)
    )
    if not fitting or not _compiled(TYPES["number" if numeric else kind]).fullmatch(str(bound)):
        return f"{shown} is not {EXAMPLES['number' if numeric else kind]}"
    return None
