"""A step's configuration: what it is told besides its arguments, published with its code."""

from __future__ import annotations

from typing import Any

from pipelines.compiler.canonical import NotJsonError, to_json
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import PROJECT_PARAMETERS, Catalog, JobRecord, PipelineRecord, Step
from pipelines.contract.wording import listed, nearest, quote
from pipelines.errors import ContractError, Problem


def step_configuration(catalog: Catalog, record: PipelineRecord, step: Step) -> dict[str, Any]:
    """The configuration of one step, as plain JSON values.

    That of the record which `config_from` names (the whole `spec` of a job record, the `config` of a pipeline
    record of the same project and version), or else of the step's own record; `step.config` is laid over it,
    key by key.
    Raises `ContractError` for a name that the table does not have and for a value that JSON cannot hold.
    """
    base = record.config if step.config_from is None else _named(catalog, record, step, step.config_from)
    try:
        configuration: dict[str, Any] = to_json({**base, **step.config}, "config")
    except (NotJsonError, RecursionError) as error:
        fault = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        field = f"spec.scripts.steps.{step.name}.config"
        remedy = "use objects, lists, texts, numbers, true, false and null"
        raise ContractError(Problem(str(record.key), field, "unsupported-value", fault, remedy)) from error
    return configuration


def _named(catalog: Catalog, record: PipelineRecord, step: Step, name: str) -> dict[str, Any]:
    key = RecordKey(record.key.project_name, name, record.key.feature_spec_version)
    found = record if key == record.key else catalog.by_key.get(key)
    if isinstance(found, JobRecord):
        return found.spec
    if isinstance(found, PipelineRecord):
        return found.config
    names = {
        other.logical_job_name
        for other in catalog.by_key
        if (other.project_name, other.feature_spec_version) == (key.project_name, key.feature_spec_version)
        and other.logical_job_name != PROJECT_PARAMETERS
    }
    near = nearest(name, names)
    raise ContractError(
        Problem(
            str(record.key),
            f"spec.scripts.steps.{step.name}.config_from",
            "unknown-configuration",
            f"{key.project_name} has no job or pipeline record {quote(key.job_name)}",
            f"write {quote(near)}" if near else f"add that record, or name one of {listed(names)}",
        )
    )
