"""Named pieces of JSONata, and how an expression is put together from them.

A piece defines one name and says which other pieces it needs; `compose` writes those first, each once. So an
expression of a definition reads top down, and a rule has one text in all machines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """`$name := text`, after the pieces that it needs."""

    name: str
    """With its `$`."""
    text: str
    needs: tuple[Piece, ...] = ()


def compose(result: str, *needs: Piece) -> str:
    """Return the expression, in its `{% %}`, that defines what `result` needs and then gives it."""
    lines = [f"  {piece.name} := {_indented(piece.text)};" for piece in _ordered(needs)]
    if not lines:
        return f"{{% {result} %}}"
    return "\n".join(["{% (", *lines, f"  {_indented(result)}", ") %}"])


def json_text(value: object) -> str:
    """Return a plain JSON value as JSONata writes it: JSON is JSONata."""
    return json.dumps(value, ensure_ascii=True)


def regex(pattern: str) -> str:
    r"""Return a pattern of the grammar of Python and JavaScript as a literal that matches a whole text.

    JSONata 2.0.6 ends a literal at a slash outside of brackets, and counts brackets even in a class or after
    an escaped backslash: those are written as their codes. `\s` is the ASCII set, as in Python.
    """
    parts: list[str] = []
    in_class = False
    for piece in re.findall(r"\\.|[\s\S]", pattern):
        if piece in _SPACES:
            parts.append(_SPACES[piece][in_class])
        elif piece == r"\\":
            parts.append(r"\x5c")
        elif piece[0] != "\\" and ((in_class and piece in "[(){}") or piece == "/"):
            parts.append(f"\\x{ord(piece):02x}")
        elif len(piece) > 1 and piece[1] in "/()[]{}":
            parts.append(f"\\x{ord(piece[1]):02x}")
        else:
            parts.append(piece)
        if piece == "[" and not in_class:
            in_class = True
        elif piece == "]" and in_class:
            in_class = False
    return f"/^(?:{''.join(parts)})(?![\\s\\S])/"


_SPACES = {
    r"\s": (r"[ \t\n\r\f\v]", r" \t\n\r\f\v"),
    r"\S": (r"[^ \t\n\r\f\v]", r"\x00-\x08\x0e-\x1f!-\uffff"),
}


def _ordered(needs: Iterable[Piece]) -> list[Piece]:
    """Every piece once, after those that it needs itself."""
    found: dict[str, Piece] = {}

    def visit(piece: Piece) -> None:
        if piece.name not in found:
            for inner in piece.needs:
                visit(inner)
            found[piece.name] = piece

    for piece in needs:
        visit(piece)
    return list(found.values())


def _indented(text: str) -> str:
    return "\n  ".join(text.strip().splitlines())
