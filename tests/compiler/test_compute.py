"""Compute: layers, built-in values, and what the service would refuse."""

from typing import Any

import pytest
from generated_records import IMAGE, PARAMETERS, ROLE, data, project_parameters, record, step
from hypothesis import given

from pipelines.compiler import compile_catalog
from pipelines.compiler.compute import resolve_compute, resolve_step_compute
from pipelines.contract import Catalog, PipelineRecord, ProjectParameters
from pipelines.contract.records import Cache, Compute, Kms, Network, Retry


def problems(
    pipeline: PipelineRecord, parameters: ProjectParameters = PARAMETERS
) -> list[tuple[str, str, str]]:
    found = compile_catalog(Catalog(pipelines=(pipeline,), project_parameters=(parameters,)), None).problems
    return [(problem.record.split("/")[1], problem.field, problem.code) for problem in found]


def layered(project: Compute, own: Compute, nearest: Compute, **fields: Any) -> Any:
    pipeline = record(step("A", compute=nearest), compute=own, **fields)
    parameters = PARAMETERS.model_copy(update={"compute": project})
    return resolve_step_compute(resolve_compute(parameters, pipeline), nearest)


@pytest.mark.parametrize(
    ("project", "own", "nearest", "expected"),
    [
        (None, None, None, 30),
        (1, None, None, 1),
        (1, 2, None, 2),
        (1, 2, 3, 3),
        (None, 2, None, 2),
        (1, None, 3, 3),
    ],
)
def test_the_nearest_layer_wins(project: Any, own: Any, nearest: Any, expected: int) -> None:
    """Built-in < project < record < step."""
    volumes = [Compute(volume_size_gb=size) for size in (project, own, nearest)]
    assert layered(*volumes).volume_size_gb == expected


def test_tags_and_environment_are_merged_by_key() -> None:
    """Every layer adds its keys, the nearest one wins a key; record tags stand below its compute."""
    found = layered(
        Compute(tags={"a": "project", "b": "project"}, environment={"A": "1"}),
        Compute(tags={"c": "compute"}),
        Compute(tags={"d": "step"}, environment={"A": "2", "B": ""}),
        tags={"b": "record", "c": "record"},
    )
    assert found.tags == {"a": "project", "b": "record", "c": "compute", "d": "step"}
    assert found.environment == {"A": "2", "B": ""}


def test_what_is_not_merged_is_replaced_as_a_whole() -> None:
    """A network of the step is all of its network; an empty retry switches retries off."""
    found = layered(
        Compute(network=Network(subnets=("s",), security_group_ids=("g",))),
        Compute(),
        Compute(network=Network(isolation=True), retry=()),
    )
    assert found.network == Network(isolation=True)
    assert found.retry == ()


@given(project_parameters())
def test_layers_are_never_changed(parameters: ProjectParameters) -> None:
    """Resolving leaves the records as they were."""
    before = parameters.model_dump()
    pipeline = record(step("A", compute=Compute(tags={"x": "y"})), tags={"x": "z"})
    resolve_step_compute(resolve_compute(parameters, pipeline), pipeline.steps[0].compute)
    assert parameters.model_dump() == before


def test_the_built_in_values_are_sound() -> None:
    """A record that says nothing but role and image has no problem."""
    assert problems(record(step("A"))) == []


