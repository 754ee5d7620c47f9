"""The step graph: edges from data, order, and the faults that name their path."""

from itertools import pairwise

import pytest
from generated_records import KEY, data, record, records, step
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.compiler import render_graph, render_mermaid, resolve_graph
from pipelines.compiler.explain import waves_of
from pipelines.compiler.graph import Edge
from pipelines.compiler.prefixes import may_overlap, split_placeholders
from pipelines.contract import PipelineRecord


def faults(pipeline: PipelineRecord) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in resolve_graph(pipeline)[1]]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("s3://b/a/", "s3://b/a/", True),
        ("s3://b/a", "s3://b/a/", True),
        ("s3://b/a/b/", "s3://b/a/b/c/", True),
        ("s3://b/a/b/", "s3://b/a/bc/", False),
        ("s3://b/", "s3://b/a/", True),
        ("s3://b/a/", "s3://c/a/", False),
        ("s3://b/<X>/", "s3://b/<X>/", True),
        ("s3://b/<X>/", "s3://b/<Y>/", True),
        ("s3://b/<X>/c/", "s3://b/a/d/", False),
        ("s3://b/<X>/", "s3://b/a/b/", True),
        ("s3://b/dt=<X>/", "s3://b/dt=1/", True),
        ("s3://b/dt=<X>/", "s3://b/dt=/", False),
        ("s3://b/dt=<X>/", "s3://b/hh=1/", False),
        ("s3://b/dt=<X>/", "s3://b/hh=<X>/", False),
        ("s3://b/<X>.csv/", "s3://b/<Y>.json/", False),
        ("s3://b/a<X>/", "s3://b/ab<Y>z/", True),
        ("s3://b/a < b/", "s3://b/a < c/", False),
    ],
)
def test_prefixes_overlap_by_segments(one: str, other: str, expected: bool) -> None:
    """Equal, above or below counts; a common beginning of two names does not."""
    assert (may_overlap(one, other), may_overlap(other, one)) == (expected, expected)


@given(
    st.lists(st.sampled_from(["a", "b", "<X>", "a<X>", "<X>b", "<Y>"]), max_size=4),
    st.lists(st.sampled_from(["a", "b", "<X>", "a<X>", "<X>b", "<Y>"]), max_size=4),
    st.sampled_from(["a", "b", "ab", "1"]),
    st.sampled_from(["a", "b", "ab", "1"]),
)
def test_no_overlap_is_missed(one: list[str], other: list[str], x: str, y: str) -> None:
    """Whenever some run would let two prefixes meet, they overlap."""
    filled = [
        [segment.replace("<X>", x).replace("<Y>", y) for segment in segments] for segments in (one, other)
    ]
    if all(left == right for left, right in zip(*filled, strict=False)):
        assert may_overlap("s3://k/" + "/".join(one), "s3://k/" + "/".join(other))


@given(st.lists(st.one_of(st.from_regex(r"[a-z/=]{1,5}", fullmatch=True), st.sampled_from(["<A>", "<Bc>"]))))
def test_splitting_placeholders_loses_nothing(parts: list[str]) -> None:
    """Put together again, the parts are the text."""
    text = "".join(parts)
    found = split_placeholders(text)
    assert "".join(f"<{part}>" if named else part for part, named in found) == text


def test_a_reader_waits_for_the_writer() -> None:
    """Above, equal and below: each makes an edge, labelled with the reader's dataset."""
    graph, problems = resolve_graph(
        record(
            step("Above", data("input_all", "features/")),
            step("Below", data("input_part", "features/delta/dt=1/")),
            step("Same", data("input_delta", "features/delta/", "direct")),
            step("Other", data("input_other", "features/delta_old/")),
            step("Writer", data("output_delta", "features/delta/")),
        )
    )
    assert problems == []
    assert graph.edges == (
        Edge("Writer", "Above", "input_all", "output_delta"),
        Edge("Writer", "Below", "input_part", "output_delta"),
        Edge("Writer", "Same", "input_delta", "output_delta"),
    )
    assert graph.order == ("Other", "Writer", "Above", "Below", "Same")


def test_depends_on_adds_an_edge() -> None:
    """A step may wait for another without reading what it writes."""
    graph, problems = resolve_graph(record(step("A", depends_on=("B",)), step("B")))
    assert (graph.order, problems) == (("B", "A"), [])
    assert graph.depends_on == {"A": ("B",), "B": ()}


