"""publication: joins a mini-batch's predictions with their features, once for each mini-batch."""

from __future__ import annotations

from pipelines.orchestration.machine import Machine
from pipelines.orchestration.mini_batch import MINI_BATCH
from pipelines.orchestration.once import each_message, once
from pipelines.orchestration.records import run_record
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import child_statements, start

JOB = "publication"
JOIN = "pipeline_prediction_feature_join"


def build_publication(site: Site) -> Machine:
    """Return the machine."""
    states = once(site, JOB, MINI_BATCH, {"Join": run_record(site, JOIN, following="Finish")})
    return Machine(
        JOB,
        start(
            "Publishes the predictions of each mini-batch in an event with their features, each once.",
            "EachMessage",
            each_message(states),
        ),
        (*site.lock_statements(JOB), *child_statements(site, RUN_PIPELINE)),
    )
