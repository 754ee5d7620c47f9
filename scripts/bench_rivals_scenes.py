"""What the steps are measured on: made-up traffic, deltas, features, baselines and a model, laid as files."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import duckdb
import generate_traffic
import joblib
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from common.columns import Schema  # noqa: E402 - the repository comes first
from common.footers import write_file  # noqa: E402
from common.schemas import (  # noqa: E402
    DELTA,
    DRIVERS,
    FG_A,
    FG_B_HOSTS,
    FG_B_PAIRS,
    FG_C,
    KEYS,
    PAIR,
    PAIR_COUNTS,
    PREDICTIONS,
    PUBLICATION,
)

START = datetime(2026, 1, 7, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
ARROW = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
ALL = ("duckdb", "polars", "pyspark", "pandas")
NO_FOREST = {"pyspark": "it has no Isolation Forest"}
TOLERANCE = 1e-6
SILENT = {"15m": 0.96, "30m": 0.94, "1h": 0.91, "8h": 0.67, "24h": 0.37}
"""Zeros in FG-A of 30 days of generated traffic of 100 hosts, counted over the columns of each window."""
_STAMP = ("reference_ts",)
_HOST = ("host_ip", "role", "slice_start_ts")


@dataclass(frozen=True)
class Compared:
    """A table that all contenders write, and what of it must be equal."""

    keys: Sequence[str]
    columns: Mapping[str, str]
    below: str = ""


@dataclass(frozen=True)
class Scene:
    """One step on one size of data."""

    name: str
    home: Path
    step: str
    program: str
    rows: int
    """Rows that go in, in one slice or many: what rows/s is of."""
    parameters: Mapping[str, str]
    arguments: Sequence[str]
    """What the rivals get after their name and their folder; the folders of the inputs follow."""
    inputs: Mapping[str, Path]
    output: str
    tables: Sequence[Compared]
    absent: Mapping[str, str] = field(default_factory=dict)
    """Rivals that are not run, and why."""
    differ: Callable[[Path, Path], str | None] | None = None
    """Says what of the step's and a rival's output differs, where that is no matter of rows."""


def lay_scenes(home: Path, names: Sequence[str], size: float) -> Iterator[Scene]:
    """Lay one scene after the other, so that a fault in the first shows before the last is laid."""
    laid: dict[str, Callable[[Path, float], Scene]] = {
        "fg_a_slice": lambda folder, size: lay_fg_a("fg_a_slice", folder, int(4000 * size), 1),
        "fg_a_day": lambda folder, size: lay_fg_a("fg_a_day", folder, int(600 * size), 96),
        "fg_b": lambda folder, size: lay_fg_b("fg_b", folder, int(300 * size), 30),
        "fg_b_month": lambda folder, size: lay_fg_b("fg_b_month", folder, int(1500 * size), 30, SILENT),
        "pairs": lay_traffic,
        "fg_c": lambda folder, size: lay_fg_c(folder, int(600 * size)),
        "join": lambda folder, size: lay_join(folder, int(600 * size)),
        "verify": lambda folder, size: lay_verify(folder, int(300 * size)),
        # More rows than 300 hosts have, and the step trains with some of them alone.
        "training": lambda folder, size: lay_training(folder, min(int(200 * size), 300)),
        "inference": lambda folder, size: lay_inference(folder, int(300 * size)),
    }
    for name in names or laid:
        if name not in laid:
            raise SystemExit(f"bench: no scene is called {name}; there are {', '.join(laid)}")
        folder = home / name
        folder.mkdir()
        yield laid[name](folder, size)


def window(start: datetime, end: datetime) -> dict[str, str]:
    """Name a batch's window as the steps do."""
    return {"BatchStartTsIso": f"{start:%Y-%m-%dT%H:%M:%SZ}", "BatchEndTsIso": f"{end:%Y-%m-%dT%H:%M:%SZ}"}


