"""SageMaker's pipeline operations as the service behaves: what is validated, what is refused, what runs.

moto 5.2 answers each start with Succeeded and checks nothing; this takes its place. Shapes and limits come from
botocore's service model. Where the public documentation is silent, the docstring of the method says what was
chosen.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pipelines.errors import PipelinesError
from pipelines.local import container
from pipelines.local.definition import Definition, parse_definition
from pipelines.local.executions import OVER, Execution, Executions, JobView, StepRecord, new_execution_id
from pipelines.local.paging import InvalidTokenError, page
from pipelines.local.resolution import ExecutionIdentity, bind_parameters
from pipelines.local.shapes import operation_input, violations

Request = Mapping[str, Any]
Answer = dict[str, Any]
MAX_TAGS: Final = 50
UNSUPPORTED: Final = ("SelectiveExecutionConfig", "PipelineVersionId", "PipelineVersionAlias")


class ApiError(Exception):
    """An error answer of the service: its code and its message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


def invalid(message: str) -> ApiError:
    return ApiError("ValidationException", message)


@dataclass
class Pipeline:
    """One pipeline of one account and region."""

    name: str
    arn: str
    text: str
    definition: Definition
    role_arn: str
    created: datetime
    modified: datetime
    display_name: str | None = None
    description: str | None = None
    max_parallel: int | None = None
    last_run: datetime | None = None
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Caller:
    """Whose call it is, and where."""

    account: str
    region: str


