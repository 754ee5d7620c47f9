"""The local runner: what a step costs beyond its own process, against the same script as a bare process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.local import EmbeddedAws, ExecutionIdentity, Keep, Runner

ROUNDS = 25
CODE_FILES = 20
"""About as many as a published step has: its entry script, `common/`, configuration and manifest."""
SCRIPT = """
import os, pathlib
root = pathlib.Path(os.environ["PIPELINES_CONTAINER_ROOT"])
(root / "opt/ml/processing/output/data/part.txt").write_text("done")
"""
ROLE = "arn:aws:iam::123456789012:role/pipelines"


def main() -> None:
    """Print the medians over interleaved rounds, in milliseconds."""
    with tempfile.TemporaryDirectory() as name, EmbeddedAws(Path(name, "scratch"), keep=Keep.NEVER) as aws:
        home = Path(name)
        s3 = aws.client("s3")
        s3.create_bucket(Bucket="bench")
        for files in (1, CODE_FILES):
            _publish(s3, files)
            bare, runner = _bare(home), _runner(home, aws, files)
            for run in (bare, runner):  # warm up
                run()
            pairs = [(_seconds(bare), _seconds(runner)) for _ in range(ROUNDS)]
            _print(files, pairs)


def _print(files: int, pairs: list[tuple[float, float]]) -> None:
    bare, runner = zip(*pairs, strict=True)
    over = statistics.median(after - before for before, after in pairs)
    # A shared machine disturbs the longer of the two more; the quickest rounds are the least disturbed.
    quickest = min(runner) - min(bare)
    print(
        f"{files:3} code files: bare process {statistics.median(bare) * 1000:5.1f} ms, "
        f"runner adds {over * 1000:5.1f} ms a step (median of {ROUNDS} rounds), "
        f"{quickest * 1000:.1f} ms in the quickest"
    )


def _seconds(run: Callable[[], None]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _publish(s3: Any, files: int) -> None:
    s3.put_object(Bucket="bench", Key=f"code-{files}/run_step.py", Body=SCRIPT.encode())
    for number in range(files - 1):
        s3.put_object(Bucket="bench", Key=f"code-{files}/common/module_{number}.py", Body=b"x = 1\n" * 500)


def _bare(home: Path) -> Callable[[], None]:
    root = home / "bare"
    (root / "opt/ml/processing/output/data").mkdir(parents=True, exist_ok=True)
    (root / "run_step.py").write_text(SCRIPT)

    def run() -> None:
        environment = {"PIPELINES_CONTAINER_ROOT": str(root)}
        subprocess.run([sys.executable, str(root / "run_step.py")], check=True, env=environment)

    return run


def _runner(home: Path, aws: EmbeddedAws, files: int) -> Callable[[], None]:
    runner = Runner(aws.store, home / f"runs-{files}", keep=Keep.NEVER)
    definition = _definition(files)
    count = 0

    def run() -> None:
        nonlocal count
        count += 1
        identity = ExecutionIdentity("bench", f"e{count}", datetime.now(UTC))
        result = runner.run(definition, {}, identity)
        if result.status != "Succeeded":
            raise SystemExit(result.reason)

    return run


def _definition(files: int) -> dict[str, Any]:
    mounts = {
        "InputName": "code",
        "S3Input": {
            "S3Uri": f"s3://bench/code-{files}/",
            "LocalPath": "/opt/ml/processing/input/code",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
        },
    }
    outputs = {
        "OutputName": "data",
        "S3Output": {
            "S3Uri": "s3://bench/out/",
            "LocalPath": "/opt/ml/processing/output/data",
            "S3UploadMode": "EndOfJob",
        },
    }
    application = {"ContainerEntrypoint": ["python3", "/opt/ml/processing/input/code/run_step.py"]}
    request = {
        "AppSpecification": {"ImageUri": "bench", **application},
        "RoleArn": ROLE,
        "ProcessingInputs": [mounts],
        "ProcessingOutputConfig": {"Outputs": [outputs]},
    }
    step = {"Name": "Step", "Type": "Processing", "Arguments": request}
    return {"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": [step]}


if __name__ == "__main__":
    main()
