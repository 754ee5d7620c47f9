"""Records and code -> what shall be on AWS, or every fault of both in one report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.app.records import Records
from pipelines.app.sources import StepSources
from pipelines.compiler.bundle import make_bundle
from pipelines.compiler.compile import UNPUBLISHED, check_drafts, compile_catalog
from pipelines.compiler.compiled import Bundle
from pipelines.compiler.configuration import step_configuration
from pipelines.contract.catalog import read_catalog
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Catalog, PipelineRecord, parameters_key
from pipelines.errors import ContractError, PipelinesError, Problem
from pipelines.plan.desired import Desired
from pipelines.plan.scope import Scope


@dataclass(frozen=True)
class Compiled:
    """What became of the records of a scope."""

    records: tuple[PipelineRecord, ...]
    """The usable pipeline records in scope."""
    desired: Desired
    problems: tuple[Problem, ...]
    """Errors before warnings. With an error, `desired` is incomplete and must not be applied."""
    catalog: Catalog
    """Every usable record that was read, in scope or not."""

    def require(self) -> Desired:
        """What is desired, or `ContractError` with every problem if one is an error."""
        if any(problem.severity == "error" for problem in self.problems):
            raise ContractError(self.problems)
        return self.desired


def compile_records(records: Records, scope: Scope, sources: StepSources | None) -> Compiled:
    """Compile the pipelines in scope and bundle their code; without *sources*, for validation alone.

    Problems of records out of scope are left out: one broken record does not keep another from being applied.
    """
    reading = read_catalog(records.items, origins=records.origins)
    keys = _keys(records)
    names = {str(key): key for key in keys}
    problems = list(records.problems)
    for problem in (*reading.problems, *check_drafts(reading.drafts, reading.catalog, reading.problems)):
        key = names.get(problem.record)
        if key is None or scope.covers(key) or scope.rests_on(key):
            problems.append(problem)
    wanted = tuple(record for record in reading.catalog.pipelines if scope.covers(record.key))
    bundles: list[Bundle] = []
    digests: dict[RecordKey, dict[str, str]] | None = None
    if sources is not None:
        problems += _code_faults((draft for draft in reading.drafts if scope.covers(draft.key)), sources)
        digests = {}
        for record in wanted:
            made = _bundles(reading.catalog, record, sources, problems)
            bundles += made
            found = {bundle.step: bundle.digest for bundle in made}
            digests[record.key] = {step.name: found.get(step.name, UNPUBLISHED) for step in record.steps}
    compilation = compile_catalog(reading.catalog, digests, only={record.key for record in wanted})
    faulty = {
        str(key) for key in keys if parameters_key(key) in keys and not reading.catalog.parameters_of(key)
    }
    problems += [
        problem
        for problem in compilation.problems
        # Its project_parameters may have it, and what is wrong with that record is told.
        if not (problem.record in faulty and problem.code in {"missing-image", "missing-role"})
    ]
    desired = Desired(compilation.pipelines, tuple(bundles), keys)
    ordered = sorted(set(problems), key=lambda problem: (problem.severity != "error", problem))
    return Compiled(wanted, desired, tuple(ordered), reading.catalog)


def _code_faults(drafts: Iterable[PipelineRecord], sources: StepSources) -> list[Problem]:
    """What is wrong with the code of records that have faults of their own."""
    faults: list[Problem] = []
    for draft in drafts:
        for step in draft.steps:
            try:
                sources.of_step(draft.key, step)
            except PipelinesError as error:
                faults += error.problems
    return faults


def nothing_in_scope(scope: Scope) -> Problem:
    """The warning of a scope that no record is in."""
    fault = f"no pipeline record is in scope ({scope})"
    remedy = "check project, version and job, or run `pipelines provision`"
    return Problem("", "", "nothing-in-scope", fault, remedy, "warning")


def _bundles(
    catalog: Catalog, record: PipelineRecord, sources: StepSources, problems: list[Problem]
) -> list[Bundle]:
    parameters = catalog.parameters_of(record.key)
    bundles = []
    for step in record.steps:
        try:
            configuration = step_configuration(catalog, record, step)
            files = sources.of_step(record.key, step)
            bundles.append(make_bundle(record, step, configuration, files, parameters=parameters))
        except PipelinesError as error:
            problems += error.problems
    return bundles


def _keys(records: Records) -> frozenset[RecordKey]:
    """The keys of all items, usable or not: a record that is broken is not a record that is gone."""
    found = set()
    for item in records.items:
        if isinstance(item, dict):
            project, job = item.get("project_name"), item.get("job_name")
            if isinstance(project, str) and isinstance(job, str):
                try:
                    found.add(RecordKey.parse(project, job))
                except ContractError:
                    continue
    return frozenset(found)
