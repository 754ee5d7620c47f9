"""FG-B's two datasets are one baseline: killed between them, whoever looks finds the baseline before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from baseline_container import REFERENCE, Baselines, ago, feature, pair
from laying import digests

from common.columns import Schema
from common.errors import InputError
from common.schemas import FG_B_HOSTS
from common.windows import SLICE, Slice, Window, format_instant
from steps.fg_b_builder import job

OLD = ago(4)
NOW = Window(REFERENCE, REFERENCE + SLICE)


@pytest.fixture
def baselines(tmp_path: Path) -> Baselines:
    """A history with a whole baseline in its middle; a pair that is seen since then alone."""
    made = Baselines(tmp_path / "made")
    history = Window(ago(8), NOW.end)
    pairs = [pair(piece.start, port=80 if piece.start < OLD else 443) for piece in history.slices()]
    made.lay_both([feature(piece.start) for piece in history.slices()], pairs, history)
    made.describe(reference=format_instant(OLD))
    return made


def kill_before_hosts(baselines: Baselines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run FG-B for REFERENCE, and kill it when the pairs are there."""
    written = job.write_rows

    def write(engine: Any, table: Any, folder: Path, piece: Slice, schema: Schema) -> int:
        if schema is FG_B_HOSTS:
            raise KeyboardInterrupt
        return written(engine, table, folder, piece, schema)

    with monkeypatch.context() as patched:
        patched.setattr(job, "write_rows", write)
        with pytest.raises(KeyboardInterrupt):
            baselines.describe()
    assert baselines.pairs()


def used(baselines: Baselines) -> tuple[Any, int]:
    """Compare the slice of REFERENCE; which baseline it was, and how many pairs were new to it."""
    baselines.compare(NOW)
    (row,) = baselines.comparisons(NOW)
    return row["baseline_reference_ts"], row["new_pair_cnt"]


def test_pairs_without_hosts_are_seen_by_nobody(
    baselines: Baselines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosts and pairs are both those of the baseline before: to its pairs, port 443 is new."""
    assert (OLD, 1) == used(baselines)
    before = digests(baselines.folder("fg_c"))
    kill_before_hosts(baselines, monkeypatch)
    assert (OLD, 1) == used(baselines)
    assert before == digests(baselines.folder("fg_c"))


def test_new_pairs_are_not_seen_with_old_hosts(baselines: Baselines, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference that is built anew, and killed between, is none: the one before it counts."""
    baselines.describe()
    assert (REFERENCE, 0) == used(baselines)
    kill_before_hosts(baselines, monkeypatch)
    assert (OLD, 1) == used(baselines)


def test_run_again_the_baseline_is_whole(
    baselines: Baselines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the bytes of a run that nobody killed."""
    shutil.copytree(baselines.root, tmp_path / "other")
    other = Baselines(tmp_path / "other")
    other.describe()
    kill_before_hosts(baselines, monkeypatch)
    baselines.describe()
    assert digests(other.folder("fg_b")) == digests(baselines.folder("fg_b"))
    assert (REFERENCE, 0) == used(baselines)


def test_hosts_whose_pairs_are_not_there_yet_are_refused(baselines: Baselines) -> None:
    """An upload in another order: the message names the partition, and nothing is written."""
    baselines.describe()
    shutil.rmtree(baselines.folder("fg_b/pairs") / Slice(REFERENCE).partition)
    with pytest.raises(InputError, match=f"/pairs/.*{Slice(REFERENCE).partition}"):
        baselines.compare(NOW)
    assert not list(baselines.folder("fg_c").rglob("*.parquet"))
