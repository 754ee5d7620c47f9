"""Training by hand, as a process of its own: three tools read and join, NumPy and scikit-learn do the rest.

The same as the step: selection, preparation, forest, calibration, and every metric. Not the ONNX artifact,
nor the card with its plots: whoever trains by hand keeps a pickle.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from bench_rivals_features import READERS, ROLE, Grove, compares, prepare, score
from bench_rivals_verify import OTHER, look
from scipy.stats import ks_2samp, rankdata
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

ACTIVE = "sessions_cnt_sum_w_15m"
MOST_COMMON, MOST_ALIKE, CLIP = 0.999, 0.98, 20.0
TREES, COMPARING_SHARE, ROWS_A_TREE, SEED = 200, 0.5, 4096, 20260101
SEVERITIES = {"low": 0.95, "medium": 0.99, "high": 0.995, "critical": 0.999}
SHOWN = (0.05, 0.5, 0.95, 0.99, 0.999)
SHARES = np.concatenate(
    [np.linspace(0, 0.9, 91)[:-1], np.linspace(0.9, 0.99, 91)[:-1], np.linspace(0.99, 1, 101)]
)


def select(matrix: Any, names: Sequence[str]) -> list[int]:
    """Leave out what is nearly constant, comparisons that few rows have, and what moves as an earlier one."""
    varied = []
    for place, column in enumerate(matrix.T):
        known = column[~np.isnan(column)]
        if compares(names[place]) and len(known) < ROWS_A_TREE:
            continue
        counts = np.unique(known, return_counts=True)[1]
        common = (counts.max(initial=0) + len(column) - len(known)) / len(column)
        if len(counts) > 1 and common <= MOST_COMMON:
            varied.append(place)
    some = matrix[:, varied]
    filled = np.where(np.isnan(some), np.nanmedian(some, axis=0), some)
    sizes = np.sign(filled) * np.log1p(np.abs(filled))
    ranks = rankdata(filled, axis=0)
    alike = np.minimum(*(np.abs(np.corrcoef(values, rowvar=False)) for values in (ranks, sizes)))
    kept: list[int] = []
    for place in range(len(varied)):
        if not kept or alike[place, kept].max() <= MOST_ALIKE:
            kept.append(place)
    return [varied[place] for place in kept]


def learn_preparation(matrix: Any) -> dict[str, Any]:
    """Find the median and spread of each feature, after a logarithm where it is heavy-tailed."""
    fill = np.nanmedian(matrix, axis=0)
    filled = np.where(np.isnan(matrix), fill, matrix)
    low, middle, high, extreme = np.quantile(filled, [0.25, 0.5, 0.75, 0.99], axis=0)
    logged = extreme - middle > 10 * np.maximum(high - low, np.finfo(float).tiny)
    logged |= (extreme > 10) & (np.abs(filled).max(axis=0) > 10 * extreme)  # noqa: PLR2004 - as above
    moved = np.where(logged, np.sign(filled) * np.log1p(np.abs(filled)), filled)
    low, middle, high = np.quantile(moved, [0.25, 0.5, 0.75], axis=0)
    deviation = np.std(moved, axis=0)
    scale = np.where(high > low, high - low, np.where(deviation > 0, deviation, 1.0))
    return {"fill": fill, "logged": logged, "center": middle, "scale": scale, "clip": CLIP}


def grow(prepared: Any, names: Sequence[str], destinations: Any) -> list[Grove]:
    """Fit some trees to what hosts do, to each role its own if both are many; the others to comparisons."""
    kinds = [
        [place for place, name in enumerate(names) if compares(name) == kind and name != ROLE]
        for kind in (False, True)
    ]
    fewer = round(TREES * COMPARING_SHARE) if kinds[1] else 0
    apart = min(destinations.sum(), (~destinations).sum()) >= ROWS_A_TREE

    def fitted(trees: int, rows: Any, most: int) -> Any:
        forest = IsolationForest(n_estimators=trees, max_samples=min(most, len(rows)), random_state=SEED)
        return forest.fit(rows)

    groves: list[Grove] = []
    for trees, places, split in zip((TREES - fewer, fewer), kinds, (apart, False), strict=True):
        seen = prepared[:, places]
        if split:
            both = (fitted(trees, seen[rows], ROWS_A_TREE // 2) for rows in (~destinations, destinations))
            groves.append((next(both), places, next(both)))
        elif trees:
            groves.append((fitted(trees, seen, ROWS_A_TREE), places, None))
    return groves


def train(training: Any, holdout: Any, names: Sequence[str], out: Path) -> None:
    """Fit to the training rows, judge by the others, and keep both."""
    kept = select(training, names)
    training, holdout = training[:, kept], holdout[:, kept]
    how = learn_preparation(training)
    prepared = prepare(training, how)
    role = [names[place] for place in kept].index(ROLE)
    forest = grow(prepared, [names[place] for place in kept], training[:, role] > 0)
    scores = {
        "training": score(forest, prepared, training[:, role] > 0),
        "holdout": score(forest, prepare(holdout, how), holdout[:, role] > 0),
    }
    quantiles, first = np.unique(np.quantile(scores["training"], SHARES), return_index=True)
    metrics: dict[str, Any] = {"kept": [names[place] for place in kept]}
    for name, values in scores.items():
        percentiles = np.interp(values, quantiles, SHARES[first], right=1.0)
        metrics[name] = {
            "rows": len(values),
            "score_quantiles": {f"{share:g}": float(np.quantile(values, share)) for share in SHOWN},
            "alert_rates": {one: float(np.mean(percentiles >= least)) for one, least in SEVERITIES.items()},
        }
    metrics["score_drift"] = float(ks_2samp(*scores.values(), method="asymp").statistic)
    random = np.random.default_rng([SEED, 1])
    low, high = np.nanquantile(training, [0.001, 0.999], axis=0)
    count = max(1, holdout.shape[1] // 3)
    chosen = np.argsort(random.random(holdout.shape), axis=1) < count
    extreme = np.where(random.random(holdout.shape) < 0.5, high, low)  # noqa: PLR2004 - either as often
    moved = np.where(chosen, extreme, holdout)
    perturbed = score(forest, prepare(moved, how), moved[:, role] > 0)
    judged = np.concatenate([scores["holdout"], perturbed])
    metrics["perturbed_auc"] = float(roc_auc_score(np.repeat([0, 1], len(holdout)), judged))
    out.mkdir()
    joblib.dump({"forest": forest, "quantiles": quantiles, "shares": SHARES[first], **how}, out / "model")
    (out / "metrics.json").write_text(json.dumps(metrics))


def main(rival: str, out: str, *words: str) -> None:
    """Train on one window, and judge by the next."""
    moments = [datetime.fromisoformat(word) for word in words[:4]]
    names = words[4].split(",")
    sources = dict(zip(OTHER, words[5:7], strict=True))
    matrices = []
    for start, end in (moments[:2], moments[2:]):
        joined = READERS[rival](look(sources, start, end), names)
        matrices.append(joined.matrix[joined.matrix[:, names.index(ACTIVE)] > 0])
    train(*matrices, names, Path(out))


if __name__ == "__main__":
    main(*sys.argv[1:])
