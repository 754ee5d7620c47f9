"""Pair counts say how often each source spoke with each destination on each port, in each slice."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from by_hand import REAL_DATA, batch, read, run_job
from laying import QUARTER, digests, file_of, slices_between

from common.schemas import PAIR_COUNTS
from steps.pair_counts_builder.job import build

BEGIN = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)

ORACLE = """
SELECT source_ip, destination_ip,
    CASE WHEN protocol IN ('tcp', 'udp') THEN destination_port END AS destination_port,
    time_bucket(INTERVAL 15 MINUTE, event_start) AS slice_start_ts,
    time_bucket(INTERVAL 15 MINUTE, event_start) + INTERVAL 15 MINUTE AS slice_end_ts,
    count(*) AS sessions_cnt
FROM read_json('{path}', columns = {{source_ip: 'VARCHAR', destination_ip: 'VARCHAR', protocol: 'VARCHAR',
    destination_port: 'INTEGER', event_start: 'TIMESTAMPTZ'}})
WHERE source_ip IS NOT NULL AND destination_ip IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""


def session(at: datetime, **values: Any) -> dict[str, Any]:
    """A session of raw traffic."""
    return {
        "source_ip": "10.0.0.1",
        "destination_ip": "10.0.0.9",
        "source_port": 50000,
        "destination_port": 443,
        "protocol": "tcp",
        "action": "allow",
        "session_end_reason": "tcp-fin",
        "source_bytes": 10,
        "destination_bytes": 20,
        "event_start": at.isoformat(),
        "event_end": (at + timedelta(seconds=1)).isoformat(),
        **values,
    }


def count(root: Path, name: str, begin: datetime, end: datetime, **config: Any) -> Path:
    """Count the pairs of root/raw."""
    output = root / name
    run_job(
        build,
        batch(begin, end),
        {"input_traffic": root / "raw"},
        {"output_pair_counts": output},
        root / "scratch",
        config,
    )
    return output


def put(root: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write root/raw."""
    (root / "raw").mkdir()
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (root / "raw" / "a.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


@pytest.mark.parametrize(
    ("capture", "begin", "end"),
    [
        ("apt29", datetime(2020, 4, 30, tzinfo=UTC), datetime(2020, 5, 1, 8, tzinfo=UTC)),
        ("westermo", datetime(2023, 3, 10, 9, 15, tzinfo=UTC), datetime(2023, 3, 10, 11, 15, tzinfo=UTC)),
    ],
)
def test_a_real_capture_is_counted_as_by_hand_written_sql(
    tmp_path: Path, capture: str, begin: datetime, end: datetime
) -> None:
    """Every pair, slice and count; ports are those of protocols that have them."""
    path = REAL_DATA / f"{capture}_traffic.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the repository")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / path.name).symlink_to(path)
    actual = read(count(tmp_path, "counts", begin, end))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        expected = connection.execute(ORACLE.format(path=path)).fetchall()
    assert len(expected) > 50
    assert expected == [tuple(row[name] for name in PAIR_COUNTS.columns) for row in actual]


def test_direction_port_and_slice_make_a_pair_its_own(tmp_path: Path) -> None:
    """Requests and replies, two ports, no port, and either side of a quarter of an hour."""
    other = {"source_ip": "10.0.0.9", "destination_ip": "10.0.0.1"}
    put(
        tmp_path,
        [
            session(BEGIN),
            session(BEGIN + QUARTER - timedelta(microseconds=1)),
            session(BEGIN + QUARTER),
            session(BEGIN, **other),
            session(BEGIN, destination_port=53),
            session(BEGIN, destination_port=None),
            session(BEGIN, protocol="icmp", destination_port=8),
            session(BEGIN, source_ip="2001:DB8::1"),
        ],
    )
    rows = read(count(tmp_path, "counts", BEGIN, BEGIN + 2 * QUARTER))
    assert [
        ("10.0.0.1", "10.0.0.9", 53, BEGIN, 1),
        ("10.0.0.1", "10.0.0.9", 443, BEGIN, 2),
        ("10.0.0.1", "10.0.0.9", 443, BEGIN + QUARTER, 1),
        ("10.0.0.1", "10.0.0.9", None, BEGIN, 2),
        ("10.0.0.9", "10.0.0.1", 443, BEGIN, 1),
        ("2001:db8::1", "10.0.0.9", 443, BEGIN, 1),
    ] == [
        (
            row["source_ip"],
            row["destination_ip"],
            row["destination_port"],
            row["slice_start_ts"],
            row["sessions_cnt"],
        )
        for row in rows
    ]


def test_what_the_delta_builder_rejects_is_of_no_pair(tmp_path: Path) -> None:
    """Rows outside the window, without an address, with broken bytes; and a line that is no row."""
    put(
        tmp_path,
        [
            session(BEGIN),
            session(BEGIN - timedelta(seconds=1)),
            session(BEGIN + QUARTER),
            session(BEGIN, source_ip=None),
            session(BEGIN, source_bytes=-1),
            session(BEGIN, destination_ip="nonsense"),
        ],
    )
    assert [1] == [row["sessions_cnt"] for row in read(count(tmp_path, "counts", BEGIN, BEGIN + QUARTER))]


def test_a_session_kept_without_an_address_is_of_no_pair(tmp_path: Path) -> None:
    """The rule missing_ip may keep the row for its other host; a pair has two."""
    put(tmp_path, [session(BEGIN), session(BEGIN, destination_ip=None)])
    counts = count(tmp_path, "counts", BEGIN, BEGIN + QUARTER, quality_rules={"missing_ip": "keep"})
    assert [("10.0.0.9", 1)] == [(row["destination_ip"], row["sessions_cnt"]) for row in read(counts)]


def test_every_slice_has_a_file_and_threads_do_not_show(tmp_path: Path) -> None:
    """A slice in which nobody spoke has a file without rows; one thread and two write the same bytes."""
    put(tmp_path, [session(BEGIN, source_ip=f"10.0.1.{n % 7}", destination_port=n % 5) for n in range(200)])
    end = BEGIN + 3 * QUARTER
    one = count(tmp_path, "one", BEGIN, end, resources={"threads": 1})
    two = count(tmp_path, "two", BEGIN, end, resources={"threads": 2})
    assert [file_of(one, start).is_file() for start in slices_between(BEGIN, end)] == [True] * 3
    assert digests(one) == digests(two)
    assert 200 == sum(row["sessions_cnt"] for row in read(one))
