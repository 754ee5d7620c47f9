"""Events -> the messages in them: what an SQS, SNS, EventBridge or direct start says, however wrapped.

The wrappers, each with the keys that it is known by, and the guide that shows it:

    {"Records": [{"messageId", "body", …}]}               SQS to Lambda: Lambda, "Amazon SQS"
    {"Records": [{"Sns": {"MessageId", "Message", …}}]}   SNS to Lambda: Lambda, "Amazon SNS"
    [{"messageId", "body", …}, …]                         EventBridge Pipes, always an array:
                                                          EventBridge, "Pipes batching and concurrency"
    {"Type": "Notification", "Message", "MessageId", …}   SNS, alone or as an SQS body:
                                                          SNS, "Message and JSON formats"
    {"detail-type", "source", "detail": {…}, "id", …}     EventBridge, "Event structure"
    {"project_name": …, …}                                a direct payload: any other object

A body is JSON (an object, an array, or a text that is JSON again; of a key that stands twice the last
counts, as JavaScript has it) or `key=value;key=value`. Wrappers may be
nested in any order, at most eight deep. The outermost message id is kept: it is the one that the queue wants
to hear about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from pipelines.contract.names import NAME, normalise
from pipelines.contract.reporting import Report
from pipelines.contract.values import plain, same
from pipelines.contract.wording import Path, kind_of, quote
from pipelines.errors import Problem

DEEPEST_WRAPPING = 8
MOST_NAMES = 256
"""Names of one message or payload: a pipeline has 200 parameters at most, and JSONata compares all pairs."""
LARGEST_BODY = 1_048_576
"""Characters; SQS takes a mebibyte (SQS guide, "Message quotas")."""


@dataclass(frozen=True)
class Wrapper:
    """A wrapper is an object that holds `key` alone, or one of the keys `beside` with it."""

    key: str
    id_key: str = ""
    beside: frozenset[str] = frozenset()


WRAPPERS = (
    Wrapper("Records"),
    Wrapper("Sns", beside=frozenset({"EventSource"})),
    Wrapper("body", "messageId", frozenset({"messageId", "eventSource"})),
    Wrapper("Message", "MessageId", frozenset({"TopicArn", "Type"})),
    Wrapper("detail", "id", frozenset({"detail-type"})),
)


@dataclass(frozen=True)
class Message:
    """One message of an event: the values it carries, or why it cannot be read."""

    values: Mapping[str, Any]
    """By name as written, each parameter in one spelling; JSON values."""
    message_id: str | None = None
    """SQS's `messageId`, SNS's `MessageId` or EventBridge's `id`, of the outermost wrapper that has one."""
    problems: tuple[Problem, ...] = ()

    def get(self, name: str) -> Any:
        """The value under a name in any spelling; None when there is none."""
        wanted = normalise(name)
        return next((value for key, value in self.values.items() if normalise(key) == wanted), None)


def parse_event(event: object, *, origin: str = "event") -> tuple[Message, ...]:
    """Every message in an event, in order; one that cannot be read carries its problems. Never raises."""
    report = Report(origin)
    value = plain(event, (), report, free_form=lambda _: False)
    if report.errors:
        return (Message({}, None, tuple(report.problems)),)
    return tuple(_messages(value, (), None, origin=origin))


def parse_body(text: str, *, origin: str = "message") -> tuple[Message, ...]:
    """The messages of one body as text: JSON or `key=value;key=value`."""
    return parse_event(text, origin=origin)


