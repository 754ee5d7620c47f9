"""Pipelines on this machine: a runner for compiled definitions, and an embedded AWS that uses it."""

from pipelines.local.embedded import EmbeddedAws, serve
from pipelines.local.outcome import ExecutionResult, Failure, Phase, Progress, StepEvent, StepResult
from pipelines.local.resolution import ExecutionIdentity
from pipelines.local.runner import Keep, Runner
from pipelines.local.schedule import State
from pipelines.local.store import ObjectStore, S3Store, StoredObject

__all__ = [
    "EmbeddedAws",
    "ExecutionIdentity",
    "ExecutionResult",
    "Failure",
    "Keep",
    "ObjectStore",
    "Phase",
    "Progress",
    "Runner",
    "S3Store",
    "State",
    "StepEvent",
    "StepResult",
    "StoredObject",
    "serve",
]
