"""A container to run FG-B and FG-C in: lays FG-A and pair counts, and reads what was written."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from common.bundle import DatasetEntry, StepDescription
from common.columns import Schema
from common.context import StepContext
from common.partitions import PART
from common.schemas import FG_A, FG_B_HOSTS, FG_B_PAIRS, FG_C, PAIR_COUNTS
from common.windows import SLICE, Slice, Window, format_instant
from steps.fg_b_builder.job import build as build_baselines
from steps.fg_c_builder.job import build as build_comparisons

REFERENCE = datetime(2026, 2, 1, tzinfo=UTC)
ARROW = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
Row = Mapping[str, Any]


def feature(start: datetime, host: str | None = "10.0.0.1", role: str = "source", **metrics: Any) -> Row:
    """One row of FG-A of a host with a session; other metrics that are not given are 0."""
    zeros = {name: 0 for name, kind in FG_A.columns.items() if kind in {"int64", "float64"}}
    return {
        **zeros,
        "sessions_cnt_sum_w_15m": 1,
        "host_ip": host,
        "role": role,
        "slice_start_ts": start,
        "slice_end_ts": start + SLICE,
        **metrics,
    }


def pair(
    start: datetime, source: str = "10.0.0.1", to: str = "10.0.0.9", port: int | None = 443, sessions: int = 1
) -> Row:
    """One row of pair counts."""
    return {
        "source_ip": source,
        "destination_ip": to,
        "destination_port": port,
        "slice_start_ts": start,
        "slice_end_ts": start + SLICE,
        "sessions_cnt": sessions,
    }


def ago(slices: int, since: datetime = REFERENCE) -> datetime:
    """Start of the slice so many slices before an instant."""
    return since - slices * SLICE


@dataclass(frozen=True)
class Baselines:
    """Folders of FG-A, pair counts, FG-B and FG-C below one root."""

    root: Path

    def folder(self, name: str) -> Path:
        """Where a dataset lies."""
        return self.root / name

    def lay(self, name: str, schema: Schema, rows: Iterable[Row], window: Window) -> None:
        """Write one file for each slice of the window, by the start of each row."""
        by_start: dict[datetime, list[Row]] = defaultdict(list)
        for row in rows:
            by_start[row["slice_start_ts"]].append(row)
        for piece in window.slices():
            self.lay_file(name, schema, by_start.get(piece.start, []), piece)

    def lay_file(self, name: str, schema: Schema, rows: list[Row], piece: Slice) -> None:
        """Write the file of one slice, whatever the rows' own times are."""
        arrow = pa.schema([(column, ARROW[kind]) for column, kind in schema.columns.items()])
        path = self.folder(name) / piece.partition / PART
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=arrow), path)

    def lay_both(self, features: Iterable[Row], pairs: Iterable[Row], window: Window) -> None:
        """Write FG-A and pair counts."""
        self.lay("fg_a", FG_A, features, window)
        self.lay("pair_counts", PAIR_COUNTS, pairs, window)

    def context(self, config: Mapping[str, Any], parameters: Mapping[str, str], output: str) -> StepContext:
        """Give a step's context over the folders."""
        inputs = ("fg_a", "pair_counts", *(("fg_b",) if output == "fg_c" else ()))
        entries = {f"input_{name}": DatasetEntry("input", "mounted", f"s3://b/{name}/") for name in inputs}
        entries[f"output_{output}"] = DatasetEntry("output", "mounted", f"s3://b/{output}/")
        scratch = self.root / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        resources = {"resources": {"threads": 1, "memory_gb": 1}}
        return StepContext(
            description=StepDescription(
                "p/f#v1", "S", tuple(parameters), entries, "embedded", {**resources, **config}
            ),
            parameters=parameters,
            root=self.root,
            scratch=scratch,
            locations={name: self.folder(name.split("_", 1)[1]) for name in entries},
        )

    def describe(
        self, config: Mapping[str, Any] | None = None, mode: str = "REGULAR", reference: str | None = None
    ) -> None:
        """Run FG-B."""
        parameters = {"ReferenceTimeIso": reference or format_instant(REFERENCE), "Mode": mode}
        build_baselines(self.context(config or {}, parameters, "fg_b"))

    def compare(self, window: Window, config: Mapping[str, Any] | None = None) -> None:
        """Run FG-C."""
        parameters = {
            "BatchStartTsIso": format_instant(window.start),
            "BatchEndTsIso": format_instant(window.end),
        }
        build_comparisons(self.context(config or {}, parameters, "fg_c"))

    def hosts(self, reference: datetime = REFERENCE) -> list[dict[str, Any]]:
        """Read FG_B_HOSTS."""
        return self._read("fg_b/hosts", FG_B_HOSTS, [Slice(reference)])

    def pairs(self, reference: datetime = REFERENCE) -> list[dict[str, Any]]:
        """Read FG_B_PAIRS."""
        return self._read("fg_b/pairs", FG_B_PAIRS, [Slice(reference)])

    def comparisons(self, window: Window) -> list[dict[str, Any]]:
        """Read FG-C."""
        return self._read("fg_c", FG_C, list(window.slices()))

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Run an oracle's SQL, in which {fg_a}, {pair_counts}, {hosts} and {fg_c} stand for tables."""
        names = {"fg_a": "fg_a", "pair_counts": "pair_counts", "hosts": "fg_b/hosts", "fg_c": "fg_c"}
        tables = {
            name: f"read_parquet('{self.folder(folder)}/**/*.parquet', hive_partitioning = false)"
            for name, folder in names.items()
        }
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            rows: list[tuple[Any, ...]] = connection.execute(statement.format(**tables)).fetchall()
        return rows

    def _read(self, name: str, schema: Schema, pieces: Iterable[Slice]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for piece in pieces:
            table = pq.read_table(self.folder(name) / piece.partition / PART, partitioning=None)
            assert table.column_names == list(schema.columns)
            rows += table.to_pylist()
        return rows
