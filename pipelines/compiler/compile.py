"""Records to pipelines: every fault of every record, or definitions that the service accepts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.compiler.canonical import pipeline_digest, render_canonical
from pipelines.compiler.catalog_checks import check_catalog
from pipelines.compiler.checks import check_definition, check_record, check_step
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.compiler.compute import ResolvedCompute, resolve_compute, resolve_step_compute
from pipelines.compiler.definition import build_definition
from pipelines.compiler.description import render_description
from pipelines.compiler.findings import Findings
from pipelines.compiler.graph import StepGraph, resolve_graph
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Catalog, PipelineRecord, ProjectParameters
from pipelines.errors import ContractError, Problem

UNPUBLISHED = "0" * 64
"""The code digest of a step in a compilation that only validates."""

OF_MISSING_PARTS = frozenset(
    {"no-steps", "unknown-dependency", "two-writers", "unknown-placeholder", "missing-role", "missing-image"}
)
"""Faults that a record may have for want of a part that could not be read."""


@dataclass(frozen=True, slots=True)
class Compilation:
    """What became of a catalog: the pipelines that compile, by key, and all problems, errors first."""

    pipelines: tuple[CompiledPipeline, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a record from being applied."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def compile_pipeline(
    record: PipelineRecord, parameters: Catalog | ProjectParameters | None, code_digests: Mapping[str, str]
) -> CompiledPipeline:
    """The pipeline of one record.

    `parameters` are the project's, or the catalog to find them in; `code_digests` maps each step to the
    digest of its bundle (64 hexadecimal digits). Raises `ContractError` with every fault of the record.
    """
    if isinstance(parameters, Catalog):
        parameters = parameters.parameters_of(record.key)
    compiled, problems = _compile(record, parameters, code_digests)
    if compiled is None:
        raise ContractError(problems)
    return compiled


def check_drafts(
    drafts: Iterable[PipelineRecord], catalog: Catalog, reported: Iterable[Problem]
) -> list[Problem]:
    """The faults that records with others have besides, so that they are not found one after the other.

    drafts    what could be read of these records; what is faulty is left out of them
    reported  what is known to be wrong, with them and others

    Told is what no missing part can be the cause of, and no fault of a field that has one already.
    """
    known: dict[str, list[str]] = {}
    for problem in reported:
        if problem.severity == "error":
            known.setdefault(problem.record, []).append(problem.field)
    more: list[Problem] = []
    for draft in drafts:
        where = str(draft.key)
        faulty = known.get(where, [])
        more += [
            problem
            for problem in _checked(draft, catalog.parameters_of(draft.key), None).found.problems
            if problem.severity == "error"
            and problem.record == where
            and problem.code not in OF_MISSING_PARTS
            and not any(f"{problem.field}.".startswith(f"{field}.") for field in faulty)
        ]
    return more


@dataclass(frozen=True, slots=True)
class _Checked:
    """A record with all that is wrong with it, and what its definition is made of."""

    found: Findings
    shared: Mapping[str, Any]
    computes: Mapping[str, ResolvedCompute]
    graph: StepGraph


def _checked(
    record: PipelineRecord, parameters: ProjectParameters | None, code_digests: Mapping[str, str] | None
) -> _Checked:
    found = Findings(record, parameters)
    shared = resolve_compute(parameters, record)
    computes = {step.name: resolve_step_compute(shared, step.compute) for step in record.steps}
    graph, faults = resolve_graph(record)
    for fault in faults:
        found.include(fault)
    check_record(found, shared, record.key.pipeline_name)
    for step in record.steps:
        check_step(found, step, computes[step.name], code_digests)
    return _Checked(found, shared, computes, graph)


def _compile(
    record: PipelineRecord, parameters: ProjectParameters | None, code_digests: Mapping[str, str] | None
) -> tuple[CompiledPipeline | None, tuple[Problem, ...]]:
    checked = _checked(record, parameters, code_digests)
    found, shared, computes = checked.found, checked.shared, checked.computes
    if found.failed():
        return None, found.problems
    digests = dict.fromkeys(computes, UNPUBLISHED) if code_digests is None else code_digests
    text = render_canonical(build_definition(record, checked.graph, computes, digests))
    role_arn = shared["role_arn"]
    tags = dict(sorted(shared.get("tags", {}).items()))
    digest = pipeline_digest(text, role_arn, tags)
    description = render_description(record.key, checked.graph.order, digest)
    check_definition(found, text, description)
    if found.failed():
        return None, found.problems
    compiled = CompiledPipeline(
        key=record.key,
        name=record.key.pipeline_name,
        role_arn=role_arn,
        text=text,
        tags=tags,
        digest=digest,
        description=description,
    )
    return compiled, found.problems


def compile_catalog(
    catalog: Catalog,
    code_digests: Mapping[RecordKey, Mapping[str, str]] | None,
    *,
    only: Collection[RecordKey] | None = None,
) -> Compilation:
    """Every pipeline of a catalog, and every fault of all its records.

    `code_digests` maps a record to the digests of its steps; None compiles for validation alone, with
    `UNPUBLISHED` in every step. A record with an error of its own yields no pipeline; faults between records
    (colliding names) keep none from compiling, so whoever applies looks at `errors` first. With *only*,
    these records alone are compiled and reported on; the others are what they are seen together with.
    """
    parameters = {(p.key.project_name, p.key.feature_spec_version): p for p in catalog.project_parameters}
    pipelines: list[CompiledPipeline] = []
    wanted = [record for record in catalog.pipelines if only is None or record.key in only]
    names = {str(record.key) for record in wanted}
    problems = dict.fromkeys(problem for problem in check_catalog(catalog) if problem.record in names)
    for record in sorted(wanted, key=lambda record: record.key):
        digests = None if code_digests is None else code_digests.get(record.key, {})
        under = parameters.get((record.key.project_name, record.key.feature_spec_version))
        compiled, found = _compile(record, under, digests)
        problems.update(dict.fromkeys(found))
        if compiled is not None:
            pipelines.append(compiled)
    return Compilation(tuple(pipelines), tuple(sorted(problems, key=lambda p: (p.severity != "error", p))))
