"""DynamoDB-typed JSON (`{"S": "…"}`) <-> items as boto3's resource gives them, without boto3.

Source of the format: DynamoDB API reference, `AttributeValue`. Numbers become `Decimal` (exact, 38 digits),
sets become Python sets, binary becomes bytes; on the way back a list stays a list and only sets become SS, NS
or BS.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.contract.reporting import Report
from pipelines.contract.values import DEEPEST
from pipelines.contract.wording import Path, kind_of, quote
from pipelines.errors import ContractError, Problem

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MOST_DIGITS = 38
"""Significant digits that DynamoDB keeps (Developer Guide, "Data types": Number)."""
_LARGEST_EXPONENT, _SMALLEST_EXPONENT = 125, -130
_REMEDY = 'write it as DynamoDB does, for instance {"S": "text"}, {"N": "1"}, {"M": {...}}'


class _Malformed(Exception):  # noqa: N818 (never leaves this module)
    pass


def from_dynamodb(item: object, *, origin: str = "item") -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The item that a typed item stands for, less its faulty attributes, and every fault. Never raises."""
    report = Report(origin)
    if not isinstance(item, Mapping):
        report.error((), "not-an-object", f"it is {kind_of(item)}, not an item", _REMEDY)
        return {}, tuple(report.problems)
    result = _members(item, (), report, depth=0)
    return result, tuple(report.problems)


def _members(value: Mapping[object, object], path: Path, report: Report, *, depth: int) -> dict[str, Any]:
    result = {}
    for key, inner in value.items():
        if not isinstance(key, str):
            report.error(path, "non-text-key", f"the key {quote(key)} is {kind_of(key)}", "quote the key")
            continue
        try:
            result[key] = _value(inner, (*path, key), report, depth=depth)
        except _Malformed as fault:
            report.error((*path, key), "malformed-typed-value", str(fault), _REMEDY)
    return result


def _value(typed: object, path: Path, report: Report, *, depth: int) -> Any:
    if not isinstance(typed, Mapping) or len(typed) != 1:
        raise _Malformed(f"it is {kind_of(typed)}, not an object with one type")
    ((kind, value),) = typed.items()
    if kind in ("M", "L"):
        return _nested(kind, value, path, report, depth=depth)
    if kind in ("SS", "NS", "BS"):
        if not isinstance(value, list | tuple):
            raise _Malformed(f"{kind} holds {kind_of(value)}, not a list")
        return {_scalar(kind[0], inner) for inner in value}
    if isinstance(kind, str) and kind in ("S", "N", "B", "BOOL", "NULL"):
        return _scalar(kind, value)
    raise _Malformed(f"{quote(kind)} is not a type of DynamoDB")


def _nested(kind: object, value: object, path: Path, report: Report, *, depth: int) -> Any:
    if not isinstance(value, Mapping if kind == "M" else list | tuple):
        raise _Malformed(f"{kind} holds {kind_of(value)}")
    if depth >= DEEPEST:
        fault = f"values are nested more than {DEEPEST} levels deep"
        report.error(path, "too-deep", fault, "flatten the value")
        return None
    if isinstance(value, Mapping):
        return _members(value, path, report, depth=depth + 1)
    result = []
    for index, inner in enumerate(value):
        try:
            result.append(_value(inner, (*path, index), report, depth=depth + 1))
        except _Malformed as error:
            report.error((*path, index), "malformed-typed-value", str(error), _REMEDY)
    return result


def _scalar(kind: str, value: object) -> Any:
    if kind == "S" and isinstance(value, str):
        return value
    if kind == "N":
        return _number(value)
    if kind == "B":
        return _binary(value)
    if kind == "BOOL" and isinstance(value, bool):
        return value
    if kind == "NULL" and value is True:
        return None
    raise _Malformed(f"{kind} holds {kind_of(value)}")


def _number(value: object) -> Decimal:
    if not isinstance(value, str) or len(value) > 256 or not _NUMBER.fullmatch(value):  # noqa: PLR2004
        raise _Malformed(f"N holds {quote(value)}, not a number as text")
    number = Decimal(value)
    if fault := _number_fault(number):
        raise _Malformed(f"N holds {quote(value)}: {fault}")
    return number


def _number_fault(number: Decimal) -> str | None:
    if not number.is_finite():
        return "DynamoDB has no NaN and no infinity"
    digits = len("".join(map(str, number.as_tuple().digits)).strip("0"))
    if digits > _MOST_DIGITS:
        return f"it has more than {_MOST_DIGITS} digits"
    if number and not _SMALLEST_EXPONENT <= number.adjusted() <= _LARGEST_EXPONENT:
        return "its size is beyond DynamoDB's range"
    return None


def _binary(value: object) -> bytes:
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    if isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            pass
    raise _Malformed("B holds no base64 text")


def to_dynamodb(item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The typed form of an item: JSON values, Decimal, sets of one type, bytes (which stay bytes under `B`).

    `from_dynamodb(to_dynamodb(item))` is the item, numbers being Decimal. Raises `ContractError` naming every
    value that DynamoDB cannot store: NaN and infinite numbers, empty or mixed sets, keys that are not text,
    other types.
    """
    report = Report("item")
    result = {key: _typed(value, (key,), report, depth=0) for key, value in item.items()}
    if report.problems:
        raise ContractError(report.problems)
    return result


def _typed(value: object, path: Path, report: Report, *, depth: int) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, Mapping | list | tuple):
        return _typed_nested(value, path, report, depth=depth)
    if isinstance(value, set | frozenset):
        members = [_typed_scalar(inner, path, report) for inner in value]
        kinds = {kind for member in members for kind in member}
        if len(kinds) == 1 and kinds <= {"S", "N", "B"}:
            (kind,) = kinds
            return {f"{kind}S": sorted(member[kind] for member in members)}
        report.error(path, "unsupported-value", "a set is empty or of mixed types", "write a list")
        return {"NULL": True}
    return _typed_scalar(value, path, report)


def _typed_nested(
    value: Mapping[Any, Any] | list[Any] | tuple[Any, ...], path: Path, report: Report, *, depth: int
) -> dict[str, Any]:
    if depth >= DEEPEST:
        report.error(
            path, "too-deep", f"values are nested more than {DEEPEST} levels deep", "flatten the value"
        )
        return {"NULL": True}
    if isinstance(value, Mapping):
        if any(not isinstance(key, str) for key in value):
            report.error(path, "non-text-key", "a key is no text", "quote the key")
        return {
            "M": {
                str(key): _typed(inner, (*path, str(key)), report, depth=depth + 1)
                for key, inner in value.items()
            }
        }
    return {
        "L": [_typed(inner, (*path, index), report, depth=depth + 1) for index, inner in enumerate(value)]
    }


def _typed_scalar(value: object, path: Path, report: Report) -> dict[str, Any]:
    if isinstance(value, str):
        return {"S": value}
    inner = getattr(value, "value", value)
    if isinstance(inner, bytes | bytearray):
        return {"B": bytes(inner)}
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if not (fault := _number_fault(number)):
            return {"N": str(number)}
        report.error(path, "not-finite", fault, "write another number, or text")
        return {"NULL": True}
    report.error(
        path, "unsupported-value", f"it is {kind_of(value)}, which DynamoDB cannot store", "write text"
    )
    return {"NULL": True}