def lay_fg_a(name: str, home: Path, hosts: int, slices: int) -> Scene:
    """FG-A of some slices, with the day before them."""
    end = START + slices * QUARTER
    rows = lay_rows(home / "deltas", DELTA, hosts, START - 95 * QUARTER, 95 + slices)
    features = {column: kind for column, kind in FG_A.columns.items() if column not in KEYS}
    return Scene(
        name=name,
        home=home,
        step="fg_a_builder",
        program="fg_a",
        rows=rows,
        parameters=window(START, end),
        arguments=[START.isoformat(), end.isoformat()],
        inputs={"input_delta": home / "deltas"},
        output="output_fg_a",
        tables=[Compared(_HOST, features)],
    )


def lay_fg_b(
    name: str, home: Path, hosts: int, days: int, silent: Mapping[str, float] = MappingProxyType({})
) -> Scene:
    """FG-B of some days: of hosts that are never silent, or of a month of such as there are."""
    slices = days * 96
    first = START - slices * QUARTER
    rows = lay_rows(home / "fg_a", FG_A, hosts, first, slices, silent=silent)
    rows += lay_pairs(home / "pair_counts", hosts, first, slices)
    tables = [
        Compared(
            keys, {name: kind for name, kind in schema.columns.items() if name not in {*keys, *_STAMP}}, below
        )
        for below, schema, keys in (
            ("hosts", FG_B_HOSTS, ("scope", "host_ip", "role", "horizon")),
            ("pairs", FG_B_PAIRS, PAIR),
        )
    ]
    return Scene(
        name=name,
        home=home,
        step="fg_b_builder",
        program="fg_b",
        rows=rows,
        parameters={"ReferenceTimeIso": f"{START:%Y-%m-%dT%H:%M:%SZ}", "Mode": "REGULAR"},
        arguments=[START.isoformat()],
        inputs={"input_fg_a": home / "fg_a", "input_pair_counts": home / "pair_counts"},
        output="output_fg_b",
        tables=tables,
    )


def lay_fg_c(home: Path, hosts: int) -> Scene:
    """FG-C of a day, with baselines of the instant it begins: some cold, some with a spread of nothing."""
    end = START + 96 * QUARTER
    rows = lay_rows(home / "fg_a", FG_A, hosts, START, 96)
    rows += lay_pairs(home / "pair_counts", hosts, START, 96)
    lay_baselines(home / "fg_b", hosts)
    columns = {name: kind for name, kind in FG_C.columns.items() if name not in _HOST}
    return Scene(
        name="fg_c",
        home=home,
        step="fg_c_builder",
        program="fg_c",
        rows=rows,
        parameters=window(START, end),
        arguments=[],
        inputs={
            "input_fg_a": home / "fg_a",
            "input_pair_counts": home / "pair_counts",
            "input_fg_b": home / "fg_b",
        },
        output="output_fg_c",
        tables=[Compared(_HOST, columns)],
    )


def lay_join(home: Path, hosts: int) -> Scene:
    """Make the publication of a day: three datasets with the same keys."""
    end = START + 96 * QUARTER
    schemas = {"predictions": PREDICTIONS, "fg_a": FG_A, "fg_c": FG_C}
    rows = [lay_rows(home / name, one, hosts, START, 96) for name, one in schemas.items()]
    return Scene(
        name="join",
        home=home,
        step="prediction_feature_join",
        program="join",
        rows=rows[0],
        parameters=window(START, end),
        arguments=[],
        inputs={f"input_{name}": home / name for name in schemas},
        output="output_prediction_feature_join",
        tables=[Compared(_HOST, {n: kind for n, kind in PUBLICATION.columns.items() if n not in _HOST})],
    )


