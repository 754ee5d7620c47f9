"""Scores a second: the artifact, walked and in ONNX Runtime, against scikit-learn's score_samples.

A small forest, and one as training makes by default. Same model and rows, same scores; the walk's are the
runtime's to the last bit. Also the same trees in NumPy. Both peers get rows that are prepared already; the
artifact takes raw ones. Medians of rounds in which all take turns. What the walk costs to begin, and from how
many scorings it pays, stands at the end.
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

from common.model.artifact import WALK_FROM, Calibration, Description, Matrix, Model
from steps.if_training.fitting import prepare_for
from steps.if_training.graph import Grove, average_path, build_graph, build_preparation
from steps.if_training.settings import parse_settings

FEATURES = 40
SMALL = (100, 256)
"""Trees and rows a tree: scikit-learn's defaults."""
SIZES = (100, 1_000, 10_000, 100_000)
NUMPY_MOST = 10_000
"""NumPy is so slow that more rows say nothing new."""
ROUNDS = 5
PAUSE = 0.02
"""Seconds between turns: the runtime's threads wait busily for more after a run."""
TOLERANCE = 1e-6
NEVER = 10**15

Seconds = dict[str, float]


def main() -> None:
    """Measure both forests."""
    settings = parse_settings({})
    for trees, rows_a_tree in (SMALL, (settings.trees, settings.rows_a_tree)):
        measure(trees, rows_a_tree)


def measure(trees: int, rows_a_tree: int) -> None:
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
    forest = IsolationForest(n_estimators=trees, max_samples=rows_a_tree, random_state=1).fit(prepared)
    content = build_graph(preparation, [Grove(forest, tuple(range(FEATURES)))], metadata)
    print(f"{trees} trees of {rows_a_tree:,} rows, {FEATURES} features, artifact of {len(content):,} bytes")
    models: dict[str, Model] = {}
    begins: Seconds = {}
    for threads in sorted({1, len(os.sched_getaffinity(0))}):
        models[f"ONNX {threads}"] = Model(content, threads=threads, walk_from=NEVER)
        walking = Model(content, threads=threads, walk_from=1)
        begun = time.perf_counter()
        walking.score(rows[:1])
        begins[f"walk {threads}"] = time.perf_counter() - begun
        if not walking.walks:
            raise SystemExit("the walk needs the extra `fast`")
        models[f"walk {threads}"] = walking
    walk = Walk(forest)
    seconds: dict[int, Seconds] = {}
    for size in SIZES:
        raw, ready = rows[:size], prepared[:size]
        expected = -forest.score_samples(ready)
        contenders: dict[str, Callable[[], Any]] = {"scikit-learn": lambda r=ready: forest.score_samples(r)}
        exact = models["ONNX 1"].score(raw).tobytes()
        for name, model in models.items():
            require_close(name, model.score(raw), expected)
            if model.score(raw).tobytes() != exact:
                raise SystemExit(f"{name}: scores are not ONNX Runtime's to the last bit")
            contenders[name] = lambda m=model, r=raw: m.score(r)
        if size <= NUMPY_MOST:
            require_close("NumPy", walk.score(ready), expected)
            contenders["NumPy"] = lambda r=ready: walk.score(r)
        seconds[size] = report(size, contenders)
    report_beginning(begins, seconds)


def require_close(name: str, scores: Matrix, expected: Matrix) -> None:
    """Stop where scores are not scikit-learn's."""
    worst = float(np.abs(scores - expected).max())
    if worst > TOLERANCE:
        raise SystemExit(f"{name}: scores differ by {worst:g}")


def report(size: int, contenders: dict[str, Callable[[], Any]]) -> Seconds:
    """Time in turns, and print rows a second and the median ratio to scikit-learn."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            begun = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begun)
            time.sleep(PAUSE)
    parts = []
    for name, values in times.items():
        ratio = statistics.median(a / b for a, b in zip(times["scikit-learn"], values, strict=True))
        parts.append(f"{name} {size / statistics.median(values):,.0f} rows/s ({ratio:.2f}x)")
    print(f"{size:>7,} rows: " + ", ".join(parts), flush=True)
    return {name: statistics.median(values) for name, values in times.items()}


def report_beginning(begins: Seconds, seconds: dict[int, Seconds]) -> None:
    """Print what a walk costs before its first score, and how many scorings save as much."""
    size = 10_000
    # The first of the process imports and compiles; what a later one takes is reading the trees.
    first, *_ = begins
    for name in begins:
        saved = (seconds[size][name.replace("walk", "ONNX")] - seconds[size][name]) / size
        pays = f"pays from {begins[first] / saved:,.0f} scorings" if saved > 0 else "saves nothing here"
        print(f"{name}: begins in {begins[first]:.3f} s, once a process; {pays} (begun at {WALK_FROM:,})")


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
