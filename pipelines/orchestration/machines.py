"""Every machine of a site, and the input that each takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipelines.orchestration.backfill import build_backfill
from pipelines.orchestration.features_inference_15m import build_features_inference_15m
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.monthly_baselines import build_monthly_baselines
from pipelines.orchestration.publication import build_publication
from pipelines.orchestration.run_pipeline import build_run_pipeline
from pipelines.orchestration.site import Site
from pipelines.orchestration.training import build_training

_EVENT = """\
Any event: a direct payload, SQS, SNS, SNS in SQS, EventBridge or Pipes; one message or several. Each message:

| name | meaning |
|---|---|
| `project_name`, `feature_spec_version` | the records' key, in any spelling |
"""
_MINI_BATCH = """\
| `MiniBatchId`, `BatchStartTsIso`, `BatchEndTsIso` | the mini-batch; what the records ask for |
"""
_AGAIN = """\
| `again` | any text: does what is done already once more |
"""
_POLL = """\
| `poll` | `{"first_seconds": 30, "most_seconds": 300, "rate": 1.5}`: pauses between looks at a pipeline |
"""

INPUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "run_pipeline": """\
| name | meaning |
|---|---|
| `job` | logical job name of the record: `pipeline_15m_streaming` |
| `project_name`, `feature_spec_version` | the rest of its key; else payload or message say it |
| `payload` | object of parameters, in any spelling: they count first |
| `message` | any event that holds one message: what it says counts next |
| `values` | instead of `message`: an object that is read already |
| `again` | any text: makes another execution of the same parameters |
| `poll` | `{"first_seconds": 30, "most_seconds": 300, "rate": 1.5}`: pauses between looks |
| `timeout_seconds` | 86400: how long the pipeline is waited for |
""",
        "features_inference_15m": _EVENT + _MINI_BATCH + _AGAIN + _POLL,
        "monthly_baselines": _EVENT
        + "| `ReferenceMonthIso` | `2025-01`: baselines at its first instant; or `ReferenceTimeIso` |\n"
        + "| `Mode` | `REGULAR` or `BACKFILL`; else the table's default |\n"
        + _AGAIN
        + _POLL,
        "publication": _EVENT + _MINI_BATCH + _AGAIN + _POLL,
        "backfill": """\
| name | meaning |
|---|---|
| `project_name`, `feature_spec_version` | the records' key |
| `start`, `end` | the range, on quarters of an hour |
| `windows` | instead of both: a list of `{"start", "end"}` |
| `jobs` | `["pipeline_15m_streaming"]`: what runs for each window, in order |
| `max_children`, `max_windows` | 2 and 4: child executions at once, windows at once in each |
| `mini_batch_prefix` | put before `20250131T1015Z` to make a window's MiniBatchId |
| `again` | any text: runs windows that are done once more |
| `poll` | as above |
""",
        "training": _EVENT
        + "| `TrainingStartTs`, `TrainingEndTs`, `EvalStartTs`, `EvalEndTs` | the windows of data |\n"
        + "| `RunId`, `ExecutionTsIso` | of the training; else the execution's name and start |\n"
        + "| `mini_batch_prefix` | for the backfill, as there |\n"
        + _POLL,
    }
)
"""Job -> the exact input that its machine takes, as Markdown."""


def build_machines(site: Site, patterns: Sequence[str]) -> tuple[Machine, ...]:
    """Return all machines; `patterns` are the regular expressions of every hint in the table, sorted."""
    return (
        build_run_pipeline(site, patterns),
        build_features_inference_15m(site),
        build_monthly_baselines(site),
        build_publication(site),
        build_backfill(site),
        build_training(site),
    )
