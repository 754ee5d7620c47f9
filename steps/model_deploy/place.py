"""Where the deployed model lies: looked at once, and switched only if it still is what was looked at.

On S3 (the template's `access: direct`) this step writes by itself: first the model, then the pointer, on the
condition that the pointer is the one that the gates were judged against. S3 decides, so of two deployments
at once one switches, and the other ends with a ConflictError. Nothing is left for SageMaker to upload.

A mounted input is a copy from the job's start, and SageMaker uploads the output when the job has ended, on no
condition: of two deployments at once the last upload wins. The folder is looked at again before the switch,
which serves a step that is run by hand on a folder that others write to.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from common.context import StepContext
from common.errors import ConfigurationError, ConflictError, OutputError
from common.log import logger
from common.model.deployed import (
    POINTER_FILE,
    WAITS,
    ModelEntry,
    Pointer,
    fetch_model,
    parse_pointer,
    read_pointer,
    render_pointer,
    verify_model,
    write_model,
    write_pointer,
)
from common.objects import read_object, swap_object, write_object


@dataclass(frozen=True)
class Seen:
    """The pointer at one moment."""

    pointer: Pointer | None
    mark: str | None
    """Tells it from every other pointer; None if there is none."""


class Place(Protocol):
    """The prefix of the deployed model."""

    def look(self) -> Seen:
        """Read the pointer. InputError if it is unreadable."""

    def model(self, entry: ModelEntry) -> bytes:
        """Read one model, verified. InputError if it is absent or another."""

    def switch(self, seen: Seen, wanted: Pointer, content: bytes) -> None:
        """Store the wanted pointer's current model, then the pointer. ConflictError if `seen` has passed."""


def open_place(step: StepContext, source: str, target: str) -> Place:
    """Give the place that a step's input and output are. ConfigurationError if they are two."""
    if step.has_input(source) and step.description.datasets[source].access == "mounted":
        return MountedPlace(step.locations[source], step.output_folder(target))
    step.partitions(source)  # names a record without this input
    step.output_folder(target)
    if step.prefix(source) != step.prefix(target):
        raise ConfigurationError(
            f"{step.description.record}, {step.description.step}: {source} and {target} are two prefixes",
            remedy="Write one prefix for both, and apply again: the pointer there is read and switched.",
        )
    return StoredPlace(step.prefix(source), step.scratch / "inputs" / source, step.output_key)


@dataclass(frozen=True)
class StoredPlace:
    """A prefix on S3."""

    prefix: str
    scratch: Path
    kms_key: str | None = None
    waits: Sequence[float] = WAITS
    sleep: Callable[[float], None] = time.sleep

    def look(self) -> Seen:
        """As Place; the mark is the object's ETag."""
        found = read_object(self.prefix, POINTER_FILE)
        return Seen(None, None) if found is None else Seen(parse_pointer(found[0]), found[1])

    def model(self, entry: ModelEntry) -> bytes:
        """As Place."""
        return fetch_model(self.prefix, entry, self.scratch, waits=self.waits, sleep=self.sleep).read_bytes()

    def switch(self, seen: Seen, wanted: Pointer, content: bytes) -> None:
        """As Place; S3 itself compares and writes in one."""
        write_object(self.prefix, wanted.current.key, content, kms_key=self.kms_key)
        pointer = render_pointer(wanted)
        for wait in (*self.waits, None):
            if swap_object(self.prefix, POINTER_FILE, pointer, seen=seen.mark, kms_key=self.kms_key):
                return
            now = self.look()
            if now.pointer == wanted:
                return  # written by this very job, whose answer was lost, or by one that does the same
            if now.mark != seen.mark:
                raise _conflict(now)
            if wait is not None:  # the other write is still under way
                self.sleep(wait)
        raise OutputError(
            f"{self.prefix}{POINTER_FILE} cannot be written: another write of it does not end",
            remedy="Run this job again.",
        )


@dataclass(frozen=True)
class MountedPlace:
    """A folder that was copied from the prefix, and one that will be."""

    source: Path
    target: Path

    def look(self) -> Seen:
        """As Place; the mark is the file's SHA-256."""
        pointer = read_pointer(self.source)
        mark = None if pointer is None else hashlib.sha256(render_pointer(pointer)).hexdigest()
        return Seen(pointer, mark)

    def model(self, entry: ModelEntry) -> bytes:
        """As Place."""
        return verify_model(self.source, entry).read_bytes()

    def switch(self, seen: Seen, wanted: Pointer, content: bytes) -> None:
        """As Place, as far as a folder can tell."""
        logger.warning("the deployed model is mounted: what others deploy meanwhile is replaced unseen")
        write_model(self.target, wanted.current, content)
        now = self.look()
        if now.mark != seen.mark and now.pointer != wanted:
            raise _conflict(now)
        write_pointer(self.target, wanted)


def _conflict(now: Seen) -> ConflictError:
    which = "none" if now.pointer is None else now.pointer.current.version
    return ConflictError(
        f"another deployment or rollback switched the current model while this one was under way: it is now "
        f"{which}, and stays",
        remedy="If you still want this change, run this pipeline again: it is judged against that model.",
    )
