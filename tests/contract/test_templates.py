"""The templates: every record of the project, valid as it is, with the parameters that the contract lists."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from pipelines.contract import (
    Catalog,
    RecordKey,
    read_catalog,
    record_schema,
    render_template,
    resolve_parameters,
)
from pipelines.templates import load_templates

BATCH = ("ProjectName", "FeatureSpecVersion", "MiniBatchId", "BatchStartTsIso", "BatchEndTsIso")
PARAMETERS = {
    "delta_builder": BATCH,
    "pipeline_15m_streaming": BATCH,
    "pipeline_fg_b_baseline": ("ProjectName", "FeatureSpecVersion", "ReferenceTimeIso", "Mode"),
    "pipeline_if_training": ("ProjectName", "FeatureSpecVersion", "RunId", "ExecutionTsIso"),
    "pipeline_inference_predictions": BATCH,
    "pipeline_model_deploy": ("ProjectName", "FeatureSpecVersion", "RunId"),
    "pipeline_model_rollback": ("ProjectName", "FeatureSpecVersion", "RunId"),
    "pipeline_prediction_feature_join": BATCH,
    "pipeline_training_data_verifier": (
        "ProjectName",
        "FeatureSpecVersion",
        "TrainingStartTs",
        "TrainingEndTs",
        "EvalStartTs",
        "EvalEndTs",
    ),
}
STEPS = {
    "delta_builder": {"DeltaBuilderStep"},
    "pipeline_15m_streaming": {
        "DeltaBuilderStep",
        "FGABuilderStep",
        "PairCountsBuilderStep",
        "FGCCorrBuilderStep",
    },
    "pipeline_fg_b_baseline": {"FGBaselineBuilderStep"},
    "pipeline_if_training": {"IFTrainingStep"},
    "pipeline_inference_predictions": {"InferencePredictionsStep"},
    "pipeline_model_deploy": {"ModelDeployStep"},
    "pipeline_model_rollback": {"ModelRollbackStep"},
    "pipeline_prediction_feature_join": {"PredictionFeatureJoinStep"},
    "pipeline_training_data_verifier": {"TrainingDataVerifierStep"},
}
VALIDATOR = jsonschema.Draft202012Validator(record_schema())


def rendered() -> list[dict[str, Any]]:
    """Every template for one project."""
    values = {"bucket": "my-bucket", "project_name": "ndr-prod", "feature_spec_version": "v1"}
    return [render_template(template, **values) for template in load_templates().values()]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The rendered templates as records."""
    return read_catalog(rendered()).require()


def test_rendered_templates_draw_no_problem() -> None:
    """Neither errors nor warnings."""
    assert read_catalog(rendered()).problems == ()


def test_every_record_has_the_parameters_and_steps_of_the_contract(catalog: Catalog) -> None:
    """In order."""
    assert {r.key.logical_job_name: r.required_runtime_params for r in catalog.pipelines} == PARAMETERS
    assert {r.key.logical_job_name: {step.name for step in r.steps} for r in catalog.pipelines} == STEPS


def test_a_template_that_was_not_rendered_is_refused() -> None:
    """Its placeholders are errors wherever they stand."""
    reading = read_catalog(load_templates().values())
    assert {problem.code for problem in reading.errors} == {"leftover-placeholder"}
    assert reading.catalog.by_key == {}


def test_every_input_is_written_by_some_step_or_is_raw(catalog: Catalog) -> None:
    """No step waits for data that nothing makes."""
    datasets = [
        dataset for record in catalog.pipelines for step in record.steps for dataset in step.data_prefixes
    ]
    written = {dataset.s3_prefix for dataset in datasets if dataset.direction == "output"}
    read = {dataset.s3_prefix for dataset in datasets if dataset.direction == "input"}
    assert {prefix for prefix in read - written if "/data/raw/traffic/" not in prefix} == set()


def test_every_parameter_has_a_hint_and_a_default_or_none_on_purpose(catalog: Catalog) -> None:
    """`<required:…>` in the template says that there is none."""
    project = catalog.project_parameters[0]
    names = {name for record in catalog.pipelines for name in record.required_runtime_params}
    written = load_templates()["project_parameters"]["spec"]["defaults"]
    assert {name for name in names if project.hint_of(name) is None} == set()
    assert names - set(written) == {"ProjectName", "FeatureSpecVersion"}
    placeholders = {"BatchStartTsIso", "BatchEndTsIso", "ReferenceTimeIso", "ReferenceMonthIso"}
    assert {name for name in placeholders if written[name] == f"<required:{name}>"} == placeholders


def test_a_run_of_the_15_minute_pipeline_resolves(catalog: Catalog) -> None:
    """From what a message of the traffic collector holds."""
    record = catalog.by_key[RecordKey("ndr-prod", "pipeline_15m_streaming", "v1")]
    message = {
        "project_name": "ndr-prod",
        "mini_batch_id": "mb-1",
        "batch_start_ts_iso": "2025-01-01T00:00:00Z",
        "batch_end_ts_iso": "2025-01-01T00:15:00Z",
    }
    project = catalog.parameters_of(record.key)
    values = resolve_parameters(record, project, {}, message).require()  # type: ignore[arg-type]
    assert tuple(values) == BATCH


@pytest.mark.parametrize("name", sorted(load_templates()))
def test_a_template_passes_the_schema_rendered_or_not(name: str) -> None:
    """Editors show the templates as well as records."""
    template = load_templates()[name]
    values = {"bucket": "my-bucket", "project_name": "ndr-prod", "feature_spec_version": "v1"}
    assert list(VALIDATOR.iter_errors(template)) == []
    assert list(VALIDATOR.iter_errors(render_template(template, **values))) == []
