"""Partitioned datasets: one Parquet file a 15-minute slice, whole or absent, always the same bytes.

`<prefix>/dt=YYYY-MM-DD/hh=HH/mm=MM/part-00000.parquet`. A slice without rows has a file without rows, so
that a rerun replaces what it wrote and a reader can tell "nothing happened" from "not there yet". Names
that begin with a dot or an underscore are not data (the convention of Hive and Spark).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from common.arrays import numbers_of
from common.columns import SQL_TYPES, Schema
from common.engine import EmbeddedEngine, Engine, EngineError, quote_text
from common.errors import InputError, OutputError, some
from common.files import cannot_write, write_folder
from common.footers import FileContents, is_of_columns, look_into, write_file
from common.partitions import PART, Partitions
from common.queries import Expression, Table
from common.windows import Slice, Window, micros_of

_FILES_A_TURN = 16
"""How many a thread looks into before it hands over: one at a time takes a fifteenth longer."""

_DEFECT = "This is a defect of the step: report it."


def require_window(source: Partitions, window: Window, *, remedy: str) -> list[Slice]:
    """Ask for every slice of a window before work begins, and return them; InputError names the absent."""
    present = source.present(window)
    if fault := lacking(source, window, present):
        raise InputError(fault, remedy=remedy)
    return present


def lacking(source: Partitions, window: Window, present: Sequence[Slice]) -> str | None:
    """Say which slices of a window are not among those that are there; None if all are."""
    known = set(present)
    absent = [piece.partition for piece in window.slices() if piece not in known]
    if not absent:
        return None
    return f"{source.name} ({source.prefix}) lacks {len(absent)} of {len(window)} slices: {some(absent)}"


def read_window(
    engine: Engine,
    source: Partitions,
    window: Window,
    schema: Schema,
    *,
    columns: Sequence[str] | None = None,
    allow_missing: bool = False,
) -> Table:
    """Give the window's rows as a table, from that window's partitions and no others.

    `columns` narrows it to some of the schema's, in the order given; no others are read. InputError where a
    slice has no file (unless allow_missing), cannot be read or has other columns; it names the partitions.
    """
    remedy = "Run the step that writes this dataset for these slices first."
    present = source.present(window) if allow_missing else require_window(source, window, remedy=remedy)
    return read_slices(engine, source, present, schema, columns=columns)


def read_slices(
    engine: Engine,
    source: Partitions,
    slices: Sequence[Slice],
    schema: Schema,
    *,
    columns: Sequence[str] | None = None,
) -> Table:
    """Give the rows of slices that are there as a table; as read_window."""
    chosen = {name: schema.columns[name] for name in columns or schema.columns}
    stored = source.stored(slices) if engine.reads_objects else None
    # Texts and no paths, which take longer to make than to look into: a month is thousands of files.
    files = [*map(str, stored.heads)] if stored else source.files(slices, columns or None)
    places = {path: f"{piece.partition}/{PART}" for piece, path in zip(slices, files, strict=True)}
    unknown = [path for path in files if not is_of_columns(path, schema)]
    faults = [
        fault
        for path in _suspects(engine.embedded, unknown)
        for fault in _file_faults(engine.embedded, path, schema, places[path], chosen)
    ]
    if faults:
        raise InputError(
            f"{source.name} ({source.prefix}): {some(faults)}", remedy="Write these partitions again."
        )
    kinds = {column: SQL_TYPES[kind] for column, kind in chosen.items()}
    return engine.read_parquet(engine.fresh_name(source.name), stored.addresses if stored else files, kinds)


def write_window(
    engine: Engine,
    rows: Expression,
    folder: Path,
    window: Window,
    schema: Schema,
    *,
    slice_column: str,
    expected: int | None = None,
) -> int:
    """Write one file for every slice of the window, and return how many rows there were.

    `slice_column` holds each row's slice start. Rows of other slices, or another number of rows than
    `expected`, are an OutputError: nothing is written then. Every file is finished elsewhere before any is
    moved into place, so that a reader never sees half of one.
    """
    sorted_rows = _sorted(engine, rows, schema, before=(slice_column,))
    total = 0

    def fill(staging: Path) -> None:
        nonlocal total
        with ThreadPoolExecutor(engine.embedded.threads) as writers:
            at_work: deque[Future[None]] = deque()
            for piece, table in _by_slice(sorted_rows, window, slice_column):
                total += len(table)
                target = staging / piece.partition / PART
                at_work.append(writers.submit(write_file, table, target, complete=schema.complete))
                if len(at_work) > 2 * engine.embedded.threads:
                    at_work.popleft().result()
            for one in at_work:
                one.result()
        if expected is not None and total != expected:
            raise OutputError(f"{expected} rows became {total}", remedy=_DEFECT)

    write_folder(folder, fill)
    return total


def write_rows(engine: Engine, rows: Expression, folder: Path, piece: Slice, schema: Schema) -> int:
    """Write rows without a slice of their own (rejects) as the one file of a slice; return their number."""
    table = _sorted(engine, rows, schema).read_all()

    def fill(staging: Path) -> None:
        write_file(table, staging / piece.partition / PART, complete=schema.complete)

    write_folder(folder, fill)
    return len(table)


def remove_slice(folder: Path, piece: Slice) -> None:
    """Remove what `write_rows` has written for a slice, if there is anything."""
    path = folder / piece.partition / PART
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error


def _sorted(
    engine: Engine, rows: Expression, schema: Schema, *, before: tuple[str, ...] = ()
) -> pa.RecordBatchReader:
    """Take rows out of the engine, of the declared types and in the declared order, a batch at a time."""
    kinds = {column: SQL_TYPES[kind] for column, kind in schema.columns.items()}
    source = engine.hand_over("rows_to_write", rows)
    try:
        reader = engine.embedded.stream(source, kinds, tuple(dict.fromkeys((*before, *schema.order_by))))
        columns = reader.schema.names
    except EngineError:
        columns = [row[0] for row in engine.embedded.execute(f"DESCRIBE FROM {source}")]
        if columns == list(schema.columns):
            raise
    if columns != list(schema.columns):
        raise OutputError(
            f"the rows have columns {', '.join(columns)}, declared are {', '.join(schema.columns)}",
            remedy=_DEFECT,
        )
    return reader


def _by_slice(
    sorted_rows: pa.RecordBatchReader, window: Window, column: str
) -> Iterator[tuple[Slice, pa.Table]]:
    """Cut rows that are sorted by slice start: each slice of the window once, in order, with rows or without.

    OutputError for a row of no slice of the window.
    """
    pieces = list(window.slices())
    bounds = [micros_of(instant) for instant in (*(one.start for one in pieces), window.end)]
    turn, held = 0, list[pa.RecordBatch]()
    for batch in sorted_rows:
        if not batch.num_rows:
            continue
        starts = numbers_of(batch[column], np.int64)
        if batch[column].null_count or starts[0] < bounds[0] or starts[-1] >= bounds[-1]:
            raise OutputError(
                "there are rows of slices outside the window",
                remedy="Look for partitions of the inputs that were copied from another slice, and write "
                "them anew; if there are none, report this as a defect of the step.",
            )
        edges = np.searchsorted(starts, bounds)
        newest = int(np.searchsorted(bounds, starts[-1], side="right")) - 1
        for number in range(turn, newest):
            held.append(batch.slice(edges[number], edges[number + 1] - edges[number]))
            yield pieces[number], pa.Table.from_batches(held, sorted_rows.schema)
            held = []
        held.append(batch.slice(edges[newest]))
        turn = newest
    for piece in pieces[turn:]:
        yield piece, pa.Table.from_batches(held, sorted_rows.schema)
        held = []


def _suspects(engine: EmbeddedEngine, files: Sequence[str]) -> list[str]:
    """Return one file of each shape among many, in one statement; all of them where one cannot be read."""
    if not files:
        return []
    paths = {engine.plain_path(path): path for path in files}
    listed = ", ".join(quote_text(path) for path in paths)
    query = f"""
        SELECT min(file_name) FROM (
            SELECT file_name, sum(hash(name, type, logical_type)) AS shape
            FROM parquet_schema([{listed}]) GROUP BY file_name)
        GROUP BY shape"""  # noqa: S608
    try:
        return sorted(paths[row[0]] for row in engine.execute(query))
    except EngineError:
        return list(files)


def _file_faults(
    engine: EmbeddedEngine, path: str, schema: Schema, place: str, chosen: Iterable[str]
) -> list[str]:
    listed = quote_text(engine.plain_path(path))
    try:
        query = f"DESCRIBE SELECT * FROM read_parquet({listed}, hive_partitioning = false)"  # noqa: S608
        found = engine.execute(query)
    except EngineError:
        return [f"{place} is not a readable Parquet file"]
    faults = schema.differences({row[0]: row[1] for row in found}, only=chosen)
    return [f"{place}: {fault}" for fault in faults]


@dataclass(frozen=True)
class Contents:
    """What is in some slices' files."""

    rows: Mapping[Slice, int]
    nulls: Mapping[str, int]
    """Null values of each column that has any."""
    faults: tuple[str, ...]
    """Files that cannot be read, or have other columns than declared; of files alike the first is named."""
    unsound: frozenset[Slice]
    """Slices of all such files."""
    seen: Mapping[Slice, bytes | None]
    """What was made of each file's rows, where they were looked at; None for a file of another writer."""


