"""Records to start from: one valid item of each kind, to be broken by the tests."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from pipelines.contract import PipelineRecord, ProjectParameters, read_catalog

ROOT = "s3://my-bucket/projects/p/versions/v1"

PIPELINE: dict[str, Any] = {
    "project_name": "p",
    "job_name": "pipeline_x#v1",
    "spec": {
        "required_runtime_params": ["ProjectName", "FeatureSpecVersion", "MiniBatchId", "BatchStartTsIso"],
        "scripts": {
            "steps": {
                "AStep": {
                    "code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_x/AStep/",
                    "entry_script": "run_a.py",
                    "data_prefixes": {
                        "input_traffic": f"{ROOT}/data/raw/traffic/<MiniBatchId>/",
                        "output_delta": f"{ROOT}/data/features/delta/",
                    },
                }
            }
        },
    },
}

PARAMETERS: dict[str, Any] = {
    "project_name": "p",
    "job_name": "project_parameters#v1",
    "spec": {
        "defaults": {"BatchStartTsIso": "<required:BatchStartTsIso>", "MiniBatchId": "mb-default"},
        "validation": {"MiniBatchId": "[a-z0-9-]+", "BatchStartTsIso": {"type": "iso8601"}},
        "compute": {"role_arn": "arn:aws:iam::123456789012:role/r", "image_uri": "image"},
    },
}


@pytest.fixture
def pipeline() -> dict[str, Any]:
    """A valid pipeline item of its own for each test."""
    return deepcopy(PIPELINE)


@pytest.fixture
def parameters() -> dict[str, Any]:
    """A valid project_parameters item of its own for each test."""
    return deepcopy(PARAMETERS)


@pytest.fixture
def step(pipeline: dict[str, Any]) -> dict[str, Any]:
    """The one step of `pipeline`."""
    found: dict[str, Any] = pipeline["spec"]["scripts"]["steps"]["AStep"]
    return found


@pytest.fixture
def found(parameters: dict[str, Any]) -> Callable[..., list[tuple[str, str]]]:
    """Codes and fields of what is wrong with the items, read beside valid project parameters."""

    def read(*items: object) -> list[tuple[str, str]]:
        reading = read_catalog([*items, parameters])
        return [(problem.code, problem.field) for problem in reading.problems]

    return read


@pytest.fixture
def records() -> tuple[PipelineRecord, ProjectParameters]:
    """The two valid items as records."""
    catalog = read_catalog([PIPELINE, PARAMETERS]).require()
    return catalog.pipelines[0], catalog.project_parameters[0]
