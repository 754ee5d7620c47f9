"""Rules of states: where they lead, what they may hold, and how they fail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from pipelines.orchestration.lint.findings import Finding
from pipelines.orchestration.lint.scopes import CATCHER_EXPRESSIONS, CONSTANTS, EXPRESSIONS, Scope, State

LONGEST_NAME = 80
"""Characters of a state's or a variable's name (States Language, "States"; Developer Guide, "Quotas")."""

VARIABLE = re.compile(r"[^\W\d]\w*")
TOP_FIELDS = {"Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"}
RULE_FIELDS = {
    "Choices": {"Comment", "Condition", "Next", "Assign", "Output"},
    "Catch": {"Comment", "ErrorEquals", "Next"} | CATCHER_EXPRESSIONS,
    "Retry": {
        "Comment",
        "ErrorEquals",
        "IntervalSeconds",
        "MaxAttempts",
        "BackoffRate",
        "MaxDelaySeconds",
        "JitterStrategy",
    },
}

TRANSIENT = re.compile(
    r"Throttl|TooManyRequests|LimitExceeded|ThroughputExceeded|InternalServer|ServerError|ServiceUnavailable"
    r"|SdkClient|TransactionConflict|^(\w+)\.(AWS)?\1Exception$"
)
"""Names of errors that pass by themselves; an AWS SDK integration names what a service's model does not name
`<Service>.<Service>Exception`."""

VALIDATION = re.compile(
    r"Validation|InvalidParameter|InvalidArn|InvalidName|InvalidExecutionInput|ConditionalCheckFailed|NotFound"
    r"|DoesNotExist|AccessDenied|AlreadyExists|^States\.(QueryEvaluationError|Runtime|Permissions|DataLimit)"
)
"""Names of errors that the same call meets again."""

WILDCARDS = {"States.ALL", "States.TaskFailed"}


def structure_problems(definition: Mapping[str, Any], top: Scope) -> Iterator[Finding]:
    """Find what is wrong with the states of a machine."""
    if definition.get("QueryLanguage") != "JSONata":
        yield Finding("QueryLanguage", "query-language", "is not JSONata", 'set it to "JSONata" at the top')
    yield from _unknown("", definition, TOP_FIELDS, "a machine")
    names = Counter(state.name for state in top.walk())
    for state in top.walk():
        if names[state.name] > 1:
            yield Finding(
                state.field, "repeated-name", "another state has the same name", "state names are unique"
            )
        for rule in _RULES:
            yield from rule(state)
        for inner in state.inner:
            yield from _ways(inner)
    yield from _ways(top)


def _ways(scope: Scope) -> Iterator[Finding]:
    """Targets exist, every state is reached, and from every state an end is."""
    prefix = f"{scope.field}." if scope.field else ""
    ways = [(f"{prefix}StartAt", scope.start)]
    ways += [(way.field, way.target) for state in scope.states.values() for way in state.transitions()]
    for field, target in ways:
        if target not in scope.states:
            yield Finding(
                field, "unknown-target", f"there is no state {target} beside it", "name a state of this scope"
            )
    following = {
        name: {way.target for way in state.transitions()} & set(scope.states)
        for name, state in scope.states.items()
    }
    reached = _closure({scope.start} & set(scope.states), following)
    leading: dict[str, set[str]] = {name: set() for name in scope.states}
    for name, targets in following.items():
        for target in targets:
            leading[target].add(name)
    ending = _closure({name for name, state in scope.states.items() if state.is_end}, leading)
    for name, state in scope.states.items():
        if name not in reached:
            yield Finding(
                state.field, "unreachable", "no way leads here from StartAt", "lead to it, or drop it"
            )
        if name not in ending:
            yield Finding(
                state.field, "no-end", "no way leads from here to an end", "lead to a Succeed or Fail"
            )


def _closure(first: AbstractSet[str], following: Mapping[str, AbstractSet[str]]) -> set[str]:
    found: set[str] = set()
    waiting = set(first)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= following[name] - found
    return found


def _unknown(field: str, body: Mapping[str, Any], known: Iterable[str], what: str) -> Iterator[Finding]:
    for name in sorted(set(body) - set(known)):
        path = f"{field}.{name}" if field else name
        yield Finding(path, "unknown-field", f"{what} of JSONata has no {name}", "drop or rename the field")


def _fields(state: State) -> Iterator[Finding]:
    """A state has the fields of its kind, and one way on where it needs one."""
    if state.kind not in CONSTANTS:
        yield Finding(
            f"{state.field}.Type",
            "unknown-type",
            f"there are no {state.kind or '(untyped)'} states",
            "correct it",
        )
        return
    known = CONSTANTS[state.kind] | EXPRESSIONS[state.kind]
    yield from _unknown(state.field, state.body, known, f"a {state.kind} state")
    for each, fields in RULE_FIELDS.items():
        for number, rule in enumerate(state.body.get(each, ())):
            yield from _unknown(f"{state.field}.{each}[{number}]", rule, fields, f"a rule of {each}")
    ways = ("Next" in state.body) + (state.body.get("End") is True)
    if "Next" in CONSTANTS[state.kind] and ways != 1:
        yield Finding(state.field, "no-next", "has not one of Next and End", 'give it a Next, or "End": true')
    if state.kind == "Choice" and "Default" not in state.body:
        yield Finding(
            state.field, "no-default", "States.NoChoiceMatched when no condition holds", "give it a Default"
        )


def _constants(state: State) -> Iterator[Finding]:
    """A field that takes no expression holds none: it would be taken as it stands."""
    for name in sorted(CONSTANTS.get(state.kind, set()) - {"Comment", "ItemProcessor", "Branches"}):
        if name in {"Choices", "Catch", "Retry"}:
            kept = RULE_FIELDS[name] - ({"Condition", "Assign", "Output"} if name != "Retry" else set())
            for number, rule in enumerate(state.body.get(name, ())):
                for field in sorted(kept & set(rule) - {"Comment"}):
                    yield from _constant(f"{state.field}.{name}[{number}].{field}", rule[field])
        else:
            yield from _constant(f"{state.field}.{name}", state.body.get(name))


def _constant(field: str, value: Any) -> Iterator[Finding]:
    if any(
        isinstance(each, str) and "{%" in each for each in (value if isinstance(value, list) else [value])
    ):
        yield Finding(field, "no-expression-here", "the field takes no expression", "write a constant")


def _names(state: State) -> Iterator[Finding]:
    """Names are short enough, and those of variables can be written after a dollar."""
    if len(state.name) > LONGEST_NAME:
        yield Finding(
            state.field, "long-name", f"is longer than {LONGEST_NAME} characters", "shorten the state's name"
        )
    for name, field in state.assignments():
        if len(name) > LONGEST_NAME:
            yield Finding(
                field, "long-name", f"is longer than {LONGEST_NAME} characters", "shorten the variable's name"
            )
        if name == "states" or not VARIABLE.fullmatch(name):
            yield Finding(
                field, "variable-name", "cannot be a variable", "use letters, digits and _, and not `states`"
            )


def _faults(state: State) -> Iterator[Finding]:
    """Tasks try again what passes by itself, and nothing else; no error leaves a machine as it came."""
    retries, catches = state.body.get("Retry", ()), state.body.get("Catch", ())
    if state.kind == "Task":
        retried = [name for each in retries if _attempts(each) for name in each["ErrorEquals"]]
        if not any(TRANSIENT.search(name) or name in WILDCARDS for name in retried):
            yield Finding(
                state.field,
                "no-retry",
                "throttling or an outage of a second would fail it",
                "give it a Retry for throttling and transient errors of its service",
            )
        if not any("States.ALL" in each["ErrorEquals"] for each in catches):
            yield Finding(
                state.field,
                "no-catch",
                "an error would end the machine without a code of ours",
                "give it a Catch for States.ALL that leads to a Fail",
            )
    yield from _retried(state)
    for each, rules in (("Retry", retries), ("Catch", catches)):
        for number, rule in enumerate(rules):
            names = rule["ErrorEquals"]
            last = number == len(rules) - 1
            if "States.ALL" in names and (len(names) > 1 or not last):
                yield Finding(
                    f"{state.field}.{each}[{number}].ErrorEquals",
                    "wildcard-not-last",
                    "States.ALL stands with or before others",
                    "put it alone, and last",
                )


def _retried(state: State) -> Iterator[Finding]:
    """What the same call meets again is not tried again."""
    spared: list[str] = []
    for number, rule in enumerate(state.body.get("Retry", ())):
        names = rule["ErrorEquals"]
        if not _attempts(rule):
            spared += names
            continue
        for name in names:
            excused = name in WILDCARDS and any(map(VALIDATION.search, spared))
            if VALIDATION.search(name) or (name in WILDCARDS and not excused):
                yield Finding(
                    f"{state.field}.Retry[{number}].ErrorEquals",
                    "retried-validation",
                    f"{name} tries again what will be refused again",
                    "name the transient errors, or spare the others before with MaxAttempts 0",
                )


def _attempts(rule: Mapping[str, Any]) -> bool:
    return bool(rule.get("MaxAttempts", 3) != 0)


def _failures(state: State) -> Iterator[Finding]:
    """A Fail says what happened, in a code and in words."""
    for name in ("Error", "Cause") if state.kind == "Fail" else ():
        if not state.body.get(name):
            yield Finding(
                state.field, "silent-fail", f"has no {name}", "give it both: a code, and what to do"
            )


def _needed(state: State) -> Iterator[Finding]:
    """Every kind of state has what it cannot be without."""
    needed = {
        "Task": ("Resource",),
        "Map": ("ItemProcessor",),
        "Parallel": ("Branches",),
        "Choice": ("Choices",),
    }
    for name in needed.get(state.kind, ()):
        if not state.body.get(name):
            yield Finding(
                state.field, "missing-field", f"a {state.kind} has no {name}", f"give it its {name}"
            )
    if state.kind == "Wait" and ("Seconds" in state.body) == ("Timestamp" in state.body):
        yield Finding(
            state.field, "missing-field", "a Wait has not one of Seconds and Timestamp", "give it one"
        )
    for number, rule in enumerate(state.body.get("Choices", ())):
        for name in {"Condition", "Next"} - set(rule):
            yield Finding(
                f"{state.field}.Choices[{number}]", "missing-field", f"has no {name}", f"give it its {name}"
            )


_RULES: tuple[Callable[[State], Iterator[Finding]], ...] = (
    _fields,
    _needed,
    _constants,
    _names,
    _faults,
    _failures,
)
