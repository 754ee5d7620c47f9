"""Times and numbers as sources write them, as expressions: what they are, and what is wrong with them."""

from __future__ import annotations

from common.expressions import dt, ibis, ir

LARGEST_BYTES = 2**53 - 1
"""The largest bytes of one session: the largest integer that JSON carries exactly (RFC 8259, section 6)."""

LARGEST_PORT = 65535

SOUND, MISSING, MALFORMED, TOO_LARGE = range(4)
"""What a number's state may be."""

_YEAR_2200 = 7_258_118_400_000_000
# A number is seconds, milliseconds, microseconds or nanoseconds since 1970 by its size: each range below
# holds 1973 to 2200 in its unit, and the ranges do not meet.
_EPOCH_UNITS = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))


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
        # A cast to a timestamp without zone drops an offset; one with zone is five times as slow in DuckDB.
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


def number_of(column: ir.Value) -> ir.NumericValue:
    """Read a number without judging it: 64-bit integers as they are, anything else as a double or null.

    A double holds every integer that may pass (at most 2^53 - 1) exactly, and reads 1e3, which JSON may say.
    """
    kind = column.type()
    if isinstance(kind, dt.Integer) and not (isinstance(kind, dt.UnsignedInteger) and kind.nbytes == 8):  # noqa: PLR2004
        return column.cast("int64")
    if isinstance(kind, dt.Boolean) or not isinstance(kind, dt.String | dt.Numeric):
        return ibis.null("float64")
    return column.try_cast("float64")


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
