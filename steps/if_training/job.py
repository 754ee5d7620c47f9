"""Training as a job: read what was verified, fit, write the artifact and its card, SUCCESS last."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from common.context import StepContext
from common.engine import EmbeddedEngine
from common.errors import ArgumentError, InputError
from common.files import write_whole
from common.log import Progress, logger
from common.model.artifact import (
    CARD_FILE,
    FEATURES_FILE,
    METRICS_FILE,
    MODEL_FILE,
    PAGE_FILE,
    SUCCESS_FILE,
    Matrix,
)
from common.model.deployed import check_run_id
from common.model.features import as_matrix, read_features, thin_out
from common.partitions import Partitions
from common.queries import Table
from common.report import REPORT_FILE, publish_report, render_json
from common.schemas import ACTIVE
from common.windows import Window, format_instant
from steps.if_training.card import library_versions, render_page
from steps.if_training.fitting import Fitted, fit
from steps.if_training.settings import TrainingSettings, parse_settings

_WINDOWS = ("training", "evaluation")


def train(step: StepContext) -> None:
    """Train on the windows that were verified; see the package's docstring."""
    settings = parse_settings(step.configuration)
    output = step.output_folder("output_model")
    run_id = check_run_id(step.parameter("RunId"))
    windows = _verified_windows(step)
    engine = EmbeddedEngine(
        scratch=step.scratch, threads=settings.threads, memory_gb=settings.memory_gb, keep_footers=False
    )
    sources = (step.partitions("input_fg_a"), step.partitions("input_fg_c"))
    progress = Progress(4)
    matrices: dict[str, Matrix] = {}
    for name, most in zip(_WINDOWS, (settings.max_rows, settings.max_holdout_rows), strict=True):
        with progress.phase(f"read the {name} window") as phase:
            matrices[name] = read_matrix(engine, sources, windows[name], settings, most)
            phase.rows = len(matrices[name])
    engine.close()
    with progress.phase("fit"):
        fitted = fit(matrices["training"], matrices["evaluation"], settings.features, settings, run_id)
    with progress.phase("write the model"):
        _write(output, _card(step, windows, fitted), fitted)
    report = {name: fitted.metrics[name] for name in ("perturbed_auc", "score_drift", "training", "holdout")}
    publish_report({"record": step.description.record, "run_id": run_id, **report}, None)


def _verified_windows(step: StepContext) -> dict[str, Window]:
    """Return the windows of the verifier's report; InputError unless it says that the data is fit."""
    path = step.input_folder("input_verification") / REPORT_FILE
    try:
        report = json.loads(path.read_bytes())
        windows = {name: Window.parse(report[name]["start"], report[name]["end"]) for name in _WINDOWS}
        passed = report["passed"] is True
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ArgumentError) as error:
        raise InputError(
            f"{REPORT_FILE} of input_verification cannot be read ({type(error).__name__})",
            remedy="Run pipeline_training_data_verifier first.",
        ) from error
    if not passed:
        raise InputError(
            "the last verification found the data unfit",
            remedy="Run pipeline_training_data_verifier again when its missing windows are filled.",
        )
    return windows


def read_rows(
    engine: EmbeddedEngine, fg_a: Partitions, fg_c: Partitions, window: Window, settings: TrainingSettings
) -> Table:
    """Read the rows of a window that may be learnt from, with their features and ACTIVE.

    Slices may be missing: the verifier has decided how many.
    """
    return read_features(
        engine,
        fg_a,
        fg_c,
        window,
        tuple(dict.fromkeys((*settings.features, ACTIVE))),
        allow_missing=True,
        above_zero=ACTIVE if settings.active_only else None,
    )


def read_matrix(
    engine: EmbeddedEngine,
    sources: tuple[Partitions, Partitions],
    window: Window,
    settings: TrainingSettings,
    most: int,
) -> Matrix:
    """Read at most so many of a window's rows, of FG-A and FG-C: [rows, features]."""
    table = read_rows(engine, *sources, window, settings)
    thinned = thin_out(engine, table, most, settings.seed)
    matrix = as_matrix(engine, thinned, settings.features)
    logger.info("%d of %d rows are used", len(matrix), engine.count(table))
    return matrix


def _card(step: StepContext, windows: dict[str, Window], fitted: Fitted) -> dict[str, Any]:
    return {
        "run_id": step.parameter("RunId"),
        "execution_ts": step.parameter("ExecutionTsIso"),
        "record": step.description.record,
        "sha256": hashlib.sha256(fitted.artifact).hexdigest(),
        **{
            name: {"start": format_instant(window.start), "end": format_instant(window.end)}
            for name, window in windows.items()
        },
        "metrics": fitted.metrics,
        "importance": fitted.importance,
        "severities": dict(fitted.description.severities),
        "libraries": library_versions(),
    }


def _write(output: Path, card: dict[str, Any], fitted: Fitted) -> None:
    files = {
        MODEL_FILE: fitted.artifact,
        FEATURES_FILE: _json(list(fitted.description.features)),
        METRICS_FILE: _json(fitted.metrics),
        CARD_FILE: _json({name: value for name, value in card.items() if name != "importance"}
                         | {"importance": [list(item) for item in fitted.importance.items()]}),
        PAGE_FILE: render_page(card, fitted.scores).encode(),
    }  # fmt: skip
    (output / SUCCESS_FILE).unlink(missing_ok=True)
    for name, content in files.items():
        write_whole(output / name, content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    write_whole(output / SUCCESS_FILE, _json({"files": digests}))


def _json(document: Any) -> bytes:
    return render_json(document).encode() + b"\n"
