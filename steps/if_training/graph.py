"""Builds the artifact: an ONNX graph of trees that compare raw features, from a preparation and a forest.

The path length of a leaf is its depth and the average path of an unsuccessful search among the training rows
that it holds, c(n); a score is 2 ^ -(mean path / c(sample size)) (Liu, Ting and Zhou 2008, "Isolation
Forest", equations 1 and 2). The trees may be of several forests, each fitted to features of its own and to as
many rows a tree: the mean is over the trees of all.

Preparation never falls where a feature rises, so "prepared <= threshold" is "raw <= another threshold", which
is searched for with the graph of the preparation itself, to the last bit. The artifact holds these, and for a
null the side that its filling takes: preparing at inference is no code that could differ from training's, and
costs nothing (measured: preparation took four fifths of the time of scoring). Scores are scikit-learn's on
prepared rows to 1e-6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import IsolationForest

from common.model.artifact import INPUT, PREPARED, SCORE, Matrix, Model
from common.model.walk import GRAIN

OPSET, ML_OPSET, IR_VERSION = 17, 3, 8
"""Old enough for every runtime that is about."""

_EULER = 0.5772156649015329
_BITS = 65
"""Halvings that leave one float64 number of all."""
_NEAR_BITS = 12
"""Halvings that leave one of those about a good guess, and one before."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Preparation:
    """What is done to each feature before the trees see it, in this order; arrays of one value a feature."""

    fill: Matrix
    """In place of null."""
    logged: npt.NDArray[np.bool_]
    """Whether the signed logarithm of one more is taken: of what is heavy-tailed."""
    center: Matrix
    scale: Matrix
    """Above 0."""
    clip: float
    """The largest distance from the centre, in scales."""


@dataclass(frozen=True)
class Grove:
    """A forest, and the places of the features that it was fitted to, among all that the model takes."""

    forest: IsolationForest
    places: tuple[int, ...]
    parting: Parting | None = None
    """Where `forest` is fitted to hosts as sources alone."""

    def trees(self) -> Iterator[tuple[Any, npt.NDArray[np.int64]]]:
        """Give each tree, and the place of each feature that it numbers."""
        if self.parting is not None:
            # All trees see all features, in the same order.
            places = np.array([*self.places, self.parting.role], dtype=np.int64)
            for one, other in zip(self.forest.estimators_, self.parting.forest.estimators_, strict=True):
                yield Joined.of(one.tree_, other.tree_, len(self.places), self.parting.between), places
            return
        places = np.array(self.places, dtype=np.int64)
        for estimator, chosen in zip(self.forest.estimators_, self.forest.estimators_features_, strict=True):
            yield estimator.tree_, places[chosen]


@dataclass(frozen=True)
class Parting:
    """Hosts as destinations, parted from hosts as sources: each tree is joined with one of theirs by role."""

    forest: IsolationForest
    """Fitted to them, as many trees."""
    role: int
    """The place of the role."""
    between: float
    """A prepared value between both roles."""


@dataclass(frozen=True)
class Joined:
    """A tree whose first split is by role: below it are the tree of sources and that of destinations."""

    node_count: int
    children_left: Places
    children_right: Places
    feature: Places
    threshold: Matrix
    n_node_samples: Places

    @classmethod
    def of(cls, source: Any, destination: Any, role: int, between: float) -> Joined:
        """Join two trees of scikit-learn; role is the number of the feature that parts them."""

        def both(name: str, root: float, *, move: bool = False) -> npt.NDArray[Any]:
            parts = [getattr(tree, name) for tree in (source, destination)]
            if move:
                first, second = 1, 1 + source.node_count
                parts = [np.where(p < 0, p, p + by) for p, by in zip(parts, (first, second), strict=True)]
            return np.concatenate([[root], *parts])

        return cls(
            1 + source.node_count + destination.node_count,
            both("children_left", 1, move=True).astype(np.int64),
            both("children_right", 1 + source.node_count, move=True).astype(np.int64),
            both("feature", role).astype(np.int64),
            both("threshold", between),
            both("n_node_samples", source.n_node_samples[0] + destination.n_node_samples[0]).astype(np.int64),
        )


