"""How long a backtracking matcher can take, told from the automaton of a regular expression.

It takes exponential time exactly where some text has two ways around a loop (Weber and Seidl 1991, "On the
degree of ambiguity of finite automata", criterion EDA); counted loops are taken for unbounded ones here. What
remains takes a power of the text's length, which grows with the loops that can share one text:
`chained_loops` counts them.

An automaton is the pattern's positions: `masks[p]` is the set of characters that position p matches, as bits,
and `follow[p]` the positions that may come next.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

_MOST_WORK = 500_000
"""Pairs of transitions to look at: a fraction of a second."""

_Pair = tuple[int, int]
_Graph = dict[_Pair, list[_Pair]]


def chained_loops(masks: list[int], follow: list[set[int]], loops: list[_Pair]) -> int:
    """How many long loops, each from a position up to another, may in a row read one text: the time's power.

    Two loops are chained when the later is reached from the earlier through characters that both can read:
    those of `.*a.*` are, while a separator that one of them cannot read keeps two apart.
    """
    letters = [reduce(or_, masks[begin:end]) for begin, end in loops]
    longest: list[int] = []
    for later, (begin, end) in enumerate(loops):
        before = [
            longest[earlier]
            for earlier in range(later)
            if _reaches(
                masks, follow, loops[earlier], (begin, end), letters=letters[earlier] & letters[later]
            )
        ]
        longest.append(1 + max(before, default=0))
    return max(longest, default=0)


def _reaches(
    masks: list[int],
    follow: list[set[int]],
    source: _Pair,
    target: _Pair,
    *,
    letters: int,
) -> bool:
    seen: set[int] = set()
    waiting = [place for place in range(*source) if masks[place] & letters]
    while waiting:
        for place in follow[waiting.pop()]:
            if masks[place] & letters and place not in seen:
                if target[0] <= place < target[1]:
                    return True
                seen.add(place)
                waiting.append(place)
    return False


def has_two_ways(masks: list[int], follow: list[set[int]]) -> bool:
    """Whether a text leads from a position back to it in two ways: the pattern can take exponential time."""
    forward = _pairs(masks, follow)
    if forward is None:
        # Too large to tell; no hint of a runtime parameter needs that, and saying yes is the safe side.
        return True
    if all(left == right for left, right in forward):
        return False
    # A loop of pairs through (p, p) and (q, r), q != r, is two ways from p to p.
    for component in _components(forward):
        diagonal = sum(left == right for left, right in component)
        if 0 < diagonal < len(component):
            return True
    return False


def _pairs(masks: list[int], follow: list[set[int]]) -> _Graph | None:
    """Pairs of positions that one text reaches in step from one position; None when there are too many."""
    graph: _Graph = {}
    waiting = [(position, position) for position in range(len(masks))]
    work = 0
    while waiting:
        pair = waiting.pop()
        if pair in graph:
            continue
        left, right = (follow[position] for position in pair)
        work += len(left) * len(right)
        if work > _MOST_WORK:
            return None
        graph[pair] = [(one, other) for one in left for other in right if masks[one] & masks[other]]
        waiting += graph[pair]
    return graph


def _components(graph: _Graph) -> Iterator[list[_Pair]]:
    """The strongly connected components (Kosaraju): what reaches each other, in both directions."""
    backward: _Graph = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets:
            backward[target].append(node)
    assigned: set[_Pair] = set()
    for root in reversed(_finished(graph)):
        component = []
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node not in assigned:
                assigned.add(node)
                component.append(node)
                waiting += backward[node]
        if component:
            yield component


def _finished(graph: _Graph) -> list[_Pair]:
    """The nodes in the order in which a depth-first search leaves them."""
    order: list[_Pair] = []
    seen: set[_Pair] = set()
    for root in graph:
        path = [(root, iter(graph[root]))] if root not in seen else []
        seen.add(root)
        while path:
            node, targets = path[-1]
            target = next((found for found in targets if found not in seen), None)
            if target is None:
                order.append(node)
                path.pop()
            else:
                seen.add(target)
                path.append((target, iter(graph[target])))
    return order
