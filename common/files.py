"""Files that are whole or absent: written aside, then moved into place in one step of the file system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from common.errors import OutputError

STAGING = ".staging"
"""Where an output is made before it is moved; the leading dot tells readers that it is not data."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one, or the new one, and nothing in between."""
    aside = path.with_name(f"{STAGING}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write files into an empty staging folder, then move each to its place in `folder`.

    The staging folder lies inside `folder`, where a move is one step. What a killed run left there is
    removed. If `fill` fails, nothing in `folder` has changed.
    """
    staging = folder / STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        fill(staging)
        for source in sorted(path for path in staging.rglob("*") if path.is_file()):
            target = folder / source.relative_to(staging)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


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
