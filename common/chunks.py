"""A long window done a part at a time: as many slices at once as their rows fit in memory together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader
from common.windows import Slice, Window

CHUNK_SLICES = 192
CHUNK_ROWS = 1_000_000
"""Of FG-A, whose rows are the widest: five gigabytes, with all that they are made of."""


@dataclass(frozen=True)
class ChunkSettings:
    """The configuration of a step that does a long window a part at a time."""

    chunk_slices: int
    """At most so many slices are a part ..."""
    chunk_rows: int
    """... with so many rows; a slice that has more is a part of its own."""
    threads: int | None
    memory_gb: int | None


def parse_chunks(configuration: Mapping[str, Any]) -> ChunkSettings:
    """Read the chunks and `resources`, and nothing else; ConfigurationError lists what is wrong."""
    reader = ConfigurationReader(configuration)
    slices = reader.take_count("chunk_slices", CHUNK_SLICES)
    rows = reader.take_count("chunk_rows", CHUNK_ROWS)
    resources = reader.take_resources()
    reader.finish()
    return ChunkSettings(slices, rows, resources.threads, resources.memory_gb)


def cut_window(window: Window, settings: ChunkSettings, rows: Callable[[Slice], int]) -> list[Window]:
    """Cut a window into parts, in order; `rows` says how many a slice has at most."""
    parts: list[Window] = []
    begin, held = window.start, 0
    for piece in window.slices():
        more = rows(piece)
        length = len(Window(begin, piece.end))
        if length > settings.chunk_slices or (length > 1 and held + more > settings.chunk_rows):
            parts.append(Window(begin, piece.start))
            begin, held = piece.start, 0
        held += more
    return [*parts, Window(begin, window.end)]
