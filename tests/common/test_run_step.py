"""Running a step as a process: exit statuses, messages, stopping."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from common.interface import CODE_DIGEST_VARIABLE

SCRIPT = """
import sys, time
from common.context import run_step
from common.errors import InputError
def main(step):
    what = step.parameters["Mode"]
    if what == "ok":
        (step.output_folder("output_x") / "seen").write_text(step.prefix("input_x"))
        print(sorted(p.name for p in step.input_folder("input_x").iterdir()))
    if what == "fault":
        raise InputError("nothing\\nthere", remedy="Fill it.")
    if what == "bug":
        raise KeyError("SECRET-DATA")
    if what == "memory":
        bytes(10**17)
    if what == "sleep":
        print("asleep", flush=True)
        time.sleep(60)
    if what == "query":
        from common.engine import EmbeddedEngine
        engine = EmbeddedEngine(scratch=step.scratch, threads=2)
        print("asleep", flush=True)
        engine.execute("SELECT sum(sqrt(a.i + b.i)) FROM range(10000000) a(i), range(10000000) b(i)")
    if what == "absent":
        step.input_folder("input_y")
    if what == "empty":
        step.input_folder("input_empty")
run_step(main, entry=__file__)
"""

EMPTY = (
    "input: input input_empty (s3://b/raw/empty/) holds no object. "
    "Check that this batch was delivered, or run the step that writes this prefix first."
)
ABSENT = (
    "configuration: p/j#v1, XStep: the record names no input input_y. "
    "Add data_prefixes.input_y to the step in the record and apply again."
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A container's tree with one step and its data."""
    code = tmp_path / "opt/ml/processing/input/code"
    code.mkdir(parents=True)
    (code / "run.py").write_text(SCRIPT)
    entry = {"access": "mounted", "s3_prefix": "s3://b/raw/<Mode>"}
    datasets = {
        "input_x": {"direction": "input", **entry},
        "input_empty": {"direction": "input", **entry},
        "output_x": {"direction": "output", **entry},
    }
    document: dict[str, Any] = {
        "record": "p/j#v1",
        "step": "XStep",
        "parameters": ["Mode"],
        "datasets": datasets,
    }
    (code / "step.json").write_text(json.dumps(document | {"engine": "embedded", "config": {}}))
    elsewhere = tmp_path / "data/elsewhere"
    elsewhere.mkdir(parents=True)
    (elsewhere / "a.gz").write_text("x")
    (tmp_path / "opt/ml/processing/input/input_empty").mkdir()
    config = tmp_path / "opt/ml/config/processingjobconfig.json"
    config.parent.mkdir(parents=True)
    inputs = [
        {"InputName": "input_x", "AppManaged": False, "S3Input": {"LocalPath": "/data/elsewhere"}},
        {"InputName": "code", "AppManaged": False, "S3Input": {"LocalPath": "/opt/ml/processing/input/code"}},
    ]
    config.write_text(json.dumps({"ProcessingInputs": inputs, "ProcessingOutputConfig": {"Outputs": []}}))
    return tmp_path


