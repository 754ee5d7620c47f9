"""`start`, `status` and `stop` as processes, on real traffic and on steps that fail or hang."""

from __future__ import annotations

import gzip
import json
import re
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from command_line import BUCKET, Cli

REAL_TRAFFIC = Path(__file__).parents[2].parent / "shared/data/apt29_traffic.jsonl.gz"
ARN = re.compile(r"arn:aws:sagemaker:\S+/execution/\w+")
SLICE = timedelta(minutes=15)


def window(batch: str, start: str, end: str) -> list[str]:
    words: list[str] = []
    for name, value in {"MiniBatchId": batch, "BatchStartTsIso": start, "BatchEndTsIso": end}.items():
        words += ["-p", f"{name}={value}"]
    return words


def quarter(batch: str) -> list[str]:
    return window(batch, "2020-04-30T00:00:00Z", "2020-04-30T00:15:00Z")


@pytest.fixture(scope="module")
def pipeline(project: str) -> str:
    return f"{project}/delta_builder#v1"


@pytest.fixture(scope="module")
def hanging(cli: Cli, record_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An applied pipeline whose step says nothing and does not end, and the file of its records."""
    folder = tmp_path_factory.mktemp("hanging")
    script = folder / "steps/slow/run_slow.py"
    script.parent.mkdir(parents=True)
    (folder / "steps/__init__.py").touch()
    script.write_text("import time\ntime.sleep(300)\n")
    record = json.loads((record_files / "delta_builder.json").read_text("utf-8"))
    step = record["spec"]["scripts"]["steps"]["DeltaBuilderStep"]
    step["entry_script"] = script.name
    del step["data_prefixes"]["input_traffic"]
    record["job_name"] = "slow_job#v1"
    step["code_prefix_s3"] = step["code_prefix_s3"].replace("/delta_builder/", "/slow_job/")
    parameters = json.loads((record_files / "project_parameters.json").read_text("utf-8"))
    records = folder / "records.json"
    records.write_text(json.dumps([record, parameters]), "utf-8")
    applied = cli("apply", "--records", records, "--steps", folder / "steps")
    assert applied.status == 0, applied.err
    return f"{record['project_name']}/slow_job#v1", records


def test_missing_unknown_and_bad_parameters_are_all_reported(cli: Cli, pipeline: str) -> None:
    """One report names each parameter and what is wrong with it; nothing is started."""
    words = ("start", pipeline, "-p", "BatchStartTsIso=yesterday", "-p", "Nope=1")
    outcome = cli(*words, "--json")
    assert outcome.status == 1
    found = {problem["field"]: problem["code"] for problem in outcome.document["problems"]}
    assert found == {
        "BatchStartTsIso": "invalid-parameter-value",
        "BatchEndTsIso": "missing-parameter",
        "MiniBatchId": "missing-parameter",
        "Nope": "unknown-parameter",
    }
    assert "[missing-parameter]" in cli(*words).err


def test_real_traffic_becomes_deltas_that_count_every_row(
    cli: Cli, client: Callable[[str], Any], pipeline: str, project: str, tmp_path: Path
) -> None:
    """Sessions of each published slice, by source and by destination, are the capture's rows in it."""
    if not REAL_TRAFFIC.exists():
        pytest.skip(f"{REAL_TRAFFIC.name} is not beside the repository")
    data = f"projects/{project}/versions/v1/data/"
    s3 = client("s3")
    s3.upload_file(str(REAL_TRAFFIC), BUCKET, f"{data}raw/traffic/apt29/{REAL_TRAFFIC.name}")
    words = window("apt29", "2020-04-30T00:00:00Z", "2020-05-02T00:00:00Z")
    outcome = cli("start", pipeline, *words, "--wait", "--every", "0.2")
    assert outcome.status == 0, outcome.err
    assert "Succeeded" in outcome.out

    rows: Counter[str] = Counter()
    with gzip.open(REAL_TRAFFIC, "rt", encoding="utf-8") as lines:
        for line in lines:
            moment = datetime.fromisoformat(json.loads(line)["event_start"])
            rows[f"dt={moment:%Y-%m-%d}/hh={moment:%H}/mm={moment.minute // 15 * 15:02}"] += 1
    objects = [
        entry["Key"]
        for page in s3.get_paginator("list_objects_v2").paginate(
            Bucket=BUCKET, Prefix=f"{data}features/delta/"
        )
        for entry in page["Contents"]
    ]
    assert len(objects) == 2 * 24 * 4
    for key in objects:
        path = tmp_path / key.removeprefix(data)
        path.parent.mkdir(parents=True, exist_ok=True)
        s3.download_file(BUCKET, key, str(path))
    for role in ("source", "destination"):
        assert rows == sessions_by_slice(tmp_path, role)


def sessions_by_slice(folder: Path, role: str) -> Counter[str]:
    """Partition -> sessions, without empty ones."""
    query = (
        "SELECT filename, sum(sessions_cnt) FROM "
        f"read_parquet('{folder}/**/*.parquet', filename = true, hive_partitioning = false) "
        f"WHERE role = '{role}' GROUP BY filename"
    )
    with duckdb.connect() as connection:
        rows = connection.execute(query).fetchall()
    return Counter({"/".join(Path(name).parts[-4:-1]): int(sessions) for name, sessions in rows})


def test_the_same_start_is_the_same_execution(cli: Cli, pipeline: str) -> None:
    """Twice the same parameters are one execution; --again makes another."""
    words = ("start", pipeline, *quarter("same"), "--json")
    first, second, third = cli(*words), cli(*words), cli(*words, "--again", "1")
    assert first.document["ran_before"] is third.document["ran_before"] is False
    assert first.document["arn"] == second.document["arn"]
    assert first.document["arn"] != third.document["arn"]


def test_a_queue_message_starts_an_execution(cli: Cli, pipeline: str, tmp_path: Path) -> None:
    """Parameters of an SQS event are used, and those of -p win over them."""
    body = {
        "mini_batch_id": "sqs",
        "batch_start_ts_iso": "2020-04-30T00:00:00Z",
        "batch_end_ts_iso": "2020-04-30T00:30:00Z",
    }
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"Records": [{"body": json.dumps(body)}]}), "utf-8")
    words = ("-p", "BatchEndTsIso=2020-04-30T00:15:00Z", "--json")
    outcome = cli("start", pipeline, "--message", event, *words)
    assert outcome.status == 0, outcome.out
    assert outcome.document["parameters"]["MiniBatchId"] == "sqs"
    assert outcome.document["parameters"]["BatchEndTsIso"] == "2020-04-30T00:15:00Z"
    assert outcome.document["sources"]["MiniBatchId"] == "message"


