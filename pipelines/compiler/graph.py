"""The step graph: who waits for whom, read from the data and from `depends_on`.

    a step that reads a prefix which another writes (equal, above or below it) waits for it
    `depends_on` adds more
    a cycle, an unknown dependency, two writers of one prefix that nothing orders: problems, all of them

Names break ties wherever the rules leave a choice, since a DynamoDB map has no order of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipelines.compiler.prefixes import may_overlap
from pipelines.contract.records import DataPrefix, PipelineRecord, Step
from pipelines.contract.wording import listed, nearest, quote
from pipelines.errors import Problem


@dataclass(frozen=True, order=True, slots=True)
class Edge:
    """One reason why a step waits for another."""

    upstream: str
    downstream: str
    reads: str = ""
    """The downstream step's dataset that upstream writes; empty for an edge from `depends_on`."""
    writes: str = ""
    """The upstream step's dataset that downstream reads; empty for an edge from `depends_on`."""

    @property
    def label(self) -> str:
        """What the edge carries, for a reader."""
        return self.reads or "depends_on"


class StepGraph(NamedTuple):
    """The steps in an order in which they could run one after the other, and every reason for that order."""

    order: tuple[str, ...]
    edges: tuple[Edge, ...]
    depends_on: Mapping[str, tuple[str, ...]]
    """Step -> the steps it waits for directly, sorted."""


def resolve_graph(record: PipelineRecord) -> tuple[StepGraph, list[Problem]]:
    """Graph of a record's steps, and every fault in it.

    Steps of a cycle stand at the end of `order`, by name; only a graph without problems is fit to be
    compiled.
    """
    problems: list[Problem] = []
    if len(record.steps) == 1 and not record.steps[0].depends_on:
        only = record.steps[0]
        graph = StepGraph((only.name,), (), {only.name: ()})
    else:
        where = str(record.key)
        names = {step.name for step in record.steps}
        edges = [*_edges_from_data(record.steps)]
        for step in record.steps:
            for index, upstream in enumerate(step.depends_on):
                if upstream in names and upstream != step.name:
                    edges.append(Edge(upstream, step.name))
                else:
                    problems.append(_bad_dependency(where, step, index, upstream, names))
        edges.sort()
        upstreams: dict[str, set[str]] = {name: set() for name in names}
        for edge in edges:
            upstreams[edge.downstream].add(edge.upstream)
        depends_on = {name: tuple(sorted(upstreams[name])) for name in sorted(names)}
        order, left = _order(depends_on)
        graph = StepGraph((*order, *left), tuple(edges), depends_on)
        if left:
            problems.extend(_cycles(where, left, graph))
    problems.extend(_unordered_writers(record, graph))
    return graph, problems


def _datasets(steps: Iterable[Step], direction: str) -> list[tuple[str, DataPrefix]]:
    return [(step.name, data) for step in steps for data in step.data_prefixes if data.direction == direction]


def _edges_from_data(steps: Iterable[Step]) -> Iterable[Edge]:
    steps = tuple(steps)
    writers = _datasets(steps, "output")
    for reader, read in _datasets(steps, "input"):
        for writer, written in writers:
            if reader != writer and may_overlap(read.s3_prefix, written.s3_prefix):
                yield Edge(writer, reader, read.name, written.name)


def _order(depends_on: Mapping[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Kahn's algorithm, the smallest ready name first; what is left waits, directly or not, for a cycle."""
    downstreams: dict[str, list[str]] = {name: [] for name in depends_on}
    waits = {}
    for name, upstreams in depends_on.items():
        waits[name] = len(upstreams)
        for upstream in upstreams:
            downstreams[upstream].append(name)
    ready = [name for name, count in waits.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        name = heapq.heappop(ready)
        order.append(name)
        for downstream in downstreams[name]:
            waits[downstream] -= 1
            if not waits[downstream]:
                heapq.heappush(ready, downstream)
    return order, sorted(set(depends_on) - set(order))


def _bad_dependency(where: str, step: Step, index: int, upstream: str, names: set[str]) -> Problem:
    field = f"spec.scripts.steps.{step.name}.depends_on[{index}]"
    if upstream == step.name:
        return Problem(
            where, field, "cycle", f"{upstream} -> {upstream}: a step waits for itself", "remove it"
        )
    near = nearest(upstream, names)
    remedy = f"write {quote(near)}" if near else f"name one of {listed(names)}"
    return Problem(
        where, field, "unknown-dependency", f"no step of this record is named {quote(upstream)}", remedy
    )


def _cycles(where: str, left: list[str], graph: StepGraph) -> Iterable[Problem]:
    """One problem a knot of steps that wait for each other, naming one shortest way around it."""
    seen: set[str] = set()
    for start in left:
        if start in seen or not (way := _way_around(start, graph.depends_on)):
            continue
        seen.update(_knot(start, graph.depends_on))
        reasons = {(edge.upstream, edge.downstream): edge for edge in reversed(graph.edges)}
        because = "; ".join(_because(reasons[pair]) for pair in pairwise(way))
        yield Problem(
            where,
            "spec.scripts.steps",
            "cycle",
            f"{' -> '.join(way)} ({because})",
            "let one of these steps write or read another prefix, or drop one depends_on",
        )


def _because(edge: Edge) -> str:
    if edge.reads:
        return f"{edge.downstream}.{edge.reads} reads {edge.upstream}.{edge.writes}"
    return f"{edge.downstream} depends_on {edge.upstream}"


def _reach(start: str, neighbours: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every step that a walk from `start` meets, breadth first, with the step it was met from."""
    met: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for other in neighbours[name]:
            if other not in met:
                met[other] = name
                queue.append(other)
    return met


def _way_around(start: str, depends_on: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Upstream to downstream, from `start` back to it; empty if it stands in no cycle."""
    met = _reach(start, depends_on)
    if start not in met:
        return []
    way = [start, met[start]]
    while way[-1] != start:
        way.append(met[way[-1]])
    return way


def _knot(start: str, depends_on: Mapping[str, tuple[str, ...]]) -> set[str]:
    upstream = _reach(start, depends_on)
    return {name for name in upstream if start in _reach(name, depends_on)}


def _unordered_writers(record: PipelineRecord, graph: StepGraph) -> Iterable[Problem]:
    writers = _datasets(record.steps, "output")
    writers.sort(key=lambda found: (found[0], found[1].name))
    for index, (one, first) in enumerate(writers):
        for other, second in writers[index + 1 :]:
            if not may_overlap(first.s3_prefix, second.s3_prefix):
                continue
            where = str(record.key)
            field = f"spec.scripts.steps.{other}.data_prefixes.{second.name}"
            writers_named = f"{one}.{first.name} and {other}.{second.name}"
            prefixes = " and ".join(dict.fromkeys((first.s3_prefix, second.s3_prefix)))
            fault = f"{writers_named} both write {prefixes}"
            if one == other:
                yield Problem(
                    where, field, "two-writers", f"{fault} in one step", "give each output its own prefix"
                )
            elif one not in _reach(other, graph.depends_on) and other not in _reach(one, graph.depends_on):
                remedy = f"give each its own prefix, or order them with depends_on: [{one}]"
                yield Problem(where, field, "two-writers", f"{fault} and neither waits for the other", remedy)
