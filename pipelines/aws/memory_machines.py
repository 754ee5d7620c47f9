"""Machines, roles and log groups in memory: the other half of `memory`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from pipelines.errors import Problem, RemoteError
from pipelines.orchestration.compiled import DIGEST_TAG, LOG_LEVEL, CompiledMachine
from pipelines.orchestration.policy import POLICY_NAME
from pipelines.plan.remote import MachineSummary, RemoteLogGroup, RemoteMachine, RemoteRole


class Calls(Protocol):
    """What the parts ask of their account: see `MemoryAws`."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time."""

    def calling(self, operation: str, resource: str) -> AbstractContextManager[None]:
        """One call."""


@dataclass
class _Stored:
    machine: RemoteMachine
    tags: dict[str, str]
    created: datetime


class MemoryStateMachines:
    """Machines. As AWS does, it creates none whose role or log group is not there."""

    def __init__(self, aws: Calls, roles: MemoryRoles, groups: MemoryLogGroups) -> None:
        self._aws, self._roles, self._groups = aws, roles, groups
        self.stored: dict[str, _Stored] = {}
        """Machine ARN -> machine, tags, time."""
        self.invalid: tuple[str, ...] = ()
        """What it finds wrong in every definition."""

    def summaries(self, name_prefix: str) -> tuple[MachineSummary, ...]:
        """All machines whose name starts so."""
        with self._aws.calling("states:ListStateMachines", "*"):
            found = [
                (arn, one) for arn, one in self.stored.items() if one.machine.name.startswith(name_prefix)
            ]
        summaries = []
        for arn, one in found:
            with self._aws.calling("states:ListTagsForResource", arn):
                summaries.append(MachineSummary(one.machine.name, arn, one.created, dict(one.tags)))
        return tuple(summaries)

    def describe(self, arn: str) -> RemoteMachine | None:
        """One machine; None where there is none."""
        with self._aws.calling("states:DescribeStateMachine", arn):
            if arn not in self.stored:
                return None
        with self._aws.calling("states:ListTagsForResource", arn):
            return replace(self.stored[arn].machine, tags=dict(self.stored[arn].tags))

    def faults(self, machine: CompiledMachine) -> tuple[str, ...]:
        """What is wrong in a definition."""
        with self._aws.calling("states:ValidateStateMachineDefinition", machine.name):
            return self.invalid

    def create(self, machine: CompiledMachine) -> None:
        """Create it whole; the same definition again is no error, another one of that name is."""
        with self._aws.calling("states:CreateStateMachine", machine.name):
            self._require_parts("states:CreateStateMachine", machine)
            wanted, there = _remote(machine), self.stored.get(machine.arn)
            if there is None:
                tags = {**machine.tags, DIGEST_TAG: machine.digest}
                self.stored[machine.arn] = _Stored(wanted, tags, self._aws.clock())
            elif replace(there.machine, role_arn=wanted.role_arn) != wanted:
                raise _refusal("states:CreateStateMachine", machine.name, "aws-exists", "it already exists")

    def update(self, machine: CompiledMachine) -> None:
        """Make it as compiled, and then its tags."""
        with self._aws.calling("states:UpdateStateMachine", machine.name):
            self._require_parts("states:UpdateStateMachine", machine)
            if machine.arn not in self.stored:
                raise _refusal("states:UpdateStateMachine", machine.name, "aws-not-found", "no such machine")
            self.stored[machine.arn].machine = _remote(machine)
        with self._aws.calling("states:TagResource", machine.arn):
            self.stored[machine.arn].tags |= {**machine.tags, DIGEST_TAG: machine.digest}

    def delete(self, arn: str) -> None:
        """Delete it; one that is gone already is as good."""
        with self._aws.calling("states:DeleteStateMachine", arn):
            self.stored.pop(arn, None)

    def _require_parts(self, operation: str, machine: CompiledMachine) -> None:
        for there, fault in (
            (machine.role_name in self._roles.roles, "may not assume the provided role"),
            (machine.log_group in self._groups.groups, "may not access the Log Destination"),
        ):
            if not there:
                raise _refusal(operation, machine.name, "aws-role-refused", f"Step Functions {fault}")


