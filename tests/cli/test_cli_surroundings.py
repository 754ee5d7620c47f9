"""What is around a command: no AWS, closed pipes, full disks, signals, and words that mean nothing."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from command_line import PIPELINES, Cli

from pipelines.cli import main
from pipelines.cli.commands import changes
from pipelines.contract import schema

PLAN = ("plan", "--json")


def test_without_a_region_the_message_says_how_to_set_one(cli: Cli) -> None:
    """No call is made."""
    outcome = cli(*PLAN, AWS_REGION=None, AWS_DEFAULT_REGION=None)
    assert (1, ["aws-no-region"]) == (outcome.status, outcome.codes)


def test_without_credentials_the_message_says_how_to_give_some(cli: Cli) -> None:
    """An empty home and no variables are no traceback."""
    outcome = cli(*PLAN, AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None)
    assert (1, ["aws-no-credentials"]) == (outcome.status, outcome.codes)


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [("http://127.0.0.1:9", "aws-unreachable"), ("nonsense", "aws-bad-endpoint")],
)
def test_an_endpoint_that_is_not_there_is_one_problem(cli: Cli, endpoint: str, code: str) -> None:
    """Unreachable or no URL at all: the remedy names the variable."""
    outcome = cli(*PLAN, AWS_ENDPOINT_URL=endpoint)
    assert (1, [code]) == (outcome.status, outcome.codes)
    assert "AWS_ENDPOINT_URL" in outcome.document["problems"][0]["remedy"]


def test_a_table_that_is_not_there_is_one_problem(cli: Cli) -> None:
    """Each command that reads the table says that it can be provisioned."""
    for words in (("plan",), ("apply",), ("validate",), ("show", "a/b#v1"), ("unlock", "--all")):
        outcome = cli(*words, "--table", "absent", "--json")
        assert (1, ["aws-not-found"]) == (outcome.status, outcome.codes), words


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("plan", "--nonsense"),
        ("show",),
        ("show", ""),
        ("show", "/"),
        ("show", "a/"),
        ("show", "\udcff"),
        ("start", "shared/delta_builder#v1", "-p", "novalue"),
        ("start", "shared/delta_builder#v1", "-p", "A=1", "-p", "A=2"),
        ("start", "shared/delta_builder#v1", "--every", "0"),
        ("validate", "--records", ""),
        ("validate", "--records", "/nowhere"),
        ("validate", "--steps", "/nowhere"),
        ("apply", ""),
        ("apply", "/"),
        ("plan", "--out", "/"),
        ("unlock",),
        ("unlock", ""),
        ("provision", "", "v1", "--bucket", "demo-bucket"),
        ("provision", "ü", "v1", "--bucket", "Not A Bucket"),
        ("provision", "x" * 10_000, "v1", "--bucket", "demo-bucket"),
        ("provision", "ndr", "v1", "--bucket", "demo-bucket", "--to", "/dev/null/x"),
        ("local",),
        ("local", "serve", "--port", "99999"),
        ("local", "serve", "--port", "0", "--root", "/dev/null"),
        ("local", "serve", "--port", "0", "--bucket", "Not A Bucket"),
    ],
    ids=lambda words: " ".join(words)[:40].encode("ascii", "backslashreplace").decode(),
)
def test_careless_words_are_one_json_document_of_problems(
    cli: Cli, project: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Wrong words, wrong places, empty and huge values: exit status 1, and what to do instead."""
    assert project == "shared"
    if words == ("local",):
        assert cli(*words).status == 1
        return
    roomy = (*words, "--root", str(tmp_path)) if "serve" in words and "--root" not in words else words
    outcome = cli(*roomy, "--json")
    assert outcome.status == 1
    for problem in outcome.document["problems"]:
        assert problem["fault"]
        assert problem["remedy"]


