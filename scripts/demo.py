"""The demo: every command that it runs is one that a user would type, and is shown before it runs."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIPELINES = ROOT / ".venv/bin/pipelines"
BUCKET = "demo-bucket"
PROJECT, VERSION = "ndr-demo", "v1"
DATA = f"projects/{PROJECT}/versions/{VERSION}/data/"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SLICE = timedelta(minutes=15)
SHOWN = 8
COMPUTE = ["--role-arn", "arn:aws:iam::123456789012:role/demo", "--image-uri", "local/processing:1"]


def main(words: Sequence[str]) -> int:
    """Run the demo; the exit status of the first command that fails is the demo's."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "demo-output", help="where files go (%(default)s)")
    parser.add_argument("--batches", type=int, default=6, help="15-minute mini-batches (%(default)s)")
    parser.add_argument("--hosts", type=int, default=80, help="hosts of the simulated network (%(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="of the traffic (%(default)s)")
    options = parser.parse_args(words)
    if options.batches < 1 or options.hosts < 1:
        parser.error("--batches and --hosts take whole numbers from 1")
    out: Path = options.out
    for name in ("traffic", "runs", "data"):
        shutil.rmtree(out / name, ignore_errors=True)
    try:
        _make_traffic(options, out)
        with _embedded_aws(out) as environment:
            _run_everything(options.batches, out, environment)
    except subprocess.CalledProcessError as error:
        print(f"\nThe demo stops: a command ended with exit status {error.returncode}.", file=sys.stderr)
        return int(error.returncode)
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    return 0


def _make_traffic(options: argparse.Namespace, out: Path) -> None:
    _heading("Traffic", "a seeded network: servers and clients, a daily rhythm, planted attacks, dirty rows")
    hours = options.batches * SLICE / timedelta(hours=1)
    _run(
        [
            sys.executable,
            "scripts/generate_traffic.py",
            *("--seed", str(options.seed), "--start", _iso(START), "--hours", f"{hours:g}"),
            *("--hosts", str(options.hosts), "--dirty", "0.005", "--out", str(out / "traffic")),
        ],
        dict(os.environ),
    )


@contextmanager
def _embedded_aws(out: Path) -> Iterator[dict[str, str]]:
    """The environment of an embedded AWS that lives as long as the block."""
    _heading("AWS", "embedded, on a loopback port; no account, no Docker")
    words = ["local", "serve", "--port", "0", "--bucket", BUCKET, "--root", str(out / "runs"), "--json"]
    _show(["pipelines", *words])
    server = subprocess.Popen([PIPELINES, *words], stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        if not line.startswith('{"endpoint_url"'):
            raise subprocess.CalledProcessError(server.wait() or 1, words)
        described = json.loads(line)
        print(f"listens on {described['endpoint_url']}")
        yield {**os.environ, **described["environment"]}
    finally:
        server.terminate()
        server.wait()


def _run_everything(batches: int, out: Path, environment: dict[str, str]) -> None:
    _heading("Records", "templates become rows of the table")
    _pipelines(["provision", PROJECT, VERSION, "--bucket", BUCKET, *COMPUTE], environment)
    _pipelines(["validate"], environment)

    _heading("Plan, then apply", "the rows become SageMaker Pipelines")
    _pipelines(["plan"], environment, changes=True)
    _pipelines(["apply"], environment)
    _pipelines(["plan"], environment)
    _pipelines(["show", f"{PROJECT}/pipeline_15m_streaming#{VERSION}"], environment)

    _heading("Run", "the delta builder on the first quarter of an hour, the 15-minute pipeline on the others")
    _upload(out / "traffic", environment)
    for number in range(batches):
        job = "delta_builder" if number == 0 else "pipeline_15m_streaming"
        begin = START + number * SLICE
        parameters = {
            "MiniBatchId": f"{begin:%Y%m%dT%H%MZ}",
            "BatchStartTsIso": _iso(begin),
            "BatchEndTsIso": _iso(begin + SLICE),
        }
        words = ["start", f"{PROJECT}/{job}#{VERSION}", "--wait", "--every", "0.5"]
        for name, value in parameters.items():
            words += ["-p", f"{name}={value}"]
        _pipelines(words, environment)

    _heading("What came out")
    count = _download(out / "data", environment)
    _print_rows(out / "data")
    _print_deltas(out / "data", out / "traffic")
    print(f"\nFiles: {out / 'traffic'}  what went in, and labels.jsonl: what was planted")
    print(f"       {out / 'data'}  {count} objects of s3://{BUCKET}/{DATA}")
    print(f"       {out / 'runs'}  each step's files and logs, as its container would have seen them")


def _upload(traffic: Path, environment: dict[str, str]) -> None:
    s3 = _s3(environment)
    files = sorted(traffic.rglob("*.gz"))
    for path in files:
        s3.upload_file(str(path), BUCKET, f"{DATA}raw/traffic/{path.relative_to(traffic).as_posix()}")
    print(f"uploaded {len(files)} traffic files to s3://{BUCKET}/{DATA}raw/traffic/")


def _download(folder: Path, environment: dict[str, str]) -> int:
    s3 = _s3(environment)
    count = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=DATA):
        for entry in page.get("Contents", ()):
            path = folder / entry["Key"].removeprefix(DATA)
            path.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(BUCKET, entry["Key"], str(path))
            count += 1
    return count


def _s3(environment: dict[str, str]):  # noqa: ANN202 - boto3 makes its clients' types at run time
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(s3={"addressing_style": "path"}),
    )


