"""The delta builder on 5 million rows: whole processes, against SQL by hand and against reading alone."""

# ruff: noqa: S608 - the paths in its SQL are its own
from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import generate_traffic
from bench_delta_sql import FIELDS, source_of

REPOSITORY = Path(__file__).parents[1]
START, END = "2026-01-05T10:00:00Z", "2026-01-05T10:15:00Z"
WINDOW = (START.removesuffix("Z"), END.removesuffix("Z"))
ROUNDS = 5
HOSTS, SCALE = 2500, 352.0
"""What makes the generator write about 5 million rows for one quarter of an hour."""

Timed = Callable[[], object]


def main() -> None:
    """Check that step and SQL agree, then time both and the floor in turn, and print ratios."""
    data = traffic()
    with tempfile.TemporaryDirectory() as name:
        for kind, folder in data.items():
            home = Path(name, kind)
            root = lay_out(home / "container", folder)
            rows = check(kind, folder, root, home)
            contenders: dict[str, Timed] = {
                "step": partial(run_step, root),
                "SQL": partial(run_sql, kind, folder, home / "sql"),
                "floor": partial(run_floor, kind, folder),
            }
            times: dict[str, list[float]] = {contender: [] for contender in contenders}
            for _ in range(ROUNDS):
                for contender, run in contenders.items():
                    begun = time.perf_counter()
                    run()
                    times[contender].append(time.perf_counter() - begun)
            report(kind, rows, times)


def report(kind: str, rows: int, times: dict[str, list[float]]) -> None:
    """Print one line a format: medians, and the medians of each round's ratio."""
    medians = {name: statistics.median(values) for name, values in times.items()}
    quickest = {name: min(values) for name, values in times.items()}
    to_sql = statistics.median(a / b for a, b in zip(times["step"], times["SQL"], strict=True))
    to_floor = statistics.median(a / b for a, b in zip(times["step"], times["floor"], strict=True))
    print(
        f"{kind:8} {rows:,} rows: step {medians['step']:.2f} s ({rows / medians['step']:,.0f} rows/s), "
        f"SQL {medians['SQL']:.2f} s, reading alone {medians['floor']:.2f} s; "
        f"step/SQL {to_sql:.2f} (target 1.15), step/reading {to_floor:.2f} (medians of {ROUNDS} rounds); "
        f"quickest: step {quickest['step']:.2f} s, SQL {quickest['SQL']:.2f} s, "
        f"ratio {quickest['step'] / quickest['SQL']:.2f}",
        flush=True,
    )


def traffic() -> dict[str, Path]:
    """Generate the rows once for this machine: gzipped JSON lines, and the same as one Parquet file."""
    home = Path(tempfile.gettempdir()) / f"bench-delta-{HOSTS}-{SCALE:g}"
    if not (home / "complete").exists():
        shutil.rmtree(home, ignore_errors=True)
        size = ["--hosts", str(HOSTS), "--rows-scale", str(SCALE), "--hours", "0.25"]
        print(f"generating traffic once, in {home}", flush=True)
        generate_traffic.main([*size, "--broken", "0", "--start", START, "--out", str(home / "batches")])
        (home / "gzip").mkdir()
        for path in (home / "batches").rglob("*.jsonl.gz"):
            path.rename(home / "gzip" / path.name)
        (home / "parquet").mkdir()
        types = FIELDS | {"source_port": "INTEGER", "destination_port": "INTEGER"}
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        # Bytes stay text: a dirty row has no number there, and one column has one type.
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_json('{home}/gzip/*.gz', format = 'newline_delimited', "
                f"columns = {{{columns}}})) TO '{home}/parquet/traffic.parquet' (FORMAT parquet)"
            )
        (home / "complete").touch()
    return {"gzip": home / "gzip", "parquet": home / "parquet"}


