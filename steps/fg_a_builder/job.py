"""FG-A as a job: a day before the window and the window itself, described a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.chunks import ChunkSettings, cut_window, parse_chunks
from common.context import StepContext
from common.datasets import read_slices, require_window, write_window
from common.engine import Engine, open_engine
from common.errors import InputError
from common.log import Progress, logger
from common.partitions import Partitions
from common.queries import Table, ask
from common.report import describe_run, publish_report
from common.schemas import DELTA, FG_A
from common.windows import EPOCH, SLICE, Slice, Window
from steps.fg_a_builder.windows import DAY, count_hosts, describe_windows, look_through


def build(step: StepContext) -> None:
    """Describe every host in every slice of the step's window; see the package's docstring."""
    settings = parse_chunks(step.configuration)
    window = step.window()
    output = step.output_folder("output_fg_a")
    source = step.partitions("input_delta")
    # A slice of the window without deltas would look like a silent network.
    require_window(source, window, remedy="Run the delta builder for these slices first.")
    rows, missing = 0, 0
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        present = source.present(_with_history(window))
        parts = _parts(engine, source, window, present, settings)
        progress = Progress(len(parts))
        for part in parts:
            pieces = list(part.slices())
            with progress.phase(f"describe {pieces[0].partition}") as phase:
                deltas, absent = _read(engine, source, part, present)
                missing = missing or absent
                described = describe_windows(deltas, _slices(engine, pieces), len(pieces), engine.materialise)
                phase.rows = write_window(
                    engine, described, output, part, FG_A, slice_column="slice_start_ts"
                )
                rows += phase.rows
    publish_report(_report(step, window, rows, missing), None)


def _parts(
    engine: Engine, source: Partitions, window: Window, present: Sequence[Slice], settings: ChunkSettings
) -> list[Window]:
    """Cut the window where its rows are too many: a host that is seen once has a row in a day's slices."""
    if len(window) == 1:
        return [window]
    deltas = read_slices(engine, source, present, DELTA)
    hosts = dict(engine.rows(ask(count_hosts, deltas)))
    return cut_window(window, settings, lambda piece: hosts.get((piece.start - EPOCH).days, 0))


def _with_history(window: Window) -> Window:
    return Window(window.start - (DAY - 1) * SLICE, window.end)


def _read(engine: Engine, source: Partitions, window: Window, present: Sequence[Slice]) -> tuple[Table, int]:
    """Read the deltas of a window and of the day before it; say how many slices of that day are absent."""
    span = _with_history(window)
    there = [piece for piece in present if piece.start in span]
    stored = read_slices(engine, source, there, DELTA)
    repeated, first, earliest, latest = engine.rows(ask(look_through, stored))[0]
    faults = []
    if repeated:
        faults.append(f"a host and role twice in {repeated} slices, the first {Slice(first).partition}")
    # A file that was copied to another slice's place would make that slice a silent one.
    faults += [
        f"rows of {Slice(start).partition}, which is none of the slices that they lie in"
        for start in dict.fromkeys((earliest, latest))
        if start is not None and start not in span
    ]
    if faults:
        raise InputError(
            f"{source.name} ({source.prefix}) has {' and '.join(faults)}",
            remedy="Run the delta builder for these slices again.",
        )
    return stored, len(span) - len(there)


def _slices(engine: Engine, pieces: Sequence[Slice]) -> Table:
    return engine.table(
        "slices",
        {
            "at": ("INTEGER", range(len(pieces))),
            "slice_start_ts": ("TIMESTAMPTZ", [piece.start for piece in pieces]),
            "slice_end_ts": ("TIMESTAMPTZ", [piece.end for piece in pieces]),
        },
    )


def _report(step: StepContext, window: Window, rows: int, missing: int) -> dict[str, Any]:
    if missing:
        logger.warning("%d slices before the window have no deltas: as if nothing had happened", missing)
    return {
        **describe_run(step, window),
        "history": {"slices": DAY - 1, "missing": missing},
        "rows": rows,
    }
