"""FG-B by hand, as a process of its own: features and pair counts become baselines, with each of four tools."""

# ruff: noqa: S608, E501, SIM905 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_DELTAS = (
    "sessions_cnt,bytes_sent_sum,bytes_recv_sum,duration_sum,allow_cnt,drop_cnt,alert_cnt,rst_cnt,aged_out_cnt,"
    "tcp_cnt,udp_cnt,icmp_cnt,peers_cnt,ports_cnt,max_sessions_per_minute,peer_entropy"
).split(",")
_RATIOS = "drop_ratio,reset_ratio,aged_out_ratio,bytes_asymmetry,sessions_per_peer".split(",")
_VOLUMES = "sessions_cnt,bytes_sent_sum,bytes_recv_sum,drop_cnt,peers_cnt,ports_cnt".split(",")
METRICS = (
    *(f"{name}_sum_w_15m" for name in _DELTAS),
    *(f"{name}_w_15m" for name in _RATIOS),
    *(f"{name}_sum_w_{window}" for window in ("1h", "24h") for name in _VOLUMES),
)
ACTIVE = "sessions_cnt_sum_w_15m"
"""Above 0 in the slices that a baseline is of."""
QUANTILES = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}
HORIZONS = {"7d": 7, "30d": 30}
SUPPORT = 96
PAIR = ["source_ip", "destination_ip", "destination_port"]
PAIRS_SQL = """
SELECT source_ip, destination_ip, destination_port, CAST(sum(sessions_cnt) AS BIGINT) AS sessions_cnt,
       count(*) AS slices_cnt, count(DISTINCT CAST(slice_start_ts AS DATE)) AS active_days_cnt,
       min(slice_start_ts) AS first_seen_ts, max(slice_start_ts) AS last_seen_ts,
       min(slice_start_ts) >= {newest} AS is_new,
       count(DISTINCT CAST(slice_start_ts AS DATE)) <= 1 AND sum(sessions_cnt) <= 5 AS is_rare
FROM {pairs} GROUP BY ALL ORDER BY ALL
"""


def scopes() -> Iterator[tuple[str, int, str, list[str]]]:
    """Name each baseline: horizon, days, scope and what its rows share."""
    for horizon, days in HORIZONS.items():
        yield horizon, days, "host", ["host_ip", "role"]
        yield horizon, days, "population", ["role"]