class PipelineApi:
    """The operations, by their names. Calls may come from any thread; each is atomic."""

    def __init__(
        self,
        executions: Executions,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = new_execution_id,
        read_object: Callable[[str, str], str] | None = None,
    ) -> None:
        """`read_object(bucket, key)` gives a definition that lies in S3."""
        self.executions, self._now, self._new_id, self._read_object = executions, now, new_id, read_object
        self._lock = threading.RLock()
        self._pipelines: dict[Caller, dict[str, Pipeline]] = {}
        self._tokens: dict[tuple[Caller, str, str], tuple[str, str]] = {}
        """(caller, operation, token) -> (request, ARN)."""

    OPERATIONS: Final = (
        "CreatePipeline",
        "UpdatePipeline",
        "DeletePipeline",
        "DescribePipeline",
        "ListPipelines",
        "StartPipelineExecution",
        "StopPipelineExecution",
        "UpdatePipelineExecution",
        "DescribePipelineExecution",
        "DescribePipelineDefinitionForExecution",
        "ListPipelineExecutions",
        "ListPipelineExecutionSteps",
        "ListPipelineParametersForExecution",
    )

    def call(self, operation: str, caller: Caller, request: Request) -> Answer:
        """Check the request against the service model, then do it. Raises ApiError."""
        found = list(violations(operation_input(operation), request))
        if found:
            plural = "" if len(found) == 1 else "s"
            raise invalid(f"{len(found)} validation error{plural} detected: {'; '.join(found)}")
        method = getattr(self, "_" + "".join(f"_{c.lower()}" if c.isupper() else c for c in operation)[1:])
        with self._lock:
            answer: Answer = method(caller, request)
        return {key: value for key, value in answer.items() if value is not None}

    def reset(self) -> None:
        """Stop all executions, and forget them and all pipelines."""
        self.executions.close()
        with self._lock:
            self._pipelines.clear()
            self._tokens.clear()

    # Pipelines

    def _create_pipeline(self, caller: Caller, request: Request) -> Answer:
        """The same token with the same request answers as before; with another it is a ConflictException.

        Names that differ in case only would share an ARN, so the second is refused.
        """
        if (arn := self._repeated(caller, "CreatePipeline", request)) is not None:
            return {"PipelineArn": arn}
        name = request["PipelineName"]
        pipelines = self._of(caller)
        if name.lower() in pipelines:
            raise invalid(
                "Pipeline names must be unique within an AWS account and region. "
                f"Pipeline with name ({name}) already exists."
            )
        text = self._text(request)
        if text is None:
            raise invalid("Either Pipeline Definition or Pipeline Definition S3 location should be provided")
        now = self._now()
        pipeline = Pipeline(
            name=name,
            arn=f"arn:aws:sagemaker:{caller.region}:{caller.account}:pipeline/{name.lower()}",
            text=text,
            definition=checked_definition(text),
            role_arn=request["RoleArn"],
            created=now,
            modified=now,
            display_name=request.get("PipelineDisplayName"),
            description=request.get("PipelineDescription"),
            max_parallel=_max_parallel(request),
            tags=_merged({}, request.get("Tags") or ()),
        )
        pipelines[name.lower()] = pipeline
        self._remember(caller, "CreatePipeline", request, pipeline.arn)
        return {"PipelineArn": pipeline.arn}

    def _update_pipeline(self, caller: Caller, request: Request) -> Answer:
        """Members that are not given stay. Executions that run keep the definition they started with."""
        pipeline = self._pipeline(caller, request["PipelineName"])
        text = self._text(request)
        if text is not None:
            pipeline.definition, pipeline.text = checked_definition(text), text
        pipeline.role_arn = request.get("RoleArn", pipeline.role_arn)
        pipeline.display_name = request.get("PipelineDisplayName", pipeline.display_name)
        pipeline.description = request.get("PipelineDescription", pipeline.description)
        pipeline.max_parallel = _max_parallel(request) or pipeline.max_parallel
        # Two updates within one tick of the clock are two changes.
        pipeline.modified = max(self._now(), pipeline.modified + timedelta(milliseconds=1))
        return {"PipelineArn": pipeline.arn}

    def _delete_pipeline(self, caller: Caller, request: Request) -> Answer:
        """Refused while an execution runs; takes its executions along (API reference, DeletePipeline)."""
        pipeline = self._pipeline(caller, request["PipelineName"])
        if any(each.status not in OVER for each in self.executions.of(pipeline.arn)):
            raise ApiError("ConflictException", f"Pipeline '{pipeline.arn}' has running executions: stop them first.")
        self.executions.forget(pipeline.arn)
        del self._of(caller)[pipeline.name.lower()]
        self._tokens = {key: value for key, value in self._tokens.items() if not _belongs(value[1], pipeline.arn)}
        return {"PipelineArn": pipeline.arn}

    def _describe_pipeline(self, caller: Caller, request: Request) -> Answer:
        pipeline = self._pipeline(caller, request["PipelineName"])
        return {
            "PipelineArn": pipeline.arn,
            "PipelineName": pipeline.name,
            "PipelineDisplayName": pipeline.display_name or pipeline.name,
            "PipelineDefinition": pipeline.text,
            "PipelineDescription": pipeline.description,
            "RoleArn": pipeline.role_arn,
            "PipelineStatus": "Active",
            "CreationTime": pipeline.created,
            "LastModifiedTime": pipeline.modified,
            "LastRunTime": pipeline.last_run,
            "ParallelismConfiguration": _parallelism(pipeline.max_parallel),
        }

    def _list_pipelines(self, caller: Caller, request: Request) -> Answer:
        prefix = request.get("PipelineNamePrefix", "")
        found = [each for each in self._of(caller).values() if each.name.startswith(prefix) and _within(each, request)]
        by_name = request.get("SortBy") == "Name"
        pages = self._page(
            found,
            (lambda each: (each.name,)) if by_name else (lambda each: (each.created.timestamp(), each.name)),
            request,
            [prefix, by_name],
        )
        return {
            "PipelineSummaries": [
                _present(
                    PipelineArn=each.arn,
                    PipelineName=each.name,
                    PipelineDisplayName=each.display_name or each.name,
                    PipelineDescription=each.description,
                    RoleArn=each.role_arn,
                    CreationTime=each.created,
                    LastModifiedTime=each.modified,
                    LastExecutionTime=each.last_run,
                )
                for each in pages[0]
            ],
            "NextToken": pages[1],
        }

    # Executions

    def _start_pipeline_execution(self, caller: Caller, request: Request) -> Answer:
        """Check the parameters and start.

        A repeated ClientRequestToken answers with the first execution's ARN and starts nothing; with another
        request it is a ConflictException. (The API reference promises the first and lists the error; it does
        not say which error the second is.)
        """
        pipeline = self._pipeline(caller, request["PipelineName"])
        if (arn := self._repeated(caller, "StartPipelineExecution", request)) is not None:
            return {"PipelineExecutionArn": arn}
        if wrong := [each for each in UNSUPPORTED if each in request]:
            raise invalid(f"{', '.join(wrong)} is not supported by the embedded AWS")
        pairs = tuple((each["Name"], each["Value"]) for each in request.get("PipelineParameters") or ())
        names = [name for name, _ in pairs]
        if repeated := sorted({name for name in names if names.count(name) > 1}):
            raise invalid(f"Duplicate parameter names: {', '.join(repeated)}")
        try:
            parameters = bind_parameters(pipeline.definition, dict(pairs))
        except PipelinesError as error:
            raise invalid(_faults(error)) from error
        now = self._now()
        identity = ExecutionIdentity(pipeline.name, self._new_id(), now, caller.region, caller.account)
        name = request.get("PipelineExecutionDisplayName") or f"execution-{int(now.timestamp() * 1000)}"
        execution = Execution(
            identity=identity,
            order=self.executions.count(),
            text=pipeline.text,
            definition=pipeline.definition,
            parameters=parameters,
            given=pairs,
            display_name=name,
            description=request.get("PipelineExecutionDescription"),
            max_parallel=_max_parallel(request) or pipeline.max_parallel,
            created=now,
            modified=now,
        )
        pipeline.last_run = now
        self._remember(caller, "StartPipelineExecution", request, identity.arn)
        self.executions.start(execution)
        return {"PipelineExecutionArn": identity.arn}

    def _stop_pipeline_execution(self, _: Caller, request: Request) -> Answer:
        """Ask for the stop and answer at once. One that is over is a ConflictException (our reading)."""
        execution = self._execution(request)
        if not self.executions.request_stop(execution):
            raise ApiError(
                "ConflictException",
                f"Pipeline execution '{execution.identity.arn}' is already in the state {execution.status}.",
            )
        return {"PipelineExecutionArn": execution.identity.arn}

    def _update_pipeline_execution(self, _: Caller, request: Request) -> Answer:
        execution = self._execution(request)
        execution.display_name = request.get("PipelineExecutionDisplayName", execution.display_name)
        execution.description = request.get("PipelineExecutionDescription", execution.description)
        return {"PipelineExecutionArn": execution.identity.arn}

    def _describe_pipeline_execution(self, _: Caller, request: Request) -> Answer:
        execution = self._execution(request)
        return {
            "PipelineArn": execution.identity.pipeline_arn,
            "PipelineExecutionArn": execution.identity.arn,
            "PipelineExecutionDisplayName": execution.display_name,
            "PipelineExecutionStatus": execution.status,
            "PipelineExecutionDescription": execution.description,
            "FailureReason": execution.failure_reason,
            "CreationTime": execution.created,
            "LastModifiedTime": execution.modified,
            "ParallelismConfiguration": _parallelism(execution.max_parallel),
        }

    def _describe_pipeline_definition_for_execution(self, _: Caller, request: Request) -> Answer:
        execution = self._execution(request)
        return {"PipelineDefinition": execution.text, "CreationTime": execution.created}

    def _list_pipeline_executions(self, caller: Caller, request: Request) -> Answer:
        """Newest first unless told otherwise."""
        pipeline = self._pipeline(caller, request["PipelineName"])
        found = [each for each in self.executions.of(pipeline.arn) if _within(each, request)]
        by_arn = request.get("SortBy") == "PipelineExecutionArn"
        pages = self._page(
            found,
            (lambda each: (each.identity.arn,)) if by_arn else (lambda each: (each.order,)),
            request,
            [pipeline.arn, by_arn],
        )
        return {
            "PipelineExecutionSummaries": [
                _present(
                    PipelineExecutionArn=each.identity.arn,
                    StartTime=each.created,
                    PipelineExecutionStatus=each.status,
                    PipelineExecutionDescription=each.description,
                    PipelineExecutionDisplayName=each.display_name,
                    PipelineExecutionFailureReason=each.failure_reason,
                )
                for each in pages[0]
            ],
            "NextToken": pages[1],
        }

    def _list_pipeline_execution_steps(self, _: Caller, request: Request) -> Answer:
        """Steps that have started, the latest first unless told otherwise."""
        execution = self._execution(request)
        steps = list(execution.steps.values())
        pages = self._page(steps, lambda each: (each.order,), request, [execution.identity.arn])
        return {
            "PipelineExecutionSteps": [_step_answer(execution, each) for each in pages[0]],
            "NextToken": pages[1],
        }

    def _list_pipeline_parameters_for_execution(self, _: Caller, request: Request) -> Answer:
        execution = self._execution(request)
        pairs = list(enumerate(execution.given))
        pages = self._page(
            pairs, lambda each: (each[0],), {**request, "SortOrder": "Ascending"}, [execution.identity.arn]
        )
        listed = [{"Name": name, "Value": value} for _, (name, value) in pages[0]]
        return {"PipelineParameters": listed, "NextToken": pages[1]}

    # Jobs and tags, of which moto keeps the rest

    def describe_job(self, name: str) -> Answer | None:
        """DescribeProcessingJob for a job of an execution; None for any other name."""
        job = self.executions.job(name)
        return None if job is None else _job_answer(name, job)

    def tags(self, arn: str) -> dict[str, str] | None:
        """The tags of a pipeline; None for any other ARN. Raises ApiError for a pipeline that is not there."""
        pipeline = self._by_arn(arn)
        return None if pipeline is None else pipeline.tags

    def add_tags(self, arn: str, tags: list[Mapping[str, str]]) -> dict[str, str]:
        """A key that is there already gets the new value (API reference, AddTags)."""
        with self._lock:
            pipeline = self._by_arn(arn)
            if pipeline is None:
                return {}
            pipeline.tags = _merged(pipeline.tags, tags)
            return pipeline.tags

    def delete_tags(self, arn: str, keys: list[str]) -> None:
        with self._lock:
            pipeline = self._by_arn(arn)
            if pipeline is not None:
                pipeline.tags = {key: value for key, value in pipeline.tags.items() if key not in keys}

    # Inside

    def _of(self, caller: Caller) -> dict[str, Pipeline]:
        return self._pipelines.setdefault(caller, {})

    def _pipeline(self, caller: Caller, name_or_arn: str) -> Pipeline:
        name = name_or_arn.rpartition("/")[2]
        found = self._of(caller).get(name.lower())
        # An ARN has the name in lower case; a name is taken as it is written.
        if found is None or ("/" not in name_or_arn and found.name != name):
            arn = f"arn:aws:sagemaker:{caller.region}:{caller.account}:pipeline/{name.lower()}"
            raise ApiError("ResourceNotFound", f"Pipeline '{arn}' does not exist.")
        return found

    def _by_arn(self, arn: str) -> Pipeline | None:
        parts = arn.split(":", 5)
        if len(parts) < 6 or not parts[5].startswith("pipeline/") or "/execution/" in arn:  # noqa: PLR2004
            return None
        return self._pipeline(Caller(parts[4], parts[3]), arn)

    def _execution(self, request: Request) -> Execution:
        arn = request.get("PipelineExecutionArn", "")
        found = self.executions.get(arn)
        if found is None:
            raise ApiError("ResourceNotFound", f"Pipeline execution '{arn}' does not exist.")
        return found

    def _text(self, request: Request) -> str | None:
        text, place = request.get("PipelineDefinition"), request.get("PipelineDefinitionS3Location")
        if text is not None and place is not None:
            raise invalid("Both Pipeline Definition and Pipeline Definition S3 Location shouldn't be present")
        if place is None:
            return text
        if self._read_object is None:
            raise invalid("PipelineDefinitionS3Location cannot be read here")
        return self._read_object(place["Bucket"], place["ObjectKey"])

    def _page(
        self, items: list[Any], key: Callable[[Any], tuple[Any, ...]], request: Request, scope: list[Any]
    ) -> tuple[list[Any], str | None]:
        descending = request.get("SortOrder", "Descending") == "Descending"
        try:
            return page(
                items,
                key,
                descending=descending,
                size=request.get("MaxResults"),
                token=request.get("NextToken"),
                scope=[*scope, descending],
            )
        except InvalidTokenError:
            raise invalid("Invalid pagination token: it is not of this listing.") from None

    def _repeated(self, caller: Caller, operation: str, request: Request) -> str | None:
        known = self._tokens.get((caller, operation, request["ClientRequestToken"]))
        if known is None:
            return None
        if known[0] != _canonical(request):
            raise ApiError(
                "ConflictException",
                f"ClientRequestToken {request['ClientRequestToken']} was used with other parameters.",
            )
        return known[1]

    def _remember(self, caller: Caller, operation: str, request: Request, arn: str) -> None:
        self._tokens[caller, operation, request["ClientRequestToken"]] = (_canonical(request), arn)


