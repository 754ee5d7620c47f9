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
    """Labels that are all alike, or no capture at all, end in words and not in figures."""
    capture = tmp_path / "quiet.jsonl.gz"
    lines = [session(host, 100, 443, START + timedelta(minutes=host)) for host in range(1, 50)]
    capture.write_bytes(gzip.compress("\n".join(lines).encode()))
    for path, words in ((capture, "labels are all alike"), (tmp_path / "none", "no such file")):
        with pytest.raises(SystemExit) as ended:
            evaluation.main([str(path)])
        assert 2 == ended.value.code
        assert words in capsys.readouterr().err
