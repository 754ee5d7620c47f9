"""Training and inference on folders: small tables of features, a verifier's report, a deployed prefix."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from by_hand import batch, run_job

from common.columns import Schema
from common.datasets import write_window
from common.engine import EmbeddedEngine
from common.model.deployed import ModelEntry, Pointer, write_model, write_pointer
from common.schemas import FG_A, FG_C
from common.windows import SLICE, Window, format_instant
from steps.if_training.job import train
from steps.inference_predictions.job import predict

START = datetime(2026, 1, 5, tzinfo=UTC)
FIT_END = START + timedelta(hours=4)
EVAL_END = FIT_END + timedelta(hours=1)
SCORE_END = EVAL_END + timedelta(minutes=30)
SMALL = {"forest": {"trees": 20, "rows_a_tree": 64}}
Change = Callable[[dict[str, Any]], dict[str, Any] | None]


def row_of(schema: Schema, begin: datetime, host: int, role: str) -> dict[str, Any]:
    """One row, its numbers drawn from a generator that its key seeds."""
    place = int((begin - START) / SLICE)
    random = np.random.default_rng([len(schema.columns), place + 1000, host, len(role)])
    draws = random.lognormal(2, 1.5, len(schema.columns))
    row: dict[str, Any] = {}
    for (name, kind), draw in zip(schema.columns.items(), draws, strict=True):
        row[name] = {"int64": int(draw), "float64": float(draw), "string": "host"}.get(kind)
    row |= {"host_ip": f"10.0.0.{host}", "role": role}
    return row | {"slice_start_ts": begin, "slice_end_ts": begin + SLICE}


@dataclass(frozen=True)
class Models:
    """A root folder with everything that training and inference read and write."""

    root: Path

    def lay(self, begin: datetime, end: datetime, hosts: int = 8, **changes: Change) -> None:
        """Write FG-A and FG-C of a window; a change maps a row to another, or drops it."""
        for name, schema in (("fg_a", FG_A), ("fg_c", FG_C)):
            change = changes.get(name, lambda row: row)
            drawn = [
                change(row_of(schema, begin + place * SLICE, host, role))
                for place in range((end - begin) // SLICE)
                for host in range(1, hosts + 1)
                for role in ("source", "destination")
            ]
            self.write(name, schema, [row for row in drawn if row is not None], Window(begin, end))

    def write(self, name: str, schema: Schema, rows: list[dict[str, Any]], window: Window) -> None:
        """Write rows as the partitions of a dataset."""
        kinds = {"string": "VARCHAR", "timestamp": "TIMESTAMPTZ", "int64": "BIGINT", "float64": "DOUBLE"}
        engine = EmbeddedEngine(scratch=self.root / "writing", threads=1)
        columns = {
            column: (kinds[kind], [row[column] for row in rows]) for column, kind in schema.columns.items()
        }
        table = engine.table("t", columns)
        write_window(engine, table, self.root / name, window, schema, slice_column="slice_start_ts")
        engine.close()

    def report(self, **changes: Any) -> None:
        """Write the verifier's report of the two windows."""
        document = {
            "passed": True,
            "training": {"start": format_instant(START), "end": format_instant(FIT_END)},
            "evaluation": {"start": format_instant(FIT_END), "end": format_instant(EVAL_END)},
        }
        folder = self.root / "verification"
        folder.mkdir(exist_ok=True)
        (folder / "report.json").write_text(json.dumps(document | changes))

    def train(self, run_id: str = "r1", config: Mapping[str, Any] = SMALL, output: str = "model") -> Path:
        """Train, and give the folder of the model."""
        folder = self.root / output
        inputs = {name: self.root / name.removeprefix("input_") for name in ("input_fg_a", "input_fg_c")}
        inputs["input_verification"] = self.root / "verification"
        parameters = {"RunId": run_id, "ExecutionTsIso": "2026-02-01T00:00:00Z"}
        run_job(train, parameters, inputs, {"output_model": folder}, self.root / "scratch", config)
        return folder

    def deploy(self, folder: Path, run_id: str = "r1") -> ModelEntry:
        """Make a trained model the current one."""
        content = (folder / "model.onnx").read_bytes()
        entry = ModelEntry(run_id, hashlib.sha256(content).hexdigest(), {})
        write_model(self.root / "deployed", entry, content)
        write_pointer(self.root / "deployed", Pointer(entry, None))
        return entry

    def predict(
        self,
        begin: datetime,
        end: datetime,
        config: Mapping[str, Any] | None = None,
        output: str = "predictions",
    ) -> Path:
        """Predict a window, and give the folder of the predictions."""
        inputs = {
            "input_fg_a": self.root / "fg_a",
            "input_fg_c": self.root / "fg_c",
            "input_model": self.root / "deployed",
        }
        outputs = {"output_predictions": self.root / output}
        run_job(predict, batch(begin, end), inputs, outputs, self.root / "scratch", config)
        return self.root / output

    def copy(self, root: Path) -> Models:
        """Copy everything, to change it."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Models(root)
