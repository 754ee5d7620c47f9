"""Reads a compiled SageMaker pipeline definition into steps, their order and their retry policies. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.errors import ContractError, Problem

SCHEMA_VERSION: Final = "2020-12-01"
NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
PARAMETER_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
PARAMETER_TYPES: Final = ("String", "Integer", "Float", "Boolean")

DEFAULT_MAX_ATTEMPTS: Final = 5
"""Retries when a policy gives neither MaxAttempts nor ExpireAfterMin."""
MAX_ATTEMPTS_CAP: Final = 20
DEFAULT_INTERVAL_SECONDS: Final = 1
DEFAULT_BACKOFF_RATE: Final = 2.0
"""Source of the four: SageMaker developer guide, "Retry Policy for Pipeline Steps"."""


@dataclass(frozen=True)
class Parameter:
    """One entry of the definition's `Parameters`."""

    name: str
    type: str
    default: str | None
    """The value used when a start gives none; None means that a start must give one."""
    allowed: tuple[str, ...] = ()
    """`EnumValues`; empty for any value."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often, and after how many seconds, a failure of one of these types is tried again."""

    exception_types: frozenset[str]
    interval_seconds: float = DEFAULT_INTERVAL_SECONDS
    backoff_rate: float = DEFAULT_BACKOFF_RATE
    max_attempts: int | None = None
    """Retries, the first attempt not counted."""
    expire_after_seconds: float | None = None
    """Counted from the step's first start."""


