"""The delta builder as a job: read, judge, number hosts, build, write, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from common.context import StepContext
from common.datasets import Schema, write_rows, write_window
from common.engine import EmbeddedEngine, EngineError, quote_text
from common.errors import InputError
from common.log import Progress, logger
from common.report import publish_report
from common.schemas import DELTA
from common.traffic.hosts import addresses, join_hosts, number_hosts, reject_malformed
from common.traffic.rows import RULE_ORDER, decode_class, kept_names, reason_names, type_traffic
from common.traffic.settings import DeltaSettings, parse_settings
from common.traffic.sources import (
    TrafficSource,
    file_names,
    find_traffic,
    open_rows,
    salvage_traffic,
)
from common.windows import Slice, Window, format_instant
from steps.delta_builder.deltas import build_deltas

REJECT_SCHEMA = Schema(
    columns={"file": "string", "reason": "string", "row": "string"}, order_by=("file", "reason", "row")
)
"""A rejected row: the file it came from, the rule that it broke, and the row itself as JSON text."""

_PHASES = 5


@dataclass(frozen=True)
class Sessions:
    """Sessions with host numbers and verdicts, and the table that gives the numbers their names."""

    judged: ir.Table
    hosts: ir.Table


def build(step: StepContext) -> None:
    """Build the deltas of the step's mini-batch; see the package's docstring."""
    settings = parse_settings(step.configuration)
    window = step.window()
    output = step.output_folder("output_delta")
    source = find_traffic(step.input_folder("input_traffic"), settings)
    engine = EmbeddedEngine(scratch=step.scratch, threads=settings.threads, memory_gb=settings.memory_gb)
    progress = Progress(_PHASES)
    with_text = step.has_output("output_rejects")

    with progress.phase("read traffic") as phase:
        source, typed = _read(engine, source, settings, window, with_text=with_text)
        phase.rows = _count(engine, typed)
    with progress.phase("number hosts") as phase:
        sessions = _number_hosts(engine, typed, settings)
        phase.rows = _count(engine, sessions.hosts)
    with progress.phase("build deltas") as phase:
        deltas = engine.materialise("deltas", _deltas(engine, sessions, window))
        phase.rows = _count(engine, deltas)
        report = _report(engine, step, source, sessions, window) | {"deltas": phase.rows}
    with progress.phase("write rejects") as phase:
        if with_text:
            rejects = _rejects(engine, source, sessions)
            phase.rows = write_rows(
                engine, rejects, step.output_folder("output_rejects"), Slice(window.start), REJECT_SCHEMA
            )
    with progress.phase("write deltas") as phase:
        phase.rows = write_window(engine, deltas, output, window, DELTA, slice_column="slice_start_ts")
    publish_report(report, step.output_folder("output_report") if step.has_output("output_report") else None)
    engine.close()


def _read(
    engine: EmbeddedEngine, source: TrafficSource, settings: DeltaSettings, window: Window, *, with_text: bool
) -> tuple[TrafficSource, ir.Table]:
    """Read and judge every row; a second time, with damaged files salvaged, where the first fails."""
    try:
        return source, _typed(engine, source, settings, window, with_text=with_text)
    except EngineError:
        logger.warning("a file cannot be read strictly: salvaging what can be read")
    source = salvage_traffic(engine, source)
    for finding in source.findings:
        logger.warning(
            "%s: %s (%d rows, %d broken lines)",
            finding.file,
            finding.fault,
            finding.rows_saved,
            finding.broken_lines,
        )
    try:
        return source, _typed(engine, source, settings, window, with_text=with_text)
    except EngineError as error:
        raise InputError(
            f"the traffic cannot be read even so: {error}", remedy="Deliver the mini-batch again."
        ) from error


def _typed(
    engine: EmbeddedEngine, source: TrafficSource, settings: DeltaSettings, window: Window, *, with_text: bool
) -> ir.Table:
    rows = [type_traffic(raw, settings, window) for raw in open_rows(engine, source, with_text=with_text)]
    return engine.materialise("typed", ibis.union(*rows) if len(rows) > 1 else rows[0])


def _number_hosts(engine: EmbeddedEngine, typed: ir.Table, settings: DeltaSettings) -> Sessions:
    """Put host numbers in place of addresses: each distinct spelling is looked at once."""
    keep = not settings.rejects("malformed_ip")
    known = number_hosts((row[0] for row in engine.rows(addresses(typed))), keep_malformed=keep)
    spellings = engine.table(
        "spellings", {"written": ("VARCHAR", known.written), "number": ("INTEGER", known.number)}
    )
    hosts = engine.table(
        "hosts", {"number": ("INTEGER", range(len(known.hosts))), "host_ip": ("VARCHAR", known.hosts)}
    )
    joined = join_hosts(typed, spellings)
    judged = reject_malformed(joined, RULE_ORDER.index("malformed_ip") + 1)
    return Sessions(engine.materialise("sessions", judged), hosts)


def _deltas(engine: EmbeddedEngine, sessions: Sessions, window: Window) -> ir.Table:
    pieces = list(window.slices())
    slices = engine.table(
        "slices",
        {
            "slice": ("INTEGER", range(len(pieces))),
            "slice_start_ts": ("TIMESTAMPTZ", [piece.start for piece in pieces]),
            "slice_end_ts": ("TIMESTAMPTZ", [piece.end for piece in pieces]),
        },
    )
    accepted = sessions.judged.filter(sessions.judged.reason == 0)
    return build_deltas(accepted, slices, sessions.hosts)


def _rejects(engine: EmbeddedEngine, source: TrafficSource, sessions: Sessions) -> ir.Table:
    """Rejected rows and broken lines, each with its file and reason."""
    bad = sessions.judged.filter(sessions.judged.reason != 0)
    names = file_names(engine, source)
    named = bad.inner_join(names, bad.file == names.path)
    reason = ibis.cases(*((named.reason == code, rule) for code, rule in reason_names().items()))
    rejects = named.select(file=named.name, reason=reason, row=named.row)
    if source.broken_lines is None:
        return rejects
    listed = quote_text(str(source.broken_lines))
    columns = "{'file': 'VARCHAR', 'reason': 'VARCHAR', 'row': 'VARCHAR'}"
    query = f"SELECT * FROM read_json({listed}, format = 'newline_delimited', columns = {columns})"  # noqa: S608
    return ibis.union(rejects, engine.view("broken_lines", query))


def _report(
    engine: EmbeddedEngine, step: StepContext, source: TrafficSource, sessions: Sessions, window: Window
) -> dict[str, Any]:
    judged = sessions.judged
    verdicts = engine.rows(judged.group_by("reason", "kept").agg(rows=judged.count()))
    accepted = judged.filter(judged.reason == 0)
    classes = engine.rows(accepted.group_by("class_code").agg(rows=accepted.count()))
    rejected: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for reason, mask, rows in verdicts:
        if reason:
            rejected[reason_names()[reason]] += rows
        else:
            kept.update(dict.fromkeys(kept_names(mask), rows))
    total = sum(rows for _, _, rows in verdicts)
    broken = sum(finding.broken_lines for finding in source.findings)
    if total and total == rejected.total():
        logger.warning("every row was rejected: %s", dict(rejected))
    if source.skipped:
        logger.warning("%d files are not traffic by their suffix and were skipped", len(source.skipped))
    return {
        "record": step.description.record,
        "step": step.description.step,
        "window": {
            "start": format_instant(window.start),
            "end": format_instant(window.end),
            "slices": len(window),
        },
        "files": {
            "read": len(source.files),
            "skipped": list(source.skipped),
            "faulty": [
                {"file": f.file, "fault": f.fault, "broken_lines": f.broken_lines, "rows_saved": f.rows_saved}
                for f in source.findings
            ],
        },
        "rows": {
            "read": total,
            "accepted": total - rejected.total(),
            "rejected": rejected.total(),
            "broken_lines": broken,
        },
        "rejected": dict(sorted(rejected.items())),
        "kept": dict(sorted(kept.items())),
        "unclassified": _unclassified(classes),
    }


def _unclassified(classes: Sequence[tuple[int, int]]) -> Mapping[str, int]:
    """Count accepted sessions whose value is in none of the configured classes."""
    found = Counter({"action": 0, "session_end_reason": 0, "protocol": 0})
    for code, rows in classes:
        for kind, name in zip(("action", "session_end_reason", "protocol"), decode_class(code), strict=True):
            if name == "other":
                found[kind] += rows
    return dict(found)


def _count(engine: EmbeddedEngine, table: ir.Table) -> int:
    return int(engine.rows(table.aggregate(rows=table.count()))[0][0])
