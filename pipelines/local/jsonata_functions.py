"""JSONata's functions where the library's differ from the reference, and the six that Step Functions adds.

`corrected` binds them over the library's. A value here is the library's: `None` is undefined, `NULL` is null,
a list may be a sequence. A wrong argument raises the library's `JException` with the reference's code.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import math
import random
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from jsonata.functions import Functions
from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.parser import Parser
from jsonata.signature import Signature
from jsonata.utils import Utils

from pipelines.local.javascript import (
    ordered,
    plain_number,
    rounded_text,
    split_units,
    text_literal,
    units_key,
)
from pipelines.local.jsonata_text import (
    RESERVED,
    UNRESERVED,
    base64_decode,
    base64_encode,
    contains,
    decoder,
    encoder,
    match,
    replace,
    split,
)

NULL: Final = Utils.NULL_VALUE
HASHES: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
_PREFIXED: Final = re.compile(r"0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+")
_ISO: Final = re.compile(
    r"([0-9]{4})(?:-([01][0-9]))?(?:-([0-3][0-9]))?(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?"
    r"(\.[0-9]+)?([+-][0-2][0-9]:?[0-5][0-9]|Z)?"
)
MOST_ELEMENTS: Final = 1000
"""Of States.ArrayRange, whose equivalent `$range` is."""
MOST_HASHED: Final = 10_000
"""Characters, of States.Hash, whose equivalent `$hash` is."""


class _Signature(Signature):  # type: ignore[misc]
    """The library takes null for a missing argument; the reference refuses it where it does not fit."""

    def get_symbol(self, value: Any) -> str:
        return "l" if value is NULL else str(super().get_symbol(value))


class _Native(Jsonata.JNativeFunction):  # type: ignore[misc]
    def __init__(self, name: str, signature: str, method: Callable[..., Any], count: int) -> None:
        Jsonata.JFunction.__init__(self, None, None)
        self.function_name = name
        self.signature = _Signature(signature, name)
        self.method = method
        self.nargs = count


def to_text(value: Any, prettify: Any) -> str | None:
    if isinstance(value, Utils.JList) and value.outer_wrapper:
        value = value[0]
    if value is None or isinstance(value, str):
        return value
    if _is_function(value):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        raise JException("D3001", -1, value)
    return _json(value, "  " if prettify is True else "", "")


def _json(value: Any, indent: str, margin: str) -> str:  # noqa: PLR0911 - one for each kind
    """`JSON.stringify`, with numbers of 15 digits and functions as empty texts."""
    if value is None or value is NULL:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return rounded_text(value)
    if isinstance(value, str):
        return text_literal(value)
    if _is_function(value):
        return '""'
    inner = margin + indent
    if isinstance(value, Mapping):
        colon = ": " if indent else ":"
        items = [
            f"{text_literal(key)}{colon}{_json(item, indent, inner)}"
            for key, item in ordered(dict(value)).items()
        ]
        opening, closing = "{}"
    else:
        items = [_json(item, indent, inner) for item in value]
        opening, closing = "[]"
    if not items or not indent:
        return opening + ",".join(items) + closing
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}{closing}"


def _is_function(value: Any) -> bool:
    return isinstance(value, (Jsonata.JFunctionCallable, Parser.Symbol))


def to_number(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value):
        number = float(value)
        if math.isfinite(number):
            return plain_number(number)
    elif _PREFIXED.fullmatch(value):
        return plain_number(float(int(value, 0)))
    raise JException("D3030", -1, value)


def power(base: float | None, exponent: float | None) -> Any:
    if base is None:
        return None
    if exponent is None:
        raise JException("D3061", -1, base, exponent)
    try:
        result = float(base) ** float(exponent)
    except (OverflowError, ZeroDivisionError) as error:
        raise JException("D3061", -1, base, exponent) from error
    if isinstance(result, complex) or not math.isfinite(result):
        raise JException("D3061", -1, base, exponent)
    return result


def lowercase(text: str | None) -> str | None:
    return None if text is None else text.lower()


def keys(value: Any) -> Any:
    """The library's, in JavaScript's order."""
    found = Functions.keys(value)
    return found if found is None else Utils.create_sequence_from_iter(ordered(dict.fromkeys(found)))


def merge(values: Any) -> Any:
    """The library's, in JavaScript's order."""
    merged = Functions.merge(values)
    return ordered(merged) if isinstance(merged, dict) else merged


def distinct(values: Any) -> Any:
    if not isinstance(values, list) or len(values) <= 1:
        return values
    found = Utils.create_sequence() if Utils.is_sequence(values) else []
    for value in values:
        if not any(Utils.is_deep_equal(value, other) for other in found):
            found.append(value)
    return found


def sort(values: Any, comparator: Any) -> Any:
    """Stable: an item goes behind the next only when the comparator says so."""
    if values is None or len(values) <= 1:
        return values
    if comparator is None:
        if all(isinstance(value, str) for value in values):
            return sorted(values, key=units_key)
        if all(Utils.is_numeric(value) for value in values):
            return sorted(values)
        raise JException("D3070", -1)

    def behind(left: Any, right: Any) -> bool:
        said = Functions.func_apply(comparator, [left, right])
        return said is not NULL and (isinstance(said, (dict, list)) or bool(said))  # as JavaScript's `if`

    return _merge_sorted(list(values), behind)


def _merge_sorted(values: list[Any], behind: Callable[[Any, Any], bool]) -> list[Any]:
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    left, right = _merge_sorted(values[:middle], behind), _merge_sorted(values[middle:], behind)
    merged: list[Any] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if behind(left[i], right[j]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def to_millis(text: str | None, picture: str | None) -> Any:
    """An instant; a text without an offset is UTC, and one whose numbers make no time is refused (D3110)."""
    if text is None:
        return None
    if picture is not None:
        return Functions.datetime_to_millis(text, picture)
    found = _ISO.fullmatch(text)
    if found is None:
        raise JException("D3110", -1, text)
    year, month, day, hour, minute, second = (
        int(part or default) for part, default in zip(found.groups()[:6], "011000", strict=True)
    )
    fraction, offset = found[7], found[8]
    if not (1 <= month <= 12 and 1 <= day <= 31 and (hour < 24 or (hour, minute, second) == (24, 0, 0))):  # noqa: PLR2004
        raise JException("D3110", -1, text)
    shift = 0
    if offset not in (None, "Z"):
        shift = (int(offset[1:3]) * 60 + int(offset[-2:])) * (-1 if offset[0] == "-" else 1)
    # The first of the month and then days: the reference lets the 30th of February be in March.
    seconds = (
        calendar.timegm((year, month, 1, 0, 0, 0)) + ((day - 1) * 24 + hour) * 3600 + minute * 60 + second
    )
    return (seconds - shift * 60) * 1000 + int(f"{(fraction or '.')[1:4]:0<3}")


def clone(value: Any) -> Any:
    """A copy that keeps null; the transform operator makes it too."""
    if isinstance(value, dict):
        return {key: clone(item) for key, item in value.items()}
    return [clone(item) for item in value] if isinstance(value, list) else value


def func_apply(function: Any, arguments: Any) -> Any:
    """Call a function for one that takes functions."""
    if not _is_function(function):
        raise JException("T1006", -1)  # the library prints it
    current = Jsonata.CURRENT.jsonata
    return current.apply(function, arguments, None, current.environment)


Functions.function_clone = staticmethod(clone)  # the library's own turns null into undefined
Functions.func_apply = staticmethod(func_apply)  # the library's own does not check the arguments of natives


def partition(values: Any, size: float) -> Any:
    """`$partition(array, size)`: the array in chunks of `size`, the last may be shorter."""
    step = math.floor(size)
    if step < 1:
        raise _refused("$partition: the size of a chunk must be positive")
    return [list(values[start : start + step]) for start in range(0, len(values), step)]


def make_range(first: float, last: float, step: float) -> Any:
    """`$range(first, last, step)`: from the first by steps up to the last, which belongs to it."""
    start, end, delta = (math.floor(each) for each in (first, last, step))
    if delta == 0:
        raise _refused("$range: the delta must not be zero")
    values = range(start, end + (1 if delta > 0 else -1), delta)
    if len(values) > MOST_ELEMENTS:
        raise _refused(f"$range: more than {MOST_ELEMENTS} elements")
    return list(values)


def make_hash(text: str, algorithm: str) -> str:
    """`$hash(text, algorithm)`: hexadecimal, of the text as UTF-8."""
    if algorithm not in HASHES:
        raise _refused(f"$hash: unknown algorithm {algorithm}")
    if len(split_units(text)) > MOST_HASHED:
        raise _refused(f"$hash: more than {MOST_HASHED} characters")
    octets = text.encode(errors="replace")
    return hashlib.new(HASHES[algorithm], octets, usedforsecurity=False).hexdigest()


def make_random(seed: float | None) -> float:
    """`$random([seed])`: 0 <= x < 1; a seed always gives the same number, which one is not documented."""
    return random.random() if seed is None else random.Random(math.floor(seed)).random()  # noqa: S311 - no secret


def make_uuid() -> str:
    """`$uuid()`: a random one (version 4)."""
    return str(uuid.uuid4())


def parse(text: str) -> Any:
    """`$parse(text)`: the JSON value that the text holds."""
    try:
        return to_library(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError) as error:
        raise _refused(f"$parse: {error}") from error


def _no_constant(name: str) -> Any:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _refused(message: str) -> JException:
    return JException("States", -1, message)


def _strict(work: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing of nothing, as with JSONata's own functions: AWS does not say."""
    return lambda first, *rest: None if first is None else work(first, *rest)


