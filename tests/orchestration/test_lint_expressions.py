"""The linter's rules of expressions: each with an expression that breaks it, beside one that does not."""

import re
from pathlib import Path
from typing import Any

import pytest
from jsonata_reference import Reference
from small_machines import CATCH, Definition, choice, codes, inline, machine, passing, problems, task

from pipelines.orchestration.lint.functions import FUNCTIONS, JSONATA, REMOVED

ENGINE = Path(__file__).parents[1] / "reference" / "node_modules" / "jsonata" / "jsonata.js"

SOUND = [
    "1",
    "$states.input",
    "$states.input.`odd name`[0]",
    "$states.context.Execution.Id",
    "$sum($states.input.x)",
    "$parse($states.input.text).a",
    "$hash($uuid(), 'SHA-256')",
    "$map($states.input.x, function($v, $i) { $v + $i })",
    "$states.input.x ~> $map($string) ~> $sum",
    "$states.input.x ~> |a|{'b': c}, ['d']|",
    "$states.input.x[$.total > 10]",
    "$states.input.x[total > 10 and $exists(part)]",
    "$states.input.x.{'name': name, 'twice': $ * 2}",
    "$states.input.x{name: $sum(total)}",
    "$states.input.x^(>total).name",
    "$states.input.x@$v#$i[$i > 0].{'v': $v.name, 'i': $i}",
    "$states.input.x[a > 1]#$i.{'i': $i}",
    "$states.input.x.(name & %.title)",
    "$states.input.**.name",
    "($a := 1; $b := $a; $b)",
    "($f := function($n) { $n < 1 ? 1 : $n * $f($n - 1) }; $f(3))",
    "($f := function($n) { $n < 1 ? 1 : $g($n) }; $g := function($n) { $f($n - 1) }; $f(3))",
    "($twice := $power(?, 2); $twice(3))",
    "(function($x) { $x })(1)",
    "(  $join := 1; $join)",
    "{'a': [1..3], 'b': -$states.input.x, 'c': 'x' in ['x']}",
    "$states.input.x ? true : null",
    "$match($states.input.x, /a{1,2}/i)[0].match",
    "'%} in a text {%' & \"$eval('x') $$\"",
    "/* $eval($x) */ 1",
]

BREACHES = [
    ("$states.input.x +", "unparsable"),
    ("", "unparsable"),
    ("$eval('1')", "eval"),
    ("$map(['1'], $eval)", "eval"),
    ("$divide(4, 2)", "unknown-function"),
    ("$states.input.x.$uper(name)", "unknown-function"),
    ("($f := function() { $g() }; $f())", "unknown-function"),
    ("(($f := function() { 1 }; $f()); $f())", "unknown-function"),
    ("$", "no-document"),
    ("$.total", "no-document"),
    ("$$", "no-document"),
    ("$$.total", "no-document"),
    ("$states.input.x[y = $$.z]", "no-document"),
    ("total", "no-document"),
    ("total[0].part", "no-document"),
    ("{'a': total}", "no-document"),
    ("{total: 1}", "no-document"),
    ("[total]", "no-document"),
    ("-total", "no-document"),
    ("$sum(total)", "no-document"),
    ("$states.input.x = total", "no-document"),
    ("$states.input.x ? total : 1", "no-document"),
    ("($a := total; $a)", "no-document"),
    ("$map($states.input.x, function($v) { $v & total })", "no-document"),
    ("*", "no-document"),
    ("**.total", "no-document"),
    ("$states.result", "no-such-state-value"),
    ("$states.errorOutput.Cause", "no-such-state-value"),
    ("$states.inputs", "no-such-state-value"),
    ("$states", "no-such-state-value"),
    ("$lookup($states, 'result')", "no-such-state-value"),
    ("$states[0].result", "no-such-state-value"),
    ("$states.*", "no-such-state-value"),
    ("$states.context.Task.Token", "no-task-token"),
    ("$states.context.Map.Item.Value", "no-map-item"),
]


def output(expression: str) -> Definition:
    """A machine with one expression, where there are an input and a context."""
    return machine(First=passing(Output=f"{{%{expression}%}}"))


@pytest.mark.parametrize("expression", SOUND)
def test_a_sound_expression_has_no_problems(reference: Reference, expression: str) -> None:
    """Names of its own, of a context inside it, of functions that there are."""
    assert problems(reference, output(expression)) == []


