"""The `pipelines` group: a command's module is imported when that command runs, so that each starts fast."""

from __future__ import annotations

import importlib
from typing import Final

import click

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "provision": ("records", "Render the record templates of a project into the table."),
    "validate": ("records", "Check records: every fault of every record in one report."),
    "schema": ("records", "Print the JSON Schema of the records, for editors."),
    "show": ("records", "Show a pipeline: its graph, its definition, its parameters."),
    "plan": ("changes", "Show what apply would create, update and delete."),
    "apply": ("changes", "Publish code, and bring pipelines and machines in line with the table."),
    "upsert": ("changes", "The same as apply, under the name that the SageMaker SDK uses."),
    "unlock": ("changes", "Remove the lock that a killed apply left behind."),
    "machines": ("machines", "Write the definitions of the Step Functions machines to files."),
    "event": ("events", "Send an event to a machine, and follow what it runs."),
    "start": ("executions", "Resolve and validate parameters, and start an execution."),
    "run": ("executions", "Run pipelines one after another, each to its end."),
    "status": ("executions", "Show the executions of a pipeline, or the steps of one execution."),
    "stop": ("executions", "Stop an execution."),
    "local": ("local", "The embedded AWS: the same pipelines on this machine, without Docker."),
}
"""Command -> (module below `pipelines.cli.commands`, help line)."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Command names in the order in which a newcomer needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pipelines.cli.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table: `--help` imports none of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="table-driven-pipelines", message="%(version)s")
def root() -> None:
    """Turn the pipeline records of a DynamoDB table into SageMaker Pipelines.

    Every command takes --json. AWS credentials, region and endpoint come from the usual AWS_* variables.
    """
