"""FG-C as a job: find each slice's baseline, compare, write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from common.chunks import cut_window, parse_chunks
from common.context import StepContext
from common.datasets import read_slices, read_window, require_window, write_window
from common.engine import Engine, open_engine
from common.log import Progress, logger
from common.partitions import Partitions
from common.queries import Query, Table, ask
from common.report import describe_run, publish_report
from common.schemas import (
    BASELINE_METRICS,
    FG_A,
    FG_B_HOSTS,
    FG_B_PAIRS,
    FG_C,
    HORIZONS,
    KEYS,
    PAIR,
    PAIR_COUNTS,
)
from common.windows import SLICE, Slice, Window, format_instant
from steps.fg_c_builder.comparison import (
    compare_all,
    compare_with_nothing,
    count_rows,
    measure,
    usual_of_hosts,
)
from steps.fg_c_builder.novelty import count_novel

_FEATURE_COLUMNS = [*KEYS, *BASELINE_METRICS]
_STATISTICS = ("median", "mad", "iqr")
_HOST_COLUMNS = [
    "reference_ts", "scope", "host_ip", "role", "horizon", "cold_start",
    *(f"{metric}_{statistic}" for metric in BASELINE_METRICS for statistic in _STATISTICS),
]  # fmt: skip


class Usual(NamedTuple):
    """A baseline: what hosts usually do, and which pairs are known."""

    hosts: Table
    pairs: Table


def build(step: StepContext) -> None:
    """Compare every row of FG-A in the step's window; see the package's docstring."""
    settings = parse_chunks(step.configuration)
    window = step.window()
    output = step.output_folder("output_fg_c")
    features, counts = step.partitions("input_fg_a"), step.partitions("input_pair_counts")
    baselines = step.partitions("input_fg_b")
    for source in (features, counts):
        require_window(
            source,
            window,
            remedy="Run the steps before FG-C (deltas, FG-A, pair counts) for these slices first.",
        )
    spans = list(split_window(baselines.below("hosts"), window))
    rows = 0
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        counted = _count_rows(engine, features, window)
        parts = [
            (cut_window(span, settings, lambda piece: counted.get(piece, 0)), baseline)
            for span, baseline in spans
        ]
        progress = Progress(sum(len(cut) for cut, _ in parts))
        for cut, baseline in parts:
            usual = None if baseline is None else _read_usual(engine, baselines, baseline, keep=len(cut) > 1)
            for part in cut:
                with progress.phase(f"compare {next(part.slices()).partition}") as phase:
                    pieces = list(part.slices())
                    table = read_slices(engine, features, pieces, FG_A, columns=_FEATURE_COLUMNS)
                    pairs = read_slices(engine, counts, pieces, PAIR_COUNTS)
                    compared = _compare(engine, usual, table, pairs)
                    phase.rows = write_window(
                        engine, compared, output, part, FG_C, slice_column="slice_start_ts"
                    )
                    rows += phase.rows
    used = sorted({format_instant(baseline.start) for _, baseline in spans if baseline is not None})
    without = sum(len(span) for span, baseline in spans if baseline is None)
    if without:
        logger.warning("%d slices are older than every baseline: their comparisons are null", without)
    report = {"baselines": used, "slices_without_baseline": without, "rows": rows}
    publish_report(describe_run(step, window) | report, None)


def _count_rows(engine: Engine, features: Partitions, window: Window) -> Mapping[Slice, int]:
    """Count the rows of FG-A in each slice of a window; a single one is done at once however many it has."""
    if len(window) == 1:
        return {}
    table = read_slices(engine, features, list(window.slices()), FG_A, columns=_FEATURE_COLUMNS)
    return {Slice(start): rows for start, rows in engine.rows(ask(count_rows, table))}


def _read_usual(engine: Engine, baselines: Partitions, baseline: Slice, *, keep: bool) -> Usual:
    """Read the baseline of a reference time; it is kept if several parts are compared with it."""
    hosts = read_slices(engine, baselines.below("hosts"), [baseline], FG_B_HOSTS, columns=_HOST_COLUMNS)
    known = read_window(
        engine,
        baselines.below("pairs"),
        Window(baseline.start, baseline.end),
        FG_B_PAIRS,
        columns=[*PAIR, "is_rare"],
    )
    if keep:
        hosts, known = engine.materialise("hosts", hosts), engine.materialise("known", known)
    return Usual(hosts, known)


def _compare(engine: Engine, usual: Usual | None, rows: Table, pairs: Table) -> Query:
    """Ask for FG-C of some rows and pairs, against a baseline if there is one."""
    novelty = engine.materialise("novelty", ask(count_novel, pairs, usual.pairs if usual else None))
    if usual is None:
        return ask(compare_with_nothing, rows, novelty)
    # Tables in between, for planning one query of all this takes longer than a slice's rows.
    measured = engine.materialise("measured", ask(measure, rows))
    of_hosts = [
        engine.materialise(f"usual_{horizon}", ask(usual_of_hosts, measured, usual.hosts, horizon=horizon))
        for horizon in HORIZONS
    ]
    return ask(compare_all, measured, novelty, *of_hosts)


def split_window(baselines: Partitions, window: Window) -> Iterator[tuple[Window, Slice | None]]:
    """Cut the window into spans, each with its newest baseline that is not later; the latest comes first."""
    end = window.end
    while end > window.start:
        baseline = baselines.newest(end - SLICE)
        begin = window.start if baseline is None else max(window.start, baseline.start)
        yield Window(begin, end), baseline
        end = begin
