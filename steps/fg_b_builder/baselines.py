"""Robust baselines of FG-A's metrics: which rows they are of, and how they are put together, as expressions.

What is said of each metric (`common.quantiles`) are the quantiles and spreads that outliers move least.
"""

from __future__ import annotations

from collections.abc import Sequence

from common.expressions import ibis, ir
from common.quantiles import Grouping
from common.schemas import ACTIVE, BASELINE_METRICS, FG_B_HOSTS, HORIZONS

SCOPES = {"host": ("host_ip", "role"), "population": ("role",)}
"""What a baseline is of, and the columns that its rows of FG-A share."""

BASELINES = {
    (horizon, scope): Grouping(by, f"within_{horizon}")
    for horizon in HORIZONS
    for scope, by in SCOPES.items()
}
"""What baselines there are: horizon and scope, and which rows of `choose_metrics` they are of."""


def before(rows: ir.Table, asked: ir.Table) -> ir.Table:
    """Keep what had ended by the reference time, whatever file it lies in: nothing later may leak in.

    asked  one row: reference_ts, which every row is given
    """
    dated = rows.cross_join(asked)
    return dated.filter(dated.slice_end_ts <= dated.reference_ts)


def choose_metrics(
    rows: ir.Table, asked: ir.Table, *, metrics: Sequence[str], active_only: bool = True
) -> ir.Table:
    """Keep the slices before the reference time in which a host did anything, and of their metrics these.

    Each row says of each of HORIZONS whether it is within it.
    FG-A also has rows of the silent slices within a day of an active one. With them, the usual of whoever is
    there for a working day only would be nothing, and all that it does would be more than usual.
    """
    earlier = before(rows, asked)
    kept = earlier.filter(earlier[ACTIVE] > 0) if active_only else earlier
    since = {name: kept.reference_ts - ibis.interval(days=days) for name, days in HORIZONS.items()}
    within = {f"within_{name}": kept.slice_start_ts >= start for name, start in since.items()}
    return kept.select("host_ip", "role", *metrics, **within)


def put_together(asked: ir.Table, *described: ir.Table, min_support: int) -> ir.Table:
    """All baselines in one table, with the columns of FG_B_HOSTS.

    asked      one row: reference_ts
    described  what `quantiles.describe` says of some metrics after others, for each of BASELINES in turn
    """
    parts = len(described) // len(BASELINES)
    tables = []
    for place, (horizon, scope) in enumerate(BASELINES):
        by = list(SCOPES[scope])
        first, *others = described[place * parts : (place + 1) * parts]
        for other in others:
            first = first.inner_join(other.drop("rows_cnt"), by)
        whole = first.cross_join(asked)
        whole = whole.mutate(
            scope=ibis.literal(scope),
            host_ip=whole.host_ip if scope == "host" else ibis.null("string"),
            horizon=ibis.literal(horizon),
            support_cnt=whole.rows_cnt,
            cold_start=whole.rows_cnt < min_support,
            **{
                f"{metric}_iqr": whole[f"{metric}_p75"] - whole[f"{metric}_p25"]
                for metric in BASELINE_METRICS
            },
        )
        tables.append(whole.select(*FG_B_HOSTS.columns))
    return ibis.union(*tables)
