"""`plan`, `apply`, `upsert`, `unlock`: bring pipelines and machines in line with the records."""

from __future__ import annotations

import getpass
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pipelines.cli import options, output
from pipelines.orchestration.compiled import RETENTION_DAYS

if TYPE_CHECKING:
    from pipelines.app.applying import Applied
    from pipelines.app.connect import AwsAccount
    from pipelines.app.planning import Planned, PlanRequest
    from pipelines.plan.saved import SavedPlan
    from pipelines.plan.scope import Scope

_DAYS = "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653"
"""What CloudWatch Logs takes (API reference, PutRetentionPolicy)."""
CHANGES_PENDING = 2
"""Exit status of a plan that holds changes."""

_prune = click.option(
    "--prune",
    is_flag=True,
    help="Delete what is not wanted any more: pipelines without a record, files, machines.",
)
_adopt = click.option(
    "--adopt",
    is_flag=True,
    help="Take over pipelines and machines of the wanted names that somebody else made.",
)
_refresh = click.option(
    "--refresh",
    is_flag=True,
    help="Look at every pipeline, object, machine and role, to find what was changed by hand.",
)
_machines = click.option(
    "--machines/--no-machines",
    default=True,
    help="Whether the Step Functions machines, which all projects share, belong to it.  [default: they do]",
)
_retention = click.option(
    "--log-retention",
    "retention_days",
    envvar="ML_PROJECTS_LOG_RETENTION_DAYS",
    type=click.Choice(_DAYS.split()),
    default=str(RETENTION_DAYS),
    metavar="DAYS",
    help="How long the logs of the machines are kept: a number of days that CloudWatch Logs takes.  "
    f"[default: ML_PROJECTS_LOG_RETENTION_DAYS, then {RETENTION_DAYS}]",
)


@click.command()
@_prune
@_adopt
@_refresh
@_machines
@options.prefix_option
@_retention
@click.option("--out", type=options.PathOption(dir_okay=False), help="Save the plan, for `apply FILE`.")
@click.option("--all", "everything", is_flag=True, help="Show what is unchanged, too.")
@options.scope_options
@options.place_options
@options.steps_option
@options.common_option
@options.as_json
def plan(
    *,
    prune: bool,
    adopt: bool,
    refresh: bool,
    machines: bool,
    prefix: str,
    retention_days: str,
    out: Path | None,
    everything: bool,
    scope: Scope,
    place: options.Place,
    steps_folder: Path | None,
    common_folder: Path | None,
    as_json: bool,
) -> int:
    """Show what apply would create, update and delete, and what changes inside.

    Exit status: 0 nothing to do, 2 changes, 1 errors.
    """
    from pipelines.app.planning import PlanRequest  # noqa: PLC0415

    account = place.account()
    request = PlanRequest(
        scope,
        prune=prune,
        adopt=adopt,
        refresh=refresh,
        machines=machines,
        prefix=prefix,
        retention_days=int(retention_days),
    )
    planned = _plan(request, place, account, steps_folder, common_folder)
    if out is not None:
        _save(planned, place, account, out)
    if as_json:
        from pipelines.plan.saved import plan_as_json  # noqa: PLC0415

        output.print_json(plan_as_json(planned.plan))
    else:
        _print_plan(planned, everything=everything)
        if out is not None and not planned.plan.is_empty:
            said = {
                "--records": place.records,
                "--table": place.table,
                "--region": place.region,
                "--steps": steps_folder,
                "--common": common_folder,
            }
            given = [word for option, value in said.items() if value for word in (option, str(value))]
            click.echo(f"Saved. Apply just this with: {shlex.join(['pipelines', 'apply', str(out), *given])}")
    return 0 if planned.plan.is_empty else CHANGES_PENDING


def _plan(
    request: PlanRequest,
    place: options.Place,
    account: AwsAccount,
    steps_folder: Path | None,
    common_folder: Path | None,
) -> Planned:
    from pipelines.app.planning import plan_changes  # noqa: PLC0415

    code = options.sources(steps_folder, common_folder)
    return plan_changes(request, place.source(account), code, account, datetime.now(UTC))


