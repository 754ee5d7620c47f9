"""The step that docs/steps.md shows, as its reader would write it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from laying import filled, lay

from common.schemas import PREDICTIONS

REPOSITORY = Path(__file__).parents[2]
START = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_step_on_the_page_runs(tmp_path: Path) -> None:
    """Both files, with `common/` beside them and the predictions of a slice, make the report."""
    page = (REPOSITORY / "docs" / "steps.md").read_text("utf-8")
    code = tmp_path / "opt/ml/processing/input/code"
    shutil.copytree(REPOSITORY / "common", code / "common", ignore=shutil.ignore_patterns("__pycache__"))
    files = re.findall(r"```python\n# steps/alerts/(\w+\.py)\n(.*?)```", page, re.DOTALL)
    assert [name for name, _ in files] == ["run_alerts.py", "job.py"]
    folders = {"run_alerts.py": code, "job.py": code / "steps/alerts"}
    for name, source in files:
        folders[name].mkdir(parents=True, exist_ok=True)
        (folders[name] / name).write_text(source)
    datasets = {
        name: {"direction": way, "access": "mounted", "s3_prefix": f"s3://bucket/{name}/"}
        for name, way in (("input_predictions", "input"), ("output_alerts", "output"))
    }
    description = {
        "record": "ndr/pipeline_alerts#v1",
        "step": "AlertsStep",
        "parameters": ["BatchStartTsIso", "BatchEndTsIso"],
        "datasets": datasets,
        "engine": "embedded",
        "config": {"least": 0.9},
    }
    (code / "step.json").write_text(json.dumps(description))
    rows = [
        filled(PREDICTIONS, START, host, percentile=place, score=place / 2)
        for host, place in (("10.0.0.2", 1.0), ("10.0.0.1", 0.9), ("10.0.0.3", 0.89))
    ]
    lay(tmp_path / "opt/ml/processing/input/input_predictions", PREDICTIONS, rows, [START])
    subprocess.run(
        [
            *(sys.executable, str(code / "run_alerts.py")),
            *("--batch-start-ts-iso", "2026-03-01T00:00:00Z", "--batch-end-ts-iso", "2026-03-01T00:15:00Z"),
        ],
        env={**os.environ, "PIPELINES_CONTAINER_ROOT": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    report = json.loads((tmp_path / "opt/ml/processing/output/output_alerts/report.json").read_text())
    assert report["alerts"] == [["10.0.0.1", "source", 0.45], ["10.0.0.2", "source", 0.5]]
