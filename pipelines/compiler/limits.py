"""Every limit of the service that a definition can break, in one table, and the problem of breaking one.

Lengths are those of the text, as the service's model counts them. Not here, since no definition can break
them: a container's entry point has two words (100 allowed), and what a run brings (parameter values 1,024, of
which 256 fit an argument; client tokens) is checked when it starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.errors import Problem

_PROCESSING = "CreateProcessingJob"
_PIPELINE = "CreatePipeline"
_SCHEMA = "pipeline definition JSON schema 2020-12-01"
_QUOTA = "SageMaker quotas, Pipelines"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: at most `maximum` of `unit`, and where the service says so."""

    maximum: int
    unit: str
    what: str
    source: str
    shape: str = ""
    """The shape of the service's model that states the same maximum; empty if it states none or another."""
    remedy: str = "make it shorter"


LIMITS: Mapping[str, Limit] = {
    "pipeline-name": Limit(
        82,
        "characters",
        "the SageMaker pipeline name",
        "PipelineExecutionName; PipelineName alone may have 256",
        "PipelineExecutionName",
        "shorten project_name, the logical job name or the version",
    ),
    "description": Limit(3072, "characters", "the pipeline description", _PIPELINE, "PipelineDescription"),
    "definition": Limit(
        1_048_576,
        "bytes",
        "the definition",
        _PIPELINE,
        "PipelineDefinition",
        "split the record into two pipelines",
    ),
    "role-arn": Limit(2048, "characters", "the role", _PIPELINE, "RoleArn"),
    "step-name": Limit(64, "characters", "the step name", _SCHEMA),
    "parameter-name": Limit(64, "characters", "the parameter name", _SCHEMA),
    "steps": Limit(50, "steps", "the pipeline", _QUOTA, "", "split the record into two pipelines"),
    "parameters": Limit(
        200,
        "parameters",
        "required_runtime_params",
        _QUOTA,
        "ParameterList",
        "move settings that do not change from run to run into the step's config",
    ),
    "container-argument": Limit(256, "characters", "a container argument", _PROCESSING, "ContainerArgument"),
    "container-arguments": Limit(
        100,
        "arguments",
        "the container's argument list (two a parameter)",
        _PROCESSING,
        "ContainerArguments",
        "move settings that do not change from run to run into the step's config",
    ),
    "entry-point": Limit(
        256,
        "characters",
        "a word of the container entry point",
        _PROCESSING,
        "ContainerEntrypointString",
        "shorten entry_script",
    ),
    "inputs": Limit(
        10,
        "inputs",
        "the mounted inputs, code included,",
        _PROCESSING,
        "ProcessingInputs",
        'give the rest "access": "direct"',
    ),
    "outputs": Limit(
        10,
        "outputs",
        "the mounted outputs",
        _PROCESSING,
        "ProcessingOutputs",
        'give the rest "access": "direct"',
    ),
    "s3-uri": Limit(1024, "characters", "the S3 URI", _PROCESSING, "S3Uri"),
    "local-path": Limit(
        256,
        "characters",
        "the path in the container",
        _PROCESSING,
        "ProcessingLocalPath",
        "shorten the dataset's name",
    ),
    "environment": Limit(
        100,
        "variables",
        "the environment, PIPELINES_CODE_SHA256 included,",
        _PROCESSING,
        "ProcessingEnvironmentMap",
        "move settings into the step's config",
    ),
    "environment-key": Limit(
        256, "characters", "the variable's name", _PROCESSING, "ProcessingEnvironmentKey"
    ),
    "environment-value": Limit(
        256,
        "characters",
        "the variable's value",
        _PROCESSING,
        "ProcessingEnvironmentValue",
        "move it into the step's config",
    ),
    "image-uri": Limit(255, "characters", "the image", _PROCESSING, "ImageUri"),
    "instance-count": Limit(
        100, "instances", "instance_count", _PROCESSING, "ProcessingInstanceCount", "use larger instances"
    ),
    "volume-size": Limit(
        16_384, "GB", "volume_size_gb", _PROCESSING, "ProcessingVolumeSizeInGB", "use more instances"
    ),
    "max-runtime": Limit(
        777_600,
        "seconds",
        "max_runtime_seconds",
        _PROCESSING,
        "ProcessingMaxRuntimeInSeconds",
        "split the step",
    ),
    "kms-key": Limit(2048, "characters", "the KMS key", _PROCESSING, "KmsKeyId"),
    "subnets": Limit(16, "subnets", "network.subnets", _PROCESSING, "Subnets", "name fewer"),
    "security-groups": Limit(
        5, "security groups", "network.security_group_ids", _PROCESSING, "VpcSecurityGroupIds", "name fewer"
    ),
    "tags": Limit(50, "tags", "the tags of all layers together", _PIPELINE, "TagList", "drop some"),
    "tag-key": Limit(128, "characters", "the tag's key", _PIPELINE, "TagKey"),
    "tag-value": Limit(256, "characters", "the tag's value", _PIPELINE, "TagValue"),
    "retry-interval": Limit(
        43_200,
        "seconds",
        "interval_seconds",
        "developer guide, Retry Policy for Pipeline Steps",
        "",
        "retry sooner",
    ),
}

MAXIMA: Mapping[str, int] = {name: limit.maximum for name, limit in LIMITS.items()}
"""The numbers alone."""


def exceed(record: str, field: str, name: str, number: int, subject: str = "") -> Problem:
    """The problem of a number over the limit of this name; `subject` tells which of several it is."""
    limit = LIMITS[name]
    what = f"{limit.what} {subject}" if subject else limit.what
    return Problem(
        record,
        field,
        f"limit-{name}",
        f"{what} has {number} {limit.unit}, at most {limit.maximum}: {limit.source}",
        limit.remedy,
    )
