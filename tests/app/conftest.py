"""One small project: a folder of steps, records, and an account in memory."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.app.applying import Applied, ApplyOptions, apply_plan
from pipelines.app.locking import Holder
from pipelines.app.planning import Planned, PlanRequest, plan_changes
from pipelines.app.records import RecordSource, TableRecords
from pipelines.app.sources import StepSources
from pipelines.aws.memory import MemoryAws
from pipelines.plan.scope import Scope

START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def parameters_item(project: str = "ndr", **compute: Any) -> dict[str, Any]:
    return {
        "project_name": project,
        "job_name": "project_parameters#v1",
        "spec": {
            "defaults": {},
            "validation": {},
            "compute": {
                "role_arn": "arn:aws:iam::123456789012:role/steps",
                "image_uri": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/steps:1",
                **compute,
            },
        },
    }


def pipeline_item(project: str = "ndr", name: str = "pipeline_first", **compute: Any) -> dict[str, Any]:
    base = f"s3://bucket/projects/{project}/versions/v1"
    step = {
        "code_prefix_s3": f"{base}/code/pipelines/{name}/FirstStep/",
        "entry_script": "run_first.py",
        "data_prefixes": {
            "input_traffic": f"{base}/data/raw/traffic/<MiniBatchId>/",
            "output_delta": f"{base}/data/features/delta/",
        },
    }
    if compute:
        step["compute"] = compute
    return {
        "project_name": project,
        "job_name": f"{name}#v1",
        "spec": {
            "required_runtime_params": ["ProjectName", "FeatureSpecVersion", "MiniBatchId"],
            "scripts": {"steps": {"FirstStep": step}},
        },
    }


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """`steps/first/run_first.py` with a module beside it, and `common`."""
    for path, text in {
        "steps/__init__.py": "",
        "steps/first/__init__.py": "",
        "steps/first/run_first.py": "from steps.first.work import work\nwork()\n",
        "steps/first/work.py": "def work(): ...\n",
        "steps/first/test_work.py": "not published\n",
        "steps/second/run_second.py": "",
        "common/__init__.py": "",
        "common/deep/inside.py": "VALUE = 1\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


class World:
    """An account, a folder of steps and a clock, with the two commands on them."""

    def __init__(self, aws: Any, project: Path, clock: Clock) -> None:
        self.aws = aws
        self.project = project
        self.clock = clock
        self.build: Any = None
        """Makes the machines; None leaves them out."""
        self.slept: list[float] = []
        self._tokens = iter(range(1000))

    @property
    def sources(self) -> StepSources:
        return StepSources(self.project / "steps", self.project / "common")

    def put(self, *items: dict[str, Any]) -> None:
        for item in items:
            there = self.aws.table.get(item["project_name"], item["job_name"])
            if there is None:
                assert self.aws.table.put_new(copy.deepcopy(item))
            else:
                assert self.aws.table.replace(copy.deepcopy(item), there)

    def plan(self, project_name: str | None = "ndr", **request: Any) -> Planned:
        asked = PlanRequest(Scope(project_name), **{"machines": self.build is not None, **request})
        return self.plan_records(asked, TableRecords(self.aws.table))

    def plan_records(self, asked: PlanRequest, records: RecordSource) -> Planned:
        build = {} if self.build is None else {"build": self.build}
        return plan_changes(asked, records, self.sources, self.aws, self.clock(), **build)

    def apply(self, planned: Planned | None = None, on_event: Any = None, **options: Any) -> Applied:
        holder = Holder("ana@build-7 pid 1", f"token-{next(self._tokens)}")
        return apply_plan(
            planned or self.plan(),
            self.aws,
            ApplyOptions(holder, sleep=self.slept.append, **options),
            self.clock,
            on_event or (lambda _: None),
        )


@pytest.fixture
def world(project: Path, clock: Clock) -> World:
    aws = MemoryAws(clock=clock)
    aws.table.ensure()
    made = World(aws, project, clock)
    made.put(parameters_item(), pipeline_item())
    aws.calls.clear()
    return made


@pytest.fixture
def items() -> tuple[Callable[..., dict[str, Any]], Callable[..., dict[str, Any]]]:
    return parameters_item, pipeline_item