def read_footers(
    engine: Engine,
    source: Partitions,
    slices: Sequence[Slice],
    schema: Schema,
    *,
    columns: Sequence[str] = (),
    see: Callable[[Slice, pa.Table], bytes | None] | None = None,
) -> Contents:
    """Count the rows and null values of slices that are there, and check their columns, in one pass.

    Of files that have the same columns one is checked, for all of them. With `see`, the rows of some columns
    are read too, and what it makes of each slice's (in one of several threads) is kept. What a file of
    another writer says of its nulls is not believed: they are counted.
    """
    files = list(zip(slices, source.files(slices, None), strict=True))
    turns = [files[first : first + _FILES_A_TURN] for first in range(0, len(files), _FILES_A_TURN)]

    def look(turn: Iterable[tuple[Slice, str]]) -> list[FileContents | None]:
        return [_look(path, schema, columns, partial(see, piece) if see else None) for piece, path in turn]

    rows: dict[Slice, int] = {}
    nulls: Counter[str] = Counter()
    faults: list[str] = []
    unsound: set[Slice] = set()
    seen: dict[Slice, bytes | None] = {}
    shapes: list[tuple[pq.ParquetSchema, list[str]]] = []
    with ThreadPoolExecutor(engine.embedded.threads) as readers:
        looked = chain.from_iterable(readers.map(look, turns))
        for (piece, path), found in zip(files, looked, strict=True):
            place = f"{piece.partition}/{PART}"
            if found is None:
                faults.append(f"{place} is not a readable Parquet file")
                unsound.add(piece)
                continue
            if not found.own:
                # A footer that is asked for its `schema` stays in memory, as both name each other.
                shape = pq.read_metadata(path).schema
                wrong = next((wrong for known, wrong in shapes if known.equals(shape)), None)
                if wrong is None:
                    wrong = _file_faults(engine.embedded, path, schema, place, schema.columns)
                    shapes.append((shape, wrong))
                    faults += wrong
                if wrong:
                    unsound.add(piece)
            if found.damaged:
                faults.append(f"{place} has rows that cannot be read")
                unsound.add(piece)
            rows[piece] = found.rows
            nulls.update(found.nulls)
            seen[piece] = found.seen
    return Contents(rows, dict(sorted(nulls.items())), tuple(faults), frozenset(unsound), seen)


def _look(
    path: str, schema: Schema, columns: Sequence[str], see: Callable[[pa.Table], bytes | None] | None
) -> FileContents | None:
    try:
        return look_into(path, schema, columns, see)
    except (pa.ArrowException, OSError):
        return None
