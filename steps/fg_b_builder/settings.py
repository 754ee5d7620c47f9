"""FG-B's configuration: how much history a baseline needs, and which pairs are new or rare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader
from steps.fg_b_builder.pairs import Rarity

MIN_SUPPORT = 96
"""A day of active slices: below it a host is cold."""
MIN_COVERAGE = 0.95
CHUNK_VALUES = 300_000_000
"""Some four gigabytes in all; of 150 million hardly less, and the month is read twice."""
NEW_DAYS, RARE_DAYS, RARE_SESSIONS = 1, 1, 5
MOST_DAYS = 36_500


@dataclass(frozen=True)
class BaselineSettings:
    """The configuration, checked."""

    active_only: bool
    """Whether a baseline is of the slices alone in which its host did anything."""
    min_support: int
    min_coverage: float
    """Share of the slices since the first one that must be there, in mode REGULAR."""
    rarity: Rarity
    chunk_values: int
    """Of the metrics that are described together; of a single one there may be more."""
    threads: int | None
    memory_gb: int | None


def parse_settings(configuration: Mapping[str, Any]) -> BaselineSettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    active_only = reader.take_flag("active_only", default=True)
    min_support = reader.take_count("min_support", MIN_SUPPORT)
    min_coverage = reader.take_number("min_coverage", MIN_COVERAGE, least=0, most=1)
    pairs = reader.take_object("pairs")
    rarity = Rarity(
        pairs.take_count("new_days", NEW_DAYS, most=MOST_DAYS),
        pairs.take_count("rare_days", RARE_DAYS, most=MOST_DAYS),
        pairs.take_count("rare_sessions", RARE_SESSIONS),
    )
    pairs.close()
    chunk_values = reader.take_count("chunk_values", CHUNK_VALUES)
    resources = reader.take_resources()
    reader.finish()
    return BaselineSettings(
        active_only,
        min_support,
        min_coverage,
        rarity,
        chunk_values,
        resources.threads,
        resources.memory_gb,
    )


def default_configuration() -> dict[str, Any]:
    """Spell out every default as the JSON document that a record may hold."""
    return {
        "active_only": True,
        "min_support": MIN_SUPPORT,
        "min_coverage": MIN_COVERAGE,
        "pairs": {"new_days": NEW_DAYS, "rare_days": RARE_DAYS, "rare_sessions": RARE_SESSIONS},
        "chunk_values": CHUNK_VALUES,
    }
