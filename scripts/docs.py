"""Renders docs/machines.md from the machines' definitions."""

from pathlib import Path

from pipelines.orchestration.diagram import render_page
from pipelines.orchestration.machines import INPUTS, build_machines
from pipelines.orchestration.site import Site

PAGE = Path(__file__).parents[1] / "docs" / "machines.md"

if __name__ == "__main__":
    # Neither the site nor the hints of a table show in the pictures.
    machines = build_machines(Site("123456789012", "eu-central-1", "parameters"), [])
    PAGE.write_text(render_page(machines, INPUTS), encoding="utf-8")
    print(PAGE)
