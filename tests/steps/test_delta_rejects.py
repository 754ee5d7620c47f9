"""Rows that break a rule: left out, counted by reason, kept with their reason; or kept and counted."""

import json
from typing import Any

import pytest
from delta_container import Run, session

FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("unparsable_time", {"event_start": "2026-01-05T98:01:00Z"}),
    ("unparsable_time", {"event_start": None}),
    ("unparsable_time", {"event_end": "soon"}),
    ("unparsable_time", {"event_start": {"nested": [1]}}),
    ("unparsable_time", {"event_end": "infinity"}),
    ("outside_window", {"event_start": "2026-01-05T07:59:59.999999Z"}),
    ("outside_window", {"event_start": "2026-01-05T08:30:00Z", "event_end": "2026-01-05T08:30:00Z"}),
    ("missing_ip", {"source_ip": None}),
    ("missing_ip", {"destination_ip": ""}),
    ("malformed_ip", {"source_ip": "999.1.1.1"}),
    ("malformed_ip", {"source_ip": "010.0.0.1"}),
    ("malformed_ip", {"destination_ip": "10.0.0.1:80"}),
    ("malformed_ip", {"destination_ip": {"v4": "10.0.0.1"}}),
    ("malformed_ip", {"source_ip": 167772161}),
    ("malformed_bytes", {"source_bytes": "n/a"}),
    ("malformed_bytes", {"source_bytes": 1.5}),
    ("malformed_bytes", {"source_bytes": float("nan")}),
    ("malformed_bytes", {"destination_bytes": True}),
    ("malformed_bytes", {"destination_bytes": [1]}),
    ("bytes_out_of_range", {"source_bytes": 2**53}),
    ("bytes_out_of_range", {"source_bytes": 10**400}),
    ("bytes_out_of_range", {"source_bytes": "1e300"}),
    ("negative_bytes", {"destination_bytes": -1}),
    ("end_before_start", {"event_end": "2026-01-05T08:00:59Z"}),
    ("malformed_port", {"destination_port": 65536}),
    ("malformed_port", {"source_port": -1}),
    ("malformed_port", {"destination_port": "https"}),
]


@pytest.mark.parametrize(("reason", "changes"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_faulty_row_is_rejected_for_its_reason(run: Run, reason: str, changes: dict[str, Any]) -> None:
    """The row is counted under the rule that it breaks and kept as it came; the others count as ever."""
    outcome = run([session(), session(**changes), session()])
    assert {reason: 1} == outcome.report["rejected"]
    assert outcome.report["rows"] == {"read": 3, "accepted": 2, "rejected": 1, "broken_lines": 0}
    assert outcome.delta("10.0.0.1", "source")["sessions_cnt"] == 2
    (reject,) = outcome.rejects
    assert ("a.jsonl.gz", reason) == (reject["file"], reject["reason"])
    assert json.dumps(session(**changes)) == json.dumps(json.loads(reject["row"]))


def test_a_row_is_rejected_once_for_its_first_fault(run: Run) -> None:
    """Counts by reason add up to the rejected rows, however many rules a row breaks."""
    row = session(source_ip="x", source_bytes=-1, event_end="2001-01-01T00:00:00Z")
    assert run([row]).report["rejected"] == {"negative_bytes": 1}


def test_rejects_are_not_written_where_the_record_names_no_output(run: Run) -> None:
    """Without output_rejects the rows are only counted."""
    outcome = run([session(source_bytes=-1)], rejects=False)
    assert (outcome.report["rejected"], outcome.rejects) == ({"negative_bytes": 1}, [])
    assert not list(outcome.root.rglob("output_rejects"))


def test_null_ports_are_fine_where_the_protocol_has_none(run: Run) -> None:
    """Only a protocol with ports can lack one; such rows stay and are counted."""
    rows = [
        session(protocol=name, source_port=None, destination_port=None) for name in ("icmp", "arp", "tcp")
    ]
    outcome = run(rows)
    assert (outcome.report["rejected"], outcome.report["kept"]) == ({}, {"missing_port": 1})


@pytest.mark.parametrize(("disposition", "kept"), [("keep", {"negative_bytes": 1}), ("off", {})])
def test_a_rule_can_keep_its_rows(run: Run, disposition: str, kept: dict[str, int]) -> None:
    """A kept row counts in deltas; keep tells how many there were, off does not."""
    outcome = run([session(source_bytes=-5)], config={"quality_rules": {"negative_bytes": disposition}})
    assert ({}, kept) == (outcome.report["rejected"], outcome.report["kept"])
    assert outcome.delta("10.0.0.1", "source")["bytes_sent_sum"] == -5


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("end_before_start", {"event_end": "2026-01-05T08:00:00Z"}, {"duration_sum": 0.0}),
        ("unparsable_time", {"event_end": None}, {"duration_sum": 0.0}),
        ("malformed_bytes", {"source_bytes": "n/a"}, {"bytes_sent_sum": 0}),
        ("malformed_port", {"destination_port": 99999}, {"ports_cnt": 0}),
        ("missing_ip", {"destination_ip": None}, {"peers_cnt": 0, "peer_entropy": 0.0}),
        ("malformed_ip", {"destination_ip": "gateway"}, {"peers_cnt": 1}),
    ],
)
def test_what_a_kept_row_is_worth(
    run: Run, rule: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    """What cannot be used counts as nothing; the session counts."""
    outcome = run([session(**changes)], config={"quality_rules": {rule: "keep"}})
    delta = outcome.delta("10.0.0.1", "source")
    assert expected | {"sessions_cnt": 1} == {name: delta[name] for name in [*expected, "sessions_cnt"]}


def test_missing_ports_can_be_rejected(run: Run) -> None:
    """The rule that is kept by default rejects where it is told to."""
    outcome = run([session(destination_port=None)], config={"quality_rules": {"missing_port": "reject"}})
    assert outcome.report["rejected"] == {"missing_port": 1}


def test_values_in_no_class_are_counted(run: Run) -> None:
    """An action that the configuration does not know is visible in the report."""
    outcome = run([session(action="permit", protocol="gre")])
    assert outcome.report["unclassified"] == {"action": 1, "session_end_reason": 1, "protocol": 1}
