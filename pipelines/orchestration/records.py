"""Running one record of a message's project and version, as the orchestrators do: one task each."""

from __future__ import annotations

from typing import Any

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


def run_record(
    site: Site,
    job: str,
    *needs: Piece,
    following: str,
    failing: str = "Release",
    payload: str = "{}",
    again: str = "$again",
    assign: dict[str, Any] | None = None,
) -> State:
    """Run a record's pipeline with what the message says; `payload` is an expression that says more."""
    given = f"""{{
  "job": "{job}",
  "project_name": $to.project,
  "feature_spec_version": $to.version,
  "values": $to.message,
  "payload": {payload},
  "again": {again},
  "poll": $to.message.poll
}}"""
    return run_machine(
        site,
        RUN_PIPELINE,
        compose(given, *needs),
        following=following,
        failing=failing,
        assign=assign,
        output={},
    )
