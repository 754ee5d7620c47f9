"""Single Parquet files: how ours are written, whether a footer is our own, and what it says."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from common.columns import Schema
from common.errors import OutputError

ARROW_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
_MAGIC = b"PAR1"
_TAIL = 8
"""A file ends with the length of its footer, in four bytes, and these."""
_GROUP_ROWS = 122_880


@dataclass(frozen=True)
class FileContents:
    """What one file holds."""

    rows: int
    nulls: Mapping[str, int]
    """Null values of each column that has any."""
    seen: bytes | None = None
    """What was made of its rows, if it is our own and they were looked at."""
    damaged: bool = False
    """The footer can be read, and the rows cannot."""
    own: bool = True
    """It has the declared columns, and says so and what is null as our writer does."""


def write_file(rows: pa.Table, target: Path, *, complete: bool) -> None:
    """Write one file, of a schema that is complete or not; its bytes depend on nothing but the rows.

    DuckDB's own writer takes three times as long for a file of few rows and hundreds of columns. Snappy, as
    zstd, a fifth to a third smaller, takes twice as long for columns of some hundred rows. What Arrow would
    say of the columns a second time is left out: it is a third of the footer. So are statistics where no
    value is null, and nobody asks for them: DuckDB reads a few of hundreds of columns in a sixth less time.
    (Spark asks if `spark.sql.parquet.aggregatePushdown` is set, which it is not of itself, and says so.)

    OutputError for a null in a complete schema.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    schema = _never_null(rows.schema) if complete else rows.schema
    try:
        with pq.ParquetWriter(
            target,
            schema,
            compression="snappy",
            use_dictionary=False,
            store_schema=False,
            write_statistics=not complete,
        ) as writer:
            # Each group of rows in one piece: where a batch ended must not show in the pages.
            for first in range(0, max(1, len(rows)), _GROUP_ROWS):
                group = rows.slice(first, _GROUP_ROWS).combine_chunks()
                writer.write_table(pa.Table.from_arrays(group.columns, schema=schema), _GROUP_ROWS)
    except pa.ArrowInvalid as error:
        if not complete:
            raise
        raise OutputError(
            f"a value to be written is null where none may be ({error})",
            remedy="Look for rows without it in the inputs; if there are none, report this as a defect.",
        ) from error


@lru_cache
def _never_null(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_nullable(False) for field in schema])


def is_of_columns(path: str, schema: Schema) -> bool:
    """Whether the footer of a file says a schema's columns with the bytes that our writer says them with.

    What else there may be (another writer, a damaged file) is looked at closely: to read every footer that is
    our own would take half the time of reading a month.
    """
    said = _footer_start(tuple(schema.columns.items()), complete=schema.complete)
    try:
        # Not a file of Python's: that takes three times as long, and a month is thousands of them.
        file = os.open(path, os.O_RDONLY)
        try:
            size = os.fstat(file).st_size
            tail = os.pread(file, _TAIL, max(0, size - _TAIL))
            length = int.from_bytes(tail[:4], "little")
            if tail[4:] != _MAGIC or not len(said) <= length <= size - _TAIL:
                return False
            return os.pread(file, len(said), size - _TAIL - length) == said
        finally:
            os.close(file)
    except OSError:
        return False


@lru_cache
def _footer_start(columns: tuple[tuple[str, str], ...], *, complete: bool) -> bytes:
    """Return the bytes with which the footer of a file of these columns begins.

    A footer is FileMetaData in Thrift's compact protocol: version and schema first, then the number of rows
    (parquet-format, parquet.thrift). So two files of other numbers of rows agree up to there.
    """
    fields = pa.schema([pa.field(name, ARROW_TYPES[kind], nullable=not complete) for name, kind in columns])
    footers = list[bytes]()
    # Zeros and empty texts. Not made of Python's values: for those Arrow loads pandas, where it is installed.
    zeros = pa.py_buffer(bytes(8))
    for rows in (0, 1):
        sink = pa.BufferOutputStream()
        values = [
            pa.Array.from_buffers(field.type, rows, [None, zeros, zeros][: field.type.num_buffers])
            for field in fields
        ]
        pq.write_table(pa.table(values, schema=fields), sink)
        written = sink.getvalue().to_pybytes()
        footers.append(written[-_TAIL - int.from_bytes(written[-_TAIL:-4], "little") : -_TAIL])
    alike = next(place for place, (one, other) in enumerate(zip(*footers, strict=False)) if one != other)
    return footers[0][:alike]


def look_into(
    path: str,
    schema: Schema,
    chosen: Sequence[str] = (),
    see: Callable[[pa.Table], bytes | None] | None = None,
) -> FileContents:
    """Look into a file that is to have a schema's columns; its nulls are its footer's if it is our own.

    With `see`, the rows of the chosen columns are handed to it, if it is our own. ArrowException or OSError
    for a footer that cannot be read.
    """
    if not is_of_columns(path, schema):
        return _look_into_other(path)
    names = list(schema.columns)
    # Not a ParquetFile: that makes a tree of the hundreds of columns, in Python, for every file.
    reader = pq.ParquetReader()
    reader.open(path, pre_buffer=False)
    try:
        rows = reader.metadata.num_rows
        nulls = {} if schema.complete else _nulls_said(reader.metadata, names)
        if nulls is None:
            return _look_into_other(path)
        if see is None:
            return FileContents(rows, nulls)
        try:
            read = reader.read_all(column_indices=[names.index(name) for name in chosen], use_threads=False)
        except (pa.ArrowException, OSError):
            return FileContents(rows, nulls, damaged=True)
        return FileContents(rows, nulls, see(read))
    finally:
        reader.close()


def _look_into_other(path: str) -> FileContents:
    """Count the nulls of each column, and believe nothing that is said of them."""
    nulls: Counter[str] = Counter()
    with pq.ParquetFile(path) as file:
        rows = file.metadata.num_rows
        try:
            for group in range(file.num_row_groups):
                found = file.read_row_group(group, use_threads=False)
                for name, column in zip(found.column_names, found.columns, strict=True):
                    nulls[name] += column.null_count
        except (pa.ArrowException, OSError):
            return FileContents(rows, +nulls, damaged=True, own=False)
    return FileContents(rows, +nulls, own=False)


def _nulls_said(footer: pq.FileMetaData, columns: Sequence[str]) -> Mapping[str, int] | None:
    """Add up the null values of each column that has any; None if the footer does not say of all."""
    nulls: Counter[str] = Counter()
    for group in map(footer.row_group, range(footer.num_row_groups)):
        for place in range(len(columns) if group.num_rows else 0):
            statistics = group.column(place).statistics
            found = None if statistics is None else statistics.null_count
            if found is None:
                return None
            if found:
                nulls[columns[place]] += found
    return nulls
