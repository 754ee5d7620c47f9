"""Checks a request against the service's own model, as SageMaker does before it does anything else. Pure.

botocore checks types, required members and lower bounds, and only in its own clients; a request over HTTP,
and upper bounds, patterns and enumerations everywhere, are checked here with AWS's wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

LEFT_OPEN: Final = frozenset({"ProcessingInstanceType"})
"""Enumerations that grow with the service; an older model must not refuse what is new."""
_MAX_SHOWN: Final = 200


@cache
def service_model() -> ServiceModel:
    """The SageMaker model of the installed botocore."""
    return ServiceModel(
        Loader(include_default_search_paths=True).load_service_model("sagemaker", "service-2")
    )


@cache
def operation_input(operation: str) -> Shape:
    """The input shape of an operation (`CreatePipeline`)."""
    shape = service_model().operation_model(operation).input_shape
    if shape is None:
        raise KeyError(operation)
    return shape


def violations(
    shape: Shape,
    value: Any,
    *,
    variables: bool = False,
    optional: frozenset[str] = frozenset(),
    where: str = "",
) -> Iterator[str]:
    """Every way in which the value breaks the shape, in AWS's words.

    With `variables`, an object of one key, `Get` or `Std:Join`, stands for any scalar. `optional` names
    members of the outermost structure that may be missing although the shape requires them.
    """
    if variables and isinstance(value, Mapping) and value.keys() <= {"Get", "Std:Join"} and len(value) == 1:
        return
    match shape:
        case StructureShape():
            yield from _structure(shape, value, variables, optional, where)
        case ListShape():
            if not isinstance(value, list):
                yield _broken(value, where, "Member must be a list")
                return
            yield from _length(shape, value, len(value), where)
            for index, item in enumerate(value):
                yield from violations(
                    shape.member, item, variables=variables, where=f"{where}.{index + 1}.member"
                )
        case MapShape():
            if not isinstance(value, Mapping):
                yield _broken(value, where, "Member must be a map")
                return
            yield from _length(shape, value, len(value), where)
            for key, item in value.items():
                yield from violations(shape.key, key, where=where)
                yield from violations(shape.value, item, variables=variables, where=f"{where}.{key}.member")
        case _:
            yield from _scalar(shape, value, where)


def _structure(
    shape: StructureShape, value: Any, variables: bool, optional: frozenset[str], where: str
) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield _broken(value, where, "Member must be a structure")
        return
    prefix = f"{where}." if where else ""
    for name in shape.required_members:
        if value.get(name) is None and name not in optional:
            yield _broken(None, f"{prefix}{_camel(name)}", "Member must not be null")
    for name, item in value.items():
        if name not in shape.members:
            yield f"Unknown member '{name}' at '{where or 'request'}'"
        elif item is not None:
            yield from violations(
                shape.members[name], item, variables=variables, where=f"{prefix}{_camel(name)}"
            )


def _scalar(shape: Shape, value: Any, where: str) -> Iterator[str]:
    expected: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "long": int,
        "boolean": bool,
        "timestamp": (int, float),
    }
    kind = expected.get(shape.type_name, object)
    if not isinstance(value, kind) or (isinstance(value, bool) and shape.type_name != "boolean"):
        yield _broken(value, where, f"Member must be of type {shape.type_name}")
        return
    if isinstance(value, int) and shape.type_name in ("integer", "long"):
        yield from _range(shape, value, where)
    if not isinstance(value, str):
        return
    yield from _length(shape, value, len(value), where)
    pattern = shape.metadata.get("pattern")
    if pattern and not _matches(pattern, value):
        yield _broken(value, where, f"Member must satisfy regular expression pattern: {pattern}")
    enum = shape.metadata.get("enum")
    if enum and value not in enum and shape.name not in LEFT_OPEN:
        yield _broken(value, where, f"Member must satisfy enum value set: [{', '.join(enum)}]")


def _matches(pattern: str, value: str) -> bool:
    # Java's classes that Python has not: letters, separators, numbers.
    python = pattern.replace(r"\p{L}", r"\w").replace(r"\p{Z}", r"\s").replace(r"\p{N}", r"\w")
    return re.fullmatch(python, value) is not None


def _range(shape: Shape, value: int, where: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and value < low:
        yield _broken(value, where, f"Member must have value greater than or equal to {low}")
    if high is not None and value > high:
        yield _broken(value, where, f"Member must have value less than or equal to {high}")


def _length(shape: Shape, value: Any, size: int, where: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield _broken(value, where, f"Member must have length greater than or equal to {low}")
    if high is not None and size > high:
        yield _broken(value, where, f"Member must have length less than or equal to {high}")


def _broken(value: Any, where: str, rule: str) -> str:
    if value is None:
        return f"Value null at '{where}' failed to satisfy constraint: {rule}"
    shown = str(value)
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
    return f"Value '{shown}' at '{where}' failed to satisfy constraint: {rule}"


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]
