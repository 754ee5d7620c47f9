"""JSON documents that a command is given, from a file or from standard input."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import Any

from pipelines.errors import Problem, UsageError


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`; a mark of the byte order at its begin is dropped.

    Raises `UsageError` for what is not there, or is no UTF-8.
    """
    try:
        return (_standard_input() if str(path) == "-" else path.read_bytes()).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        fault = getattr(error, "strerror", None) or f"it is no JSON: {error}"
        raise _unreadable(path, fault) from error


def _standard_input() -> bytes:
    if sys.stdin is None:  # as Python has it where it is closed
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer.read()


def read_json(path: Path) -> Any:
    """A document; raises `UsageError` for what is none."""
    text = read_text(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, f"it is no JSON: {error}") from error


def _unreadable(path: Path, fault: str) -> UsageError:
    return UsageError(Problem(str(path), "", "unreadable-json", fault, "give a file of JSON"))