def lay_verify(home: Path, hosts: int) -> Scene:
    """Features of ten days to train with and two to evaluate: FG-C lacks values and rows, both slices."""
    split, end = START + timedelta(days=10), START + timedelta(days=12)
    windows = {"Training": (START, split), "Eval": (split, end)}
    slices = (end - START) // QUARTER
    rows = lay_rows(home / "fg_a", FG_A, hosts, START, slices)
    rows += lay_rows(home / "fg_c", FG_C, hosts, START, slices, gaps=True)
    for number, name in ((5, "fg_a"), (5, "fg_c"), (7, "fg_c"), (slices - 3, "fg_c")):
        path = place_of(home / name, START + number * QUARTER)
        rows -= pq.read_metadata(path).num_rows
        path.unlink()
    return Scene(
        name="verify",
        home=home,
        step="training_data_verifier",
        program="verify",
        rows=rows,
        parameters={
            f"{name}{bound}Ts": f"{moment:%Y-%m-%dT%H:%M:%SZ}"
            for name, window in windows.items()
            for bound, moment in zip(("Start", "End"), window, strict=True)
        },
        arguments=[moment.isoformat() for window in windows.values() for moment in window],
        inputs={"input_fg_a": home / "fg_a", "input_fg_c": home / "fg_c"},
        output="output_verification",
        tables=[],
        differ=differ_in_counts,
    )


def differ_in_counts(ours: Path, theirs: Path) -> str | None:
    """Name what the verifier's report and a rival's do not count alike."""
    step, rival = (json.loads((folder / "report.json").read_text()) for folder in (ours, theirs))
    for window in ("training", "evaluation"):
        for dataset, found in step[window]["datasets"].items():
            for name, counted in rival[window][dataset].items():
                expected = found[name]
                if name == "slices":
                    expected = {one: expected[one] for one in counted}
                if counted != expected:
                    return f"{name} of {dataset} in the {window} window"
    return None


def lay_training(home: Path, hosts: int) -> Scene:
    """Features of ten days to train with and two to judge by, verified."""
    from steps.if_training.settings import FEATURES  # noqa: PLC0415 - scikit-learn only where it is needed

    split, end = START + timedelta(days=10), START + timedelta(days=12)
    windows = {"training": (START, split), "evaluation": (split, end)}
    slices = (end - START) // QUARTER
    rows = [
        lay_rows(home / name, schema, hosts, START, slices)
        for name, schema in (("fg_a", FG_A), ("fg_c", FG_C))
    ]
    (home / "verification").mkdir()
    spans = {
        name: {bound: moment.isoformat() for bound, moment in zip(("start", "end"), window, strict=True)}
        for name, window in windows.items()
    }
    (home / "verification/report.json").write_text(json.dumps({"passed": True, **spans}))
    return Scene(
        name="training",
        home=home,
        step="if_training",
        program="training",
        rows=rows[0],
        parameters={"RunId": "bench", "ExecutionTsIso": f"{end:%Y-%m-%dT%H:%M:%SZ}"},
        arguments=[
            *(moment.isoformat() for window in windows.values() for moment in window),
            ",".join(FEATURES),
        ],
        inputs={f"input_{name}": home / name for name in ("fg_a", "fg_c", "verification")},
        output="output_model",
        tables=[],
        absent=NO_FOREST,
        differ=differ_in_metrics,
    )


def differ_in_metrics(ours: Path, theirs: Path) -> str | None:
    """Name the first metric of a rival that is not the step's."""
    step, rival = (json.loads((folder / "metrics.json").read_text()) for folder in (ours, theirs))
    if step["features"]["kept"] != rival.pop("kept"):
        return "kept features"
    for name, found in rival.items():
        pairs = [(found, step[name])]
        if isinstance(found, dict):
            pairs = [(found["rows"], step[name]["rows"])]
            pairs += [
                (value, step[name][kind][one])
                for kind in ("score_quantiles", "alert_rates")
                for one, value in found[kind].items()
            ]
        if any(abs(one - other) > TOLERANCE for one, other in pairs):
            return name
    return None


