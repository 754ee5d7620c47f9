"""Machines of the site: what shall be there, what is there, and how one is made, in an order that is safe.

Log group, role, machine: each needs those before it, and the machine's tags, which are all that a plan reads
of it, are written last. So whatever is interrupted is seen by the next plan, and repeating it is safe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pipelines.app.desired import Compiled
from pipelines.app.ports import Aws
from pipelines.app.records import Records
from pipelines.aws.values import Identity
from pipelines.contract.catalog import read_catalog
from pipelines.contract.records import PROJECT_PARAMETERS
from pipelines.errors import Problem, RemoteError
from pipelines.orchestration.compiled import CompiledMachine, parse_tags
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.patterns import collect_patterns
from pipelines.orchestration.site import Site
from pipelines.plan.machines import diff_machine, foreign_parts
from pipelines.plan.remote import MachineParts

BuildMachines = Callable[[Site, Sequence[str]], tuple[Machine, ...]]
"""Makes the machines of a site that know these patterns."""

DELAYS: Final = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each further attempt while a new role is not known to Step Functions: 30 in all."""

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


def site_of(identity: Identity, table: str) -> Site:
    """The site of an account's region and a table."""
    found = [name for start, name in _PARTITIONS.items() if identity.region.startswith(start)]
    return Site(identity.account, identity.region, table, partition=found[0] if found else "aws")


def patterns_in_use(records: Records, compiled: Compiled, aws: Aws) -> tuple[str, ...]:
    """The patterns of all projects.

    Records from files are not all that the table holds, and machines serve the table: its patterns count too,
    for one more scan. Without a table only those of the files do.
    """
    found = set(collect_patterns(compiled.catalog))
    if records.locks is None:
        try:
            found |= set(collect_patterns(read_catalog(aws.table.read(None).items).catalog))
        except RemoteError as error:
            if not _is(error, "aws-not-found"):
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


def read_parts(aws: Aws, machine: CompiledMachine) -> MachineParts:
    """What is there of one machine."""
    return MachineParts(
        machine=aws.machines.describe(machine.arn),
        role=aws.roles.describe(machine.role_name),
        log_group=aws.log_groups.describe(machine.log_group),
    )


def make_machine(aws: Aws, machine: CompiledMachine, sleep: Callable[[float], None], *, adopt: bool) -> None:
    """Make log group, role and machine as compiled, whatever of them is there already.

    Everything is looked at again first: an earlier attempt may have made some of it, or somebody else, whose
    work is taken over with *adopt* alone. Raises `RemoteError`.
    """
    if faults := aws.machines.faults(machine):
        raise RemoteError(_invalid(fault) for fault in faults)
    parts = read_parts(aws, machine)
    if not adopt and (problems := foreign_parts(machine, parts)):
        raise RemoteError(problems)
    if parts.log_group is None:
        aws.log_groups.create(machine)
    else:
        aws.log_groups.update(machine, parts.log_group)
    if parts.role is None:
        aws.roles.create(machine)
    else:
        aws.roles.update(machine, parts.role)
    make = aws.machines.create if parts.machine is None else aws.machines.update
    _once_known(lambda: make(machine), sleep)


def delete_machine(aws: Aws, site: Site, job: str) -> None:
    """Delete a machine of ours and its role; its log group stays until its events expire.

    The machine goes last: it is what the next plan sees if this is interrupted.
    """
    role = aws.roles.describe(site.role_name(job))
    owner = None if role is None else parse_tags(role.tags)
    if role is not None and owner is not None and owner[:2] == (job, site.table):
        aws.roles.delete(role)
    aws.machines.delete(site.machine_arn(job))


def is_made(aws: Aws, machine: CompiledMachine) -> bool:
    """Whether everything is there as compiled, the tags included."""
    return diff_machine(machine, read_parts(aws, machine)).action == "unchanged"


def _once_known(call: Callable[[], None], sleep: Callable[[float], None]) -> None:
    """Make a call that needs a role; again for a while if Step Functions does not know the role yet."""
    for delay in DELAYS:
        try:
            call()
        except RemoteError as error:
            if not _is(error, "aws-role-refused"):
                raise
            sleep(delay)
        else:
            return
    call()


def _is(error: RemoteError, kind: str) -> bool:
    return any(problem.code == kind for problem in error.problems)


def _invalid(fault: str) -> Problem:
    remedy = "this is a fault of the product, or of a validation pattern in project_parameters"
    return Problem("", "definition", "invalid-definition", f"Step Functions refuses it: {fault}", remedy)
