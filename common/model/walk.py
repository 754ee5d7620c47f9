"""Trees of a model as arrays for the kernel, and rows scored with them: what the runtime gives, to the bit.

The runtime adds up the leaves that a row falls in, in float64, and narrows the sum to float32. Trees are
walked here only where their leaves are multiples of one power of two whose sum is exact in any order, so that
there is nothing to round but that narrowing; all that follows in the graph stays the runtime's.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from common.model.graphs import Values
from common.model.kernel import LANES, Kernel

Floats = npt.NDArray[np.float64]

DEEPEST = 12
"""Edges from the root to the deepest leaf: a tree is laid out as if all were as deep."""
MOST_SLOTS = 2**22
"""Nodes of all trees so laid out: 80 MB."""
BLOCK_BYTES = 2**15
"""Rows that all trees see before the next: in the first cache, beside a tree."""
PART = 1024
"""Rows that a thread takes at once."""

GRAIN = 2.0**-36
"""Lengths of paths are whole numbers of these, so that sums of them are exact in any order."""
_EXACT = 2.0**53
_MODES = {b"BRANCH_LEQ", b"LEAF"}
_NODE_NAMES = (
    "nodes_treeids",
    "nodes_nodeids",
    "nodes_featureids",
    "nodes_modes",
    "nodes_values_as_tensor",
    "nodes_truenodeids",
    "nodes_falsenodeids",
    "nodes_missing_value_tracks_true",
)
_LEAF_NAMES = ("target_treeids", "target_nodeids", "target_ids", "target_weights_as_tensor")


class Walk:
    """The trees of one model, ready for the kernel."""

    def __init__(self, kernel: Kernel, attributes: dict[str, Values], *, width: int, threads: int) -> None:
        """Lay out trees; ValueError with what is unlike the trees that this walks, if anything is."""
        self._kernel = kernel
        self._width = width
        nodes = _Nodes(attributes, width)
        self._null = _values_of_null(nodes, width)
        self._features, self._thresholds, self._leaves = _lay_out(nodes)
        rows = BLOCK_BYTES // (8 * width) // LANES * LANES
        self._block = max(LANES, rows)
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def add_up(self, matrix: Floats) -> npt.NDArray[np.float32]:
        """Add up the leaves that each row falls in: [rows, width], NaN for null -> [rows, 1]."""
        if matrix.ndim != 2 or matrix.shape[1] != self._width:  # noqa: PLR2004 - rows and features
            raise ValueError(f"rows of {self._width} features are expected, not of shape {matrix.shape}")
        sums = np.empty((len(matrix), 1), dtype=np.float32)
        parts = range(0, len(matrix), PART)

        def walk(first: int) -> None:
            sums[first : first + PART, 0] = self._walk(matrix[first : first + PART])

        if self._pool and len(parts) > 1:
            list(self._pool.map(walk, parts))
        else:
            for first in parts:
                walk(first)
        return sums

    def _walk(self, matrix: Floats) -> Floats:
        count = -(-len(matrix) // LANES) * LANES
        rows = np.zeros((count, self._width))
        rows[: len(matrix)] = matrix
        missing = np.isnan(rows)
        if missing.any():
            np.copyto(rows, self._null, where=missing)
        sums = np.zeros(count)
        arrays = (self._features, self._thresholds, self._leaves)
        trees, slots = self._features.shape
        self._kernel.run(
            rows.ctypes.data,
            self._width,
            count,
            self._block,
            *(array.ctypes.data for array in arrays),
            trees,
            slots.bit_length() - 1,
            sums.ctypes.data,
        )
        return sums[: len(matrix)]


class _Nodes:
    """Nodes of all trees, tree by tree; ValueError unless they are numbered as the kernel's memory needs."""

    def __init__(self, attributes: dict[str, Values], width: int) -> None:
        targets = attributes.get("n_targets")
        _require(targets is not None and list(targets) == [1], "more than one target")
        _require(attributes.keys() == {*_NODE_NAMES, *_LEAF_NAMES, "n_targets"}, "other attributes")
        modes = attributes["nodes_modes"]
        count = len(modes)
        _require(count > 0 and all(len(attributes[name]) == count for name in _NODE_NAMES), "unlike lengths")
        _require(set(modes) <= _MODES, "other comparisons")
        self.leaf = np.array([mode == b"LEAF" for mode in modes])
        self.features = _integers(attributes, "nodes_featureids")
        self.thresholds = np.asarray(attributes["nodes_values_as_tensor"], dtype=np.float64)
        self.null_left = _integers(attributes, "nodes_missing_value_tracks_true") != 0
        _require(bool(np.all((self.features >= 0) & (self.features < width))), "a feature that is not there")
        _require(not np.isnan(self.thresholds).any(), "a threshold that is no number")
        trees = _integers(attributes, "nodes_treeids")
        steps = np.diff(trees, prepend=-1)
        _require(steps[0] == 1 and bool(np.all((steps == 0) | (steps == 1))), "trees out of order")
        self.roots = np.flatnonzero(steps)
        ends = np.append(self.roots[1:], count)
        numbers = np.arange(count) - self.roots[trees]
        _require(np.array_equal(_integers(attributes, "nodes_nodeids"), numbers), "nodes out of order")
        self.left = self._places(attributes, "nodes_truenodeids", trees, ends)
        self.right = self._places(attributes, "nodes_falsenodeids", trees, ends)
        self.weights = self._weights(attributes, trees)

    def _places(
        self,
        attributes: dict[str, Values],
        name: str,
        trees: npt.NDArray[np.int64],
        ends: npt.NDArray[np.intp],
    ) -> npt.NDArray[np.int64]:
        """Children's places among all nodes; a leaf's is its own."""
        numbers = _integers(attributes, name)
        places = np.where(self.leaf, np.arange(len(trees)), numbers + self.roots[trees])
        inside = (places >= self.roots[trees]) & (places < ends[trees])
        _require(bool(inside.all()), "a child that is not there")
        return places

    def _weights(self, attributes: dict[str, Values], trees: npt.NDArray[np.int64]) -> Floats:
        leaves = np.flatnonzero(self.leaf)
        for name, expected in (
            ("target_treeids", trees[leaves]),
            ("target_nodeids", leaves - self.roots[trees[leaves]]),
            ("target_ids", np.zeros(len(leaves), dtype=np.int64)),
        ):
            _require(np.array_equal(_integers(attributes, name), expected), "leaves out of order")
        values = np.asarray(attributes["target_weights_as_tensor"], dtype=np.float64)
        _require(len(values) == len(leaves), "leaves without value")
        grains = np.abs(values) / GRAIN
        exact = bool(np.all(np.isfinite(grains)) and np.all(grains == np.floor(grains)))
        _require(exact and grains.max() * len(self.roots) < _EXACT, "sums that depend on their order")
        weights = np.zeros(len(trees))
        weights[leaves] = values
        return weights


