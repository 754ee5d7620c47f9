"""What the compiler writes and a step reads: names of files, variables and arguments, known here alone."""

from __future__ import annotations

import re

STEP_FILE = "step.json"
"""Beside the entry script: the step's record, name, parameters, datasets, engine and configuration."""
MANIFEST_FILE = "manifest.json"
"""Beside it: the SHA-256 of every other published file."""
CODE_DIGEST_VARIABLE = "PIPELINES_CODE_SHA256"
"""Environment variable of a step: the SHA-256 of the manifest that its definition was compiled with."""
ROOT_VARIABLE = "PIPELINES_CONTAINER_ROOT"
"""Environment variable of the local runner: the folder that stands for the container's `/`."""
PROCESSING = "/opt/ml/processing"
"""Where inputs are mounted and outputs taken (SageMaker developer guide, "Build your own container")."""

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_-]+")


def words_of(name: str) -> list[str]:
    """The words of a parameter's name, as they are written: `BatchStartTsIso` -> Batch, Start, Ts, Iso.

    An acronym is one word (`IFTrainingId` -> IF, Training, Id), digits belong to the word before.
    """
    return [word for word in _BOUNDARY.split(name) if word]


def kebab_case(name: str) -> str:
    """A parameter's name in an argument, without its dashes: `BatchStartTsIso` -> `batch-start-ts-iso`."""
    return "-".join(words_of(name)).lower()
