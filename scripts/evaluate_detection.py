"""How well the shipped steps find what a labelled capture calls malicious, beside a plain Isolation Forest.

    scripts/evaluate_detection.py CAPTURE.jsonl.gz [MORE ...] [--config JSON] [--json]

The capture goes through the steps themselves: deltas, pair counts, FG-A, baselines as of the start of each
week (never of what is still to come), FG-C, training, scores. A host-slice is malicious if any row of it is;
it is scored by the higher of its two roles. The rival is scikit-learn's IsolationForest, its defaults and
a fixed seed, on the sums of the deltas of each host-slice. Captures of two days or more are cut in time: both
models are fitted to the first 60 % of the slices with traffic and judged by the rest. Shorter ones are fitted
and judged on all rows. Rows more than a week away from all others have broken clocks, and are left out; how
many, and all else that is not judged, is told.
"""

# ruff: noqa: S608 - the paths in its SQL are its own
from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
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
from common.engine import EmbeddedEngine, EngineError, quote_text  # noqa: E402
from common.errors import StepError  # noqa: E402
from common.expressions import ir  # noqa: E402
from common.model.artifact import Model  # noqa: E402
from common.model.features import as_rows  # noqa: E402
from common.partitions import MountedPartitions  # noqa: E402
from common.queries import Table, ask  # noqa: E402
from common.schemas import DELTA_METRICS  # noqa: E402
from common.traffic.hosts import canonical_address  # noqa: E402
from common.traffic.settings import parse_settings as parse_traffic  # noqa: E402
from common.traffic.sources import TrafficSource, find_traffic, open_rows, salvage_traffic  # noqa: E402
from common.traffic.values import epoch_of, instant_of, time_of  # noqa: E402
from common.windows import EPOCH, SLICE, Window, format_instant  # noqa: E402
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
SLICE_MICROS = SLICE // timedelta(microseconds=1)
OF_TIME = ("outside_window", "unparsable_time")
"""Rules of the delta builder by which rows are rejected that are counted here already."""

Key = tuple[str, datetime]


@dataclass(frozen=True)
class Labels:
    """What a capture says of itself."""

    malicious: frozenset[Key]
    window: Window
    """Of all rows but those with broken clocks."""
    fitted: Window
    judged: Window
    left_out: Mapping[str, int]
    """Rows that are not judged, by why."""


@dataclass(frozen=True)
class Result:
    """How one model ranks the host-slices of a capture."""

    capture: str
    model: str
    host_slices: int
    malicious: int
    roc_auc: float
    average_precision: float
    not_judged: Mapping[str, int] = field(default_factory=dict)
    """Rows and malicious host-slices that are missing above, by why."""


