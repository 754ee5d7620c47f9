"""The use case `machines render`: each machine's definition as a file, in the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.app.records import load_records
from pipelines.contract.catalog import read_catalog
from pipelines.errors import ContractError, Problem, UsageError
from pipelines.orchestration.compiled import CompiledMachine
from pipelines.orchestration.patterns import collect_patterns

SUFFIX = ".asl.json"
"""Of a file in the Amazon States Language, as editors know it."""


@dataclass(frozen=True)
class RenderedMachine:
    """A definition that was written."""

    job: str
    name: str
    """Of the machine on AWS."""
    file: Path
    size: int
    """Bytes."""


def patterns_of_files(place: Path) -> tuple[str, ...]:
    """The validation patterns in records of files; raises `ContractError` with every fault of the records."""
    records = load_records(place)
    reading = read_catalog(records.items, origins=records.origins)
    if records.problems or reading.errors:
        raise ContractError([*records.problems, *reading.problems])
    return collect_patterns(reading.catalog)


def render_machines(folder: Path, machines: Iterable[CompiledMachine]) -> tuple[RenderedMachine, ...]:
    """Write `<job>.asl.json` of each into the folder, which is made if absent; other files stay."""
    rendered = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for machine in machines:
            content = machine.definition.encode()
            file = folder / f"{machine.job}{SUFFIX}"
            file.write_bytes(content)
            rendered.append(RenderedMachine(machine.job, machine.name, file, len(content)))
    except OSError as error:
        fault = f"it cannot be written: {error.strerror}"
        where = str(error.filename or folder)
        raise UsageError(Problem(where, "", "unwritable", fault, "give another folder")) from error
    return tuple(rendered)
