"""The command line: parse, wire, call, print. Nothing below this package prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every fault a user can cause becomes a message and an exit status, never a traceback.

    Exit status: 0 done (for `plan`: nothing to change), 1 errors, 2 changes pending (`plan` only),
    75 locked by another apply, 130 interrupted.
    """
    import click  # noqa: PLC0415 - the entry point stays importable in a millisecond

    from pipelines.cli import output  # noqa: PLC0415
    from pipelines.cli.root import root  # noqa: PLC0415
    from pipelines.errors import PipelinesError, Problem, UsageError  # noqa: PLC0415

    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    try:
        status = root.main(args=words, prog_name="pipelines", standalone_mode=False)
    except PipelinesError as error:
        output.print_problems(error.problems, as_json=as_json)
        return error.exit_status
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "pipelines"
        problem = Problem("", "", "usage", error.format_message(), f"see `{command} --help`")
        output.print_problems(UsageError(problem).problems, as_json=as_json)
        return UsageError.exit_status
    except click.ClickException as error:
        problem = Problem("", "", "usage", error.format_message(), "see `pipelines --help`")
        output.print_problems((problem,), as_json=as_json)
        return 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`pipelines show … | head`).
        sys.stderr.close()
        return 141
    return status if isinstance(status, int) else 0
