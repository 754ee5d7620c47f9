"""monthly_baselines: the baselines of FG-B at the beginning of a month, once for each month."""

from __future__ import annotations

from pipelines.contract.hints import TYPES
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.once import each_message, once
from pipelines.orchestration.pieces import Piece, regex
from pipelines.orchestration.records import SAID, run_record
from pipelines.orchestration.run_pipeline import JOB as RUN_PIPELINE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import child_statements, start

JOB = "monthly_baselines"
BASELINE = "pipeline_fg_b_baseline"

REFERENCE = Piece(
    "$reference",
    f"""function($to) {{(
  $month := $said($to, "ReferenceMonthIso");
  $time := $said($to, "ReferenceTimeIso");
  $time != "" ? $time
  : $contains($month, {regex(TYPES["month"])}) ? $month & "-01T00:00:00Z"
  : $error("missing-parameter: ReferenceMonthIso is no month like 2025-01: give it, or ReferenceTimeIso")
)}}""",
    (SAID,),
)
"""The instant that baselines are of: a month's first, in UTC."""

IDENTITY = Piece(
    "$identity", """function($to) { $reference($to) & " " & $said($to, "Mode") }""", (REFERENCE, SAID)
)


def build_monthly_baselines(site: Site) -> Machine:
    """Return the machine."""
    states = once(
        site,
        JOB,
        IDENTITY,
        {
            "Baselines": run_record(
                site,
                BASELINE,
                REFERENCE,
                payload='{"ReferenceTimeIso": $reference($to)}',
                following="Finish",
            )
        },
    )
    return Machine(
        JOB,
        start(
            "Baselines of the month that an event names, each month once.",
            "EachMessage",
            each_message(states),
        ),
        (*site.lock_statements(JOB), *child_statements(site, RUN_PIPELINE)),
    )
