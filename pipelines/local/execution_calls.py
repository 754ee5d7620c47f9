"""StartPipelineExecution and its siblings as the service behaves: what they check, refuse and answer."""

from __future__ import annotations

from typing import Final

from pipelines.errors import PipelinesError
from pipelines.local import container
from pipelines.local.catalog import (
    Answer,
    ApiError,
    Caller,
    Catalog,
    Request,
    invalid,
    listing,
    max_parallel,
    parallelism,
    present,
    within,
)
from pipelines.local.executions import Execution, JobView, StepRecord
from pipelines.local.pipeline_calls import faults
from pipelines.local.resolution import ExecutionIdentity, bind_parameters

UNSUPPORTED: Final = ("SelectiveExecutionConfig", "PipelineVersionId", "PipelineVersionAlias")


def start_pipeline_execution(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    """Check the parameters and start. The same token with the same request starts nothing more."""
    pipeline = catalog.pipeline(caller, request["PipelineName"])
    if (arn := catalog.repeated(caller, "StartPipelineExecution", request)) is not None:
        return {"PipelineExecutionArn": arn}
    if wrong := [each for each in UNSUPPORTED if each in request]:
        raise invalid(f"{', '.join(wrong)} is not supported by the embedded AWS")
    pairs = tuple((each["Name"], each["Value"]) for each in request.get("PipelineParameters") or ())
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise invalid(f"Duplicate parameter names: {', '.join(twice)}")
    try:
        parameters = bind_parameters(pipeline.definition, dict(pairs))
    except PipelinesError as error:
        raise invalid(faults(error)) from error
    now = catalog.now()
    identity = ExecutionIdentity(pipeline.name, catalog.new_id(), now, caller.region, caller.account)
    execution = Execution(
        identity=identity,
        text=pipeline.text,
        definition=pipeline.definition,
        parameters=parameters,
        given=pairs,
        display_name=request.get("PipelineExecutionDisplayName")
        or f"execution-{int(now.timestamp() * 1000)}",
        description=request.get("PipelineExecutionDescription"),
        max_parallel=max_parallel(request) or pipeline.max_parallel,
        created=now,
        modified=now,
    )
    pipeline.last_run = now
    catalog.remember(caller, "StartPipelineExecution", request, identity.arn)
    catalog.executions.start(execution)
    return {"PipelineExecutionArn": identity.arn}


def stop_pipeline_execution(catalog: Catalog, _: Caller, request: Request) -> Answer:
    """Ask for the stop and answer at once. One that is over is a ConflictException (our reading)."""
    execution = catalog.execution(request)
    arn = execution.identity.arn
    if not catalog.executions.request_stop(execution):
        message = f"Pipeline execution '{arn}' is already in the state {execution.status}."
        raise ApiError("ConflictException", message)
    return {"PipelineExecutionArn": arn}


def update_pipeline_execution(catalog: Catalog, _: Caller, request: Request) -> Answer:
    execution = catalog.execution(request)
    execution.display_name = request.get("PipelineExecutionDisplayName", execution.display_name)
    execution.description = request.get("PipelineExecutionDescription", execution.description)
    return {"PipelineExecutionArn": execution.identity.arn}


def describe_pipeline_execution(catalog: Catalog, _: Caller, request: Request) -> Answer:
    execution = catalog.execution(request)
    return present(
        PipelineArn=execution.identity.pipeline_arn,
        PipelineExecutionArn=execution.identity.arn,
        PipelineExecutionDisplayName=execution.display_name,
        PipelineExecutionStatus=execution.status,
        PipelineExecutionDescription=execution.description,
        FailureReason=execution.failure_reason,
        CreationTime=execution.created,
        LastModifiedTime=execution.modified,
        ParallelismConfiguration=parallelism(execution.max_parallel),
    )


def describe_pipeline_definition_for_execution(catalog: Catalog, _: Caller, request: Request) -> Answer:
    execution = catalog.execution(request)
    return {"PipelineDefinition": execution.text, "CreationTime": execution.created}


def list_pipeline_executions(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    pipeline = catalog.pipeline(caller, request["PipelineName"])
    found = [each for each in catalog.executions.of(pipeline.arn) if within(each.created, request)]
    by_arn = request.get("SortBy") == "PipelineExecutionArn"
    executions, token = listing(
        found,
        (lambda each: (each.identity.arn,)) if by_arn else (lambda each: (each.order,)),
        request,
        pipeline.arn,
        by_arn,
    )
    return present(PipelineExecutionSummaries=[_summary(each) for each in executions], NextToken=token)


def _summary(execution: Execution) -> Answer:
    return present(
        PipelineExecutionArn=execution.identity.arn,
        StartTime=execution.created,
        PipelineExecutionStatus=execution.status,
        PipelineExecutionDescription=execution.description,
        PipelineExecutionDisplayName=execution.display_name,
        PipelineExecutionFailureReason=execution.failure_reason,
    )


def list_pipeline_execution_steps(catalog: Catalog, _: Caller, request: Request) -> Answer:
    """Steps that have started; one that never starts is not listed."""
    execution = catalog.execution(request)
    started = list(execution.steps.values())
    steps, token = listing(started, lambda each: (each.order,), request, execution.identity.arn)
    return present(PipelineExecutionSteps=[_step(execution, each) for each in steps], NextToken=token)


def _step(execution: Execution, step: StepRecord) -> Answer:
    job = container.job_arn(step.jobs[-1], execution.identity) if step.jobs else None
    return present(
        StepName=step.name,
        StartTime=step.started,
        EndTime=step.ended,
        StepStatus=step.status,
        AttemptCount=step.attempts,
        FailureReason=step.failure_reason,
        Metadata={"ProcessingJob": {"Arn": job}} if job else {},
    )


def list_pipeline_parameters_for_execution(catalog: Catalog, _: Caller, request: Request) -> Answer:
    """The parameters as the start gave them, in that order."""
    execution = catalog.execution(request)
    ordered = {**request, "SortOrder": "Ascending"}
    pairs, token = listing(
        list(enumerate(execution.given)), lambda each: (each[0],), ordered, execution.identity.arn
    )
    listed = [{"Name": name, "Value": value} for _, (name, value) in pairs]
    return present(PipelineParameters=listed, NextToken=token)


def describe_job(name: str, job: JobView) -> Answer:
    """DescribeProcessingJob's answer for the job of a step."""
    statuses = {"Succeeded": "Completed", "Failed": "Failed", "Stopped": "Stopped", "Stopping": "Stopping"}
    # An earlier attempt of a step that was tried again has failed, whatever became of the step.
    last = job.step.jobs[-1].lower() == name.lower()
    status = statuses.get(job.step.status, "InProgress") if last else "Failed"
    members = {key: value for key, value in job.description.items() if key != "Tags"}
    return present(**members) | present(
        ProcessingJobName=next(each for each in job.step.jobs if each.lower() == name.lower()),
        ProcessingJobArn=container.job_arn(name, job.execution.identity),
        ProcessingJobStatus=status,
        CreationTime=job.step.started,
        ProcessingStartTime=job.step.started,
        ProcessingEndTime=job.step.ended if last else None,
        LastModifiedTime=job.step.ended or job.step.started,
        FailureReason=job.step.failure_reason if status == "Failed" else None,
    )
