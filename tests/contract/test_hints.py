"""Hints applied to values: each type exactly, and its limits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract.hints import hint_faults, text_fault, value_fault
from pipelines.contract.records import Hint

GOOD = {
    "integer": ["0", "-1", "15", "999999999999999"],
    "number": ["0", "-0.5", "1e5", "1.25E-3", "12"],
    "boolean": ["true", "false"],
    "iso8601": [
        "2025-01-01T00:00Z",
        "2025-01-01T00:00:00Z",
        "2024-02-29T23:59:59.123456+05:30",
        "2000-02-29T00:00:00-12:00",
    ],
    "date": ["2025-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"],
    "month": ["2025-01", "2025-12"],
    "s3_uri": ["s3://my-bucket", "s3://my-bucket/", "s3://my-bucket/a b/c"],
}
BAD = {
    "integer": ["", "01", "1.0", "+1", "1e3", "1_000", " 1", "٣", "1000000000000000", "--1"],
    "number": [".5", "5.", "NaN", "Infinity", "1e", "0x10", "1,5", "1e999"],
    "boolean": ["True", "FALSE", "1", "yes"],
    "iso8601": [
        "2025-01-01",
        "2025-01-01T00:00:00",
        "2025-01-01 00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-02-29T00:00:00Z",
        "2025-1-1T00:00:00Z",
        "2025-01-01T00:00:60Z",
        "2025-01-01t00:00:00z",
        "2025-01-01T00:00:00+0100",
        "2025-01-01T00:00:00.Z",
        "0000-01-01T00:00:00Z",
        "\uff12025-01-01T00:00:00Z",
    ],
    "date": ["2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "25-01-01"],
    "month": ["2025-13", "2025-00", "2025-1", "2025-01-01", "0000-01"],
    "s3_uri": ["s3:/my-bucket", "s3://My", "https://x", "s3://ab", "s3://my-bucket\\x"],
}


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values]
)
def test_a_value_of_its_type_passes(kind: str, value: str) -> None:
    """The rules of the table in `hints.py`, at their edges."""
    assert value_fault(Hint.model_validate({"type": kind}), value) is None


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values]
)
def test_a_value_of_another_type_does_not(kind: str, value: str) -> None:
    """Near misses: other digits, other separators, days that do not exist."""
    assert value_fault(Hint.model_validate({"type": kind}), value) is not None


@given(st.dates())
def test_every_date_is_a_date_and_its_month_a_month(day: date) -> None:
    """Of the calendar from year 1 to 9999."""
    assert value_fault(Hint(type="date"), day.isoformat()) is None
    assert value_fault(Hint(type="month"), day.isoformat()[:7]) is None


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_date_passes_just_when_the_calendar_has_it(year: int, month: int, day: int) -> None:
    """The expression knows the months' lengths and the leap years."""
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        exists = date.fromisoformat(text).isoformat() == text
    except ValueError:
        exists = False
    assert exists == (value_fault(Hint(type="date"), text) is None)


OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=OFFSETS,
)


@given(INSTANTS, INSTANTS)
def test_bounds_of_times_compare_instants_not_texts(one: datetime, other: datetime) -> None:
    """Whatever offsets the two are written with, to the millisecond."""
    hint = Hint(type="iso8601", min=other.isoformat())
    cut_one, cut_other = (
        moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)
        for moment in (one, other)
    )
    assert (cut_one >= cut_other) == (value_fault(hint, one.isoformat()) is None)


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_bounds_of_numbers_compare_numbers(value: int, low: int, high: int) -> None:
    """As numbers, not as texts: 9 is below 10."""
    hint = Hint(type="integer", min=low, max=high)
    assert (low <= value <= high) == (value_fault(hint, str(value)) is None)


@pytest.mark.parametrize(
    ("hint", "good", "bad"),
    [
        (Hint(pattern="a|ab"), "ab", "abc"),
        (Hint(pattern="[a-z]+$"), "abc", "abc1"),
        (Hint(pattern=r"\d"), "1", "٣"),
        (Hint(min=2, max=3), "ab", "a"),
        (Hint(min=2, max=3), "abc", "abcd"),
        (Hint(enum=("a", "b")), "a", "c"),
        (Hint(type="enum", enum=("a",)), "a", "A"),
        (Hint(type="month", min="2025-02"), "2025-02", "2025-01"),
        (Hint(type="date", max="2025-02-01"), "2025-02-01", "2025-02-02"),
        (Hint(type="integer", pattern="1.*"), "12", "21"),
    ],
)
def test_pattern_enum_and_bounds_narrow_the_type(hint: Hint, good: str, bad: str) -> None:
    """A pattern matches the whole value; a text is bounded by its length."""
    assert list(hint_faults(hint)) == []
    assert value_fault(hint, good) is None
    assert value_fault(hint, bad) is not None


@given(st.sampled_from(sorted(GOOD)), st.text(max_size=60))
def test_any_text_is_judged_without_raising(kind: str, value: str) -> None:
    """Values are anybody's."""
    assert (
        value_fault(Hint.model_validate({"type": kind, "pattern": ".*"}), value) is None
        or value not in GOOD[kind]
    )


@pytest.mark.parametrize("value", ["", " ", "\t", "a\x00b", "a\nb", "a\u2028b", "x" * 1025])
def test_some_texts_are_no_parameter_whatever_the_hint(value: str) -> None:
    """Empty, with control characters, longer than SageMaker takes."""
    assert text_fault(value) is not None
