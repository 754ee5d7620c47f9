"""Inference as a job: scores, severities and drivers of a window, by the deployed model alone."""

import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from by_hand import read
from model_container import EVAL_END, FIT_END, SCORE_END, START, Models

from common.errors import InputError
from common.model.artifact import Model
from common.model.features import ROLE
from common.schemas import FG_A, FG_C
from common.windows import SLICE, Window


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """A trained and deployed model, and half an hour after its hold-out; do not change them."""
    models = Models(tmp_path_factory.mktemp("deployed"))
    models.lay(START, SCORE_END)
    models.report()
    models.deploy(models.train())
    return models


@pytest.fixture(scope="module")
def predictions(deployed: Models) -> list[dict[str, Any]]:
    """Predictions of that half hour."""
    return read(deployed.predict(EVAL_END, SCORE_END))


def features_of(models: Models) -> dict[tuple[Any, ...], dict[str, Any]]:
    """FG-A and FG-C by key, read without the code under test."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for name in ("fg_a", "fg_c"):
        for row in read(models.root / name):
            rows.setdefault((row["host_ip"], row["role"], row["slice_start_ts"]), {}).update(
                row, is_destination=float(row["role"] == "destination")
            )
    return rows


def test_each_row_has_the_score_of_its_features(deployed: Models, predictions: list[dict[str, Any]]) -> None:
    """Score, percentile and severity are the artifact's of the row's own features, row by row."""
    model = Model((deployed.root / "model/model.onnx").read_bytes())
    rows = features_of(deployed)
    assert 2 * 16 == len(predictions)
    for found in predictions:
        row = rows[found["host_ip"], found["role"], found["slice_start_ts"]]
        score = model.score(np.array([[float(row[name]) for name in model.description.features]]))
        percentile = model.description.calibration.percentile(score)
        assert (score[0], percentile[0]) == (found["score"], found["percentile"])
        expected = [name for name, least in model.description.severities if percentile[0] >= least]
        assert (["none", *expected])[-1] == found["severity"]
        assert found["slice_end_ts"] - found["slice_start_ts"] == SLICE


def test_every_row_names_the_model(deployed: Models, predictions: list[dict[str, Any]]) -> None:
    """The version is run and digest of the deployed model."""
    entry = deployed.deploy(deployed.root / "model")
    assert {entry.version} == {row["model_version"] for row in predictions}


def test_drivers_are_what_lowers_the_score_most(deployed: Models, predictions: list[dict[str, Any]]) -> None:
    """Putting each feature to the training's median, one by one, gives the same three and effects."""
    model = Model((deployed.root / "model/model.onnx").read_bytes())
    rows = features_of(deployed)
    training = [row for key, row in rows.items() if key[2] < FIT_END]
    for found in predictions[:6]:
        row = rows[found["host_ip"], found["role"], found["slice_start_ts"]]
        effects = []
        for name in model.description.features:
            if name == ROLE:
                continue  # what a row is of, and no reason for its score
            typical = row | {name: statistics.median(float(other[name]) for other in training)}
            values = np.array([[float(typical[feature]) for feature in model.description.features]])
            effects.append((found["score"] - float(model.score(values)[0]), name))
        expected = [item for item in sorted(effects, key=lambda item: -item[0]) if item[0] > 0][:3]
        drivers = [(found[f"driver_{n}_effect"], found[f"driver_{n}"]) for n in (1, 2, 3)]
        assert expected == [driver for driver in drivers if driver[1] is not None]
        assert [float(row[name]) for _, name in expected] == [
            found[f"driver_{n}_value"] for n in range(1, len(expected) + 1)
        ]


def test_the_unusual_scores_highest(deployed: Models, tmp_path: Path) -> None:
    """A host with a thousandfold traffic ranks first, critical, and its features drive it."""

    def busy(row: dict[str, Any]) -> dict[str, Any]:
        if row["host_ip"] != "10.0.0.3" or row["role"] != "source":
            return row
        return {k: v * 1000 if isinstance(v, int | float) else v for k, v in row.items()}

    other = deployed.copy(tmp_path / "other")
    other.lay(EVAL_END, SCORE_END, fg_a=busy, fg_c=busy)
    rows = read(other.predict(EVAL_END, SCORE_END, output="busy"))
    first = max(rows, key=lambda row: row["score"])
    assert ("10.0.0.3", "source", "critical") == (first["host_ip"], first["role"], first["severity"])
    assert first["driver_1_effect"] > 0


def test_predicting_again_gives_the_same_bytes(deployed: Models, predictions: list[dict[str, Any]]) -> None:
    """With another number of threads, and with the slices one at a time."""
    del predictions
    middle = EVAL_END + SLICE
    deployed.predict(EVAL_END, middle, {"resources": {"threads": 1}}, output="again")
    again = deployed.predict(middle, SCORE_END, {"resources": {"threads": 1}}, output="again")
    first = deployed.root / "predictions"
    found = {p.relative_to(first): p.read_bytes() for p in first.rglob("*.parquet")}
    assert found == {p.relative_to(again): p.read_bytes() for p in again.rglob("*.parquet")}
    assert len(found) == 2


