"""A machine compiled for a site: all that apply sets of it, its role and its log group, and their digest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from pipelines.errors import ContractError, Problem
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.policy import (
    POLICY_NAME,
    comparable_policy,
    log_group_arn,
    role_policy,
    trust_policy,
)
from pipelines.orchestration.site import Site

JOB_TAG: Final = "pipelines:job"
TABLE_TAG: Final = "pipelines:table"
DIGEST_TAG: Final = "pipelines:digest"

LOG_LEVEL: Final = "ERROR"
"""Failures are logged, and never with the data of executions, which may be confidential."""
RETENTION_DAYS: Final = 30

LONGEST_NAME: Final = 80
"""Characters (Step Functions API reference, `Name`)."""
LONGEST_ROLE_NAME: Final = 64
"""Characters (IAM, "Name and character limits")."""
LARGEST_DEFINITION: Final = 1024 * 1024
"""Step Functions, "Service quotas"; counted in bytes here, of which a character may have more than one."""
LARGEST_POLICY: Final = 10_240
"""Characters of all inline policies of a role, white space not counted (IAM, "Name and character limits")."""
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
"""What a machine that logs may be called (CreateStateMachine, `name`)."""


@dataclass(frozen=True)
class CompiledMachine:
    """One machine as it shall be on AWS, with its role and its log group."""

    job: str
    table: str
    name: str
    arn: str
    definition: str
    role_name: str
    role_arn: str
    trust: str
    """The role's trust policy."""
    policy: str
    """The role's only inline policy, called `POLICY_NAME`."""
    log_group: str
    log_group_arn: str
    retention_days: int
    digest: str

    @property
    def tags(self) -> dict[str, str]:
        """What says that machine, role and log group are ours, and of which table."""
        return {JOB_TAG: self.job, TABLE_TAG: self.table}

    @property
    def content(self) -> dict[str, Any]:
        """All that apply sets, in the form that is compared."""
        return machine_content(
            definition=self.definition,
            role_arn=self.role_arn,
            level=LOG_LEVEL,
            with_data=False,
            destinations=(f"{self.log_group_arn}:*",),
            trust=self.trust,
            policies={POLICY_NAME: self.policy},
            attached=(),
            role_tags=self.tags,
            retention_days=self.retention_days,
            log_group_tags=self.tags,
        )


def compile_machines(
    site: Site, machines: Iterable[Machine], retention_days: int = RETENTION_DAYS
) -> tuple[CompiledMachine, ...]:
    """Compile machines for their site; raises `ContractError` with everything that AWS would refuse."""
    compiled = tuple(_compile(site, machine, retention_days) for machine in machines)
    problems = [problem for machine in compiled for problem in _faults(machine)]
    if problems:
        raise ContractError(problems)
    return compiled


def machine_content(
    *,
    definition: str,
    role_arn: str,
    level: str,
    with_data: bool,
    destinations: Iterable[str],
    trust: str | None,
    policies: Mapping[str, str],
    attached: Iterable[str],
    role_tags: Mapping[str, str],
    retention_days: int | None,
    log_group_tags: Mapping[str, str],
) -> dict[str, Any]:
    """Return a machine with role and log group as JSON, equal for what means the same.

    A *trust* of None stands for a role that is not there. Tags of others do not count: accounts have rules of
    their own about tags. Names of the members are what a plan shows.
    """
    try:
        parsed = json.loads(definition)
    except (ValueError, RecursionError):
        parsed = definition
    role: dict[str, Any] = {"arn": role_arn, "tags": _owning(role_tags)}
    if trust is not None:
        role["trust"] = comparable_policy(trust)
    if POLICY_NAME in policies:
        role["statements"] = comparable_policy(policies[POLICY_NAME])
    for name, text in policies.items():
        if name != POLICY_NAME:
            role.setdefault("other_policies", {})[name] = comparable_policy(text)
    if found := sorted(attached):
        role["attached_policies"] = found
    group: dict[str, Any] = {"tags": _owning(log_group_tags)}
    if retention_days is not None:
        group["retention_days"] = retention_days
    return {
        "definition": parsed,
        "log_group": group,
        "logging": {"level": level, "with_data": with_data, "destinations": list(destinations)},
        "role": role,
    }


def content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over a machine's content; its tag states it, and drift is what differs from it."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def parse_tags(tags: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return job, table and digest as the tags state them; None for something that is not ours."""
    if JOB_TAG not in tags or TABLE_TAG not in tags:
        return None
    return tags[JOB_TAG], tags[TABLE_TAG], tags.get(DIGEST_TAG, "")


def _owning(tags: Mapping[str, str]) -> dict[str, str]:
    return {name: tags[name] for name in (JOB_TAG, TABLE_TAG) if name in tags}


def _compile(site: Site, machine: Machine, retention_days: int) -> CompiledMachine:
    parts: dict[str, Any] = {
        "job": machine.job,
        "table": site.table,
        "name": site.name_of(machine.job),
        "arn": site.machine_arn(machine.job),
        "definition": machine.render(),
        "role_name": site.role_name(machine.job),
        "role_arn": site.role_arn(machine.job),
        "trust": json.dumps(trust_policy(site)),
        "policy": json.dumps(role_policy(site, machine.job, machine.statements)),
        "log_group": site.log_group(machine.job),
        "log_group_arn": log_group_arn(site, machine.job),
        "retention_days": retention_days,
    }
    return CompiledMachine(**parts, digest=content_digest(CompiledMachine(**parts, digest="").content))


def _faults(machine: CompiledMachine) -> Iterator[Problem]:
    where = f"machine {machine.job}"
    shorten = "give the machines a shorter prefix"
    if len(machine.name) > LONGEST_NAME:
        fault = f"the name {machine.name} has {len(machine.name)} characters, more than {LONGEST_NAME}"
        yield Problem(where, "name", "name-too-long", fault, shorten)
    elif not _NAME.fullmatch(machine.name):
        fault = f"{machine.name!r} holds other characters than letters, digits, '-' and '_'"
        yield Problem(where, "name", "invalid-name", fault, "give the machines another prefix")
    if len(machine.role_name) > LONGEST_ROLE_NAME:
        length = len(machine.role_name)
        fault = f"the role's name {machine.role_name} has {length} characters, more than {LONGEST_ROLE_NAME}"
        yield Problem(where, "role", "name-too-long", fault, shorten)
    if (size := len(machine.definition.encode())) > LARGEST_DEFINITION:
        fault = f"it has {size:,} bytes, more than {LARGEST_DEFINITION:,}"
        remedy = "use fewer or shorter validation patterns in project_parameters"
        yield Problem(where, "definition", "definition-too-large", fault, remedy)
    if (size := len("".join(machine.policy.split()))) > LARGEST_POLICY:
        fault = f"the policy of its role has {size:,} characters, more than {LARGEST_POLICY:,}"
        remedy = "allow with fewer statements: by wildcards in their resources"
        yield Problem(where, "role", "policy-too-large", fault, remedy)
