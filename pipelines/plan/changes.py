"""A plan as frozen values: what would be created, updated, put right or deleted, and what changes inside.

Printing a plan, saving it and applying it consume the same values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pipelines.contract.keys import RecordKey
from pipelines.errors import Problem
from pipelines.plan.desired import MACHINE
from pipelines.plan.scope import Scope

Kind = Literal["code", "pipeline", "machine"]
KINDS: tuple[Kind, ...] = ("pipeline", "code", "machine")
Action = Literal["create", "update", "drifted", "delete", "unchanged"]
ACTIONS: tuple[Action, ...] = ("create", "update", "drifted", "delete", "unchanged")
MACHINES: Final = "#machines"
"""What the lock of the machines, which all projects share, stands under in place of a project."""


@dataclass(frozen=True)
class FieldChange:
    """One difference inside a change. None stands for absent on that side."""

    path: str
    """Named by what a person knows (`DeltaBuilderStep.instance_type`): no list index where names exist."""
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """What a plan says about one pipeline, the published code of one step, or one machine with its parts."""

    kind: Kind
    action: Action
    target: str
    """The name of the pipeline or of the machine, or the code prefix."""
    key: RecordKey | None
    """The record that it comes from; of a deletion, the record that is gone; None for a machine."""
    step: str = ""
    """The step whose code it is; empty for anything else."""
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""
    """Why it is drifted or deleted, in one line; empty where the action says it all."""
    remote: str = ""
    """Fingerprint of what is there now; empty for nothing."""
    desired: str = ""
    """Digest of what shall be there; empty for nothing."""
    job: str = ""
    """What a machine does (`run_pipeline`); empty for anything else."""

    @property
    def identity(self) -> str:
        """The target, told from those of other kinds: a pipeline and a machine may have one name."""
        return f"{MACHINE}{self.target}" if self.kind == "machine" else self.target

    @property
    def origin(self) -> str:
        """What it comes from, for messages: the record, or the machine that is part of the product."""
        return str(self.key) if self.key else f"machine {self.job}"

    @property
    def lock(self) -> str:
        """What must be locked to make it: its project, or the machines."""
        return self.key.project_name if self.key else MACHINES

    @property
    def subject(self) -> str:
        """The pipeline or machine that it belongs to, as `Plan.remote` names it."""
        return self.key.pipeline_name if self.key else self.identity

    @property
    def is_change(self) -> bool:
        """Whether apply has anything to do for it."""
        return self.action != "unchanged"


@dataclass(frozen=True)
class Plan:
    """All changes, and what they were computed from."""

    scope: Scope
    changes: tuple[Change, ...]
    """Unchanged ones included; code before pipelines before machines, each by name."""
    warnings: tuple[Problem, ...] = ()
    """What apply will not touch, but a reader should know."""
    desired: Mapping[str, str] = field(default_factory=dict)
    """Pipeline name, code prefix or `machine:<name>` -> digest of what shall be."""
    remote: Mapping[str, str] = field(default_factory=dict)
    """Pipeline name or `machine:<name>` -> fingerprint of its summary."""

    @property
    def effective(self) -> tuple[Change, ...]:
        """The changes that apply makes."""
        return tuple(change for change in self.changes if change.is_change)

    @property
    def is_empty(self) -> bool:
        """Whether apply has nothing to do."""
        return not self.effective

    def count(self, kind: Kind | None = None) -> dict[Action, int]:
        """How many changes of each action there are, of one kind or of all."""
        found = Counter(change.action for change in self.changes if kind in (None, change.kind))
        return {action: found[action] for action in ACTIONS}
