"""Drivers of small models: fewer features than places, and more rows than are scored at once."""

import numpy as np
import pytest

from common.model.artifact import Model
from steps.if_training.fitting import fit
from steps.if_training.settings import parse_settings
from steps.inference_predictions import drivers
from steps.inference_predictions.drivers import explain


def test_a_model_of_one_feature_has_one_driver() -> None:
    """Places without a feature are -1, with no effect; a typical row has none at all."""
    matrix = np.random.default_rng(2).normal(size=(300, 1))
    matrix[0] = 50.0
    model = Model(fit(matrix, matrix, ("f0",), parse_settings({"forest": {"trees": 20}}), "r").artifact)
    rows = np.array([[50.0], model.description.typical.tolist()])
    found = explain(model, rows, model.score(rows))
    assert [[0, -1, -1], [-1, -1, -1]] == found.features.tolist()
    effect = model.score(rows)[0] - model.score(rows)[1]
    assert effect == found.effects[0, 0] > 0
    assert np.isnan(found.effects).sum() == 5


def test_explaining_in_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on memory is no bound on rows."""
    matrix = np.random.default_rng(3).normal(size=(50, 4))
    names = ("a", "b", "c", "d")
    model = Model(fit(matrix, matrix, names, parse_settings({"forest": {"trees": 10}}), "r").artifact)
    scores = model.score(matrix)
    whole = explain(model, matrix, scores)
    monkeypatch.setattr(drivers, "_CELLS", 3 * 4 * 4)
    parts = explain(model, matrix, scores)
    np.testing.assert_array_equal(whole.features, parts.features)
    np.testing.assert_array_equal(whole.effects, parts.effects)