def build_preparation(preparation: Preparation, metadata: dict[str, str]) -> bytes:
    """Render the graph that prepares: `features` float64 -> `prepared` float32, what the forest sees."""
    count = len(preparation.fill)
    constants = {
        "fill": preparation.fill,
        "logged": preparation.logged,
        "center": preparation.center,
        "scale": preparation.scale,
        "one": np.array(1.0),
        "least": np.array(-preparation.clip),
        "most": np.array(preparation.clip),
    }
    nodes = [
        helper.make_node("IsNaN", [INPUT], ["missing"]),
        helper.make_node("Where", ["missing", "fill", INPUT], ["filled"]),
        helper.make_node("Abs", ["filled"], ["size"]),
        helper.make_node("Add", ["size", "one"], ["size_and_one"]),
        helper.make_node("Log", ["size_and_one"], ["log_size"]),
        helper.make_node("Sign", ["filled"], ["sign"]),
        helper.make_node("Mul", ["sign", "log_size"], ["signed_log"]),
        helper.make_node("Where", ["logged", "signed_log", "filled"], ["transformed"]),
        helper.make_node("Sub", ["transformed", "center"], ["centered"]),
        helper.make_node("Div", ["centered", "scale"], ["scaled"]),
        helper.make_node("Clip", ["scaled", "least", "most"], ["clipped"]),
        helper.make_node("Cast", ["clipped"], [PREPARED], to=TensorProto.FLOAT),
    ]
    output = helper.make_tensor_value_info(PREPARED, TensorProto.FLOAT, ["rows", count])
    return _render(
        "preparation", count=count, nodes=nodes, constants=constants, output=output, metadata=metadata
    )


def build_graph(preparation: Preparation, groves: Sequence[Grove], metadata: dict[str, str]) -> bytes:
    """Render the artifact: `features` float64 -> `score` float64. Same arguments, same bytes."""
    count = len(preparation.fill)
    trees, common_length = _trees(groves, preparation, Model(build_preparation(preparation, metadata)))
    constants = {
        "two": np.array(2.0),
        "exponent": np.array(-1.0 / sum(_normal_length(grove.forest) for grove in groves)),
        "common_length": np.array(common_length * sum(len(grove.forest.estimators_) for grove in groves)),
        "flat": np.array([-1], dtype=np.int64),
    }
    ensemble = helper.make_node("TreeEnsembleRegressor", [INPUT], ["differences"], domain="ai.onnx.ml")
    ensemble.attribute.extend(trees)
    nodes = [
        ensemble,
        helper.make_node("Cast", ["differences"], ["widened"], to=TensorProto.DOUBLE),
        helper.make_node("Add", ["widened", "common_length"], ["lengths"]),
        helper.make_node("Mul", ["lengths", "exponent"], ["power"]),
        # Exp would give the last rows of a batch, beyond a vector, another last bit.
        helper.make_node("Pow", ["two", "power"], ["scores"]),
        helper.make_node("Reshape", ["scores", "flat"], [SCORE]),
    ]
    output = helper.make_tensor_value_info(SCORE, TensorProto.DOUBLE, ["rows"])
    return _render(
        "isolation_forest", count=count, nodes=nodes, constants=constants, output=output, metadata=metadata
    )


def redescribe(artifact: bytes, metadata: dict[str, str]) -> bytes:
    """Give an artifact of ours other metadata; the bytes are those of building it with them."""
    model = onnx.load_from_string(artifact)
    del model.metadata_props[:]
    return _serialize(model, metadata)


