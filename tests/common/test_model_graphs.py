"""What an ONNX file may hold is read from its bytes, and nothing else is let through."""

from typing import Any

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from common.model.graphs import faults_of


def model(nodes: list[Any], **more: Any) -> Any:
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
    )
    return helper.make_model(graph, **more)


def tensor(*, external: bool) -> Any:
    made = helper.make_tensor("t", TensorProto.FLOAT, [1], [1.0])
    if external:
        made.data_location = TensorProto.EXTERNAL
    return made


def test_standard_operators_have_no_fault() -> None:
    """Operators of both standard domains, constants inside, are fine."""
    nodes = [
        helper.make_node("Identity", ["x"], ["z"], alpha=1.5, names=["a"]),
        helper.make_node("Constant", [], ["y"], value=tensor(external=False)),
        helper.make_node("Scaler", ["x"], ["w"], domain="ai.onnx.ml", offset=[1.0]),
    ]
    assert [] == faults_of(model(nodes).SerializeToString())


def _with_sparse() -> Any:
    made = model([helper.make_node("Identity", ["x"], ["y"])])
    made.graph.sparse_initializer.append(onnx.SparseTensorProto(dims=[1]))
    return made


def _with_function() -> Any:
    made = model([helper.make_node("Identity", ["x"], ["y"])])
    made.functions.append(onnx.FunctionProto(name="f", domain="own"))
    return made


def _with_graph() -> Any:
    inner = model([helper.make_node("Identity", ["x"], ["y"])]).graph
    return model([helper.make_node("If", ["x"], ["y"], then_branch=inner, else_branch=inner)])


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (
            model([helper.make_node("Gelu", ["x"], ["y"], domain="com.microsoft")]),
            "it uses operators of its own",
        ),
        (model([], opset_imports=[helper.make_opsetid("own", 1)]), "it uses operators of its own"),
        (
            model([helper.make_node("Constant", [], ["y"], value=tensor(external=True))]),
            "it names other files",
        ),
        (_with_sparse(), "it has sparse tensors"),
        (_with_function(), "it has functions of its own"),
        (_with_graph(), "it has graphs or sparse tensors within"),
    ],
)
def test_what_reaches_beyond_itself_is_named(made: Any, fault: str) -> None:
    """Foreign operators, other files, functions and graphs within are faults, each in words."""
    assert [fault] == faults_of(made.SerializeToString())


@pytest.mark.parametrize(
    "content",
    [b"\x80" * 11, b"\x80", b"\x0b", b"\x3a\x05ab", b"\x38\x01"],
    ids=["endless number", "cut number", "unknown kind", "cut field", "number for a graph"],
)
def test_what_is_no_message_is_an_error(content: bytes) -> None:
    """Damage is a ValueError, whatever it is."""
    with pytest.raises(ValueError, match=r"number|kind|longer"):
        faults_of(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_or_refused(content: bytes) -> None:
    """No bytes make it fail in another way."""
    try:
        assert isinstance(faults_of(content), list)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


def test_numbers_of_fixed_width_are_passed_over() -> None:
    """A 32-bit and a 64-bit field that nobody asks for, then a graph."""
    content = b"\x7d" + bytes(4) + b"\x79" + bytes(8) + model([]).SerializeToString()
    assert [] == faults_of(content)
