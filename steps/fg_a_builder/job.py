"""FG-A as a job: a day before the window and the window itself, described a day of slices at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import ibis.expr.types as ir

from common.context import StepContext
from common.datasets import read_slices, require_window, write_window
from common.engine import Engine, open_engine
from common.errors import InputError
from common.log import Progress, logger
from common.partitions import Partitions
from common.report import describe_run, publish_report
from common.schemas import DELTA, FG_A
from common.windows import EPOCH, SLICE, Slice, Window
from steps.fg_a_builder.settings import parse_settings
from steps.fg_a_builder.windows import DAY, describe_windows


def build(step: StepContext) -> None:
    """Describe every host in every slice of the step's window; see the package's docstring."""
    settings = parse_settings(step.configuration)
    window = step.window()
    output = step.output_folder("output_fg_a")
    source = step.partitions("input_delta")
    pieces = list(window.slices())
    chunks = [
        pieces[first : first + settings.chunk_slices]
        for first in range(0, len(pieces), settings.chunk_slices)
    ]
    # A slice of the window without deltas would look like a silent network.
    require_window(source, window, remedy="Run the delta builder for these slices first.")
    progress = Progress(len(chunks))
    rows, missing = 0, 0
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        for chunk in chunks:
            with progress.phase(f"describe {chunk[0].partition}") as phase:
                part = Window(chunk[0].start, chunk[-1].end)
                deltas, absent = _read(engine, source, part)
                missing = missing or absent
                described = _describe(engine, deltas, chunk)
                phase.rows = write_window(
                    engine, described, output, part, FG_A, slice_column="slice_start_ts"
                )
                rows += phase.rows
    publish_report(_report(step, window, rows, missing), None)


def _read(engine: Engine, source: Partitions, window: Window) -> tuple[ir.Table, int]:
    """Read the deltas of a window and of the day before it; say how many slices of that day are absent."""
    span = Window(window.start - (DAY - 1) * SLICE, window.end)
    present = source.present(span)
    deltas = engine.materialise("deltas", number_slices(read_slices(engine, source, present, DELTA)))
    keys = deltas.group_by("host_ip", "role", "at").agg(rows=deltas.count())
    twice = keys.filter(keys.rows > 1)
    repeated = engine.rows(twice.aggregate(slices=twice.at.nunique(), first=twice.at.min()))[0]
    if repeated[0]:
        raise InputError(
            f"{source.name} ({source.prefix}) has a host and role twice in {repeated[0]} slices, the first "
            f"{Slice(EPOCH + repeated[1] * SLICE).partition}",
            remedy="Run the delta builder for these slices again.",
        )
    return deltas, len(span) - len(present)


def number_slices(deltas: ir.Table) -> ir.Table:
    """Add `at`, the number of each row's slice since 1970."""
    seconds = SLICE // timedelta(seconds=1)
    return deltas.mutate(at=(deltas.slice_start_ts.epoch_seconds() // seconds).cast("int32"))


def number_of(piece: Slice) -> int:
    """Return the number of a slice since 1970."""
    return (piece.start - EPOCH) // SLICE


def _describe(engine: Engine, deltas: ir.Table, pieces: Sequence[Slice]) -> ir.Table:
    slices = engine.table(
        "slices",
        {
            "at": ("INTEGER", [number_of(piece) for piece in pieces]),
            "slice_start_ts": ("TIMESTAMPTZ", [piece.start for piece in pieces]),
            "slice_end_ts": ("TIMESTAMPTZ", [piece.end for piece in pieces]),
        },
    )
    return describe_windows(deltas, slices, [number_of(piece) for piece in pieces], engine.materialise)


def _report(step: StepContext, window: Window, rows: int, missing: int) -> dict[str, Any]:
    if missing:
        logger.warning("%d slices before the window have no deltas: as if nothing had happened", missing)
    return {
        **describe_run(step, window),
        "history": {"slices": DAY - 1, "missing": missing},
        "rows": rows,
    }
