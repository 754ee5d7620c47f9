"""The evaluation of detection: what it counts, and what it is given to rank."""

import gzip
import importlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from by_hand import REPOSITORY, START

SLICES, HOSTS = 4, 6


@pytest.fixture
def evaluation(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "scripts"))
    return importlib.import_module("evaluate_detection")


def session(source: int, destination: int, port: int, moment: datetime, **more: Any) -> str:
    """One line of traffic."""
    at = moment.isoformat().replace("+00:00", "Z")
    row = {
        "source_ip": f"10.0.0.{source}",
        "destination_ip": f"10.0.0.{destination}",
        "source_port": 40_000,
        "destination_port": port,
        "protocol": "tcp",
        "action": "allow",
        "session_end_reason": "tcp-fin",
        "source_bytes": 100,
        "destination_bytes": 200,
        "event_start": at,
        "event_end": at,
        "label": "benign",
    }
    return json.dumps(row | more)


def lay(path: Path) -> Path:
    """An hour of six hosts that each ask a server once a minute; in its third slice one scans another."""
    lines = [
        session(host, 100, 443, START + timedelta(minutes=minute, seconds=host))
        for minute in range(15 * SLICES)
        for host in range(1, HOSTS + 1)
    ]
    lines += [
        session(
            1, 50, port, START + timedelta(minutes=31, seconds=port / 10), action="drop", label="malicious"
        )
        for port in range(1, 400)
    ]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_host_slices_are_counted_and_ranked(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both ends of a malicious row are malicious in its slice alone; a loud scan is ranked above all else."""
    capture = lay(tmp_path / "scan.jsonl.gz")
    assert 0 == evaluation.main([str(capture), "--work", str(tmp_path / "work"), "--json"])
    results = json.loads(capsys.readouterr().out)
    assert ["these steps", "plain IsolationForest"] == [result["model"] for result in results]
    for result in results:
        counted = {name: result[name] for name in ("capture", "host_slices", "malicious")}
        # The server has a host-slice in each slice, and what is scanned in one.
        expected = {"capture": "scan.jsonl.gz", "host_slices": (HOSTS + 1) * SLICES + 1, "malicious": 2}
        assert expected == counted
    assert 1 == results[0]["roc_auc"] == results[0]["average_precision"]


def test_what_is_not_labelled_cannot_be_judged(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labels that are all alike, or no capture at all, end in words before any step runs."""
    capture = tmp_path / "quiet.jsonl.gz"
    lines = [session(host, 100, 443, START + timedelta(minutes=host)) for host in range(1, 50)]
    capture.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert 2 == evaluation.main([str(capture)])
    said = capsys.readouterr().err
    assert "labels are all alike: no row with a time is labelled malicious; the labels are 'benign'" in said
    assert "steps." not in said
    with pytest.raises(SystemExit) as ended:
        evaluation.main([str(tmp_path / "none")])
    assert 2 == ended.value.code
    assert "no such file" in capsys.readouterr().err


def figures(evaluation: ModuleType, capsys: pytest.CaptureFixture[str], *words: object) -> list[Any]:
    """Evaluate, and return the results."""
    evaluation.main([*map(str, words), "--json"])
    found: list[Any] = json.loads(capsys.readouterr().out)
    return found


def test_other_words_of_malice_plain_lines_and_numbers_of_time_are_read(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the delta builder reads them: the figures are those of the same capture in the usual form."""
    usual = lay(tmp_path / "usual.jsonl.gz")
    rows = [json.loads(line) for line in gzip.decompress(usual.read_bytes()).splitlines()]
    for row in rows:
        row["label"] = {"malicious": "Attack ", "benign": 0}[row["label"]]
        for name in ("event_start", "event_end"):
            row[name] = datetime.fromisoformat(row[name]).timestamp()
    other = tmp_path / "other.jsonl"
    other.write_text("\n".join(map(json.dumps, rows)) + '\n{"broken', "utf-8")
    expected = [{**one, "capture": other.name} for one in figures(evaluation, capsys, usual)]
    assert expected == figures(evaluation, capsys, other, "--malicious", "botnet", "attack")


def test_rows_with_broken_clocks_are_left_out_and_told(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However many: the figures are those without them. Rows of the same week are judged."""
    usual = lay(tmp_path / "usual.jsonl.gz")
    sound = gzip.decompress(usual.read_bytes()).decode()
    early = [
        session(1, 100, 443, START - timedelta(days=20, seconds=n), label="malicious") for n in range(50)
    ]
    spoilt = tmp_path / "spoilt.jsonl.gz"
    spoilt.write_bytes(gzip.compress("\n".join([sound, *early]).encode()))
    found = figures(evaluation, capsys, spoilt)
    assert [{"rows a week or more away from the others": 50, "of these malicious": 50}] * 2 == [
        one["not_judged"] for one in found
    ]


def test_one_capture_that_cannot_be_read_costs_only_its_own_figures(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are printed, and the status tells."""
    good, empty = lay(tmp_path / "good.jsonl.gz"), tmp_path / "empty.jsonl.gz"
    empty.write_bytes(gzip.compress(b""))
    assert 2 == evaluation.main([str(empty), str(good), "--json"])
    printed = capsys.readouterr()
    assert ["good.jsonl.gz"] * 2 == [one["capture"] for one in json.loads(printed.out)]
    assert "empty.jsonl.gz cannot be evaluated: " in printed.err


def test_captures_of_one_name_share_no_datasets(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was kept of one is not taken for the other's."""
    captures = [lay(tmp_path / name) for name in ("a.jsonl.gz", "b.jsonl.gz")]
    lines = gzip.decompress(captures[1].read_bytes()).splitlines()
    captures[1].write_bytes(gzip.compress(b"\n".join(line for line in lines if b"10.0.0.3" not in line)))
    places = [tmp_path / place / "traffic.jsonl.gz" for place in ("one", "other")]
    for capture, place in zip(captures, places, strict=True):
        place.parent.mkdir()
        capture.rename(place)
    found = figures(evaluation, capsys, *places, "--work", tmp_path / "work")
    counts = [one["host_slices"] for one in found[::2]]
    assert [(HOSTS + 1) * SLICES + 1, HOSTS * SLICES + 1] == counts


@pytest.mark.parametrize("config", ["5", "[]", '{"tres": 1}'])
def test_a_wrong_configuration_is_refused_before_any_work(
    evaluation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str
) -> None:
    """It is known to be wrong without a capture."""
    with pytest.raises(SystemExit):
        evaluation.main([str(lay(tmp_path / "x.jsonl.gz")), "--config", config])
    assert "--config" in capsys.readouterr().err
