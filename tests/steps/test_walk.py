"""Scoring with the kernel against scoring with the runtime: the same scores, to the last bit."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import pytest
from by_hand import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import helper, numpy_helper
from sklearn.base import clone
from sklearn.ensemble import IsolationForest

from common.model import kernel, walk
from common.model.artifact import Calibration, Description, Matrix, Model
from common.model.graphs import take_trees_apart
from steps.if_training.fitting import prepare_for
from steps.if_training.graph import Grove, build_graph, build_preparation

pytest.importorskip("llvmlite", reason="the extra `fast` is not installed")

NEVER = 10**12
ODD = (np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, -5e-324, 2.2e-308, 1.7e308, -1.7e308)


def artifact_of(
    random: np.random.Generator,
    *,
    trees: int,
    features: int,
    rows: int = 200,
    rows_a_tree: int = 64,
    groves: int = 1,
) -> bytes:
    """Forests of heavy-tailed, signed and repeated values, with nulls, each of features of its own."""
    matrix = random.lognormal(0, 3, (rows, features)) * random.choice([-1, 1, 0], (rows, features))
    matrix[random.random(matrix.shape) < 0.1] = np.nan
    matrix[0] = 1.0
    nothing = Calibration(np.zeros(1), np.zeros(1))
    names = tuple(f"f{place}" for place in range(features))
    metadata = Description("r", names, np.zeros(features), nothing, (("low", 0.9),)).as_metadata()
    preparation = prepare_for(matrix, 20.0)
    prepared = Model(build_preparation(preparation, metadata)).prepare(matrix)
    forest = IsolationForest(n_estimators=trees, max_samples=rows_a_tree, random_state=1)
    parted = np.array_split(random.permutation(features), min(groves, features))
    grown = [Grove(clone(forest).fit(prepared[:, places]), tuple(places.tolist())) for places in parted]
    return build_graph(preparation, grown, metadata)


def rows_of(random: np.random.Generator, artifact: bytes, rows: int, features: int) -> Matrix:
    """Rows of values that trees compare with, of their neighbours, of odd ones and of others."""
    apart = take_trees_apart(artifact)
    assert apart is not None
    thresholds = np.asarray(apart.attributes["nodes_values_as_tensor"], dtype=np.float64)
    exact = random.choice(thresholds, (rows, features))
    kinds = [
        exact,
        np.nextafter(exact, np.inf),
        np.nextafter(exact, -np.inf),
        random.choice(ODD, (rows, features)),
        random.lognormal(0, 3, (rows, features)),
    ]
    return np.choose(random.integers(0, len(kinds), (rows, features)), kinds)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    trees=st.integers(1, 12),
    features=st.integers(1, 9),
    groves=st.integers(1, 3),
    rows=st.sampled_from([1, 2, 7, 8, 9, 63, 129, 700]),
    rows_a_tree=st.sampled_from([2, 3, 64, 200]),
    threads=st.sampled_from([1, 2]),
    part=st.sampled_from([8, 100, 1024]),
    block=st.sampled_from([1, 2**9, 2**15]),
)
def test_scores_are_the_runtime_s_to_the_last_bit(
    *,
    seed: int,
    trees: int,
    features: int,
    groves: int,
    rows: int,
    rows_a_tree: int,
    threads: int,
    part: int,
    block: int,
) -> None:
    """Whatever the forests, the rows, the threads and how rows are parted among them."""
    random = np.random.default_rng(seed)
    artifact = artifact_of(random, trees=trees, features=features, rows_a_tree=rows_a_tree, groves=groves)
    matrix = rows_of(random, artifact, rows, features)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "PART", part)
        patch.setattr(walk, "BLOCK_BYTES", block)
        walking = Model(artifact, threads=threads, walk_from=1)
        found = walking.score(matrix)
    assert walking.walks
    assert Model(artifact, walk_from=NEVER).score(matrix).tobytes() == found.tobytes()


def test_rows_of_any_layout_score_alike() -> None:
    """Columns first, a part of a larger array, one that is read-only: the values count."""
    random = np.random.default_rng(5)
    artifact = artifact_of(random, trees=5, features=4)
    matrix = rows_of(random, artifact, 50, 8)
    frozen = matrix[:, 2:6].copy()
    frozen.flags.writeable = False
    walking = Model(artifact, walk_from=1)
    expected = Model(artifact, walk_from=NEVER).score(frozen).tolist()
    for rows in (frozen, matrix[:, 2:6], np.asfortranarray(frozen), np.repeat(frozen, 2, axis=0)[::2]):
        assert expected == walking.score(rows).tolist()
    assert np.isnan(frozen).any()


def test_the_walk_begins_when_it_pays() -> None:
    """Few rows are the runtime's; many at once, or in sum, are walked; with none there is nothing to do."""
    random = np.random.default_rng(6)
    artifact = artifact_of(random, trees=2, features=2)
    rows = np.zeros((60, 2))
    by_and_by = Model(artifact, walk_from=100)
    assert [by_and_by.score(part) is not None and by_and_by.walks for part in (rows, rows, rows)] == [
        False,
        True,
        True,
    ]
    at_once = Model(artifact, walk_from=60)
    at_once.score(np.empty((0, 2)))
    assert not at_once.walks
    at_once.score(rows)
    assert at_once.walks


