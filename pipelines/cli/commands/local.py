"""`local`: the embedded AWS, on a loopback port."""

from __future__ import annotations

import json
import re
import shlex
import signal
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli import options, output
from pipelines.errors import Problem, UsageError

if TYPE_CHECKING:
    from pipelines.local import StepEvent


_ENDING = (signal.SIGINT, signal.SIGTERM)
_BUCKET_RULE = "write 3 to 63 lower-case letters, digits, '.' and '-'"


@click.group()
def local() -> None:
    """The embedded AWS: the same pipelines on this machine, without Docker."""


@local.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=4566, show_default=True, help="0 takes any free one."
)
@click.option(
    "--root",
    type=options.PathOption(file_okay=False),
    default=Path("demo-output/runs"),
    show_default=True,
    help="Where each step finds its files and leaves its log.",
)
@click.option("--bucket", "buckets", multiple=True, help="A bucket to begin with; may be repeated.")
@click.option("--parallel", type=click.IntRange(1, 64), default=2, show_default=True, help="Steps at a time.")
@click.option(
    "--wait-scale",
    type=click.FloatRange(0.001, 1),
    default=1.0,
    show_default=True,
    help="How long state machines wait of what they say: 0.01 makes a minute 0.6 s.",
)
@options.as_json
def serve(
    *, port: int, root: Path, buckets: tuple[str, ...], parallel: int, wait_scale: float, as_json: bool
) -> None:
    """Serve S3, DynamoDB, SageMaker and Step Functions on 127.0.0.1 until Ctrl-C; executions really run.

    What is stored lives as long as the server. Files of executions stay below --root.
    """
    try:
        from pipelines.local import serve as serve_on  # noqa: PLC0415
    except ImportError as error:
        fault = f"the extra `local` is not installed ({error.name} is missing)"
        raise UsageError(
            Problem("", "", "missing-extra", fault, "pip install 'table-driven-pipelines[local]'")
        ) from error

    _check(root, buckets)
    over = threading.Event()
    for number in _ENDING:
        signal.signal(number, lambda *_: over.set())
    on_event = None if as_json else _say_step
    aws = serve_on(port, root, max_parallel=parallel, wait_scale=wait_scale, on_event=on_event)
    try:
        for bucket in buckets:
            aws.client("s3").create_bucket(Bucket=bucket)
        _print_environment(aws.endpoint_url, aws.environment(), as_json=as_json)
        over.wait()
    finally:
        # Closing waits for steps to end by themselves; KeyboardInterrupt makes it kill them.
        for number in _ENDING:
            signal.signal(number, signal.default_int_handler)
        aws.close()


def _check(root: Path, buckets: tuple[str, ...]) -> None:
    problems = [
        Problem("--bucket", "", "bad-bucket", f"{name!r} is no name of an S3 bucket", _BUCKET_RULE)
        for name in buckets
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name)
    ]
    try:
        root.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=root).close()
    except OSError as error:
        fault = f"nothing can be written there: {error.strerror}"
        problems.append(Problem(str(root), "", "unwritable", fault, "give another folder with --root"))
    if problems:
        raise UsageError(problems)


def _print_environment(url: str, environment: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        # One line: whoever started this reads it to know that the port is open.
        click.echo(json.dumps({"endpoint_url": url, "environment": environment}))
        return
    click.echo(f"The embedded AWS listens on {url}; Ctrl-C ends it. For another shell:\n")
    for name, value in environment.items():
        click.echo(f"export {name}={shlex.quote(value)}")
    click.echo()


def _say_step(arn: str, event: StepEvent) -> None:
    name = arn.rpartition("/")[2]
    click.echo(f"{name}  {output.printable(event.step)}  {event.phase.value}", err=True)