def test_a_user_without_a_name_holds_the_lock_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user often stands in no table of users."""

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert f"uid {os.getuid()}" == changes._user()


def test_without_a_command_the_help_is_readable(bare: Cli) -> None:
    """The list of commands is on standard error, each on a line of its own."""
    outcome = bare()
    assert outcome.status == 1
    assert "\n  provision " in outcome.err


def test_a_reader_that_goes_away_is_no_error_message(bare: Cli) -> None:
    """`pipelines schema | head` says nothing on standard error."""
    with bare.running("schema") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(20) == 141
        assert process.stderr.read() == ""


def test_json_is_utf_8_whatever_the_terminal_is(bare: Cli, tmp_path: Path) -> None:
    """And text for people has what the terminal lacks escaped."""
    record = '{"project_name": "ü中", "job_name": "pipeline_x#v1", "spec": {}}'
    (tmp_path / "a.json").write_text(record, "utf-8")
    environment = bare.changed({"PYTHONIOENCODING": "latin-1", "NO_COLOR": "1"})
    words = [PIPELINES, "validate", "--records", tmp_path]
    done = subprocess.run([*words, "--json"], env=environment, capture_output=True, check=False)
    assert (1, b"") == (done.returncode, done.stderr)
    assert "ü中" in json.loads(done.stdout.decode("utf-8"))["problems"][0]["record"]
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert "ü\\u4e2d".encode("latin-1") in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_input_is_one_problem(bare: Cli) -> None:
    """As a scheduler may leave it."""
    script = f"exec {PIPELINES} event - --json <&-"
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=bare.changed({}), capture_output=True, text=True, check=False
    )
    assert (1, "") == (done.returncode, done.stderr)
    assert ["standard input is closed"] == [one["fault"] for one in json.loads(done.stdout)["problems"]]


def test_a_name_that_no_file_can_have_is_one_problem(bare: Cli) -> None:
    """Too long, or with a character that none has; in JSON, too."""
    for place in ("a" * 5_000, "a\udcff"):
        outcome = bare("validate", "--records", place, "--json")
        assert (1, ["no-such-place"]) == (outcome.status, outcome.codes)


@pytest.mark.parametrize(
    ("number", "status", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_an_interrupted_command_is_one_document(
    bare: Cli, tmp_path: Path, number: signal.Signals, status: int, word: str
) -> None:
    """Where a document is asked for; by Ctrl-C, and by what a CI that is cancelled sends."""
    os.mkfifo(tmp_path / "event")
    with bare.running("event", tmp_path / "event", "--json") as process, (tmp_path / "event").open("w"):
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (status, word) == (process.returncode, err.strip())
    assert ["interrupted"] == [one["code"] for one in json.loads(out)["problems"]]


def test_shell_completion_succeeds(bare: Cli) -> None:
    """A shell that stops on errors goes on."""
    outcome = bare(_PIPELINES_COMPLETE="bash_source")
    assert (0, True) == (outcome.status, "complete" in outcome.out)


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")])
def test_colours_can_be_left_out_on_a_terminal(bare: Cli, tmp_path: Path, variable: str, value: str) -> None:
    """Of a verdict and of problems (no-color.org)."""
    (tmp_path / "a.json").write_text('{"project_name": "p", "job_name": "pipeline_x#v1", "spec": {}}')
    environment = bare.changed({"TERM": "xterm", "NO_COLOR": None, variable: value})
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [PIPELINES, "validate", "--records", tmp_path], env=environment, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    assert process.returncode == 1
    assert b"not valid" in shown
    assert (b"\x1b[" in shown) is (value == "xterm")


def test_a_bug_is_a_document_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Its traceback is on standard error."""

    def break_down() -> None:
        raise KeyError("here")

    monkeypatch.setattr(schema, "record_schema", break_down)
    assert main(["schema", "--json"]) == 1
    told = capsys.readouterr()
    assert [("bug", "KeyError: 'here'")] == [
        (one["code"], one["fault"]) for one in json.loads(told.out)["problems"]
    ]
    assert "Traceback" in told.err


def test_a_full_disk_is_one_problem(bare: Cli) -> None:
    """What cannot be written is said on standard error."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as target:
        done = subprocess.run(
            [PIPELINES, "schema"], env=bare.changed({}), stdout=target, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_taken_port_is_one_problem(cli: Cli, tmp_path: Path) -> None:
    """The port of the running server cannot be had twice."""
    port = str(urlsplit(cli.environment["AWS_ENDPOINT_URL"]).port)
    outcome = cli("local", "serve", "--port", port, "--root", tmp_path, "--json")
    assert (1, ["port-taken"]) == (outcome.status, outcome.codes)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_on_a_signal(bare: Cli, tmp_path: Path, number: signal.Signals) -> None:
    """One signal is enough, and it is an orderly end."""
    with bare.running("local", "serve", "--port", "0", "--json", "--root", tmp_path) as server:
        assert server.stdout is not None
        json.loads(server.stdout.readline())
        server.send_signal(number)
        _, err = server.communicate(timeout=10)
    assert server.returncode == 0
    assert err == ""


def test_a_second_ctrl_c_does_not_wait_for_a_stubborn_step(
    bare: Cli, record_files: Path, tmp_path: Path
) -> None:
    """A step that ignores its signal holds the first Ctrl-C up; the second kills it and ends the server."""
    script = tmp_path / "steps/stubborn/run_stubborn.py"
    script.parent.mkdir(parents=True)
    (tmp_path / "steps/__init__.py").touch()
    script.write_text(
        "import os, pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(f'{{os.getpid()}}.')\n"
        "time.sleep(60)\n"
    )
    record = json.loads((record_files / "delta_builder.json").read_text("utf-8"))
    step = record["spec"]["scripts"]["steps"]["DeltaBuilderStep"]
    step["entry_script"] = script.name
    del step["data_prefixes"]["input_traffic"]
    parameters = json.loads((record_files / "project_parameters.json").read_text("utf-8"))
    records = tmp_path / "records.json"
    records.write_text(json.dumps([record, parameters]), "utf-8")
    words = (
        "local",
        "serve",
        "--port",
        "0",
        "--json",
        "--root",
        tmp_path / "runs",
        "--bucket",
        "demo-bucket",
    )
    with bare.running(*words) as server:
        assert server.stdout is not None
        cli = Cli({**bare.environment, **json.loads(server.stdout.readline())["environment"]})
        assert cli("apply", "--records", records, "--steps", tmp_path / "steps").status == 0
        given = (
            "MiniBatchId=a",
            "BatchStartTsIso=2020-04-30T00:00:00Z",
            "BatchEndTsIso=2020-04-30T00:15:00Z",
        )
        pairs = [word for pair in given for word in ("-p", pair)]
        assert cli("start", "ndr/delta_builder#v1", "--records", records, *pairs).status == 0
        pid = tmp_path / "pid"
        deadline = time.monotonic() + 20
        while not (pid.exists() and pid.read_text().endswith(".")):
            assert time.monotonic() < deadline, "the step did not begin"
            time.sleep(0.05)
        server.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            server.wait(1)
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text().rstrip(".")), 0)
