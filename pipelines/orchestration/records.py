"""Running one record of a message's project and version, as the orchestrators do: one task each."""

from __future__ import annotations

from pipelines.orchestration.pieces import Piece, compose
from pipelines.orchestration.reading import ENTRIES, VALUE_OF
from pipelines.orchestration.resolving import TEXT_OF, USABLE
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import State, run_machine

SAID = Piece(
    "$said",
    """function($to, $name) {(
  $value := $value_of($entries($to.message), $name);
  $usable($value) ? $text_of($value) : ""
)}""",
    (ENTRIES, VALUE_OF, USABLE, TEXT_OF),
)
"""What a message says under a name, as text; empty where it says nothing."""


def input_of_run(job: str, payload: str = "{}", again: str = "$again") -> str:
    """Return what `run_pipeline` is given for a target `$to`; all three are expressions."""
    return f"""{{
  "job": {job},
  "project_name": $to.project,
  "feature_spec_version": $to.version,
  "values": $to.message,
  "payload": {payload},
  "again": {again},
  "poll": $to.message.poll
}}"""


def run_record(
    site: Site,
    job: str,
    *needs: Piece,
    following: str,
    failing: str = "Release",
    payload: str = "{}",
    again: str = "$again",
) -> State:
    """Run a record's pipeline with what the message says; `payload` is an expression that says more."""
    given = compose(input_of_run(f'"{job}"', payload, again), *needs)
    return run_machine(site, RUN_PIPELINE, given, following=following, failing=failing, output={})
