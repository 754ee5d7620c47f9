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
    ranks: Matrix
    """Mean ranks, null as the median; centred, of length 1: their product is the correlation."""
    sizes: Matrix
    """Signed logarithms, the same way."""


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
    kept: list[int] = []
    dropped: dict[str, str] = {}
    ranks, sizes = np.empty((2, len(names), len(matrix)))
    with ThreadPoolExecutor(threads) as pool:
        features = pool.map(_look_at, np.ascontiguousarray(matrix.T))
        for place, (name, feature) in enumerate(zip(names, features, strict=True)):
            if not feature.known:
                dropped[name] = "null in every row"
                continue
            if feature.known < least_known.get(name, 0):
                dropped[name] = f"known in {feature.known} rows, too few for what needs {least_known[name]}"
                continue
            share = feature.alike / len(matrix)
            if feature.distinct == 1 or share > max_common_share:
                dropped[name] = f"one value in {share:.4f} of the rows"
                continue
            before = slice(len(kept))
            alike = np.minimum(np.abs(ranks[before] @ feature.ranks), np.abs(sizes[before] @ feature.sizes))
            closest = int(np.argmax(alike)) if kept else 0
            if kept and alike[closest] > max_correlation:
                dropped[name] = f"moves as {names[kept[closest]]} does ({alike[closest]:.4f})"
                continue
            ranks[len(kept)], sizes[len(kept)] = feature.ranks, feature.sizes
            kept.append(place)
    return Selection(tuple(kept), dropped)


def _look_at(column: Matrix) -> _Feature:
    null = np.isnan(column)
    known = column[~null]
    if not len(known):
        return _Feature(0, 0, len(column), known, known)
    filled = np.where(null, np.median(known), column)
    _, inverse, counts = np.unique(filled, return_inverse=True, return_counts=True)
    mean_ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    sizes = np.sign(filled) * np.log1p(np.minimum(np.abs(filled), BOUND))
    if len(known) < len(column):
        _, counts = np.unique(known, return_counts=True)
    alike = int(counts.max()) + len(column) - len(known)
    return _Feature(len(known), len(counts), alike, _of_length_one(mean_ranks), _of_length_one(sizes))


def _of_length_one(values: Matrix) -> Matrix:
    centered: Matrix = values - values.mean()
    length = float(np.linalg.norm(centered))
    return centered / (length or 1.0)
