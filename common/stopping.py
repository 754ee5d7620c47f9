"""How a step is stopped: by SIGTERM, which ends its Python and interrupts what computes beside it."""

from __future__ import annotations

from contextlib import suppress
from types import FrameType
from typing import Protocol
from weakref import WeakSet


class Stopped(BaseException):
    """SageMaker stops a job with SIGTERM and kills it two minutes later."""


class Interruptible(Protocol):
    """What has threads of its own, which see no exception of Python's."""

    def interrupt(self) -> None:
        """End what is being computed, soon; from a signal's handler."""


_RUNNING: WeakSet[Interruptible] = WeakSet()


def interrupt_when_stopped(engine: Interruptible) -> None:
    """Interrupt this, too, when the process is told to stop, for as long as it is there."""
    _RUNNING.add(engine)


class Stop:
    """The handler of SIGTERM."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Interrupt what computes, and end what waits for it; whoever catches that looks at `asked`."""
        self.asked = True
        for engine in tuple(_RUNNING):
            with suppress(Exception):  # it may be closing
                engine.interrupt()
        raise Stopped
