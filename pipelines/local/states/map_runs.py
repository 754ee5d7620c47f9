"""The Map Runs of distributed Maps: what became of their child executions, as DescribeMapRun tells it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from pipelines.local.states.scope import HaltedError, StateError, TimedOutError

_STATES: Final = ("pending", "running", "succeeded", "failed", "timedOut", "aborted")


class MapRun:
    """One Map Run; each child is told of by the thread that runs it."""

    def __init__(self, arn: str, execution: str, sizes: Sequence[int], now: Callable[[], datetime]) -> None:
        """`execution` is the ARN of the one whose Map this is, `sizes` how many items each child has."""
        self._arn, self._execution, self._sizes, self._now = arn, execution, sizes, now
        self._status = "RUNNING"
        self._started = now()
        self._stopped: datetime | None = None
        self._children = ["pending"] * len(sizes)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Run all children inside."""
        try:
            yield
            self._status = "SUCCEEDED"
        except StateError:
            self._status = "FAILED"
            raise
        except (HaltedError, TimedOutError):
            self._status = "ABORTED"
            raise
        finally:
            self._stopped = self._now()

    @contextmanager
    def child(self, index: int) -> Iterator[None]:
        """Run one child inside."""
        self._children[index] = "running"
        try:
            yield
            self._children[index] = "succeeded"
        except StateError:
            self._children[index] = "failed"
            raise
        except TimedOutError:
            self._children[index] = "timedOut"
            raise
        except HaltedError:
            self._children[index] = "aborted"
            raise

    def description(self) -> dict[str, Any]:
        """What DescribeMapRun answers, without the limits that the definition sets."""
        children = list(self._children)
        items: Counter[str] = Counter()
        for state, size in zip(children, self._sizes, strict=True):
            items[state] += size
        described = {
            "mapRunArn": self._arn,
            "executionArn": self._execution,
            "status": self._status,
            "startDate": self._started,
            "itemCounts": _counts(items),
            "executionCounts": _counts(Counter(children)),
            "redriveCount": 0,
        }
        return described if self._stopped is None else {**described, "stopDate": self._stopped}


def _counts(found: Counter[str]) -> dict[str, int]:
    return {**{state: found[state] for state in _STATES}, "total": found.total(), "resultsWritten": 0}


class MapRuns:
    """All Map Runs of an embedded AWS, by ARN."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[str, MapRun] = {}

    def add(self, arn: str, run: MapRun) -> None:
        with self._lock:
            self._found[arn] = run

    def get(self, arn: str) -> MapRun | None:
        with self._lock:
            return self._found.get(arn)

    def reset(self) -> None:
        """Forget all."""
        with self._lock:
            self._found.clear()
