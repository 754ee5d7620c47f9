"""Binding the parameters of a start, and resolving `Get` and `Std:Join`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import ContractError, ParameterError
from pipelines.local import ExecutionIdentity
from pipelines.local.definition import Definition, Parameter
from pipelines.local.resolution import Values, bind_parameters

JOB = {
    "ProcessingJobArn": "arn",
    "ProcessingOutputConfig": {
        "Outputs": [{"OutputName": "a"}, {"OutputName": "b", "S3Output": {"S3Uri": "s3://x/"}}]
    },
}
VALUES = Values({"P": "p"}, {"PipelineName": "n"}, {"Step-1": JOB})


def codes(parameters, given_values):
    with pytest.raises(ParameterError) as caught:
        bind_parameters(Definition((), tuple(parameters)), given_values)
    return [problem.code for problem in caught.value.problems]


def test_given_values_go_before_defaults_and_keep_the_order_of_the_definition():
    """The answer has every parameter once, in the definition's order."""
    parameters = (
        Parameter("A", "String", None),
        Parameter("B", "String", "b"),
        Parameter("C", "Integer", "1"),
    )

    found = bind_parameters(Definition((), parameters), {"C": "2", "A": "a"})

    assert list(found.items()) == [("A", "a"), ("B", "b"), ("C", "2")]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Integer", ["0", "-12", "+3"], ["1.0", "x", "1 ", "\n1", "٣"]),
        ("Float", ["1", "1.5", "-.5", "1e3"], ["1,5", "NaN", "e", "."]),
        ("Boolean", ["true", "False"], ["yes", "1", "true\n"]),
        ("String", ["anything", " ", "1"], []),
    ],
)
def test_values_are_of_the_declared_type(kind, good, bad):
    """Text that is no number or truth value is refused; a string is anything but empty."""
    for value in good:
        assert bind_parameters(Definition((), (Parameter("A", kind, None),)), {"A": value}) == {"A": value}
    for value in bad:
        assert codes([Parameter("A", kind, None)], {"A": value}) == ["parameter-value-type"]
    assert codes([Parameter("A", kind, None)], {"A": ""}) == ["empty-parameter"]


def test_an_enumeration_is_kept():
    """A value outside EnumValues is refused."""
    assert codes([Parameter("A", "String", None, ("x", "y"))], {"A": "z"}) == ["parameter-value"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Get": "Parameters.P"}, "p"),
        ({"Get": "Execution.PipelineName"}, "n"),
        ({"Get": "Steps.Step-1.ProcessingJobArn"}, "arn"),
        ({"Get": "Steps.Step-1.ProcessingOutputConfig.Outputs['b'].S3Output.S3Uri"}, "s3://x/"),
        ({"Get": 'Steps.Step-1.ProcessingOutputConfig.Outputs["b"].S3Output.S3Uri'}, "s3://x/"),
        ({"Get": "Steps.Step-1.ProcessingOutputConfig.Outputs[1].OutputName"}, "b"),
        ({"Std:Join": {"On": "-", "Values": ["a", 1, True, {"Get": "Parameters.P"}]}}, "a-1-true-p"),
        (
            {"Std:Join": {"On": "", "Values": ["a", {"Std:Join": {"On": "/", "Values": ["b", "c"]}}]}},
            "ab/c",
        ),
        ([{"k": {"Get": "Parameters.P"}}], [{"k": "p"}]),
        ({"Get": "Parameters.P", "other": 1}, {"Get": "Parameters.P", "other": 1}),
    ],
)
def test_variables_become_values_at_any_depth(value, expected):
    """The forms that the SageMaker SDK writes; an object with more keys is not a variable."""
    assert VALUES.resolve(value) == expected


@pytest.mark.parametrize(
    "path",
    [
        "Parameters.Q",
        "Parameters",
        "",
        "Execution.Nothing",
        "Nonsense.P",
        "Steps.Other.x",
        "Steps.Step-1.No",
        "Steps.Step-1.ProcessingOutputConfig.Outputs['c']",
        "Steps.Step-1.ProcessingOutputConfig.Outputs[9]",
        "Steps.Step-1.ProcessingJobArn.x",
        "Steps.Step-1.ProcessingJobArn[0",
        "Steps.Step-1!",
    ],
)
def test_a_variable_of_nowhere_is_named(path):
    """The error has the whole path."""
    with pytest.raises(ContractError) as caught:
        VALUES.resolve({"Get": path})
    assert caught.value.problems[0].fault == f"{path} is undefined."


@given(st.recursive(st.text() | st.integers() | st.booleans() | st.none(), st.lists))
def test_what_holds_no_variable_stays(value):
    """Resolving is the identity on plain values."""
    assert VALUES.resolve(value) == value


def test_execution_variables_name_the_execution():
    """The names of the SDK's ExecutionVariables; the pipeline's name is lower case in ARNs."""
    identity = ExecutionIdentity("Ndr", "abc", datetime(2025, 1, 2, tzinfo=UTC), "eu-west-1", "111122223333")

    assert identity.variables(datetime(2025, 1, 3, tzinfo=UTC)) == {
        "StartDateTime": "2025-01-02T00:00:00+00:00",
        "CurrentDateTime": "2025-01-03T00:00:00+00:00",
        "PipelineName": "Ndr",
        "PipelineArn": "arn:aws:sagemaker:eu-west-1:111122223333:pipeline/ndr",
        "PipelineExecutionId": "abc",
        "PipelineExecutionArn": "arn:aws:sagemaker:eu-west-1:111122223333:pipeline/ndr/execution/abc",
    }


@pytest.mark.parametrize("name", ["../x", "", "a/b", "a\n", ".", "-a"])
def test_an_identity_cannot_be_a_path(name):
    """Its id becomes a folder, so nothing but letters, digits and inner hyphens."""
    with pytest.raises(ValueError, match="no name of a pipeline or execution"):
        ExecutionIdentity("p", name, datetime(2025, 1, 2, tzinfo=UTC))