def read_options(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; what is wrong with it ends the program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("captures", nargs="+", type=Path, help="a file, or a folder of generated traffic")
    parser.add_argument("--config", type=json.loads, default={}, help="training configuration, as JSON")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="fit N times; print the means")
    parser.add_argument(
        "--malicious", nargs="+", default=["malicious"], metavar="WORD", help="labels (default: malicious)"
    )
    parser.add_argument("--work", type=Path, help="keep datasets here, and use those that are there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    if options.seeds < 1:
        parser.error("--seeds must be at least 1")
    if not isinstance(options.config, dict):
        parser.error("--config must be a JSON object")
    try:
        parse_settings(options.config)
    except StepError as error:
        parser.error(f"--config: {error}")
    for capture in options.captures:
        if not traffic_of(capture):
            parser.error(f"{capture}: no such file, or a folder without .gz files")
    return options


def main(words: Sequence[str] | None = None) -> int:
    """Evaluate every capture and print one table."""
    options = read_options(words)
    results, failed = [], 0
    for capture in options.captures:
        begun = time.monotonic()
        kept = options.work / _work_name(capture) if options.work else None
        work = kept or Path(tempfile.mkdtemp(prefix="evaluate-"))
        try:
            results += evaluate(capture, work, options.config, options.seeds, options.malicious)
        except (StepError, EngineError, duckdb.Error, ValueError) as error:
            failed += 1
            print(f"{capture} cannot be evaluated: {str(error).partition(chr(10))[0]}", file=sys.stderr)
        finally:
            if not options.work:
                shutil.rmtree(work, ignore_errors=True)
        print(f"{capture.name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    if options.json:
        print(json.dumps([asdict(result) for result in results]))
    elif results:
        print_table(results)
    return 2 if failed else 0


def print_table(results: Sequence[Result]) -> None:
    """Print a line a capture and model."""
    print(f"{'capture':28} {'model':22} {'host-slices':>11} {'malicious':>9} {'ROC-AUC':>8} {'avg prec':>8}")
    for one in results:
        print(
            f"{one.capture[:28]:28} {one.model:22} {one.host_slices:11,} {one.malicious:9,} "
            f"{one.roc_auc:8.4f} {one.average_precision:8.4f}"
        )


def evaluate(
    capture: Path,
    work: Path,
    config: Mapping[str, Any],
    seeds: int = 1,
    malicious: Sequence[str] = ("malicious",),
) -> list[Result]:
    """Run one capture through the steps and judge both models: the mean of so many seeds each."""
    raw = work / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(traffic_of(capture)):
        link = raw / f"{number:06d}-{path.name}"
        if not link.exists():
            link.symlink_to(path.resolve())
    with EmbeddedEngine(scratch=work / "scratch") as engine:
        labels = read_labels(engine, raw, malicious)
    if not (work / "done").exists():
        run_steps(work, labels.window)
        (work / "done").touch()
    with EmbeddedEngine(scratch=work / "scratch") as engine:
        windows = (labels.fitted, labels.judged)
        ours = score_ours(engine, work, windows, config, seeds)
        plain = score_plain(engine, work, windows, seeds)
    keys = sorted(plain[0])
    truth = np.array([key in labels.malicious for key in keys])
    if truth.all() or not truth.any():
        raise ValueError("what is judged is all malicious or all benign, so that there is nothing to rank")
    unseen = sum(at in labels.judged for _, at in labels.malicious) - int(truth.sum())
    rejected = json.loads((work / "report/report.json").read_text())["rejected"]
    lost = {f"rows rejected, {rule}": rows for rule, rows in rejected.items() if rule not in OF_TIME}
    lost |= {"malicious host-slices whose rows were all rejected": unseen}
    not_judged = {why: count for why, count in {**labels.left_out, **lost}.items() if count}
    for why, count in not_judged.items():
        print(f"  not judged: {count:,} {why}", file=sys.stderr)
    return [
        Result(
            capture.name,
            name,
            len(keys),
            int(truth.sum()),
            _mean(roc_auc_score(truth, [scores[key] for key in keys]) for scores in runs),
            _mean(average_precision_score(truth, [scores[key] for key in keys]) for scores in runs),
            not_judged,
        )
        for name, runs in (("these steps", ours), ("plain IsolationForest", plain))
    ]


def _mean(figures: Iterable[float]) -> float:
    return float(np.mean([*figures]))


def traffic_of(capture: Path) -> list[Path]:
    """List the files of a capture; none if there is no such capture.

    Of a folder the gzipped ones: generated traffic has its labels.jsonl beside them.
    """
    if capture.is_dir():
        return sorted(capture.rglob("*.gz"))
    return [capture] if capture.is_file() else []


def _work_name(capture: Path) -> str:
    """Name the folder of a capture's datasets, which another one of the same name does not share."""
    files = [(path.resolve(), path.stat()) for path in traffic_of(capture)]
    said = [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in files]
    return f"{capture.name}-{hashlib.sha256(repr(said).encode()).hexdigest()[:12]}"


def read_labels(engine: EmbeddedEngine, raw: Path, malicious: Sequence[str]) -> Labels:
    """Read which host-slices are malicious, with the times and from the lines that the delta builder reads.

    ValueError, before any step has run, if nothing could be judged.
    """
    source = find_traffic(raw, parse_traffic({}))
    try:
        rows = _read_rows(engine, source)
    except EngineError:
        rows = _read_rows(engine, salvage_traffic(engine, source))
    words = {word.strip().casefold() for word in malicious}
    is_malicious = f"lower(trim(label)) IN ({', '.join(quote_text(word) for word in sorted(words))})"
    timed = f"{rows.name} WHERE moment IS NOT NULL"
    counted = engine.execute(
        f"SELECT moment // {SLICE_MICROS}, count(*), count(*) FILTER ({is_malicious}) FROM {timed} "
        "GROUP BY 1 ORDER BY 1"
    )
    if not sum(found for *_, found in counted):
        kinds = engine.execute(
            f"SELECT label FROM {timed} AND label IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 5"
        )
        said = ", ".join(repr(label) for (label,) in kinds) or "none"
        raise ValueError(
            f"its labels are all alike: no row with a time is labelled {' or '.join(sorted(words))}; "
            f"the labels are {said}. Name those that are malicious with --malicious WORD"
        )
    runs = _runs_of(counted)
    kept = max(runs, key=lambda run: sum(rows for _, rows, _ in run))
    first, last = kept[0][0], kept[-1][0]
    window = Window(_at(first), _at(last + 1))
    fitted = judged = window
    if window.end - window.start >= LONG:
        cut = _at(kept[int(len(kept) * FITTED_SHARE)][0])
        fitted, judged = Window(window.start, cut), Window(cut, window.end)
    if not any(found for number, _, found in kept if _at(number) in judged):
        raise ValueError(
            f"its labels are all alike in what is judged, from {format_instant(judged.start)} on: "
            "so that there is nothing to rank"
        )
    outside = [sum(run[place] for part in runs if part is not kept for run in part) for place in (1, 2)]
    (untimed,) = engine.execute(f"SELECT count(*) FROM {rows.name} WHERE moment IS NULL")[0]
    found = engine.execute(
        f"SELECT DISTINCT unnest([source_ip, destination_ip]), moment // {SLICE_MICROS} "
        f"FROM {timed} AND {is_malicious}"
    )
    return Labels(
        frozenset((host, _at(at)) for text, at in found if text and (host := canonical_address(text))),
        window,
        fitted,
        judged,
        {
            "rows a week or more away from the others": outside[0],
            "of these malicious": outside[1],
            "rows without a time": untimed,
        },
    )


def _runs_of(counted: Sequence[tuple[Any, ...]]) -> list[list[tuple[Any, ...]]]:
    """Part slices, in order and each with its counts, where a week or more has none."""
    runs = [[counted[0]]]
    for before, one in pairwise(counted):
        if (one[0] - before[0]) * SLICE > WEEK:
            runs.append([])
        runs[-1].append(one)
    return runs


def place_in_time(raw: ir.Table) -> ir.Table:
    """Tell when each row was, in microseconds since 1970, as the delta builder does."""
    dated = raw.mutate(instant=instant_of(raw.event_start))
    staged = dated.mutate(epoch=epoch_of(dated.event_start, dated.instant))
    moment = time_of(staged.instant, staged.epoch)
    return staged.select("source_ip", "destination_ip", "label", moment=moment)


def _read_rows(engine: EmbeddedEngine, source: TrafficSource) -> Table:
    """Keep addresses, times and labels of every row."""
    selects = []
    for kind in open_rows(engine, source, with_text=True):
        columns = "source_ip::VARCHAR AS source_ip, destination_ip::VARCHAR AS destination_ip, event_start"
        label = """json_extract_string(to_json("row")::VARCHAR, '$.label')"""
        if str(kind.columns["row"]) == "string":
            label = """json_extract_string("row", '$.label')"""
        view = engine.view(f"labelled_{kind.name}", f"SELECT {columns}, {label} AS label FROM {kind.name}")
        selects.append(engine.materialise(f"placed_{kind.name}", ask(place_in_time, view)).name)
    union = " UNION ALL ".join(f"SELECT * FROM {name}" for name in selects)
    return engine.view("labelled", union)


def _at(slice_number: int) -> datetime:
    return EPOCH + slice_number * SLICE


def run_steps(work: Path, window: Window) -> None:
    """Run the feature steps over the whole window; a baseline each week, after a first day of history."""
    whole = {"BatchStartTsIso": format_instant(window.start), "BatchEndTsIso": format_instant(window.end)}
    place = {name: work / name for name in ("raw", "delta", "pair_counts", "fg_a", "fg_b", "fg_c")}
    _run(
        work,
        build_deltas,
        whole,
        {"input_traffic": place["raw"]},
        {"output_delta": place["delta"], "output_report": work / "report"},
    )
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
