"""The linter's rules of states: each with a machine that breaks it, beside one that does not."""

import pytest
from jsonata_reference import Reference
from small_machines import (
    BROKEN,
    CATCH,
    RETRY,
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

ALL = {"ErrorEquals": ["States.ALL"]}
SPARED = {"ErrorEquals": ["DynamoDb.ConditionalCheckFailedException"], "MaxAttempts": 0}
LONG = "N" * 80
RULE = {"Condition": True, "Next": "Done"}

SOUND: dict[str, Definition] = {
    "a task": machine(First=task()),
    "a pass that ends": machine(First=passing(End=True)),
    "a wait": machine(First={"Type": "Wait", "Seconds": 1, "Next": "Done"}),
    "a choice": machine(First=choice(RULE, default="Broken")),
    "an inline map": machine(First=inline({"One": passing(End=True)})),
    "a distributed map": machine(First=distributed({"One": passing(End=True)}, Label="one")),
    "a parallel": machine(
        First={"Type": "Parallel", "Branches": [machine("Left", Left=passing(End=True))], "End": True}
    ),
    "a loop that can end": machine(
        First=choice({"Condition": False, "Next": "Again"}), Again=passing(Next="First")
    ),
    "a name of 80 characters": machine(LONG, **{LONG: passing(Assign={LONG: 1})}),
    "a wildcard after what is spared": machine(First=task(Retry=[SPARED, ALL])),
    "several catchers": machine(First=task(Catch=[{"ErrorEquals": ["A.B"], "Next": "Done"}, CATCH])),
    "a service's general error": machine(
        First=task(Retry=[{"ErrorEquals": ["SageMaker.SageMakerException"]}])
    ),
    "a comment about {% %}": machine(First=passing(Comment="what {% %} is")),
}

BREACHES: list[tuple[str, Definition, str, str]] = [
    (
        "another language",
        {**machine(First=passing()), "QueryLanguage": "JSONPath"},
        "QueryLanguage",
        "query-language",
    ),
    ("no language", {"StartAt": "A", "States": {"A": passing(End=True)}}, "QueryLanguage", "query-language"),
    ("a field of no machine", {**machine(First=passing()), "Start": 1}, "Start", "unknown-field"),
    ("no such start", machine("Second", First=passing(End=True)), "StartAt", "unknown-target"),
    ("no such next", machine(First=passing(Next="Gone")), "States.First.Next", "unknown-target"),
    (
        "no such default",
        machine(First=choice(RULE, default="Gone")),
        "States.First.Default",
        "unknown-target",
    ),
    (
        "no such choice",
        machine(First=choice({"Condition": True, "Next": "Gone"})),
        "States.First.Choices[0].Next",
        "unknown-target",
    ),
    (
        "no such catcher",
        machine(First=task(Catch=[{**CATCH, "Next": "Gone"}])),
        "States.First.Catch[0].Next",
        "unknown-target",
    ),
    (
        "a next of the scope around",
        machine(First=inline({"One": passing(Next="Done")})),
        "States.First.ItemProcessor.States.One.Next",
        "unknown-target",
    ),
    ("a state apart", machine(First=passing(End=True), Apart=BROKEN), "States.Apart", "unreachable"),
    (
        "a loop",
        machine(First=passing(Next="Second"), Second=passing(Next="First")),
        "States.Second",
        "no-end",
    ),
    (
        "a loop in a branch",
        machine(First={"Type": "Parallel", "Branches": [machine("L", L=passing(Next="L"))], "End": True}),
        "States.First.Branches[0].States.L",
        "no-end",
    ),
    ("no way on", machine(First={"Type": "Pass"}), "States.First", "no-next"),
    ("both ways on", machine(First=passing(Next="Done", End=True)), "States.First", "no-next"),
    ("no default", machine(First={"Type": "Choice", "Choices": [RULE]}), "States.First", "no-default"),
    ("no type", machine(First={"Next": "Done"}), "States.First.Type", "unknown-type"),
    ("a type of no state", machine(First=passing(Type="Jump")), "States.First.Type", "unknown-type"),
    ("output of a fail", machine(First={**BROKEN, "Output": 1}), "States.First.Output", "unknown-field"),
    ("assign of a fail", machine(First={**BROKEN, "Assign": {}}), "States.First.Assign", "unknown-field"),
    (
        "assign of a succeed",
        machine(First={"Type": "Succeed", "Assign": {}}),
        "States.First.Assign",
        "unknown-field",
    ),
    ("arguments of a pass", machine(First=passing(Arguments={})), "States.First.Arguments", "unknown-field"),
    ("JSONPath", machine(First=task(ResultPath="$.a")), "States.First.ResultPath", "unknown-field"),
    (
        "a rule of JSONPath",
        machine(First=choice({**RULE, "Variable": "$.a"})),
        "States.First.Choices[0].Variable",
        "unknown-field",
    ),
    (
        "an unknown field of a retry",
        machine(First=task(Retry=[{**RETRY, "Attempts": 1}])),
        "States.First.Retry[0].Attempts",
        "unknown-field",
    ),
    ("no resource", machine(First=task(Resource=None)), "States.First", "missing-field"),
    (
        "no processor",
        machine(First={"Type": "Map", "Items": [], "End": True}),
        "States.First",
        "missing-field",
    ),
    ("no branches", machine(First={"Type": "Parallel", "End": True}), "States.First", "missing-field"),
    ("no rules", machine(First=choice()), "States.First", "missing-field"),
    ("no condition", machine(First=choice({"Next": "Done"})), "States.First.Choices[0]", "missing-field"),
    ("no time", machine(First={"Type": "Wait", "Next": "Done"}), "States.First", "missing-field"),
    (
        "two times",
        machine(First={"Type": "Wait", "Seconds": 1, "Timestamp": "2025-01-01T00:00:00Z", "Next": "Done"}),
        "States.First",
        "missing-field",
    ),
    (
        "an expression as resource",
        machine(First=task(Resource="{% 'arn' %}")),
        "States.First.Resource",
        "no-expression-here",
    ),
    (
        "an expression in a retry",
        machine(First=task(Retry=[{**RETRY, "MaxAttempts": "{% 3 %}"}])),
        "States.First.Retry[0].MaxAttempts",
        "no-expression-here",
    ),
    (
        "an expression as an error's name",
        machine(First=task(Catch=[{"ErrorEquals": ["{% 'A' %}"], "Next": "Done"}, CATCH])),
        "States.First.Catch[0].ErrorEquals",
        "no-expression-here",
    ),
    ("a long name", machine("N" * 81, **{"N" * 81: passing()}), f"States.{'N' * 81}", "long-name"),
    (
        "a long variable",
        machine(First=passing(Assign={"v" * 81: 1})),
        f"States.First.Assign.{'v' * 81}",
        "long-name",
    ),
    (
        "the same name in another scope",
        machine(First=inline({"First": passing(End=True)})),
        "States.First.ItemProcessor.States.First",
        "repeated-name",
    ),
    (
        "a variable that is reserved",
        machine(First=passing(Assign={"states": 1})),
        "States.First.Assign.states",
        "variable-name",
    ),
    (
        "a variable that cannot be written",
        machine(First=passing(Assign={"a-b": 1})),
        "States.First.Assign.a-b",
        "variable-name",
    ),
    ("no retry", machine(First=task(Retry=None)), "States.First", "no-retry"),
    (
        "a retry of other errors",
        machine(First=task(Retry=[{"ErrorEquals": ["A.Odd"]}])),
        "States.First",
        "no-retry",
    ),
    (
        "a retry of no attempts",
        machine(First=task(Retry=[{**RETRY, "MaxAttempts": 0}])),
        "States.First",
        "no-retry",
    ),
    ("no catch", machine(First=task(Catch=None)), "States.First", "no-catch"),
    (
        "a catch of some errors",
        machine(First=task(Catch=[{"ErrorEquals": ["A.Odd"], "Next": "Done"}])),
        "States.First",
        "no-catch",
    ),
    (
        "a retry of validation",
        machine(First=task(Retry=[RETRY, {"ErrorEquals": ["DynamoDb.ConditionalCheckFailedException"]}])),
        "States.First.Retry[1].ErrorEquals",
        "retried-validation",
    ),
    (
        "a retry of expressions",
        machine(
            First=inline({"One": passing(End=True)}, Retry=[{"ErrorEquals": ["States.QueryEvaluationError"]}])
        ),
        "States.First.Retry[0].ErrorEquals",
        "retried-validation",
    ),
    (
        "a retry of everything",
        machine(First=task(Retry=[ALL])),
        "States.First.Retry[0].ErrorEquals",
        "retried-validation",
    ),
    (
        "a wildcard that is not last",
        machine(First=task(Catch=[CATCH, {"ErrorEquals": ["A.Odd"], "Next": "Done"}])),
        "States.First.Catch[0].ErrorEquals",
        "wildcard-not-last",
    ),
    (
        "a wildcard with company",
        machine(First=task(Catch=[{"ErrorEquals": ["A.Odd", "States.ALL"], "Next": "Broken"}])),
        "States.First.Catch[0].ErrorEquals",
        "wildcard-not-last",
    ),
    ("a fail without error", machine(First={"Type": "Fail", "Cause": "why"}), "States.First", "silent-fail"),
    ("a fail without cause", machine(First={"Type": "Fail", "Error": "e"}), "States.First", "silent-fail"),
]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_machine_has_no_problems(reference: Reference, name: str) -> None:
    """Every kind of state, and what lies just inside a rule."""
    assert problems(reference, SOUND[name]) == []


@pytest.mark.parametrize(
    ("definition", "field", "code"), [b[1:] for b in BREACHES], ids=[b[0] for b in BREACHES]
)
def test_a_breach_is_found_where_it_is(
    reference: Reference, definition: Definition, field: str, code: str
) -> None:
    """The problem names the field and the rule."""
    assert (field, code) in codes(reference, definition)


@pytest.mark.parametrize(
    ("definition", "code"), [(b[1], b[3]) for b in BREACHES], ids=[b[0] for b in BREACHES]
)
def test_a_breach_breaks_no_other_rule(reference: Reference, definition: Definition, code: str) -> None:
    """But what follows from it: a wrong target or none leaves states apart, or without an end."""
    follows = {"unreachable", "no-end"} if code in {"unknown-target", "no-next", "unknown-type"} else set()
    assert {each for _, each in codes(reference, definition)} <= {code} | follows


def test_a_problem_says_which_machine_what_and_what_to_do(reference: Reference) -> None:
    """All four, in one line."""
    (problem,) = problems(reference, machine(First={"Type": "Fail", "Error": "e"}))
    assert str(problem) == (
        "error [silent-fail] machine States.First: has no Cause -> give it both: a code, and what to do"
    )
