"""JSONata's functions of texts: regular expressions, `$match`, `$split`, `$replace`, Base64 and URLs.

As the reference has them; the library's differ. Values are the library's: see `jsonata_functions`.
"""

from __future__ import annotations

import base64
import math
import re
import string
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any, Final

from jsonata.functions import Functions
from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.utils import Utils

from pipelines.local.javascript import Match, RegularExpression, join_units, split_units

UNRESERVED: Final = string.ascii_letters + string.digits + "-_.!~*'()"
RESERVED: Final = ";/?:@&=+$,#"


class Regex(Jsonata.JLambda):  # type: ignore[misc]
    """A literal regular expression: a function from a text to its first match, as in the reference."""

    def __init__(self, source: str, flags: Any) -> None:
        super().__init__(self._first)
        try:
            self._expression = RegularExpression(
                source, ignore_case=flags.case_insensitive, multiline=flags.multiline
            )
        except re.error as error:
            raise JException("S0303", -1, f"invalid regular expression /{source}/: {error}") from error

    def matches(self, text: str) -> Iterator[Match]:
        """Matches in a text of units. D1004 when one after the first is empty, as in the reference."""
        for count, match in enumerate(self._expression.matches(text)):
            if count and not match.match:
                raise JException("D1004", -1, self._expression.source)
            yield match

    def _first(self, text: Any = None) -> Any:
        return self._described(self.matches(split_units(text))) if isinstance(text, str) else None

    def _described(self, matches: Iterator[Match]) -> Any:
        match = next(matches, None)
        if match is None:
            return None
        return match_object(match) | {"next": Jsonata.JLambda(lambda: self._described(matches))}


def match_object(match: Match) -> dict[str, Any]:
    """Return what a function of a match sees."""
    groups = [Utils.NULL_VALUE if group is None else join_units(group) for group in match.groups]
    return {"match": join_units(match.match), "start": match.start, "end": match.end, "groups": groups}


def _matches(matcher: Any, text: str) -> Iterator[Match]:
    """The matches of a regular expression, or of a function of one's own that answers as one does."""
    if isinstance(matcher, Regex):
        yield from matcher.matches(text)
        return
    found = Functions.func_apply(matcher, [join_units(text)])
    while found is not None:
        try:
            yield Match(
                split_units(found["match"]), int(found["start"]), int(found["end"]), (*found["groups"],)
            )
            following = found["next"]
        except (TypeError, KeyError, ValueError) as error:
            raise JException("T1010", -1) from error
        found = Functions.func_apply(following, [])


def match(text: str | None, matcher: Any, limit: float | None) -> Any:
    if text is None:
        return None
    _not_negative("D3040", limit)
    found = Utils.create_sequence()
    for one in _limited(_matches(matcher, split_units(text)), limit):
        described = match_object(one)
        found.append(
            {"match": described["match"], "index": described["start"], "groups": described["groups"]}
        )
    return found


def contains(text: str | None, token: Any) -> bool | None:
    if text is None:
        return None
    if isinstance(token, str):
        return token in text
    return next(_matches(token, split_units(text)), None) is not None


def split(text: str | None, separator: Any, limit: float | None) -> Any:
    if text is None:
        return None
    _not_negative("D3020", limit)
    if isinstance(separator, str):
        parts = text.split(separator) if separator else list(text)
        return parts if limit is None else parts[: math.ceil(limit)]
    if limit == 0:
        return []
    units, position, count = split_units(text), 0, 0
    parts = []
    for one in _limited(_matches(separator, units), limit):
        parts.append(join_units(units[position : one.start]))
        position, count = one.end, count + 1
    if limit is None or count < limit:
        parts.append(join_units(units[position:]))
    return parts


def replace(text: str | None, pattern: Any, replacement: Any, limit: float | None) -> str | None:
    if text is None:
        return None
    if pattern == "":
        raise JException("D3010", -1)
    _not_negative("D3011", limit)
    if isinstance(pattern, str):
        # The reference puts a text as it is, whatever dollars it holds, and never calls a function here.
        if not isinstance(replacement, str):
            if pattern not in text:
                return text
            raise JException("D3012", -1)
        return text.replace(pattern, replacement, -1 if limit is None else math.ceil(limit))
    units, position, parts = split_units(text), 0, []
    for one in _limited(_matches(pattern, units), limit):
        if isinstance(replacement, str):
            put = _substituted(replacement, one)
        else:
            put = Functions.func_apply(replacement, [match_object(one)])
        if not isinstance(put, str):
            raise JException("D3012", -1)
        parts += [units[position : one.start], split_units(put)]
        position = one.start + len(one.match)
    return join_units("".join([*parts, units[position:]]))


def _substituted(replacement: str, found: Match) -> str:
    """The replacement with `$0`, `$1`… filled in; `$$` is a dollar."""
    parts: list[str] = []
    digits = len(str(len(found.groups)))
    position = 0
    while (dollar := replacement.find("$", position)) >= 0:
        parts.append(replacement[position:dollar])
        position = dollar + 1
        following = replacement[position : position + 1]
        if following in ("$", "0"):
            parts.append("$" if following == "$" else found.match)
            position += 1
            continue
        number = re.match(f"[0-9]{{1,{digits}}}", replacement[position:])
        if number is None:
            parts.append("$")
            continue
        index = int(number[0])
        if digits > 1 and index > len(found.groups) and len(number[0]) == digits:
            index = int(number[0][:-1])
        if 0 < index <= len(found.groups):
            parts.append(found.groups[index - 1] or "")
        position += len(str(index))
    return "".join([*parts, replacement[position:]])


def _limited(matches: Iterator[Match], limit: float | None) -> Iterator[Match]:
    if limit == 0:
        return
    for count, one in enumerate(matches, start=1):
        yield one
        if limit is not None and count >= limit:
            return


def _not_negative(code: str, limit: float | None) -> None:
    if limit is not None and limit < 0:
        raise JException(code, -1, limit)


def base64_encode(text: str | None) -> str | None:
    """The reference takes the lower byte of each unit."""
    if text is None:
        return None
    return base64.b64encode(bytes(ord(unit) & 0xFF for unit in split_units(text))).decode()


def base64_decode(text: str | None) -> str | None:
    if text is None:
        return None
    digits = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0].replace("-", "+").replace("_", "/"))
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return base64.b64decode(digits + "=" * (-len(digits) % 4)).decode("latin-1")


def encoder(name: str, safe: str) -> Callable[[str | None], str | None]:
    def encode(text: str | None) -> str | None:
        try:
            return None if text is None else urllib.parse.quote(join_units(text), safe=safe)
        except UnicodeEncodeError as error:
            raise JException("D3140", -1, text, name) from error

    return encode


def decoder(name: str, kept: str) -> Callable[[str | None], str | None]:
    """`kept`: characters whose escapes stay as they are."""
    escape = re.compile("((?:%[0-9A-Fa-f]{2})+)|%")

    def decoded(found: re.Match[str]) -> str:
        if found[1] is None:
            raise ValueError(found[0])
        octets = bytes.fromhex(found[1].replace("%", ""))
        return "".join(f"%{ord(char):02X}" if char in kept else char for char in octets.decode("utf-8"))

    def decode(text: str | None) -> str | None:
        try:
            return None if text is None else escape.sub(decoded, text)
        except ValueError as error:
            raise JException("D3140", -1, text, name) from error

    return decode
