"""Quantiles of groups and the spread about their medians: as a table expression, and of arrays.

The expression says what they are, and Spark computes it. The embedded engine hands the columns over as arrays
instead (`describe_array`): numpy sorts with the processor's vector instructions, where SQL would gather
each group's values anew for every quantile. Both give the same numbers.

Quantiles interpolate linearly between order statistics (definition 7 of Hyndman and Fan 1996, as numpy,
DuckDB's quantile_cont and Spark's percentile). The spread is the median absolute deviation, which outliers
move least (Rousseeuw and Croux 1993, "Alternatives to the Median Absolute Deviation").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from common.arrays import array_of
from common.expressions import ir

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

QUANTILES = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}
STATISTICS = (*QUANTILES, "mad")
_MEDIAN = STATISTICS.index("median")
_WIDENING = 1.25
"""Groups are sorted together where the largest has at most so many times the rows of the smallest."""


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


@dataclass(frozen=True)
class Bundle:
    """Groups of about one size, whose rows are sorted together."""

    groups: Counts
    """Their numbers."""
    places: Counts
    """Where their rows are, groups x the largest of their sizes; past the last row where there is none."""


def bundle_groups(numbers: npt.NDArray[Any], sizes: Counts) -> list[Bundle]:
    """Find the rows of each group, so that few calls sort many of them.

    numbers  each row's group, from 0
    sizes    how many rows each group has: one at least
    """
    order = np.argsort(numbers, kind="stable")
    starts = np.cumsum(sizes) - sizes
    by_size = np.argsort(sizes, kind="stable")
    ascending = sizes[by_size]
    bundles = []
    first = 0
    while first < len(sizes):
        end = int(np.searchsorted(ascending, int(ascending[first] * _WIDENING), side="right"))
        some = by_size[first:end]
        along = np.arange(sizes[some[-1]])
        within = np.minimum(starts[some][:, None] + along, len(order) - 1)
        bundles.append(Bundle(some, np.where(along < sizes[some][:, None], order[within], len(order))))
        first = end
    return bundles


def describe_array(values: Floats, bundles: Sequence[Bundle]) -> list[pa.Array]:
    """Describe one column: for each of STATISTICS a value a group, null where all of a group is null.

    values   NaN for null
    bundles  all groups
    """
    padded = np.append(values, np.nan)
    found = np.full((len(STATISTICS), sum(len(bundle.groups) for bundle in bundles)), np.nan)
    for bundle in bundles:
        numbers = np.take(padded, bundle.places)
        numbers.sort(axis=1)  # NaN comes last
        counts = numbers.shape[1] - np.count_nonzero(np.isnan(numbers), axis=1)
        quantiles = _interpolate(numbers, counts, [*QUANTILES.values()])
        with np.errstate(invalid="ignore"):  # of infinities
            np.subtract(numbers, quantiles[_MEDIAN][:, None], out=numbers)
        np.abs(numbers, out=numbers)
        # Falling to the median, then rising: a stable sort joins runs, in a tenth of the other's time.
        numbers.sort(axis=1, kind="stable")
        found[:, bundle.groups] = [*quantiles, *_interpolate(numbers, counts, [0.5])]
    return [array_of(one, ~np.isnan(one)) for one in found]


def _interpolate(numbers: Floats, counts: Counts, shares: Sequence[float]) -> Floats:
    """Return quantiles of the first `counts` numbers of each sorted row: shares x rows, NaN of none."""
    last = np.maximum(counts - 1, 0)
    position = np.multiply.outer(shares, last)
    low = np.floor(position).astype(np.intp)
    rows = np.arange(len(numbers))
    lower: Floats = numbers[rows, low]
    upper: Floats = numbers[rows, np.minimum(low + 1, last)]
    return lower + (upper - lower) * (position - low)
