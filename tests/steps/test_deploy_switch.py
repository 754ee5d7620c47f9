"""Deployments: gates, the switch of the pointer, and rollback."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from deploy_container import Deployments, metrics

from common.errors import ConfigurationError, InputError
from common.model.deployed import read_deployed, read_pointer
from steps.model_deploy import place
from steps.model_deploy.settings import parse_settings

ROLLBACK = {"mode": "rollback"}


def deploy(jobs: Deployments, *runs: str) -> None:
    """Train and deploy."""
    for run in runs:
        jobs.training(run)
        jobs.run(run)


def who(jobs: Deployments) -> tuple[str, str | None]:
    """RunIds of the current and of the previous model."""
    found = read_deployed(jobs.deployed)
    return found.run_id, found.previous.run_id if found.previous else None


def test_models_follow_each_other(jobs: Deployments) -> None:
    """The current one becomes the previous one; reports say which was replaced."""
    deploy(jobs, "a")
    assert who(jobs) == ("a", None)
    deploy(jobs, "b")
    assert who(jobs) == ("b", "a")
    assert jobs.report["replaces"]["run_id"] == "a"


def test_a_deployment_run_again_changes_nothing(jobs: Deployments) -> None:
    """Neither the state nor the report."""
    deploy(jobs, "a", "b")
    before = jobs.state(), jobs.report
    jobs.run("b")
    assert before == (jobs.state(), jobs.report)


def test_a_rollback_swaps_and_run_again_does_not_swap_back(jobs: Deployments) -> None:
    """Its RunId names it; another rollback returns."""
    deploy(jobs, "a", "b")
    jobs.run("r1", ROLLBACK)
    state = jobs.state(), jobs.report
    assert who(jobs) == ("a", "b")
    jobs.run("r1", ROLLBACK)
    assert state == (jobs.state(), jobs.report)
    jobs.run("r2", ROLLBACK)
    assert who(jobs) == ("b", "a")


@pytest.mark.parametrize(("runs", "reason"), [((), "no model is deployed"), (("a",), "no model before")])
def test_a_rollback_needs_a_previous_model(jobs: Deployments, runs: tuple[str, ...], reason: str) -> None:
    """Otherwise it says why not, and writes nothing."""
    deploy(jobs, *runs)
    before = jobs.state()
    with pytest.raises(InputError, match=reason):
        jobs.run("r", ROLLBACK)
    assert before == jobs.state()


def test_a_rollback_refuses_a_previous_model_that_changed(jobs: Deployments) -> None:
    """It is verified before the switch."""
    deploy(jobs, "a", "b")
    (stored,) = (jobs.deployed / "models/a").iterdir()
    stored.write_bytes(b"x")
    with pytest.raises(InputError, match="SHA-256 differs"):
        jobs.run("r", ROLLBACK)
    assert who(jobs) == ("b", "a")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (metrics(0.87), "max_metric_drop"),
        (metrics(0.4), "below min_metric"),
        (metrics(high=0.06), "alert rate at high"),
        (metrics(float("nan")), "metrics.perturbed_auc is not finite"),
        (metrics(high=None), "alert_rates.high is absent"),
        ({}, "metrics.perturbed_auc is absent"),
        ([], "metrics.json is not a JSON object"),
    ],
)
def test_a_gate_refuses_and_nothing_is_switched(jobs: Deployments, values: Any, reason: str) -> None:
    """The reason stands in the message and in the report."""
    deploy(jobs, "a")
    before = jobs.state()
    jobs.training("b", values)
    with pytest.raises(InputError, match=reason):
        jobs.run("b")
    assert before == jobs.state()
    assert jobs.report["deployed"] is False


def test_a_metric_within_the_margin_passes(jobs: Deployments) -> None:
    """The margin is included in what is allowed."""
    deploy(jobs, "a")
    jobs.training("b", metrics(0.885))
    jobs.run("b")
    assert who(jobs) == ("b", "a")


@pytest.mark.parametrize(
    "name", ["SUCCESS", "model.onnx", "metrics.json", "feature_list.json", "model_card.html"]
)
def test_an_incomplete_artifact_is_refused(jobs: Deployments, name: str) -> None:
    """Whatever is absent is named."""
    (jobs.training("a") / name).unlink()
    with pytest.raises(InputError, match=f"{name} is absent"):
        jobs.run("a")
    assert jobs.state() == {}


def test_everything_wrong_is_said_at_once(jobs: Deployments) -> None:
    """A changed model that does not load, and two gates."""
    folder = jobs.training("a", metrics(0.1, high=0.5))
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(InputError) as caught:
        jobs.run("a")
    for part in ("SHA-256 differs", "not an ONNX file", "min_metric", "alert rate"):
        assert part in caught.value.reason


def test_a_model_of_another_run_is_refused(jobs: Deployments) -> None:
    """Files copied under another RunId."""
    jobs.training("a").rename(jobs.root / "training/b")
    with pytest.raises(InputError, match="another RunId"):
        jobs.run("b")


def test_a_failing_endpoint_leaves_the_pointer(jobs: Deployments) -> None:
    """The switch comes after the endpoint serves."""

    def fail(*_: Any) -> dict[str, Any]:
        raise InputError("no", remedy="No.")

    deploy(jobs, "a")
    before = jobs.state()
    jobs.training("b")
    endpoint = {"name": "e", "image_uri": "i", "role_arn": "r"}
    with pytest.raises(InputError):
        jobs.run("b", {"target": "endpoint", "endpoint": endpoint}, serve=fail)
    assert before == jobs.state()
    assert list((jobs.root / "output").rglob("*.*")) == []


def test_killed_before_the_pointer_the_old_model_stays(
    jobs: Deployments, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model alone, even if uploaded, changes nothing for a reader."""
    deploy(jobs, "a")
    jobs.training("b")

    def die(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    for name in ("write_pointer", "swap_object"):
        monkeypatch.setattr(place, name, die)
    with pytest.raises(KeyboardInterrupt):
        jobs.run("b")
    shutil.copytree(jobs.root / "output", jobs.deployed, dirs_exist_ok=True)
    assert len(list((jobs.deployed / "models/b").iterdir())) == 1
    assert who(jobs) == ("a", None)


def test_a_pointer_before_its_model_is_a_clear_error(jobs: Deployments) -> None:
    """Never another model."""
    deploy(jobs, "a")
    (stored,) = (jobs.deployed / "models/a").iterdir()
    stored.unlink()
    with pytest.raises(InputError, match=r"models/a/.* cannot be read"):
        read_deployed(jobs.deployed)


NOT_A_NUMBER = (
    b'{"format": 1, "previous": null, "rollback_id": null, "current": {"run_id": "a", "sha256": "'
    + b"0" * 64
    + b'", "metrics": {"x": NaN}}}'
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": 2}',
        b'{"format": 1, "current": {}}',
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(NOT_A_NUMBER, id="not a number"),
    ],
)
def test_a_pointer_that_is_none_is_an_error(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in it."""
    (tmp_path / "current.json").write_bytes(content)
    with pytest.raises(InputError):
        read_deployed(tmp_path)
    if b"2}" not in content:
        with pytest.raises(InputError, match="Restore an earlier version of that object, or delete it"):
            read_pointer(tmp_path)


def test_every_fault_of_the_configuration_is_said_at_once() -> None:
    """Also those of the endpoint."""
    config = {"target": "endpoint", "max_metric_drop": 2, "endpoint": {"name": "-x", "nmae": 1}, "mod": 1}
    with pytest.raises(ConfigurationError) as caught:
        parse_settings(config)
    for part in ("max_metric_drop", "endpoint.name", "image_uri", "role_arn", "nmae", "config.mod "):
        assert part in caught.value.reason
