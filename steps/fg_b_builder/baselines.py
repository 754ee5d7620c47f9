"""Robust baselines of FG-A's metrics: which rows they are of, and how they are put together, as expressions.

What is said of each metric (`common.quantiles`) are the quantiles and spreads that outliers move least.
"""

from __future__ import annotations

from collections.abc import Sequence

from common.expressions import ibis, ir
from common.quantiles import STATISTICS, Grouping
from common.schemas import ACTIVE, BASELINE_METRICS, FG_B_HOSTS, HORIZONS

SCOPES = {"host": ("host_ip", "role"), "population": ("role",)}
"""What a baseline is of, and the columns that its rows of FG-A share."""

WITHIN = {horizon: f"within_{horizon}" for horizon in HORIZONS}
"""What tells of each row of `choose_metrics` whether it lies in a horizon."""

BASELINES = {
    (horizon, scope): Grouping(by, within)
    for horizon, within in WITHIN.items()
    for scope, by in SCOPES.items()
}
"""What baselines there are: horizon and scope, and which rows of `choose_metrics` they are of."""


def before(rows: ir.Table, asked: ir.Table) -> ir.Table:
    """Keep what had ended by the reference time, whatever file it lies in: nothing later may leak in.

    asked  one row: reference_ts and what else there is, which every row is given
    """
    dated = rows.cross_join(asked)
    return dated.filter(dated.slice_end_ts <= dated.reference_ts)


def choose_metrics(
    rows: ir.Table, asked: ir.Table, *, metrics: Sequence[str], active_only: bool = True
) -> ir.Table:
    """Keep the slices before the reference time in which a host did anything, and of their metrics these.

    FG-A also has rows of the silent slices within a day of an active one. With them, the usual of whoever is
    there for a working day only would be nothing, and all that it does would be more than usual.

    Each row also says of each horizon whether it lies in it: WITHIN.
    """
    # Computed once, and not for each row: DuckDB asks a calendar.
    since = {
        f"since_{name}": asked.reference_ts - ibis.interval(days=days) for name, days in HORIZONS.items()
    }
    earlier = before(rows, asked.mutate(**since))
    kept = earlier.filter(earlier[ACTIVE] > 0) if active_only else earlier
    lying = {within: kept.slice_start_ts >= kept[f"since_{name}"] for name, within in WITHIN.items()}
    return kept.select("host_ip", "role", *metrics, **lying)


def put_together(asked: ir.Table, *described: ir.Table, min_support: int) -> ir.Table:
    """All baselines in one table, with the columns of FG_B_HOSTS.

    asked      one row: reference_ts
    described  what `quantiles.describe` says of some metrics after others, for each of BASELINES in turn
    """
    parts = len(described) // len(BASELINES)
    statistics = [f"{metric}_{statistic}" for metric in BASELINE_METRICS for statistic in STATISTICS]
    tables = []
    for place, (horizon, scope) in enumerate(BASELINES):
        first, *others = described[place * parts : (place + 1) * parts]
        for other in others:
            first = first.inner_join(other.drop("rows_cnt"), list(SCOPES[scope]))
        tables.append(
            first.select(
                ibis.literal(scope).name("scope"),
                first.host_ip if scope == "host" else ibis.null("string").name("host_ip"),
                "role",
                ibis.literal(horizon).name("horizon"),
                "rows_cnt",
                *statistics,
            )
        )
    rows = ibis.union(*tables).cross_join(asked)
    whole = rows.mutate(
        support_cnt=rows.rows_cnt,
        cold_start=rows.rows_cnt < min_support,
        **{f"{metric}_iqr": rows[f"{metric}_p75"] - rows[f"{metric}_p25"] for metric in BASELINE_METRICS},
    )
    return whole.select(*FG_B_HOSTS.columns)