@pytest.mark.parametrize(("expression", "code"), BREACHES)
def test_a_breach_of_an_expression_is_found(reference: Reference, expression: str, code: str) -> None:
    """By its one rule."""
    assert codes(reference, output(expression)) == {("States.First.Output", code)}


def test_the_functions_are_those_of_the_engine(reference: Reference) -> None:
    """What JSONata 2.0.6 binds, by its source, and what the reference engine adds and takes away."""
    bound = re.findall(r"(?:staticFrame|environment)\.bind\('(\w+)'", ENGINE.read_text(encoding="utf-8"))
    assert set(bound) == JSONATA | REMOVED | {"random"}
    assert all(reference.evaluate(f"$exists(${name})") for name in FUNCTIONS)


PLACES: list[tuple[str, Definition, set[tuple[str, str]]]] = [
    ("a task's output", machine(First=task(Output="{% $states.result %}")), set()),
    ("a task's assign", machine(First=task(Assign={"a": "{% $states.result %}"})), set()),
    (
        "a map's output",
        machine(First=inline({"One": passing(End=True)}, Output="{% $states.result %}")),
        set(),
    ),
    ("a catcher", machine(First=task(Catch=[{**CATCH, "Output": "{% $states.errorOutput.Cause %}"}])), set()),
    (
        "a catcher's assign",
        machine(First=task(Catch=[{**CATCH, "Assign": {"e": "{% $states.errorOutput %}"}}])),
        set(),
    ),
    (
        "a result in a catcher",
        machine(First=task(Catch=[{**CATCH, "Output": "{% $states.result %}"}])),
        {("States.First.Catch[0].Output", "no-such-state-value")},
    ),
    (
        "an error beside the catcher",
        machine(First=task(Output={"deep": ["{% $states.errorOutput %}"]})),
        {("States.First.Output.deep[0]", "no-such-state-value")},
    ),
    (
        "a result among arguments",
        machine(First=task(Arguments={"a": "{% $states.result %}"})),
        {("States.First.Arguments.a", "no-such-state-value")},
    ),
    (
        "a result in a choice",
        machine(First=choice({"Condition": "{% $states.result %}", "Next": "Done"})),
        {("States.First.Choices[0].Condition", "no-such-state-value")},
    ),
    (
        "a result in a fail",
        machine(First={"Type": "Fail", "Error": "e", "Cause": "{% $states.result %}"}),
        {("States.First.Cause", "no-such-state-value")},
    ),
    (
        "a token that is waited for",
        machine(
            First=task(
                Resource="arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                Arguments={"t": "{% $states.context.Task.Token %}"},
            )
        ),
        set(),
    ),
    (
        "an item in a selector",
        machine(
            First=inline(
                {"One": passing(End=True, Output="{% $states.context.Map.Item.Index %}")},
                ItemSelector="{% $states.context.Map.Item.Value %}",
            )
        ),
        set(),
    ),
    (
        "an item before there is one",
        machine(First=inline({"One": passing(End=True)}, Items="{% $states.context.Map.Item.Value %}")),
        {("States.First.Items", "no-map-item")},
    ),
]


@pytest.mark.parametrize(("definition", "expected"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_what_states_holds_depends_on_the_place(
    reference: Reference, definition: Definition, expected: set[tuple[str, str]]
) -> None:
    """A result after a task, an error in a catcher, a token and an item where they are made."""
    assert codes(reference, definition) == expected


@pytest.mark.parametrize("text", ["a {% 1 %}", "{% 1 %} ", " {% 1 %}", "{% 1", "1 %}", "{%}"])
def test_an_expression_with_text_around_it_is_refused(reference: Reference, text: str) -> None:
    """It would be refused by AWS, or be taken as it stands."""
    expected = {("States.First.Output.a[0]", "mixed-text")}
    assert codes(reference, machine(First=passing(Output={"a": [text]}))) == expected


@pytest.mark.parametrize("value", ["a $text", "100 %", "{ }", 1, None, True])
def test_what_is_no_expression_is_taken_as_it_stands(reference: Reference, value: Any) -> None:
    """Plain strings and other JSON."""
    assert problems(reference, machine(First=passing(Output={"a": [value]}))) == []
