"""FG-A against baselines: robust z scores, ratios and log ratios. Table expressions, for any engine.

z is (x - median) / scale. The scale is 1.4826 MAD, which estimates the standard deviation of a normal
distribution (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers"); where more than half of a
host's slices are alike, the MAD is 0, and the scale is IQR / 1.349, which estimates the same; where that is
0 too, it is a tenth of the median, and at least the metric's unit.
"""

from __future__ import annotations

from common.expressions import ibis, ir
from common.schemas import BASELINE_METRICS, COMPARISONS, FG_C, HORIZONS, KEY, compared

MAD_SCALE, IQR_SCALE = 1.4826, 1.349
RELATIVE_FLOOR = 0.1
Z_CLIP = 20.0
RATIO_CLIP = 1e6
UNIT_FLOOR = 1.0
"""The least difference that means anything, of counts, bytes, seconds and sessions a peer."""
SMALL_FLOORS = {"drop_ratio": 0.01, "reset_ratio": 0.01, "aged_out_ratio": 0.01, "bytes_asymmetry": 0.01,
                "peer_entropy": 0.1}  # fmt: skip
"""That of shares of a whole, and of nats."""


def compare(rows: ir.Table, baselines: ir.Table | None) -> ir.Table:
    """Compare each row with its host's baseline, or with the population's where the host is cold.

    rows       keys and baseline metrics of FG-A
    baselines  FG_B_HOSTS of one reference time; None where there is none yet

    Returns the keys, baseline_reference_ts, the scopes and the comparisons of FG_C.
    """
    if baselines is None:
        return rows.mutate(
            baseline_reference_ts=ibis.null("timestamp('UTC')"),
            **{f"baseline_scope_{horizon}": ibis.literal("none") for horizon in HORIZONS},
            **{
                compared(metric, kind, horizon): ibis.null("float64")
                for horizon in HORIZONS
                for metric in BASELINE_METRICS
                for kind in ("baseline", *COMPARISONS)
            },
        ).drop(*BASELINE_METRICS)
    joined = rows
    for horizon in HORIZONS:
        joined = _join_usual(joined, baselines.filter(baselines.horizon == horizon), horizon)
    reference = baselines.aggregate(baseline_reference_ts=baselines.reference_ts.max())
    placed = joined.cross_join(reference)
    values = {metric: placed[metric].cast("float64") for metric in BASELINE_METRICS}
    logs = {metric: _signed_log(value) for metric, value in values.items()}
    return placed.select(
        *(name for name in rows.columns if name not in BASELINE_METRICS),
        "baseline_reference_ts",
        *(f"baseline_scope_{horizon}" for horizon in HORIZONS),
        **{
            compared(metric, kind, horizon): value
            for horizon in HORIZONS
            for metric in BASELINE_METRICS
            for kind, value in _comparisons(
                metric, values[metric], logs[metric], placed[f"usual_{horizon}"]
            ).items()
        },
    )


def _join_usual(rows: ir.Table, usual: ir.Table, horizon: str) -> ir.Table:
    """Add what is usual over one horizon, as one structure, and whose it is."""
    warm = usual.filter((usual.scope == "host") & ~usual.cold_start)
    hosts = warm.select("role", host_ip=warm.host_ip, is_warm=ibis.literal(True))
    keyed = rows.left_join(hosts, ["host_ip", "role"]).drop("host_ip_right", "role_right")
    # One key for both scopes: every column comes from one join, and not from a choice between two.
    keyed = keyed.mutate(key=ibis.ifelse(keyed.is_warm.notnull(), keyed.host_ip, ibis.null("string")))
    population = usual.filter(usual.scope == "population")
    chosen = warm.union(population)
    # One structure and not a hundred columns: each would be named again in every join and selection.
    renamed = chosen.select(
        usual_role=chosen.role,
        usual_host=ibis.coalesce(chosen.host_ip, ""),
        usual_scope=chosen.scope,
        usual=ibis.struct(
            {
                f"{metric}_{name}": value
                for metric in BASELINE_METRICS
                for name, value in _yardsticks(chosen, metric).items()
            }
        ),
    )
    joined = keyed.left_join(
        renamed,
        (ibis.coalesce(keyed.key, "") == renamed.usual_host) & (keyed.role == renamed.usual_role),
    )
    return joined.select(
        *rows.columns,
        ibis.coalesce(joined.usual_scope, "none").name(f"baseline_scope_{horizon}"),
        joined.usual.name(f"usual_{horizon}"),
    )


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


def _comparisons(
    metric: str, value: ir.FloatingValue, log: ir.FloatingValue, usual: ir.StructValue
) -> dict[str, ir.FloatingValue]:
    median = usual[f"{metric}_median"]
    return {
        "baseline": median,
        "z": _clip((value - median) / usual[f"{metric}_scale"], Z_CLIP),
        "ratio": _clip(value / usual[f"{metric}_divisor"], RATIO_CLIP),
        "log_ratio": log - usual[f"{metric}_log"],
    }


def floor_of(metric: str) -> float:
    """Return the least difference that means anything of a metric over a window."""
    return next((floor for name, floor in SMALL_FLOORS.items() if metric.startswith(name)), UNIT_FLOOR)


def _clip(value: ir.FloatingValue, most: float) -> ir.FloatingValue:
    return ibis.ifelse(value > most, most, ibis.ifelse(value < -most, -most, value))


def _signed_log(value: ir.FloatingValue) -> ir.FloatingValue:
    """Logarithm of one more, odd about 0: negative values (bytes_asymmetry) have one too."""
    size = (value.abs() + 1.0).ln()
    return ibis.ifelse(value < 0, -size, size)


def compare_all(rows: ir.Table, baselines: ir.Table | None, novelty: ir.Table) -> ir.Table:
    """Compare rows and count their new pairs, with the columns of FG_C."""
    return complete(compare(rows, baselines), novelty)


def complete(compared_rows: ir.Table, novelty: ir.Table) -> ir.Table:
    """Put comparisons and pair counts together, with the columns of FG_C; hosts without pairs have none."""
    joined = compared_rows.left_join(novelty, list(KEY))
    return joined.mutate(
        new_pair_cnt=ibis.coalesce(joined.new_pair_cnt, 0),
        rare_pair_cnt=ibis.coalesce(joined.rare_pair_cnt, 0),
    ).select(*FG_C.columns)