def test_walking_the_trees_writes_the_same_bytes(
    deployed: Models, predictions: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backfill of many rows, which are walked, writes what runs of few rows write."""
    pytest.importorskip("llvmlite", reason="the extra `fast` is not installed")
    del predictions
    models: list[Model] = []

    def load(content: bytes, **options: Any) -> Model:
        models.append(Model(content, walk_from=1, **options))
        return models[-1]

    monkeypatch.setattr("steps.inference_predictions.job.Model", load)
    walked = deployed.predict(EVAL_END, SCORE_END, output="walked")
    first = deployed.root / "predictions"
    found = {p.relative_to(first): p.read_bytes() for p in first.rglob("*.parquet")}
    assert found == {p.relative_to(walked): p.read_bytes() for p in walked.rglob("*.parquet")}
    assert [True] == [model.walks for model in models]


def test_an_empty_slice_has_an_empty_file(deployed: Models, tmp_path: Path) -> None:
    """No rows in, no rows out, and the slice is there."""
    other = deployed.copy(tmp_path / "other")
    other.lay(EVAL_END, SCORE_END, hosts=0)
    folder = other.predict(EVAL_END, SCORE_END, output="empty")
    assert 2 == len(list(folder.rglob("*.parquet")))
    assert [] == read(folder)


def test_nulls_score_and_have_no_value_as_drivers(deployed: Models, tmp_path: Path) -> None:
    """Null comparisons take the typical value's side, so that they drive nothing."""

    def blank(row: dict[str, Any]) -> dict[str, Any]:
        return {k: None if isinstance(v, float) else v for k, v in row.items()}

    other = deployed.copy(tmp_path / "other")
    other.lay(EVAL_END, SCORE_END, fg_c=blank)
    rows = read(other.predict(EVAL_END, SCORE_END, output="blank"))
    assert len(rows) == 32
    drivers = {row[f"driver_{n}"] for row in rows for n in (1, 2, 3)} - {None}
    assert drivers
    assert not [name for name in drivers if name.endswith("_7d")]


def test_no_model_is_a_clear_failure(deployed: Models, tmp_path: Path) -> None:
    """Without a current model nothing is written, and the remedy is to deploy one."""
    other = deployed.copy(tmp_path / "other")
    (other.root / "deployed/current.json").unlink()
    with pytest.raises(InputError, match="no model is deployed") as caught:
        other.predict(EVAL_END, SCORE_END, output="none")
    assert "pipeline_model_deploy" in caught.value.remedy
    assert [] == list((other.root / "none").iterdir())


def test_a_tampered_model_is_refused(deployed: Models, tmp_path: Path) -> None:
    """One changed byte, and nothing is written."""
    other = deployed.copy(tmp_path / "other")
    (path,) = (other.root / "deployed").rglob("*.onnx")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="SHA-256 differs"):
        other.predict(EVAL_END, SCORE_END, output="none")
    assert [] == list((other.root / "none").iterdir())


@pytest.mark.parametrize(("lacking", "having"), [("fg_a", "fg_c"), ("fg_c", "fg_a")])
def test_a_row_without_partner_names_its_slice(
    deployed: Models, tmp_path: Path, lacking: str, having: str
) -> None:
    """Which dataset lacks rows of which, and in which slices."""

    def without(row: dict[str, Any]) -> dict[str, Any] | None:
        gone = row["host_ip"] == "10.0.0.2" and row["slice_start_ts"] == EVAL_END
        return None if gone else row

    other = deployed.copy(tmp_path / "other")
    other.lay(EVAL_END, SCORE_END, **{lacking: without})
    with pytest.raises(InputError) as caught:
        other.predict(EVAL_END, SCORE_END, output="none")
    expected = f"input_{lacking} (s3://data/input_{lacking}/) lacks rows of input_{having}: "
    assert expected + "dt=2026-01-05/hh=05/mm=00 2 rows" == caught.value.reason


def test_a_missing_slice_names_itself(deployed: Models) -> None:
    """A slice that was not built is an error that says which."""
    with pytest.raises(InputError, match="lacks 1 of 1 slices: dt=2026-01-05/hh=05/mm=30"):
        deployed.predict(SCORE_END, SCORE_END + SLICE, output="later")


def test_a_model_of_other_features_is_refused(deployed: Models, tmp_path: Path) -> None:
    """A model that needs a column that is not there says so."""
    from deploy_container import model  # noqa: PLC0415 - only this test needs it

    other = deployed.copy(tmp_path / "other")
    folder = other.root / "foreign"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(model("r2", feature="no_such_column"))
    other.deploy(folder, "r2")
    with pytest.raises(InputError, match="needs 1 features that FG-A and FG-C lack: no_such_column"):
        other.predict(EVAL_END, SCORE_END, output="none")


def test_the_schemas_share_no_column_but_keys() -> None:
    """A feature lies in exactly one dataset."""
    assert {"host_ip", "role", "slice_start_ts", "slice_end_ts"} == set(FG_A.columns) & set(FG_C.columns)
    assert 2 == len(Window(EVAL_END, SCORE_END))
