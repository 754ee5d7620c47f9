"""Sessions of a mini-batch: read, judged, their hosts numbered; and what to say of the rows left out."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.columns import Schema
from common.engine import EmbeddedEngine, Engine, EngineError
from common.errors import InputError
from common.log import logger
from common.queries import Query, Table, ask
from common.traffic.hosts import addresses, judge_hosts, number_hosts
from common.traffic.rows import (
    RULE_ORDER,
    count_classes,
    count_verdicts,
    decode_class,
    kept_names,
    name_rejects,
    reason_names,
    type_all,
)
from common.traffic.settings import DeltaSettings
from common.traffic.sources import TrafficSource, open_rows, salvage_traffic
from common.windows import Window, micros_of

REJECTS = Schema(
    columns={"file": "string", "reason": "string", "row": "string"}, order_by=("file", "reason", "row")
)
"""A rejected row: the file it came from, the rule that it broke, and the row itself as JSON text."""


@dataclass(frozen=True)
class Sessions:
    """Sessions with host numbers and verdicts, and the table that gives the numbers their names."""

    judged: Table
    """Every row that could be read; its columns are those of `type_traffic`, hosts in place of addresses."""
    hosts: Table
    """number, host_ip."""


def read_traffic(
    engine: Engine, source: TrafficSource, settings: DeltaSettings, window: Window, *, with_text: bool
) -> tuple[TrafficSource, Table]:
    """Read and judge every row; a second time, with damaged files salvaged, where the first fails."""
    try:
        return source, _typed(engine, source, settings, window, with_text=with_text)
    except EngineError:
        logger.warning("a file cannot be read strictly: salvaging what can be read")
    source = salvage_traffic(engine.embedded, source)
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
        # What an engine says may quote the traffic: it goes to the log alone.
        logger.error("%s", error)
        raise InputError(
            "the traffic cannot be read even with its damaged files salvaged; the step's log says why",
            remedy="Deliver the mini-batch again.",
        ) from error


def _typed(
    engine: Engine, source: TrafficSource, settings: DeltaSettings, window: Window, *, with_text: bool
) -> Table:
    edges = {"window_start": window.start, "window_end": window.end}
    asked = engine.table("asked", {name: ("BIGINT", [micros_of(edge)]) for name, edge in edges.items()})
    raw = _raw(engine, source, with_text=with_text)
    return engine.materialise("typed", ask(type_all, asked, *raw, settings=settings))


def _raw(engine: Engine, source: TrafficSource, *, with_text: bool) -> list[Table]:
    """Open the files with the engine that is to read them."""
    if isinstance(engine, EmbeddedEngine):
        return open_rows(engine, source, with_text=with_text)
    spark: Any = importlib.import_module("common.traffic.spark_sources")
    tables: list[Table] = spark.open_rows(engine, source, with_text=with_text)
    return tables


def place_hosts(engine: Engine, typed: Table, settings: DeltaSettings) -> Sessions:
    """Put host numbers in place of addresses: each distinct spelling is looked at once."""
    keep = not settings.rejects("malformed_ip")
    known = number_hosts((row[0] for row in engine.rows(ask(addresses, typed))), keep_malformed=keep)
    spellings = engine.table(
        "spellings", {"written": ("VARCHAR", known.written), "number": ("INTEGER", known.number)}
    )
    hosts = engine.table(
        "hosts", {"number": ("INTEGER", range(len(known.hosts))), "host_ip": ("VARCHAR", known.hosts)}
    )
    judged = ask(judge_hosts, typed, spellings, code=RULE_ORDER.index("malformed_ip") + 1)
    return Sessions(engine.materialise("sessions", judged), hosts)


def slices_of(engine: Engine, window: Window) -> Table:
    """Make the table of the window's slices: slice (counted from its start), slice_start_ts, slice_end_ts."""
    pieces = list(window.slices())
    return engine.table(
        "slices",
        {
            "slice": ("INTEGER", range(len(pieces))),
            "slice_start_ts": ("TIMESTAMPTZ", [piece.start for piece in pieces]),
            "slice_end_ts": ("TIMESTAMPTZ", [piece.end for piece in pieces]),
        },
    )


def list_rejects(engine: Engine, source: TrafficSource, sessions: Sessions) -> Query:
    """Ask for rejected rows and broken lines, each with its file and reason."""
    names = engine.table(
        "file_names",
        {
            "path": ("VARCHAR", [engine.address_of(file.path) for file in source.files]),
            "name": ("VARCHAR", [file.name for file in source.files]),
        },
    )
    lines = []
    if source.broken_lines is not None:
        lines = [json.loads(line) for line in source.broken_lines.read_text("utf-8").split("\n") if line]
    broken = engine.table(
        "broken_lines", {name: ("VARCHAR", [line[name] for line in lines]) for name in REJECTS.columns}
    )
    return ask(name_rejects, sessions.judged, names, broken)


def report_rows(engine: Engine, source: TrafficSource, sessions: Sessions) -> dict[str, Any]:
    """Count files and rows: read, accepted, rejected and kept by reason, and values in no class."""
    verdicts = engine.rows(ask(count_verdicts, sessions.judged))
    classes = engine.rows(ask(count_classes, sessions.judged))
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
