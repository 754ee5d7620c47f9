"""Expressions made at random, of the operators and functions of JSONata on a handful of variables."""

from __future__ import annotations

import random
from collections.abc import Iterator

NAMES = (
    "n",
    "t",
    "i",
    "x",
    "s",
    "q",
    "u",
    "o",
    "eo",
    "ea",
    "l",
    "one",
    "ll",
    "os",
    "mixed",
    "states",
    "nope",
)
LITERALS = (
    *("1", "0", "-2", "2.5", "1e3", '"a"', '"ab-c"', '""', "null", "true", "false", "[]", "{}", "[1,2,3]"),
    *('["b","a"]', '{"a":1}', '[{"k":"a"},{"k":"b"}]'),
)
STEPS = (
    *(
        ".a",
        ".k",
        ".v",
        ".b.c",
        "[0]",
        "[-1]",
        "[1]",
        "[]",
        ".*",
        "^($)",
        "^(>k)",
        '[k="a"]',
        "[v>1]",
        ".(k)",
    ),
    *('.{"z":k}', "{k:v}"),
)
OPERATORS = ("+", "-", "*", "&", "=", "!=", "<", ">", "<=", ">=", "and", "or", "in", "..")
OF_ONE = (
    *(
        "string",
        "length",
        "uppercase",
        "lowercase",
        "trim",
        "number",
        "abs",
        "floor",
        "ceil",
        "boolean",
        "not",
    ),
    *("exists", "count", "sum", "max", "min", "average", "keys", "spread", "merge", "reverse", "type"),
    *("distinct", "sort", "base64encode", "encodeUrlComponent", "toMillis", "fromMillis", "clone", "join"),
)
OF_TWO = (
    *("substring", "substringBefore", "substringAfter", "contains", "append", "lookup", "zip", "join"),
    *("partition",),
)
OF_FUNCTIONS = ("map", "filter", "each", "sift", "reduce", "single")
MATCHING = (
    *(
        "$match({}, /a|b/)",
        "$split({}, /[^a-c]+/i)",
        '$replace({}, /(b)(c)?/, "$2<$1>")',
        "$contains({}, /L+/i)",
    ),
    "$replace({}, /[a-y]/, function($m) {{ $m.match & $string($m.start) }})",
)


class Maker:
    """Expressions from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def expressions(self, count: int, depth: int = 3) -> Iterator[str]:
        for _ in range(count):
            yield self._made(depth, inside=False)

    def _made(self, depth: int, *, inside: bool) -> str:
        pick = self._random.choice
        if depth <= 0 or self._random.random() < 0.2:
            return pick([f"${pick(NAMES)}", pick(LITERALS), *(["$v", "$v.k"] if inside else [])])

        def made() -> str:
            return self._made(depth - 1, inside=inside)

        def inner() -> str:
            return f"function($v, $k) {{ {self._made(depth - 1, inside=True)} }}"

        forms = {
            "step": lambda: made() + pick(STEPS),
            "binary": lambda: f"({made()} {pick(OPERATORS)} {made()})",
            "condition": lambda: f"({made()} ? {made()} : {made()})",
            "array": lambda: f"[{made()}, {made()}]",
            "object": lambda: f'{{"b": {made()}, "1": {made()}}}',
            "one": lambda: f"${pick(OF_ONE)}({made()})",
            "two": lambda: f"${pick(OF_TWO)}({made()}, {made()})",
            "matching": lambda: pick(MATCHING).format(made()),
            "functions": lambda: f"${pick(OF_FUNCTIONS)}({made()}, {inner()})",
            "block": lambda: f"($y := {made()}; {made()})",
        }
        return forms[pick(list(forms))]()
