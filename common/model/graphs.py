"""Graphs of ONNX files: what in one reaches beyond it, and the trees in it, apart from what follows them.

Only the fields that matter are looked at, by the numbers of onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from common.model.wire import Field, message, parse_fields, render_field, unpack, unpack_texts

DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
"""Operators that the standard defines; a runtime may have others, that do anything."""
TREES = (b"ai.onnx.ml", b"TreeEnsembleRegressor")

_MODEL_GRAPH, _MODEL_OPSET, _MODEL_TRAINING, _MODEL_FUNCTIONS = 7, 8, 20, 25
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_SPARSE = 1, 5, 11, 15
_NODE_INPUT, _NODE_OUTPUT, _NODE_OPERATOR, _NODE_ATTRIBUTE, _NODE_DOMAIN = 1, 2, 4, 5, 7
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_TENSOR, _ATTRIBUTE_INTS, _ATTRIBUTE_STRINGS = 1, 3, 5, 8, 9
_ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS, _ATTRIBUTE_SPARSE = (_ATTRIBUTE_TENSOR, 10), (6, 11), (22, 23)
_TENSOR_TYPE, _TENSOR_RAW, _TENSOR_EXTERNAL, _TENSOR_LOCATION = 2, 9, 13, 14
_VALUE_NAME, _VALUE_TYPE, _TYPE_TENSOR, _TYPE_ELEMENT = 1, 2, 1, 1
_OPSET_DOMAIN = 1
_FLOAT, _DOUBLE = 1, 11
"""Types of a tensor's elements."""

Values = npt.NDArray[np.int64] | npt.NDArray[np.float64] | list[bytes]


@dataclass(frozen=True)
class TreesApart:
    """A graph that begins with trees, as two: the trees, and a model of what follows."""

    attributes: dict[str, Values]
    """Of the operator, by name: integers (a single one too), numbers of a tensor, strings."""
    rest: bytes
    """A model whose only input is what the trees give, [rows, 1] float32; outputs as before."""
    rest_input: str


def faults_of(content: bytes) -> list[str]:
    """Say what in a model's bytes is more than standard operators on data of its own; none if nothing is.

    ValueError if the bytes are no protobuf message.
    """
    faults: set[str] = set()
    for number, value in parse_fields(content):
        if number == _MODEL_OPSET:
            faults |= _domain_faults(value, _OPSET_DOMAIN)
        elif number in {_MODEL_TRAINING, _MODEL_FUNCTIONS}:
            faults.add("it has functions of its own")
        elif number == _MODEL_GRAPH:
            for part, inner in parse_fields(message(value)):
                faults |= _graph_faults(part, inner)
    return sorted(faults)


def take_trees_apart(content: bytes) -> TreesApart | None:
    """Part a model from its trees; None if they are not what its only input goes to, or not as expected.

    The bytes are of a model that is sound.
    """
    model = list(parse_fields(content))
    (graph,) = [message(value) for number, value in model if number == _MODEL_GRAPH]
    parts = list(parse_fields(graph))
    nodes = [message(value) for number, value in parts if number == _GRAPH_NODE]
    inputs = [message(value) for number, value in parts if number == _GRAPH_INPUT]
    found = [node for node in nodes if (_only(node, _NODE_DOMAIN), _only(node, _NODE_OPERATOR)) == TREES]
    if len(found) != 1 or len(inputs) != 1:
        return None
    name, given = _only(inputs[0], _VALUE_NAME), _only(found[0], _NODE_OUTPUT)
    taken = [(node, value) for node in nodes for number, value in parse_fields(node) if number == _NODE_INPUT]
    if given is None or [(found[0], name)] != [(node, value) for node, value in taken if value == name]:
        return None
    attributes: dict[str, Values] = {}
    for number, value in parse_fields(found[0]):
        if number == _NODE_ATTRIBUTE:
            key, values = _attribute(message(value))
            if values is None or key in attributes:
                return None
            attributes[key] = values
    changed: dict[Field, Field | None] = {
        (_GRAPH_NODE, found[0]): None,
        (_GRAPH_INPUT, inputs[0]): (_GRAPH_INPUT, _float_value(given)),
    }
    kept = [part for part in (changed.get(part, part) for part in parts) if part is not None]
    rest_graph = _render(kept)
    rest = _render((number, rest_graph if number == _MODEL_GRAPH else value) for number, value in model)
    return TreesApart(attributes, rest, given.decode())


