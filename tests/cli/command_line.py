"""The command line as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PIPELINES = Path(sys.executable).with_name("pipelines")
BUCKET = "demo-bucket"
ROLE, IMAGE = "arn:aws:iam::123456789012:role/demo", "local/processing:1"
SECONDS = 60
"""After which a command counts as hanging."""
WAIT_SCALE = "0.02"
"""Of what state machines wait for: 30 s between looks are 0.6 s."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it has to be."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """Codes of the problems of a `--json` document, each once, sorted."""
        return sorted({problem["code"] for problem in self.document["problems"]})


@dataclass(frozen=True)
class Cli:
    """`pipelines` with the environment of the embedded AWS and nothing else of AWS's."""

    environment: Mapping[str, str]

    def __call__(self, *words: str | Path, stdin: str = "", **changes: str | None) -> Outcome:
        """Run to the end; *changes* replace variables, or with None remove them."""
        done = subprocess.run(
            [PIPELINES, *words],
            input=stdin,
            env=self.changed(changes),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, *words: str | Path, stderr: int = subprocess.PIPE) -> Iterator[subprocess.Popen[str]]:
        """A process for as long as the block, in a session of its own."""
        with subprocess.Popen(
            [PIPELINES, *words],
            env=self.changed({}),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def changed(self, changes: Mapping[str, str | None]) -> dict[str, str]:
        merged = {**self.environment, **changes}
        return {name: value for name, value in merged.items() if value is not None}


def bare_environment(home: Path) -> dict[str, str]:
    """No AWS at all: what a fresh machine has. What measures coverage follows into the processes."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG", "LC_ALL") or name.startswith("COVERAGE_")
    }
    return {**kept, "HOME": str(home)}
