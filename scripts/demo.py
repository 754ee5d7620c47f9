"""The demo: every command that it runs is one that a user would type, and is shown before it runs.

Three days of simulated traffic become features, a baseline, a model that is verified and deployed; then the
last hour, with attacks planted in it, becomes predictions, a quarter of an hour after the other, the last one
on a message of SNS in SQS, by a Step Functions machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path

from demo_tables import print_hosts, print_rows
from generate_traffic import FEWEST_HOSTS

ROOT = Path(__file__).parent.parent
PIPELINES = ROOT / ".venv/bin/pipelines"
BUCKET = "demo-bucket"
PROJECT, VERSION = "ndr-demo", "v1"
DATA = f"projects/{PROJECT}/versions/{VERSION}/data/"
SLICE = timedelta(minutes=15)
DAY = timedelta(days=1)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
BASELINE = START + 2 * DAY
"""What came before is the first baseline; what comes after is compared with it, and trains the model."""
EVALUATION = BASELINE + timedelta(hours=18)
LIVE = BASELINE + DAY
RUN = "20260108"
MARKER = ".made-by-scripts-demo"
"""A file that says that what lies beside it may be removed by the next demo."""
EVENT = ROOT / "pipelines/orchestration/events/sns_in_sqs.json"
WAIT_SCALE = "0.02"
"""A machine looks at its pipeline after 30 s, 45 s, ...: steps take minutes on AWS, and seconds here."""
COMPUTE = ["--role-arn", "arn:aws:iam::123456789012:role/demo", "--image-uri", "local/processing:1"]


def main(words: Sequence[str]) -> int:
    """Run the demo; the exit status of the first command that fails is the demo's."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "demo-output", help="where files go (%(default)s)")
    parser.add_argument("--batches", type=int, default=4, help="mini-batches to predict (%(default)s)")
    parser.add_argument("--hosts", type=int, default=60, help="hosts of the simulated network (%(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="of the traffic (%(default)s)")
    options = parser.parse_args(words)
    if options.batches < 1 or options.hosts < FEWEST_HOSTS:
        parser.error(f"--batches takes whole numbers from 1, --hosts from {FEWEST_HOSTS}")
    out: Path = options.out.resolve()
    try:
        _clear(out)
    except OSError as error:
        parser.error(f"--out {out}: {error.strerror or error}")
    begun = time.monotonic()
    try:
        _heading(
            "Traffic", "a seeded network: servers and clients, a daily rhythm, dirty rows, planted attacks"
        )
        history, live = out / "traffic/history", out / "traffic/live"
        _make_traffic(options, START, (LIVE - START) / timedelta(hours=1), "none", history)
        _make_traffic(options, LIVE, options.batches * SLICE / timedelta(hours=1), "all", live)
        with _embedded_aws(out) as environment:
            _provision(environment)
            _run_history(history, environment)
            _run_live(options.batches - 1, live, environment)
            _send_event(options.batches - 1, live, out / "events", environment)
            _show_results(out, environment)
    except subprocess.CalledProcessError as error:
        print(f"\nThe demo stops: a command ended with exit status {error.returncode}.", file=sys.stderr)
        return int(error.returncode)
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    print(f"\nThe demo took {time.monotonic() - begun:.0f} s.")
    return 0


def _clear(out: Path) -> None:
    """Make the folder, or remove what an earlier demo left in it; FileExistsError if no demo has made it."""
    marker = out / MARKER
    if out.is_dir() and any(out.iterdir()) and not marker.exists():
        raise FileExistsError("it holds files that no demo has made: give another folder, or empty it")
    out.mkdir(parents=True, exist_ok=True)
    marker.touch()
    for name in ("traffic", "runs", "data", "events"):
        shutil.rmtree(out / name, ignore_errors=True)


def _make_traffic(
    options: argparse.Namespace, start: datetime, hours: float, anomalies: str, folder: Path
) -> None:
    _run(
        [
            sys.executable,
            "scripts/generate_traffic.py",
            *("--seed", str(options.seed), "--start", _iso(start), "--hours", f"{hours:g}"),
            *("--hosts", str(options.hosts), "--dirty", "0.005", "--anomalies", anomalies),
            *("--out", str(folder)),
        ],
        dict(os.environ),
    )


@contextmanager
def _embedded_aws(out: Path) -> Iterator[dict[str, str]]:
    """The environment of an embedded AWS that lives as long as the block."""
    _heading("AWS", "embedded, on a loopback port; no account, no Docker")
    words = ["local", "serve", "--port", "0", "--bucket", BUCKET, "--root", str(out / "runs")]
    words += ["--wait-scale", WAIT_SCALE, "--json"]
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


def _provision(environment: dict[str, str]) -> None:
    _heading("Records", "templates become rows of the table")
    _pipelines(["provision", PROJECT, VERSION, "--bucket", BUCKET, *COMPUTE], environment)
    _pipelines(["validate"], environment)

    _heading(
        "Plan, then apply", "the rows become SageMaker Pipelines, with Step Functions machines to run them"
    )
    _pipelines(["plan"], environment, changes=True)
    _pipelines(["apply"], environment)
    _pipelines(["plan"], environment)
    _pipelines(["show", f"{PROJECT}/pipeline_15m_streaming#{VERSION}"], environment)


def _run_history(traffic: Path, environment: dict[str, str]) -> None:
    _heading("Baseline", "features of two days, and what is usual for each host")
    _upload(traffic, "history-1", START, BASELINE, environment)
    _chain(
        ["pipeline_15m_streaming", "pipeline_fg_b_baseline"],
        _batch("history-1", START, BASELINE) | {"ReferenceTimeIso": _iso(BASELINE)},
        environment,
    )
    _heading("Model", "features of the third day against that, verified; then train and deploy")
    _upload(traffic, "history-2", BASELINE, LIVE, environment)
    _chain(
        [
            "pipeline_15m_streaming",
            "pipeline_training_data_verifier",
            "pipeline_if_training",
            "pipeline_model_deploy",
        ],
        {
            **_batch("history-2", BASELINE, LIVE),
            "TrainingStartTs": _iso(BASELINE),
            "TrainingEndTs": _iso(EVALUATION),
            "EvalStartTs": _iso(EVALUATION),
            "EvalEndTs": _iso(LIVE),
            "RunId": RUN,
            "ExecutionTsIso": _iso(LIVE),
        },
        environment,
    )


def _run_live(batches: int, traffic: Path, environment: dict[str, str]) -> None:
    if batches:
        _heading("Predictions", "features, scores and publication of each quarter of an hour as it comes")
    for number in range(batches):
        begin = LIVE + number * SLICE
        name = f"{begin:%Y%m%dT%H%MZ}"
        _upload(traffic, name, begin, begin + SLICE, environment)
        _chain(
            ["pipeline_15m_streaming", "pipeline_inference_predictions", "pipeline_prediction_feature_join"],
            _batch(name, begin, begin + SLICE),
            environment,
        )


def _send_event(number: int, traffic: Path, folder: Path, environment: dict[str, str]) -> None:
    """Deliver the last mini-batch, and let a message do what a person did for those before."""
    _heading("Event", "a message of SNS in SQS makes the predictions of the last quarter of an hour appear")
    begin = LIVE + number * SLICE
    name = f"{begin:%Y%m%dT%H%MZ}"
    _upload(traffic, name, begin, begin + SLICE, environment)
    predictions = f"{DATA}inference/predictions/{begin:dt=%Y-%m-%d/hh=%H/mm=%M}/"
    _show_count(predictions, environment)

    event = json.loads(EVENT.read_text("utf-8"))
    (message,) = event["Records"]
    notification = json.loads(message["body"])
    keys = {"project_name": PROJECT, "feature_spec_version": VERSION}
    notification["Message"] = json.dumps({**keys, **_batch(name, begin, begin + SLICE)})
    message["body"] = json.dumps(notification)
    message["md5OfBody"] = md5(message["body"].encode(), usedforsecurity=False).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(event, indent=2) + "\n", "utf-8")
    _pipelines(["event", str(file), "--every", "0.5"], environment)
    _show_count(predictions, environment)

    print("\nThe same message once more, as queues deliver: nothing runs twice.")
    _pipelines(["event", str(file), "--every", "0.5"], environment)


