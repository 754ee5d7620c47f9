"""FG-C compares each slice with the newest baseline that is not later than it."""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path

import pytest
from baseline_container import REFERENCE, Baselines, Row, ago, feature, pair

from common.errors import InputError
from common.schemas import FG_B_HOSTS, FG_B_PAIRS
from common.windows import SLICE, Slice, Window

SESSIONS = "sessions_cnt_sum_w_15m"
DROPS = "drop_ratio_w_15m"
FIRST = Slice(REFERENCE)
NOW = Window(REFERENCE, REFERENCE + SLICE)


@pytest.fixture
def baselines(tmp_path: Path) -> Baselines:
    """Empty folders."""
    return Baselines(tmp_path)


def usual(host: str | None, horizon: str, *, cold: bool = False, **statistics: float) -> Row:
    """One row of FG_B_HOSTS; statistics that are not given are 0."""
    zeros = {name: 0.0 for name, kind in FG_B_HOSTS.columns.items() if kind == "float64"}
    return {
        **zeros,
        "reference_ts": REFERENCE,
        "scope": "population" if host is None else "host",
        "host_ip": host,
        "role": "source",
        "horizon": horizon,
        "support_cnt": 100,
        "cold_start": cold,
        **statistics,
    }


def known(to: str, port: int | None, *, rare: bool) -> Row:
    """One row of FG_B_PAIRS."""
    return {
        "reference_ts": REFERENCE, "source_ip": "10.0.0.1", "destination_ip": to, "destination_port": port,
        "sessions_cnt": 1, "slices_cnt": 1, "active_days_cnt": 1, "first_seen_ts": ago(9),
        "last_seen_ts": ago(9), "is_new": False, "is_rare": rare,
    }  # fmt: skip


def lay_usual(baselines: Baselines, hosts: list[Row], pairs: list[Row], piece: Slice = FIRST) -> None:
    """Write a baseline."""
    dated = [{**row, "reference_ts": piece.start} for row in hosts]
    baselines.lay_file("fg_b/hosts", FG_B_HOSTS, dated, piece)
    baselines.lay_file("fg_b/pairs", FG_B_PAIRS, pairs, piece)


@pytest.mark.parametrize(
    ("value", "statistics", "z"),
    [
        (10, {"median": 4.0, "mad": 2.0, "iqr": 9.0}, 6 / (1.4826 * 2)),
        (10, {"median": 4.0, "mad": 0.0, "iqr": 2.0}, 6 / (2 / 1.349)),
        (10, {"median": 4.0}, 6.0),
        (110, {"median": 100.0}, 1.0),
        (10_000, {"median": 0.0}, 20.0),
        (0, {"median": 900.0, "mad": 0.1}, -20.0),
    ],
)
def test_z_falls_back_from_mad_to_iqr_to_a_floor(
    baselines: Baselines, value: int, statistics: dict[str, float], z: float
) -> None:
    """The scale is that of the first spread above 0, the floor otherwise; z stops at 20."""
    baselines.lay_both([feature(REFERENCE, **{SESSIONS: value})], [], NOW)
    named = {f"{SESSIONS}_{name}": number for name, number in statistics.items()}
    lay_usual(baselines, [usual("10.0.0.1", "7d", **named)], [])
    baselines.compare(NOW)
    row = baselines.comparisons(NOW)[0]
    median = statistics["median"]
    assert row[f"{SESSIONS}_z_7d"] == pytest.approx(z, rel=1e-12)
    assert row[f"{SESSIONS}_baseline_7d"] == median
    assert row[f"{SESSIONS}_ratio_7d"] == pytest.approx(value / max(median, 1), rel=1e-12)
    assert row[f"{SESSIONS}_log_ratio_7d"] == pytest.approx(math.log1p(value) - math.log1p(median), rel=1e-12)
    assert (row["baseline_scope_7d"], row["baseline_scope_30d"]) == ("host", "none")
    assert row[f"{SESSIONS}_z_30d"] is None


def test_a_share_has_a_floor_of_a_hundredth(baselines: Baselines) -> None:
    """0.05 above a median of 0 is five floors."""
    baselines.lay_both([feature(REFERENCE, **{DROPS: 0.05})], [], NOW)
    lay_usual(baselines, [usual("10.0.0.1", "7d")], [])
    baselines.compare(NOW)
    assert baselines.comparisons(NOW)[0][f"{DROPS}_z_7d"] == pytest.approx(5.0, rel=1e-12)


