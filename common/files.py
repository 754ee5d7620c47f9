"""Files that are whole or absent: written aside, then moved into place in one step of the file system."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from common.errors import OutputError
from common.log import logger

STAGING = ".staging"
"""How the name begins of what is made before it is moved; the leading dot tells readers it is no data."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one, or the new one, and nothing in between."""
    aside = path.with_name(f"{STAGING}-{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write files into an empty staging folder, then move each to its place in `folder`.

    The staging folder lies inside `folder`, where a move is one step. What a killed run left there is
    removed; of two runs at once each has its own. If `fill` fails, nothing in `folder` has changed.
    """
    try:
        with _staging(folder) as staging:
            fill(staging)
            for source in sorted(path for path in staging.rglob("*") if path.is_file()):
                target = folder / source.relative_to(staging)
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
    except OSError as error:
        raise cannot_write(folder, error) from error


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Make a staging folder, locked for as long as its run lives, and remove it and those of dead runs."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{STAGING}*"):
        if left.is_dir() and (lock := _lock(left)) is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
    while True:
        staging = Path(tempfile.mkdtemp(prefix=f"{STAGING}-", dir=folder))
        if (held := _lock(staging)) is not None:  # else another run took it for a dead one's, just now
            break
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        os.close(held)


def _lock(folder: Path) -> int | None:
    """Lock a folder: the open file that holds the lock; None if another run holds it, or has removed it.

    Where the file system knows no locks, every run is alone.
    """
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        return None
    except OSError as error:
        logger.debug("no lock: %s", error)
    # Who had the lock until now may have removed the folder that was opened.
    if os.fstat(held).st_nlink == 0 or not folder.is_dir():
        os.close(held)
        return None
    return held


def data_files(folder: Path) -> list[Path]:
    """Every file below a folder that may be data, sorted: no part of its path begins with . or _."""
    found = (Path(base) / name for base, _, names in os.walk(folder) for name in names)
    return sorted(
        path for path in found if not any(part[0] in "._" for part in path.relative_to(folder).parts)
    )


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Say that a place cannot be written, and why."""
    return OutputError(
        f"{path} cannot be written ({error.strerror or type(error).__name__})",
        remedy="Give the step a larger volume (compute.volume_size_gb), or a folder that it may write to.",
    )