def _print_rows(data: Path) -> None:
    """What became of the rows, summed over the steps' own reports."""
    reports = [
        json.loads(path.read_text("utf-8")) for path in sorted(data.glob("features/delta_report/*/*.json"))
    ]
    read = sum(report["rows"]["read"] for report in reports)
    deltas = sum(report["deltas"] for report in reports)
    reasons: dict[str, int] = {}
    for report in reports:
        for reason, count in report["rejected"].items():
            reasons[reason] = reasons.get(reason, 0) + count
    rejected = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "none"
    print(f"{read:,} rows became {deltas:,} deltas; rejected and kept apart: {rejected}.\n")


def _print_deltas(data: Path, traffic: Path) -> None:
    """The busiest hosts by drops and ports, with what was planted on them."""
    import duckdb  # noqa: PLC0415

    planted: dict[str, str] = {}
    for line in (traffic / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        planted[label["host"]] = label["kind"]
    rows = duckdb.sql(
        f"""
        select host_ip, sum(sessions_cnt) as sessions,
               sum(bytes_sent_sum) / 1e6 as sent, sum(drop_cnt) as drops, max(peers_cnt) as peers,
               max(ports_cnt) as ports, max(max_sessions_per_minute) as peak, max(peer_entropy) as entropy
        from read_parquet('{data}/features/delta/**/*.parquet')
        where role = 'source'
        group by all order by ports desc, sent desc, host_ip
        """  # noqa: S608 - the folder is the demo's own
    ).fetchall()
    print("The sources that reached the most ports in one slice, and those on which something was planted:")
    shown = [row for place, row in enumerate(rows) if place < SHOWN or row[0] in planted]
    print(f"\n{'host_ip':12} {'sessions':>8} {'MB sent':>9} {'drops':>6} {'peers':>6} {'ports':>6} ", end="")
    print(f"{'per min':>8} {'entropy':>8}  planted")
    for host, sessions, sent, drops, peers, ports, peak, entropy in shown:
        print(f"{host:12} {sessions:8,} {sent:9,.1f} {drops:6,} {peers:6,} {ports:6,} ", end="")
        print(f"{peak:8,} {entropy:8.2f}  {planted.get(host, '')}".rstrip())


def _pipelines(words: list[str], environment: dict[str, str], *, changes: bool = False) -> None:
    _show(["pipelines", *words])
    status = subprocess.run([PIPELINES, *words], env=environment, check=False).returncode
    if status not in ((0, 2) if changes else (0,)):
        raise subprocess.CalledProcessError(status, words)


def _run(words: list[str], environment: dict[str, str]) -> None:
    _show([Path(words[0]).name, *words[1:]])
    subprocess.run(words, env=environment, check=True, cwd=ROOT)


def _show(words: Sequence[str]) -> None:
    print(f"\n$ {shlex.join(words)}", flush=True)


def _heading(title: str, about: str = "") -> None:
    print(f"\n== {title}{': ' + about if about else ''}", flush=True)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
