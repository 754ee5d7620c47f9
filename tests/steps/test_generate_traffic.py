"""The traffic generator: seeded, labelled, and accepted by the delta builder."""

import gzip
import hashlib
import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from delta_container import REPOSITORY, Run


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "scripts"))
    return importlib.import_module("generate_traffic")


def generate(generator: ModuleType, out: Path, *more: str) -> dict[str, str]:
    """Generate two hours; each file with its digest."""
    words = ["--seed", "7", "--start", "2026-01-05T09:00:00Z", "--out", str(out), *more]
    assert generator.main(words) == 0
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def rows_of(out: Path) -> list[dict[str, Any]]:
    """All rows, in order."""
    return [json.loads(line) for path in sorted(out.rglob("*.gz")) for line in lines_of(path)]


def lines_of(path: Path) -> list[str]:
    """The lines of one file."""
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_the_same_seed_gives_the_same_bytes(generator: ModuleType, tmp_path: Path) -> None:
    """Two runs agree to the byte, another seed does not."""
    first = generate(generator, tmp_path / "a")
    assert first == generate(generator, tmp_path / "b")
    assert first != generate(generator, tmp_path / "c", "--seed", "8")
    assert len(first) == 8 + 1


def test_a_slice_does_not_depend_on_how_long_the_time_is(generator: ModuleType, tmp_path: Path) -> None:
    """Without attacks, which spread over the time asked for, the same quarter of an hour is the same."""
    long = generate(generator, tmp_path / "a", "--anomalies", "none", "--hours", "3")
    short = generate(generator, tmp_path / "b", "--anomalies", "none", "--hours", "1")
    shared = [name for name in short if name.endswith(".gz")]
    assert {name: short[name] for name in shared} == {name: long[name] for name in shared}


def test_every_planted_attack_is_labelled(generator: ModuleType, tmp_path: Path) -> None:
    """The labels file counts just the rows that are labelled malicious, by kind and host."""
    generate(generator, tmp_path, "--broken", "0")
    labels = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text().splitlines()]
    found = Counter(
        (row["label_detail"], row["source_ip"]) for row in rows_of(tmp_path) if row["label"] == "malicious"
    )
    assert {(label["kind"], label["host"]): label["sessions"] for label in labels} == dict(found)
    assert {"beaconing", "port_scan", "exfiltration", "lateral_movement"} == {
        label["kind"] for label in labels
    }


def test_days_are_busier_than_nights_and_few_hosts_do_most(generator: ModuleType, tmp_path: Path) -> None:
    """Traffic has a rhythm and a heavy tail."""
    plain = ["--anomalies", "none", "--dirty", "0", "--broken", "0", "--hours", "1"]
    generate(generator, tmp_path / "day", *plain)
    words = ["--seed", "7", "--start", "2026-01-05T01:00:00Z", "--out", str(tmp_path / "night"), *plain]
    assert generator.main(words) == 0
    day, night = rows_of(tmp_path / "day"), rows_of(tmp_path / "night")
    assert len(day) > 3 * len(night) > 0
    hosts = Counter(row["source_ip"] for row in day)
    busiest = sum(count for _, count in hosts.most_common(len(hosts) // 10 + 1))
    assert busiest > 0.3 * len(day)
    assert any(":" in host for host in hosts)


def test_dirt_is_what_the_delta_builder_rejects(generator: ModuleType, run: Run, tmp_path: Path) -> None:
    """Every flaw that is planted is found by the rule of its name, and nothing else is rejected."""
    generate(generator, tmp_path, "--hours", "0.25", "--rows-scale", "12", "--dirty", "0.05", "--broken", "1")
    files = {path.name: path for path in tmp_path.rglob("*.gz")}
    outcome = run(files=files, start="2026-01-05T09:00:00Z", end="2026-01-05T09:15:00Z")
    flaws = set(generator.FLAWS)
    assert flaws == set(outcome.report["rejected"]) | set(outcome.report["kept"])
    assert outcome.report["rows"]["broken_lines"] == 1
    clean = Counter(
        row["label"] for row in map(json.loads, (reject["row"] for reject in outcome.rejects[:0]))
    )
    assert clean == Counter()


@pytest.mark.parametrize(
    "words",
    [["--hosts", "1"], ["--hours", "0"], ["--anomalies", "zombies"], ["--start", "2026-01-05T09:07:00Z"]],
)
def test_impossible_wishes_are_refused(generator: ModuleType, tmp_path: Path, words: list[str]) -> None:
    """A wrong argument ends with a message before anything is written."""
    with pytest.raises(SystemExit):
        generator.main(["--out", str(tmp_path / "x"), *words])
    assert not (tmp_path / "x").exists()


def test_large_slices_come_in_parts(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts follow each other in time, so that memory does not grow with the slice."""
    monkeypatch.setattr(sys.modules["generate_traffic"], "PART_ROWS", 40)
    generate(generator, tmp_path, "--hours", "0.25", "--dirty", "0", "--broken", "0")
    parts = [
        sorted(row["event_start"] for row in rows_of(path.parent) if row)
        for path in tmp_path.rglob("*00000.*")
    ]
    files = sorted(tmp_path.rglob("*.gz"))
    assert len(files) > 3
    edges = [[json.loads(line)["event_start"] for line in lines_of(path)] for path in files]
    assert [start for part in edges for start in part] == sorted(start for part in parts for start in part)
