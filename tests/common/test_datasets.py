"""Partitioned datasets: written whole, read by window, the same bytes for the same rows."""

import hashlib
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.columns import Schema
from common.datasets import read_footers, read_window, write_rows, write_window
from common.engine import EmbeddedEngine, EngineError
from common.errors import InputError, OutputError
from common.partitions import PART, MountedPartitions
from common.queries import ask
from common.windows import SLICE, Slice, Window

START = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
WINDOW = Window(START, START + 4 * SLICE)
SCHEMA = Schema(
    columns={"slice_start_ts": "timestamp", "host": "string", "count": "int64", "score": "float64"},
    order_by=("host", "count", "score"),
)
ROWS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=3).map(lambda n: START + n * SLICE),
        st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=8)),
        st.one_of(st.none(), st.integers(min_value=-(2**63), max_value=2**63 - 1)),
        st.one_of(st.none(), st.floats(allow_nan=False)),
    ),
    max_size=40,
)


def table_of(engine: EmbeddedEngine, rows: Sequence[tuple[Any, ...]]) -> Any:
    """Rows as a table with the columns of SCHEMA."""
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    kinds = ("TIMESTAMPTZ", "VARCHAR", "BIGINT", "DOUBLE")
    named = zip(SCHEMA.columns, kinds, columns, strict=True)
    return engine.table("rows", {name: (kind, list(values)) for name, kind, values in named})


def write(engine: EmbeddedEngine, rows: Sequence[tuple[Any, ...]], folder: Path) -> int:
    """Write rows as the window's partitions."""
    return write_window(engine, table_of(engine, rows), folder, WINDOW, SCHEMA, slice_column="slice_start_ts")


def dataset(folder: Path) -> MountedPartitions:
    """A folder of partitions."""
    return MountedPartitions("d", "s3://b/d/", folder)


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read_back(rows: list[tuple[Any, ...]]) -> None:
    """Reading the window gives the rows that were written, of whatever values."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = EmbeddedEngine(scratch=Path(scratch) / "s", threads=2)
        assert len(rows) == write(engine, rows, Path(scratch) / "out")
        found = engine.rows(read_window(engine, dataset(Path(scratch) / "out"), WINDOW, SCHEMA))
        engine.close()
    key = repr
    assert sorted(rows, key=key) == sorted([(r[0].astimezone(UTC), *r[1:]) for r in found], key=key)


def test_every_slice_of_the_window_gets_one_file(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A slice without rows has a file too, across midnight, and nothing else lies there."""
    write(engine, [(START, "a", 1, 0.5)], tmp_path / "out")
    expected = {f"{piece.partition}/{PART}" for piece in WINDOW.slices()}
    assert expected == set(digests(tmp_path / "out"))


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_bytes_depend_on_nothing_but_the_rows(tmp_path: Path, threads: int) -> None:
    """Other thread counts and another order of rows give the same bytes, beyond one row group too."""
    rows = [(START, f"host{n % 977}", n, n / 7) for n in range(130_000)]
    shuffled = random.Random(threads).sample(rows, len(rows))
    for name, chosen, count in (("first", rows, 2), ("second", shuffled, threads)):
        engine = EmbeddedEngine(scratch=tmp_path / "s", threads=count)
        write(engine, chosen, tmp_path / name)
        engine.close()
    assert digests(tmp_path / "first") == digests(tmp_path / "second")


