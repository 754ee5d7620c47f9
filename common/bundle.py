"""The code of a step as published: step.json, manifest.json, and the check that both are what was applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.errors import CodeMismatchError, ConfigurationError, some
from common.interface import CODE_DIGEST_VARIABLE, MANIFEST_FILE, STEP_FILE

_REPUBLISH = "Apply the pipeline again, so that its definition and its published code agree."


@dataclass(frozen=True)
class DatasetEntry:
    """What step.json says about one dataset."""

    direction: str
    access: str
    s3_prefix: str


@dataclass(frozen=True)
class StepDescription:
    """step.json: which record and step this is, its parameters in order, its datasets and configuration."""

    record: str
    step: str
    parameters: tuple[str, ...]
    datasets: Mapping[str, DatasetEntry]
    engine: str
    config: Mapping[str, Any]


def verify_code(code: Path, environment: Mapping[str, str]) -> None:
    """Refuse code that is not the code that was applied.

    The definition carries the SHA-256 of manifest.json in PIPELINES_CODE_SHA256, and the manifest that of
    every other file. Without the variable (a step run by hand) nothing is checked. Files that the manifest
    does not know are refused where Python could import them, or an engine run them.
    """
    expected = environment.get(CODE_DIGEST_VARIABLE)
    if expected is None:
        return
    manifest_path = code / MANIFEST_FILE
    try:
        manifest = manifest_path.read_bytes()
    except OSError as error:
        raise CodeMismatchError(f"{manifest_path.name} cannot be read", remedy=_REPUBLISH) from error
    if hashlib.sha256(manifest).hexdigest() != expected:
        raise CodeMismatchError(
            "manifest.json is not the one the definition was compiled with", remedy=_REPUBLISH
        )
    files: dict[str, str] = json.loads(manifest)["files"]
    wrong = [name for name, digest in sorted(files.items()) if _digest(code / name) != digest]
    found = {path.relative_to(code).as_posix() for kind in ("*.py", "*.sql") for path in code.rglob(kind)}
    wrong += [f"{name} (not in the manifest)" for name in sorted(found - files.keys())]
    if wrong:
        raise CodeMismatchError(f"published files differ from the manifest: {some(wrong)}", remedy=_REPUBLISH)


def read_description(code: Path) -> StepDescription:
    """Read step.json beside the entry script."""
    path = code / STEP_FILE
    try:
        document = json.loads(path.read_bytes())
        return StepDescription(
            record=document["record"],
            step=document["step"],
            parameters=tuple(document["parameters"]),
            datasets={
                name: DatasetEntry(entry["direction"], entry["access"], entry["s3_prefix"])
                for name, entry in document["datasets"].items()
            },
            engine=document["engine"],
            config=_mapping(document["config"]),
        )
    except OSError as error:
        raise ConfigurationError(
            f"step.json cannot be read in {code}",
            remedy="Run the step from its published code, or put a step.json beside its entry script.",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            f"step.json is not a step's description ({type(error).__name__}: {error})",
            remedy="Publish the step's code again.",
        ) from error


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("config is no object")
    return value


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
