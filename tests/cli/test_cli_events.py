"""`event` as a process, with machines that were applied, on the embedded AWS."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import BUCKET, SECONDS, Cli

from pipelines.aws.memory import MemoryAws
from pipelines.cli.commands.events import _follow_to_end
from pipelines.errors import RemoteError

ARN = re.compile(r"arn:aws:states:\S+:execution:pipelines-[a-z0-9-]+:[A-Za-z0-9-]+")


@pytest.fixture
def event_file(tmp_path: Path) -> Callable[[Any], Path]:
    def write(event: Any) -> Path:
        file = tmp_path / "event.json"
        file.write_text(json.dumps(event), "utf-8")
        return file

    return write


def quarter(project: str, batch: str, job: str = "delta_builder") -> dict[str, Any]:
    """What `run_pipeline` takes: one record, and a mini-batch."""
    payload = {
        "MiniBatchId": batch,
        "BatchStartTsIso": "2020-04-30T00:00:00Z",
        "BatchEndTsIso": "2020-04-30T00:15:00Z",
    }
    key = {"project_name": project, "feature_spec_version": "v1", "job": job}
    return {**key, "payload": payload}


@pytest.fixture
def traffic(client: Callable[[str], Any], project: str) -> Callable[[str], None]:
    """Delivers an empty file as a mini-batch."""

    def deliver(batch: str) -> None:
        key = f"projects/{project}/versions/v1/data/raw/traffic/{batch}/traffic.jsonl"
        client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"")

    return deliver


def test_an_event_runs_a_pipeline_to_its_end(
    cli: Cli, project: str, traffic: Callable[[str], None], event_file: Callable[[Any], Path]
) -> None:
    """Progress goes to standard error, what came out to standard output; another look finds the same end."""
    traffic("event")
    words = ("--machine", "run_pipeline", "--every", "0.2")
    outcome = cli("event", event_file(quarter(project, "event")), *words)
    assert outcome.status == 0, outcome.err
    assert "Sent to pipelines-run-pipeline" in outcome.out
    assert "MiniBatchId=event" in outcome.out
    assert "MiniBatchId=payload" in outcome.out
    assert "Succeeded in" in outcome.out
    assert ["Read", "Start", "Wait", "Look"] == [line.split()[-1] for line in outcome.err.splitlines()]
    found = ARN.search(outcome.out)
    assert found is not None
    again = cli("event", "--follow", found[0], "--json")
    assert (0, "SUCCEEDED", found[0]) == (
        again.status,
        again.document["status"],
        again.document["execution"],
    )
    assert f"{project}/delta_builder#v1" == again.document["output"]["record"]


def test_a_backfill_tells_how_many_of_its_days_are_done(
    cli: Cli, project: str, traffic: Callable[[str], None], event_file: Callable[[Any], Path]
) -> None:
    """While they run, and at the end; in JSON too."""
    traffic("20200430T0000Z")
    event = {
        "project_name": project,
        "feature_spec_version": "v1",
        "start": "2020-04-30T00:00:00Z",
        "end": "2020-04-30T00:15:00Z",
        "jobs": ["delta_builder"],
    }
    outcome = cli("event", event_file(event), "--machine", "backfill", "--every", "0.1")
    assert outcome.status == 0, outcome.err
    told = [line.strip() for line in outcome.err.splitlines()]
    assert "running  Days  0 of 1 done, 1 running" in told
    assert re.fullmatch(r"done  Days  1 of 1 done  [\d.]+ s", told[-1])
    found = ARN.search(outcome.out)
    assert found is not None
    (days,) = cli("event", "--follow", found[0], "--json").document["map_runs"]
    assert days["map_run"].startswith("arn:aws:states:")
    counted = {"state": "Days", "status": "Succeeded", "succeeded": 1, "failed": 0, "total": 1}
    assert days == {**counted, "map_run": days["map_run"]}


def test_an_event_comes_from_standard_input_too(
    cli: Cli, project: str, traffic: Callable[[str], None]
) -> None:
    """With `-`; `--no-wait` tells its execution and goes."""
    traffic("stdin")
    words = ("event", "-", "--machine", "run_pipeline", "--no-wait", "--name", "from-stdin", "--json")
    text = json.dumps(quarter(project, "stdin"))
    outcome = cli(*words, stdin=text)
    assert outcome.status == 0, outcome.err
    assert ("pipelines-run-pipeline", "from-stdin") == (outcome.document["machine"], outcome.document["name"])
    assert outcome.document["execution"].endswith(":execution:pipelines-run-pipeline:from-stdin")
    followed = cli("event", "--follow", outcome.document["execution"], "--every", "0.2", "--json")
    assert "SUCCEEDED" == followed.document["status"]
    assert ["name-taken"] == cli(*words, stdin=text).codes


def test_a_child_that_fails_is_named_with_its_reason(
    cli: Cli, project: str, event_file: Callable[[Any], Path]
) -> None:
    """Which record ran, which prefix is empty, and which command shows the steps; in text and in JSON."""
    event = {"project_name": project, "feature_spec_version": "v1", **quarter(project, "nowhere")["payload"]}
    body = {"Records": [{"messageId": "m-1", "body": json.dumps(event)}]}
    file = event_file(body)
    outcome = cli("event", file, "--every", "0.2")
    assert outcome.status == 1
    assert f"running  Streaming  {project}/pipeline_15m_streaming#v1  nowhere\n" in outcome.err
    assert f"FAILED  Streaming  {project}/pipeline_15m_streaming#v1  nowhere  " in outcome.err
    assert "raw/traffic/nowhere/" in outcome.err
    assert "error [execution-failed]" in outcome.err
    shown = re.search(r"`pipelines status (arn:aws:sagemaker:\S+)`", outcome.err)
    assert shown is not None
    assert "Failed" in cli("status", shown[1]).out
    assert "Succeeded" not in outcome.out
    document = cli("event", file, "--every", "0.2", "--json").document
    assert ("FAILED", "execution-failed") == (document["status"], document["error"])
    (ran,) = document["ran"]
    told = {"state": "Streaming", "what": f"{project}/pipeline_15m_streaming#v1", "mini_batch": "nowhere"}
    assert {**told, "status": "Failed", "execution": ran["execution"]} == ran
    assert ARN.fullmatch(ran["execution"])


def on_a_terminal(cli: Cli, *words: str | Path) -> str:
    """What a command that fails shows on one, without its colours."""
    ours, theirs = pty.openpty()
    with cli.running(*words, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        # A pty that nobody writes to any more is an error to its reader.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 65_536):
                shown += part
        assert 1 == process.wait(SECONDS)
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


def test_a_terminal_shows_bars(cli: Cli, project: str, event_file: Callable[[Any], Path]) -> None:
    """The state that the machine is in, and a line for each child with what became of it."""
    event = {"project_name": project, "feature_spec_version": "v1", **quarter(project, "bars")["payload"]}
    text = on_a_terminal(cli, "event", event_file(event), "--every", "0.1")
    record = f"{project}/pipeline_15m_streaming#v1"
    for shape in (
        r" at (EachMessage|TakeLock|Streaming) ",
        f" running Streaming  {record} ",
        f" FAILED Streaming  {record} ",
    ):
        assert re.search(shape, text), text


def test_what_a_message_holds_is_no_markup_of_the_terminal(
    cli: Cli, project: str, event_file: Callable[[Any], Path]
) -> None:
    """A bracket is a bracket."""
    batch = "[/x] [bold]"
    event = {"project_name": project, "feature_spec_version": "v1", **quarter(project, batch)["payload"]}
    text = on_a_terminal(cli, "event", event_file(event), "--every", "0.1")
    assert f"Streaming  {project}/pipeline_15m_streaming#v1  {batch}" in text
    assert "MiniBatchId of the message does not match" in text
    assert "Traceback" not in text


def test_each_message_of_a_batch_has_its_own_end(
    cli: Cli, project: str, event_file: Callable[[Any], Path]
) -> None:
    """The table has a row for each, and what failed is told with the message's id; exit status 1."""
    sound = {"project_name": project, "feature_spec_version": "v1"}
    records = [{"messageId": "m-1", "body": "neither"}, {"messageId": "m-2", "body": json.dumps(sound)}]
    outcome = cli("event", event_file({"Records": records}), "--every", "0.2")
    assert outcome.status == 1
    rows = [line.split()[:3] for line in outcome.out.splitlines() if line.startswith("m-")]
    assert [["m-1", "failed", "malformed-event"], ["m-2", "failed", "malformed-event"]] == rows
    assert "\nm-2\n" in f"\n{outcome.err}"
    assert "MiniBatchId" in outcome.err


