"""Builds the artifact: an ONNX graph of preprocessing and trees, from settings and a fitted forest.

The path length of a leaf is its depth and the average path of an unsuccessful search among the training rows
that it holds, c(n); a score is 2 ^ -(mean path / c(sample size)) (Liu, Ting and Zhou 2008, "Isolation
Forest", equations 1 and 2). The scores are scikit-learn's to 1e-6, whose
trees compare float32 values with float64 thresholds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import IsolationForest

from common.model.artifact import INPUT, PREPARED, SCORE, Matrix

OPSET, ML_OPSET, IR_VERSION = 17, 3, 8
"""Old enough for every runtime that is about."""

_EULER = 0.5772156649015329


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


def build_graph(preparation: Preparation, forest: IsolationForest | None, metadata: dict[str, str]) -> bytes:
    """Render the graph; without a forest it prepares, and does not score. Same arguments, same bytes."""
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
    outputs = [helper.make_tensor_value_info(PREPARED, TensorProto.FLOAT, ["rows", count])]
    if forest is not None:
        trees, common_length = _trees(forest)
        constants["exponent"] = np.array(-np.log(2.0) / _normal_length(forest))
        constants["common_length"] = np.array(common_length * len(forest.estimators_))
        constants["flat"] = np.array([-1], dtype=np.int64)
        nodes += [
            helper.make_node(
                "TreeEnsembleRegressor", [PREPARED], ["differences"], domain="ai.onnx.ml", **trees
            ),
            helper.make_node("Cast", ["differences"], ["widened"], to=TensorProto.DOUBLE),
            helper.make_node("Add", ["widened", "common_length"], ["lengths"]),
            helper.make_node("Mul", ["lengths", "exponent"], ["power"]),
            helper.make_node("Exp", ["power"], ["scores"]),
            helper.make_node("Reshape", ["scores", "flat"], [SCORE]),
        ]
        outputs.append(helper.make_tensor_value_info(SCORE, TensorProto.DOUBLE, ["rows"]))
    graph = helper.make_graph(
        nodes,
        "isolation_forest",
        [helper.make_tensor_value_info(INPUT, TensorProto.DOUBLE, ["rows", count])],
        outputs,
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph,
        ir_version=IR_VERSION,
        producer_name="table-driven-pipelines",
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)],
    )
    helper.set_model_props(model, dict(sorted(metadata.items())))
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def average_path(rows: npt.NDArray[Any]) -> Matrix:
    """c(n): the average path of an unsuccessful search in a binary search tree of n rows."""
    count = np.asarray(rows, dtype=np.float64)
    many = np.maximum(count, 3.0)
    long = 2.0 * (np.log(many - 1.0) + _EULER) - 2.0 * (many - 1.0) / many
    return np.where(count <= 1, 0.0, np.where(count == 2, 1.0, long))  # noqa: PLR2004 - c(2) is 1


def _normal_length(forest: IsolationForest) -> float:
    """What the sum of path lengths is divided by."""
    return float(len(forest.estimators_) * average_path(np.array(forest.max_samples_)))


def _trees(forest: IsolationForest) -> tuple[dict[str, Any], float]:
    """Attributes of the operator, and the mean path length of a leaf.

    Targets are the leaves' path lengths less that mean: the runtime adds them in float32, and what is small
    loses little. A float64 threshold is rounded down to float32: a float32 value is at most the one exactly
    if it is at most the other.
    """
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "tree",
            "node",
            "feature",
            "mode",
            "threshold",
            "left",
            "right",
            "leaf_tree",
            "leaf",
            "length",
        )
    }
    for number, (estimator, chosen) in enumerate(
        zip(forest.estimators_, forest.estimators_features_, strict=True)
    ):
        tree = estimator.tree_
        leaf = tree.children_left < 0
        columns["tree"] += [number] * tree.node_count
        columns["node"] += range(tree.node_count)
        columns["feature"] += np.where(leaf, 0, np.asarray(chosen)[np.maximum(tree.feature, 0)]).tolist()
        columns["mode"] += np.where(leaf, "LEAF", "BRANCH_LEQ").tolist()
        columns["threshold"] += np.where(leaf, 0.0, tree.threshold).tolist()
        columns["left"] += np.maximum(tree.children_left, 0).tolist()
        columns["right"] += np.maximum(tree.children_right, 0).tolist()
        leaves = np.flatnonzero(leaf)
        columns["leaf_tree"] += [number] * len(leaves)
        columns["leaf"] += leaves.tolist()
        columns["length"] += (_depths(tree)[leaves] + average_path(tree.n_node_samples[leaves])).tolist()
    lengths = np.array(columns["length"])
    return {
        "nodes_treeids": columns["tree"],
        "nodes_nodeids": columns["node"],
        "nodes_featureids": columns["feature"],
        "nodes_modes": columns["mode"],
        "nodes_values": _rounded_down(np.array(columns["threshold"])).tolist(),
        "nodes_truenodeids": columns["left"],
        "nodes_falsenodeids": columns["right"],
        "target_treeids": columns["leaf_tree"],
        "target_nodeids": columns["leaf"],
        "target_ids": [0] * len(columns["leaf"]),
        "target_weights": (lengths - lengths.mean()).astype(np.float32).tolist(),
        "n_targets": 1,
    }, float(lengths.mean())


def _depths(tree: Any) -> Matrix:
    """Edges from the root to each node; children come after their parent."""
    depths = np.zeros(tree.node_count)
    for node in range(tree.node_count):
        left, right = tree.children_left[node], tree.children_right[node]
        if left >= 0:
            depths[left] = depths[right] = depths[node] + 1
    return depths


def _rounded_down(values: Matrix) -> npt.NDArray[np.float32]:
    """Return the largest float32 that is not above each value."""
    near = values.astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)
