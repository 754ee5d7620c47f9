"""Quantiles of groups and the spread about their medians: as a table expression, and of arrays.

The expression says what they are, and Spark computes it. The embedded engine hands the columns over as arrays
instead (`describe_array`), to be sorted group by group: features are zero in most slices of a host, and
what is zero is counted, where SQL's quantiles would gather and sort it. Both give the same numbers.

Quantiles interpolate linearly between order statistics (definition 7 of Hyndman and Fan 1996, as numpy,
DuckDB's quantile_cont and Spark's percentile). The spread is the median absolute deviation, which outliers
move least (Rousseeuw and Croux 1993, "Alternatives to the Median Absolute Deviation").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from common.arrays import array_of, nulls_of, numbers_of
from common.expressions import ir

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

QUANTILES = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}
STATISTICS = (*QUANTILES, "mad")
_MEDIAN = STATISTICS.index("median")
_RADIX = 16
"""Bits of the integers that numpy sorts in linear time."""
_LARGE = 2048
"""Groups of so many numbers are not sorted whole, and of smaller ones no more than so many at once."""


def describe(rows: ir.Table, *, by: Sequence[str], columns: Sequence[str]) -> ir.Table:
    """Describe each group of rows: the columns of `by`, rows_cnt, and `<column>_<statistic>` of STATISTICS.

    Nulls count for nothing; a column that is null in the whole group has null statistics.
    """
    values = rows.select(*by, **{column: rows[column].cast("float64") for column in columns})
    quantiles = values.group_by(by).agg(
        rows_cnt=values.count(),
        **{f"{column}_q": values[column].quantile(list(QUANTILES.values())) for column in columns},
    )
    found = quantiles.select(
        *by,
        "rows_cnt",
        **{
            f"{column}_{name}": quantiles[f"{column}_q"][place]
            for column in columns
            for place, name in enumerate(QUANTILES)
        },
    )
    middles = found.select(*by, **{f"{column}_m": found[f"{column}_median"] for column in columns})
    compared = values.inner_join(middles, by)
    distances = compared.select(
        *by, **{column: (compared[column] - compared[f"{column}_m"]).abs() for column in columns}
    )
    spreads = distances.group_by(by).agg(
        **{f"{column}_mad": distances[column].median() for column in columns}
    )
    both = found.inner_join(spreads, by)
    return both.select(*by, "rows_cnt", *(f"{column}_{name}" for column in columns for name in STATISTICS))


def describe_array(values: pa.ChunkedArray, groups: npt.NDArray[Any], rows: Counts) -> list[pa.Array]:
    """Describe one column: for each of STATISTICS a value a group, null where all of a group is null.

    values  float64
    groups  the number of each value's group: uint16 or uint32, from 0
    rows    how many values each group has, nulls included
    """
    places, kept, counts = [], [], rows
    first = 0
    for chunk in values.chunks:
        numbers, these = numbers_of(chunk), groups[first : first + len(chunk)]
        if chunk.null_count:
            missing = nulls_of(chunk)
            counts = counts - np.bincount(these[missing], minlength=len(rows))
            numbers = np.where(missing, 0.0, numbers)
        nonzero = np.flatnonzero(numbers)
        kept.append(numbers[nonzero])
        places.append(these[nonzero])
        first += len(chunk)
    groups = np.concatenate(places) if places else groups[:0]
    numbers = np.concatenate(kept)[_order(groups)] if kept else np.empty(0)
    sizes = np.bincount(groups, minlength=len(rows))
    with np.errstate(invalid="ignore"):
        quantiles = _interpolate(numbers, sizes, np.zeros(len(rows)), counts, [*QUANTILES.values()])
        medians = quantiles[_MEDIAN]
        distances = np.abs(numbers - np.repeat(medians, sizes))
        mad = _interpolate(distances, sizes, np.abs(medians), counts, [0.5])
    return [array_of(found, counts > 0) for found in (*quantiles, *mad)]


def _interpolate(
    numbers: Floats, sizes: Counts, others: Floats, counts: Counts, shares: Sequence[float]
) -> Floats:
    """Return quantiles of groups, shares x groups: of `numbers`, group after group, and of others all alike.

    sizes   how many of the numbers each group has; it has counts - sizes others
    others  what these are, for each group

    The numbers of a group are put in order as far as it is needed.
    """
    ends = np.cumsum(sizes)
    starts = ends - sizes
    alike = counts - sizes
    smaller = np.flatnonzero(numbers < np.repeat(others, sizes))
    below = np.diff(np.searchsorted(smaller, np.concatenate([[0], ends])))
    position = np.multiply.outer(shares, counts - 1)
    low = np.floor(position).astype(np.int64)
    places = np.stack([low, np.minimum(low + 1, counts - 1)])
    among = (places >= below) & (places < below + alike)
    places = np.clip(np.where(places < below, places, places - alike), 0, np.maximum(sizes - 1, 0))
    _settle(numbers, starts, sizes, np.where(among, -1, places))
    found = np.broadcast_to(others, places.shape)
    if len(numbers):
        found = np.where(among, found, numbers[np.minimum(starts + places, len(numbers) - 1)])
    lower: Floats = found[0]
    upper: Floats = found[1]
    return lower + (upper - lower) * (position - low)


def _settle(numbers: Floats, starts: Counts, sizes: Counts, places: Counts) -> None:
    """Put the numbers that belong in these places of their groups there; below 0 is no place."""
    chosen = np.flatnonzero((sizes > 1) & (places.max(axis=(0, 1)) >= 0))
    chosen = chosen[np.argsort(sizes[chosen], kind="stable")]
    for some in np.split(chosen, np.flatnonzero(np.diff(sizes[chosen])) + 1):
        size = int(sizes[some[0]]) if len(some) else 0
        if size >= _LARGE:
            for group in some.tolist():
                wanted = np.unique(places[..., group])
                numbers[starts[group] : starts[group] + size].partition(wanted[wanted >= 0])
            continue
        # Groups of one size are a matrix, which takes one call and not one each.
        for first in range(0, len(some), _LARGE):
            within = starts[some[first : first + _LARGE]][:, None] + np.arange(size)
            matrix = numbers[within]
            matrix.sort(axis=1)
            numbers[within] = matrix


def _order(groups: npt.NDArray[Any]) -> Counts:
    """Return the order that puts groups one after the other, in linear time."""
    order = np.argsort(groups.astype(np.uint16), kind="stable")
    if groups.dtype.itemsize * 8 > _RADIX:
        high = (groups >> _RADIX).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
