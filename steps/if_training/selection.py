"""Which features say something that no earlier one says. Pure, and in the order of the features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from common.model.artifact import Matrix


@dataclass(frozen=True)
class Selection:
    """Places of the features that are kept, and why the others are not."""

    kept: tuple[int, ...]
    dropped: dict[str, str]


def select_features(
    matrix: Matrix,
    names: Sequence[str],
    *,
    max_common_share: float,
    max_correlation: float,
    least_known: Mapping[str, int] | None = None,
) -> Selection:
    """Drop features that are (nearly) always the same, and those that rank rows as an earlier one does.

    matrix       [rows, features], NaN for null
    least_known  features that are dropped too if they are known in fewer rows than this

    Ranks are compared by Pearson's correlation of them (Spearman).
    """
    least_known = least_known or {}
    kept: list[int] = []
    dropped: dict[str, str] = {}
    ranked: list[Matrix] = []
    for place, name in enumerate(names):
        column = matrix[:, place]
        known = column[~np.isnan(column)]
        if not len(known):
            dropped[name] = "null in every row"
            continue
        if len(known) < least_known.get(name, 0):
            dropped[name] = f"known in {len(known)} rows, too few for what needs {least_known[name]}"
            continue
        _, counts = np.unique(known, return_counts=True)
        share = (counts.max() + len(column) - len(known)) / len(column)
        if len(counts) == 1 or share > max_common_share:
            dropped[name] = f"one value in {share:.4f} of the rows"
            continue
        ranks = _ranks(np.where(np.isnan(column), np.median(known), column))
        alike = [abs(float(ranks @ other)) for other in ranked]
        closest = int(np.argmax(alike)) if alike else 0
        if alike and alike[closest] > max_correlation:
            dropped[name] = f"ranks rows as {names[kept[closest]]} does ({alike[closest]:.4f})"
            continue
        kept.append(place)
        ranked.append(ranks)
    return Selection(tuple(kept), dropped)


def _ranks(column: Matrix) -> Matrix:
    """Mean ranks, centred, of length 1: their product is the rank correlation."""
    _, inverse, counts = np.unique(column, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean_ranks = (last - (counts - 1) / 2.0)[inverse]
    centered = mean_ranks - mean_ranks.mean()
    length = float(np.linalg.norm(centered))
    ranks: Matrix = centered / length if length else centered
    return ranks
