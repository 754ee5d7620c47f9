"""The rendered machines, reviewed as a diff: what changes here changes on AWS at the next apply."""

from pathlib import Path

import pytest

from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site

SNAPSHOTS = Path(__file__).parent / "snapshots"
MACHINES = build_machines(Site("123456789012", "us-east-1", "ml_projects_parameters"), ())


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.job)
def test_a_machine_is_rendered_as_reviewed(machine: Machine) -> None:
    """If it shall differ: `pipelines machines render tests/orchestration/snapshots`, and look at the diff."""
    assert (SNAPSHOTS / f"{machine.job}.asl.json").read_text() == machine.render()


def test_there_is_a_snapshot_of_each_machine_and_of_nothing_else() -> None:
    """A machine that is gone leaves none behind."""
    assert {f"{machine.job}.asl.json" for machine in MACHINES} == {path.name for path in SNAPSHOTS.iterdir()}
