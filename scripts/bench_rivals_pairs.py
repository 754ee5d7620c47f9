"""Pair counts by hand, as a process of its own: gzipped JSON lines to a file a slice, with each of four tools."""

# ruff: noqa: S608, E501 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import Any

PAIR = ["source_ip", "destination_ip", "destination_port"]
PORTS = ["source_port", "destination_port"]
SIZES = ["source_bytes", "destination_bytes"]
TIMES = ["event_start", "event_end"]
FIELDS = ["source_ip", "destination_ip", *PORTS, "protocol", *SIZES, *TIMES]
HOSTS = PAIR[:2]
LARGEST_BYTES, LARGEST_PORT = 2**53 - 1, 65535


def canonical(text: str) -> str | None:
    """One text a host; not imported from the delta builder by hand, which would bring DuckDB to all rivals."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def run_duckdb(out: str, start: str, end: str, folder: str) -> None:
    """Type and judge the rows as the delta builder by hand does, then count."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports
    from bench_delta_sql import TYPED, source_of  # noqa: PLC0415 - as above

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(TYPED.format(source=source_of("gzip", folder), start=start, end=end))
        good = "FROM typed WHERE reason IS NULL"
        both = f"SELECT source_ip {good} UNION SELECT destination_ip {good}"
        written = [row[0] for row in connection.execute(both).fetchall()]
        connection.execute("CREATE TEMP TABLE addresses (written VARCHAR, host VARCHAR)")
        hosts = [canonical(text) for text in written]
        connection.execute("INSERT INTO addresses SELECT unnest(?), unnest(?)", [written, hosts])
        counted = (
            "SELECT s.host AS source_ip, d.host AS destination_ip, port::INTEGER AS destination_port, "
            "time_bucket(INTERVAL 15 MINUTE, started) AS slice, count(*) AS sessions_cnt "
            "FROM typed JOIN addresses s ON s.written = source_ip JOIN addresses d ON d.written = destination_ip "
            "WHERE reason IS NULL AND s.host IS NOT NULL AND d.host IS NOT NULL GROUP BY ALL"
        )
        connection.execute(
            "COPY (SELECT source_ip, destination_ip, destination_port, slice::TIMESTAMPTZ AS slice_start_ts, "
            "(slice + INTERVAL 15 MINUTE)::TIMESTAMPTZ AS slice_end_ts, sessions_cnt, "
            "strftime(slice, '%Y-%m-%d') AS dt, strftime(slice, '%H') AS hh, strftime(slice, '%M') AS mm "
            f"FROM ({counted}) ORDER BY ALL) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (dt, hh, mm))"
        )


