"""Partitioned datasets: one Parquet file a 15-minute slice, whole or absent, always the same bytes.

`<prefix>/dt=YYYY-MM-DD/hh=HH/mm=MM/part-00000.parquet`. A slice without rows has a file without rows, so
that a rerun replaces what it wrote and a reader can tell "nothing happened" from "not there yet". Names
that begin with a dot or an underscore are not data (the convention of Hive and Spark).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from common.engine import EmbeddedEngine, EngineError, quote_name, quote_text
from common.errors import InputError, OutputError
from common.files import write_folder
from common.windows import Slice, Window

PART = "part-00000.parquet"

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "timestamp": "TIMESTAMPTZ",
}
"""The types that a dataset's column may have; a timestamp is an instant in UTC, in microseconds."""


@dataclass(frozen=True)
class Schema:
    """Columns of a dataset, in order, each with one of the types above; declared once, checked both ways."""

    columns: Mapping[str, str]
    order_by: tuple[str, ...]
    """What makes a row's place in its file, so that equal rows give equal bytes."""

    def differences(self, found: Mapping[str, str]) -> list[str]:
        """Say how the columns of a file (name to SQL type) differ from the declared ones."""
        wanted = {name: _column_type(kind) for name, kind in self.columns.items()}
        faults = [f"column {name} is missing" for name in wanted if name not in found]
        faults += [f"column {name} is not declared" for name in found if name not in wanted]
        faults += [
            f"column {name} is {found[name]}, declared {kind}"
            for name, kind in wanted.items()
            if name in found and found[name] != kind
        ]
        return faults


def partition_file(folder: Path, piece: Slice) -> Path:
    """Return where a slice's file lies."""
    return folder / piece.partition / PART


def missing_slices(folder: Path, window: Window) -> list[Slice]:
    """Tell which slices of the window have no file yet."""
    return [piece for piece in window.slices() if not partition_file(folder, piece).is_file()]


def read_window(
    engine: EmbeddedEngine,
    folder: Path,
    window: Window,
    schema: Schema,
    *,
    name: str,
    allow_missing: bool = False,
) -> ir.Table:
    """Give the window's rows as a table, from that window's partitions and no others.

    InputError where a slice has no file (unless allow_missing), cannot be read or has other columns; it
    names the partitions.
    """
    absent = missing_slices(folder, window)
    if absent and not allow_missing:
        raise InputError(
            f"{name} lacks {len(absent)} of {len(window)} slices: "
            f"{_some(piece.partition for piece in absent)}",
            remedy="Run the step that writes this dataset for these slices first.",
        )
    files = [path for piece in window.slices() if (path := partition_file(folder, piece)).is_file()]
    faults = [fault for path in files for fault in _file_faults(engine, path, schema, folder)]
    if faults:
        raise InputError(f"{name}: {_some(faults)}", remedy="Write these partitions again.")
    columns = ", ".join(
        f"CAST({quote_name(column)} AS {SQL_TYPES[kind]}) AS {quote_name(column)}"
        for column, kind in schema.columns.items()
    )
    if not files:
        empty = ", ".join(
            f"CAST(NULL AS {SQL_TYPES[k]}) AS {quote_name(c)}" for c, k in schema.columns.items()
        )
        return engine.view(name, f"SELECT {empty} WHERE FALSE")
    listed = ", ".join(quote_text(engine.plain_path(path)) for path in files)
    query = f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608
    return engine.view(name, query)


def write_window(
    engine: EmbeddedEngine, rows: ir.Table, folder: Path, window: Window, schema: Schema, *, slice_column: str
) -> int:
    """Write one file for every slice of the window, and return how many rows there were.

    `slice_column` holds each row's slice start. Rows of other slices are an OutputError: nothing is written
    then. Every file is finished elsewhere before any is moved into place, so that a reader never sees half
    of one.
    """
    source = _checked(engine, rows, schema)
    inside = f"{slice_column} >= {_instant(window.start)} AND {slice_column} < {_instant(window.end)}"
    total, stray = engine.execute(
        f"SELECT count(*), count(*) FILTER (({inside}) IS NOT TRUE) FROM {source}"  # noqa: S608
    )[0]
    if stray:
        raise OutputError(
            f"{stray} of {total} rows lie outside the window",
            remedy="This is a defect of the step: report it.",
        )

    def fill(staging: Path) -> None:
        for piece in window.slices():
            chosen = f"{slice_column} = {_instant(piece.start)}"
            target = staging / piece.partition / PART
            target.parent.mkdir(parents=True)
            _copy(engine, source, schema, target, where=chosen)

    write_folder(folder, fill)
    return int(total)


def write_rows(engine: EmbeddedEngine, rows: ir.Table, folder: Path, piece: Slice, schema: Schema) -> int:
    """Write rows without a slice of their own (rejects) as the one file of a slice; return their number."""
    source = _checked(engine, rows, schema)

    def fill(staging: Path) -> None:
        target = staging / piece.partition / PART
        target.parent.mkdir(parents=True)
        _copy(engine, source, schema, target, where="TRUE")

    write_folder(folder, fill)
    return int(engine.execute(f"SELECT count(*) FROM {source}")[0][0])  # noqa: S608


def _checked(engine: EmbeddedEngine, rows: ir.Table, schema: Schema) -> str:
    """Cast to the declared columns, in their order, as a table of the engine; return its quoted name."""
    if list(rows.columns) != list(schema.columns):
        raise OutputError(
            f"the rows have columns {', '.join(rows.columns)}, declared are {', '.join(schema.columns)}",
            remedy="This is a defect of the step: report it.",
        )
    table = engine.materialise("rows_to_write", rows)
    return quote_name(table.get_name())


def _copy(engine: EmbeddedEngine, source: str, schema: Schema, target: Path, *, where: str) -> None:
    columns = ", ".join(
        f"CAST({quote_name(column)} AS {SQL_TYPES[kind]}) AS {quote_name(column)}"
        for column, kind in schema.columns.items()
    )
    order = ", ".join(quote_name(column) for column in schema.order_by)
    # The rows come in one order and row groups have one size, so the bytes do not depend on threads.
    engine.execute(
        f"COPY (SELECT {columns} FROM {source} WHERE {where} ORDER BY {order}) "  # noqa: S608
        f"TO {quote_text(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )


def _file_faults(engine: EmbeddedEngine, path: Path, schema: Schema, folder: Path) -> list[str]:
    place = path.relative_to(folder).as_posix()
    listed = quote_text(engine.plain_path(path))
    try:
        query = f"DESCRIBE SELECT * FROM read_parquet({listed}, hive_partitioning = false)"  # noqa: S608
        found = engine.execute(query)
    except EngineError:
        return [f"{place} is not a readable Parquet file"]
    return [f"{place}: {fault}" for fault in schema.differences({row[0]: row[1] for row in found})]


def _column_type(kind: str) -> str:
    return {"TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE"}.get(SQL_TYPES[kind], SQL_TYPES[kind])


def _instant(instant: object) -> str:
    return f"TIMESTAMPTZ {quote_text(str(instant))}"


def _some(items: Iterable[str], most: int = 5) -> str:
    shown = list(items)
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if len(shown) > most else "")
