"""`event`: send an event to a Step Functions machine, and follow it to its end."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli import options, output
from pipelines.cli.commands.executions import MACHINE_EXECUTION
from pipelines.cli.documents import read_text

if TYPE_CHECKING:
    from pipelines.app.events import MachineProgress
    from pipelines.app.ports import MachineExecutions
    from pipelines.aws.values import MachineExecution

_HOW_TO_FOLLOW = "To follow it: pipelines event --follow"


@click.command()
@click.argument("file", type=options.PathOption(), required=False)
@click.option(
    "--machine",
    "job",
    default="features_inference_15m",
    show_default=True,
    metavar="JOB",
    help="Which machine: run_pipeline, features_inference_15m, monthly_baselines, publication, backfill, "
    "training.",
)
@click.option(
    "--name",
    default="",
    metavar="TEXT",
    help="Of the execution: the same event under the same name is sent once.  [default: from time and event]",
)
@click.option("--no-wait", is_flag=True, help="Send it, and do not follow it.")
@click.option("--follow", "arn", metavar="ARN", help="Follow an execution that was sent; takes no FILE.")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 300),
    default=5.0,
    show_default=True,
    help="Seconds between looks.",
)
@click.option("--region", help="AWS region.  [default: AWS_REGION, then the profile's]")
@options.prefix_option
@options.as_json
def event(
    *,
    file: Path | None,
    job: str,
    name: str,
    no_wait: bool,
    arn: str | None,
    every: float,
    region: str | None,
    prefix: str,
    as_json: bool,
) -> int:
    """Send the event in FILE, a JSON document (- for stdin), to a machine, and follow what it runs.

    An event is what the machine takes: a payload, or SQS, SNS, EventBridge or Pipes around one. What has
    been done for a mini-batch is not done again: a repeated event ends well, and says so.
    """
    if (file is None) == (arn is None):
        raise click.UsageError("give a FILE to send, or --follow ARN")
    place = options.Place(None, None, region)
    if arn is not None:
        if not MACHINE_EXECUTION.fullmatch(arn):
            raise click.UsageError(f"{arn!r} is no ARN of a machine's execution")
        return _follow_to_end(place.account().machine_executions, arn, every, misses=0, as_json=as_json)

    from pipelines.app.events import MISSES, check, send  # noqa: PLC0415
    from pipelines.app.machines import site_of  # noqa: PLC0415

    assert file is not None  # noqa: S101 - one of both is given
    # All that can be wrong here is told before AWS is asked for anything.
    checked = check(job, read_text(file), datetime.now(UTC), name=name)
    account = place.account()
    executions = account.machine_executions
    sent = send(executions, site_of(account.identity(), place.name, prefix), checked)
    if not as_json:
        click.echo(f"Sent to {click.style(sent.machine, bold=True)}\n  {sent.execution}")
    if no_wait:
        if as_json:
            output.print_json(vars(sent))
        return 0
    return _follow_to_end(executions, sent.execution, every, misses=MISSES, as_json=as_json)


def _follow_to_end(
    executions: MachineExecutions, arn: str, every: float, *, misses: int, as_json: bool
) -> int:
    from pipelines.app.endings import faults_of, output_of, require_success  # noqa: PLC0415
    from pipelines.errors import RemoteError  # noqa: PLC0415

    try:
        last = _follow(executions, arn, every, misses, quiet=as_json)
    except KeyboardInterrupt:
        click.echo(f"It goes on. {_HOW_TO_FOLLOW} {arn}\nTo end it: pipelines stop {arn}", err=True)
        raise
    except RemoteError:
        if misses:
            click.echo(f"It was sent. {_HOW_TO_FOLLOW} {arn}", err=True)
        raise
    execution = last.execution
    if as_json:
        output.print_json(_as_json(last, output_of(execution)))
        return 1 if faults_of(execution) else 0
    _print_output(output_of(execution))
    require_success(execution)
    click.echo(click.style(f"Succeeded in {_age(execution)}.", fg="green"))
    return 0


def _follow(
    executions: MachineExecutions, arn: str, every: float, misses: int, *, quiet: bool
) -> MachineProgress:
    from pipelines.app.events import follow  # noqa: PLC0415
    from pipelines.cli.progress import MachineView, draw_nothing  # noqa: PLC0415

    seen = None
    with nullcontext(draw_nothing) if quiet else MachineView().drawing() as draw:
        for seen in follow(executions, arn, time.sleep, every, misses=misses):
            draw(seen)
    assert seen is not None  # noqa: S101 - follow looks at least once
    return seen


def _as_json(last: MachineProgress, given: Any) -> dict[str, Any]:
    execution = last.execution
    return {
        "execution": execution.arn,
        "status": execution.status,
        "started": execution.started,
        "stopped": execution.stopped,
        "output": given,
        "error": execution.error,
        "cause": execution.cause,
        "ran": [
            {
                "state": one.name,
                "what": one.about,
                "mini_batch": one.mini_batch,
                "status": one.status,
                "execution": one.child,
            }
            for one in last.activities
            if one.about
        ],
        "map_runs": [
            {
                "state": one.name,
                "map_run": one.map_run,
                "status": one.status,
                "succeeded": one.children.succeeded,
                "failed": one.children.failed,
                "total": one.children.total,
            }
            for one in last.activities
            if one.children
        ],
    }


def _print_output(given: Any) -> None:
    """What a machine gave: a row a message where it tells of several, a line a field of anything else."""
    if not isinstance(given, Mapping):
        return
    rows = given.get("results")
    if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
        # A cause is a sentence or more: it is told below, with what to do.
        names = dict.fromkeys(key for row in rows for key in row if row[key] is not None)
        heads = [name for name in names if name != "cause"]
        output.print_table(heads, [[_cell(row.get(head)) for head in heads] for row in rows])
        return
    output.print_table(("field", "value"), [(str(name), _cell(value)) for name, value in given.items()])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and value and all(map(_is_pair, value)):
        return " ".join("=".join(pair.values()) for pair in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_pair(value: Any) -> bool:
    """`{"Name": …, "Value": …}` or `{"name": …, "source": …}`: two texts."""
    return isinstance(value, Mapping) and [str, str] == list(map(type, value.values()))


def _age(execution: MachineExecution) -> str:
    if execution.started is None or execution.stopped is None:
        return "an unknown time"
    return f"{(execution.stopped - execution.started).total_seconds():.1f} s"
