"""Quantiles of groups are the same of arrays as of the expression, which SQL computes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.arrays import joined_floats
from common.engine import EmbeddedEngine
from common.quantiles import STATISTICS, Grouping, describe, describe_array, find_groups
from common.queries import Table, ask, render

Statistics = dict[str, list[float | None]]

NUMBERS = st.one_of(
    st.none(),
    st.just(0.0),
    st.integers(-3, 3).map(float),
    st.floats(-1e6, 1e6, allow_subnormal=False),
)
COUNTS = st.one_of(
    st.none(),
    st.integers(0, 5).map(float),
    st.sampled_from([2.0**16 - 2, 2.0**16 - 1, 2.0**16, 2.0**32 - 2, 2.0**32 - 1, 2.0**32]),
)
"""What fits in sixteen bits or 32, and what just does not."""


def of_arrays(groups: Sequence[int], values: Sequence[float | None], *, pieces: int = 1) -> Statistics:
    """Describe values as arrays, which come in some pieces."""
    edges = np.linspace(0, len(values), pieces + 1).astype(int)
    chunks = [pa.array(values[one:other], pa.float64()) for one, other in pairwise(edges)]
    numbers = np.array(groups, np.uint16 if max(groups, default=0) < 1 << 16 else np.uint32)
    column = joined_floats(pa.chunked_array(chunks, pa.float64()))
    found = describe_array(column, find_groups(numbers, np.ones(len(numbers), np.bool_)))
    return dict(zip(STATISTICS, (one.to_pylist() for one in found), strict=True))


def of_sql(groups: Sequence[int], values: Sequence[float | None]) -> Statistics:
    """Describe values with the expression, on DuckDB."""
    rows = pa.table({"number": pa.array(groups, pa.int64()), "x": pa.array(values, pa.float64())})
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        found = connection.sql(f"FROM ({_sql()}) ORDER BY number").to_arrow_table()
    return {name: found[f"x_{name}"].to_pylist() for name in STATISTICS}


@cache
def _sql() -> str:
    rows = ibis.table({"number": "int64", "x": "float64"}, name="rows")
    everything = Grouping(("number",), "within")
    return render(describe(rows.mutate(within=ibis.literal(True)), grouping=everything, columns=["x"]))


def same(one: Statistics, other: Statistics) -> None:
    """Compare to the last digits, and what is null."""
    for name in STATISTICS:
        assert [found is None for found in one[name]] == [found is None for found in other[name]], name
        known = [[found for found in side[name] if found is not None] for side in (one, other)]
        assert known[0] == pytest.approx(known[1], rel=1e-9, abs=1e-8), name


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), NUMBERS), min_size=1, max_size=60), st.integers(1, 3))
def test_any_values_have_the_statistics_that_sql_finds(
    rows: list[tuple[int, float | None]], pieces: int
) -> None:
    """Zeros, negative numbers, nulls, groups of one: the arrays say what the expression says."""
    compare(rows, pieces)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), COUNTS), min_size=1, max_size=60))
def test_any_counts_have_the_statistics_that_sql_finds(rows: list[tuple[int, float | None]]) -> None:
    """However many bits the largest takes."""
    compare(rows, 1)


def compare(rows: list[tuple[int, float | None]], pieces: int) -> None:
    """Describe the values of groups as arrays and in SQL."""
    _, groups = np.unique([group for group, _ in rows], return_inverse=True)
    values = [value for _, value in rows]
    same(of_arrays(groups.tolist(), values, pieces=pieces), of_sql(groups.tolist(), values))


@pytest.mark.parametrize("zeros", [0.0, 0.3, 0.5, 0.97])
def test_large_groups_have_the_statistics_that_sql_finds(zeros: float) -> None:
    """One group of many rows beside thousands of few."""
    chance = np.random.default_rng(3)
    groups = np.concatenate([np.zeros(20_000, int), np.repeat(np.arange(1, 3_001), 4)])
    values = np.where(chance.random(len(groups)) < zeros, 0.0, chance.lognormal(3, 2, len(groups)).round(3))
    shuffled = chance.permutation(len(groups))
    groups, values = groups[shuffled], values[shuffled]
    same(of_arrays(groups.tolist(), values.tolist(), pieces=7), of_sql(groups.tolist(), values.tolist()))


def test_more_groups_than_sixteen_bits_count_are_kept_apart() -> None:
    """Each of 70,000 groups has two values of its own."""
    groups = np.tile(np.arange(70_000), 2)
    values = np.concatenate([np.arange(1, 70_001), np.arange(1, 70_001) + 2.0])
    found = of_arrays(groups.tolist(), values.tolist())
    assert found["median"] == (np.arange(1, 70_001) + 1.0).tolist()
    assert found["mad"] == [1.0] * 70_000


def test_quantiles_and_spread_are_those_counted_by_hand() -> None:
    """Of 0, 0, 0, 4 and 10: the median is 0, p75 is 4, and p95 lies 80 hundredths of the way from 4 to 10."""
    found = of_arrays([0] * 5, [4.0, 0.0, 10.0, 0.0, 0.0])
    assert found["p25"] == [0.0]
    assert found["median"] == [0.0]
    assert found["p75"] == [4.0]
    assert found["p95"] == [pytest.approx(8.8)]
    assert found["mad"] == [0.0]


def test_zeros_are_as_far_from_the_median_as_it_is_from_zero() -> None:
    """Of 0, -6, 8, 2 and 2 the median is 2, and the distances are 2, 8, 6, 0 and 0."""
    assert of_arrays([0] * 5, [0.0, -6.0, 8.0, 2.0, 2.0])["mad"] == [2.0]


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    """An engine of two threads."""
    return EmbeddedEngine(scratch=tmp_path, threads=2)


ALL, LATE = Grouping(("host",), "always"), Grouping(("host", "role"), "lately")


def _rows(engine: EmbeddedEngine) -> Table:
    columns = {
        "host": ("VARCHAR", ["b", "a", "b", "a", "b"]),
        "role": ("VARCHAR", ["x", "x", "x", "y", "y"]),
        "always": ("BOOLEAN", [True] * 5),
        "lately": ("BOOLEAN", [True, False, True, True, True]),
        "count": ("BIGINT", [1, 2, 3, None, 2**60]),
        "share": ("DOUBLE", [None, 0.5, None, 1.5, None]),
    }
    return engine.table("rows", columns)


def _described(engine: EmbeddedEngine, table: Table) -> list[dict[str, Any]]:
    rows = [dict(zip(table.columns, row, strict=True)) for row in engine.rows(table)]
    return sorted(rows, key=lambda row: (row["host"], row.get("role", "")))


def test_the_engine_names_each_group_once_with_every_statistic(engine: EmbeddedEngine) -> None:
    """Integers become floats; a column that is null in all of a group has null statistics."""
    (found,), rows_cnt = engine.describe(_rows(engine), [ALL], ["count", "share"])
    assert rows_cnt == 5
    assert list(found.columns) == [
        "host",
        "rows_cnt",
        *(f"{column}_{name}" for column in ("count", "share") for name in STATISTICS),
    ]
    rows = _described(engine, found)
    assert [(row["host"], row["rows_cnt"]) for row in rows] == [("a", 2), ("b", 3)]
    assert [row["count_median"] for row in rows] == [2.0, 3.0]
    assert [row["share_median"] for row in rows] == [1.0, None]


def test_each_grouping_is_of_its_own_rows_and_keys(engine: EmbeddedEngine) -> None:
    """Whoever has no row among those that are looked at is not there."""
    (all_of_it, late), _ = engine.describe(_rows(engine), [ALL, LATE], ["count"])
    assert [row["rows_cnt"] for row in _described(engine, all_of_it)] == [2, 3]
    assert [
        (row["host"], row["role"], row["rows_cnt"], row["count_median"]) for row in _described(engine, late)
    ] == [("a", "y", 1, None), ("b", "x", 2, 2.0), ("b", "y", 1, float(2**60))]


def test_the_engine_describes_no_rows_with_none(engine: EmbeddedEngine) -> None:
    """The columns are there all the same."""
    (found,), rows_cnt = engine.describe(ask(_none, _rows(engine)), [ALL], ["count"])
    assert (engine.rows(found), rows_cnt) == ([], 0)
    assert found.columns["count_mad"] == "float64"


def _none(rows: ibis.expr.types.Table) -> ibis.expr.types.Table:
    return rows.filter(rows["count"] < 0)
