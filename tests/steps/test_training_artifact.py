"""The artifact against scikit-learn: same scores, same bytes, and nothing but data in it."""

import json
from typing import Any

import numpy as np
import onnx
import pytest
from scipy.stats import spearmanr
from sklearn.ensemble import IsolationForest

from common.errors import InputError
from common.model.artifact import Calibration, Description, Matrix, Model
from steps.if_training.fitting import fit, prepare_for
from steps.if_training.graph import (
    Grove,
    average_path,
    build_graph,
    build_preparation,
    raw_thresholds,
    redescribe,
)
from steps.if_training.settings import TrainingSettings, parse_settings


def traffic(rows: int, nulls: float = 0.1) -> Matrix:
    """Features of every kind: heavy-tailed, signed, whole, shares, and nulls."""
    random = np.random.default_rng(rows)
    matrix = np.column_stack(
        [
            np.floor(random.lognormal(8, 4, rows)),
            random.normal(0, 3, rows),
            random.poisson(2, rows),
            random.random(rows),
            random.standard_cauchy(rows),
            np.where(random.random(rows) < 0.9, 0, random.integers(1, 1000, rows)),
        ]
    ).astype(np.float64)
    matrix[random.random(matrix.shape) < nulls] = np.nan
    return matrix


def names(count: int) -> tuple[str, ...]:
    return tuple(f"f{place}" for place in range(count))


def settings(**config: Any) -> TrainingSettings:
    return parse_settings({"forest": {"trees": 30, "rows_a_tree": 64}} | config)


def describe(count: int) -> dict[str, str]:
    calibration = Calibration(np.zeros(1), np.zeros(1))
    return Description("r", names(count), np.zeros(count), calibration, (("low", 0.9),)).as_metadata()


@pytest.mark.parametrize(("trees", "rows_a_tree"), [(1, 4), (50, 256), (200, 1000)])
def test_scores_are_those_of_scikit_learn(trees: int, rows_a_tree: int) -> None:
    """The artifact scores raw rows as scikit-learn scores prepared rows, to 1e-6, seen or not."""
    training, unseen = traffic(3000), traffic(2000)
    preparation = prepare_for(training, 20.0)
    prepare = Model(build_preparation(preparation, describe(6)))
    forest = IsolationForest(n_estimators=trees, max_samples=rows_a_tree, random_state=1)
    forest.fit(prepare.prepare(training))
    model = Model(build_graph(preparation, [Grove(forest, tuple(range(6)))], describe(6)))
    for matrix in (training, unseen):
        expected = -forest.score_samples(prepare.prepare(matrix))
        np.testing.assert_allclose(model.score(matrix), expected, rtol=0, atol=1e-6)


def test_scores_do_not_depend_on_threads_or_neighbours() -> None:
    """A row has one score, to the last bit, alone or among many, with one thread or three."""
    matrix = traffic(700)
    artifact = fit(matrix, matrix, names(6), settings(), "r").artifact
    one, three = Model(artifact, threads=1), Model(artifact, threads=3)
    scores = one.score(matrix)
    assert scores.tolist() == three.score(matrix).tolist()
    assert scores.tolist() == [three.score(matrix[row : row + 1])[0] for row in range(len(matrix))]


def test_a_raw_threshold_is_the_last_value_below() -> None:
    """The value found is prepared to at most the threshold, and the next float64 to more."""
    training = traffic(500)
    preparation = prepare_for(training, 20.0)
    prepare = Model(build_preparation(preparation, describe(6)))
    features = np.tile(np.arange(6), 20)
    prepared = prepare.prepare(training[:20]).astype(np.float64).ravel()
    found = raw_thresholds(preparation, prepare, features, prepared)
    after = np.nextafter(found, np.inf)

    def prepared_at(values: Matrix) -> Matrix:
        rows = np.zeros((len(values), 6))
        rows[np.arange(len(values)), features] = values
        return prepare.prepare(rows)[np.arange(len(values)), features].astype(np.float64)

    assert (prepared_at(found) <= prepared).all()
    inner = np.isfinite(after)
    assert inner.any()
    assert (prepared_at(after[inner]) > prepared[inner]).all()


