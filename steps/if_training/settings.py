"""Training's configuration: which features, how much data, which forest, what counts as severe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from common.configuration import ConfigurationReader
from common.model.features import CANDIDATES, ROLE
from common.schemas import DELTA_METRICS, FG_C, RATIOS, compared, windowed

_NOW = tuple(windowed(f"{metric}_sum", "15m") for metric in DELTA_METRICS)
_SHARES = tuple(windowed(ratio, "15m") for ratio in RATIOS)
_USUAL = tuple(compared(metric, "log_ratio", "7d") for metric in (*_NOW, *_SHARES))
FEATURES = (*_NOW, *_SHARES, *_USUAL, ROLE)
"""What a host does in the slice, in what proportions, and how much more of each than in its usual week.

The logarithm of a ratio, since twice as much is as much more of little as of much: z scores ranked worse,
and so did longer windows and new pairs (README, The model). Comparisons have trees of their own: an isolation
forest splits by features at random, so each that says little takes splits from those that say much.
"""

SEVERITIES = {"low": 0.95, "medium": 0.99, "high": 0.995, "critical": 0.999}
SEED = 20260101
MOST_TREES = 10_000
MOST_SEED = 2**32 - 1
"""What NumPy's legacy generator takes, which scikit-learn seeds."""


@dataclass(frozen=True)
class TrainingSettings:
    """The configuration, checked."""

    features: tuple[str, ...]
    active_only: bool
    """Whether rows of hosts that are silent in the slice are left out: they are alike, and many."""
    max_rows: int
    """To fit and calibrate with; of more, those whose keys have the least hashes."""
    max_holdout_rows: int
    trees: int
    comparing_share: float
    """Of the trees: those that split by comparisons (of FG-C) alone; the others split by what FG-A tells."""
    rows_a_tree: int
    """More than the 256 of the paper (Liu, Ting and Zhou 2008): what is usual comes in many kinds, and a tree
    takes those that its rows lack for anomalies."""
    seed: int
    max_common_share: float
    """A feature whose commonest value has a larger share says nothing."""
    max_correlation: float
    """Of ranks and of logarithms: what is correlated more by both with an earlier feature is dropped."""
    clip: float
    """Distance from the median, in interquartile ranges, at which prepared features end."""
    severities: tuple[tuple[str, float], ...]
    threads: int | None = None
    memory_gb: int | None = None


def is_comparison(name: str) -> bool:
    """Tell whether a feature compares a host with its past: FG-C's all do."""
    return name in FG_C.columns


def parse_settings(configuration: Mapping[str, Any]) -> TrainingSettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    features = reader.take_names("features", FEATURES)
    for name in features:
        if name not in CANDIDATES:
            reader.note("features", f"holds {name!r}, which is no number of FG-A or FG-C")
    if not features:
        reader.note("features", "must name at least one")
    active_only = reader.take_flag("active_only", default=True)
    max_rows = reader.take_count("max_rows", 200_000)
    max_holdout_rows = reader.take_count("max_holdout_rows", 100_000)
    forest = reader.take_object("forest")
    trees = forest.take_count("trees", 200, most=MOST_TREES)
    comparing = forest.take_number("comparing_share", 0.5, least=0, most=1)
    rows_a_tree = forest.take_count("rows_a_tree", 4096, least=4)
    forest.close()
    seed = reader.take_count("seed", SEED, most=MOST_SEED)
    common = reader.take_number("max_common_share", 0.999, least=0, most=1)
    correlation = reader.take_number("max_correlation", 0.98, least=0, most=1)
    clip = reader.take_number("clip", 20.0, least=0.1, most=1e6)
    listed = reader.take_object("severities")
    severities = [
        (name, listed.take_number(name, least, least=0, most=1)) for name, least in SEVERITIES.items()
    ]
    listed.close()
    if any(low >= high for (_, low), (_, high) in pairwise(severities)):
        reader.note("severities", "must ascend from low to critical")
    resources = reader.take_resources()
    reader.finish()
    return TrainingSettings(
        features=features,
        active_only=active_only,
        max_rows=max_rows,
        max_holdout_rows=max_holdout_rows,
        trees=trees,
        comparing_share=comparing,
        rows_a_tree=rows_a_tree,
        seed=seed,
        max_common_share=common,
        max_correlation=correlation,
        clip=clip,
        severities=tuple(severities),
        threads=resources.threads,
        memory_gb=resources.memory_gb,
    )


def default_configuration() -> dict[str, Any]:
    """Spell out every default as the JSON document that a record may hold."""
    settings = parse_settings({})
    return {
        "features": list(settings.features),
        "active_only": settings.active_only,
        "max_rows": settings.max_rows,
        "max_holdout_rows": settings.max_holdout_rows,
        "forest": {
            "trees": settings.trees,
            "comparing_share": settings.comparing_share,
            "rows_a_tree": settings.rows_a_tree,
        },
        "seed": settings.seed,
        "max_common_share": settings.max_common_share,
        "max_correlation": settings.max_correlation,
        "clip": settings.clip,
        "severities": dict(settings.severities),
    }
