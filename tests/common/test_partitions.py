"""Partitions are found alike in a folder and on S3: present ones, and the newest not after an instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext
from common.partitions import MountedPartitions, Partitions
from common.windows import Slice, Window

QUARTER = timedelta(minutes=15)
NIGHT = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)


class Lay(Protocol):
    """Lay files below a prefix and give the dataset."""

    def __call__(self, names: Iterable[str]) -> Partitions:
        """Each name is relative to the prefix."""


@pytest.fixture(params=["mounted", "direct"])
def lay(request: pytest.FixtureRequest, tmp_path: Path) -> Lay:
    """A dataset in a folder, and the same on an S3 in process."""
    if request.param == "mounted":

        def mounted(names: Iterable[str]) -> Partitions:
            for name in names:
                path = tmp_path / "data" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"x")
            return MountedPartitions("input_fg_b", "s3://data/fg_b/", tmp_path / "data")

        return mounted
    s3 = request.getfixturevalue("s3")

    def direct(names: Iterable[str]) -> Partitions:
        for name in names:
            s3.put_object(Bucket="data", Key=f"fg_b/{name}", Body=b"x")
        entry = DatasetEntry("input", "direct", "s3://data/fg_b/")
        description = StepDescription("p/j#v1", "XStep", (), {"input_fg_b": entry}, "embedded", {})
        return StepContext(description, {}, tmp_path, tmp_path / "scratch", {}).partitions("input_fg_b")

    return direct


def name_of(start: datetime) -> str:
    """The name of a slice's file."""
    return f"{start:dt=%Y-%m-%d/hh=%H/mm=%M}/part-00000.parquet"


def test_the_newest_is_the_last_that_is_not_after(lay: Lay) -> None:
    """Across hours, days, months and gaps; at the instant itself and a moment before it."""
    starts = [NIGHT - timedelta(days=40), NIGHT, NIGHT + 3 * QUARTER, NIGHT + 5 * QUARTER]
    source = lay(map(name_of, starts))
    moment = timedelta(microseconds=1)
    asked = [
        instant
        for start in starts
        for instant in (start - moment, start, start + moment, start + timedelta(hours=2))
    ]
    expected = [max((start for start in starts if start <= instant), default=None) for instant in asked]
    found = [source.newest(instant) for instant in asked]
    assert expected == [piece and piece.start for piece in found]


def test_what_is_no_partition_is_passed_over(lay: Lay) -> None:
    """Other names, a day without an hour, a slice without its file, a minute between slices."""
    source = lay(
        [
            name_of(NIGHT),
            "dt=2026-01-31/hh=23/mm=20/part-00000.parquet",
            "dt=2026-01-31/hh=23/mm=30/_SUCCESS",
            "dt=2026-01-31/hh=99/mm=00/part-00000.parquet",
            "dt=2026-01-31/part-00000.parquet",
            "dt=never/hh=00/mm=00/part-00000.parquet",
            "zz/hh=00/mm=00/part-00000.parquet",
            "part-00000.parquet",
        ]
    )
    assert Slice(NIGHT) == source.newest(NIGHT + timedelta(days=400))


def test_nothing_there_has_no_newest(lay: Lay) -> None:
    """Neither a dataset without files nor one that begins later."""
    assert lay([]).newest(NIGHT) is None
    assert lay([name_of(NIGHT + QUARTER)]).newest(NIGHT) is None


def test_present_slices_are_those_of_the_window_with_a_file(lay: Lay) -> None:
    """In order, across midnight; the end is not in the window."""
    starts = [NIGHT - QUARTER, NIGHT, NIGHT + 2 * QUARTER, NIGHT + 4 * QUARTER, NIGHT + 8 * QUARTER]
    source = lay([*map(name_of, starts), "dt=2026-01-31/hh=23/mm=15/part-00001.parquet"])
    found = source.present(Window(NIGHT, NIGHT + 8 * QUARTER))
    assert starts[1:4] == [piece.start for piece in found]


def test_a_dataset_below_has_its_own_partitions_and_prefix(lay: Lay) -> None:
    """Baselines lie below hosts and pairs; the one does not see the other's."""
    source = lay([f"hosts/{name_of(NIGHT)}", f"pairs/{name_of(NIGHT + QUARTER)}"])
    window = Window(NIGHT, NIGHT + 2 * QUARTER)
    assert [] == source.present(window)
    assert [Slice(NIGHT)] == source.below("hosts").present(window)
    assert [Slice(NIGHT + QUARTER)] == source.below("pairs").present(window)
    assert ("input_fg_b", "s3://data/fg_b/pairs/") == (
        source.below("pairs").name,
        source.below("pairs").prefix,
    )


def test_files_are_local_and_in_the_order_asked(lay: Lay) -> None:
    """Whatever lies where, a reader gets paths of files that are there."""
    starts = [NIGHT, NIGHT + QUARTER, NIGHT + 4 * QUARTER]
    source = lay(map(name_of, starts))
    paths = [Path(path) for path in source.files([Slice(start) for start in reversed(starts)], None)]
    assert [name_of(start) for start in reversed(starts)] == ["/".join(path.parts[-4:]) for path in paths]
    assert [b"x"] * 3 == [path.read_bytes() for path in paths]
