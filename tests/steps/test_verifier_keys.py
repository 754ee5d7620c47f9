"""The verifier compares the keys of few slices by query, and counts as if it had compared all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laying import QUARTER, file_of, filled, lay, slices_between

from common import footers
from common.datasets import Contents, read_footers
from common.engine import EmbeddedEngine
from common.partitions import MountedPartitions
from common.schemas import FG_C, KEY
from common.windows import Slice
from steps.training_data_verifier.fingerprint import fingerprint, slices_to_compare

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
STARTS = slices_between(BEGIN, BEGIN + 4 * QUARTER)
SLICES = [Slice(start) for start in STARTS]

NULLABLE = "drop_ratio_w_15m_z_7d"

Row = tuple[str | None, str, int]
"""Host, role, and the place of the slice that the row says it is of."""


def keys_of(rows: list[Row]) -> pa.Table:
    """Rows as a file's columns give them."""
    starts = [BEGIN + place * QUARTER for _, _, place in rows]
    kinds = (pa.string(), pa.string(), pa.timestamp("us", tz="UTC"))
    values = ([row[0] for row in rows], [row[1] for row in rows], starts)
    return pa.table(
        {name: pa.array(found, kind) for name, found, kind in zip(KEY, values, kinds, strict=True)}
    )


def count(files: Mapping[str, Mapping[Slice, list[Row]]]) -> dict[str, tuple[int, int]]:
    """Count by hand, of each dataset, rows beyond the first of a key, and rows whose key the other lacks."""
    rows = {name: [row for held in known.values() for row in held] for name, known in files.items()}
    found = {}
    for name, other in (("fg_a", "fg_c"), ("fg_c", "fg_a")):
        # As in SQL: a null is no host's partner.
        theirs = {row for row in rows[other] if row[0] is not None}
        found[name] = (len(rows[name]) - len(set(rows[name])), sum(row not in theirs for row in rows[name]))
    return found


ROWS = st.tuples(st.sampled_from(["a", "b", "a\0b", "", None]), st.sampled_from(["b", "b\0c", "c"]))
USUAL = st.lists(ROWS.filter(lambda row: row[0] is not None), unique=True, max_size=4).map(sorted)
"""As our writer leaves them."""


@st.composite
def files(draw: st.DrawFn) -> dict[str, dict[Slice, list[Row]]]:
    """Two datasets that are mostly alike, each slice in either there or not."""
    found: dict[str, dict[Slice, list[Row]]] = {"fg_a": {}, "fg_c": {}}
    for place, piece in enumerate(SLICES):
        usual = st.tuples(USUAL, st.just([place]))
        odd = st.tuples(
            st.lists(ROWS, min_size=1, max_size=3), st.lists(st.sampled_from([place, 0, 1]), min_size=1)
        )
        alike = draw(usual | odd)
        for known in found.values():
            if draw(st.integers(0, 5)):
                rows, places = alike if draw(st.integers(0, 3)) else draw(usual | odd)
                known[piece] = [(*row, at) for row, at in zip(rows, cycle(places), strict=False)]
    return found


@settings(max_examples=200, deadline=None)
@given(files())
@example({name: {piece: [("a", "b", 0)] for piece in SLICES[:2]} for name in ("fg_a", "fg_c")})
@example({name: {SLICES[0]: [("a", "b", 0), ("a", "b", 0)]} for name in ("fg_a", "fg_c")})
@example({name: {SLICES[0]: [(None, "b", 0)]} for name in ("fg_a", "fg_c")})
@example({name: {SLICES[0]: [("a", "b\0c", 0), ("a\0b", "c", 0)]} for name in ("fg_a", "fg_c")})
def test_no_count_changes_by_what_is_not_compared(laid: dict[str, dict[Slice, list[Row]]]) -> None:
    """Repeated keys, null hosts, rows of other slices, slices of one dataset alone, separators in names."""
    prints = {
        name: {piece: fingerprint(piece, keys_of(rows)) for piece, rows in known.items()}
        for name, known in laid.items()
    }
    chosen = slices_to_compare(prints)
    assert count(laid) == count(
        {name: {piece: laid[name][piece] for piece in pieces} for name, pieces in chosen.items()}
    )


