"""The delta builder as a job: read, judge, number hosts, build, write, report."""

from __future__ import annotations

from common.context import StepContext
from common.datasets import write_rows, write_window
from common.engine import Engine, open_engine
from common.log import Progress
from common.queries import Query, ask
from common.report import describe_run, publish_report
from common.schemas import DELTA
from common.traffic.reading import (
    REJECTS,
    Sessions,
    list_rejects,
    place_hosts,
    read_traffic,
    report_rows,
    slices_of,
)
from common.traffic.settings import DeltaSettings, parse_settings
from common.traffic.sources import find_traffic
from common.windows import Slice, Window
from steps.delta_builder.deltas import build_deltas

_PHASES = 5


def build(step: StepContext) -> None:
    """Build the deltas of the step's mini-batch; see the package's docstring."""
    settings = parse_settings(step.configuration)
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        _build(step, settings, engine)


def _build(step: StepContext, settings: DeltaSettings, engine: Engine) -> None:
    window = step.window()
    output = step.output_folder("output_delta")
    source = find_traffic(step.input_folder("input_traffic"), settings)
    progress = Progress(_PHASES)
    with_text = step.has_output("output_rejects")

    with progress.phase("read traffic") as phase:
        source, typed = read_traffic(engine, source, settings, window, with_text=with_text)
        phase.rows = engine.count(typed)
    with progress.phase("number hosts") as phase:
        sessions = place_hosts(engine, typed, settings)
        phase.rows = engine.count(sessions.hosts)
    with progress.phase("build deltas") as phase:
        deltas = engine.materialise("deltas", _deltas(engine, sessions, window))
        phase.rows = engine.count(deltas)
        report = {
            **describe_run(step, window),
            **report_rows(engine, source, sessions),
            "deltas": phase.rows,
        }
    with progress.phase("write rejects") as phase:
        if with_text:
            rejects = list_rejects(engine, source, sessions)
            phase.rows = write_rows(
                engine, rejects, step.output_folder("output_rejects"), Slice(window.start), REJECTS
            )
    with progress.phase("write deltas") as phase:
        phase.rows = write_window(engine, deltas, output, window, DELTA, slice_column="slice_start_ts")
    publish_report(report, step.output_folder("output_report") if step.has_output("output_report") else None)


def _deltas(engine: Engine, sessions: Sessions, window: Window) -> Query:
    return ask(build_deltas, sessions.judged, slices_of(engine, window), sessions.hosts)
