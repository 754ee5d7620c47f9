"""The command line: parse, wire, call, print. Nothing below this package prints."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType

__all__ = ["main"]

INTERRUPTED = 130
BROKEN_PIPE = 141
TERMINATED = 143


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every fault a user can cause becomes a message and an exit status, never a traceback.

    Exit status: 0 done (for `plan`: nothing to change), 1 errors, 2 changes pending (`plan` only),
    75 locked by another apply, 130 interrupted, 141 the reader of the output went away, 143 terminated.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal's encoding lacks is escaped, and no reason to fail.
            stream.reconfigure(errors="backslashreplace")
    with _terminable() as terminated:
        try:
            return _run(words, as_json=as_json)
        except KeyboardInterrupt:
            print("terminated" if terminated else "interrupted", file=sys.stderr)
            if as_json:
                _print_interrupted()
            return TERMINATED if terminated else INTERRUPTED


@contextmanager
def _terminable() -> Iterator[list[int]]:
    """End on SIGTERM, which a CI that is cancelled sends, as on Ctrl-C; yields the signals that came."""
    came: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield came
    finally:
        signal.signal(signal.SIGTERM, before)


def _print_interrupted() -> None:
    from pipelines.cli import output  # noqa: PLC0415
    from pipelines.errors import Problem  # noqa: PLC0415

    problem = Problem("", "", "interrupted", "the command was interrupted", "run it again")
    output.print_problems([problem], as_json=True)


def _colour() -> bool | None:
    """Whether output is coloured: never where it is not wanted (no-color.org), else on terminals."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def _run(words: list[str], *, as_json: bool) -> int:
    import click  # noqa: PLC0415 - the entry point stays importable in a millisecond

    from pipelines.cli import output  # noqa: PLC0415
    from pipelines.cli.root import root  # noqa: PLC0415
    from pipelines.errors import PipelinesError, Problem, UsageError  # noqa: PLC0415

    problems: Sequence[Problem]
    exit_status = UsageError.exit_status
    try:
        status = root.main(args=words, prog_name="pipelines", standalone_mode=False, color=_colour())
    except PipelinesError as error:
        problems, exit_status = error.problems, error.exit_status
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        problems = (Problem("", "", "usage", "no command is given", "choose one of the commands above"),)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "pipelines"
        problems = (Problem("", "", "usage", error.format_message(), f"see `{command} --help`"),)
    except click.ClickException as error:
        problems = (Problem("", "", "usage", error.format_message(), "see `pipelines --help`"),)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit as error:
        # No command exits by itself: this is click, whose shell completion is done, or which tells of a
        # reader that went away (`… | head`).
        return 0 if error.code in (0, None) else BROKEN_PIPE
    except OSError as error:
        # A full disk, no more file descriptors: nothing that a caller could have checked before.
        where = str(error.filename or "")
        problems = (Problem(where, "", "system", error.strerror or str(error), "correct it, and try again"),)
        # Standard output may be what failed, which has no name: it is not written to again.
        as_json = as_json and bool(where)
    except Exception as error:  # noqa: BLE001 - a bug of ours: all that can be said of it, and no document lost
        traceback.print_exc()
        fault = f"{type(error).__name__}: {error}"
        problems = (Problem("", "", "bug", fault, "report it with the lines above"),)
    else:
        return status if isinstance(status, int) else 0
    with click.Context(root, color=_colour()):
        output.print_problems(problems, as_json=as_json)
    return exit_status
