"""Times and numbers as sources write them, as expressions: what they are, and what is wrong with them."""

from __future__ import annotations

from common.expressions import LARGEST, dt, ibis, ir, micros_since_1970
from common.windows import LATEST, micros_of

LARGEST_BYTES = 2**53 - 1
"""The largest bytes of one session: the largest integer that JSON carries exactly (RFC 8259, section 6)."""

LARGEST_PORT = 65535

SOUND, MISSING, MALFORMED, TOO_LARGE = range(4)
"""What a number's state may be."""

_USUAL_TIME = r"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d*)?Z$"
_DATE, _CLOCK = r"^\d{4}-\d{1,2}-\d{1,2}", r"[T ]([01]?\d|2[0-3]):[0-5]?\d"
_OFFSET = r"(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$"
_TIME = rf"{_DATE}({_CLOCK}:[0-5]?\d(\.\d*)?{_OFFSET}|$)"
_NO_SECONDS = rf"({_DATE}[T ]\d{{1,2}}:\d{{1,2}}){_OFFSET}"
_NUMBER = r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"

_LATEST = micros_of(LATEST)
# A number is seconds, milliseconds, microseconds or nanoseconds since 1970 by its size: each range below
# holds 1973 to 2200 in its unit, and the ranges do not meet.
_EPOCH_UNITS = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))


def instant_of(column: ir.Value) -> ir.IntegerValue:
    """Microseconds since 1970, from a timestamp, a date or ISO-8601 text; null of anything else.

    Text without an offset, and timestamps without a zone, are UTC. Of text, only what has one of the forms
    here is left to an engine to read: beyond them each reads others.
    """
    kind = column.type()
    if isinstance(kind, dt.Timestamp) and kind.timezone is not None:
        return micros_since_1970(column)
    if isinstance(kind, dt.Timestamp | dt.Date):
        return _micros(column.try_cast("timestamp"))
    if isinstance(kind, dt.String):
        # A cast to a timestamp without zone drops an offset; one with zone is five times as slow in DuckDB.
        return ibis.ifelse(
            column.re_search(_USUAL_TIME),
            _micros(column.try_cast("timestamp")),
            _micros_of_other_text(column),
        )
    return ibis.null("int64")


def epoch_of(column: ir.Value, instant: ir.IntegerValue) -> ir.FloatingValue:
    """Read a number since 1970, or text of one, in a unit that is not known yet; null of anything else.

    instant  what `instant_of` has read: text of one is no number
    """
    kind = column.type()
    if isinstance(kind, dt.String):
        return ibis.ifelse(instant.notnull(), ibis.null("float64"), _double_of(column))
    if isinstance(kind, dt.Numeric) and not isinstance(kind, dt.Boolean):
        return column.cast("float64")
    return ibis.null("float64")


def time_of(instant: ir.IntegerValue, epoch: ir.FloatingValue) -> ir.IntegerValue:
    """Microseconds since 1970, from what `instant_of`, or else `epoch_of`, has read; null if unusable.

    Years outside 1970 to 2199 are unusable.
    """
    micros = ibis.coalesce(instant, _epoch_micros(epoch))
    return ibis.ifelse((micros >= 0) & (micros < _LATEST), micros, ibis.null("int64"))


def number_of(column: ir.Value) -> ir.NumericValue:
    """Read a number without judging it: 64-bit integers as they are, other numbers as a double or null.

    A double holds every integer that may pass (at most 2^53 - 1) exactly, and reads 1e3, which JSON may say.
    Of text, what is no integer is null, and what is too large for any use stays so.
    """
    kind = column.type()
    if isinstance(kind, dt.Integer) and not (isinstance(kind, dt.UnsignedInteger) and kind.nbytes == 8):  # noqa: PLR2004
        return column.cast("int64")
    if isinstance(kind, dt.Boolean) or not isinstance(kind, dt.String | dt.Numeric):
        return ibis.null("float64")
    return _integer_of(column) if isinstance(kind, dt.String) else column.try_cast("float64")


def state_of(column: ir.Value, number: ir.NumericValue, largest: int) -> ir.IntegerValue:
    """Judge what `number_of` has read from the column: one of the states above."""
    states = [(column.isnull(), MISSING), (number.isnull(), MALFORMED)]
    if isinstance(number.type(), dt.Floating):
        states.append((number.isnan(), MALFORMED))
    states += [((number > largest) | (number < -LARGEST_BYTES), TOO_LARGE)]
    if isinstance(number.type(), dt.Floating):
        states.append((number.cast("int64").cast("float64") != number, MALFORMED))
    return ibis.cases(
        *((test, ibis.literal(state, "int8")) for test, state in states), else_=ibis.literal(SOUND, "int8")
    )


def _micros_of_other_text(column: ir.StringValue) -> ir.IntegerValue:
    text = column.strip().upper()
    # Spark reads no offset without seconds.
    filled = ibis.ifelse(
        text.re_search(_NO_SECONDS),
        text.re_extract(_NO_SECONDS, 1) + ":00" + text.re_extract(_NO_SECONDS, 2),
        text,
    )
    instant = ibis.ifelse(filled.re_search(_TIME), filled, ibis.null("string")).try_cast("timestamp('UTC')")
    return micros_since_1970(instant)


def _integer_of(column: ir.StringValue) -> ir.IntegerValue:
    # What an integer is written as is an integer, to both engines; to see that is quicker than a search, and
    # an integer is judged more quickly than a double.
    plain = column.try_cast("int64")
    number = _double_of(column)
    huge = ibis.ifelse(number > 0, ibis.literal(LARGEST), ibis.literal(-LARGEST))
    whole = ibis.ifelse(number == number.floor(), number.cast("int64"), ibis.null("int64"))
    other = ibis.ifelse(number.abs() > LARGEST_BYTES, huge, whole)
    return ibis.ifelse(plain.cast("string") == column, plain, other)


def _double_of(column: ir.StringValue) -> ir.FloatingValue:
    return ibis.ifelse(column.re_search(_NUMBER), column, ibis.null("string")).try_cast("float64")


def _micros(instant: ir.TimestampValue) -> ir.IntegerValue:
    return instant.delta(ibis.timestamp("1970-01-01T00:00:00"), unit="microsecond")


def _epoch_micros(number: ir.FloatingValue) -> ir.IntegerValue:
    branches = [
        ((number >= 0) & (number < limit), (number * factor).round().cast("int64"))
        for limit, factor in _EPOCH_UNITS
    ]
    return ibis.cases(*branches, else_=ibis.null("int64"))