def checked_definition(text: str) -> Definition:
    """Parse as CreatePipeline does: the document, the graph, and every job request against its shape."""
    try:
        definition = parse_definition(text)
    except PipelinesError as error:
        raise invalid(f"Unable to parse pipeline definition. {_faults(error)}") from error
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


def _faults(error: PipelinesError) -> str:
    return "; ".join(f"{problem.field}: {problem.fault}".removeprefix(": ") for problem in error.problems)


def _canonical(request: Request) -> str:
    return json.dumps(dict(request), sort_keys=True, default=str)


def _belongs(arn: str, pipeline_arn: str) -> bool:
    return arn == pipeline_arn or arn.startswith(f"{pipeline_arn}/")


def _max_parallel(request: Request) -> int | None:
    value: int | None = (request.get("ParallelismConfiguration") or {}).get("MaxParallelExecutionSteps")
    return value


def _parallelism(value: int | None) -> Answer | None:
    return None if value is None else {"MaxParallelExecutionSteps": value}


def _merged(tags: Mapping[str, str], more: Any) -> dict[str, str]:
    merged = {**tags, **{tag["Key"]: tag["Value"] for tag in more}}
    if len(merged) > MAX_TAGS:
        raise invalid(f"Too many tags: {len(merged)}, at most {MAX_TAGS}")
    return merged


