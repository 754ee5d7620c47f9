"""The pipelines of the embedded AWS, the tokens of repeated calls, and the errors of a call. Pure state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from pipelines.local.definition import Definition
from pipelines.local.executions import Execution, Executions, new_execution_id
from pipelines.local.paging import InvalidTokenError, page

Request = Mapping[str, Any]
Answer = dict[str, Any]
MAX_TAGS: Final = 50


class ApiError(Exception):
    """An error answer of the service: its code and its message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


def invalid(message: str) -> ApiError:
    """The answer to a request that breaks a rule."""
    return ApiError("ValidationException", message)


def not_found(what: str, arn: str) -> ApiError:
    return ApiError("ResourceNotFound", f"{what} '{arn}' does not exist.")


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

    def pipeline_arn(self, name: str) -> str:
        """SageMaker writes the name of a pipeline in lower case into its ARN."""
        return f"arn:aws:sagemaker:{self.region}:{self.account}:pipeline/{name.lower()}"


@dataclass
class Catalog:
    """Everything that the operations read and write; guarded by the lock of the `PipelineApi`."""

    executions: Executions
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    new_id: Callable[[], str] = new_execution_id
    read_object: Callable[[str, str], str] | None = None
    """(bucket, key) -> text of a definition that lies in S3."""
    pipelines: dict[str, Pipeline] = field(default_factory=dict)
    """By ARN."""
    tokens: dict[tuple[Caller, str, str], tuple[str, str]] = field(default_factory=dict)
    """(caller, operation, token) -> (request, ARN)."""

    def of(self, caller: Caller) -> list[Pipeline]:
        start = caller.pipeline_arn("")
        return [pipeline for arn, pipeline in self.pipelines.items() if arn.startswith(start)]

    def pipeline(self, caller: Caller, name_or_arn: str) -> Pipeline:
        """By a name as it is written, or by ARN, in lower case. Raises ApiError, ResourceNotFound."""
        name = name_or_arn.rpartition("/")[2]
        arn = caller.pipeline_arn(name)
        found = self.pipelines.get(arn)
        if found is None or (name == name_or_arn and found.name != name):
            raise not_found("Pipeline", arn)
        return found

    def execution(self, request: Request) -> Execution:
        """Raises ApiError, ResourceNotFound."""
        arn = request.get("PipelineExecutionArn", "")
        found = self.executions.get(arn)
        if found is None:
            raise not_found("Pipeline execution", arn)
        return found

    def repeated(self, caller: Caller, operation: str, request: Request) -> str | None:
        """The ARN that the same call with the same token gave before.

        The API reference promises that such a call happens once, and lists ConflictException among the
        errors; it does not say which error a token used with another request gets. This is our reading.
        """
        token = request["ClientRequestToken"]
        known = self.tokens.get((caller, operation, token))
        if known is None:
            return None
        if known[0] != _canonical(request):
            raise ApiError("ConflictException", f"ClientRequestToken {token} was used with other parameters.")
        return known[1]

    def remember(self, caller: Caller, operation: str, request: Request, arn: str) -> None:
        self.tokens[caller, operation, request["ClientRequestToken"]] = (_canonical(request), arn)

    def forget(self, pipeline: Pipeline) -> None:
        """Drop a pipeline with its executions and the tokens of both."""
        self.executions.forget(pipeline.arn)
        del self.pipelines[pipeline.arn]
        self.tokens = {
            key: value
            for key, value in self.tokens.items()
            if value[1] != pipeline.arn and not value[1].startswith(f"{pipeline.arn}/")
        }


def listing(
    items: Sequence[Any], key: Callable[[Any], tuple[Any, ...]], request: Request, *scope: Any
) -> tuple[list[Any], str | None]:
    """The page of the items that a List request asks for, newest first unless it says otherwise."""
    descending = request.get("SortOrder", "Descending") == "Descending"
    size, token = request.get("MaxResults"), request.get("NextToken")
    try:
        return page(items, key, descending=descending, size=size, token=token, scope=[*scope, descending])
    except InvalidTokenError:
        raise invalid("Invalid pagination token: it is not of this listing.") from None


def within(created: datetime, request: Request) -> bool:
    """Whether a time lies between CreatedAfter and CreatedBefore, which are seconds since 1970."""
    after, before = request.get("CreatedAfter"), request.get("CreatedBefore")
    at = created.timestamp()
    return (after is None or at > after) and (before is None or at < before)


def present(**members: Any) -> Answer:
    """The members that have a value; the service leaves the others out."""
    return {key: value for key, value in members.items() if value is not None}


def parallelism(value: int | None) -> Answer | None:
    return None if value is None else {"MaxParallelExecutionSteps": value}


def max_parallel(request: Request) -> int | None:
    value: int | None = (request.get("ParallelismConfiguration") or {}).get("MaxParallelExecutionSteps")
    return value


def merged_tags(tags: Mapping[str, str], more: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """A key that is there already gets the new value (API reference, AddTags)."""
    merged = {**tags, **{tag["Key"]: tag["Value"] for tag in more}}
    if len(merged) > MAX_TAGS:
        raise invalid(f"Too many tags: {len(merged)}, at most {MAX_TAGS}")
    return merged


def _canonical(request: Request) -> str:
    return json.dumps(dict(request), sort_keys=True, default=str)