def test_slices_alike_are_not_compared() -> None:
    """One slice lacks a row in one dataset: that slice alone."""
    alike = {piece: fingerprint(piece, keys_of([("a", "b", place)])) for place, piece in enumerate(SLICES)}
    assert None not in alike.values()
    empty = fingerprint(SLICES[2], keys_of([]))
    assert slices_to_compare({"fg_a": alike, "fg_c": {**alike, SLICES[2]: empty}}) == {
        "fg_a": [SLICES[2]],
        "fg_c": [SLICES[2]],
    }


def test_rows_in_several_batches_have_the_fingerprint_of_one() -> None:
    """How a file is cut does not show."""
    rows: list[Row] = [("a", "b", 0), ("b", "b", 0), ("c", "b", 0)]
    cut = pa.concat_tables([keys_of(rows[:1]), keys_of(rows[1:])])
    assert fingerprint(SLICES[0], cut) == fingerprint(SLICES[0], keys_of(rows))


def read(root: Path) -> Contents:
    """Look at FG-C of the four slices, keys too."""
    source = MountedPartitions("fg_c", "s3://data/fg_c/", root)
    with EmbeddedEngine(scratch=root / "engine") as engine:
        return read_footers(engine, source, SLICES, FG_C, columns=KEY, see=fingerprint)


def without(name: str, start: datetime) -> list[dict[str, Any]]:
    """Two rows of a slice, of which one lacks a value."""
    return [filled(FG_C, start, "10.0.0.1"), filled(FG_C, start, "10.0.0.2", **{name: None})]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A file in each of four slices, each with a null."""
    for start in STARTS:
        lay(tmp_path, FG_C, without(NULLABLE, start), [start])
    return tmp_path


def test_nulls_that_another_writer_left_are_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says of them is not asked for; its rows are fit to be compared by query alone."""
    for start in STARTS:
        path = file_of(root, start)
        duckdb.sql(
            f"COPY (FROM read_parquet('{path}', hive_partitioning = false)) TO '{path}' (FORMAT parquet)"
        )

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(footers, "_nulls_said", refuse)
    found = read(root)
    assert (found.nulls, found.faults, sum(found.rows.values())) == ({NULLABLE: 4}, (), 8)
    assert set(found.seen.values()) == {None}


def test_nulls_of_which_a_footer_says_nothing_are_counted(root: Path) -> None:
    """Columns as declared, and no statistics."""
    path = file_of(root, STARTS[1])
    pq.write_table(pq.read_table(path, partitioning=None), path, write_statistics=False)
    found = read(root)
    assert found.nulls == {NULLABLE: 4}
    assert [found.seen[piece] is None for piece in SLICES] == [False, True, False, False]


def test_damage_to_a_footer_hides_no_damage_to_rows(root: Path) -> None:
    """Both are told, each with its file."""
    file_of(root, STARTS[0]).write_bytes(b"PAR1 no")
    path = file_of(root, STARTS[2])
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    found = read(root)
    assert found.faults == (
        "dt=2026-03-01/hh=00/mm=00/part-00000.parquet is not a readable Parquet file",
        "dt=2026-03-01/hh=00/mm=30/part-00000.parquet has rows that cannot be read",
    )
    assert found.unsound == {SLICES[0], SLICES[2]}


def test_rows_that_another_writer_damaged_are_told_whatever_their_column(root: Path) -> None:
    """Its nulls can only be counted by reading."""
    path = file_of(root, STARTS[3])
    table = pq.read_table(path, partitioning=None)
    pq.write_table(table.select(table.column_names[::-1]), path)
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    found = read(root)
    assert found.faults == ("dt=2026-03-01/hh=00/mm=45/part-00000.parquet has rows that cannot be read",)
    assert Counter(found.rows) == Counter(dict.fromkeys(SLICES, 2))
