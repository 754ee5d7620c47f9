"""What a training left, verified whole: SUCCESS names every file and its digest, and the model loads."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from common.errors import InputError
from common.model.artifact import METRICS_FILE, MODEL_FILE, SUCCESS_FILE, TRAINED_FILES, Model


@dataclass(frozen=True)
class Candidate:
    """A training's output: what could be read of it, and everything that is wrong with it."""

    model: bytes | None
    metrics: Mapping[str, Any]
    faults: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Digest of the model; empty without one."""
        return hashlib.sha256(self.model).hexdigest() if self.model is not None else ""


def read_candidate(folder: Path, run_id: str) -> Candidate:
    """Read and verify a training's folder; never raises for what is in it: faults are listed."""
    faults: list[str] = []
    contents: dict[str, bytes] = {}
    digests = _read_success(folder, faults)
    for name in sorted({*TRAINED_FILES, *digests}):
        try:
            contents[name] = (folder / name).read_bytes()
        except (OSError, ValueError):  # also of a name that no file can have
            faults.append(f"{name!a} is absent" if not name.isprintable() else f"{name} is absent")
            continue
        if digests and name not in digests:
            faults.append(f"{name} is not listed in {SUCCESS_FILE}")
        elif digests and hashlib.sha256(contents[name]).hexdigest() != digests[name]:
            faults.append(f"{name} is not the file that {SUCCESS_FILE} lists: its SHA-256 differs")
    model = contents.get(MODEL_FILE)
    if model is not None:
        faults.extend(_try_model(model, run_id))
    metrics = _read_metrics(contents[METRICS_FILE], faults) if METRICS_FILE in contents else {}
    return Candidate(model, metrics, tuple(faults))


def _read_success(folder: Path, faults: list[str]) -> dict[str, str]:
    try:
        files = json.loads((folder / SUCCESS_FILE).read_bytes())["files"]
        digests = {str(name): str(digest) for name, digest in files.items()}
    except FileNotFoundError:
        faults.append(f"{SUCCESS_FILE} is absent: the training has not ended well")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        faults.append(f"{SUCCESS_FILE} is not a list of files with their SHA-256")
    else:
        outside = [name for name in digests if _leaves(name)]
        if outside:
            faults.append(f"{SUCCESS_FILE} lists a file outside of its folder")
        return {name: digest for name, digest in digests.items() if name not in outside}
    return {}


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name


def _try_model(content: bytes, run_id: str) -> list[str]:
    """Load the model and score its own typical row."""
    try:
        model = Model(content, threads=1)
        score = model.score(model.description.typical.reshape(1, -1))
    except InputError as error:
        return [error.reason]
    except Exception as error:  # noqa: BLE001  # the runtime has exceptions of its own, without a common type
        return [f"the model cannot score ({type(error).__name__})"]
    faults = []
    if model.description.run_id != run_id:
        faults.append("the model says that it is of another RunId")
    if len(score) != 1 or not math.isfinite(float(score[0])):
        faults.append("the model's score of its own typical row is not a finite number")
    return faults


def _read_metrics(content: bytes, faults: list[str]) -> dict[str, Any]:
    try:
        metrics = json.loads(content)
    except (ValueError, RecursionError):
        metrics = None
    if not isinstance(metrics, dict):
        faults.append(f"{METRICS_FILE} is not a JSON object")
        return {}
    return metrics
