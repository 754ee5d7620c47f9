"""Runs a command as its own process group: no shell, no inherited environment, a clock over it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final, Literal

POLL_SECONDS: Final = 0.1
"""How late a stop or the end of the allowed time may be noticed; the end of the process is seen at once."""
DEFAULT_GRACE: Final = 30.0
"""Seconds between SIGTERM and SIGKILL."""


@dataclass(frozen=True)
class Exit:
    """How a process ended."""

    code: int
    """Exit status; negative for the signal that ended it."""
    cause: Literal["itself", "timeout", "stop"] = "itself"


def run_process(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    max_runtime: float,
    grace: float,
    stopped: Callable[[], bool],
    killed: Callable[[], bool],
) -> Exit:
    """Run to the end, or to the end of `max_runtime` seconds, or until `stopped()`.

    At a limit the whole group gets SIGTERM, and SIGKILL after `grace` seconds or as soon as `killed()`.
    Whatever the process leaves behind in its group ends with it, as in a container. Standard output and
    error go to `log`. Raises OSError when the command cannot be started.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - a list of words, never a shell; the definition is the user's own
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    ended = threading.Event()
    watch = threading.Thread(target=_wait, args=(process, ended), name=f"wait-{process.pid}", daemon=True)
    watch.start()
    cause: Literal["itself", "timeout", "stop"] = "itself"
    deadline = monotonic() + max_runtime
    try:
        while not ended.wait(POLL_SECONDS):
            if stopped():
                cause = "stop"
            elif monotonic() >= deadline:
                cause = "timeout"
            else:
                continue
            _terminate(process.pid, ended, grace, killed)
            break
    finally:
        # Also when an exception goes through: no process outlives its run.
        _signal_group(process.pid, signal.SIGKILL)
        ended.wait()
        watch.join()
    return Exit(process.returncode, cause)


def _wait(process: subprocess.Popen[bytes], ended: threading.Event) -> None:
    # A thread that blocks sees the end at once; Popen.wait(timeout) would poll at up to 50 ms.
    process.wait()
    ended.set()


def _terminate(group: int, ended: threading.Event, grace: float, killed: Callable[[], bool]) -> None:
    _signal_group(group, signal.SIGTERM)
    limit = monotonic() + grace
    while monotonic() < limit and not killed() and not ended.wait(POLL_SECONDS):
        pass


def _signal_group(group: int, number: signal.Signals) -> None:
    # The group is empty, and its number free, once everything in it has ended.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def tail(log: Path, lines: int = 20, size: int = 8192) -> tuple[str, ...]:
    """The last lines of a log without control characters, which could move the reader's cursor."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            start = max(0, file.tell() - size)
            file.seek(start)
            text = file.read().decode(errors="replace")
    except OSError:
        return ()
    found = [
        "".join(letter for letter in line if letter.isprintable() or letter == "\t")
        for line in text.splitlines()
    ]
    return tuple(found[-lines:])
