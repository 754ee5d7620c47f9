"""Objects of S3 that a step lists, fetches and replaces by itself, where its inputs have direct access.

boto3 is used here, and imported when it is needed and not above, because steps with mounted inputs
alone must start without it.
"""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from common.errors import InputError, OutputError, StepError

PARALLEL = 16
"""Objects fetched at once; each is small, so that most of the time is waiting."""

_TAIL = 64 * 1024
"""Bytes that are fetched first, from the end: most Parquet footers are shorter."""

_REPLACED = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"})
"""What S3 says of a conditional write: another object is there, another write is under way, none is there."""


def list_objects(prefix: str, *, below: str = "") -> dict[str, int]:
    """List every object below a prefix, key relative to it and size in bytes; `below` narrows it.

    Objects that stand for folders, which consoles make, are none: the prefix itself may be one.
    """
    bucket, start = _split(prefix)
    with _translated(prefix):
        pages = _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=start + below)
        entries = [entry for page in pages for entry in page.get("Contents", [])]
    sizes = {entry["Key"].removeprefix(start): int(entry["Size"]) for entry in entries}
    return {key: size for key, size in sizes.items() if key and not key.endswith("/")}


def list_names(prefix: str, *, below: str = "") -> list[str]:
    """List the names of the folders directly below `prefix + below`, without looking into them."""
    bucket, start = _split(prefix)
    with _translated(prefix):
        paginator = _client().get_paginator("list_objects_v2")
        pages = paginator.paginate(Bucket=bucket, Prefix=start + below, Delimiter="/")
        found = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    return [name.removeprefix(start + below).rstrip("/") for name in found]


@dataclass(frozen=True)
class StoredObject:
    """One object of S3, that can be fetched whole or read in parts."""

    client: Any
    bucket: str
    key: str

    def download(self, target: Path) -> None:
        """Fetch it whole; the file is there when it is complete."""
        self.client.download_file(self.bucket, self.key, str(target))

    def open(self) -> RangedObject:
        """Open it for reading in parts."""
        return RangedObject(self)


