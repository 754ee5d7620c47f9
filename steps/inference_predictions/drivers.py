"""What drives a score: by how much it falls when one feature is typical instead, the others as they are.

One feature at a time says nothing of features that raise a score only together; it needs nothing but the
model itself, so it explains just what the model does (Robnik-Sikonja and Kononenko 2008, "Explaining
Classifications for Individual Instances").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from common.model.artifact import Matrix, Model
from common.model.features import ROLE
from common.schemas import DRIVERS

_CELLS = 2_000_000
"""Values that are scored together, to bound memory: 16 MB."""


@dataclass(frozen=True)
class Drivers:
    """For each row, the features that raise its score most, most first: [rows, DRIVERS] each."""

    features: npt.NDArray[np.int64]
    """Places of features, -1 where no further one raises the score."""
    effects: Matrix
    """By how much the score falls without; NaN where there is none."""


def explain(model: Model, matrix: Matrix, scores: Matrix) -> Drivers:
    """Explain rows: matrix is [rows, features], scores [rows] are theirs."""
    typical = model.description.typical
    count = len(typical)
    effects = np.empty((len(matrix), count))
    step = max(1, _CELLS // (count * count))
    for first in range(0, len(matrix), step):
        part = matrix[first : first + step]
        altered = np.repeat(part, count, axis=0)
        places = np.tile(np.arange(count), len(part))
        altered[np.arange(len(altered)), places] = typical[places]
        without = model.score(altered).reshape(len(part), count)
        effects[first : first + step] = scores[first : first + step, None] - without
    # A role is what a row is of, and no reason for its score.
    effects[:, [name == ROLE for name in model.description.features]] = 0
    # A stable sort, so that equal effects come in the order of the features.
    order = np.argsort(-effects, axis=1, kind="stable")[:, :DRIVERS]
    if order.shape[1] < DRIVERS:
        order = np.pad(order, ((0, 0), (0, DRIVERS - order.shape[1])), constant_values=-1)
    chosen = np.take_along_axis(effects, np.maximum(order, 0), axis=1)
    counts = (order >= 0) & (chosen > 0)
    return Drivers(np.where(counts, order, -1), np.where(counts, chosen, np.nan))
