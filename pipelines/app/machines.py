"""The machines of a site, for a plan: which patterns they must know, and what is there of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from pipelines.app.desired import Compiled
from pipelines.app.ports import Aws
from pipelines.app.records import Records
from pipelines.aws.values import Identity
from pipelines.contract.catalog import read_catalog
from pipelines.contract.records import PROJECT_PARAMETERS
from pipelines.errors import Problem, RemoteError
from pipelines.orchestration.compiled import LONGEST_NAME, LONGEST_ROLE_NAME, CompiledMachine
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import INPUTS
from pipelines.orchestration.patterns import collect_patterns
from pipelines.orchestration.site import DEFAULT_PREFIX, Site
from pipelines.plan.desired import Desired
from pipelines.plan.machines import needed_machines
from pipelines.plan.remote import MachineParts, MachineSummary

BuildMachines = Callable[[Site, Sequence[str]], tuple[Machine, ...]]
"""Makes the machines of a site that know these patterns."""

_PARALLEL: Final = 8
_PREFIX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

_PARTITIONS: Final = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "us-isof-": "aws-iso-f",
    "eu-isoe-": "aws-iso-e",
    "eusc-": "aws-eusc",
}
"""Beginning of a region's name -> its partition (botocore's `partitions.json`)."""


def site_of(identity: Identity, table: str, prefix: str = DEFAULT_PREFIX) -> Site:
    """The site of an account's region, a table and the beginning of its machines' names."""
    found = [name for start, name in _PARTITIONS.items() if identity.region.startswith(start)]
    return Site(identity.account, identity.region, table, found[0] if found else "aws", prefix)


def fault_of_prefix(prefix: str) -> str:
    """Why names of machines and roles cannot begin with this; empty if they can."""
    if not _PREFIX.fullmatch(prefix):
        return "it must be ASCII letters, digits, '-' and '_', beginning with a letter or digit"
    bare = Site("", "", "", prefix="")
    most = min(
        limit - len(name)
        for job in INPUTS
        for name, limit in ((bare.name_of(job), LONGEST_NAME), (bare.role_name(job), LONGEST_ROLE_NAME))
    )
    if len(prefix) > most:
        return f"it has {len(prefix)} characters, more than {most}: a role's name has {LONGEST_ROLE_NAME}"
    return ""


def patterns_in_use(records: Records, compiled: Compiled, aws: Aws) -> tuple[str, ...]:
    """The patterns of all projects.

    Records from files are not all that the table holds, and machines serve the table: its patterns count too,
    for one more scan. Without a table only those of the files do.
    """
    found = set(collect_patterns(compiled.catalog))
    if records.locks is None:
        try:
            with _optional():
                found |= set(collect_patterns(read_catalog(aws.table.read(None).items).catalog))
        except RemoteError as error:
            if not any(problem.code == "aws-not-found" for problem in error.problems):
                raise
    return tuple(sorted(found))


def unread_patterns(compiled: Compiled) -> tuple[Problem, ...]:
    """Projects out of scope whose parameters cannot be read: the machine would not know their patterns."""
    usable = {parameters.key for parameters in compiled.catalog.project_parameters}
    named = {key for key in compiled.desired.records if key.logical_job_name == PROJECT_PARAMETERS}
    fault = "it cannot be read, so that `run_pipeline` does not know its validation patterns"
    remedy = "correct it (`pipelines validate` names its faults), then apply again"
    return tuple(
        Problem(str(key), "spec.validation", "unread-patterns", fault, remedy, "warning")
        for key in sorted(named - usable)
    )


def list_machines(aws: Aws, prefix: str) -> tuple[Site, dict[str, MachineSummary]]:
    """Where machines live, and by name those whose names begin as ours do."""
    with _optional():
        site = site_of(aws.identity(), aws.table.name, prefix)
        return site, {summary.name: summary for summary in aws.machines.summaries(f"{site.prefix}-")}


def read_machines(
    desired: Desired, listed: Mapping[str, MachineSummary], aws: Aws, *, refresh: bool
) -> dict[str, MachineParts]:
    """What is there of the machines whose tags do not tell, by their names; four or more calls for each."""
    wanted = needed_machines(desired, listed, refresh=refresh)
    with _optional(), ThreadPoolExecutor(_PARALLEL) as pool:
        parts = pool.map(lambda machine: read_parts(aws, machine), wanted)
        return {machine.name: found for machine, found in zip(wanted, parts, strict=True)}


def read_parts(aws: Aws, machine: CompiledMachine) -> MachineParts:
    """What is there of one machine."""
    return MachineParts(
        machine=aws.machines.describe(machine.arn),
        role=aws.roles.describe(machine.role_name),
        log_group=aws.log_groups.describe(machine.log_group),
    )


@contextmanager
def _optional() -> Iterator[None]:
    """Whoever may not read machines, or has an AWS without them, is told that plans can do without."""
    try:
        yield
    except RemoteError as error:
        raise RemoteError(
            replace(problem, remedy=f"{problem.remedy}; --no-machines does without")
            if problem.code in ("aws-denied", "aws-unsupported")
            else problem
            for problem in error.problems
        ) from error
