"""A step's code as it is published: named bytes, a manifest over them, and the manifest's digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from common.interface import MANIFEST_FILE, STEP_FILE
from pipelines.compiler.canonical import render_canonical
from pipelines.compiler.compiled import Bundle
from pipelines.compiler.compute import resolve_compute, resolve_step_compute
from pipelines.compiler.prefixes import directory
from pipelines.contract.records import PipelineRecord, ProjectParameters, Step
from pipelines.contract.wording import quote
from pipelines.errors import CodeError, Problem


def make_bundle(
    record: PipelineRecord,
    step: Step,
    configuration: Mapping[str, Any],
    sources: Mapping[str, bytes],
    *,
    parameters: ProjectParameters | None,
) -> Bundle:
    """The bundle of one step: its sources, `step.json` and `manifest.json`.

    `sources` maps paths beside the entry script to content and holds the script itself, by its bare name: an
    entry script in a folder below `code_prefix_s3` has its imports, which Python looks up beside it, in that
    folder too. `parameters` are the project's, for the engine may be set there. Equal input gives equal
    bytes. Raises `CodeError` with every fault of the sources.
    """
    problems = [*_faults(record, step, sources)]
    if problems:
        raise CodeError(problems)
    script = PurePosixPath(step.entry_script).name
    engine = resolve_step_compute(resolve_compute(parameters, record), step.compute).engine
    files = dict(sources)
    files[STEP_FILE] = _render(
        {
            "record": str(record.key),
            "step": step.name,
            "parameters": list(record.required_runtime_params),
            "datasets": {
                data.name: {
                    "direction": data.direction,
                    "access": data.access,
                    "s3_prefix": directory(data.s3_prefix),
                }
                for data in step.data_prefixes
            },
            "engine": engine,
            "config": configuration,
        }
    )
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in files}
    manifest = _render({"files": digests})
    files[MANIFEST_FILE] = manifest
    return Bundle(
        key=record.key,
        step=step.name,
        prefix=directory(step.code_prefix_s3) + step.entry_script.removesuffix(script),
        files={path: files[path] for path in sorted(files)},
        digest=hashlib.sha256(manifest).hexdigest(),
    )


def _render(value: Mapping[str, Any]) -> bytes:
    return (render_canonical(value) + "\n").encode("ascii")


def _faults(record: PipelineRecord, step: Step, sources: Mapping[str, bytes]) -> list[Problem]:
    where, at = str(record.key), f"spec.scripts.steps.{step.name}"
    problems = []
    script = PurePosixPath(step.entry_script).name
    if script not in sources:
        fault = f"there is no file {quote(script)} among the step's sources"
        remedy = "put it into a folder of steps/, or correct the name"
        problems.append(Problem(where, f"{at}.entry_script", "missing-entry-script", fault, remedy))
    for path in sorted(sources):
        if path in {STEP_FILE, MANIFEST_FILE}:
            fault = f"the sources hold {path}, which publishing writes itself"
            problems.append(Problem(where, at, "reserved-file", fault, "rename the file"))
        elif path.startswith("/") or "\\" in path or any(part in {"", ".", ".."} for part in path.split("/")):
            fault = f"{quote(path)} is no path below the prefix"
            problems.append(Problem(where, at, "invalid-path", fault, "use a relative path without . and .."))
    return problems
