"""What one 15-minute run costs after 1, 10, 30 and 90 days of history: seconds, and bytes read from files.

History is one generated day, copied under every earlier date, with a baseline each 30 days; the last day and
the slice that runs are the same in every case. Each step runs in a process of its own, whose reads the kernel
counts (rchar of /proc/self/io), as files and as direct S3 of an embedded AWS.
"""

from __future__ import annotations

import hashlib
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

import generate_traffic
from evaluate_detection import DatasetEntry, StepContext, StepDescription, run_steps

from common.model.deployed import ModelEntry, Pointer, write_model, write_pointer
from common.windows import SLICE, Slice, Window, format_instant

HISTORIES = (1, 10, 30, 90)
ROUNDS = 3
START = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
HOSTS = 30
_DAY = timedelta(days=1)
_BASELINES = timedelta(days=30)
_INPUTS = {
    "fg_a": ("input_delta",),
    "fg_c": ("input_fg_a", "input_pair_counts", "input_fg_b"),
    "inference": ("input_fg_a", "input_fg_c", "input_model"),
    "join": ("input_predictions", "input_fg_a", "input_fg_c"),
}
_OUTPUTS = {
    "fg_a": "output_fg_a",
    "fg_c": "output_fg_c",
    "inference": "output_predictions",
    "join": "output_prediction_feature_join",
}
_JOBS = {
    "fg_a": ("steps.fg_a_builder.job", "build"),
    "fg_c": ("steps.fg_c_builder.job", "build"),
    "inference": ("steps.inference_predictions.job", "predict"),
    "join": ("steps.prediction_feature_join.job", "join"),
}


def main() -> None:
    """Measure every step after every history, and print one table."""
    root = Path(tempfile.mkdtemp(prefix="bench-growth-"))
    try:
        last = _make_last_day(root / "day")
        print(f"{'step':10} " + " ".join(f"{f'{days} days':>20}" for days in HISTORIES) + f" {'90 / 1':>14}")
        measured: dict[str, list[tuple[float, int]]] = {name: [] for name in _JOBS}
        for days in HISTORIES:
            _grow(root / "day", root / "history", days)
            for name in _JOBS:
                runs = [_measure(name, root / "history", last) for _ in range(ROUNDS)]
                measured[name].append((statistics.median(run[0] for run in runs), runs[-1][1]))
        for name, cells in measured.items():
            shown = " ".join(f"{seconds:8.2f} s {size / 1e6:7.2f} MB" for seconds, size in cells)
            ratios = f"{cells[-1][0] / cells[0][0]:.2f} s {cells[-1][1] / cells[0][1]:.2f} B"
            print(f"{name:10} {shown} {ratios:>14}")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _make_last_day(work: Path) -> Window:
    """Generate a day and two hours, run every step on them; return the slice that is measured."""
    from common.engine import EmbeddedEngine  # noqa: PLC0415
    from common.model.features import as_rows, read_features  # noqa: PLC0415
    from common.partitions import MountedPartitions  # noqa: PLC0415
    from steps.if_training.fitting import fit  # noqa: PLC0415
    from steps.if_training.settings import parse_settings  # noqa: PLC0415

    hours = ["--seed", "5", "--start", format_instant(START), "--hours", "26", "--hosts", str(HOSTS)]
    generate_traffic.main([*hours, "--broken", "0", "--out", str(work / "generated")])
    (work / "raw").mkdir()
    for number, path in enumerate(sorted((work / "generated").rglob("*.gz"))):
        path.rename(work / "raw" / f"{number:06d}.jsonl.gz")
    window = Window(START, START + timedelta(hours=26))
    run_steps(work, window)
    settings = parse_settings({})
    with EmbeddedEngine(scratch=work / "scratch") as engine:
        sources = [MountedPartitions(name, f"s3://bench/{name}/", work / name) for name in ("fg_a", "fg_c")]
        part = Window(START + _DAY, window.end)
        rows = as_rows(engine, read_features(engine, *sources, part, settings.features), settings.features)
    artifact = fit(rows.matrix, rows.matrix, settings.features, settings, "bench").artifact
    entry = ModelEntry("bench", hashlib.sha256(artifact).hexdigest(), {})
    write_model(work / "model", entry, artifact)
    write_pointer(work / "model", Pointer(entry, None))
    last = Window(window.end - SLICE, window.end)
    _measure("inference", work, last)
    shutil.copytree(work / "out" / "inference", work / "predictions")
    return last


def _grow(day: Path, history: Path, days: int) -> None:
    """Lay out a history of so many days before the last one; what is there already stays."""
    for name in ("delta", "pair_counts", "fg_a", "fg_c", "predictions"):
        for path in sorted((day / name).rglob("*.parquet")):
            piece = Slice.of_partition(path.parent.relative_to(day / name).as_posix())
            for back in range(days if piece.start < START + _DAY else 1):
                _link(path, history / name / Slice(piece.start - back * _DAY).partition / path.name)
    for name in ("hosts", "pairs"):
        for path in sorted((day / "fg_b" / name).rglob("*.parquet")):
            for back in range(1 + timedelta(days=days) // _BASELINES):
                older = Slice(START + _DAY - back * _BASELINES)
                _link(path, history / "fg_b" / name / older.partition / path.name)
    if not (history / "model").exists():
        shutil.copytree(day / "model", history / "model")


def _link(source: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)


def _measure(name: str, history: Path, window: Window) -> tuple[float, int]:
    """Run one step in a process of its own: its seconds after imports, and the bytes that it read."""
    words = [name, str(history), format_instant(window.start), format_instant(window.end)]
    environment = {**os.environ, "PYTHONPATH": f"{Path(__file__).parents[1]}:{Path(__file__).parent}"}
    run = subprocess.run(
        [sys.executable, __file__, *words], env=environment, check=True, capture_output=True, text=True
    )
    measured = json.loads(run.stdout.splitlines()[-1])
    return measured["seconds"], measured["bytes"]


def _run_one(name: str, history: Path, start: str, end: str) -> None:
    """Be the process that is measured."""
    import importlib  # noqa: PLC0415

    module, function = _JOBS[name]
    job = getattr(importlib.import_module(module), function)
    places = {entry: history / entry.removeprefix("input_") for entry in _INPUTS[name]}
    places[_OUTPUTS[name]] = history / "out" / name
    datasets = {
        entry: DatasetEntry(entry.partition("_")[0], "mounted", f"s3://bench/{entry}/") for entry in places
    }
    parameters = {"BatchStartTsIso": start, "BatchEndTsIso": end}
    description = StepDescription("bench/growth#v1", name, tuple(parameters), datasets, "embedded", {})
    scratch = Path(tempfile.mkdtemp(prefix="bench-step-"))
    begun, before = time.perf_counter(), _read_so_far()
    job(StepContext(description, parameters, history, scratch, places))
    seconds, size = time.perf_counter() - begun, _read_so_far() - before
    shutil.rmtree(scratch, ignore_errors=True)
    print(json.dumps({"seconds": seconds, "bytes": size}))


def _read_so_far() -> int:
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("rchar")))


if __name__ == "__main__":
    _run_one(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
