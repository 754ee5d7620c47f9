"""Training as a job: what it reads, what it refuses, what it leaves."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from model_container import EVAL_END, FIT_END, SMALL, START, Models

from common.engine import EmbeddedEngine
from common.errors import ConfigurationError, InputError
from common.model.artifact import Model
from common.model.features import CANDIDATES, thin_out
from steps.if_training.settings import parse_settings


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Five hours of features of eight hosts, verified; do not change them."""
    models = Models(tmp_path_factory.mktemp("laid"))
    models.lay(START, EVAL_END)
    models.report()
    return models


@pytest.fixture(scope="module")
def trained(laid: Models) -> Path:
    """What training leaves."""
    return laid.train()


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_bytes())


def test_success_names_every_file_by_its_digest(trained: Path) -> None:
    """SUCCESS holds the SHA-256 of all other files."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in trained.iterdir()
        if path.name != "SUCCESS"
    }
    assert {"files": found} == read(trained, "SUCCESS")
    names = {"model.onnx", "metrics.json", "feature_list.json", "model_card.json", "model_card.html"}
    assert names == set(found)


def test_training_again_gives_the_same_bytes(laid: Models, trained: Path) -> None:
    """Every file is the same to the last byte, with another number of threads too."""
    again = laid.train(config={**SMALL, "resources": {"threads": 1}}, output="again")
    assert {p.name: p.read_bytes() for p in trained.iterdir()} == {
        p.name: p.read_bytes() for p in again.iterdir()
    }


def active_rows(models: Models, begin: datetime, end: datetime) -> int:
    """Rows of FG-A in a window whose host did anything in its slice, counted by hand."""
    with duckdb.connect() as connection:
        query = (
            f"SELECT count(*) FROM read_parquet('{models.root}/fg_a/**/*.parquet') "
            "WHERE sessions_cnt_sum_w_15m > 0 AND slice_start_ts >= ? AND slice_start_ts < ?"
        )
        return int(connection.execute(query, [begin, end]).fetchall()[0][0])


def test_silent_rows_are_trained_with_if_asked_for(laid: Models) -> None:
    """active_only false takes the hosts that did nothing too."""
    folder = laid.train(config={**SMALL, "active_only": False}, output="silent-too")
    assert 16 * 16 == read(folder, "metrics.json")["training"]["rows"]


def test_the_card_says_what_was_done(laid: Models, trained: Path) -> None:
    """Run, time as given, windows, rows, seed and libraries stand in the card and on the page."""
    card = read(trained, "model_card.json")
    assert ("r1", "2026-02-01T00:00:00Z") == (card["run_id"], card["execution_ts"])
    assert {"start": "2026-01-05T00:00:00Z", "end": "2026-01-05T04:00:00Z"} == card["training"]
    assert (active_rows(laid, START, FIT_END), active_rows(laid, FIT_END, EVAL_END)) == (
        card["metrics"]["training"]["rows"],
        card["metrics"]["holdout"]["rows"],
    )
    assert hashlib.sha256((trained / "model.onnx").read_bytes()).hexdigest() == card["sha256"]
    assert {"scikit-learn", "onnxruntime", "numpy"} <= set(card["libraries"])
    assert sum(share for _, share in card["importance"]) == pytest.approx(1)
    page = (trained / "model_card.html").read_text()
    assert page.count("<svg") == 2
    assert "Isolation Forest r1" in page
    assert "src=" not in page
    assert "<script" not in page


def test_the_artifact_takes_the_features_that_the_list_names(trained: Path) -> None:
    """feature_list.json and the artifact agree, and all are candidates."""
    model = Model((trained / "model.onnx").read_bytes())
    assert list(model.description.features) == read(trained, "feature_list.json")
    assert set(model.description.features) <= CANDIDATES


def test_the_hold_out_is_not_fitted_to(laid: Models, trained: Path, tmp_path: Path) -> None:
    """Another hold-out gives the same artifact."""
    other = laid.copy(tmp_path / "other")
    other.lay(FIT_END, EVAL_END, hosts=3)
    assert (trained / "model.onnx").read_bytes() == (other.train(output="m2") / "model.onnx").read_bytes()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"passed": False}, "found the data unfit"),
        ({"passed": "true"}, "found the data unfit"),
        ({"training": None}, "cannot be read"),
        ({"training": {"start": "yesterday", "end": "today"}}, "input_verification cannot be read"),
    ],
)
def test_what_was_not_verified_is_refused(
    laid: Models, tmp_path: Path, report: dict[str, Any], words: str
) -> None:
    """Without a report that says that the data is fit nothing is trained, and nothing written."""
    other = laid.copy(tmp_path / "other")
    other.report(**report)
    with pytest.raises(InputError, match=words):
        other.train(output="none")
    assert list((other.root / "none").iterdir()) == []


def test_windows_without_rows_are_refused(tmp_path: Path) -> None:
    """Empty slices are the user's fault, said in words."""
    models = Models(tmp_path)
    models.lay(START, EVAL_END, hosts=0)
    models.report()
    with pytest.raises(InputError, match="0 rows to train with"):
        models.train()


