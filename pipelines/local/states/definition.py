"""Whether a text is the definition of a state machine, as CreateStateMachine checks it. All faults at once.

The states language of JSONata only: what belongs to JSONPath is refused, as the service does in a JSONata
state. Not checked: what an expression means (`$states.result` where there is none); a linter is for that.
Refused, as it does not run here: activities, `.waitForTaskToken`, ResultWriter, Credentials, and integrations
other than aws-sdk and states:startExecution.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipelines.local import jsonata
from pipelines.local.states import calls
from pipelines.local.states.scope import expression_of, expressions_in

MAX_BYTES: Final = 1_048_576
MAX_NAME: Final = 80
_TERMINAL: Final = {"Succeed", "Fail"}
_COMMON: Final = {"Type", "Comment", "QueryLanguage"}
_FLOW: Final = {"Next", "End", "Output", "Assign"}
_WORK: Final = _FLOW | {"Retry", "Catch"}
_FIELDS: Final[Mapping[str, set[str]]] = {
    "Pass": _FLOW,
    "Choice": {"Choices", "Default", "Output", "Assign"},
    "Wait": _FLOW | {"Seconds", "Timestamp"},
    "Succeed": {"Output"},
    "Fail": {"Error", "Cause"},
    "Task": _WORK | {"Resource", "Arguments", "TimeoutSeconds"},
    "Parallel": _WORK | {"Branches", "Arguments"},
    "Map": _WORK
    | {"Items", "ItemSelector", "ItemProcessor", "MaxConcurrency"}
    | {"ItemReader", "ItemBatcher", "Label", "ToleratedFailureCount", "ToleratedFailurePercentage"},
}
_DISTRIBUTED: Final = (
    "ItemReader",
    "ItemBatcher",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
)
_MACHINE: Final = {"Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"}
_PROCESSOR: Final = {"Comment", "QueryLanguage", "StartAt", "States", "ProcessorConfig"}
_RETRY: Final = {"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds"}
_RETRIER: Final = _RETRY | {"JitterStrategy", "Comment"}
_NUMBERS: Final[Mapping[str, tuple[Any, int]]] = {
    "IntervalSeconds": (int, 1),
    "MaxAttempts": (int, 0),
    "BackoffRate": ((int, float), 1),
    "MaxDelaySeconds": (int, 1),
}
_CATCHER: Final = {"ErrorEquals", "Next", "Output", "Assign", "Comment"}
_RULE: Final = {"Condition", "Next", "Output", "Assign", "Comment"}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    code: str
    """The service's: `SCHEMA_VALIDATION_FAILED`."""
    message: str
    location: str
    """`/States/Name/Field`."""

    def __str__(self) -> str:
        return f"{self.code}: {self.message} at {self.location}"


def _wrong(message: str, location: str) -> Fault:
    return Fault("SCHEMA_VALIDATION_FAILED", message, location)


def faults(text: str) -> list[Fault]:
    """Return everything that is wrong with a definition, empty if it can run."""
    if len(text.encode()) > MAX_BYTES:
        return [_wrong(f"The definition has more than {MAX_BYTES} bytes", "/")]
    try:
        machine = json.loads(text)
    except ValueError as error:
        return [Fault("INVALID_JSON_DESCRIPTION", str(error), "/")]
    if not isinstance(machine, dict):
        return [Fault("INVALID_JSON_DESCRIPTION", "not an object", "/")]
    found = [*_machine(machine, "", _MACHINE, machine.get("QueryLanguage", "JSONPath"), frozenset())]
    names = Counter(name for name, _ in _all_states(machine))
    found += [Fault("DUPLICATE_STATE_NAME", name, "/") for name, count in names.items() if count > 1]
    return found