def test_an_input_that_is_not_there_fails_with_its_name(cli: Cli, pipeline: str, project: str) -> None:
    """`start --wait` ends with 1 and says which prefix is empty; `status` says so afterwards."""
    outcome = cli("start", pipeline, *quarter("nothing-here"), "--wait", "--every", "0.2")
    assert outcome.status == 1
    prefix = f"s3://{BUCKET}/projects/{project}/versions/v1/data/raw/traffic/nothing-here/"
    assert prefix in outcome.err
    found = ARN.search(outcome.out)
    assert found is not None
    status = cli("status", found[0], "--json")
    assert status.document["status"] == "Failed"
    assert prefix in status.document["steps"][0]["failure"]
    assert prefix in cli("status", found[0]).out
    assert found[0] in cli("status", pipeline).out


def test_a_failing_step_gives_its_own_reason(
    cli: Cli, client: Callable[[str], Any], pipeline: str, project: str
) -> None:
    """The line that the step left behind is the message, in text and in JSON."""
    key = f"projects/{project}/versions/v1/data/raw/traffic/readme/README.txt"
    client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"no traffic")
    outcome = cli("start", pipeline, *quarter("readme"), "--wait", "--every", "0.2", "--json")
    assert outcome.status == 1
    assert outcome.document["status"] == "Failed"
    failure = outcome.document["steps"][0]["failure"]
    assert "is traffic by its suffix" in failure
    assert "Traceback" not in failure


