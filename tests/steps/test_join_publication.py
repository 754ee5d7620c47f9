"""The join publishes every prediction with the features it was made from, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from by_hand import Network, batch, read, run_job
from laying import QUARTER, digests, file_of, filled, lay, slices_between

from common.errors import InputError
from common.schemas import FG_A, FG_C, KEYS, PREDICTIONS, PUBLICATION
from steps.prediction_feature_join.job import join

BEGIN = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
STARTS = [BEGIN, BEGIN + QUARTER]
SCHEMAS = {"predictions": PREDICTIONS, "fg_a": FG_A, "fg_c": FG_C}
HOSTS = ("10.0.0.1", "10.0.0.2")
Rows = dict[str, list[dict[str, Any]]]


def sound() -> Rows:
    """Two hosts in two slices, in all three datasets; a feature tells the rows apart."""
    rows: Rows = {name: [] for name in SCHEMAS}
    for place, (start, host) in enumerate((start, host) for start in STARTS for host in HOSTS):
        told = {"predictions": "score", "fg_a": "sessions_cnt_mean_w_1h", "fg_c": "drop_ratio_w_15m_z_7d"}
        for name, schema in SCHEMAS.items():
            rows[name].append(filled(schema, start, host, **{told[name]: float(place + 1)}))
    return rows


def publish(root: Path, rows: Rows, name: str = "published") -> Path:
    """Lay the datasets out and join them."""
    for dataset, schema in SCHEMAS.items():
        lay(root / dataset, schema, rows[dataset], STARTS)
    return run_join(root, {dataset: root / dataset for dataset in SCHEMAS}, BEGIN, STARTS[-1] + QUARTER, name)


def run_join(root: Path, folders: dict[str, Path], begin: datetime, end: datetime, name: str) -> Path:
    """Join datasets as they lie."""
    inputs = {f"input_{dataset}": folder for dataset, folder in folders.items()}
    outputs = {"output_prediction_feature_join": root / name}
    run_job(join, batch(begin, end), inputs, outputs, root / "scratch")
    return root / name


def test_each_prediction_has_its_own_features(tmp_path: Path) -> None:
    """Rows are matched by host, role and slice, whatever their order."""
    rows = sound()
    rows["fg_a"].reverse()
    published = read(publish(tmp_path, rows))
    assert list(PUBLICATION.columns) == list(published[0])
    assert [(float(n), float(n), float(n)) for n in (1, 2, 3, 4)] == sorted(
        (row["score"], row["sessions_cnt_mean_w_1h"], row["drop_ratio_w_15m_z_7d"]) for row in published
    )


def test_features_without_a_prediction_are_left_out(tmp_path: Path) -> None:
    """Inference may leave hosts out; they are not published."""
    rows = sound()
    del rows["predictions"][0]
    assert [2.0, 3.0, 4.0] == sorted(row["score"] for row in read(publish(tmp_path, rows)))


def test_a_real_network_is_published_column_by_column(network: Network, tmp_path: Path) -> None:
    """Every column of FG-A and FG-C is that of the row it came from."""
    starts = slices_between(network.end - 2 * QUARTER, network.end)
    found = {
        name: read_slices(folder, starts)
        for name, folder in {"fg_a": network.fg_a, "fg_c": network.fg_c}.items()
    }
    scored = [
        filled(PREDICTIONS, **keyed(row), score=place / len(found["fg_a"]))
        for place, row in enumerate(found["fg_a"])
    ]
    lay(tmp_path / "predictions", PREDICTIONS, scored, starts)
    folders = {"predictions": tmp_path / "predictions", "fg_a": network.fg_a, "fg_c": network.fg_c}
    actual = read(run_join(tmp_path, folders, starts[0], network.end, "published"))
    comparisons = {key_of(row): row for row in found["fg_c"]}
    features = {key_of(row): row for row in found["fg_a"]}
    expected = [{**features[key_of(row)], **comparisons[key_of(row)], **row} for row in scored]
    order = sorted(expected, key=key_of)
    assert len(order) > 100
    assert order == sorted(actual, key=key_of)


def read_slices(folder: Path, starts: list[datetime]) -> list[dict[str, Any]]:
    """Rows of some slices."""
    return [row for start in starts for row in read(file_of(folder, start).parent)]


def key_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """Key of a row."""
    return (row["slice_start_ts"], row["host_ip"], row["role"])


def keyed(row: dict[str, Any]) -> dict[str, Any]:
    """What `filled` is asked for a row's key."""
    return {"start": row["slice_start_ts"], "host": row["host_ip"], "role": row["role"]}