def _all_states(machine: Any) -> Iterator[tuple[str, Any]]:
    states = machine.get("States") if isinstance(machine, dict) else None
    for name, state in (states if isinstance(states, dict) else {}).items():
        yield name, state
        if isinstance(state, dict):
            for inner in (*_list(state.get("Branches")), state.get("ItemProcessor")):
                yield from _all_states(inner)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _machine(
    machine: Any, place: str, fields: set[str], language: str, outer: frozenset[str]
) -> Iterator[Fault]:
    """`outer`: the variables of the scopes around it, which it may not assign."""
    if not isinstance(machine, dict):
        yield _wrong("StartAt and States", place)
        return
    yield from _only(machine, fields, place)
    states = machine.get("States")
    if not isinstance(states, dict) or not states:
        yield _wrong("States holds no state", f"{place}/States")
        return
    start = str(machine.get("StartAt"))
    if start not in states:
        yield Fault("MISSING_TRANSITION_TARGET", start, f"{place}/StartAt")
    own = {name for state in states.values() if isinstance(state, dict) for name in _assigned(state)}
    reached = {start}
    for name, state in states.items():
        here = f"{place}/States/{name}"
        if not isinstance(state, dict):
            yield _wrong("a state is an object", here)
            continue
        if len(name) > MAX_NAME:
            yield _wrong(f"a name has {MAX_NAME} characters at the most", here)
        yield from (
            _wrong(
                f"the variable {variable} belongs to an outer scope",
                f"{here}/Assign",
            )
            for variable in sorted(set(_assigned(state)) & outer)
        )
        yield from _state(state, here, state.get("QueryLanguage", language), outer | own)
        for target, where in _targets(state):
            reached.add(target)
            if target not in states:
                yield Fault("MISSING_TRANSITION_TARGET", target, f"{here}/{where}")
    yield from (
        Fault("MISSING_TRANSITION_TARGET", f"State {name!r} is not reachable", f"{place}/States/{name}")
        for name in states
        if name not in reached
    )


def _assigned(state: Mapping[str, Any]) -> Iterator[str]:
    for part in (state, *_list(state.get("Choices")), *_list(state.get("Catch"))):
        if isinstance(part, dict) and isinstance(part.get("Assign"), dict):
            yield from part["Assign"]


