"""FG-C by hand, as a process of its own: features against baselines and known pairs, with each of four tools."""

# ruff: noqa: S608, E501, ISC004 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench_rivals_fg_b import METRICS

HORIZONS = ("7d", "30d")
FLOORS = {"drop_ratio": 0.01, "reset_ratio": 0.01, "aged_out_ratio": 0.01, "bytes_asymmetry": 0.01,
          "peer_entropy": 0.1}  # fmt: skip
KEY = ["host_ip", "role", "slice_start_ts"]
PAIR = ("source_ip", "destination_ip", "destination_port")
ROLES = {"source": "source_ip", "destination": "destination_ip"}


def floor_of(metric: str) -> float:
    """Return the least difference that means anything."""
    return next((floor for name, floor in FLOORS.items() if metric.startswith(name)), 1.0)


def run_duckdb(out: str, features: str, counts: str, baselines: str) -> None:
    """Join each horizon's baseline twice: the host's if it is warm, and the population's."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    def read(folder: str) -> str:
        return f"read_parquet('{folder}/**/*.parquet', hive_partitioning = false)"

    columns, joins = [], []
    for horizon in HORIZONS:
        host, all_ = f"h_{horizon}", f"p_{horizon}"
        joins.append(
            f"LEFT JOIN hosts {host} ON {host}.scope = 'host' AND NOT {host}.cold_start "
            f"AND {host}.horizon = '{horizon}' AND {host}.host_ip = f.host_ip AND {host}.role = f.role "
            f"LEFT JOIN hosts {all_} ON {all_}.scope = 'population' AND {all_}.horizon = '{horizon}' "
            f"AND {all_}.role = f.role"
        )
        columns.append(f"coalesce({host}.scope, {all_}.scope, 'none') AS baseline_scope_{horizon}")
        for metric in METRICS:
            middle, mad, iqr = (
                f"(CASE WHEN {host}.scope IS NULL THEN {all_}.{metric}_{name} ELSE {host}.{metric}_{name} END)"
                for name in ("median", "mad", "iqr")
            )
            value, floor = f"f.{metric}::DOUBLE", floor_of(metric)
            scale = (
                f"CASE WHEN {mad} > 0 THEN 1.4826 * {mad} WHEN {iqr} > 0 THEN {iqr} / 1.349 "
                f"ELSE greatest({floor}, 0.1 * abs({middle})) END"
            )
            columns += [
                f"{middle} AS {metric}_baseline_{horizon}",
                f"CASE WHEN {middle} IS NOT NULL THEN greatest(-20, least(20, ({value} - {middle}) / ({scale}))) "
                f"END AS {metric}_z_{horizon}",
                f"CASE WHEN {middle} IS NOT NULL THEN greatest(-1e6, least(1e6, {value} / "
                f"greatest({floor}, abs({middle})))) END AS {metric}_ratio_{horizon}",
                f"sign({value}) * ln(1 + abs({value})) - sign({middle}) * ln(1 + abs({middle})) "
                f"AS {metric}_log_ratio_{horizon}",
            ]
    novelty = " UNION ALL ".join(
        f"SELECT c.{host} AS host_ip, '{role}' AS role, c.slice_start_ts, "
        "count(*) FILTER (k.source_ip IS NULL) AS new_pair_cnt, count(*) FILTER (k.is_rare) AS rare_pair_cnt "
        f"FROM {read(counts)} c LEFT JOIN {read(baselines + '/pairs')} k ON c.source_ip = k.source_ip "
        "AND c.destination_ip = k.destination_ip "
        "AND coalesce(c.destination_port, -1) = coalesce(k.destination_port, -1) GROUP BY ALL"
        for role, host in ROLES.items()
    )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE TEMP TABLE hosts AS SELECT * FROM {read(baselines + '/hosts')}")
        connection.execute(
            "COPY (SELECT f.host_ip, f.role, f.slice_start_ts, f.slice_end_ts, "
            "(SELECT max(reference_ts) FROM hosts) AS baseline_reference_ts, "
            "coalesce(n.new_pair_cnt, 0) AS new_pair_cnt, coalesce(n.rare_pair_cnt, 0) AS rare_pair_cnt, "
            f"{', '.join(columns)}, strftime(f.slice_start_ts, '%Y-%m-%d') AS dt, "
            "strftime(f.slice_start_ts, '%H') AS hh, strftime(f.slice_start_ts, '%M') AS mm "
            f"FROM {read(features)} f {' '.join(joins)} LEFT JOIN ({novelty}) n ON n.host_ip = f.host_ip "
            "AND n.role = f.role AND n.slice_start_ts = f.slice_start_ts "
            "ORDER BY f.slice_start_ts, f.host_ip, f.role) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (dt, hh, mm))"
        )


def run_polars(out: str, features: str, counts: str, baselines: str) -> None:
    """Choose a key for each row first, so that one join a horizon suffices."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    def read(folder: str) -> Any:
        return pl.scan_parquet(f"{folder}/**/*.parquet", hive_partitioning=False)

    def log(value: Any) -> Any:
        return value.sign() * (value.abs() + 1).log()

    rows = read(features).select(*KEY, "slice_end_ts", *(pl.col(m).cast(pl.Float64) for m in METRICS))
    hosts = read(f"{baselines}/hosts")
    described = rows
    columns = []
    for horizon in HORIZONS:
        usual = hosts.filter(
            (pl.col("horizon") == horizon) & ~((pl.col("scope") == "host") & pl.col("cold_start"))
        )
        names = [f"{m}_{name}" for m in METRICS for name in ("median", "mad", "iqr")]
        usual = usual.select(
            pl.col("host_ip").fill_null("").alias("key"),
            "role",
            pl.col("scope").alias(f"baseline_scope_{horizon}"),
            *(pl.col(name).alias(f"{name}_{horizon}") for name in names),
        )
        warm = usual.filter(pl.col("key") != "").select(pl.col("key").alias("host_ip"), "role", pl.col("key"))
        described = described.join(warm, on=["host_ip", "role"], how="left").with_columns(
            pl.col("key").fill_null("")
        )
        described = described.join(usual, on=["key", "role"], how="left").drop("key")
        columns.append(pl.col(f"baseline_scope_{horizon}").fill_null("none"))
        for metric in METRICS:
            middle, mad, iqr = (pl.col(f"{metric}_{name}_{horizon}") for name in ("median", "mad", "iqr"))
            value, floor = pl.col(metric), floor_of(metric)
            least = pl.max_horizontal(pl.lit(floor), middle.abs() * 0.1)
            scale = pl.when(mad > 0).then(mad * 1.4826).when(iqr > 0).then(iqr / 1.349).otherwise(least)
            divisor = middle.abs().clip(lower_bound=floor)
            columns += [
                middle.alias(f"{metric}_baseline_{horizon}"),
                ((value - middle) / scale).clip(-20, 20).alias(f"{metric}_z_{horizon}"),
                (value / divisor).clip(-1e6, 1e6).alias(f"{metric}_ratio_{horizon}"),
                (log(value) - log(middle)).alias(f"{metric}_log_ratio_{horizon}"),
            ]
    known = read(f"{baselines}/pairs").select(*PAIR, "is_rare")
    judged = read(counts).join(known, on=list(PAIR), how="left", nulls_equal=True)
    novelty = pl.concat(
        judged.group_by(pl.col(host).alias("host_ip"), pl.lit(role).alias("role"), "slice_start_ts").agg(
            pl.col("is_rare").is_null().sum().cast(pl.Int64).alias("new_pair_cnt"),
            pl.col("is_rare").sum().cast(pl.Int64).alias("rare_pair_cnt"),
        )
        for role, host in ROLES.items()
    )
    table = (
        described.join(novelty, on=KEY, how="left")
        .join(hosts.select(pl.col("reference_ts").max().alias("baseline_reference_ts")), how="cross")
        .select(
            *KEY,
            "slice_end_ts",
            "baseline_reference_ts",
            pl.col("new_pair_cnt", "rare_pair_cnt").fill_null(0),
            *columns,
        )
        .sort("slice_start_ts", "host_ip", "role")
        .collect()
    )
    for (moment,), piece in table.partition_by("slice_start_ts", as_dict=True).items():
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.write_parquet(folder / "part-00000.parquet", compression="snappy")


