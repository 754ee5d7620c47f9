"""The semantic diff: empty for equal definitions, and naming every difference."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.plan.changes import FieldChange
from pipelines.plan.diff import diff_definitions, render_value
from pipelines.plan.explain import explain_field


def step(name: str = "First", **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "Name": name,
        "Type": "Processing",
        "Arguments": {
            "AppSpecification": {
                "ImageUri": "image:1",
                "ContainerEntrypoint": ["python3", "/opt/ml/run.py"],
                "ContainerArguments": [
                    "--mode",
                    {"Get": "Parameters.Mode"},
                    "--run-id",
                    {"Get": "Parameters.RunId"},
                ],
            },
            "ProcessingResources": {
                "ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.xlarge", "VolumeSizeInGB": 30}
            },
            "ProcessingInputs": [
                {"InputName": "code", "S3Input": {"S3Uri": "s3://b/code/", "LocalPath": "/opt/code"}},
                {"InputName": "input_a", "S3Input": {"S3Uri": "s3://b/a/", "LocalPath": "/opt/a"}},
            ],
            "ProcessingOutputConfig": {
                "Outputs": [
                    {"OutputName": "output_b", "S3Output": {"S3Uri": "s3://b/b/", "LocalPath": "/opt/b"}}
                ]
            },
            "Environment": {"PIPELINES_CODE_SHA256": "0" * 64, "LEVEL": "info"},
            "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
            "RoleArn": "arn:role",
        },
        "RetryPolicies": [{"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 3}],
    }
    made.update(changes)
    return made


def definition(*steps: dict[str, Any], parameters: tuple[str, ...] = ("Mode", "RunId")) -> dict[str, Any]:
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [{"Name": name, "Type": "String"} for name in parameters],
        "Steps": list(steps) or [step()],
    }


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = definition()
    target: Any = made["Steps"][0]["Arguments"]
    for part in path[:-1]:
        target = target[part]
    if value is None:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("AppSpecification", "ImageUri"), "image:2", "First.image_uri"),
        (("ProcessingResources", "ClusterConfig", "InstanceType"), "ml.c5.large", "First.instance_type"),
        (("ProcessingResources", "ClusterConfig", "InstanceCount"), 2, "First.instance_count"),
        (("ProcessingInputs", 1, "S3Input", "S3Uri"), "s3://b/c/", "First.inputs.input_a.S3Input.S3Uri"),
        (("ProcessingOutputConfig", "Outputs", 0, "OutputName"), "output_c", "First.outputs.output_c"),
        (("Environment", "PIPELINES_CODE_SHA256"), "1" * 64, "First.code"),
        (("Environment", "LEVEL"), None, "First.environment.LEVEL"),
        (("StoppingCondition", "MaxRuntimeInSeconds"), 60, "First.max_runtime_seconds"),
        (("AppSpecification", "ContainerArguments", 1), "x", "First.arguments.--mode"),
        (("NetworkConfig",), {"EnableNetworkIsolation": True}, "First.network"),
    ],
)
def test_a_field_goes_by_the_name_that_the_record_gives_it(
    path: tuple[Any, ...], value: Any, expected: str
) -> None:
    """A reader finds it in the record; no list index stands in a path."""
    assert expected in {change.path for change in diff_definitions(definition(), changed(path, value))}


def test_a_new_step_is_one_change() -> None:
    """Not one for each of its leaves."""
    (change,) = diff_definitions(definition(step()), definition(step(), step("Second")))
    assert FieldChange("Second", None, step("Second")) == change


def test_a_step_that_is_gone_is_one_change() -> None:
    """With what it was."""
    (change,) = diff_definitions(definition(step(), step("Second")), definition(step()))
    assert FieldChange("Second", step("Second"), None) == change


def test_an_order_is_a_change_of_its_own() -> None:
    """Parameters become arguments in order: swapping them changes the definition."""
    (change,) = diff_definitions(definition(), definition(parameters=("RunId", "Mode")))
    assert FieldChange("parameters (order)", ["Mode", "RunId"], ["RunId", "Mode"]) == change


def test_swapped_arguments_are_told_as_an_order() -> None:
    """Equal flags and values in another order are not equal."""
    words = [{"Get": "Parameters.RunId"}, {"Get": "Parameters.Mode"}]
    other = changed(("AppSpecification", "ContainerArguments"), ["--run-id", words[0], "--mode", words[1]])
    assert ["First.arguments (order)"] == [change.path for change in diff_definitions(definition(), other)]


def test_a_reference_and_its_rendering_do_not_look_equal() -> None:
    """`<Mode>` as text is not the parameter Mode, and the explanation shows it."""
    other = changed(("AppSpecification", "ContainerArguments", 1), "<Mode>")
    (change,) = diff_definitions(definition(), other)
    assert render_value(change.before) == render_value(change.after)
    shown = explain_field(change).partition(": ")[2].split(" -> ")
    assert shown[0] != shown[1]


def test_long_values_that_differ_late_do_not_look_equal() -> None:
    """Cutting starts where they differ."""
    line = explain_field(FieldChange("x", "s3://" + "a" * 200 + "1", "s3://" + "a" * 200 + "2"))
    assert "1 -> …" in line
    assert line.endswith("2")


def test_numbers_truth_and_text_are_told_apart() -> None:
    """1, 1.0, true and "1" are four values in JSON, whatever Python says."""
    for value in (True, 1.0, "1"):
        other = changed(("ProcessingResources", "ClusterConfig", "InstanceCount"), value)
        assert ["First.instance_count"] == [c.path for c in diff_definitions(definition(), other)]


_leaf = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b", "--a", "--b"])
_named = st.fixed_dictionaries(
    {"Name": st.sampled_from("abc")},
    optional={"Value": _leaf, "Get": st.just("Parameters.A"), "Key": st.just("k")},
)
_json = st.recursive(
    _leaf | _named,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["Name", "Get", "Std:Join", "x", "Steps", "Arguments"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
_definitions = st.dictionaries(st.sampled_from(["Parameters", "Steps", "Version", "x"]), _json, max_size=4)


@settings(max_examples=400, deadline=None)
@given(one=_definitions, other=_definitions)
def test_a_diff_is_empty_exactly_for_equal_definitions(one: Any, other: Any) -> None:
    """Whatever the shape: no difference is missed, and none is invented."""
    equal = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert equal == (not diff_definitions(one, other))
    assert () == diff_definitions(one, copy.deepcopy(one))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _places(inner, (*path, index))
    return found


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_changed_field_of_a_definition_is_named(data: st.DataObject) -> None:
    """Two changes at places that do not hold one another are two changes in the diff, at least."""
    base = definition(step(), step("Second"))
    leaves = [p for p in _places(base) if not isinstance(_at(base, p), (dict, list))]
    first, second = data.draw(st.tuples(st.sampled_from(leaves), st.sampled_from(leaves)))
    assume(first != second)
    # A changed name makes an entry another one, which holds the other place as well.
    assume(not {"Name", "InputName", "OutputName"} & {first[-1], second[-1]})
    assume(not (str(_at(base, first)).startswith("--") or str(_at(base, second)).startswith("--")))
    once, twice = copy.deepcopy(base), copy.deepcopy(base)
    for target, places in ((once, [first]), (twice, [first, second])):
        for place in places:
            _at(target, place[:-1])[place[-1]] = "changed"
    named = {change.path for change in diff_definitions(base, twice)}
    alone = {change.path for change in diff_definitions(base, once)}
    assert alone <= named
    assert diff_definitions(once, twice)
    assert {change.path for change in diff_definitions(once, twice)} <= named


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value