def lay_out(root: Path, folder: Path) -> Path:
    """Put code and traffic where a container has them."""
    code = root / "opt/ml/processing/input/code"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "common", code / "common", ignore=unwanted)
    shutil.copytree(REPOSITORY / "steps" / "delta_builder", code / "steps" / "delta_builder", ignore=unwanted)
    shutil.copy(REPOSITORY / "steps" / "__init__.py", code / "steps" / "__init__.py")
    shutil.copy(REPOSITORY / "steps" / "delta_builder" / "run_delta_builder.py", code)
    (root / "opt/ml/processing/input/input_traffic").symlink_to(folder)
    datasets = {"input_traffic": "input", "output_delta": "output", "output_report": "output"}
    document = {
        "record": "bench/delta_builder#v1",
        "step": "DeltaBuilderStep",
        "parameters": ["BatchStartTsIso", "BatchEndTsIso"],
        "datasets": {
            name: {"direction": direction, "access": "mounted", "s3_prefix": f"s3://bench/{name}/"}
            for name, direction in datasets.items()
        },
        "engine": "embedded",
        "config": {},
    }
    (code / "step.json").write_text(json.dumps(document))
    return root


def run_step(root: Path) -> None:
    """Run the whole job, as SageMaker would start it."""
    script = root / "opt/ml/processing/input/code/run_delta_builder.py"
    words = ["--batch-start-ts-iso", START, "--batch-end-ts-iso", END]
    environment = {**os.environ, "PIPELINES_CONTAINER_ROOT": str(root)}
    subprocess.run([sys.executable, str(script), *words], check=True, env=environment, capture_output=True)


def run_sql(kind: str, folder: Path, out: Path) -> dict[str, int]:
    """Run the hand-written SQL; return what it rejects."""
    script = Path(__file__).with_name("bench_delta_sql.py")
    words = [sys.executable, str(script), kind, str(folder), str(out), *WINDOW]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    rejects: dict[str, int] = json.loads(done.stdout)
    return rejects


def run_floor(kind: str, folder: Path) -> None:
    """Read every field of every row, and do nothing with them."""
    # Hashing is the cheapest use that no statistics of the file can answer.
    looks = ", ".join(f"bit_xor(hash({name}))" for name in FIELDS)
    query = f"SELECT {looks} FROM {source_of(kind, str(folder))}"
    program = "import sys, duckdb; duckdb.connect().execute(sys.argv[1]).fetchall()"
    subprocess.run([sys.executable, "-c", program, query], check=True, capture_output=True)


def check(kind: str, folder: Path, root: Path, home: Path) -> int:
    """Run both once and compare every delta and every count of rejects; return the number of rows."""
    run_step(root)
    rejects = run_sql(kind, folder, home / "sql")
    done = json.loads((root / "opt/ml/processing/output/output_report/report.json").read_text())
    if done["rejected"] != rejects:
        sys.exit(f"bench: the step rejects {done['rejected']}, the SQL {rejects}")
    ours, theirs = (
        f"read_parquet('{place}/**/*.parquet', hive_partitioning = false)"
        for place in (root / "opt/ml/processing/output/output_delta", home / "sql")
    )
    exact = "SELECT * EXCLUDE (peer_entropy) FROM"
    near = (
        f"SELECT a.* EXCLUDE (peer_entropy) FROM {ours} a "
        f"JOIN {theirs} b USING (host_ip, role, slice_start_ts)"
    )
    with duckdb.connect() as connection:
        # Entropy is added up in another order, in binary or decimal fractions: equal to a billionth.
        ((different,),) = connection.execute(
            f"SELECT count(*) FROM (({exact} {ours} EXCEPT ALL {exact} {theirs}) "
            f"UNION ALL ({exact} {theirs} EXCEPT ALL {exact} {ours}) "
            f"UNION ALL ({near} WHERE NOT abs(a.peer_entropy - b.peer_entropy) < 2e-9))"
        ).fetchall()
    if different:
        sys.exit(f"bench: {different} deltas differ between step and SQL")
    print(f"{kind:8} step and SQL agree on {done['deltas']:,} deltas, rejects {rejects}", flush=True)
    return int(done["rows"]["read"])


if __name__ == "__main__":
    main()
