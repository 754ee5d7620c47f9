"""Ibis, loaded when the first expression is made, and what several features say with it.

A step whose queries were rendered never loads it.
"""

from __future__ import annotations

import importlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
    import ibis.expr.datatypes as dt
    import ibis.expr.types as ir
else:

    class _Late:
        """A module that is imported when something in it is asked for."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            return getattr(importlib.import_module(self._name), attribute)

    ibis = _Late("ibis")
    dt = _Late("ibis.expr.datatypes")
    ir = _Late("ibis.expr.types")

__all__ = ["LARGEST", "count_places", "days_since_1970", "dt", "ibis", "ir", "micros_since_1970", "saturate"]

LARGEST = 2**63 - 1
"""The largest int64."""
_MICROS_A_DAY = timedelta(days=1) // timedelta(microseconds=1)
_PLACES = 63
"""Bits of an int64 that is not negative."""


def saturate(total: ir.NumericValue) -> ir.IntegerValue:
    """Make a decimal sum an int64, which stops at its bounds instead of overflowing; null stays null."""
    most, least = (ibis.literal(bound).cast("decimal(38, 0)") for bound in (LARGEST, -LARGEST))
    # Not the lesser of both: that of null and a number would be the number.
    return ibis.cases((total > most, most), (total < least, least), else_=total).cast("int64")


def count_places(places: ir.IntegerColumn) -> ir.IntegerScalar:
    """Count the different numbers of a group, which lie less than 63 apart: as bits, that is far quicker."""
    # Both engines call them so, and Ibis has no bit_or for Spark.
    union = ibis.udf.agg.builtin(_bit_or, name="bit_or")
    count = ibis.udf.scalar.builtin(_bit_count, name="bit_count")
    # The remainder of a negative number is negative, on both.
    place = (places % _PLACES + _PLACES) % _PLACES
    bits = ibis.literal(1).cast("int64") << place.cast("int32")
    return count(union(bits)).cast("int64")


def micros_since_1970(instant: ir.TimestampValue) -> ir.IntegerValue:
    """Count an instant's microseconds since 1970.

    Not as Ibis's epoch_seconds, which makes a local time of the instant first: DuckDB asks a calendar for
    that, row by row, which takes longer than most of what is done with the number.
    """
    count = ibis.udf.scalar.builtin(_unix_micros, name="unix_micros", signature=((instant.type(),), "int64"))
    return count(instant)


def days_since_1970(instant: ir.TimestampValue) -> ir.IntegerValue:
    """Count the whole days of UTC before an instant, since 1970."""
    return micros_since_1970(instant) // _MICROS_A_DAY


def _unix_micros(instant: object) -> int:
    raise NotImplementedError(instant)


def _bit_or(bits: int) -> int:
    raise NotImplementedError(bits)


def _bit_count(bits: int) -> int:
    raise NotImplementedError(bits)
