"""FG-A against baselines: robust z scores, ratios and log ratios. Table expressions, for any engine.

z is (x - median) / scale. The scale is 1.4826 MAD, which estimates the standard deviation of a normal
distribution (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers"); where more than half of a
host's slices are alike, the MAD is 0, and the scale is IQR / 1.349, which estimates the same; where that is
0 too, it is a tenth of the median, and at least the metric's unit.
"""

from __future__ import annotations

from common.expressions import ibis, ir
from common.schemas import BASELINE_METRICS, COMPARISONS, FG_C, HORIZONS, KEY, KEYS, compared

MAD_SCALE, IQR_SCALE = 1.4826, 1.349
RELATIVE_FLOOR = 0.1
Z_CLIP = 20.0
RATIO_CLIP = 1e6
UNIT_FLOOR = 1.0
"""The least difference that means anything, of counts, bytes, seconds and sessions a peer."""
SMALL_FLOORS = {"drop_ratio": 0.01, "reset_ratio": 0.01, "aged_out_ratio": 0.01, "bytes_asymmetry": 0.01,
                "peer_entropy": 0.1}  # fmt: skip
"""That of shares of a whole, and of nats."""

_WHOSE = ("host_ip", "role", "reference_ts", "scope")
"""What is no yardstick of a host's usual."""


def count_rows(rows: ir.Table) -> ir.Table:
    """Count the rows of each slice: slice_start_ts, rows."""
    return rows.group_by("slice_start_ts").agg(rows=rows.count())


def measure(rows: ir.Table) -> ir.Table:
    """Make numbers of what is compared, with their logarithms: keys, <metric>, <metric>_log.

    rows  keys and baseline metrics of FG-A
    """
    values = {metric: rows[metric].cast("float64") for metric in BASELINE_METRICS}
    logs = {f"{metric}_log": _signed_log(value) for metric, value in values.items()}
    return rows.select(*KEYS, **values, **logs)


def usual_of_hosts(rows: ir.Table, baselines: ir.Table, *, horizon: str) -> ir.Table:
    """Say what each host of the rows is compared with: its baseline, or the population's where it is cold.

    baselines  FG_B_HOSTS of one reference time

    Returns host_ip, role, reference_ts, scope and the yardsticks of each metric, null where scope is `none`.
    """
    usual = baselines.filter(baselines.horizon == horizon)
    chosen = usual.filter((usual.scope == "population") | ~usual.cold_start)
    yardsticks = {
        f"{metric}_{name}": value
        for metric in BASELINE_METRICS
        for name, value in _yardsticks(chosen, metric).items()
    }
    chosen = chosen.select(
        usual_role=chosen.role,
        # One key for both scopes: every column comes from one join, and not from a choice between two.
        usual_host=ibis.coalesce(chosen.host_ip, ""),
        usual_scope=chosen.scope,
        **yardsticks,
    )
    warm = usual.filter((usual.scope == "host") & ~usual.cold_start)
    warm = warm.select(warm_host=warm.host_ip, warm_role=warm.role)
    hosts = rows.select("host_ip", "role").distinct()
    keyed = hosts.left_join(warm, [("host_ip", "warm_host"), ("role", "warm_role")])
    keyed = keyed.mutate(key=ibis.coalesce(keyed.warm_host, "")).drop("warm_host", "warm_role")
    joined = keyed.left_join(chosen, [("key", "usual_host"), ("role", "usual_role")])
    joined = joined.cross_join(baselines.aggregate(reference_ts=baselines.reference_ts.max()))
    return joined.select(
        "host_ip", "role", "reference_ts", *yardsticks, scope=ibis.coalesce(joined.usual_scope, "none")
    )


