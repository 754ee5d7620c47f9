"""The step graph for people: as text, and as a Mermaid flowchart."""

from __future__ import annotations

from pipelines.compiler.graph import StepGraph


def render_graph(graph: StepGraph) -> str:
    """One line a step, in order of execution: its wave, its name, and what it waits for.

    Steps of one wave may run at the same time.

        1  DeltaBuilderStep
        2  FGABuilderStep    after DeltaBuilderStep (input_delta)
    """
    waves = waves_of(graph)
    width = max(map(len, graph.order), default=0)
    lines = []
    for name in graph.order:
        reasons: dict[str, list[str]] = {}
        for edge in graph.edges:
            if edge.downstream == name:
                reasons.setdefault(edge.upstream, []).append(edge.label)
        after = ", ".join(f"{upstream} ({', '.join(labels)})" for upstream, labels in reasons.items())
        lines.append(f"{waves[name]}  {name:<{width}}  after {after}" if after else f"{waves[name]}  {name}")
    return "\n".join(lines) + "\n"


def waves_of(graph: StepGraph) -> dict[str, int]:
    """Step -> its wave: 1 waits for nothing, any other for a step of the wave before. No cycles here."""
    waves: dict[str, int] = {}
    for name in graph.order:
        waves[name] = 1 + max((waves[upstream] for upstream in graph.depends_on[name]), default=0)
    return waves


def render_mermaid(graph: StepGraph) -> str:
    """A Mermaid flowchart: steps as nodes, edges labelled with the dataset they carry or `depends_on`.

    Nodes are numbered, for a step may be named like a word of Mermaid's own (`end`).
    """
    ids = {name: f"s{index}" for index, name in enumerate(graph.order)}
    labels: dict[tuple[str, str], list[str]] = {}
    for edge in graph.edges:
        labels.setdefault((edge.upstream, edge.downstream), []).append(edge.label)
    lines = ["flowchart TD", *(f'    {ids[name]}["{name}"]' for name in graph.order)]
    lines += (
        f'    {ids[upstream]} -->|"{", ".join(carried)}"| {ids[downstream]}'
        for (upstream, downstream), carried in labels.items()
    )
    return "\n".join(lines) + "\n"
