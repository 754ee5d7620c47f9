"""The product's machines through botocore: faults at the wire, and a kill between the parts."""

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
from pipelines.errors import RemoteError
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site

JOBS = [machine.job for machine in build_machines(Site("1" * 12, "us-east-1", "t"), ())]
CREATING = (
    "logs.CreateLogGroup",
    "logs.PutRetentionPolicy",
    "iam.CreateRole",
    "iam.PutRolePolicy",
    "stepfunctions.CreateStateMachine",
)
CHANGING = (
    "iam.PutRolePolicy",
    "stepfunctions.UpdateStateMachine",
    "stepfunctions.TagResource",
    "iam.DeleteRolePolicy",
    "iam.DeleteRole",
    "stepfunctions.DeleteStateMachine",
)
READING = (
    "sts.GetCallerIdentity",
    "stepfunctions.ListStateMachines",
    "stepfunctions.ListTagsForResource",
    "stepfunctions.DescribeStateMachine",
    "iam.GetRole",
    "iam.ListRolePolicies",
    "iam.GetRolePolicy",
    "iam.ListAttachedRolePolicies",
    "logs.DescribeLogGroups",
    "logs.ListTagsForResource",
)
CODES = {"throttled": "aws-throttled", "timeout after the effect": "aws-timeout"}


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The embedded AWS, with the environment that leads to it."""
    local = pytest.importorskip("pipelines.local")
    with (
        local.EmbeddedAws(tmp_path_factory.mktemp("runs"), region="eu-central-1") as running,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in running.environment().items():
            patch.setenv(name, value)
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
            patch.delenv(name, raising=False)
        yield running


@pytest.fixture(scope="module")
def account(embedded: Any) -> AwsAccount:
    """Clients that try once; each is made once, for it takes longer than most tests."""
    session = AwsSession(AwsSettings(attempts=1), embedded.environment())
    return AwsAccount(session, "ml_projects_parameters")


@pytest.fixture
def moto_world(embedded: Any, account: AwsAccount, world: Any, items: Any) -> Any:
    """The small project and the product's own machines, on the embedded AWS."""
    embedded.reset()
    world.aws = account
    location = {"LocationConstraint": "eu-central-1"}
    account._session.client("s3").create_bucket(Bucket="bucket", CreateBucketConfiguration=location)
    account.table.ensure()
    world.put(items[0](), items[1]())
    world.build = build_machines
    return world


def two(site: Site, patterns: Any) -> Any:
    """As many machines as a fault needs."""
    return build_machines(site, patterns)[:2]


def one(site: Site, patterns: Any) -> Any:
    """One machine less, and another definition and role for the one that is left."""
    (first, _) = two(site, patterns)
    more = {"Sid": "More", "Effect": "Allow", "Action": "dynamodb:Query", "Resource": site.table_arn}
    definition = {**first.definition, "Comment": "another"}
    return (type(first)(first.job, definition, (*first.statements, more)),)


def attempt(world: Any) -> tuple[Any, ...]:
    """Plan and apply; the problems, however they are told."""
    try:
        found: tuple[Any, ...] = world.apply(world.plan(prune=True)).problems
    except RemoteError as error:
        return error.problems
    return found


def finish(world: Any) -> None:
    """The next apply does what is left."""
    world.clock.advance(minutes=3)
    world.apply(world.plan(prune=True)).require()
    assert world.plan(prune=True, refresh=True).plan.is_empty
    assert () == world.plan().plan.warnings


@pytest.mark.parametrize(("operation", "kind"), list(product(CREATING, CODES)))
def test_creating_converges_after_a_fault_of_any_operation(
    moto_world: Any, operation: str, kind: str
) -> None:
    """No fault is a traceback, and whatever was made of a machine is not made twice."""
    moto_world.build = two
    hit = inject(moto_world.aws, operation, kind)
    problems = attempt(moto_world)
    assert [operation] == hit
    # An answer that was lost is made good by a look at what is there, if all of it is there.
    silent = (operation, kind) == ("stepfunctions.CreateStateMachine", "timeout after the effect")
    assert (set() if silent else {CODES[kind]}) == {problem.code for problem in problems}
    finish(moto_world)
    assert 2 == len(moto_world.aws.machines.summaries("pipelines-"))