def test_a_chain_runs_each_pipeline_to_its_end(
    cli: Cli, client: Callable[[str], Any], pipeline: str, project: str
) -> None:
    """`run` follows one after the other and says which is running; run again, it finds both done."""
    key = f"projects/{project}/versions/v1/data/raw/traffic/chain/traffic.jsonl"
    client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"")
    words = ("run", pipeline, pipeline, *quarter("chain"), "--every", "0.2")
    outcome = cli(*words)
    assert outcome.status == 0, outcome.err
    assert outcome.out.index("1/2 Started") < outcome.out.index("2/2 Started")
    first, second = cli(*words, "--json").document
    assert ("Succeeded", first["arn"]) == (second["status"], second["arn"])
    assert (first["ran_before"], second["ran_before"]) == (True, True)


def test_a_chain_stops_at_the_first_pipeline_that_fails(cli: Cli, pipeline: str) -> None:
    """The second is not started; the exit status is 1, in text and in JSON."""
    words = ("run", pipeline, pipeline, *quarter("no-such-batch"), "--every", "0.2")
    outcome = cli(*words)
    assert outcome.status == 1
    assert "2/2" not in outcome.out
    assert ["Failed"] == [one["status"] for one in cli(*words, "--json").document]


def test_a_failure_of_before_is_told_as_such(cli: Cli, pipeline: str) -> None:
    """What failed is not run again by itself; the second time says so, and how to."""
    words = ("run", pipeline, *quarter("failed-before"), "--every", "0.2")
    told = "It ran before with these parameters; --again TEXT runs it once more."
    assert (told in cli(*words).out, told in cli(*words).out) == (False, True)
    assert told not in cli(*words, "--again", "1").out


def test_a_running_execution_can_be_stopped(cli: Cli, hanging: tuple[str, Path]) -> None:
    """Stop ends the step's process; a second stop tells that it is stopped."""
    pipeline, records = hanging
    started = cli("start", pipeline, "--records", records, *quarter("stop"), "--json")
    arn = started.document["arn"]
    stopping = cli("stop", arn, "--json")
    assert stopping.status == 0
    assert stopping.document["status"] in ("Stopping", "Stopped")
    followed = cli(
        "start", pipeline, "--records", records, *quarter("stop"), "--wait", "--every", "0.2", "--json"
    )
    assert followed.document["status"] == "Stopped"
    again = cli("stop", arn, "--json")
    assert (0, "Stopped") == (again.status, again.document["status"])
    # Nothing is started by the same parameters: that is told, also without --wait.
    once_more = cli("start", pipeline, "--records", records, *quarter("stop"))
    assert "It ran before with these parameters, and is Stopped." in once_more.out
    assert "--again TEXT runs it once more." in once_more.out


def test_ctrl_c_leaves_the_execution_running_and_says_so(cli: Cli, hanging: tuple[str, Path]) -> None:
    """`start --wait` ends with 130, names the command that stops the execution, and does not stop it."""
    pipeline, records = hanging
    words = ("start", pipeline, "--records", records, *quarter("ctrl-c"), "--wait", "--every", "0.2")
    with cli.running(*words) as process:
        assert process.stderr is not None
        assert "DeltaBuilderStep" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    found = ARN.search(err)
    assert found is not None
    assert f"pipelines stop {found[0]}" in err
    assert cli("status", found[0], "--json").document["status"] == "Executing"
    assert cli("stop", found[0]).status == 0
    assert found[0] in out


@pytest.mark.parametrize("target", ["", "x", "arn:x", "arn:aws:sagemaker:us-east-1:1:pipeline/a/execution/b"])
def test_a_word_that_is_no_execution_is_refused(cli: Cli, target: str) -> None:
    """Stop says what it wants before it asks AWS."""
    outcome = cli("stop", target, "--json")
    assert outcome.status == 1
    assert ["usage"] == outcome.codes


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[1]", b"[" * 100_000, b'{"MiniBatchId": NaN}', b"9" * 5000],
    ids=["empty", "not-utf-8", "list", "deep", "nan", "huge-number"],
)
@pytest.mark.parametrize("option", ["--payload", "--message"])
def test_a_file_without_parameters_is_refused(
    cli: Cli, pipeline: str, tmp_path: Path, option: str, content: bytes
) -> None:
    """Nothing is started, and the answer is one JSON document of problems."""
    file = tmp_path / "given.json"
    file.write_bytes(content)
    outcome = cli("start", pipeline, option, file, "--json")
    assert outcome.status == 1
    assert outcome.codes
