"""Damaged and unusual files: what can be read is, what cannot is reported, nothing passes silently."""

import gzip
import json
import zlib
from pathlib import Path

import duckdb
import pytest
from delta_container import Container, Run, lines, session

from common.errors import InputError
from steps.delta_builder.job import build

LINE = json.dumps(session()).encode()


@pytest.mark.parametrize(
    "broken",
    [
        b'{"source_ip": "10.',
        b"[1, 2]",
        b"5",
        b"null",
        b"garbage",
        b'{"source_ip": "\xff\xfe"}',
        b"{}}",
        b'{"a": "x\x00"}',
        LINE + LINE,
        b"[" * 5000,
    ],
    ids=lambda value: repr(value[:12]),
)
def test_a_broken_line_costs_that_line(run: Run, broken: bytes) -> None:
    """The rows around it count, the line is reported and kept with the rejects."""
    content = b"\n".join([LINE, broken, LINE])
    outcome = run(files={"sub/a.jsonl": content, "b.jsonl.gz": lines([session()])})
    assert outcome.report["rows"] == {"read": 3, "accepted": 3, "rejected": 0, "broken_lines": 1}
    (faulty,) = outcome.report["files"]["faulty"]
    assert tuple(faulty[name] for name in ("file", "fault", "broken_lines", "rows_saved")) == (
        "sub/a.jsonl",
        "1 broken lines",
        1,
        2,
    )
    (reject,) = outcome.rejects
    assert ("sub/a.jsonl", "broken_line", broken.decode("utf-8", "replace")) == tuple(reject.values())


def test_of_a_key_that_stands_twice_the_first_counts(run: Run) -> None:
    """Also in a file that is read line by line, as one is that has a broken line besides."""
    twice = LINE.replace(b"{", b'{"source_ip": "10.9.9.9", ', 1)
    for files in ({"a.jsonl": twice}, {"a.jsonl": twice + b"\n5"}):
        hosts = {row["host_ip"] for row in run(files=files).deltas}
        assert "10.9.9.9" in hosts
        assert session()["source_ip"] not in hosts


