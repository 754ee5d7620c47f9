"""Pages of listings: complete, ordered, robust against change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.local.paging import InvalidTokenError, page


def walk(items, *, descending, size, changed=None):
    found, token, first = [], None, True
    while first or token is not None:
        current = items if first or changed is None else changed
        part, token = page(
            current, lambda item: (item,), descending=descending, size=size, token=token, scope=["x"]
        )
        found.extend(part)
        first = False
    return found


@given(st.sets(st.integers()), st.booleans(), st.integers(1, 5))
def test_all_pages_together_are_the_sorted_listing(items, descending, size):
    """Each item once, in order, whatever the size of a page."""
    assert walk(items, descending=descending, size=size) == sorted(items, reverse=descending)


@given(st.sets(st.integers()), st.sets(st.integers()), st.integers(1, 5))
def test_what_stays_is_listed_once_though_others_come_and_go(before, after, size):
    """Items that are there all the time appear exactly once."""
    found = walk(before, descending=False, size=size, changed=after)

    for item in before & after:
        assert found.count(item) == 1


@pytest.mark.parametrize("token", ["", "x", "bnVsbA==", "WzFd", "WyJ4Il0=", "é"])
def test_other_tokens_are_refused(token):
    """What was not handed out for this listing is an error."""
    with pytest.raises(InvalidTokenError):
        page([1], lambda item: (item,), descending=False, size=1, token=token, scope=[])
