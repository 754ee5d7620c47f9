"""pydantic's validation errors -> problems in plain words, with the path as a person writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from pipelines.contract.records import ContractObject
from pipelines.contract.reporting import Report
from pipelines.contract.wording import Path, kind_of, listed, nearest, quote

ModelT = TypeVar("ModelT", bound=ContractObject)

# pydantic's kind of error -> what should stand there instead.
_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}


def validated(model: type[ModelT], value: object, path: Path, report: Report) -> ModelT | None:
    """The model of plain JSON `value`, null being absent, with every fault in the report.

    What is right of a faulty one is returned, to be looked at for more; None if nothing can be.
    """
    try:
        return model.model_validate(_frozen({} if value is None else value))
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _report(model, dict(fault), path, report)
    faulty = {fault["loc"][0] for fault in faults if fault["loc"]}
    if not isinstance(value, Mapping) or not faulty:
        return None
    try:
        return model.model_validate(
            _frozen({key: inner for key, inner in value.items() if key not in faulty})
        )
    except ValidationError:
        return None


def _frozen(value: object) -> object:
    # Models are strict and hold tuples; JSON has lists.
    if isinstance(value, Mapping):
        return {key: _frozen(inner) for key, inner in value.items() if inner is not None}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _report(model: type[ContractObject], fault: dict[str, Any], path: Path, report: Report) -> None:
    where = (*path, *(part for part in fault["loc"] if part != "[key]"))
    kind, found, context = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, fault["loc"][:-1])
        near = nearest(str(fault["loc"][-1]), known)
        remedy = f"did you mean {near!r}?" if near else f"remove it; known here: {listed(known)}"
        report.error(
            where, "unknown-key", f"{quote(fault['loc'][-1])} is not a key of the contract here", remedy
        )
    elif kind == "missing":
        report.missing(where, "add it")
    elif kind in _WANTED:
        shown = kind_of(found) if kind != "int_from_float" else quote(found)
        report.error(where, "wrong-type", f"it is {shown}, not {_WANTED[kind]}", f"write {_WANTED[kind]}")
    elif kind in _LIMITS:
        name, words = _LIMITS[kind]
        wanted = f"{words} {context[name]}"
        report.error(where, "out-of-range", f"{quote(found)} is not {wanted}", f"write a number of {wanted}")
    elif kind == "literal_error":
        report.error(
            where, "invalid-choice", f"{quote(found)} is not {context['expected']}", "write one of these"
        )
    elif kind in ("string_too_short", "too_short"):
        report.error(where, "empty-value", "it is empty", "fill it in or remove the key")
    else:
        report.error(where, "invalid-value", f"{quote(found)} cannot stand here", str(fault["msg"])[:200])


def _fields_at(model: type[ContractObject], location: tuple[int | str, ...]) -> list[str]:
    """The keys that the model nested at this location knows."""
    current = model
    for part in location:
        if part in current.model_fields:
            current = _model_in(current.model_fields[str(part)].annotation) or current
    return list(current.model_fields)


def _model_in(annotation: Any) -> type[ContractObject] | None:
    if isinstance(annotation, type) and issubclass(annotation, ContractObject):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None
