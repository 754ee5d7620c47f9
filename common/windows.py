"""Windows of time: ISO-8601 instants in UTC, 15-minute slices, and the partition of each slice.

A window is half-open: a slice belongs to exactly one of two windows that touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from common.errors import ArgumentError

SLICE = timedelta(minutes=15)
_MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""What is dated before the epoch, or from here on, is a slip of the pen, or of a clock."""
MOST_SLICES = 400 * 96
"""Of a window: a year and a month of them."""

_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_PARTITION = re.compile(r"dt=(\d{4}-\d{2}-\d{2})/hh=(\d{2})/mm=(\d{2})", re.ASCII)


def parse_instant(text: str) -> datetime:
    """Read an ISO-8601 instant; one without an offset is UTC, a date alone is its midnight.

    Raises ValueError for anything else. Digits below the microsecond are dropped.
    """
    text = text.strip()
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"{text!r} is not an ISO-8601 time such as 2026-01-31T10:15:00Z")
    try:
        instant = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.upper()))
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not an ISO-8601 time: {error}") from error
    if not EPOCH <= instant < LATEST:
        raise ValueError(f"{text!r} lies outside of the years 1970 to 2199")
    return instant


def format_instant(instant: datetime) -> str:
    """Write an instant as `2026-01-31T10:15:00Z`, with microseconds only where there are any."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text}Z"


def micros_of(instant: datetime) -> int:
    """Count microseconds since the epoch."""
    return (instant - EPOCH) // _MICROSECOND


def slice_start(instant: datetime) -> datetime:
    """Return the start of the 15-minute slice that the instant falls in."""
    return instant - (instant - EPOCH) % SLICE


@dataclass(frozen=True, order=True)
class Slice:
    """One quarter of an hour, [start, end), in UTC."""

    start: datetime

    @property
    def end(self) -> datetime:
        """The instant after its last."""
        return self.start + SLICE

    @property
    def partition(self) -> str:
        """Where the slice lies below a dataset's prefix: `dt=2026-01-31/hh=10/mm=15`."""
        return f"{self.start:dt=%Y-%m-%d/hh=%H/mm=%M}"

    @staticmethod
    def of_partition(path: str) -> Slice:
        """Read a partition path back; ValueError if it is not a slice's."""
        match = _PARTITION.fullmatch(path)
        if not match:
            raise ValueError(f"{path!r} is not a partition such as dt=2026-01-31/hh=10/mm=15")
        found = Slice(parse_instant(f"{match[1]}T{match[2]}:{match[3]}:00Z"))
        if slice_start(found.start) != found.start:
            raise ValueError(f"{path!r} does not start on a quarter of an hour")
        return found


@dataclass(frozen=True)
class Window:
    """Whole slices, [start, end), at least one."""

    start: datetime
    end: datetime

    @staticmethod
    def parse(start: str, end: str, *, names: tuple[str, str] = ("start", "end")) -> Window:
        """Read a window from two instants as text; ArgumentError names the parameter at fault."""
        instants: list[datetime] = []
        faults: list[str] = []
        for name, text in zip(names, (start, end), strict=True):
            try:
                instant = parse_instant(text)
            except ValueError as error:
                faults.append(f"{name}: {error}")
                continue
            if slice_start(instant) != instant:
                faults.append(f"{name}: {text} does not lie on a quarter of an hour")
            instants.append(instant)
        if not faults and instants[0] >= instants[1]:
            faults.append(f"{names[1]} ({end}) is not after {names[0]} ({start})")
        if not faults and (slices := len(Window(*instants))) > MOST_SLICES:
            faults.append(
                f"{names[0]} ({start}) and {names[1]} ({end}) are {slices:,} slices apart, "
                f"more than {MOST_SLICES:,}"
            )
        if faults:
            raise ArgumentError(
                "; ".join(faults), remedy="Give the bounds of whole 15-minute slices in UTC, end after start."
            )
        return Window(*instants)

    def slices(self) -> Iterator[Slice]:
        """Every slice of the window, in order."""
        start = self.start
        while start < self.end:
            yield Slice(start)
            start += SLICE

    def __len__(self) -> int:
        """How many slices the window has."""
        return (self.end - self.start) // SLICE

    def __contains__(self, instant: datetime) -> bool:
        """Whether the instant falls in the window."""
        return self.start <= instant < self.end
