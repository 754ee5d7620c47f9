"""A step's log: lines on standard error, which SageMaker sends to CloudWatch, and progress by phases."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

logger = logging.getLogger("step")


def start_logging(level: int = logging.INFO) -> None:
    """Send log lines to standard error, each with its UTC time and level."""
    stream = logging.StreamHandler(sys.stderr)
    line = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    line.converter = time.gmtime
    stream.setFormatter(line)
    logger.handlers[:] = [stream]
    logger.setLevel(level)
    logger.propagate = False


@dataclass
class Phase:
    """One phase of the work; whoever does it may tell how many rows came out."""

    name: str
    rows: int | None = None


@dataclass
class Progress:
    """Counts phases and logs each with its rows and seconds: `progress 2/4 read traffic: 100 rows, 0.3 s`."""

    total: int
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[Phase]:
        """Announce a phase, and log it when it ends well."""
        self.done += 1
        place = f"progress {self.done}/{self.total} {name}"
        logger.info("%s ...", place)
        start = self.clock()
        phase = Phase(name)
        yield phase
        took = self.clock() - start
        self.seconds[name] = round(took, 3)
        rows = "" if phase.rows is None else f"{phase.rows:,} rows, "
        logger.info("%s: %s%.1f s", place, rows, took)
