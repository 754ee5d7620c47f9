"""Machines: from an event to a pipeline's start, transitions that AWS would bill, and resolutions a second.

On the embedded AWS, with pipelines whose one step ends at once, so that each is over at the first look.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests/orchestration"), str(ROOT / "tests/reference")]

from jsonata_reference import Reference  # noqa: E402 - the tests' own, from the folders above
from one_rule import PATTERNS, Case, expression, python_resolves, variables  # noqa: E402
from world import BATCH, PROJECT, SITE, VERSION, World  # noqa: E402

from pipelines.contract.keys import RecordKey  # noqa: E402
from pipelines.local import EmbeddedAws  # noqa: E402
from pipelines.local.jsonata import evaluate  # noqa: E402

JOBS = ("pipeline_15m_streaming", "pipeline_inference_predictions", "pipeline_prediction_feature_join")
ROUNDS = 7
EVENTS = 2_000


def main() -> None:
    """Print a line a figure."""
    with tempfile.TemporaryDirectory() as home, EmbeddedAws(Path(home) / "aws", wait_scale=0.001) as aws:
        world = World(aws, Path(home)).prepare(PATTERNS)
        for job in JOBS:
            world.pipeline(job, BATCH)
        starts(world)
        transitions(world)
    resolutions()


def starts(world: World) -> None:
    """Time from StartExecution's call to the creation of the pipeline's execution."""
    name = RecordKey(PROJECT, JOBS[0], VERSION).pipeline_name
    for machine in ("run_pipeline", "features_inference_15m"):
        waits = []
        for number in range(ROUNDS):
            event = sqs(f"{machine}-{number}")
            given = {"job": JOBS[0], "message": event} if machine == "run_pipeline" else event
            begun = time.time()
            arn = world.start(machine, given)
            while True:
                found = world.sagemaker.list_pipeline_executions(PipelineName=name)[
                    "PipelineExecutionSummaries"
                ]
                created = max((one["StartTime"].timestamp() for one in found), default=0.0)
                if created > begun:
                    break
                time.sleep(0.002)
            waits.append(created - begun)
            world.end(arn)
        print(f"event to pipeline start, {machine}: {statistics.median(waits) * 1000:.0f} ms (median)")


def transitions(world: World) -> None:
    """Count the states that are entered for one mini-batch, of all machines together."""
    before = {one for machine in machines() for one in executions(world, machine)}
    world.end(world.start("features_inference_15m", sqs("counted")))
    entered: Counter[str] = Counter()
    looks = 0
    for machine in machines():
        for arn in executions(world, machine):
            if arn in before:
                continue
            history = world.states.get_paginator("get_execution_history").paginate(executionArn=arn)
            names = [
                one["stateEnteredEventDetails"]["name"]
                for page in history
                for one in page["events"]
                if one["type"].endswith("StateEntered")
            ]
            entered[machine] += len(names)
            looks += names.count("Look")
    told = ", ".join(f"{machine} {count}" for machine, count in entered.items())
    total = sum(entered.values())
    print(f"transitions of one mini-batch: {total} with {looks} looks ({told}); 3 more for each look more")


def machines() -> tuple[str, ...]:
    """Name the machines of a mini-batch."""
    return ("features_inference_15m", "publication", "run_pipeline")


def executions(world: World, machine: str) -> list[str]:
    """Return the ARNs of a machine's executions."""
    found = world.states.list_executions(stateMachineArn=SITE.machine_arn(machine), maxResults=1000)
    return [one["executionArn"] for one in found["executions"]]


def resolutions() -> None:
    """Time parsing and resolving one SQS event, in Python and in both engines of JSONata."""
    step = {
        "code_prefix_s3": "s3://bucket/code/pipeline_x/S/",
        "entry_script": "run.py",
        "data_prefixes": {"output_x": "s3://bucket/data/<MiniBatchId>/"},
    }
    spec = {"required_runtime_params": list(BATCH), "scripts": {"steps": {"S": step}}}
    defaults = {"defaults": {"Mode": "REGULAR"}, "validation": {"BatchStartTsIso": {"type": "iso8601"}}}
    base = {"project_name": "ndr", "feature_spec_version": "v1"}
    cases = [
        Case(
            base | {"job_name": "pipeline_x#v1", "spec": spec},
            base | {"job_name": "project_parameters#v1", "spec": defaults},
            {},
            sqs(f"mb-{number}"),
        )
        for number in range(EVENTS)
    ]
    begun = time.perf_counter()
    expected = [python_resolves(case) for case in cases]
    print(f"resolver, Python, catalog and all: {EVENTS / (time.perf_counter() - begun):,.0f} events/s")
    with Reference() as reference:
        sets = [variables(case) for case in cases]
        reference.evaluate_all(expression(), sets[:50])
        begun = time.perf_counter()
        answers = reference.evaluate_all(expression(), sets)
        print(f"resolver, JSONata 2.0.6 on node: {EVENTS / (time.perf_counter() - begun):,.0f} events/s")
    for answer, wanted in zip(answers, expected, strict=True):
        if wanted is None or [(one["Name"], one["Value"]) for one in answer["parameters"]] != wanted[0]:
            raise SystemExit("bench: the languages disagree")
    some = sets[: EVENTS // 10]
    evaluate(expression(), some[0])
    begun = time.perf_counter()
    for one in some:
        evaluate(expression(), one)
    print(f"resolver, JSONata of the embedded AWS: {len(some) / (time.perf_counter() - begun):,.0f} events/s")


def sqs(batch: str) -> dict[str, Any]:
    """Return an SQS event of one mini-batch."""
    body = {
        "project_name": PROJECT,
        "feature_spec_version": VERSION,
        "MiniBatchId": batch,
        "BatchStartTsIso": "2026-01-05T09:00:00Z",
        "BatchEndTsIso": "2026-01-05T09:15:00Z",
    }
    record = {"messageId": batch, "eventSource": "aws:sqs", "body": json.dumps(body)}
    return {"Records": [record]}


if __name__ == "__main__":
    main()
