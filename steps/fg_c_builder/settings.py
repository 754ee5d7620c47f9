"""FG-C's configuration: how much it compares at once, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader

CHUNK_SLICES = 192
"""Slices that are compared together: their rows are in memory at once."""


@dataclass(frozen=True)
class ComparisonSettings:
    """The configuration, checked."""

    chunk_slices: int
    threads: int | None
    memory_gb: int | None


def parse_settings(configuration: Mapping[str, Any]) -> ComparisonSettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    chunk = reader.take_count("chunk_slices", CHUNK_SLICES)
    resources = reader.take_resources()
    reader.finish()
    return ComparisonSettings(chunk or CHUNK_SLICES, resources.threads, resources.memory_gb)


def default_configuration() -> dict[str, Any]:
    """Spell out every default as the JSON document that a record may hold."""
    return {"chunk_slices": CHUNK_SLICES}
