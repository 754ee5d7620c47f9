"""Compiling: against SageMaker SDK 3.27 on the same records in the same run, and a thousand projects."""

from __future__ import annotations

import gc
import json
import logging
import os
import statistics
import time
import warnings
from collections.abc import Callable
from typing import Any

from pipelines.compiler import UNPUBLISHED, compile_catalog, compile_pipeline
from pipelines.contract import Catalog, PipelineRecord, ProjectParameters, read_catalog, render_template
from pipelines.templates import load_templates

ROLE = "arn:aws:iam::123456789012:role/pipelines"
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/steps:1"
SDK_ROUNDS = 3
OUR_ROUNDS = 200
PROJECTS = (250, 500, 1000)


def main() -> None:
    """Print both tables; a definition that differs from the SDK's ends the run."""
    _against_the_sdk()
    print()
    _many_projects()


def _items(project: str) -> list[dict[str, Any]]:
    """The project's records as `provision` writes them, and a ninth pipeline beside the templates' eight."""
    templates = load_templates()
    streaming = json.dumps(templates["pipeline_15m_streaming"])
    templates["pipeline_15m_replay"] = json.loads(
        streaming.replace("pipeline_15m_streaming", "pipeline_15m_replay")
    )
    names = {"bucket": "bench-bucket", "project_name": project, "feature_spec_version": "v1"}
    items = [render_template(template, **names) for template in templates.values()]
    for item in items:
        if item["job_name"].startswith("project_parameters"):
            item["spec"]["compute"] |= {"role_arn": ROLE, "image_uri": IMAGE}
    return items


def _seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of the rounds in seconds of this process: other processes on the machine do not count."""
    gc.collect()
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def _against_the_sdk() -> None:
    session = _offline_session()
    from pipelines.sdk import to_sdk  # noqa: PLC0415 - after the SDK's warnings have been dealt with

    catalog = read_catalog(_items("bench")).require()
    print(f"{'record':<34}{'steps':>6}{'SDK 3.27':>12}{'compiler':>12}{'ratio':>10}")
    ratios = []
    for record in catalog.pipelines:
        parameters = catalog.parameters_of(record.key)
        digests = {step.name: UNPUBLISHED for step in record.steps}

        def build(
            record: PipelineRecord = record,
            parameters: ProjectParameters | None = parameters,
            digests: dict[str, str] = digests,
        ) -> str:
            text: str = to_sdk(record, parameters, digests, session).definition()
            return text

        def compiled(
            record: PipelineRecord = record,
            parameters: ProjectParameters | None = parameters,
            digests: dict[str, str] = digests,
        ) -> str:
            return compile_pipeline(record, parameters, digests).text

        if _without_nulls(json.loads(build())) != json.loads(compiled()):
            raise SystemExit(f"bench: the SDK writes another definition of {record.key}")
        sdk, ours = _seconds(build, SDK_ROUNDS), _seconds(compiled, OUR_ROUNDS)
        ratios.append(sdk / ours)
        name = record.key.logical_job_name
        print(
            f"{name:<34}{len(record.steps):>6}{sdk * 1e3:>9.0f} ms{ours * 1e6:>9.0f} us{sdk / ours:>9,.0f}x"
        )
    print(f"equal definitions; ratio at least {min(ratios):,.0f}x, median {statistics.median(ratios):,.0f}x")


def _offline_session() -> Any:
    """A session that needs no account; the SDK is as it ships, but for its log and its warnings."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    warnings.simplefilter("ignore")
    start = time.perf_counter()
    import boto3  # noqa: PLC0415 - the import is measured
    from sagemaker.core.workflow.pipeline_context import PipelineSession  # noqa: PLC0415
    from sagemaker.mlops.workflow import pipeline  # noqa: F401, PLC0415

    print(f"importing the SDK: {time.perf_counter() - start:.1f} s")
    logging.disable(logging.WARNING)
    return PipelineSession(
        boto_session=boto3.Session("none", "none", region_name="eu-west-1"), default_bucket="bench-bucket"
    )


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _many_projects() -> None:
    items = [item for number in range(max(PROJECTS)) for item in _items(f"project-{number:04}")]
    each = len(items) // max(PROJECTS)
    print(f"{'projects':<12}{'pipelines':>10}{'read':>10}{'compiled':>12}{'a pipeline':>14}")
    costs = []
    for count in PROJECTS:
        start = time.process_time()
        catalog = read_catalog(items[: count * each]).require()
        read = time.process_time() - start
        digests = {
            record.key: {step.name: UNPUBLISHED for step in record.steps} for record in catalog.pipelines
        }

        def compiled(catalog: Catalog = catalog, digests: Any = digests) -> None:
            found = compile_catalog(catalog, digests)
            if found.problems or len(found.pipelines) != len(catalog.pipelines):
                raise SystemExit("bench: the records do not compile")

        seconds = _seconds(compiled, SDK_ROUNDS)
        costs.append(seconds / len(catalog.pipelines))
        row = f"{count:<12,}{len(catalog.pipelines):>10,}{read:>8.2f} s{seconds:>10.2f} s"
        print(f"{row}{costs[-1] * 1e6:>11.0f} us")
    print(f"a pipeline of {PROJECTS[-1]:,} projects costs {costs[-1] / costs[0]:.2f}x one of {PROJECTS[0]}")


if __name__ == "__main__":
    main()
