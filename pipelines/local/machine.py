"""What steps run on and with: store, folder, interpreter, limits, clock. Read by every thread."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pipelines.local.clock import Clock, SystemClock
from pipelines.local.process import DEFAULT_GRACE
from pipelines.local.store import ObjectStore

DEFAULT_PARALLEL: Final = 4


class Keep(StrEnum):
    """What stays below the scratch root when a step has ended. Logs always stay."""

    ALWAYS = "always"
    ON_FAILURE = "on_failure"
    NEVER = "never"


@dataclass(frozen=True)
class Machine:
    """The fields of a `Runner`."""

    store: ObjectStore
    scratch: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    """For every step: where the local AWS is (`AWS_ENDPOINT_URL`), its region and credentials."""
    search_path: str = os.defpath
    python: str = sys.executable
    """What `python3` of an entry point is here."""
    max_parallel: int = DEFAULT_PARALLEL
    """Steps of one execution that may run at once."""
    grace: float = DEFAULT_GRACE
    """Seconds between SIGTERM and SIGKILL. SageMaker gives a training job 120; few wait so long here."""
    keep: Keep = Keep.ALWAYS
    slots: threading.Semaphore | None = None
    """Bounds the steps of all executions that share it."""
    clock: Clock = field(default_factory=SystemClock)