def test_a_cycle_is_named_as_a_path_with_its_reasons() -> None:
    """The problem says who waits for whom, and why."""
    pipeline = record(
        step("A", data("input_c", "c/"), data("output_a", "a/")),
        step("B", data("input_a", "a/"), data("output_b", "b/")),
        step("C", data("output_c", "c/"), depends_on=("B",)),
        step("D", data("input_c", "c/")),
    )
    graph, (problem,) = resolve_graph(pipeline)
    assert problem.code == "cycle"
    assert problem.fault.startswith("A -> B -> C -> A (")
    assert "B.input_a reads A.output_a" in problem.fault
    assert "C depends_on B" in problem.fault
    assert set(graph.order) == {"A", "B", "C", "D"}


def test_each_knot_is_one_problem() -> None:
    """Two separate cycles are two problems, one cycle is one."""
    pipeline = record(
        step("A", depends_on=("B",)), step("B", depends_on=("A",)),
        step("C", depends_on=("D", "A")), step("D", depends_on=("C",)),
    )  # fmt: skip
    assert [problem.fault.split(" (")[0] for problem in resolve_graph(pipeline)[1]] == [
        "A -> B -> A",
        "C -> D -> C",
    ]


def test_a_step_that_waits_for_itself_is_a_cycle() -> None:
    """The shortest cycle of all."""
    assert faults(record(step("A", depends_on=("A",)))) == [("cycle", "spec.scripts.steps.A.depends_on[0]")]


def test_a_step_may_read_its_own_history() -> None:
    """Reading directly what the same step wrote in earlier runs is no cycle, and makes nobody wait."""
    own = step("A", data("input_x", "x/", "direct"), data("output_x", "x/"))
    graph, problems = resolve_graph(record(own, step("B")))
    assert (graph.edges, problems) == ((), [])


def test_an_unknown_dependency_comes_with_the_nearest_name() -> None:
    """A misspelt step is answered with the right one."""
    _, (problem,) = resolve_graph(record(step("DeltaBuilderStep"), step("B", depends_on=("DeltaBuildStep",))))
    assert (problem.code, problem.field) == ("unknown-dependency", "spec.scripts.steps.B.depends_on[0]")
    assert "DeltaBuilderStep" in problem.remedy


def test_two_unordered_writers_of_one_prefix_are_a_problem() -> None:
    """Which of them would win is left to chance; an order between them settles it."""
    one, other = step("A", data("output_x", "x/")), data("output_y", "x/y/")
    assert faults(record(one, step("B", other))) == [
        ("two-writers", "spec.scripts.steps.B.data_prefixes.output_y")
    ]
    assert faults(record(one, step("B", other, depends_on=("A",)))) == []
    between = step("M", data("input_x", "x/z/"), depends_on=())
    assert faults(record(one, between, step("B", other, depends_on=("M",)))) == []


def test_two_outputs_of_one_step_need_two_prefixes() -> None:
    """No order helps within a step."""
    pipeline = record(step("A", data("output_x", "x/"), data("output_y", "x/")))
    assert faults(pipeline) == [("two-writers", "spec.scripts.steps.A.data_prefixes.output_y")]


@given(records())
@settings(deadline=None)
def test_waves_respect_every_edge(pipeline: PipelineRecord) -> None:
    """A step's wave comes after the waves of all it waits for."""
    graph, problems = resolve_graph(pipeline)
    waves = waves_of(graph)
    assert problems == []
    assert all(waves[edge.upstream] < waves[edge.downstream] for edge in graph.edges)
    assert sorted(graph.order) == sorted(each.name for each in pipeline.steps)


def test_a_long_chain_resolves_in_order() -> None:
    """Fifty steps, each reading what the one before it wrote, come out as the chain they are."""
    names = [f"S{number:02}" for number in range(50)]
    steps = [step(names[0], data("output_x", f"{names[0]}/"))]
    for before, name in pairwise(names):
        steps.append(step(name, data("input_x", f"{before}/"), data("output_x", f"{name}/")))
    graph, problems = resolve_graph(record(*reversed(steps)))
    assert (list(graph.order), problems) == (names, [])


EXAMPLE = record(
    step("Delta", data("output_delta", "delta/")),
    step("FGA", data("input_delta", "delta/"), depends_on=("Delta",)),
    step("end", data("input_all", "delta/")),
    key=KEY,
)


def test_the_graph_reads_as_text() -> None:
    """Wave, name, and what the step waits for."""
    assert render_graph(resolve_graph(EXAMPLE)[0]) == (
        "1  Delta\n2  FGA    after Delta (depends_on, input_delta)\n2  end    after Delta (input_all)\n"
    )


def test_the_graph_draws_as_mermaid() -> None:
    """Nodes are numbered, so that a step named like a keyword does no harm."""
    assert render_mermaid(resolve_graph(EXAMPLE)[0]) == (
        "flowchart TD\n"
        '    s0["Delta"]\n'
        '    s1["FGA"]\n'
        '    s2["end"]\n'
        '    s0 -->|"depends_on, input_delta"| s1\n'
        '    s0 -->|"input_all"| s2\n'
    )
