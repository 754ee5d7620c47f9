"""Arrow's columns and numpy's arrays hold the same values."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from common.arrays import array_of, joined, joined_floats, nulls_of, numbers_of

VALUES = st.lists(st.none() | st.floats(allow_nan=False), max_size=40)


@settings(deadline=None)
@given(VALUES, st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_column_is_viewed_where_it_begins(
    values: list[float | None], first: int, size: int
) -> None:
    """Values and nulls, whatever came before."""
    part = pa.array(values, pa.float64()).slice(first, size)
    expected = values[first : first + size]
    known = ~nulls_of(part)
    assert known.tolist() == [value is not None for value in expected]
    assert numbers_of(part)[known].tolist() == [value for value in expected if value is not None]


@settings(deadline=None)
@given(VALUES)
def test_what_is_not_known_is_null(values: list[float | None]) -> None:
    """There and back again."""
    known = np.array([value is not None for value in values], np.bool_)
    numbers = np.array([7.0 if value is None else value for value in values])
    assert array_of(numbers, known).equals(pa.array(values, pa.float64()))


def test_pieces_are_joined_in_their_order() -> None:
    """Of no pieces, too."""
    pieces = [pa.array([1, 2], pa.uint16()), pa.array([], pa.uint16()), pa.array([3], pa.uint16())]
    assert joined(pa.chunked_array(pieces), np.uint16).tolist() == [1, 2, 3]
    assert joined(pa.chunked_array([], pa.uint16()), np.uint16).tolist() == []


def test_joined_floats_are_not_a_number_where_they_are_null() -> None:
    """In any piece; what is handed over is a copy that may be written to."""
    pieces = [pa.array([0.5, None]), pa.array([], pa.float64()), pa.array([None, -1.0]).slice(1)]
    found = joined_floats(pa.chunked_array(pieces, pa.float64()))
    np.testing.assert_array_equal(found, [0.5, np.nan, -1.0])
    assert found.flags.writeable
    np.testing.assert_array_equal(joined_floats(pa.chunked_array([pa.array([1.0, 2.0])])), [1.0, 2.0])


def test_no_pandas_is_loaded() -> None:
    """It takes longer than most steps."""
    script = (
        "import sys, numpy, pyarrow\nfrom common.arrays import array_of, joined, nulls_of\n"
        "column = array_of(numpy.arange(3.0), numpy.arange(3) > 0)\n"
        "nulls_of(column), joined(pyarrow.chunked_array([column]), float)\n"
        "raise SystemExit('pandas' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