class RangedObject(io.RawIOBase):
    """An object as a file of which only what is read is fetched; always of the version that was opened."""

    def __init__(self, stored: StoredObject) -> None:
        """Fetch the end, where Parquet has its footer, and with it the size."""
        super().__init__()
        self._stored = stored
        self._place = 0
        # An object shorter than this answers with the whole of itself.
        answer = stored.client.get_object(Bucket=stored.bucket, Key=stored.key, Range=f"bytes=-{_TAIL}")
        self._tail = answer["Body"].read()
        self._version = answer["ETag"]
        _, _, size = answer.get("ContentRange", "").rpartition("/")
        self._size = int(size or len(self._tail))

    def readable(self) -> bool:
        """It is read only."""
        return True

    def seekable(self) -> bool:
        """Any place can be read."""
        return True

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; nothing is fetched."""
        self._place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        return self._place

    def read(self, size: int | None = -1, /) -> bytes:
        """Fetch a range of bytes, or take it from the end that is there."""
        end = self._size if size is None or size < 0 else min(self._place + size, self._size)
        begin, self._place = self._place, max(end, self._place)
        if begin >= end:
            return b""
        tail = self._size - len(self._tail)
        if begin >= tail:
            return bytes(self._tail[begin - tail : end - tail])
        answer = self._stored.client.get_object(
            Bucket=self._stored.bucket,
            Key=self._stored.key,
            Range=f"bytes={begin}-{end - 1}",
            IfMatch=self._version,
        )
        return bytes(answer["Body"].read())


def download_objects(prefix: str, keys: Sequence[str], folder: Path) -> None:
    """Fetch objects, named relative to a prefix, into a folder, several at once.

    InputError if S3 refuses, or a key would leave the folder; it names the object.
    """
    fetch_objects(prefix, keys, folder, StoredObject.download)


def fetch_objects(
    prefix: str, keys: Sequence[str], folder: Path, fetch: Callable[[StoredObject, Path], None]
) -> None:
    """Have each object, named relative to a prefix, fetched into its place in a folder, several at once.

    InputError as download_objects.
    """
    bucket, start = _split(prefix)
    for key in keys:
        place = PurePosixPath(key)
        if place.is_absolute() or ".." in place.parts:
            raise InputError(f"{prefix} holds a key that leaves it", remedy="Remove the object with `..`.")
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
    with _translated(prefix):
        client = _client()

    def fetch_one(key: str) -> None:
        with _translated(prefix + key):
            fetch(StoredObject(client, bucket, start + key), folder / key)

    with ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(fetch_one, keys))


def download_prefix(prefix: str, folder: Path) -> int:
    """Fetch every object below an S3 prefix into a folder, and return how many there were."""
    keys = list(list_objects(prefix))
    download_objects(prefix, keys, folder)
    return len(keys)


def read_object(prefix: str, key: str) -> tuple[bytes, str] | None:
    """Fetch one small object and its ETag; None if there is none. InputError if S3 refuses."""
    bucket, start = _split(prefix)
    with _translated(prefix + key):
        try:
            answer = _client().get_object(Bucket=bucket, Key=start + key)
            return bytes(answer["Body"].read()), str(answer["ETag"])
        except _client_error() as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise


def write_object(prefix: str, key: str, content: bytes, *, kms_key: str | None = None) -> None:
    """Write one object, encrypted with a KMS key or as the bucket says. OutputError if S3 refuses."""
    with _translated(prefix + key, writing=True):
        _put(prefix, key, content, kms_key)


def swap_object(
    prefix: str, key: str, content: bytes, *, seen: str | None, kms_key: str | None = None
) -> bool:
    """Write one object if the one there still has the ETag `seen`, or, for None, if there still is none.

    False if not, or if another write is under way. S3 decides, so of two at once one writes. OutputError if
    S3 refuses for another reason.
    """
    condition = {"IfNoneMatch": "*"} if seen is None else {"IfMatch": seen}
    with _translated(prefix + key, writing=True):
        try:
            _put(prefix, key, content, kms_key, **condition)
        except _client_error() as error:
            if error.response["Error"]["Code"] in _REPLACED:
                return False
            raise
    return True


def _put(prefix: str, key: str, content: bytes, kms_key: str | None, **condition: str) -> None:
    bucket, start = _split(prefix)
    encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": kms_key} if kms_key else {}
    _client().put_object(Bucket=bucket, Key=start + key, Body=content, **encryption, **condition)


def _split(prefix: str) -> tuple[str, str]:
    bucket, _, start = prefix.removeprefix("s3://").partition("/")
    return bucket, start


@contextmanager
def _translated(place: str, *, writing: bool = False) -> Iterator[None]:
    """Turn whatever S3 or its client says into an InputError, or an OutputError."""
    kind: type[StepError] = OutputError if writing else InputError
    verb, what = ("written", "put") if writing else ("read", "list and get")
    try:
        yield
    except ImportError as error:
        raise InputError(
            "an input with direct access needs boto3, which this image lacks",
            remedy="Use an image with boto3, or mount the input (drop access: direct).",
        ) from error
    except _client_errors() as error:
        raise kind(
            f"{place} cannot be {verb} ({type(error).__name__}: {error})",
            remedy=f"Check that the step's role may {what} these objects, and that it reaches S3.",
        ) from error


def _client() -> Any:
    return importlib.import_module("boto3").client("s3")


def _client_error() -> Any:
    return importlib.import_module("botocore.exceptions").ClientError


def _client_errors() -> tuple[type[Exception], ...]:
    exceptions = importlib.import_module("botocore.exceptions")
    transfer = importlib.import_module("boto3.exceptions")
    return (exceptions.BotoCoreError, exceptions.ClientError, transfer.Boto3Error)
