"""SageMaker Pipelines: list, describe, create, update, tag, delete; executions: start, follow, stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pipelines.aws.errors import NOT_FOUND, calling, is_kind
from pipelines.aws.values import Execution, StepStatus
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.errors import RemoteError
from pipelines.plan.remote import PipelineSummary, RemotePipeline

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient

PAGE: Final = 100
"""Most entries that one list call returns (MaxResults of the service model)."""


class SageMaker:
    """The pipelines of one account and region."""

    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def summaries(self, name_prefix: str | None) -> tuple[PipelineSummary, ...]:
        """All pipelines whose name starts so; one call for each hundred."""
        request: dict[str, Any] = {"MaxResults": PAGE, "SortBy": "Name", "SortOrder": "Ascending"}
        if name_prefix:
            request["PipelineNamePrefix"] = name_prefix
        found: list[PipelineSummary] = []
        for page in self._pages("list_pipelines", "sagemaker:ListPipelines", name_prefix or "*", request):
            found += [
                PipelineSummary(
                    name=entry["PipelineName"],
                    arn=entry["PipelineArn"],
                    description=entry.get("PipelineDescription", ""),
                    role_arn=entry.get("RoleArn", ""),
                    modified=entry.get("LastModifiedTime"),
                    last_execution=entry.get("LastExecutionTime"),
                )
                for entry in page["PipelineSummaries"]
            ]
        return tuple(found)

    def describe(self, name: str) -> RemotePipeline | None:
        """One pipeline with its definition and tags; None where there is none."""
        try:
            with calling("sagemaker:DescribePipeline", name):
                answer = self._client.describe_pipeline(PipelineName=name)
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise
        return RemotePipeline(
            name=answer["PipelineName"],
            arn=answer["PipelineArn"],
            description=answer.get("PipelineDescription", ""),
            role_arn=answer.get("RoleArn", ""),
            text=answer["PipelineDefinition"],
            tags=self._tags(answer["PipelineArn"]),
        )

    def create(self, pipeline: CompiledPipeline) -> None:
        """Create it whole, tags included; one that exists is an error of the kind `aws-exists`."""
        with calling("sagemaker:CreatePipeline", pipeline.name):
            # botocore fills in a fresh ClientRequestToken, and sends it again when it retries. A
            # deterministic one would make the service answer for an earlier pipeline of this name, deleted
            # since.
            self._client.create_pipeline(  # type: ignore[call-arg]
                PipelineName=pipeline.name,
                PipelineDefinition=pipeline.text,
                PipelineDescription=pipeline.description,
                RoleArn=pipeline.role_arn,
                Tags=[{"Key": key, "Value": value} for key, value in pipeline.tags.items()],
            )

    def update(self, pipeline: CompiledPipeline, remote: RemotePipeline) -> None:
        """Make it as compiled; the description, which states the digest, is the last thing to change."""
        changed = {key: value for key, value in pipeline.tags.items() if remote.tags.get(key) != value}
        removed = [key for key in remote.tags if key not in pipeline.tags]
        if changed:
            with calling("sagemaker:AddTags", remote.arn):
                tags: Any = [{"Key": key, "Value": value} for key, value in changed.items()]
                self._client.add_tags(ResourceArn=remote.arn, Tags=tags)
        if removed:
            with calling("sagemaker:DeleteTags", remote.arn):
                self._client.delete_tags(ResourceArn=remote.arn, TagKeys=removed)
        with calling("sagemaker:UpdatePipeline", pipeline.name):
            self._client.update_pipeline(
                PipelineName=pipeline.name,
                PipelineDefinition=pipeline.text,
                PipelineDescription=pipeline.description,
                RoleArn=pipeline.role_arn,
            )

    def delete(self, name: str) -> None:
        """Delete it; one that is gone already is as good."""
        try:
            with calling("sagemaker:DeletePipeline", name):
                self._client.delete_pipeline(PipelineName=name)  # type: ignore[call-arg]
        except RemoteError as error:
            if not is_kind(error, NOT_FOUND):
                raise

    def start(self, name: str, parameters: Mapping[str, str], token: str) -> str:
        """Start an execution, and give its ARN; the same *token* again gives that of the first."""
        with calling("sagemaker:StartPipelineExecution", name):
            answer = self._client.start_pipeline_execution(
                PipelineName=name,
                PipelineParameters=[{"Name": key, "Value": value} for key, value in parameters.items()],
                ClientRequestToken=token,
            )
        return answer["PipelineExecutionArn"]

    def execution(self, arn: str) -> Execution:
        """One execution as it stands now."""
        with calling("sagemaker:DescribePipelineExecution", arn):
            answer = self._client.describe_pipeline_execution(PipelineExecutionArn=arn)
        return Execution(
            arn=answer["PipelineExecutionArn"],
            status=answer["PipelineExecutionStatus"],
            started=answer.get("CreationTime"),
            changed=answer.get("LastModifiedTime"),
            failure=answer.get("FailureReason", ""),
            name=answer.get("PipelineExecutionDisplayName", ""),
        )

    def parameters(self, arn: str) -> dict[str, str]:
        """The parameters that an execution was started with."""
        found: dict[str, str] = {}
        operation = "sagemaker:ListPipelineParametersForExecution"
        request = {"PipelineExecutionArn": arn, "MaxResults": PAGE}
        for page in self._pages("list_pipeline_parameters_for_execution", operation, arn, request):
            found |= {entry["Name"]: entry["Value"] for entry in page.get("PipelineParameters", ())}
        return found

    def steps(self, arn: str) -> tuple[StepStatus, ...]:
        """The steps of an execution that have begun, in the order in which they did."""
        request: dict[str, Any] = {"PipelineExecutionArn": arn, "MaxResults": PAGE, "SortOrder": "Ascending"}
        operation = "sagemaker:ListPipelineExecutionSteps"
        return tuple(
            _step(entry)
            for page in self._pages("list_pipeline_execution_steps", operation, arn, request)
            for entry in page["PipelineExecutionSteps"]
        )

    def executions(self, name: str, limit: int) -> tuple[Execution, ...]:
        """The latest executions of a pipeline, newest first, at most *limit* (1 to 100)."""
        with calling("sagemaker:ListPipelineExecutions", name):
            answer = self._client.list_pipeline_executions(
                PipelineName=name, MaxResults=min(limit, PAGE), SortBy="CreationTime", SortOrder="Descending"
            )
        return tuple(
            Execution(
                arn=entry["PipelineExecutionArn"],
                status=entry["PipelineExecutionStatus"],
                started=entry.get("StartTime"),
                failure=entry.get("PipelineExecutionFailureReason", ""),
                name=entry.get("PipelineExecutionDisplayName", ""),
            )
            for entry in answer["PipelineExecutionSummaries"][:limit]
        )

    def stop(self, arn: str, token: str) -> None:
        """Ask an execution to stop; repeating it with the same *token* is one request."""
        with calling("sagemaker:StopPipelineExecution", arn):
            self._client.stop_pipeline_execution(PipelineExecutionArn=arn, ClientRequestToken=token)

    def _tags(self, arn: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for page in self._pages("list_tags", "sagemaker:ListTags", arn, {"ResourceArn": arn}):
            found |= {tag["Key"]: tag["Value"] for tag in page["Tags"]}
        return {key: value for key, value in found.items() if not key.startswith("aws:")}

    def _pages(self, method: str, operation: str, resource: str, request: Mapping[str, Any]) -> Any:
        """Answers of a paginated call, one by one (botocore's paginators would cost their own model file)."""
        call = getattr(self._client, method)
        token: dict[str, str] = {}
        while True:
            with calling(operation, resource):
                page = call(**request, **token)
            yield page
            if not page.get("NextToken"):
                return
            token = {"NextToken": page["NextToken"]}


def _step(entry: Any) -> StepStatus:
    job = entry.get("Metadata", {}).get("ProcessingJob", {})
    return StepStatus(
        name=entry["StepName"],
        status=entry.get("StepStatus", "Starting"),
        started=entry.get("StartTime"),
        ended=entry.get("EndTime"),
        failure=entry.get("FailureReason", ""),
        attempts=entry.get("AttemptCount", 0),
        cached=bool(entry.get("CacheHitResult")),
        job=job.get("Arn", ""),
    )