def _messages(
    value: object, path: Path, message_id: str | None, *, origin: str, depth: int = 0
) -> Iterator[Message]:
    report = Report(origin)
    if depth > DEEPEST_WRAPPING:
        fault = f"messages are wrapped more than {DEEPEST_WRAPPING} deep"
        report.error(path, "malformed-event", fault, "send the payload itself")
    elif isinstance(value, str):
        value = _parsed(value, path, report)
    if value == []:
        report.error(path, "malformed-event", "there is no message in it", "send at least one message")
    inner = [] if report.errors else list(_inside(value, path))
    for where, content, own_id in inner:
        yield from _messages(content, where, message_id or own_id, origin=origin, depth=depth + 1)
    if inner:
        return
    if not report.errors and not isinstance(value, Mapping):
        fault = f"a message is {kind_of(value)}, not an object of parameters"
        report.error(path, "malformed-event", fault, 'send {"project_name": ...} or key=value;key=value')
    if isinstance(value, Mapping) and len(value) > MOST_NAMES:
        fault = f"a message has {len(value)} names, more than {MOST_NAMES}"
        report.error(path, "malformed-event", fault, "send what the pipeline needs")
    values = _one_spelling(value, path, report) if isinstance(value, Mapping) else {}
    yield Message({} if report.errors else values, message_id, tuple(report.problems))


def _inside(value: object, path: Path) -> Iterator[tuple[Path, object, str | None]]:
    """What an array, a JSON text or a wrapper holds: the path to it, itself, and the wrapper's message id."""
    if isinstance(value, str):
        yield path, value, None
    elif isinstance(value, list):
        yield from (((*path, index), inner, None) for index, inner in enumerate(value))
    elif isinstance(value, Mapping):
        for wrapper in WRAPPERS:
            if wrapper.key in value and (len(value) == 1 or not wrapper.beside.isdisjoint(value)):
                found = value.get(wrapper.id_key)
                yield (*path, wrapper.key), value[wrapper.key], found if isinstance(found, str) else None
                return


def _parsed(text: str, path: Path, report: Report) -> object:
    """A body's text as plain JSON; an error when it is neither JSON nor `key=value;key=value`."""
    body = text.strip()
    if len(body) > LARGEST_BODY:
        fault = f"a body has {len(body)} characters"
        report.error(path, "malformed-event", fault, "send less than a mebibyte")
        return None
    if not body.startswith(("{", "[", '"')):
        return _pairs(body, path, report)
    try:
        value = json.loads(body, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        shown = "nested too deep" if isinstance(error, RecursionError) else str(error)[:120]
        report.error(path, "malformed-event", f"the body is no JSON: {shown}", "send valid JSON")
    else:
        return plain(value, path, report, free_form=lambda _: False)
    return None


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _pairs(body: str, path: Path, report: Report) -> dict[str, str] | None:
    """`key=value;key=value`, blanks around each trimmed, a `;` at the end allowed.

    `__proto__` is no key: JavaScript cannot put it into an object.
    """
    result: dict[str, str] = {}
    parts = [part for part in body.split(";") if part.strip()]
    if len(parts) > MOST_NAMES:
        fault = f"a body has {len(parts)} pairs, more than {MOST_NAMES}"
        report.error(path, "malformed-event", fault, "send what the pipeline needs")
        return None
    for part in parts:
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not NAME.fullmatch(key) or key == "__proto__":
            report.error(
                path,
                "malformed-event",
                f"{quote(part)} is not key=value, nor is the body JSON",
                "send JSON or key=value;key=value",
            )
            return None
        if result.get(key, value) != value:
            report.error(
                (*path, key),
                "conflicting-spellings",
                f"the key {quote(key)} stands twice with different values",
                "give the parameter once",
            )
        result[key] = value
    if not parts:
        report.error(path, "malformed-event", "the body is empty", "send JSON or key=value;key=value")
        return None
    return result


def _one_spelling(value: Mapping[str, Any], path: Path, report: Report) -> dict[str, Any]:
    result: dict[str, Any] = {}
    spelt: dict[str, str] = {}
    for name, inner in value.items():
        first = spelt.setdefault(normalise(name), name)
        if first == name:
            result[name] = inner
        elif not same(result[first], inner):
            report.error(
                (*path, name),
                "conflicting-spellings",
                f"{quote(name)} and {quote(first)} name one parameter and have different values",
                "give the parameter once",
            )
    return result