@dataclass(frozen=True)
class Step:
    """One step; `arguments` still hold `Get` and `Std:Join`."""

    name: str
    type: str
    arguments: Mapping[str, Any]
    after: frozenset[str] = frozenset()
    """Steps that must have succeeded before: `DependsOn` and every step that an argument refers to."""
    retries: tuple[RetryPolicy, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A whole pipeline, its steps in the order of the document."""

    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...] = ()

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)


@dataclass
class _Faults:
    """Collects what is wrong, so that all of it is reported at once."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, code: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem("definition", where, code, fault, remedy))


def parse_definition(document: str | Mapping[str, Any]) -> Definition:
    """Parse the JSON text (or its parsed form) that CreatePipeline takes.

    Raises ContractError with every fault: no JSON, malformed steps, duplicate names, unknown
    dependencies, a cycle (the message names the path).
    """
    faults = _Faults()
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            faults.add("", "definition-not-json", f"is not JSON: {reason}", "compile the record again")
            raise ContractError(faults.problems) from error
    if not isinstance(document, Mapping):
        faults.add("", "definition-not-object", "is not a JSON object", "compile the record again")
        raise ContractError(faults.problems)
    if document.get("Version") != SCHEMA_VERSION:
        faults.add("Version", "definition-version", f"is not {SCHEMA_VERSION!r}", f"use {SCHEMA_VERSION!r}")
    parameters = tuple(_parse_parameters(document.get("Parameters"), faults))
    steps = tuple(_parse_steps(document.get("Steps"), faults))
    _check_graph(steps, faults)
    if faults.problems:
        raise ContractError(faults.problems)
    return Definition(steps, parameters)


def _objects(value: Any, where: str, faults: _Faults) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if value is None:
        return
    if not isinstance(value, list):
        faults.add(where, "definition-not-list", "is not a list", "make it a list of objects")
        return
    for index, item in enumerate(value):
        if isinstance(item, Mapping):
            yield f"{where}[{index}]", item
        else:
            faults.add(f"{where}[{index}]", "definition-not-object", "is not an object", "make it an object")


def _parse_parameters(value: Any, faults: _Faults) -> Iterator[Parameter]:
    seen: set[str] = set()
    for where, item in _objects(value, "Parameters", faults):
        name, kind = item.get("Name"), item.get("Type")
        if not isinstance(name, str) or not PARAMETER_NAME.fullmatch(name):
            faults.add(
                f"{where}.Name", "parameter-name", "is not a parameter name", "use [A-Za-z0-9_-]{1,256}"
            )
            continue
        if kind not in PARAMETER_TYPES:
            faults.add(
                f"{where}.Type", "parameter-type", "is no type", f"use one of {', '.join(PARAMETER_TYPES)}"
            )
            continue
        if name in seen:
            faults.add(f"{where}.Name", "duplicate-parameter", f"repeats {name}", "name each parameter once")
        seen.add(name)
        default = item.get("DefaultValue")
        allowed = item.get("EnumValues") or ()
        yield Parameter(
            name,
            kind,
            None if default is None else as_text(default),
            tuple(as_text(each) for each in allowed),
        )


def _parse_steps(value: Any, faults: _Faults) -> Iterator[Step]:
    if value is None:
        faults.add("Steps", "definition-no-steps", "is missing", "give the steps as a list")
    seen: set[str] = set()
    for where, item in _objects(value, "Steps", faults):
        name, kind, arguments = item.get("Name"), item.get("Type"), item.get("Arguments")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            faults.add(f"{where}.Name", "step-name", "is not a step name", "use [A-Za-z0-9_-]{1,64}")
            continue
        place = f"Steps.{name}"
        if name in seen:
            faults.add(place, "duplicate-step", "has the name of another step", "name each step once")
        seen.add(name)
        if not isinstance(kind, str):
            faults.add(f"{place}.Type", "step-type", "is missing", "use Processing")
            continue
        if not isinstance(arguments, Mapping):
            faults.add(f"{place}.Arguments", "step-arguments", "is not an object", "give the job's request")
            continue
        named = item.get("DependsOn") or []
        if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
            faults.add(f"{place}.DependsOn", "step-depends-on", "is not a list of names", "list step names")
            named = []
        retries = tuple(_parse_retries(item.get("RetryPolicies"), f"{place}.RetryPolicies", faults))
        yield Step(name, kind, arguments, frozenset(named) | frozenset(referred_steps(arguments)), retries)


def _parse_retries(value: Any, where: str, faults: _Faults) -> Iterator[RetryPolicy]:
    for place, item in _objects(value, where, faults):
        types = item.get("ExceptionType")
        if not isinstance(types, list) or not types or not all(isinstance(each, str) for each in types):
            faults.add(
                f"{place}.ExceptionType", "retry-types", "is not a list of types", "list exception types"
            )
            continue
        attempts, minutes = item.get("MaxAttempts"), item.get("ExpireAfterMin")
        if attempts is not None and minutes is not None:
            faults.add(place, "retry-both", "gives MaxAttempts and ExpireAfterMin", "give one of the two")
            continue
        numbers = {
            "IntervalSeconds": item.get("IntervalSeconds", DEFAULT_INTERVAL_SECONDS),
            "BackoffRate": item.get("BackoffRate", DEFAULT_BACKOFF_RATE),
            "MaxAttempts": attempts if minutes is not None or attempts is not None else DEFAULT_MAX_ATTEMPTS,
            "ExpireAfterMin": minutes,
        }
        wrong = [key for key, number in numbers.items() if number is not None and not _is_count(number)]
        if wrong or (isinstance(attempts, int) and attempts > MAX_ATTEMPTS_CAP):
            keys = ", ".join(wrong) or "MaxAttempts"
            faults.add(
                f"{place}.{keys}",
                "retry-number",
                "is out of range",
                "use numbers from 0; 20 attempts at most",
            )
            continue
        yield RetryPolicy(
            frozenset(types),
            numbers["IntervalSeconds"],
            numbers["BackoffRate"],
            numbers["MaxAttempts"],
            None if minutes is None else minutes * 60.0,
        )


def _is_count(number: Any) -> bool:
    """From 0 to 43,200: the longest interval of a policy in seconds, above all its other limits."""
    return isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= 43_200  # noqa: PLR2004


def as_text(value: Any) -> str:
    """A scalar as SageMaker puts it into a string: `true`, `1`, `0.5`, text as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def referred_steps(value: Any) -> Iterator[str]:
    """Names of the steps that a value reads through `{"Get": "Steps.<name>…"}`, at any depth."""
    match value:
        case {"Get": str(path)} if path.startswith("Steps."):
            yield re.split(r"[.\[]", path, maxsplit=2)[1]
        case Mapping():
            for each in value.values():
                yield from referred_steps(each)
        case list():
            for each in value:
                yield from referred_steps(each)


def _check_graph(steps: tuple[Step, ...], faults: _Faults) -> None:
    after = {step.name: step.after for step in steps}
    for step in steps:
        for name in sorted(step.after - after.keys()):
            faults.add(
                f"Steps.{step.name}", "unknown-step", f"depends on {name}, which is no step", "name a step"
            )
    if cycle := find_cycle(after):
        faults.add(
            "Steps", "cycle", f"run in a circle: {' -> '.join(cycle)}", "remove one of these dependencies"
        )


def find_cycle(after: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The first circle found, its start repeated at the end; empty when there is none."""
    finished: set[str] = set()
    for start in after:
        path: list[str] = [start]
        rest = [iter(sorted(after[start]))]
        while path:
            for name in rest[-1]:
                if name in path:
                    return (*path[path.index(name) :], name)
                if name in after and name not in finished:
                    path.append(name)
                    rest.append(iter(sorted(after[name])))
                    break
            else:
                finished.add(path.pop())
                rest.pop()
    return ()
