"""How well the shipped steps find what a labelled capture calls malicious, beside a plain Isolation Forest.

    scripts/evaluate_detection.py CAPTURE.jsonl.gz [MORE ...] [--config JSON] [--json]

The capture goes through the steps themselves: deltas, pair counts, FG-A, baselines as of the start of each
week (never of what is still to come), FG-C, training, scores. A host-slice is malicious if any row of it is;
it is scored by the higher of its two roles. The rival is scikit-learn's IsolationForest, its defaults and
a fixed seed, on the sums of the deltas of each host-slice. Captures of two days or more are cut in time: both
models are fitted to the first 60 % and judged by the rest. Shorter ones are fitted and judged on all rows.
"""

# ruff: noqa: S608 - the paths in its SQL are its own
from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from common.bundle import DatasetEntry, StepDescription  # noqa: E402 - the repository's own packages
from common.context import StepContext  # noqa: E402
from common.engine import EmbeddedEngine  # noqa: E402
from common.errors import StepError  # noqa: E402
from common.model.artifact import Model  # noqa: E402
from common.model.features import as_rows  # noqa: E402
from common.partitions import MountedPartitions  # noqa: E402
from common.schemas import DELTA_METRICS  # noqa: E402
from common.traffic.hosts import canonical_address  # noqa: E402
from common.windows import SLICE, Window, format_instant, slice_start  # noqa: E402
from steps.delta_builder.job import build as build_deltas  # noqa: E402
from steps.fg_a_builder.job import build as build_fg_a  # noqa: E402
from steps.fg_b_builder.job import build as build_fg_b  # noqa: E402
from steps.fg_c_builder.job import build as build_fg_c  # noqa: E402
from steps.if_training.fitting import fit  # noqa: E402
from steps.if_training.job import read_matrix, read_rows  # noqa: E402
from steps.if_training.settings import parse_settings  # noqa: E402
from steps.pair_counts_builder.job import build as build_pair_counts  # noqa: E402

WEEK, DAY = timedelta(days=7), timedelta(days=1)
LONG = 2 * DAY
FITTED_SHARE = 0.6

Key = tuple[str, datetime]


@dataclass(frozen=True)
class Result:
    """How one model ranks the host-slices of a capture."""

    capture: str
    model: str
    host_slices: int
    malicious: int
    roc_auc: float
    average_precision: float


