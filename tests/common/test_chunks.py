"""A long window in parts: how it is cut, and how that is configured."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.chunks import ChunkSettings, cut_window, parse_chunks
from common.errors import ConfigurationError
from common.windows import SLICE, Window

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def cut(rows: list[int], *, slices: int, most: int) -> list[list[int]]:
    """Cut a window whose slices have these rows; the rows of each part."""
    window = Window(BEGIN, BEGIN + len(rows) * SLICE)
    settings = ChunkSettings(slices, most, None, None)
    parts = cut_window(window, settings, lambda piece: rows[(piece.start - BEGIN) // SLICE])
    assert window.start == parts[0].start
    assert window.end == parts[-1].end
    assert all(one.end == other.start for one, other in pairwise(parts))
    return [[rows[(piece.start - BEGIN) // SLICE] for piece in part.slices()] for part in parts]


@pytest.mark.parametrize(
    ("slices", "most", "parts"),
    [
        (9, 100, [[3, 4, 50, 2, 2]]),
        (2, 100, [[3, 4], [50, 2], [2]]),
        (9, 10, [[3, 4], [50], [2, 2]]),
        (9, 1, [[3], [4], [50], [2], [2]]),
        (9, 54, [[3, 4], [50, 2, 2]]),
    ],
)
def test_a_part_has_at_most_so_many_slices_and_rows(slices: int, most: int, parts: list[list[int]]) -> None:
    """A slice with more rows than a part may have is a part of its own."""
    assert parts == cut([3, 4, 50, 2, 2], slices=slices, most=most)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.integers(1, 12), st.integers(1, 40))
def test_parts_follow_each_other_and_are_as_long_as_they_may_be(
    rows: list[int], slices: int, most: int
) -> None:
    """Every slice is in one part, in order; no part could have taken the slice after it."""
    parts = cut(rows, slices=slices, most=most)
    assert rows == [one for part in parts for one in part]
    assert all(len(part) <= slices and (sum(part) <= most or len(part) == 1) for part in parts)
    for part, after in pairwise(parts):
        assert len(part) == slices or sum(part) + after[0] > most


def test_chunks_are_counts_above_zero() -> None:
    """All that is wrong is said at once."""
    with pytest.raises(ConfigurationError) as refused:
        parse_chunks({"chunk_slices": 0, "chunk_rows": "many", "chunk_row": 1})
    assert all(
        word in str(refused.value)
        for word in ("config.chunk_slices must", "config.chunk_rows must", "did you mean chunk_rows?")
    )
