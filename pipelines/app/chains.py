"""Runs pipelines one after another with one set of parameters: each takes those that its record requires.

Every parameter of every pipeline is resolved and validated before the first is started, so that a chain does
not stop halfway for a value that could have been checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.app.executions import find_pipeline
from pipelines.app.records import Records, RecordSource
from pipelines.contract.names import normalise
from pipelines.contract.records import Catalog, PipelineRecord
from pipelines.contract.resolve import resolve_parameters
from pipelines.contract.wording import nearest, quote
from pipelines.errors import ContractError, ParameterError, PipelinesError, Problem, UsageError


@dataclass(frozen=True)
class Link:
    """One pipeline of a chain, and what of the given parameters is its."""

    catalog: Catalog
    record: PipelineRecord
    payload: Mapping[str, Any]


class ReadOnce:
    """A source whose projects are read once each, so that all links see the same records."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self._read: dict[str | None, Records] = {}

    def read(self, project_name: str | None) -> Records:
        """As the source, from memory the second time."""
        if project_name not in self._read:
            self._read[project_name] = self._source.read(project_name)
        return self._read[project_name]


def resolve_chain(
    records: RecordSource,
    names: Sequence[str],
    payload: Mapping[str, Any],
    message: Mapping[str, Any] | None = None,
) -> tuple[Link, ...]:
    """Find every pipeline and hand each its share of the payload; nothing is started.

    Raises `UsageError` for unknown pipelines, `ContractError` for broken ones, and `ParameterError` with
    every problem of every pipeline: a name that none of them requires is one.
    """
    source = ReadOnce(records)
    found = _find_all(source, names)
    known = {normalise(name) for _, record in found for name in record.required_runtime_params}
    # A record need not require them: a value that contradicts its key is refused all the same.
    of_key = {normalise("ProjectName"), normalise("FeatureSpecVersion")}
    known |= of_key
    problems = [_unknown(name, found) for name in sorted(payload) if normalise(name) not in known]
    links = []
    for catalog, record in found:
        wanted = {normalise(name) for name in record.required_runtime_params} | of_key
        share = {name: value for name, value in payload.items() if normalise(name) in wanted}
        resolution = resolve_parameters(record, catalog.parameters_of(record.key), share, message)
        problems += [problem for problem in resolution.problems if problem.severity == "error"]
        links.append(Link(catalog, record, share))
    if problems:
        raise ParameterError(list(dict.fromkeys(problems)))
    return tuple(links)


def _find_all(source: RecordSource, names: Sequence[str]) -> list[tuple[Catalog, PipelineRecord]]:
    found: list[tuple[Catalog, PipelineRecord]] = []
    faults: list[PipelinesError] = []
    for name in names:
        try:
            found.append(find_pipeline(source, name))
        except (UsageError, ContractError) as error:
            faults.append(error)
    if faults:
        # Of one kind if all are; what is unknown may be what cannot be read.
        kind = UsageError if all(isinstance(fault, UsageError) for fault in faults) else ContractError
        raise kind(list(dict.fromkeys(problem for fault in faults for problem in fault.problems)))
    return found


def _unknown(name: str, found: Sequence[tuple[Catalog, PipelineRecord]]) -> Problem:
    parameters = sorted({name for _, record in found for name in record.required_runtime_params})
    near = nearest(name, parameters)
    remedy = f"did you mean {near}?" if near else f"their parameters are {', '.join(parameters)}"
    fault = f"no pipeline of the chain has a parameter {quote(name)}"
    return Problem("", name, "unknown-parameter", fault, remedy)
