"""Scores a second: the artifact in ONNX Runtime against scikit-learn's score_samples, same model and rows.

Also the same trees walked in NumPy, which needs no runtime. Both peers get rows that are prepared already;
the artifact takes raw ones. Medians of rounds in which all take turns.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import IsolationForest

from common.model.artifact import Calibration, Description, Matrix, Model
from steps.if_training.fitting import prepare_for
from steps.if_training.graph import average_path, build_graph, build_preparation

FEATURES, TREES, ROWS_A_TREE = 40, 100, 256
SIZES = (100, 1_000, 10_000, 100_000)
NUMPY_MOST = 10_000
"""NumPy is so slow that more rows say nothing new."""
ROUNDS = 5
TOLERANCE = 1e-6


def main() -> None:
    """Check that scores agree, then time each size and print a line."""
    random = np.random.default_rng(1)
    rows = random.lognormal(3, 2, (max(SIZES), FEATURES))
    preparation = prepare_for(rows, 20.0)
    names = tuple(f"feature_{place}" for place in range(FEATURES))
    nothing = np.zeros(1)
    metadata = Description(
        "bench", names, np.zeros(FEATURES), Calibration(nothing, nothing), (("low", 0.95),)
    ).as_metadata()
    prepared = Model(build_preparation(preparation, metadata)).prepare(rows)
    forest = IsolationForest(n_estimators=TREES, max_samples=ROWS_A_TREE, random_state=1).fit(prepared)
    content = build_graph(preparation, forest, metadata)
    processors = len(os.sched_getaffinity(0))
    models = {f"ONNX {threads}": Model(content, threads=threads) for threads in sorted({1, processors})}
    walk = Walk(forest)
    print(f"{TREES} trees of {ROWS_A_TREE} rows, {FEATURES} features, artifact of {len(content):,} bytes")
    for size in SIZES:
        raw, ready = rows[:size], prepared[:size]
        expected = -forest.score_samples(ready)
        contenders: dict[str, Callable[[], Any]] = {"scikit-learn": lambda r=ready: forest.score_samples(r)}
        for name, model in models.items():
            worst = float(np.abs(model.score(raw) - expected).max())
            if worst > TOLERANCE:
                raise SystemExit(f"scores differ by {worst:g}")
            contenders[name] = lambda m=model, r=raw: m.score(r)
        if size <= NUMPY_MOST:
            worst = float(np.abs(walk.score(ready) - expected).max())
            if worst > TOLERANCE:
                raise SystemExit(f"NumPy's scores differ by {worst:g}")
            contenders["NumPy"] = lambda r=ready: walk.score(r)
        report(size, contenders)


def report(size: int, contenders: dict[str, Callable[[], Any]]) -> None:
    """Time in turns, and print rows a second and the median ratio to scikit-learn."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            begun = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begun)
    parts = []
    for name, values in times.items():
        ratio = statistics.median(a / b for a, b in zip(times["scikit-learn"], values, strict=True))
        parts.append(f"{name} {size / statistics.median(values):,.0f} rows/s ({ratio:.2f}x)")
    print(f"{size:>7,} rows: " + ", ".join(parts), flush=True)


class Walk:
    """The trees in NumPy: all rows go down all trees together, a level at a time."""

    def __init__(self, forest: IsolationForest) -> None:
        trees = [estimator.tree_ for estimator in forest.estimators_]
        first = np.cumsum([0, *(tree.node_count for tree in trees)])
        self.roots = first[:-1]
        leaf = np.concatenate([tree.children_left < 0 for tree in trees])
        places = np.arange(first[-1])
        left, right = (
            np.concatenate([getattr(t, side) + f for t, f in zip(trees, first[:-1], strict=True)])
            for side in ("children_left", "children_right")
        )
        self.children = np.stack(
            [np.where(leaf, places, right), np.where(leaf, places, left)], axis=1
        ).ravel()
        self.features = np.maximum(np.concatenate([tree.feature for tree in trees]), 0)
        self.thresholds = np.concatenate([tree.threshold for tree in trees])
        depths = [depths_of(tree) for tree in trees]
        self.levels = int(max(depth.max() for depth in depths))
        held = np.concatenate([tree.n_node_samples for tree in trees])
        self.lengths = np.concatenate(depths) + average_path(held)
        self.normal = len(trees) * float(average_path(np.array(forest.max_samples_)))

    def score(self, rows: npt.NDArray[np.float32]) -> Matrix:
        """Score prepared rows."""
        nodes = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        places = np.arange(len(rows))[:, None]
        for _ in range(self.levels):
            below = rows[places, self.features[nodes]] <= self.thresholds[nodes]
            nodes = self.children[2 * nodes + below]
        scores: Matrix = 2.0 ** (-self.lengths[nodes].sum(axis=1) / self.normal)
        return scores


def depths_of(tree: Any) -> Matrix:
    """Edges from the root to each node."""
    depths = np.zeros(tree.node_count)
    for node in np.flatnonzero(tree.children_left >= 0):
        depths[[tree.children_left[node], tree.children_right[node]]] = depths[node] + 1
    return depths


if __name__ == "__main__":
    main()
