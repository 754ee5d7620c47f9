"""Makes one machine with its log group and role, or deletes it, in an order that is safe to interrupt.

Log group, role, machine: each needs those before it, and the machine's tags, which are all that a plan reads
of it, are written last. So whatever is interrupted is seen by the next plan, and repeating it is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.app.machines import read_parts
from pipelines.app.ports import Aws
from pipelines.errors import Problem, RemoteError
from pipelines.orchestration.compiled import CompiledMachine, parse_tags
from pipelines.orchestration.site import Site
from pipelines.plan.machines import diff_machine, foreign_parts

DELAYS: Final = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each further attempt while a new role is not known to Step Functions: 30 in all."""


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
            if not any(problem.code == "aws-role-refused" for problem in error.problems):
                raise
            sleep(delay)
        else:
            return
    call()


def _invalid(fault: str) -> Problem:
    remedy = "this is a fault of the product, or of a validation pattern in project_parameters"
    return Problem("", "definition", "invalid-definition", f"Step Functions refuses it: {fault}", remedy)