def run_duckdb(out: Path, reference: datetime, features: str, counts: str) -> None:
    """Say it with quantile_cont and mad."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    columns = ", ".join(
        [
            f"quantile_cont({m}::DOUBLE, {share}) AS {m}_{name}"
            for m in METRICS
            for name, share in QUANTILES.items()
        ]
        + [f"mad({m}::DOUBLE) AS {m}_mad" for m in METRICS]
    )
    iqr = ", ".join(f"{m}_p75 - {m}_p25 AS {m}_iqr" for m in METRICS)
    selects = []
    for horizon, days, scope, by in scopes():
        low, host = reference - timedelta(days=days), "host_ip" if scope == "host" else "NULL::VARCHAR"
        selects.append(
            f"SELECT '{scope}' AS scope, {host} AS host_ip, role, '{horizon}' AS horizon, "
            f"count(*) AS support_cnt, count(*) < {SUPPORT} AS cold_start, {columns} FROM rows "
            f"WHERE slice_start_ts >= TIMESTAMPTZ '{low}' GROUP BY {', '.join(by)}"
        )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        low = reference - timedelta(days=30)
        month = f"slice_start_ts >= TIMESTAMPTZ '{low}' AND slice_end_ts <= TIMESTAMPTZ '{reference}'"
        connection.execute(
            f"CREATE TEMP TABLE rows AS SELECT host_ip, role, slice_start_ts, {', '.join(METRICS)} "
            f"FROM read_parquet('{features}/**/*.parquet', hive_partitioning = false) "
            f"WHERE {month} AND {ACTIVE} > 0"
        )
        connection.execute(
            f"COPY (SELECT *, {iqr} FROM ({' UNION ALL '.join(selects)}) ORDER BY scope, host_ip, role, horizon) "
            f"TO '{out}/hosts/part-00000.parquet' (FORMAT parquet, COMPRESSION snappy)"
        )
        pairs = (
            f"(SELECT * FROM read_parquet('{counts}/**/*.parquet', hive_partitioning = false) WHERE {month})"
        )
        newest = f"TIMESTAMPTZ '{reference - timedelta(days=1)}'"
        connection.execute(
            f"COPY ({PAIRS_SQL.format(pairs=pairs, newest=newest)}) "
            f"TO '{out}/pairs/part-00000.parquet' (FORMAT parquet, COMPRESSION snappy)"
        )


def run_polars(out: Path, reference: datetime, features: str, counts: str) -> None:
    """Say it with Polars' quantiles."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    at, low = pl.col("slice_start_ts"), reference - timedelta(days=30)
    month = (at >= low) & (pl.col("slice_end_ts") <= reference)
    rows = (
        pl.scan_parquet(f"{features}/**/*.parquet", hive_partitioning=False)
        .filter(month & (pl.col(ACTIVE) > 0))
        .select("host_ip", "role", "slice_start_ts", *(pl.col(m).cast(pl.Float64) for m in METRICS))
        .collect()
    )
    columns = [
        pl.col(m).quantile(share, interpolation="linear").alias(f"{m}_{name}")
        for m in METRICS
        for name, share in QUANTILES.items()
    ]
    columns += [(pl.col(m) - pl.col(m).median()).abs().median().alias(f"{m}_mad") for m in METRICS]
    tables = []
    for horizon, days, scope, by in scopes():
        near = rows.lazy().filter(at >= reference - timedelta(days=days))
        found = (
            near.group_by(by)
            .agg(pl.len().cast(pl.Int64).alias("support_cnt"), *columns)
            .with_columns(
                pl.lit(scope).alias("scope"),
                pl.lit(horizon).alias("horizon"),
                (pl.col("support_cnt") < SUPPORT).alias("cold_start"),
                *((pl.col(f"{m}_p75") - pl.col(f"{m}_p25")).alias(f"{m}_iqr") for m in METRICS),
            )
        )
        tables.append(found)
    hosts = pl.concat(tables, how="diagonal").sort("scope", "host_ip", "role", "horizon").collect()
    hosts.write_parquet(out / "hosts/part-00000.parquet", compression="snappy")
    days_seen, sessions, first = at.dt.date().n_unique(), pl.col("sessions_cnt").sum(), at.min()
    pairs = pl.scan_parquet(f"{counts}/**/*.parquet", hive_partitioning=False).filter(month)
    found = pairs.group_by(PAIR).agg(
        sessions,
        pl.len().cast(pl.Int64).alias("slices_cnt"),
        days_seen.cast(pl.Int64).alias("active_days_cnt"),
        first.alias("first_seen_ts"),
        at.max().alias("last_seen_ts"),
        (first >= reference - timedelta(days=1)).alias("is_new"),
        ((days_seen <= 1) & (sessions <= 5)).alias("is_rare"),  # noqa: PLR2004 - the step's defaults
    )
    found.sort(PAIR).collect().write_parquet(out / "pairs/part-00000.parquet", compression="snappy")


