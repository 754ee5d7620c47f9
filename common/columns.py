"""Columns of a dataset: what a schema declares, of which types, and how the columns of a file differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "timestamp": "TIMESTAMPTZ",
}
"""The types that a dataset's column may have; a timestamp is an instant in UTC, in microseconds."""


@dataclass(frozen=True)
class Schema:
    """Columns of a dataset, in order, each with one of the types above; declared once, checked both ways."""

    columns: Mapping[str, str]
    order_by: tuple[str, ...]
    """What makes a row's place in its file, so that equal rows give equal bytes."""
    complete: bool = False
    """No value is ever null, and the files say so of each column."""

    def differences(self, found: Mapping[str, str], *, only: Iterable[str] | None = None) -> list[str]:
        """Say how the columns of a file (name to SQL type) differ from the declared ones, or from some."""
        chosen = set(only or self.columns)
        wanted = {name: _column_type(kind) for name, kind in self.columns.items() if name in chosen}
        faults = [f"column {name} is missing" for name in wanted if name not in found]
        faults += [f"column {name} is not declared" for name in found if name not in self.columns]
        faults += [
            f"column {name} is {found[name]}, declared {kind}"
            for name, kind in wanted.items()
            if name in found and found[name] != kind
        ]
        return faults


def _column_type(kind: str) -> str:
    return {"TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE"}.get(SQL_TYPES[kind], SQL_TYPES[kind])
