"""How many events an execution's history gets: Step Functions ends an execution at 25,000 of them.

Counted along the longest way through the states, from the event types of the API ("HistoryEvent"): a state
that is entered and left has two, a task what its call adds, a Map what its iterations add, unless they are
executions of their own (distributed). A loop counts as often as it is said to go round.
Source of the limit: Developer Guide, "Quotas", "Quotas related to state machine executions".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_EVENTS = 25_000

ENTERED_AND_EXITED = 2
EXECUTION = 2
"""ExecutionStarted, and ExecutionSucceeded or another end."""
CALL = 3
"""TaskScheduled, TaskStarted, TaskSucceeded; or TaskFailed, which the next attempt follows."""
SUBMITTED = 1
"""TaskSubmitted, of a call that is waited for."""
AROUND = 2
"""MapStateStarted and MapStateSucceeded, or of Parallel."""
ITERATION = 2
"""MapIterationStarted and MapIterationSucceeded."""
MAP_RUN = 2
"""MapRunStarted and MapRunSucceeded."""
DEFAULT_ATTEMPTS = 3
"""Of a retrier that does not say."""


@dataclass(frozen=True)
class Repetition:
    """What a definition leaves open; names of states are unique in a machine."""

    items: Mapping[str, int] = field(default_factory=dict)
    """Name of a Map -> how many items it has at the most."""
    rounds: Mapping[str, int] = field(default_factory=dict)
    """Name of a state -> how often the loop that it is in goes round at the most."""
    retried: bool = True
    """Whether every call fails as often as it may and is tried again."""


@dataclass(frozen=True)
class History:
    """The most events of an execution, and of the child executions of its distributed Maps."""

    events: int
    children: Mapping[str, History]
    """Name of a distributed Map -> the history of each of its child executions."""


def history_of(definition: Mapping[str, Any], repetition: Repetition) -> History:
    """Return the longest history of a machine.

    Raises ValueError for a Map whose items, or a loop whose rounds, are not said.
    """
    children: dict[str, History] = {}
    return History(EXECUTION + _scope(definition, repetition, children), children)


def _scope(body: Mapping[str, Any], repetition: Repetition, children: dict[str, History]) -> int:
    """Return the most events from a scope's start to one of its ends."""
    states: Mapping[str, Mapping[str, Any]] = body["States"]
    ways = {name: _targets(state) for name, state in states.items()}
    weight = {name: _state(name, state, repetition, children) for name, state in states.items()}
    loops = {name: _loop(name, ways) for name in states}
    known: dict[frozenset[str], int] = {}

    def longest(loop: frozenset[str]) -> int:
        if loop not in known:
            own = sum(weight[name] for name in loop) * _rounds(loop, ways, repetition)
            after = {loops[target] for name in loop for target in ways[name]} - {loop}
            known[loop] = own + max(map(longest, after), default=0)
        return known[loop]

    return longest(loops[body["StartAt"]])


def _targets(state: Mapping[str, Any]) -> set[str]:
    rules: Iterable[Mapping[str, Any]] = (*state.get("Choices", ()), *state.get("Catch", ()))
    ends = [state.get("Next"), state.get("Default"), *(rule.get("Next") for rule in rules)]
    return {name for name in ends if name is not None}


def _loop(name: str, ways: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the states that lie on a way from a state back to it, and itself."""
    return frozenset(other for other in _reached(name, ways) if name in _reached(other, ways)) | {name}


def _reached(name: str, ways: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = set(ways[name])
    while waiting:
        found |= waiting
        waiting = {target for each in waiting for target in ways[each]} - found
    return found


def _rounds(loop: frozenset[str], ways: Mapping[str, set[str]], repetition: Repetition) -> int:
    if len(loop) == 1 and not loop & ways[min(loop)]:
        return 1
    said = [repetition.rounds[name] for name in loop if name in repetition.rounds]
    if not said:
        raise ValueError(f"how often does the loop of {', '.join(sorted(loop))} go round? Say it in `rounds`")
    return max(said)


def _state(name: str, state: Mapping[str, Any], repetition: Repetition, children: dict[str, History]) -> int:
    attempts = 1 + (_retries(state) if repetition.retried else 0)
    if state["Type"] == "Fail":
        return 1
    if state["Type"] == "Task":
        waited = ".sync" in state["Resource"] or ".waitForTaskToken" in state["Resource"]
        return ENTERED_AND_EXITED + attempts * (CALL + SUBMITTED * waited)
    if state["Type"] == "Parallel":
        inside = sum(_scope(branch, repetition, children) for branch in state["Branches"])
        return ENTERED_AND_EXITED + attempts * (AROUND + inside)
    if state["Type"] == "Map":
        return ENTERED_AND_EXITED + attempts * (AROUND + _iterations(name, state, repetition, children))
    return ENTERED_AND_EXITED


def _iterations(
    name: str, state: Mapping[str, Any], repetition: Repetition, children: dict[str, History]
) -> int:
    processor = state["ItemProcessor"]
    if processor.get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED":
        children[name] = history_of(processor, repetition)
        return MAP_RUN
    if name not in repetition.items:
        raise ValueError(f"how many items has the Map {name} at the most? Say it in `items`")
    return repetition.items[name] * (ITERATION + _scope(processor, repetition, children))


def _retries(state: Mapping[str, Any]) -> int:
    return sum(rule.get("MaxAttempts", DEFAULT_ATTEMPTS) for rule in state.get("Retry", ()))
