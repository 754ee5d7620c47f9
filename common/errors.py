"""The faults of a step: what the user can put right, as opposed to bugs, which stay ordinary exceptions.

StepError
├── ArgumentError        the command line is not the one that the pipeline compiles
├── CodeMismatchError    the published code is not the code that was applied
├── ConfigurationError   the job's configuration cannot be used
├── InputError           an input is absent, empty, incomplete or unreadable
├── OutputError          an output cannot be written, or does not fit its schema
├── ResourceError        memory or disk ran out
└── ConflictError        what this step was about to replace was replaced by another

Each has a stable code and an exit status. Its reason names places (parameters, prefixes, files, fields) and
never values of the data, because SageMaker shows it as the job's exit message.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

MESSAGE_BYTES = 1024
"""What SageMaker shows of /opt/ml/output/message (API reference, DescribeProcessingJob, ExitMessage)."""

BUG_STATUS = 70
STOPPED_STATUS = 143


class StepError(Exception):
    """A fault that the user can put right: a code, the reason and the remedy, each a line of text."""

    code: ClassVar[str] = "step"
    status: ClassVar[int] = 1

    def __init__(self, reason: str, *, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: code, reason, remedy."""
        reason = one_line(self.reason)
        return f"{self.code}: {reason}{'' if reason.endswith('?') else '.'} {one_line(self.remedy)}"


class ArgumentError(StepError):
    """The command line lacks an argument, or has one that the step does not know."""

    code = "arguments"
    status = 2


class CodeMismatchError(StepError):
    """The code beside the entry script is not the code that the definition names."""

    code = "code-mismatch"
    status = 3


class ConfigurationError(StepError):
    """The step's configuration cannot be used; the reason lists every fault in it."""

    code = "configuration"
    status = 4


class InputError(StepError):
    """An input is absent, empty, incomplete or unreadable."""

    code = "input"
    status = 5


class OutputError(StepError):
    """An output cannot be written, or what would be written does not fit its declared schema."""

    code = "output"
    status = 6


class ResourceError(StepError):
    """The instance has too little memory or disk for the work."""

    code = "resources"
    status = 7


def too_little_memory() -> ResourceError:
    """Say that the work does not fit, whoever found out: the engine, or Python and numpy."""
    return ResourceError(
        "the work does not fit in memory and scratch space",
        remedy="Use a larger instance or volume (compute.instance_type, compute.volume_size_gb).",
    )


class ConflictError(StepError):
    """What this step judged and was about to replace was meanwhile replaced by another."""

    code = "conflict"
    status = 8


def one_line(text: str) -> str:
    """Fold all white space and control characters, so that a message stays one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def exit_message(text: str) -> bytes:
    """Text as SageMaker takes it: one line of UTF-8, at most 1,024 bytes, never cut inside a character."""
    return one_line(text).encode("utf-8", "replace")[:MESSAGE_BYTES].decode("utf-8", "ignore").encode("utf-8")


def some(names: Iterable[str], most: int = 5) -> str:
    """List the first few names for a reason, and say how many more there are."""
    listed = list(names)
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")
