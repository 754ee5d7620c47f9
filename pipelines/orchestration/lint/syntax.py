"""What a JSONata expression uses, read from the syntax tree of JSONata 2.0.6.

Names that the expression defines itself (`$x := ...`, a function's parameters, `@$x`, `#$i`) are its own. A
function's body may use names that its block defines further down: it runs later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]
Parse = Callable[[str], Node]


@dataclass
class Uses:
    """What an expression uses of its surroundings."""

    variables: set[str] = field(default_factory=set)
    """Read, and not defined by the expression; names without `$`, functions among them."""
    functions: set[str] = field(default_factory=set)
    """Called by name, and not defined by the expression."""
    states: set[tuple[str, ...]] = field(default_factory=set)
    """Paths below `$states` (`("context", "Task", "Token")`); the empty path is all of it."""
    document: set[str] = field(default_factory=set)
    """References to an input document, which Step Functions does not have: `$`, `$$`, `name`, `*`."""


class UsesOf:
    """Reads what expressions use, each text once."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._known: dict[str, Uses | ValueError] = {}

    def __call__(self, expression: str) -> Uses:
        """Return what it uses; raises ValueError when it does not parse."""
        if expression not in self._known:
            try:
                self._known[expression] = uses_of(self._parse(expression))
            except ValueError as error:
                self._known[expression] = error
        known = self._known[expression]
        if isinstance(known, ValueError):
            raise known
        return known


def uses_of(tree: Node) -> Uses:
    """Return what the expression of a syntax tree uses."""
    reader = _Reader()
    reader.visit(tree, _Frame(), bare=True)
    return reader.uses


@dataclass
class _Frame:
    """Names that are defined at a place, and those that its block will define."""

    names: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    outer: _Frame | None = None

    def chain(self) -> Iterator[_Frame]:
        frame: _Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.outer

    def has(self, name: str) -> bool:
        return any(name in frame.names for frame in self.chain())

    def inside_function(self, parameters: Iterable[str]) -> _Frame:
        return _Frame({*parameters, *(name for frame in self.chain() for name in frame.later)}, set(), self)


class _Reader:
    """Visits a tree; `bare` says that the context would be the input document."""

    def __init__(self) -> None:
        self.uses = Uses()
        self._visits: Mapping[str, Callable[[Node, _Frame, bool], None]] = {
            "path": self._path,
            "variable": self._variable,
            "name": self._name,
            "wildcard": self._name,
            "descendant": self._name,
            "parent": self._name,
            "function": self._call,
            "partial": self._call,
            "lambda": self._lambda,
            "bind": self._bind,
            "block": self._block,
            "transform": self._transform,
            "sort": self._sort,
        }

    def visit(self, node: Node, frame: _Frame, *, bare: bool) -> None:
        """Read a node and what hangs on it: predicates, groups, names for its context."""
        self._visits.get(node["type"], self._parts)(node, frame, bare)
        for name in ("focus", "index"):
            if isinstance(node.get(name), str):
                frame.names.add(node[name])
        for stage in (*node.get("stages", ()), *node.get("predicate", ())):
            if "expr" in stage:
                self.visit(stage["expr"], frame, bare=False)
            elif isinstance(stage.get("value"), str):
                frame.names.add(stage["value"])
        if node["type"] != "path":
            self._pairs(node.get("group", {}).get("lhs", ()), frame, bare=False)

    def _parts(self, node: Node, frame: _Frame, bare: bool) -> None:
        """Read the parts of operators, conditions and constructors: they share the context."""
        for part in ("condition", "then", "else", "expression", "rhs"):
            if part in node:
                self.visit(node[part], frame, bare=bare)
        for part in node.get("expressions", ()):
            self.visit(part, frame, bare=bare)
        if isinstance(node.get("lhs"), list):
            self._pairs(node["lhs"], frame, bare=bare)
        elif "lhs" in node:
            self.visit(node["lhs"], frame, bare=bare)

    def _pairs(self, pairs: Iterable[Iterable[Node]], frame: _Frame, *, bare: bool) -> None:
        for pair in pairs:
            for part in pair:
                self.visit(part, frame, bare=bare)

    def _path(self, node: Node, frame: _Frame, bare: bool) -> None:
        first, *rest = node["steps"]
        inside = _Frame(outer=frame)
        if _is_variable(first, "states") and not frame.has("states"):
            names = () if _is_cut(first) else tuple(_names(rest))
            self.uses.states.add(names)
            self.visit({**first, "type": "seen"}, inside, bare=bare)
        else:
            self.visit(first, inside, bare=bare)
        for step in rest:
            self.visit(step, inside, bare=False)
        # A group of the whole path sees the names that its steps gave.
        self._pairs(node.get("group", {}).get("lhs", ()), inside, bare=False)

    def _variable(self, node: Node, frame: _Frame, bare: bool) -> None:
        name = node["value"]
        if name == "$" or (name == "" and bare):
            self.uses.document.add(f"${name}")
        elif name == "states" and not frame.has(name):
            self.uses.states.add(())
        elif name and not frame.has(name):
            self.uses.variables.add(name)

    def _name(self, node: Node, _frame: _Frame, bare: bool) -> None:
        if bare:
            self.uses.document.add(str(node.get("value", "%")))

    def _call(self, node: Node, frame: _Frame, bare: bool) -> None:
        procedure = node["procedure"]
        if procedure["type"] == "variable" and procedure["value"] not in {"", "$"}:
            if not frame.has(procedure["value"]):
                self.uses.functions.add(procedure["value"])
        else:
            self.visit(procedure, frame, bare=bare)
        for argument in node["arguments"]:
            self.visit(argument, frame, bare=bare)

    def _lambda(self, node: Node, frame: _Frame, bare: bool) -> None:
        inside = frame.inside_function(argument["value"] for argument in node["arguments"])
        # A body's context is that of the function's definition, not of its call.
        self.visit(node["body"], inside, bare=bare)

    def _bind(self, node: Node, frame: _Frame, bare: bool) -> None:
        name = node["lhs"]["value"]
        if node["rhs"]["type"] == "lambda":
            frame.names.add(name)
        self.visit(node["rhs"], frame, bare=bare)
        frame.names.add(name)

    def _block(self, node: Node, frame: _Frame, bare: bool) -> None:
        later = {part["lhs"]["value"] for part in node["expressions"] if part["type"] == "bind"}
        inside = _Frame(set(), later, frame)
        for part in node["expressions"]:
            self.visit(part, inside, bare=bare)

    def _transform(self, node: Node, frame: _Frame, _bare: bool) -> None:
        for part in ("pattern", "update", "delete"):
            if part in node:
                self.visit(node[part], frame, bare=False)

    def _sort(self, node: Node, frame: _Frame, _bare: bool) -> None:
        for term in node["terms"]:
            self.visit(term["expression"], frame, bare=False)


def _is_variable(node: Node, name: str) -> bool:
    return bool(node["type"] == "variable" and node["value"] == name)


def _is_cut(node: Node) -> bool:
    return "predicate" in node or "stages" in node


def _names(steps: Iterable[Node]) -> Iterator[str]:
    for step in steps:
        if step["type"] != "name":
            return
        yield step["value"]
        if _is_cut(step):
            return
