"""Pair counts as a job: read and judge the traffic as the delta builder does, count, write, report."""

from __future__ import annotations

from common.context import StepContext
from common.datasets import write_window
from common.engine import Engine, open_engine
from common.log import Progress
from common.queries import ask
from common.report import describe_run, publish_report
from common.schemas import PAIR_COUNTS
from common.traffic.reading import place_hosts, read_traffic, report_rows, slices_of
from common.traffic.settings import DeltaSettings, parse_settings
from common.traffic.sources import find_traffic
from steps.pair_counts_builder.pairs import count_pairs

_PHASES = 4


def build(step: StepContext) -> None:
    """Count the pairs of the step's mini-batch; rows that the delta builder rejects count here neither."""
    settings = parse_settings(step.configuration)
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        _build(step, settings, engine)


def _build(step: StepContext, settings: DeltaSettings, engine: Engine) -> None:
    window = step.window()
    output = step.output_folder("output_pair_counts")
    source = find_traffic(step.input_folder("input_traffic"), settings)
    progress = Progress(_PHASES)
    with progress.phase("read traffic"):
        source, typed = read_traffic(engine, source, settings, window, with_text=False)
    with progress.phase("number hosts"):
        sessions = place_hosts(engine, typed, settings)
        report = describe_run(step, window) | report_rows(engine, source, sessions)
    with progress.phase("count pairs"):
        pairs = ask(count_pairs, sessions.judged, slices_of(engine, window), sessions.hosts)
        counted = engine.materialise("pairs", pairs)
    with progress.phase("write pair counts") as phase:
        phase.rows = write_window(engine, counted, output, window, PAIR_COUNTS, slice_column="slice_start_ts")
    publish_report(report | {"pairs": phase.rows}, None)
