"""What an ONNX file would reach beyond itself: read from its wire format, before any runtime sees it.

Only the fields that matter are looked at, by the numbers of onnx.proto3; protobuf's encoding is that of
https://protobuf.dev/programming-guides/encoding. Scoring needs no package for that.
"""

from __future__ import annotations

from collections.abc import Iterator

DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
"""Operators that the standard defines; a runtime may have others, that do anything."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10

_MODEL_GRAPH, _MODEL_OPSET, _MODEL_TRAINING, _MODEL_FUNCTIONS = 7, 8, 20, 25
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_SPARSE = 1, 5, 15
_NODE_ATTRIBUTE, _NODE_DOMAIN = 5, 7
_ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS, _ATTRIBUTE_SPARSE = (5, 10), (6, 11), (22, 23)
_TENSOR_EXTERNAL, _TENSOR_LOCATION = 13, 14
_OPSET_DOMAIN = 1

Field = tuple[int, int | bytes]


def faults_of(content: bytes) -> list[str]:
    """Say what in a model's bytes is more than standard operators on data of its own; none if nothing is.

    ValueError if the bytes are no protobuf message.
    """
    faults: set[str] = set()
    for number, value in _fields(content):
        if number == _MODEL_OPSET:
            faults |= _domain_faults(value, _OPSET_DOMAIN)
        elif number in {_MODEL_TRAINING, _MODEL_FUNCTIONS}:
            faults.add("it has functions of its own")
        elif number == _MODEL_GRAPH:
            for part, inner in _fields(_message(value)):
                faults |= _graph_faults(part, inner)
    return sorted(faults)


def _graph_faults(number: int, value: int | bytes) -> set[str]:
    if number == _GRAPH_INITIALIZER:
        return _tensor_faults(value)
    if number == _GRAPH_SPARSE:
        return {"it has sparse tensors"}
    if number != _GRAPH_NODE:
        return set()
    faults = _domain_faults(value, _NODE_DOMAIN)
    for part, attribute in _fields(_message(value)):
        if part != _NODE_ATTRIBUTE:
            continue
        for kind, inner in _fields(_message(attribute)):
            if kind in _ATTRIBUTE_TENSORS:
                faults |= _tensor_faults(inner)
            elif kind in _ATTRIBUTE_GRAPHS or kind in _ATTRIBUTE_SPARSE:
                faults.add("it has graphs or sparse tensors within")
    return faults


def _tensor_faults(value: int | bytes) -> set[str]:
    for number, inner in _fields(_message(value)):
        if number == _TENSOR_EXTERNAL or (number == _TENSOR_LOCATION and inner):
            return {"it names other files"}
    return set()


def _domain_faults(value: int | bytes, field: int) -> set[str]:
    domains = {inner for number, inner in _fields(_message(value)) if number == field}
    known = {domain.encode() for domain in DOMAINS}
    return {"it uses operators of its own"} if domains - known else set()


def _message(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise ValueError("a message is expected where a number stands")  # noqa: TRY004 - of the content
    return value


def _fields(content: bytes) -> Iterator[Field]:
    """Give number and value of each field; numbers of fixed width are passed over."""
    place = 0
    while place < len(content):
        tag, place = _varint(content, place)
        kind = tag & 7
        if kind == _VARINT:
            number, place = _varint(content, place)
            yield tag >> 3, number
        elif kind == _BYTES:
            length, place = _varint(content, place)
            if place + length > len(content):
                raise ValueError("a field is longer than its message")
            yield tag >> 3, content[place : place + length]
            place += length
        elif kind in {_FIXED32, _FIXED64}:
            place += 4 if kind == _FIXED32 else 8
        else:
            raise ValueError("a field is of no known kind")


def _varint(content: bytes, place: int) -> tuple[int, int]:
    number = 0
    for position, byte in enumerate(content[place : place + _LONGEST_VARINT]):
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:  # noqa: PLR2004 - the last byte has no high bit
            return number, place + position + 1
    raise ValueError("a number has no end")
