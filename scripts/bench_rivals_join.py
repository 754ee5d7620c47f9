"""The join by hand, as a process of its own: predictions with FG-A and FG-C, with each of four tools."""

# ruff: noqa: S608, E501 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from pathlib import Path

KEY = ["host_ip", "role", "slice_start_ts"]


def run_duckdb(out: str, *sources: str) -> None:
    """Join, and refuse what lost a row or won one."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        p, a, c = (f"read_parquet('{folder}/**/*.parquet', hive_partitioning = false)" for folder in sources)
        using = f"USING ({', '.join(KEY)})"
        connection.execute(
            "CREATE TEMP TABLE joined AS SELECT p.*, a.* EXCLUDE (host_ip, role, slice_start_ts, slice_end_ts), "
            "c.* EXCLUDE (host_ip, role, slice_start_ts, slice_end_ts) "
            f"FROM {p} p JOIN {a} a {using} JOIN {c} c {using}"
        )
        counts = connection.execute(
            f"SELECT (SELECT count(*) FROM {p}), count(*), "
            f"(SELECT count(*) FROM (SELECT DISTINCT {', '.join(KEY)} FROM {p})) FROM joined"
        ).fetchall()[0]
        require_whole(*counts)
        connection.execute(
            "COPY (SELECT *, strftime(slice_start_ts, '%Y-%m-%d') AS dt, strftime(slice_start_ts, '%H') AS hh, "
            "strftime(slice_start_ts, '%M') AS mm FROM joined ORDER BY slice_start_ts, host_ip, role) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (dt, hh, mm))"
        )


def run_polars(out: str, *sources: str) -> None:
    """The same with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    tables = [pl.read_parquet(f"{folder}/**/*.parquet", hive_partitioning=False) for folder in sources]
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.join(table.drop("slice_end_ts"), on=KEY)
    require_whole(tables[0].height, joined.height, tables[0].select(KEY).n_unique())
    rows = joined.sort("slice_start_ts", "host_ip", "role")
    for (moment,), piece in rows.partition_by("slice_start_ts", as_dict=True).items():
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.write_parquet(folder / "part-00000.parquet", compression="snappy")


def run_pandas(out: str, *sources: str) -> None:
    """The same with pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    tables = [
        pd.concat(
            [pd.read_parquet(path, partitioning=None) for path in sorted(Path(folder).rglob("*.parquet"))],
            ignore_index=True,
        )
        for folder in sources
    ]
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table.drop(columns="slice_end_ts"), on=KEY)
    require_whole(len(tables[0]), len(joined), len(tables[0][KEY].drop_duplicates()))
    rows = joined.sort_values(["slice_start_ts", "host_ip", "role"])
    for moment, piece in rows.groupby("slice_start_ts"):
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.to_parquet(folder / "part-00000.parquet", index=False)


def run_pyspark(out: str, *sources: str) -> None:
    """The same in Spark's SQL."""
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - each rival pays for its imports

    spark = open_spark()
    for name, folder in zip(("p", "a", "c"), sources, strict=True):
        table = spark.read.option("recursiveFileLookup", "true").parquet(folder)
        table = table if name == "p" else table.drop("slice_end_ts")
        table.createOrReplaceTempView(name)
    key = ", ".join(KEY)
    joined = spark.sql(
        "SELECT *, date_format(slice_start_ts, 'yyyy-MM-dd') AS dt, date_format(slice_start_ts, 'HH') AS hh, "
        f"date_format(slice_start_ts, 'mm') AS mm FROM p JOIN a USING ({key}) JOIN c USING ({key})"
    ).cache()
    distinct = spark.sql(f"SELECT DISTINCT {key} FROM p").count()
    require_whole(spark.table("p").count(), joined.count(), distinct)
    rows = joined.repartition("dt", "hh", "mm").sortWithinPartitions("dt", "hh", "mm", "host_ip", "role")
    rows.write.partitionBy("dt", "hh", "mm").option("compression", "snappy").parquet(out)
    close_spark(spark)


def require_whole(predictions: int, joined: int, keys: int) -> None:
    """Stop unless each prediction has its one row."""
    if not predictions == joined == keys:
        raise SystemExit(f"{predictions} predictions of {keys} keys became {joined} rows")


if __name__ == "__main__":
    rivals = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}
    rivals[sys.argv[1]](*sys.argv[2:])
