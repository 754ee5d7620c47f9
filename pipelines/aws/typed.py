"""DynamoDB's typed attribute values <-> plain Python values, without loss.

Numbers are `Decimal` (38 digits, Developer Guide "Data types"), sets are sets, binary is bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation, Rounded
from typing import Any, Final

from pipelines.aws.values import Item
from pipelines.errors import ContractError, Problem

_NUMBERS: Final = Context(prec=38, Emin=-128, Emax=126, traps=[Inexact, Rounded, InvalidOperation])


def read_typed(item: Mapping[str, Any]) -> Item:
    """`{"a": {"S": "x"}}` as `{"a": "x"}`, for an item or any other map of attributes."""
    return {name: _read(value) for name, value in item.items()}


def write_typed(item: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse; raises `ContractError` for a value that DynamoDB cannot store."""
    return {name: _write(value, name) for name, value in item.items()}


def _read(value: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - one return a type
    ((kind, content),) = value.items()
    match kind:
        case "S" | "BOOL" | "B":
            return content
        case "N":
            return Decimal(content)
        case "NULL":
            return None
        case "M":
            return read_typed(content)
        case "L":
            return [_read(entry) for entry in content]
        case "SS" | "BS":
            return set(content)
        case "NS":
            return {Decimal(number) for number in content}
        case _:
            raise ContractError(
                Problem(
                    "", "", "malformed-typed-value", f"DynamoDB has no type {kind!r}", "update this program"
                )
            )


def _write(value: Any, path: str) -> dict[str, Any]:  # noqa: PLR0911 - one return a type
    if isinstance(value, str):
        return {"S": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, Decimal, float)):
        return {"N": _number(value, path)}
    if isinstance(value, (bytes, bytearray)):
        return {"B": bytes(value)}
    if isinstance(value, Mapping):
        if odd := [key for key in value if not isinstance(key, str)]:
            raise _unstorable(path, f"the key {odd[0]!r} is no text")
        return {"M": {key: _write(entry, f"{path}.{key}") for key, entry in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"L": [_write(entry, f"{path}[{index}]") for index, entry in enumerate(value)]}
    if isinstance(value, (set, frozenset)):
        return _write_set(value, path)
    raise _unstorable(path, f"it is of the type {type(value).__name__}")


def _write_set(value: set[Any] | frozenset[Any], path: str) -> dict[str, Any]:
    if value and all(isinstance(entry, str) for entry in value):
        return {"SS": sorted(value)}
    if value and all(isinstance(entry, bytes) for entry in value):
        return {"BS": sorted(value)}
    if value and all(isinstance(entry, (int, Decimal)) and not isinstance(entry, bool) for entry in value):
        return {"NS": sorted(_number(entry, path) for entry in value)}
    raise _unstorable(path, "it is an empty set, or one of mixed types")


def _number(value: float | Decimal, path: str) -> str:
    try:
        # repr of a float is its shortest exact form, as a reader wrote it
        number = _NUMBERS.create_decimal(repr(value) if isinstance(value, float) else value)
    except (Inexact, Rounded, InvalidOperation) as error:
        raise _unstorable(path, f"{value!r} has more than 38 digits, or is out of range") from error
    if not number.is_finite():
        raise _unstorable(path, f"{value!r} is no number")
    return str(number)


def _unstorable(path: str, fault: str) -> ContractError:
    return ContractError(
        Problem("", path, "unsupported-value", f"DynamoDB cannot store it: {fault}", "write it as text")
    )
