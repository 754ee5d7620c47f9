"""What is on AWS, as values: pipelines as the service lists and describes them, and published code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

STANDARD: Final = "STANDARD"
"""The type of machines that wait for longer than five minutes."""


@dataclass(frozen=True, order=True)
class PipelineSummary:
    """One entry of ListPipelines."""

    name: str
    arn: str
    description: str = ""
    role_arn: str = ""
    modified: datetime | None = None
    last_execution: datetime | None = None


@dataclass(frozen=True)
class RemotePipeline:
    """One pipeline as DescribePipeline and ListTags tell it."""

    name: str
    arn: str
    description: str
    role_arn: str
    text: str
    """The definition, as it was sent or edited."""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoteCode:
    """What lies below a step's `code_prefix_s3`."""

    prefix: str
    manifest: bytes | None
    """None: nobody published there, or the manifest is gone."""
    files: Mapping[str, str] | None = None
    """Path -> SHA-256 (hex) of every object, the manifest included; None: not looked at."""


@dataclass(frozen=True, order=True)
class MachineSummary:
    """One entry of ListStateMachines, with its tags."""

    name: str
    arn: str
    created: datetime | None = None
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class RemoteMachine:
    """One machine as DescribeStateMachine and ListTagsForResource tell it."""

    name: str
    arn: str
    definition: str
    """As it was sent or edited."""
    role_arn: str
    level: str = "OFF"
    """Of its log: OFF, FATAL, ERROR or ALL."""
    with_data: bool = False
    """Whether the log holds what executions are given."""
    destinations: tuple[str, ...] = ()
    """ARNs of log groups, each with `:*`."""
    type: str = STANDARD
    """Which cannot be changed once a machine is there (CreateStateMachine, `type`)."""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoteRole:
    """One IAM role with everything that says what it may do."""

    name: str
    arn: str
    trust: str
    policies: Mapping[str, str] = field(default_factory=dict)
    """Inline policies by their names."""
    attached: tuple[str, ...] = ()
    """ARNs of attached policies."""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoteLogGroup:
    """One CloudWatch log group."""

    name: str
    retention_days: int | None = None
    """None: for ever."""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MachineParts:
    """What is there of one machine; None for each part that is not."""

    machine: RemoteMachine | None = None
    role: RemoteRole | None = None
    log_group: RemoteLogGroup | None = None


@dataclass(frozen=True)
class HeldLock:
    """The lock of an apply, as the table holds it: of a project, or of the machines."""

    project_name: str
    owner: str
    """Who, where: `ana@build-7 pid 4711`."""
    token: str
    """Tells one apply from another of the same owner."""
    acquired_at: datetime
    expires_at: datetime

    def expired(self, now: datetime) -> bool:
        """Whether its owner stopped renewing it: the apply was killed, or lost the network."""
        return now >= self.expires_at


@dataclass(frozen=True)
class Remote:
    """Everything that was read from AWS for one plan."""

    summaries: Mapping[str, PipelineSummary] = field(default_factory=dict)
    """Pipeline name -> summary; may hold pipelines that are not ours or out of scope."""
    pipelines: Mapping[str, RemotePipeline] = field(default_factory=dict)
    """Those that were described."""
    code: Mapping[str, RemoteCode] = field(default_factory=dict)
    """Code prefix -> what lies there, of those that were read."""
    machines: Mapping[str, MachineSummary] = field(default_factory=dict)
    """Machine name -> summary; may hold machines that are not ours."""
    parts: Mapping[str, MachineParts] = field(default_factory=dict)
    """Machine name -> what is there of it, of those that were looked at."""
