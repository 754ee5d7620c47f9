"""The runner against real processes: tiny scripts, an object store in memory."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.errors import ContractError, ParameterError, UsageError
from pipelines.local import ExecutionIdentity, Keep, Phase, State
from pipelines.local.container import StepFailedError, client_error
from pipelines.local.outcome import Failure

WRITE = 'mount("output", "data").joinpath("part.txt").write_text("done")'


def states(result):
    return {step.name: step.state for step in result.steps}


def ends(pid: int, within: float = 5.0) -> bool:
    """Whether a process is gone soon; one that nobody has reaped yet is."""
    limit = time.monotonic() + within
    while time.monotonic() < limit:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


def test_a_step_reads_its_inputs_and_its_output_goes_up(recipe, execute, store):
    """Inputs keep their structure below the prefix, and outputs land below theirs."""
    store.objects["bucket/raw/dt=1/a.txt"] = b"alpha"
    store.objects["bucket/raw/dt=2/b.txt"] = b"beta"
    script = """
        found = {str(p.relative_to(mount("input", "raw"))): p.read_text()
                 for p in mount("input", "raw").rglob("*") if p.is_file()}
        out = mount("output", "data") / "sub" / "all.json"
        out.parent.mkdir()
        out.write_text(json.dumps(found, sort_keys=True))
    """
    recipe.step("A", script, inputs={"raw": "s3://bucket/raw/"}, outputs={"data": "s3://bucket/out/"})

    result = execute(recipe)

    assert result.status == "Succeeded"
    assert json.loads(store.objects["bucket/out/sub/all.json"]) == {
        "dt=1/a.txt": "alpha",
        "dt=2/b.txt": "beta",
    }


def test_arguments_and_prefixes_get_the_parameters(recipe, execute, store):
    """`Get` and `Std:Join` are resolved in arguments, environment and S3 URIs."""
    joined = {"Std:Join": {"On": "", "Values": ["s3://bucket/out/", {"Get": "Parameters.Batch"}, "/"]}}
    recipe.parameter("Batch").parameter("Mode", DefaultValue="full")
    recipe.step(
        "A",
        'mount("output", "data").joinpath("x").write_text(" ".join([*sys.argv[1:], os.environ["WHO"]]))',
        outputs={"data": joined},
        arguments=["--batch", {"Get": "Parameters.Batch"}, "--mode", {"Get": "Parameters.Mode"}],
        environment={"WHO": {"Get": "Execution.PipelineName"}},
    )

    execute(recipe, {"Batch": "b-7"})

    assert store.objects["bucket/out/b-7/x"] == b"--batch b-7 --mode full ndr-prod-15m-v1"


def test_the_environment_of_the_caller_stays_outside(recipe, execute, store, monkeypatch):
    """A step sees the definition's variables and a handful of fixed ones, nothing of the caller's."""
    monkeypatch.setenv("SECRET_OF_THE_CALLER", "hunter2")
    script = 'mount("output", "data").joinpath("env").write_text(json.dumps(sorted(os.environ)))'
    recipe.step("A", script, outputs={"data": "s3://bucket/out/"}, environment={"PIPELINES_CODE_SHA256": "0"})

    execute(recipe, environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})

    seen = set(json.loads(store.objects["bucket/out/env"]))
    assert seen - {"LC_CTYPE"} == {
        "AWS_ENDPOINT_URL", "HOME", "LANG", "PATH", "PIPELINES_CODE_SHA256", "PIPELINES_CONTAINER_ROOT"
    }  # fmt: skip


def test_the_job_configuration_is_what_sagemaker_writes(recipe, execute, store, identity):
    """processingjobconfig.json names the job, its inputs and outputs with the container's paths."""
    script = """
        text = (root / "opt/ml/config/processingjobconfig.json").read_text()
        mount("output", "data").joinpath("config").write_text(text)
    """
    recipe.step("A", script, outputs={"data": "s3://bucket/out/"}, arguments=["--x", "1"], max_runtime=60)

    execute(recipe)

    config = json.loads(store.objects["bucket/out/config"])
    assert config["ProcessingJobName"].startswith(f"pipelines-{identity.id}-A-")
    assert config["ProcessingJobArn"].endswith(f":processing-job/{config['ProcessingJobName'].lower()}")
    assert config["AppSpecification"]["ContainerArguments"] == ["--x", "1"]
    assert config["StoppingCondition"] == {"MaxRuntimeInSeconds": 60}
    assert config["ProcessingInputs"] == [
        {
            "InputName": "code",
            "AppManaged": False,
            "S3Input": {
                "S3Uri": "s3://bucket/code/A/",
                "LocalPath": "/opt/ml/processing/input/code",
                "S3DataType": "S3Prefix",
                "S3InputMode": "File",
                "S3DataDistributionType": "FullyReplicated",
                "S3CompressionType": "None",
            },
        }
    ]
    assert config["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["LocalPath"] == (
        "/opt/ml/processing/output/data"
    )


