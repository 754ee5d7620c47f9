"""Cold starts as whole processes: `validate` and a no-change `plan` against creating one boto3 client."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIPELINES = str(Path(sys.executable).with_name("pipelines"))
RUNS = 15
FLOOR = [sys.executable, "-c", "import boto3; boto3.client('sagemaker')"]
PROJECT = ["--project", "bench", "--version", "v1"]


def main() -> None:
    """Print medians and ratios; every command runs in turn within one round, so drift hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        server, environment = _serve(scratch)
        try:
            provision = ["provision", "bench", "v1", "--bucket", "bench-bucket", *_COMPUTE]
            records = scratch / "records"
            _run([*provision, "--all-steps", "--to", str(records)], environment)
            _run(provision, environment)
            _run(["apply", *PROJECT], environment)
            commands = {
                "boto3.client('sagemaker')": FLOOR,
                "pipelines validate --records": [PIPELINES, "validate", "--records", str(records)],
                "pipelines plan, no change": [PIPELINES, "plan", *PROJECT],
            }
            _print(_measure(commands, environment))
        finally:
            server.terminate()
            server.wait()


_COMPUTE = ["--role-arn", "arn:aws:iam::123456789012:role/bench", "--image-uri", "bench:1"]
_TARGETS = {"pipelines validate --records": 1.0, "pipelines plan, no change": 1.6}


def _serve(scratch: Path) -> tuple[subprocess.Popen[str], dict[str, str]]:
    command = [
        PIPELINES,
        "local",
        "serve",
        "--port",
        "0",
        "--root",
        str(scratch / "aws"),
        "--bucket",
        "bench-bucket",
    ]
    server = subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdout is not None  # noqa: S101 - a pipe was asked for
    described = json.loads(server.stdout.readline())
    environment = {**os.environ, **described["environment"]}
    # Installed packages come with bytecode; ours may keep its own, as on any user's machine.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return server, environment


def _run(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run([PIPELINES, *words], env=environment, check=True, capture_output=True)


def _measure(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            if turn:  # the first round only warms the disk's caches
                seconds[name].append(time.perf_counter() - begun)
    return seconds


def _print(seconds: dict[str, list[float]]) -> None:
    floor = statistics.median(next(iter(seconds.values())))
    print(f"{'command':32} {'median':>9} {'ratio':>7} {'target':>7}")
    for name, found in seconds.items():
        median = statistics.median(found)
        target = f"{_TARGETS[name]:.1f}" if name in _TARGETS else ""
        print(f"{name:32} {median * 1000:6.0f} ms {median / floor:7.2f} {target:>7}")


if __name__ == "__main__":
    main()
