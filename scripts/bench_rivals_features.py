"""What rivals of training and inference share: FG-A joined with FG-C by three tools, preparation in NumPy."""

# ruff: noqa: S608 - its SQL's names are its own
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
from bench_rivals_verify import KEY, Files
from sklearn.ensemble._iforest import _average_path_length

KEYS = [*KEY, "slice_end_ts"]
ORDER = ["slice_start_ts", "host_ip", "role"]

ROLE = "is_destination"
"""The feature that is made of the key."""

Grove = tuple[Any, list[int], Any]
"""A forest of scikit-learn's, the places of the features that it was fitted to, and another for hosts as
destinations; None if the first is for both roles."""


@dataclass(frozen=True)
class Joined:
    """Rows of a window in the order of their keys."""

    keys: Any
    """KEYS, as a table of the tool."""
    matrix: Any
    """[rows, features], NaN for null."""
    counts: tuple[int, int]
    """Rows of FG-A and of FG-C."""


def compares(name: str) -> bool:
    """Tell whether a feature is FG-C's."""
    return name.endswith(("_7d", "_30d"))


def part(features: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part features into FG-A's and FG-C's."""
    ours = [name for name in features if not compares(name) and name != ROLE]
    return ours, [name for name in features if compares(name)]


def read_duckdb(files: Files, features: Sequence[str]) -> Joined:
    """Join in SQL."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, keys, chosen in zip(("fg_a", "fg_c"), (KEYS, KEY), part(features), strict=True):
            columns = [*keys, *(f"{one}::DOUBLE AS {one}" for one in chosen)]
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT {', '.join(columns)} "
                "FROM read_parquet(?, hive_partitioning = false)",
                [files[name]],
            )
        table = connection.execute(
            f"SELECT * FROM fg_a JOIN fg_c USING ({', '.join(KEY)}) ORDER BY {', '.join(ORDER)}"
        ).to_arrow_table()
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM fg_a), (SELECT count(*) FROM fg_c)"
        ).fetchall()[0]
    roles = np.array(table["role"].to_pylist()) == "destination"
    matrix = np.column_stack([roles if name == ROLE else table[name].to_numpy() for name in features])
    return Joined(table.select(KEYS), matrix, counts)


def read_polars(files: Files, features: Sequence[str]) -> Joined:
    """Join with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    left, right = pl.collect_all(
        [
            pl.scan_parquet(files[name], hive_partitioning=False).select(
                *keys, *(pl.col(one).cast(pl.Float64) for one in chosen)
            )
            for name, keys, chosen in zip(("fg_a", "fg_c"), (KEYS, KEY), part(features), strict=True)
        ]
    )
    role = (pl.col("role") == "destination").cast(pl.Float64).alias(ROLE)
    table = left.join(right, on=KEY).sort(ORDER).with_columns(role)
    return Joined(table.select(KEYS), table.select(features).to_numpy(), (left.height, right.height))


def read_pandas(files: Files, features: Sequence[str]) -> Joined:
    """Join with pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    left, right = (
        pd.read_parquet(files[name], columns=[*keys, *chosen], partitioning=None)
        for name, keys, chosen in zip(("fg_a", "fg_c"), (KEYS, KEY), part(features), strict=True)
    )
    table = left.merge(right, on=KEY).sort_values(ORDER, ignore_index=True)
    table[ROLE] = (table.role == "destination").astype("float64")
    return Joined(table[KEYS], table[list(features)].to_numpy(dtype="float64"), (len(left), len(right)))


READERS: Mapping[str, Callable[[Files, Sequence[str]], Joined]] = {
    "duckdb": read_duckdb,
    "polars": read_polars,
    "pandas": read_pandas,
}


def prepare(matrix: Any, how: Mapping[str, Any]) -> Any:
    """Fill, take logarithms, centre, scale and clip, as the model's preparation says."""
    filled = np.where(np.isnan(matrix), how["fill"], matrix)
    moved = np.where(how["logged"], np.sign(filled) * np.log(np.abs(filled) + 1), filled)
    clipped = np.clip((moved - how["center"]) / how["scale"], -how["clip"], how["clip"])
    return clipped.astype(np.float32)


def score(groves: Sequence[Grove], prepared: Any, destinations: Any) -> Any:
    """Score by the mean path, on all cores: scikit-learn uses one unless joblib is told otherwise.

    destinations  which rows are of hosts as destinations
    """
    paths, usual = np.zeros(len(prepared)), 0.0
    with joblib.parallel_backend("threading", n_jobs=-1):
        for forest, places, other in groves:
            seen, trees = prepared[:, places], len(forest.estimators_)
            weight = trees * _average_path_length(np.array([forest.max_samples_]))[0]
            usual += weight
            if other is None:
                paths -= weight * np.log2(-forest.score_samples(seen))
                continue
            for one, rows in ((forest, ~destinations), (other, destinations)):
                if rows.any():
                    paths[rows] -= weight * np.log2(-one.score_samples(seen[rows]))
            # To part the roles is one step more.
            paths += trees
    return 2.0 ** (-paths / usual)
