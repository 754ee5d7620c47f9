"""The deltas of a few sessions, worked out by hand."""

import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from delta_container import Run, session


def test_one_session_counts_for_both_its_hosts(run: Run) -> None:
    """The source sent what the destination received, and each is the other's only peer."""
    outcome = run([session()])
    source = {
        "host_ip": "10.0.0.1",
        "role": "source",
        "slice_start_ts": "2026-01-05T08:00:00+00:00",
        "slice_end_ts": "2026-01-05T08:15:00+00:00",
        "sessions_cnt": 1,
        "bytes_sent_sum": 100,
        "bytes_recv_sum": 200,
        "duration_sum": 2.5,
        "allow_cnt": 1,
        "drop_cnt": 0,
        "alert_cnt": 0,
        "rst_cnt": 0,
        "aged_out_cnt": 0,
        "tcp_cnt": 1,
        "udp_cnt": 0,
        "icmp_cnt": 0,
        "peers_cnt": 1,
        "ports_cnt": 1,
        "max_sessions_per_minute": 1,
        "peer_entropy": 0.0,
    }
    other = {"host_ip": "10.0.0.2", "role": "destination", "bytes_sent_sum": 200, "bytes_recv_sum": 100}
    assert [source, source | other] == outcome.deltas
    assert list(source) == list(outcome.deltas[0])


