"""Records, defaults and events to resolve, as hypothesis draws them; and what each language makes of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pipelines.contract.catalog import read_catalog
from pipelines.contract.messages import parse_event
from pipelines.contract.resolve import resolve_parameters
from pipelines.orchestration.pieces import compose
from pipelines.orchestration.run_pipeline import request_piece

PATTERNS = ("[A-Za-z0-9][A-Za-z0-9._-]*", r"a(b|c)*\s?[(/]x{1,3}", ".{1,5}", r"\\\S+")
PROJECT, JOB, VERSION = "ndr", "pipeline_x", "v1"
NAMES = (
    "ProjectName",
    "FeatureSpecVersion",
    "BatchStartTsIso",
    "Count",
    "Share",
    "Mode",
    "Text",
    "constructor",
)
HINTS: dict[str, list[Any]] = {
    "BatchStartTsIso": [
        {"type": "iso8601", "min": "2020-01-01T00:00Z", "max": "2030-12-31T23:59:59.5+05:30"}
    ],
    "Count": [{"type": "integer", "min": -3, "max": 1000}, {"type": "integer"}],
    "Share": [{"type": "number", "min": "0.5", "max": 1e3}, {"type": "boolean"}, {"type": "date"}],
    "Mode": [{"type": "enum", "enum": ["REGULAR", "5", True]}, {"type": "month", "min": "2020-02"}],
    "Text": [*PATTERNS, {"type": "string", "min": 2, "max": 6}, {"type": "s3_uri"}, {"pattern": PATTERNS[2]}],
    "constructor": [{"type": "string", "enum": ["toString", "x"]}],
}
HOSTILE = (
    "", " ", "\u00a0\u2003", "\ufeff", "\x1f", "a\nb", '"', "'", "\\", "$", "$x", "{% $states %}", "{%",
    "<required:Text>", " <required:> ", "<required:a>b", "é", "😀", "x😀", "\u2028", "a" * 256, "a" * 257,
    "😀" * 256, "true", "null", "REGULAR", "5", "5.0", "-3", "007", "1e3", "1e15", "999", "1001", "0.5",
    "0.49", "toString", "../x", "a/../b", "a/b", "2020-01-01T00:00:00Z",
    "2019-12-31T23:59:59.999999999Z", "2030-12-31T23:59:59.5+05:30", "2031-01-01T00:00Z",
    "2020-02-29T00:00Z", "2021-02-29T00:00Z", "0001-01-01T00:00+14:00", "2020-02", "2020-13",
    "2020-02-30", "s3://bucket/key", "s3://B/x", "ab (x", "abc/xxx", "ac(x", "a [x", r"\x", "__proto__",
    "ndr", "v1", "v2",
)  # fmt: skip

texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
numbers = (
    st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False, width=64)
    | st.sampled_from([0, 5, 5.0, -0.0, 0.1, 1e-7, 1e15, 999999999999999, 0.30000000000000004])
)
scalars = st.none() | st.booleans() | numbers | texts
nested = st.lists(scalars, max_size=2) | st.dictionaries(texts, scalars, max_size=2)
values = scalars | scalars | scalars | nested | st.lists(nested, max_size=2)


def spellings(name: str) -> list[str]:
    """Ways to write one name."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    return [name, snake, snake.replace("_", "-"), name.upper()]


keys = st.sampled_from([spelt for name in NAMES for spelt in spellings(name)]) | st.sampled_from(
    [
        "__proto__",
        "toString",
        "hasOwnProperty",
        "Records",
        "detail",
        "id",
        "body",
        "Message",
        "",
        "a b",
        "\u212aount",
    ]
)
SOUND = {
    "ProjectName": ["ndr"],
    "FeatureSpecVersion": ["v1", "v1"],
    "BatchStartTsIso": ["2020-01-01T00:00:00Z", "2024-02-29T12:30:00.125+05:30"],
    "Count": [0, "5", 999, -3.0],
    "Share": [0.5, "1e3", 12.25, True, "2020-02-29"],
    "Mode": ["REGULAR", 5, True, "2020-02"],
    "Text": ["ab (x", "abc", "s3://bucket/key", "a(x", "A.b-c", r"\\x"],
    "constructor": ["toString", "x"],
}
"""Values that pass many of the hints."""