def _within(item: Pipeline | Execution, request: Request) -> bool:
    created = item.created.timestamp()
    after, before = request.get("CreatedAfter"), request.get("CreatedBefore")
    return (after is None or created > after) and (before is None or created < before)


def _present(**members: Any) -> Answer:
    return {key: value for key, value in members.items() if value is not None}


def _step_answer(execution: Execution, step: StepRecord) -> Answer:
    job = container.job_arn(step.jobs[-1], execution.identity) if step.jobs else None
    return _present(
        StepName=step.name,
        StartTime=step.started,
        EndTime=step.ended,
        StepStatus=step.status,
        AttemptCount=step.attempts,
        FailureReason=step.failure_reason,
        Metadata={"ProcessingJob": {"Arn": job}} if job else {},
    )


def _job_answer(name: str, job: JobView) -> Answer:
    statuses = {"Succeeded": "Completed", "Failed": "Failed", "Stopped": "Stopped", "Stopping": "Stopping"}
    # An earlier attempt of a step that was tried again has failed, whatever became of the step.
    last = job.step.jobs[-1] == name
    status = statuses.get(job.step.status, "InProgress") if last else "Failed"
    return _present(
        **{key: value for key, value in job.description.items() if key != "Tags"}
        | {
            "ProcessingJobName": name,
            "ProcessingJobArn": container.job_arn(name, job.execution.identity),
            "ProcessingJobStatus": status,
            "CreationTime": job.step.started,
            "ProcessingStartTime": job.step.started,
            "ProcessingEndTime": job.step.ended if last else None,
            "LastModifiedTime": job.step.ended or job.step.started,
            "FailureReason": job.step.failure_reason if status == "Failed" else None,
        }
    )
