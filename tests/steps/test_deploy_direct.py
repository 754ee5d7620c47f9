"""The deployed model on S3: two objects are fetched, and a model on its way is waited for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from deploy_container import Deployments

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext
from common.errors import ConfigurationError, InputError
from common.model.deployed import fetch_model, fetch_pointer, open_deployed

PREFIX = "s3://data/x/"


def upload(s3: Any, jobs: Deployments) -> None:
    """Put what lies below the prefix."""
    for key, content in jobs.state().items():
        s3.put_object(Bucket="data", Key=f"x/{key}", Body=content)


def deployed(tmp_path: Path, *runs: str) -> Deployments:
    """Models deployed one after the other."""
    jobs = Deployments(tmp_path / "jobs")
    for run in runs:
        jobs.training(run)
        jobs.run(run)
    return jobs


def test_only_the_pointer_and_its_model_are_fetched(s3: Any, tmp_path: Path) -> None:
    """However many models were deployed before."""
    upload(s3, deployed(tmp_path, "a", "b", "c"))
    entry = DatasetEntry("input", "direct", PREFIX)
    description = StepDescription("p/j#v1", "S", (), {"input_model": entry}, "embedded", {})
    found = open_deployed(StepContext(description, {}, tmp_path, tmp_path / "scratch", {}), "input_model")
    assert found.run_id == "c"
    assert len([path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]) == 2


def test_a_record_without_the_input_is_told(tmp_path: Path) -> None:
    """As of any other input."""
    step = StepContext(StepDescription("p/j#v1", "S", (), {}, "embedded", {}), {}, tmp_path, tmp_path, {})
    with pytest.raises(ConfigurationError, match="names no input input_model"):
        open_deployed(step, "input_model")


def test_an_empty_prefix_has_no_pointer(s3: Any, tmp_path: Path) -> None:
    """As on the first deployment."""
    assert s3 is not None
    assert fetch_pointer(PREFIX, tmp_path) is None


def test_a_model_on_its_way_is_waited_for(s3: Any, tmp_path: Path) -> None:
    """The pointer came first; without the model in time, an error says so."""
    jobs = deployed(tmp_path, "a")
    s3.put_object(Bucket="data", Key="x/current.json", Body=jobs.state()["current.json"])
    pointer = fetch_pointer(PREFIX, tmp_path / "f")
    assert pointer is not None
    with pytest.raises(InputError, match="is absent, although"):
        fetch_model(PREFIX, pointer.current, tmp_path / "f", waits=())
    path = fetch_model(PREFIX, pointer.current, tmp_path / "f", waits=(1,), sleep=lambda _: upload(s3, jobs))
    assert path.read_bytes() == jobs.state()[pointer.current.key]
