"""Rules of one expression, by where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.orchestration.lint.findings import Finding
from pipelines.orchestration.lint.functions import FUNCTIONS, REMOVED
from pipelines.orchestration.lint.scopes import Scope, State, Text
from pipelines.orchestration.lint.syntax import Uses, UsesOf

TOKEN = ("context", "Task")
ITEM = ("context", "Map")
WAITING = ".waitForTaskToken"
MAP_FIELDS = ("ItemSelector", "ItemBatcher", "ItemReader", "ResultWriter")


def expression_problems(top: Scope, uses_of: UsesOf) -> Iterator[Finding]:
    """Find what is wrong with each expression, whatever the paths to its state."""
    yield from _of_scope(top, uses_of, frozenset(), in_map=False)


def _of_scope(scope: Scope, uses_of: UsesOf, outer: frozenset[str], *, in_map: bool) -> Iterator[Finding]:
    assigned = scope.assigned() if scope.distributed else outer | scope.assigned()
    for state in scope.states.values():
        for text in state.texts():
            if text.expression is None:
                yield from _plain(text)
                continue
            try:
                uses = uses_of(text.expression)
            except ValueError as error:
                yield Finding(text.field, "unparsable", str(error), "write JSONata 2.0.6")
                continue
            yield from _functions(text, uses, assigned)
            yield from _document(text, uses)
            yield from _states(state, text, uses, in_map=in_map)
        for inner in state.inner:
            yield from _of_scope(inner, uses_of, assigned, in_map=in_map or state.kind == "Map")


def _plain(text: Text) -> Iterator[Finding]:
    if text.text.startswith("{%") or text.text.endswith("%}") or "{%" in text.text:
        yield Finding(
            text.field,
            "mixed-text",
            "an expression with text around it is refused, or taken as it stands",
            "let the string begin with {% and end with %}, and join texts with &",
        )


def _functions(text: Text, uses: Uses, assigned: frozenset[str]) -> Iterator[Finding]:
    for name in sorted((uses.functions | uses.variables) & REMOVED):
        yield Finding(
            text.field, "eval", f"Step Functions has no ${name}", "read JSON with $parse; run no text as code"
        )
    for name in sorted(uses.functions - REMOVED):
        if name in assigned:
            yield Finding(
                text.field,
                "called-variable",
                f"${name} is a variable of the machine, and variables hold no functions",
                "rename the variable, or define the function in the expression",
            )
        elif name not in FUNCTIONS:
            yield Finding(
                text.field,
                "unknown-function",
                f"neither JSONata 2.0.6 nor Step Functions has ${name}",
                "define it in the expression, or correct its name",
            )


def _document(text: Text, uses: Uses) -> Iterator[Finding]:
    for name in sorted(uses.document):
        yield Finding(
            text.field,
            "no-document",
            f"{name} would be of an input document, which there is not",
            "begin at a variable: $states.input, or one that was assigned",
        )


def _states(state: State, text: Text, uses: Uses, *, in_map: bool) -> Iterator[Finding]:
    for path in sorted(uses.states):
        if not path or path[0] not in text.place.value:
            name = ".".join(("$states", *path[:1]))
            there = ", ".join(sorted(f"$states.{each}" for each in text.place.value))
            yield Finding(text.field, "no-such-state-value", f"there is no {name} here", f"there is {there}")
        if path[:2] == TOKEN and not str(state.body.get("Resource", "")).endswith(WAITING):
            yield Finding(
                text.field,
                "no-task-token",
                "only a task that waits for its token has one",
                f"let the Resource end with {WAITING}",
            )
        of_map = state.kind == "Map" and text.field.startswith(
            tuple(f"{state.field}.{name}" for name in MAP_FIELDS)
        )
        if path[:2] == ITEM and not in_map and not of_map:
            yield Finding(
                text.field, "no-map-item", "there is an item only in a Map", "read it in the ItemSelector"
            )
