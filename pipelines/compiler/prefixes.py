"""S3 prefixes with `<ParamName>` placeholders: their parts, and whether two can name the same objects."""

from __future__ import annotations

from functools import lru_cache

from pipelines.contract.placeholders import PLACEHOLDER


def directory(prefix: str) -> str:
    """The prefix with its trailing slash: S3Prefix is a raw key prefix, and `a/b` would match `a/bc/` too."""
    return prefix if prefix.endswith("/") else prefix + "/"


@lru_cache(maxsize=4096)
def split_placeholders(text: str) -> tuple[tuple[str, bool], ...]:
    """The text as parts in order: (literal, False) and (parameter name, True); no empty literals."""
    if "<" not in text:
        return ((text, False),) if text else ()
    parts = PLACEHOLDER.split(text)
    return tuple((part, bool(index % 2)) for index, part in enumerate(parts) if part or index % 2)


@lru_cache(maxsize=4096)
def segments(prefix: str) -> tuple[str, ...]:
    """Bucket and key segments (`s3://b/a/<X>/` -> `b`, `a`, `<X>`)."""
    return tuple(part for part in prefix.removeprefix("s3://").split("/") if part)


def may_overlap(one: str, other: str) -> bool:
    """Whether two prefixes are equal, or one stands above the other, for some values of their parameters.

    Compared by path segments: `a/b/` is above `a/b/c/` and has nothing to do with `a/bc/`. A placeholder may
    take any value within its segment; the same text is always the same prefix.
    """
    return all(map(_may_equal, segments(one), segments(other)))


@lru_cache(maxsize=4096)
def _may_equal(one: str, other: str) -> bool:
    if one == other:
        return True
    if "<" not in one and "<" not in other:
        return False
    head_one, *more_one = PLACEHOLDER.split(one)
    head_other, *more_other = PLACEHOLDER.split(other)
    if not more_one and not more_other:
        return False
    if not more_one:
        return _may_match(one, head_other, more_other[-1])
    if not more_other:
        return _may_match(other, head_one, more_one[-1])
    tail_one, tail_other = more_one[-1], more_other[-1]
    heads = head_one.startswith(head_other) or head_other.startswith(head_one)
    return heads and (tail_one.endswith(tail_other) or tail_other.endswith(tail_one))


def _may_match(literal: str, head: str, tail: str) -> bool:
    # Values are never empty, so that something must stand between head and tail.
    return len(literal) > len(head) + len(tail) and literal.startswith(head) and literal.endswith(tail)
