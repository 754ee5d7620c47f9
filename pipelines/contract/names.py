"""Spellings of parameter names: BatchStartTsIso, batch_start_ts_iso and batch-start-ts-iso are one parameter.

Two spellings name the same parameter when they are equal once hyphens and underscores are gone and letters
are in lower case (`normalise`); the `run_pipeline` machine compares names by the same rule.
"""

from __future__ import annotations

import re

from common.interface import kebab_case, words_of

__all__ = ["NAME", "kebab_case", "normalise", "pascal_case", "snake_case"]

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Names of steps, parameters and datasets: what SageMaker takes for all three."""


def normalise(name: str) -> str:
    """The form that all spellings of a name share: `BatchStartTsIso` -> `batchstarttsiso`."""
    return name.replace("_", "").replace("-", "").lower()


def snake_case(name: str) -> str:
    """The name as Python writes it: `BatchStartTsIso` -> `batch_start_ts_iso`."""
    return "_".join(word.lower() for word in words_of(name))


def pascal_case(name: str) -> str:
    """The name as the contract writes it: `batch_start_ts_iso` -> `BatchStartTsIso`."""
    return "".join(word[:1].upper() + word[1:] for word in words_of(name))
