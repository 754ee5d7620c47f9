"""Untrusted values -> plain JSON of bounded depth; what boto3 reads (Decimal, sets, binary) included."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pipelines.contract.reporting import Report
from pipelines.contract.wording import Path, kind_of, quote

DEEPEST = 32
"""Levels of nesting that DynamoDB stores (Developer Guide, "Quotas": nested attribute depth)."""
_EXACT_DIGITS = 17
_LARGEST_BITS = 419
"""Of 1e126, above DynamoDB's largest number (Developer Guide, "Data types": Number)."""
_LARGEST_EXPONENT = 130


def plain(
    value: object, path: Path, report: Report, *, free_form: Callable[[Path], bool], depth: int = 0
) -> Any:
    """The value as JSON: dict, list, str, int, float, bool, None; what has no such form is reported and None.

    Where `free_form(path)` holds, binary becomes base64 text, as DynamoDB's own JSON writes it; elsewhere the
    contract wants text and binary is an error. Sets become sorted lists, since a set has no order to keep.
    """
    if isinstance(value, str):
        return _text(value, path, report)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value, path, report)
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _nested(value, path, report, free_form=free_form, depth=depth)
    return _base64(value, path, report, free_form=free_form(path))


def same(one: object, other: object) -> bool:
    """Whether two plain JSON values are one: as JSON has them, 5 is 5.0 and 1 is not true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _nested(
    value: Mapping[object, object] | list[object] | tuple[object, ...] | set[object] | frozenset[object],
    path: Path,
    report: Report,
    *,
    free_form: Callable[[Path], bool],
    depth: int,
) -> Any:
    if depth >= DEEPEST:
        fault = f"values are nested more than {DEEPEST} levels deep"
        report.error(path, "too-deep", fault, "flatten the value")
        return None
    if isinstance(value, Mapping):
        result = {}
        for key, inner in value.items():
            if not isinstance(key, str):
                report.error(
                    path,
                    "non-text-key",
                    f"the key {quote(key)} is {kind_of(key)}, not a text",
                    "quote the key",
                )
            elif _text(key, path, report) is not None:
                result[str(key)] = plain(inner, (*path, key), report, free_form=free_form, depth=depth + 1)
        return result
    items = [
        plain(inner, (*path, index), report, free_form=free_form, depth=depth + 1)
        for index, inner in enumerate(value)
    ]
    if isinstance(value, set | frozenset):
        items.sort(
            key=lambda item: (str(type(item)), item if isinstance(item, int | float) else 0, str(item))
        )
    return items


def _text(value: str, path: Path, report: Report) -> str | None:
    if value.isascii():
        return str(value)
    try:
        value.encode()
    except UnicodeEncodeError:
        report.error(
            path, "not-unicode", f"{quote(value)} holds half a character", "write the text in valid Unicode"
        )
        return None
    return str(value)


def _integer(value: int, path: Path, report: Report) -> int | None:
    if value.bit_length() <= _LARGEST_BITS:
        return int(value)
    report.error(
        path, "not-finite", "the number is larger than DynamoDB stores", "write a smaller number, or text"
    )
    return None


def _number(value: float | Decimal, path: Path, report: Report) -> int | float | None:
    if isinstance(value, int):
        return _integer(value, path, report)
    if not (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)):
        report.error(path, "not-finite", f"it is {value}, which JSON cannot hold", "write a finite number")
        return None
    if isinstance(value, float):
        return value
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        # Beyond what DynamoDB stores (1e126) and a float holds; converting it could fill the memory.
        report.error(path, "not-finite", "the number's exponent is out of range", "write a smaller number")
        return None
    if value == value.to_integral_value():
        return int(value)
    nearest = float(value)
    if Decimal(repr(nearest)) != value:
        report.warn(
            path,
            "inexact-number",
            f"a number of {len(value.as_tuple().digits)} digits is kept to {_EXACT_DIGITS}",
            "write it as text if every digit counts",
        )
    return nearest


def _base64(value: object, path: Path, report: Report, *, free_form: bool) -> str | None:
    """A binary attribute as base64 text; boto3's `Binary` wrapper holds the bytes in `value`."""
    inner = getattr(value, "value", value)
    if not isinstance(inner, bytes | bytearray):
        fault = f"it is {kind_of(value)}, which JSON cannot hold"
        report.error(path, "unsupported-value", fault, "write it as text")
        return None
    if not free_form:
        report.error(path, "binary-value", "it is binary, and the contract wants text", "write it as text")
        return None
    return base64.b64encode(bytes(inner)).decode("ascii")
