"""Events: whatever a payload is wrapped in, the payload comes out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import Message, parse_body, parse_event

PAYLOAD = {"project_name": "p", "feature_spec_version": "v1", "mini-batch-id": "mb", "n": 5}


def only(event: object) -> Message:
    """The one message of an event."""
    (message,) = parse_event(event)
    return message


def sqs(body: Any, message_id: str = "m-1") -> dict[str, Any]:
    """A record as SQS hands it to Lambda and to Pipes."""
    return {
        "messageId": message_id,
        "receiptHandle": "r",
        "body": body,
        "attributes": {"SentTimestamp": "1"},
        "messageAttributes": {},
        "md5OfBody": "x",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:q",
        "awsRegion": "eu-west-1",
    }


def sns(message: str) -> dict[str, Any]:
    """The envelope that SNS puts around a message."""
    return {
        "Type": "Notification",
        "MessageId": "sns-1",
        "TopicArn": "arn:aws:sns:eu-west-1:123456789012:t",
        "Subject": "s",
        "Message": message,
        "Timestamp": "2025-01-01T00:00:00.000Z",
        "SignatureVersion": "1",
        "Signature": "x",
        "SigningCertURL": "https://example.com",
        "UnsubscribeURL": "https://example.com",
    }


def eventbridge(detail: Any) -> dict[str, Any]:
    """An event of EventBridge."""
    return {
        "version": "0",
        "id": "eb-1",
        "detail-type": "batch ready",
        "source": "our.app",
        "account": "123456789012",
        "time": "2025-01-01T00:00:00Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": detail,
    }


@pytest.mark.parametrize(
    ("event", "message_id"),
    [
        (PAYLOAD, None),
        (json.dumps(PAYLOAD), None),
        (json.dumps(json.dumps(PAYLOAD)), None),
        ({"Records": [sqs(json.dumps(PAYLOAD))]}, "m-1"),
        ({"Records": [sqs(json.dumps(sns(json.dumps(PAYLOAD))))]}, "m-1"),
        (
            {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": sns(json.dumps(PAYLOAD))}]},
            "sns-1",
        ),
        ([sqs(json.dumps(PAYLOAD))], "m-1"),
        ([sqs(PAYLOAD)], "m-1"),
        ([PAYLOAD], None),
        (sns(json.dumps(PAYLOAD)), "sns-1"),
        (eventbridge(PAYLOAD), "eb-1"),
        ([sqs(json.dumps(eventbridge(PAYLOAD)))], "m-1"),
        (sqs(json.dumps(PAYLOAD)), "m-1"),
        ({"body": json.dumps(PAYLOAD)}, None),
        ({"detail": PAYLOAD}, None),
        ({"Message": json.dumps(PAYLOAD)}, None),
        ({"Records": [{"body": json.dumps(PAYLOAD)}]}, None),
    ],
)
def test_every_wrapper_is_taken_off(event: Any, message_id: str | None) -> None:
    """The outermost message id is kept: it is the one to acknowledge."""
    assert only(event) == Message(PAYLOAD, message_id)


def test_each_record_of_a_batch_is_a_message() -> None:
    """In order; a broken one does not take the others with it."""
    event = {"Records": [sqs("run_id=a", "1"), sqs("{", "2"), sqs('[{"a": 1}, {"a": 2}]', "3")]}
    messages = parse_event(event)
    assert [(m.message_id, dict(m.values), len(m.problems)) for m in messages] == [
        ("1", {"run_id": "a"}, 0),
        ("2", {}, 1),
        ("3", {"a": 1}, 0),
        ("3", {"a": 2}, 0),
    ]
    assert messages[1].problems[0].field == "Records[1].body"


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("project_name=p;run-id=1", {"project_name": "p", "run-id": "1"}),
        (" a = b ; c=d=e ;", {"a": "b", "c": "d=e"}),
        ("a=", {"a": ""}),
        ("a=1;a=1", {"a": "1"}),
    ],
)
def test_a_body_may_be_pairs(body: str, values: dict[str, str]) -> None:
    """Blanks around keys and values go, '=' in a value stays, a ';' may end it."""
    assert parse_body(body) == (Message(values),)


@pytest.mark.parametrize(
    "event",
    [
        None,
        5,
        "",
        ";",
        "text",
        "a=b;text",
        "=b",
        "a b=c",
        "{",
        '{"a": NaN}',
        '{"a": 1e999999999}',
        "[]",
        [],
        {"Records": []},
        {"Records": 5},
        [None],
        [[[]]],
        '"' + "x" * 50 + '"',
        "[" * 100_000,
        '{"a":' * 100_000,
        "1" * 5000,
        '{"a": ' + "1" * 5000 + "}",
        {"a": float("nan")},
        {1: 2},
        "\ud800",
        '{"a": "\\ud800"}',
        "a=" + "x" * 2_000_000,
        b"bytes",
        eventbridge(5),
        sns("no pairs"),
    ],
)
def test_what_cannot_be_read_is_a_message_with_problems(event: Any) -> None:
    """Never an exception, never a half-read payload."""
    message = only(event)
    assert (dict(message.values), bool(message.problems)) == ({}, True)
    assert all(len(str(problem)) < 600 for problem in message.problems)


@pytest.mark.parametrize("body", ["a=1;a=2", '{"run_id": "a", "RunId": "b"}', '{"a": 1, "A": true}'])
def test_one_parameter_with_two_values_is_an_error(body: str) -> None:
    """Readers would differ in which one they take."""
    assert [problem.code for problem in only(body).problems] == ["conflicting-spellings"]


def test_two_spellings_with_one_value_are_one_parameter() -> None:
    """Nothing is lost by either."""
    assert only({"run_id": "a", "RunId": "a"}) == Message({"run_id": "a"})


def test_a_value_is_found_in_any_spelling() -> None:
    """Of the message's names and of the asker's."""
    message = only(PAYLOAD)
    assert [message.get("ProjectName"), message.get("MiniBatchId"), message.get("other")] == ["p", "mb", None]


WRAPPERS = st.sampled_from(
    [
        lambda inner: sqs(json.dumps(inner)),
        lambda inner: {"Records": [inner]},
        lambda inner: [inner],
        lambda inner: sns(json.dumps(inner)),
        eventbridge,
        json.dumps,
        lambda inner: {"EventSource": "aws:sns", "Sns": sns(json.dumps(inner))},
    ]
)
NAMES = st.from_regex("[a-z]{1,6}", fullmatch=True).filter(lambda name: name not in {"body", "detail"})
PAYLOADS = st.dictionaries(
    NAMES, st.text(st.characters(codec="utf-8"), max_size=8) | st.integers(0, 10**9), min_size=1, max_size=4
)


@given(PAYLOADS, st.lists(WRAPPERS, max_size=3))
def test_wrappers_nested_at_random_give_the_payload_back(
    payload: dict[str, Any], wrappers: list[Any]
) -> None:
    """In any order that fits in eight layers."""
    event: Any = payload
    for wrap in wrappers:
        event = wrap(event)
    assert dict(only(event).values) == payload


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Records", "body", "Sns", "Message", "Type", "detail", "messageId", "a"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_event_gives_messages(event: Any) -> None:
    """At least one, each with values or with problems that say why not."""
    messages = parse_event(event)
    assert messages
    assert all(not message.values or not message.problems for message in messages)


@given(st.text(max_size=60))
def test_any_body_gives_messages(body: str) -> None:
    """Whatever a sender writes."""
    assert parse_body(body)
