"""Spellings of parameter names: BatchStartTsIso, batch_start_ts_iso and batch-start-ts-iso are one parameter.

Two spellings name the same parameter when they are equal once hyphens and underscores are gone and letters
are in lower case (`normalise`); the `run_pipeline` machine compares names by the same rule.
"""

from __future__ import annotations

import re

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Names of steps, parameters and datasets: what SageMaker takes for all three."""

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_-]+")


def normalise(name: str) -> str:
    """The form that all spellings of a name share: `BatchStartTsIso` -> `batchstarttsiso`."""
    return name.replace("_", "").replace("-", "").lower()


def _words(name: str) -> list[str]:
    return [word for word in _BOUNDARY.split(name) if word]


def kebab_case(name: str) -> str:
    """The name as an argument is written, without its dashes: `BatchStartTsIso` -> `batch-start-ts-iso`.

    An acronym is one word (`IFTrainingId` -> `if-training-id`), digits belong to the word before (`S3Uri` ->
    `s3-uri`).
    """
    return "-".join(word.lower() for word in _words(name))


def snake_case(name: str) -> str:
    """The name as Python writes it: `BatchStartTsIso` -> `batch_start_ts_iso`."""
    return "_".join(word.lower() for word in _words(name))


def pascal_case(name: str) -> str:
    """The name as the contract writes it: `batch_start_ts_iso` -> `BatchStartTsIso`."""
    return "".join(word[:1].upper() + word[1:] for word in _words(name))