def test_an_artifact_described_anew_is_the_one_built_so() -> None:
    """Other metadata, and else the same bytes as building with them gives."""
    training = traffic(300)
    preparation = prepare_for(training, 20.0)
    prepared = Model(build_preparation(preparation, describe(6))).prepare(training)
    groves = [Grove(IsolationForest(n_estimators=5, random_state=1).fit(prepared), tuple(range(6)))]
    artifact = build_graph(preparation, groves, describe(6))
    other = Description("other", names(6), np.ones(6), Calibration(np.zeros(9), np.ones(9)), ()).as_metadata()
    assert redescribe(artifact, other) == build_graph(preparation, groves, other) != artifact
    assert redescribe(artifact, describe(6)) == artifact


def test_a_leaf_is_as_long_as_its_way_from_the_root() -> None:
    """The sum over the trees of depth and c(rows of the leaf), walked by hand, is the score's exponent."""
    training = traffic(300, nulls=0.0)
    preparation = prepare_for(training, 20.0)
    prepared = Model(build_preparation(preparation, describe(6))).prepare(training)
    forest = IsolationForest(n_estimators=3, max_samples=64, random_state=1).fit(prepared)
    model = Model(build_graph(preparation, [Grove(forest, tuple(range(6)))], describe(6)))
    lengths = []
    for row in prepared[:40]:
        length = 0.0
        for estimator in forest.estimators_:
            tree, node, depth = estimator.tree_, 0, 0
            while tree.children_left[node] >= 0:
                below = row[tree.feature[node]] <= tree.threshold[node]
                node, depth = (tree.children_left if below else tree.children_right)[node], depth + 1
            length += depth + float(average_path(np.array(tree.n_node_samples[node])))
        lengths.append(length)
    usual = 3 * float(average_path(np.array(64)))
    np.testing.assert_allclose(model.score(training[:40]), 2 ** (-np.array(lengths) / usual), atol=1e-6)


def test_infinite_and_huge_values_score() -> None:
    """Values beyond all bounds, in training or after, give scores in (0, 1)."""
    matrix = traffic(400)
    matrix[::50, 0] = np.inf
    matrix[1::50, 1] = -np.inf
    matrix[2::50, 2] = 1e308
    matrix[3::50, 4] = -1e308
    matrix[:300, 3] = np.inf
    fitted = fit(matrix, matrix, names(6), settings(), "r")
    scores = Model(fitted.artifact).score(matrix[:, [int(name[1:]) for name in fitted.description.features]])
    assert ((scores > 0) & (scores < 1)).all()


def test_same_data_and_seed_give_same_bytes() -> None:
    """Fitting twice gives one artifact; another seed gives another."""
    matrix = traffic(500)
    first, again = (fit(matrix, matrix, names(6), settings(), "r") for _ in range(2))
    assert (first.artifact, first.metrics) == (again.artifact, again.metrics)
    assert fit(matrix, matrix, names(6), settings(seed=7), "r").artifact != first.artifact


def test_average_path_of_few_rows() -> None:
    """c(n) is 0, 0, 1 for 0 to 2 rows, and 2 H(n-1) - 2 (n-1)/n after that."""
    harmonic = np.log(255) + 0.5772156649015329
    expected = [0.0, 0.0, 1.0, 2 * harmonic - 2 * 255 / 256]
    np.testing.assert_allclose(average_path(np.array([0, 1, 2, 256])), expected, rtol=1e-12)


def test_features_that_say_nothing_are_dropped_with_a_reason() -> None:
    """Constant, null, nearly constant and repeated features go; each says why."""
    matrix = np.column_stack([traffic(1000, nulls=0.0)[:, :2], np.ones(1000), np.full(1000, np.nan)])
    rare = np.zeros(1000)
    rare[0] = 1
    matrix = np.column_stack([matrix, rare, -matrix[:, 0]])
    metrics = fit(matrix, matrix, names(6), settings(max_common_share=0.99), "r").metrics
    assert metrics["features"]["kept"] == ["f0", "f1"]
    assert metrics["features"]["dropped"] == {
        "f2": "one value in 1.0000 of the rows",
        "f3": "null in every row",
        "f4": "one value in 0.9990 of the rows",
        "f5": "moves as f0 does (1.0000)",
    }


def test_features_that_part_in_rows_far_out_are_both_kept() -> None:
    """Most hosts ask one port a session: ranks are alike, but not those of who scans, or hammers one port."""
    sessions = np.ceil(np.random.default_rng(1).lognormal(0, 1, 40_000))
    ports = sessions.copy()
    sessions[:60], ports[60:120] = 1000, 1000
    assert spearmanr(sessions, ports).statistic > settings().max_correlation
    matrix = np.column_stack([sessions, ports, -ports])
    assert fit(matrix, matrix, names(3), settings(), "r").metrics["features"] == {
        "kept": ["f0", "f1"],
        "dropped": {"f2": "moves as f1 does (1.0000)"},
    }


