"""FG-C as a job: find each slice's baseline, compare, write."""

from __future__ import annotations

from collections.abc import Iterator

from common.configuration import parse_chunks
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
from steps.fg_c_builder.comparison import compare_all, compare_with_nothing, measure, usual_of_hosts
from steps.fg_c_builder.novelty import count_novel

_STATISTICS = ("median", "mad", "iqr")
_HOST_COLUMNS = [
    "reference_ts", "scope", "host_ip", "role", "horizon", "cold_start",
    *(f"{metric}_{statistic}" for metric in BASELINE_METRICS for statistic in _STATISTICS),
]  # fmt: skip


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
    parts = list(split_window(baselines.below("hosts"), window, settings.chunk_slices))
    progress = Progress(len(parts))
    rows = 0
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        for part, baseline in parts:
            with progress.phase(f"compare {next(part.slices()).partition}") as phase:
                pieces = list(part.slices())
                table = read_slices(engine, features, pieces, FG_A, columns=[*KEYS, *BASELINE_METRICS])
                pairs = read_slices(engine, counts, pieces, PAIR_COUNTS)
                if baseline is None:
                    novelty = engine.materialise("novelty", ask(count_novel, pairs, None))
                    described = ask(compare_with_nothing, table, novelty)
                else:
                    described = _against(engine, baselines, baseline, table, pairs)
                phase.rows = write_window(
                    engine, described, output, part, FG_C, slice_column="slice_start_ts"
                )
                rows += phase.rows
    used = sorted({format_instant(baseline.start) for _, baseline in parts if baseline is not None})
    without = sum(len(part) for part, baseline in parts if baseline is None)
    if without:
        logger.warning("%d slices are older than every baseline: their comparisons are null", without)
    report = {"baselines": used, "slices_without_baseline": without, "rows": rows}
    publish_report(describe_run(step, window) | report, None)


def _against(engine: Engine, baselines: Partitions, baseline: Slice, rows: Table, pairs: Table) -> Query:
    """Ask for FG-C of some rows and pairs, against the baseline of a reference time."""
    hosts = read_slices(engine, baselines.below("hosts"), [baseline], FG_B_HOSTS, columns=_HOST_COLUMNS)
    known = read_window(
        engine,
        baselines.below("pairs"),
        Window(baseline.start, baseline.end),
        FG_B_PAIRS,
        columns=[*PAIR, "is_rare"],
    )
    novelty = engine.materialise("novelty", ask(count_novel, pairs, known))
    # Tables in between, for planning one query of all this takes longer than a slice's rows.
    measured = engine.materialise("measured", ask(measure, rows))
    usual = [
        engine.materialise(f"usual_{horizon}", ask(usual_of_hosts, measured, hosts, horizon=horizon))
        for horizon in HORIZONS
    ]
    return ask(compare_all, measured, novelty, *usual)


def split_window(baselines: Partitions, window: Window, most: int) -> Iterator[tuple[Window, Slice | None]]:
    """Cut the window into parts of at most so many slices, each with its newest baseline that is not later.

    The parts come latest first.
    """
    end = window.end
    while end > window.start:
        baseline = baselines.newest(end - SLICE)
        begin = window.start if baseline is None else max(window.start, baseline.start)
        stop = end
        while stop > begin:
            first = max(begin, stop - most * SLICE)
            yield Window(first, stop), baseline
            stop = first
        end = begin