def lay_inference(home: Path, hosts: int) -> Scene:
    """Features of a day, and a deployed model: one forest as the step's artifact and as scikit-learn's."""
    end = START + 96 * QUARTER
    rows = [
        lay_rows(home / name, schema, hosts, START, 96) for name, schema in (("fg_a", FG_A), ("fg_c", FG_C))
    ]
    deploy_forest(home)
    columns = {"slice_end_ts": "timestamp", "model_version": "string", "score": "float64"}
    return Scene(
        name="inference",
        home=home,
        step="inference_predictions",
        program="inference",
        rows=rows[0],
        parameters=window(START, end),
        arguments=[str(home / "forest"), START.isoformat(), end.isoformat()],
        inputs={f"input_{name}": home / name for name in ("fg_a", "fg_c", "model")},
        output="output_predictions",
        tables=[Compared(_HOST, columns)],
        absent=NO_FOREST,
        differ=differ_in_drivers,
    )


def deploy_forest(home: Path) -> None:
    """Fit a forest as training does, and keep it both as a deployed artifact and pickled for rivals."""
    from common.model.artifact import Calibration, Description, Model  # noqa: PLC0415 - where it is needed
    from common.model.deployed import ModelEntry, Pointer, write_model, write_pointer  # noqa: PLC0415
    from common.model.features import ROLE  # noqa: PLC0415
    from steps.if_training.fitting import CALIBRATION_SHARES, both_fill, plant, prepare_for  # noqa: PLC0415
    from steps.if_training.graph import build_graph, build_preparation  # noqa: PLC0415
    from steps.if_training.settings import parse_settings  # noqa: PLC0415

    settings = parse_settings({})
    # Rows lie in the same order in both.
    columns = {
        name: column.to_numpy().astype("float64")
        for dataset, schema in (("fg_a", FG_A), ("fg_c", FG_C))
        for name, column in read_columns(
            home / dataset, [name for name in settings.features if name in schema.columns]
        )
    }
    ((_, roles),) = read_columns(home / "fg_a", ["role"])
    columns[ROLE] = np.array(roles.to_pylist()) == "destination"
    matrix = np.column_stack([columns[name] for name in settings.features])
    preparation = prepare_for(matrix, settings.clip)
    typical, nothing = np.nanmedian(matrix, axis=0), np.zeros(1)
    blank = Description(
        "bench", settings.features, typical, Calibration(nothing, nothing), settings.severities
    )
    prepared = Model(build_preparation(preparation, blank.as_metadata())).prepare(matrix)
    apart = both_fill(columns[ROLE], settings.rows_a_tree)
    groves = plant(prepared, settings.features, settings, apart=apart)
    scores = Model(build_graph(preparation, groves, blank.as_metadata())).score(matrix)
    quantiles, first = np.unique(np.quantile(scores, CALIBRATION_SHARES), return_index=True)
    calibration = Calibration(quantiles, CALIBRATION_SHARES[first])
    description = Description("bench", settings.features, typical, calibration, settings.severities)
    artifact = build_graph(preparation, groves, description.as_metadata())
    entry = ModelEntry("bench", hashlib.sha256(artifact).hexdigest(), {})
    write_model(home / "model", entry, artifact)
    write_pointer(home / "model", Pointer(entry, None))
    kept = {
        "groves": [
            (grove.forest, list(grove.places), grove.parting and grove.parting.forest) for grove in groves
        ],
        **vars(preparation),
        "typical": typical,
        "quantiles": quantiles,
        "shares": calibration.shares,
        "severities": dict(settings.severities),
        "features": list(settings.features),
        "version": entry.version,
    }
    joblib.dump(kept, home / "forest")