def test_ctrl_c_leaves_the_execution_running_and_says_so(
    cli: Cli, project: str, traffic: Callable[[str], None], event_file: Callable[[Any], Path]
) -> None:
    """`event` ends with 130 and names the command that follows it."""
    traffic("ctrl-c")
    event = {**quarter(project, "ctrl-c"), "poll": {"first_seconds": 200}}
    words = ("event", event_file(event), "--machine", "run_pipeline", "--every", "0.2")
    with cli.running(*words) as process:
        assert process.stderr is not None
        assert "Read" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    found = re.search(r"pipelines event (--follow) (\S+)", err)
    assert found is not None
    followed = cli("event", *found.groups(), "--every", "0.2", "--json")
    assert (0, "SUCCEEDED") == (followed.status, followed.document["status"])


def test_a_machine_can_be_stopped(cli: Cli, project: str, event_file: Callable[[Any], Path]) -> None:
    """It is over at once, and whoever follows it is told who stopped it."""
    event = {**quarter(project, "stopped"), "poll": {"first_seconds": 10_000}}
    arn = cli("event", event_file(event), "--machine", "run_pipeline", "--no-wait", "--json").document[
        "execution"
    ]
    outcome = cli("stop", arn, "--json")
    assert (0, "ABORTED") == (outcome.status, outcome.document["status"])
    assert f"ABORTED  {arn}" in cli("stop", arn).out
    assert f"pipelines event --follow {arn}" in cli("status", arn).err
    followed = cli("event", "--follow", arn)
    assert followed.status == 1
    assert "pipelines stop" in followed.err


