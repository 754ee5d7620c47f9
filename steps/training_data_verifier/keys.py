"""Keys of rows compared: repeated ones, and those without a partner. Table expressions, for any engine."""

from __future__ import annotations

from common.expressions import ir
from common.schemas import KEY


def distinct_keys(keys: ir.Table) -> ir.Table:
    """Keep each key once."""
    return keys.distinct()


def unmatched_keys(keys: ir.Table, others: ir.Table) -> ir.Table:
    """Keep the keys that the others lack."""
    return keys.anti_join(others, list(KEY))