def _render(
    name: str,
    *,
    count: int,
    nodes: list[onnx.NodeProto],
    constants: dict[str, npt.NDArray[Any]],
    output: onnx.ValueInfoProto,
    metadata: dict[str, str],
) -> bytes:
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(INPUT, TensorProto.DOUBLE, ["rows", count])],
        [output],
        [numpy_helper.from_array(np.asarray(value), constant) for constant, value in constants.items()],
    )
    model = helper.make_model(
        graph,
        ir_version=IR_VERSION,
        producer_name="table-driven-pipelines",
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)],
    )
    return _serialize(model, metadata)


def _serialize(model: onnx.ModelProto, metadata: dict[str, str]) -> bytes:
    helper.set_model_props(model, dict(sorted(metadata.items())))
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def raw_thresholds(preparation: Preparation, prepare: Model, features: Places, thresholds: Matrix) -> Matrix:
    """Return, for each feature's place and prepared threshold, the largest raw value prepared to at most it.

    What is prepared is narrowed to float32: the last value is where the preparation undone gives the middle
    between the last float32 number below and the next. That is some float64 numbers off at most, among which
    the value is found by halving, all splits at once. Where it is not among them, all numbers are halved.
    """
    last = thresholds.astype(np.float32)
    last = np.where(last > thresholds, np.nextafter(last, np.float32(-np.inf)), last)
    middle = (last.astype(np.float64) + np.nextafter(last, np.float32(np.inf))) / 2
    values = middle * preparation.scale[features] + preparation.center[features]
    unlogged = np.sign(values) * np.expm1(np.minimum(np.abs(values), np.log(np.finfo(float).max)))
    near = _rank(np.where(preparation.logged[features], unlogged, values))
    low, high = near - 2**_NEAR_BITS, near + 2**_NEAR_BITS
    below = _Below(prepare, features, thresholds)
    astray = ~below(low) | below(high)
    low, high = _halve(below, low, high, _NEAR_BITS + 1)
    if astray.any():
        least, most = _rank(np.array(-np.inf)), _rank(np.array(np.inf)) + 1
        among = _Below(prepare, features[astray], thresholds[astray])
        whole = np.ones(int(astray.sum()), dtype=np.int64)
        low[astray], _ = _halve(among, least * whole, most * whole, _BITS)
    return _unrank(low)


class _Below:
    """Whether raw values, by their ranks, are prepared to at most a threshold of a feature: [splits] each."""

    def __init__(self, prepare: Model, features: Places, thresholds: Matrix) -> None:
        """Place each split in a grid of one column a feature: its row is its number within its feature."""
        order = np.argsort(features, kind="stable")
        counts = np.bincount(features, minlength=len(prepare.description.features))
        rows = np.empty(len(features), dtype=np.int64)
        rows[order] = np.arange(len(features)) - np.repeat(np.cumsum(counts) - counts, counts)
        self._prepare = prepare
        self._places = rows, features
        self._thresholds = thresholds
        self._grid = np.zeros((int(counts.max(initial=0)), len(counts)))

    def __call__(self, ranks: Places) -> npt.NDArray[np.bool_]:
        self._grid[self._places] = _unrank(ranks)
        prepared = self._prepare.prepare(self._grid)[self._places]
        return np.asarray(prepared <= self._thresholds)


def _halve(below: _Below, low: Places, high: Places, times: int) -> tuple[Places, Places]:
    """Bring ranks together of which the lower are below and the upper are not."""
    for _ in range(times):
        middle = (low & high) + ((low ^ high) >> 1)
        found = below(middle)
        low, high = np.where(found, middle, low), np.where(found, high, middle)
    return low, high


def _rank(values: Matrix) -> Places:
    """Number float64 values so that the order of numbers is that of values."""
    bits = values.view(np.int64)
    return np.where(bits < 0, np.iinfo(np.int64).min - bits, bits)


def _unrank(ranks: Places) -> Matrix:
    values: Matrix = np.where(ranks < 0, np.iinfo(np.int64).min - ranks, ranks).view(np.float64)
    return values


