"""Texts, numbers and regular expressions as JavaScript has them, since JSONata is defined by it. Pure.

A character beyond U+FFFF is two units there: a regular expression sees both, and places are counted in units.
`RegularExpression` works on such texts. Not followed: the flag `u` and its escapes, which JSONata has not;
look-behind of varying width; and the few letters (as the long s) whose upper case is an ASCII letter, which
Python's `i` takes for that letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Final

_SPACE: Final = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_CLASSES: Final = {"d": "0-9", "w": "A-Za-z0-9_", "s": _SPACE}
_PLAIN: Final = {"D": r"[^0-9]", "W": r"[^A-Za-z0-9_]", "S": f"[^{_SPACE}]", "b": r"(?a:\b)", "B": r"(?a:\B)"}
_INVERSE: Final = {
    "D": r"\x00-/:-\U0010ffff",
    "W": r"\x00-/:-@\[-\^`\{-\U0010ffff",
    "S": r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e"
    r"\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff",
}
_QUOTED: Final = re.compile('[\x00-\x1f"\\\\\ud800-\udfff]')
_SHORT: Final = {
    '"': r"\"", "\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t"
}  # fmt: skip
_LINE_ENDS: Final = r"\n\r\u2028\u2029"
_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_DECIMAL_FROM: Final = 1e-6
_DECIMAL_BELOW: Final = 1e21
_WHOLE: Final = 2**53
"""Beyond it a double no longer tells neighbouring integers apart."""


def split_units(text: str) -> str:
    """Return the text with each character beyond U+FFFF as its two surrogates."""
    if not text or max(text) <= "\uffff":
        return text
    return "".join(
        char
        if char <= "\uffff"
        else chr(0xD800 + ((ord(char) - 0x10000) >> 10)) + chr(0xDC00 + ((ord(char) - 0x10000) & 0x3FF))
        for char in text
    )


def join_units(text: str) -> str:
    """Return the text with each pair of surrogates as one character; a lone one stays."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def units_key(text: str) -> bytes:
    """Return what orders texts as JavaScript does: by units."""
    return text.encode("utf-16-be", "surrogatepass")


def plain_number(value: float) -> int | float:
    """Return the number as JSON has it in both languages: 5.0 is 5, and integers are as exact as doubles."""
    if isinstance(value, int):
        return value if abs(value) < _WHOLE else plain_number(float(value))
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < _DECIMAL_BELOW else value


def number_text(value: float) -> str:
    """Return what JavaScript's `String(value)` gives: the shortest digits that mean this double."""
    value = float(value)
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if _DECIMAL_FROM <= abs(value) < _DECIMAL_BELOW:
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}e{int(exponent):+d}"


def rounded_text(value: float) -> str:
    """Return the number as JSONata's `$string` writes it: 15 significant digits."""
    return number_text(float(_FIFTEEN.create_decimal(Decimal(float(value)))))


def text_literal(text: str) -> str:
    """Return the text as `JSON.stringify` quotes it: characters as they are, lone surrogates escaped."""
    return '"' + _QUOTED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text) + '"'


def ordered(value: dict[str, Any]) -> dict[str, Any]:
    """Return the object with its keys in JavaScript's order: integers first, ascending."""
    numbers = [key for key in value if key.isascii() and key.isdigit() and str(int(key)) == key]
    if not numbers:
        return value
    first = {key: value[key] for key in sorted(numbers, key=int)}
    return first | {key: item for key, item in value.items() if key not in first}


@dataclass(frozen=True)
class Match:
    """One match; places in units of the text, not in characters."""

    match: str
    start: int
    end: int
    groups: tuple[str | None, ...]


class RegularExpression:
    """A pattern of JavaScript with its flags `i` and `m`."""

    def __init__(self, source: str, *, ignore_case: bool = False, multiline: bool = False) -> None:
        """Raises `re.error` for a pattern that is none."""
        self.source = source
        flags = (re.IGNORECASE if ignore_case else 0) | (re.MULTILINE if multiline else 0)
        self._pattern = re.compile(translate(split_units(source), multiline=multiline), flags)

    def matches(self, text: str) -> Iterator[Match]:
        """Every match, each from the end of the one before; `text` is in units (`split_units`).

        An empty match does not get further, so it comes again for ever unless it ends the text.
        """
        position = 0
        while (found := self._pattern.search(text, position)) is not None:
            yield Match(found.group(), found.start(), found.end(), found.groups())
            position = found.end()
            if position >= len(text):
                return


def translate(source: str, *, multiline: bool = False) -> str:
    """Return the Python pattern that matches what the JavaScript pattern does."""
    parts: list[str] = []
    position, in_class = 0, False
    while position < len(source):
        char = source[position]
        if char == "\\" and position + 1 < len(source):
            part, length = _escape(source, position, in_class=in_class)
        elif in_class:
            in_class = char != "]"
            part, length = (f"\\{char}" if char in "[&~|" else char), 1
        elif char == "[":
            part, length, in_class = _open_class(source, position)
        elif source.startswith("(?<", position) and source[position + 3 : position + 4] not in ("=", "!"):
            part, length = "(?P<", 3
        elif char == "{" and not _is_count(source, position):
            part, length = r"\{", 1
        else:
            part, length = _plain(char, multiline=multiline), 1
        parts.append(part)
        position += length
    return "".join(parts)


def _plain(char: str, *, multiline: bool) -> str:
    if char == "$":
        return f"(?=[{_LINE_ENDS}]|\\Z)" if multiline else r"\Z"
    if char == "^" and multiline:
        return f"(?:(?<=[{_LINE_ENDS}])|\\A)"
    return f"[^{_LINE_ENDS}]" if char == "." else char


def _is_count(source: str, position: int) -> bool:
    """Whether the brace begins `{2}`, `{2,}` or `{2,3}`; any other is a character."""
    return re.compile(r"\{[0-9]+(?:,[0-9]*)?\}").match(source, position) is not None


def _open_class(source: str, position: int) -> tuple[str, int, bool]:
    if source.startswith("[^]", position):
        return r"[\s\S]", 3, False
    if source.startswith("[]", position):
        return r"(?!)", 2, False
    return ("[^", 2, True) if source.startswith("[^", position) else ("[", 1, True)


def _escape(source: str, position: int, *, in_class: bool) -> tuple[str, int]:  # noqa: PLR0911 - one for each kind
    """The escape at the position: what Python has for it, and its length."""
    char = source[position + 1]
    if named := re.compile(r"\\k<([^>]+)>").match(source, position):
        return f"(?P={named[1]})", len(named[0])
    if char in _CLASSES:
        return (_CLASSES[char] if in_class else f"[{_CLASSES[char]}]"), 2
    if in_class and char in _INVERSE:
        return _INVERSE[char], 2
    if in_class and char == "b":
        return r"\x08", 2
    if not in_class and char in _PLAIN:
        return _PLAIN[char], 2
    if control := re.compile(r"\\c([A-Za-z])").match(source, position):
        return f"\\x{ord(control[1]) % 32:02x}", 3
    if code := re.compile(r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[tnrfv])").match(source, position):
        return code[0], len(code[0])
    if char.isdigit() and not in_class:
        digits = re.compile(r"\\([0-9]+)").match(source, position)
        assert digits  # noqa: S101 - the character is a digit
        return (r"\x00", 2) if char == "0" else (f"(?:\\{digits[1]})", len(digits[0]))
    return re.escape(char), 2
