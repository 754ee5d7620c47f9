"""What rivals of training and inference share: FG-A joined with FG-C by three tools, preparation in NumPy.

The default features all lie in FG-A: of FG-C only the keys are read, as the steps do.
"""

# ruff: noqa: S608 - its SQL's names are its own
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
from bench_rivals_verify import KEY, Files

KEYS = [*KEY, "slice_end_ts"]
ORDER = ["slice_start_ts", "host_ip", "role"]


@dataclass(frozen=True)
class Joined:
    """Rows of a window in the order of their keys."""

    keys: Any
    """KEYS, as a table of the tool."""
    matrix: Any
    """[rows, features], NaN for null."""
    counts: tuple[int, int]
    """Rows of FG-A and of FG-C."""


def read_duckdb(files: Files, features: Sequence[str]) -> Joined:
    """Join in SQL."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, columns in (("fg_a", [*KEYS, *(f"{one}::DOUBLE AS {one}" for one in features)]),
                              ("fg_c", KEY)):  # fmt: skip
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT {', '.join(columns)} "
                "FROM read_parquet(?, hive_partitioning = false)",
                [files[name]],
            )
        table = connection.execute(
            f"SELECT a.* FROM fg_a a JOIN fg_c USING ({', '.join(KEY)}) ORDER BY {', '.join(ORDER)}"
        ).to_arrow_table()
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM fg_a), (SELECT count(*) FROM fg_c)"
        ).fetchall()[0]
    matrix = np.column_stack([table[name].to_numpy() for name in features])
    return Joined(table.select(KEYS), matrix, counts)


def read_polars(files: Files, features: Sequence[str]) -> Joined:
    """Join with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    left, right = pl.collect_all(
        [
            pl.scan_parquet(files["fg_a"], hive_partitioning=False).select(
                *KEYS, *(pl.col(name).cast(pl.Float64) for name in features)
            ),
            pl.scan_parquet(files["fg_c"], hive_partitioning=False).select(KEY),
        ]
    )
    table = left.join(right, on=KEY).sort(ORDER)
    return Joined(table.select(KEYS), table.select(features).to_numpy(), (left.height, right.height))


def read_pandas(files: Files, features: Sequence[str]) -> Joined:
    """Join with pandas."""
    import pandas as pd  # noqa: PLC0415 - each rival pays for its own imports

    left = pd.read_parquet(files["fg_a"], columns=[*KEYS, *features], partitioning=None)
    right = pd.read_parquet(files["fg_c"], columns=KEY, partitioning=None)
    table = left.merge(right, on=KEY).sort_values(ORDER, ignore_index=True)
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


def score(forest: Any, prepared: Any) -> Any:
    """Score on all cores: scikit-learn uses one unless joblib is told otherwise."""
    with joblib.parallel_backend("threading", n_jobs=-1):
        return -forest.score_samples(prepared)
