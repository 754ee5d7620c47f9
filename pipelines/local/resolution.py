"""Gives a definition its values: binds the parameters of a start, resolves `Get` and `Std:Join`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pipelines.errors import ContractError, ParameterError, Problem
from pipelines.local.definition import Definition, Parameter, as_text

MAX_VALUE_LENGTH: Final = 1024
"""Characters; SageMaker API, `Parameter.Value`."""

_TYPED: Final = {
    "Integer": re.compile(r"[+-]?[0-9]+"),
    "Float": re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"),
    "Boolean": re.compile(r"true|false", re.IGNORECASE),
}
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9](-*[A-Za-z0-9]){0,255}")
_PATH: Final = re.compile(r"\.([A-Za-z0-9_-]+)|\['([^']*)'\]|\[\"([^\"]*)\"\]|\[([0-9]+)\]")


@dataclass(frozen=True)
class ExecutionIdentity:
    """Which execution this is; what `Execution.…` variables and job names are made of."""

    pipeline: str
    id: str
    started: datetime
    region: str = "us-east-1"
    account: str = "123456789012"

    def __post_init__(self) -> None:
        # Both become folder names below the scratch root.
        for value in (self.pipeline, self.id):
            if not _IDENTIFIER.fullmatch(value):
                message = (
                    f"{value!r} is no name of a pipeline or execution: use letters, digits and inner hyphens"
                )
                raise ValueError(message)

    @property
    def pipeline_arn(self) -> str:
        """SageMaker writes the name of a pipeline in lower case into its ARN."""
        return f"arn:aws:sagemaker:{self.region}:{self.account}:pipeline/{self.pipeline.lower()}"

    @property
    def arn(self) -> str:
        return f"{self.pipeline_arn}/execution/{self.id}"

    def variables(self, now: datetime) -> dict[str, str]:
        """Values of `Execution.<name>`; see `ExecutionVariables` of the SageMaker SDK."""
        return {
            "StartDateTime": self.started.isoformat(),
            "CurrentDateTime": now.isoformat(),
            "PipelineName": self.pipeline,
            "PipelineArn": self.pipeline_arn,
            "PipelineExecutionId": self.id,
            "PipelineExecutionArn": self.arn,
        }


def bind_parameters(definition: Definition, given: Mapping[str, str]) -> dict[str, str]:
    """The value of every parameter of the definition, in its order.

    Raises ParameterError with every fault: a parameter that the definition does not have, one without
    default that is missing, an empty or too long value, a value that is not of the declared type.
    """
    known = {parameter.name for parameter in definition.parameters}
    problems = [
        _problem(name, "unknown-parameter", f"Unknown parameter '{name}'", "leave it out, or declare it")
        for name in given
        if name not in known
    ]
    values: dict[str, str] = {}
    for parameter in definition.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            fault = f"Parameter '{parameter.name}' is undefined."
            problems.append(_problem(parameter.name, "missing-parameter", fault, "give it a value"))
            continue
        problems.extend(_check_value(parameter, value))
        values[parameter.name] = value
    if problems:
        raise ParameterError(problems)
    return values


def _check_value(parameter: Parameter, value: str) -> Iterator[Problem]:
    name = parameter.name
    if value == "":
        fault = f"[string \"\" is too short (length: 0, required minimum: 1)] for parameter '{name}'"
        yield _problem(name, "empty-parameter", fault, "give it a value that is not empty")
        return
    if len(value) > MAX_VALUE_LENGTH:
        fault = f"Parameter '{name}' has {len(value)} characters, more than {MAX_VALUE_LENGTH}"
        yield _problem(name, "long-parameter", fault, "shorten it")
    elif (typed := _TYPED.get(parameter.type)) and not typed.fullmatch(value):
        fault = f"Unexpected type for parameter '{name}'. Expected {parameter.type}"
        yield _problem(name, "parameter-value-type", fault, f"give a value of type {parameter.type}")
    if parameter.allowed and value not in parameter.allowed:
        fault = f"Parameter '{name}' is none of {', '.join(parameter.allowed)}"
        yield _problem(name, "parameter-value", fault, "give one of these values")


def _problem(name: str, code: str, fault: str, remedy: str) -> Problem:
    return Problem("parameters", name, code, fault, remedy)


@dataclass(frozen=True)
class Values:
    """Everything that an argument of a step may refer to."""

    parameters: Mapping[str, str]
    execution: Mapping[str, str]
    steps: Mapping[str, Mapping[str, Any]]
    """DescribeProcessingJob's answer for every step that has succeeded, by the step's name."""

    def resolve(self, value: Any) -> Any:
        """The value without variables. Raises ContractError for a variable that nothing defines."""
        match value:
            case {"Get": str(path)} if len(value) == 1:
                return self._get(path)
            case {"Std:Join": {"On": str(glue), "Values": list(parts)}} if len(value) == 1:
                return glue.join(as_text(self.resolve(part)) for part in parts)
            case Mapping():
                return {key: self.resolve(each) for key, each in value.items()}
            case list():
                return [self.resolve(each) for each in value]
            case _:
                return value

    def _get(self, path: str) -> Any:
        root, _, rest = path.partition(".")
        if root == "Parameters" and rest in self.parameters:
            return self.parameters[rest]
        if root == "Execution" and rest in self.execution:
            return self.execution[rest]
        if root == "Steps":
            name = re.split(r"[.\[]", rest, maxsplit=1)[0]
            if name in self.steps:
                return _follow(self.steps[name], rest[len(name) :], path)
        raise _undefined(path)


def _follow(value: Any, rest: str, path: str) -> Any:
    """Walk `.Key`, `['key']` and `[0]`; a list of outputs or inputs is also a mapping by their names."""
    position = 0
    while position < len(rest):
        token = _PATH.match(rest, position)
        if token is None:
            raise _undefined(path)
        position = token.end()
        key = next(group for group in token.groups() if group is not None)
        try:
            value = value[int(key)] if token[4] is not None else _member(value, key)
        except (KeyError, IndexError, TypeError, AttributeError, StopIteration):
            raise _undefined(path) from None
    return value


def _member(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return next(item for item in value if key in (item.get("OutputName"), item.get("InputName")))
    return value[key]


def _undefined(path: str) -> ContractError:
    return ContractError(
        Problem("definition", path, "undefined-variable", f"{path} is undefined.", "refer to what exists")
    )
