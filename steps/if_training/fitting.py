"""Matrices become an artifact and metrics: selection, preparation, forest, calibration, evaluation. Pure.

The hold-out is never fitted to. There are no labels in production, so besides alert rates and drift one
number tells a broken model: `perturbed_auc`, how well scores tell hold-out rows from copies of them in which
a third of the features is pushed to an extreme of training. It says whether the model sees what is extreme,
not whether it finds attacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

from common.errors import InputError
from common.model.artifact import Calibration, Description, Matrix, Model
from common.model.features import ROLE
from steps.if_training.graph import Grove, Parting, Preparation, build_graph, build_preparation, redescribe
from steps.if_training.selection import BOUND, select_features
from steps.if_training.settings import TrainingSettings, is_comparison
from steps.if_training.shares import require_known, share_out

CALIBRATION_SHARES = np.concatenate(
    [np.linspace(0, 0.9, 91)[:-1], np.linspace(0.9, 0.99, 91)[:-1], np.linspace(0.99, 1, 101)]
)
"""Finer where alerts are decided."""
_LOGGED_RATIO = 10.0
"""A feature whose 99th percentile lies so many interquartile ranges above the median is heavy-tailed."""
_PERTURBED_SHARE = 3
_EXTREMES = (0.001, 0.999)
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Fitted:
    """What a training yields."""

    artifact: bytes
    description: Description
    metrics: Mapping[str, Any]
    importance: Mapping[str, float]
    """Share of the rows that the forest's splits by each feature divide, in its training samples."""
    scores: Mapping[str, Matrix]
    """Of `training` and `holdout` rows."""


def fit(
    training: Matrix, holdout: Matrix, names: Sequence[str], settings: TrainingSettings, run_id: str
) -> Fitted:
    """Fit to training rows and judge by hold-out rows: [rows, features] each, NaN for null.

    InputError if the rows are too few, or no feature says anything.
    """
    if len(training) < _FEWEST_ROWS:
        raise InputError(
            f"there are {len(training)} rows to train with",
            remedy="Verify a window with traffic in it first.",
        )
    selection = select_features(
        training,
        names,
        max_common_share=settings.max_common_share,
        max_correlation=settings.max_correlation,
        least_known=require_known(names, settings),
        threads=settings.threads,
    )
    if all(names[place] == ROLE for place in selection.kept):
        raise InputError(
            "no feature differs between the rows", remedy="Train on a longer window, or name other features."
        )
    shares = share_out(selection.kept, names, settings)
    used = [place for _, places in shares for place in places]
    role = next((place for place in selection.kept if names[place] == ROLE), None)
    apart = (
        role is not None
        and not all(is_comparison(names[place]) for place in used)
        and both_fill(training[:, role], settings.rows_a_tree)
    )
    chosen = sorted([*used, role] if role is not None and apart else used)
    kept = [names[place] for place in chosen]
    treeless = {
        names[place]: "both roles share the trees" if names[place] == ROLE else "no tree is left for it"
        for place in selection.kept
        if place not in chosen
    }
    training, holdout = training[:, chosen], holdout[:, chosen]
    preparation = prepare_for(training, settings.clip, threads=settings.threads)
    blank = Description(
        run_id, tuple(kept), preparation.fill, Calibration(np.zeros(1), np.zeros(1)), settings.severities
    )
    preparing = Model(build_preparation(preparation, blank.as_metadata()), threads=settings.threads)
    prepared = preparing.prepare(training)
    groves = plant(prepared, kept, settings, apart=apart)
    grown = build_graph(preparation, groves, blank.as_metadata())
    uncalibrated = Model(grown, threads=settings.threads)
    scores = {"training": uncalibrated.score(training), "holdout": uncalibrated.score(holdout)}
    description = replace(blank, calibration=_calibrate(scores["training"]))
    return Fitted(
        artifact=redescribe(grown, description.as_metadata()),
        description=description,
        metrics={
            "features": {"kept": kept, "dropped": dict(sorted((selection.dropped | treeless).items()))},
            "forest": {
                "trees": settings.trees,
                "comparing_trees": sum(trees for trees, places in shares if is_comparison(names[places[0]])),
                "rows_a_tree": min(settings.rows_a_tree, len(training)),
            },
            "seed": settings.seed,
            "training": _describe_scores(scores["training"], description),
            "holdout": _describe_scores(scores["holdout"], description),
            "score_drift": _drift(scores["training"], scores["holdout"]),
            "perturbed_auc": _perturbed_auc(uncalibrated, training, holdout, settings.seed),
        },
        importance=_importance(groves, kept),
        scores=scores,
    )


def both_fill(destinations: Matrix, fewest: int) -> bool:
    """Tell whether there are so many rows of hosts as destinations, and so many of hosts as sources."""
    count = int(np.count_nonzero(destinations))
    return min(count, len(destinations) - count) >= fewest