def test_one_host_is_enough(tmp_path: Path) -> None:
    """A network of one host trains."""
    models = Models(tmp_path)
    models.lay(START, EVAL_END, hosts=1)
    models.report()
    assert (models.train() / "SUCCESS").exists()


def test_without_baselines_the_absolute_features_remain(tmp_path: Path) -> None:
    """Before the first baseline all comparisons are null: they are dropped with that reason."""

    def blank(row: dict[str, Any]) -> dict[str, Any]:
        return {
            k: None if any(f"_{c}_" in k for c in ("z", "ratio", "baseline")) else v for k, v in row.items()
        }

    models = Models(tmp_path)
    models.lay(START, EVAL_END, fg_c=blank)
    models.report()
    config = {**SMALL, "features": ["sessions_cnt_sum_w_15m", "sessions_cnt_sum_w_15m_z_7d"]}
    features = read(models.train(config=config), "metrics.json")["features"]
    assert features["dropped"]["sessions_cnt_sum_w_15m_z_7d"] == "null in every row"
    assert "sessions_cnt_sum_w_15m" in features["kept"]
    assert not [name for name in features["kept"] if name.endswith("_7d")]


def test_rows_beyond_the_most_are_thinned_by_key(tmp_path: Path) -> None:
    """Which rows stay depends on their keys and the seed alone: fewer are a part of more."""
    engine = EmbeddedEngine(scratch=tmp_path, threads=2)
    count = 500
    columns = {
        "host_ip": ("VARCHAR", [f"h{n}" for n in range(count)]),
        "role": ("VARCHAR", ["source"] * count),
        "slice_start_ts": ("TIMESTAMPTZ", [START] * count),
    }
    table = engine.table("t", columns)
    backwards = engine.table("b", {name: (kind, values[::-1]) for name, (kind, values) in columns.items()})

    def hosts(rows: Any, most: int, seed: int = 1) -> set[str]:
        return {row[0] for row in engine.rows(thin_out(engine, rows, most, seed))}

    assert (100, 500) == (len(hosts(table, 100)), len(hosts(table, 500)))
    assert hosts(table, 100) == hosts(backwards, 100)
    assert hosts(table, 100) < hosts(table, 200)
    assert hosts(table, 100) != hosts(table, 100, seed=2)
    engine.close()


def test_the_most_rows_are_kept_to(laid: Models) -> None:
    """max_rows and max_holdout_rows bound what is fitted and judged."""
    metrics = read(
        laid.train(config={**SMALL, "max_rows": 100, "max_holdout_rows": 10}, output="few"), "metrics.json"
    )
    assert (100, 10) == (metrics["training"]["rows"], metrics["holdout"]["rows"])


def test_every_fault_of_the_configuration_is_told_at_once() -> None:
    """Unknown features, a seed out of range, severities out of order."""
    with pytest.raises(ConfigurationError) as caught:
        parse_settings({"features": ["host_ip"], "seed": 2**32, "severities": {"low": 1.0}, "tres": 1})
    reason = caught.value.reason
    for words in ("'host_ip'", "seed must be at most", "must ascend", "tres is not a known key"):
        assert words in reason
    with pytest.raises(ConfigurationError, match="at least one"):
        parse_settings({"features": []})
    # A role's tree has half of the rows, and one row makes no tree.
    with pytest.raises(ConfigurationError, match="rows_a_tree must be a whole number of at least 4"):
        parse_settings({"forest": {"rows_a_tree": 3}})


def test_plots_survive_one_score(tmp_path: Path) -> None:
    """Hosts that all do one of two things still make a page."""

    def two_kinds(row: dict[str, Any]) -> dict[str, Any]:
        even = int(row["host_ip"].rsplit(".", 1)[1]) % 2
        numbers = {name: float(even) for name, v in row.items() if isinstance(v, float)}
        return row | numbers | {name: even + 1 for name, v in row.items() if isinstance(v, int)}

    models = Models(tmp_path)
    models.lay(START, EVAL_END, fg_a=two_kinds, fg_c=two_kinds)
    models.report()
    assert "<svg" in (models.train() / "model_card.html").read_text()
    assert np.isfinite(read(models.root / "model", "metrics.json")["perturbed_auc"])
