"""What a user can get wrong, as values: one `Problem` a fault, one small family of exceptions.

    PipelinesError              exit 1    anything below: what the command line tells as problems
    ├── ContractError                     records break the contract, or cannot be compiled
    ├── ParameterError                    runtime parameters of an execution that cannot be used
    ├── CodeError                         a step's code or configuration cannot be published
    ├── RemoteError                       AWS refused, or could not be reached
    ├── StalePlanError                    the world moved since the plan was made
    ├── LockedError             exit 75   another apply holds the lock: try again later
    ├── ExecutionError                    an execution failed or was stopped
    └── UsageError                        arguments and files of the command line

An exception carries every fault that was found, not the first one. Codes are stable: scripts may match
on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it stands, what is wrong, and what to do about it."""

    record: str
    """The record (`ndr-prod/pipeline_15m_streaming#v1`), file or argument it stands in; empty for none."""
    field: str
    """Path below it (`spec.scripts.steps.DeltaBuilderStep.entry_script`); empty for the whole of it."""
    code: str
    """Stable kebab-case name of the kind of fault (`unknown-key`)."""
    fault: str
    """What is wrong, in one line."""
    remedy: str
    """What to do, in one line."""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = " ".join(part for part in (self.record, self.field) if part)
        head = f"{where}: " if where else ""
        return f"{self.severity} [{self.code}] {head}{self.fault} -> {self.remedy}"

    def as_json(self) -> dict[str, str]:
        """The same as a JSON object, keys in the order in which a reader asks."""
        return {
            "severity": self.severity,
            "code": self.code,
            "record": self.record,
            "field": self.field,
            "fault": self.fault,
            "remedy": self.remedy,
        }


class PipelinesError(Exception):
    """The root of the family; holds all faults that were found, errors before warnings, each set sorted."""

    exit_status = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems = tuple(sorted(found, key=lambda p: (p.severity != "error", p)))
        super().__init__("\n".join(map(str, self.problems)))


class ContractError(PipelinesError):
    """Records break the contract, or cannot be compiled."""


class ParameterError(PipelinesError):
    """Runtime parameters of an execution are missing, empty, malformed or unknown."""


class CodeError(PipelinesError):
    """A step's code or configuration cannot be published."""


class RemoteError(PipelinesError):
    """AWS refused a call, or could not be reached."""


class StalePlanError(PipelinesError):
    """The table, the code or the account changed after the plan was made."""


class LockedError(PipelinesError):
    """Another apply holds the lock."""

    exit_status = 75


class ExecutionError(PipelinesError):
    """An execution failed or was stopped."""


class UsageError(PipelinesError):
    """The command line, or a file that it names, cannot be used."""
