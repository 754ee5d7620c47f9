"""Runtime resolution: the precedence of the contract, and what is said when nothing is found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import (
    PipelineRecord,
    ProjectParameters,
    Resolution,
    normalise,
    pascal_case,
    read_catalog,
    resolve_parameters,
)
from pipelines.errors import ParameterError

Records = tuple[PipelineRecord, ProjectParameters]
START = "2025-01-01T00:00:00Z"
ROOT = "s3://my-bucket/projects/p/versions/v1"


def codes(resolution: Resolution) -> list[tuple[str, str]]:
    """Codes and fields of what is wrong with a resolution."""
    return [(problem.code, problem.field) for problem in resolution.problems]


def test_payload_then_message_then_defaults(records: Records) -> None:
    """And the key itself for the two parameters that it holds; in the order of the record."""
    resolution = resolve_parameters(
        *records, {"BatchStartTsIso": START}, {"BatchStartTsIso": "ignored", "project_name": "p"}
    )
    assert resolution.problems == ()
    assert list(resolution.require().items()) == [
        ("ProjectName", "p"),
        ("FeatureSpecVersion", "v1"),
        ("MiniBatchId", "mb-default"),
        ("BatchStartTsIso", START),
    ]
    assert resolution.sources == {
        "ProjectName": "message",
        "FeatureSpecVersion": "key",
        "MiniBatchId": "defaults",
        "BatchStartTsIso": "payload",
    }


@pytest.mark.parametrize("nothing", [None, "", "  ", "<required:BatchStartTsIso>", " <required:X> "])
def test_what_says_nothing_falls_through(records: Records, nothing: Any) -> None:
    """Null, empty, blank, or the placeholder for "no default"."""
    resolution = resolve_parameters(*records, {"BatchStartTsIso": nothing}, {"batch_start_ts_iso": START})
    assert resolution.require()["BatchStartTsIso"] == START
    assert resolution.sources["BatchStartTsIso"] == "message"


def test_a_missing_value_names_every_place_that_was_searched(records: Records) -> None:
    """And what each of them held."""
    resolution = resolve_parameters(*records, {"BatchStartTsIso": ""}, {"BatchStartTsIso": "<required:A>"})
    assert codes(resolution) == [("missing-parameter", "BatchStartTsIso")]
    assert resolution.problems[0].fault == (
        "it has no value: the payload has it empty; the message still has '<required:A>'; "
        "spec.defaults has none"
    )
    assert "BatchStartTsIso" not in resolution.values
    with pytest.raises(ParameterError):
        resolution.require()


@pytest.mark.parametrize(
    "value", [{"a": 1}, ["x"], "not a time", "x" * 2000, START + "\n", float("nan"), object()]
)
def test_a_wrong_value_does_not_fall_through(records: Records, value: Any) -> None:
    """A default must not hide what the caller got wrong."""
    resolution = resolve_parameters(*records, {"BatchStartTsIso": value}, {"BatchStartTsIso": START})
    assert [problem.field for problem in resolution.problems] == ["BatchStartTsIso"]
    assert "BatchStartTsIso" not in resolution.values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (1.5, "1.5"),
        (-0.25, "-0.25"),
        (0.000001, "0.000001"),
        (-0.0, "0"),
        (True, "true"),
        (False, "false"),
        (" kept as it is ", " kept as it is "),
        (123456789012345, "123456789012345"),
    ],
)
def test_numbers_and_booleans_become_their_json_text(value: Any, text: str) -> None:
    """As JavaScript prints them, so that the machine gives the same."""
    assert _resolved({"X": value}) == ({"X": text}, [])


@pytest.mark.parametrize("value", [10**15, 1e21, 1e-7, 0.1234567890123456, 1e400, 10**400])
def test_numbers_that_javascript_would_change_are_refused(value: Any) -> None:
    """As text they pass unharmed."""
    assert _resolved({"X": value})[0] == {}


def _resolved(payload: dict[str, Any]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    item = {
        "project_name": "p",
        "job_name": "pipeline_x#v1",
        "spec": {
            "required_runtime_params": ["X"],
            "scripts": {
                "steps": {
                    "A": {
                        "code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_x/A/",
                        "entry_script": "a.py",
                        "data_prefixes": {},
                    }
                }
            },
        },
    }
    resolution = resolve_parameters(read_catalog([item]).require().pipelines[0], None, payload)
    return dict(resolution.values), codes(resolution)


@pytest.mark.parametrize(
    "value", ["../../other", "a/../b", ".", "a//b", "/a", "a/", "a b", "a?b", "<bucket>", "é", "a\\b"]
)
def test_a_value_that_becomes_part_of_a_prefix_cannot_lead_out_of_it(
    pipeline: dict[str, Any], value: str
) -> None:
    """Nor hold what S3 keys should not; there is no hint here that would refuse it first."""
    record = read_catalog([pipeline]).require().pipelines[0]
    resolution = resolve_parameters(record, None, {"MiniBatchId": value, "BatchStartTsIso": START})
    assert codes(resolution) == [("invalid-parameter-value", "MiniBatchId")]


@pytest.mark.parametrize(
    "value", ["mb-1", "2025-01-01T00:00:00Z", "dt=2025-01-01/hh=00", "a.b", "..a", "a+b~c"]
)
def test_a_plain_value_becomes_part_of_a_prefix(pipeline: dict[str, Any], value: str) -> None:
    """Identifiers, times, and partitions."""
    record = read_catalog([pipeline]).require().pipelines[0]
    resolution = resolve_parameters(record, None, {"MiniBatchId": value, "BatchStartTsIso": START})
    assert resolution.require()["MiniBatchId"] == value


@pytest.mark.parametrize(
    ("payload", "message", "field"),
    [
        ({"project_name": "other"}, {}, "ProjectName"),
        ({}, {"ProjectName": "other"}, "ProjectName"),
        ({"feature-spec-version": "v2"}, {}, "FeatureSpecVersion"),
        ({"ProjectName": "p"}, {"project_name": "other"}, "ProjectName"),
    ],
)
def test_a_project_or_version_that_contradicts_the_key_is_an_error(
    records: Records, payload: dict[str, Any], message: dict[str, Any], field: str
) -> None:
    """Wherever it stands, even where another place is used."""
    given_start = payload | {"BatchStartTsIso": START}
    assert codes(resolve_parameters(*records, given_start, message)) == [("contradicting-key", field)]


def test_unknown_parameters_are_errors_only_when_asked(records: Records) -> None:
    """A person who types -p made a mistake; an event carries more than parameters."""
    payload = {"BatchStartTsIso": START, "MiniBachId": "x", "project_name": "p"}
    assert codes(resolve_parameters(*records, payload, {"other": 1})) == []
    strict = resolve_parameters(*records, payload, {"other": 1}, strict=True)
    assert codes(strict) == [("unknown-parameter", "MiniBachId")]
    assert strict.problems[0].remedy == "did you mean MiniBatchId?"


def test_two_spellings_with_different_values_are_an_error(records: Records) -> None:
    """With one value they are one parameter."""
    twice = {"BatchStartTsIso": START, "batch_start_ts_iso": START}
    assert codes(resolve_parameters(*records, twice)) == []
    assert codes(resolve_parameters(*records, twice | {"mini_batch_id": "a", "miniBatchId": "b"})) == [
        ("conflicting-spellings", "mini_batch_id")
    ]


USABLE = st.from_regex("[a-z][a-z0-9-]{0,8}", fullmatch=True)
EMPTY = st.sampled_from([None, "", " ", "<required:MiniBatchId>"])
MAYBE = st.none() | EMPTY | USABLE


@given(MAYBE, MAYBE, USABLE | st.none())
def test_the_first_place_that_says_something_wins(payload: Any, message: Any, default: str | None) -> None:
    """For every combination of present, empty and absent."""
    item = {
        "project_name": "p",
        "job_name": "project_parameters#v1",
        "spec": {"defaults": {"X": default} if default else {}},
    }
    project = read_catalog([item]).require().project_parameters[0]
    record = PipelineRecord(key=project.key, required_runtime_params=("X",), steps=())
    resolution = resolve_parameters(record, project, {"X": payload}, {"x": message})
    says = {"payload": payload, "message": message, "defaults": default}
    usable = [(where, value) for where, value in says.items() if value and not value.startswith((" ", "<"))]
    assert [(resolution.sources.get("X"), resolution.values.get("X"))] == (usable[:1] or [(None, None)])


@given(st.lists(st.from_regex("[a-z]{1,5}", fullmatch=True), min_size=1, max_size=4), st.data())
def test_a_name_resolves_in_any_spelling(words: list[str], data: st.DataObject) -> None:
    """PascalCase in the record, whatever the sender's language prefers in the event."""
    name = pascal_case("_".join(words))
    spelling = data.draw(
        st.sampled_from(["_".join(words), "-".join(words), name, name[:1].lower() + name[1:]])
    )
    record = PipelineRecord(
        key=read_catalog([{"project_name": "p", "job_name": "j#v1", "spec": {}}]).catalog.jobs[0].key,
        required_runtime_params=(name,),
        steps=(),
    )
    values = {
        normalise(key): value
        for key, value in resolve_parameters(record, None, {spelling: "x"}).values.items()
    }
    expected = {"projectname": "p", "featurespecversion": "v1"}.get("".join(words), "x")
    assert values == {"".join(words): expected}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["MiniBatchId", "batch_start_ts_iso", "ProjectName", "x"]), JSON), JSON
)
def test_any_payload_resolves_or_is_reported(payload: dict[str, Any], message: Any) -> None:
    """Every required parameter has a value or a problem, and a value is a text that SageMaker takes."""
    item = {"project_name": "p", "job_name": "project_parameters#v1", "spec": {}}
    project = read_catalog([item]).require().project_parameters[0]
    names = ("MiniBatchId", "BatchStartTsIso", "ProjectName")
    record = PipelineRecord(key=project.key, required_runtime_params=names, steps=())
    resolution = resolve_parameters(
        record, project, payload, message if isinstance(message, dict) else {}, strict=True
    )
    for name in names:
        assert name in resolution.values or name in {problem.field for problem in resolution.problems}
    assert all(0 < len(value) <= 256 for value in resolution.values.values())
