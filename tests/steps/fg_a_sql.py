"""An independent FG-A: DuckDB SQL that joins every slice with every delta of each window, and adds up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

LENGTHS = {"15m": 15, "30m": 30, "1h": 60, "8h": 480, "24h": 1440}
"""In minutes."""
COUNTS = [
    "sessions_cnt",
    "bytes_sent_sum",
    "bytes_recv_sum",
    "allow_cnt",
    "drop_cnt",
    "alert_cnt",
    "rst_cnt",
    "aged_out_cnt",
    "tcp_cnt",
    "udp_cnt",
    "icmp_cnt",
    "peers_cnt",
    "ports_cnt",
    "max_sessions_per_minute",
]
REALS = ["duration_sum", "peer_entropy"]
RATIOS = {
    "drop_ratio": ("sum(drop_cnt)", "sum(sessions_cnt)"),
    "reset_ratio": ("sum(rst_cnt)", "sum(sessions_cnt)"),
    "aged_out_ratio": ("sum(aged_out_cnt)", "sum(sessions_cnt)"),
    "bytes_asymmetry": (
        "sum(bytes_sent_sum::HUGEINT) - sum(bytes_recv_sum::HUGEINT)",
        "sum(bytes_sent_sum::HUGEINT) + sum(bytes_recv_sum::HUGEINT)",
    ),
    "sessions_per_peer": ("sum(sessions_cnt)", "sum(peers_cnt)"),
}


def _aggregates(window: str) -> dict[str, str]:
    found = {f"active_slices_w_{window}": "count(*)"}
    for metric in COUNTS:
        found[f"{metric}_sum_w_{window}"] = f"least(sum({metric}::HUGEINT), 9223372036854775807)::BIGINT"
    for metric in REALS:
        found[f"{metric}_sum_w_{window}"] = f"sum({metric})"
    for metric in (*COUNTS, *REALS):
        kind = "HUGEINT" if metric in COUNTS else "DOUBLE"
        found[f"{metric}_mean_w_{window}"] = f"sum({metric}::{kind})::DOUBLE / count(*)"
        found[f"{metric}_max_w_{window}"] = f"max({metric})"
    for ratio, (part, whole) in RATIOS.items():
        found[f"{ratio}_w_{window}"] = f"coalesce(({part})::DOUBLE / nullif({whole}, 0)::DOUBLE, 0)"
    return found


def differences(deltas: Path, fg_a: Path, begin: datetime, end: datetime) -> tuple[list[str], int]:
    """Compare FG-A in a folder with what the query finds in deltas, all columns and rows.

    Returns the columns that differ anywhere (integers exactly, floats by more than 1e-9 of their size), and
    how many rows both have; rows that only one has differ in the column `host_ip`.
    """
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET TimeZone = 'UTC'")
    for name, folder in {"delta": deltas, "actual": fg_a}.items():
        connection.execute(
            f"CREATE TABLE {name} AS FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = false)"
        )
    joins, columns, kinds = [], [], {}
    for window, minutes in LENGTHS.items():
        aggregates = _aggregates(window)
        chosen = ", ".join(f"{sql} AS {name}" for name, sql in aggregates.items())
        connection.execute(
            f"""CREATE TABLE w_{window} AS
            SELECT t, host_ip, role, {chosen}
            FROM (SELECT unnest(generate_series(?, ? - INTERVAL 15 MINUTE, INTERVAL 15 MINUTE)) AS t) slices
            JOIN delta ON slice_start_ts <= t AND slice_start_ts > t - INTERVAL {minutes} MINUTE
            GROUP BY t, host_ip, role""",
            [begin, end],
        )
        if window != "24h":
            joins.append(f"LEFT JOIN w_{window} USING (t, host_ip, role)")
        columns += [f"coalesce({name}, 0) AS {name}" for name in aggregates]
        kinds |= {name: name.endswith(f"_mean_w_{window}") or _is_real(name) for name in aggregates}
    connection.execute(
        f"""CREATE TABLE expected AS
        SELECT t AS slice_start_ts, t + INTERVAL 15 MINUTE AS slice_end_ts, host_ip, role,
        {", ".join(columns)}
        FROM w_24h {" ".join(joins)}"""
    )
    listed = [column[0] for column in connection.execute("SELECT * FROM actual").description]
    assert {*kinds, "host_ip", "role", "slice_start_ts", "slice_end_ts"} == set(listed)
    tests = [
        f"a.{name} IS NULL OR abs(e.{name} - a.{name}) > 1e-9 * abs(e.{name}) + 1e-15"
        if real
        else f"e.{name} IS DISTINCT FROM a.{name}"
        for name, real in {**kinds, "slice_end_ts": False}.items()
    ]
    names = [*kinds, "slice_end_ts"]
    counted = ", ".join(f"count(*) FILTER ({test})" for test in tests)
    found = connection.execute(
        f"SELECT {counted} FROM expected e JOIN actual a USING (slice_start_ts, host_ip, role)"
    ).fetchone()
    sizes = connection.execute(
        """SELECT (SELECT count(*) FROM expected), (SELECT count(*) FROM actual),
        (SELECT count(*) FROM expected SEMI JOIN actual USING (slice_start_ts, host_ip, role))"""
    ).fetchone()
    connection.close()
    assert found is not None
    assert sizes is not None
    wrong = [name for name, count in zip(names, found, strict=True) if count]
    return ([] if len(set(sizes)) == 1 else ["host_ip"]) + wrong, sizes[2]


def _is_real(name: str) -> bool:
    return name.startswith((*REALS, *RATIOS))
