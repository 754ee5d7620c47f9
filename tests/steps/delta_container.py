"""The delta builder in a container's tree: files of traffic in, deltas, rejects and report out."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from common.context import StepContext, open_context

REPOSITORY = Path(__file__).parents[2]
REAL_DATA = REPOSITORY.parent / "shared" / "data"
PARAMETERS = ("ProjectName", "FeatureSpecVersion", "MiniBatchId", "BatchStartTsIso", "BatchEndTsIso")
START, END = "2026-01-05T08:00:00Z", "2026-01-05T08:30:00Z"


def session(**changes: Any) -> dict[str, Any]:
    """One sound session, with some fields changed."""
    row = {
        "source_ip": "10.0.0.1",
        "destination_ip": "10.0.0.2",
        "source_port": 50000,
        "destination_port": 443,
        "protocol": "tcp",
        "action": "allow",
        "session_end_reason": "tcp-fin",
        "source_bytes": 100,
        "destination_bytes": 200,
        "event_start": "2026-01-05T08:01:00.000000Z",
        "event_end": "2026-01-05T08:01:02.500000Z",
    }
    return row | changes


def lines(rows: Sequence[Any]) -> bytes:
    """Rows as gzipped JSON lines."""
    return gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0)


@dataclass(frozen=True)
class Outcome:
    """What a run wrote."""

    root: Path
    deltas: list[dict[str, Any]]
    rejects: list[dict[str, Any]]
    report: dict[str, Any]

    def delta(self, host: str, role: str) -> dict[str, Any]:
        """The one delta of a host in a role."""
        (found,) = [row for row in self.deltas if (row["host_ip"], row["role"]) == (host, role)]
        return found


@dataclass(frozen=True)
class Container:
    """A container's tree under a root."""

    root: Path

    @property
    def code(self) -> Path:
        """Where the code is mounted."""
        return self.root / "opt/ml/processing/input/code"

    def output(self, name: str) -> Path:
        """Where an output is written."""
        return self.root / "opt/ml/processing/output" / name

    def lay(
        self, files: Mapping[str, bytes | Path], config: Mapping[str, Any], *, rejects: bool = True
    ) -> None:
        """Lay out code, description and traffic."""
        shutil.rmtree(self.root, ignore_errors=True)
        traffic = self.root / "opt/ml/processing/input/input_traffic"
        traffic.mkdir(parents=True)
        for name, content in files.items():
            (traffic / name).parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copy(content, traffic / name)
            else:
                (traffic / name).write_bytes(content)
        entries = {"input_traffic": "input", "output_delta": "output", "output_report": "output"}
        entries |= {"output_rejects": "output"} if rejects else {}
        document = {
            "record": "ndr/delta_builder#v1",
            "step": "DeltaBuilderStep",
            "parameters": PARAMETERS,
            "datasets": {
                name: {"direction": direction, "access": "mounted", "s3_prefix": f"s3://b/{name}/"}
                for name, direction in entries.items()
            },
            "engine": "embedded",
            "config": config,
        }
        self.code.mkdir(parents=True)
        (self.code / "step.json").write_text(json.dumps(document))

    def arguments(self, start: str, end: str) -> list[str]:
        """The step's arguments for a window."""
        words = ["--project-name", "ndr", "--feature-spec-version", "v1", "--mini-batch-id", "m"]
        return [*words, "--batch-start-ts-iso", start, "--batch-end-ts-iso", end]

    def context(self, start: str, end: str) -> StepContext:
        """The step's context, as the process would open it."""
        environment = {"PIPELINES_CONTAINER_ROOT": str(self.root)}
        return open_context(self.code, self.arguments(start, end), environment, self.root / "scratch")

    def outcome(self) -> Outcome:
        """Read what was written."""
        report = self.output("output_report") / "report.json"
        return Outcome(
            self.root,
            read_parquet(self.output("output_delta")),
            read_parquet(self.output("output_rejects")),
            json.loads(report.read_text()) if report.exists() else {},
        )


def read_parquet(folder: Path) -> list[dict[str, Any]]:
    """Every row below a folder, ordered, by plain DuckDB."""
    if not list(folder.rglob("*.parquet")):
        return []
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        query = "SELECT * FROM read_parquet(?, hive_partitioning = false) ORDER BY ALL"
        found = connection.execute(query, [f"{folder}/**/*.parquet"])
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [{k: v.isoformat() if isinstance(v, datetime) else v for k, v in row.items()} for row in rows]


Run = Callable[..., Outcome]
