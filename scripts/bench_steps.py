"""Steps against the same by hand in SQL and data frames: whole processes, equal before timed."""

# ruff: noqa: S608, E501 - its SQL is long, and the paths in it are its own
from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from ctypes.util import find_library
from pathlib import Path

import duckdb
from bench_rivals_scenes import ALL, REPOSITORY, Scene, lay_scenes

ALLOCATOR = find_library("jemalloc")
"""What docker/processing loads into every process: so does each contender here, if this machine has it."""
SLOW = ("pyspark", "pandas")
"""They run once: checked and timed at the same time, so that the whole stays bearable."""


def main(words: list[str] | None = None) -> None:
    """Time each scene; print a line a contender."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "scenes",
        nargs="*",
        help="which: fg_a_slice fg_a_day fg_b fg_b_month pairs fg_c join verify training inference",
    )
    parser.add_argument("--size", type=float, default=1.0, help="share of the default number of hosts")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--without", nargs="*", default=[], help="rivals to leave out")
    options = parser.parse_args(words or [])
    print(f"allocator: {ALLOCATOR or 'the C library (that of docker/processing is in Debian: libjemalloc2)'}")
    with tempfile.TemporaryDirectory() as home:
        for scene in lay_scenes(Path(home), options.scenes, options.size):
            compare(scene, options.rounds, options.without)


def compare(scene: Scene, rounds: int, without: list[str]) -> None:
    """Refuse to time contenders that disagree."""
    root = scene.home / "container"
    script = lay_out(scene, root)
    asked = [word for name, value in scene.parameters.items() for word in (_option(name), value)]
    commands = {"step": [sys.executable, str(script), *asked]}
    outputs = {"step": root / "opt/ml/processing/output" / scene.output}
    program = str(Path(__file__).with_name(f"bench_rivals_{scene.program}.py"))
    sources = [str(folder) for folder in scene.inputs.values()]
    for rival in (one for one in ALL if one not in {*scene.absent, *without}):
        outputs[rival] = scene.home / rival
        commands[rival] = [sys.executable, program, rival, str(outputs[rival]), *scene.arguments, *sources]
    figures: dict[str, list[tuple[float, float]]] = {one: [] for one in commands}
    for turn in range(rounds + 1):
        for one, command in commands.items():
            if one in SLOW and turn:
                continue
            shutil.rmtree(outputs[one], ignore_errors=True)
            measured = run(command, root)
            if turn or one in SLOW or not rounds:
                figures[one].append(measured)
            if not turn and one != "step":
                check(scene, outputs["step"], outputs[one])
    report(scene, figures)


def report(scene: Scene, figures: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians of seconds, and the most memory."""
    seconds = {one: statistics.median(value for value, _ in found) for one, found in figures.items()}
    best = min((value for one, value in seconds.items() if one != "step"), default=seconds["step"])
    for one, value in seconds.items():
        memory = max(found for _, found in figures[one])
        print(
            f"{scene.name:10} {one:7} {value:6.2f} s {scene.rows / value:10,.0f} rows/s {memory:6.0f} MiB "
            f"{value / best:5.2f} of the best rival{' (one run)' if one in SLOW else ''}",
            flush=True,
        )
    for rival, reason in scene.absent.items():
        print(f"{scene.name:10} {rival:7} not run: {reason}", flush=True)


LAUNCH = """
import json, os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(child.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.perf_counter() - begun, usage.ru_maxrss / 1024]))
"""
"""A small process in between: what this one has grown to would count as the memory of its children."""


def run(command: list[str], root: Path) -> tuple[float, float]:
    """Return the seconds and the peak memory in MiB of a fresh process: of its largest, if it has children."""
    environment = {**os.environ, "PIPELINES_CONTAINER_ROOT": str(root)}
    # As on a user's machine: modules are compiled once, for whoever is timed.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if ALLOCATOR:
        environment["LD_PRELOAD"] = ALLOCATOR
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, *command], env=environment, capture_output=True, text=True, check=True
    )
    status, seconds, memory = json.loads(done.stdout.splitlines()[-1])
    if status:
        raise SystemExit((done.stdout + done.stderr)[-3000:])
    return seconds, memory


def check(scene: Scene, ours: Path, theirs: Path) -> None:
    """Compare every column of every row: floats to 1e-6 of their size, all else alike."""
    if scene.differ and (fault := scene.differ(ours, theirs)):
        raise SystemExit(f"bench: {scene.name}: {theirs.name} differs from the step: {fault}")
    for table in scene.tables:
        same = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in table.keys)
        terms = []
        for name, kind in table.columns.items():
            if kind == "float64":
                terms.append(f"abs(a.{name} - b.{name}) > 1e-6 * greatest(1, abs(b.{name}))")
                terms.append(f"(a.{name} IS NULL) <> (b.{name} IS NULL)")
            else:
                terms.append(f"a.{name} IS DISTINCT FROM b.{name}")
        pair = [
            f"(SELECT *, true AS present FROM read_parquet("
            f"'{folder / table.below}/**/*.parquet', hive_partitioning = false))"
            for folder in (ours, theirs)
        ]
        found = duckdb.sql(
            f"SELECT count(*), count(*) FILTER (a.present IS NULL OR b.present IS NULL OR {' OR '.join(terms)}) "
            f"FROM {pair[0]} a FULL JOIN {pair[1]} b ON {same}"
        ).fetchall()[0]
        if not found[0] or found[1]:
            raise SystemExit(
                f"bench: {scene.name}: {found[1]} of {found[0]} rows of {theirs.name} differ from the step's"
            )


def lay_out(scene: Scene, root: Path) -> Path:
    """Put code and data where a container has them; return the entry script."""
    code = root / "opt/ml/processing/input/code"
    unwanted = shutil.ignore_patterns("__pycache__")
    source = REPOSITORY / "steps" / scene.step
    shutil.copytree(REPOSITORY / "common", code / "common", ignore=unwanted)
    shutil.copytree(source, code / "steps" / scene.step, ignore=unwanted)
    shutil.copy(REPOSITORY / "steps/__init__.py", code / "steps/__init__.py")
    shutil.copy(source / f"run_{scene.step}.py", code)
    for name, folder in scene.inputs.items():
        (root / "opt/ml/processing/input" / name).symlink_to(folder)
    document = {
        "record": f"bench/{scene.step}#v1",
        "step": "BenchStep",
        "parameters": list(scene.parameters),
        "datasets": {
            name: {"direction": way, "access": "mounted", "s3_prefix": f"s3://bench/{name}/"}
            for name, way in {**dict.fromkeys(scene.inputs, "input"), scene.output: "output"}.items()
        },
        "engine": "embedded",
        "config": {},
    }
    (code / "step.json").write_text(json.dumps(document))
    return code / f"run_{scene.step}.py"


def _option(parameter: str) -> str:
    return "-" + "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in parameter)


if __name__ == "__main__":
    main(sys.argv[1:])