def _targets(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in ("Next", "Default"):
        if field in state:
            yield str(state[field]), field
    for field in ("Choices", "Catch"):
        for index, part in enumerate(_list(state.get(field))):
            yield str(part.get("Next") if isinstance(part, dict) else None), f"{field}[{index}]/Next"


def _only(part: Mapping[str, Any], fields: set[str], place: str) -> Iterator[Fault]:
    for name in part:
        if name not in fields:
            yield _wrong("Field is not supported", f"{place}/{name}")


def _state(state: Mapping[str, Any], place: str, language: str, variables: frozenset[str]) -> Iterator[Fault]:
    kind = str(state.get("Type"))
    if kind not in _FIELDS:
        yield _wrong(f"there is no such type of state: {kind}", f"{place}/Type")
        return
    if language != "JSONata":
        yield _wrong(f"here is JSONata only, not {language}", f"{place}/QueryLanguage")
        return
    yield from _only(state, _FIELDS[kind] | _COMMON, place)
    if kind not in _TERMINAL and kind != "Choice" and ("Next" in state) == (state.get("End") is True):
        yield _wrong("either Next or End", place)
    yield from _expressions(state, place)
    yield from _rules(state, place)
    if kind == "Choice":
        yield from _choices(state, place)
    elif kind == "Wait" and ("Seconds" in state) == ("Timestamp" in state):
        yield _wrong("either Seconds or Timestamp", place)
    elif kind == "Task":
        fault = calls.check(str(state.get("Resource")), state.get("Arguments"))
        if fault is not None:
            yield _wrong(fault, f"{place}/Resource")
    elif kind in ("Parallel", "Map"):
        yield from _inner(state, place, language, variables)


def _choices(state: Mapping[str, Any], place: str) -> Iterator[Fault]:
    choices = _list(state.get("Choices"))
    if not choices:
        yield _wrong("a Choice has Choices", f"{place}/Choices")
    for index, rule in enumerate(choices):
        if not isinstance(rule, dict) or not {"Condition", "Next"} <= set(rule):
            yield _wrong("Condition and Next", f"{place}/Choices[{index}]")
        else:
            yield from _only(rule, _RULE, f"{place}/Choices[{index}]")
            condition = rule["Condition"]
            if not isinstance(condition, bool) and expression_of(str(condition)) is None:
                yield _wrong("no expression", f"{place}/Choices[{index}]/Condition")


def _inner(state: Mapping[str, Any], place: str, language: str, variables: frozenset[str]) -> Iterator[Fault]:
    if state["Type"] == "Parallel":
        branches = _list(state.get("Branches"))
        if not branches:
            yield _wrong("a Parallel has Branches", f"{place}/Branches")
        for index, branch in enumerate(branches):
            here = f"{place}/Branches[{index}]"
            yield from _machine(branch, here, _PROCESSOR - {"ProcessorConfig"}, language, variables)
        return
    processor = state.get("ItemProcessor")
    if not isinstance(processor, dict):
        yield _wrong("a Map has an ItemProcessor", f"{place}/ItemProcessor")
        return
    config = processor.get("ProcessorConfig", {})
    if not isinstance(config, dict) or config.get("Mode", "INLINE") not in ("INLINE", "DISTRIBUTED"):
        yield _wrong("INLINE or DISTRIBUTED", f"{place}/ItemProcessor/ProcessorConfig/Mode")
        return
    distributed = config.get("Mode") == "DISTRIBUTED"
    if distributed and config.get("ExecutionType") not in ("STANDARD", "EXPRESS"):
        yield _wrong("STANDARD or EXPRESS", f"{place}/ItemProcessor/ProcessorConfig")
    if not distributed:
        for name in _DISTRIBUTED:
            if name in state:
                yield _wrong("of a distributed Map only", f"{place}/{name}")
    outer = frozenset[str]() if distributed else variables
    yield from _machine(processor, f"{place}/ItemProcessor", _PROCESSOR, language, outer)


def _expressions(state: Mapping[str, Any], place: str) -> Iterator[Fault]:
    own = {name: part for name, part in state.items() if name not in ("Branches", "ItemProcessor", "Comment")}
    for where, expression in expressions_in(own):
        try:
            jsonata.check(expression)
        except jsonata.JsonataError as error:
            yield _wrong(f"invalid JSONata expression: {error}", f"{place}{where}")
    for name in _assigned(state):
        if name == "states" or len(name) > MAX_NAME or not name.isidentifier():
            yield _wrong(f"no name of a variable: {name}", f"{place}/Assign")


def _rules(state: Mapping[str, Any], place: str) -> Iterator[Fault]:
    for part in (state, *_list(state.get("Choices")), *_list(state.get("Catch"))):
        if isinstance(part, dict) and not isinstance(part.get("Assign", {}), dict):
            yield _wrong("Assign names variables", f"{place}/Assign")
    for field, fields in (("Retry", _RETRIER), ("Catch", _CATCHER)):
        rules = _list(state.get(field))
        for index, rule in enumerate(rules):
            here = f"{place}/{field}[{index}]"
            names = rule.get("ErrorEquals") if isinstance(rule, dict) else None
            if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
                yield _wrong("ErrorEquals names errors", f"{here}/ErrorEquals")
                continue
            yield from _only(rule, fields, here)
            for name, (kind, least) in _NUMBERS.items():
                number = rule.get(name, least)
                if isinstance(number, bool) or not isinstance(number, kind) or number < least:
                    yield _wrong(f"a number from {least}", f"{here}/{name}")
            if rule.get("JitterStrategy", "NONE") not in ("FULL", "NONE"):
                yield _wrong("FULL or NONE", f"{here}/JitterStrategy")
            if "States.ALL" in names and (len(names) > 1 or index + 1 < len(rules)):
                yield _wrong("States.ALL stands alone and last", f"{here}/ErrorEquals")
