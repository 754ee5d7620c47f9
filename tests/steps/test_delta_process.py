"""The delta builder as its container runs it: the published files alone, in a process of their own."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from delta_container import END, REPOSITORY, START, Container, lines, session

ENTRY = "run_delta_builder.py"


@pytest.fixture
def published(container: Container) -> Container:
    """A container whose code is what is published: entry script, common, the step's folder, manifest."""
    rows = [session(source_ip=f"10.0.{n % 7}.{n % 200 + 1}", source_bytes=n) for n in range(2000)]
    container.lay({f"{n}.jsonl.gz": lines(rows) for n in range(3)}, {})
    unwanted = shutil.ignore_patterns("__pycache__", "py.typed")
    shutil.copytree(REPOSITORY / "common", container.code / "common", ignore=unwanted)
    shutil.copytree(
        REPOSITORY / "steps/delta_builder", container.code / "steps/delta_builder", ignore=unwanted
    )
    shutil.copy(REPOSITORY / "steps/__init__.py", container.code / "steps/__init__.py")
    shutil.copy(REPOSITORY / "steps/delta_builder" / ENTRY, container.code / ENTRY)
    files = {
        path.relative_to(container.code).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in container.code.rglob("*")
        if path.is_file()
    }
    (container.code / "manifest.json").write_text(json.dumps({"files": files}))
    return container


def start(container: Container, **environment: str) -> subprocess.Popen[bytes]:
    """Start the step without this repository on its path: `-S` leaves out the editable installation too."""
    manifest = (container.code / "manifest.json").read_bytes()
    return subprocess.Popen(
        [sys.executable, "-S", str(container.code / ENTRY), *container.arguments(START, END)],
        cwd=container.root,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": sysconfig.get_paths()["purelib"],
            "PIPELINES_CONTAINER_ROOT": str(container.root),
            "PIPELINES_CODE_SHA256": hashlib.sha256(manifest).hexdigest(),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_published_files_run_alone(published: Container) -> None:
    """Nothing of the repository is needed; progress and report are in the log; there is no exit message."""
    process = start(published)
    _, log = process.communicate(timeout=120)
    assert process.returncode == 0, log.decode()
    outcome = published.outcome()
    assert outcome.report["rows"]["accepted"] == 6000
    assert sum(row["sessions_cnt"] for row in outcome.deltas) == 12_000
    assert b"progress 5/5 write deltas: " in log
    assert b'report {"deltas":' in log
    assert not (published.root / "opt/ml/output/message").exists()


def test_code_that_was_changed_since_it_was_applied_is_refused(published: Container) -> None:
    """One changed character in a published file, and nothing is written."""
    path = published.code / "steps/delta_builder/deltas.py"
    path.write_text(path.read_text().replace("1_000_000", "1_000_001"))
    process = start(published)
    process.communicate(timeout=120)
    assert process.returncode == 3
    message = (published.root / "opt/ml/output/message").read_text()
    assert message.startswith(
        "code-mismatch: published files differ from the manifest: steps/delta_builder/deltas.py"
    )
    assert not list(published.output("output_delta").rglob("*"))


def test_a_second_run_writes_the_same_bytes(published: Container) -> None:
    """Deltas, rejects and report of a rerun are byte for byte those of the first run."""
    digests = []
    for _ in range(2):
        start(published).communicate(timeout=120)
        digests.append(all_digests(published.root / "opt/ml/processing/output"))
    assert len(digests[0]) == 4
    assert digests[0] == digests[1]


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.5, 0.8, 0.9, 0.97])
def test_a_killed_run_leaves_no_half_file(published: Container, share: float) -> None:
    """Whenever SIGKILL comes, every file that a reader would take is whole, and the next run is as ever."""
    began = time.monotonic()
    start(published).communicate(timeout=120)
    whole = time.monotonic() - began
    expected = all_digests(published.root / "opt/ml/processing/output")
    shutil.rmtree(published.root / "opt/ml/processing/output")
    process = start(published)
    time.sleep(whole * share)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    for path in visible(published.output("output_delta")):
        with duckdb.connect() as connection:
            connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)])
    start(published).communicate(timeout=120)
    assert expected == all_digests(published.root / "opt/ml/processing/output")


def all_digests(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, with its digest."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def visible(folder: Path) -> list[Path]:
    """The files that a reader takes for data."""
    files = folder.rglob("*.parquet") if folder.exists() else iter(())
    return [
        path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def config_of(container: Container, **config: Any) -> None:
    """Change the step's configuration, and the manifest with it."""
    path = container.code / "step.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"config": config}))
    manifest = json.loads((container.code / "manifest.json").read_text())
    manifest["files"]["step.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (container.code / "manifest.json").write_text(json.dumps(manifest))


def test_a_wrong_configuration_fails_before_anything_is_read(published: Container) -> None:
    """The message lists every fault; there is no traceback."""
    config_of(published, formt="auto", quality_rules={"missing_ip": "drop"})
    process = start(published)
    _, log = process.communicate(timeout=120)
    assert process.returncode == 4
    assert b"Traceback" not in log
    assert (published.root / "opt/ml/output/message").read_text() == (
        "configuration: config.quality_rules.missing_ip must be one of reject, keep, off; "
        "config.formt is not a known key; did you mean format? Correct the job's record and apply again."
    )