def read_columns(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """Read columns of a dataset, slice by slice."""
    table = pq.read_table(sorted(folder.rglob("*.parquet")), columns=list(names), partitioning=None)
    yield from zip(table.column_names, table.columns, strict=True)


def differ_in_drivers(ours: Path, theirs: Path) -> str | None:
    """Name what differs of percentiles and effects.

    No effect and one of next to nothing are the same, and neighbours among effects may change places: names
    of drivers are not compared. Percentiles are steeper than scores, and severities have edges.
    """
    step, rival = (
        f"read_parquet('{folder}/**/*.parquet', hive_partitioning = false)" for folder in (ours, theirs)
    )
    effects = [f"driver_{place + 1}_effect" for place in range(DRIVERS)]
    terms = [f"count(*) FILTER (abs(a.percentile - b.percentile) > {100 * TOLERANCE})"]
    terms += [
        f"count(*) FILTER (abs(coalesce(a.{one}, 0) - coalesce(b.{one}, 0)) > {TOLERANCE})" for one in effects
    ]
    query = f"SELECT {', '.join(terms)} FROM {step} a JOIN {rival} b USING ({', '.join(_HOST)})"  # noqa: S608
    found = duckdb.sql(query).fetchall()[0]
    wrong = [
        f"{name} of {rows} rows" for name, rows in zip(["percentile", *effects], found, strict=True) if rows
    ]
    return ", ".join(wrong) or None


def lay_baselines(folder: Path, hosts: int) -> None:
    """Write FG-B of START: four in five hosts are known, a fifth of those cold; a third of spreads are 0."""
    random = np.random.default_rng(13)
    known = [
        ("host", f"10.0.{host // 512}.{host // 2 % 256}", ("source", "destination")[host % 2], horizon)
        for host in range(hosts)
        if host % 5
        for horizon in ("7d", "30d")
    ]
    known += [
        ("population", None, role, span) for role in ("source", "destination") for span in ("7d", "30d")
    ]
    scopes, addresses, roles, horizons = zip(*known, strict=True)
    count = len(known)
    fixed = {
        "reference_ts": [START] * count,
        "scope": scopes,
        "host_ip": addresses,
        "role": roles,
        "horizon": horizons,
        "support_cnt": [500] * count,
        "cold_start": [
            scope == "host" and not draw
            for scope, draw in zip(scopes, random.integers(0, 5, count), strict=True)
        ],
    }
    arrays = []
    for name, kind in FG_B_HOSTS.columns.items():
        drawn = random.integers(1, 10_000, count) / 3
        if name.endswith(("_mad", "_iqr")):
            drawn = np.where(random.integers(0, 3, count) == 0, 0.0, drawn)
        arrays.append(pa.array(fixed.get(name, drawn), ARROW[kind]))
    lay_file(folder / "hosts", START, pa.Table.from_arrays(arrays, names=list(FG_B_HOSTS.columns)))
    kept = [
        (f"10.0.{host // 256}.{host % 256}", f"10.0.0.{peer}", port + 440 if port else None)
        for host in range(max(hosts // 2, 2))
        for peer in range(0, 50, 3)
        for port in range(0, 10, 2)
    ]
    pairs = dict(zip(PAIR, zip(*kept, strict=True), strict=True))
    count = len(kept)
    others = {
        "timestamp": [START - QUARTER] * count,
        "boolean": random.random(count) < 1 / 2,
        "int64": [1] * count,
    }
    laid = {
        name: pa.array(pairs.get(name, others.get(kind)), ARROW[kind])
        for name, kind in FG_B_PAIRS.columns.items()
    }
    lay_file(
        folder / "pairs",
        START,
        pa.table({**laid, "reference_ts": pa.array([START] * count, ARROW["timestamp"])}),
    )


def lay_traffic(home: Path, size: float) -> Scene:
    """One quarter of an hour of traffic, about a million sessions."""
    start = datetime(2026, 1, 5, 10, tzinfo=UTC)
    end = start + QUARTER
    asked = window(start, end)
    sizes = ["--hosts", "2500", "--rows-scale", str(70 * size), "--hours", "0.25", "--broken", "0"]
    with contextlib.redirect_stdout(io.StringIO()):
        generate_traffic.main([*sizes, "--start", asked["BatchStartTsIso"], "--out", str(home / "batches")])
    folder = home / "traffic"
    folder.mkdir()
    rows = 0
    for path in (home / "batches").rglob("*.jsonl.gz"):
        moved = path.rename(folder / path.name)
        with gzip.open(moved) as lines:
            rows += sum(1 for _ in lines)
    return Scene(
        name="pairs",
        home=home,
        step="pair_counts_builder",
        program="pairs",
        rows=rows,
        parameters=asked,
        arguments=[word.removesuffix("Z") for word in asked.values()],
        inputs={"input_traffic": folder},
        output="output_pair_counts",
        tables=[Compared([*PAIR, "slice_start_ts"], {"slice_end_ts": "timestamp", "sessions_cnt": "int64"})],
    )


def lay_pairs(folder: Path, hosts: int, first: datetime, slices: int) -> int:
    """Write pair counts: as many pairs a slice as hosts, a tenth without a port. Return the rows."""
    random = np.random.default_rng(11)
    rows = 0
    for number in range(slices):
        at = first + number * QUARTER
        drawn = np.unique(random.integers(0, [max(hosts // 2, 2), 50, 10], (hosts, 3)), axis=0)
        count = len(drawn)
        rows += count
        columns = {
            "source_ip": [f"10.0.{host // 256}.{host % 256}" for host in drawn[:, 0]],
            "destination_ip": [f"10.0.0.{host}" for host in drawn[:, 1]],
            "destination_port": [int(port) + 440 if port else None for port in drawn[:, 2]],
            "slice_start_ts": [at] * count,
            "slice_end_ts": [at + QUARTER] * count,
            "sessions_cnt": random.integers(1, 9, count),
        }
        lay_file(
            folder,
            at,
            pa.table(
                {name: pa.array(columns[name], ARROW[kind]) for name, kind in PAIR_COUNTS.columns.items()}
            ),
        )
    return rows


def lay_rows(
    folder: Path,
    schema: Schema,
    hosts: int,
    first: datetime,
    slices: int,
    *,
    gaps: bool = False,
    silent: Mapping[str, float] = MappingProxyType({}),
) -> int:
    """Write a file a slice; each host-role has a row in about two of three slices. Return the rows.

    gaps    leave out a row of every sixteenth slice, and one float of eleven
    silent  the share of hosts that did nothing in a window
    """
    random = np.random.default_rng(7)
    rows = 0
    for number in range(slices):
        at = first + number * QUARTER
        chosen = np.flatnonzero(random.random(hosts) < 2 / 3)
        # One drawing serves all columns, shifted: what they hold matters less than that they differ.
        drawn = random.integers(1, 10_000, len(chosen))
        if gaps and not number % 16:
            chosen, drawn = chosen[1:], drawn[1:]
        count = len(chosen)
        rows += count
        keys = {
            "host_ip": [f"10.0.{host // 512}.{host // 2 % 256}" for host in chosen],
            "role": [("source", "destination")[host % 2] for host in chosen],
            "slice_start_ts": [at] * count,
            "slice_end_ts": [at + QUARTER] * count,
        }
        other = {"string": [f"v{number % 7}" for number in drawn], "timestamp": [START] * count}
        arrays, luck = [], np.random.default_rng(number).random(count)
        for place, (column, kind) in enumerate(schema.columns.items()):
            shifted = np.roll(drawn, place)
            if (share := silent.get(column.rpartition("_w_")[2])) is not None:
                shifted = np.where(luck < share, 0, shifted)
            values = keys.get(column, other.get(kind, shifted if kind == "int64" else shifted / 1000))
            lost = (shifted + place) % 11 == 0 if gaps and kind == "float64" else None
            arrays.append(pa.array(values, ARROW[kind], mask=lost))
        table = pa.Table.from_arrays(arrays, names=list(schema.columns))
        ordered = table.sort_by([("host_ip", "ascending"), ("role", "ascending")])
        lay_file(folder, at, ordered, complete=schema.complete)
    return rows


def lay_file(folder: Path, at: datetime, table: pa.Table, *, complete: bool = False) -> None:
    """Write the file of one slice as the steps do."""
    write_file(table, place_of(folder, at), complete=complete)


def place_of(folder: Path, at: datetime) -> Path:
    """Name the file of one slice."""
    return folder / at.strftime("dt=%Y-%m-%d/hh=%H/mm=%M/part-00000.parquet")
