"""FG-A says of each host what the deltas of its windows add up to, whatever is asked for at once."""

from __future__ import annotations

import logging
import random
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from by_hand import Network, batch, read, run_job
from fg_a_sql import differences
from laying import QUARTER, digests, file_of, lay, slices_between

from common.errors import InputError
from common.schemas import DELTA, DELTA_METRICS, KEYS
from steps.fg_a_builder.job import build

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
LARGEST = 2**63 - 1


def delta(start: datetime, host: str = "10.0.0.1", role: str = "source", **metrics: Any) -> dict[str, Any]:
    """A delta; what is not said is 0."""
    zeros = {name: 0.0 if kind == "float64" else 0 for name, kind in DELTA_METRICS.items()}
    keys = {"host_ip": host, "role": role, "slice_start_ts": start, "slice_end_ts": start + QUARTER}
    return {**keys, **zeros, **metrics}


def describe(root: Path, begin: datetime, end: datetime, name: str = "fg_a", **config: Any) -> Path:
    """Run FG-A on root/delta."""
    output = root / name
    run_job(
        build,
        batch(begin, end),
        {"input_delta": root / "delta"},
        {"output_fg_a": output},
        root / "scratch",
        config,
    )
    return output


def test_every_column_of_every_row_is_that_of_hand_written_sql(network: Network) -> None:
    """Thirty hours of traffic: integers exact, floats to 1e-9."""
    wrong, rows = differences(network.delta, network.fg_a, network.start, network.end)
    assert [] == wrong
    assert rows > 10_000


def test_random_deltas_with_huge_sums_are_those_of_hand_written_sql(tmp_path: Path) -> None:
    """Byte counts near the largest integer, hosts that come and go, and chunks that cut the day."""
    chance = random.Random(1)
    starts = slices_between(BEGIN - timedelta(hours=25), BEGIN + timedelta(hours=3))
    rows = []
    for start in starts:
        for host in ("10.0.0.1", "10.0.0.2", "2001:db8::7", "192.168.1.1"):
            for role in ("source", "destination"):
                if chance.random() < 0.4:
                    metrics: dict[str, Any] = {
                        name: round(chance.uniform(0, 1e5), 6) if kind == "float64" else chance.randrange(50)
                        for name, kind in DELTA_METRICS.items()
                    }
                    metrics["bytes_sent_sum"] = chance.choice([0, 7, 2**62, LARGEST])
                    metrics["bytes_recv_sum"] = chance.randrange(LARGEST)
                    rows.append(delta(start, host, role, **metrics))
    lay(tmp_path / "delta", DELTA, rows, starts)
    end = BEGIN + timedelta(hours=3)
    fg_a = describe(tmp_path, BEGIN, end, chunk_slices=7)
    wrong, count = differences(tmp_path / "delta", fg_a, BEGIN, end)
    assert [] == wrong
    assert count >= 12 * 6


def test_sums_of_bytes_stop_at_the_largest_integer(tmp_path: Path) -> None:
    """Two slices of the largest count are the largest count together, and on average."""
    starts = [BEGIN, BEGIN + QUARTER]
    lay(tmp_path / "delta", DELTA, [delta(start, bytes_sent_sum=LARGEST) for start in starts], starts)
    rows = read(describe(tmp_path, BEGIN + QUARTER, BEGIN + 2 * QUARTER))
    assert [(LARGEST, LARGEST, float(LARGEST), 1.0)] == [
        (
            row["bytes_sent_sum_sum_w_15m"],
            row["bytes_sent_sum_sum_w_30m"],
            row["bytes_sent_sum_mean_w_30m"],
            row["bytes_asymmetry_w_30m"],
        )
        for row in rows
    ]


