"""Features of a model: which dataset each lies in, and a window's rows of them as a matrix.

Which columns are read depends on the model, so that no query of them can be rendered beforehand, and all that
is asked is to read two datasets by one key: it is said in the embedded engine's own SQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from common.datasets import read_window
from common.engine import EmbeddedEngine, quote_name
from common.errors import InputError
from common.model.artifact import Matrix
from common.partitions import Partitions
from common.queries import Table
from common.schemas import FG_A, FG_C, KEY, KEYS, ROW_ORDER
from common.windows import Slice, Window

_SHOWN = 5

ROLE = "is_destination"
"""1 for a host as the destination of sessions, 0 as their source: a feature that is made of the key."""

CANDIDATES = {ROLE} | frozenset(
    name
    for schema in (FG_A, FG_C)
    for name, kind in schema.columns.items()
    if name not in KEYS and kind in {"int64", "float64"}
)
"""Every column that can be a feature."""


@dataclass(frozen=True)
class Rows:
    """Rows of a window in the order of their keys: slice, host, role."""

    keys: Sequence[tuple[str, str, datetime, datetime]]
    """host_ip, role, slice_start_ts, slice_end_ts."""
    matrix: Matrix
    """[rows, features], NaN for null."""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.matrix)


def read_features(
    engine: EmbeddedEngine,
    fg_a: Partitions,
    fg_c: Partitions,
    window: Window,
    features: Sequence[str],
    *,
    allow_missing: bool = False,
    above_zero: str | None = None,
) -> Table:
    """Join FG-A and FG-C of a window: keys and features, no other column is read.

    With `above_zero`, one of the features, only rows in which that one is more than 0.
    InputError if a slice has rows in one of them without a partner in the other.
    """
    ours = [name for name in features if name in FG_A.columns]
    theirs = [name for name in features if name in FG_C.columns]
    left = read_window(engine, fg_a, window, FG_A, columns=[*KEYS, *ours], allow_missing=allow_missing)
    right = read_window(engine, fg_c, window, FG_C, columns=[*KEY, *theirs], allow_missing=allow_missing)
    if not allow_missing:
        _require_partners(engine, left, right, (fg_a, fg_c))
    condition = f"WHERE {quote_name(above_zero)} > 0" if above_zero is not None else ""
    joined = engine.view(
        "joined",
        f"SELECT {_listed([*KEYS, *ours, *theirs])}, "  # noqa: S608
        f"CAST(role = 'destination' AS DOUBLE) AS {quote_name(ROLE)} FROM {quote_name(left.name)} "
        f"JOIN {quote_name(right.name)} USING ({_listed(KEY)}) {condition}",
    )
    return engine.materialise("features", joined)


def as_rows(engine: EmbeddedEngine, table: Table, features: Sequence[str]) -> Rows:
    """Take a table of keys and features out of the engine, in the order of its keys."""
    keys = f"SELECT {_listed(KEYS)} FROM {quote_name(table.name)} ORDER BY {_listed(ROW_ORDER)}"  # noqa: S608
    return Rows(engine.execute(keys), as_matrix(engine, table, features))


def as_matrix(engine: EmbeddedEngine, table: Table, features: Sequence[str]) -> Matrix:
    """Take the features alone out of the engine, in the order of the table's keys: [rows, features]."""
    numbers = ", ".join(f"CAST({quote_name(name)} AS DOUBLE) AS {quote_name(name)}" for name in features)
    columns = engine.arrays(
        f"SELECT {numbers} FROM {quote_name(table.name)} ORDER BY {_listed(ROW_ORDER)}"  # noqa: S608
    )
    matrix = np.empty((len(columns[features[0]]), len(features)))
    for place, name in enumerate(features):
        matrix[:, place] = columns[name]
    return matrix


def thin_out(engine: EmbeddedEngine, table: Table, most: int, seed: int) -> Table:
    """Keep at most so many rows: those whose keys have the least hashes, whatever other rows there are."""
    if engine.count(table) <= most:
        return table
    keys = engine.execute(f"SELECT {_listed(KEY)} FROM {quote_name(table.name)}")  # noqa: S608
    salt = seed.to_bytes(8, "little", signed=True)
    hashes = {
        key: hashlib.blake2b(f"{key[0]} {key[1]} {key[2].timestamp()}".encode(), salt=salt).digest()
        for key in keys
    }
    # The hash alone decides; rows of one key (duplicates) stay or go together.
    chosen = sorted(hashes, key=lambda key: (hashes[key], key))[:most]
    kept = engine.table(
        engine.fresh_name("kept"),
        {
            name: (kind, [key[place] for key in chosen])
            for place, (name, kind) in enumerate(zip(KEY, ("VARCHAR", "VARCHAR", "TIMESTAMPTZ"), strict=True))
        },
    )
    return engine.view(
        engine.fresh_name("chosen"),
        f"SELECT * FROM {quote_name(table.name)} SEMI JOIN {quote_name(kept.name)} USING ({_listed(KEY)})",  # noqa: S608
    )


def _require_partners(
    engine: EmbeddedEngine, left: Table, right: Table, sources: Sequence[Partitions]
) -> None:
    for table, other, (lacking, having) in (
        (left, right, (sources[1], sources[0])),
        (right, left, (sources[0], sources[1])),
    ):
        found = engine.execute(
            f"SELECT slice_start_ts, count(*) FROM {quote_name(table.name)} "  # noqa: S608
            f"ANTI JOIN {quote_name(other.name)} USING ({_listed(KEY)}) GROUP BY ALL ORDER BY ALL"
        )
        if found:
            shown = ", ".join(f"{Slice(start).partition} {rows} rows" for start, rows in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more slices" if len(found) > _SHOWN else ""
            raise InputError(
                f"{lacking.name} ({lacking.prefix}) lacks rows of {having.name}: {shown}{more}",
                remedy="Run the 15-minute pipeline for these slices again.",
            )


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(map(quote_name, columns))
