"""`machines`: the Step Functions machines that run the pipelines, as files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from pipelines.app.connect import DEFAULT_TABLE, TABLE_VARIABLE
from pipelines.cli import options, output

_ACCOUNT = re.compile(r"[0-9]{12}")
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}")
_TABLE = re.compile(r"[A-Za-z0-9_.-]{3,255}")


def _matching(pattern: re.Pattern[str], rule: str) -> Callable[..., str]:
    def check(context: click.Context, parameter: click.Parameter, value: str) -> str:
        if not pattern.fullmatch(value):
            raise click.BadParameter(f"{value!r} is not {rule}", context, parameter)
        return value

    return check


@click.group()
def machines() -> None:
    """The Step Functions machines that run the pipelines; `plan` and `apply` bring them to AWS."""


@machines.command()
@click.argument("folder", type=options.PathOption(file_okay=False))
@click.option(
    "--table",
    callback=_matching(_TABLE, "a name of a DynamoDB table"),
    envvar=TABLE_VARIABLE,
    default=DEFAULT_TABLE,
    help=f"The table that they read.  [default: {TABLE_VARIABLE}, then {DEFAULT_TABLE}]",
)
@click.option(
    "--account",
    callback=_matching(_ACCOUNT, "twelve digits"),
    default="123456789012",
    show_default=True,
    help="The account that their ARNs name.",
)
@click.option(
    "--region",
    callback=_matching(_REGION, "a region like us-east-1"),
    default="us-east-1",
    show_default=True,
    help="The region that their ARNs name.",
)
@click.option(
    "--records",
    type=options.PathOption(),
    help="A folder or file of records, whose validation patterns they shall know.  [default: none]",
)
@options.prefix_option
@options.as_json
def render(
    *,
    folder: Path,
    table: str,
    account: str,
    region: str,
    records: Path | None,
    prefix: str,
    as_json: bool,
) -> None:
    """Write each machine's definition to FOLDER/<job>.asl.json; needs no AWS.

    The same options give the same bytes, so that a change of the machines can be reviewed as a diff.
    """
    from pipelines.app.machines import site_of  # noqa: PLC0415
    from pipelines.app.rendering import patterns_of_files, render_machines  # noqa: PLC0415
    from pipelines.aws.values import Identity  # noqa: PLC0415
    from pipelines.orchestration.compiled import compile_machines  # noqa: PLC0415
    from pipelines.orchestration.machines import build_machines  # noqa: PLC0415

    site = site_of(Identity(account, region), table, prefix)
    patterns = () if records is None else patterns_of_files(records)
    rendered = render_machines(folder, compile_machines(site, build_machines(site, patterns)))
    if as_json:
        found = [
            {"job": one.job, "name": one.name, "file": str(one.file), "bytes": one.size} for one in rendered
        ]
        output.print_json({"machines": found})
        return
    for one in rendered:
        click.echo(f"{output.printable(str(one.file))}  ({one.size:,} bytes)")
