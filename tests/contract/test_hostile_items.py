"""No item, however malformed, ends in a traceback: properties over JSON and boto3 values of any shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compiler import check_drafts
from pipelines.contract import CODES, Reading, read_catalog

ROOT = "s3://my-bucket/projects/p/versions/v1"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**400, max_value=10**401)
    | st.floats()
    | st.decimals()
    | st.text(max_size=12)
    | st.sampled_from(
        ["<bucket>", "<required:X>", "s3://my-bucket/a/", "run.py", "\ud800", "v1", "(a+)+", "x" * 10_000]
    )
    | st.binary(max_size=4)
    | st.frozensets(st.text(max_size=3) | st.integers(), max_size=3)
)
KEYS = st.sampled_from(
    [
        "spec", "required_runtime_params", "scripts", "steps", "AStep", "code_prefix_s3", "entry_script",
        "data_prefixes", "input_x", "inputs", "s3_prefix", "access", "upload", "depends_on", "compute",
        "network", "retry",
        "config", "config_from", "defaults", "validation", "type", "pattern", "enum", "min", "max", "tags",
        "feature_spec_version", "", "\ud800", "<x>", "x" * 3_000,
    ]
) | st.text(max_size=5) | st.integers()  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
JOBS = st.sampled_from(["project_parameters#v1", "pipeline_x#v1", "job#v1"])


def check(reading: Reading) -> None:
    """What holds for every reading: printable, known, short problems, and none forgotten in the catalog."""
    assert all(problem.code in CODES for problem in reading.problems)
    for problem in (*reading.problems, *check_drafts(reading.drafts, reading.catalog, reading.problems)):
        assert problem.fault
        assert problem.remedy
        json.dumps(problem.as_json()).encode()
        str(problem).encode()
        assert len(problem.fault) < 500
    unusable = {problem.record for problem in reading.errors}
    assert unusable.isdisjoint(map(str, reading.catalog.by_key))


@given(st.lists(ANYTHING, max_size=3))
def test_items_of_any_shape_are_reported(items: list[Any]) -> None:
    """Each is read, or named by its position."""
    reading = read_catalog(items)
    check(reading)
    assert len(reading.catalog.by_key) + len({p.record for p in reading.errors}) >= min(1, len(items))


@given(JOBS, ANYTHING)
def test_specs_of_any_shape_are_reported(job: str, spec: Any) -> None:
    """Under each kind of record."""
    check(read_catalog([{"project_name": "p", "job_name": job, "spec": spec}]))


@given(JOBS, st.dictionaries(KEYS, ANYTHING, max_size=3), ANYTHING, ANYTHING)
def test_steps_and_hints_of_any_shape_are_reported(
    job: str, fields: dict[Any, Any], name: Any, value: Any
) -> None:
    """Where the contract's own objects are expected."""
    step = {
        "code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_x/A/",
        "entry_script": "a.py",
        "data_prefixes": {"input_x": value},
        "compute": value,
    }
    spec = {
        "required_runtime_params": [name],
        "scripts": {"steps": {"A": {**step, **fields}}},
        "defaults": {"A": value, "B": name},
        "validation": {"A": fields, "B": {"type": "integer", "min": value, "enum": [name]}},
    }
    check(read_catalog([{"project_name": "p", "job_name": job, "spec": spec, "tags": fields}]))


@given(st.data())
def test_one_mutation_of_a_valid_record_is_read_or_reported(data: st.DataObject) -> None:
    """A valid record with one value anywhere in it replaced by anything."""
    item = {
        "project_name": "p",
        "job_name": "pipeline_x#v1",
        "spec": {
            "required_runtime_params": ["MiniBatchId"],
            "compute": {"network": {"subnets": ["s"]}, "retry": [{"exceptions": ["X"]}]},
            "scripts": {
                "steps": {
                    "A": {
                        "code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_x/A/",
                        "entry_script": "a.py",
                        "data_prefixes": {"inputs": {"x": {"s3_prefix": f"{ROOT}/data/a/<MiniBatchId>/"}}},
                        "depends_on": ["B"],
                        "config": {"a": 1},
                    }
                }
            },
        },
    }
    place: Any = item
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(ANYTHING)
    check(read_catalog([item]))


def nested(depth: int, wrap: Callable[[Any], Any]) -> Any:
    """A value in so many layers."""
    value: Any = 1
    for _ in range(depth):
        value = wrap(value)
    return value


@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"a": value}])
@pytest.mark.parametrize("job", ["project_parameters#v1", "pipeline_x#v1", "job#v1"])
def test_deep_nesting_is_an_error_and_no_recursion(job: str, wrap: Callable[[Any], Any]) -> None:
    """DynamoDB stores 32 levels; a file may hold more."""
    item = {"project_name": "p", "job_name": job, "spec": {"config": nested(50_000, wrap)}}
    assert "too-deep" in {problem.code for problem in read_catalog([item]).problems}


def test_what_dynamodb_nests_is_read() -> None:
    """Up to its limit."""
    item = {"project_name": "p", "job_name": "job#v1", "spec": nested(30, lambda value: {"a": value})}
    assert read_catalog([item]).problems == ()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "not-finite"),
        (float("-inf"), "not-finite"),
        (Decimal("NaN"), "not-finite"),
        (Decimal("sNaN"), "not-finite"),
        (Decimal("1E+100000"), "not-finite"),
        (10**500, "not-finite"),
        (Decimal("0.12345678901234567890123"), "inexact-number"),
        ("\ud800", "not-unicode"),
        ({1: 2}, "non-text-key"),
        ({"\udfff": 2}, "not-unicode"),
        (object(), "unsupported-value"),
    ],
)
def test_what_json_cannot_hold_is_named(value: Any, code: str) -> None:
    """In free-form configuration as elsewhere."""
    item = {"project_name": "p", "job_name": "job#v1", "spec": {"a": value}}
    assert [problem.code for problem in read_catalog([item]).problems] == [code]


def test_a_huge_text_is_shortened_in_messages() -> None:
    """A problem is a line, not a page."""
    item = {"project_name": "p" * 300, "job_name": "pipeline_x#v1", "spec": {"x" * 100_000: 1}}
    assert max(len(str(problem)) for problem in read_catalog([item]).problems) < 1_200
