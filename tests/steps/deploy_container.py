"""Deployments in a container's tree: a small real model, a training, a prefix that lasts."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext
from common.model.artifact import INPUT, PREPARED, SCORE, Calibration, Description
from steps.model_deploy.job import Serve, change

RATES = {"low": 0.1, "medium": 0.05, "high": 0.01, "critical": 0.001}


def metrics(auc: float = 0.9, **rates: Any) -> dict[str, Any]:
    """Metrics of a training."""
    return {"perturbed_auc": auc, "holdout": {"rows": 1000, "alert_rates": RATES | rates}}


def model(run_id: str, feature: str = "f") -> bytes:
    """A model of one feature, which is its own score."""
    description = Description(
        run_id,
        (feature,),
        np.zeros(1),
        Calibration(np.array([0.0, 1.0]), np.array([0.0, 1.0])),
        (("low", 0.9),),
    )
    graph = helper.make_graph(
        [
            helper.make_node("Cast", [INPUT], [PREPARED], to=TensorProto.FLOAT),
            helper.make_node("ReduceSum", [INPUT, "axes"], [SCORE], keepdims=0),
        ],
        "g",
        [helper.make_tensor_value_info(INPUT, TensorProto.DOUBLE, [None, 1])],
        [
            helper.make_tensor_value_info(PREPARED, TensorProto.FLOAT, [None, 1]),
            helper.make_tensor_value_info(SCORE, TensorProto.DOUBLE, [None]),
        ],
        [helper.make_tensor("axes", TensorProto.INT64, [1], [1])],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(made, description.as_metadata())
    return bytes(made.SerializeToString())


PREFIX = "s3://data/x/"


@dataclass(frozen=True)
class Deployments:
    """The prefix of the deployed model, and jobs that read and write it."""

    root: Path
    s3: Any = None
    """The S3 where the prefix lies; without it, jobs have it mounted."""

    @property
    def deployed(self) -> Path:
        """A folder with what lies below the prefix."""
        return self.root / "deployed"

    @property
    def report(self) -> dict[str, Any]:
        """The last job's report."""
        return dict(json.loads((self.root / "report/report.json").read_bytes()))

    def training(self, run_id: str, values: Mapping[str, Any] | None = None, feature: str = "f") -> Path:
        """Lay out what a training leaves."""
        folder = self.root / "training" / run_id
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "model.onnx": model(run_id, feature),
            "metrics.json": json.dumps(metrics() if values is None else values).encode(),
            "feature_list.json": b"[]",
            "model_card.json": b"{}",
            "model_card.html": b"<p>",
        }
        for name, content in files.items():
            (folder / name).write_bytes(content)
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        (folder / "SUCCESS").write_text(json.dumps({"files": digests}))
        return folder

    def run(self, run_id: str, config: Mapping[str, Any] | None = None, serve: Serve | None = None) -> None:
        """Run one job; its output is merged into the prefix if it succeeds, as SageMaker does."""
        if self.s3 is not None:
            self._store()
        try:
            self._run(run_id, config or {}, serve)
        finally:
            if self.s3 is not None:
                self._fetch()

    def _run(self, run_id: str, config: Mapping[str, Any], serve: Serve | None) -> None:
        output = self.root / "output"
        shutil.rmtree(output, ignore_errors=True)
        self.deployed.mkdir(parents=True, exist_ok=True)
        directions = {
            "input_model": ("input", self.root / "training" / run_id),
            "input_deployed_model": ("input", self.deployed),
            "output_deployed_model": ("output", output),
            "output_deployment": ("output", self.root / "report"),
        }
        datasets = {
            name: DatasetEntry(direction, "mounted", PREFIX if "deployed" in name else f"s3://b/{name}/")
            for name, (direction, _) in directions.items()
        }
        if self.s3 is not None:
            datasets["input_deployed_model"] = DatasetEntry("input", "direct", PREFIX)
        description = StepDescription("p/j#v1", "S", ("RunId",), datasets, "embedded", config)
        places = {name: place for name, (_, place) in directions.items()}
        step = StepContext(description, {"RunId": run_id}, self.root, self.root / "scratch", places)
        if serve is None:
            change(step)
        else:
            change(step, serve=serve)
        shutil.copytree(output, self.deployed, dirs_exist_ok=True)

    def _store(self) -> None:
        for key, content in self.state().items():
            self.s3.put_object(Bucket="data", Key=f"x/{key}", Body=content)

    def _fetch(self) -> None:
        for entry in self.s3.list_objects_v2(Bucket="data", Prefix="x/").get("Contents", []):
            path = self.deployed / entry["Key"].removeprefix("x/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.s3.get_object(Bucket="data", Key=entry["Key"])["Body"].read())

    def state(self) -> dict[str, bytes]:
        """Every file below the prefix."""
        files = [path for path in self.deployed.rglob("*") if path.is_file()]
        return {path.relative_to(self.deployed).as_posix(): path.read_bytes() for path in files}
