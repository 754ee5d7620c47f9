"""Options that several commands share, each written once, and what they are wired to."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.orchestration.site import DEFAULT_PREFIX

if TYPE_CHECKING:
    from pipelines.app.connect import AwsAccount
    from pipelines.app.records import RecordSource
    from pipelines.app.sources import StepSources
    from pipelines.plan.scope import Scope

_Command = TypeVar("_Command", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")


class PathOption(click.Path):
    """A path; the empty string, which would mean the working folder, is what an unset variable leaves."""

    def __init__(self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(exists=exists, file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; an error if there is none, or if no file can have this name."""
        if not str(value):
            self.fail("it is empty", param, ctx)
        if "\0" in str(value):
            self.fail("it holds a null character", param, ctx)
        return super().convert(value, param, ctx)


_FOLDER = PathOption(exists=True, file_okay=False)


@dataclass(frozen=True)
class Place:
    """Where records are read from, and in which account: `--table`, `--records`, `--region`."""

    table: str | None
    records: Path | None
    region: str | None

    def account(self) -> AwsAccount:
        """The AWS account of the command; no call is made yet."""
        from pipelines.app.connect import connect  # noqa: PLC0415 - `validate --records` needs no AWS

        return connect(os.environ, table=self.table, region=self.region)

    def source(self, account: AwsAccount | None = None) -> RecordSource:
        """The records: files where `--records` names them, or else the table."""
        from pipelines.app.records import FileRecords, TableRecords  # noqa: PLC0415

        if self.records is not None:
            return FileRecords(self.records)
        return TableRecords((account or self.account()).table)

    @property
    def name(self) -> str:
        """What a saved plan says it was made from."""
        from pipelines.app.connect import table_name  # noqa: PLC0415

        return str(self.records.resolve()) if self.records else table_name(self.table, os.environ)


def table_options(command: _Command) -> _Command:
    """`--table` and `--region`."""
    for option in (
        click.option("--region", help="AWS region.  [default: AWS_REGION, then the profile's]"),
        click.option(
            "--table",
            help="The parameters table.  [default: ML_PROJECTS_PARAMETERS_TABLE_NAME, "
            "then ml_projects_parameters]",
        ),
    ):
        command = option(command)
    return command


def place_options(command: _Command) -> _Command:
    """`--table`, `--records` and `--region`, which the command takes as `place`."""

    def wired(*, table: str | None, records: Path | None, region: str | None, **others: Any) -> Any:
        return command(place=Place(table, records, region), **others)

    wired.__doc__ = command.__doc__
    wired.__name__ = command.__name__
    wired.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    with_records = click.option(
        "--records",
        type=PathOption(),
        help="A folder or file of JSON or YAML records, in place of the table.",
    )(wired)
    return table_options(with_records)  # type: ignore[return-value]


def scope_options(command: _Command) -> _Command:
    """`--project`, `--version` and `--job`, which the command takes as `scope`."""

    def wired(*, project: str | None, version: str | None, job: str | None, **others: Any) -> Any:
        from pipelines.plan.scope import Scope  # noqa: PLC0415

        scope: Scope = Scope(project, version, job)
        return command(scope=scope, **others)

    wired.__doc__ = command.__doc__
    wired.__name__ = command.__name__
    wired.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    decorated: Any = wired
    for option in (
        click.option("--job", help="Only records of this logical job name."),
        click.option("--version", help="Only records of this feature_spec_version."),
        click.option("--project", help="Only records of this project."),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def _check_prefix(context: click.Context, parameter: click.Parameter, value: str) -> str:
    from pipelines.app.machines import fault_of_prefix  # noqa: PLC0415 - not for every command's start

    if fault := "" if value == DEFAULT_PREFIX else fault_of_prefix(value):
        raise click.BadParameter(f"{value!r}: {fault}", context, parameter)
    return value


prefix_option = click.option(
    "--prefix",
    envvar="ML_PROJECTS_MACHINE_PREFIX",
    default=DEFAULT_PREFIX,
    callback=_check_prefix,
    help="Beginning of the names of machines, roles and log groups: one for each table of a region.  "
    f"[default: ML_PROJECTS_MACHINE_PREFIX, then {DEFAULT_PREFIX}]",
)

steps_option = click.option(
    "--steps",
    "steps_folder",
    type=_FOLDER,
    help="The folder that holds a folder for each step.  [default: the installed steps]",
)
common_option = click.option(
    "--common",
    "common_folder",
    type=_FOLDER,
    help="The package that is published beside each step.  [default: the installed one]",
)


def sources(steps_folder: Path | None, common_folder: Path | None) -> StepSources:
    """The code of the steps."""
    from pipelines.app.sources import find_sources  # noqa: PLC0415

    return find_sources(steps_folder, common_folder)
