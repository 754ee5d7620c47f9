"""Pages of a listing, and the opaque tokens between them. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

DEFAULT_PAGE: Final = 10
"""Items when a request names no MaxResults; small, so that a caller who reads one page only is found out."""

_Item = TypeVar("_Item")
_Key = tuple[float | str, ...]


class InvalidTokenError(Exception):
    """A NextToken that was not handed out for this listing."""


def page(
    items: Sequence[_Item],
    key: Callable[[_Item], _Key],
    *,
    descending: bool,
    size: int | None,
    token: str | None,
    scope: Sequence[Any],
) -> tuple[list[_Item], str | None]:
    """The items after the token in the order of their keys, and the token of the next page.

    What appears or vanishes between two pages is neither repeated nor an error: a token holds the last key,
    not a position. `scope` is what else the request said; a token is good for the same request only.
    """
    mark = json.dumps(list(scope), sort_keys=True, default=str)
    ordered = sorted(items, key=key, reverse=descending)
    if token is not None:
        last = _decode(token, mark)
        ordered = [item for item in ordered if (key(item) < last if descending else key(item) > last)]
    size = size or DEFAULT_PAGE
    found = ordered[:size]
    more = len(ordered) > size
    return found, _encode(key(found[-1]), mark) if more else None


def _encode(last: _Key, mark: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([mark, *last]).encode()).decode()


def _decode(token: str, mark: str) -> _Key:
    try:
        found, *last = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError) as error:
        raise InvalidTokenError from error
    if found != mark or not last:
        raise InvalidTokenError
    return tuple(last)
