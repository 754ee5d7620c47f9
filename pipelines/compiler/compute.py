"""What a step runs on: built-in < `project_parameters` < record < step, and the nearest wins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipelines.contract.records import (
    Cache,
    Compute,
    Engine,
    Kms,
    Network,
    PipelineRecord,
    ProjectParameters,
    Retry,
)

STEP_EXCEPTIONS = ("Step.SERVICE_FAULT", "Step.THROTTLING")
"""Raised when the service starts the job; it retries them by itself, a policy only overrides how."""
JOB_EXCEPTIONS = ("SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT")
"""Reported by the job. Source of both: SageMaker developer guide, "Retry Policy for Pipeline Steps"."""

BUILT_IN: Mapping[str, Any] = {
    "instance_type": "ml.m5.xlarge",
    "volume_size_gb": 30,
    "max_runtime_seconds": 3600,
    "engine": "embedded",
    # Faults of the job's machinery pass within minutes; no capacity and a full quota pass when others end.
    # The service retries Step.* by itself, and a failure of the step's own code is not tried again.
    "retry": (
        Retry(
            exceptions=("SageMaker.JOB_INTERNAL_ERROR",),
            interval_seconds=30,
            backoff_rate=2.0,
            max_attempts=3,
        ),
        Retry(
            exceptions=("SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"),
            interval_seconds=60,
            backoff_rate=1.5,
            max_attempts=5,
        ),
    ),
}
"""What holds where no layer says otherwise. No role and no image: there is none that would be right."""
INSTANCE_COUNT: Mapping[Engine, int] = {"embedded": 1, "spark": 2}
"""Instances where no layer names a number: `embedded` is for one machine, `spark` for more than one."""

_MERGED = ("tags", "environment")


class ResolvedCompute(NamedTuple):
    """Compute with every layer applied; role and image are empty where no layer names them."""

    image_uri: str
    instance_type: str
    instance_count: int
    volume_size_gb: int
    max_runtime_seconds: int
    role_arn: str
    engine: Engine
    network: Network | None
    kms: Kms | None
    tags: Mapping[str, str]
    environment: Mapping[str, str]
    retry: tuple[Retry, ...]
    cache: Cache | None


def resolve_compute(parameters: ProjectParameters | None, record: PipelineRecord) -> dict[str, Any]:
    """The layers that the steps of a record share, as `resolve_step_compute` takes them.

    Tags and environment are merged key by key, everything else is replaced as a whole. The record's own
    `tags` stand below those of its `compute`.
    """
    layers = dict(BUILT_IN)
    if parameters is not None:
        _lay(layers, parameters.compute)
    if record.tags:
        layers["tags"] = {**layers.get("tags", {}), **record.tags}
    _lay(layers, record.compute)
    return layers


def resolve_step_compute(shared: Mapping[str, Any], step: Compute) -> ResolvedCompute:
    """The compute of one step, its own layer over the shared ones."""
    layers = shared
    if step.model_fields_set:
        layers = dict(shared)
        _lay(layers, step)
    get = layers.get
    return ResolvedCompute(
        image_uri=get("image_uri", ""),
        instance_type=layers["instance_type"],
        instance_count=get("instance_count") or INSTANCE_COUNT[layers["engine"]],
        volume_size_gb=layers["volume_size_gb"],
        max_runtime_seconds=layers["max_runtime_seconds"],
        role_arn=get("role_arn", ""),
        engine=layers["engine"],
        network=get("network"),
        kms=get("kms"),
        tags=get("tags", {}),
        environment=get("environment", {}),
        retry=layers["retry"],
        cache=get("cache"),
    )


def _lay(layers: dict[str, Any], layer: Compute) -> None:
    for name in layer.model_fields_set:
        value = getattr(layer, name)
        if value is not None:
            layers[name] = {**layers.get(name, {}), **value} if name in _MERGED else value