def compare_all(measured: ir.Table, novelty: ir.Table, *usual: ir.Table) -> ir.Table:
    """Compare rows and count their new pairs, with the columns of FG_C.

    measured  what `measure` makes of rows
    novelty   new and rare pairs of each key; hosts without pairs have none
    usual     what `usual_of_hosts` says of the rows' hosts, for each of HORIZONS
    """
    # Structures and not hundreds of columns: each would be named again in every join and selection.
    rows = measured.select(
        *KEYS, now=ibis.struct({name: measured[name] for name in measured.columns if name not in KEYS})
    )
    for horizon, table in zip(HORIZONS, usual, strict=True):
        renamed = table.select(
            table.host_ip.name(f"host_{horizon}"),
            table.role.name(f"role_{horizon}"),
            table.reference_ts.name(f"reference_{horizon}"),
            table.scope.name(f"baseline_scope_{horizon}"),
            ibis.struct({name: table[name] for name in table.columns if name not in _WHOSE}).name(
                f"usual_{horizon}"
            ),
        )
        rows = rows.left_join(renamed, [("host_ip", f"host_{horizon}"), ("role", f"role_{horizon}")])
        rows = rows.drop(f"host_{horizon}", f"role_{horizon}")
    compared_rows = rows.select(
        *KEYS,
        *(f"baseline_scope_{horizon}" for horizon in HORIZONS),
        baseline_reference_ts=rows[f"reference_{next(iter(HORIZONS))}"],
        **{
            compared(metric, kind, horizon): value
            for horizon in HORIZONS
            for metric in BASELINE_METRICS
            for kind, value in _comparisons(metric, rows.now, rows[f"usual_{horizon}"]).items()
        },
    )
    return _complete(compared_rows, novelty)


def compare_with_nothing(rows: ir.Table, novelty: ir.Table) -> ir.Table:
    """Give rows of FG-A the columns of FG_C where there is no baseline yet: comparisons are null."""
    nothing = rows.select(
        *KEYS,
        baseline_reference_ts=ibis.null("timestamp('UTC')"),
        **{f"baseline_scope_{horizon}": ibis.literal("none") for horizon in HORIZONS},
        **{
            compared(metric, kind, horizon): ibis.null("float64")
            for horizon in HORIZONS
            for metric in BASELINE_METRICS
            for kind in ("baseline", *COMPARISONS)
        },
    )
    return _complete(nothing, novelty)


def _complete(compared_rows: ir.Table, novelty: ir.Table) -> ir.Table:
    joined = compared_rows.left_join(novelty, list(KEY))
    return joined.mutate(
        new_pair_cnt=ibis.coalesce(joined.new_pair_cnt, 0),
        rare_pair_cnt=ibis.coalesce(joined.rare_pair_cnt, 0),
    ).select(*FG_C.columns)


def _yardsticks(usual: ir.Table, metric: str) -> dict[str, ir.FloatingValue]:
    """Return what a value is measured by: known once a baseline, and not once a row that is compared."""
    median, mad, iqr = (usual[f"{metric}_{statistic}"] for statistic in ("median", "mad", "iqr"))
    floor = ibis.literal(floor_of(metric))
    least = ibis.greatest(floor, median.abs() * RELATIVE_FLOOR)
    # The largest of a number and null is the number: without a median there is no ratio all the same.
    divisor = ibis.ifelse(median.notnull(), ibis.greatest(floor, median.abs()), ibis.null("float64"))
    return {
        "median": median,
        "scale": ibis.cases((mad > 0, mad * MAD_SCALE), (iqr > 0, iqr / IQR_SCALE), else_=least),
        "divisor": divisor,
        "log": _signed_log(median),
    }


def _comparisons(metric: str, now: ir.StructValue, usual: ir.StructValue) -> dict[str, ir.FloatingValue]:
    value, median = now[metric], usual[f"{metric}_median"]
    return {
        "baseline": median,
        "z": _clip((value - median) / usual[f"{metric}_scale"], Z_CLIP),
        "ratio": _clip(value / usual[f"{metric}_divisor"], RATIO_CLIP),
        "log_ratio": now[f"{metric}_log"] - usual[f"{metric}_log"],
    }


def floor_of(metric: str) -> float:
    """Return the least difference that means anything of a metric over a window."""
    return next((floor for name, floor in SMALL_FLOORS.items() if metric.startswith(name)), UNIT_FLOOR)


def _clip(value: ir.FloatingValue, most: float) -> ir.FloatingValue:
    """Stop at a distance from 0; null stays null, which the lesser of null and a number would not."""
    return value.sign() * ibis.least(value.abs(), most)


def _signed_log(value: ir.FloatingValue) -> ir.FloatingValue:
    """Logarithm of one more, odd about 0: negative values (bytes_asymmetry) have one too."""
    return value.sign() * (value.abs() + 1.0).ln()