def test_metrics_that_are_null_count_as_nothing(tmp_path: Path) -> None:
    """A sum of nulls is 0, and not the largest integer that sums stop at."""
    nulls = dict.fromkeys(DELTA_METRICS)
    lay(tmp_path / "delta", DELTA, [delta(BEGIN, **nulls)], [BEGIN])
    row = read(describe(tmp_path, BEGIN, BEGIN + QUARTER))[0]
    actual = {name: value for name, value in row.items() if not name.startswith(("active", *KEYS))}
    assert dict.fromkeys(actual, 0) == actual
    assert 5 * (3 * len(DELTA_METRICS) + 5) == len(actual)


def test_a_host_that_fell_silent_keeps_its_row_for_a_day(tmp_path: Path) -> None:
    """One delta is in the windows of 96 slices, and in none after them; where it is not, all is 0."""
    starts = slices_between(BEGIN, BEGIN + timedelta(hours=25))
    lay(tmp_path / "delta", DELTA, [delta(BEGIN, sessions_cnt=6, peers_cnt=2, drop_cnt=3)], starts)
    rows = read(describe(tmp_path, BEGIN, BEGIN + timedelta(hours=25)))
    by_start = {row["slice_start_ts"]: row for row in rows}
    assert starts[:96] == sorted(by_start)
    assert {1: [6] * 1, 2: [6] * 2, 4: [6] * 4, 32: [6] * 32, 96: [6] * 96} == {
        length: [
            by_start[start][f"sessions_cnt_sum_w_{window}"]
            for start in starts[:96]
            if by_start[start][f"active_slices_w_{window}"]
        ]
        for window, length in {"15m": 1, "30m": 2, "1h": 4, "8h": 32, "24h": 96}.items()
    }
    later = by_start[starts[1]]
    assert (0, 0.0, 0, 0.0) == (
        later["sessions_cnt_sum_w_15m"],
        later["sessions_cnt_mean_w_15m"],
        later["sessions_cnt_max_w_15m"],
        later["drop_ratio_w_15m"],
    )
    assert (0.5, 3.0) == (later["drop_ratio_w_24h"], later["sessions_per_peer_w_24h"])


