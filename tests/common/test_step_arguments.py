"""Arguments: exactly the step's parameters, in kebab case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.context import argument_name, parse_arguments
from common.errors import ArgumentError
from pipelines.compiler.definition import argument_of

PARAMETERS = ("ProjectName", "FeatureSpecVersion", "BatchStartTsIso")


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("ProjectName", "--project-name"),
        ("BatchStartTsIso", "--batch-start-ts-iso"),
        ("MiniBatchId", "--mini-batch-id"),
        ("Mode", "--mode"),
        ("S3Uri", "--s3-uri"),
        ("HTTPPort", "--http-port"),
    ],
)
def test_parameters_are_spelled_in_kebab_case(parameter: str, expected: str) -> None:
    """Each word of a parameter's name is a word of the argument."""
    assert expected == argument_name(parameter)


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True))
def test_the_spelling_is_the_compilers(parameter: str) -> None:
    """The step takes exactly the arguments that a compiled definition gives."""
    assert argument_of(parameter) == argument_name(parameter)


OPTIONS = {argument_name(name) for name in PARAMETERS}
VALUES = (st.text(min_size=1) | st.text().map(lambda text: f"--{text}")).filter(
    lambda text: text.partition("=")[0] not in OPTIONS
)


@given(st.dictionaries(st.sampled_from(PARAMETERS), VALUES, min_size=3))
def test_what_is_spelled_out_is_read_back(values: dict[str, str]) -> None:
    """Both ways of giving a value yield that value, in the order of the parameters."""
    spaced = [word for name, value in values.items() for word in (argument_name(name), value)]
    joined = [f"{argument_name(name)}={value}" for name, value in values.items()]
    expected = [(name, values[name]) for name in PARAMETERS]
    assert expected == list(parse_arguments(PARAMETERS, spaced).items())
    assert expected == list(parse_arguments(PARAMETERS, joined).items())


def test_every_fault_is_reported_at_once() -> None:
    """Unknown, repeated, empty and missing arguments are one error."""
    argv = ["--project-name", "a", "--project-name", "b", "--colour", "red", "--feature-spec-version"]
    with pytest.raises(ArgumentError) as caught:
        parse_arguments(PARAMETERS, argv)
    assert caught.value.reason == (
        "--project-name is given twice; --colour is not a parameter of this step; "
        "--feature-spec-version has no value; --batch-start-ts-iso is missing"
    )
