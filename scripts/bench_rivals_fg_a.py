"""FG-A by hand, as a process of its own: from Parquet deltas to a file a slice, with each of four tools."""

# ruff: noqa: S608, E501, SIM905 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

METRICS = (
    "sessions_cnt,bytes_sent_sum,bytes_recv_sum,duration_sum,allow_cnt,drop_cnt,alert_cnt,rst_cnt,aged_out_cnt,"
    "tcp_cnt,udp_cnt,icmp_cnt,peers_cnt,ports_cnt,max_sessions_per_minute,peer_entropy"
).split(",")
WINDOWS = {"15m": 1, "30m": 2, "1h": 4, "8h": 32, "24h": 96}
RATIOS = {
    "drop_ratio": ("drop_cnt", "sessions_cnt"),
    "reset_ratio": ("rst_cnt", "sessions_cnt"),
    "aged_out_ratio": ("aged_out_cnt", "sessions_cnt"),
    "sessions_per_peer": ("sessions_cnt", "peers_cnt"),
}
QUARTER = timedelta(minutes=15)


def run_duckdb(out: str, start: datetime, end: datetime, source: str) -> None:
    """Aggregate once for a single slice; slide windows over a dense grid for several."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    single = end - start == QUARTER
    columns: list[str] = []
    for window, length in WINDOWS.items():
        if single:
            over = f"FILTER (slice_start_ts > TIMESTAMPTZ '{start - length * QUARTER}')"
        else:
            over = f"OVER (PARTITION BY g.host_ip, g.role ORDER BY moment ROWS {length - 1} PRECEDING)"
        columns.append(f"count(sessions_cnt) {over} AS active_slices_w_{window}")
        for metric in METRICS:
            columns += [
                f"coalesce({name}({metric}) {over}, 0) AS {metric}_{name if name != 'avg' else 'mean'}_w_{window}"
                for name in ("sum", "avg", "max")
            ]
    ratios: list[str] = []
    for window in WINDOWS:
        for name, (part, whole) in RATIOS.items():
            ratios.append(
                f"coalesce({part}_sum_w_{window} / nullif({whole}_sum_w_{window}, 0), 0) AS {name}_w_{window}"
            )
        sent, received = f"bytes_sent_sum_sum_w_{window}", f"bytes_recv_sum_sum_w_{window}"
        ratios.append(
            f"coalesce(({sent} - {received}) / nullif({sent} + {received}, 0), 0) AS bytes_asymmetry_w_{window}"
        )
    listed = ", ".join(columns)
    low = start - 95 * QUARTER
    deltas = (
        f"SELECT * FROM read_parquet('{source}/**/*.parquet', hive_partitioning = false) "
        f"WHERE slice_start_ts >= TIMESTAMPTZ '{low}' AND slice_start_ts < TIMESTAMPTZ '{end}'"
    )
    if single:
        body = (
            f"SELECT host_ip, role, TIMESTAMPTZ '{start}' AS moment, {listed} FROM ({deltas}) GROUP BY 1, 2"
        )
    else:
        body = (
            f"WITH d AS ({deltas}), h AS (SELECT DISTINCT host_ip, role FROM d), "
            f"g AS (SELECT * FROM h, (SELECT unnest(generate_series(TIMESTAMPTZ '{low}', "
            f"TIMESTAMPTZ '{end - QUARTER}', INTERVAL 15 MINUTE)) AS moment)) "
            f"SELECT g.host_ip, g.role, moment, {listed} FROM g LEFT JOIN d "
            "ON d.host_ip = g.host_ip AND d.role = g.role AND d.slice_start_ts = g.moment"
        )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"COPY (SELECT * RENAME (moment AS slice_start_ts), {', '.join(ratios)}, strftime(moment, '%Y-%m-%d') AS dt, "
            f"strftime(moment, '%H') AS hh, strftime(moment, '%M') AS mm FROM ({body}) "
            f"WHERE moment >= TIMESTAMPTZ '{start}' AND active_slices_w_24h > 0 ORDER BY slice_start_ts, host_ip, role) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (dt, hh, mm))"
        )


def run_polars(out: str, start: datetime, end: datetime, source: str) -> None:
    """The same with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    low = start - 95 * QUARTER
    at = pl.col("slice_start_ts")
    deltas = pl.scan_parquet(f"{source}/**/*.parquet", hive_partitioning=False).filter(
        (at >= low) & (at < end)
    )
    single = end - start == QUARTER
    columns: list[pl.Expr] = []
    for window, length in WINDOWS.items():
        for metric in METRICS:
            one = pl.col(metric)
            if single:
                some = one.filter(at > start - length * QUARTER)
                three = (some.sum(), some.mean(), some.max())
            else:
                host = ["host_ip", "role"]
                size = {"window_size": length, "min_samples": 1}
                three = tuple(
                    getattr(one, f"rolling_{name}")(**size).over(host) for name in ("sum", "mean", "max")
                )
            columns += [
                value.fill_null(0).alias(f"{metric}_{name}_w_{window}")
                for name, value in zip(("sum", "mean", "max"), three, strict=True)
            ]
        first = pl.col("sessions_cnt")
        active = (
            first.filter(at > start - length * QUARTER).count()
            if single
            else first.is_not_null()
            .cast(pl.Int64)
            .rolling_sum(length, min_samples=1)
            .over(["host_ip", "role"])
        )
        columns.append(active.alias(f"active_slices_w_{window}"))
    if single:
        table = deltas.group_by("host_ip", "role").agg(columns).with_columns(pl.lit(start).alias("moment"))
    else:
        known = deltas.collect().lazy()
        times = pl.LazyFrame(
            {"slice_start_ts": [low + step * QUARTER for step in range((end - low) // QUARTER)]}
        ).cast({"slice_start_ts": pl.Datetime("us", "UTC")})
        grid = known.select("host_ip", "role").unique().join(times, how="cross")
        dense = grid.join(known, on=["host_ip", "role", "slice_start_ts"], how="left")
        dense = dense.sort("host_ip", "role", "slice_start_ts")
        table = dense.select("host_ip", "role", at.alias("moment"), *columns).filter(
            pl.col("moment") >= start
        )
    for window in WINDOWS:
        pairs = {
            name: (pl.col(f"{part}_sum_w_{window}"), pl.col(f"{whole}_sum_w_{window}"))
            for name, (part, whole) in RATIOS.items()
        }
        sent, received = (pl.col(f"bytes_{way}_sum_sum_w_{window}") for way in ("sent", "recv"))
        pairs["bytes_asymmetry"] = (sent - received, sent + received)
        table = table.with_columns(
            pl.when(whole != 0).then(part / whole).otherwise(0.0).alias(f"{name}_w_{window}")
            for name, (part, whole) in pairs.items()
        )
    rows = table.filter(pl.col("active_slices_w_24h") > 0).sort("moment", "host_ip", "role").collect()
    for (moment,), piece in rows.partition_by("moment", as_dict=True).items():
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.rename({"moment": "slice_start_ts"}).write_parquet(
            folder / "part-00000.parquet", compression="snappy"
        )


def run_pyspark(out: str, start: datetime, end: datetime, source: str) -> None:
    """The same in Spark's SQL."""
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - each rival pays for its imports

    spark = open_spark()
    low, single = start - 95 * QUARTER, end - start == QUARTER
    at = "slice_start_ts" if single else "moment"
    files = spark.read.option("recursiveFileLookup", "true").parquet(source)
    files.where(
        f"slice_start_ts >= TIMESTAMP '{low}' AND slice_start_ts < TIMESTAMP '{end}'"
    ).createOrReplaceTempView("d")
    columns: list[str] = []
    for window, length in WINDOWS.items():
        over = (
            f"FILTER (WHERE {at} > TIMESTAMP '{start - length * QUARTER}')"
            if single
            else f"OVER (PARTITION BY host_ip, role ORDER BY moment ROWS {length - 1} PRECEDING)"
        )
        columns.append(f"count(sessions_cnt) {over} AS active_slices_w_{window}")
        columns += [
            f"coalesce({name}({metric}) {over}, 0) AS {metric}_{name if name != 'avg' else 'mean'}_w_{window}"
            for metric in METRICS
            for name in ("sum", "avg", "max")
        ]
    ratios: list[str] = []
    for window in WINDOWS:
        ratios += [
            f"coalesce({part}_sum_w_{window} / nullif({whole}_sum_w_{window}, 0), 0) AS {name}_w_{window}"
            for name, (part, whole) in RATIOS.items()
        ]
        sent, received = f"bytes_sent_sum_sum_w_{window}", f"bytes_recv_sum_sum_w_{window}"
        ratios.append(
            f"coalesce(({sent} - {received}) / nullif({sent} + {received}, 0), 0) AS bytes_asymmetry_w_{window}"
        )
    listed = ", ".join(columns)
    if single:
        body = f"SELECT host_ip, role, TIMESTAMP '{start}' AS moment, {listed} FROM d GROUP BY 1, 2"
    else:
        body = (
            f"SELECT host_ip, role, moment, {listed} FROM (SELECT g.host_ip, g.role, g.moment, {', '.join(METRICS)} "
            f"FROM (SELECT *, explode(sequence(TIMESTAMP '{low}', TIMESTAMP '{end - QUARTER}', "
            "INTERVAL 15 MINUTE)) AS moment FROM (SELECT DISTINCT host_ip, role FROM d)) g LEFT JOIN d "
            "ON d.host_ip = g.host_ip AND d.role = g.role AND d.slice_start_ts = g.moment)"
        )
    rows = spark.sql(
        f"SELECT *, {', '.join(ratios)}, moment AS slice_start_ts, date_format(moment, 'yyyy-MM-dd') AS dt, "
        f"date_format(moment, 'HH') AS hh, date_format(moment, 'mm') AS mm FROM ({body}) "
        f"WHERE moment >= TIMESTAMP '{start}' AND active_slices_w_24h > 0"
    )
    rows = rows.repartition("dt", "hh", "mm").sortWithinPartitions("dt", "hh", "mm", "host_ip", "role")
    rows.write.partitionBy("dt", "hh", "mm").option("compression", "snappy").parquet(out)
    close_spark(spark)


def run_pandas(out: str, start: datetime, end: datetime, source: str) -> None:
    """The same with pandas: rolling windows over a dense grid."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    low, host = start - 95 * QUARTER, ["host_ip", "role"]
    files = [pd.read_parquet(path, partitioning=None) for path in sorted(Path(source).rglob("*.parquet"))]
    deltas = pd.concat(files, ignore_index=True)
    deltas = deltas[(deltas.slice_start_ts >= low) & (deltas.slice_start_ts < end)]
    metrics, single = list(METRICS), end - start == QUARTER
    if not single:
        times = pd.DataFrame({"slice_start_ts": pd.date_range(low, end - QUARTER, freq="15min")})
        times["slice_start_ts"] = times.slice_start_ts.astype(deltas.slice_start_ts.dtype)
        grid = deltas[host].drop_duplicates().merge(times, how="cross")
        deltas = grid.merge(deltas, on=[*host, "slice_start_ts"], how="left")
        deltas = deltas.sort_values([*host, "slice_start_ts"], ignore_index=True)
        asked = deltas.slice_start_ts >= start
    known = pd.MultiIndex.from_frame(deltas[host].drop_duplicates()) if single else deltas.index[asked]
    pieces = []
    for window, length in WINDOWS.items():
        if single:
            groups = deltas[deltas.slice_start_ts > start - length * QUARTER].groupby(host)[metrics]
        else:
            groups = deltas.groupby(host)[metrics].rolling(length, min_periods=1)
        for name in ("sum", "mean", "max", "count"):
            found = getattr(groups, name)()
            found = (found if single else found.droplevel(host)).reindex(known)
            if name == "count":
                found = found[["sessions_cnt"]].set_axis([f"active_slices_w_{window}"], axis=1)
            else:
                found.columns = [f"{metric}_{name}_w_{window}" for metric in metrics]
            pieces.append(found.fillna(0))
    table = pd.concat(pieces, axis=1)
    ratios = {}
    for window in WINDOWS:
        for name, (part, whole) in RATIOS.items():
            ratios[f"{name}_w_{window}"] = table[f"{part}_sum_w_{window}"] / table[f"{whole}_sum_w_{window}"]
        sent, received = (table[f"bytes_{way}_sum_sum_w_{window}"] for way in ("sent", "recv"))
        ratios[f"bytes_asymmetry_w_{window}"] = (sent - received) / (sent + received)
    table = pd.concat([table, pd.DataFrame(ratios).fillna(0)], axis=1)
    if single:
        table = table.reset_index().assign(slice_start_ts=pd.Timestamp(start))
    else:
        table = table.join(deltas.loc[asked, [*host, "slice_start_ts"]])
    table = table[table["active_slices_w_24h"] > 0].sort_values(["slice_start_ts", *host])
    for moment, piece in table.groupby("slice_start_ts"):
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.to_parquet(folder / "part-00000.parquet", index=False)


if __name__ == "__main__":
    rival, out, start, end, source = sys.argv[1:]
    run = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}[rival]
    run(out, *(datetime.fromisoformat(word).astimezone(UTC) for word in (start, end)), source)
