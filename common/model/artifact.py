"""The model as one file: preprocessing, trees and calibration, as an ONNX graph that runs no code to load.

ONNX is data: a graph of operators that the runtime knows, and no other. What training did to a row is in the
graph, so inference does the same by construction. The file says the rest of what a reader needs in its
metadata: the features in the order of its input, their typical values, the calibration and the severities.

    features [rows, features] float64, NaN for null
    -> score [rows] float64 in (0, 1), higher is more anomalous
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from common.errors import InputError
from common.model.graphs import faults_of, take_trees_apart
from common.model.kernel import compile_kernel
from common.model.walk import Walk

Matrix = npt.NDArray[np.float64]

FORMAT = "isolation-forest-1"
INPUT, PREPARED, SCORE = "features", "prepared", "score"
MODEL_FILE = "model.onnx"
SUCCESS_FILE = "SUCCESS"
"""Written last: the SHA-256 of every other file of the training, by name."""
METRICS_FILE = "metrics.json"
CARD_FILE, PAGE_FILE, FEATURES_FILE = "model_card.json", "model_card.html", "feature_list.json"
TRAINED_FILES = (MODEL_FILE, METRICS_FILE, FEATURES_FILE, CARD_FILE, PAGE_FILE)
"""What a training leaves beside SUCCESS, which lists them."""
NO_SEVERITY = "none"

WALK_FROM = 30_000
"""Scorings from which on the walk pays what it costs to begin with.

That is to import LLVM, to compile, and to read the trees: 0.05 s with 100 trees of 256 rows, 0.16 s with 200
of 4,096, as training makes by default. It saves what two threads take in some 35,000 to 50,000 scorings
(`scripts/bench score`), and one thread in half as many; a job that explains makes 30,000 of 800 rows.
"""

_THREADS = 2
_RETRAIN = "Train the model again with pipeline_if_training, and deploy it."


@dataclass(frozen=True)
class Calibration:
    """What share of the training rows scored below a score: linear between these points."""

    scores: Matrix
    """Ascending."""
    shares: Matrix

    def percentile(self, scores: Matrix) -> Matrix:
        """Return each score's place among the training scores, in [0, 1]; 1 above them all."""
        return np.interp(scores, self.scores, self.shares, right=1.0)


@dataclass(frozen=True)
class Description:
    """What the artifact says about itself."""

    run_id: str
    features: tuple[str, ...]
    typical: Matrix
    """Each feature's median in training, before scaling."""
    calibration: Calibration
    severities: tuple[tuple[str, float], ...]
    """Name and least percentile, ascending."""

    def as_metadata(self) -> dict[str, str]:
        """Render it for the file's metadata."""
        document = {
            "run_id": self.run_id,
            "features": list(self.features),
            "typical": self.typical.tolist(),
            "calibration": {
                "scores": self.calibration.scores.tolist(),
                "shares": self.calibration.shares.tolist(),
            },
            "severities": [list(severity) for severity in self.severities],
        }
        return {"format": FORMAT, "description": json.dumps(document, sort_keys=True, allow_nan=False)}

    def severity(self, percentiles: Matrix) -> npt.NDArray[np.str_]:
        """Name the severity of each percentile."""
        names = np.array([NO_SEVERITY, *(name for name, _ in self.severities)])
        edges = np.array([least for _, least in self.severities])
        chosen: npt.NDArray[np.str_] = names[np.searchsorted(edges, percentiles, side="right")]
        return chosen


