r"""Regular expressions of hints: the same to Python and JavaScript, and never of exponential time.

Patterns come from the table and are applied twice: by Python (`pipelines start`) and by JSONata (the
machine), whose regular expressions are JavaScript's. So only their common grammar is accepted:

    a|b  ab  (a)  (?:a)  (?=a)  (?!a)  (?<=a)  (?<!a)      lookbehind of one width, as Python wants it
    *  +  ?  {n}  {n,}  {n,m}  and each with ? after it    not on an assertion, nor on what may match nothing
    .  ^  $  [a-z]  [^a-z]  and characters                 { } [ ] ( ) | * + ? . ^ $ \ as themselves: escaped
    \d \D \w \W \s \S \b \B \t \n \r \f \v \xHH \uHHHH, and \ before punctuation

Refused: named groups, back references, inline flags, \A, \Z, possessive and atomic matching, conditionals,
{,n}. Values hold no control characters (`hints.py`), so that `.` agrees; `\s` is the ASCII set, which the
machine has to write out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.contract.ambiguity import chained_loops, has_two_ways

LONGEST_PATTERN = 512
_DEEPEST = 16
_LARGEST_COUNT = 1024
_SHORT_LOOP = 16
"""Turns of a loop that add little to the time; more make it a long one."""
_MOST_CHAINED = 3
"""Long loops in a chain: three take a second for the longest value, four an hour."""

_OTHER = 1 << 128  # every character outside ASCII, as one
_ALL = (_OTHER << 1) - 1
_QUANTIFIER = re.compile(r"\{([0-9]{1,5})(?:(,)([0-9]{1,5})?)?\}")


def _mask(characters: str) -> int:
    mask = 0
    for character in characters:
        mask |= 1 << ord(character) if ord(character) < 128 else _OTHER  # noqa: PLR2004
    return mask


def _span(first: str, last: str) -> int:
    mask = 0
    for code in range(ord(first), min(ord(last), 127) + 1):
        mask |= 1 << code
    return mask | (_OTHER if ord(last) > 127 else 0)  # noqa: PLR2004


_DIGITS = _span("0", "9")
_WORD = _DIGITS | _span("a", "z") | _span("A", "Z") | _mask("_")
_SPACE = _mask(" \t\n\r\f\v")
_CLASSES = {
    "d": _DIGITS,
    "D": _ALL & ~_DIGITS,
    "w": _WORD,
    "W": _ALL & ~_WORD,
    "s": _SPACE,
    "S": _ALL & ~_SPACE,
}
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_GROUPS = ("?:", "?=", "?!", "?<=", "?<!")


@dataclass
class _Part:
    """A piece of the pattern as Glushkov's construction sees it: positions that may begin and end it."""

    nullable: bool = True
    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)
    assertion: bool = False


class _RefusedError(Exception):
    """Ends the reading of a pattern: a problem code and the fault in words."""


