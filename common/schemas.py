"""The datasets of network detection: every column of each, declared once, in the order it is written.

Steps hand these tables to one another; reading and writing check them (module datasets). A row of every
table but pair counts and baselines is one host in one role in one 15-minute slice.

delta        what the host did in the slice
fg_a         its behaviour over the trailing windows that end with the slice
pair_counts  sessions of each (source, destination, destination port) in the slice
fg_b         baselines as of a reference time: `hosts` (each host, and the population) and `pairs`
fg_c         fg_a against the newest baseline that is not later than the slice
predictions  score, percentile, severity and what drove the score
publication  predictions with everything in fg_a and fg_c
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from common.columns import Schema

KEYS: Mapping[str, str] = MappingProxyType(
    {"host_ip": "string", "role": "string", "slice_start_ts": "timestamp", "slice_end_ts": "timestamp"}
)
"""One host in one role in one slice; role is `source` or `destination`."""

KEY = ("host_ip", "role", "slice_start_ts")
"""What tells one row from another: a slice's end follows from its start."""

ROW_ORDER = ("slice_start_ts", "host_ip", "role")

DELTA_METRICS: Mapping[str, str] = MappingProxyType(
    {
        "sessions_cnt": "int64",
        "bytes_sent_sum": "int64",
        "bytes_recv_sum": "int64",
        "duration_sum": "float64",
        "allow_cnt": "int64",
        "drop_cnt": "int64",
        "alert_cnt": "int64",
        "rst_cnt": "int64",
        "aged_out_cnt": "int64",
        "tcp_cnt": "int64",
        "udp_cnt": "int64",
        "icmp_cnt": "int64",
        "peers_cnt": "int64",
        "ports_cnt": "int64",
        "max_sessions_per_minute": "int64",
        "peer_entropy": "float64",
    }
)
"""duration_sum is in seconds, peer_entropy in nats; ports_cnt counts destination ports in both roles."""

DELTA = Schema(columns={**KEYS, **DELTA_METRICS}, order_by=KEY)

WINDOWS: Mapping[str, int] = MappingProxyType({"15m": 1, "30m": 2, "1h": 4, "8h": 32, "24h": 96})
"""Trailing windows of FG-A: name to length in slices, the row's own slice included."""

STATISTICS = ("sum", "mean", "max")
"""Of a delta metric over the slices of a window in which the host was active; 0 where it was in none.

mean is per active slice. The sum of a metric that does not add up (peers, ports, the busiest minute,
entropy) is the sum over slices, which bounds it from above.
"""

RATIOS = ("drop_ratio", "reset_ratio", "aged_out_ratio", "bytes_asymmetry", "sessions_per_peer")
"""Of the sums of a window, as steps/fg_a_builder/windows.py has them; 0 where the divisor is 0."""

ACTIVE_SLICES = "active_slices"
"""How many slices of a window the host was active in."""


def windowed(metric: str, window: str) -> str:
    """Name a metric over a window: `sessions_cnt_sum_w_1h`, `drop_ratio_w_24h`."""
    return f"{metric}_w_{window}"


def _fg_a_columns() -> dict[str, str]:
    columns: dict[str, str] = {}
    for window in WINDOWS:
        for metric, kind in DELTA_METRICS.items():
            for statistic in STATISTICS:
                columns[windowed(f"{metric}_{statistic}", window)] = (
                    "float64" if statistic == "mean" else kind
                )
        for ratio in RATIOS:
            columns[windowed(ratio, window)] = "float64"
        columns[windowed(ACTIVE_SLICES, window)] = "int64"
    return columns


FG_A = Schema(columns={**KEYS, **_fg_a_columns()}, order_by=ROW_ORDER, complete=True)

PAIR = ("source_ip", "destination_ip", "destination_port")

PAIR_COUNTS = Schema(
    columns={
        "source_ip": "string",
        "destination_ip": "string",
        "destination_port": "int32",
        "slice_start_ts": "timestamp",
        "slice_end_ts": "timestamp",
        "sessions_cnt": "int64",
    },
    order_by=("slice_start_ts", *PAIR),
)
"""destination_port is null where the protocol or the sensor has none; null is a port of its own here."""

_VOLUMES = ("sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", "drop_cnt", "peers_cnt", "ports_cnt")

