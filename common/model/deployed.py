"""The deployed model: one pointer that names it, and models that never change; written here, and read here.

Below the prefix `inference/deployed_model/`:

    current.json                     the pointer: which model is current, and which was before it
    models/<RunId>/<SHA-256>.onnx    models, named after their content

The pointer is the switch, alone and whole: an object on S3 is the old one or the new one. The name of a model
holds its digest, so that no upload changes what a pointer names; a pointer that arrives before its model (as
SageMaker uploads an output's objects in no order that it states) is an error that passes, never another
model. The path of a model is made from its run and digest and not stored, so that no pointer leads elsewhere.
How a pointer is switched so that no other deployment is undone unseen: `steps/model_deploy/place.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.context import StepContext
from common.errors import ArgumentError, InputError
from common.files import write_whole
from common.objects import download_objects, list_objects, read_object

POINTER_FILE = "current.json"
FORMAT = 1
WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds between looks for a model whose pointer is there already: its upload is under way."""

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DEPLOY = "Run pipeline_model_deploy with the RunId of a training first."
_AGAIN = "Deploy the model's RunId again with pipeline_model_deploy."


@dataclass(frozen=True)
class ModelEntry:
    """One model that was deployed."""

    run_id: str
    """RunId of its training."""
    sha256: str
    """Of `model.onnx`, 64 hexadecimal digits."""
    metrics: Mapping[str, Any]
    """Its metrics.json, as trained."""

    @property
    def key(self) -> str:
        """Where the model lies below the prefix."""
        return f"models/{self.run_id}/{self.sha256}.onnx"

    @property
    def version(self) -> str:
        """What predictions carry: run and the beginning of the digest."""
        return f"{self.run_id}@{self.sha256[:12]}"


@dataclass(frozen=True)
class Pointer:
    """The content of current.json."""

    current: ModelEntry
    previous: ModelEntry | None
    rollback_id: str | None = None
    """RunId of the rollback that made this state; None if a deployment did."""


@dataclass(frozen=True)
class Deployed:
    """The current model, its file verified."""

    run_id: str
    sha256: str
    model_path: Path
    metrics: Mapping[str, Any]
    previous: ModelEntry | None
    version: str
    """What predictions carry: `<RunId>@<first 12 digits of the SHA-256>`."""


def check_run_id(run_id: str) -> str:
    """Return a RunId that models and pointers can be named after; ArgumentError if it is none."""
    if not _RUN_ID.fullmatch(run_id):
        raise ArgumentError(
            "RunId is none that a model can be named after",
            remedy="Give 1 to 128 letters, digits, dots, hyphens and underscores, a letter or digit first.",
        )
    return run_id


def read_deployed(folder: Path) -> Deployed:
    """Read the current model of a folder laid out as above.

    InputError if no model is deployed, the pointer cannot be read, or the model is not the one it names.
    """
    pointer = read_pointer(folder)
    if pointer is None:
        raise InputError("no model is deployed", remedy=_DEPLOY)
    current = pointer.current
    return Deployed(
        run_id=current.run_id,
        sha256=current.sha256,
        model_path=verify_model(folder, current),
        metrics=current.metrics,
        previous=pointer.previous,
        version=current.version,
    )


def open_deployed(step: StepContext, name: str) -> Deployed:
    """Read the current model from a step's input; direct: two objects.

    InputError as `read_deployed`.
    """
    if not step.is_direct(name):
        return read_deployed(step.input_folder(name))
    folder = step.scratch / "inputs" / name
    pointer = fetch_pointer(step.prefix(name), folder)
    if pointer is not None:
        fetch_model(step.prefix(name), pointer.current, folder)
    return read_deployed(folder)


def fetch_pointer(prefix: str, folder: Path) -> Pointer | None:
    """Fetch and read the pointer below an S3 prefix; None if there is none yet."""
    found = read_object(prefix, POINTER_FILE)
    if found is None:
        return None
    write_whole(folder / POINTER_FILE, found[0])
    return read_pointer(folder)


def fetch_model(
    prefix: str,
    entry: ModelEntry,
    folder: Path,
    *,
    waits: Sequence[float] = WAITS,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch one model below an S3 prefix and verify it; wait for one that is not there yet.

    InputError if it never comes, or is not what its name says.
    """
    for wait in (*waits, None):
        if entry.key in list_objects(prefix, below=entry.key):
            download_objects(prefix, [entry.key], folder)
            return verify_model(folder, entry)
        if wait is not None:
            sleep(wait)
    raise InputError(
        f"{prefix}{entry.key} is absent, although {POINTER_FILE} names it",
        remedy=f"If a deployment is under way, run this again when it has ended. {_AGAIN}",
    )


def read_pointer(folder: Path) -> Pointer | None:
    """Read the pointer in a folder; None if there is none. InputError if it is not one."""
    try:
        return parse_pointer((folder / POINTER_FILE).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(error) from error


def parse_pointer(content: bytes) -> Pointer:
    """Read a pointer; InputError if it is none."""
    try:
        document = json.loads(content, parse_constant=_refuse)
        if document["format"] != FORMAT:
            raise InputError(
                f"{POINTER_FILE} has a format that this code does not know",
                remedy="Apply the newest version of this pipeline.",
            )
        previous = document["previous"]
        rollback = document["rollback_id"]
        return Pointer(
            current=_entry(document["current"]),
            previous=None if previous is None else _entry(previous),
            rollback_id=None if rollback is None else _matching(_RUN_ID, rollback),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable(error) from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def verify_model(folder: Path, entry: ModelEntry) -> Path:
    """Return the path of a model in a folder; InputError if it is absent or not what its name says."""
    path = folder / entry.key
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{entry.key} cannot be read ({type(error).__name__})", remedy=_AGAIN) from error
    if digest != entry.sha256:
        raise InputError(
            f"{entry.key} is not the model that {POINTER_FILE} names: its SHA-256 differs", remedy=_AGAIN
        )
    return path


def write_model(folder: Path, entry: ModelEntry, content: bytes) -> None:
    """Write a model to its place; ValueError if the content is not the entry's."""
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise ValueError(f"the content is not that of {entry.key}")
    write_whole(folder / entry.key, content)


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Switch: the pointer's models are current and previous from here on."""
    write_whole(folder / POINTER_FILE, render_pointer(pointer))


def render_pointer(pointer: Pointer) -> bytes:
    """Render the content of current.json. Same pointer, same bytes."""
    document = {
        "format": FORMAT,
        "current": _render(pointer.current),
        "previous": None if pointer.previous is None else _render(pointer.previous),
        "rollback_id": pointer.rollback_id,
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def _unreadable(error: Exception) -> InputError:
    return InputError(
        f"{POINTER_FILE} of the deployed model cannot be read ({type(error).__name__})",
        remedy=f"Restore an earlier version of that object, or delete it. {_AGAIN}",
    )


def _render(entry: ModelEntry) -> dict[str, Any]:
    return {"run_id": entry.run_id, "sha256": entry.sha256, "metrics": dict(entry.metrics)}


def _entry(document: Mapping[str, Any]) -> ModelEntry:
    metrics = document["metrics"]
    if not isinstance(metrics, dict):
        raise TypeError("metrics must be an object")
    return ModelEntry(_matching(_RUN_ID, document["run_id"]), _matching(_DIGEST, document["sha256"]), metrics)


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError("not in the form that this field has")
    return value
