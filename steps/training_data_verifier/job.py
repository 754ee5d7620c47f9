"""The verifier as a job: look, write down what was found, and fail if it is not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import ibis.expr.types as ir

from common.context import StepContext
from common.datasets import Contents, Schema, read_footers, read_slices
from common.engine import EmbeddedEngine, EngineError
from common.errors import InputError
from common.files import write_whole
from common.log import Progress
from common.partitions import PART, Partitions
from common.report import publish_report, render_json
from common.schemas import FG_A, FG_C
from common.windows import Slice, Window, format_instant
from steps.training_data_verifier.checks import Finding, missing_windows, overlap_of, reasons_against
from steps.training_data_verifier.settings import parse_settings

MISSING_FILE = "missing_windows.json"
_KEY = ["host_ip", "role", "slice_start_ts"]
_SCHEMAS: dict[str, Schema] = {"fg_a": FG_A, "fg_c": FG_C}


def verify(step: StepContext) -> None:
    """Verify both windows; see the package's docstring."""
    settings = parse_settings(step.configuration)
    windows = {
        "training": step.window("TrainingStartTs", "TrainingEndTs"),
        "evaluation": step.window("EvalStartTs", "EvalEndTs"),
    }
    output = step.output_folder("output_verification")
    sources = {name: step.partitions(f"input_{name}") for name in _SCHEMAS}
    engine = EmbeddedEngine(scratch=step.scratch, threads=settings.threads, memory_gb=settings.memory_gb)
    progress = Progress(len(windows))
    findings: list[Finding] = []
    present: dict[str, set[Slice]] = {name: set() for name in _SCHEMAS}
    for name, window in windows.items():
        with progress.phase(f"verify the {name} window") as phase:
            there = {dataset: source.present(window) for dataset, source in sources.items()}
            findings += _look(engine, name, window, sources, there)
            phase.rows = sum(found.rows for found in findings if found.window == name)
            for dataset, slices in there.items():
                present[dataset].update(slices)
    overlap = overlap_of(windows["training"], windows["evaluation"])
    reasons = ([overlap] if overlap else []) + reasons_against(findings, settings)
    missing = missing_windows(list(windows.values()), present)
    write_whole(output / MISSING_FILE, render_json(missing).encode() + b"\n")
    publish_report(_report(step, windows, findings, reasons), output)
    engine.close()
    if reasons:
        raise InputError(
            f"the data is not fit to train with: {'; '.join(reasons)}",
            remedy=f"Backfill what {MISSING_FILE} lists ({len(missing)}), or change the record's limits.",
        )


def _look(
    engine: EmbeddedEngine,
    name: str,
    window: Window,
    sources: dict[str, Partitions],
    there: dict[str, list[Slice]],
) -> list[Finding]:
    """Look at every dataset of one window; keys are compared where all files can be read."""
    contents = {
        dataset: read_footers(engine, source, there[dataset], _SCHEMAS[dataset])
        for dataset, source in sources.items()
    }
    duplicates, unmatched = dict.fromkeys(sources, 0), dict.fromkeys(sources, 0)
    if not any(content.faults for content in contents.values()):
        keys: dict[str, ir.Table] = {}
        for dataset, source in sources.items():
            try:
                keys[dataset] = _keys(engine, dataset, source, there[dataset])
            except EngineError:
                faults = tuple(_damaged(engine, dataset, source, there[dataset]))
                contents[dataset] = replace(contents[dataset], faults=faults)
    if not any(content.faults for content in contents.values()):
        for dataset, other in (("fg_a", "fg_c"), ("fg_c", "fg_a")):
            duplicates[dataset] = engine.count(keys[dataset]) - engine.count(keys[dataset].distinct())
            unmatched[dataset] = engine.count(keys[dataset].anti_join(keys[other], _KEY))
    return [
        Finding(
            window=name,
            dataset=dataset,
            expected=len(window),
            present=len(there[dataset]),
            empty=sum(rows == 0 for rows in content.rows.values()),
            rows=sum(content.rows.values()),
            duplicates=duplicates[dataset],
            unmatched=unmatched[dataset],
            null_shares=_null_shares(content),
            faults=content.faults,
        )
        for dataset, content in contents.items()
    ]


def _keys(engine: EmbeddedEngine, dataset: str, source: Partitions, slices: list[Slice]) -> ir.Table:
    rows = read_slices(engine, source, slices, _SCHEMAS[dataset], columns=_KEY)
    return engine.materialise(f"keys_{dataset}", rows)


def _damaged(engine: EmbeddedEngine, dataset: str, source: Partitions, slices: list[Slice]) -> Iterator[str]:
    """Find the files whose footer is sound and whose rows are not, one by one: it is known there are some."""
    for piece in slices:
        try:
            _keys(engine, dataset, source, [piece])
        except EngineError:
            yield f"{piece.partition}/{PART} has rows that cannot be read"


def _null_shares(content: Contents) -> dict[str, float]:
    rows = sum(content.rows.values())
    return {name: count / rows for name, count in content.nulls.items() if count} if rows else {}


def _report(
    step: StepContext, windows: dict[str, Window], findings: list[Finding], reasons: list[str]
) -> dict[str, Any]:
    return {
        "record": step.description.record,
        "step": step.description.step,
        "passed": not reasons,
        "reasons": reasons,
        **{
            name: {
                "start": format_instant(window.start),
                "end": format_instant(window.end),
                "datasets": {found.dataset: found.as_report() for found in findings if found.window == name},
            }
            for name, window in windows.items()
        },
    }
