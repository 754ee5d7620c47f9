"""The join as a job: read the window, reconcile the counts, write nothing unless they do."""

from __future__ import annotations

from datetime import datetime

from common.configuration import parse_resources
from common.context import StepContext
from common.datasets import read_window, write_window
from common.engine import open_engine
from common.errors import InputError
from common.log import Progress
from common.queries import ask
from common.report import describe_run, publish_report
from common.schemas import FG_A, FG_C, PREDICTIONS, PUBLICATION
from common.windows import Slice
from steps.prediction_feature_join.joining import count_partners, join_features

_SHOWN = 5


def join(step: StepContext) -> None:
    """Publish the predictions of the step's window; see the package's docstring."""
    resources = parse_resources(step.configuration)
    window = step.window()
    output = step.output_folder("output_prediction_feature_join")
    progress = Progress(3)
    with open_engine(step, threads=resources.threads, memory_gb=resources.memory_gb) as engine:
        with progress.phase("read predictions and features") as phase:
            sources = {"input_predictions": PREDICTIONS, "input_fg_a": FG_A, "input_fg_c": FG_C}
            tables = [
                read_window(engine, step.partitions(name), window, schema) for name, schema in sources.items()
            ]
            tables[0] = engine.materialise("predictions", tables[0])
            predicted = phase.rows = engine.count(tables[0])
        with progress.phase("reconcile"):
            _require_partners(engine.rows(ask(count_partners, *tables)))
        with progress.phase("write publication") as phase:
            phase.rows = write_window(
                engine,
                ask(join_features, *tables),
                output,
                window,
                PUBLICATION,
                slice_column="slice_start_ts",
                expected=predicted,
            )
    publish_report(describe_run(step, window) | {"rows": phase.rows}, None)


def _require_partners(wrong: list[tuple[datetime, int, int, int, int]]) -> None:
    """Refuse predictions that have no row of FG-A or FG-C, or are there twice, by slice."""
    if not wrong:
        return
    faults = []
    for start, predictions, *counts in wrong[:_SHOWN]:
        names = ("repeated", "without one row of input_fg_a", "without one row of input_fg_c")
        said = ", ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True) if count)
        faults.append(f"{Slice(start).partition} of {predictions} predictions: {said}")
    more = f" and {len(wrong) - _SHOWN} more slices" if len(wrong) > _SHOWN else ""
    raise InputError(
        f"predictions and features do not reconcile: {'; '.join(faults)}{more}",
        remedy="Run the 15-minute pipeline and then the inference pipeline for these slices again.",
    )
