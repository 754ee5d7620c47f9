"""FG-B describes what is usual, from nothing at or after the reference time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from baseline_container import REFERENCE, Baselines, ago, feature, pair
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import ArgumentError, InputError
from common.partitions import PART
from common.schemas import FG_A, FG_B_HOSTS, PAIR_COUNTS
from common.windows import SLICE, Slice, Window

SESSIONS = "sessions_cnt_sum_w_15m"
ENTROPY = "peer_entropy_sum_w_15m"
BYTES = "bytes_asymmetry_w_15m"


@pytest.fixture
def baselines(tmp_path: Path) -> Baselines:
    """Empty folders."""
    return Baselines(tmp_path)


ORACLE = """
WITH horizon(name, days) AS (VALUES ('7d', 7), ('30d', 30)),
x AS (
    SELECT 'host' AS scope, host_ip, role, name, {metric} AS v FROM {{fg_a}}, horizon
    WHERE slice_start_ts >= TIMESTAMPTZ '2026-02-01 00:00:00Z' - to_days(CAST(days AS INTEGER))
      AND slice_start_ts < TIMESTAMPTZ '2026-02-01 00:00:00Z' AND sessions_cnt_sum_w_15m > 0
    UNION ALL
    SELECT 'population', NULL, role, name, {metric} FROM {{fg_a}}, horizon
    WHERE slice_start_ts >= TIMESTAMPTZ '2026-02-01 00:00:00Z' - to_days(CAST(days AS INTEGER))
      AND slice_start_ts < TIMESTAMPTZ '2026-02-01 00:00:00Z' AND sessions_cnt_sum_w_15m > 0
),
q AS (
    SELECT scope, host_ip, role, name, count(*) AS n, quantile_cont(v::DOUBLE, 0.5) AS m,
        quantile_cont(v::DOUBLE, 0.25) AS a, quantile_cont(v::DOUBLE, 0.75) AS b,
        quantile_cont(v::DOUBLE, 0.95) AS c, quantile_cont(v::DOUBLE, 0.99) AS d
    FROM x GROUP BY ALL
),
s AS (
    SELECT x.scope, x.host_ip, x.role, x.name, quantile_cont(abs(v - m), 0.5) AS mad
    FROM x JOIN q ON x.scope = q.scope AND x.host_ip IS NOT DISTINCT FROM q.host_ip
        AND x.role = q.role AND x.name = q.name
    GROUP BY ALL
)
SELECT q.scope, q.host_ip, q.role, q.name, n, n < 96, m, a, b, c, d, mad, b - a
FROM q JOIN s ON s.scope = q.scope AND s.host_ip IS NOT DISTINCT FROM q.host_ip
    AND s.role = q.role AND s.name = q.name
