"""Lays datasets out by hand: rows to the partitions that a step reads, without the product's own writer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from common.columns import Schema

_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
QUARTER = timedelta(minutes=15)


def slices_between(begin: datetime, end: datetime) -> list[datetime]:
    """Starts of the quarters of an hour in [begin, end)."""
    return [begin + place * QUARTER for place in range((end - begin) // QUARTER)]


def file_of(folder: Path, start: datetime) -> Path:
    """Where the one file of a slice lies."""
    return folder / f"{start:dt=%Y-%m-%d/hh=%H/mm=%M}" / "part-00000.parquet"


def lay(folder: Path, schema: Schema, rows: Iterable[Mapping[str, Any]], starts: Iterable[datetime]) -> None:
    """Write a file for every slice, with the rows that start there; what a row does not say is null."""
    by_slice: dict[datetime, list[Mapping[str, Any]]] = {start: [] for start in starts}
    for row in rows:
        by_slice[row["slice_start_ts"]].append(row)
    for start, found in by_slice.items():
        path = file_of(folder, start)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(
            pa.table(
                {
                    name: pa.array([row.get(name) for row in found], _TYPES[kind])
                    for name, kind in schema.columns.items()
                }
            ),
            path,
        )


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def filled(schema: Schema, start: datetime, host: str = "10.0.0.1", **values: Any) -> dict[str, Any]:
    """A row of a host and slice without nulls: source, zeros and empty texts, where nothing else is said."""
    empty = {"string": "", "int32": 0, "int64": 0, "float64": 0.0, "boolean": False, "timestamp": start}
    row = {name: empty[kind] for name, kind in schema.columns.items()}
    keys = {"host_ip": host, "role": "source", "slice_start_ts": start, "slice_end_ts": start + QUARTER}
    return {**row, **keys, **values}
