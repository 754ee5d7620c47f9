"""FG-B as a job: read the month before the reference time, describe it, write both datasets, report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from common.context import StepContext
from common.datasets import lacking, read_slices, remove_slice, write_rows
from common.engine import open_engine
from common.errors import ArgumentError, InputError
from common.log import Progress, logger
from common.partitions import Partitions
from common.queries import Table, ask
from common.report import publish_report
from common.schemas import BASELINE_METRICS, FG_A, FG_B_HOSTS, FG_B_PAIRS, HORIZONS, PAIR_COUNTS
from common.windows import Slice, Window, format_instant, parse_instant, slice_start
from steps.fg_b_builder.baselines import BASELINES, choose_metrics, put_together
from steps.fg_b_builder.pairs import describe_pairs
from steps.fg_b_builder.settings import parse_settings

MODES = ("REGULAR", "BACKFILL")
"""REGULAR refuses a history with gaps; BACKFILL takes what there is, and reports them."""

_COLUMNS = ["host_ip", "role", "slice_start_ts", "slice_end_ts", *BASELINE_METRICS]
_SAMPLED = 32
"""Slices whose rows are counted to tell how many a month has."""


def build(step: StepContext) -> None:
    """Write the baselines of the step's reference time; see the package's docstring."""
    settings = parse_settings(step.configuration)
    reference = _reference(step)
    mode = _mode(step)
    month = Window(reference - timedelta(days=max(HORIZONS.values())), reference)
    features, counts = step.partitions("input_fg_a"), step.partitions("input_pair_counts")
    output = step.output_folder("output_fg_b")
    history = {
        source.name: _history(source, month, mode, settings.min_coverage) for source in (features, counts)
    }
    # A month is thousands of wide files, and each is read once.
    with open_engine(
        step, threads=settings.threads, memory_gb=settings.memory_gb, keep_footers=False
    ) as engine:
        asked = engine.table("asked", {"reference_ts": ("TIMESTAMPTZ", [reference])})
        read = read_slices(engine, features, history[features.name], FG_A, columns=_COLUMNS)
        sample = _sample(history[features.name])
        sampled = read_slices(engine, features, sample, FG_A, columns=_COLUMNS)
        chosen = ask(choose_metrics, sampled, asked, metrics=(), active_only=settings.active_only)
        rows_a_slice = engine.count(chosen) / len(sample)
        groups = _groups(rows_a_slice * len(history[features.name]), settings.chunk_values)
        progress = Progress(len(groups) + 2)
        parts = list[list[Table]]()
        for metrics in groups:
            with progress.phase("describe features") as phase:
                chosen = ask(choose_metrics, read, asked, metrics=metrics, active_only=settings.active_only)
                # All baselines together: each would read the month anew, and that is 2,880 files.
                described, phase.rows = engine.describe(chosen, [*BASELINES.values()], metrics)
            parts.append(described)
        # Built anew where it lies, a reference is first without baselines: none that another's pairs go with.
        remove_slice(output / "hosts", Slice(reference))
        with progress.phase("write pairs") as phase:
            table = read_slices(engine, counts, history[counts.name], PAIR_COUNTS)
            usual = ask(describe_pairs, table, asked, rarity=settings.rarity)
            pairs = phase.rows = write_rows(engine, usual, output / "pairs", Slice(reference), FG_B_PAIRS)
        # The hosts come last: who looks for a baseline looks for them, and in this folder finds their pairs.
        with progress.phase("write hosts") as phase:
            usual = ask(
                put_together, asked, *chain(*zip(*parts, strict=True)), min_support=settings.min_support
            )
            hosts = phase.rows = write_rows(engine, usual, output / "hosts", Slice(reference), FG_B_HOSTS)
    report = {
        "record": step.description.record,
        "step": step.description.step,
        "reference": format_instant(reference),
        "mode": mode,
        "slices": {name: len(pieces) for name, pieces in history.items()},
        "gaps": {name: _gaps(pieces, month) for name, pieces in history.items()},
        "baselines": hosts,
        "pairs": pairs,
    }
    publish_report(report, None)


def _history(source: Partitions, month: Window, mode: str, min_coverage: float) -> list[Slice]:
    """Return the slices of the month that are there; InputError if there are none, or too many gaps."""
    present = source.present(month)
    if not present:
        raise InputError(
            f"{source.name} ({source.prefix}) has no slice in the 30 days before {format_instant(month.end)}",
            remedy="Run the 15-minute pipeline for some of that time first.",
        )
    since = Window(present[0].start, month.end)
    fault = lacking(source, since, present)
    if fault is None:
        return present
    if mode == "REGULAR" and len(present) < min_coverage * len(since):
        raise InputError(
            f"{fault}; min_coverage is {min_coverage:g}",
            remedy="Run the 15-minute pipeline for these slices, or start with Mode=BACKFILL to do without.",
        )
    logger.warning("%s", fault)
    return present


def _sample(history: Sequence[Slice]) -> Sequence[Slice]:
    return history[:: -(-len(history) // _SAMPLED)]


def _groups(rows: float, most_values: int) -> list[tuple[str, ...]]:
    """Put the metrics into groups whose values, of so many rows, fit in memory together."""
    size = max(1, int(most_values / max(1, rows)))
    return [BASELINE_METRICS[first : first + size] for first in range(0, len(BASELINE_METRICS), size)]


def _gaps(present: list[Slice], month: Window) -> int:
    return len(Window(present[0].start, month.end)) - len(present)


def _reference(step: StepContext) -> datetime:
    """Return the start of the slice that the reference time falls in: later ones are left out."""
    text = step.parameter("ReferenceTimeIso")
    try:
        return slice_start(parse_instant(text))
    except ValueError as error:
        raise ArgumentError(
            f"ReferenceTimeIso: {error}", remedy="Give an instant such as 2026-02-01T00:00:00Z."
        ) from error


def _mode(step: StepContext) -> str:
    mode = step.parameter("Mode")
    if mode not in MODES:
        raise ArgumentError(f"Mode is none of {', '.join(MODES)}", remedy="Give one of them.")
    return mode
