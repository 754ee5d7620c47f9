"""How results and faults are printed: text for people, one JSON document for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import click

from pipelines.errors import Problem

_SURROGATE = re.compile("[\ud800-\udfff]")


def print_json(document: Any) -> None:
    """One JSON document on standard output, keys in the order in which they were given."""
    text = json.dumps(document, indent=2, ensure_ascii=False, default=_plain)
    # Half a character, as of a command line that is not UTF-8, has no UTF-8; JSON can escape it.
    whole = _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    # JSON is UTF-8 (RFC 8259, section 8.1), whatever the terminal is.
    click.echo(whole.encode("utf-8"))


def _plain(value: Any) -> str:
    """Times as RFC 3339 has them, in UTC; anything else in its own words."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value)


_COLOURS = {"+": "green", "~": "yellow", "!": "magenta", "-": "red"}


def print_sign(sign: str, text: str) -> None:
    """One line of a list of changes, coloured by its sign."""
    click.echo(click.style(f"  {sign} {printable(text)}", fg=_COLOURS.get(sign)))


def print_detail(text: str) -> None:
    """A line below one that `print_sign` wrote."""
    click.echo(click.style(f"      {printable(text)}", fg=_COLOURS.get(text[:1])))


def print_plan(text: str) -> None:
    """An explained plan, each line coloured by the sign that it begins with."""
    for line in text.splitlines():
        click.echo(click.style(line, fg=_COLOURS.get(line.lstrip()[:1]) if line.startswith("  ") else None))


def print_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Problems grouped by record on standard error, or one JSON document on standard output."""
    if as_json:
        print_json({"problems": [problem.as_json() for problem in problems]})
        return
    for record, found in groupby(problems, key=lambda problem: problem.record):
        if record:
            click.echo(click.style(printable(record), bold=True), err=True)
        for problem in found:
            colour = "red" if problem.severity == "error" else "yellow"
            head = click.style(problem.severity, fg=colour, bold=True)
            field = f" {printable(problem.field)}" if problem.field else ""
            click.echo(f"  {head}{field} [{problem.code}]", err=True)
            click.echo(f"    {printable(problem.fault)}", err=True)
            click.echo(f"    -> {printable(problem.remedy)}", err=True)


def printable(text: str) -> str:
    """The text with control characters and lone surrogates escaped: terminals obey what a record holds."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def counts_of(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    severities = [problem.severity for problem in problems]
    return f"{count(severities.count('error'), 'error')}, {count(severities.count('warning'), 'warning')}"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as its cells; nothing where there are no rows."""
    if not rows:
        return
    cells = [tuple(map(printable, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    titles = "  ".join(f"{head:{width}}" for head, width in zip(heads, widths, strict=True)).rstrip()
    click.echo(click.style(titles, bold=True))
    for row in cells:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
