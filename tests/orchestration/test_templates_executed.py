"""The records of the templates, applied and started by an event: real steps on small traffic."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from by_hand import REPOSITORY, batch
from model_container import EVAL_END, SMALL, START, Models
from world import World

from pipelines.local import EmbeddedAws

BUCKET, PROJECT, VERSION = "demo-bucket", "ndr-demo", "v1"
DATA = f"projects/{PROJECT}/versions/{VERSION}/data/"
QUARTER = timedelta(minutes=15)
LIVE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
COMPUTE = ("--role-arn", "arn:aws:iam::123456789012:role/demo", "--image-uri", "local/processing:1")


def command(aws: EmbeddedAws, *words: str) -> None:
    """Run `pipelines` as a user would."""
    environment = {**os.environ, **aws.environment()}
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def upload(aws: EmbeddedAws, folder: Path, prefix: str) -> None:
    """Put the files of a folder below a prefix."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        key = DATA + prefix + str(path.relative_to(folder))
        aws.client("s3").upload_file(str(path), BUCKET, key)


@pytest.mark.slow
def test_an_sns_message_in_a_queue_makes_predictions_appear(tmp_path: Path) -> None:
    """From raw traffic to its publication, and not twice; and each other machine to what it is there for."""
    traffic = tmp_path / "traffic"
    generate = [
        sys.executable,
        str(REPOSITORY / "scripts/generate_traffic.py"),
        "--seed",
        "3",
        "--hours",
        "1.25",
    ]
    generate += ["--start", "2026-01-05T09:00:00Z", "--hosts", "8", "--out", str(traffic)]
    subprocess.run(generate, check=True, capture_output=True)
    models = Models(tmp_path / "models")
    models.root.mkdir()
    models.lay(START, EVAL_END)
    models.report()
    models.deploy(models.train(config=SMALL))
    with EmbeddedAws(tmp_path / "aws", wait_scale=0.005) as aws:
        aws.client("s3").create_bucket(Bucket=BUCKET)
        command(aws, "provision", PROJECT, VERSION, "--bucket", BUCKET, *COMPUTE)
        command(aws, "apply")
        upload(aws, models.root / "deployed", "inference/deployed_model/")
        upload(aws, traffic / "20260105T0900Z", "raw/traffic/mb-1/")
        said = {"project_name": PROJECT, "feature_spec_version": VERSION, "MiniBatchId": "mb-1"}
        said |= batch(LIVE, LIVE + timedelta(minutes=15))
        notification = {
            "Type": "Notification",
            "MessageId": "n-1",
            "TopicArn": "t",
            "Message": json.dumps(said),
        }
        event = {
            "Records": [{"messageId": "m-1", "eventSource": "aws:sqs", "body": json.dumps(notification)}]
        }
        world = World(aws, tmp_path)
        ended = world.run("features_inference_15m", event)
        assert ("SUCCEEDED", "done") == (ended["status"], ended["output"]["results"][0]["status"]), ended
        slice_folder = "dt=2026-01-05/hh=09/mm=00/part-00000.parquet"
        assert {"inference/predictions", "publication/prediction_feature_join"} <= {
            key.removeprefix(DATA).removesuffix(f"/{slice_folder}") for key in keys(aws)
        }
        again = world.run("features_inference_15m", event)
        assert ("SUCCEEDED", "repeated") == (again["status"], again["output"]["results"][0]["status"])
        for number in range(1, 5):
            stamp = f"{LIVE + number * QUARTER:%Y%m%dT%H%MZ}"
            upload(aws, traffic / stamp, f"raw/traffic/{stamp}/")
        for machine, said in (
            ("backfill", {"start": iso(LIVE + QUARTER), "end": iso(LIVE + 2 * QUARTER)}),
            ("monthly_baselines", {"ReferenceTimeIso": iso(LIVE + 2 * QUARTER), "Mode": "BACKFILL"}),
            ("backfill", {"start": iso(LIVE + 2 * QUARTER), "end": iso(LIVE + 5 * QUARTER)}),
            ("publication", batch(LIVE, LIVE + QUARTER)),
            (
                "training",
                {
                    "RunId": "run-1",
                    "TrainingStartTs": iso(LIVE + 2 * QUARTER),
                    "TrainingEndTs": iso(LIVE + 4 * QUARTER),
                    "EvalStartTs": iso(LIVE + 4 * QUARTER),
                    "EvalEndTs": iso(LIVE + 5 * QUARTER),
                },
            ),
        ):
            key = {"project_name": PROJECT, "feature_spec_version": VERSION}
            if machine == "publication":
                key["MiniBatchId"] = "mb-published-once-more"
            ended = world.run(machine, key | said)
            assert "SUCCEEDED" == ended["status"], (machine, ended.get("cause"))
        made = {key.removeprefix(DATA) for key in keys(aws)}
        assert {"training/if_training/run-1/SUCCESS", "inference/deployed_model/current.json"} <= made
        assert [key for key in made if key.startswith("features/fg_b/hosts/dt=2026-01-05/hh=09/mm=30/")]


@pytest.mark.slow
def test_without_a_model_the_event_fails_and_says_what_to_do(tmp_path: Path) -> None:
    """The reason of the step that failed is the machine's cause; nothing is published."""
    with EmbeddedAws(tmp_path / "aws", wait_scale=0.005) as aws:
        aws.client("s3").create_bucket(Bucket=BUCKET)
        command(aws, "provision", PROJECT, VERSION, "--bucket", BUCKET, *COMPUTE)
        command(aws, "apply")
        world = World(aws, tmp_path)
        said: dict[str, Any] = {
            "job": "pipeline_inference_predictions",
            "project_name": PROJECT,
            "feature_spec_version": VERSION,
            "message": {"MiniBatchId": "mb-1", **batch(LIVE, LIVE + timedelta(minutes=15))},
        }
        ended = world.run("run_pipeline", said)
        assert ("FAILED", "execution-failed") == (ended["status"], ended.get("error")), ended
        assert "InferencePredictionsStep" in ended["cause"]
        assert not [key for key in keys(aws) if "/predictions/" in key]


def iso(instant: datetime) -> str:
    """Write an instant as parameters have it."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def keys(aws: EmbeddedAws) -> list[str]:
    """Return every key of the bucket's data."""
    pages = aws.client("s3").get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=DATA)
    return [entry["Key"] for page in pages for entry in page.get("Contents", ())]
