"""Times and numbers as text: what is one, the same on both engines."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from common.engine import EmbeddedEngine, Engine
from common.expressions import ir
from common.queries import ask
from common.traffic.values import epoch_of, instant_of, number_of, time_of
from common.windows import EPOCH

# PySpark 3.5 leaves the socket of collected results to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TIMES = {
    "2026-01-05T08:01:00Z": "2026-01-05T08:01:00+00:00",
    "2026-01-05T08:01:00.1234567Z": "2026-01-05T08:01:00.123456+00:00",
    "2026-01-05T08:01:00.Z": "2026-01-05T08:01:00+00:00",
    "2026-01-05t08:01:00z": "2026-01-05T08:01:00+00:00",
    "2026-01-05T08:01Z": "2026-01-05T08:01:00+00:00",
    "2026-01-05T08:01+02:00": "2026-01-05T06:01:00+00:00",
    "2026-01-05 08:01": "2026-01-05T08:01:00+00:00",
    " 2026-1-5 8:1:0 ": "2026-01-05T08:01:00+00:00",
    "2026-01-05 08:01:00.5+01": "2026-01-05T07:01:00.500000+00:00",
    "2026-01-05T08:01:00-1234": "2026-01-05T20:35:00+00:00",
    "2026-01-05": "2026-01-05T00:00:00+00:00",
    "2026": "1970-01-01T00:33:46+00:00",
    "1767600060": "2026-01-05T08:01:00+00:00",
    " 1767600060.25\n": "2026-01-05T08:01:00.250000+00:00",
    "1.76760006e9": "2026-01-05T08:01:00+00:00",
}
"""Text and the instant that it is."""

NO_TIMES = [
    "", " ", "x", "epoch", "now", "today", "infinity", "12:30", "12:30:00", "2026-01", "20260105T080100Z",
    "2026-01-05T24:00:00Z", "2026-01-05T08:60:00Z", "2026-02-30T08:01:00Z", "2026/01/05 08:01:00",
    "2026-01-05T08:01:00 Z", "2026-01-05T08:01:00\tZ", "2026-01-05T08:01:00.12 34Z", "2026-01-05T08:01:00+2",
    "2026-01-05T08:01:00 UTC", "2026-01-05T08:01:00Europe/Berlin", "2026-01-05T08:01:00GMT+2",
    "2026-01-05T08:01:00+18:30", "2026-01-05  08:01:00", "2026-01-05 (BC)", "2200-01-01", "1969-12-31",
    "1_000", "1d", "12F", "0x10", "nan", "inf", "-5",
]  # fmt: skip
"""Text that is no time, though one engine or another takes it for one."""

NUMBERS = {
    "12": 12,
    " -5 ": -5,
    "+7": 7,
    "007": 7,
    "-0": 0,
    "5.": 5,
    "5.0": 5,
    "1e3": 1000,
    "9007199254740991": 2**53 - 1,
    "9223372036854775807": 2**63 - 1,
    "9223372036854775808": 2**63 - 1,
    "1e30": 2**63 - 1,
    "-1e300": 1 - 2**63,
}
"""Those too large for any use stay so."""
FRACTIONS = ["+.5", "1E-2", "12.7", "0.999999"]
NO_NUMBERS = ["", "x", "1_000", "1d", "10f", "12D", "1e", "0x10", "1,5", "1 2", "nan", "Infinity", "١٢"]


def read(rows: ir.Table) -> ir.Table:
    """Read each text as a time and as a number."""
    return rows.select(
        "place",
        time=time_of(instant_of(rows.text), epoch_of(rows.text, instant_of(rows.text))),
        number=number_of(rows.text),
    )


def seen(engine: Engine, texts: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Have an engine read texts: microseconds since 1970, and a number."""
    columns = {"place": ("INTEGER", range(len(texts))), "text": ("VARCHAR", list(texts))}
    found = engine.rows(ask(read, engine.table(engine.fresh_name("texts"), columns)))
    return [(row[1], row[2]) for row in sorted(found)]


@pytest.fixture(params=["embedded", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Either engine."""
    if request.param == "spark":
        return request.getfixturevalue("spark_engine")
    return EmbeddedEngine(scratch=tmp_path, threads=2)


def test_iso_8601_and_numbers_are_times(engine: Engine) -> None:
    """With what is usual beside it: a space for T, lower case, no seconds, one digit, no zone."""
    expected = [(datetime.fromisoformat(at) - EPOCH) // timedelta(microseconds=1) for at in TIMES.values()]
    assert dict(zip(TIMES, expected, strict=True)) == dict(
        zip(TIMES, (time for time, _ in seen(engine, [*TIMES])), strict=True)
    )


def test_what_only_one_engine_would_read_is_no_time(engine: Engine) -> None:
    """Nothing is guessed: no date of today for a time of day, no zone by name, no year alone."""
    found = dict(zip(NO_TIMES, (time for time, _ in seen(engine, NO_TIMES)), strict=True))
    assert {} == {text: time for text, time in found.items() if time is not None}


def test_numbers_are_whole_and_written_with_digits(engine: Engine) -> None:
    """No other alphabet, no suffix of a type, no underscore; nothing is rounded."""
    assert NUMBERS == dict(zip(NUMBERS, (number for _, number in seen(engine, [*NUMBERS])), strict=True))
    assert {None} == {number for _, number in seen(engine, [*FRACTIONS, *NO_NUMBERS])}


@pytest.mark.spark
def test_whatever_is_written_is_the_same_on_both_engines(spark_engine: Engine, tmp_path: Path) -> None:
    """Times and numbers with a character or two changed, left out or put in."""
    chance = random.Random(5)
    texts = [*TIMES, *NO_TIMES, *NUMBERS, *FRACTIONS, *NO_NUMBERS]
    for text in texts * 12:
        letters = list(text)
        for _ in range(chance.randint(1, 2)):
            place = chance.randint(0, len(letters))
            letters[place : place + chance.randint(0, 1)] = chance.choice(["", *"0123456789-+:.TZ z,eE/\t\n"])
        texts.append("".join(letters))
    ours = seen(EmbeddedEngine(scratch=tmp_path, threads=2), texts)
    theirs = seen(spark_engine, texts)
    assert {} == {
        text: (one, other) for text, one, other in zip(texts, ours, theirs, strict=True) if one != other
    }


def test_a_date_beyond_the_calendar_is_no_time(tmp_path: Path) -> None:
    """A day of Parquet that no timestamp can hold costs its row and not its file."""
    engine = EmbeddedEngine(scratch=tmp_path, threads=2)
    days = engine.adopt("days", pa.table({"text": pa.array([2**30, 20_458], pa.date32())}))
    found = engine.rows(ask(lambda rows: rows.select(time=instant_of(rows.text)), days))
    assert [None, 20_458 * 86_400_000_000] == [row[0] for row in found]