def _print_plan(planned: Planned, *, everything: bool = False) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from pipelines.plan.explain import explain_plan  # noqa: PLC0415

    output.print_problems(planned.plan.warnings, as_json=False)
    output.print_plan(explain_plan(replace(planned.plan, warnings=()), everything=everything))


def _save(planned: Planned, place: options.Place, account: AwsAccount, out: Path) -> None:
    from pipelines.errors import Problem, UsageError  # noqa: PLC0415
    from pipelines.plan.saved import save_plan  # noqa: PLC0415

    request, identity = planned.request, account.identity()
    text = save_plan(
        planned.plan,
        prune=request.prune,
        adopt=request.adopt,
        refresh=request.refresh,
        machines=request.machines,
        prefix=request.prefix,
        retention_days=request.retention_days,
        account=identity.account,
        region=identity.region,
        table=place.name,
    )
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        fault = f"it cannot be written: {error.strerror}"
        raise UsageError(
            Problem(str(out), "", "unwritable", fault, "give another file with --out")
        ) from error


@click.command()
@click.argument("file", required=False, type=options.PathOption())
@click.option("--yes", is_flag=True, help="Delete without asking.")
@click.option("--no-lock", is_flag=True, help="Take no lock, where the table may not be written.")
@_prune
@_adopt
@_refresh
@_machines
@options.prefix_option
@_retention
@options.scope_options
@options.place_options
@options.steps_option
@options.common_option
@options.as_json
def apply(
    *,
    file: Path | None,
    yes: bool,
    no_lock: bool,
    prune: bool,
    adopt: bool,
    refresh: bool,
    machines: bool,
    prefix: str,
    retention_days: str,
    scope: Scope,
    place: options.Place,
    steps_folder: Path | None,
    common_folder: Path | None,
    as_json: bool,
) -> int:
    """Publish code, and bring SageMaker Pipelines and Step Functions machines in line with the table.

    With FILE, a plan that `pipelines plan --out FILE` saved, does just what it says, and refuses if
    anything it was made from changed. Safe to repeat and to interrupt: what is left is in the next plan.
    Exit status 75: another apply holds the lock.
    """
    from pipelines.app.planning import PlanRequest, request_of  # noqa: PLC0415

    if file is not None and (given := _given(_DECIDED)):
        raise click.UsageError(f"{file} says what is done: leave out {', '.join(given)}")
    account = place.account()
    saved = None if file is None else _load(file)
    if saved is None:
        request = PlanRequest(
            scope,
            prune=prune,
            adopt=adopt,
            refresh=refresh,
            machines=machines,
            prefix=prefix,
            retention_days=int(retention_days),
        )
    else:
        request = request_of(saved)
    planned = _plan(request, place, account, steps_folder, common_folder)
    if saved is not None:
        from pipelines.plan.saved import check_saved  # noqa: PLC0415

        identity = account.identity()
        check_saved(saved, planned.plan, account=identity.account, region=identity.region, table=place.name)
    if not as_json:
        _print_plan(planned)
    _confirm_deletions(planned, yes=yes)
    applied = _apply(planned, account, lock=not no_lock)
    _print_applied(planned, applied, as_json=as_json)
    return 130 if applied.interrupted else 1 if applied.problems else 0


upsert = click.Command(
    "upsert",
    callback=apply.callback,
    params=apply.params,
    help="The same as `pipelines apply`, under the name that the SageMaker SDK uses.",
)


_DECIDED = ("project", "version", "job", "prune", "adopt", "refresh", "machines", "prefix", "retention_days")
"""Options of `plan` whose values a saved plan holds."""


def _given(names: Sequence[str]) -> list[str]:
    """Those of these options that stand on the command line, as they are written."""
    context = click.get_current_context()
    written = {option.name: option for option in context.command.params}
    return [
        (written[name].secondary_opts if context.params[name] is False else written[name].opts)[0]
        for name in names
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]


