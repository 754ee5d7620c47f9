"""Where the partitions of a dataset lie: in a mounted folder, or on S3 for an input with direct access.

Both have one face, so that a reader of a window never knows which it reads, and never looks at more of the
history than it asks for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from common.objects import download_objects, list_names, list_objects
from common.windows import Slice, Window

PART = "part-00000.parquet"

SMALL = 1024 * 1024
"""Bytes up to which an object is fetched whole whatever is asked of it: one request, and any column later."""


@dataclass(frozen=True)
class StoredFiles:
    """Where S3 has the files of some slices, for an engine that reads them there itself."""

    addresses: list[str]
    """`s3a://` addresses, as Hadoop and Spark spell them."""
    heads: list[Path]
    """Local files with the same columns and no rows, to check before anything is read."""


class Partitions(Protocol):
    """A dataset of `dt=/hh=/mm=` partitions that can be read."""

    @property
    def name(self) -> str:
        """The dataset's name in the record, for messages."""

    @property
    def prefix(self) -> str:
        """Its S3 prefix, for messages."""

    def present(self, window: Window) -> list[Slice]:
        """Return the slices of the window that have a file, in order."""

    def newest(self, not_after: datetime) -> Slice | None:
        """Return the newest slice with a file whose start is not after an instant."""

    def files(self, slices: Sequence[Slice], columns: Sequence[str] | None) -> list[str]:
        """Return the path of each slice's file; what is on S3 is fetched, of these columns at least."""

    def stored(self, slices: Sequence[Slice]) -> StoredFiles | None:
        """Return where S3 has each slice's file, or None for files in a folder."""

    def below(self, folder: str) -> Partitions:
        """Return the dataset in a folder below this one."""


@dataclass(frozen=True)
class MountedPartitions:
    """Partitions below a folder."""

    name: str
    prefix: str
    folder: Path

    def present(self, window: Window) -> list[Slice]:
        """Look for the file of each slice."""
        return [piece for piece in window.slices() if self._has(piece)]

    def newest(self, not_after: datetime) -> Slice | None:
        """Walk from the latest day back."""
        return _newest(lambda below: _folders(self.folder / below), self._has, not_after)

    def files(self, slices: Sequence[Slice], columns: Sequence[str] | None) -> list[str]:
        """Return the files as they lie."""
        del columns
        return [self._file(piece) for piece in slices]

    def stored(self, slices: Sequence[Slice]) -> None:
        """Nothing here is on S3."""
        del slices

    def below(self, folder: str) -> MountedPartitions:
        """Return the dataset in a folder below."""
        return MountedPartitions(self.name, f"{self.prefix}{folder}/", self.folder / folder)

    def _has(self, piece: Slice) -> bool:
        # Texts and no paths, which take four times as long: a month is thousands of files.
        return os.path.isfile(self._file(piece))  # noqa: PTH113

    def _file(self, piece: Slice) -> str:
        return f"{self.folder}/{piece.partition}/{PART}"


@dataclass(frozen=True)
class DirectPartitions:
    """Partitions below an S3 prefix; only what is asked for is listed and fetched, into a scratch folder.

    A slice is fetched once: what stands on its file stays as it is, whatever is asked for later.
    """

    name: str
    prefix: str
    scratch: Path
    sizes: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Bytes of each object that a listing has shown."""

    def present(self, window: Window) -> list[Slice]:
        """List the days of the window."""
        days = dict.fromkeys(piece.partition.split("/")[0] for piece in window.slices())
        found = {key for day in days for key in self._list(f"{day}/")}
        return [piece for piece in window.slices() if f"{piece.partition}/{PART}" in found]

    def newest(self, not_after: datetime) -> Slice | None:
        """List days, then hours, then minutes, from the latest back."""
        return _newest(lambda below: list_names(self.prefix, below=below), self._has, not_after)

    def files(self, slices: Sequence[Slice], columns: Sequence[str] | None) -> list[str]:
        """Fetch each slice's file, whole if it is small, or else only the columns."""
        keys = [f"{piece.partition}/{PART}" for piece in slices]
        trimmed = self.scratch / _folder_of(columns) if columns is not None else self.scratch
        places = {key: self._place(key, trimmed) for key in keys}
        absent = [key for key, path in places.items() if not path.is_file()]
        download_objects(
            self.prefix, [key for key in absent if places[key] == self.scratch / key], self.scratch
        )
        if columns is not None:
            some = [key for key in absent if places[key] != self.scratch / key]
            # Imported here: a step without datasets, such as the deployment, needs no Arrow.
            from common.trimming import trim_objects  # noqa: PLC0415

            trim_objects(self.prefix, some, trimmed, columns)
        return [str(places[key]) for key in keys]

    def stored(self, slices: Sequence[Slice]) -> StoredFiles:
        """Address each slice's file; of the objects themselves the footers alone are fetched."""
        from common.trimming import fetch_heads  # noqa: PLC0415

        keys = [f"{piece.partition}/{PART}" for piece in slices]
        heads = self.scratch / "_heads"
        fetch_heads(self.prefix, [key for key in keys if not (heads / key).is_file()], heads)
        base = f"s3a://{self.prefix.removeprefix('s3://')}"
        return StoredFiles([base + key for key in keys], [heads / key for key in keys])

    def below(self, folder: str) -> DirectPartitions:
        """Return the dataset in a folder below."""
        return DirectPartitions(self.name, f"{self.prefix}{folder}/", self.scratch / folder)

    def _has(self, piece: Slice) -> bool:
        return f"{piece.partition}/{PART}" in self._list(f"{piece.partition}/")

    def _list(self, below: str) -> list[str]:
        found = list_objects(self.prefix, below=below)
        self.sizes.update(found)
        return list(found)

    def _place(self, key: str, trimmed: Path) -> Path:
        """Return where an object's file lies or will lie: a whole one that is there serves any columns."""
        if key not in self.sizes:
            self._list(key)
        whole = self.scratch / key
        return whole if whole.is_file() or self.sizes.get(key, 0) <= SMALL else trimmed / key


def _folder_of(columns: Sequence[str]) -> str:
    """Name the folder of files with just these columns, which no other set of columns has."""
    return f"_{hashlib.sha256(chr(0).join(sorted(set(columns))).encode()).hexdigest()[:16]}"


def _newest(
    names: Callable[[str], list[str]], has: Callable[[Slice], bool], not_after: datetime
) -> Slice | None:
    """Descend from the latest day, hour and minute back, looking at one folder's names at a time."""
    for day in sorted((name for name in names("") if name.startswith("dt=")), reverse=True):
        if day > f"dt={not_after:%Y-%m-%d}":
            continue
        for hour in sorted((name for name in names(f"{day}/") if name.startswith("hh=")), reverse=True):
            for minute in sorted(names(f"{day}/{hour}/"), reverse=True):
                try:
                    piece = Slice.of_partition(f"{day}/{hour}/{minute}")
                except ValueError:
                    continue
                if piece.start <= not_after and has(piece):
                    return piece
    return None


def _folders(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_dir()]
