"""Which trees see which features: some what hosts do, the others how that compares with their past. Pure.

An isolation forest splits by features at random: among comparisons, most of which say little at a time, those
that say much would take fewer splits. Apart, each kind is as deep as if it were alone, and a score is of the
mean of all. Comparisons say nothing until there are baselines, and little while they are of a few rows: a
window too short for that trains as if they did not exist.
"""

from __future__ import annotations

from collections.abc import Sequence

from common.model.features import ROLE
from steps.if_training.settings import TrainingSettings, is_comparison


def require_known(names: Sequence[str], settings: TrainingSettings) -> dict[str, int]:
    """Say in how many rows a comparison must be known: a tree's; in any where all features compare."""
    comparing = [name for name in names if is_comparison(name)]
    return dict.fromkeys(comparing, settings.rows_a_tree) if len(comparing) < len(names) else {}


def share_out(
    places: Sequence[int], names: Sequence[str], settings: TrainingSettings
) -> list[tuple[int, list[int]]]:
    """Divide the trees: how many, and the places of the features that they see, of those that are given.

    One kind gets all trees where no feature of the other is left.
    """
    comparing = [place for place in places if is_comparison(names[place])]
    telling = [place for place in places if not is_comparison(names[place]) and names[place] != ROLE]
    share = settings.comparing_share if telling and comparing else float(bool(comparing))
    fewer = round(settings.trees * share)
    return [(trees, seen) for trees, seen in ((settings.trees - fewer, telling), (fewer, comparing)) if trees]
