"""Apply through botocore: faults of every kind at the wire, a kill, two processes at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from injected_faults import inject

from pipelines.app.connect import AwsAccount
from pipelines.aws.session import AwsSession, AwsSettings
from pipelines.errors import LockedError, RemoteError

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
WRITES = (
    "dynamodb.PutItem",
    "s3.PutObject",
    "sagemaker.CreatePipeline",
    "sagemaker.UpdatePipeline",
    "sagemaker.AddTags",
    "sagemaker.DeleteTags",
    "sagemaker.DeletePipeline",
    "dynamodb.DeleteItem",
)
CODES = {"throttled": "aws-throttled", "denied": "aws-denied", "timeout after the effect": "aws-timeout"}
READS = (
    "dynamodb.Query",
    "sagemaker.ListPipelines",
    "sagemaker.DescribePipeline",
    "sagemaker.ListTags",
    "s3.GetObject",
    "s3.ListObjectsV2",
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return dict(ENVIRONMENT)


def account(endpoint_url: str | None = None) -> AwsAccount:
    session = AwsSession(AwsSettings(endpoint_url=endpoint_url, attempts=1), ENVIRONMENT)
    return AwsAccount(session, "ml_projects_parameters")


def prepare(aws: Any) -> None:
    location = {"LocationConstraint": "eu-central-1"}
    aws._session.client("s3").create_bucket(Bucket="bucket", CreateBucketConfiguration=location)
    aws.table.ensure()


@pytest.fixture
def moto_world(environment: dict[str, str], world: Any, items: Any) -> Iterator[Any]:
    """The small project on moto, in process."""
    moto = pytest.importorskip("moto")
    del environment
    with moto.mock_aws():
        world.aws = account()
        prepare(world.aws)
        world.put(items[0](tags={"drop": "1", "change": "1"}), items[1](), items[1](name="pipeline_gone"))
        world.apply(world.plan()).require()
        yield world


@pytest.mark.parametrize(
    ("operation", "kind"), [*product(WRITES, CODES), *((operation, "denied") for operation in READS)]
)
def test_a_fault_of_any_operation_is_translated_and_converges(
    moto_world: Any, items: Any, operation: str, kind: str
) -> None:
    """No fault of AWS is a traceback, and the next apply does what is left."""
    world = moto_world
    world.aws._session.client("dynamodb").delete_item(
        TableName="ml_projects_parameters",
        Key={"project_name": {"S": "ndr"}, "job_name": {"S": "pipeline_gone#v1"}},
    )
    (world.project / "steps/first/work.py").write_text("def work(): return 2\n")
    world.put(items[0](tags={"change": "2", "add": "3"}), items[1](name="pipeline_new"))
    hit = inject(world.aws, operation, kind)
    problems: tuple[Any, ...] = ()
    try:
        problems = world.apply(world.plan(prune=True)).problems
    except RemoteError as error:
        problems = error.problems
    assert [operation] == hit
    converged_at_once = kind == "timeout after the effect" and operation in (
        "sagemaker.CreatePipeline",
        "sagemaker.UpdatePipeline",
    )
    # The lock that could not be given back expires by itself.
    silent = converged_at_once or operation == "dynamodb.DeleteItem"
    assert (set() if silent else {CODES[kind]}) == {problem.code for problem in problems}
    world.clock.advance(minutes=3)
    world.apply(world.plan(prune=True)).require()
    assert world.plan(prune=True, refresh=True).plan.is_empty
    assert () == world.plan().plan.warnings
    assert {"ndr-pipeline-first-v1", "ndr-pipeline-new-v1"} == {
        s.name for s in world.aws.sagemaker.summaries(None)
    }


def test_a_no_change_plan_calls_the_service_twice(moto_world: Any) -> None:
    """One query and one list, counted at the wire."""
    calls: Counter[str] = Counter()
    for service in ("dynamodb", "sagemaker", "s3"):
        client = moto_world.aws._session.client(service)
        client.meta.events.register("before-send.*", lambda event_name, **_: calls.update([event_name]))
    assert moto_world.plan().plan.is_empty
    assert {"before-send.dynamodb.Query": 1, "before-send.sagemaker.ListPipelines": 1} == calls


@pytest.fixture
def endpoint(environment: dict[str, str]) -> Iterator[str]:
    """Moto as a server on a loopback port, for more than one process."""
    server = pytest.importorskip("moto.server")
    del environment
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    url = f"http://{host}:{port}"
    yield url
    running.stop()


WORKER = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pipelines.app.applying import ApplyOptions, apply_plan
from pipelines.app.connect import connect
from pipelines.app.locking import Holder
from pipelines.app.planning import PlanRequest, plan_changes
from pipelines.app.records import TableRecords
from pipelines.app.sources import StepSources
from pipelines.plan.scope import Scope
import os

root, endpoint, stop_at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
aws = connect(os.environ, endpoint_url=endpoint)
clock = lambda: datetime.now(UTC)
sources = StepSources(root / "steps", root / "common")
planned = plan_changes(PlanRequest(Scope("ndr")), TableRecords(aws.table), sources, aws, clock())
write, count = aws.code.write, 0
def slow(prefix, path, content):
    global count
    count += 1
    if count == stop_at:
        print("half way", flush=True)
        time.sleep(60)
    write(prefix, path, content)
aws.code.write = slow
apply_plan(planned, aws, ApplyOptions(Holder("worker", "t1"), workers=1, expiry=timedelta(seconds=1)), clock)
"""


def test_a_killed_apply_is_finished_by_the_next(endpoint: str, world: Any, items: Any) -> None:
    """SIGKILL half way through a publish: locked until the lock expires, then everything is put right."""
    world.aws = account(endpoint)
    world.clock = lambda: datetime.now(UTC)
    prepare(world.aws)
    world.put(items[0](), items[1]())
    command = [sys.executable, "-c", WORKER, str(world.project), endpoint, "4"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **ENVIRONMENT}) as process:
        assert process.stdout is not None
        assert b"half way\n" == process.stdout.readline()
        with pytest.raises(LockedError):
            world.apply(world.plan())
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 20
    while "apply-running" in {warning.code for warning in world.plan().plan.warnings}:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    planned = world.plan()
    assert ["apply-unfinished"] == [warning.code for warning in planned.plan.warnings]
    assert ["drifted", "create"] == [change.action for change in planned.plan.effective]
    world.apply(planned).require()
    assert world.plan(refresh=True).plan.is_empty
    assert () == world.plan().plan.warnings
