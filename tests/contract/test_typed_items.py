"""DynamoDB-typed items: both ways, and what a malformed one says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import from_dynamodb, read_catalog, to_dynamodb
from pipelines.errors import ContractError

NUMBERS = st.integers(-(10**37), 10**37).map(Decimal) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9
)
SETS = (
    st.frozensets(st.text(min_size=1, max_size=5), min_size=1, max_size=3)
    | st.frozensets(NUMBERS, min_size=1, max_size=3)
    | st.frozensets(st.binary(min_size=1, max_size=5), min_size=1, max_size=3)
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=8) | st.binary(max_size=5) | SETS.map(set),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
ITEMS = st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=4)


@given(ITEMS)
def test_an_item_survives_both_ways(item: dict[str, Any]) -> None:
    """Numbers exactly, sets as sets, binary as bytes."""
    assert from_dynamodb(to_dynamodb(item)) == (item, ())


@given(ITEMS)
def test_boto3_reads_and_writes_the_same(item: dict[str, Any]) -> None:
    """The resource's own conversion is the reference."""
    typed = {key: TypeSerializer().serialize(value) for key, value in item.items()}
    ours, problems = from_dynamodb(typed)
    theirs = {key: TypeDeserializer().deserialize(value) for key, value in to_dynamodb(item).items()}
    assert problems == ()
    assert ours == theirs


TYPED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["S", "N", "M", "L", "SS", "NS", "BS", "B", "BOOL", "NULL", "X"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=5), TYPED, max_size=3) | TYPED)
def test_any_shape_is_read_or_reported(item: Any) -> None:
    """Never an exception; what is left can be read on."""
    value, problems = from_dynamodb(item)
    read_catalog([value])
    assert problems or set(value) == set(item)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("x", "a"),
        ({}, "a"),
        ({"S": "x", "N": "1"}, "a"),
        ({"S": 1}, "a"),
        ({"N": 1}, "a"),
        ({"N": "NaN"}, "a"),
        ({"N": "Infinity"}, "a"),
        ({"N": "1_0"}, "a"),
        ({"N": "1e200"}, "a"),
        ({"N": "1" * 39}, "a"),
        ({"N": "9" * 5000}, "a"),
        ({"BOOL": "true"}, "a"),
        ({"NULL": False}, "a"),
        ({"B": "not base64!"}, "a"),
        ({"B": "a"}, "a"),
        ({"SS": "x"}, "a"),
        ({"NS": ["x"]}, "a"),
        ({"M": []}, "a"),
        ({"L": {"S": "x"}}, "a"),
        ({"L": [{"S": 1}]}, "a[0]"),
        ({"M": {"b": {"T": 1}}}, "a.b"),
    ],
)
def test_a_malformed_value_is_left_out_and_named(typed: Any, field: str) -> None:
    """The path of the innermost fault."""
    value, problems = from_dynamodb({"a": typed, "ok": {"S": "x"}})
    assert value["ok"] == "x"
    assert [(p.code, p.field) for p in problems] == [("malformed-typed-value", field)]


def test_a_map_must_hold_a_map_and_a_list_a_list() -> None:
    """An empty array under M is no empty map."""
    assert [p.code for p in from_dynamodb({"a": {"M": []}, "b": {"L": {}}})[1]] == [
        "malformed-typed-value"
    ] * 2


def test_deep_nesting_is_bounded_both_ways() -> None:
    """DynamoDB stores 32 levels."""
    typed: dict[str, Any] = {"S": "x"}
    value: Any = "x"
    for _ in range(2_000):
        typed = {"L": [typed]}
        value = [value]
    assert [p.code for p in from_dynamodb({"a": typed})[1]] == ["too-deep"]
    with pytest.raises(ContractError):
        to_dynamodb({"a": value})


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("sNaN"),
        10**200,
        set(),
        {"a", 1},
        {True},
        {1: 2},
        object(),
        {(1, 2)},
    ],
)
def test_what_dynamodb_cannot_store_is_an_error(value: Any) -> None:
    """Before it is sent."""
    with pytest.raises(ContractError):
        to_dynamodb({"a": [value]})
