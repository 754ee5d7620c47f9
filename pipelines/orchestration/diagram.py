"""A machine as a picture: Mermaid's stateDiagram-v2 from its definition, and the page of all machines.

A way from a Choice shows its condition, one from a Catch the error. A Map is drawn around the states of its
iterations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.orchestration.machine import Machine

LONGEST_LABEL = 60
SIGNS = {" : ": " else ", "<=": "≤", ">=": "≥", "!=": "≠", "<": "below", ":": "", ";": "", "#": ""}
"""What a label cannot hold: a colon or semicolon ends it, a hash begins a character's code, < an element."""


def render_page(machines: Sequence[Machine], inputs: Mapping[str, str]) -> str:
    """Return a Markdown page that shows each machine, and the input that it takes.

    `inputs` says it for each job, as Markdown; raises KeyError for a machine of which it says nothing.
    """
    parts = [
        "# Machines",
        "Rendered by `scripts/docs` from the definitions; `pipelines machines render` writes those to files.",
    ]
    for machine in machines:
        parts += [
            f"## {machine.job}",
            str(machine.definition["Comment"]),
            inputs[machine.job].strip(),
            f"```mermaid\n{render_diagram(machine.definition)}```",
        ]
    return "\n\n".join(parts) + "\n"


def render_diagram(definition: Mapping[str, Any]) -> str:
    """Return a definition as a Mermaid diagram: the same text for the same definition."""
    return "".join(f"{line}\n" for line in ("stateDiagram-v2", *_scope(definition, "    ")))


def _scope(body: Mapping[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}[*] --> {_id(body['StartAt'])}"
    for name, state in body["States"].items():
        yield from _box(name, state, indent)
        labels: dict[str, list[str]] = {}
        for target, label in _ways(state):
            labels.setdefault(target, []).append(label)
        for target, said in labels.items():
            label = _label(("or " if "" in said and len(said) > 1 else "") + ", ".join(filter(None, said)))
            yield f"{indent}{_id(name)} --> {target}{f' : {label}' if label else ''}"


def _box(name: str, state: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Describe a state, and draw what is inside of it."""
    scopes = [*([state["ItemProcessor"]] if "ItemProcessor" in state else []), *state.get("Branches", ())]
    if scopes:
        yield f'{indent}state "{_text(name)} ({_repeated(state)})" as {_id(name)} {{'
        for number, scope in enumerate(scopes):
            if number:
                yield f"{indent}    --"
            yield from _scope(scope, f"{indent}    ")
        yield f"{indent}}}"
        return
    yield f'{indent}state "{_text(name)}" as {_id(name)}'
    if described := _described(state):
        yield f"{indent}{_id(name)} : {_label(described)}"


def _repeated(state: Mapping[str, Any]) -> str:
    if "Branches" in state:
        return "all at once"
    if state["ItemProcessor"].get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED":
        return "a child execution for each"
    return "each in order" if state.get("MaxConcurrency") == 1 else "some at a time"


def _described(state: Mapping[str, Any]) -> str:
    if state["Type"] == "Task":
        return " ".join(state["Resource"].removesuffix(".sync:2").split(":")[-2:])
    if state["Type"] == "Fail":
        return f"fails with {_plain(state['Error'])}"
    return {"Wait": "waits", "Succeed": "succeeds"}.get(state["Type"], "")


def _ways(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each way out of a state and what leads to it, `[*]` being the end."""
    for rule in state.get("Choices", ()):
        yield _id(rule["Next"]), _plain(rule["Condition"])
    if "Default" in state:
        yield _id(state["Default"]), "else"
    if "Next" in state:
        yield _id(state["Next"]), ""
    for catcher in state.get("Catch", ()):
        names = ["error" if name == "States.ALL" else name.split(".")[-1] for name in catcher["ErrorEquals"]]
        yield _id(catcher["Next"]), " or ".join(names)
    if state.get("End") is True or state["Type"] in {"Succeed", "Fail"}:
        yield "[*]", ""


def _id(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _plain(value: Any) -> str:
    """Return an expression without its marks and dollars, or what else stands there."""
    text = str(value)
    return text[2:-2].replace("$", "") if text.startswith("{%") else text


def _text(text: str) -> str:
    return text.replace('"', "'")


def _label(text: str) -> str:
    """Return a text that Mermaid takes for a label, cut to what a picture has room for."""
    label = " ".join(text.split())
    for sign, writable in SIGNS.items():
        label = label.replace(sign, writable)
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