class _Reader:
    """Reads a pattern of the common grammar into an automaton: `masks[p]` is what position p matches."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0
        self.masks: list[int] = []
        self.follow: list[set[int]] = []
        self.loops: list[tuple[int, int]] = []
        self.loops_twice = False

    def refuse(self, what: str, code: str = "unportable-pattern") -> _RefusedError:
        return _RefusedError(code, f"{what} (character {self.at + 1})")

    def rest(self) -> str:
        return self.pattern[self.at :]

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        character = self.peek()
        if not character:
            raise self.refuse("it ends too early", "unusable-pattern")
        self.at += 1
        return character

    def position(self, mask: int) -> _Part:
        self.masks.append(mask)
        self.follow.append(set())
        here = len(self.masks) - 1
        return _Part(nullable=False, first={here}, last={here})

    def link(self, sources: set[int], targets: set[int]) -> None:
        for source in sources:
            # Two loops that share an edge: one text, two ways around.
            self.loops_twice |= not self.follow[source].isdisjoint(targets)
            self.follow[source] |= targets

    def alternation(self) -> _Part:
        whole = self.concatenation()
        while self.peek() == "|":
            self.at += 1
            branch = self.concatenation()
            whole = _Part(
                whole.nullable or branch.nullable, whole.first | branch.first, whole.last | branch.last
            )
        return whole

    def concatenation(self) -> _Part:
        whole = _Part()
        while self.peek() not in ("", "|", ")"):
            part = self.quantified()
            self.link(whole.last, part.first)
            whole = _Part(
                whole.nullable and part.nullable,
                whole.first | part.first if whole.nullable else whole.first,
                whole.last | part.last if part.nullable else part.last,
            )
        return whole

    def quantified(self) -> _Part:
        begin = len(self.masks)
        part = self.atom()
        bounds = self.bounds()
        if bounds is None:
            return part
        least, most = bounds
        if part.assertion:
            raise self.refuse("a quantifier stands on an assertion")
        if most is None or most > 1:
            if part.nullable:
                raise self.refuse("what is repeated may match nothing", "slow-pattern")
            self.link(part.last, part.first)
        if most is None or most > _SHORT_LOOP:
            outer = [loop for loop in self.loops if loop[0] < begin]
            self.loops = [*outer, (begin, len(self.masks))]
        return _Part(part.nullable or least == 0, part.first, part.last)

    def bounds(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.peek() == "{":
            found = _QUANTIFIER.match(self.pattern, self.at)
            if found is None:
                raise self.refuse("'{' begins no {n}, {n,} or {n,m}; write \\{ for the character")
            least = int(found[1])
            most = int(found[3]) if found[3] else (None if found[2] else least)
            if max(least, most or 0) > _LARGEST_COUNT:
                raise self.refuse(f"it repeats more than {_LARGEST_COUNT} times", "unusable-pattern")
            self.at = found.end()
            bounds: tuple[int, int | None] = (least, most)
        elif self.peek() in simple and self.peek():
            bounds = simple[self.take()]
        else:
            return None
        if self.peek() == "?":
            self.at += 1
        elif self.peek() == "+":
            raise self.refuse("possessive quantifiers are Python's alone")
        if self.peek() and self.peek() in "*+?{":
            raise self.refuse("two quantifiers follow each other", "unusable-pattern")
        return bounds

    def atom(self) -> _Part:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return self.position(self.character_class())
        if character == "\\":
            return self.escape()
        if character in "^$":
            return _Part(assertion=True)
        if character == ".":
            return self.position(_ALL & ~_mask("\n"))
        if character in "*+?{":
            raise self.refuse(f"{character!r} has nothing to repeat", "unusable-pattern")
        if character in "])}":
            raise self.refuse(f"{character!r} stands alone; write \\{character} for the character")
        if ord(character) > 0xFFFF:  # noqa: PLR2004
            raise self.refuse("JavaScript counts characters beyond U+FFFF as two")
        return self.position(_mask(character))

    def group(self) -> _Part:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refuse(f"groups are nested more than {_DEEPEST} deep", "unusable-pattern")
        kind = ""
        if self.peek() == "?":
            kind = next((mark for mark in _GROUPS if self.rest().startswith(mark)), "")
            if not kind:
                raise self.refuse("of the (?…) groups only (?: (?= (?! (?<= (?<! mean the same to both")
            self.at += len(kind)
        part = self.alternation()
        if self.peek() != ")":
            raise self.refuse("a group is not closed", "unusable-pattern")
        self.at += 1
        self.depth -= 1
        if kind in ("", "?:"):
            return part
        # What an assertion looks at is matched anew: its positions loop on their own, or not at all.
        return _Part(assertion=True)

    def escape(self) -> _Part:
        character = self.take()
        if character in _CLASSES:
            return self.position(_CLASSES[character])
        if character in "bB":
            return _Part(assertion=True)
        return self.position(_mask(self.escaped(character)))

    def escaped(self, character: str) -> str:
        if character in _ESCAPES:
            return _ESCAPES[character]
        width = {"x": 2, "u": 4}.get(character)
        if width:
            digits = self.pattern[self.at : self.at + width]
            if not re.fullmatch(f"[0-9a-fA-F]{{{width}}}", digits):
                raise self.refuse(f"\\{character} wants {width} hexadecimal digits", "unusable-pattern")
            self.at += width
            return chr(int(digits, 16))
        if character.isascii() and not character.isalnum() and character.isprintable():
            return character
        raise self.refuse(
            f"\\{character} does not mean the same to both" if character.isprintable() else "bad escape"
        )

    def character_class(self) -> int:
        negated = self.peek() == "^"
        self.at += negated
        if self.peek() == "]":
            raise self.refuse("a class begins with ']'; write \\] for the character")
        mask = 0
        while self.peek() != "]":
            low = self.class_member()
            if self.peek() != "-" or self.pattern[self.at + 1 : self.at + 2] in ("]", ""):
                mask |= low if isinstance(low, int) else _mask(low)
                continue
            self.at += 1
            if self.peek() == "-":
                raise self.refuse("write \\- for '-' in a class")
            high = self.class_member()
            if isinstance(low, int) or isinstance(high, int):
                raise self.refuse("a range ends in a class", "unusable-pattern")
            if high < low:
                raise self.refuse(f"the range {low}-{high} runs backwards", "unusable-pattern")
            mask |= _span(low, high)
        self.at += 1
        return (_ALL & ~mask) | (mask & _OTHER) if negated else mask

    def class_member(self) -> int | str:
        character = self.take()
        if character == "\\":
            character = self.take()
            if character in _CLASSES:
                return _CLASSES[character]
            if character in "bB":
                raise self.refuse("\\b in a class does not mean the same to both")
            return self.escaped(character)
        if character == "[" or (character in "-&~|" and self.peek() == character):
            raise self.refuse(f"write \\{character} for {character!r} in a class")
        if ord(character) > 0xFFFF:  # noqa: PLR2004
            raise self.refuse("JavaScript counts characters beyond U+FFFF as two")
        return character


@lru_cache(maxsize=1024)
def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """The problem code and fault of a pattern that cannot be a hint; None for one that can."""
    if len(pattern) > LONGEST_PATTERN:
        return "unusable-pattern", f"it has {len(pattern)} characters, more than {LONGEST_PATTERN}"
    reader = _Reader(pattern)
    try:
        reader.alternation()
        if reader.peek():
            raise reader.refuse("')' closes no group", "unusable-pattern")
        re.compile(pattern, re.ASCII)
    except _RefusedError as refused:
        return str(refused.args[0]), str(refused.args[1])
    except (re.error, OverflowError, RecursionError) as error:
        return "unusable-pattern", f"it does not compile: {error}"
    if reader.loops_twice or has_two_ways(reader.masks, reader.follow):
        return "slow-pattern", "some texts have many ways around its loops, and each would be tried"
    if (chained := chained_loops(reader.masks, reader.follow, reader.loops)) > _MOST_CHAINED:
        return "slow-pattern", f"{chained} of its loops can share one text in too many ways"
    return None
