"""Robust baselines of FG-A's metrics: quantiles, and the spread about the median. Table expressions.

The median absolute deviation and the interquartile range are the spreads that outliers move least (Rousseeuw
and Croux 1993, "Alternatives to the Median Absolute Deviation"). Quantiles interpolate linearly between order
statistics (definition 7 of Hyndman and Fan 1996, as numpy, DuckDB's quantile_cont and Spark's percentile).
"""

from __future__ import annotations

from collections.abc import Sequence

from common.expressions import ibis, ir
from common.schemas import BASELINE_STATISTICS, FG_B_HOSTS, HORIZONS

_QUANTILES = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}
_PLACE = {name: place for place, name in enumerate(_QUANTILES)}

SCOPES = {"host": ("host_ip", "role"), "population": ("role",)}
"""What a baseline is of, and the columns that its rows of FG-A share."""

BASELINES = tuple((horizon, scope) for horizon in HORIZONS for scope in SCOPES)


def before(rows: ir.Table, asked: ir.Table) -> ir.Table:
    """Keep what had ended by the reference time, whatever file it lies in: nothing later may leak in.

    asked  one row: reference_ts
    """
    dated = rows.cross_join(asked)
    return dated.filter(dated.slice_end_ts <= dated.reference_ts).drop("reference_ts")


def choose_metrics(rows: ir.Table, asked: ir.Table, *, metrics: Sequence[str]) -> ir.Table:
    """Keep the rows of before the reference time, and of their metrics these."""
    return before(rows, asked).select("host_ip", "role", "slice_start_ts", *metrics)


def describe_usual(rows: ir.Table, since: ir.Table, *, scope: str, metrics: Sequence[str]) -> ir.Table:
    """Describe each host, or the population: the scope's columns, support_cnt, and each metric's statistics.

    rows   host_ip, role, slice_start_ts and these metrics of FG-A, before the reference time
    since  one row: since_ts, where the horizon begins

    A metric that is null everywhere has null statistics.
    """
    by = list(SCOPES[scope])
    dated = rows.cross_join(since)
    near = dated.filter(dated.slice_start_ts >= dated.since_ts)
    values = near.select(*by, **{metric: near[metric].cast("float64") for metric in metrics})
    quantiles = values.group_by(by).agg(
        support_cnt=values.count(),
        **{f"{metric}_q": values[metric].quantile(list(_QUANTILES.values())) for metric in metrics},
    )
    middles = quantiles.select(
        *by, **{f"{metric}_m": _quantile(quantiles, metric, "median") for metric in metrics}
    )
    compared = values.inner_join(middles, by)
    distances = compared.select(
        *by, **{metric: (compared[metric] - compared[f"{metric}_m"]).abs() for metric in metrics}
    )
    spreads = distances.group_by(by).agg(
        **{f"{metric}_mad": distances[metric].median() for metric in metrics}
    )
    both = quantiles.inner_join(spreads, by)
    statistics = {}
    for metric in metrics:
        for statistic in BASELINE_STATISTICS:
            name = f"{metric}_{statistic}"
            if statistic == "mad":
                statistics[name] = both[name]
            elif statistic == "iqr":
                statistics[name] = _quantile(both, metric, "p75") - _quantile(both, metric, "p25")
            else:
                statistics[name] = _quantile(both, metric, statistic)
    return both.select(*by, "support_cnt", **statistics)


def put_together(asked: ir.Table, *described: ir.Table, min_support: int) -> ir.Table:
    """All baselines in one table, with the columns of FG_B_HOSTS.

    asked      one row: reference_ts
    described  what `describe_usual` makes of some metrics after others, for each of BASELINES in turn
    """
    parts = len(described) // len(BASELINES)
    tables = []
    for place, (horizon, scope) in enumerate(BASELINES):
        by = list(SCOPES[scope])
        first, *others = described[place * parts : (place + 1) * parts]
        for other in others:
            first = first.inner_join(other.drop("support_cnt"), by)
        whole = first.cross_join(asked)
        whole = whole.mutate(
            scope=ibis.literal(scope),
            host_ip=whole.host_ip if scope == "host" else ibis.null("string"),
            horizon=ibis.literal(horizon),
            cold_start=whole.support_cnt < min_support,
        )
        tables.append(whole.select(*FG_B_HOSTS.columns))
    return ibis.union(*tables)


def _quantile(table: ir.Table, metric: str, name: str) -> ir.FloatingValue:
    return table[f"{metric}_q"][_PLACE[name]]
