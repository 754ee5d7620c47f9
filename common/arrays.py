"""Arrow's columns of numbers as numpy's arrays, and back: without a copy, and without pandas.

Arrow's own conversions load pandas, wherever it is installed, which takes longer than most steps.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def numbers_of(column: pa.Array, kind: npt.DTypeLike = np.float64) -> npt.NDArray[Any]:
    """View an array of numbers of this type, or of instants as int64; in a null's place is anything."""
    held = column.buffers()[1]
    if held is None:
        return np.empty(0, kind)
    return np.frombuffer(held, kind, len(column), column.offset * np.dtype(kind).itemsize)


def nulls_of(column: pa.Array) -> npt.NDArray[np.bool_]:
    """Tell which values of an array are null."""
    held = column.buffers()[0]
    if held is None:
        return np.zeros(len(column), np.bool_)
    return ~_bits_of(column, held)


def joined(column: pa.ChunkedArray, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """Put the pieces of a column of this type, without nulls, together."""
    return np.concatenate([np.empty(0, kind), *(numbers_of(chunk, kind) for chunk in column.chunks)])


def joined_floats(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Put the pieces of a column of float64 together, NaN for null."""
    numbers = joined(column, np.float64)
    if column.null_count:
        numbers[np.concatenate([nulls_of(chunk) for chunk in column.chunks])] = np.nan
    return numbers


def joined_flags(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Put the pieces of a column of booleans, without nulls, together."""
    pieces = (_bits_of(chunk, chunk.buffers()[1]) for chunk in column.chunks)
    return np.concatenate([np.empty(0, np.bool_), *pieces])


def _bits_of(column: pa.Array, held: pa.Buffer) -> npt.NDArray[np.bool_]:
    """Read a buffer that has a bit for each value of an array."""
    bits = np.unpackbits(np.frombuffer(held, np.uint8), bitorder="little")
    return bits[column.offset : column.offset + len(column)].view(np.bool_)


def integers_of(numbers: npt.NDArray[np.int64]) -> pa.Array:
    """Make an array of int64, none of them null."""
    return pa.Array.from_buffers(
        pa.int64(), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers))]
    )


def array_of(numbers: npt.NDArray[np.float64], known: npt.NDArray[np.bool_]) -> pa.Array:
    """Make an array of float64, null where a value is not known."""
    bits = pa.py_buffer(np.packbits(known, bitorder="little"))
    held = pa.py_buffer(np.ascontiguousarray(numbers))
    return pa.Array.from_buffers(pa.float64(), len(numbers), [bits, held])
