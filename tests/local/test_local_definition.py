"""Parsing a definition: what it becomes, and every way to get it wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import ContractError
from pipelines.local.definition import Parameter, RetryPolicy, find_cycle, parse_definition

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYED = st.fixed_dictionaries(
    {"Version": st.just("2020-12-01")},
    optional={
        "Parameters": JSON
        | st.lists(
            st.fixed_dictionaries(
                {}, optional={"Name": JSON, "Type": JSON, "DefaultValue": JSON, "EnumValues": JSON}
            )
        ),
        "Steps": JSON
        | st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "Name": st.sampled_from(["A", "B"]) | JSON,
                    "Type": st.just("Processing") | JSON,
                    "DependsOn": st.lists(st.sampled_from(["A", "B", "C"])) | JSON,
                    "Arguments": st.dictionaries(
                        st.just("Get"), st.sampled_from(["Steps.A.x", "Steps.", "x"])
                    )
                    | JSON,
                    "RetryPolicies": JSON
                    | st.lists(
                        st.fixed_dictionaries(
                            {},
                            optional={
                                "ExceptionType": st.lists(st.text()) | JSON,
                                "MaxAttempts": JSON,
                                "ExpireAfterMin": JSON,
                                "IntervalSeconds": JSON,
                                "BackoffRate": JSON,
                            },
                        )
                    ),
                },
            ),
            max_size=3,
        ),
    },
)


def document(*steps, parameters=()):
    return {"Version": "2020-12-01", "Metadata": {}, "Parameters": list(parameters), "Steps": list(steps)}


def step(name, **more):
    return {"Name": name, "Type": "Processing", "Arguments": {}, **more}


def codes(value):
    with pytest.raises(ContractError) as caught:
        parse_definition(value)
    return {problem.code for problem in caught.value.problems}


@given(JSON | KEYED)
def test_no_document_ends_in_a_traceback(value):
    """Any JSON is either a definition or a ContractError with at least one problem."""
    try:
        problems = parse_definition(value if isinstance(value, dict) else json.dumps(value)).steps and ()
    except ContractError as error:
        problems = error.problems

    assert all(problem.code for problem in problems)


@pytest.mark.parametrize("text", ["", "{", "nul", "[" * 100_000, '{"Version": NaN'])
def test_text_that_is_no_json_is_refused(text):
    """Broken and bottomless JSON alike."""
    assert codes(text) == {"definition-not-json"}


def test_all_faults_are_told_at_once():
    """Faults of parameters, steps and graph come in one error."""
    found = codes(
        document(
            step("A", DependsOn=["Nowhere"]),
            step("A"),
            step("not a name"),
            {"Name": "B", "Type": "Processing"},
            parameters=[{"Name": "P", "Type": "Date"}, {"Name": "?", "Type": "String"}],
        )
    )

    assert found == {
        "unknown-step", "duplicate-step", "step-name", "step-arguments", "parameter-type", "parameter-name"
    }  # fmt: skip


def test_parameters_keep_their_defaults_as_text():
    """Numbers and booleans become what SageMaker would put into a string."""
    found = parse_definition(
        document(
            parameters=[
                {"Name": "A", "Type": "String"},
                {"Name": "B", "Type": "Integer", "DefaultValue": 3},
                {"Name": "C", "Type": "Boolean", "DefaultValue": True},
                {"Name": "D", "Type": "String", "EnumValues": ["x", "y"]},
            ]
        )
    ).parameters

    assert found == (
        Parameter("A", "String", None),
        Parameter("B", "Integer", "3"),
        Parameter("C", "Boolean", "true"),
        Parameter("D", "String", None, ("x", "y")),
    )


def test_edges_come_from_depends_on_and_from_references():
    """A reference anywhere in the arguments is an edge like DependsOn."""
    deep = {"a": [{"Std:Join": {"On": "/", "Values": ["x", {"Get": "Steps.B.ProcessingJobArn"}]}}]}
    found = parse_definition(document(step("A", DependsOn=["C"], Arguments=deep), step("B"), step("C")))

    assert found.step("A").after == {"B", "C"}


def test_a_cycle_is_told_with_its_path():
    """The message walks the circle."""
    with pytest.raises(ContractError, match="A -> B -> C -> A"):
        parse_definition(
            document(step("A", DependsOn=["B"]), step("B", DependsOn=["C"]), step("C", DependsOn=["A"]))
        )


@given(st.dictionaries(st.integers(0, 6).map(str), st.frozensets(st.integers(0, 6).map(str))))
def test_a_cycle_is_found_exactly_when_there_is_one(after):
    """find_cycle agrees with removing steps that wait for nothing until no more can be removed."""
    rest = {name: {each for each in before if each in after} for name, before in after.items()}
    while free := [name for name, before in rest.items() if not before]:
        for name in free:
            del rest[name]
            for before in rest.values():
                before.discard(name)

    assert bool(find_cycle(after)) == bool(rest)


def test_retry_policies_have_the_service_defaults():
    """One second, doubled each time, five times; minutes become seconds and replace the count."""
    kinds = ["SageMaker.JOB_INTERNAL_ERROR"]
    found = parse_definition(
        document(
            step("A", RetryPolicies=[{"ExceptionType": kinds}, {"ExceptionType": kinds, "ExpireAfterMin": 2}])
        )
    )

    assert found.step("A").retries == (
        RetryPolicy(frozenset(kinds), 1, 2.0, 5, None),
        RetryPolicy(frozenset(kinds), 1, 2.0, None, 120.0),
    )


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ({"MaxAttempts": 1, "ExpireAfterMin": 1}, "retry-both"),
        ({"MaxAttempts": 21}, "retry-number"),
        ({"MaxAttempts": -1}, "retry-number"),
        ({"IntervalSeconds": "1"}, "retry-number"),
        ({"BackoffRate": float("inf")}, "retry-number"),
        ({"ExceptionType": []}, "retry-types"),
    ],
)
def test_retry_policies_are_checked(policy, code):
    """Limits of the developer guide."""
    assert codes(document(step("A", RetryPolicies=[{"ExceptionType": ["x"], **policy}]))) == {code}