def test_steps_that_do_not_depend_on_each_other_overlap(recipe, execute, tmp_path):
    """Two steps meet at a barrier that neither passes alone."""
    meet = """
        mine, other = (pathlib.Path(word) for word in sys.argv[1:])
        mine.touch()
        while not other.exists():
            time.sleep(0.01)
    """
    left, right = str(tmp_path / "left"), str(tmp_path / "right")
    recipe.step("Left", meet, arguments=[left, right], max_runtime=20)
    recipe.step("Right", meet, arguments=[right, left], max_runtime=20)

    assert execute(recipe).status == "Succeeded"


def test_no_more_steps_run_at_once_than_allowed(recipe, execute, tmp_path):
    """With room for one, a step never sees another one's mark."""
    alone = """
        mark = pathlib.Path(sys.argv[1])
        mark.mkdir()
        time.sleep(0.05)
        mark.rmdir()
    """
    for name in "ABC":
        recipe.step(name, alone, arguments=[str(tmp_path / "mark")])

    assert execute(recipe, max_parallel=1).status == "Succeeded"


def test_a_step_waits_for_what_it_depends_on(recipe, execute):
    """DependsOn orders two steps, and the second finds what the first wrote."""
    read = 'assert mount("input", "data").joinpath("part.txt").read_text() == "done"'
    recipe.step("Second", read, inputs={"data": "s3://bucket/out/"}, after=("First",))
    recipe.step("First", WRITE, outputs={"data": "s3://bucket/out/"})

    result = execute(recipe)

    assert states(result) == {"Second": State.SUCCEEDED, "First": State.SUCCEEDED}


def test_a_reference_to_an_output_orders_the_steps(recipe, execute):
    """`Get: Steps.X…` makes an edge without DependsOn, and gives the URI that the step wrote to."""
    where = {"Get": "Steps.First.ProcessingOutputConfig.Outputs['data'].S3Output.S3Uri"}
    recipe.step(
        "Second", 'assert mount("input", "data").joinpath("part.txt").exists()', inputs={"data": where}
    )
    recipe.step("First", WRITE, outputs={"data": "s3://bucket/out/"})

    assert execute(recipe).status == "Succeeded"


def test_a_failed_step_says_why(recipe, execute):
    """The reason has the exit code, the exit message and the last lines of the step's own log."""
    script = r"""
        (root / "opt/ml/output/message").write_text("no rows in the window")
        for number in range(100):
            print("line", number, flush=True)
        print("\x1b[31mboom\x1b[0m", file=sys.stderr)
        sys.exit(3)
    """
    recipe.step("A", script)

    result = execute(recipe)

    failure = result.steps[0].failure
    assert (result.status, failure.kind, failure.exit_code) == ("Failed", "AlgorithmError", 3)
    assert failure.message == "no rows in the window"
    assert failure.log_tail[-2:] == ("line 99", "[31mboom[0m")
    assert failure.reason.startswith(
        "AlgorithmError: exit code 3. no rows in the window Last lines of its log: "
    )
    assert failure.reason.endswith("line 99\n[31mboom[0m")
    assert "line 0\n" in result.steps[0].log.read_text()
    assert result.reason.startswith(
        "Step failure: One or multiple steps failed. A: AlgorithmError: exit code 3"
    )


