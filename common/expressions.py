"""Ibis, loaded when the first expression is made, and what several features say with it.

A step whose queries were rendered never loads it.
"""

from __future__ import annotations

import importlib
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

__all__ = ["LARGEST", "dt", "ibis", "ir", "saturate"]

LARGEST = 2**63 - 1
"""The largest int64."""


def saturate(total: ir.NumericValue) -> ir.IntegerValue:
    """Make a decimal sum an int64, which stops at its bounds instead of overflowing; null stays null."""
    most, least = (ibis.literal(bound).cast("decimal(38, 0)") for bound in (LARGEST, -LARGEST))
    # Not the lesser of both: that of null and a number would be the number.
    return ibis.cases((total > most, most), (total < least, least), else_=total).cast("int64")
