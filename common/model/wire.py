"""The wire format of ONNX files, read and written without any package for it, before any runtime sees them.

It is protobuf's: https://protobuf.dev/programming-guides/encoding. Messages and fields go by their numbers.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Field = tuple[int, int | bytes]

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10
_LEAST_TAG, _LARGEST_TAG = 1 << 3, (1 << 32) - 1
"""Of the fields 1 to 2^29 - 1."""
_MORE = 0x80
"""Set in each byte of a number but the last."""
_SHORT = b"(?:" + b"|".join(re.escape(bytes([length])) + b".{%d}" % length for length in range(32)) + b")"
"""A length below 32, and as many bytes."""
_TEXT = re.compile(rb"[\x00-\x7f]" + _SHORT, re.DOTALL)


def parse_fields(content: bytes, *, many: int | None = None, texts: int | None = None) -> Iterator[Field]:
    """Give number and value of each field; numbers of fixed width are passed over.

    `many` and `texts` (below 16) are fields that may be too many to give one by one. Integers come packed, as
    `unpack` takes them, whether they stand so or each with its tag; strings come several at once with their
    tags, as `unpack_texts` takes them. ValueError if it is no message.
    """
    run = None if many is None else _run(many)
    row = None if texts is None else _row(texts)
    place = 0
    while place < len(content):
        if run and (found := run.match(content, place)):
            place = found.end()
            yield many or 0, _without_tags(found.group())
            continue
        if row and (found := row.match(content, place)):
            place = found.end()
            yield texts or 0, found.group()
            continue
        begin = place
        tag, place = _varint(content, place)
        # A runtime cuts a longer tag to 32 bits, and finds another field than was looked at here.
        if not _LEAST_TAG <= tag <= _LARGEST_TAG:
            raise ValueError("a field has a number that no field has")
        kind = tag & 7
        if kind == _VARINT:
            number, place = _varint(content, place)
            yield tag >> 3, number
        elif kind == _BYTES:
            length, place = _varint(content, place)
            if place + length > len(content):
                raise ValueError("a field is longer than its message")
            yield tag >> 3, content[begin if tag >> 3 == texts else place : place + length]
            place += length
        elif kind in {_FIXED32, _FIXED64}:
            place += 4 if kind == _FIXED32 else 8
        else:
            raise ValueError("a field is of no known kind")


def message(value: int | bytes) -> bytes:
    """Return a field's value as bytes; ValueError if it is a number."""
    if isinstance(value, int):
        raise ValueError("a message is expected where a number stands")  # noqa: TRY004 - of the content
    return value


def unpack(packed: bytes) -> npt.NDArray[np.int64]:
    """Read integers that stand one after the other; ValueError if the last has no end, or one is too long."""
    content = np.frombuffer(packed, dtype=np.uint8)
    last = content < _MORE
    if not len(content):
        return np.empty(0, dtype=np.int64)
    ends = np.flatnonzero(last)
    lengths = np.diff(ends, prepend=-1)
    if not last[-1] or lengths.max() > _LONGEST_VARINT:
        raise ValueError("a number has no end")
    starts = ends - lengths + 1
    positions = np.arange(len(content)) - np.repeat(starts, lengths)
    parts = (content & (_MORE - 1)).astype(np.uint64) << (7 * positions).astype(np.uint64)
    return np.bitwise_or.reduceat(parts, starts).view(np.int64)


def unpack_texts(fields: bytes) -> list[bytes]:
    """Read strings that stand one after the other, each with its tag; ValueError if the last has no end."""
    found = _TEXT.findall(fields)
    if sum(map(len, found)) == len(fields):
        return [text[2:] for text in found]
    return [message(value) for _, value in parse_fields(fields)]


def render_field(number: int, value: int | bytes) -> bytes:
    """Render a field as `parse_fields` gives it."""
    if isinstance(value, int):
        return _render_varint(number << 3 | _VARINT) + _render_varint(value)
    return _render_varint(number << 3 | _BYTES) + _render_varint(len(value)) + value


@functools.cache
def _run(number: int) -> re.Pattern[bytes]:
    """Match integers of one field, each with its tag, as far as they are whole."""
    tag = re.escape(bytes([number << 3 | _VARINT]))
    return re.compile(rb"(?:" + tag + rb"[\x80-\xff]{0,9}+[\x00-\x7f])++")


@functools.cache
def _row(number: int) -> re.Pattern[bytes]:
    """Match short strings of one field, each with its tag, as far as they are whole."""
    return re.compile(rb"(?:" + re.escape(bytes([number << 3 | _BYTES])) + _SHORT + rb")++", re.DOTALL)


def _without_tags(run: bytes) -> bytes:
    content = np.frombuffer(run, dtype=np.uint8)
    # Tags and integers take turns; each ends at a byte below _MORE.
    last = content < _MORE
    before: npt.NDArray[np.uint8] = (
        np.cumsum(last, dtype=np.uint8) - last
    )  # of which only the last bit counts
    return bytes(content[before % 2 == 1])


def _varint(content: bytes, place: int) -> tuple[int, int]:
    if place < len(content) and content[place] < _MORE:  # nearly all of them
        return content[place], place + 1
    number = 0
    for position, byte in enumerate(content[place : place + _LONGEST_VARINT]):
        number |= (byte & (_MORE - 1)) << (7 * position)
        if byte < _MORE:
            return number, place + position + 1
    raise ValueError("a number has no end")


def _render_varint(number: int) -> bytes:
    rendered = bytearray()
    while number >= _MORE:
        rendered.append(number & (_MORE - 1) | _MORE)
        number >>= 7
    rendered.append(number)
    return bytes(rendered)