def test_a_reason_fits_the_service_limit_and_keeps_the_end_of_the_log(recipe, execute):
    """However long log and message are, it has at most 1,024 characters and ends with the last line."""
    script = """
        (root / "opt/ml/output/message").write_text("m" * 700)
        print("x" * 5000)
        print("the very end")
        sys.exit(1)
    """
    recipe.step("A", script)

    reason = execute(recipe).steps[0].failure.reason

    assert len(reason) <= 1024
    assert reason.endswith("the very end")


def test_outputs_of_a_failed_step_stay_down(recipe, execute, store):
    """A step that writes everything and then fails uploads nothing."""
    recipe.step("A", f"{WRITE}\nsys.exit(1)", outputs={"data": "s3://bucket/out/"})

    execute(recipe)

    assert store.keys("bucket/out/") == []


BOTH = """
    for name in ("data", "report"):
        mount("output", name).joinpath("part.txt").write_text("done")
"""
PREFIXES = {"data": "s3://bucket/out/data/", "report": "s3://bucket/out/report/"}


@pytest.mark.parametrize(
    ("end", "state"), [("sys.exit(1)", State.FAILED), ("time.sleep(60)", State.FAILED), ("", State.SUCCEEDED)]
)
def test_continuous_outputs_go_up_however_a_step_ends(recipe, execute, store, end, state):
    """After exit 1, after the end of its time and after success; the others only after success."""
    script = textwrap.dedent(BOTH) + end
    recipe.step(
        "A", script, outputs=PREFIXES, continuous=("report",), max_runtime=3 if "sleep" in end else None
    )

    result = execute(recipe)

    up = ["bucket/out/report/part.txt"]
    if state is State.SUCCEEDED:
        up.insert(0, "bucket/out/data/part.txt")
    assert (states(result), store.keys("bucket/out/")) == ({"A": state}, up)


def _end_when(written, *signals):
    """Set the signals, in order, as soon as the step has left its mark."""

    def watch():
        while not written.exists():
            time.sleep(0.01)
        for each in signals:
            each.set()

    threading.Thread(target=watch, daemon=True).start()


@pytest.mark.parametrize("killed", [False, True])
def test_continuous_outputs_of_a_stopped_step_go_up_unless_it_is_killed(
    recipe, execute, store, tmp_path, killed
):
    """What was written before the stop is there, as on SageMaker; whoever kills a run wants it to end."""
    stop, kill, written = threading.Event(), threading.Event(), tmp_path / "written"
    script = f'{textwrap.dedent(BOTH)}pathlib.Path("{written}").touch()\ntime.sleep(60)'
    recipe.step("A", script, outputs=PREFIXES, continuous=("report",))
    _end_when(written, *([kill] if killed else []), stop)

    result = execute(recipe, stop=stop, kill=kill)

    assert states(result) == {"A": State.STOPPED}
    assert store.keys("bucket/out/") == ([] if killed else ["bucket/out/report/part.txt"])


def test_what_cannot_go_up_does_not_hide_why_a_step_failed(recipe, execute, store):
    """A link among the continuous outputs stays down, and the step's own reason stands."""
    script = 'mount("output", "report").joinpath("x").symlink_to("/etc/passwd")\nsys.exit(3)'
    recipe.step("A", script, outputs=PREFIXES, continuous=("report",))

    result = execute(recipe)

    assert result.steps[0].failure.exit_code == 3
    assert store.keys("bucket/out/") == []


def test_a_failure_blocks_what_depends_on_it_and_nothing_else(recipe, execute, tmp_path):
    """Dependents never start; an independent branch goes on to its end."""
    failed = tmp_path / "failed"
    recipe.step("Bad", f'pathlib.Path("{failed}").touch()\nsys.exit(1)')
    recipe.step("Behind", "", after=("Bad",))
    recipe.step("FarBehind", "", after=("Behind",))
    wait = f'while not pathlib.Path("{failed}").exists(): time.sleep(0.01)\ntime.sleep(0.1)'
    recipe.step("Slow", wait, max_runtime=20)
    recipe.step("AfterSlow", "", after=("Slow",))

    result = execute(recipe)

    assert result.status == "Failed"
    assert states(result) == {
        "Bad": State.FAILED,
        "Behind": State.NOT_STARTED,
        "FarBehind": State.NOT_STARTED,
        "Slow": State.SUCCEEDED,
        "AfterSlow": State.SUCCEEDED,
    }