ORDER BY 1, 2, 3, 4
"""


@pytest.mark.parametrize("metric", [SESSIONS, ENTROPY, "bytes_asymmetry_w_15m", "bytes_sent_sum_sum_w_24h"])
def test_baselines_are_those_of_hand_written_sql(baselines: Baselines, metric: str) -> None:
    """Every statistic of hosts and population over both horizons is what a plain query finds."""
    chance = random.Random(7)
    window = Window(ago(710), ago(650))
    rows = [
        feature(
            piece.start,
            host,
            role,
            **{
                SESSIONS: chance.randrange(100),
                ENTROPY: chance.random() * 3,
                "bytes_asymmetry_w_15m": chance.uniform(-1, 1),
                "bytes_sent_sum_sum_w_24h": chance.randrange(2**40),
            },
        )
        for piece in window.slices()
        for host in ("10.0.0.1", "10.0.0.2", "2001:db8::1")
        for role in ("source", "destination")
        if chance.random() < (0.1 if host == "10.0.0.2" else 0.9)
    ]
    baselines.lay_both(rows, [], window)
    baselines.describe(mode="BACKFILL")
    names = ("median", "p25", "p75", "p95", "p99", "mad", "iqr")
    keys = ("scope", "host_ip", "role", "horizon", "support_cnt", "cold_start")
    actual = [
        tuple(row[key] for key in (*keys, *(f"{metric}_{name}" for name in names)))
        for row in baselines.hosts()
    ]
    expected = baselines.query(ORACLE.format(metric=metric))
    assert [row[:6] for row in expected] == [row[:6] for row in actual]
    for want, got in zip(expected, actual, strict=True):
        assert want[6:] == pytest.approx(got[6:], rel=1e-12)


def test_statistics_of_five_values_are_those_counted_by_hand(baselines: Baselines) -> None:
    """1, 2, 3, 4, 100: median 3, quartiles 2 and 4, distances 2, 1, 0, 1, 97 with the median 1."""
    rows = [feature(ago(5 - i), **{SESSIONS: v}) for i, v in enumerate((1, 2, 3, 4, 100))]
    baselines.lay_both(rows, [], Window(ago(5), REFERENCE))
    baselines.describe({"min_support": 5})
    first = baselines.hosts()[0]
    names = ("median", "p25", "p75", "mad", "iqr")
    assert [3.0, 2.0, 4.0, 1.0, 2.0] == [first[f"{SESSIONS}_{name}"] for name in names]
    assert (5, False) == (first["support_cnt"], first["cold_start"])


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(later=st.integers(0, 200), value=st.integers(1, 2**40))
def test_nothing_at_or_after_the_reference_changes_a_baseline(
    tmp_path_factory: pytest.TempPathFactory, later: int, value: int
) -> None:
    """A later row, in its own partition or in one before the reference, leaves the bytes as they were."""
    contents = []
    for leaks in (False, True):
        here = Baselines(tmp_path_factory.mktemp("leak"))
        here.lay_both([feature(ago(1), **{SESSIONS: 5})], [pair(ago(1))], Window(ago(1), REFERENCE))
        if leaks:
            start = REFERENCE + later * SLICE
            row, seen = feature(start, **{SESSIONS: value}), pair(start, to="10.9.9.9")
            here.lay_both([row], [seen], Window(start, start + SLICE))
            here.lay_file("fg_a", FG_A, [feature(ago(1), **{SESSIONS: 5}), row], Slice(ago(1)))
            here.lay_file("pair_counts", PAIR_COUNTS, [pair(ago(1)), seen], Slice(ago(1)))
        here.describe()
        place = f"{Slice(REFERENCE).partition}/{PART}"
        contents.append([(here.folder("fg_b") / kind / place).read_bytes() for kind in ("hosts", "pairs")])
    assert contents[0] == contents[1]


def test_a_reference_inside_a_slice_leaves_that_slice_out(baselines: Baselines) -> None:
    """At 00:07 the slice of 00:00 has not ended: the baseline is that of 00:00."""
    rows = [feature(ago(1), **{SESSIONS: 5}), feature(REFERENCE, **{SESSIONS: 900})]
    baselines.lay_both(rows, [], Window(ago(1), REFERENCE + SLICE))
    baselines.describe(reference="2026-02-01T00:07:30Z")
    assert [5.0] * 4 == [row[f"{SESSIONS}_p99"] for row in baselines.hosts()]


def test_a_gap_in_history_stops_a_regular_run_and_not_a_backfill(baselines: Baselines) -> None:
    """The message names the missing slice and what to run; BACKFILL takes what there is."""
    baselines.lay_both([feature(ago(4))], [], Window(ago(4), ago(2)))
    baselines.lay_both([], [], Window(ago(1), REFERENCE))
    with pytest.raises(InputError, match=r"dt=2026-01-31/hh=23/mm=30.*15-minute pipeline"):
        baselines.describe()
    assert not (baselines.folder("fg_b") / "hosts" / Slice(REFERENCE).partition).exists()
    baselines.describe(mode="BACKFILL")
    assert {1} == {row["support_cnt"] for row in baselines.hosts()}


@pytest.mark.parametrize("mode", ["REGULAR", "BACKFILL"])
def test_no_history_at_all_is_the_inputs_fault(baselines: Baselines, mode: str) -> None:
    """Neither mode makes a baseline of nothing."""
    with pytest.raises(InputError, match="no slice in the 30 days"):
        baselines.describe(mode=mode)


def test_an_unknown_mode_and_a_reference_that_is_no_time_are_refused(baselines: Baselines) -> None:
    """The messages name the parameters."""
    with pytest.raises(ArgumentError, match="Mode"):
        baselines.describe(mode="regular")
    with pytest.raises(ArgumentError, match="ReferenceTimeIso"):
        baselines.describe(reference="yesterday")


def test_slices_without_rows_give_an_empty_baseline(baselines: Baselines) -> None:
    """A silent network has no hosts, and the files are there all the same."""
    baselines.lay_both([], [], Window(ago(2), REFERENCE))
    baselines.describe()
    assert ([], []) == (baselines.hosts(), baselines.pairs())


def test_a_metric_that_is_null_everywhere_has_null_statistics(baselines: Baselines) -> None:
    """The other metrics are not touched by it."""
    baselines.lay_both([feature(ago(1), **{ENTROPY: None, BYTES: 1.5})], [], Window(ago(1), REFERENCE))
    baselines.describe()
    names = [name for name in FG_B_HOSTS.columns if name.startswith(ENTROPY)]
    assert [None] * 7 == [baselines.hosts()[0][name] for name in names]
    assert baselines.hosts()[0][f"{BYTES}_median"] == 1.5


def test_a_reference_in_1970_has_a_baseline(baselines: Baselines) -> None:
    """A clock that was never set makes no difference."""
    reference = datetime(1970, 1, 2, tzinfo=UTC)
    baselines.lay_both([feature(ago(1, reference))], [], Window(ago(1, reference), reference))
    baselines.describe(reference="1970-01-02T00:00:00Z")
    assert {reference} == {row["reference_ts"] for row in baselines.hosts(reference)}


def test_slices_in_which_a_host_is_silent_say_nothing_of_its_usual(baselines: Baselines) -> None:
    """Of one active slice and three silent ones that follow it the median is that of the one."""
    silent = [feature(ago(4 - i), **{SESSIONS: 0, ENTROPY: 0.0}) for i in range(1, 4)]
    active = feature(ago(4), **{SESSIONS: 8, ENTROPY: 1.5})
    baselines.lay_both([active, *silent], [], Window(ago(4), REFERENCE))
    baselines.describe()
    assert {(1, 8.0, 1.5)} == {
        (row["support_cnt"], row[f"{SESSIONS}_median"], row[f"{ENTROPY}_p25"]) for row in baselines.hosts()
    }


def test_all_slices_count_where_the_record_says_so(baselines: Baselines) -> None:
    """With active_only false, a silent slice is as usual as any."""
    silent = [feature(ago(4 - i), **{SESSIONS: 0}) for i in range(1, 4)]
    baselines.lay_both([feature(ago(4), **{SESSIONS: 8}), *silent], [], Window(ago(4), REFERENCE))
    baselines.describe(config={"active_only": False})
    assert {(4, 0.0)} == {(row["support_cnt"], row[f"{SESSIONS}_median"]) for row in baselines.hosts()}


def test_pairs_are_counted_over_days_of_utc(baselines: Baselines) -> None:
    """Sessions, slices, days, first and last; new in the last day, rare if seldom on one day."""
    window = Window(ago(200), REFERENCE)
    steady = [pair(ago(200), sessions=2), pair(ago(199), sessions=3), pair(ago(1), sessions=1)]
    baselines.lay_both([], [*steady, pair(ago(2), to="10.0.0.7", port=None, sessions=5)], window)
    baselines.describe()
    names = ("destination_ip", "destination_port", "sessions_cnt", "slices_cnt", "active_days_cnt",
             "first_seen_ts", "last_seen_ts", "is_new", "is_rare")  # fmt: skip
    expected = [
        ("10.0.0.7", None, 5, 1, 1, ago(2), ago(2), True, True),
        ("10.0.0.9", 443, 6, 3, 2, ago(200), ago(1), False, False),
    ]
    assert expected == [tuple(row[name] for name in names) for row in baselines.pairs()]


def test_sessions_beyond_a_bigint_stop_at_its_largest(baselines: Baselines) -> None:
    """A sum that no column can hold is the largest that one can."""
    most = 2**63 - 1
    rows = [pair(ago(2), sessions=most), pair(ago(1), sessions=most)]
    baselines.lay_both([], rows, Window(ago(2), REFERENCE))
    baselines.describe()
    assert [most] == [row["sessions_cnt"] for row in baselines.pairs()]


def test_what_is_older_than_thirty_days_is_not_read(baselines: Baselines) -> None:
    """A file of the 31st day back is not even opened."""
    baselines.lay_both([feature(ago(1))], [], Window(ago(1), REFERENCE))
    old = Slice(REFERENCE - timedelta(days=30) - SLICE)
    path = baselines.folder("fg_a") / old.partition / PART
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not Parquet")
    baselines.describe()
    assert {1} == {row["support_cnt"] for row in baselines.hosts()}
