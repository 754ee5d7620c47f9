"""How a problem is worded: paths as a person writes them, short quotations, the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

Path = tuple[str | int, ...]
"""Where a value stands below its record: keys of objects and positions in lists."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_#:-]{1,128}")
_LONGEST_QUOTE = 80
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (bool, "true or false"),
    ((int, float, Decimal), "a number"),
    (str, "a text"),
    (Mapping, "an object"),
    ((list, tuple), "a list"),
    ((set, frozenset), "a set"),
    ((bytes, bytearray), "binary"),
)


def quote(value: object) -> str:
    """The value in ASCII, on one line, at most about 80 characters: safe to print whatever it holds."""
    if isinstance(value, str):
        cut = value[: _LONGEST_QUOTE + 1]
        text = ascii(cut[:_LONGEST_QUOTE])
        return text if len(cut) <= _LONGEST_QUOTE else f"{text}... ({len(value)} characters)"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_LONGEST_QUOTE:
        # Python refuses to print integers of more than 4,300 digits.
        return "a number of more than 80 digits"
    if value is None or isinstance(value, bool | int | float):
        return {"None": "null", "True": "true", "False": "false"}.get(str(value), str(value))
    return kind_of(value)


def kind_of(value: object) -> str:
    """What a value is, in the words of JSON (`an object`, `a list`), for messages that must not show it."""
    return next((words for kind, words in _KINDS if isinstance(value, kind)), f"a {type(value).__name__}")


def dotted(path: Path) -> str:
    """The path as a person writes it: `spec.scripts.steps.DeltaBuilderStep.depends_on[0]`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_KEY.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{quote(part)}]"
    return text


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely stands for, if one is near enough to say so."""
    # Imported here: difflib is not needed while records are right.
    import difflib  # noqa: PLC0415

    folded = {re.sub(r"[_-]", "", word).lower(): word for word in sorted(known, reverse=True)}
    found = difflib.get_close_matches(re.sub(r"[_-]", "", name[:128]).lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def listed(names: Iterable[str]) -> str:
    """Names in one line, sorted: `a, b, c`."""
    return ", ".join(sorted(names)) or "none"
