"""Every sample event is sent to its machine on the embedded AWS, under the name of the tests' project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from world import BATCH, PROJECT, World

from pipelines.orchestration.samples import SAMPLES

FOLDER = Path(__file__).parents[2] / "pipelines/orchestration/events"
KEY = ("ProjectName", "FeatureSpecVersion")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "pipeline_15m_streaming": BATCH,
    "pipeline_inference_predictions": BATCH,
    "pipeline_prediction_feature_join": BATCH,
    "pipeline_fg_b_baseline": (*KEY, "ReferenceTimeIso"),
    "pipeline_training_data_verifier": (*KEY, "TrainingStartTs", "TrainingEndTs", "EvalStartTs", "EvalEndTs"),
    "pipeline_if_training": (*KEY, "RunId", "ExecutionTsIso"),
    "pipeline_model_deploy": (*KEY, "RunId"),
}
MINI_BATCH = ["pipeline_15m_streaming", "pipeline_inference_predictions", "pipeline_prediction_feature_join"]
RAN: dict[str, list[str]] = {
    "features_inference_15m": MINI_BATCH,
    "publication": ["pipeline_prediction_feature_join"],
    "monthly_baselines": ["pipeline_fg_b_baseline"],
    "backfill": ["pipeline_15m_streaming"] * 4,
    "training": ["pipeline_training_data_verifier", "pipeline_if_training", "pipeline_model_deploy"],
    "run_pipeline": ["pipeline_15m_streaming"],
}
"""Machine -> the pipelines that one message makes it run, in order."""


def sample(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8").replace("ndr-demo", PROJECT))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_taken_by_its_machine(world: World, name: str) -> None:
    """It succeeds, every message of it is done, and the pipelines ran that the machine is there for."""
    world.defaults({})
    for job, parameters in PARAMETERS.items():
        world.pipeline(job, parameters)
    machine = SAMPLES[name].machine
    ended = world.run(machine, sample(name))
    assert "SUCCEEDED" == ended["status"], ended
    messages = 2 if name == "sqs_two_messages" else 1
    assert RAN[machine] * messages == [job for job, _ in world.ran]
    if "results" in ended["output"]:
        assert ["done"] * messages == [one["status"] for one in ended["output"]["results"]]


def test_the_times_of_a_month_a_range_and_a_batch_are_those_of_the_samples(world: World) -> None:
    """What a pipeline is given follows from the file: the month's first instant, the windows of an hour."""
    world.defaults({})
    for job in ("pipeline_fg_b_baseline", "pipeline_15m_streaming"):
        world.pipeline(job, PARAMETERS[job])
    assert "SUCCEEDED" == world.run("monthly_baselines", sample("monthly"))["status"]
    assert "SUCCEEDED" == world.run("backfill", sample("backfill"))["status"]
    (_, baseline), *windows = world.ran
    assert "2026-01-01T00:00:00Z" == baseline["ReferenceTimeIso"]
    begins = sorted(given["BatchStartTsIso"] for _, given in windows)
    assert [f"2026-01-08T09:{minute:02}:00Z" for minute in (0, 15, 30, 45)] == begins