def test_entropy_peers_ports_and_the_busiest_minute(run: Run) -> None:
    """Sessions over peers 2:1:1 have an entropy of 1.5 ln 2; three of four fall in one minute."""
    rows = [
        session(event_start="2026-01-05T08:01:00Z"),
        session(event_start="2026-01-05T08:01:59.999999Z", event_end="2026-01-05T08:02:00Z"),
        session(destination_ip="10.0.0.3", destination_port=53, event_start="2026-01-05T08:01:01Z"),
        session(destination_ip="10.0.0.4", event_start="2026-01-05T08:00:59.999999Z"),
    ]
    delta = run(rows).delta("10.0.0.1", "source")
    assert tuple(
        delta[name] for name in ("peers_cnt", "ports_cnt", "max_sessions_per_minute", "sessions_cnt")
    ) == (3, 2, 3, 4)
    assert math.isclose(1.5 * math.log(2), delta["peer_entropy"], abs_tol=1e-9)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"action": "deny"}, {"drop_cnt": 1, "allow_cnt": 0}),
        ({"action": "DROP"}, {"drop_cnt": 1, "allow_cnt": 0}),
        ({"action": "alert"}, {"alert_cnt": 1, "allow_cnt": 0}),
        ({"action": None}, {"allow_cnt": 0, "drop_cnt": 0, "alert_cnt": 0, "sessions_cnt": 1}),
        ({"session_end_reason": "tcp-rst-from-server"}, {"rst_cnt": 1, "aged_out_cnt": 0}),
        ({"session_end_reason": "aged-out"}, {"rst_cnt": 0, "aged_out_cnt": 1}),
        ({"protocol": "udp"}, {"udp_cnt": 1, "tcp_cnt": 0}),
        ({"protocol": 17}, {"udp_cnt": 1, "tcp_cnt": 0}),
        ({"protocol": "icmpv6", "destination_port": 135}, {"icmp_cnt": 1, "ports_cnt": 0}),
        ({"protocol": "gre", "destination_port": None}, {"tcp_cnt": 0, "udp_cnt": 0, "ports_cnt": 0}),
        ({"destination_port": "8443"}, {"ports_cnt": 1}),
        ({"source_bytes": "12", "destination_bytes": 1e3}, {"bytes_sent_sum": 12, "bytes_recv_sum": 1000}),
        ({"source_bytes": None}, {"bytes_sent_sum": 0}),
    ],
)  # fmt: skip
def test_classes_and_spellings(run: Run, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    """Values count in their class, however they are spelled."""
    delta = run([session(**changes)]).delta("10.0.0.1", "source")
    assert expected == {name: delta[name] for name in expected}


@pytest.mark.parametrize(
    "start",
    [
        "2026-01-05T08:01:00Z",
        "2026-01-05 08:01:00",
        "2026-01-05T10:31:00+02:30",
        "2026-01-05T06:01:00.000-0200",
        1767600060,
        "1767600060.25",
        1767600060250,
        1767600060250000,
        1767600060250000000,
    ],
)
def test_times_in_any_spelling_fall_in_their_slice(run: Run, start: Any) -> None:
    """ISO-8601 with and without offset, and numbers since 1970 in any unit, are the same instant."""
    outcome = run([session(event_start=start)])
    assert {"2026-01-05T08:00:00+00:00"} == {row["slice_start_ts"] for row in outcome.deltas}
    fraction = 0.25 if "25" in str(start)[-10:] and not str(start).startswith("2026") else 0.0
    assert math.isclose(2.5 - fraction, outcome.delta("10.0.0.1", "source")["duration_sum"], abs_tol=1e-6)


def test_every_spelling_of_an_address_is_one_host(run: Run) -> None:
    """IPv6 is written as RFC 5952 writes it; an IPv4-mapped address is its IPv4 host."""
    spellings = ["::1", "0:0:0:0:0:0:0:1", "0000::0001"]
    outcome = run([session(source_ip=text) for text in spellings] + [session(source_ip="::ffff:10.0.0.9")])
    assert outcome.delta("::1", "source")["sessions_cnt"] == 3
    assert outcome.delta("10.0.0.9", "source")["sessions_cnt"] == 1
    assert outcome.delta("10.0.0.2", "destination")["peers_cnt"] == 2


def test_equal_rows_are_as_many_sessions(run: Run) -> None:
    """Two sessions that look the same are two sessions: nothing says that one is a copy."""
    assert run([session()] * 3).delta("10.0.0.1", "source")["sessions_cnt"] == 3


def test_slices_without_traffic_are_empty_files(run: Run) -> None:
    """Every slice of the window has its file, also where nothing happened."""
    outcome = run([session()])
    found = sorted(path.parent.as_posix()[-5:] for path in outcome.root.rglob("output_delta/**/*.parquet"))
    assert found == ["mm=00", "mm=15"]


def test_a_batch_without_rows_is_a_window_of_empty_slices(run: Run) -> None:
    """An empty file is a quiet quarter of an hour, not an error."""
    outcome = run([])
    assert (outcome.report["rows"]["read"], outcome.deltas) == (0, [])
    assert len(list(outcome.root.rglob("output_delta/**/*.parquet"))) == 2


def test_sums_do_not_overflow(run: Run) -> None:
    """Sums stop at the largest 64-bit integer instead of wrapping or failing."""
    outcome = run([session(source_bytes=2**53 - 1)] * 1100)
    assert outcome.delta("10.0.0.1", "source")["bytes_sent_sum"] == 2**63 - 1


def test_sums_of_negative_bytes_do_not_overflow(run: Run) -> None:
    """Where they are kept, sums stop at the other end, too."""
    rows = [session(source_bytes=-(2**53 - 1))] * 1100
    outcome = run(rows, config={"quality_rules": {"negative_bytes": "keep"}})
    assert outcome.delta("10.0.0.1", "source")["bytes_sent_sum"] == -(2**63 - 1)


def test_a_column_may_be_called_as_the_engine_calls_its_own(run: Run, tmp_path: Path) -> None:
    """A log of threats has names of files."""
    rows = [session() | {"filename": "a.exe", "_filename": "b.exe"}, session(source_ip="x", filename="c.exe")]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    outcome = run(files={"t.parquet": tmp_path / "t.parquet"})
    assert outcome.delta("10.0.0.1", "source")["sessions_cnt"] == 1
    (reject,) = outcome.rejects
    assert reject["file"] == "t.parquet"
    assert json.loads(reject["row"])["filename"] == "c.exe"


def test_the_end_can_decide_the_slice(run: Run) -> None:
    """With slice_by event_end a session counts where it ended."""
    row = session(event_end="2026-01-05T08:20:30Z")
    outcome = run([row], config={"slice_by": "event_end"})
    assert {"2026-01-05T08:15:00+00:00"} == {found["slice_start_ts"] for found in outcome.deltas}


def test_columns_can_have_other_names(run: Run) -> None:
    """The mapping decides which column is which field; a port that the source lacks is no fault."""
    renamed = {"source_ip": "src ip", "destination_ip": 'dst"ip', "event_start": "ts'"}
    row = {renamed.get(name, name): value for name, value in session().items()}
    outcome = run([row], config={"fields": {**renamed, "source_port": None}})
    assert outcome.delta("10.0.0.1", "source")["sessions_cnt"] == 1
    assert outcome.report["kept"] == {}
