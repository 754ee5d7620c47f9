"""Trees over what hosts do beside trees over comparisons with their past: one model of both."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from common.errors import InputError
from common.model.artifact import Matrix, Model
from common.model.features import ROLE
from common.model.graphs import take_trees_apart
from common.schemas import FG_A, FG_C, compared
from steps.if_training.fitting import Fitted, fit, prepare_for
from steps.if_training.graph import average_path, build_preparation
from steps.if_training.settings import parse_settings
from steps.inference_predictions.drivers import explain

DOES = ("sessions_cnt_sum_w_15m", "drop_ratio_w_15m", "peers_cnt_sum_w_15m")
COMPARES = tuple(compared(name, "log_ratio", "7d") for name in DOES)
NAMES = (*DOES, *COMPARES)
ROWS_A_TREE, TREES = 64, 40


def traffic(rows: int = 2000, seed: int = 1) -> Matrix:
    """Rows of NAMES, whose features have nothing to do with each other."""
    random = np.random.default_rng(seed)
    return np.column_stack([random.lognormal(3, 1, (rows, 3)), random.normal(0, 1, (rows, 3))])


def train(matrix: Matrix, names: Sequence[str] = NAMES, **forest: Any) -> Fitted:
    forest = {"trees": TREES, "rows_a_tree": ROWS_A_TREE, "comparing_share": 0.25} | forest
    return fit(matrix, matrix[:50], names, parse_settings({"forest": forest}), "r")


def features_of_trees(fitted: Fitted) -> list[set[str]]:
    """What each tree of the artifact splits by."""
    apart = take_trees_apart(fitted.artifact)
    assert apart is not None
    columns = (apart.attributes[f"nodes_{name}"] for name in ("treeids", "modes", "featureids"))
    seen: dict[int, set[str]] = {}
    for tree, mode, feature in zip(*columns, strict=True):
        if mode != b"LEAF":
            seen.setdefault(int(tree), set()).add(fitted.description.features[int(feature)])
    return list(seen.values())


@pytest.mark.parametrize(("share", "comparing"), [(0.25, 10), (0.5, 20), (0.33, 13)])
def test_a_tree_sees_one_kind_of_features(share: float, comparing: int) -> None:
    """The share of the trees splits by comparisons alone, the others by what hosts do alone."""
    fitted = train(traffic(), comparing_share=share)
    trees = features_of_trees(fitted)
    assert (comparing, TREES - comparing) == (
        sum(seen <= set(COMPARES) for seen in trees),
        sum(seen <= set(DOES) for seen in trees),
    )
    assert {"trees": TREES, "comparing_trees": comparing, "rows_a_tree": ROWS_A_TREE} == fitted.metrics[
        "forest"
    ]


def test_a_score_is_of_the_mean_path_of_all_trees() -> None:
    """It is 2 ^ -(mean path / c), the mean of both forests' paths as scikit-learn grows and walks them."""
    matrix = traffic()
    model = Model(train(matrix).artifact)
    prepared = Model(_preparation_of(matrix)).prepare(matrix)
    paths = np.zeros(len(matrix))
    for trees, places in ((30, slice(0, 3)), (10, slice(3, 6))):
        forest = IsolationForest(
            n_estimators=trees, max_samples=ROWS_A_TREE, random_state=parse_settings({}).seed
        ).fit(prepared[:, places])
        paths += trees * -np.log2(-forest.score_samples(prepared[:, places])) * average_path(ROWS_A_TREE)
    expected = 2.0 ** (-paths / TREES / average_path(ROWS_A_TREE))
    np.testing.assert_allclose(model.score(matrix), expected, rtol=0, atol=1e-6)


def _preparation_of(matrix: Matrix) -> bytes:
    return build_preparation(
        prepare_for(matrix, parse_settings({}).clip), train(matrix).description.as_metadata()
    )


@pytest.mark.parametrize("known", [0, 1, ROWS_A_TREE - 1])
def test_a_window_too_short_for_baselines_trains_as_without_comparisons(known: int) -> None:
    """Until as many rows as a tree takes have a comparison, the artifact is that of the other features."""
    matrix = traffic()
    matrix[known:, 3:] = np.nan
    fitted = train(matrix)
    assert train(matrix[:, :3], DOES).artifact == fitted.artifact
    reason = f"known in {known} rows, too few for what needs {ROWS_A_TREE}" if known else "null in every row"
    assert dict.fromkeys(COMPARES, reason) == fitted.metrics["features"]["dropped"]
    assert 0 == fitted.metrics["forest"]["comparing_trees"]


def test_as_many_rows_as_a_tree_takes_are_enough() -> None:
    """Then comparisons have their trees, and what is null among them is filled."""
    matrix = traffic()
    matrix[ROWS_A_TREE:, 3:] = np.nan
    fitted = fit(matrix, matrix, NAMES, parse_settings({"forest": {"rows_a_tree": 64}}), "r")
    assert list(NAMES) == fitted.metrics["features"]["kept"]
    assert np.isfinite(Model(fitted.artifact).score(matrix)).all()


def test_features_that_all_compare_have_all_trees() -> None:
    """Few rows do then, since nothing else is there to train with."""
    matrix = traffic(30)
    fitted = train(matrix[:, 3:], COMPARES)
    assert list(COMPARES) == fitted.metrics["features"]["kept"]
    assert (TREES, TREES) == (fitted.metrics["forest"]["comparing_trees"], len(features_of_trees(fitted)))