def to_library(value: Any) -> Any:
    """Return JSON as the library holds it. Raises TypeError for what is not JSON."""
    if value is None:
        return NULL
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return plain_number(value)
    if isinstance(value, Mapping):
        return ordered({str(key): to_library(item) for key, item in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [to_library(item) for item in value]
    raise TypeError(f"{type(value).__name__} is not JSON")


_FUNCTIONS: Final[tuple[tuple[str, str, Callable[..., Any], int], ...]] = (
    ("match", "<s-f<s:o>n?:a<o>>", match, 3),
    ("contains", "<s-(sf):b>", contains, 2),
    ("split", "<s-(sf)n?:a<s>>", split, 3),
    ("replace", "<s-(sf)(sf)n?:s>", replace, 4),
    ("string", "<x-b?:s>", to_text, 2),
    ("number", "<(nsb)-:n>", to_number, 1),
    ("power", "<n-n:n>", power, 2),
    ("lowercase", "<s-:s>", lowercase, 1),
    ("keys", "<x-:a<s>>", keys, 1),
    ("merge", "<a<o>:o>", merge, 1),
    ("distinct", "<x:x>", distinct, 1),
    ("sort", "<af?:a>", sort, 2),
    ("base64encode", "<s-:s>", base64_encode, 1),
    ("base64decode", "<s-:s>", base64_decode, 1),
    ("encodeUrl", "<s-:s>", encoder("encodeUrl", UNRESERVED + RESERVED), 1),
    ("encodeUrlComponent", "<s-:s>", encoder("encodeUrlComponent", UNRESERVED), 1),
    ("decodeUrl", "<s-:s>", decoder("decodeUrl", RESERVED), 1),
    ("decodeUrlComponent", "<s-:s>", decoder("decodeUrlComponent", ""), 1),
    ("toMillis", "<s-s?:n>", to_millis, 2),
    ("clone", "<(oa)-:o>", clone, 1),
    ("partition", "<an:a>", _strict(partition), 2),
    ("range", "<nnn:a>", _strict(make_range), 3),
    ("hash", "<ss:s>", _strict(make_hash), 2),
    ("random", "<n?:n>", make_random, 1),
    ("uuid", "<:s>", make_uuid, 0),
    ("parse", "<s:x>", _strict(parse), 1),
)


def corrected(frame: Any) -> Any:
    """Return a frame inside the library's where these functions hide the library's; `$eval` is undefined."""
    inner = Jsonata.Frame(frame)
    for name, native in frame.bindings.items():
        if isinstance(native, Jsonata.JNativeFunction):
            inner.bind(name, _again(name, native))
    for name, signature, method, count in _FUNCTIONS:
        inner.bind(name, _Native(name, signature, method, count))
    inner.bind("eval", None)
    return inner


def _again(name: str, native: Any) -> _Native:
    """The library's function with a signature that knows null."""
    again = _Native(name, "<x:x>", native.method, native.nargs)
    again.signature = _Signature.__new__(_Signature)
    again.signature.__dict__.update(native.signature.__dict__)
    return again
