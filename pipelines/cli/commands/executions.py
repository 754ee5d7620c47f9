"""`start`, `run`, `status`, `stop`: run pipelines, and look at what runs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.cli import options, output
from pipelines.cli.documents import read_json

if TYPE_CHECKING:
    from pipelines.app.executions import Progress, Started
    from pipelines.app.ports import Executions
    from pipelines.aws.values import Execution, StepStatus
    from pipelines.contract.records import PipelineRecord

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EXECUTION_ARN = re.compile(r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:pipeline/[^/\s]+/execution/[^/\s]+")
MACHINE_EXECUTION = re.compile(r"arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:execution:[^:\s]+:[^:\s]+")
_FAILURE_WIDTH = 100


def _parameter_options(command: _Command) -> _Command:
    """What a run is given, and how closely it is watched."""
    for option in reversed(_PARAMETER_OPTIONS):
        command = option(command)
    return command


_PARAMETER_OPTIONS = (
    click.option(
        "-p", "--param", "pairs", multiple=True, metavar="Name=Value", help="A parameter; may be repeated."
    ),
    click.option("--payload", type=options.PathOption(), help="A JSON object of parameters; - for stdin."),
    click.option("--message", type=options.PathOption(), help="An SQS, SNS or EventBridge event as JSON."),
    click.option(
        "--again", default="", metavar="TEXT", help="Run once more what has run with these parameters."
    ),
    click.option(
        "--every",
        type=click.FloatRange(0.1, 300),
        default=5.0,
        show_default=True,
        help="Seconds between looks.",
    ),
)


@click.command()
@click.argument("pipeline")
@_parameter_options
@click.option("--wait", is_flag=True, help="Follow the steps to the end.")
@options.place_options
@options.as_json
def start(
    *,
    pipeline: str,
    pairs: tuple[str, ...],
    payload: Path | None,
    message: Path | None,
    again: str,
    wait: bool,
    every: float,
    place: options.Place,
    as_json: bool,
) -> int:
    """Resolve and validate parameters, and start an execution of PIPELINE.

    PIPELINE is <project>/<job>#<version>, or the name of the SageMaker Pipeline. Each parameter is taken
    from -p and --payload, then from --message, then from the table's defaults. The same parameters again
    are the same execution: --again with any text makes it another.
    """
    from pipelines.app import executions  # noqa: PLC0415

    account = place.account()
    catalog, record = executions.find_pipeline(place.source(account), pipeline)
    given = {**_payload(payload), **_pairs(pairs)}
    asked = datetime.now(UTC)
    started = executions.start(account.sagemaker, catalog, record, given, _message(message), again=again)
    if not as_json:
        _print_started(started)
    if not wait:
        found = account.sagemaker.execution(started.arn)
        old = executions.ran_before(executions.Progress(found, (), ()), asked)
        if as_json:
            output.print_json({**vars(started), "status": found.status, "ran_before": old})
        elif old:
            click.echo(f"It ran before with these parameters, and is {found.status}.")
            click.echo("--again TEXT runs it once more.")
        return 0
    ended = _follow_to_end(account.sagemaker, record, started, asked, every, quiet=as_json)
    if as_json:
        output.print_json(ended)
    return 0 if ended["status"] == "Succeeded" else 1


@click.command()
@click.argument("pipeline_names", metavar="PIPELINE...", nargs=-1, required=True)
@_parameter_options
@options.place_options
@options.as_json
def run(
    *,
    pipeline_names: tuple[str, ...],
    pairs: tuple[str, ...],
    payload: Path | None,
    message: Path | None,
    again: str,
    every: float,
    place: options.Place,
    as_json: bool,
) -> int:
    """Run each PIPELINE to its end, one after another, and stop at the first that does not succeed.

    Each is given those of the parameters that its record requires; all are resolved and validated before
    the first is started. A chain that stopped goes on when it is run again: what has run with these
    parameters is not run a second time, unless it failed and --again is given.
    """
    from pipelines.app import chains, executions  # noqa: PLC0415

    account = place.account()
    given = {**_payload(payload), **_pairs(pairs)}
    carried = _message(message)
    links = chains.resolve_chain(place.source(account), pipeline_names, given, carried)
    finished: list[dict[str, Any]] = []
    for number, link in enumerate(links, 1):
        asked = datetime.now(UTC)
        started = executions.start(
            account.sagemaker, link.catalog, link.record, link.payload, carried, again=again
        )
        if not as_json:
            click.echo(f"{number}/{len(links)} ", nl=False)
            _print_started(started)
        finished.append(_follow_to_end(account.sagemaker, link.record, started, asked, every, quiet=as_json))
        if finished[-1]["status"] != "Succeeded":
            break
    if as_json:
        output.print_json(finished)
    return 0 if finished[-1]["status"] == "Succeeded" else 1


def _print_started(started: Started) -> None:
    click.echo(f"Started {click.style(started.pipeline, bold=True)}")
    width = max(map(len, started.parameters), default=0)
    for name, value in started.parameters.items():
        click.echo(f"  {name:{width}}  {output.printable(value)}  ({started.sources[name]})")
    click.echo(f"  {started.arn}")


def _follow_to_end(
    service: Executions,
    record: PipelineRecord,
    started: Started,
    asked: datetime,
    every: float,
    *,
    quiet: bool,
) -> dict[str, Any]:
    """How an execution ended, for JSON; unless quiet it is drawn, and a failed one raises ExecutionError."""
    from pipelines.app.executions import ran_before, require_success  # noqa: PLC0415

    try:
        first, last = _follow(service, record, started.arn, every, quiet=quiet)
    except KeyboardInterrupt:
        click.echo(f"It goes on. To end it: pipelines stop {started.arn}", err=True)
        raise
    old = ran_before(first, asked)
    if not quiet:
        if old:
            click.echo("It ran before with these parameters; --again TEXT runs it once more.")
        require_success(last)
        click.echo(click.style(f"Succeeded in {_age(last.execution)}.", fg="green"))
    document = {**vars(started), **_execution_as_json(last.execution), "ran_before": old}
    return {**document, "steps": _steps_as_json(last.steps)}


def _follow(
    service: Executions, record: PipelineRecord, arn: str, every: float, *, quiet: bool
) -> tuple[Progress, Progress]:
    """Draw an execution until it is over; the first look and the last."""
    from pipelines.app.executions import follow  # noqa: PLC0415
    from pipelines.cli.progress import ExecutionView, draw_nothing  # noqa: PLC0415
    from pipelines.compiler import resolve_graph  # noqa: PLC0415

    graph, _ = resolve_graph(record)
    first = last = None
    with nullcontext(draw_nothing) if quiet else ExecutionView(graph.order).drawing() as draw:
        for last in follow(service, arn, time.sleep, every):
            first = first or last
            draw(last)
    assert first is not None and last is not None  # noqa: S101, PT018 - follow looks at least once
    return first, last


def _pairs(pairs: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{pair!r} is not of the form Name=Value")
        if name in found:
            raise click.UsageError(f"{name} is given twice with -p")
        found[name] = value
    return found


def _payload(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    value = read_json(path)
    if not isinstance(value, dict):
        raise click.UsageError(f"{path} holds no JSON object of parameters")
    return value


def _message(path: Path | None) -> Mapping[str, Any] | None:
    from pipelines.contract import parse_event  # noqa: PLC0415
    from pipelines.errors import ParameterError  # noqa: PLC0415

    if path is None:
        return None
    messages = parse_event(read_json(path))
    problems = [problem for message in messages for problem in message.problems]
    if problems:
        raise ParameterError(problems)
    if len(messages) != 1:
        raise click.UsageError(
            f"{path} holds {output.count(len(messages), 'message')}; an execution takes one"
        )
    return messages[0].values


@click.command()
@click.argument("target")
@click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Executions to show."
)
@options.place_options
@options.as_json
def status(*, target: str, limit: int, place: options.Place, as_json: bool) -> None:
    """Show the latest executions of a pipeline, or the steps of one execution.

    TARGET is <project>/<job>#<version>, the name of a SageMaker Pipeline, or the ARN of an execution.
    """
    account = place.account()
    if target.startswith("arn:"):
        _check_arn(target)
        _status_of_execution(account.sagemaker, target, as_json=as_json)
        return
    from pipelines.app.executions import find_pipeline  # noqa: PLC0415

    _, record = find_pipeline(place.source(account), target)
    found = account.sagemaker.executions(record.key.pipeline_name, limit)
    if as_json:
        output.print_json([_execution_as_json(execution) for execution in found])
        return
    rows = [
        (
            execution.status,
            _time(execution.started),
            execution.arn,
            _first_line(execution.failure),
        )
        for execution in found
    ]
    output.print_table(("status", "started", "execution", "failure"), rows)
    if not rows:
        click.echo(f"{record.key} has not run yet.")


def _status_of_execution(service: Executions, arn: str, *, as_json: bool) -> None:
    execution, steps, parameters = service.execution(arn), service.steps(arn), service.parameters(arn)
    if as_json:
        document = _execution_as_json(execution)
        output.print_json({**document, "parameters": parameters, "steps": _steps_as_json(steps)})
        return
    click.echo(f"{execution.status}  {arn}")
    for name, value in parameters.items():
        click.echo(f"  {name} = {output.printable(value)}")
    rows = [
        (step.name, step.status, _time(step.started), _time(step.ended), str(step.attempts)) for step in steps
    ]
    output.print_table(("step", "status", "started", "ended", "attempts"), rows)
    for step in steps:
        if step.failure:
            click.echo(f"\n{click.style(step.name, fg='red')}")
            for line in step.failure.splitlines():
                click.echo(f"  {output.printable(line)}")


@click.command()
@click.argument("execution_arn")
@click.option("--region", help="AWS region.  [default: AWS_REGION, then the profile's]")
@options.as_json
def stop(*, execution_arn: str, region: str | None, as_json: bool) -> None:
    """Stop an execution: its steps are asked to end, and their outputs are not uploaded.

    That of a machine is stopped with the machines that it runs; a pipeline that it runs goes on.
    """
    from pipelines.app import events, executions  # noqa: PLC0415

    account = options.Place(None, None, region).account()
    if MACHINE_EXECUTION.fullmatch(execution_arn):
        events.stop(account.machine_executions, execution_arn)
        stopped = account.machine_executions.execution(execution_arn)
        if as_json:
            output.print_json(vars(stopped))
        else:
            click.echo(f"{stopped.status}  {stopped.arn}")
        return
    _check_arn(execution_arn)
    service = account.sagemaker
    execution = service.execution(execution_arn)
    if not execution.over:
        executions.stop(service, execution_arn)
        execution = service.execution(execution_arn)
    if as_json:
        output.print_json(_execution_as_json(execution))
    else:
        click.echo(f"{execution.status}  {execution.arn}")


def _execution_as_json(execution: Execution) -> dict[str, Any]:
    return {
        "execution": execution.arn,
        "status": execution.status,
        "started": execution.started,
        "failure": execution.failure,
    }


def _steps_as_json(steps: Sequence[StepStatus]) -> list[dict[str, Any]]:
    return [vars(step) for step in steps]


def _check_arn(text: str) -> None:
    if MACHINE_EXECUTION.fullmatch(text):
        raise click.UsageError(f"a machine's execution is followed with `pipelines event --follow {text}`")
    if not _EXECUTION_ARN.fullmatch(text):
        raise click.UsageError(f"{text!r} is no ARN of an execution; `pipelines status PIPELINE` lists them")


def _first_line(failure: str) -> str:
    """Enough for a table; `status ARN` shows it whole."""
    line = failure.splitlines()[0] if failure else ""
    return line if len(line) <= _FAILURE_WIDTH else line[: _FAILURE_WIDTH - 1] + "…"


def _time(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if moment else ""


def _age(execution: Execution) -> str:
    if execution.started is None or execution.changed is None:
        return "an unknown time"
    return f"{(execution.changed - execution.started).total_seconds():.1f} s"
