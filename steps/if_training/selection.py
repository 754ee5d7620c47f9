"""Which features say something that no earlier one says. Pure, and in the order of the features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from common.model.artifact import Matrix

BOUND = 1e100
"""Values beyond it count as it when statistics are taken: squares and sums stay finite."""


@dataclass(frozen=True)
class Selection:
    """Places of the features that are kept, and why the others are not."""

    kept: tuple[int, ...]
    dropped: dict[str, str]


@dataclass(frozen=True)
class _Feature:
    """What one feature is in all rows."""

    known: int
    distinct: int
    """Values that there are, null apart."""
    alike: int
    """Rows of the most frequent value, and those without one."""


def select_features(
    matrix: Matrix,
    names: Sequence[str],
    *,
    max_common_share: float,
    max_correlation: float,
    least_known: Mapping[str, int] | None = None,
    threads: int | None = None,
) -> Selection:
    """Drop features that are (nearly) always the same, and those that move as an earlier one does.

    matrix       [rows, features], NaN for null
    least_known  features that are dropped too if they are known in fewer rows than this

    Two move alike if both their ranks are correlated (Spearman) and the logarithms of their values (Pearson).
    Ranks alone would not do: where most rows are alike, they hide that two features part in the few rows
    which are far out; and logarithms alone hide what parts in the many that are near.
    """
    least_known = least_known or {}
    ranks, sizes = np.zeros((2, len(names), len(matrix)))
    with ThreadPoolExecutor(threads) as pool:
        features = list(pool.map(_look_at, matrix.T, ranks, sizes))
    alike = np.minimum(np.abs(ranks @ ranks.T), np.abs(sizes @ sizes.T))
    kept: list[int] = []
    dropped: dict[str, str] = {}
    for place, (name, feature) in enumerate(zip(names, features, strict=True)):
        share = feature.alike / len(matrix)
        closest = max(kept, key=lambda other: alike[place, other], default=place)
        if not feature.known:
            dropped[name] = "null in every row"
        elif feature.known < least_known.get(name, 0):
            dropped[name] = f"known in {feature.known} rows, too few for what needs {least_known[name]}"
        elif feature.distinct == 1 or share > max_common_share:
            dropped[name] = f"one value in {share:.4f} of the rows"
        elif closest != place and alike[place, closest] > max_correlation:
            dropped[name] = f"moves as {names[closest]} does ({alike[place, closest]:.4f})"
        else:
            kept.append(place)
    return Selection(tuple(kept), dropped)


def _look_at(column: Matrix, ranks: Matrix, sizes: Matrix) -> _Feature:
    """Say what a feature is, and fill in what it is compared by, null as the median.

    ranks  mean ranks, centred and of length 1: the product of two features' is their correlation
    sizes  logarithms with the values' signs, the same way
    """
    column = np.clip(column, -BOUND, BOUND)
    null = np.isnan(column)
    known = column[~null]
    if not len(known):
        return _Feature(0, 0, len(column))
    filled = np.where(null, np.median(known), column)
    values, counts = np.unique(filled, return_counts=True)
    ranks[:] = _of_length_one((np.cumsum(counts) - (counts - 1) / 2.0)[np.searchsorted(values, filled)])
    sizes[:] = _of_length_one(np.sign(filled) * np.log1p(np.abs(filled)))
    if len(known) < len(column):
        _, counts = np.unique(known, return_counts=True)
    return _Feature(len(known), len(counts), int(counts.max()) + len(column) - len(known))


def _of_length_one(values: Matrix) -> Matrix:
    centered: Matrix = values - values.mean()
    # Not np.linalg.norm: its threads would wait, spinning, for more to do, while ours look at other features.
    length = float(np.sqrt(np.square(centered).sum()))
    return centered / (length or 1.0)
