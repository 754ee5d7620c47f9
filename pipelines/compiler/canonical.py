"""Canonical JSON: equal values, equal bytes, so that a digest over them means something."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

import orjson

from pipelines.contract.wording import quote

# One encoder for all calls; a value that contains itself ends in RecursionError, which `to_json` meets first.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False)


class NotJsonError(ValueError):
    """A value has no JSON form; the message names its place and its type."""


_FAST = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def render_canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and only ASCII, so that it has as many bytes as characters.

    Raises ValueError for NaN and infinity, TypeError for what JSON does not know.
    """
    try:
        fast = orjson.dumps(value, option=_FAST)
    except TypeError:  # an integer beyond 64 bits, a lone surrogate: the other encoder can, or says why not
        return _ENCODER.encode(value)
    if fast.isascii() and b"null" not in fast:  # orjson's null may have been NaN
        return fast.decode("ascii")
    return _ENCODER.encode(value)


def pipeline_digest(text: str, role_arn: str, tags: Mapping[str, str]) -> str:
    """SHA-256 (hex) over all that apply sets: canonical definition, role and tags.

    The description states it, and drift is what differs from it. Text that came from elsewhere may hold what
    UTF-8 cannot; it digests all the same.
    """
    about = render_canonical(dict(sorted(tags.items())))
    return hashlib.sha256(f"{text}\n{role_arn}\n{about}".encode("utf-8", "surrogatepass")).hexdigest()


def to_json(value: Any, place: str = "") -> Any:  # noqa: C901, PLR0911 - one return a type
    """The JSON form of a value that DynamoDB or YAML may hold; a new tree, dictionaries in sorted order.

    Sets become sorted lists, binary becomes base64 text, a whole `Decimal` an integer and any other a float.
    Raises `NotJsonError` for what has no JSON form (NaN, infinity, dates, keys that are no text).
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        if not isfinite(value):
            raise NotJsonError(f"{place or 'it'} is {value}, which JSON cannot hold")
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotJsonError(f"{place or 'it'} is {value}, which JSON cannot hold")
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        if odd := [key for key in value if not isinstance(key, str)]:
            raise NotJsonError(f"{place or 'it'} has the key {quote(odd[0])}, which is no text")
        return {key: to_json(value[key], f"{place}.{key}" if place else key) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [to_json(item, f"{place}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, (set, frozenset)):
        return sorted((to_json(item, f"{place}[]") for item in value), key=render_canonical)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise NotJsonError(f"{place or 'it'} is of the type {type(value).__name__}, which JSON cannot hold")
