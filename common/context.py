"""What a step is given (parameters, datasets by name, configuration), and how it starts and ends."""

from __future__ import annotations

import errno
import gc
import json
import os
import pkgutil
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.bundle import DatasetEntry, StepDescription, read_description, verify_code
from common.errors import (
    BUG_STATUS,
    STOPPED_STATUS,
    ArgumentError,
    ConfigurationError,
    InputError,
    StepError,
    exit_message,
    too_little_memory,
)
from common.files import cannot_write, data_files
from common.interface import PROCESSING, ROOT_VARIABLE, kebab_case
from common.log import logger, start_logging
from common.objects import download_prefix
from common.partitions import DirectPartitions, MountedPartitions, Partitions
from common.stopping import Stop, Stopped
from common.windows import Window

_JOB_CONFIG = "opt/ml/config/processingjobconfig.json"
_MESSAGE = "opt/ml/output/message"
_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_OURS = frozenset({"common", "steps"})
"""Packages that are published with every step: without them the code is at fault, not the image."""


@dataclass(frozen=True)
class StepContext:
    """Everything that a step may look at."""

    description: StepDescription
    parameters: Mapping[str, str]
    root: Path
    """What the container's `/` is: `/` itself, or the local runner's scratch folder."""
    scratch: Path
    """A folder for the step's own use, gone when it ends."""
    locations: Mapping[str, Path]
    """Dataset name to its folder, for mounted ones."""
    output_key: str | None = None
    """The KMS key that SageMaker encrypts outputs with; for what a step writes to S3 by itself."""

    @property
    def configuration(self) -> Mapping[str, Any]:
        """The step's published configuration, as it stands in step.json."""
        return self.description.config

    def window(self, start: str = "BatchStartTsIso", end: str = "BatchEndTsIso") -> Window:
        """Read the window [start, end) that two parameters bound."""
        return Window.parse(self.parameter(start), self.parameter(end), names=(start, end))

    def parameter(self, name: str) -> str:
        """Return the value of a parameter; ConfigurationError if the record does not declare it."""
        if name not in self.parameters:
            raise ConfigurationError(
                f"{self.description.record}, {self.description.step}: the record has no parameter {name}",
                remedy=f"Add {name} to spec.required_runtime_params of the record and apply again.",
            )
        return self.parameters[name]

    def input_folder(self, name: str) -> Path:
        """Return the folder that holds an input's files; a direct one is fetched whole first.

        InputError if it holds no object, as a mount of an empty prefix fails on SageMaker.
        """
        if self.is_direct(name):
            folder = self.scratch / "inputs" / name
            download_prefix(self.prefix(name), folder)
        else:
            folder = self.locations[name]
        if not folder.is_dir() or not data_files(folder):
            raise InputError(
                f"input {name} ({self.prefix(name)}) holds no object",
                remedy="Check that this batch was delivered, or run the step that writes this prefix first.",
            )
        return folder

    def has_input(self, name: str) -> bool:
        """Whether the record names this input."""
        entry = self.description.datasets.get(name)
        return entry is not None and entry.direction == "input"

    def partitions(self, name: str) -> Partitions:
        """Return an input's partitions, mounted or on S3, to read windows of; it may hold none."""
        if self.is_direct(name):
            return DirectPartitions(name, self.prefix(name), self.scratch / "inputs" / name)
        return MountedPartitions(name, self.prefix(name), self.locations[name])

    def is_direct(self, name: str) -> bool:
        """Whether an input is read from S3 by the step itself, and not mounted."""
        return self._entry(name, "input").access == "direct"

    def has_output(self, name: str) -> bool:
        """Whether the record names this output."""
        entry = self.description.datasets.get(name)
        return entry is not None and entry.direction == "output"

    def output_folder(self, name: str) -> Path:
        """Return the folder that SageMaker uploads to an output's prefix, made if need be."""
        self._entry(name, "output")
        folder = self.locations[name]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
        return folder

    def prefix(self, name: str) -> str:
        """Return a dataset's S3 prefix, its `<ParamName>` filled from the arguments, with a final slash."""
        filled = _PLACEHOLDER.sub(
            lambda found: self.parameters.get(found[1], found[0]), self.description.datasets[name].s3_prefix
        )
        return filled if filled.endswith("/") else f"{filled}/"

    def _entry(self, name: str, direction: str) -> DatasetEntry:
        entry = self.description.datasets.get(name)
        if entry is None or entry.direction != direction:
            raise ConfigurationError(
                f"{self.description.record}, {self.description.step}: the record names no {direction} {name}",
                remedy=f"Add data_prefixes.{name} to the step in the record and apply again.",
            )
        if direction == "output" and entry.access == "direct":
            raise ConfigurationError(
                f"{self.description.record}, {self.description.step}: output {name} has access direct",
                remedy="Outputs are mounted: write its prefix as a plain string.",
            )
        return entry


