"""Raw rows become typed rows: table expression to table expression, for any engine of Ibis.

A typed row has its addresses as written, integers, and two small codes: `reason`, the place of the first
rejecting rule that it breaks (0 for none), and `kept`, one bit for each rule that it breaks and is kept in
spite of. Time is counted in whole microseconds, so that sums do not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from common.windows import EPOCH, SLICE, Window
from steps.delta_builder.settings import ACTIONS, END_REASONS, PROTOCOLS, RULES, DeltaSettings

LARGEST_BYTES = 2**53 - 1
"""The largest bytes of one session: the largest integer that JSON carries exactly (RFC 8259, section 6)."""

LARGEST_PORT = 65535
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000
_SLICE_MINUTES = SLICE // timedelta(minutes=1)
_YEAR_2200 = 7_258_118_400_000_000
# A number is seconds, milliseconds, microseconds or nanoseconds since 1970 by its size: each range below
# holds 1973 to 2200 in its unit, and the ranges do not meet.
_EPOCH_UNITS = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))

RULE_ORDER = tuple(RULES)

ACTION_CLASSES, END_CLASSES, PROTOCOL_CLASSES = tuple(ACTIONS), tuple(END_REASONS), tuple(PROTOCOLS)
_RADIX = 4
"""Classes are digits of one number: action, end reason, protocol; a digit past the last class is "other"."""


@dataclass(frozen=True)
class Integer:
    """An integer as read from a column, with what may be wrong with it."""

    value: ir.Value
    missing: ir.BooleanValue
    malformed: ir.BooleanValue
    too_large: ir.BooleanValue


def type_traffic(
    raw: ir.Table, settings: DeltaSettings, window: Window, *, keep: Sequence[str] = ()
) -> ir.Table:
    """Give raw rows types, a place in the window, a class and a verdict.

    Columns: source, destination (text as written), port, minute and slice (counted from the window's start),
    class_code, source_bytes, destination_bytes, duration (microseconds), reason, kept; and those of `keep`
    as they are.
    """
    start, end = time_of(raw.event_start), time_of(raw.event_end)
    placed = raw.mutate(start=start, end=end, protocol_word=_word(raw.protocol))
    at, other = (
        (placed.start, placed.end) if settings.slice_by == "event_start" else (placed.end, placed.start)
    )
    source, destination = _address(placed.source_ip), _address(placed.destination_ip)
    has_ports = placed.protocol_word.isin(sorted(settings.protocols_with_ports)).fill_null(False)
    port = integer_of(placed.destination_port, LARGEST_PORT)
    ports = [
        number
        for name, number in (
            ("source_port", integer_of(placed.source_port, LARGEST_PORT)),
            ("destination_port", port),
        )
        if settings.fields[name] is not None
    ]
    sizes = [
        integer_of(placed.source_bytes, LARGEST_BYTES),
        integer_of(placed.destination_bytes, LARGEST_BYTES),
    ]
    window_start, window_end = ((edge - EPOCH) // _MICROSECOND for edge in (window.start, window.end))
    broken: dict[str, ir.BooleanValue] = {
        "unparsable_time": at.isnull() | other.isnull(),
        "outside_window": (at < window_start) | (at >= window_end),
        "missing_ip": source.isnull() | destination.isnull(),
        "malformed_bytes": _any([size.malformed for size in sizes]),
        "bytes_out_of_range": _any([size.too_large for size in sizes]),
        "negative_bytes": _any([(size.value < 0).fill_null(False) for size in sizes]),
        "missing_bytes": _any([size.missing for size in sizes]),
        "end_before_start": placed.end < placed.start,
        "malformed_port": has_ports & _any([_unusable_port(number) for number in ports]),
        "missing_port": has_ports & _any([number.missing for number in ports]),
    }
    verdict = [(at.isnull(), _code("unparsable_time"))]
    verdict += [(test, _code(rule)) for rule, test in broken.items() if settings.rejects(rule)]
    kept = [
        ibis.ifelse(test.fill_null(False), ibis.literal(1 << RULE_ORDER.index(rule), "int16"), _SMALL_ZERO)
        for rule, test in broken.items()
        if settings.keeps(rule)
    ]
    judged = placed.select(
        *keep,
        source=source,
        destination=destination,
        port=ibis.ifelse(
            has_ports & (port.value >= 0) & (port.value <= LARGEST_PORT), port.value, ibis.null("int64")
        ),
        at=at,
        class_code=_class_code(placed, settings),
        source_bytes=ibis.coalesce(sizes[0].value, 0),
        destination_bytes=ibis.coalesce(sizes[1].value, 0),
        duration=ibis.coalesce(ibis.greatest(placed.end - placed.start, 0), 0),
        reason=ibis.cases(*verdict, else_=ibis.literal(0, "int8")),
        kept=_sum(kept),
    )
    minute = ibis.ifelse(
        judged.reason == 0, ((judged.at - window_start) // _MINUTE).cast("int32"), ibis.null("int32")
    )
    timed = judged.mutate(minute=minute, port=judged.port.cast("int32"))
    return timed.select(
        *keep,
        "source",
        "destination",
        "port",
        "minute",
        (timed.minute // _SLICE_MINUTES).cast("int32").name("slice"),
        "class_code",
        "source_bytes",
        "destination_bytes",
        "duration",
        "reason",
        "kept",
    )


def time_of(column: ir.Value) -> ir.IntegerValue:
    """Microseconds since 1970, from a timestamp, a date, ISO-8601 text or a number; null if unusable.

    Text without an offset, and timestamps without a zone, are UTC. Years outside 1970 to 2199 are unusable.
    """
    kind = column.type()
    if isinstance(kind, dt.Timestamp) and kind.timezone is not None:
        micros = _micros_of_aware(column)
    elif isinstance(kind, dt.Timestamp | dt.Date):
        micros = _micros(column.cast("timestamp"))
    elif isinstance(kind, dt.String):
        # A cast to a timestamp without zone drops an offset, and one with zone is five times as slow in
        # DuckDB.
        micros = ibis.ifelse(
            column.endswith("Z"),
            _micros(column.try_cast("timestamp")),
            ibis.coalesce(
                _micros_of_aware(column.try_cast("timestamp('UTC')")),
                _epoch_micros(column.try_cast("float64")),
            ),
        )
    elif isinstance(kind, dt.Numeric) and not isinstance(kind, dt.Boolean):
        micros = _epoch_micros(column.cast("float64"))
    else:
        return ibis.null("int64")
    return ibis.ifelse((micros >= 0) & (micros < _YEAR_2200), micros, ibis.null("int64"))


def integer_of(column: ir.Value, largest: int) -> Integer:
    """Read an integer from an integer, or from text or a real number that is one."""
    kind = column.type()
    missing, no = column.isnull(), ibis.literal(False)
    if isinstance(kind, dt.SignedInteger) or (isinstance(kind, dt.UnsignedInteger) and kind.nbytes < 8):  # noqa: PLR2004
        too_large = (column > largest).fill_null(False)
        return Integer(
            ibis.ifelse(too_large, ibis.null("int64"), column.cast("int64")), missing, no, too_large
        )
    if isinstance(kind, dt.Boolean) or not isinstance(kind, dt.String | dt.Numeric):
        return Integer(ibis.null("int64"), missing, column.notnull(), no)
    # A double holds every integer that may pass (at most 2^53 - 1) exactly, and reads 1e3, which JSON may
    # write.
    real = column.try_cast("float64")
    finite = real.notnull() & ~real.isnan()
    too_large = (finite & ((real > largest) | (real < -LARGEST_BYTES))).fill_null(False)
    integer = real.try_cast("int64")
    usable = (finite & (integer.cast("float64") == real)).fill_null(False) & ~too_large
    malformed = column.notnull() & ~usable & ~too_large
    return Integer(ibis.ifelse(usable, integer, ibis.null("int64")), missing, malformed, too_large)


def reason_names() -> Mapping[int, str]:
    """Name of each reason code."""
    return {index + 1: rule for index, rule in enumerate(RULE_ORDER)}


def kept_names(mask: int) -> list[str]:
    """Names of the rules whose bits are set."""
    return [rule for index, rule in enumerate(RULE_ORDER) if mask >> index & 1]


def decode_class(code: int) -> tuple[str, str, str]:
    """Action, end reason and protocol class of a class code, "other" where none fits."""
    names = (ACTION_CLASSES, END_CLASSES, PROTOCOL_CLASSES)
    digits = (code // _RADIX**2, code // _RADIX % _RADIX, code % _RADIX)
    action, end, protocol = (
        known[digit] if digit < len(known) else "other" for known, digit in zip(names, digits, strict=True)
    )
    return action, end, protocol


def class_codes(position: int, name: str) -> list[int]:
    """Every class code whose action (position 0), end reason (1) or protocol (2) is the named class."""
    return [code for code in range(_RADIX**3) if decode_class(code)[position] == name]


def _class_code(rows: ir.Table, settings: DeltaSettings) -> ir.IntegerValue:
    digits = (
        _digit(_word(rows.action), settings.actions, ACTION_CLASSES),
        _digit(_word(rows.session_end_reason), settings.end_reasons, END_CLASSES),
        _digit(rows.protocol_word, settings.protocols, PROTOCOL_CLASSES),
    )
    return (digits[0] * _RADIX**2 + digits[1] * _RADIX + digits[2]).cast("int8")


def _digit(
    word: ir.StringValue, classes: Mapping[str, frozenset[str]], names: Sequence[str]
) -> ir.IntegerValue:
    branches = [
        (word.isin(sorted(classes[name])), ibis.literal(index, "int8"))
        for index, name in enumerate(names)
        if classes[name]
    ]
    other = ibis.literal(len(names), "int8")
    return ibis.cases(*branches, else_=other) if branches else other


def _word(column: ir.Value) -> ir.StringValue:
    return column.cast("string").lower()


def _address(column: ir.Value) -> ir.StringValue:
    return column.cast("string").nullif("")


def _micros(instant: ir.TimestampValue) -> ir.IntegerValue:
    return instant.delta(ibis.timestamp("1970-01-01T00:00:00"), unit="microsecond")


def _micros_of_aware(instant: ir.TimestampValue) -> ir.IntegerValue:
    return instant.delta(ibis.literal(0).as_timestamp("s").cast("timestamp('UTC')"), unit="microsecond")


def _epoch_micros(number: ir.FloatingValue) -> ir.IntegerValue:
    branches = [
        ((number >= 0) & (number < limit), (number * factor).round().cast("int64"))
        for limit, factor in _EPOCH_UNITS
    ]
    return ibis.cases(*branches, else_=ibis.null("int64"))


def _unusable_port(number: Integer) -> ir.BooleanValue:
    return number.malformed | number.too_large | (number.value < 0).fill_null(False)


def _code(rule: str) -> ir.IntegerScalar:
    return ibis.literal(RULE_ORDER.index(rule) + 1, "int8")


def _any(tests: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    found: ir.BooleanValue = ibis.literal(False)
    for test in tests:
        found = found | test
    return found


_SMALL_ZERO = ibis.literal(0, "int16")


def _sum(numbers: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    total: ir.IntegerValue = _SMALL_ZERO
    for number in numbers:
        total = total + number
    return total.cast("int16")
