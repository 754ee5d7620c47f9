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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import IsolationForest

from common.model.artifact import INPUT, PREPARED, SCORE, Matrix, Model

OPSET, ML_OPSET, IR_VERSION = 17, 3, 8
"""Old enough for every runtime that is about."""

_EULER = 0.5772156649015329
_GRAIN = 2.0**-36
_BITS = 65
"""Halvings that leave one float64 number of all."""
_NODES = ("tree", "node", "leaf", "feature", "threshold", "left", "right")


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

    def trees(self) -> Iterator[tuple[Any, npt.NDArray[np.int64]]]:
        """Give each tree, and the place of each feature that it numbers."""
        places = np.array(self.places, dtype=np.int64)
        for estimator, chosen in zip(self.forest.estimators_, self.forest.estimators_features_, strict=True):
            yield estimator.tree_, places[chosen]


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
    trees, common_length = _trees(groves, Model(build_preparation(preparation, metadata)))
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


def raw_thresholds(prepare: Model, features: npt.NDArray[np.int64], thresholds: Matrix) -> Matrix:
    """Return, for each feature's place and prepared threshold, the largest raw value prepared to at most it.

    Bisects the float64 numbers in their order, all at once: [splits] each.
    """
    order = np.argsort(features, kind="stable")
    counts = np.bincount(features, minlength=len(prepare.description.features))
    # One column a feature, as the preparation takes them; a split's row is its rank within its feature.
    rows = np.empty(len(features), dtype=np.int64)
    rows[order] = np.arange(len(features)) - np.repeat(np.cumsum(counts) - counts, counts)
    grid = np.zeros((int(counts.max(initial=0)), len(counts)))
    low = np.full(len(features), _rank(np.array(-np.inf)))
    high = np.full(len(features), _rank(np.array(np.inf)) + 1)
    for _ in range(_BITS):
        middle = (low & high) + ((low ^ high) >> 1)
        grid[rows, features] = _unrank(middle)
        below = prepare.prepare(grid)[rows, features] <= thresholds
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return _unrank(low)


def _rank(values: Matrix) -> npt.NDArray[np.int64]:
    """Number float64 values so that the order of numbers is that of values."""
    bits = values.view(np.int64)
    return np.where(bits < 0, np.iinfo(np.int64).min - bits, bits)


def _unrank(ranks: npt.NDArray[np.int64]) -> Matrix:
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


def _trees(groves: Sequence[Grove], prepare: Model) -> tuple[list[onnx.AttributeProto], float]:
    """Attributes of the operator, and a common length.

    Targets are the leaves' path lengths less the common one, which keeps digits when the runtime narrows
    their sum to float32; and multiples of a power of two, whose sum is exact in any order: a score depends
    on neither threads nor the rows beside it.
    """
    nodes: dict[str, list[Any]] = {name: [] for name in _NODES}
    lengths: list[float] = []
    every = (found for grove in groves for found in grove.trees())
    for number, (tree, chosen) in enumerate(every):
        leaf = tree.children_left < 0
        nodes["tree"] += [number] * tree.node_count
        nodes["node"] += range(tree.node_count)
        nodes["leaf"] += leaf.tolist()
        nodes["feature"] += np.where(leaf, 0, chosen[np.maximum(tree.feature, 0)]).tolist()
        nodes["threshold"] += tree.threshold.tolist()
        nodes["left"] += np.maximum(tree.children_left, 0).tolist()
        nodes["right"] += np.maximum(tree.children_right, 0).tolist()
        lengths += (_depths(tree) + average_path(tree.n_node_samples)).tolist()
    leaf = np.array(nodes["leaf"])
    features = np.array(nodes["feature"], dtype=np.int64)
    thresholds = np.array(nodes["threshold"])
    raw = np.zeros(len(leaf))
    raw[~leaf] = raw_thresholds(prepare, features[~leaf], thresholds[~leaf])
    filled = prepare.prepare(np.full((1, len(prepare.description.features)), np.nan))[0]
    targets = np.array(lengths)[leaf]
    common = float(np.round(targets.mean()))
    attributes = {
        "nodes_treeids": nodes["tree"],
        "nodes_nodeids": nodes["node"],
        "nodes_featureids": nodes["feature"],
        "nodes_modes": np.where(leaf, b"LEAF", b"BRANCH_LEQ").tolist(),
        "nodes_values_as_tensor": numpy_helper.from_array(raw, "thresholds"),
        "nodes_truenodeids": nodes["left"],
        "nodes_falsenodeids": nodes["right"],
        "nodes_missing_value_tracks_true": (~leaf & (filled[features] <= thresholds)).astype(int).tolist(),
        "target_treeids": np.array(nodes["tree"])[leaf].tolist(),
        "target_nodeids": np.array(nodes["node"])[leaf].tolist(),
        "target_ids": [0] * int(leaf.sum()),
        "target_weights_as_tensor": numpy_helper.from_array(
            np.round((targets - common) / _GRAIN) * _GRAIN, "lengths"
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