@st.composite
def sound(draw: st.DrawFn) -> dict[str, Any]:
    """Most parameters with values that mostly pass."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=4, unique=True))
    return {draw(st.sampled_from(spellings(name))): draw(st.sampled_from(SOUND[name])) for name in names}


said = st.dictionaries(keys, values, max_size=4) | sound() | sound()


@st.composite
def pair_bodies(draw: st.DrawFn) -> str:
    """Bodies of `key=value;key=value`, sound or not."""
    pieces = draw(st.lists(st.tuples(keys, texts), max_size=3))
    joined = draw(st.sampled_from([";", "; ", " ;;"])).join(f"{key}={value}" for key, value in pieces)
    return draw(st.sampled_from(["", " ", "\u3000"])) + joined + draw(st.sampled_from(["", ";", "x"]))


bodies = (
    st.builds(lambda one: json.dumps(one, ensure_ascii=False), said)
    | st.builds(lambda one: json.dumps(json.dumps(one)), said)
    | pair_bodies()
    | texts
    | st.builds(lambda one: json.dumps(one)[:-1], said)
)


def wrapped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One more wrapper around events."""
    inside = inner | st.builds(json.dumps, inner)
    return st.one_of(
        st.builds(
            lambda one: {"Records": [{"messageId": "m-1", "body": one, "eventSource": "aws:sqs"}]}, inside
        ),
        st.builds(
            lambda one: {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": one, "TopicArn": "t"}}]},
            inside,
        ),
        st.builds(
            lambda one: {"Type": "Notification", "MessageId": "n-1", "Message": one, "TopicArn": "t"}, inside
        ),
        st.builds(lambda one: {"detail-type": "x", "id": "e-1", "source": "s", "detail": one}, inside),
        st.builds(lambda one: [{"messageId": "p-1", "body": one}], inside),
        st.builds(lambda one: {"body": one}, inside),
        st.lists(inner, max_size=2),
    )


events = st.recursive(said | bodies, wrapped, max_leaves=4) | values


@dataclass(frozen=True)
class Case:
    """What a run is resolved from."""

    record: dict[str, Any]
    project: dict[str, Any] | None
    payload: dict[str, Any]
    message: Any


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Sound records and defaults, and any payload and message."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    placed = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    prefix = "s3://bucket/data/" + "".join(f"<{name}>/" for name in placed)
    step = {
        "code_prefix_s3": f"s3://bucket/code/{JOB}/S/",
        "entry_script": "run.py",
        "data_prefixes": {"output_x": draw(st.sampled_from([prefix, {"s3_prefix": prefix}]))},
    }
    spec = {"required_runtime_params": names, "scripts": {"steps": {"S": step}}}
    hinted = draw(st.lists(st.sampled_from(sorted(HINTS)), max_size=4, unique=True))
    validation = {
        draw(st.sampled_from(spellings(name))): draw(st.sampled_from(HINTS[name])) for name in hinted
    }
    defaulted = draw(st.lists(st.sampled_from(NAMES[2:]), max_size=3, unique=True))
    defaults = {
        draw(st.sampled_from(spellings(name))): draw(
            st.sampled_from(HOSTILE) | numbers | st.just(f"<required:{name}>")
        )
        for name in defaulted
    }
    project = {"spec": {"defaults": defaults, "validation": validation}}
    return Case(
        {
            "project_name": PROJECT,
            "job_name": f"{JOB}#{VERSION}",
            "feature_spec_version": VERSION,
            "spec": spec,
        },
        draw(
            st.none()
            | st.just({"project_name": PROJECT, "job_name": f"project_parameters#{VERSION}", **project})
        ),
        draw(said),
        draw(events | st.none()),
    )


def python_resolves(case: Case) -> tuple[list[tuple[str, str]], set[tuple[str, str]]] | None:
    """Return values in order and refusals (name, code); None for records that the contract refuses."""
    reading = read_catalog([item for item in (case.record, case.project) if item is not None])
    if reading.errors or not reading.catalog.pipelines:
        return None
    record = reading.catalog.pipelines[0]
    given: dict[str, Any] = {}
    if isinstance(case.message, str | dict | list):
        messages = parse_event(case.message)
        if len(messages) > 1:
            return [], {("message", "several-messages")}
        if messages[0].problems:
            return [], {("message", messages[0].problems[0].code)}
        given = dict(messages[0].values)
    resolution = resolve_parameters(record, reading.catalog.parameters_of(record.key), case.payload, given)
    found = {(p.field, p.code) for p in resolution.problems if p.severity == "error"}
    return list(resolution.values.items()), found


def expression() -> str:
    """Return what `run_pipeline` decides with, without its `{% %}`."""
    return compose("$request($input, $responses)", request_piece(PATTERNS))[3:-3]


def variables(case: Case) -> dict[str, Any]:
    """Return what the expression reads: the machine's input, and what DynamoDB answers."""
    return {
        "input": {
            "job": JOB,
            "project_name": PROJECT,
            "feature_spec_version": VERSION,
            "payload": case.payload,
            "message": case.message,
        },
        "responses": [
            {} if item is None else {"Item": {name: typed(value) for name, value in item.items()}}
            for item in (case.project, case.record)
        ],
    }


def typed(value: Any) -> dict[str, Any]:
    """Return a JSON value as DynamoDB types it on the wire."""
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int | float):
        return {"N": repr(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, list):
        return {"L": [typed(one) for one in value]}
    return {"M": {name: typed(one) for name, one in value.items()}}


def jsonata_resolves(answer: dict[str, Any]) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Return the same from the expression's answer."""
    parameters = [(one["Name"], one["Value"]) for one in answer["parameters"]]
    return parameters, {(one["name"], one["code"]) for one in answer["faults"]}
