"""Rules of variables: a state reads only what is assigned on every path that leads to it.

What is known to be assigned at a state's entry is what all ways into it have in common; it is found by
starting from everything and taking away until nothing changes. `Assign` and `Output` see the values at entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.orchestration.lint.findings import Finding
from pipelines.orchestration.lint.functions import FUNCTIONS, REMOVED
from pipelines.orchestration.lint.scopes import Scope, State, Text
from pipelines.orchestration.lint.syntax import UsesOf


@dataclass(frozen=True)
class _Around:
    """What a scope finds when it begins."""

    known: frozenset[str] = frozenset()
    """Assigned, and readable."""
    outer: frozenset[str] = frozenset()
    """Existing in the scopes around it, readable or not."""
    hidden: frozenset[str] = frozenset()
    """Existing around a distributed Map, which reads none of them."""


def flow_problems(top: Scope, uses_of: UsesOf) -> Iterator[Finding]:
    """Find reads of what may not be assigned, and assignments of names that a scope around has."""
    yield from _of_scope(top, uses_of, _Around())


@dataclass(frozen=True)
class _Known:
    """A scope with what is around it, and what is assigned when each state is entered."""

    scope: Scope
    around: _Around
    entries: Mapping[str, frozenset[str]]


def _of_scope(scope: Scope, uses_of: UsesOf, around: _Around) -> Iterator[Finding]:
    known = _Known(scope, around, entry_values(scope, around.known))
    outer = around.outer | scope.assigned()
    for state in scope.states.values():
        yield from _shadowing(state, around)
        entry = known.entries.get(state.name)
        if entry is None:  # nothing leads there, which is a finding of its own
            continue
        for text in state.texts():
            for name in sorted(_read(text, uses_of) - entry):
                if name in outer or name not in FUNCTIONS:
                    yield _unassigned(known, state, text, name)
        for inner in state.inner:
            reads = _Around(entry, outer, around.hidden)
            yield from _of_scope(
                inner, uses_of, _Around(frozenset(), outer, outer) if inner.distributed else reads
            )


def _shadowing(state: State, around: _Around) -> Iterator[Finding]:
    for name, field in state.assignments():
        if name in around.outer:
            yield Finding(
                field,
                "shadowed-variable",
                f"${name} is a variable of a scope around this one",
                "names of inner and outer variables differ: rename one",
            )


def entry_values(scope: Scope, known: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return what is assigned whenever a state is entered; states that never are entered are left out."""
    entries = {scope.start: known} if scope.start in scope.states else {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        for way in scope.states[name].transitions():
            if way.target not in scope.states:
                continue
            after = entries[name] | way.assigned
            before = entries.get(way.target)
            meeting = after if before is None else before & after
            if meeting != before:
                entries[way.target] = meeting
                waiting.append(way.target)
    return entries


def _read(text: Text, uses_of: UsesOf) -> set[str]:
    if text.expression is None:
        return set()
    try:
        return uses_of(text.expression).variables - REMOVED
    except ValueError:  # a finding of its own
        return set()


def _unassigned(known: _Known, state: State, text: Text, name: str) -> Finding:
    if name in text.beside:
        return Finding(
            text.field,
            "same-assign",
            f"${name} is first set by this state, and is read as it was before",
            "compute it again here, or assign it in a state before",
        )
    if name in known.around.hidden:
        return Finding(
            text.field,
            "distributed-variable",
            f"${name} is outside of a distributed Map, which reads no variable around it",
            "hand it in with ItemSelector or BatchInput, and read $states.input",
        )
    if name not in known.scope.assigned() | known.around.outer:
        return Finding(
            text.field, "unassigned-variable", f"nothing assigns ${name}", "assign it, or correct the name"
        )
    return Finding(
        text.field,
        "unassigned-variable",
        f"${name} is not assigned when {_witness(known, state, name)}",
        "assign it on every path that leads here",
    )


def _witness(known: _Known, state: State, name: str) -> str:
    """Say on which way in the variable is missing."""
    for source in known.scope.states.values():
        entry = known.entries.get(source.name)
        for way in source.transitions():
            if entry is not None and way.target == state.name and name not in entry | way.assigned:
                return f"it is reached by {way.field}"
    return "the scope starts here"