def test_a_rerun_replaces_its_slices_and_no_others(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Writing a window again leaves the neighbours' files alone."""
    write(engine, [(START, "a", 1, 0.5)], tmp_path / "out")
    before = digests(tmp_path / "out")
    narrow = Window(START + SLICE, START + 2 * SLICE)
    table = table_of(engine, [(START + SLICE, "b", 2, 1.5)])
    write_window(engine, table, tmp_path / "out", narrow, SCHEMA, slice_column="slice_start_ts")
    changed = {name for name, digest in digests(tmp_path / "out").items() if before[name] != digest}
    assert {f"{Slice(START + SLICE).partition}/{PART}"} == changed


def test_rows_outside_the_window_are_refused(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A row of another slice would be lost: nothing is written."""
    with pytest.raises(OutputError, match="rows of slices outside the window"):
        write(engine, [(START, "a", 1, 0.5), (START - SLICE, "b", 1, 0.5)], tmp_path / "out")
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_other_columns_are_refused_on_writing(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """What is written has the declared columns, in their order."""
    stored = table_of(engine, [])
    for columns in (["host", "slice_start_ts", "count", "score"], ["slice_start_ts", "host", "count"]):
        query = ask(lambda table, names: table.select(*names), stored, names=columns)
        with pytest.raises(OutputError, match="declared are slice_start_ts, host"):
            write_window(engine, query, tmp_path / "out", WINDOW, SCHEMA, slice_column="slice_start_ts")


@pytest.mark.parametrize(
    ("count", "score"), [("HUGEINT", "DECIMAL(10, 2)"), ("INTEGER", "FLOAT"), ("VARCHAR", "DOUBLE")]
)
def test_rows_of_other_types_are_written_as_declared(
    engine: EmbeddedEngine, tmp_path: Path, count: str, score: str
) -> None:
    """What an engine widens or narrows is cast; the bytes are those of rows that have the types."""
    rows = [(START, "b", 9, 0.5), (START, "a", 10, 2.25), (START, "a", 9, None)]
    write(engine, rows, tmp_path / "declared")
    named = table_of(engine, rows).name
    other = engine.view(
        "other",
        f"SELECT slice_start_ts, host, count::{count} AS count, score::{score} AS score FROM {named}",
    )
    write_window(engine, other, tmp_path / "other", WINDOW, SCHEMA, slice_column="slice_start_ts")
    assert digests(tmp_path / "declared") == digests(tmp_path / "other")


def test_what_cannot_be_of_the_declared_type_is_not_written(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A sum beyond 64 bits is an error of the engine, and no file is there."""
    table_of(engine, [(START, "a", 1, 0.5)])
    huge = engine.view("huge", "SELECT * REPLACE (9223372036854775808::HUGEINT AS count) FROM rows")
    with pytest.raises(EngineError):
        write_window(engine, huge, tmp_path / "out", WINDOW, SCHEMA, slice_column="slice_start_ts")
    assert digests(tmp_path) == {}


COMPLETE = replace(SCHEMA, complete=True)


def test_files_say_of_a_complete_schema_that_no_value_is_null(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Each column is required, so that whoever reads the file need not count; the rows are read as ever."""
    table = table_of(engine, [(START, "a", 1, 0.5)])
    write_window(engine, table, tmp_path, WINDOW, COMPLETE, slice_column="slice_start_ts")
    footer = pq.read_metadata(tmp_path / Slice(START).partition / PART)
    columns = [footer.schema.column(place) for place in range(footer.num_columns)]
    assert [column.max_definition_level for column in columns] == [0, 0, 0, 0]
    read = read_window(engine, dataset(tmp_path), WINDOW, COMPLETE, columns=["host", "score"])
    assert engine.rows(read) == [("a", 0.5)]
    found = read_footers(engine, dataset(tmp_path), list(WINDOW.slices()), COMPLETE)
    assert (found.nulls, found.faults) == ({}, ())
    assert [found.rows[piece] for piece in WINDOW.slices()] == [1, 0, 0, 0]


def test_a_null_in_a_complete_schema_is_not_written(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """The column is named, and no file is there."""
    table = table_of(engine, [(START, "a", 1, 0.5), (START, None, 1, 0.5)])
    with pytest.raises(OutputError, match="'host' is declared non-nullable but contains nulls"):
        write_window(engine, table, tmp_path / "out", WINDOW, COMPLETE, slice_column="slice_start_ts")
    assert digests(tmp_path) == {}


def test_nulls_in_another_writers_file_of_a_complete_schema_are_counted(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    """What a file does not say itself is not taken for granted, and its rows are read as they are."""
    write(engine, [(START, None, 1, 0.5), (START, "b", 2, None)], tmp_path)
    found = read_footers(engine, dataset(tmp_path), [Slice(START)], COMPLETE)
    assert found.nulls == {"host": 1, "score": 1}
    read = read_window(engine, dataset(tmp_path), WINDOW, COMPLETE, columns=["count"])
    assert sorted(engine.rows(read)) == [(1,), (2,)]


def test_missing_slices_are_named(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A window that is not whole is an error, unless the caller can do without."""
    write(engine, [(START + n * SLICE, "a", 1, 0.5) for n in range(4)], tmp_path / "out")
    gone = Slice(START + 2 * SLICE)
    (tmp_path / "out" / gone.partition / PART).unlink()
    assert gone not in dataset(tmp_path / "out").present(WINDOW)
    with pytest.raises(InputError, match=f"d .* lacks 1 of 4 slices: {gone.partition}"):
        read_window(engine, dataset(tmp_path / "out"), WINDOW, SCHEMA)
    partial = read_window(engine, dataset(tmp_path / "out"), WINDOW, SCHEMA, allow_missing=True)
    assert len(engine.rows(partial)) == 3


def test_a_window_without_any_file_reads_as_empty_if_allowed(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """The columns are there although no file is."""
    empty = read_window(engine, dataset(tmp_path), WINDOW, SCHEMA, allow_missing=True)
    assert list(SCHEMA.columns) == list(empty.columns)
    assert engine.rows(empty) == []


def test_an_unreadable_partition_names_itself(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A truncated file is found by name when its window is read, and does not matter to other windows."""
    write(engine, [(START, "a", 1, 0.5)], tmp_path / "out")
    broken = tmp_path / "out" / Slice(START).partition / PART
    broken.write_bytes(broken.read_bytes()[:-9])
    with pytest.raises(InputError, match=rf"{Slice(START).partition}/{PART} is not a readable Parquet file"):
        read_window(engine, dataset(tmp_path / "out"), WINDOW, SCHEMA)
    later = Window(START + SLICE, WINDOW.end)
    assert engine.rows(read_window(engine, dataset(tmp_path / "out"), later, SCHEMA)) == []


def test_other_columns_are_refused_on_reading(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A file whose columns differ from the declared ones says how."""
    write(engine, [(START, "a", 1, 0.5)], tmp_path / "out")
    other = Schema(
        columns={"slice_start_ts": "timestamp", "host": "int64", "more": "string"}, order_by=("host",)
    )
    with pytest.raises(InputError) as caught:
        read_window(engine, dataset(tmp_path / "out"), Window(START, START + SLICE), other)
    for fault in (
        "column more is missing",
        "column score is not declared",
        "column host is VARCHAR, declared BIGINT",
    ):
        assert fault in caught.value.reason


def test_rejects_take_the_place_of_one_slice(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Rows without a slice of their own are one file."""
    schema = Schema(columns={"reason": "string"}, order_by=("reason",))
    table = engine.table("r", {"reason": ("VARCHAR", ["b", "a"])})
    assert write_rows(engine, table, tmp_path / "out", Slice(START), schema) == 2
    assert {f"{Slice(START).partition}/{PART}"} == set(digests(tmp_path / "out"))


def test_a_path_that_looks_like_a_pattern_is_a_path(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Brackets and asterisks in a folder's name do not make other files match."""
    folder = tmp_path / "batch [1]*?"
    write(engine, [(START, "a", 1, 0.5)], folder)
    write(engine, [(START, "z", 9, 0.5)], tmp_path / "batch 1xx")
    found = engine.rows(read_window(engine, dataset(folder), WINDOW, SCHEMA))
    assert [(row[0].astimezone(UTC), *row[1:]) for row in found] == [(START, "a", 1, 0.5)]
    assert timedelta(0) == found[0][0].utcoffset()


def test_a_file_whose_pages_are_damaged_names_itself(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Its footer is sound, so that it shows when rows are read: an error of the input, and no bug."""
    write(engine, [(START, f"host{n % 9}", n, n / 7) for n in range(5_000)], tmp_path / "out")
    path = tmp_path / "out" / Slice(START).partition / PART
    content = bytearray(path.read_bytes())
    content[200:1200] = bytes(1000)
    path.write_bytes(content)
    rows = read_window(engine, dataset(tmp_path / "out"), WINDOW, SCHEMA)
    with pytest.raises(InputError, match=f"damaged files: {Slice(START).partition}"):
        engine.materialise("all_rows", rows)
