"""Windows of time: instants, slices, partitions."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import ArgumentError
from common.windows import EPOCH, SLICE, Slice, Window, format_instant, parse_instant, slice_start

INSTANTS = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - bounds are given without a zone
    max_value=datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)
QUARTERS = INSTANTS.map(slice_start)


@given(INSTANTS)
def test_parse_after_format_is_the_identity(instant: datetime) -> None:
    """An instant survives being written and read."""
    assert instant == parse_instant(format_instant(instant))


@given(INSTANTS, st.integers(min_value=-14 * 60, max_value=14 * 60))
def test_an_offset_does_not_change_the_instant(instant: datetime, minutes: int) -> None:
    """The same instant written with any offset is the same instant."""
    there = instant.astimezone(timezone(timedelta(minutes=minutes)))
    assert instant == parse_instant(there.isoformat())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T10:15", datetime(2026, 1, 31, 10, 15, tzinfo=UTC)),
        ("2026-01-31 10:15:00.5Z", datetime(2026, 1, 31, 10, 15, 0, 500_000, tzinfo=UTC)),
        ("2026-01-31T10:15:00.123456789z", datetime(2026, 1, 31, 10, 15, 0, 123_456, tzinfo=UTC)),
        ("2026-01-31T10:15:00+0530", datetime(2026, 1, 31, 4, 45, tzinfo=UTC)),
    ],
)
def test_common_spellings_are_read(text: str, expected: datetime) -> None:
    """ISO-8601 as people and systems write it is understood; no offset means UTC."""
    assert expected == parse_instant(text)


@pytest.mark.parametrize(
    "text",
    ["", "now", "1767607200", "20260131", "2026-13-01", "2026-01-31T25:00:00Z", "٢٠٢٦-01-31", "31.01.2026"],
)
def test_anything_else_is_refused(text: str) -> None:
    """What is not an ISO-8601 time is an error that shows it."""
    with pytest.raises(ValueError, match="ISO-8601"):
        parse_instant(text)


@given(QUARTERS, st.integers(min_value=1, max_value=300))
def test_slices_tile_the_window(start: datetime, count: int) -> None:
    """Slices follow each other without gap or overlap, and fill exactly the window."""
    window = Window(start, start + count * SLICE)
    slices = list(window.slices())
    assert len(window) == len(slices) == count
    assert window.start == slices[0].start
    assert window.end == slices[-1].end
    assert all(before.end == after.start for before, after in pairwise(slices))


@given(INSTANTS)
def test_an_instant_falls_in_its_own_slice(instant: datetime) -> None:
    """An instant lies in the slice that starts at its slice start, and at no other quarter."""
    piece = Slice(slice_start(instant))
    assert piece.start <= instant < piece.end
    assert piece.start.minute % 15 == 0


@given(QUARTERS)
def test_a_partition_reads_back_as_its_slice(start: datetime) -> None:
    """The path of a slice names that slice."""
    assert Slice(start) == Slice.of_partition(Slice(start).partition)


def test_partition_spelling_is_the_contract() -> None:
    """A partition is spelled dt, hh, mm with leading zeros."""
    assert Slice(datetime(2026, 1, 5, 8, 0, tzinfo=UTC)).partition == "dt=2026-01-05/hh=08/mm=00"


@pytest.mark.parametrize(
    "path", ["dt=2026-01-05/hh=08/mm=07", "dt=2026-01-05/hh=8/mm=15", "x", "dt=2026-01-05"]
)
def test_a_path_that_is_no_slice_is_refused(path: str) -> None:
    """Only quarters of an hour are slices."""
    with pytest.raises(ValueError, match=r"partition|quarter"):
        Slice.of_partition(path)


def test_every_fault_of_a_window_is_reported_at_once() -> None:
    """Both bounds are looked at before anything is raised."""
    with pytest.raises(ArgumentError) as caught:
        Window.parse("yesterday", "2026-01-05T08:07:00Z", names=("BatchStartTsIso", "BatchEndTsIso"))
    assert "BatchStartTsIso: 'yesterday'" in caught.value.reason
    assert "BatchEndTsIso: 2026-01-05T08:07:00Z does not lie on a quarter" in caught.value.reason


@pytest.mark.parametrize("end", ["2026-01-05T08:00:00Z", "2026-01-05T07:45:00Z"])
def test_an_empty_or_reversed_window_is_refused(end: str) -> None:
    """The end lies after the start."""
    with pytest.raises(ArgumentError, match="is not after"):
        Window.parse("2026-01-05T08:00:00Z", end)


def test_a_window_is_half_open() -> None:
    """The start is inside, the end is not."""
    window = Window.parse("2026-01-05T08:00:00Z", "2026-01-05T08:15:00Z")
    assert window.start in window
    assert window.end not in window


@pytest.mark.parametrize("text", ["1969-12-31T23:45:00Z", "2200-01-01", "9999-12-31T23:45:00Z", "0001-01-05"])
def test_a_time_far_from_now_is_a_slip(text: str) -> None:
    """Years 1970 to 2199 are times; what the offset puts outside is none, too."""
    with pytest.raises(ValueError, match="outside of the years 1970 to 2199"):
        parse_instant(text)
    assert parse_instant("1970-01-01") == EPOCH
    with pytest.raises(ValueError, match="outside"):
        parse_instant("1970-01-01T00:30:00+01:00")


def test_a_window_of_more_than_a_year_is_a_slip() -> None:
    """Of four hundred days it is not."""
    assert len(Window.parse("2026-01-01", "2027-02-05")) == 38_400
    with pytest.raises(ArgumentError, match=r"1,262,\d+ slices apart, more than 38,400"):
        Window.parse("2026-01-01", "2062-01-01", names=("START", "END"))