def plant(prepared: Any, names: Sequence[str], settings: TrainingSettings, *, apart: bool) -> list[Grove]:
    """Fit trees to the prepared features of these names: some to comparisons, some to what hosts do.

    apart  whether the latter are fitted to each role by itself: what is rare for a client is usual for a
           server, and of trees that both share, the one more frequent says what is normal of the other
    """
    groves = []
    for trees, places in share_out(range(len(names)), names, settings):
        role = names.index(ROLE) if apart and not is_comparison(names[places[0]]) else None
        groves.append(_grow(prepared, trees, places, role, settings))
    return groves


def _grow(
    prepared: Any, trees: int, places: Sequence[int], role: int | None, settings: TrainingSettings
) -> Grove:
    def grown(rows: Any, rows_a_tree: int) -> IsolationForest:
        forest = IsolationForest(
            n_estimators=trees, max_samples=min(rows_a_tree, len(rows)), random_state=settings.seed
        )
        return forest.fit(rows[:, places])

    if role is None:
        return Grove(grown(prepared, settings.rows_a_tree), tuple(places))
    between = float(prepared[:, role].min() + prepared[:, role].max()) / 2
    source = prepared[:, role] <= between
    # Both trees of a pair together are as large, and as deep, as one of everybody.
    half = settings.rows_a_tree // 2
    destinations = Parting(grown(prepared[~source], half), role, between)
    return Grove(grown(prepared[source], half), tuple(places), destinations)


def prepare_for(training: Matrix, clip: float, *, threads: int | None = None) -> Preparation:
    """Derive how features are prepared from training rows: fill, logarithm, centre and scale."""
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(_prepare_for_feature, np.ascontiguousarray(training.T)))
    fill, logged, center, scale = (np.array(values) for values in zip(*found, strict=True))
    return Preparation(fill, logged, center, scale, clip)


def _prepare_for_feature(column: Matrix) -> tuple[float, bool, float, float]:
    column = np.clip(column, -BOUND, BOUND)
    fill = float(np.nanmedian(column))
    filled = np.where(np.isnan(column), fill, column)
    low, middle, high, extreme = np.quantile(filled, [0.25, 0.5, 0.75, 0.99])
    logged = extreme - middle > _LOGGED_RATIO * max(high - low, np.finfo(float).tiny)
    logged |= (extreme > _LOGGED_RATIO) and (np.max(np.abs(filled)) > _LOGGED_RATIO * extreme)
    if logged:
        filled = np.sign(filled) * np.log1p(np.abs(filled))
        low, middle, high = np.quantile(filled, [0.25, 0.5, 0.75])
    scale = high - low if high > low else np.std(filled) or 1.0
    return fill, bool(logged), float(middle), float(scale)


def _calibrate(scores: Matrix) -> Calibration:
    """Take quantiles; rows of one score share the least place, or half a quiet network would be alarming."""
    quantiles, first = np.unique(np.quantile(scores, CALIBRATION_SHARES), return_index=True)
    return Calibration(quantiles, CALIBRATION_SHARES[first])


def _describe_scores(scores: Matrix, description: Description) -> dict[str, Any]:
    if not len(scores):
        return {"rows": 0, "score_quantiles": {}, "alert_rates": {}}
    percentiles = description.calibration.percentile(scores)
    return {
        "rows": len(scores),
        "score_quantiles": {
            f"{share:g}": float(np.quantile(scores, share)) for share in (0.05, 0.5, 0.95, 0.99, 0.999)
        },
        "alert_rates": {name: float(np.mean(percentiles >= least)) for name, least in description.severities},
    }


def _drift(training: Matrix, holdout: Matrix) -> float | None:
    """The largest distance between both distributions of scores (Kolmogorov and Smirnov's statistic)."""
    if not len(holdout):
        return None
    both = np.sort(np.concatenate([training, holdout]))
    one, other = (
        np.searchsorted(np.sort(scores), both, side="right") / len(scores) for scores in (training, holdout)
    )
    return float(np.max(np.abs(one - other)))


def _perturbed_auc(model: Model, training: Matrix, holdout: Matrix, seed: int) -> float | None:
    if not len(holdout):
        return None
    random = np.random.default_rng([seed, 1])
    low, high = np.nanquantile(np.clip(training, -BOUND, BOUND), _EXTREMES, axis=0)
    count = max(1, holdout.shape[1] // _PERTURBED_SHARE)
    chosen = np.argsort(random.random(holdout.shape), axis=1) < count
    upper = random.random(holdout.shape) < 0.5  # noqa: PLR2004 - as often one extreme as the other
    perturbed = np.where(chosen, np.where(upper, high, low), holdout)
    scores = np.concatenate([model.score(holdout), model.score(perturbed)])
    return float(roc_auc_score(np.repeat([0, 1], len(holdout)), scores))


def _importance(groves: Sequence[Grove], names: Sequence[str]) -> dict[str, float]:
    weights = np.zeros(len(names))
    for grove in groves:
        for tree, chosen in grove.trees():
            splits = tree.children_left >= 0
            np.add.at(weights, chosen[tree.feature[splits]], tree.n_node_samples[splits])
    # That both roles have trees of their own says nothing of how much the role matters.
    weights[[name == ROLE for name in names]] = 0
    weights /= max(weights.sum(), 1.0)
    order = sorted(range(len(names)), key=lambda place: (-weights[place], names[place]))
    return {names[place]: float(weights[place]) for place in order}
