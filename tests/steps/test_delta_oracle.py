"""Deltas against independent oracles: SQL written by hand, and a few lines of Python."""

from __future__ import annotations

import gzip
import ipaddress
import json
import math
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from delta_container import REAL_DATA, Container, Outcome, Run, lines, session
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_sql import QUERY

from steps.delta_builder.job import build

COLUMNS = (
    "source_ip VARCHAR, destination_ip VARCHAR, source_port INTEGER, destination_port INTEGER, "
    "protocol VARCHAR, action VARCHAR, session_end_reason VARCHAR, "
    "source_bytes BIGINT, destination_bytes BIGINT, "
    "event_start VARCHAR, event_end VARCHAR"
)


def expected_deltas(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Deltas of clean rows by the hand-written SQL."""
    names = [column.split()[0] for column in COLUMNS.split(", ")]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE traffic ({COLUMNS})")
        if rows:
            values = [[row.get(name) for row in rows] for name in names]
            connection.execute(f"INSERT INTO traffic SELECT {', '.join('unnest(?)' for _ in names)}", values)
        found = connection.execute(QUERY)
        columns = [column[0] for column in found.description]
        deltas = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    for delta in deltas:
        for name in ("slice_start_ts", "slice_end_ts"):
            delta[name] = delta[name].replace(tzinfo=UTC).isoformat()
    return deltas


def assert_same(expected: list[dict[str, Any]], outcome: Outcome) -> None:
    """Every column agrees: integers and texts exactly, the two real ones within a billionth."""
    assert len(expected) == len(outcome.deltas)
    for want, got in zip(expected, outcome.deltas, strict=True):
        for name, value in want.items():
            if isinstance(value, float):
                assert math.isclose(value, got[name], rel_tol=1e-12, abs_tol=2e-9), (name, want, got)
            else:
                assert value == got[name], (name, want, got)


def real_rows(name: str) -> list[dict[str, Any]]:
    """The rows of a real capture, or a skip."""
    path = REAL_DATA / f"{name}_traffic.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the repository")
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize(
    ("name", "start", "end", "rejected"),
    [
        ("apt29", "2020-04-30T00:00:00Z", "2020-05-01T08:00:00Z", {}),
        ("westermo", "2023-03-10T09:15:00Z", "2023-03-10T11:15:00Z", {"missing_ip": 3544}),
    ],
)
def test_real_traffic_agrees_with_sql(
    run: Run, name: str, start: str, end: str, rejected: dict[str, int]
) -> None:
    """Every column of every delta of a real capture is what the hand-written SQL says."""
    rows = real_rows(name)
    outcome = run(files={"a.jsonl.gz": REAL_DATA / f"{name}_traffic.jsonl.gz"}, start=start, end=end)
    assert rejected == outcome.report["rejected"]
    assert len(outcome.rejects) == sum(rejected.values())
    assert_same(expected_deltas(rows), outcome)


HOSTS = st.sampled_from(["10.0.0.1", "10.0.0.2", "10.0.0.3", "192.168.7.254", "2001:db8::1", "fd00::a:b"])
BASE = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SESSIONS = st.lists(
    st.builds(
        lambda source, destination, protocol, action, reason, port, sizes, start, lasts: session(
            source_ip=source,
            destination_ip=destination,
            protocol=protocol,
            action=action,
            session_end_reason=reason,
            destination_port=port,
            source_bytes=sizes[0],
            destination_bytes=sizes[1],
            event_start=(BASE + timedelta(microseconds=start)).isoformat().replace("+00:00", "Z"),
            event_end=(BASE + timedelta(microseconds=start + lasts)).isoformat().replace("+00:00", "Z"),
        ),
        HOSTS,
        HOSTS,
        st.sampled_from(["tcp", "udp", "icmp", "icmpv6", "gre", None]),
        st.sampled_from(["allow", "drop", "deny", "alert", "other", None]),
        st.sampled_from(["tcp-fin", "tcp-rst-from-client", "tcp-rst-from-server", "aged-out", "", None]),
        st.one_of(st.none(), st.sampled_from([53, 443, 0, 65535])),
        st.tuples(st.integers(min_value=0, max_value=2**53 - 1), st.integers(min_value=0, max_value=9999)),
        st.integers(min_value=0, max_value=1_800_000_000 - 1),
        st.integers(min_value=0, max_value=10**12),
    ),
    max_size=40,
)


def build_in(scratch: str, rows: list[dict[str, Any]], **config: Any) -> Outcome:
    """Build deltas of rows in a folder of their own, for properties, which may not share fixtures."""
    container = Container(Path(scratch) / "container")
    container.lay({"a.jsonl.gz": lines(rows)}, config)
    build(container.context("2026-01-05T08:00:00Z", "2026-01-05T08:30:00Z"))
    return container.outcome()


@given(SESSIONS)
@settings(max_examples=8, deadline=None)
def test_any_clean_sessions_agree_with_sql(rows: list[dict[str, Any]]) -> None:
    """Whatever the sessions, every column is what the hand-written SQL says."""
    with tempfile.TemporaryDirectory() as scratch:
        assert_same(expected_deltas(rows), build_in(scratch, rows))


@given(SESSIONS)
@settings(max_examples=8, deadline=None)
def test_entropy_and_busiest_minute_agree_with_python(rows: list[dict[str, Any]]) -> None:
    """Entropy by its definition and minutes by counting give the same figures."""
    peers: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    minutes: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        at = datetime.fromisoformat(row["event_start"])
        start = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0).isoformat()
        for role, host, peer in (
            ("source", row["source_ip"], row["destination_ip"]),
            ("destination", row["destination_ip"], row["source_ip"]),
        ):
            peers[host, role, start][peer] += 1
            minutes[host, role, start][row["event_start"][:16]] += 1
    with tempfile.TemporaryDirectory() as scratch:
        outcome = build_in(scratch, rows)
    found = {(d["host_ip"], d["role"], d["slice_start_ts"]): d for d in outcome.deltas}
    assert set(peers) == set(found)
    for key, counts in peers.items():
        total = counts.total()
        entropy = -sum(n / total * math.log(n / total) for n in counts.values())
        assert math.isclose(entropy, found[key]["peer_entropy"], abs_tol=2e-9)
        assert max(minutes[key].values()) == found[key]["max_sessions_per_minute"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


ODD_FIELDS = st.dictionaries(st.sampled_from(sorted(session())), JSON, max_size=3)


@given(st.lists(st.builds(lambda odd: session() | odd, ODD_FIELDS), max_size=6))
@settings(max_examples=10, deadline=None)
def test_no_row_is_lost_whatever_it_holds(rows: list[dict[str, Any]]) -> None:
    """Any JSON in any field: every row is accepted, rejected for a reason, or a broken line."""
    with tempfile.TemporaryDirectory() as scratch:
        outcome = build_in(scratch, rows)
    counts = outcome.report["rows"]
    assert len(rows) == counts["accepted"] + counts["rejected"] + counts["broken_lines"]
    assert counts["rejected"] + counts["broken_lines"] == len(outcome.rejects)
    sources = [row for row in outcome.deltas if row["role"] == "source"]
    assert counts["accepted"] == sum(row["sessions_cnt"] for row in sources)
    for row in outcome.deltas:
        assert row["host_ip"] == str(ipaddress.ip_address(row["host_ip"]))