def test_missing_history_counts_as_silence_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The first slice of a network has no day before it."""
    lay(tmp_path / "delta", DELTA, [delta(BEGIN, sessions_cnt=2)], [BEGIN])
    with caplog.at_level(logging.WARNING):
        rows = read(describe(tmp_path, BEGIN, BEGIN + QUARTER))
    assert [(2, 1)] == [(row["sessions_cnt_sum_w_24h"], row["active_slices_w_24h"]) for row in rows]
    assert "95 slices before the window have no deltas" in caplog.text


def test_a_missing_slice_in_the_window_is_refused_with_its_partition(tmp_path: Path) -> None:
    """Silence and absence are different things; nothing is written."""
    starts = slices_between(BEGIN, BEGIN + timedelta(hours=1))
    lay(tmp_path / "delta", DELTA, [], [starts[0], starts[1], starts[3]])
    with pytest.raises(InputError, match="lacks 1 of 4 slices: dt=2026-03-01/hh=00/mm=30") as caught:
        describe(tmp_path, BEGIN, BEGIN + timedelta(hours=1))
    assert "Run the delta builder" in str(caught.value.remedy)
    assert {} == digests(tmp_path / "fg_a")


@pytest.mark.parametrize("back", [0, 95], ids=["in the window", "in the history"])
def test_a_host_twice_in_a_slice_is_refused_with_its_partition(tmp_path: Path, back: int) -> None:
    """A delta that counts twice would pass for traffic."""
    twice = BEGIN - back * QUARTER
    lay(tmp_path / "delta", DELTA, [delta(twice), delta(twice)], {BEGIN, twice})
    with pytest.raises(InputError, match=f"twice in 1 slices, the first {twice:dt=%Y-%m-%d/hh=%H/mm=%M}"):
        describe(tmp_path, BEGIN, BEGIN + QUARTER)
    assert {} == digests(tmp_path / "fg_a")


@pytest.mark.parametrize("days", [-3, 3], ids=["earlier", "later"])
def test_a_file_of_another_day_is_refused_with_the_slice_that_it_is_of(tmp_path: Path, days: int) -> None:
    """Copied to fill a gap, say: its rows are of no window, and the slice would pass for a silent one."""
    other = BEGIN + timedelta(days=days)
    gap = BEGIN - 2 * QUARTER
    lay(tmp_path / "delta", DELTA, [delta(BEGIN), delta(other)], {BEGIN, other})
    file_of(tmp_path / "delta", gap).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file_of(tmp_path / "delta", other), file_of(tmp_path / "delta", gap))
    with pytest.raises(InputError, match=f"rows of {other:dt=%Y-%m-%d/hh=%H/mm=%M}, which is none of"):
        describe(tmp_path, BEGIN, BEGIN + QUARTER)
    assert {} == digests(tmp_path / "fg_a")


def test_a_slice_without_deltas_has_a_file_without_rows(tmp_path: Path) -> None:
    """Who reads can tell that nothing happened from what is not there yet."""
    lay(tmp_path / "delta", DELTA, [], [BEGIN])
    fg_a = describe(tmp_path, BEGIN, BEGIN + QUARTER)
    assert file_of(fg_a, BEGIN).is_file()
    assert [] == read(fg_a)


def test_the_windows_of_1970_reach_before_the_epoch(tmp_path: Path) -> None:
    """The day before the first of January 1970 has numbers below 0."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    starts = slices_between(epoch - timedelta(hours=23, minutes=45), epoch + QUARTER)
    lay(tmp_path / "delta", DELTA, [delta(start, sessions_cnt=1) for start in starts], starts)
    rows = read(describe(tmp_path, epoch, epoch + QUARTER))
    assert [(1, 2, 4, 32, 96)] == [
        tuple(row[f"sessions_cnt_sum_w_{window}"] for window in ("15m", "30m", "1h", "8h", "24h"))
        for row in rows
    ]


def test_slices_one_at_a_time_have_the_bytes_of_the_backfill(network: Network, tmp_path: Path) -> None:
    """What a slice's file holds does not depend on what else was asked for, on threads or on chunks."""
    (tmp_path / "delta").symlink_to(network.delta)
    for start in slices_between(network.end - timedelta(minutes=30), network.end):
        shutil.copytree(
            describe(tmp_path, start, start + QUARTER, f"one-{start:%H%M}"),
            tmp_path / "apart",
            dirs_exist_ok=True,
        )
    whole = digests(network.fg_a)
    apart = digests(tmp_path / "apart")
    assert 2 == len(apart)
    assert {name: whole[name] for name in apart} == apart


def test_one_thread_and_two_write_the_same_bytes(network: Network, tmp_path: Path) -> None:
    """Sums do not depend on who adds what."""
    (tmp_path / "delta").symlink_to(network.delta)
    begin = network.end - timedelta(hours=1)
    one = describe(tmp_path, begin, network.end, "one", resources={"threads": 1}, chunk_slices=3)
    two = describe(tmp_path, begin, network.end, "two", resources={"threads": 2})
    assert digests(one) == digests(two)


def test_parts_of_few_rows_write_the_same_bytes(
    network: Network, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where hosts are many, a window is done a few slices at a time: here two hours a slice at a time."""
    (tmp_path / "delta").symlink_to(network.delta)
    begin = network.end - timedelta(hours=2)
    whole = describe(tmp_path, begin, network.end, "whole")
    hosts = {(row["host_ip"], row["role"]) for row in read(whole)}
    caplog.clear()
    with caplog.at_level("INFO"):
        parts = describe(tmp_path, begin, network.end, "parts", chunk_rows=len(hosts))
    assert digests(whole) == digests(parts)
    assert 8 == len(re.findall(r"describe dt=\S+ \.\.\.", caplog.text))
