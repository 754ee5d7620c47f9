"""The wire format of models: integers in bulk, and models that are not whole."""

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import helper

from common.model.graphs import faults_of
from common.model.wire import parse_fields, render_field, unpack, unpack_texts

WHOLE = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(WHOLE, max_size=50))
def test_integers_come_packed_and_unpack(values: list[int]) -> None:
    """Any integers that protobuf wrote, each with its tag, come as one field and read back."""
    attribute = helper.make_attribute("a", values, attr_type=onnx.AttributeProto.INTS).SerializeToString()
    fields = [value for number, value in parse_fields(attribute, many=8) if number == 8]
    assert [values] == [unpack(field).tolist() for field in fields if isinstance(field, bytes)] or not values
    assert len(fields) == min(1, len(values))


@given(st.lists(st.binary(max_size=40) | st.binary(min_size=100, max_size=300), max_size=30))
def test_strings_come_several_at_once_and_unpack(values: list[bytes]) -> None:
    """Any strings that protobuf wrote, short and long, read back in their order; short ones come as one."""
    attribute = onnx.AttributeProto(name="a", strings=values, type=onnx.AttributeProto.STRINGS)
    fields = list(parse_fields(attribute.SerializeToString(), texts=9))
    joined = [value for number, value in fields if number == 9]
    assert values == [text for part in joined if isinstance(part, bytes) for text in unpack_texts(part)]
    assert len(joined) <= 1 or not all(len(value) < 32 for value in values)
    assert [(1, b"a"), (20, onnx.AttributeProto.STRINGS)] == [field for field in fields if field[0] != 9]


@pytest.mark.parametrize("cut", [b"\x4a", b"\x4a\x04LEA", b"\x4a\x84\x01LEAF"])
def test_strings_that_are_cut_off_are_refused(cut: bytes) -> None:
    """Without length, or shorter than it says; behind whole ones too."""
    for before in (b"", b"\x4a\x04LEAF", b"\x4a\x00"):
        for read in (lambda content: list(parse_fields(content, texts=9)), unpack_texts):
            with pytest.raises(ValueError, match=r"has no end|longer than its message"):
                read(before + cut)


@given(st.lists(st.tuples(st.integers(1, 2**29 - 1), st.binary() | st.integers(0, 2**64 - 1))))
def test_fields_render_and_parse_back(fields: list[tuple[int, int | bytes]]) -> None:
    """Rendering then parsing is the identity."""
    assert fields == list(parse_fields(b"".join(render_field(*field) for field in fields)))


@pytest.mark.parametrize("more", [1 << 32, 1 << 63])
def test_a_tag_that_a_runtime_cuts_to_another_field_is_refused(more: int) -> None:
    """ONNX Runtime runs an operator of its own that a whole look at the fields 7 and 8 would not find."""
    node = helper.make_node("Gelu", ["x"], ["y"], domain="com.microsoft")
    ends = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1]) for name in "xy"]
    opsets = [helper.make_opsetid("com.microsoft", 1), helper.make_opsetid("", 20)]
    graph = helper.make_graph([node], "g", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10).SerializeToString()
    assert faults_of(model)
    hidden = b"".join(
        render_field(number + (more >> 3 if number in {7, 8} else 0), value)
        for number, value in parse_fields(model)
    )
    if more == 1 << 32:
        session = onnxruntime.InferenceSession(hidden)
        assert session.run(None, {"x": np.ones(1, np.float32)})[0] == pytest.approx([0.8413], abs=1e-4)
    with pytest.raises(ValueError, match="no field has"):
        faults_of(hidden)


def test_a_field_without_a_number_is_refused() -> None:
    """Fields count from 1."""
    with pytest.raises(ValueError, match="no field has"):
        list(parse_fields(b"\x02\x00"))


@pytest.mark.parametrize("packed", [b"\x80", b"\x01\xff", b"\x80" * 10 + b"\x01"])
def test_integers_without_end_are_refused(packed: bytes) -> None:
    """The last byte is missing, or there are more than a number has."""
    with pytest.raises(ValueError, match="has no end"):
        unpack(packed)
    with pytest.raises(ValueError, match="has no end"):
        list(parse_fields(b"\x40\x01\x40" + packed + b"\x80", many=8))


@pytest.mark.parametrize("values", [list(range(1000)), ["LEAF", "BRANCH_LEQ"] * 500])
def test_faults_behind_many_values_are_found(values: list[int] | list[str]) -> None:
    """What an attribute holds after its integers or strings is looked at as well."""
    inner = helper.make_graph([], "inner", [], [])
    attribute = helper.make_attribute("a", values)
    attribute.graphs.append(inner)
    node = helper.make_node("Identity", ["x"], ["y"])
    node.attribute.append(attribute)
    model = helper.make_model(helper.make_graph([node], "g", [], []))
    assert ["it has graphs or sparse tensors within"] == faults_of(model.SerializeToString())
    assert unpack(b"").dtype == np.int64