def parse_arguments(parameters: Sequence[str], argv: Sequence[str]) -> dict[str, str]:
    """Read `--kebab-case value` (or `--kebab-case=value`) for exactly the given parameters, each once.

    ArgumentError names every missing, unknown, repeated and empty one.
    """
    options = {argument_name(name): name for name in parameters}
    values: dict[str, str] = {}
    faults: list[str] = []
    words = list(argv)
    while words:
        option, equals, value = words.pop(0).partition("=")
        if option not in options:
            faults.append(f"{option} is not a parameter of this step")
            if not equals and words and not words[0].startswith("--"):
                words.pop(0)
            continue
        if not equals:
            # A value may begin as an option does: only the name of another one is none.
            value = words.pop(0) if words and words[0].partition("=")[0] not in options else ""
        if options[option] in values:
            faults.append(f"{option} is given twice")
        elif not value:
            faults.append(f"{option} has no value")
        values[options[option]] = value
    faults += [f"{option} is missing" for option, name in options.items() if name not in values]
    if faults:
        raise ArgumentError(
            "; ".join(faults), remedy=f"Give {' '.join(f'{option} VALUE' for option in options)}."
        )
    return {name: values[name] for name in parameters}


def argument_name(parameter: str) -> str:
    """Spell a parameter as an argument, as the compiler does: `BatchStartTsIso` is `--batch-start-ts-iso`."""
    return f"--{kebab_case(parameter)}"


def open_context(
    code: Path, argv: Sequence[str], environment: Mapping[str, str], scratch: Path
) -> StepContext:
    """Verify the code, read its description and arguments, and find its datasets."""
    verify_code(code, environment)
    description = read_description(code)
    root = Path(environment.get(ROOT_VARIABLE, "/"))
    locations, output_key = _read_job(description, root)
    return StepContext(
        description=description,
        parameters=parse_arguments(description.parameters, argv),
        root=root,
        scratch=scratch,
        locations=locations,
        output_key=output_key,
    )


def run_step(main: Callable[[StepContext], None] | str, *, entry: str) -> None:
    """Run a step's main as the process that SageMaker started, and exit with its status.

    `main` may be named, as `steps.fg_a_builder.job:build`: it is imported then when the code was found to be
    what was applied, and a package that the image lacks is the user's fault. `entry` is the entry script's
    `__file__`; step.json and manifest.json lie beside it. A StepError becomes one line in the log and in
    /opt/ml/output/message; anything else is a bug, whose traceback goes to the log alone.
    """
    start_logging()
    # A step is a short process of imports and many small expressions: to look for cycles among them as often
    # as Python does by default costs a tenth of a small step.
    gc.set_threshold(50_000, 20, 20)
    stop = Stop()
    signal.signal(signal.SIGTERM, stop)
    root = Path(os.environ.get(ROOT_VARIABLE, "/"))
    scratch = Path(tempfile.mkdtemp(prefix="step-"))
    try:
        step = open_context(Path(entry).resolve().parent, sys.argv[1:], os.environ, scratch)
        try:
            (main if callable(main) else _load(main))(step)
        except MemoryError as error:
            raise too_little_memory() from error
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise cannot_write(Path(error.filename or scratch), error) from error
            raise
        status = 0
    except (Exception, Stopped) as error:  # noqa: BLE001 - whatever it is, it is told
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # DuckDB takes what a signal raises while it computes for a failure of its own.
        status, message = _tell(Stopped() if stop.asked else error)
        _leave_message(root, message)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(status)


def _tell(error: BaseException) -> tuple[int, str]:
    """Log how a step ended; return its status and its message."""
    if isinstance(error, Stopped):
        logger.warning("stopped")
        return STOPPED_STATUS, "stopped: the job was told to stop before it had finished"
    if isinstance(error, StepError):
        logger.error("%s", error)
        return error.status, str(error)
    logger.error("bug", exc_info=error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return BUG_STATUS, f"bug: {type(error).__name__} at {place}. The step's log has the traceback."


def _load(name: str) -> Callable[[StepContext], None]:
    try:
        found: Callable[[StepContext], None] = pkgutil.resolve_name(name)
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package in _OURS or not package:
            raise
        raise ConfigurationError(
            f"the image lacks what the step needs: {package} cannot be imported",
            remedy="Name an image with the step's packages in compute.image_uri (docs/images.md lists them).",
        ) from error
    return found


def _leave_message(root: Path, text: str) -> None:
    path = root / _MESSAGE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(exit_message(text))
    except OSError as error:
        logger.warning("the exit message could not be written: %s", error)


def _read_job(description: StepDescription, root: Path) -> tuple[dict[str, Path], str | None]:
    """Folder of each dataset, and the outputs' KMS key: what processingjobconfig.json says.

    Run by hand, without that file, a dataset is at the usual place.
    """
    key = None
    places = {name: f"{PROCESSING}/{entry.direction}/{name}" for name, entry in description.datasets.items()}
    path = root / _JOB_CONFIG
    if path.is_file():
        try:
            document = json.loads(path.read_bytes())
            for entry in document.get("ProcessingInputs") or []:
                if entry.get("S3Input"):
                    places[entry["InputName"]] = entry["S3Input"]["LocalPath"]
            outputs = document.get("ProcessingOutputConfig") or {}
            key = outputs.get("KmsKeyId")
            for entry in outputs.get("Outputs") or []:
                if entry.get("S3Output"):
                    places[entry["OutputName"]] = entry["S3Output"]["LocalPath"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(
                f"/{_JOB_CONFIG} is not a processing job's configuration ({type(error).__name__})",
                remedy="Start the step through SageMaker or the local runner.",
            ) from error
    return {name: root / place.lstrip("/") for name, place in places.items()}, key