@pytest.mark.parametrize(("operation", "kind"), list(product(CHANGING, CODES)))
def test_updating_and_deleting_converge_after_a_fault_of_any_operation(
    moto_world: Any, operation: str, kind: str
) -> None:
    """However it ended, the next plan shows the rest."""
    moto_world.build = two
    moto_world.apply().require()
    moto_world.build = one
    hit = inject(moto_world.aws, operation, kind)
    problems = attempt(moto_world)
    assert [operation] == hit
    silent = (operation, kind) == ("stepfunctions.TagResource", "timeout after the effect")
    assert (set() if silent else {CODES[kind]}) == {problem.code for problem in problems}
    finish(moto_world)
    assert 1 == len(moto_world.aws.machines.summaries("pipelines-"))


@pytest.mark.parametrize("operation", READING)
def test_a_denied_read_is_named(moto_world: Any, operation: str) -> None:
    """With the action to allow, and how to do without."""
    moto_world.build = two
    moto_world.apply().require()
    hit = inject(moto_world.aws, operation, "denied")
    with pytest.raises(RemoteError) as caught:
        moto_world.plan(refresh=True)
    assert ([operation], ["aws-denied"]) == (hit, [problem.code for problem in caught.value.problems])
    remedy = caught.value.problems[0].remedy
    assert operation.replace(".", ":").replace("stepfunctions", "states") in remedy
    assert "--no-machines" in remedy


def test_a_no_change_plan_of_all_machines_makes_ten_calls(moto_world: Any) -> None:
    """Counted at the wire: a scan, two listings, the account, and the tags of six machines."""
    moto_world.apply().require()
    assert 6 == len(JOBS)
    calls: Counter[str] = Counter()
    for service in ("dynamodb", "sagemaker", "s3", "sts", "stepfunctions", "iam", "logs"):
        client = moto_world.aws._session.client(service)
        client.meta.events.register("before-send.*", lambda event_name, **_: calls.update([event_name]))
    assert moto_world.plan().plan.is_empty
    assert {
        "before-send.dynamodb.Scan": 1,
        "before-send.sagemaker.ListPipelines": 1,
        "before-send.sts.GetCallerIdentity": 1,
        "before-send.sfn.ListStateMachines": 1,
        "before-send.sfn.ListTagsForResource": 6,
    } == calls


WORKER = """
import os, sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pipelines.app.applying import ApplyOptions, apply_plan
from pipelines.app.connect import connect
from pipelines.app.locking import Holder
from pipelines.app.planning import PlanRequest, plan_changes
from pipelines.app.records import TableRecords
from pipelines.app.sources import StepSources
from pipelines.plan.scope import Scope

root, part, method = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
aws = connect(os.environ)
clock = lambda: datetime.now(UTC)
sources = StepSources(root / "steps", root / "common")
request = PlanRequest(Scope("ndr"), machines=True)
planned = plan_changes(request, TableRecords(aws.table), sources, aws, clock())
make = getattr(getattr(aws, part), method)
def hang(*arguments):
    make(*arguments)
    print("made", flush=True)
    time.sleep(60)
setattr(getattr(aws, part), method, hang)
apply_plan(planned, aws, ApplyOptions(Holder("worker", "t1"), workers=1, expiry=timedelta(seconds=1)), clock)
"""


@pytest.mark.parametrize("part", ["log_groups", "roles", "machines"])
def test_an_apply_that_is_killed_between_the_parts_is_finished_by_the_next(
    embedded: Any, moto_world: Any, part: str
) -> None:
    """SIGKILL right after a log group, a role or a machine was made."""
    world = moto_world
    world.clock = lambda: datetime.now(UTC)
    command = [sys.executable, "-c", WORKER, str(world.project), part, "create"]
    environment = {**os.environ, **embedded.environment()}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert b"made\n" == process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 20
    while "apply-running" in {warning.code for warning in world.plan().plan.warnings}:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    planned = world.plan()
    assert {"apply-unfinished"} == {warning.code for warning in planned.plan.warnings}
    made = 1 if part == "machines" else 0
    assert len(JOBS) - made == planned.plan.count("machine")["create"]
    world.apply(planned).require()
    assert world.plan(refresh=True).plan.is_empty
    assert () == world.plan().plan.warnings
