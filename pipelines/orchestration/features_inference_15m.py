"""features_inference_15m: a mini-batch's features, predictions and publication, once for each mini-batch."""

from __future__ import annotations

from pipelines.orchestration.machine import Machine
from pipelines.orchestration.mini_batch import MINI_BATCH
from pipelines.orchestration.once import each_message, once
from pipelines.orchestration.pieces import compose
from pipelines.orchestration.publication import JOB as PUBLICATION
from pipelines.orchestration.records import run_record
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import child_statements, run_machine, start

JOB = "features_inference_15m"
STREAMING, INFERENCE = "pipeline_15m_streaming", "pipeline_inference_predictions"


def build_features_inference_15m(site: Site) -> Machine:
    """Return the machine."""
    published = """$merge([$to.message, {
  "project_name": $to.project,
  "feature_spec_version": $to.version
}])"""
    states = once(
        site,
        JOB,
        MINI_BATCH,
        {
            "Streaming": run_record(site, STREAMING, following="Inference"),
            "Inference": run_record(site, INFERENCE, following="Publication"),
            "Publication": run_machine(
                site, PUBLICATION, compose(published), following="Finish", failing="Release", output={}
            ),
        },
    )
    return Machine(
        JOB,
        start(
            "Features, predictions and publication of each mini-batch in an event, each mini-batch once.",
            "EachMessage",
            each_message(states),
        ),
        (*site.lock_statements(JOB), *child_statements(site, RUN_PIPELINE, PUBLICATION)),
    )
