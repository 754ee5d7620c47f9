"""Where records come from: the table, or JSON and YAML files, so that a change is checked before it is made.

Files are data. Whatever is wrong with one becomes a problem that names it, with the line where that is known.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from pipelines.app.ports import Table
from pipelines.contract.typed import from_dynamodb
from pipelines.errors import Problem, UsageError
from pipelines.plan.remote import HeldLock

SUFFIXES: Final = (".json", ".yaml", ".yml")
LARGEST: Final = 16 * 1024 * 1024
"""Bytes of one file; forty records of DynamoDB's largest size."""


@dataclass(frozen=True)
class Records:
    """Untrusted items, and where each stands."""

    items: tuple[Any, ...]
    origins: tuple[str, ...]
    locks: tuple[HeldLock, ...] | None = None
    """Locks beside the records; None where the source holds none, and the table must be asked."""
    problems: tuple[Problem, ...] = ()
    """Of files that could not be read."""


class RecordSource(Protocol):
    """Something that holds records."""

    def read(self, project_name: str | None) -> Records:
        """All records, or at least those of one project."""


class TableRecords:
    """Records of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, project_name: str | None) -> Records:
        """All records, or those of one project, and the locks beside them."""
        reading = self._table.read(project_name)
        return Records(reading.items, (f"table {self._table.name}",) * len(reading.items), reading.locks)


class FileRecords:
    """Records of a folder, or of one file."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def read(self, project_name: str | None) -> Records:
        """All records, whatever their project: a file may hold several."""
        del project_name
        return load_records(self._place)


def load_records(place: Path) -> Records:
    """The records in every JSON and YAML file below *place*, in the order of the paths.

    A file holds one record or a list of records, plain or DynamoDB-typed, or what `aws dynamodb scan`
    prints. Raises `UsageError` if there is no such place, or no such file below it.
    """
    items: list[Any] = []
    origins: list[str] = []
    problems: list[Problem] = []
    try:
        place.stat()
    except (OSError, ValueError) as error:
        absent = isinstance(error, FileNotFoundError | NotADirectoryError)
        fault = "there is no such file or folder" if absent else f"it cannot be read: {error}"
        raise UsageError(Problem(str(place), "", "no-such-place", fault, "check --records")) from error
    files = [place] if place.is_file() else list(_walk(place, problems))
    if not files and not problems:
        fault = f"it holds no {', '.join(SUFFIXES)} file"
        raise UsageError(
            Problem(str(place), "", "no-records", fault, "give the folder that holds the records")
        )
    for path in files:
        found = _load(path, problems)
        for index, item in enumerate(found):
            origin = str(path) if len(found) == 1 else f"{path}[{index}]"
            if _is_typed(item):
                plain, faults = from_dynamodb(item, origin=origin)
                problems += faults
                items.append(plain)
            else:
                items.append(item)
            origins.append(origin)
    return Records(tuple(items), tuple(origins), None, tuple(problems))


def _walk(
    folder: Path, problems: list[Problem], above: frozenset[tuple[int, int]] = frozenset()
) -> Iterator[Path]:
    """Files below a folder in sorted order; hidden entries and loops of links are left out."""
    try:
        at = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    here = (at.st_dev, at.st_ino)
    if here in above:
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, problems, above | {here})
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _load(path: Path, problems: list[Problem]) -> list[Any]:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            problems.append(Problem(str(path), "", "unreadable-file", "it is no regular file", "give a file"))
            return []
        if about.st_size > LARGEST:
            fault = f"it has {about.st_size:,} bytes, more than {LARGEST:,}"
            problems.append(Problem(str(path), "", "file-too-large", fault, "split it"))
            return []
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(_unreadable(path, error))
        return []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault = f"line {line} is not UTF-8"
        problems.append(Problem(str(path), "", "not-utf-8", fault, "save the file as UTF-8"))
        return []
    if path.suffix.lower() == ".json":
        return _from_json(path, text, problems)
    from pipelines.app.yaml_records import parse_yaml  # noqa: PLC0415 - PyYAML is loaded for YAML alone

    documents = parse_yaml(path, text, problems)
    return [item for document in documents for item in _records_of(document)]


def _from_json(path: Path, text: str, problems: list[Problem]) -> list[Any]:
    try:
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: {error.msg}"
        problems.append(Problem(str(path), "", "malformed-json", fault, "correct the JSON"))
    except RecursionError:
        problems.append(too_deep(path))
    except ValueError as error:  # from the two hooks, and from numbers of thousands of digits
        problems.append(Problem(str(path), "", "malformed-json", str(error), "correct the JSON"))
    else:
        return _records_of(value)
    return []


def _records_of(value: Any) -> list[Any]:
    """The records in one document: itself, its elements, or those of a `scan`."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "project_name" not in value:
        if isinstance(value.get("Items"), list):
            return list(value["Items"])
        if isinstance(value.get("Item"), dict):
            return [value["Item"]]
    return [value]


def _is_typed(item: Any) -> bool:
    """Whether an item is in DynamoDB's own JSON, which writes a key as an object of one type."""
    key = item.get("project_name", item.get("job_name")) if isinstance(item, dict) else None
    return isinstance(key, dict)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def too_deep(path: Path) -> Problem:
    """The problem of a file whose nesting no reader survives."""
    return Problem(
        str(path), "", "too-deep", "it is nested too deeply", "DynamoDB stores 32 levels: flatten it"
    )


def _unreadable(path: Path, error: OSError) -> Problem:
    fault = f"it cannot be read: {error.strerror or error}"
    return Problem(str(path), "", "unreadable-file", fault, "check its permissions")
