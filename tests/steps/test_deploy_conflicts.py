"""Two deployments at once: one switches, the other says so and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from deploy_container import PREFIX, Deployments

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext, open_context
from common.errors import ArgumentError, ConfigurationError, ConflictError, OutputError
from common.model.deployed import ModelEntry, Pointer, parse_pointer, read_pointer, render_pointer
from steps.model_deploy import place
from steps.model_deploy.place import Seen, StoredPlace

ENDPOINT = {"target": "endpoint", "endpoint": {"name": "e", "image_uri": "i", "role_arn": "r"}}
ROLLBACK = ENDPOINT | {"mode": "rollback"}
A, B = (ModelEntry(run, run * 64, {"of": run}) for run in "ab")


@dataclass
class Between:
    """An endpoint that is brought to a model while somebody else does something."""

    act: Callable[[], None]
    served: list[str] = field(default_factory=list)

    def __call__(
        self, _settings: Any, entry: ModelEntry, _content: bytes, _place: str, kms_key: str | None
    ) -> dict[str, Any]:
        assert kms_key is None
        if not self.served:
            self.act()
        self.served.append(entry.run_id)
        return {}


def put(jobs: Deployments, pointer: Pointer) -> None:
    """Switch, as another job does."""
    (jobs.deployed / "current.json").write_bytes(render_pointer(pointer))
    if jobs.s3 is not None:
        jobs.s3.put_object(Bucket="data", Key="x/current.json", Body=render_pointer(pointer))


def two_deployed(jobs: Deployments) -> Pointer:
    """b is current, a was before it."""
    for run in "ab":
        jobs.training(run)
        jobs.run(run)
    found = read_pointer(jobs.deployed)
    assert found is not None
    return found


def undone(pointer: Pointer) -> Pointer:
    """What a rollback of it makes."""
    assert pointer.previous is not None
    return Pointer(pointer.previous, pointer.current, "other")


@pytest.mark.parametrize(("run", "config"), [("c", ENDPOINT), ("r", ROLLBACK)])
def test_who_was_overtaken_says_what_is_current(jobs: Deployments, run: str, config: dict[str, Any]) -> None:
    """A deployment and a rollback alike; the endpoint serves what the pointer names."""
    other = undone(two_deployed(jobs))
    jobs.training("c")
    between = Between(lambda: put(jobs, other))
    with pytest.raises(ConflictError, match=f"it is now {other.current.version}") as caught:
        jobs.run(run, config, between)
    assert caught.value.code == "conflict"
    assert read_pointer(jobs.deployed) == other
    assert between.served == ["c" if run == "c" else "a", "a"]
    assert (jobs.report["deployed"], jobs.report["conflict"]) == (False, caught.value.reason)


def test_run_again_it_is_judged_against_the_other(jobs: Deployments) -> None:
    """And then becomes current, with the other before it."""
    other = undone(two_deployed(jobs))
    jobs.training("c")
    with pytest.raises(ConflictError):
        jobs.run("c", ENDPOINT, Between(lambda: put(jobs, other)))
    jobs.run("c")
    found = read_pointer(jobs.deployed)
    assert found is not None
    assert (found.current.run_id, found.previous) == ("c", other.current)
    assert jobs.report["replaces"]["run_id"] == "a"


def test_of_two_first_deployments_one_switches(s3: Any, tmp_path: Path) -> None:
    """Neither has seen a pointer."""
    one, other = Deployments(tmp_path / "one", s3), Deployments(tmp_path / "other", s3)
    one.training("a")
    other.training("b")
    with pytest.raises(ConflictError, match="it is now b@"):
        one.run("a", ENDPOINT, Between(lambda: other.run("b")))
    assert parse_pointer(one.state()["current.json"]).current.run_id == "b"


def test_two_deployments_of_one_run_are_no_conflict(s3: Any, tmp_path: Path) -> None:
    """Both want what is there in the end."""
    one, other = Deployments(tmp_path / "one", s3), Deployments(tmp_path / "other", s3)
    one.training("a")
    other.training("a")
    one.run("a", ENDPOINT, Between(lambda: other.run("a")))
    assert one.report["deployed"] is other.report["deployed"] is True


def test_a_pointer_that_was_removed_meanwhile_is_a_conflict(s3: Any, tmp_path: Path) -> None:
    """Whoever removed it is not undone."""
    jobs = Deployments(tmp_path, s3)
    two_deployed(jobs)
    jobs.training("c")
    with pytest.raises(ConflictError, match="it is now none"):
        jobs.run("c", ENDPOINT, Between(lambda: s3.delete_object(Bucket="data", Key="x/current.json")))


def test_nothing_is_left_for_sagemaker_to_upload(s3: Any, tmp_path: Path) -> None:
    """An upload at the job's end would replace what another deployed since."""
    jobs = Deployments(tmp_path, s3)
    two_deployed(jobs)
    assert list((jobs.root / "output").iterdir()) == []


