"""Progress on standard error: bars on a terminal, a line a change anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.output import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TextColumn

    from pipelines.app.activities import Activity
    from pipelines.app.applying import ApplyEvent
    from pipelines.app.events import MachineProgress
    from pipelines.app.executions import Progress as Followed
    from pipelines.aws.values import MapRun, StepStatus

_MARKS = {"Succeeded": "done", "Failed": "FAILED", "Stopped": "stopped", "Executing": "running"}
_BAR = 24


@contextmanager
def apply_progress(total: int) -> Iterator[Callable[[ApplyEvent], None]]:
    """What `apply_plan` tells its progress to; nothing is drawn for nothing to do."""
    if not total:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _say_change
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn  # noqa: PLC0415

    columns = (_text("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Applying", total=total)
        yield lambda event: bar.update(task, completed=event.finished, description=_short(event))


def _text(template: str) -> TextColumn:
    """A column of text as it is: what a message holds is no markup."""
    from rich.progress import TextColumn  # noqa: PLC0415

    return TextColumn(template, markup=False)


def _marked_bars() -> Progress:
    """Bars that stay: what became of each, what it is, how far, and for how long."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TimeElapsedColumn  # noqa: PLC0415

    columns = (_text("{task.fields[mark]:>8}"), _text("{task.description}"), BarColumn(_BAR))
    return Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))


def draw_nothing(seen: object) -> None:
    """What looks are told to where nothing shall be drawn."""
    del seen


def _short(event: ApplyEvent) -> str:
    name = printable(event.change.target).rstrip("/").rpartition("/")[2]
    return f"{'Publishing' if event.change.kind == 'code' else 'Applying'} {name}"


def _say_change(event: ApplyEvent) -> None:
    if event.phase != "begin":
        change = event.change
        click.echo(
            f"  {event.finished}/{event.total} {event.phase}: {change.action} {printable(change.target)}",
            err=True,
        )


class ExecutionView:
    """Draws the steps of an execution as they begin and end."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        self._steps = steps
        """All steps of the definition, in its order: those that have not begun are shown as waiting."""

    @contextmanager
    def drawing(self) -> Iterator[Callable[[Followed], None]]:
        """What each look at the execution is told to."""
        if not sys.stderr.isatty():
            yield self._say
            return
        with _marked_bars() as bars:
            tasks = {
                name: bars.add_task(name, total=None, start=False, mark="waiting") for name in self._steps
            }

            def update(seen: Followed) -> None:
                for step in seen.changed:
                    if step.name not in tasks:
                        tasks[step.name] = bars.add_task(step.name, total=None, mark="")
                    task = tasks[step.name]
                    bars.start_task(task)
                    bars.update(task, mark=_MARKS.get(step.status, step.status))
                    if step.ended is not None:
                        bars.update(task, total=1, completed=1)
                        bars.stop_task(task)

            yield update

    def _say(self, seen: Followed) -> None:
        for step in seen.changed:
            mark = _MARKS.get(step.status, step.status)
            click.echo(f"  {mark:>8}  {printable(step.name)}{_duration(step)}", err=True)


class MachineView:
    """Draws what a machine does: a line for each child, or Map of children; other states by their names."""

    @contextmanager
    def drawing(self) -> Iterator[Callable[[MachineProgress], None]]:
        """What each look at the execution is told to."""
        if not sys.stderr.isatty():
            said: set[str] = set()
            yield lambda seen: _say_activities(seen, said)
            return
        with _marked_bars() as bars:
            whole = bars.add_task("", total=None, mark="at")
            tasks: dict[str, Any] = {}

            def update(seen: MachineProgress) -> None:
                bars.update(whole, description=printable(seen.state))
                for activity in (one for one in seen.changed if one.about or one.children):
                    name = f"{activity.number}"
                    if name not in tasks:
                        tasks[name] = bars.add_task(_described(activity), total=None, mark="")
                    bars.update(tasks[name], mark=_MARKS[activity.status], description=_described(activity))
                    if activity.children:
                        ended = activity.children.succeeded + activity.children.failed
                        bars.update(tasks[name], total=activity.children.total, completed=ended)
                    elif activity.ended is not None:
                        bars.update(tasks[name], total=1, completed=1)
                    if activity.ended is not None:
                        bars.stop_task(tasks[name])
                if seen.execution.over:
                    bars.remove_task(whole)

            yield update


def _say_activities(seen: MachineProgress, said: set[str]) -> None:
    """A child when it begins and ends, a Map of them when one of them does; any other state at first."""
    for activity in seen.changed:
        if activity.about or activity.children:
            click.echo(
                f"  {_MARKS[activity.status]:>8}  {_described(activity)}{_duration(activity)}", err=True
            )
        elif activity.name not in said:
            said.add(activity.name)
            click.echo(f"  {'at':>8}  {printable(activity.name)}", err=True)


def _described(activity: Activity) -> str:
    parts = (activity.name, activity.about, activity.mini_batch, _counts(activity.children))
    return printable("  ".join(filter(None, parts)))


def _counts(children: MapRun | None) -> str:
    if children is None:
        return ""
    more = ((children.running, "running"), (children.failed, "failed"))
    told = (f", {count:,} {what}" for count, what in more if count)
    return f"{children.succeeded:,} of {children.total:,} done{''.join(told)}"


def _duration(step: StepStatus | Activity) -> str:
    return f"  {seconds_between(step.started, step.ended):.1f} s" if step.started and step.ended else ""


def seconds_between(started: datetime, ended: datetime) -> float:
    """Seconds from one to the other."""
    return (ended - started).total_seconds()
