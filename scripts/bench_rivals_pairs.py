"""Pair counts by hand, as a process of its own: from gzipped JSON lines to a file a slice, in DuckDB's SQL."""

# ruff: noqa: S608, E501 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from bench_delta_sql import TYPED, canonical, source_of


def run_duckdb(out: str, start: str, end: str, folder: str) -> None:
    """Type and judge the rows as the delta builder by hand does, then count."""
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
            f"TO '{out}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt, hh, mm))"
        )


def run_polars(out: str, start: str, end: str, folder: str) -> None:
    """The same with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports
    from bench_delta_sql import FIELDS  # noqa: PLC0415 - as above

    fields = [name for name in FIELDS if name not in {"action", "session_end_reason"}]
    files = sorted(Path(folder).glob("*.jsonl.gz"))
    rows = pl.concat(
        [
            pl.read_ndjson(path, schema_overrides=dict.fromkeys(fields, pl.String)).select(fields)
            for path in files
        ]
    )
    ports = {name: pl.col(name).cast(pl.Int64, strict=False) for name in ("source_port", "destination_port")}
    sizes = {
        name: pl.col(name).cast(pl.Int64, strict=False) for name in ("source_bytes", "destination_bytes")
    }
    at, until = (
        pl.col(name).str.to_datetime(time_unit="us", time_zone="UTC", strict=False)
        for name in ("event_start", "event_end")
    )
    low, high = (pl.lit(word + "Z").str.to_datetime(time_unit="us", time_zone="UTC") for word in (start, end))
    protocol = pl.col("protocol").str.to_lowercase()
    ported = protocol.is_in(["tcp", "udp"]).fill_null(value=False)
    good = (at >= low) & (at < high) & (until >= at)
    for name, value in sizes.items():
        good &= (pl.col(name).is_null() | value.is_between(0, 2**53 - 1)).fill_null(value=False)
    for value in ports.values():
        good &= ~ported | value.is_between(0, 65535).fill_null(value=True)
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
    named = {
        name: pl.col(name).replace_strict(hosts, default=None, return_dtype=pl.String)
        for name in ("source_ip", "destination_ip")
    }
    pairs = typed.lazy().with_columns(**named).drop_nulls(list(named))
    keys = ["source_ip", "destination_ip", "destination_port", "slice_start_ts"]
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
        piece.write_parquet(below / "part-00000.parquet")


if __name__ == "__main__":
    {"duckdb": run_duckdb, "polars": run_polars}[sys.argv[1]](*sys.argv[2:])
