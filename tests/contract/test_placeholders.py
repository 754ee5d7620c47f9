"""Placeholders: which texts are some, where they are left over, and rendering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import placeholders_in, render_template
from pipelines.errors import ContractError

Found = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("s3://<bucket>/<project_name>/", ["bucket", "project_name"]),
        ("<required:BatchStartTsIso>", ["required:BatchStartTsIso"]),
        ("<your bucket here>", ["your bucket here"]),
        ("<TODO!>", ["TODO!"]),
        ("a < b and c > d", []),
        ("a <b and c > d", []),
        ("a <= b, b => c, <>", []),
        (r"(?P<name>[a-z]+)-(?<other>x)-(?P=name)", []),
        (r"\g<name> \k<name>", []),
        ("(?<=a)b(?<!c>d)", []),
        ("<<a>>", ["a"]),
        ("", []),
    ],
)
def test_placeholders_are_told_from_comparisons_and_groups(text: str, names: list[str]) -> None:
    """Angle brackets around a name, not around an operator, not a group's name."""
    assert names == placeholders_in(text)


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (("config", "a", 0), "spec.config.a[0]"),
        (("compute", "image_uri"), "spec.compute.image_uri"),
        (("owner",), "spec.owner"),
        (("tags", "team"), "spec.tags.team"),
    ],
)
def test_a_leftover_in_a_pipeline_is_an_error(
    pipeline: dict[str, Any], found: Found, place: tuple[Any, ...], field: str
) -> None:
    """Wherever it stands, free-form configuration included."""
    value: Any = "<bucket>"
    for part in reversed(place):
        value = [value] if isinstance(part, int) else {part: value}
    pipeline["spec"] |= value
    assert [("leftover-placeholder", field)] == found(pipeline)


def test_a_leftover_in_a_job_record_is_an_error(found: Found) -> None:
    """In values and in keys."""
    job = {"project_name": "p", "job_name": "job#v1", "spec": {"a": {"<k>": 1}, "b": ["x<bucket>y"]}}
    assert found(job) == [("leftover-placeholder", "spec.a['<k>']"), ("leftover-placeholder", "spec.b[0]")]


def test_a_regex_with_a_named_group_is_no_leftover_in_a_job(found: Found) -> None:
    """Field mappings of jobs hold regular expressions."""
    job = {"project_name": "p", "job_name": "job#v1", "spec": {"pattern": r"(?P<host>[a-z]+)"}}
    assert found(job) == []


def test_an_unrendered_key_is_an_error(found: Found) -> None:
    """A template that was put into the table as it is."""
    job = {"project_name": "<project_name>", "job_name": "job#<feature_spec_version>", "spec": {}}
    assert found(job) == [("leftover-placeholder", "job_name"), ("leftover-placeholder", "project_name")]


def test_required_is_misplaced_outside_defaults(
    pipeline: dict[str, Any], step: dict[str, Any], found: Found
) -> None:
    """It means "no default", which says nothing anywhere else."""
    step["config"] = {"since": "<required:BatchStartTsIso>"}
    field = "spec.scripts.steps.AStep.config.since"
    assert [("misplaced-required", field)] == found(pipeline)


def test_rendering_replaces_texts_and_keys_once() -> None:
    """A replaced value is not searched again, and other placeholders stay."""
    template = {
        "<bucket>": ["s3://<bucket>/<project_name>/<MiniBatchId>", 1, None],
        "v": "<feature_spec_version>",
    }
    expected = {"my-bucket": ["s3://my-bucket/p/<MiniBatchId>", 1, None], "v": "v1"}
    assert expected == render_template(
        template, bucket="my-bucket", project_name="p", feature_spec_version="v1"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bucket", "My_Bucket"),
        ("project_name", "<bucket>"),
        ("project_name", "a#b"),
        ("project_name", "a/b"),
        ("project_name", ""),
        ("feature_spec_version", "v1#2"),
        ("feature_spec_version", "v" * 65),
        ("feature_spec_version", "é"),
    ],
)
def test_rendering_refuses_values_that_break_keys_or_prefixes(field: str, value: str) -> None:
    """A bucket by S3's rules; names without '/', '#', '<', '>'."""
    values = {"bucket": "my-bucket", "project_name": "p", "feature_spec_version": "v1"} | {field: value}
    with pytest.raises(ContractError) as raised:
        render_template({}, **values)
    assert [("unusable-replacement", field)] == [(p.code, p.field) for p in raised.value.problems]


@given(st.recursive(st.text(max_size=20) | st.integers(), lambda inner: st.lists(inner, max_size=3)))
def test_rendering_leaves_no_provisioning_placeholder(value: Any) -> None:
    """Whatever the template holds."""
    rendered = render_template(
        {"x": [value, "<bucket>"]}, bucket="my-bucket", project_name="p", feature_spec_version="v1"
    )
    assert "<bucket>" not in str(rendered)