def _values_of_null(nodes: _Nodes, width: int) -> Floats:
    """Find, for each feature, a value that takes the side of null everywhere; ValueError if there is none."""
    left, right = (~nodes.leaf & side for side in (nodes.null_left, ~nodes.null_left))
    values = np.full(width, np.inf)
    np.minimum.at(values, nodes.features[left], nodes.thresholds[left])
    _require(
        bool(np.all(values[nodes.features[right]] > nodes.thresholds[right])), "nulls that no value equals"
    )
    return values


def _lay_out(nodes: _Nodes) -> tuple[npt.NDArray[np.uint32], Floats, Floats]:
    """Complete the trees to one depth: features, thresholds and leaves, [trees, 2 ** depth] each.

    A node's children are at twice its place, which is 1 for the root; below a leaf, both are that leaf again.
    """
    features = [np.zeros((len(nodes.roots), 1), dtype=np.uint32)]
    thresholds = [np.zeros((len(nodes.roots), 1))]
    level = nodes.roots[:, None]
    while len(features) == 1 or not nodes.leaf[level].all():
        deep = len(features) > DEEPEST or 2 * level.size > MOST_SLOTS
        _require(not deep, "trees that are too deep")
        features.append(np.where(nodes.leaf[level], 0, nodes.features[level]).astype(np.uint32))
        thresholds.append(np.where(nodes.leaf[level], np.inf, nodes.thresholds[level]))
        children = np.stack([nodes.left[level], nodes.right[level]], axis=2)
        level = children.reshape(len(nodes.roots), -1)
    return (
        np.ascontiguousarray(np.concatenate(features, axis=1)),
        np.ascontiguousarray(np.concatenate(thresholds, axis=1)),
        np.ascontiguousarray(nodes.weights[level]),
    )


def _integers(attributes: dict[str, Values], name: str) -> npt.NDArray[np.int64]:
    return np.asarray(attributes[name], dtype=np.int64)


def _require(sound: bool, fault: str) -> None:
    if not sound:
        raise ValueError(f"the model has {fault}")