STEP = "spec.scripts.steps.A.compute"
BAD = [
    ({"role_arn": "role"}, "role_arn", "role-arn"),
    ({"role_arn": ROLE + "\n"}, "role_arn", "role-arn"),
    ({"instance_type": "m5.xlarge"}, "instance_type", "instance-type"),
    ({"network": Network(subnets=("subnet-1",))}, "network", "half-a-vpc"),
    ({"network": Network(security_group_ids=("sg-1",))}, "network", "half-a-vpc"),
    ({"network": Network(subnets=("sub net",), security_group_ids=("sg-1",))}, "network", "network-id"),
    ({"kms": Kms(output_key="a key")}, "kms.output_key", "kms-key"),
    ({"tags": {"aws:x": ""}}, "tags.aws:x", "tag"),
    ({"tags": {"x": "<>"}}, "tags.x", "tag"),
    ({"environment": {"1X": ""}}, "environment.1X", "invalid-name"),
    (
        {"environment": {"PIPELINES_CODE_SHA256": ""}},
        "environment.PIPELINES_CODE_SHA256",
        "reserved-variable",
    ),
    ({"cache": Cache(expire_after="30 days")}, "cache.expire_after", "cache-duration"),
    ({"cache": Cache(expire_after="P")}, "cache.expire_after", "cache-duration"),
    ({"cache": Cache(expire_after="P1DT")}, "cache.expire_after", "cache-duration"),
    ({"retry": (Retry(exceptions=("Step.FAULT",), max_attempts=1),)}, "retry[0]", "retry-exception"),
    ({"retry": (Retry(exceptions=("Step.THROTTLING",)),)}, "retry[0]", "retry-end"),
    (
        {"retry": (Retry(exceptions=("Step.THROTTLING",), max_attempts=1, expire_after_minutes=1),)},
        "retry[0]",
        "retry-end",
    ),
    (
        {"retry": (Retry(exceptions=("Step.THROTTLING", "SageMaker.CAPACITY_ERROR"), max_attempts=1),)},
        "retry[0]",
        "retry-mixed",
    ),
    ({"instance_count": 2}, "instance_count", "many-instances"),
]


@pytest.mark.parametrize(("fields", "tail", "code"), BAD)
def test_a_fault_is_reported_at_the_layer_that_says_it(fields: dict[str, Any], tail: str, code: str) -> None:
    """The same fault in a step, in the record and in the project is reported there, once for all steps."""
    bad = Compute(**fields)
    name = "pipeline_15m_streaming#v1"
    assert problems(record(step("A", compute=bad), step("B"))) == [(name, f"{STEP}.{tail}", code)]
    assert problems(record(step("A"), step("B"), compute=bad)) == [(name, f"spec.compute.{tail}", code)]
    project = PARAMETERS.model_copy(
        update={"compute": Compute(**{"image_uri": IMAGE, "role_arn": ROLE} | fields)}
    )
    found = problems(record(step("A"), step("B")), project)
    assert found == [("project_parameters#v1", f"spec.compute.{tail}", code)]


@pytest.mark.parametrize("text", ["P30D", "PT12H", "P1Y2M3W4DT5H6M7S", "p1d"])
def test_durations_of_caches(text: str) -> None:
    """ISO-8601 durations are taken, in either case."""
    assert problems(record(step("A", compute=Compute(cache=Cache(expire_after=text))))) == []


def test_an_isolated_step_cannot_read_directly() -> None:
    """Isolation cuts the container off from S3, so that a direct dataset would never be read."""
    isolated = Compute(network=Network(isolation=True))
    pipeline = record(step("A", data("input_far", "far/", "direct"), compute=isolated))
    assert problems(pipeline) == [("pipeline_15m_streaming#v1", f"{STEP}.network", "isolated-direct")]
    assert problems(record(step("A", data("input_near", "near/"), compute=isolated))) == []


def test_a_role_of_the_step_alone_does_not_make_a_pipeline() -> None:
    """The pipeline itself needs a role, whatever its steps have."""
    project = PARAMETERS.model_copy(update={"compute": Compute(image_uri=IMAGE)})
    found = problems(record(step("A", compute=Compute(role_arn=ROLE))), project)
    assert found == [("pipeline_15m_streaming#v1", "spec.compute.role_arn", "missing-role")]


def test_an_image_missing_in_one_step_is_enough() -> None:
    """Each step needs an image, from whatever layer; a missing one is reported once."""
    project = PARAMETERS.model_copy(update={"compute": Compute(role_arn=ROLE)})
    own = step("A", compute=Compute(image_uri=IMAGE))
    assert problems(record(own), project) == []
    found = problems(record(own, step("B"), step("C")), project)
    assert found == [("pipeline_15m_streaming#v1", "spec.compute.image_uri", "missing-image")]


def test_a_fault_of_one_tag_is_reported_where_that_tag_stands() -> None:
    """A layer that names other keys is not to blame, nor is the nearest one that names any."""
    pipeline = record(step("A", compute=Compute(tags={"fine": ""})), compute=Compute(tags={"x": "<>"}))
    assert problems(pipeline) == [("pipeline_15m_streaming#v1", "spec.compute.tags.x", "tag")]
    pipeline = record(step("A", compute=Compute(tags={"fine": ""})), tags={"x": "<>"})
    assert problems(pipeline) == [("pipeline_15m_streaming#v1", "tags.x", "tag")]