def _lose(dataset: str) -> Callable[[Rows], object]:
    return lambda rows: rows[dataset].pop()


def _repeat(dataset: str) -> Callable[[Rows], object]:
    return lambda rows: rows[dataset].append(rows[dataset][-1])


def _move_role(rows: Rows) -> None:
    rows["fg_a"][-1]["role"] = "destination"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_lose("fg_a"), "of 2 predictions: 1 without one row of input_fg_a"),
        (_lose("fg_c"), "of 2 predictions: 1 without one row of input_fg_c"),
        (_repeat("fg_a"), "of 2 predictions: 1 without one row of input_fg_a"),
        (_repeat("fg_c"), "of 2 predictions: 1 without one row of input_fg_c"),
        (_repeat("predictions"), "of 3 predictions: 1 repeated"),
        (_move_role, "of 2 predictions: 1 without one row of input_fg_a"),
    ],
    ids=["FG-A lost", "FG-C lost", "FG-A twice", "FG-C twice", "prediction twice", "another role"],
)
def test_what_does_not_reconcile_is_refused_and_nothing_written(
    tmp_path: Path, damage: Callable[[Rows], object], said: str
) -> None:
    """The slice and the kind of mismatch are named; the sound slice is not published either."""
    rows = sound()
    damage(rows)
    with pytest.raises(InputError) as caught:
        publish(tmp_path, rows)
    assert f"do not reconcile: dt=2026-03-01/hh=10/mm=15 {said}. Run" in str(caught.value)
    assert {} == digests(tmp_path / "published")


@pytest.mark.parametrize("dataset", ["predictions", "fg_a", "fg_c"])
def test_a_missing_slice_is_named_and_nothing_written(tmp_path: Path, dataset: str) -> None:
    """Every input must have every slice of the window."""
    for name, schema in SCHEMAS.items():
        lay(tmp_path / name, schema, sound()[name], STARTS)
    file_of(tmp_path / dataset, STARTS[1]).unlink()
    with pytest.raises(
        InputError, match=f"input_{dataset} .* lacks 1 of 2 slices: dt=2026-03-01/hh=10/mm=15"
    ):
        run_join(tmp_path, {n: tmp_path / n for n in SCHEMAS}, BEGIN, STARTS[-1] + QUARTER, "published")
    assert {} == digests(tmp_path / "published")


def test_no_predictions_are_published_as_no_rows(tmp_path: Path) -> None:
    """An empty slice stays an empty file."""
    rows = sound()
    rows["predictions"].clear()
    published = publish(tmp_path, rows)
    assert [] == read(published)
    assert 2 == len(digests(published))


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    """A retry replaces what is there with itself."""
    first = digests(publish(tmp_path, sound()))
    assert first == digests(publish(tmp_path, sound()))
    assert first == digests(publish(tmp_path, sound(), "elsewhere"))


def test_a_failed_run_leaves_the_earlier_publication(tmp_path: Path) -> None:
    """What was published stays when its rerun is refused."""
    first = digests(publish(tmp_path, sound()))
    rows = sound()
    rows["fg_c"].pop()
    with pytest.raises(InputError):
        publish(tmp_path, rows)
    assert first == digests(tmp_path / "published")


def test_the_publication_has_every_column_once() -> None:
    """Keys are not repeated, and no feature is left out."""
    features = [name for schema in (FG_A, FG_C) for name in schema.columns if name not in KEYS]
    assert sorted([*PREDICTIONS.columns, *features]) == sorted(PUBLICATION.columns)