class MemoryRoles:
    """IAM roles."""

    def __init__(self, aws: Calls) -> None:
        self._aws = aws
        self.roles: dict[str, RemoteRole] = {}

    def describe(self, name: str) -> RemoteRole | None:
        """One role; None where there is none."""
        with self._aws.calling("iam:GetRole", name):
            return self.roles.get(name)

    def create(self, machine: CompiledMachine) -> None:
        """Create a role with its tags, and then its policy."""
        name = machine.role_name
        with self._aws.calling("iam:CreateRole", name):
            if name in self.roles:
                raise _refusal("iam:CreateRole", name, "aws-exists", "it already exists")
            self.roles[name] = RemoteRole(name, machine.role_arn, machine.trust, tags=dict(machine.tags))
        with self._aws.calling("iam:PutRolePolicy", name):
            self.roles[name] = replace(self.roles[name], policies={POLICY_NAME: machine.policy})

    def update(self, machine: CompiledMachine, remote: RemoteRole) -> None:
        """Make it as compiled; tags of others stay."""
        name = machine.role_name
        tags = {**remote.tags, **machine.tags}
        with self._aws.calling("iam:UpdateAssumeRolePolicy", name):
            there = self.roles[name]
            self.roles[name] = replace(there, trust=machine.trust, attached=(), tags=tags)
        with self._aws.calling("iam:PutRolePolicy", name):
            self.roles[name] = replace(self.roles[name], policies={POLICY_NAME: machine.policy})

    def delete(self, remote: RemoteRole) -> None:
        """Delete it; one that is gone already is as good."""
        with self._aws.calling("iam:DeleteRole", remote.name):
            self.roles.pop(remote.name, None)


class MemoryLogGroups:
    """CloudWatch log groups."""

    def __init__(self, aws: Calls) -> None:
        self._aws = aws
        self.groups: dict[str, RemoteLogGroup] = {}

    def describe(self, name: str) -> RemoteLogGroup | None:
        """One group; None where there is none."""
        with self._aws.calling("logs:DescribeLogGroups", name):
            return self.groups.get(name)

    def create(self, machine: CompiledMachine) -> None:
        """Create a group with its tags, and then say how long its events are kept."""
        with self._aws.calling("logs:CreateLogGroup", machine.log_group):
            group = RemoteLogGroup(machine.log_group, tags=dict(machine.tags))
            self.groups.setdefault(machine.log_group, group)
        self._keep(machine)

    def update(self, machine: CompiledMachine, remote: RemoteLogGroup) -> None:
        """Make it as compiled; tags of others stay."""
        with self._aws.calling("logs:TagResource", machine.log_group):
            tags = {**remote.tags, **machine.tags}
            self.groups[machine.log_group] = replace(self.groups[machine.log_group], tags=tags)
        self._keep(machine)

    def _keep(self, machine: CompiledMachine) -> None:
        with self._aws.calling("logs:PutRetentionPolicy", machine.log_group):
            there = self.groups[machine.log_group]
            self.groups[machine.log_group] = replace(there, retention_days=machine.retention_days)


def _remote(machine: CompiledMachine) -> RemoteMachine:
    return RemoteMachine(
        name=machine.name,
        arn=machine.arn,
        definition=machine.definition,
        role_arn=machine.role_arn,
        level=LOG_LEVEL,
        destinations=(f"{machine.log_group_arn}:*",),
    )


def _refusal(operation: str, resource: str, code: str, fault: str) -> RemoteError:
    return RemoteError(Problem("", "", code, f"{operation} {resource}: {fault}", "look at it again"))