def test_a_missing_input_names_the_step_that_fills_it(recipe, execute):
    """An empty prefix fails the step; the message says which step of the definition writes it, if any."""
    recipe.step("Writer", "", outputs={"delta": "s3://bucket/features/delta/"})
    recipe.step("Reader", "", inputs={"delta": "s3://bucket/features/delta/"}, after=("Writer",))
    recipe.step("Stranger", "", inputs={"raw": "s3://bucket/raw/"})

    failures = {step.name: step.failure for step in execute(recipe).failures}

    assert failures.keys() == {"Reader", "Stranger"}
    assert {failure.kind for failure in failures.values()} == {"ClientError"}
    assert "No S3 objects found under S3 URL \"s3://bucket/features/delta/\" given in input 'delta'" in (
        failures["Reader"].fault
    )
    assert "filled by Writer of this pipeline" in failures["Reader"].fault
    assert "no step of this pipeline writes it" in failures["Stranger"].fault


@pytest.mark.parametrize("key", ["raw/../../../../escape", "raw/a//b", "raw/./a", "raw/a/..", "raw/nul\0"])
def test_an_object_key_cannot_leave_the_scratch_root(recipe, execute, store, tmp_path, key):
    """A key with '..', '.', an empty part or NUL fails the step, and no file appears outside the mount."""
    store.objects[f"bucket/{key}"] = b"evil"
    recipe.step("A", "", inputs={"raw": "s3://bucket/raw/"})

    result = execute(recipe)

    assert result.steps[0].failure.kind == "ClientError"
    assert "cannot be a file" in result.steps[0].failure.fault
    assert not list(tmp_path.rglob("*escape*"))


def test_a_key_that_is_both_file_and_folder_fails_the_step(recipe, execute, store):
    """`raw/a` and `raw/a/b` cannot both be files; the step says so instead of losing one."""
    store.objects["bucket/raw/a"] = b"1"
    store.objects["bucket/raw/a/b"] = b"2"
    recipe.step("A", "", inputs={"raw": "s3://bucket/raw/"})

    assert execute(recipe).steps[0].failure.kind == "ClientError"


@pytest.mark.parametrize("path", ["/opt/ml/processing/../../../etc", "/etc", "relative", ""])
def test_a_local_path_cannot_leave_the_container(recipe, execute, path):
    """A mount outside /opt/ml/processing fails the step."""
    recipe.step("A", "")
    recipe.steps[0]["Arguments"]["ProcessingInputs"][0]["S3Input"]["LocalPath"] = path

    assert "not below /opt/ml/processing" in execute(recipe).steps[0].failure.fault


@pytest.mark.parametrize(
    "script",
    [
        'mount("output", "data").joinpath("x").symlink_to("/etc/passwd")',
        'os.mkfifo(mount("output", "data") / "x")',
        'mount("output", "data").rmdir()\nmount("output", "data").symlink_to("/etc")',
        'mount("output", "data").joinpath("folder").symlink_to("/etc")',
    ],
)
def test_only_files_of_the_step_itself_go_up(recipe, execute, store, script):
    """Links and pipes among the outputs fail the step: they may lead anywhere, or never end."""
    recipe.step("A", script, outputs={"data": "s3://bucket/out/"})

    result = execute(recipe)

    assert result.steps[0].failure.kind == "ClientError"
    assert store.keys("bucket/out/") == []


def test_a_message_that_is_a_pipe_is_no_message(recipe, execute):
    """Reading it would wait for ever."""
    recipe.step("A", 'os.mkfifo(root / "opt/ml/output/message")')

    assert execute(recipe).status == "Succeeded"


def test_a_symbolic_link_among_the_outputs_fails_the_step(recipe, execute, store):
    """What a link points at may lie anywhere, so nothing of the step goes up."""
    recipe.step("A", f'{WRITE}\nmount("output", "data").joinpath("passwd").symlink_to("/etc/passwd")',
                outputs={"data": "s3://bucket/out/"})  # fmt: skip

    result = execute(recipe)

    assert "neither a file nor a folder" in result.steps[0].failure.fault
    assert store.keys("bucket/out/") == []