def _show_count(prefix: str, environment: dict[str, str]) -> None:
    print(f"\nobjects in {prefix.removeprefix(DATA)}: {len(_keys(prefix, environment))}")


def _show_results(out: Path, environment: dict[str, str]) -> None:
    _heading("What came out")
    count = _download(out / "data", environment)
    print_rows(out / "data")
    print_hosts(out / "data", out / "traffic/live/labels.jsonl")
    print(f"\nFiles: {out / 'traffic'}  what went in, and labels.jsonl: what was planted")
    print(f"       {out / 'data'}  {count} objects of s3://{BUCKET}/{DATA}")
    print(f"       {out / 'data/training/if_training' / RUN}  the model and its card (model_card.html)")
    print(f"       {out / 'runs'}  each step's files and logs, as its container would have seen them")


def _batch(name: str, begin: datetime, end: datetime) -> dict[str, str]:
    return {"MiniBatchId": name, "BatchStartTsIso": _iso(begin), "BatchEndTsIso": _iso(end)}


def _chain(jobs: Sequence[str], parameters: dict[str, str], environment: dict[str, str]) -> None:
    words = ["run", *(f"{PROJECT}/{job}#{VERSION}" for job in jobs), "--every", "0.5"]
    for name, value in parameters.items():
        words += ["-p", f"{name}={value}"]
    _pipelines(words, environment)


def _upload(traffic: Path, batch: str, begin: datetime, end: datetime, environment: dict[str, str]) -> None:
    """Deliver the generator's quarters of an hour from begin to end as one mini-batch."""
    s3 = _s3(environment)
    names = {f"{begin + place * SLICE:%Y%m%dT%H%MZ}" for place in range((end - begin) // SLICE)}
    files = sorted(path for path in traffic.rglob("*.gz") if path.parent.name in names)
    for path in files:
        key = f"{DATA}raw/traffic/{batch}/{path.parent.name}-{path.name}"
        s3.upload_file(str(path), BUCKET, key)
    print(f"\nuploaded {len(files)} traffic files to s3://{BUCKET}/{DATA}raw/traffic/{batch}/")


def _download(folder: Path, environment: dict[str, str]) -> int:
    s3 = _s3(environment)
    keys = _keys(DATA, environment)
    for key in keys:
        path = folder / key.removeprefix(DATA)
        path.parent.mkdir(parents=True, exist_ok=True)
        s3.download_file(BUCKET, key, str(path))
    return len(keys)


def _keys(prefix: str, environment: dict[str, str]) -> list[str]:
    pages = _s3(environment).get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
    return [entry["Key"] for page in pages for entry in page.get("Contents", ())]


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
