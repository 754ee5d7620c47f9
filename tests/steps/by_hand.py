"""Runs steps' jobs by hand: a context over plain folders, and a small network that goes through them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext
from common.windows import format_instant
from steps.delta_builder.job import build as build_deltas
from steps.fg_a_builder.job import build as build_fg_a
from steps.fg_b_builder.job import build as build_fg_b
from steps.fg_c_builder.job import build as build_fg_c
from steps.pair_counts_builder.job import build as build_pair_counts

REPOSITORY = Path(__file__).parents[2]
REAL_DATA = REPOSITORY.parent / "shared" / "data"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def run_job(  # noqa: PLR0917 - job, parameters, in, out, scratch: as a step has them
    job: Callable[[StepContext], None],
    parameters: Mapping[str, str],
    inputs: Mapping[str, Path],
    outputs: Mapping[str, Path],
    scratch: Path,
    config: Mapping[str, Any] | None = None,
    engine: str = "embedded",
) -> None:
    """Run a job on folders, as its entry script would on mounts."""
    datasets = {name: DatasetEntry("input", "mounted", f"s3://data/{name}/") for name in inputs}
    datasets |= {name: DatasetEntry("output", "mounted", f"s3://data/{name}/") for name in outputs}
    description = StepDescription(
        "ndr/pipeline#v1", "XStep", tuple(parameters), datasets, engine, config or {}
    )
    context = StepContext(description, dict(parameters), scratch, scratch, {**inputs, **outputs})
    try:
        job(context)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def batch(begin: datetime, end: datetime) -> dict[str, str]:
    """Parameters of a window."""
    return {"BatchStartTsIso": format_instant(begin), "BatchEndTsIso": format_instant(end)}


def read(folder: Path) -> list[dict[str, Any]]:
    """Every row below a folder, sorted."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = connection.execute(
            f"SELECT * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = false) ORDER BY ALL"
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@dataclass(frozen=True)
class Network:
    """A day and a quarter of generated traffic, and what the steps made of it."""

    root: Path
    start: datetime
    baseline: datetime
    """Reference time of the baseline."""
    end: datetime

    def __getattr__(self, name: str) -> Path:
        """Folder of a dataset: delta, pair_counts, fg_a, fg_b, fg_c."""
        return self.root / name


def make_network(root: Path) -> Network:
    """Generate traffic of 30 hours among 8 hosts, and run the feature steps on it."""
    network = Network(root, START, START + timedelta(hours=24), START + timedelta(hours=30))
    command = [sys.executable, str(REPOSITORY / "scripts/generate_traffic.py"), "--seed", "3"]
    command += ["--start", format_instant(START), "--hours", "30", "--hosts", "8", "--rows-scale", "0.5"]
    subprocess.run([*command, "--out", str(root / "generated")], check=True, capture_output=True)
    raw = root / "raw"
    raw.mkdir()
    for path in sorted((root / "generated").rglob("*.gz")):
        path.rename(raw / f"{path.parent.name}-{path.name}")
    whole = batch(network.start, network.end)
    scratch = root / "scratch"
    run_job(build_deltas, whole, {"input_traffic": raw}, {"output_delta": network.delta}, scratch)
    run_job(
        build_pair_counts, whole, {"input_traffic": raw}, {"output_pair_counts": network.pair_counts}, scratch
    )
    run_job(build_fg_a, whole, {"input_delta": network.delta}, {"output_fg_a": network.fg_a}, scratch)
    features = {"input_fg_a": network.fg_a, "input_pair_counts": network.pair_counts}
    reference = {"ReferenceTimeIso": format_instant(network.baseline), "Mode": "REGULAR"}
    run_job(build_fg_b, reference, features, {"output_fg_b": network.fg_b}, scratch)
    run_job(
        build_fg_c,
        batch(network.baseline, network.end),
        {**features, "input_fg_b": network.fg_b},
        {"output_fg_c": network.fg_c},
        scratch,
    )
    return network
