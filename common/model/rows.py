"""Rows of features for a model: joined, in order, thinned out. Table expressions."""

from __future__ import annotations

from collections.abc import Sequence

from common.expressions import ir
from common.schemas import KEY, KEYS


def join_feature_groups(
    left: ir.Table, right: ir.Table, *, features: Sequence[str], above_zero: str | None
) -> ir.Table:
    """Join FG-A and FG-C: keys and features, one row for each key that both have."""
    joined = left.inner_join(right, list(KEY)).select(*KEYS, *features)
    return joined if above_zero is None else joined.filter(joined[above_zero] > 0)


def keys_in_order(table: ir.Table) -> ir.Table:
    """Give the keys of rows, in their order."""
    return table.order_by("slice_start_ts", "host_ip", "role").select(*KEYS)


def numbers_in_order(table: ir.Table, *, features: Sequence[str]) -> ir.Table:
    """Give the features of rows as numbers, in the order of their keys."""
    ordered = table.order_by("slice_start_ts", "host_ip", "role")
    return ordered.select(**{name: ordered[name].cast("float64") for name in features})


def only_keys(table: ir.Table) -> ir.Table:
    """Give what tells rows from each other."""
    return table.select(*KEY)


def only_kept(table: ir.Table, kept: ir.Table) -> ir.Table:
    """Keep the rows whose keys are in another table."""
    return table.semi_join(kept, list(KEY))


def alone_by_slice(table: ir.Table, other: ir.Table) -> ir.Table:
    """Count rows without a partner: slice_start_ts, rows."""
    alone = table.anti_join(other, list(KEY))
    return alone.group_by("slice_start_ts").agg(rows=alone.count()).order_by("slice_start_ts")