@pytest.mark.parametrize(("share", "left", "gone"), [(0, DOES, COMPARES), (1, COMPARES, DOES)])
def test_features_without_a_tree_are_no_features(
    share: float, left: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    """A share of 0 or 1 leaves one kind no tree: the artifact does not ask for what it would not use."""
    fitted = train(traffic(), comparing_share=share)
    assert left == fitted.description.features
    assert dict.fromkeys(gone, "no tree is left for it") == fitted.metrics["features"]["dropped"]


@pytest.mark.parametrize("name", NAMES)
def test_what_drives_a_score_is_found_in_both_kinds(name: str) -> None:
    """Of a row that is typical but for one feature, that one comes first, with its effect."""
    model = Model(train(traffic()).artifact)
    place = NAMES.index(name)
    rows = np.repeat(model.description.typical[None], 2, axis=0)
    rows[1, place] = 1e6
    scores = model.score(rows)
    found = explain(model, rows[1:], scores[1:])
    assert place == found.features[0, 0]
    assert scores[1] - scores[0] == found.effects[0, 0] > 0


def test_a_host_that_has_no_baseline_yet_is_scored_by_what_it_does() -> None:
    """Null comparisons count as typical ones, so that they alarm nobody; what it does still does."""
    model = Model(train(traffic()).artifact)
    typical = model.description.typical
    cold, busy = typical.copy(), typical.copy()
    cold[3:] = busy[3:] = np.nan
    busy[0] = 1e6
    usual, unknown, loud = model.score(np.array([typical, cold, busy]))
    assert usual == unknown < loud


def test_importance_is_of_all_trees() -> None:
    """Shares of both kinds stand in it, and are 1 together; comparisons have about their trees' share."""
    importance = train(traffic()).importance
    assert set(NAMES) == set(importance)
    assert 1 == pytest.approx(sum(importance.values()))
    assert 0.25 == pytest.approx(sum(importance[name] for name in COMPARES), abs=0.05)


def of_two_roles(destinations: int = 1000, rows: int = 2000) -> Matrix:
    """Rows of NAMES and the role; destinations do ten times as much."""
    matrix = traffic(rows)
    role = (np.arange(rows) < destinations).astype(float)
    matrix[:destinations, 0] *= 10
    return np.column_stack([matrix, role])


def test_each_role_is_scored_by_trees_of_its_own() -> None:
    """The paths are those of forests fitted to one role, of half the rows, one step longer."""
    matrix = of_two_roles()
    fitted = train(matrix, (*NAMES, ROLE))
    assert (*NAMES, ROLE) == fitted.description.features
    clip = parse_settings({}).clip
    preparing = build_preparation(prepare_for(matrix, clip), fitted.description.as_metadata())
    prepared = Model(preparing).prepare(matrix)
    seed, paths = parse_settings({}).seed, np.zeros(len(matrix))
    everybody = np.ones(len(matrix), bool)
    for trees, places, of, rows, longer in (
        (30, slice(0, 3), matrix[:, 6] == 1, ROWS_A_TREE // 2, 1),
        (30, slice(0, 3), matrix[:, 6] == 0, ROWS_A_TREE // 2, 1),
        (10, slice(3, 6), everybody, ROWS_A_TREE, 0),
    ):
        forest = IsolationForest(n_estimators=trees, max_samples=rows, random_state=seed)
        forest.fit(prepared[of][:, places])
        found = -np.log2(-forest.score_samples(prepared[of][:, places])) * average_path(np.array(rows))
        paths[of] += trees * (found + longer)
    usual = 30 * average_path(np.array(ROWS_A_TREE // 2)) + 10 * average_path(np.array(ROWS_A_TREE))
    expected = 2.0 ** (-paths / usual)
    np.testing.assert_allclose(Model(fitted.artifact).score(matrix), expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("destinations", [0, ROWS_A_TREE - 1, 2000 - ROWS_A_TREE + 1, 2000])
def test_roles_share_the_trees_where_one_of_them_fills_none(destinations: int) -> None:
    """The artifact is the one without the role, which says why."""
    matrix = of_two_roles(destinations)
    fitted = train(matrix, (*NAMES, ROLE))
    assert train(matrix[:, :6]).artifact == fitted.artifact
    assert fitted.metrics["features"]["dropped"][ROLE]
    if 0 < destinations < len(matrix):
        assert "both roles share the trees" == fitted.metrics["features"]["dropped"][ROLE]


def test_a_role_is_no_reason_for_a_score() -> None:
    """It is neither a driver nor important: that trees begin with it says nothing."""
    matrix = of_two_roles()
    fitted = train(matrix, (*NAMES, ROLE))
    model = Model(fitted.artifact)
    assert 0 == fitted.importance[ROLE]
    assert 1 == pytest.approx(sum(fitted.importance.values()))
    drivers = explain(model, matrix[:200], model.score(matrix[:200]))
    assert NAMES.index(NAMES[0]) in drivers.features
    assert len(NAMES) not in drivers.features


def test_a_role_alone_is_nothing_to_train_with() -> None:
    """Nor are there trees for it where all compare."""
    matrix = of_two_roles()
    with pytest.raises(InputError, match="no feature differs"):
        train(matrix[:, 6:], (ROLE,))
    fitted = train(matrix, (*NAMES, ROLE), comparing_share=1)
    assert fitted.description.features == COMPARES


def test_both_kinds_give_the_same_bytes_again() -> None:
    """Same rows and seed, same artifact."""
    assert train(traffic()).artifact == train(traffic()).artifact


def test_the_default_features_are_of_both_datasets() -> None:
    """What a host does is in FG-A; each of it has its comparison in FG-C."""
    features = parse_settings({}).features
    does = [name for name in features if name in FG_A.columns]
    assert [*does, *(compared(name, "log_ratio", "7d") for name in does)] == list(features[:-1])
    assert features[-1] == ROLE
    assert set(features) - {*does, ROLE} <= FG_C.columns.keys()
