"""Inference by hand, as a process of its own: three tools read, join and write, scikit-learn scores.

Scores, percentiles, severities and what drives each score, by the very trees that the artifact was made of.
"""

# ruff: noqa: S608, E501 - its SQL is long, and its names and paths are its own
from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from bench_rivals_features import READERS, ROLE, prepare, score
from bench_rivals_verify import OTHER, look

DRIVERS = 3
CELLS = 2_000_000
"""Values that are scored together, to bound memory: as the step does."""


def predict(matrix: Any, model: Mapping[str, Any]) -> dict[str, Any]:
    """Score rows and explain them; None and NaN where there is nothing."""
    groves, typical = model["groves"], model["typical"]
    role = model["features"].index(ROLE)
    scores = score(groves, prepare(matrix, model), matrix[:, role] > 0)
    percentiles = np.interp(scores, model["quantiles"], model["shares"], right=1.0)
    names = np.array(["none", *model["severities"]])
    severities = names[np.searchsorted(list(model["severities"].values()), percentiles, side="right")]
    count = len(typical)
    effects = np.empty((len(matrix), count))
    step = max(1, CELLS // count**2)
    for first in range(0, len(matrix), step):
        part = matrix[first : first + step]
        altered = np.repeat(part, count, axis=0)
        places = np.tile(np.arange(count), len(part))
        altered[np.arange(len(altered)), places] = typical[places]
        without = score(groves, prepare(altered, model), altered[:, role] > 0).reshape(len(part), count)
        effects[first : first + step] = scores[first : first + step, None] - without
    effects[:, role] = 0
    columns = {
        "model_version": [model["version"]] * len(matrix),
        "score": scores,
        "percentile": percentiles,
        "severity": severities,
    }
    order = np.argsort(-effects, axis=1, kind="stable")[:, :DRIVERS]
    rows, features = np.arange(len(matrix)), np.array(model["features"], dtype=object)
    for place in range(DRIVERS):
        chosen = order[:, place]
        drives = effects[rows, chosen] > 0
        columns |= {
            f"driver_{place + 1}": np.where(drives, features[chosen], None),
            f"driver_{place + 1}_value": np.where(drives, matrix[rows, chosen], np.nan),
            f"driver_{place + 1}_effect": np.where(drives, effects[rows, chosen], np.nan),
        }
    return columns


def write_duckdb(out: str, keys: Any, columns: Mapping[str, Any]) -> None:
    """Write a file a slice with SQL."""
    import duckdb  # noqa: PLC0415 - each rival pays for its own imports
    import pyarrow as pa  # noqa: PLC0415 - as above

    table = keys
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values, from_pandas=True))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("predictions", table)
        connection.execute(
            "COPY (SELECT *, strftime(slice_start_ts, '%Y-%m-%d') AS dt, strftime(slice_start_ts, '%H') AS hh, "
            "strftime(slice_start_ts, '%M') AS mm FROM predictions ORDER BY slice_start_ts, host_ip, role) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (dt, hh, mm))"
        )


def write_polars(out: str, keys: Any, columns: Mapping[str, Any]) -> None:
    """Write a file a slice with Polars."""
    import polars as pl  # noqa: PLC0415 - each rival pays for its own imports

    kinds = {name: pl.String for name in columns if name.startswith("driver_") and name.count("_") == 1}
    series = [pl.Series(name, list(values), dtype=kinds.get(name)) for name, values in columns.items()]
    rows = keys.with_columns(series).with_columns(pl.col(pl.Float64).fill_nan(None))
    for (moment,), piece in rows.partition_by("slice_start_ts", as_dict=True).items():
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.write_parquet(folder / "part-00000.parquet", compression="snappy")


def write_pandas(out: str, keys: Any, columns: Mapping[str, Any]) -> None:
    """Write a file a slice with pandas."""
    for moment, piece in keys.assign(**columns).groupby("slice_start_ts"):
        folder = Path(out, moment.strftime("dt=%Y-%m-%d/hh=%H/mm=%M"))
        folder.mkdir(parents=True)
        piece.to_parquet(folder / "part-00000.parquet", index=False)


def main(rival: str, out: str, path: str, *words: str) -> None:
    """Predict one window with the forest in a file."""
    model = joblib.load(path)
    start, end = (datetime.fromisoformat(word) for word in words[:2])
    files = look(dict(zip(OTHER, words[2:4], strict=True)), start, end)
    joined = READERS[rival](files, model["features"])
    if not len(joined.matrix) == joined.counts[0] == joined.counts[1]:
        raise SystemExit(f"{joined.counts} rows became {len(joined.matrix)}")
    write = {"duckdb": write_duckdb, "polars": write_polars, "pandas": write_pandas}[rival]
    write(out, joined.keys, predict(joined.matrix, model))


if __name__ == "__main__":
    main(*sys.argv[1:])