ACTIVE = windowed("sessions_cnt_sum", "15m")
"""The column of FG-A that is above 0 where the host did anything in the slice; silence has rows, too."""

BASELINE_METRICS: tuple[str, ...] = (
    *(windowed(f"{metric}_sum", "15m") for metric in DELTA_METRICS),
    *(windowed(ratio, "15m") for ratio in RATIOS),
    *(windowed(f"{metric}_sum", window) for window in ("1h", "24h") for metric in _VOLUMES),
)
"""The columns of FG-A that have a baseline: what the host does now, in the hour and in the day."""

HORIZONS: Mapping[str, int] = MappingProxyType({"7d": 7, "30d": 30})
"""How far back from the reference time a baseline looks: name to days."""

BASELINE_STATISTICS = ("median", "p25", "p75", "p95", "p99", "mad", "iqr")
"""Quantiles interpolate linearly; mad is the median absolute deviation, unscaled; iqr is p75 - p25."""

FG_B_HOSTS = Schema(
    columns={
        "reference_ts": "timestamp",
        "scope": "string",
        "host_ip": "string",
        "role": "string",
        "horizon": "string",
        "support_cnt": "int64",
        "cold_start": "boolean",
        **{
            f"{metric}_{statistic}": "float64"
            for metric in BASELINE_METRICS
            for statistic in BASELINE_STATISTICS
        },
    },
    order_by=("scope", "host_ip", "role", "horizon"),
)
"""scope is `host`, or `population` (all hosts of a role together, host_ip null).

support_cnt is the number of rows of FG-A behind the baseline, of active slices unless the record wants all;
cold_start tells that they are too few, so that the population's baseline is the one to use.
"""

FG_B_PAIRS = Schema(
    columns={
        "reference_ts": "timestamp",
        "source_ip": "string",
        "destination_ip": "string",
        "destination_port": "int32",
        "sessions_cnt": "int64",
        "slices_cnt": "int64",
        "active_days_cnt": "int64",
        "first_seen_ts": "timestamp",
        "last_seen_ts": "timestamp",
        "is_new": "boolean",
        "is_rare": "boolean",
    },
    order_by=PAIR,
)
"""Pairs of the 30 days before the reference time; *_seen_ts are starts of slices, days are of UTC."""

COMPARISONS = ("z", "ratio", "log_ratio")


def compared(metric: str, comparison: str, horizon: str) -> str:
    """Name a comparison with a baseline: `sessions_cnt_sum_w_15m_z_7d`."""
    return f"{metric}_{comparison}_{horizon}"


FG_C = Schema(
    columns={
        **KEYS,
        "baseline_reference_ts": "timestamp",
        **{f"baseline_scope_{horizon}": "string" for horizon in HORIZONS},
        "new_pair_cnt": "int64",
        "rare_pair_cnt": "int64",
        **{
            compared(metric, comparison, horizon): "float64"
            for horizon in HORIZONS
            for metric in BASELINE_METRICS
            for comparison in ("baseline", *COMPARISONS)
        },
    },
    order_by=ROW_ORDER,
)
"""`_baseline_` columns hold the median compared with, `_z_` the robust z score.

baseline_scope_<horizon> is `host`, `population` (the host is cold or unknown) or `none` (no baseline yet:
all comparisons are null then).
"""

DRIVERS = 3
"""How many features a prediction names as what drove its score."""

PREDICTIONS = Schema(
    columns={
        **KEYS,
        "model_version": "string",
        "score": "float64",
        "percentile": "float64",
        "severity": "string",
        **{
            f"driver_{place}{suffix}": kind
            for place in range(1, DRIVERS + 1)
            for suffix, kind in (("", "string"), ("_value", "float64"), ("_effect", "float64"))
        },
    },
    order_by=ROW_ORDER,
)
"""score is in (0, 1), higher is more anomalous; percentile in [0, 1] is its place among the training scores.

severity is none, low, medium, high or critical. driver_<n> names a feature, its value before scaling, and by
how much the score falls when the feature is typical instead; null where no further feature raises the score.
"""

PUBLICATION = Schema(
    columns={
        **PREDICTIONS.columns,
        **{name: kind for name, kind in FG_A.columns.items() if name not in KEYS},
        **{name: kind for name, kind in FG_C.columns.items() if name not in KEYS},
    },
    order_by=ROW_ORDER,
)