def test_words_of_a_command_never_reach_a_shell(recipe, execute, store):
    """Shell characters in an argument arrive as they are."""
    word = "$(touch /tmp/owned); `id` && > x | *"
    recipe.step("A", 'mount("output", "data").joinpath("x").write_text(sys.argv[1])',
                outputs={"data": "s3://bucket/out/"}, arguments=[word])  # fmt: skip

    execute(recipe)

    assert store.objects["bucket/out/x"] == word.encode()


def test_a_step_that_runs_too_long_is_ended(recipe, execute, store):
    """SIGTERM comes at the limit; what the step writes then does not go up; its children end with it."""
    script = f"""
        import subprocess
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print("child", child.pid, flush=True)
        signal.signal(signal.SIGTERM, lambda *_: ({WRITE}, print("goodbye", flush=True), sys.exit(0)))
        time.sleep(60)
    """
    recipe.step("A", script, outputs={"data": "s3://bucket/out/"}, max_runtime=1)

    step = execute(recipe).steps[0]

    assert step.failure.fault == "ran longer than MaxRuntimeInSeconds, 1 s, and was ended"
    assert step.failure.log_tail[-1] == "goodbye"
    assert store.keys("bucket/out/") == []
    assert ends(int(step.log.read_text().split()[1]))


def test_a_step_that_ignores_sigterm_is_killed_after_the_grace(recipe, execute):
    """SIGKILL follows SIGTERM after the grace, and the exit code tells."""
    recipe.step("A", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)", max_runtime=1)

    assert execute(recipe, grace=0.2).steps[0].failure.exit_code == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_step_leaves_behind_ends_with_it(recipe, execute):
    """A child that outlives its step's process is ended, as a container would."""
    script = """
        import subprocess
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print(child.pid)
    """
    recipe.step("A", script)

    result = execute(recipe)

    assert result.status == "Succeeded"
    assert ends(int(result.steps[0].log.read_text()))


def test_stop_ends_running_steps_and_starts_no_more(recipe, execute, store, tmp_path):
    """Running steps become Stopped, waiting ones never start, nothing goes up."""
    stop, started = threading.Event(), tmp_path / "started"
    recipe.step("A", f'{WRITE}\npathlib.Path("{started}").touch()\ntime.sleep(60)',
                outputs={"data": "s3://bucket/out/"})  # fmt: skip
    recipe.step("B", "", after=("A",))

    def watch():
        while not started.exists():
            time.sleep(0.01)
        stop.set()

    threading.Thread(target=watch).start()
    begun = time.monotonic()
    result = execute(recipe, stop=stop)

    assert (result.status, states(result)) == ("Stopped", {"A": State.STOPPED, "B": State.NOT_STARTED})
    assert time.monotonic() - begun < 10
    assert store.keys("bucket/out/") == []


def test_a_kill_does_not_wait_for_the_grace(recipe, execute, tmp_path):
    """With both events set, a step that ignores SIGTERM ends at once."""
    stop, kill, started = threading.Event(), threading.Event(), tmp_path / "started"
    script = f"""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pathlib.Path("{started}").touch()
        time.sleep(60)
    """
    recipe.step("A", script)

    def watch():
        while not started.exists():
            time.sleep(0.01)
        stop.set()
        kill.set()

    threading.Thread(target=watch).start()
    begun = time.monotonic()
    result = execute(recipe, stop=stop, kill=kill, grace=60.0)

    assert (result.status, time.monotonic() - begun < 20) == ("Stopped", True)


def test_a_stop_ends_the_wait_for_a_retry(recipe, execute, store):
    """A step that waits for its next attempt does not hold up the stop."""
    stop = threading.Event()
    recipe.step("A", "", retries=[{**POLICY, "IntervalSeconds": 600}])

    def listen(event):
        if event.phase is Phase.WAITING:
            stop.set()

    begun = time.monotonic()
    result = execute(recipe, store=Broken(store, [INTERNAL]), stop=stop, on_event=listen)

    assert (result.steps[0].failure, time.monotonic() - begun < 20) == (INTERNAL, True)