def _load(file: Path) -> SavedPlan:
    from pipelines.errors import Problem, UsageError  # noqa: PLC0415
    from pipelines.plan.saved import parse_saved  # noqa: PLC0415

    try:
        return parse_saved(file.read_text("utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        fault = f"it cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        raise UsageError(
            Problem(str(file), "", "unreadable-plan", fault, "give a file that `pipelines plan --out` wrote")
        ) from error


def _confirm_deletions(planned: Planned, *, yes: bool) -> None:
    from pipelines.errors import Problem, UsageError  # noqa: PLC0415

    kinds = [change.kind for change in planned.plan.effective if change.action == "delete"]
    if not kinds or yes:
        return
    what = " and ".join(output.count(kinds.count(kind), kind) for kind in sorted(set(kinds), reverse=True))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        fault = f"{what} would be deleted, and there is no terminal to ask on"
        raise UsageError(Problem("", "", "not-confirmed", fault, "give --yes"))
    click.confirm(f"Delete {what}?", abort=True, err=True)


def _apply(planned: Planned, account: AwsAccount, *, lock: bool) -> Applied:
    from pipelines.app.applying import ApplyOptions, apply_plan  # noqa: PLC0415
    from pipelines.app.locking import Holder  # noqa: PLC0415
    from pipelines.cli.progress import apply_progress  # noqa: PLC0415

    owner = f"{_user()}@{socket.gethostname()} pid {os.getpid()}"
    wanted = ApplyOptions(Holder(owner, secrets.token_hex(16)), lock=lock)
    with apply_progress(len(planned.plan.effective)) as on_event:
        return apply_plan(planned, account, wanted, lambda: datetime.now(UTC), on_event)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user often has no name
        return f"uid {os.getuid()}"


def _print_applied(planned: Planned, applied: Applied, *, as_json: bool) -> None:
    if as_json:
        output.print_json(_applied_as_json(planned, applied))
        return
    output.print_problems(applied.problems, as_json=False)
    if applied.unlocked and planned.plan.effective:
        click.echo("There is no table, so no lock was held.")
    if planned.plan.effective:
        parts = [f"{len(applied.done)} done"]
        parts += [f"{len(applied.failed)} failed"] if applied.failed else []
        parts += [f"{len(applied.skipped)} not begun"] if applied.skipped else []
        click.echo(f"Applied: {', '.join(parts)}.")
        if applied.failed or applied.skipped:
            click.echo("Run the same again to do what is left.")


def _applied_as_json(planned: Planned, applied: Applied) -> dict[str, Any]:
    from pipelines.plan.saved import plan_as_json  # noqa: PLC0415

    return {
        "plan": plan_as_json(planned.plan),
        "done": [change.target for change in applied.done],
        "failed": [change.target for change in applied.failed],
        "skipped": [change.target for change in applied.skipped],
        "interrupted": applied.interrupted,
        "problems": [problem.as_json() for problem in applied.problems],
    }


@click.command()
@click.argument("projects", nargs=-1)
@click.option("--all", "every", is_flag=True, help="The locks of all projects.")
@options.table_options
@options.as_json
def unlock(
    *, projects: tuple[str, ...], every: bool, table: str | None, region: str | None, as_json: bool
) -> None:
    """Remove the locks of PROJECTS that killed applies left behind; '#machines' is that of the machines."""
    from pipelines.app.locking import unlock as remove  # noqa: PLC0415

    if bool(projects) == every:
        raise click.UsageError("name the projects, or give --all")
    if "" in projects:
        raise click.UsageError("a project's name is empty")
    removed = remove(options.Place(table, None, region).account().table, None if every else projects)
    if as_json:
        output.print_json({"removed": [vars(lock) for lock in removed]})
        return
    for lock in removed:
        click.echo(
            f"{lock.project_name}: removed the lock of {lock.owner}, held since {lock.acquired_at:%F %T} UTC"
        )
    if not removed:
        click.echo("There is no lock.")
