"""Raw traffic read on Spark: the same deltas, pair counts and rejects as embedded, of real captures."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from by_hand import REAL_DATA, batch, read, run_job
from delta_container import session

from steps.delta_builder.job import build as build_deltas
from steps.pair_counts_builder.job import build as build_pair_counts

# PySpark 3.5 leaves the socket of collected results to the garbage collector.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.usefixtures("spark_engine"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DAYS = batch(datetime(2020, 5, 1, tzinfo=UTC), datetime(2020, 5, 3, tzinfo=UTC))


def rounded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their floats to nine digits."""
    return [
        {name: round(value, 9) if isinstance(value, float) else value for name, value in row.items()}
        for row in rows
    ]


def run_both(raw: Path, folder: Path, parameters: dict[str, str], *, pairs: bool = True) -> None:
    """Run the steps that read traffic on both engines, into `embedded` and `spark`."""
    for engine in ("embedded", "spark"):
        place = folder / engine
        outputs = {"output_delta": place / "delta", "output_rejects": place / "rejects"}
        inputs = {"input_traffic": raw}
        run_job(build_deltas, parameters, inputs, outputs, folder / "scratch", engine=engine)
        if pairs:
            counts = {"output_pair_counts": place / "pairs"}
            run_job(build_pair_counts, parameters, inputs, counts, folder / "scratch", engine=engine)


def test_a_real_capture_gives_the_same_on_both_engines(tmp_path: Path) -> None:
    """Deltas to nine digits, counts, pairs and rejects exactly."""
    capture = REAL_DATA / "apt29_traffic.jsonl.gz"
    if not capture.exists():
        pytest.skip(f"{capture.name} is not beside the repository")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.jsonl.gz").symlink_to(capture)
    run_both(tmp_path / "raw", tmp_path, DAYS)
    embedded, spark = tmp_path / "embedded", tmp_path / "spark"
    assert rounded(read(embedded / "delta")) == rounded(read(spark / "delta"))
    assert read(embedded / "pairs") == read(spark / "pairs") != []
    assert read(embedded / "rejects") == read(spark / "rejects")


def test_a_broken_line_costs_that_line_on_spark_too(tmp_path: Path) -> None:
    """What cannot be parsed is salvaged by the driver, and the rest counts; byte sums do not wrap around."""
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = [session(source_bytes=2**53 - 1, destination_port=port) for port in range(1200)]
    rows.append(session(source_ip="2001:db8:0::1", source_bytes=None))
    lines = [json.dumps(row) for row in rows]
    (raw / "t.jsonl").write_text("\n".join([*lines[:5], '{"source_ip": "10.\u2028', *lines[5:]]) + "\n")
    start = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    run_both(raw, tmp_path, batch(start, start + timedelta(minutes=15)), pairs=False)
    embedded, spark = tmp_path / "embedded", tmp_path / "spark"
    found = read(spark / "delta")
    assert 2**63 - 1 == max(row["bytes_sent_sum"] for row in found)
    assert rounded(read(embedded / "delta")) == rounded(found)
    assert read(embedded / "rejects") == read(spark / "rejects")
    assert ["broken_line"] == [row["reason"] for row in read(spark / "rejects")]
