"""The use cases around a run: resolve its parameters, start it, follow its steps, look at it, stop it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from hashlib import sha256
from typing import Any, Final

from pipelines.app.ports import Executions
from pipelines.app.records import Records, RecordSource
from pipelines.aws.values import Execution, StepStatus
from pipelines.contract.catalog import Reading, read_catalog
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Catalog, PipelineRecord, parameters_key
from pipelines.contract.resolve import Resolution, resolve_parameters
from pipelines.errors import ContractError, ExecutionError, Problem, RemoteError, UsageError

FOLLOW_SECONDS: Final = 5.0
"""Between two looks at an execution."""


@dataclass(frozen=True)
class Started:
    """A started execution."""

    arn: str
    pipeline: str
    token: str
    parameters: Mapping[str, str]
    sources: Mapping[str, str]
    """Where each value came from: payload, message, defaults or the key."""


@dataclass(frozen=True)
class Progress:
    """What changed since the last look at an execution."""

    execution: Execution
    steps: tuple[StepStatus, ...]
    """All that have begun."""
    changed: tuple[StepStatus, ...]
    """Those that are new, or are in another status."""


def find_pipeline(records: RecordSource, name: str) -> tuple[Catalog, PipelineRecord]:
    """The record that a user means by *name*, and the catalog that it is in.

    `project/job#version` reads that project alone; a SageMaker pipeline name
    (`ndr-prod-delta-builder-v1`) reads every record. Raises `UsageError` for an unknown name, naming the
    nearest, and `ContractError` for a broken record.
    """
    project, slash, job = name.rpartition("/")
    found = records.read(project or None)
    reading = read_catalog(found.items, origins=found.origins)
    by_name: dict[str, PipelineRecord] = {}
    for record in reading.catalog.pipelines:
        by_name[record.key.pipeline_name if not slash else str(record.key)] = record
    wanted = f"{project}/{job}" if slash else name
    if wanted in by_name:
        record = by_name[wanted]
        _require_parameters(found, reading, record)
        return reading.catalog, record
    # A file that cannot be read may be the one that holds it.
    broken = [*found.problems, *(problem for problem in reading.errors if problem.record in (wanted, ""))]
    broken += [p for p in reading.errors if not slash and _pipeline_name(p.record) == name]
    if broken:
        raise ContractError(broken)
    near = get_close_matches(wanted, by_name, 1)
    remedy = (
        f"write {near[0]!r}" if near else "write <project>/<job>#<version>, or the SageMaker pipeline's name"
    )
    raise UsageError(
        Problem(name, "", "unknown-pipeline", "there is no pipeline record of this name", remedy)
    )


def _require_parameters(found: Records, reading: Reading, record: PipelineRecord) -> None:
    """Raise `ContractError` if the record's project_parameters, which validates its values, cannot be used.

    What a file that cannot be read would have said is not known: it may be that record.
    """
    if reading.catalog.parameters_of(record.key) is not None:
        return
    own = parameters_key(record.key)
    broken = [*found.problems, *(problem for problem in reading.errors if problem.record == str(own))]
    if broken:
        raise ContractError(broken)


def start(
    executions: Executions,
    catalog: Catalog,
    record: PipelineRecord,
    payload: Mapping[str, Any],
    message: Mapping[str, Any] | None = None,
    *,
    again: str = "",
) -> Started:
    """Resolve and validate the parameters, and start the record's pipeline.

    The same event started twice is one execution: its token is `client_token`. *again*, any text, makes
    it another. Raises `ParameterError` with every problem before any call, `RemoteError` if the pipeline
    has not been applied.
    """
    resolution = resolve(catalog, record, payload, message)
    parameters = dict(resolution.require())
    name = record.key.pipeline_name
    token = client_token(name, parameters, again)
    try:
        arn = executions.start(name, parameters, token)
    except RemoteError as error:
        if any(problem.code == "aws-not-found" for problem in error.problems):
            fault = f"there is no pipeline {name} in this account and region"
            problem = Problem(str(record.key), "", "not-applied", fault, "run `pipelines apply`")
            raise RemoteError(problem) from error
        raise
    return Started(arn, name, token, parameters, dict(resolution.sources))


def resolve(
    catalog: Catalog,
    record: PipelineRecord,
    payload: Mapping[str, Any],
    message: Mapping[str, Any] | None = None,
) -> Resolution:
    """The parameters of a run, by the contract's rules; a name that is none of the record's is an error."""
    return resolve_parameters(record, catalog.parameters_of(record.key), payload, message, strict=True)


def client_token(pipeline: str, parameters: Mapping[str, str], again: str = "") -> str:
    """The idempotency token of an execution: 64 hexadecimal characters (the service takes 32 to 128).

    SHA-256 over compact JSON: `["<pipeline>",[["<name>","<value>"],…]]`, and *again* as a third element
    if it is not empty; a machine computes the same. Parameters stand in the record's order. The
    definition is no part of it: an event that is delivered once more after an apply must not run once
    more.
    """
    content: list[Any] = [pipeline, [[name, value] for name, value in parameters.items()]]
    if again:
        content.append(again)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def follow(
    executions: Executions,
    arn: str,
    sleep: Callable[[float], None],
    seconds: float = FOLLOW_SECONDS,
) -> Iterator[Progress]:
    """Look at an execution until it is over: at once, then after every pause; the last shows its end."""
    known: dict[str, StepStatus] = {}
    while True:
        # The execution first: when it is over, its steps do not change any more.
        execution = executions.execution(arn)
        steps = executions.steps(arn)
        changed = tuple(step for step in steps if known.get(step.name) != step)
        known = {step.name: step for step in steps}
        yield Progress(execution, steps, changed)
        if execution.over:
            return
        sleep(seconds)


def ran_before(first: Progress, asked: datetime) -> bool:
    """Whether an execution is one of before, by the first look at it and the moment that it was asked for.

    It was over, and had started earlier. Either alone could be wrong: one that fails at once is over too,
    and the service has a clock of its own, which tells milliseconds.
    """
    started = first.execution.started
    return first.execution.over and started is not None and started < asked - timedelta(milliseconds=1)


def require_success(progress: Progress) -> None:
    """Raise `ExecutionError` unless the execution succeeded: the steps that failed, each with its reason."""
    execution = progress.execution
    if execution.status == "Succeeded":
        return
    problems = [
        Problem(
            execution.arn, step.name, "step-failed", step.failure or "it failed", "see the log of its job"
        )
        for step in progress.steps
        if step.status == "Failed"
    ]
    if not problems:
        fault = f"it ended as {execution.status}" + (f": {execution.failure}" if execution.failure else "")
        problems = [
            Problem(execution.arn, "", "execution-failed", fault, "see its steps with `pipelines status`")
        ]
    raise ExecutionError(problems)


def stop(executions: Executions, arn: str) -> None:
    """Ask an execution to stop; asking twice is one request."""
    executions.stop(arn, sha256(f"stop {arn}".encode()).hexdigest())


def _pipeline_name(record: str) -> str:
    project, _, job = record.rpartition("/")
    try:
        return RecordKey.parse(project, job).pipeline_name
    except ContractError:
        return ""
