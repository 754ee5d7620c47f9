"""Every feature step gives equal rows on both engines, as a whole job: of generated and of real traffic."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from by_hand import REAL_DATA, Network, batch, read, run_job

from common.context import StepContext
from common.datasets import write_window
from common.engine import EmbeddedEngine, Engine
from common.schemas import FG_A, PREDICTIONS
from common.windows import Window, format_instant
from steps.delta_builder.job import build as build_deltas
from steps.fg_a_builder.job import build as build_fg_a
from steps.fg_b_builder.job import build as build_fg_b
from steps.fg_c_builder.job import build as build_fg_c
from steps.prediction_feature_join.job import join

# PySpark 3.5 leaves the socket of collected results to the garbage collector.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TOLERANCE = 1e-9
"""Relative difference of floats that the two engines may have."""

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True, scope="module")
def _few_partitions(spark_engine: Engine) -> Iterator[None]:
    """Two partitions, as there are two threads: here a task costs more than its rows."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    assert spark_engine is not None
    session = SparkSession.getActiveSession()
    assert session is not None
    before = session.conf.get("spark.sql.shuffle.partitions")
    session.conf.set("spark.sql.shuffle.partitions", "2")
    yield
    session.conf.set("spark.sql.shuffle.partitions", before)


def hour(network: Network) -> dict[str, str]:
    """Parameters of the last hour, with a day of history and a baseline before it."""
    return batch(network.end - timedelta(hours=1), network.end)


def on_both(
    job: Callable[[StepContext], None],
    parameters: Mapping[str, str],
    inputs: Mapping[str, Path],
    output: str,
    folder: Path,
) -> dict[str, Path]:
    """Run a job on each engine; give the folders it wrote."""
    for engine in ("embedded", "spark"):
        run_job(job, parameters, inputs, {output: folder / engine}, folder / "scratch", engine=engine)
    return {engine: folder / engine for engine in ("embedded", "spark")}


def assert_equal(embedded: Rows, spark: Rows) -> None:
    """Integers, texts, flags and instants are the same; floats are within the tolerance."""
    assert embedded, "nothing was compared"
    assert len(embedded) == len(spark)
    different = [
        (list(one.values())[:5], name, value, other[name])
        for one, other in zip(embedded, spark, strict=True)
        for name, value in one.items()
        if not same(value, other[name])
    ]
    assert [] == different[:5]


def same(one: object, other: object) -> bool:
    """Whether two values are equal, as floats where they are floats."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE)
    return type(one) is type(other) and one == other


def test_fg_a_is_equal_on_both(network: Network, tmp_path: Path) -> None:
    """An hour of behaviour, over a day of deltas."""
    found = on_both(build_fg_a, hour(network), {"input_delta": network.delta}, "output_fg_a", tmp_path)
    assert_equal(read(found["embedded"]), read(found["spark"]))


def test_fg_b_is_equal_on_both(network: Network, tmp_path: Path) -> None:
    """Baselines of hosts and population, and the rarity of pairs."""
    inputs = {"input_fg_a": network.fg_a, "input_pair_counts": network.pair_counts}
    parameters = {"ReferenceTimeIso": format_instant(network.baseline), "Mode": "REGULAR"}
    found = on_both(build_fg_b, parameters, inputs, "output_fg_b", tmp_path)
    for part in ("hosts", "pairs"):
        assert_equal(read(found["embedded"] / part), read(found["spark"] / part))


def test_fg_c_is_equal_on_both(network: Network, tmp_path: Path) -> None:
    """Deviations from the baseline, cold hosts among them, and new and rare pairs."""
    names = ("fg_a", "pair_counts", "fg_b")
    inputs = {f"input_{name}": network.root / name for name in names}
    found = on_both(build_fg_c, hour(network), inputs, "output_fg_c", tmp_path)
    assert_equal(read(found["embedded"]), read(found["spark"]))


def test_the_join_is_equal_on_both(network: Network, tmp_path: Path) -> None:
    """Predictions, with drivers that are null among them, and everything behind them."""
    predictions = tmp_path / "predictions"
    lay_predictions(network, predictions)
    inputs = {
        "input_predictions": predictions, "input_fg_a": network.fg_a, "input_fg_c": network.fg_c
    }  # fmt: skip
    found = on_both(join, hour(network), inputs, "output_prediction_feature_join", tmp_path)
    assert_equal(read(found["embedded"]), read(found["spark"]))


def lay_predictions(network: Network, folder: Path) -> None:
    """Write a prediction for every row of the hour's FG-A; which does not matter to the join."""
    window = Window(network.end - timedelta(hours=1), network.end)
    given = {
        "model_version": "'m1'",
        "score": "0.25 + 1.0 / (3 + length(host_ip))",
        "percentile": "0.5",
        "severity": "'low'",
        "driver_1": "'peers_cnt_sum_w_1h'",
        "driver_1_value": "peers_cnt_sum_w_1h",
        "driver_1_effect": "0.1",
    }
    columns = ", ".join(
        f"CAST({given.get(name, name if name in FG_A.columns else 'NULL')} AS {SQL[kind]}) AS {name}"
        for name, kind in PREDICTIONS.columns.items()
    )
    with EmbeddedEngine(scratch=folder.parent / "lay") as engine:
        rows = engine.view(
            "made",
            f"SELECT {columns} FROM read_parquet('{network.fg_a}/**/*.parquet', hive_partitioning = false) "
            f"WHERE slice_start_ts >= TIMESTAMPTZ '{window.start}'",
        )
        write_window(engine, rows, folder, window, PREDICTIONS, slice_column="slice_start_ts")


SQL = {"string": "VARCHAR", "timestamp": "TIMESTAMPTZ", "float64": "DOUBLE"}


def test_a_real_capture_is_equal_on_both(tmp_path: Path) -> None:
    """FG-A of a real capture: every host of its busy hour, from its deltas."""
    capture = REAL_DATA / "apt29_traffic.jsonl.gz"
    if not capture.is_file():
        pytest.skip("the real capture is not here")
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(capture, raw)
    deltas = tmp_path / "delta"
    day = datetime(2020, 4, 30, tzinfo=UTC)
    whole = batch(day, day + timedelta(hours=1))
    run_job(build_deltas, whole, {"input_traffic": raw}, {"output_delta": deltas}, tmp_path / "scratch")
    found = on_both(build_fg_a, whole, {"input_delta": deltas}, "output_fg_a", tmp_path / "fg_a")
    assert_equal(read(found["embedded"]), read(found["spark"]))
    with duckdb.connect() as connection:
        in_capture = connection.execute(
            f"""SELECT count(DISTINCT ip) FROM (
                SELECT unnest([source_ip, destination_ip]) AS ip
                FROM read_json('{capture}', format = 'newline_delimited') WHERE event_start < '2020-05-01')"""
        ).fetchall()
    assert [(len({row["host_ip"] for row in read(found["spark"])}),)] == in_capture
