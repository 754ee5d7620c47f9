"""The sample events: each is one of its wrapper, and holds what its machine's pipelines require."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.contract import read_catalog, render_template, resolve_parameters
from pipelines.contract.messages import Message, parse_event
from pipelines.orchestration.machines import INPUTS
from pipelines.orchestration.samples import SAMPLES
from pipelines.templates import load_templates

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "pipelines/orchestration/events"
MINI_BATCH = ("20260108T0945Z", "2026-01-08T09:45:00Z", "2026-01-08T10:00:00Z")
SEVERAL = {"sqs_two_messages": 2}
"""How many messages are in a file; one in every other."""
QUEUED = "a1b2c3d4-0000-4000-8000-00000000000{}"
IDS = {
    "key_value": [QUEUED.format(1)],
    "sqs": [QUEUED.format(1)],
    "sqs_two_messages": [QUEUED.format(1), QUEUED.format(2)],
    "sns": ["95df01b4-0000-4000-8000-000000000001"],
    "sns_in_sqs": [QUEUED.format(1)],
    "eventbridge": ["6a7e8feb-0000-4000-8000-000000000001"],
    "pipes": [QUEUED.format(1)],
    "publication": [QUEUED.format(1)],
    "monthly": ["6a7e8feb-0000-4000-8000-000000000002"],
}
"""What the queue, topic or bus calls each message: the wrapper's own id."""
RECORDS: Mapping[str, tuple[str, ...]] = {
    "features_inference_15m": (
        "pipeline_15m_streaming",
        "pipeline_inference_predictions",
        "pipeline_prediction_feature_join",
    ),
    "publication": ("pipeline_prediction_feature_join",),
    "monthly_baselines": ("pipeline_fg_b_baseline",),
    "training": ("pipeline_training_data_verifier", "pipeline_if_training", "pipeline_model_deploy"),
}
"""Machine -> the records that it runs with what a message says."""


def sample(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def messages(name: str) -> tuple[Message, ...]:
    return parse_event(sample(name))


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    """Nothing lies in the folder that nobody can find."""
    assert set(SAMPLES) == {path.stem for path in FOLDER.glob("*.json")}
    assert set() == {one.machine for one in SAMPLES.values()} - set(INPUTS)


def test_every_machine_has_a_sample() -> None:
    """Whoever wants to send one an event begins with that."""
    assert set(INPUTS) == {one.machine for one in SAMPLES.values()}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_without_a_problem(name: str) -> None:
    """By the contract's parser, in as many messages as are in it, each with project, version and its id."""
    found = messages(name)
    assert [()] * SEVERAL.get(name, 1) == [message.problems for message in found]
    assert {("ndr-demo", "v1")} == {
        (one.get("project_name"), one.get("feature_spec_version")) for one in found
    }
    assert IDS.get(name, [None]) == [message.message_id for message in found]


@pytest.mark.parametrize("name", [name for name, one in SAMPLES.items() if one.machine in RECORDS])
def test_a_sample_gives_its_machine_all_that_its_records_require(name: str) -> None:
    """Every parameter is resolved from the message and the table's defaults, and passes its hint."""
    values = {"bucket": "demo-bucket", "project_name": "ndr-demo", "feature_spec_version": "v1"}
    catalog = read_catalog([render_template(item, **values) for item in load_templates().values()]).catalog
    records = {record.key.logical_job_name: record for record in catalog.pipelines}
    for message in messages(name):
        payload: dict[str, str] = {}
        if message.get("ReferenceMonthIso"):  # as monthly_baselines makes it
            payload["ReferenceTimeIso"] = f"{message.get('ReferenceMonthIso')}-01T00:00:00Z"
        for job in RECORDS[SAMPLES[name].machine]:
            record = records[job]
            resolution = resolve_parameters(
                record, catalog.parameters_of(record.key), payload, message.values
            )
            assert record.required_runtime_params == tuple(resolution.require())


@pytest.mark.parametrize(
    "name", [name for name, one in SAMPLES.items() if one.machine == "features_inference_15m"]
)
def test_every_wrapper_carries_the_same_mini_batch(name: str) -> None:
    """The last one of the demo, whatever is around it."""
    last = messages(name)[-1]
    found = tuple(last.get(key) for key in ("MiniBatchId", "BatchStartTsIso", "BatchEndTsIso"))
    assert found == MINI_BATCH


def test_the_build_holds_the_samples(tmp_path: Path) -> None:
    """A wheel has every file of the folder."""
    code = "from setuptools.build_meta import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    copy = tmp_path / "source"
    for part in ("pyproject.toml", "README.md"):
        (copy / part).parent.mkdir(parents=True, exist_ok=True)
        (copy / part).write_bytes((ROOT / part).read_bytes())
    for path in ROOT.glob("pipelines/orchestration/**/*"):
        if path.suffix in (".py", ".json"):
            (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(ROOT)).write_bytes(path.read_bytes())
    (copy / "pipelines/__init__.py").touch()
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=copy, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(tmp_path / run.stdout.splitlines()[-1]) as wheel:
        held = {Path(name).stem for name in wheel.namelist() if "/orchestration/events/" in name}
    assert set(SAMPLES) == held