def test_a_truncated_gzip_file_gives_what_it_has(run: Run) -> None:
    """Rows before the end count; the file is reported with what was saved."""
    rows = [session(source_port=1024 + n, source_bytes=n * 7919 % 10_007) for n in range(5000)]
    whole = lines(rows)
    outcome = run(files={"a.jsonl.gz": whole[: len(whole) // 2], "b.jsonl.gz": lines([session()] * 2)})
    (faulty,) = outcome.report["files"]["faulty"]
    assert (faulty["file"], faulty["fault"]) == ("a.jsonl.gz", "truncated gzip: read up to its end")
    assert 1000 < faulty["rows_saved"] < 5000
    assert outcome.report["rows"]["read"] == faulty["rows_saved"] + 2
    assert faulty["broken_lines"] == len(outcome.rejects) == 1


def test_a_gzip_file_damaged_in_the_middle_gives_what_precedes(run: Run) -> None:
    """Garbage inside the stream ends it there, and is reported."""
    whole = bytearray(
        lines([session(source_port=1024 + n, source_bytes=n * 7919 % 10_007) for n in range(5000)])
    )
    middle = len(whole) // 2
    whole[middle : middle + 64] = b"\xff" * 64
    outcome = run(files={"a.jsonl.gz": bytes(whole), "b.jsonl.gz": lines([session()])})
    (faulty,) = outcome.report["files"]["faulty"]
    assert faulty["fault"] == "damaged gzip: read up to the damage"
    assert outcome.report["rows"]["read"] == faulty["rows_saved"] + 1
    before = zlib.decompressobj(wbits=31).decompress(bytes(whole[:middle])).count(b"\n")
    assert 1000 < before <= faulty["rows_saved"] < 5000


@pytest.mark.parametrize("content", [b"", b"not gzip at all", b"\x1f\x8b"])
def test_a_file_that_is_no_gzip_is_reported(run: Run, content: bytes) -> None:
    """An unreadable file costs that file."""
    outcome = run(files={"a.jsonl.gz": content, "b.jsonl.gz": lines([session()])})
    (faulty,) = outcome.report["files"]["faulty"]
    assert (faulty["file"], faulty["rows_saved"]) == ("a.jsonl.gz", 0)
    assert outcome.report["rows"]["read"] == 1


def test_plain_lines_under_a_gzip_name_are_read(run: Run) -> None:
    """A file that somebody forgot to compress is read, and reported."""
    outcome = run(files={"a.jsonl.gz": LINE})
    assert outcome.report["rows"]["accepted"] == 1
    assert outcome.report["files"]["faulty"][0]["fault"] == "not gzip; read as plain text"


def test_a_batch_of_which_nothing_can_be_read_fails(container: Container) -> None:
    """Empty deltas would say that nothing happened."""
    container.lay({"a.jsonl.gz": b"\x00\x01", "b.parquet": b"PAR1"}, {})
    with pytest.raises(
        InputError, match=r"no file of the mini-batch can be read \(a\.jsonl\.gz: .*b\.parquet"
    ):
        build(container.context("2026-01-05T08:00:00Z", "2026-01-05T08:30:00Z"))
    assert not list(container.output("output_delta").rglob("*.parquet"))


def test_unusual_but_whole_json_is_read(run: Run) -> None:
    """A byte order mark, CRLF, blank lines, repeated keys and lone surrogates cost nothing."""
    odd = LINE[:-1] + b', "action": "deny", "note": "\\ud800"}'
    content = b"\xef\xbb\xbf" + b"\r\n".join([LINE, b"", odd, b"  " + LINE + b"  "]) + b"\r\n"
    outcome = run(files={"a.jsonl": content})
    assert outcome.report["rows"] == {"read": 3, "accepted": 3, "rejected": 0, "broken_lines": 0}
    assert outcome.delta("10.0.0.1", "source")["drop_cnt"] == 0  # of its two actions the first counts


def test_concatenated_gzip_members_are_one_file(run: Run) -> None:
    """Collectors append members; each is read, also when the file must be salvaged."""
    whole = lines([session()]) + lines([session()] * 2)
    assert run(files={"a.jsonl.gz": whole}).report["rows"]["read"] == 3
    torn = whole + gzip.compress(b"{") + lines([session()])
    outcome = run(files={"a.jsonl.gz": torn})
    assert (outcome.report["rows"]["read"], outcome.report["rows"]["broken_lines"]) == (3, 1)


def test_files_that_are_not_traffic_are_skipped_and_named(run: Run) -> None:
    """A stray file does not fail the batch, nor does it pass unseen."""
    outcome = run(files={"a.jsonl.gz": lines([session()]), "README.txt": b"hello", "_SUCCESS": b""})
    assert outcome.report["files"] == ({"read": 1, "skipped": ["README.txt"], "faulty": []})


def test_a_batch_without_traffic_files_fails(container: Container) -> None:
    """Nothing but strangers is an input error that says which suffixes are traffic."""
    container.lay({"a.csv": b"x"}, {})
    with pytest.raises(InputError, match="none of 1 files is traffic"):
        build(container.context("2026-01-05T08:00:00Z", "2026-01-05T08:30:00Z"))


def test_names_that_look_like_patterns_are_names(run: Run) -> None:
    """Brackets, quotes and asterisks in a file's name are read as that file, once."""
    files = {
        "a[1]*.jsonl.gz": lines([session()]),
        "a1x.jsonl.gz": lines([session()]),
        "it's.jsonl.gz": lines(["x"]),
    }
    outcome = run(files=files)
    assert outcome.report["rows"] == {"read": 2, "accepted": 2, "rejected": 0, "broken_lines": 1}


def parquet(path: Path, query: str) -> bytes:
    """A Parquet file of a query."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


NATIVE = """SELECT '10.0.0.1' AS source_ip, '10.0.0.2' AS destination_ip, 50000::USMALLINT AS source_port,
    443::INTEGER AS destination_port, 6::UTINYINT AS protocol, 'allow' AS action,
    NULL::VARCHAR AS session_end_reason,
    100::UBIGINT AS source_bytes, 200.0::DOUBLE AS destination_bytes,
    TIMESTAMP '2026-01-05 08:01:00' AS event_start,
    TIMESTAMPTZ '2026-01-05 08:01:02.5+00' AS event_end, 'x' AS label, n FROM range(3) r(n)"""


def test_native_types_of_parquet_are_used_as_they_are(run: Run, tmp_path: Path) -> None:
    """Integers, doubles and timestamps with and without zone need no text in between."""
    outcome = run(files={"a.parquet": parquet(tmp_path / "x", NATIVE), "b.jsonl.gz": lines([session()])})
    delta = outcome.delta("10.0.0.1", "source")
    expected = {
        "sessions_cnt": 4,
        "tcp_cnt": 4,
        "bytes_sent_sum": 400,
        "bytes_recv_sum": 800,
        "duration_sum": 10.0,
    }
    assert expected == {name: delta[name] for name in expected}


def test_rejected_parquet_rows_are_kept_whole(run: Run, tmp_path: Path) -> None:
    """A rejected row has every column of its file, those that are no field too."""
    query = f"SELECT * REPLACE (-100 AS source_bytes) FROM ({NATIVE}) WHERE n = 1"
    outcome = run(files={"a.parquet": parquet(tmp_path / "x", query)})
    (reject,) = outcome.rejects
    assert (
        reject["reason"],
        *(json.loads(reject["row"])[k] for k in ("label", "n")),
    ) == ("negative_bytes", "x", 1)


def test_an_unreadable_parquet_file_costs_that_file(run: Run, tmp_path: Path) -> None:
    """The others are read, and it is named."""
    whole = parquet(tmp_path / "x", NATIVE)
    outcome = run(files={"a.parquet": whole[:-20], "b.parquet": whole})
    (faulty,) = outcome.report["files"]["faulty"]
    assert (faulty["file"], faulty["fault"]) == ("a.parquet", "not a readable Parquet file")
    assert outcome.report["rows"]["read"] == 3


def test_a_parquet_column_that_is_not_there_is_named(container: Container, tmp_path: Path) -> None:
    """A wrong mapping fails with the column, its field and what there is."""
    container.lay({"a.parquet": parquet(tmp_path / "x", NATIVE)}, {"fields": {"source_ip": "src"}})
    with pytest.raises(InputError, match=r"no column src \(for source_ip\); they have source_ip, "):
        build(container.context("2026-01-05T08:00:00Z", "2026-01-05T08:30:00Z"))
