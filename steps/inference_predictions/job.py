"""Inference as a job: load the deployed model, score every slice of the window, write predictions."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from common.columns import SQL_TYPES
from common.configuration import parse_resources
from common.context import StepContext
from common.datasets import write_window
from common.engine import EmbeddedEngine
from common.errors import InputError
from common.log import Progress
from common.model.artifact import Model
from common.model.deployed import open_deployed
from common.model.features import CANDIDATES, Rows, as_rows, read_features
from common.queries import Table
from common.report import describe_run, publish_report
from common.schemas import DRIVERS, KEYS, PREDICTIONS
from common.windows import SLICE, Window
from steps.inference_predictions.drivers import explain

CHUNK_SLICES = 24


def predict(step: StepContext) -> None:
    """Predict for every row of FG-A in the step's window; see the package's docstring."""
    resources = parse_resources(step.configuration)
    window = step.window()
    output = step.output_folder("output_predictions")
    deployed = open_deployed(step, "input_model")
    model = Model(deployed.model_path.read_bytes(), threads=resources.threads)
    features = model.description.features
    unknown = [name for name in features if name not in CANDIDATES]
    if unknown:
        raise InputError(
            f"the model needs {len(unknown)} features that FG-A and FG-C lack: {', '.join(unknown[:5])}",
            remedy="Train and deploy a model with this version's features.",
        )
    engine = EmbeddedEngine(scratch=step.scratch, threads=resources.threads, memory_gb=resources.memory_gb)
    starts = range(0, len(window), CHUNK_SLICES)
    progress = Progress(len(starts))
    severities: Counter[str] = Counter()
    for first in starts:
        begin = window.start + first * SLICE
        part = Window(begin, min(window.end, begin + CHUNK_SLICES * SLICE))
        with progress.phase(f"predict {next(part.slices()).partition}") as phase:
            fg_a, fg_c = step.partitions("input_fg_a"), step.partitions("input_fg_c")
            rows = as_rows(engine, read_features(engine, fg_a, fg_c, part, features), features)
            predicted, found = _predict(engine, model, rows, deployed.version)
            severities.update(found)
            phase.rows = write_window(
                engine, predicted, output, part, PREDICTIONS, slice_column="slice_start_ts"
            )
    report = {
        "model": deployed.version,
        "rows": severities.total(),
        "severities": dict(sorted(severities.items())),
    }
    publish_report(describe_run(step, window) | report, None)
    engine.close()


def _predict(engine: EmbeddedEngine, model: Model, rows: Rows, version: str) -> tuple[Table, Counter[str]]:
    """Score rows, as a table with the columns of PREDICTIONS."""
    scores = model.score(rows.matrix)
    percentiles = model.description.calibration.percentile(scores)
    severities = model.description.severity(percentiles).tolist()
    drivers = explain(model, rows.matrix, scores)
    names = np.array([*model.description.features, None], dtype=object)
    columns: dict[str, list[Any]] = {
        name: [key[place] for key in rows.keys] for place, name in enumerate(KEYS)
    }
    columns |= {
        "model_version": [version] * len(rows),
        "score": scores.tolist(),
        "percentile": percentiles.tolist(),
        "severity": severities,
    }
    for place in range(DRIVERS):
        chosen, effects = drivers.features[:, place], drivers.effects[:, place]
        values = rows.matrix[np.arange(len(rows)), np.maximum(chosen, 0)]
        columns[f"driver_{place + 1}"] = names[chosen].tolist()
        columns[f"driver_{place + 1}_value"] = _known(np.where(chosen >= 0, values, np.nan))
        columns[f"driver_{place + 1}_effect"] = _known(effects)
    table = engine.table(
        engine.fresh_name("predicted"),
        {name: (SQL_TYPES[kind], columns[name]) for name, kind in PREDICTIONS.columns.items()},
    )
    return table, Counter(severities)


def _known(values: Any) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN
