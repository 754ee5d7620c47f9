"""SageMaker's pipeline operations under one face: check a request, do it, answer or refuse.

moto 5.2 answers each start with Succeeded and checks nothing; this takes its place. Shapes and limits come
from botocore's service model. Where the public documentation is silent, the operation's docstring says what
was chosen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pipelines.local import execution_calls, pipeline_calls
from pipelines.local.catalog import Answer, Caller, Catalog, Pipeline, Request, invalid, merged_tags
from pipelines.local.shapes import operation_input, violations

Operation = Callable[[Catalog, Caller, Request], Answer]

OPERATIONS: Final[Mapping[str, Operation]] = {
    "CreatePipeline": pipeline_calls.create_pipeline,
    "UpdatePipeline": pipeline_calls.update_pipeline,
    "DeletePipeline": pipeline_calls.delete_pipeline,
    "DescribePipeline": pipeline_calls.describe_pipeline,
    "ListPipelines": pipeline_calls.list_pipelines,
    "StartPipelineExecution": execution_calls.start_pipeline_execution,
    "StopPipelineExecution": execution_calls.stop_pipeline_execution,
    "UpdatePipelineExecution": execution_calls.update_pipeline_execution,
    "DescribePipelineExecution": execution_calls.describe_pipeline_execution,
    "DescribePipelineDefinitionForExecution": execution_calls.describe_pipeline_definition_for_execution,
    "ListPipelineExecutions": execution_calls.list_pipeline_executions,
    "ListPipelineExecutionSteps": execution_calls.list_pipeline_execution_steps,
    "ListPipelineParametersForExecution": execution_calls.list_pipeline_parameters_for_execution,
}


class PipelineApi:
    """The operations by their names. Calls may come from any thread; each is atomic."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.RLock()

    def call(self, operation: str, caller: Caller, request: Request) -> Answer:
        """Check the request against the service model, then do it. Raises ApiError."""
        found = list(violations(operation_input(operation), request))
        if found:
            plural = "" if len(found) == 1 else "s"
            raise invalid(f"{len(found)} validation error{plural} detected: {'; '.join(found)}")
        with self._lock:
            return OPERATIONS[operation](self._catalog, caller, request)

    def describe_job(self, name: str) -> Answer | None:
        """DescribeProcessingJob for a job of an execution; None for any other name."""
        job = self._catalog.executions.job(name)
        return None if job is None else execution_calls.describe_job(name, job)

    def tags(self, arn: str) -> dict[str, str] | None:
        """The tags of a pipeline; None for an ARN of something else. Raises ApiError when it is not there."""
        pipeline = self._tagged(arn)
        return None if pipeline is None else pipeline.tags

    def add_tags(self, arn: str, tags: Iterable[Mapping[str, str]]) -> dict[str, str]:
        """All tags of the pipeline afterwards. Raises ApiError."""
        with self._lock:
            pipeline = self._tagged(arn)
            if pipeline is None:
                return {}
            pipeline.tags = merged_tags(pipeline.tags, tags)
            return pipeline.tags

    def delete_tags(self, arn: str, keys: Iterable[str]) -> None:
        """Keys that are not there are no error. Raises ApiError when the pipeline is not there."""
        with self._lock:
            pipeline, gone = self._tagged(arn), set(keys)
            if pipeline is not None:
                pipeline.tags = {key: value for key, value in pipeline.tags.items() if key not in gone}

    def reset(self) -> None:
        """Stop all executions, and forget them and all pipelines."""
        self._catalog.executions.close()
        with self._lock:
            self._catalog.pipelines.clear()
            self._catalog.tokens.clear()

    def _tagged(self, arn: str) -> Pipeline | None:
        match arn.split(":", 5):
            case [_, _, "sagemaker", region, account, resource] if resource.startswith("pipeline/"):
                if "/execution/" not in resource:
                    return self._catalog.pipeline(Caller(account, region), arn)
        return None
