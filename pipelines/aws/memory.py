"""The clients of this package without AWS: real implementations of the same interfaces, in memory.

They ship with the product so that whoever builds on it tests against what its own tests run against: one
suite runs on these and on the adapters. Each takes an `on_call` that sees every call before it has an
effect and after, and may raise; faults are injected there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import md5
from typing import Literal

from pipelines.aws.locks import LOCK_JOB_NAME
from pipelines.aws.memory_machine_executions import MemoryMachineExecutions
from pipelines.aws.memory_machines import MemoryLogGroups, MemoryRoles, MemoryStateMachines
from pipelines.aws.values import (
    Claim,
    Execution,
    Identity,
    Item,
    StepStatus,
    StoredObject,
    TableReading,
    missing_table,
)
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.errors import Problem, RemoteError
from pipelines.plan.remote import HeldLock, PipelineSummary, RemotePipeline

Moment = Literal["before", "after"]
OnCall = Callable[[Moment, str, str], None]
"""Called with the moment, the operation (`sagemaker:CreatePipeline`) and its resource."""


@dataclass
class MemoryAws:
    """One account and region; its parts implement the ports of `pipelines.app`."""

    identity_of: Identity = field(default_factory=lambda: Identity("123456789012", "eu-central-1"))
    on_call: OnCall | None = None
    clock: Callable[[], datetime] = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    calls: list[str] = field(default_factory=list)
    """Operations in the order in which they were called."""
    table: MemoryTable = field(init=False)
    code: MemoryCodeStore = field(init=False)
    sagemaker: MemorySageMaker = field(init=False)
    machines: MemoryStateMachines = field(init=False)
    machine_executions: MemoryMachineExecutions = field(init=False)
    roles: MemoryRoles = field(init=False)
    log_groups: MemoryLogGroups = field(init=False)

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self.table = MemoryTable(self)
        self.code = MemoryCodeStore(self)
        self.sagemaker = MemorySageMaker(self)
        self.roles, self.log_groups = MemoryRoles(self), MemoryLogGroups(self)
        self.machines = MemoryStateMachines(self, self.roles, self.log_groups)
        self.machine_executions = MemoryMachineExecutions(self, self.machines)

    def identity(self) -> Identity:
        """Account and region."""
        with self.calling("sts:GetCallerIdentity", "the caller"):
            return self.identity_of

    @contextmanager
    def calling(self, operation: str, resource: str) -> Iterator[None]:
        """One call: alone while it has its effect, seen by `on_call` before and after."""
        with self._lock:
            self.calls.append(operation)
        if self.on_call:
            self.on_call("before", operation, resource)
        with self._lock:
            yield
        if self.on_call:
            self.on_call("after", operation, resource)


class MemoryTable:
    """The parameters table."""

    def __init__(self, aws: MemoryAws, name: str = "ml_projects_parameters") -> None:
        self._aws = aws
        self.name = name
        self.created = False
        self._items: dict[tuple[str, str], Item] = {}
        self._locks: dict[str, HeldLock] = {}

    def ensure(self) -> bool:
        """Create it if it is absent; whether it was created."""
        with self._aws.calling("dynamodb:CreateTable", self.name):
            created, self.created = not self.created, True
            return created

    def read(self, project_name: str | None) -> TableReading:
        """Every item of one project, or of the table."""
        with self._aws.calling("dynamodb:Scan" if project_name is None else "dynamodb:Query", self.name):
            self._must_exist()
            items = [
                deepcopy(item) for key, item in sorted(self._items.items()) if project_name in (None, key[0])
            ]
            locks = [lock for project, lock in sorted(self._locks.items()) if project_name in (None, project)]
            return TableReading(tuple(items), tuple(locks))

    def get(self, project_name: str, job_name: str) -> Item | None:
        """One item; None where there is none."""
        with self._aws.calling("dynamodb:GetItem", self.name):
            self._must_exist()
            return deepcopy(self._items.get((project_name, job_name)))

    def put_new(self, item: Item) -> bool:
        """Write an item if there is none of its key; whether it was written."""
        with self._aws.calling("dynamodb:PutItem", self.name):
            self._must_exist()
            if _key(item) in self._items:
                return False
            self._items[_key(item)] = deepcopy(item)
            return True

    def replace(self, item: Item, expected: Item) -> bool:
        """Write an item over *expected*; False, and nothing written, if something else is there."""
        with self._aws.calling("dynamodb:PutItem", self.name):
            self._must_exist()
            if self._items.get(_key(item)) != expected:
                return False
            self._items[_key(item)] = deepcopy(item)
            return True

    def acquire(self, lock: HeldLock, now: datetime) -> Claim:
        """Take the lock of a project, unless another token holds one that has not expired."""
        with self._aws.calling("dynamodb:PutItem", f"{self.name} {LOCK_JOB_NAME}"):
            self._must_exist()
            there = self._locks.get(lock.project_name)
            other = there is not None and there.token != lock.token
            if other and there is not None and not there.expired(now):
                return Claim(holder=there)
            self._locks[lock.project_name] = lock
            return Claim(replaced=there if other else None)

    def renew(self, lock: HeldLock) -> bool:
        """Move the expiry of a lock that is still ours; False if somebody took it."""
        with self._aws.calling("dynamodb:PutItem", f"{self.name} {LOCK_JOB_NAME}"):
            there = self._locks.get(lock.project_name)
            if there is None or there.token != lock.token:
                return False
            self._locks[lock.project_name] = lock
            return True

    def release(self, lock: HeldLock) -> None:
        """Give a lock back; one that somebody took over stays theirs."""
        with self._aws.calling("dynamodb:DeleteItem", f"{self.name} {LOCK_JOB_NAME}"):
            there = self._locks.get(lock.project_name)
            if there is not None and there.token == lock.token:
                del self._locks[lock.project_name]

    def held(self, project_name: str) -> HeldLock | None:
        """The lock of a project, whoever holds it, expired or not."""
        with self._aws.calling("dynamodb:GetItem", f"{self.name} {LOCK_JOB_NAME}"):
            self._must_exist()
            return self._locks.get(project_name)

    def _must_exist(self) -> None:
        if not self.created:
            raise RemoteError(missing_table(self.name))


class MemoryCodeStore:
    """Published code."""

    def __init__(self, aws: MemoryAws) -> None:
        self._aws = aws
        self.objects: dict[str, bytes] = {}
        """Full URI -> content."""

    def read(self, prefix: str, path: str) -> bytes | None:
        """The content of one object; None where there is none."""
        with self._aws.calling("s3:GetObject", f"{prefix}{path}"):
            return self.objects.get(f"{prefix}{path}")

    def listing(self, prefix: str) -> Mapping[str, StoredObject]:
        """Every object below the prefix."""
        with self._aws.calling("s3:ListBucket", prefix):
            return {
                uri[len(prefix) :]: StoredObject(
                    len(content), md5(content, usedforsecurity=False).hexdigest()
                )
                for uri, content in sorted(self.objects.items())
                if uri.startswith(prefix) and uri != prefix
            }

    def write(self, prefix: str, path: str, content: bytes) -> None:
        """Write one object."""
        with self._aws.calling("s3:PutObject", f"{prefix}{path}"):
            self.objects[f"{prefix}{path}"] = content

    def delete(self, prefix: str, paths: Iterable[str]) -> None:
        """Delete objects; those that are gone already are as good."""
        for path in sorted(paths):
            with self._aws.calling("s3:DeleteObject", f"{prefix}{path}"):
                self.objects.pop(f"{prefix}{path}", None)


class MemorySageMaker:
    """Pipelines and their executions. An execution stays Executing until a test moves it."""

    def __init__(self, aws: MemoryAws) -> None:
        self._aws = aws
        self.pipelines: dict[str, RemotePipeline] = {}
        self.running: dict[str, tuple[str, Execution, dict[str, str], tuple[StepStatus, ...]]] = {}
        """Execution ARN -> pipeline, execution, parameters, steps."""
        self._tokens: dict[str, str] = {}
        self._modified: dict[str, datetime] = {}

    def summaries(self, name_prefix: str | None) -> tuple[PipelineSummary, ...]:
        """All pipelines whose name starts so."""
        with self._aws.calling("sagemaker:ListPipelines", name_prefix or "*"):
            return tuple(
                PipelineSummary(name, p.arn, p.description, p.role_arn, self._modified.get(name))
                for name, p in sorted(self.pipelines.items())
                if name.startswith(name_prefix or "")
            )

    def describe(self, name: str) -> RemotePipeline | None:
        """One pipeline with its definition and tags; None where there is none."""
        with self._aws.calling("sagemaker:DescribePipeline", name):
            return self.pipelines.get(name)

    def create(self, pipeline: CompiledPipeline) -> None:
        """Create it; an existing one of that name is an error of the kind `aws-exists`."""
        with self._aws.calling("sagemaker:CreatePipeline", pipeline.name):
            if pipeline.name in self.pipelines:
                fault = f"sagemaker:CreatePipeline {pipeline.name}: a pipeline of this name already exists"
                raise RemoteError(Problem("", "", "aws-exists", fault, "look at it again"))
            at = self._aws.identity_of
            arn = f"arn:aws:sagemaker:{at.region}:{at.account}:pipeline/{pipeline.name}"
            self._store(pipeline, arn)

    def update(self, pipeline: CompiledPipeline, remote: RemotePipeline) -> None:
        """Make it as compiled."""
        with self._aws.calling("sagemaker:UpdatePipeline", pipeline.name):
            if pipeline.name not in self.pipelines:
                fault = f"sagemaker:UpdatePipeline {pipeline.name}: no such pipeline"
                raise RemoteError(Problem("", "", "aws-not-found", fault, "look at it again"))
            self._store(pipeline, remote.arn)

    def delete(self, name: str) -> None:
        """Delete it; one that is gone already is as good."""
        with self._aws.calling("sagemaker:DeletePipeline", name):
            self.pipelines.pop(name, None)

    def start(self, name: str, parameters: Mapping[str, str], token: str) -> str:
        """Start an execution, and give its ARN; the same *token* again gives that of the first."""
        with self._aws.calling("sagemaker:StartPipelineExecution", name):
            if name not in self.pipelines:
                fault = f"sagemaker:StartPipelineExecution {name}: no such pipeline"
                raise RemoteError(Problem("", "", "aws-not-found", fault, "apply it first"))
            if token not in self._tokens:
                arn = f"{self.pipelines[name].arn}/execution/{len(self.running):012d}"
                started = self._aws.clock()
                self.running[arn] = (
                    name,
                    Execution(arn, "Executing", started, started),
                    dict(parameters),
                    (),
                )
                self._tokens[token] = arn
            return self._tokens[token]

    def execution(self, arn: str) -> Execution:
        """One execution as it stands now."""
        with self._aws.calling("sagemaker:DescribePipelineExecution", arn):
            return self._running(arn)[1]

    def parameters(self, arn: str) -> dict[str, str]:
        """The parameters that an execution was started with."""
        with self._aws.calling("sagemaker:ListPipelineParametersForExecution", arn):
            return dict(self._running(arn)[2])

    def steps(self, arn: str) -> tuple[StepStatus, ...]:
        """The steps of an execution that have begun."""
        with self._aws.calling("sagemaker:ListPipelineExecutionSteps", arn):
            return self._running(arn)[3]

    def executions(self, name: str, limit: int) -> tuple[Execution, ...]:
        """The latest executions of a pipeline, newest first."""
        with self._aws.calling("sagemaker:ListPipelineExecutions", name):
            found = [execution for owner, execution, _, _ in self.running.values() if owner == name]
            return tuple(reversed(found))[:limit]

    def stop(self, arn: str, token: str) -> None:
        """Ask an execution to stop."""
        del token
        with self._aws.calling("sagemaker:StopPipelineExecution", arn):
            self.move(arn, "Stopping")

    def move(self, arn: str, status: str, *steps: StepStatus, failure: str = "") -> None:
        """Let an execution go on: what the service would do by itself."""
        name, execution, parameters, before = self._running(arn)
        moved = replace(execution, status=status, failure=failure)
        self.running[arn] = (name, moved, parameters, steps or before)

    def _running(self, arn: str) -> tuple[str, Execution, dict[str, str], tuple[StepStatus, ...]]:
        if arn not in self.running:
            fault = f"there is no execution {arn}"
            raise RemoteError(
                Problem("", "", "aws-not-found", fault, "check its ARN, the account and the region")
            )
        return self.running[arn]

    def _store(self, pipeline: CompiledPipeline, arn: str) -> None:
        self.pipelines[pipeline.name] = RemotePipeline(
            pipeline.name, arn, pipeline.description, pipeline.role_arn, pipeline.text, dict(pipeline.tags)
        )
        self._modified[pipeline.name] = self._aws.clock()


def _key(item: Item) -> tuple[str, str]:
    return item["project_name"], item["job_name"]
