"""The verifier as a job: look, write down what was found, and fail if it is not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from common.columns import Schema
from common.context import StepContext
from common.datasets import Contents, read_footers, read_slices
from common.engine import Engine, EngineError, open_engine
from common.errors import InputError
from common.files import write_whole
from common.log import Progress
from common.partitions import PART, Partitions
from common.queries import Table, ask
from common.report import publish_report, render_json
from common.schemas import FG_A, FG_C, KEY
from common.windows import Slice, Window, format_instant
from steps.training_data_verifier.checks import (
    Finding,
    missing_windows,
    notes_on,
    overlap_of,
    reasons_against,
)
from steps.training_data_verifier.fingerprint import fingerprint, slices_to_compare
from steps.training_data_verifier.keys import distinct_keys, unmatched_keys
from steps.training_data_verifier.settings import parse_settings

MISSING_FILE = "missing_windows.json"
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
    progress = Progress(len(windows))
    findings: list[Finding] = []
    sound: dict[str, set[Slice]] = {name: set() for name in _SCHEMAS}
    with open_engine(step, threads=settings.threads, memory_gb=settings.memory_gb) as engine:
        for name, window in windows.items():
            with progress.phase(f"verify the {name} window") as phase:
                there = {dataset: source.present(window) for dataset, source in sources.items()}
                contents, found = _look(engine, name, window, sources, there)
                findings += found
                phase.rows = sum(finding.rows for finding in found)
                for dataset, content in contents.items():
                    sound[dataset].update(set(there[dataset]) - content.unsound)
    overlap = overlap_of(windows["training"], windows["evaluation"])
    reasons = ([overlap] if overlap else []) + reasons_against(findings, settings)
    notes = notes_on(windows["training"], windows["evaluation"])
    missing = missing_windows(list(windows.values()), sound)
    write_whole(output / MISSING_FILE, render_json(missing).encode() + b"\n")
    publish_report(_report(step, windows, findings, reasons, notes), output)
    if reasons:
        raise InputError(
            f"the data is not fit to train with: {'; '.join(reasons)}",
            remedy=_remedy(len(missing)),
        )


def _remedy(missing: int) -> str:
    """Say what to do: a backfill only helps where something is missing."""
    if missing:
        return (
            f"Backfill what {MISSING_FILE} lists ({missing}), or correct parameters or the record's limits."
        )
    return "Correct the parameters or the record's limits."


def _look(
    engine: Engine,
    name: str,
    window: Window,
    sources: dict[str, Partitions],
    there: dict[str, list[Slice]],
) -> tuple[dict[str, Contents], list[Finding]]:
    """Look at every dataset of one window; keys are compared where all files can be read."""
    contents = {
        dataset: read_footers(engine, source, there[dataset], _SCHEMAS[dataset], columns=KEY, see=fingerprint)
        for dataset, source in sources.items()
    }
    duplicates, unmatched = dict.fromkeys(sources, 0), dict.fromkeys(sources, 0)
    if not any(content.faults for content in contents.values()):
        unlike = slices_to_compare({dataset: content.seen for dataset, content in contents.items()})
        keys: dict[str, Table] = {}
        for dataset, source in sources.items():
            try:
                keys[dataset] = _keys(engine, dataset, source, unlike[dataset])
            except EngineError:
                damaged = list(_damaged(engine, dataset, source, unlike[dataset]))
                faults = tuple(f"{piece.partition}/{PART} has rows that cannot be read" for piece in damaged)
                contents[dataset] = replace(contents[dataset], faults=faults, unsound=frozenset(damaged))
    if not any(content.faults for content in contents.values()):
        for dataset, other in (("fg_a", "fg_c"), ("fg_c", "fg_a")):
            duplicates[dataset] = engine.count(keys[dataset]) - engine.count(
                ask(distinct_keys, keys[dataset])
            )
            unmatched[dataset] = engine.count(ask(unmatched_keys, keys[dataset], keys[other]))
    return contents, [
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


def _keys(engine: Engine, dataset: str, source: Partitions, slices: list[Slice]) -> Table:
    rows = read_slices(engine, source, slices, _SCHEMAS[dataset], columns=list(KEY))
    return engine.materialise(f"keys_{dataset}", rows)


def _damaged(engine: Engine, dataset: str, source: Partitions, slices: list[Slice]) -> Iterator[Slice]:
    """Find the files whose footer is sound and whose rows are not, one by one: it is known there are some."""
    for piece in slices:
        try:
            _keys(engine, dataset, source, [piece])
        except EngineError:
            yield piece


def _null_shares(content: Contents) -> dict[str, float]:
    rows = sum(content.rows.values())
    return {name: count / rows for name, count in content.nulls.items() if count} if rows else {}


def _report(
    step: StepContext,
    windows: dict[str, Window],
    findings: list[Finding],
    reasons: list[str],
    notes: list[str],
) -> dict[str, Any]:
    return {
        "record": step.description.record,
        "step": step.description.step,
        "passed": not reasons,
        "reasons": reasons,
        "notes": notes,
        **{
            name: {
                "start": format_instant(window.start),
                "end": format_instant(window.end),
                "datasets": {found.dataset: found.as_report() for found in findings if found.window == name},
            }
            for name, window in windows.items()
        },
    }