def run_polars(out: str, start: str, end: str, folder: str) -> None:
    """The same with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    files = sorted(Path(folder).glob("*.jsonl.gz"))
    rows = pl.concat(
        [
            pl.read_ndjson(path, schema_overrides=dict.fromkeys(FIELDS, pl.String)).select(FIELDS)
            for path in files
        ]
    )
    ports, sizes = (
        {name: pl.col(name).cast(pl.Int64, strict=False) for name in names} for names in (PORTS, SIZES)
    )
    at, until = (
        pl.col(name).str.to_datetime(time_unit="us", time_zone="UTC", strict=False) for name in TIMES
    )
    low, high = (pl.lit(word + "Z").str.to_datetime(time_unit="us", time_zone="UTC") for word in (start, end))
    protocol = pl.col("protocol").str.to_lowercase()
    ported = protocol.is_in(["tcp", "udp"]).fill_null(value=False)
    good = (at >= low) & (at < high) & (until >= at)
    for name, value in sizes.items():
        good &= (pl.col(name).is_null() | value.is_between(0, LARGEST_BYTES)).fill_null(value=False)
    for value in ports.values():
        good &= ~ported | value.is_between(0, LARGEST_PORT).fill_null(value=True)
    typed = (
        rows.lazy()
        .filter(good)
        .select(
            "source_ip",
            "destination_ip",
            pl.when(ported).then(ports["destination_port"]).cast(pl.Int32).alias("destination_port"),
            at.dt.truncate("15m").alias("slice_start_ts"),
        )
        .collect()
    )
    written = pl.concat([typed["source_ip"], typed["destination_ip"]]).unique().drop_nulls().to_list()
    hosts = {text: canonical(text) for text in written}
    named = {name: pl.col(name).replace_strict(hosts, default=None, return_dtype=pl.String) for name in HOSTS}
    pairs = typed.lazy().with_columns(**named).drop_nulls(list(named))
    keys = [*PAIR, "slice_start_ts"]
    counted = (
        pairs.group_by(keys)
        .agg(pl.len().cast(pl.Int64).alias("sessions_cnt"))
        .with_columns((pl.col("slice_start_ts") + pl.duration(minutes=15)).alias("slice_end_ts"))
        .sort(keys)
        .collect()
    )
    for (moment,), piece in counted.partition_by("slice_start_ts", as_dict=True).items():
        below = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        below.mkdir(parents=True)
        piece.write_parquet(below / "part-00000.parquet", compression="snappy")


def run_pyspark(out: str, start: str, end: str, folder: str) -> None:
    """The same in Spark's SQL: all text first, since fields are not of one type in all lines."""
    from bench_delta_sql import TYPED  # noqa: PLC0415 - each rival pays for its own imports
    from bench_rivals_spark import close_spark, open_spark  # noqa: PLC0415 - as above

    spark = open_spark()
    fields = [*FIELDS, "action", "session_end_reason"]
    lines = spark.read.schema(", ".join(f"{name} STRING" for name in fields)).json(f"{folder}/*.jsonl.gz")
    lines.createOrReplaceTempView("lines")
    query = TYPED.format(source="lines", start=start, end=end).partition("typed AS\n")[2]
    spark.sql(f"SELECT * FROM ({query}) WHERE reason IS NULL").cache().createOrReplaceTempView("good")
    both = "SELECT source_ip FROM good UNION SELECT destination_ip FROM good"
    hosts = [(row[0], canonical(row[0])) for row in spark.sql(both).collect()]
    spark.createDataFrame(hosts, "written STRING, host STRING").where(
        "host IS NOT NULL"
    ).createOrReplaceTempView("addresses")
    counted = (
        "SELECT s.host AS source_ip, d.host AS destination_ip, CAST(port AS INT) AS destination_port, "
        "timestamp_seconds(unix_timestamp(started) DIV 900 * 900) AS slice_start_ts, count(*) AS sessions_cnt "
        "FROM good JOIN addresses s ON s.written = source_ip JOIN addresses d ON d.written = destination_ip "
        "GROUP BY 1, 2, 3, 4"
    )
    rows = spark.sql(
        "SELECT source_ip, destination_ip, destination_port, slice_start_ts, "
        "slice_start_ts + INTERVAL 15 MINUTES AS slice_end_ts, sessions_cnt, "
        "date_format(slice_start_ts, 'yyyy-MM-dd') AS dt, date_format(slice_start_ts, 'HH') AS hh, "
        f"date_format(slice_start_ts, 'mm') AS mm FROM ({counted})"
    )
    rows = rows.repartition("dt", "hh", "mm").sortWithinPartitions("dt", "hh", "mm", *PAIR)
    rows.write.partitionBy("dt", "hh", "mm").option("compression", "snappy").parquet(out)
    close_spark(spark)


def run_pandas(out: str, start: str, end: str, folder: str) -> None:
    """The same with pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    def whole(name: str) -> Any:
        number = pd.to_numeric(rows[name], errors="coerce").astype("Float64")
        return number.where(number % 1 == 0).astype("Int64")

    files = sorted(Path(folder).glob("*.jsonl.gz"))
    rows = pd.concat([pd.read_json(path, lines=True, dtype=False)[FIELDS] for path in files])
    rows = rows.reset_index(drop=True)
    at, until = (pd.to_datetime(rows[name], format="ISO8601", utc=True, errors="coerce") for name in TIMES)
    good = (at >= pd.Timestamp(start, tz="UTC")) & (at < pd.Timestamp(end, tz="UTC")) & (until >= at)
    for name in SIZES:
        good &= rows[name].isna() | whole(name).between(0, LARGEST_BYTES).fillna(value=False)
    ports = {name: whole(name) for name in PORTS}
    ported = rows["protocol"].str.lower().isin(["tcp", "udp"])
    for port in ports.values():
        good &= ~ported | port.between(0, LARGEST_PORT).fillna(value=True)
    typed = pd.DataFrame(
        {
            **{name: rows[name] for name in HOSTS},
            "destination_port": ports["destination_port"].where(ported),
            "slice_start_ts": at.dt.floor("15min"),
        }
    )[good]
    written = pd.unique(pd.concat([typed[name] for name in HOSTS]).dropna())
    hosts = {text: canonical(text) for text in written}
    pairs = typed.assign(**{name: typed[name].map(hosts) for name in HOSTS}).dropna(subset=HOSTS)
    # The port is of the rows that passed: those before may not fit an int32.
    pairs["destination_port"] = pairs["destination_port"].astype("Int32")
    counted = pairs.groupby([*PAIR, "slice_start_ts"], dropna=False).size().reset_index(name="sessions_cnt")
    counted["slice_end_ts"] = counted["slice_start_ts"] + pd.Timedelta(minutes=15)
    for moment, piece in counted.groupby("slice_start_ts"):
        below = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        below.mkdir(parents=True)
        piece.to_parquet(below / "part-00000.parquet", index=False)


if __name__ == "__main__":
    rivals = {"duckdb": run_duckdb, "polars": run_polars, "pyspark": run_pyspark, "pandas": run_pandas}
    rivals[sys.argv[1]](*sys.argv[2:])