def test_executions_share_their_slots(new_recipe, execute, tmp_path):
    """With one slot for two executions, their steps never meet; a stop ends the wait for it."""
    slots, results = threading.BoundedSemaphore(1), []
    alone = f"""
        mark = pathlib.Path("{tmp_path / "mark"}")
        mark.mkdir()
        time.sleep(0.1)
        mark.rmdir()
    """

    def go(name):
        identity = ExecutionIdentity("p", name, datetime.now(UTC))
        results.append(execute(new_recipe().step("A", alone), execution=identity, slots=slots).status)

    threads = [threading.Thread(target=go, args=(f"e{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["Succeeded"] * 3

    with slots:
        stop = threading.Event()
        threading.Timer(0.2, stop.set).start()
        identity = ExecutionIdentity("p", "last", datetime.now(UTC))
        result = execute(new_recipe().step("A", alone), execution=identity, slots=slots, stop=stop)
    assert states(result) == {"A": State.STOPPED}


def test_a_stop_before_the_start_runs_nothing(recipe, execute):
    """With the event set already, no process starts."""
    stop = threading.Event()
    stop.set()
    recipe.step("A", "")

    result = execute(recipe, stop=stop)

    assert (result.status, states(result)) == ("Stopped", {"A": State.NOT_STARTED})


def test_ctrl_c_ends_the_steps_before_it_ends_the_run(recipe, tmp_path):
    """SIGINT to the runner's process: the step gets SIGTERM and ends, then KeyboardInterrupt comes out."""
    script = """
        signal.signal(signal.SIGTERM, lambda *_: (print("asked to end", flush=True), sys.exit(1)))
        print("pid", os.getpid(), flush=True)
        pathlib.Path(sys.argv[1]).touch()
        time.sleep(60)
    """
    started = tmp_path / "started"
    recipe.step("A", script, arguments=[str(started)])
    (tmp_path / "code").write_text(recipe.scripts["A"])
    (tmp_path / "definition").write_text(json.dumps(recipe.definition))
    program = f"""
        import pathlib, sys
        from datetime import datetime, UTC
        from pipelines.local import Runner, ExecutionIdentity, StoredObject
        home = pathlib.Path({str(tmp_path)!r})
        class Store:
            connections = 1
            def list(self, prefix):
                yield StoredObject("code/A/run_A.py", 1)
            def download(self, source, target):
                target.write_text((home / "code").read_text())
        try:
            Runner(Store(), home / "scratch", grace=5).run(
                (home / "definition").read_text(), {{}}, ExecutionIdentity("p", "e", datetime.now(UTC)))
        except KeyboardInterrupt:
            sys.exit(130)
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)])
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=20) == 130
    log = (tmp_path / "scratch/e/A/1/log.txt").read_text()
    assert "asked to end" in log
    assert ends(int(log.split()[1]))


class Broken:
    """A store that fails a number of times before it works."""

    def __init__(self, store, failures: list[Failure]):
        self.store, self.failures = store, failures

    def list(self, prefix):
        if self.failures:
            raise StepFailedError(self.failures.pop(0))
        return self.store.list(prefix)

    def __getattr__(self, name):
        return getattr(self.store, name)


class FakeClock:
    """A clock that jumps instead of waiting, and remembers how far."""

    def __init__(self):
        self.waited: list[float] = []

    def now(self):
        return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self):
        return sum(self.waited)

    def wait(self, seconds, stopped):  # noqa: ARG002 - the clock's interface
        self.waited.append(seconds)


INTERNAL = Failure("InternalServerError", "We encountered an internal error")
POLICY = {
    "ExceptionType": ["SageMaker.JOB_INTERNAL_ERROR"],
    "IntervalSeconds": 10,
    "BackoffRate": 2.0,
    "MaxAttempts": 3,
}


def test_an_internal_error_is_tried_again_as_the_policy_says(recipe, execute, store):
    """Two faults of the store cost two waits, the second twice the first, and the third attempt succeeds."""
    clock, events = FakeClock(), []
    recipe.step("A", WRITE, outputs={"data": "s3://bucket/out/"}, retries=[POLICY])

    result = execute(recipe, store=Broken(store, [INTERNAL, INTERNAL]), clock=clock, on_event=events.append)

    assert (result.status, result.steps[0].attempts, clock.waited) == ("Succeeded", 3, [10, 20.0])
    phases = [(event.attempt, event.phase) for event in events if event.phase is not Phase.DOWNLOADING]
    assert phases[:4] == [(1, Phase.FAILED), (1, Phase.WAITING), (2, Phase.FAILED), (2, Phase.WAITING)]
    assert phases[-1] == (3, Phase.SUCCEEDED)
    assert sorted(path.name for path in (result.folder / "A").iterdir()) == ["1", "2", "3"]


def test_retries_end_after_max_attempts(recipe, execute, store):
    """Three retries are four attempts; then the last failure stands."""
    recipe.step("A", "", retries=[POLICY])

    result = execute(recipe, store=Broken(store, [INTERNAL] * 9), clock=FakeClock())

    assert (result.status, result.steps[0].attempts, result.steps[0].failure) == ("Failed", 4, INTERNAL)


def test_a_script_that_fails_is_not_tried_again(recipe, execute):
    """An exit code is an AlgorithmError, which no policy of the service retries."""
    recipe.step("A", "sys.exit(1)", retries=[{**POLICY, "ExceptionType": ["SageMaker.JOB_INTERNAL_ERROR"]}])

    assert execute(recipe, clock=FakeClock()).steps[0].attempts == 1


def test_a_spark_step_says_what_it_needs(recipe, execute, monkeypatch):
    """Without smspark-submit, and without Spark, the step fails with words, not with a traceback."""
    monkeypatch.setattr("pipelines.local.attempt.find_spec", lambda _name: None)
    recipe.step("A", "", entrypoint=["smspark-submit", "/opt/ml/processing/input/code/run_A.py"])

    fault = execute(recipe).steps[0].failure.fault

    assert fault.startswith("engine spark needs the command smspark-submit")


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_a_spark_step_runs_with_the_own_interpreter(recipe, execute):
    """With PySpark and Java on the machine, no smspark-submit is needed."""
    recipe.step("A", "", entrypoint=["smspark-submit", "/opt/ml/processing/input/code/run_A.py"])

    assert execute(recipe).steps[0].failure is None


def test_a_command_that_is_not_there_is_named(recipe, execute):
    """The same for any other entry point."""
    recipe.step("A", "", entrypoint=["no-such-program"])

    assert (
        execute(recipe).steps[0].failure.fault == "the entry point 'no-such-program' is not on this machine"
    )


def test_a_message_that_is_not_utf8_fails_the_job(recipe, execute, store):
    """As on SageMaker, even when the process itself succeeded."""
    recipe.step("A", f'{WRITE}\n(root / "opt/ml/output/message").write_bytes(b"\\xff\\xfe")',
                outputs={"data": "s3://bucket/out/"})  # fmt: skip

    result = execute(recipe)

    assert result.steps[0].failure.fault == "/opt/ml/output/message is not UTF-8"
    assert store.keys("bucket/out/") == []


def test_a_message_is_cut_at_a_character(recipe, execute):
    """The first 1,024 bytes count, and half a character is none."""
    recipe.step("A", '(root / "opt/ml/output/message").write_text("x" + "é" * 600)\nsys.exit(1)')

    assert execute(recipe).steps[0].failure.message == "x" + "é" * 511


def test_events_count_files_and_bytes(recipe, execute, store):
    """Downloads and uploads end with as many files and bytes as they announced."""
    for number in range(10):
        store.objects[f"bucket/raw/{number}"] = b"12345"
    events = []
    recipe.step("A", WRITE, inputs={"raw": "s3://bucket/raw/"}, outputs={"data": "s3://bucket/out/"})

    execute(recipe, on_event=events.append)

    down = [event.progress for event in events if event.phase is Phase.DOWNLOADING][-1]
    up = [event.progress for event in events if event.phase is Phase.UPLOADING][-1]
    assert (down.files, down.files_total, down.bytes) == (11, 11, down.bytes_total)
    assert (up.files, up.files_total, up.bytes, up.bytes_total) == (1, 1, 4, 4)
    assert events[-1].phase is Phase.SUCCEEDED


def test_a_fault_of_the_listener_ends_the_run(recipe, execute):
    """An exception of on_event comes out, after the steps have ended."""

    def listen(event):
        if event.phase is Phase.RUNNING:
            raise RuntimeError("no more")

    recipe.step("A", "time.sleep(60)")
    begun = time.monotonic()

    with pytest.raises(RuntimeError, match="no more"):
        execute(recipe, on_event=listen)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("keep", "left"), [(Keep.ALWAYS, {"Good", "Bad"}), (Keep.ON_FAILURE, {"Bad"}), (Keep.NEVER, set())]
)
def test_data_is_kept_as_asked_and_logs_always(recipe, execute, keep, left):
    """The policy decides whose files stay; the logs of all steps do."""
    recipe.step("Good", "print(1)")
    recipe.step("Bad", "print(2)\nsys.exit(1)")

    result = execute(recipe, keep=keep)

    assert {step.name for step in result.steps if (result.folder / step.name / "1" / "opt").exists()} == left
    assert {step.name for step in result.steps if step.log.exists()} == {"Good", "Bad"}


def test_two_executions_do_not_share_a_folder(recipe, execute):
    """An execution whose folder is there already is refused, so that leftovers never mix in."""
    recipe.step("A", "")
    execute(recipe)

    with pytest.raises(UsageError, match="execution-exists"):
        execute(recipe)


def test_two_executions_run_at_once(new_recipe, execute):
    """One runner serves two threads; each sees its own parameters."""
    results = {}

    def go(name):
        recipe = (
            new_recipe()
            .parameter("Name")
            .step("A", "print(sys.argv[1])", arguments=[{"Get": "Parameters.Name"}])
        )
        results[name] = execute(
            recipe, {"Name": name}, execution=ExecutionIdentity("p", name, datetime.now(UTC))
        )

    threads = [threading.Thread(target=go, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {name: result.steps[0].log.read_text() for name, result in results.items()} == {
        "one": "one\n", "two": "two\n"
    }  # fmt: skip


def test_wrong_parameters_start_nothing(recipe, execute, tmp_path):
    """All faults of the parameters come at once, before any folder is made."""
    recipe.parameter("Needed").parameter("Empty").step("A", "")

    with pytest.raises(ParameterError) as caught:
        execute(recipe, {"Empty": "", "Unknown": "x"})

    assert [(problem.field, problem.code) for problem in caught.value.problems] == [
        ("Empty", "empty-parameter"),
        ("Needed", "missing-parameter"),
        ("Unknown", "unknown-parameter"),
    ]
    assert not (tmp_path / "scratch").exists()


def test_a_variable_that_nothing_defines_fails_its_step(recipe, execute):
    """A reference to nowhere is the step's failure, in SageMaker's words."""
    recipe.step("A", "", arguments=[{"Get": "Parameters.Nowhere"}])

    assert execute(recipe).steps[0].failure.fault == "Parameters.Nowhere is undefined."


def test_other_kinds_of_steps_fail_with_words(recipe, execute):
    """Only Processing runs locally."""
    recipe.step("A", "")
    recipe.steps[0]["Type"] = "Training"

    assert "only Processing runs locally" in execute(recipe).steps[0].failure.fault


def test_a_malformed_definition_is_refused(execute, new_recipe):
    """A circle is named before anything starts."""
    recipe = new_recipe().step("A", "", after=("B",)).step("B", "", after=("A",))

    with pytest.raises(ContractError, match="A -> B -> A"):
        execute(recipe)


def test_a_refusal_of_the_store_is_the_step_s_failure(recipe, execute, store):
    """What the store says stands in the reason."""
    recipe.step("A", "")

    result = execute(
        recipe, store=Broken(store, [client_error("cannot list s3://bucket/: AccessDenied").failure])
    )

    assert result.steps[0].failure.reason == "ClientError: cannot list s3://bucket/: AccessDenied"
