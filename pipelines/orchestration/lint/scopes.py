"""A definition as the linter reads it: scopes of states, their transitions, and their expressions.

A scope is one `States` field: variables live in it (States Language, "Variable Scope").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

CONSTANT = {"Type", "Comment", "QueryLanguage"}
_STEP = {"Next", "End"}
_FAULTS = {"Retry", "Catch"}
CONSTANTS: Mapping[str, set[str]] = {
    "Task": CONSTANT | _STEP | _FAULTS | {"Resource"},
    "Parallel": CONSTANT | _STEP | _FAULTS | {"Branches"},
    "Map": CONSTANT | _STEP | _FAULTS | {"ItemProcessor", "Label"},
    "Pass": CONSTANT | _STEP,
    "Wait": CONSTANT | _STEP,
    "Choice": CONSTANT | {"Choices", "Default"},
    "Succeed": CONSTANT,
    "Fail": CONSTANT,
}
"""Fields of each kind of state that hold no expression of their own."""

EXPRESSIONS: Mapping[str, set[str]] = {
    "Task": {"Arguments", "Assign", "Output", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"},
    "Parallel": {"Arguments", "Assign", "Output"},
    "Map": {
        "Items",
        "ItemSelector",
        "ItemBatcher",
        "ItemReader",
        "ResultWriter",
        "MaxConcurrency",
        "ToleratedFailureCount",
        "ToleratedFailurePercentage",
        "Assign",
        "Output",
    },
    "Pass": {"Assign", "Output"},
    "Wait": {"Seconds", "Timestamp", "Assign", "Output"},
    "Choice": {"Assign", "Output"},
    "Succeed": {"Output"},
    "Fail": {"Error", "Cause"},
}
"""Fields of each kind of state whose strings may be expressions."""

RULE_EXPRESSIONS = {"Condition", "Assign", "Output"}
CATCHER_EXPRESSIONS = {"Assign", "Output"}


class Place(Enum):
    """Which fields of `$states` there are where an expression stands."""

    RESULT = frozenset({"input", "context", "result"})
    CATCHER = frozenset({"input", "context", "errorOutput"})
    PLAIN = frozenset({"input", "context"})


@dataclass(frozen=True)
class Text:
    """A string of a field that takes expressions."""

    field: str
    """Path in the definition."""
    text: str
    place: Place
    beside: frozenset[str]
    """Variables that the Assign next to it, or around it, sets."""

    @property
    def expression(self) -> str | None:
        """What stands between `{%` and `%}`; None when it is a plain string."""
        is_one = self.text.startswith("{%") and self.text.endswith("%}") and len(self.text) >= len("{%%}")
        return self.text[2:-2] if is_one else None


@dataclass(frozen=True)
class Transition:
    """A way out of a state."""

    field: str
    target: str
    assigned: frozenset[str]


@dataclass(frozen=True)
class State:
    """One state."""

    name: str
    field: str
    body: Mapping[str, Any]
    inner: tuple[Scope, ...]

    @property
    def kind(self) -> str:
        """Task, Map and so on; empty when the state does not say."""
        return str(self.body.get("Type", ""))

    @property
    def is_end(self) -> bool:
        """Whether the scope can end here."""
        return self.kind in {"Succeed", "Fail"} or self.body.get("End") is True

    def transitions(self) -> Iterator[Transition]:
        """Every way out, with the variables that are assigned on it."""
        own = _assigned(self.body)
        for field in ("Next", "Default"):
            if field in self.body:
                yield Transition(f"{self.field}.{field}", str(self.body[field]), own)
        for each in ("Choices", "Catch"):
            for number, rule in enumerate(self.body.get(each, ())):
                if "Next" in rule:
                    field = f"{self.field}.{each}[{number}].Next"
                    yield Transition(field, str(rule["Next"]), _assigned(rule))

    def texts(self) -> Iterator[Text]:
        """Every string of a field that takes expressions."""
        fruitful = self.kind in {"Task", "Map", "Parallel"}
        for name in sorted(EXPRESSIONS.get(self.kind, set()) & set(self.body)):
            place = Place.RESULT if fruitful and name in {"Assign", "Output"} else Place.PLAIN
            yield from _texts(self.body[name], f"{self.field}.{name}", place, _assigned(self.body))
        for each, fields, place in (
            ("Choices", RULE_EXPRESSIONS, Place.PLAIN),
            ("Catch", CATCHER_EXPRESSIONS, Place.CATCHER),
        ):
            for number, rule in enumerate(self.body.get(each, ())):
                for name in sorted(fields & set(rule)):
                    field = f"{self.field}.{each}[{number}].{name}"
                    yield from _texts(rule[name], field, place, _assigned(rule))

    def assignments(self) -> Iterator[tuple[str, str]]:
        """Every variable that it may set, with the field that does."""
        rules = [(self.field, self.body)]
        for each in ("Choices", "Catch"):
            rules += [(f"{self.field}.{each}[{n}]", rule) for n, rule in enumerate(self.body.get(each, ()))]
        for field, rule in rules:
            for name in rule.get("Assign", {}):
                yield name, f"{field}.Assign.{name}"


@dataclass(frozen=True)
class Scope:
    """One `States` field."""

    field: str
    start: str
    states: Mapping[str, State]
    distributed: bool = False

    def assigned(self) -> frozenset[str]:
        """Variables that exist in it: some state of it sets them."""
        return frozenset(name for state in self.states.values() for name, _ in state.assignments())

    def walk(self) -> Iterator[State]:
        """Every state of it and of the scopes inside."""
        for state in self.states.values():
            yield state
            for scope in state.inner:
                yield from scope.walk()


def read_definition(definition: Mapping[str, Any]) -> Scope:
    """Return a machine's outermost scope."""
    return _scope(definition, "", distributed=False)


def _scope(body: Mapping[str, Any], field: str, *, distributed: bool) -> Scope:
    prefix = f"{field}." if field else ""
    states = {
        name: State(name, f"{prefix}States.{name}", state, tuple(_inner(state, f"{prefix}States.{name}")))
        for name, state in body.get("States", {}).items()
    }
    return Scope(field, str(body.get("StartAt", "")), states, distributed)


def _inner(state: Mapping[str, Any], field: str) -> Iterator[Scope]:
    if "ItemProcessor" in state:
        processor = state["ItemProcessor"]
        distributed = processor.get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED"
        yield _scope(processor, f"{field}.ItemProcessor", distributed=distributed)
    for number, branch in enumerate(state.get("Branches", ())):
        yield _scope(branch, f"{field}.Branches[{number}]", distributed=False)


def _assigned(rule: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(rule.get("Assign", {}))


def _texts(value: Any, field: str, place: Place, beside: frozenset[str]) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(field, value, place, beside)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{field}.{name}", place, beside)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{field}[{number}]", place, beside)
