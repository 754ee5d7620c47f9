"""Queries: feature functions with the tables they are asked of, and their SQL where it was rendered before.

A feature is a function from Ibis's table expressions to one. Loading Ibis, building an expression and
rendering it takes longer than most queries of a 15-minute run, and gives the same text each time: it depends
on the function, the columns of its tables and its settings, and on nothing of the data. So `scripts/render`
keeps the embedded engine's text beside the function (`rendered/<function>-<key>.sql`), with the digests of
the source files that it came from. Where one of those differs, or the settings are others, the text is
rendered anew: a rendering saves time, and never decides a result.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from functools import lru_cache
from pathlib import Path

from common.expressions import ibis, ir

RENDERED = "rendered"
_SOURCE = "-- source "
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Table:
    """Rows that an engine knows by a name."""

    name: str
    columns: Mapping[str, str]
    """Name to Ibis's type, in order."""

    def expression(self) -> ir.Table:
        """Begin an expression with this table."""
        return ibis.table(dict(self.columns), name=self.name)


@dataclass(frozen=True)
class Query:
    """A function of table expressions, and the tables and settings that it is asked with."""

    build: Callable[..., ir.Table]
    tables: tuple[Table | None, ...]
    """In the place of a table that is not there: None."""
    settings: Mapping[str, object]

    def expression(self) -> ir.Table:
        """Build the expression, of the tables by their own names."""
        tables = [table.expression() if table is not None else None for table in self.tables]
        return self.build(*tables, **self.settings)

    def sql(self) -> str:
        """Return the embedded engine's SQL: as it was rendered before, or else rendered now."""
        text = read_rendering(self)
        return self.fill(self.render() if text is None else text)

    def render(self) -> str:
        """Render the embedded engine's SQL, with numbers in braces where the names of the tables go."""
        numbered = tuple(
            Table(_slot(number), table.columns) if table is not None else None
            for number, table in enumerate(self.tables)
        )
        return render(Query(self.build, numbered, self.settings).expression())

    def fill(self, text: str) -> str:
        """Put the names of the tables into a rendering."""
        for number, table in enumerate(self.tables):
            if table is not None:
                text = text.replace(f'"{_slot(number)}"', '"' + table.name.replace('"', '""') + '"')
        return text

    @property
    def module(self) -> str:
        """The module of the function."""
        return self.build.__module__

    @property
    def path(self) -> Path:
        """Where the rendering of this query lies, if there is one."""
        columns = [list(table.columns.items()) if table is not None else None for table in self.tables]
        said = [self.module, self.build.__qualname__, columns, _plain(self.settings)]
        key = hashlib.sha256(json.dumps(said).encode()).hexdigest()
        folder = Path(str(sys.modules[self.module].__file__)).parent / RENDERED
        return folder / f"{self.build.__name__}-{key[:12]}.sql"


Expression = Query | Table
"""What an engine computes."""


def ask(build: Callable[..., ir.Table], *tables: Table | None, **settings: object) -> Query:
    """Ask a feature function of tables, with settings by name; nothing is built yet."""
    return Query(build, tables, settings)


def render(expression: ir.Table) -> str:
    """Render an expression in the embedded engine's SQL."""
    return str(ibis.to_sql(expression, dialect="duckdb"))


def read_rendering(query: Query) -> str | None:
    """Return what was rendered before; None without it, or if it came from other source files than these."""
    try:
        # As it lies: queries hold carriage returns, which reading as text would make ends of lines.
        text = query.path.read_bytes().decode()
    except FileNotFoundError:
        return None
    lines = text.removesuffix("\n").split("\n")
    sources = [line.removeprefix(_SOURCE).split(" ") for line in lines if line.startswith(_SOURCE)]
    if not sources or any(_digest(name) != digest for name, digest in sources):
        return None
    return "\n".join(line for line in lines if not line.startswith("-- "))


def write_rendering(query: Query, sources: Mapping[str, str]) -> str:
    """Return the text of a rendering; `sources` are the files that the function is made of, with digests."""
    head = f"-- {query.module}.{query.build.__qualname__}, rendered by scripts/render: not to be edited.\n"
    named = "".join(f"{_SOURCE}{name} {digest}\n" for name, digest in sorted(sources.items()))
    return f"{head}{named}{query.render()}\n"


@lru_cache
def _digest(name: str) -> str | None:
    """Digest a source file, by its path from the folder that `common` lies in."""
    try:
        return hashlib.sha256((_ROOT / name).read_bytes()).hexdigest()
    except OSError:
        return None


def _slot(number: int) -> str:
    return f"{{{number}}}"


def _plain(value: object) -> object:
    """Make JSON of settings: sets in order, structures by their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | list | range):
        return [_plain(held) for held in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a query's settings are data: {type(value).__name__} is none")