def test_a_write_whose_answer_was_lost_is_no_conflict(
    s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client sends it again, and S3 says that the pointer has changed: by this very job."""
    assert s3 is not None
    written = place.swap_object

    def twice(*words: Any, **named: Any) -> bool:
        assert written(*words, **named)
        return written(*words, **named)

    monkeypatch.setattr(place, "swap_object", twice)
    StoredPlace(PREFIX, tmp_path).switch(Seen(None, None), Pointer(A, None), b"")


@pytest.mark.parametrize("reachable", [True, False])
def test_an_endpoint_goes_back_when_the_pointer_cannot_be_written(
    jobs: Deployments, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reachable: bool
) -> None:
    """Whatever the reason, the report says that nothing was deployed; what cannot be brought back is told."""
    two_deployed(jobs)
    jobs.training("c")
    broken = OutputError("no space", remedy="Make some.")

    def fail(*_: Any) -> None:
        if not reachable:
            monkeypatch.setattr(kind, "look", fail)
        raise broken

    kind = place.MountedPlace if jobs.s3 is None else StoredPlace
    monkeypatch.setattr(kind, "switch", fail)
    between = Between(lambda: None)
    with pytest.raises(OutputError) as caught:
        jobs.run("c", ENDPOINT, between)
    assert caught.value is broken
    assert between.served == (["c", "b"] if reachable else ["c"])
    assert (jobs.report["deployed"], jobs.report["output"]) == (False, "no space")
    assert ("may serve another model" in caplog.text) is not reachable


@pytest.mark.parametrize("config", [{}, {"mode": "rollback"}])
def test_a_run_that_no_model_can_be_named_after_is_refused(jobs: Deployments, config: dict[str, Any]) -> None:
    """Before the pointer, which nobody could read then."""
    two_deployed(jobs)
    before = read_pointer(jobs.deployed)
    jobs.training("b:1")
    with pytest.raises(ArgumentError, match="RunId"):
        jobs.run("b:1", config)
    assert read_pointer(jobs.deployed) == before


def test_a_write_under_way_is_waited_for(s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 refuses while another is written; one that never ends is an error."""
    written, refusals, slept = place.swap_object, [True, True], list[float]()

    def refused(*words: Any, **named: Any) -> bool:
        return False if refusals and refusals.pop() else written(*words, **named)

    monkeypatch.setattr(place, "swap_object", refused)
    stored = StoredPlace(PREFIX, tmp_path, waits=(1, 2, 3), sleep=slept.append)
    stored.switch(Seen(None, None), Pointer(A, None), b"")
    assert slept == [1, 2]
    refusals += [True] * 4
    with pytest.raises(OutputError, match="does not end"):
        stored.switch(stored.look(), Pointer(B, A), b"")
    assert parse_pointer(s3.get_object(Bucket="data", Key="x/current.json")["Body"].read()).current == A


def test_what_is_written_to_s3_has_the_key_of_the_outputs(s3: Any, tmp_path: Path) -> None:
    """As what SageMaker uploads; SageMaker says which in the job's configuration."""
    code, config = tmp_path / "code", tmp_path / "opt/ml/config/processingjobconfig.json"
    code.mkdir()
    config.parent.mkdir(parents=True)
    description = {"record": "p/j#v1", "step": "S", "parameters": [], "datasets": {}, "engine": "embedded"}
    (code / "step.json").write_text(json.dumps(description | {"config": {}}))
    config.write_text(json.dumps({"ProcessingOutputConfig": {"Outputs": [], "KmsKeyId": "key-1"}}))
    step = open_context(code, [], {"PIPELINES_CONTAINER_ROOT": str(tmp_path)}, tmp_path)
    StoredPlace(PREFIX, tmp_path, step.output_key).switch(Seen(None, None), Pointer(A, None), b"")
    for key in ("current.json", A.key):
        assert s3.head_object(Bucket="data", Key=f"x/{key}")["SSEKMSKeyId"].endswith("key-1")


def test_a_bucket_that_is_not_there_is_an_error_of_writing(s3: Any, tmp_path: Path) -> None:
    """And no conflict."""
    assert s3 is not None
    with pytest.raises(OutputError, match="cannot be written"):
        StoredPlace("s3://other/x/", tmp_path).switch(Seen(None, None), Pointer(A, None), b"")


def test_one_prefix_is_read_and_switched(tmp_path: Path) -> None:
    """Two could not be compared."""
    datasets = {
        "input_m": DatasetEntry("input", "direct", PREFIX),
        "output_m": DatasetEntry("output", "mounted", "s3://data/y/"),
    }
    description = StepDescription("p/j#v1", "S", (), datasets, "embedded", {})
    step = StepContext(description, {}, tmp_path, tmp_path, {"output_m": tmp_path / "output"})
    with pytest.raises(ConfigurationError, match="input_m and output_m are two prefixes"):
        place.open_place(step, "input_m", "output_m")
