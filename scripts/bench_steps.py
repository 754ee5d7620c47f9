"""FG-A against the same by hand in DuckDB SQL and Polars: whole processes, checked equal before timing."""

# ruff: noqa: S608 - the paths in its SQL are its own
from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bench_rivals_fg_a import METRICS, QUARTER, RATIOS, WINDOWS

REPOSITORY = Path(__file__).parents[1]
START = datetime(2026, 1, 7, tzinfo=UTC)
FLOATS = ("duration_sum", "peer_entropy")


def main(words: list[str] | None = None) -> None:
    """Time one slice and a backfill of a day; print a line a contender."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--hosts", type=int, default=2000, help="host-roles for one slice; a fifth in the day"
    )
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(words or [])
    for name, hosts, slices in (("slice", options.hosts, 1), ("day", options.hosts // 5, 96)):
        with tempfile.TemporaryDirectory() as home:
            compare(name, Path(home), hosts, slices, options.rounds)


def compare(name: str, home: Path, hosts: int, slices: int, rounds: int) -> None:
    """Refuse to time contenders that disagree."""
    end = START + slices * QUARTER
    deltas = home / "deltas"
    write_deltas(deltas, hosts, 95 + slices)
    root = lay_out(home / "container", deltas)
    stamps = [START.isoformat(), end.isoformat()]
    script = root / "opt/ml/processing/input/code/run_fg_a_builder.py"
    asked = [stamp.replace("+00:00", "Z") for stamp in stamps]
    step = [sys.executable, str(script), "--batch-start-ts-iso", asked[0], "--batch-end-ts-iso", asked[1]]
    outputs = {"step": root / "opt/ml/processing/output/output_fg_a"}
    commands = {"step": step}
    for rival in ("duckdb", "polars"):
        outputs[rival] = home / rival
        program = str(Path(__file__).with_name("bench_rivals_fg_a.py"))
        commands[rival] = [sys.executable, program, rival, str(deltas), str(outputs[rival]), *stamps]
    figures: dict[str, list[tuple[float, float]]] = {one: [] for one in commands}
    for turn in range(rounds + 1):
        for one, command in commands.items():
            shutil.rmtree(outputs[one], ignore_errors=True)
            measured = run(command, root)
            if turn:
                figures[one].append(measured)
        if not turn:
            for rival in ("duckdb", "polars"):
                check(outputs["step"], outputs[rival])
    seconds = {one: statistics.median(value for value, _ in found) for one, found in figures.items()}
    best = min(value for one, value in seconds.items() if one != "step")
    for one, value in seconds.items():
        memory = max(found for _, found in figures[one])
        print(
            f"fg_a {name:5} {one:7} {value:6.2f} s {hosts * slices / value:10,.0f} rows/s {memory:6.0f} MiB "
            f"{value / best:5.2f} of the best rival",
            flush=True,
        )


def run(command: list[str], root: Path) -> tuple[float, float]:
    """Return the seconds and the peak memory in MiB of a fresh process."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        environment = {**os.environ, "PIPELINES_CONTAINER_ROOT": str(root)}
        child = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode()[-2000:])
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def check(ours: Path, theirs: Path) -> None:
    """Compare every feature of every row: integers alike, floats to 1e-6 of their size."""
    names = [f"{m}_{s}_w_{w}" for m in METRICS for s in ("sum", "mean", "max") for w in WINDOWS]
    names += [f"{r}_w_{w}" for r in (*RATIOS, "bytes_asymmetry", "active_slices") for w in WINDOWS]
    differs = " OR ".join(f"abs(a.{n} - b.{n}) > 1e-6 * greatest(1, abs(b.{n}))" for n in names)
    found = duckdb.sql(
        f"SELECT count(*), count(*) FILTER (a.host_ip IS NULL OR b.host_ip IS NULL OR {differs}) "
        f"FROM read_parquet('{ours}/**/*.parquet', hive_partitioning = false) a "
        f"FULL JOIN read_parquet('{theirs}/**/*.parquet', hive_partitioning = false) b "
        "ON a.host_ip = b.host_ip AND a.role = b.role AND a.slice_start_ts = b.moment"
    ).fetchall()[0]
    if not found[0] or found[1]:
        raise SystemExit(f"bench: {found[1]} of {found[0]} rows of {theirs.name} differ from the step's")


def write_deltas(folder: Path, hosts: int, slices: int) -> None:
    """Write a file a slice; each host-role is active in about two of three slices."""
    random = np.random.default_rng(7)
    zone = pa.timestamp("us", tz="UTC")
    for number in range(slices):
        at = START + (number - 95) * QUARTER
        chosen = np.flatnonzero(random.random(hosts) < 2 / 3)
        count = len(chosen)
        columns = {
            "host_ip": pa.array([f"10.0.{host // 512}.{host // 2 % 256}" for host in chosen]),
            "role": pa.array([("source", "destination")[host % 2] for host in chosen]),
            "slice_start_ts": pa.array([at] * count, zone),
            "slice_end_ts": pa.array([at + timedelta(minutes=15)] * count, zone),
        }
        for metric in METRICS:
            drawn = random.integers(1, 10_000, count)
            columns[metric] = pa.array(drawn / 1000 if metric in FLOATS else drawn)
        path = folder / at.strftime("dt=%Y-%m-%d/hh=%H/mm=%M/part-00000.parquet")
        path.parent.mkdir(parents=True)
        order = [("host_ip", "ascending"), ("role", "ascending")]
        pq.write_table(pa.table(columns).sort_by(order), path)


def lay_out(root: Path, deltas: Path) -> Path:
    """Put code and deltas where a container has them."""
    code = root / "opt/ml/processing/input/code"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "common", code / "common", ignore=unwanted)
    shutil.copytree(REPOSITORY / "steps/fg_a_builder", code / "steps/fg_a_builder", ignore=unwanted)
    shutil.copy(REPOSITORY / "steps/__init__.py", code / "steps/__init__.py")
    shutil.copy(REPOSITORY / "steps/fg_a_builder/run_fg_a_builder.py", code)
    (root / "opt/ml/processing/input/input_delta").symlink_to(deltas)
    document = {
        "record": "bench/fg_a_builder#v1",
        "step": "FGABuilderStep",
        "parameters": ["BatchStartTsIso", "BatchEndTsIso"],
        "datasets": {
            name: {"direction": way, "access": "mounted", "s3_prefix": f"s3://bench/{name}/"}
            for name, way in {"input_delta": "input", "output_fg_a": "output"}.items()
        },
        "engine": "embedded",
        "config": {},
    }
    (code / "step.json").write_text(json.dumps(document))
    return root


if __name__ == "__main__":
    main(sys.argv[1:])