def main(words: Sequence[str] | None = None) -> int:
    """Evaluate every capture and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("captures", nargs="+", type=Path, help="a file, or a folder of generated traffic")
    parser.add_argument("--config", type=json.loads, default={}, help="training configuration, as JSON")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="fit N times; print the means")
    parser.add_argument("--work", type=Path, help="keep datasets here, and use those that are there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    if options.seeds < 1:
        parser.error("--seeds must be at least 1")
    for capture in options.captures:
        if not traffic_of(capture):
            parser.error(f"{capture}: no such file, or a folder without .gz files; give gzipped JSON lines")
    results = []
    for capture in options.captures:
        begun = time.monotonic()
        work = options.work / capture.name if options.work else Path(tempfile.mkdtemp(prefix="evaluate-"))
        try:
            results += evaluate(capture, work, options.config, options.seeds)
        except (StepError, duckdb.Error, ValueError) as error:
            first_line = str(error).partition("\n")[0]
            parser.error(f"{capture} cannot be evaluated: {first_line}")
        finally:
            if not options.work:
                shutil.rmtree(work, ignore_errors=True)
        print(f"{capture.name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    if options.json:
        print(json.dumps([asdict(result) for result in results]))
        return 0
    print(f"{'capture':28} {'model':22} {'host-slices':>11} {'malicious':>9} {'ROC-AUC':>8} {'avg prec':>8}")
    for one in results:
        print(
            f"{one.capture[:28]:28} {one.model:22} {one.host_slices:11,} {one.malicious:9,} "
            f"{one.roc_auc:8.4f} {one.average_precision:8.4f}"
        )
    return 0


def evaluate(capture: Path, work: Path, config: Mapping[str, Any], seeds: int = 1) -> list[Result]:
    """Run one capture through the steps and judge both models: the mean of so many seeds each."""
    raw = work / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(traffic_of(capture)):
        link = raw / f"{number:06d}.jsonl.gz"
        if not link.exists():
            link.symlink_to(path.resolve())
    labels, window = read_labels(raw)
    if not (work / "done").exists():
        run_steps(work, window)
        (work / "done").touch()
    judged = window
    fitted = window
    if window.end - window.start >= LONG:
        cut = window.start + int(len(window) * FITTED_SHARE) * SLICE
        fitted, judged = Window(window.start, cut), Window(cut, window.end)
    engine = EmbeddedEngine(scratch=work / "scratch")
    ours = score_ours(engine, work, (fitted, judged), config, seeds)
    plain = score_plain(engine, work, (fitted, judged), seeds)
    engine.close()
    keys = sorted(plain[0])
    truth = np.array([key in labels for key in keys])
    if truth.all() or not truth.any():
        raise ValueError("its labels are all alike in what is judged, so that there is nothing to rank")
    return [
        Result(
            capture.name,
            name,
            len(keys),
            int(truth.sum()),
            _mean(roc_auc_score(truth, [scores[key] for key in keys]) for scores in runs),
            _mean(average_precision_score(truth, [scores[key] for key in keys]) for scores in runs),
        )
        for name, runs in (("these steps", ours), ("plain IsolationForest", plain))
    ]


def _mean(figures: Iterable[float]) -> float:
    return float(np.mean([*figures]))


def traffic_of(capture: Path) -> list[Path]:
    """List the files of a capture; none if there is no such capture."""
    if capture.is_dir():
        return sorted(capture.rglob("*.gz"))
    return [capture] if capture.is_file() else []


def read_labels(raw: Path) -> tuple[set[Key], Window]:
    """Read which host-slices are malicious, and the window that holds every row with a sound time."""
    names = ("source_ip", "destination_ip", "event_start", "label")
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in names)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        reading = (
            f"SELECT *, try_cast(event_start AS TIMESTAMPTZ) AS moment FROM read_json('{raw}/*.gz', "
            f"format = 'newline_delimited', ignore_errors = true, columns = {{{columns}}})"
        )
        connection.execute(f"CREATE TABLE rows AS {reading}")
        # Rows far from the others have broken clocks.
        low, high = connection.execute(
            "SELECT quantile_disc(moment, 0.005), quantile_disc(moment, 0.995) FROM rows"
        ).fetchall()[0]
        found = connection.execute(
            "SELECT DISTINCT unnest([source_ip, destination_ip]), time_bucket(INTERVAL 15 MINUTE, moment) "
            "FROM rows WHERE label = 'malicious' AND moment IS NOT NULL"
        ).fetchall()
        first, last = connection.execute(
            "SELECT min(moment), max(moment) FROM rows WHERE moment BETWEEN ? AND ?",
            [low - timedelta(hours=6), high + timedelta(hours=6)],
        ).fetchall()[0]
    labels = {(host, at.astimezone(UTC)) for text, at in found if text and (host := canonical_address(text))}
    begin, end = slice_start(first.astimezone(UTC)), slice_start(last.astimezone(UTC)) + SLICE
    return labels, Window(begin, end)


def run_steps(work: Path, window: Window) -> None:
    """Run the feature steps over the whole window; a baseline each week, after a first day of history."""
    whole = {"BatchStartTsIso": format_instant(window.start), "BatchEndTsIso": format_instant(window.end)}
    place = {name: work / name for name in ("raw", "delta", "pair_counts", "fg_a", "fg_b", "fg_c")}
    _run(work, build_deltas, whole, {"input_traffic": place["raw"]}, {"output_delta": place["delta"]})
    _run(
        work,
        build_pair_counts,
        whole,
        {"input_traffic": place["raw"]},
        {"output_pair_counts": place["pair_counts"]},
    )
    _run(work, build_fg_a, whole, {"input_delta": place["delta"]}, {"output_fg_a": place["fg_a"]})
    features = {"input_fg_a": place["fg_a"], "input_pair_counts": place["pair_counts"]}
    reference = window.start + DAY
    place["fg_b"].mkdir(exist_ok=True)
    while reference < window.end:
        parameters = {"ReferenceTimeIso": format_instant(reference), "Mode": "BACKFILL"}
        _run(work, build_fg_b, parameters, features, {"output_fg_b": place["fg_b"]})
        reference += WEEK if reference > window.start + DAY else WEEK - DAY
    inputs = {**features, "input_fg_b": place["fg_b"]}
    _run(work, build_fg_c, whole, inputs, {"output_fg_c": place["fg_c"]})


def _run(
    work: Path,
    job: Callable[[StepContext], None],
    parameters: dict[str, str],
    inputs: dict[str, Path],
    outputs: dict[str, Path],
) -> None:
    begun = time.monotonic()
    datasets = {name: DatasetEntry("input", "mounted", f"s3://capture/{name}/") for name in inputs}
    datasets |= {name: DatasetEntry("output", "mounted", f"s3://capture/{name}/") for name in outputs}
    description = StepDescription(
        "capture/evaluate#v1", job.__module__, tuple(parameters), datasets, "embedded", {}
    )
    scratch = work / "scratch"
    job(StepContext(description, parameters, work, scratch, {**inputs, **outputs}))
    shutil.rmtree(scratch, ignore_errors=True)
    print(f"  {job.__module__}: {time.monotonic() - begun:.1f} s", file=sys.stderr)


def score_ours(
    engine: EmbeddedEngine, work: Path, windows: Sequence[Window], config: Mapping[str, Any], seeds: int
) -> list[dict[Key, float]]:
    """Train on one window and score another: for each seed, the higher score of a host's roles in each slice.

    Rows are chosen as the training step chooses them, of all that are there.
    """
    settings = parse_settings(config)
    fg_a, fg_c = (MountedPartitions(name, f"s3://capture/{name}/", work / name) for name in ("fg_a", "fg_c"))
    fitted, judged = windows
    training = read_matrix(engine, (fg_a, fg_c), fitted, settings, settings.max_rows)
    judging = as_rows(engine, read_rows(engine, fg_a, fg_c, judged, settings), settings.features)
    keys = [(host, start.astimezone(UTC)) for host, _, start, _ in judging.keys]
    found = []
    for seed in range(settings.seed, settings.seed + seeds):
        seeded = replace(settings, seed=seed)
        model = Model(fit(training, training[:0], settings.features, seeded, "evaluation").artifact)
        places = [settings.features.index(name) for name in model.description.features]
        scores: dict[Key, float] = {}
        for key, score in zip(keys, model.score(judging.matrix[:, places]), strict=True):
            scores[key] = max(scores.get(key, 0.0), float(score))
        found.append(scores)
    return found


def score_plain(
    engine: EmbeddedEngine, work: Path, windows: Sequence[Window], seeds: int
) -> list[dict[Key, float]]:
    """The rival: no baselines, no history, no roles."""
    sums = ", ".join(f"sum({metric})::DOUBLE" for metric in DELTA_METRICS)
    found = engine.execute(
        f"SELECT host_ip, slice_start_ts, {sums} FROM read_parquet('{work}/delta/**/*.parquet') "
        "GROUP BY 1, 2 ORDER BY 2, 1"
    )
    keys = [(row[0], row[1].astimezone(UTC)) for row in found]
    matrix = np.array([row[2:] for row in found])
    learns, judges = (np.array([key[1] in window for key in keys]) for window in windows)
    chosen = [key for key, taken in zip(keys, judges, strict=True) if taken]
    found = []
    for seed in range(seeds):
        forest = IsolationForest(random_state=seed).fit(matrix[learns])
        scores = -forest.score_samples(matrix[judges])
        found.append(dict(zip(chosen, map(float, scores), strict=True)))
    return found


if __name__ == "__main__":
    sys.exit(main())
