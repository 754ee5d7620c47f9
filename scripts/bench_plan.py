"""Counts the AWS calls of a plan with nothing to do over 1,000 applied pipelines, and times its start.

Run with `.venv/bin/python scripts/bench_plan.py`; moto stands in for AWS, so times include moto's.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.app.applying import ApplyOptions, apply_plan
from pipelines.app.connect import AwsAccount, connect
from pipelines.app.locking import Holder
from pipelines.app.planning import Planned, PlanRequest, plan_changes
from pipelines.app.records import TableRecords
from pipelines.app.sources import StepSources
from pipelines.plan.scope import Scope

PIPELINES = 1000
PROJECT = "bench"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
BASELINE = "import boto3; boto3.client('sagemaker', region_name='eu-central-1')"
IMPORTS = (
    "import os, pipelines.app.planning, pipelines.app.connect as c;"
    "a = c.connect(os.environ); a.table; a.sagemaker"
)


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    pipelines: int
    calls: dict[str, int]
    """AWS operation -> how often the plan with nothing to do called it."""
    plan_seconds: float
    baseline_seconds: float
    """Of a process that imports boto3 and makes one client."""
    start_seconds: float
    """Of a process that imports what plan needs and makes its two clients."""


def main() -> Figures:
    """Measure, and print a small table."""
    with in_moto(), tempfile.TemporaryDirectory() as folder:
        aws = connect(ENVIRONMENT)
        prepare(aws, Path(folder))
        calls: Counter[str] = Counter()
        for service in ("dynamodb", "sagemaker", "s3"):
            events = aws._session.client(service).meta.events  # noqa: SLF001 - the wire is what is counted
            events.register("before-send.*", lambda event_name, **_: calls.update([event_name[12:]]))
        begun = time.perf_counter()
        planned = plan(aws, Path(folder))
        seconds = time.perf_counter() - begun
        if not planned.plan.is_empty:
            raise SystemExit("the plan after the apply is not empty")
    figures = Figures(PIPELINES, dict(calls), seconds, cold(BASELINE), cold(IMPORTS))
    print(f"no-change plan over {figures.pipelines} applied pipelines: {sum(calls.values())} AWS calls")
    for operation, count in sorted(calls.items()):
        print(f"  {operation:<28}{count:>4}")
    print(f"  in {figures.plan_seconds:.2f} s, moto included")
    ratio = figures.start_seconds / figures.baseline_seconds
    print(f"cold imports and clients of plan: {figures.start_seconds:.2f} s, {ratio:.2f}x of boto3.client")
    return figures


def plan(aws: AwsAccount, folder: Path) -> Planned:
    """The plan of the project, with sources read anew."""
    sources = StepSources(folder / "steps", folder / "common")
    records = TableRecords(aws.table)
    return plan_changes(PlanRequest(Scope(PROJECT)), records, sources, aws, datetime.now(UTC))


def prepare(aws: AwsAccount, folder: Path) -> None:
    """A table of `PIPELINES` records, all applied."""
    for path, text in {
        "steps/first/run_first.py": "",
        "common/__init__.py": "",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    location: Any = {"LocationConstraint": "eu-central-1"}
    client = aws._session.client("s3")  # noqa: SLF001 - the product makes no buckets
    client.create_bucket(Bucket="bucket", CreateBucketConfiguration=location)
    aws.table.ensure()
    for item in records():
        aws.table.put_new(item)
    options = ApplyOptions(Holder("bench", "bench"))
    apply_plan(plan(aws, folder), aws, options, lambda: datetime.now(UTC)).require()


def records() -> Iterator[dict[str, Any]]:
    """Project parameters and the pipeline records."""
    compute = {"role_arn": "arn:aws:iam::123456789012:role/steps", "image_uri": "image:1"}
    spec = {"defaults": {}, "validation": {}, "compute": compute}
    yield {"project_name": PROJECT, "job_name": "project_parameters#v1", "spec": spec}
    for number in range(PIPELINES):
        name = f"pipeline_{number:04}"
        base = f"s3://bucket/projects/{PROJECT}/versions/v1"
        step = {
            "code_prefix_s3": f"{base}/code/pipelines/{name}/FirstStep/",
            "entry_script": "run_first.py",
            "data_prefixes": {"output_delta": f"{base}/data/features/delta_{number:04}/"},
        }
        spec = {"required_runtime_params": ["ProjectName"], "scripts": {"steps": {"FirstStep": step}}}
        yield {"project_name": PROJECT, "job_name": f"{name}#v1", "spec": spec}


def cold(program: str, times: int = 7) -> float:
    """Median seconds of a process that runs a one-line program."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, **ENVIRONMENT})
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


@contextmanager
def in_moto() -> Iterator[None]:
    """AWS in this process."""
    from moto import mock_aws  # noqa: PLC0415 - only this bench needs it

    os.environ.update(ENVIRONMENT)
    with mock_aws():
        yield


if __name__ == "__main__":
    main()
