"""What a state sees: variables and context by scope, its input, its fields with expressions evaluated."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pipelines.local.jsonata import JsonataError, UndefinedResultError, evaluate

MAX_BYTES: Final = 262_144
"""Of an input, an output, a result and a variable, as JSON in UTF-8."""
QUERY_ERROR: Final = "States.QueryEvaluationError"
TIMEOUT: Final = "States.Timeout"
RUNTIME: Final = "States.Runtime"
DATA_LIMIT: Final = "States.DataLimitExceeded"
TASK_FAILED: Final = "States.TaskFailed"
_NAME: Final = re.compile(r"\$([^\W\d]\w*)")


class StateError(Exception):
    """A state that failed; Retry and Catch see it."""

    def __init__(self, error: str, cause: str | None = None, location: str | None = None) -> None:
        """`location`: the field of the expression that failed."""
        super().__init__(f"{error}: {cause}")
        self.error = error
        self.cause = cause
        self.location = location


class HaltedError(Exception):
    """The execution, or the branch that this is part of, goes on no more; nothing catches it."""


class TimedOutError(Exception):
    """The time of the whole execution is over; nothing catches it."""


class Stop:
    """A flag that wakes whoever waits; setting it sets those made from it."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._inner: list[Stop] = []

    def set(self) -> None:
        with self._lock:
            self._event.set()
            inner = list(self._inner)
        for stop in inner:
            stop.set()

    def inner(self) -> Stop:
        """Return one that is set with this one, and alone."""
        stop = Stop()
        with self._lock:
            self._inner.append(stop)
            is_set = self._event.is_set()
        if is_set:
            stop.set()
        return stop

    def drop(self, stop: Stop) -> None:
        """Forget an inner one."""
        with self._lock:
            self._inner.remove(stop)

    def is_set(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for so long at the most; the answer is whether it is set."""
        return self._event.wait(seconds)


class Scope:
    """Variables of a machine, of one item of a Map or of a branch; those outside can be read, not written."""

    def __init__(self, context: Mapping[str, Any], stop: Stop, outer: Scope | None = None) -> None:
        self.context: dict[str, Any] = dict(context)
        self.stop = stop
        self._own: dict[str, Any] = {}
        self._outer = outer
        self.last_event: int = outer.last_event if outer is not None else 0

    def inner(self, stop: Stop, more: Mapping[str, Any] | None = None) -> Scope:
        """Return a scope inside this one; `more` goes into its context."""
        return Scope({**self.context, **(more or {})}, stop, self)

    def variables(self) -> dict[str, Any]:
        outside = self._outer.variables() if self._outer is not None else {}
        return {**outside, **self._own}

    def assign(self, values: Mapping[str, Any]) -> None:
        self._own.update(values)


class Visit:
    """One state, from its entry to its exit."""

    def __init__(self, name: str, state: Mapping[str, Any], value: Any, scope: Scope) -> None:
        self.name = name
        self.state = state
        self.input = value
        self.scope = scope
        self.entered = scope.last_event
        self.more: dict[str, Any] = {}
        """`result` or `errorOutput` of `$states`, once there is one."""

    def render(self, field: str, default: Any = None, *, of: Mapping[str, Any] | None = None) -> Any:
        """Return a field's value, of the state or of one of its parts; the default if it is not there.

        Raises StateError (States.QueryEvaluationError).
        """
        part = self.state if of is None else of
        return self.value_of(part[field], field) if field in part else default

    def value_of(self, template: Any, field: str, context: Mapping[str, Any] | None = None) -> Any:
        """Return JSON with its expressions evaluated, with `context` instead of the scope's."""
        if isinstance(template, str):
            return self._text(template, field, context)
        if isinstance(template, Mapping):
            return {key: self.value_of(item, f"{field}/{key}", context) for key, item in template.items()}
        if isinstance(template, list):
            return [self.value_of(item, f"{field}[{index}]", context) for index, item in enumerate(template)]
        return template

    def conclude(self, default: Any, part: Mapping[str, Any] | None = None) -> Any:
        """Assign and return the output: both see what was there at the state's entry, not each other."""
        output = self.render("Output", default, of=part)
        assigned = self.render("Assign", {}, of=part)
        limit(output, f"The state/task '{self.name}' returned a result")
        for name, value in assigned.items():
            limit(value, f"The variable '{name}' assigned in the state '{self.name}' has a value")
        self.scope.assign(assigned)
        return output

    def failed(self, field: str, expression: str, fault: str) -> StateError:
        """Return the error of an expression, worded as the service words it."""
        where = f"while executing the state '{self.name}' (entered at the event id #{self.entered})"
        return StateError(
            QUERY_ERROR,
            f"An error occurred {where}. The JSONata expression '{expression}' specified for the field "
            f"'{field}' {fault}",
            field,
        )

    def typed(self, field: str, value: Any, wanted: str, *kinds: type) -> Any:
        """Return the value if it is of one of the kinds (true is no number); raises StateError."""
        if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
            return value
        raise self.unexpected(field, self.state.get(field), value, wanted)

    def unexpected(self, field: str, template: Any, value: Any, wanted: str) -> StateError:
        """Return the error of an expression that gives a value of another type than `wanted`."""
        found = f"Expected '{wanted}', but was '{type_of(value)}' for value: {compact(value)}"
        expression = (expression_of(template) if isinstance(template, str) else None) or str(template)
        return self.failed(field, expression, f"returned an unexpected result type. {found}")

    def _text(self, text: str, field: str, context: Mapping[str, Any] | None) -> Any:
        expression = expression_of(text)
        if expression is None:
            return text
        named = set(_NAME.findall(expression))
        variables = {name: value for name, value in self.scope.variables().items() if name in named}
        shown = self.scope.context if context is None else context
        variables["states"] = {"input": self.input, "context": shown, **self.more}
        try:
            return evaluate(expression, variables)
        except UndefinedResultError:
            raise self.failed(field, expression, "returned nothing (undefined).") from None
        except JsonataError as error:
            fault = f"threw an error during evaluation. {error.code}: {error.message}"
            raise self.failed(field, expression, fault) from error


def expression_of(text: str) -> str | None:
    """Return what stands between `{%` and `%}`; None for a text that is only a text."""
    return text[2:-2].strip() if text.startswith("{%") and text.endswith("%}") and len(text) >= 4 else None  # noqa: PLR2004


def expressions_in(template: Any) -> Iterable[tuple[str, str]]:
    """Every expression of a template, with where it stands."""
    if isinstance(template, str):
        expression = expression_of(template)
        if expression is not None:
            yield "", expression
    elif isinstance(template, Mapping):
        for key, item in template.items():
            yield from ((f"/{key}{place}", found) for place, found in expressions_in(item))
    elif isinstance(template, list):
        for index, item in enumerate(template):
            yield from ((f"[{index}]{place}", found) for place, found in expressions_in(item))


def type_of(value: Any) -> str:
    """Return the name that JSONata has for the type of a JSON value."""
    if value is None:
        return "null"
    kinds = ((bool, "boolean"), (str, "string"), ((int, float), "number"), (list, "array"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")


def compact(value: Any) -> str:
    """Return JSON as the service writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def limit(value: Any, subject: str) -> None:
    """Raise StateError (States.DataLimitExceeded) if the value has more than 256 KiB as JSON."""
    if len(compact(value).encode(errors="replace")) > MAX_BYTES:
        fault = "with a size exceeding the maximum number of bytes service limit."
        raise StateError(DATA_LIMIT, f"{subject} {fault}")


def iso(moment: datetime) -> str:
    """Return an instant as the context object and results of calls have it: milliseconds, UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
