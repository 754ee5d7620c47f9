"""One attempt of one step: inputs down, process, outputs up. The thin edge between a job and the machine."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from common.interface import ROOT_VARIABLE
from pipelines.local import container
from pipelines.local.container import Job, Location, Mount, StepFailedError, client_error
from pipelines.local.outcome import Failure, Phase, Progress
from pipelines.local.process import Exit, run_process, tail
from pipelines.local.resolution import ExecutionIdentity
from pipelines.local.store import ObjectStore

SPARK_SUBMIT: Final = "smspark-submit"
MESSAGE_BYTES: Final = 1024
"""Bytes of the exit message that SageMaker keeps; developer guide, "Save and Access Metadata Information"."""
_FEW: Final = 3


class StepStoppedError(Exception):
    """The attempt was stopped from outside."""


@dataclass(frozen=True)
class Signals:
    """What the run asks of an attempt while it works."""

    stopped: Callable[[], bool]
    killed: Callable[[], bool]
    grace: float
    """Seconds between SIGTERM and SIGKILL."""


@dataclass(frozen=True)
class Attempt:
    """Everything that one attempt needs; `run` does it."""

    job: Job
    identity: ExecutionIdentity
    folder: Path
    """The root of the container, and its log; new and empty."""
    store: ObjectStore
    environment: Mapping[str, str]
    """What every step gets besides the definition's own: endpoint and credentials of the local AWS."""
    search_path: str
    python: str
    writers: Callable[[Location], Sequence[str]]
    """Names of the steps of this definition that write a prefix."""
    report: Callable[[Phase, str, Progress], None]
    signals: Signals

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def run(self) -> str:
        """Do it all; the answer is the exit message.

        Raises StepFailedError or StepStoppedError. Of the outputs only continuous ones were uploaded then,
        unless S3 itself failed midway.
        """
        try:
            self._lay_out()
            self._download()
            self.report(Phase.RUNNING, "", Progress())
            with self._keeping_continuous():
                self._execute()
                message = self._message()
                self._upload(self.job.outputs)
        except OSError as error:
            raise client_error(f"{error.strerror}: {error.filename}") from error
        return message

    def _lay_out(self) -> None:
        for mount in (*self.job.inputs, *self.job.outputs):
            container.inside(self.folder, mount.path).mkdir(parents=True, exist_ok=True)
        for place, content in (
            (container.JOB_CONFIG, container.job_config(self.job, self.identity)),
            (container.RESOURCE_CONFIG, container.resource_config()),
        ):
            path = self.folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for place in (container.MESSAGE, "root/."):
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)

    def _download(self) -> None:
        self.report(Phase.DOWNLOADING, "", Progress())
        wanted: list[tuple[Location, Path, int]] = []
        for mount in self.job.inputs:
            wanted.extend(self._list(mount))
        for folder in {path.parent for _, path, _ in wanted}:
            folder.mkdir(parents=True, exist_ok=True)
        self._transfer(Phase.DOWNLOADING, wanted, lambda item: self.store.download(item[0], item[1]))

    def _list(self, mount: Mount) -> list[tuple[Location, Path, int]]:
        found = 0
        wanted = []
        for item in self.store.list(mount.s3):
            found += 1
            name = container.local_name(item.key, mount.s3.key)
            if name is not None:
                target = container.inside(self.folder, mount.path).joinpath(name)
                wanted.append((Location(mount.s3.bucket, item.key), target, item.size))
        if not found:
            raise client_error(self._missing(mount))
        return wanted

    def _missing(self, mount: Mount) -> str:
        writers = self.writers(mount.s3)
        who = (
            f"it is filled by {', '.join(writers)} of this pipeline"
            if writers
            else "no step of this pipeline writes it: put the data there first"
        )
        return f'No S3 objects found under S3 URL "{mount.s3}" given in input {mount.name!r}; {who}'

    def _execute(self) -> None:
        command = container.host_command(self.job, self.folder, self.python)
        path = self.job.environment.get("PATH", self.search_path)
        if command[0] == SPARK_SUBMIT and shutil.which(SPARK_SUBMIT, path=path) is None and _has_spark(path):
            command = [self.python, *command[1:]]  # the step opens a session of its own, local[*]
        if shutil.which(command[0], path=path) is None:
            raise client_error(self._no_command(command[0]))
        try:
            exit_ = run_process(
                command,
                folder=self.folder,
                environment={
                    "PATH": path,
                    "HOME": str(self.folder / "root"),
                    "LANG": "C.UTF-8",
                    **self.job.environment,
                    **self.environment,
                    ROOT_VARIABLE: str(self.folder),
                },
                log=self.log,
                max_runtime=self.job.max_runtime,
                grace=self.signals.grace,
                stopped=self.signals.stopped,
                killed=self.signals.killed,
            )
        except OSError as error:
            fault = f"the machine cannot start another process: {error.strerror}"
            raise StepFailedError(Failure("CapacityError", fault)) from error
        self._judge(exit_)

    def _no_command(self, command: str) -> str:
        if command == SPARK_SUBMIT:
            return (
                f"engine spark needs the command {SPARK_SUBMIT} of SageMaker's Spark image, or PySpark and "
                "Java, which this machine does not have: run this step on SageMaker, "
                "or set its engine to embedded"
            )
        return f"the entry point {command!r} is not on this machine"

    def _judge(self, exit_: Exit) -> None:
        if exit_.cause == "stop":
            raise StepStoppedError
        message = self._message()
        if exit_.cause == "timeout":
            seconds = f"{self.job.max_runtime:g} s"
            fault = f"ran longer than MaxRuntimeInSeconds, {seconds}, and was ended"
        elif exit_.code:
            fault = f"exit code {exit_.code}"
        else:
            return
        failure = Failure("AlgorithmError", fault, exit_.code, message, tail(self.log))
        raise StepFailedError(failure)

    def _message(self) -> str:
        """The exit message. One that is not UTF-8 fails the job, as on SageMaker."""
        path = self.folder / container.MESSAGE
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            data = file.read(MESSAGE_BYTES)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data" and len(data) == MESSAGE_BYTES:
                return data[: error.start].decode()  # the limit cuts through a character
            raise client_error("/opt/ml/output/message is not UTF-8") from error

    @contextmanager
    def _keeping_continuous(self) -> Iterator[None]:
        """Upload continuous outputs also when the process fails or is stopped.

        SageMaker uploads them while they are written. Here it is done at the end, which comes to the same
        for whoever looks afterwards.
        """
        try:
            yield
        except (StepFailedError, StepStoppedError, OSError):
            # Why the step failed says more than why its leftovers cannot be uploaded.
            with suppress(StepFailedError, OSError):
                kept = [mount for mount in self.job.outputs if mount.continuous]
                if kept and not self.signals.killed():
                    self._upload(kept)
            raise

    def _upload(self, outputs: Sequence[Mount]) -> None:
        # Every file is looked at before the first one leaves: a folder that cannot go up goes up in no part.
        wanted = [item for mount in outputs for item in self._outgoing(mount)]
        self.report(Phase.UPLOADING, "", Progress(0, len(wanted), 0, sum(item[2] for item in wanted)))
        # Not stopped midway: an output should be whole or absent.
        self._transfer(Phase.UPLOADING, wanted, lambda item: self.store.upload(item[1], item[0]))

    def _outgoing(self, mount: Mount) -> list[tuple[Location, Path, int]]:
        root = container.inside(self.folder, mount.path)
        found = []
        if root.resolve() != self.folder.resolve() / root.relative_to(self.folder):
            raise client_error(f"output {mount.name!r} was replaced by a symbolic link")
        for folder, names, files in os.walk(root):
            for name in (*names, *files):
                kind = Path(folder, name).lstat().st_mode
                if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                    fault = f"output {mount.name!r} holds {name!r}, which is neither a file nor a folder"
                    raise client_error(f"{fault} (symbolic link, pipe or device)")
            for name in files:
                path = Path(folder, name)
                below = path.relative_to(root).as_posix()
                key = "/".join(part for part in (mount.s3.key.rstrip("/"), below) if part)
                found.append((Location(mount.s3.bucket, key), path, path.stat().st_size))
        return sorted(found, key=lambda item: item[0].key)

    def _transfer(
        self,
        phase: Phase,
        items: Sequence[tuple[Location, Path, int]],
        move: Callable[[tuple[Location, Path, int]], None],
    ) -> None:
        """Move all, some at a time where there are many, and report after each."""
        total = sum(item[2] for item in items)
        done = size = 0

        def check() -> None:
            if phase is Phase.DOWNLOADING and self.signals.stopped():
                raise StepStoppedError

        def count(item: tuple[Location, Path, int]) -> None:
            nonlocal done, size
            done, size = done + 1, size + item[2]
            self.report(phase, "", Progress(done, len(items), size, total))

        connections = self.store.connections
        if len(items) <= _FEW or connections == 1:
            for item in items:
                check()
                move(item)
                count(item)
            return
        with ThreadPoolExecutor(connections) as pool:
            moving = {pool.submit(move, item): item for item in items}
            try:
                for future in as_completed(moving):
                    check()
                    future.result()
                    count(moving[future])
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _has_spark(path: str) -> bool:
    """Whether a step that this interpreter runs can open a Spark session."""
    return find_spec("pyspark") is not None and shutil.which("java", path=path) is not None