def average_path(rows: npt.NDArray[Any]) -> Matrix:
    """c(n): the average path of an unsuccessful search in a binary search tree of n rows."""
    count = np.asarray(rows, dtype=np.float64)
    many = np.maximum(count, 3.0)
    long = 2.0 * (np.log(many - 1.0) + _EULER) - 2.0 * (many - 1.0) / many
    return np.where(count <= 1, 0.0, np.where(count == 2, 1.0, long))  # noqa: PLR2004 - c(2) is 1


def _normal_length(forest: IsolationForest) -> float:
    """What the sum of path lengths is divided by."""
    return float(len(forest.estimators_) * average_path(np.array(forest.max_samples_)))


def _trees(
    groves: Sequence[Grove], preparation: Preparation, prepare: Model
) -> tuple[list[onnx.AttributeProto], float]:
    """Attributes of the operator, and a common length.

    Targets are the leaves' path lengths less the common one, which keeps digits when the runtime narrows
    their sum to float32; and multiples of a power of two, whose sum is exact in any order: a score depends
    on neither threads nor the rows beside it.
    """
    every = [found for grove in groves for found in grove.trees()]

    def of_all(tell: Callable[[Any, Places], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        return np.concatenate([tell(tree, chosen) for tree, chosen in every])

    numbers = np.repeat(np.arange(len(every)), [tree.node_count for tree, _ in every])
    nodes = of_all(lambda tree, _: np.arange(tree.node_count))
    leaf = of_all(lambda tree, _: tree.children_left < 0)
    features = np.where(leaf, 0, of_all(lambda tree, chosen: chosen[np.maximum(tree.feature, 0)]))
    thresholds = of_all(lambda tree, _: tree.threshold)
    lengths = of_all(lambda tree, _: _depths(tree) + average_path(tree.n_node_samples))
    raw = np.zeros(len(leaf))
    raw[~leaf] = raw_thresholds(preparation, prepare, features[~leaf], thresholds[~leaf])
    filled = prepare.prepare(np.full((1, len(prepare.description.features)), np.nan))[0]
    targets = lengths[leaf]
    common = float(np.round(targets.mean()))
    attributes = {
        "nodes_treeids": numbers.tolist(),
        "nodes_nodeids": nodes.tolist(),
        "nodes_featureids": features.tolist(),
        "nodes_modes": np.where(leaf, b"LEAF", b"BRANCH_LEQ").tolist(),
        "nodes_values_as_tensor": numpy_helper.from_array(raw, "thresholds"),
        "nodes_truenodeids": of_all(lambda tree, _: np.maximum(tree.children_left, 0)).tolist(),
        "nodes_falsenodeids": of_all(lambda tree, _: np.maximum(tree.children_right, 0)).tolist(),
        "nodes_missing_value_tracks_true": (~leaf & (filled[features] <= thresholds)).astype(int).tolist(),
        "target_treeids": numbers[leaf].tolist(),
        "target_nodeids": nodes[leaf].tolist(),
        "target_ids": [0] * int(leaf.sum()),
        "target_weights_as_tensor": numpy_helper.from_array(
            np.round((targets - common) / GRAIN) * GRAIN, "lengths"
        ),
        "n_targets": 1,
    }
    return [_attribute(name, value) for name, value in sorted(attributes.items())], common


def _attribute(name: str, value: Any) -> onnx.AttributeProto:
    """Make an attribute; of a list by the type of its first value, as the helper looks at all of them."""
    kind = None
    if isinstance(value, list):
        kind = onnx.AttributeProto.INTS if isinstance(value[0], int) else onnx.AttributeProto.STRINGS
    return helper.make_attribute(name, value, attr_type=kind)


def _depths(tree: Any) -> Matrix:
    """Edges from the root to each node, level by level."""
    depths = np.zeros(tree.node_count)
    children = np.column_stack([tree.children_left, tree.children_right])
    level, depth = np.zeros(1, dtype=np.int64), 0
    while len(level):
        depths[level] = depth
        level, depth = children[level].ravel(), depth + 1
        level = level[level >= 0]
    return depths
