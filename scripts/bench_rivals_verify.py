"""The verifier's counts by hand, as a process of its own: slices, rows, nulls, duplicates and partners.

Nulls come from the files' footers where the tool can ask them: DuckDB, Spark, and pandas by its PyArrow.
"""

# ruff: noqa: S608 - its SQL's names and paths are its own
from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

KEY = ["host_ip", "role", "slice_start_ts"]
OTHER = {"fg_a": "fg_c", "fg_c": "fg_a"}
QUARTER = timedelta(minutes=15)

Files = Mapping[str, list[str]]
"""The files of one window by dataset."""


def count_sql(name: str) -> str:
    """Count rows, distinct keys and rows without a partner, of tables of keys."""
    keys = ", ".join(KEY)
    return (
        f"SELECT (SELECT count(*) FROM {name}), (SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {name})), "
        f"(SELECT count(*) FROM {name} ANTI JOIN {OTHER[name]} USING ({keys}))"
    )


def run_duckdb(windows: Sequence[Files]) -> Iterator[dict[str, Any]]:
    """Count each window with SQL."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    keys = f"SELECT {', '.join(KEY)} FROM read_parquet(?, hive_partitioning = false)"
    footers = "SELECT path_in_schema, sum(stats_null_count)::BIGINT FROM parquet_metadata(?) GROUP BY 1"
    with duckdb.connect() as connection:
        for files in windows:
            for name, paths in files.items():
                connection.execute(f"CREATE OR REPLACE TABLE {name} AS {keys}", [paths])
            yield {
                name: describe(
                    *connection.execute(count_sql(name)).fetchall()[0],
                    nulls=dict(connection.execute(footers, [paths]).fetchall()),
                )
                for name, paths in files.items()
            }


def run_polars(windows: Sequence[Files]) -> Iterator[dict[str, Any]]:
    """Count each window with Polars, which reads the values: it shows no statistics of footers."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    for files in windows:
        tables = {name: pl.scan_parquet(paths, hive_partitioning=False) for name, paths in files.items()}
        keys = {name: table.select(KEY).collect() for name, table in tables.items()}
        yield {
            name: describe(
                keys[name].height,
                keys[name].n_unique(),
                keys[name].join(keys[OTHER[name]], on=KEY, how="anti").height,
                nulls=table.select(pl.all().null_count()).collect().row(0, named=True),
            )
            for name, table in tables.items()
        }


def run_pyspark(windows: Sequence[Files]) -> Iterator[dict[str, Any]]:
    """Count each window with Spark's SQL; its newer Parquet source answers count(column) from footers."""
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - each rival pays for its imports

    spark = open_spark()
    spark.conf.set("spark.sql.sources.useV1SourceList", "")
    for files in windows:
        known = {}
        for name, paths in files.items():
            table = spark.read.parquet(*paths)
            known[name] = table.selectExpr(*(f"count({column}) AS {column}" for column in table.columns))
            table.select(KEY).cache().createOrReplaceTempView(name)
        found = {}
        for name, values in known.items():
            # FG-A's files have no statistics, as no value is null: to take counts from them is an error.
            spark.conf.set("spark.sql.parquet.aggregatePushdown", str(name != "fg_a").lower())
            counted = spark.sql(count_sql(name)).collect()[0]
            nulls = {column: counted[0] - count for column, count in values.collect()[0].asDict().items()}
            found[name] = describe(*counted, nulls=nulls)
        yield found
        spark.catalog.clearCache()
    close_spark(spark)


def run_pandas(windows: Sequence[Files]) -> Iterator[dict[str, Any]]:
    """Count each window with pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    def count_nulls(paths: list[str]) -> Counter[str]:
        nulls: Counter[str] = Counter()
        for footer in map(pq.read_metadata, paths):
            for group in map(footer.row_group, range(footer.num_row_groups)):
                for column in map(group.column, range(group.num_columns)):
                    # Without statistics, a column is FG-A's, whose files say that no value is null.
                    nulls[column.path_in_schema] += column.statistics.null_count if column.statistics else 0
        return nulls

    for files in windows:
        keys = {name: pd.read_parquet(paths, columns=KEY, partitioning=None) for name, paths in files.items()}
        distinct = {name: table.drop_duplicates() for name, table in keys.items()}
        yield {
            name: describe(
                len(table),
                len(distinct[name]),
                int(
                    table.merge(distinct[OTHER[name]], on=KEY, how="left", indicator=True)["_merge"]
                    .eq("left_only")
                    .sum()
                ),
                nulls=count_nulls(files[name]),
            )
            for name, table in keys.items()
        }


def describe(rows: int, distinct: int, unmatched: int, *, nulls: Mapping[str, int]) -> dict[str, Any]:
    """Name what was counted: rows, distinct keys, rows without a partner; nulls become shares."""
    shares = {name: round(count / rows, 6) for name, count in nulls.items() if count}
    return {"rows": rows, "duplicates": rows - distinct, "unmatched": unmatched, "null_shares": shares}


def look(sources: Mapping[str, str], start: datetime, end: datetime) -> Files:
    """Find the file of each slice that has one."""
    expected = [start + number * QUARTER for number in range((end - start) // QUARTER)]
    places = [at.strftime("dt=%Y-%m-%d/hh=%H/mm=%M/part-00000.parquet") for at in expected]
    return {
        name: [str(path) for place in places if (path := Path(source, place)).is_file()]
        for name, source in sources.items()
    }


def main(rival: str, out: str, *words: str) -> None:
    """Count both windows, and write them as one JSON document."""
    run = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}[rival]
    moments = [datetime.fromisoformat(word) for word in words[:4]]
    spans = {"training": moments[:2], "evaluation": moments[2:]}
    sources = dict(zip(OTHER, words[4:], strict=True))
    windows = [look(sources, *span) for span in spans.values()]
    report = {}
    for (name, (start, end)), files, found in zip(spans.items(), windows, run(windows), strict=True):
        expected = (end - start) // QUARTER
        report[name] = {
            dataset: {**counts, "slices": {"expected": expected, "present": len(files[dataset])}}
            for dataset, counts in found.items()
        }
    Path(out).mkdir()
    Path(out, "report.json").write_text(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