def test_without_llvmlite_the_runtime_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is optional."""
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
    kernel.compile_kernel.cache_clear()
    try:
        artifact = artifact_of(np.random.default_rng(7), trees=2, features=2)
        model = Model(artifact, walk_from=1)
        rows = np.ones((3, 2))
        assert Model(artifact, walk_from=NEVER).score(rows).tolist() == model.score(rows).tolist()
        assert not model.walks
    finally:
        kernel.compile_kernel.cache_clear()


def test_few_scorings_do_not_import_llvmlite() -> None:
    """What costs a tenth of a second is imported when it pays."""
    code = "import sys, common.model.artifact; sys.exit('llvmlite' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode


def test_rows_of_another_width_are_refused() -> None:
    """The kernel checks nothing: what is before it does."""
    model = Model(artifact_of(np.random.default_rng(8), trees=2, features=3), walk_from=1)
    model.score(np.zeros((1, 3)))
    for shape in ((5, 2), (5, 4)):
        with pytest.raises(ValueError, match="3 features are expected"):
            model.score(np.zeros(shape))


Node = Any


def attribute(node: Node, name: str) -> Any:
    (found,) = [attribute for attribute in node.attribute if attribute.name == name]
    return found


def put_tensor(node: Node, name: str, change: Callable[[Matrix], Matrix]) -> None:
    tensor = attribute(node, name).t
    tensor.CopyFrom(numpy_helper.from_array(change(numpy_helper.to_array(tensor).copy()), tensor.name))


def put_first_branch(node: Node, name: str, value: int) -> None:
    place = list(attribute(node, "nodes_modes").strings).index(b"BRANCH_LEQ")
    attribute(node, name).ints[place] = value


def less(node: Node) -> None:
    strings = attribute(node, "nodes_modes").strings
    strings[:] = [b"BRANCH_LT" if mode == b"BRANCH_LEQ" else mode for mode in strings]


def contradict_null(node: Node) -> None:
    """Null goes left at low thresholds and right at high ones: no value does."""
    thresholds = numpy_helper.to_array(attribute(node, "nodes_values_as_tensor").t)
    sides = attribute(node, "nodes_missing_value_tracks_true").ints
    branch = np.array([mode == b"BRANCH_LEQ" for mode in attribute(node, "nodes_modes").strings])
    sides[:] = (branch & (thresholds <= np.median(thresholds[branch]))).astype(int).tolist()


def swap_leaves(node: Node) -> None:
    ids = attribute(node, "target_nodeids").ints
    ids[0], ids[1] = ids[1], ids[0]


def append(node: Node, name: str, value: Any) -> None:
    node.attribute.append(helper.make_attribute(name, value))


ODDITIES: dict[str, Callable[[Node], object]] = {
    "sums that depend on their order": lambda node: put_tensor(
        node, "target_weights_as_tensor", lambda values: values + 2.0**-40
    ),
    "sums beyond what is exact": lambda node: put_tensor(
        node, "target_weights_as_tensor", lambda values: values + 2.0**17
    ),
    "another comparison": less,
    "a mean, not a sum": lambda node: append(node, "aggregate_function", "AVERAGE"),
    "a sum that begins elsewhere": lambda node: append(node, "base_values", [0.5]),
    "nulls that no value equals": contradict_null,
    "leaves in another order": swap_leaves,
}


def require_runtime(changed: bytes, rows: Matrix) -> None:
    walking = Model(changed, walk_from=1)
    assert Model(changed, walk_from=NEVER).score(rows).tobytes() == walking.score(rows).tobytes()
    assert not walking.walks


@pytest.mark.parametrize("oddity", ODDITIES)
def test_trees_that_are_not_ours_are_the_runtime_s(oddity: str) -> None:
    """A sound model that the walk would not score to the same bits is scored by the runtime alone."""
    content = artifact_of(np.random.default_rng(9), trees=4, features=1)
    model = onnx.load_from_string(content)
    ODDITIES[oddity](model.graph.node[0])
    require_runtime(bytes(model.SerializeToString()), rows_of(np.random.default_rng(10), content, 40, 1))


def test_graphs_that_are_not_ours_are_the_runtime_s() -> None:
    """So is one whose features go elsewhere too, and one that has trees twice."""
    content = artifact_of(np.random.default_rng(12), trees=4, features=2)
    rows = rows_of(np.random.default_rng(13), content, 40, 2)
    elsewhere, twice = (onnx.load_from_string(content) for _ in range(2))
    elsewhere.graph.node.append(helper.make_node("IsNaN", ["features"], ["missing"]))
    other = twice.graph.node.add()
    other.CopyFrom(twice.graph.node[0])
    other.output[0] = "unused"
    for model in (elsewhere, twice):
        require_runtime(bytes(model.SerializeToString()), rows)


UNSAFE: dict[str, tuple[Callable[[Node], object], str]] = {
    "feature": (lambda node: put_first_branch(node, "nodes_featureids", 3), "a feature that is not there"),
    "negative feature": (lambda node: put_first_branch(node, "nodes_featureids", -1), "a feature that"),
    "child": (lambda node: put_first_branch(node, "nodes_truenodeids", 10**6), "a child that is not there"),
    "child before": (lambda node: put_first_branch(node, "nodes_falsenodeids", -1), "a child that is not"),
    "wrapping child": (lambda node: put_first_branch(node, "nodes_truenodeids", 2**63 - 1), "a child that"),
    "circle": (lambda node: put_first_branch(node, "nodes_truenodeids", 0), "trees that are too deep"),
    "tree": (lambda node: put_first_branch(node, "nodes_treeids", 7), "trees out of order"),
    "node": (lambda node: put_first_branch(node, "nodes_nodeids", 7), "nodes out of order"),
    "lengths": (lambda node: attribute(node, "nodes_featureids").ints.append(0), "unlike lengths"),
    "threshold": (
        lambda node: put_tensor(node, "nodes_values_as_tensor", lambda values: values * np.nan),
        "no number",
    ),
}


@pytest.mark.parametrize("fault", UNSAFE)
def test_no_tree_leads_the_kernel_astray(fault: str) -> None:
    """Features and children that are not there, and circles, are refused before memory is read."""
    change, words = UNSAFE[fault]
    model = onnx.load_from_string(artifact_of(np.random.default_rng(11), trees=3, features=3))
    change(model.graph.node[0])
    apart = take_trees_apart(bytes(model.SerializeToString()))
    compiled = kernel.compile_kernel()
    assert apart is not None
    assert compiled is not None
    with pytest.raises(ValueError, match=words):
        walk.Walk(compiled, apart.attributes, width=3, threads=1)