def _render(fields: Iterable[Field]) -> bytes:
    return b"".join(render_field(number, value) for number, value in fields)


def _float_value(name: bytes) -> bytes:
    """Describe a float32 tensor of any shape, as inputs are described."""
    kind = render_field(_TYPE_TENSOR, render_field(_TYPE_ELEMENT, _FLOAT))
    return render_field(_VALUE_NAME, name) + render_field(_VALUE_TYPE, kind)


def _only(content: bytes, field: int) -> bytes | None:
    """Return the bytes of a field that stands once; None if it does not."""
    found = [value for number, value in parse_fields(content, many=_ATTRIBUTE_INTS) if number == field]
    return message(found[0]) if len(found) == 1 else None


def _attribute(content: bytes) -> tuple[str, Values | None]:
    """Return an attribute's name and values; None if it has none that are known, or several kinds."""
    name = ""
    strings: list[bytes] = []
    integers: list[npt.NDArray[np.int64]] = []
    tensors: list[npt.NDArray[np.float64] | None] = []
    for number, value in parse_fields(content, many=_ATTRIBUTE_INTS, texts=_ATTRIBUTE_STRINGS):
        if number == _ATTRIBUTE_NAME:
            name = message(value).decode()
        elif number == _ATTRIBUTE_STRINGS:
            strings += unpack_texts(message(value))
        elif number == _ATTRIBUTE_INTS:
            integers.append(unpack(message(value)))
        elif number == _ATTRIBUTE_INT:
            integers.append(np.array([value], dtype=np.int64))
        elif number == _ATTRIBUTE_TENSOR:
            tensors.append(_doubles(message(value)))
    kinds: list[Values | None] = []
    kinds += [strings] if strings else []
    kinds += [np.concatenate(integers)] if integers else []
    kinds += tensors
    return name, kinds[0] if len(kinds) == 1 else None


def _doubles(tensor: bytes) -> npt.NDArray[np.float64] | None:
    fields = dict(parse_fields(tensor))
    raw = fields.get(_TENSOR_RAW)
    if fields.get(_TENSOR_TYPE) != _DOUBLE or not isinstance(raw, bytes) or len(raw) % 8:
        return None
    return np.frombuffer(raw, dtype="<f8").astype(np.float64)


def _graph_faults(number: int, value: int | bytes) -> set[str]:
    if number == _GRAPH_INITIALIZER:
        return _tensor_faults(value)
    if number == _GRAPH_SPARSE:
        return {"it has sparse tensors"}
    if number != _GRAPH_NODE:
        return set()
    faults = _domain_faults(value, _NODE_DOMAIN)
    for part, attribute in parse_fields(message(value)):
        if part != _NODE_ATTRIBUTE:
            continue
        for kind, inner in parse_fields(message(attribute), many=_ATTRIBUTE_INTS, texts=_ATTRIBUTE_STRINGS):
            if kind in _ATTRIBUTE_TENSORS:
                faults |= _tensor_faults(inner)
            elif kind in _ATTRIBUTE_GRAPHS or kind in _ATTRIBUTE_SPARSE:
                faults.add("it has graphs or sparse tensors within")
    return faults


def _tensor_faults(value: int | bytes) -> set[str]:
    for number, inner in parse_fields(message(value)):
        if number == _TENSOR_EXTERNAL or (number == _TENSOR_LOCATION and inner):
            return {"it names other files"}
    return set()


def _domain_faults(value: int | bytes, field: int) -> set[str]:
    domains = {inner for number, inner in parse_fields(message(value)) if number == field}
    known = {domain.encode() for domain in DOMAINS}
    return {"it uses operators of its own"} if domains - known else set()
