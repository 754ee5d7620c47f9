"""A diagram shows every state and way of a machine, and the page of all machines is up to date."""

from pathlib import Path

import pytest
from small_machines import CATCH, choice, distributed, inline, machine, passing, task

from pipelines.orchestration.diagram import LONGEST_LABEL, render_diagram, render_page
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import INPUTS, build_machines
from pipelines.orchestration.site import Site

PAGE = Path(__file__).parents[2] / "docs" / "machines.md"
SITE = Site("123456789012", "eu-central-1", "parameters")


def test_a_diagram_shows_states_ways_and_what_leads_on() -> None:
    """A task by its call, a choice by its conditions, a catch by its errors, an end as an end."""
    definition = machine(
        First=task(Catch=[{"ErrorEquals": ["A.Odd", "B.Even"], "Next": "Second"}, CATCH], Next="Second"),
        Second=choice(
            {"Condition": '{% $states.input.n <= 3 ? $x : "a;b" %}', "Next": "Wait a bit"}, default="Done"
        ),
        **{"Wait a bit": {"Type": "Wait", "Seconds": 1, "Next": "Second"}},
    )
    expected = """\
stateDiagram-v2
    [*] --> First
    state "First" as First
    First : dynamodb getItem
    First --> Second : or Odd or Even
    First --> Broken : error
    state "Second" as Second
    Second --> Wait_a_bit : states.input.n ≤ 3 ? x else "ab"
    Second --> Done : else
    state "Wait a bit" as Wait_a_bit
    Wait_a_bit : waits
    Wait_a_bit --> Second
    state "Done" as Done
    Done : succeeds
    Done --> [*]
    state "Broken" as Broken
    Broken : fails with broken
    Broken --> [*]
"""
    assert render_diagram(definition) == expected


def test_a_map_is_drawn_around_its_iterations() -> None:
    """And says how they run; branches of a Parallel lie beside one another."""
    one = {**inline({"Two": passing(End=True)}, MaxConcurrency=1), "End": True}
    del one["Next"]
    branches = [machine("L", L=passing(End=True)), machine("R", R=passing(End=True))]
    definition = machine(
        First=distributed({"One": one}, Next="Both"),
        Both={"Type": "Parallel", "Branches": branches, "End": True},
    )
    expected = """\
stateDiagram-v2
    [*] --> First
    state "First (a child execution for each)" as First {
        [*] --> One
        state "One (each in order)" as One {
            [*] --> Two
            state "Two" as Two
            Two --> [*]
        }
        One --> [*]
    }
    First --> Both
    state "Both (all at once)" as Both {
        [*] --> L
        state "L" as L
        L --> [*]
        --
        [*] --> R
        state "R" as R
        R --> [*]
    }
    Both --> [*]
"""
    assert render_diagram(definition) == expected


def test_a_label_holds_nothing_that_ends_it() -> None:
    """Mermaid would stop at a colon or a semicolon; a long condition is cut."""
    rule = {"Condition": "{% " + " and ".join(f'$x{n} = "a:b;#<"' for n in range(9)) + " %}", "Next": "Done"}
    (line,) = (
        each
        for each in render_diagram(machine(First=choice(rule, default="First"))).splitlines()
        if "x0" in each
    )
    label = line.partition(" : ")[2]
    assert not set(label) & set(":;#<")
    assert len(label) <= LONGEST_LABEL
    assert label.endswith("…")


def test_the_page_says_what_each_machine_takes() -> None:
    """Its comment, its input, its diagram; a machine without a word about its input is an error."""
    definition = {**machine(First=passing(End=True)), "Comment": "Passes."}
    page = render_page([Machine("pass_on", definition, ())], {"pass_on": "Anything.\n"})
    assert page.endswith(
        f"## pass_on\n\nPasses.\n\nAnything.\n\n```mermaid\n{render_diagram(definition)}```\n"
    )
    with pytest.raises(KeyError, match="pass_on"):
        render_page([Machine("pass_on", definition, ())], {})


def test_the_page_of_the_machines_is_what_the_machines_are() -> None:
    """Run `scripts/docs` when this fails."""
    assert PAGE.read_text(encoding="utf-8") == render_page(build_machines(SITE, []), INPUTS)
