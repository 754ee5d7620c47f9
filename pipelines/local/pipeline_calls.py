"""CreatePipeline and its siblings as the service behaves: what they check, refuse and answer."""

from __future__ import annotations

from datetime import timedelta

from pipelines.errors import PipelinesError
from pipelines.local.catalog import (
    Answer,
    ApiError,
    Caller,
    Catalog,
    Pipeline,
    Request,
    invalid,
    listing,
    max_parallel,
    merged_tags,
    parallelism,
    present,
    within,
)
from pipelines.local.definition import Definition, parse_definition
from pipelines.local.executions import OVER
from pipelines.local.shapes import operation_input, violations


def create_pipeline(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    """Names that differ in case only would share an ARN, so the second is refused."""
    if (arn := catalog.repeated(caller, "CreatePipeline", request)) is not None:
        return {"PipelineArn": arn}
    name = request["PipelineName"]
    arn = caller.pipeline_arn(name)
    if arn in catalog.pipelines:
        message = "Pipeline names must be unique within an AWS account and region."
        raise invalid(f"{message} Pipeline with name ({name}) already exists.")
    text = _text(catalog, request)
    if text is None:
        raise invalid("Either Pipeline Definition or Pipeline Definition S3 location should be provided")
    now = catalog.now()
    catalog.pipelines[arn] = Pipeline(
        name=name,
        arn=arn,
        text=text,
        definition=checked_definition(text),
        role_arn=request["RoleArn"],
        created=now,
        modified=now,
        display_name=request.get("PipelineDisplayName"),
        description=request.get("PipelineDescription"),
        max_parallel=max_parallel(request),
        tags=merged_tags({}, request.get("Tags") or ()),
    )
    catalog.remember(caller, "CreatePipeline", request, arn)
    return {"PipelineArn": arn}


def update_pipeline(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    """Members that are not given stay. Executions that run keep the definition they started with."""
    pipeline = catalog.pipeline(caller, request["PipelineName"])
    text = _text(catalog, request)
    if text is not None:
        pipeline.definition, pipeline.text = checked_definition(text), text
    pipeline.role_arn = request.get("RoleArn", pipeline.role_arn)
    pipeline.display_name = request.get("PipelineDisplayName", pipeline.display_name)
    pipeline.description = request.get("PipelineDescription", pipeline.description)
    pipeline.max_parallel = max_parallel(request) or pipeline.max_parallel
    # Times are told in milliseconds; two updates within one are two changes.
    pipeline.modified = max(catalog.now(), pipeline.modified + timedelta(milliseconds=1))
    return {"PipelineArn": pipeline.arn}


def delete_pipeline(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    """Refused while an execution runs; takes its executions along (API reference, DeletePipeline)."""
    pipeline = catalog.pipeline(caller, request["PipelineName"])
    if any(each.status not in OVER for each in catalog.executions.of(pipeline.arn)):
        raise ApiError(
            "ConflictException", f"Pipeline '{pipeline.arn}' has running executions: stop them first."
        )
    catalog.forget(pipeline)
    return {"PipelineArn": pipeline.arn}


def describe_pipeline(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    pipeline = catalog.pipeline(caller, request["PipelineName"])
    return present(
        PipelineArn=pipeline.arn,
        PipelineName=pipeline.name,
        PipelineDisplayName=pipeline.display_name or pipeline.name,
        PipelineDefinition=pipeline.text,
        PipelineDescription=pipeline.description,
        RoleArn=pipeline.role_arn,
        PipelineStatus="Active",
        CreationTime=pipeline.created,
        LastModifiedTime=pipeline.modified,
        LastRunTime=pipeline.last_run,
        ParallelismConfiguration=parallelism(pipeline.max_parallel),
    )


def list_pipelines(catalog: Catalog, caller: Caller, request: Request) -> Answer:
    prefix, by_name = request.get("PipelineNamePrefix", ""), request.get("SortBy") == "Name"
    found = [
        each for each in catalog.of(caller) if each.name.startswith(prefix) and within(each.created, request)
    ]
    pipelines, token = listing(
        found,
        (lambda each: (each.name,)) if by_name else (lambda each: (each.created.timestamp(), each.name)),
        request,
        prefix,
        by_name,
    )
    return present(PipelineSummaries=[_summary(each) for each in pipelines], NextToken=token)


def _summary(pipeline: Pipeline) -> Answer:
    return present(
        PipelineArn=pipeline.arn,
        PipelineName=pipeline.name,
        PipelineDisplayName=pipeline.display_name or pipeline.name,
        PipelineDescription=pipeline.description,
        RoleArn=pipeline.role_arn,
        CreationTime=pipeline.created,
        LastModifiedTime=pipeline.modified,
        LastExecutionTime=pipeline.last_run,
    )


def _text(catalog: Catalog, request: Request) -> str | None:
    text, place = request.get("PipelineDefinition"), request.get("PipelineDefinitionS3Location")
    if text is not None and place is not None:
        raise invalid("Both Pipeline Definition and Pipeline Definition S3 Location shouldn't be present")
    if place is None:
        return text
    if catalog.read_object is None:
        raise invalid("PipelineDefinitionS3Location cannot be read here")
    return catalog.read_object(place["Bucket"], place["ObjectKey"])


def checked_definition(text: str) -> Definition:
    """Parse as CreatePipeline does: the document, the graph, and every job request against its shape."""
    try:
        definition = parse_definition(text)
    except PipelinesError as error:
        raise invalid(f"Unable to parse pipeline definition. {faults(error)}") from error
    shape = operation_input("CreateProcessingJob")
    # The service names the job itself, and takes the pipeline's role where a step has none.
    optional = frozenset({"ProcessingJobName", "RoleArn"})
    found = [
        f"{step.name}: {fault}"
        for step in definition.steps
        if step.type == "Processing"
        for fault in violations(shape, step.arguments, variables=True, optional=optional)
    ]
    if found:
        raise invalid(f"Unable to parse pipeline definition. {'; '.join(found)}")
    return definition


def faults(error: PipelinesError) -> str:
    """All that the error found, as one line."""
    return "; ".join(f"{problem.field}: {problem.fault}".removeprefix(": ") for problem in error.problems)