def test_a_cold_or_unknown_host_is_compared_with_the_population(baselines: Baselines) -> None:
    """Warm hosts with their own, the others with the population, and the scope says which."""
    hosts = ("10.0.0.1", "10.0.0.2", "2001:db8::1")
    baselines.lay_both([feature(REFERENCE, host) for host in hosts], [], NOW)
    warm = usual("10.0.0.1", "7d", **{f"{SESSIONS}_median": 1.0})
    cold = usual("10.0.0.2", "7d", cold=True, **{f"{SESSIONS}_median": 2.0})
    lay_usual(baselines, [warm, cold, usual(None, "7d", **{f"{SESSIONS}_median": 3.0})], [])
    baselines.compare(NOW)
    expected = [("host", 1.0), ("population", 3.0), ("population", 3.0)]
    actual = [(r["baseline_scope_7d"], r[f"{SESSIONS}_baseline_7d"]) for r in baselines.comparisons(NOW)]
    assert expected == actual


def test_each_slice_has_its_own_newest_baseline(baselines: Baselines) -> None:
    """A baseline of the slice's own start counts, a later one never, and none leaves nulls."""
    window = Window(ago(2), REFERENCE + SLICE)
    baselines.lay_both([feature(piece.start) for piece in window.slices()], [], window)
    for piece in (Slice(ago(1)), Slice(REFERENCE), Slice(REFERENCE + timedelta(days=1))):
        lay_usual(baselines, [usual("10.0.0.1", "7d")], [], piece)
    baselines.compare(window)
    rows = baselines.comparisons(window)
    assert [None, ago(1), REFERENCE] == [row["baseline_reference_ts"] for row in rows]
    assert ["none", "host", "host"] == [row["baseline_scope_7d"] for row in rows]


def test_before_the_first_baseline_nothing_is_compared_or_new(baselines: Baselines) -> None:
    """The run succeeds: comparisons are null, and no pair can be called new."""
    baselines.lay_both([feature(REFERENCE)], [pair(REFERENCE)], NOW)
    baselines.compare(NOW)
    row = baselines.comparisons(NOW)[0]
    compared = {
        value for name, value in row.items() if name.endswith(("_7d", "_30d")) and "scope" not in name
    }
    assert ({None}, 0, 0) == (compared, row["new_pair_cnt"], row["rare_pair_cnt"])


def test_new_and_rare_pairs_are_counted_in_both_roles(baselines: Baselines) -> None:
    """A port that is null is a port of its own; a known pair that is not rare counts nowhere."""
    rows = [feature(REFERENCE), feature(REFERENCE, "10.0.0.9", "destination")]
    pairs = [
        pair(REFERENCE), pair(REFERENCE, port=None), pair(REFERENCE, port=80),
        pair(REFERENCE, to="10.0.0.8"), pair(REFERENCE, to="10.0.0.7", port=None),
    ]  # fmt: skip
    baselines.lay_both(rows, pairs, NOW)
    seen = [known("10.0.0.9", 443, rare=False), known("10.0.0.9", 80, rare=True),
            known("10.0.0.7", None, rare=True)]  # fmt: skip
    lay_usual(baselines, [], seen)
    baselines.compare(NOW)
    actual = [(r["role"], r["new_pair_cnt"], r["rare_pair_cnt"]) for r in baselines.comparisons(NOW)]
    assert [("source", 2, 2), ("destination", 1, 1)] == actual


@pytest.mark.parametrize("absent", ["fg_a", "pair_counts"])
def test_a_missing_slice_is_named_before_anything_is_written(baselines: Baselines, absent: str) -> None:
    """The message says which partition and what to run; no slice of the window is there."""
    window = Window(ago(1), REFERENCE + SLICE)
    baselines.lay_both([feature(REFERENCE)], [], window)
    (baselines.folder(absent) / Slice(ago(1)).partition / "part-00000.parquet").unlink()
    with pytest.raises(InputError, match=f"input_{absent}.*{Slice(ago(1)).partition}.*Run the steps"):
        baselines.compare(window)
    assert not list(baselines.folder("fg_c").rglob("*.parquet"))


def test_an_empty_slice_gives_an_empty_file(baselines: Baselines) -> None:
    """Nothing happened is not the same as not there."""
    baselines.lay_both([], [], NOW)
    lay_usual(baselines, [usual("10.0.0.1", "7d")], [])
    baselines.compare(NOW)
    assert baselines.comparisons(NOW) == []
