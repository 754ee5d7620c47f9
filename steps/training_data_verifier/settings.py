"""The verifier's configuration: what share of the data may be missing, null or without a partner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader

MIN_SLICE_COVERAGE = 0.95
MIN_JOIN_COVERAGE = 0.99
MAX_NULL_SHARE: Mapping[str, float] = {"fg_a": 0.0, "fg_c": 0.5}
"""FG-C has null comparisons where there was no baseline yet."""
MIN_ROWS = 1


@dataclass(frozen=True)
class VerifierSettings:
    """The configuration, checked."""

    min_slice_coverage: float
    min_join_coverage: float
    max_null_share: Mapping[str, float]
    min_rows: int
    """In each window and dataset."""
    threads: int | None
    memory_gb: int | None


def parse_settings(configuration: Mapping[str, Any]) -> VerifierSettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    slices = reader.take_number("min_slice_coverage", MIN_SLICE_COVERAGE, least=0, most=1)
    join = reader.take_number("min_join_coverage", MIN_JOIN_COVERAGE, least=0, most=1)
    nulls = reader.take_object("max_null_share")
    shares = {name: nulls.take_number(name, most, least=0, most=1) for name, most in MAX_NULL_SHARE.items()}
    nulls.close()
    rows = reader.take_count("min_rows", MIN_ROWS)
    resources = reader.take_resources()
    reader.finish()
    return VerifierSettings(slices, join, shares, rows, resources.threads, resources.memory_gb)


def default_configuration() -> dict[str, Any]:
    """Spell out every default as the JSON document that a record may hold."""
    return {
        "min_slice_coverage": MIN_SLICE_COVERAGE,
        "min_join_coverage": MIN_JOIN_COVERAGE,
        "max_null_share": dict(MAX_NULL_SHARE),
        "min_rows": MIN_ROWS,
    }