class Model:
    """A loaded artifact.

    It scores with the runtime at first, and after many scorings, or at once for many rows, with a kernel of
    its own where llvmlite is there. Both give the same scores to the last bit.
    """

    def __init__(self, content: bytes, *, threads: int | None = None, walk_from: int = WALK_FROM) -> None:
        """Load an artifact from its bytes; InputError if it is none, or reaches beyond itself."""
        try:
            faults = faults_of(content)
        except ValueError as error:
            raise InputError("the model is not an ONNX file", remedy=_RETRAIN) from error
        if faults:
            raise InputError(f"the model is refused: {'; '.join(faults)}", remedy=_RETRAIN)
        self._content = content
        self._threads = threads or _THREADS
        self._left = walk_from
        self._walked: _Walked | None = None
        try:
            self._session = _open(content, self._threads)
            metadata = self._session.get_modelmeta().custom_metadata_map
            self.description = parse_description(metadata)
            shape = self._session.get_inputs()[0].shape
        except InputError:
            raise
        except Exception as error:  # the runtime has exceptions of its own, without a common type
            raise InputError(
                f"the model cannot be loaded ({type(error).__name__})", remedy=_RETRAIN
            ) from error
        if shape[1] != len(self.description.features):
            raise InputError("the model's input is not of its features", remedy=_RETRAIN)

    @property
    def walks(self) -> bool:
        """Whether it scores with the kernel from here on."""
        return self._walked is not None

    def score(self, matrix: Matrix) -> Matrix:
        """Score rows: [rows, features] of raw values, NaN for null -> [rows]."""
        if not len(matrix):
            return np.empty(0)
        if self._left > 0:
            self._left -= len(matrix)
            if self._left <= 0:
                self._walked = _walk(self._content, len(self.description.features), self._threads)
        if self._walked:
            return self._walked.score(matrix)
        scores: Matrix = self._session.run([SCORE], {INPUT: matrix})[0]
        return scores

    def prepare(self, matrix: Matrix) -> npt.NDArray[np.float32]:
        """Return what the trees see of rows."""
        prepared: npt.NDArray[np.float32] = self._session.run([PREPARED], {INPUT: matrix})[0]
        return prepared


@dataclass(frozen=True)
class _Walked:
    """The trees, walked here, and what follows them, which stays the runtime's."""

    walk: Walk
    rest: onnxruntime.InferenceSession
    rest_input: str

    def score(self, matrix: Matrix) -> Matrix:
        scores: Matrix = self.rest.run([SCORE], {self.rest_input: self.walk.add_up(matrix)})[0]
        return scores


def _walk(content: bytes, width: int, threads: int) -> _Walked | None:
    """Take a sound model apart; None without a kernel, or if the model is not one that can be walked."""
    kernel = compile_kernel()
    if kernel is None:
        return None
    try:
        apart = take_trees_apart(content)
        if apart is None:
            return None
        # One thread: others would wait for work just when the walk needs the processors.
        rest = _open(apart.rest, threads=1)
        return _Walked(Walk(kernel, apart.attributes, width=width, threads=threads), rest, apart.rest_input)
    except Exception:  # noqa: BLE001 - whatever is odd about it, the runtime scores it whole, just as well
        return None


def _open(content: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.use_deterministic_compute", "1")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def parse_description(metadata: Mapping[str, str]) -> Description:
    """Read what an artifact says about itself; InputError if it does not say it soundly."""
    if metadata.get("format") != FORMAT:
        raise InputError("the model is of a format that this code does not know", remedy=_RETRAIN)
    try:
        document: dict[str, Any] = json.loads(metadata["description"])
        calibration = document["calibration"]
        description = Description(
            run_id=str(document["run_id"]),
            features=tuple(map(str, document["features"])),
            typical=np.array(document["typical"], dtype=np.float64),
            calibration=Calibration(
                np.array(calibration["scores"], dtype=np.float64),
                np.array(calibration["shares"], dtype=np.float64),
            ),
            severities=tuple((str(name), float(least)) for name, least in document["severities"]),
        )
        edges = [least for _, least in description.severities]
        scores, shares = description.calibration.scores, description.calibration.shares
        sound = (
            len(description.typical) == len(description.features) > 0
            and len(scores) == len(shares) > 0
            and all(low < high for low, high in pairwise(edges))
            and bool(np.all(np.diff(scores) >= 0) and np.all(np.diff(shares) >= 0))
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise InputError(
            f"the model's description cannot be read ({type(error).__name__})", remedy=_RETRAIN
        ) from error
    if not sound:
        raise InputError("the model's description contradicts itself", remedy=_RETRAIN)
    return description