def run_pyspark(out: str, features: str, counts: str, baselines: str) -> None:
    """The same way in Spark: its own plan of the joins, and expressions of its SQL."""
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - each rival pays for its imports

    spark = open_spark()

    def read(folder: str) -> Any:
        return spark.read.option("recursiveFileLookup", "true").parquet(folder)

    def clip(value: str, most: str) -> str:
        # Spark's greatest and least pass over null.
        return f"CASE WHEN {value} IS NOT NULL THEN greatest(-{most}, least({most}, {value})) END"

    def log(value: str) -> str:
        return f"sign({value}) * ln(1 + abs({value}))"

    described = read(features).selectExpr(
        *KEY, "slice_end_ts", *(f"CAST({metric} AS DOUBLE) AS {metric}" for metric in METRICS)
    )
    hosts = read(f"{baselines}/hosts").cache()
    columns = []
    for horizon in HORIZONS:
        usual = hosts.where(f"horizon = '{horizon}' AND NOT (scope = 'host' AND cold_start)").selectExpr(
            "coalesce(host_ip, '') AS key",
            "role",
            f"scope AS baseline_scope_{horizon}",
            *(f"{m}_{name} AS {m}_{name}_{horizon}" for m in METRICS for name in ("median", "mad", "iqr")),
        )
        warm = usual.where("key <> ''").selectExpr("key AS host_ip", "role", "key")
        described = described.join(warm, ["host_ip", "role"], "left").fillna("", "key")
        described = described.join(usual, ["key", "role"], "left").drop("key")
        columns.append(f"coalesce(baseline_scope_{horizon}, 'none') AS baseline_scope_{horizon}")
        for metric in METRICS:
            middle, mad, iqr = (f"{metric}_{name}_{horizon}" for name in ("median", "mad", "iqr"))
            floor = floor_of(metric)
            scale = (
                f"CASE WHEN {mad} > 0 THEN 1.4826 * {mad} WHEN {iqr} > 0 THEN {iqr} / 1.349 "
                f"ELSE greatest({floor}, 0.1 * abs({middle})) END"
            )
            divisor = f"CASE WHEN {middle} IS NOT NULL THEN greatest({floor}, abs({middle})) END"
            columns += [
                f"{middle} AS {metric}_baseline_{horizon}",
                f"{clip(f'({metric} - {middle}) / ({scale})', '20')} AS {metric}_z_{horizon}",
                f"{clip(f'{metric} / ({divisor})', '1e6')} AS {metric}_ratio_{horizon}",
                f"{log(metric)} - {log(middle)} AS {metric}_log_ratio_{horizon}",
            ]
    read(counts).createOrReplaceTempView("counts")
    read(f"{baselines}/pairs").createOrReplaceTempView("known")
    novelty = spark.sql(
        " UNION ALL ".join(
            f"SELECT c.{host} AS host_ip, '{role}' AS role, c.slice_start_ts, "
            "count_if(k.source_ip IS NULL) AS new_pair_cnt, count_if(k.is_rare) AS rare_pair_cnt "
            "FROM counts c LEFT JOIN known k ON c.source_ip = k.source_ip "
            "AND c.destination_ip = k.destination_ip AND c.destination_port <=> k.destination_port GROUP BY 1, 2, 3"
            for role, host in ROLES.items()
        )
    )
    rows = (
        described.join(novelty, KEY, "left")
        .crossJoin(hosts.selectExpr("max(reference_ts) AS baseline_reference_ts"))
        .selectExpr(
            *KEY,
            "slice_end_ts",
            "baseline_reference_ts",
            *(f"coalesce({name}, 0) AS {name}" for name in ("new_pair_cnt", "rare_pair_cnt")),
            *columns,
            "date_format(slice_start_ts, 'yyyy-MM-dd') AS dt",
            "date_format(slice_start_ts, 'HH') AS hh",
            "date_format(slice_start_ts, 'mm') AS mm",
        )
    )
    rows = rows.repartition("dt", "hh", "mm").sortWithinPartitions("dt", "hh", "mm", "host_ip", "role")
    rows.write.partitionBy("dt", "hh", "mm").option("compression", "snappy").parquet(out)
    close_spark(spark)


