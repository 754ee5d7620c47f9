"""The SageMaker SDK, given the same record, writes the same definition."""

import json
import sys
import warnings
from typing import Any
from unittest.mock import patch

import pytest
from generated_records import (
    KEY,
    PARAMETERS,
    data,
    project_parameters,
    record,
    records,
    rendered_templates,
    step,
)
from hypothesis import HealthCheck, given, settings

from pipelines.compiler import UNPUBLISHED, compile_pipeline
from pipelines.contract import PipelineRecord, ProjectParameters
from pipelines.errors import ContractError, UsageError
from pipelines.sdk import to_sdk

pytestmark = [
    pytest.mark.sdk,
    # The SDK's own, on every `run` in a PipelineSession.
    pytest.mark.filterwarnings("ignore:Running within a PipelineSession:UserWarning"),
]


class _NoClient:
    """Stands in for LocalSagemakerClient, of which a step wants one method's name and pays 100 ms for."""

    def create_processing_job(self) -> None: ...


@pytest.fixture(scope="module")
def session() -> Any:
    """An offline PipelineSession; sending telemetry would fail the test that caused it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import boto3  # noqa: PLC0415 - all of these cost seconds
        from sagemaker.core.telemetry import telemetry_logging  # noqa: PLC0415
        from sagemaker.core.workflow.pipeline_context import PipelineSession  # noqa: PLC0415
        from sagemaker.mlops.workflow import steps  # noqa: PLC0415

    boto_session = boto3.Session("x", "y", region_name="eu-west-1")
    with (
        patch.object(steps, "LocalSagemakerClient", _NoClient),
        patch.object(telemetry_logging, "_send_telemetry_request", side_effect=AssertionError("phones home")),
    ):
        yield PipelineSession(boto_session=boto_session, default_bucket="bkt")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _both(
    pipeline: PipelineRecord, parameters: ProjectParameters | None, session: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    digests = {each.name: f"{index:064x}" for index, each in enumerate(pipeline.steps)}
    ours = compile_pipeline(pipeline, parameters, digests)
    theirs = to_sdk(pipeline, parameters, digests, session)
    assert theirs.name == ours.name
    return _without_nulls(json.loads(theirs.definition())), json.loads(ours.text)


@pytest.mark.parametrize(
    "pipeline", rendered_templates().pipelines, ids=lambda each: each.key.logical_job_name
)
def test_every_template_compiles_to_what_the_sdk_writes(pipeline: PipelineRecord, session: Any) -> None:
    """A rendered template has one definition, whoever writes it."""
    theirs, ours = _both(pipeline, rendered_templates().parameters_of(pipeline.key), session)
    assert theirs == ours


@given(records(), project_parameters())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_records_compile_to_what_the_sdk_writes(
    session: Any, pipeline: PipelineRecord, parameters: ProjectParameters
) -> None:
    """Whatever a record says, the SDK says the same."""
    theirs, ours = _both(pipeline, parameters, session)
    assert theirs == ours


def test_to_sdk_hands_out_objects_that_compose(session: Any) -> None:
    """The steps are real ProcessingSteps, whose properties another step can refer to."""
    from sagemaker.mlops.workflow.steps import ProcessingStep  # noqa: PLC0415

    built = to_sdk(record(step("A", data("output_x", "x/"))), PARAMETERS, session=session)
    (only,) = built.steps
    assert isinstance(only, ProcessingStep)
    assert only.properties.ProcessingJobStatus.expr == {"Get": "Steps.A.ProcessingJobStatus"}
    assert json.loads(built.definition())["Steps"][0]["Arguments"]["Environment"] == {
        "PIPELINES_CODE_SHA256": UNPUBLISHED
    }


def test_to_sdk_reports_what_the_compiler_would(session: Any) -> None:
    """A record that does not compile is no SDK pipeline either."""
    with pytest.raises(ContractError) as caught:
        to_sdk(record(step("A")), None, session=session)
    assert {problem.code for problem in caught.value.problems} == {"missing-role", "missing-image"}


def test_a_missing_extra_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the SDK the error says what to install."""
    monkeypatch.setitem(sys.modules, "sagemaker.core.network", None)
    with pytest.raises(UsageError) as caught:
        to_sdk(record(step("A"), key=KEY), PARAMETERS)
    assert caught.value.problems[0].code == "missing-extra"
    assert "[sdk]" in caught.value.problems[0].remedy