def test_a_machine_that_was_not_applied_says_so(
    cli: Cli, project: str, event_file: Callable[[Any], Path]
) -> None:
    """As in a region where nobody applied any."""
    file = event_file(quarter(project, "elsewhere"))
    outcome = cli("event", file, "--region", "eu-west-1", "--json")
    assert outcome.status == 1
    assert [("not-applied", "run `pipelines apply`, or give its --prefix")] == [
        (problem["code"], problem["remedy"]) for problem in outcome.document["problems"]
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "usage"),
        (("{file}", "--follow", "arn:aws:states:us-east-1:123456789012:execution:m:e"), "usage"),
        (("--follow", "arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/e"), "usage"),
        (("--follow", "arn:aws:states:us-east-1:123456789012:execution:m:e"), "aws-not-found"),
        (("no-such-file.json",), "unreadable-json"),
        (("{file}", "--machine", "trainings"), "unknown-machine"),
        (("{file}", "--name", "a b"), "invalid-name"),
        (("{file}", "--every", "0"), "usage"),
    ],
)
def test_what_cannot_be_sent_or_followed_is_told(
    cli: Cli, event_file: Callable[[Any], Path], words: tuple[str, ...], code: str
) -> None:
    """One JSON document of problems, and exit status 1."""
    file = str(event_file({}))
    outcome = cli("event", *(word.format(file=file) for word in words), "--json")
    assert outcome.status == 1
    assert [code] == outcome.codes


@pytest.mark.parametrize("content", [b"", b"\xff", b"key=value", b"[" * 100_000, b'{"a": NaN}'], ids=range(5))
def test_a_file_that_is_no_json_is_not_sent(cli: Cli, tmp_path: Path, content: bytes) -> None:
    """An event is a JSON document: a body of key=value stands in a message."""
    file = tmp_path / "event.json"
    file.write_bytes(content)
    outcome = cli("event", file, "--json")
    assert outcome.status == 1
    assert ["unreadable-json"] == outcome.codes


@pytest.mark.usefixtures("project")
def test_a_file_that_windows_wrote_is_sent(cli: Cli, tmp_path: Path) -> None:
    """With a mark of the byte order, which is no part of JSON."""
    file = tmp_path / "event.json"
    file.write_bytes(b"\xef\xbb\xbf{}")
    outcome = cli("event", file, "--json", "--every", "0.2")
    assert ("FAILED", "malformed-event") == (outcome.document["status"], outcome.document["error"])


def test_a_look_that_fails_does_not_lose_what_was_sent(capsys: pytest.CaptureFixture[str]) -> None:
    """Its ARN, and how to follow it, are told beside the fault."""
    arn = "arn:aws:states:us-east-1:123456789012:execution:pipelines-training:e"
    with pytest.raises(RemoteError, match="aws-not-found"):
        _follow_to_end(MemoryAws().machine_executions, arn, 0.0, misses=1, as_json=True)
    assert f"It was sent. To follow it: pipelines event --follow {arn}\n" == capsys.readouterr().err


def test_what_is_wrong_with_an_event_is_told_before_aws_is_asked(cli: Cli, tmp_path: Path) -> None:
    """No endpoint answers: the file and the machine's name are what is said to be wrong."""
    path = tmp_path / "event.json"
    path.write_text("{no json")
    found = cli("event", path, "--machine", "nothing", "--json", AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert (1, ["unknown-machine", "unreadable-json"]) == (found.status, found.codes)