def run_pandas(out: str, features: str, counts: str, baselines: str) -> None:
    """The same way with pandas."""
    import numpy as np  # noqa: PLC0415 - each rival pays for its own imports
    import pandas as pd  # noqa: PLC0415 - as above

    def read(folder: str, columns: list[str] | None = None) -> pd.DataFrame:
        files = sorted(Path(folder).rglob("*.parquet"))
        return pd.concat(
            [pd.read_parquet(path, columns=columns, partitioning=None) for path in files], ignore_index=True
        )

    def log(value: Any) -> Any:
        return np.sign(value) * np.log1p(value.abs())

    rows = read(features, [*KEY, "slice_end_ts", *METRICS])
    hosts = read(f"{baselines}/hosts")
    columns = {"baseline_reference_ts": hosts["reference_ts"].max()}
    statistics = ("median", "mad", "iqr")
    described = [f"{metric}_{name}" for metric in METRICS for name in statistics]
    values = rows[list(METRICS)].astype("float64")
    for horizon in HORIZONS:
        usual = hosts[(hosts["horizon"] == horizon) & ~((hosts["scope"] == "host") & hosts["cold_start"])]
        usual = usual.assign(key=usual["host_ip"].fillna(""))
        warm = usual.loc[usual["key"] != "", ["key", "role"]].assign(host_ip=lambda table: table["key"])
        keyed = rows[["host_ip", "role"]].merge(warm, on=["host_ip", "role"], how="left")
        keyed["key"] = keyed["key"].fillna("")
        found = keyed.merge(usual[["key", "role", "scope", *described]], on=["key", "role"], how="left")
        columns[f"baseline_scope_{horizon}"] = found["scope"].fillna("none")
        for metric in METRICS:
            middle, mad, iqr = (found[f"{metric}_{name}"] for name in statistics)
            value, floor = values[metric], floor_of(metric)
            # A median that is null stays so here: clip passes it on.
            least, divisor = (0.1 * middle.abs()).clip(lower=floor), middle.abs().clip(lower=floor)
            scale = np.where(mad > 0, 1.4826 * mad, np.where(iqr > 0, iqr / 1.349, least))
            columns |= {
                f"{metric}_baseline_{horizon}": middle,
                f"{metric}_z_{horizon}": ((value - middle) / scale).clip(-20, 20),
                f"{metric}_ratio_{horizon}": (value / divisor).clip(-1e6, 1e6),
                f"{metric}_log_ratio_{horizon}": log(value) - log(middle),
            }
    known = read(f"{baselines}/pairs", [*PAIR, "is_rare"])
    # A port that is null is one of its own: merge takes nulls for equal.
    judged = read(counts, [*PAIR, "slice_start_ts"]).merge(known, on=list(PAIR), how="left", indicator=True)
    judged["new_pair_cnt"] = (judged["_merge"] == "left_only").astype("int64")
    judged["rare_pair_cnt"] = (judged["is_rare"] == True).astype("int64")  # noqa: E712 - null is not
    novel = ["new_pair_cnt", "rare_pair_cnt"]
    novelty = pd.concat(
        judged.groupby([host, "slice_start_ts"])[novel]
        .sum()
        .rename_axis(["host_ip", "slice_start_ts"])
        .reset_index()
        .assign(role=role)
        for role, host in ROLES.items()
    )
    table = pd.concat([rows[[*KEY, "slice_end_ts"]], pd.DataFrame(columns, index=rows.index)], axis=1)
    table = table.merge(novelty, on=KEY, how="left")
    table[novel] = table[novel].fillna(0).astype("int64")
    table = table.sort_values(["slice_start_ts", "host_ip", "role"])
    for moment, piece in table.groupby("slice_start_ts"):
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.to_parquet(folder / "part-00000.parquet", index=False)


if __name__ == "__main__":
    rivals = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}
    rivals[sys.argv[1]](*sys.argv[2:])
