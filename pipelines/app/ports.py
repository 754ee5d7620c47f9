"""What the use cases ask of AWS. `pipelines.aws` implements it twice: with botocore, and in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from pipelines.aws.values import (
    Claim,
    Execution,
    HistoryEvent,
    Identity,
    Item,
    MachineExecution,
    MapRun,
    StepStatus,
    StoredObject,
    TableReading,
)
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.orchestration.compiled import CompiledMachine
from pipelines.plan.remote import (
    HeldLock,
    MachineSummary,
    PipelineSummary,
    RemoteLogGroup,
    RemoteMachine,
    RemotePipeline,
    RemoteRole,
)


class Locks(Protocol):
    """One lock a project."""

    def acquire(self, lock: HeldLock, now: datetime) -> Claim:
        """Take it, unless another token holds one that has not expired."""

    def renew(self, lock: HeldLock) -> bool:
        """Move the expiry; False if somebody took it over."""

    def release(self, lock: HeldLock) -> None:
        """Give it back, if it is still ours."""

    def held(self, project_name: str) -> HeldLock | None:
        """Who holds it, expired or not."""


class Table(Locks, Protocol):
    """The ML projects parameters table; the locks live in it."""

    name: str

    def ensure(self) -> bool:
        """Create it if it is absent; whether it was created."""

    def read(self, project_name: str | None) -> TableReading:
        """Every item of one project, or of the table."""

    def get(self, project_name: str, job_name: str) -> Item | None:
        """One item."""

    def put_new(self, item: Item) -> bool:
        """Write an item if there is none of its key; whether it was written."""

    def replace(self, item: Item, expected: Item) -> bool:
        """Write an item over *expected*; False if something else is there."""


class CodeStore(Protocol):
    """Objects below a code prefix."""

    def read(self, prefix: str, path: str) -> bytes | None:
        """One object."""

    def listing(self, prefix: str) -> Mapping[str, StoredObject]:
        """Every object below the prefix, by its path below it."""

    def write(self, prefix: str, path: str, content: bytes) -> None:
        """Write one object, whole or not at all."""

    def delete(self, prefix: str, paths: Iterable[str]) -> None:
        """Delete objects; absent ones are as good."""


class Pipelines(Protocol):
    """SageMaker Pipelines."""

    def summaries(self, name_prefix: str | None) -> tuple[PipelineSummary, ...]:
        """All whose name starts so; one call for each hundred."""

    def describe(self, name: str) -> RemotePipeline | None:
        """One with its definition and tags."""

    def create(self, pipeline: CompiledPipeline) -> None:
        """Create it; `RemoteError` of the kind `aws-exists` if the name is taken."""

    def update(self, pipeline: CompiledPipeline, remote: RemotePipeline) -> None:
        """Make it as compiled, the description last."""

    def delete(self, name: str) -> None:
        """Delete it; an absent one is as good."""


class Executions(Protocol):
    """Executions of SageMaker Pipelines."""

    def start(self, name: str, parameters: Mapping[str, str], token: str) -> str:
        """Start one, and give its ARN; the same token again gives that of the first."""

    def execution(self, arn: str) -> Execution:
        """One as it stands now."""

    def parameters(self, arn: str) -> dict[str, str]:
        """What it was started with."""

    def steps(self, arn: str) -> tuple[StepStatus, ...]:
        """Its steps that have begun."""

    def executions(self, name: str, limit: int) -> tuple[Execution, ...]:
        """The latest of a pipeline, newest first."""

    def stop(self, arn: str, token: str) -> None:
        """Ask it to stop."""


class SageMaker(Pipelines, Executions, Protocol):
    """Both."""


class Machines(Protocol):
    """Step Functions machines."""

    def summaries(self, name_prefix: str) -> tuple[MachineSummary, ...]:
        """All whose name starts so, with their tags: a call for each, beside the listing."""

    def describe(self, arn: str) -> RemoteMachine | None:
        """One with its definition."""

    def faults(self, machine: CompiledMachine) -> tuple[str, ...]:
        """What the service finds wrong in its definition, where it can be asked."""

    def create(self, machine: CompiledMachine) -> None:
        """Create it; `RemoteError` of the kind `aws-exists` if the name is taken by another."""

    def update(self, machine: CompiledMachine) -> None:
        """Make it as compiled, the tags last."""

    def delete(self, arn: str) -> None:
        """Delete it; an absent one is as good."""


class MachineExecutions(Protocol):
    """Executions of Step Functions machines."""

    def start(self, machine_arn: str, name: str, text: str) -> str:
        """Start one on an input, which is JSON, and give its ARN.

        The same name and input again give that of the first while it runs; else `RemoteError` of the kind
        `aws-exists`. One of the kind `aws-not-found` says that there is no such machine.
        """

    def execution(self, arn: str) -> MachineExecution:
        """One as it stands now."""

    def events(self, arn: str, after: int) -> tuple[HistoryEvent, ...]:
        """Its history after an event's number, in order."""

    def map_run(self, arn: str) -> MapRun:
        """How far the child executions of a distributed Map are."""

    def stop(self, arn: str, cause: str) -> None:
        """Stop it."""


class Roles(Protocol):
    """IAM roles of machines."""

    def describe(self, name: str) -> RemoteRole | None:
        """One with its tags and policies."""

    def create(self, machine: CompiledMachine) -> None:
        """Create a machine's; `RemoteError` of the kind `aws-exists` if the name is taken."""

    def update(self, machine: CompiledMachine, remote: RemoteRole) -> None:
        """Make it as compiled."""

    def delete(self, remote: RemoteRole) -> None:
        """Delete it; an absent one is as good."""


class LogGroups(Protocol):
    """CloudWatch log groups of machines."""

    def describe(self, name: str) -> RemoteLogGroup | None:
        """One with its tags."""

    def create(self, machine: CompiledMachine) -> None:
        """Create a machine's."""

    def update(self, machine: CompiledMachine, remote: RemoteLogGroup) -> None:
        """Make it as compiled."""


class Aws(Protocol):
    """One account and region; each part is made when it is first asked for."""

    @property
    def table(self) -> Table:
        """The parameters table."""

    @property
    def code(self) -> CodeStore:
        """Published code."""

    @property
    def sagemaker(self) -> SageMaker:
        """Pipelines and executions."""

    @property
    def machines(self) -> Machines:
        """Step Functions machines."""

    @property
    def machine_executions(self) -> MachineExecutions:
        """Their executions."""

    @property
    def roles(self) -> Roles:
        """Their roles."""

    @property
    def log_groups(self) -> LogGroups:
        """Their log groups."""

    def identity(self) -> Identity:
        """Account and region."""