def run_pandas(out: Path, reference: datetime, features: str, counts: str) -> None:
    """Say it with grouped quantiles of pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    low, metrics = reference - timedelta(days=30), list(METRICS)

    def read(folder: str, columns: list[str]) -> pd.DataFrame:
        files = sorted(Path(folder).rglob("*.parquet"))
        table = pd.concat(
            [pd.read_parquet(path, columns=columns, partitioning=None) for path in files], ignore_index=True
        )
        return table[(table.slice_start_ts >= low) & (table.slice_end_ts <= reference)]

    rows = read(features, ["host_ip", "role", "slice_start_ts", "slice_end_ts", *metrics])
    rows = rows[rows[ACTIVE] > 0]
    tables = []
    for horizon, days, scope, by in scopes():
        near = rows[rows.slice_start_ts >= reference - timedelta(days=days)]
        groups = near.groupby(by)
        found = groups.size().to_frame("support_cnt")
        pieces = [groups[metrics].quantile(share).add_suffix(f"_{name}") for name, share in QUANTILES.items()]
        distances = (near[metrics] - groups[metrics].transform("median")).abs()
        spread = distances.groupby([near[name] for name in by]).median().add_suffix("_mad")
        iqr = pieces[2].to_numpy() - pieces[0].to_numpy()
        wide = pd.DataFrame(iqr, index=pieces[0].index, columns=[f"{m}_iqr" for m in metrics])
        found = pd.concat([found, *pieces, spread, wide], axis=1).reset_index()
        tables.append(found.assign(scope=scope, horizon=horizon, cold_start=found.support_cnt < SUPPORT))
    hosts = pd.concat(tables, ignore_index=True).sort_values(["scope", "host_ip", "role", "horizon"])
    hosts.to_parquet(out / "hosts/part-00000.parquet", index=False)
    pairs = read(counts, [*PAIR, "slice_start_ts", "slice_end_ts", "sessions_cnt"])
    pairs = pairs.assign(day=pairs.slice_start_ts.dt.floor("D"))
    found = pairs.groupby(PAIR, dropna=False, as_index=False).agg(
        sessions_cnt=("sessions_cnt", "sum"),
        slices_cnt=("day", "size"),
        active_days_cnt=("day", "nunique"),
        first_seen_ts=("slice_start_ts", "min"),
        last_seen_ts=("slice_start_ts", "max"),
    )
    found["is_new"] = found.first_seen_ts >= reference - timedelta(days=1)
    found["is_rare"] = (found.active_days_cnt <= 1) & (found.sessions_cnt <= 5)  # noqa: PLR2004 - as above
    found.to_parquet(out / "pairs/part-00000.parquet", index=False)


def run_pyspark(out: Path, reference: datetime, features: str, counts: str) -> None:
    """Say it in Spark's SQL: percentile, and again of the distances from the median."""
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - each rival pays for its imports

    spark = open_spark()
    low = reference - timedelta(days=30)
    month = f"slice_start_ts >= TIMESTAMP '{low}' AND slice_end_ts <= TIMESTAMP '{reference}'"
    for name, folder in (("features", features), ("counts", counts)):
        files = spark.read.option("recursiveFileLookup", "true").parquet(folder)
        files.where(month).createOrReplaceTempView(name)
    spark.sql(
        f"SELECT host_ip, role, slice_start_ts, {', '.join(METRICS)} FROM features WHERE {ACTIVE} > 0"
    ).cache().createOrReplaceTempView("rows")
    shares = ", ".join(str(share) for share in QUANTILES.values())
    quantiles = ", ".join(f"percentile({m}, array({shares})) AS {m}_q" for m in METRICS)
    spreads = ", ".join(f"percentile(abs({m} - {m}_q[1]), 0.5) AS {m}_mad" for m in METRICS)
    columns = ", ".join(
        [f"{m}_q[{place}] AS {m}_{name}" for m in METRICS for place, name in enumerate(QUANTILES)]
        + [f"{m}_q[2] - {m}_q[0] AS {m}_iqr, {m}_mad" for m in METRICS]
    )
    selects = []
    for horizon, days, scope, by in scopes():
        group = ", ".join(by)
        near = f"SELECT * FROM rows WHERE slice_start_ts >= TIMESTAMP '{reference - timedelta(days=days)}'"
        middle = f"SELECT {group}, count(*) AS support_cnt, {quantiles} FROM ({near}) GROUP BY {group}"
        spread = f"SELECT {group}, {spreads} FROM ({near}) JOIN ({middle}) USING ({group}) GROUP BY {group}"
        host = "host_ip" if scope == "host" else "CAST(NULL AS STRING) AS host_ip"
        selects.append(
            f"SELECT '{scope}' AS scope, {host}, role, '{horizon}' AS horizon, support_cnt, "
            f"support_cnt < {SUPPORT} AS cold_start, {columns} FROM ({middle}) JOIN ({spread}) USING ({group})"
        )
    hosts = (
        spark.sql(" UNION ALL ".join(selects)).coalesce(1).sortWithinPartitions("scope", "host_ip", "role")
    )
    hosts.write.mode("overwrite").option("compression", "snappy").parquet(f"{out}/hosts")
    newest = f"TIMESTAMP '{reference - timedelta(days=1)}'"
    pairs = spark.sql(PAIRS_SQL.format(pairs="counts", newest=newest).replace("ORDER BY ALL", ""))
    pairs.coalesce(1).sortWithinPartitions(*PAIR).write.mode("overwrite").parquet(f"{out}/pairs")
    close_spark(spark)


if __name__ == "__main__":
    rival, out, reference, *sources = sys.argv[1:]
    for below in ("hosts", "pairs"):
        Path(out, below).mkdir(parents=True)
    run = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}[rival]
    run(Path(out), datetime.fromisoformat(reference).astimezone(UTC), *sources)
