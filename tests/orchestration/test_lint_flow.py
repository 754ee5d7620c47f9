"""The linter's rules of variables: each with a machine that breaks it, beside one that does not."""

import pytest
from jsonata_reference import Reference
from small_machines import (
    CATCH,
    Definition,
    choice,
    codes,
    distributed,
    inline,
    machine,
    passing,
    problems,
    task,
)

READ = {"Type": "Succeed", "Output": "{% $x %}"}
SET = {"Assign": {"x": 1}}
IF = {"Condition": "{% $states.input.a = 1 %}", "Next": "Done"}


def of_read(place: str = "Done") -> set[tuple[str, str]]:
    """The read of $x is refused."""
    return {(f"States.{place}.Output", "unassigned-variable")}


MACHINES: list[tuple[str, Definition, set[tuple[str, str]]]] = [
    ("set before", machine(First=passing(**SET), Done=READ), set()),
    ("never set", machine(First=passing(), Done=READ), of_read()),
    (
        "set two states before",
        machine(First=passing(**SET, Next="Second"), Second=passing(), Done=READ),
        set(),
    ),
    ("set in one of two ways", machine(First=choice({**IF, **SET}), Done=READ), of_read()),
    ("set in the other way", machine(First=choice(IF, **SET), Done=READ), of_read()),
    ("set in both ways", machine(First=choice({**IF, **SET}, **SET), Done=READ), set()),
    (
        "set before one of two ways",
        machine(First=choice({**IF, "Next": "Second"}), Second=passing(**SET), Done=READ),
        of_read(),
    ),
    (
        "set by a task, read after its error",
        machine(First=task(**SET, Catch=[{**CATCH, "Next": "Done"}]), Done=READ),
        of_read(),
    ),
    (
        "set by a task and its catcher",
        machine(First=task(**SET, Catch=[{**CATCH, "Next": "Done", **SET}]), Done=READ),
        set(),
    ),
    (
        "set by a catcher, read in its fail",
        machine(
            First=task(Catch=[{**CATCH, "Assign": {"x": "{% $states.errorOutput.Cause %}"}}]),
            Broken={"Type": "Fail", "Error": "broken", "Cause": "{% $x %}"},
        ),
        set(),
    ),
    (
        "counted in a loop",
        machine(
            First=passing(Assign={"x": 0}, Next="Count"),
            Count=passing(Assign={"x": "{% $x + 1 %}"}, Next="Enough"),
            Enough=choice({"Condition": "{% $x > 3 %}", "Next": "Done"}, default="Count"),
        ),
        set(),
    ),
    (
        "set at the end of a loop only",
        machine(
            First=passing(Next="Look"),
            Look=passing(Output="{% $x %}", Next="Enough"),
            Enough=choice(IF, default="Look", **SET),
        ),
        of_read("Look"),
    ),
    (
        "read beside where it is first set",
        machine(First=passing(Assign={"x": 1, "y": "{% $x %}"})),
        {("States.First.Assign.y", "same-assign")},
    ),
    (
        "output beside where it is first set",
        machine(First=passing(**SET, Output="{% $x %}")),
        {("States.First.Output", "same-assign")},
    ),
    (
        "set again from what it was",
        machine(First=passing(**SET, Next="Second"), Second=passing(Assign={"x": 2, "y": "{% $x %}"})),
        set(),
    ),
    (
        "of the expression itself",
        machine(First=passing(Output="{% ($x := 1; $map([1], function($y) { $y + $x })) %}")),
        set(),
    ),
    (
        "read before the expression sets its own",
        machine(First=passing(Output="{% ($x := $x + 1; $x) %}")),
        {("States.First.Output", "unassigned-variable")},
    ),
    (
        "outer, in an inline map",
        machine(First=passing(**SET, Next="Each"), Each=inline({"One": {**READ}})),
        set(),
    ),
    (
        "outer, in a parallel branch",
        machine(
            First=passing(**SET, Next="Both"),
            Both={"Type": "Parallel", "Branches": [machine("One", One=READ)], "End": True},
        ),
        set(),
    ),
    (
        "outer, but not yet set",
        machine(First=inline({"One": READ}, **SET)),
        {("States.First.ItemProcessor.States.One.Output", "unassigned-variable")},
    ),
    (
        "outer, in a distributed map",
        machine(First=passing(**SET, Next="Each"), Each=distributed({"One": READ})),
        {("States.Each.ItemProcessor.States.One.Output", "distributed-variable")},
    ),
    (
        "outer, in an inline map of a distributed one",
        machine(
            First=passing(**SET, Next="Each"),
            Each=distributed({"One": inline({"Two": READ}, Next="End"), "End": {"Type": "Succeed"}}),
        ),
        {("States.Each.ItemProcessor.States.One.ItemProcessor.States.Two.Output", "distributed-variable")},
    ),
    (
        "outer, in a distributed map's selector",
        machine(
            First=passing(**SET, Next="Each"),
            Each=distributed({"One": passing(End=True)}, ItemSelector={"x": "{% $x %}"}, Items="{% [$x] %}"),
        ),
        set(),
    ),
    (
        "inner, read outside",
        machine(First=inline({"One": passing(End=True, **SET)}), Done=READ),
        of_read(),
    ),
    (
        "of another branch",
        machine(
            First={
                "Type": "Parallel",
                "Branches": [machine("One", One=passing(End=True, **SET)), machine("Two", Two=READ)],
                "End": True,
            }
        ),
        {("States.First.Branches[1].States.Two.Output", "unassigned-variable")},
    ),
    (
        "inner, named as an outer one",
        machine(First=passing(**SET, Next="Each"), Each=inline({"One": passing(End=True, **SET)})),
        {("States.Each.ItemProcessor.States.One.Assign.x", "shadowed-variable")},
    ),
    (
        "inner, named as another inner one",
        machine(
            First=inline({"One": passing(End=True, **SET)}, Next="Each"),
            Each=inline({"Two": passing(End=True, **SET)}),
        ),
        set(),
    ),
    (
        "a function that a variable hides",
        machine(
            First=passing(Assign={"error": 1}, Next="Second"), Second=passing(Output="{% $error('no') %}")
        ),
        {("States.Second.Output", "called-variable")},
    ),
    (
        "a function that a variable elsewhere is called like",
        machine(First=inline({"One": passing(End=True, Assign={"error": 1})}, Output="{% $error('no') %}")),
        set(),
    ),
    (
        "a variable called like a function, not set yet",
        machine(
            First=passing(Output="{% $error.Cause %}", Next="Second"), Second=passing(Assign={"error": 1})
        ),
        {("States.First.Output", "unassigned-variable")},
    ),
]


@pytest.mark.parametrize(("definition", "expected"), [m[1:] for m in MACHINES], ids=[m[0] for m in MACHINES])
def test_a_state_reads_what_is_assigned_on_every_path_to_it(
    reference: Reference, definition: Definition, expected: set[tuple[str, str]]
) -> None:
    """As it is at the state's entry, in its scope and those around it."""
    assert codes(reference, definition) == expected


def test_a_missing_variable_is_told_with_the_way_on_which_it_is_missing(reference: Reference) -> None:
    """So that the path need not be looked for."""
    (problem,) = problems(reference, machine(First=choice({**IF, **SET}), Done=READ))
    assert problem.fault == "$x is not assigned when it is reached by States.First.Default"
    (problem,) = problems(reference, machine("Done", Done=READ, First=passing(**SET)))[:1]
    assert problem.fault == "$x is not assigned when the scope starts here"
