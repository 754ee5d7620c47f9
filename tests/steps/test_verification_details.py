"""What the verifier tells beside its reasons: what to backfill, what to do, what is odd; and its footers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from by_hand import run_job
from laying import file_of, filled, lay, slices_between

from common.datasets import Contents, read_footers
from common.engine import EmbeddedEngine
from common.errors import InputError, StepError
from common.partitions import MountedPartitions
from common.schemas import FG_A, FG_C
from common.windows import Slice, Window, format_instant
from steps.training_data_verifier.job import verify

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
MIDDLE, END = BEGIN + timedelta(hours=1), BEGIN + timedelta(hours=2)
STARTS = slices_between(BEGIN, END)
SCHEMAS = {"fg_a": FG_A, "fg_c": FG_C}


@dataclass(frozen=True)
class Verdict:
    """What one run left."""

    remedy: str
    report: dict[str, Any]
    missing: list[dict[str, Any]]


def judge(root: Path, training: Window, evaluation: Window) -> Verdict:
    """Verify; a refusal's remedy, or an empty one."""
    parameters = {
        "TrainingStartTs": format_instant(training.start),
        "TrainingEndTs": format_instant(training.end),
        "EvalStartTs": format_instant(evaluation.start),
        "EvalEndTs": format_instant(evaluation.end),
    }
    inputs = {f"input_{name}": root / name for name in SCHEMAS}
    output = root / "verification"
    remedy = ""
    try:
        run_job(verify, parameters, inputs, {"output_verification": output}, root / "scratch")
    except InputError as error:
        remedy = error.remedy
    return Verdict(
        remedy,
        json.loads((output / "report.json").read_text()),
        json.loads((output / "missing_windows.json").read_text()),
    )


FIRST, SECOND = Window(BEGIN, MIDDLE), Window(MIDDLE, END)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One host in every slice of two hours."""
    for name, schema in SCHEMAS.items():
        lay(tmp_path / name, schema, (filled(schema, start) for start in STARTS), STARTS)
    return tmp_path


def _cut(path: Path, start: datetime) -> None:
    del start
    path.write_bytes(path.read_bytes()[:-20])


def _scribble(path: Path, start: datetime) -> None:
    """Leave the footer as it is."""
    del start
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * 400 + content[404:])


def _swap(path: Path, start: datetime) -> None:
    lay(path.parents[3], FG_C, [filled(FG_C, start)], [start])


@pytest.mark.parametrize("damage", [_cut, _scribble, _swap])
def test_a_slice_that_cannot_be_used_is_missing(root: Path, damage: Callable[[Path, datetime], None]) -> None:
    """Cut off, damaged within, or of another dataset: a backfill has to write it again, as if it were not."""
    for start in STARTS[1:3]:
        damage(file_of(root / "fg_a", start), start)
    found = judge(root, FIRST, SECOND)
    assert found.missing == [
        {"start": "2026-03-01T00:15:00Z", "end": "2026-03-01T00:45:00Z", "slices": 2, "datasets": ["fg_a"]}
    ]
    assert found.remedy.startswith("Backfill what missing_windows.json lists (1)")


def test_no_backfill_is_asked_for_where_nothing_is_missing(root: Path) -> None:
    """Windows that overlap are corrected in the parameters."""
    found = judge(root, Window(BEGIN, END), SECOND)
    assert (found.remedy, found.missing) == ("Correct the parameters or the record's limits.", [])


def test_an_evaluation_of_the_past_passes_with_a_note(root: Path) -> None:
    """It may be meant; whoever reads the report should know."""
    found = judge(root, SECOND, FIRST)
    assert found.report["passed"]
    (note,) = found.report["notes"]
    assert note.startswith(
        "the evaluation window begins at 2026-03-01T00:00:00Z, before the training window at 2026-03-01T01:"
    )
    assert judge(root, FIRST, SECOND).report["notes"] == []


def test_the_engine_is_closed_when_the_verification_breaks_off(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its scratch files would outlive it."""
    closed: list[EmbeddedEngine] = []
    close = EmbeddedEngine.close

    def note(engine: EmbeddedEngine) -> None:
        closed.append(engine)
        close(engine)

    def fail(*_: object) -> int:
        raise StepError("no more", remedy="")

    monkeypatch.setattr(EmbeddedEngine, "close", note)
    monkeypatch.setattr(EmbeddedEngine, "count", fail)
    with pytest.raises(StepError, match="no more"):
        judge(root, FIRST, SECOND)
    assert len(closed) == 1


def test_footers_tell_rows_nulls_and_every_slice_that_is_unsound(root: Path, tmp_path: Path) -> None:
    """Of files with the same wrong columns the first is named, and all are known."""
    source = MountedPartitions("fg_c", "s3://data/fg_c/", root / "fg_c")
    pieces = [Slice(start) for start in STARTS]
    lay(root / "fg_c", FG_C, [], STARTS[:1])
    nulls = {"baseline_reference_ts": None}
    hosts = ("10.0.0.1", "10.0.0.2")
    lay(root / "fg_c", FG_C, [filled(FG_C, STARTS[1], host, **nulls) for host in hosts], STARTS[1:2])
    file_of(root / "fg_c", STARTS[2]).write_bytes(b"PAR1 no")
    for start in STARTS[3:5]:
        lay(root / "fg_c", FG_A, [filled(FG_A, start)], [start])
    with EmbeddedEngine(scratch=tmp_path / "engine") as engine:
        found: Contents = read_footers(engine, source, pieces, FG_C)
    assert [found.rows.get(piece) for piece in pieces] == [0, 2, None, 1, 1, 1, 1, 1]
    assert {name for name, count in found.nulls.items() if count} == {"baseline_reference_ts"}
    assert found.nulls["baseline_reference_ts"] == 2
    assert found.unsound == frozenset(pieces[2:5])
    assert found.faults[0] == "dt=2026-03-01/hh=00/mm=30/part-00000.parquet is not a readable Parquet file"
    assert {fault.split(":")[0] for fault in found.faults[1:]} == {
        "dt=2026-03-01/hh=00/mm=45/part-00000.parquet"
    }