def test_too_little_to_learn_from() -> None:
    """One row, none, or rows that are all alike are the user's fault, said in words."""
    none = np.empty((0, 1))
    with pytest.raises(InputError, match="1 rows to train with"):
        fit(np.ones((1, 1)), none, ("f0",), settings(), "r")
    with pytest.raises(InputError, match="no feature differs"):
        fit(np.ones((9, 1)), none, ("f0",), settings(), "r")


def test_two_rows_and_no_hold_out() -> None:
    """Two rows that differ make a model; without hold-out its figures are absent, not invented."""
    metrics = fit(np.array([[1.0], [2.0]]), np.empty((0, 1)), ("f0",), settings(), "r").metrics
    assert metrics["holdout"] == {"rows": 0, "score_quantiles": {}, "alert_rates": {}}
    assert (metrics["score_drift"], metrics["perturbed_auc"]) == (None, None)


def test_extremes_are_told_from_the_ordinary() -> None:
    """perturbed_auc of a sound model is high, and the alert rates of training are what was configured."""
    matrix = traffic(4000)
    metrics = fit(matrix[:3000], matrix[3000:], names(6), settings(), "r").metrics
    assert metrics["perturbed_auc"] > 0.8
    rates = metrics["training"]["alert_rates"]
    expected = {"low": 0.05, "medium": 0.01, "high": 0.005, "critical": 0.001}
    assert rates == pytest.approx(expected, abs=0.002)


def test_rows_that_are_alike_do_not_alarm() -> None:
    """Where nearly all rows have one score that score is no severity; one above all has the greatest."""
    matrix = np.repeat([[0.0], [1.0]], [490, 10], axis=0)
    fitted = fit(matrix, matrix, ("f0",), settings(), "r")
    rates = fitted.metrics["training"]["alert_rates"]
    assert {"low": 0.02, "medium": 0.0, "high": 0.0, "critical": 0.0} == pytest.approx(rates)
    description = fitted.description
    above = description.calibration.percentile(np.array([0.0, 1.0]))
    assert [0.0, 1.0] == above.tolist()
    assert ["none", "critical"] == description.severity(above).tolist()


def changed(artifact: bytes, change: Any) -> bytes:
    model = onnx.load_from_string(artifact)
    change(model)
    return bytes(model.SerializeToString())


def _metadata(model: Any, **changes: Any) -> None:
    (entry,) = [entry for entry in model.metadata_props if entry.key == "description"]
    entry.value = json.dumps(json.loads(entry.value) | changes)


def _external(model: Any) -> None:
    tensor = model.graph.initializer[0]
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    place = tensor.external_data.add()
    place.key, place.value = "location", "elsewhere.bin"


def _foreign(model: Any) -> None:
    model.graph.node[-2].domain = "com.microsoft"
    model.graph.node[-2].op_type = "Gelu"
    model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda model: _metadata(model, typical=[]), "contradicts itself"),
        (lambda model: _metadata(model, severities=[["low", 0.9], ["high", 0.8]]), "contradicts itself"),
        (lambda model: _metadata(model, features=["f0"], typical=[0.0]), "not of its features"),
        (lambda model: _metadata(model, typical="x"), "cannot be read"),
        (lambda model: model.ClearField("metadata_props"), "format that this code does not know"),
        (_external, "names other files"),
        (_foreign, "operators of its own"),
    ],
)
def test_an_artifact_that_is_not_ours_is_refused(change: Any, words: str) -> None:
    """What contradicts itself, reaches for other files or brings operators is not loaded."""
    artifact = fit(traffic(50), np.empty((0, 6)), names(6), settings(), "r").artifact
    with pytest.raises(InputError, match=words):
        Model(changed(artifact, change))


@pytest.mark.parametrize("content", [b"", b"\x80\x04.", b"not a model", bytes(range(256))])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    """Bytes of anything else (a pickle too) are an InputError, never executed."""
    with pytest.raises(InputError, match="model"):
        Model(content)


def test_no_rows_have_no_scores() -> None:
    """An empty matrix gives an empty result."""
    artifact = fit(traffic(50), np.empty((0, 6)), names(6), settings(), "r").artifact
    assert Model(artifact).score(np.empty((0, 6))).tolist() == []
