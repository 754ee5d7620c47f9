"""The records of the table as frozen models: what a pipeline, project-parameters or job record may hold.

Models describe records whose shape has been parsed; `pipelines.contract.catalog` reads untrusted items into
them and reports every fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.contract.keys import RecordKey
from pipelines.contract.names import normalise
from pipelines.contract.placeholders import placeholders_in

PROJECT_PARAMETERS = "project_parameters"
"""Logical job name of the record that the pipelines of a project and version share."""

Text = Annotated[str, Field(min_length=1)]
Engine = Literal["embedded", "spark"]


def parameters_key(key: RecordKey) -> RecordKey:
    """The key of the project_parameters that a record is under."""
    return RecordKey(key.project_name, PROJECT_PARAMETERS, key.feature_spec_version)


class ContractObject(BaseModel):
    """An object of the contract: its keys are known, its values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Network(ContractObject):
    """Where the containers stand in the network (SageMaker `NetworkConfig`)."""

    subnets: tuple[Text, ...] = ()
    security_group_ids: tuple[Text, ...] = ()
    isolation: bool = False
    encrypt_traffic: bool = False


class Kms(ContractObject):
    """Keys that encrypt the volume of the instances and the outputs."""

    volume_key: Text | None = None
    output_key: Text | None = None


class Cache(ContractObject):
    """Step caching: how long a result may be used again, as an ISO-8601 duration (`P30D`, `PT12H`)."""

    expire_after: Text


class Retry(ContractObject):
    """One retry policy of a step (SageMaker `RetryPolicies`)."""

    exceptions: tuple[Text, ...] = Field(min_length=1)
    interval_seconds: Annotated[int, Field(ge=1)] = 1
    backoff_rate: Annotated[float, Field(gt=0, strict=False)] = 2.0
    max_attempts: Annotated[int, Field(ge=1, le=20)] | None = None
    expire_after_minutes: Annotated[int, Field(ge=1, le=14400)] | None = None


class Compute(ContractObject):
    """What a step runs on. Each may stand in `project_parameters`, a record or a step; the nearest wins."""

    image_uri: Text | None = None
    instance_type: Text | None = None
    instance_count: Annotated[int, Field(ge=1, le=100)] | None = None
    volume_size_gb: Annotated[int, Field(ge=1, le=16384)] | None = None
    max_runtime_seconds: Annotated[int, Field(ge=1, le=777600)] | None = None
    role_arn: Text | None = None
    engine: Engine | None = None
    network: Network | None = None
    kms: Kms | None = None
    tags: dict[Text, str] | None = None
    environment: dict[Text, str] | None = None
    retry: tuple[Retry, ...] | None = None
    cache: Cache | None = None


class DataPrefix(ContractObject):
    """A dataset of a step: an S3 prefix that it reads or writes, under the name that the step knows it by."""

    name: Text
    direction: Literal["input", "output"]
    s3_prefix: Text
    """May hold `<ParamName>` for required parameters of the record."""
    access: Literal["mounted", "direct"] = "mounted"
    upload: Literal["end_of_job", "continuous"] = "end_of_job"
    """When an output goes up: after the step has succeeded, or as it is written, also if the step fails."""


class Step(ContractObject):
    """One step: which code runs, on which data, on what."""

    name: Text
    code_prefix_s3: Text
    """With its trailing slash: SageMaker's S3Prefix is a raw key prefix."""
    entry_script: Text
    data_prefixes: tuple[DataPrefix, ...]
    """Sorted by name, since a map of the table has no order; inputs and outputs mixed."""
    depends_on: tuple[Text, ...] = ()
    compute: Compute = Compute()
    config_from: Text | None = None
    """Logical name of the record whose configuration the step gets; without it, the step's own record."""
    config: dict[str, Any] = {}
    """Laid over that configuration, key by key."""


class PipelineRecord(ContractObject):
    """A `pipeline_*` record, or any other that carries `scripts.steps`."""

    key: RecordKey
    required_runtime_params: tuple[Text, ...]
    """In the order of the record, which is the order of arguments and of the pipeline's parameters."""
    steps: tuple[Step, ...]
    """Sorted by name, since a map of the table has no order; the graph gives the order of execution."""
    compute: Compute = Compute()
    config: dict[str, Any] = {}
    """Configuration of the job of this name: what steps with `config_from` this record get."""
    tags: dict[str, str] = {}

    @cached_property
    def prefix_parameters(self) -> frozenset[str]:
        """Parameters that become part of a data prefix: their values must not lead out of it."""
        prefixes = (dataset.s3_prefix for step in self.steps for dataset in step.data_prefixes)
        return frozenset(name for prefix in prefixes for name in placeholders_in(prefix))


class Hint(ContractObject):
    """A validation hint of a runtime parameter; a plain string in the table is `pattern`."""

    type: Literal["string", "integer", "number", "boolean", "iso8601", "date", "month", "s3_uri", "enum"] = (
        "string"
    )
    pattern: Text | None = None
    """Regular expression over the whole value."""
    enum: tuple[str, ...] | None = None
    min: Any = None
    max: Any = None


class ProjectParameters(ContractObject):
    """`project_parameters#<version>`: what the pipelines of a project and version share."""

    key: RecordKey
    defaults: dict[str, str] = {}
    """Runtime fallback values; a parameter whose default is `<required:Name>` is absent here."""
    validation: dict[str, Hint] = {}
    compute: Compute = Compute()

    @cached_property
    def _hints_by_name(self) -> Mapping[str, Hint]:
        return {normalise(name): hint for name, hint in self.validation.items()}

    def hint_of(self, parameter: str) -> Hint | None:
        """The validation hint of a parameter, in whatever spelling either is written."""
        return self._hints_by_name.get(normalise(parameter))


class JobRecord(ContractObject):
    """Any other record: its free-form `spec` is configuration for the steps that name it."""

    key: RecordKey
    spec: dict[str, Any]


class Catalog(ContractObject):
    """Every usable record that was read, sorted by key."""

    pipelines: tuple[PipelineRecord, ...] = ()
    project_parameters: tuple[ProjectParameters, ...] = ()
    jobs: tuple[JobRecord, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[RecordKey, PipelineRecord | ProjectParameters | JobRecord]:
        """Every record under its key."""
        groups: tuple[tuple[PipelineRecord | ProjectParameters | JobRecord, ...], ...]
        groups = (self.pipelines, self.project_parameters, self.jobs)
        return {record.key: record for group in groups for record in group}

    def parameters_of(self, key: RecordKey) -> ProjectParameters | None:
        """The project parameters that the record of this key is under, if the table has them."""
        found = self.by_key.get(parameters_key(key))
        return found if isinstance(found, ProjectParameters) else None
