"""The machines of the project break no rule of the linter."""

import pytest
from jsonata_reference import Reference

from pipelines.orchestration.lint import lint
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site

MACHINES = build_machines(Site("123456789012", "eu-central-1", "parameters"), [r"^s3://[a-z]+/", "[/}]{1,2}"])


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.job)
def test_a_machine_has_no_problems(reference: Reference, machine: Machine) -> None:
    """Nothing that AWS refuses, and nothing that would fail late."""
    assert lint(machine.job, machine.definition, reference.parse) == ()
