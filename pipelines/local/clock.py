"""Time as a run uses it, so that a test need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Protocol

from pipelines.local.process import POLL_SECONDS


class Clock(Protocol):
    """Now, how long, and a pause."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """Return after the seconds, or as soon as `stopped()`."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        limit = monotonic() + seconds
        pause = threading.Event()
        while not stopped() and (left := limit - monotonic()) > 0:
            pause.wait(min(left, POLL_SECONDS))
