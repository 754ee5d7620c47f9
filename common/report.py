"""A step's report: counts and findings as one JSON document, the same whenever a step is run again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from common.context import StepContext
from common.files import write_whole
from common.log import logger
from common.windows import Window, format_instant

REPORT_FILE = "report.json"


def render_json(document: Any) -> str:
    """Canonical JSON: keys sorted, compact, one line."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def describe_run(step: StepContext, window: Window) -> dict[str, Any]:
    """Give what every report begins with: record, step and window."""
    return {
        "record": step.description.record,
        "step": step.description.step,
        "window": {
            "start": format_instant(window.start),
            "end": format_instant(window.end),
            "slices": len(window),
        },
    }


def publish_report(report: Mapping[str, Any], folder: Path | None) -> None:
    """Log the report as one line and, where the record names an output for it, write `report.json` there."""
    line = render_json(report)
    logger.info("report %s", line)
    if folder is not None:
        write_whole(folder / REPORT_FILE, line.encode("utf-8", "replace") + b"\n")
