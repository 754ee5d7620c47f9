"""Predictions with everything they were made from. Table expressions, for any engine."""

from __future__ import annotations

from common.expressions import ibis, ir
from common.schemas import FG_A, FG_C, KEY, KEYS, PUBLICATION


def join_features(predictions: ir.Table, features: ir.Table, comparisons: ir.Table) -> ir.Table:
    """Join each prediction with its row of FG-A and of FG-C, with the columns of PUBLICATION.

    A prediction without both is not there; `count_partners` finds those.
    """
    ours = features.select(*KEY, *(name for name in FG_A.columns if name not in KEYS))
    theirs = comparisons.select(*KEY, *(name for name in FG_C.columns if name not in KEYS))
    joined = predictions.inner_join(ours, list(KEY)).inner_join(theirs, list(KEY))
    return joined.select(*PUBLICATION.columns)


def count_partners(predictions: ir.Table, features: ir.Table, comparisons: ir.Table) -> ir.Table:
    """Count, for each slice with predictions that do not reconcile, what is wrong.

    Columns: slice_start_ts, predictions, repeated (rows beyond the first of a key), without_fg_a,
    without_fg_c (no partner, or more than one).
    """
    keyed = predictions.group_by(*KEY).agg(rows=predictions.count())
    for name, table in (("fg_a", features), ("fg_c", comparisons)):
        partners = table.group_by(*KEY).agg(**{f"{name}_rows": table.count()})
        keyed = keyed.left_join(partners, list(KEY)).drop([f"{column}_right" for column in KEY])
    judged = keyed.mutate(
        **{
            f"without_{name}": ibis.ifelse(ibis.coalesce(keyed[f"{name}_rows"], 0) == 1, 0, keyed.rows)
            for name in ("fg_a", "fg_c")
        }
    )
    slices = judged.group_by("slice_start_ts").agg(
        predictions=judged.rows.sum().cast("int64"),
        repeated=(judged.rows - 1).sum().cast("int64"),
        without_fg_a=judged.without_fg_a.sum().cast("int64"),
        without_fg_c=judged.without_fg_c.sum().cast("int64"),
    )
    wrong = slices.filter(slices.repeated + slices.without_fg_a + slices.without_fg_c > 0)
    return wrong.order_by("slice_start_ts")
