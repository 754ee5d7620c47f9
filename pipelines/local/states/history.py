"""The events of an execution, as GetExecutionHistory gives them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from pipelines.local.states.scope import RUNTIME, Scope, StateError

MAX_EVENTS: Final = 25_000


class History:
    """Events in the order of their happening; each names the one before it in its own branch."""

    def __init__(self, now: Callable[[], datetime], *, kept: bool = True) -> None:
        """A child of a distributed Map has a history of its own, which nobody asks for: it is counted."""
        self._now = now
        self._kept = kept
        self._count = 0
        self._closed = False
        self._lock = threading.Lock()
        self._events: list[dict[str, Any]] = []

    def add(self, scope: Scope, kind: str, **details: Any) -> None:
        """Raises StateError (States.Runtime) when there are as many as the service allows."""
        with self._lock:
            if self._closed:
                return
            self._count += 1
            number = self._count
            if self._kept:
                event = {"timestamp": self._now(), "type": kind, "id": number, **details}
                self._events.append(event | {"previousEventId": scope.last_event})
        scope.last_event = number
        if number >= MAX_EVENTS and not kind.startswith("Execution"):
            raise StateError(
                RUNTIME, f"The execution reached the maximum number of history events ({MAX_EVENTS})."
            )

    def close(self, scope: Scope, kind: str, **details: Any) -> None:
        """Add the last event: what still runs after a stop adds none."""
        self.add(scope, kind, **details)
        with self._lock:
            self._closed = True

    def events(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._events)

    def __len__(self) -> int:
        return self._count