def start(root: Path, *argv: str, **environment: str) -> subprocess.Popen[str]:
    """Start the step as the runner does."""
    return subprocess.Popen(
        [sys.executable, str(root / "opt/ml/processing/input/code/run.py"), *argv],
        env={**os.environ, "PIPELINES_CONTAINER_ROOT": str(root), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(root: Path, mode: str, **environment: str) -> tuple[int, str, str, str]:
    """Run to the end: status, output, log, exit message."""
    process = start(root, "--mode", mode, **environment)
    out, log = process.communicate(timeout=60)
    message = root / "opt/ml/output/message"
    return process.returncode, out, log, message.read_text() if message.exists() else ""


def test_a_good_step_leaves_no_message(root: Path) -> None:
    """Inputs lie where the job's configuration says, outputs as usual, placeholders are filled."""
    status, out, _, message = run(root, "ok")
    assert (status, out, message) == (0, "['a.gz']\n", "")
    assert (root / "opt/ml/processing/output/output_x/seen").read_text() == "s3://b/raw/ok/"


DELIVER = "Check that this batch was delivered, or run the step that writes this prefix first."
LARGER = "Use a larger instance or volume (compute.instance_type, compute.volume_size_gb)."
ADD = "Add data_prefixes.input_y to the step in the record and apply again."


@pytest.mark.parametrize(
    ("mode", "expected_status", "expected_message"),
    [
        ("fault", 5, "input: nothing there. Fill it."),
        ("empty", 5, f"input: input input_empty (s3://b/raw/empty/) holds no object. {DELIVER}"),
        ("memory", 7, f"resources: the work does not fit in memory and scratch space. {LARGER}"),
        ("absent", 4, f"configuration: p/j#v1, XStep: the record names no input input_y. {ADD}"),
    ],
)  # fmt: skip
def test_a_users_fault_is_one_line(
    root: Path, mode: str, expected_status: int, expected_message: str
) -> None:
    """A fault has its own status, its line in log and message, and no traceback."""
    status, _, log, message = run(root, mode)
    assert (expected_status, expected_message) == (status, message)
    assert "Traceback" not in log
    assert expected_message in log


def test_a_bug_keeps_its_data_out_of_the_message(root: Path) -> None:
    """The log has the traceback; the message has the place and nothing of the data."""
    status, _, log, message = run(root, "bug")
    assert status == 70
    assert "Traceback" in log
    assert "KeyError at run.py:" in message
    assert "SECRET" not in message


NAMED = 'from common.context import run_step\nrun_step("job:main", entry=__file__)\n'


def write_job(root: Path, source: str) -> Path:
    """Give the container a step whose main is named, in a module of its own."""
    code = root / "opt/ml/processing/input/code"
    (code / "run.py").write_text(NAMED)
    (code / "job.py").write_text(source)
    return code


def test_a_main_may_be_named(root: Path) -> None:
    """It is imported from beside the entry script, and run."""
    write_job(root, "def main(step): print(step.parameters['Mode'])")
    assert run(root, "named")[:2] == (0, "named\n")


def test_a_package_that_the_image_lacks_is_named(root: Path) -> None:
    """What is not there, or not whole, is told in one line with what to do."""
    for source in ("import packagex.part", "raise ImportError('libx.so: not found', name='packagex.native')"):
        write_job(root, source)
        status, _, log, message = run(root, "ok")
        assert status == 4
        assert message.startswith("configuration: the image lacks what the step needs: packagex cannot be")
        assert "compute.image_uri" in message
        assert "Traceback" not in log


def test_code_that_is_not_there_is_no_fault_of_the_image(root: Path) -> None:
    """A module of our own that lacks is a bug of ours."""
    write_job(root, "import common.nothing")
    status, _, log, message = run(root, "ok")
    assert (status, "Traceback" in log) == (70, True)
    assert message.startswith("bug: ModuleNotFoundError")


def test_code_that_was_not_applied_is_not_even_imported(root: Path) -> None:
    """The published code is checked before any of it but the check is run."""
    code = write_job(root, "print('imported')\ndef main(step): pass")
    assert run(root, "ok")[:2] == (0, "imported\n")
    status, out, *_ = run(root, "ok", **{CODE_DIGEST_VARIABLE: "0" * 64})
    assert (status, out) == (3, "")
    assert (code / "job.py").exists()


@pytest.mark.parametrize("after", [0, 0.01, 0.05, 0.2])
@pytest.mark.parametrize("mode", ["sleep", "query"])
def test_a_stopped_step_says_so(root: Path, mode: str, after: float) -> None:
    """SIGTERM, which SageMaker sends to stop a job, ends the step with a message and 143.

    In a query, too, wherever it is: the threads that compute it would take hours to finish what they do.
    """
    process = start(root, "--mode", mode)
    assert process.stdout is not None
    assert process.stdout.readline() == "asleep\n"
    time.sleep(after)
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 143
    assert time.monotonic() - began < 20
    assert (root / "opt/ml/output/message").read_text().startswith("stopped")


def test_code_that_was_not_applied_does_not_run(root: Path) -> None:
    """With a digest in the environment and no manifest to match, nothing of the step runs."""
    status, out, _, message = run(root, "ok", PIPELINES_CODE_SHA256="0" * 64)
    assert (status, out) == (3, "")
    assert message.startswith("code-mismatch: ")


def test_wrong_arguments_are_named(root: Path) -> None:
    """The step takes exactly its parameters."""
    process = start(root, "--mod", "ok")
    process.communicate(timeout=60)
    assert process.returncode == 2
    message = (root / "opt/ml/output/message").read_text()
    assert (
        message == "arguments: --mod is not a parameter of this step; --mode is missing. Give --mode VALUE."
    )


def test_a_job_configuration_that_is_none_is_a_configuration_error(root: Path) -> None:
    """A broken processingjobconfig.json ends in a message, not a traceback."""
    (root / "opt/ml/config/processingjobconfig.json").write_text('{"ProcessingInputs": [1]}')
    status, _, log, message = run(root, "ok")
    assert status == 4
    assert "Traceback" not in log
    assert "processingjobconfig.json" in message
