"""A plan as text: a sign, a name, what changes inside, a count at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipelines.plan.changes import ACTIONS, Action, Change, FieldChange, Plan
from pipelines.plan.diff import render_value

SIGNS: Final[Mapping[Action, str]] = {
    "create": "+",
    "update": "~",
    "drifted": "!",
    "delete": "-",
    "unchanged": "=",
}
_VERBS: Final[Mapping[Action, str]] = {
    "create": "to create",
    "update": "to update",
    "drifted": "drifted",
    "delete": "to delete",
    "unchanged": "unchanged",
}
_WIDTH: Final = 64
_DIGEST_LENGTH: Final = 64
_SHOWN: Final = 40


def explain_plan(plan: Plan, *, everything: bool = False) -> str:
    """The plan for a reader, ending in a newline; unchanged ones are counted, and shown with *everything*."""
    lines: list[str] = []
    for kind, title in (("code", "Code"), ("pipeline", "Pipelines"), ("machine", "Machines")):
        shown = [c for c in plan.changes if c.kind == kind and (everything or c.is_change)]
        if shown:
            lines += [title, *(line for change in shown for line in explain_change(change)), ""]
    lines += [f"  {warning}" for warning in plan.warnings]
    if plan.warnings:
        lines.append("")
    lines.append(summarise(plan))
    return "\n".join(lines) + "\n"


def explain_change(change: Change) -> Iterator[str]:
    """The lines of one change: its head, then one for each field."""
    head = f"  {SIGNS[change.action]} {change.target}"
    about = f"{change.origin} {change.step}".rstrip()
    yield f"{head}  ({about})" + (f"  {change.reason}" if change.reason else "")
    for number, field in enumerate(change.fields):
        if number == _SHOWN:
            yield f"      … and {len(change.fields) - _SHOWN} more"
            return
        yield f"      {explain_field(field)}"


def explain_field(field: FieldChange) -> str:
    """`+ path: value`, `- path: value`, `~ path: before -> after`; long values cut, never to look equal."""
    before, after = _distinct(field.before, field.after)
    if field.before is None:
        return f"+ {field.path}: {after}"
    if field.after is None:
        return f"- {field.path}: {before}"
    return f"~ {field.path}: {before} -> {after}"


def summarise(plan: Plan) -> str:
    """`Pipelines: 1 to create, 9 unchanged. Code: 4 to create.`, or that there is nothing to do."""
    if plan.is_empty:
        counted = [_counted(plan.count("pipeline")["unchanged"], "pipeline")]
        if machines := plan.count("machine")["unchanged"]:
            counted.append(_counted(machines, "machine"))
        return f"No changes: {' and '.join(counted)} as the records say."
    return " ".join(
        f"{title}: {_counts(plan.count(kind))}."  # type: ignore[arg-type]
        for kind, title in (("pipeline", "Pipelines"), ("code", "Code"), ("machine", "Machines"))
        if any(change.kind == kind for change in plan.changes)
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _counts(count: Mapping[Action, int]) -> str:
    return ", ".join(f"{count[action]} {_VERBS[action]}" for action in ACTIONS if count[action])


def _distinct(before: Any, after: Any) -> tuple[str, str]:
    """Both values, short; where the short forms are the same, both from the first place where they differ."""
    texts = [_one_line(render_value(value)) for value in (before, after)]
    if texts[0] == texts[1]:  # "<X>" as text, and a reference to the parameter X
        texts = [repr(value) for value in (before, after)]
    short = [_short(text) for text in texts]
    if short[0] != short[1]:
        return short[0], short[1]
    length = min(map(len, texts))
    start = next((i for i in range(length) if texts[0][i] != texts[1][i]), length)
    start = max(0, start - 12)
    return f"…{_short(texts[0][start:])}", f"…{_short(texts[1][start:])}"


def _one_line(text: str) -> str:
    return text if text.isprintable() else repr(text)[1:-1]


def _short(text: str) -> str:
    if len(text) == _DIGEST_LENGTH and all(c in "0123456789abcdef" for c in text):
        return text[:12]
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
