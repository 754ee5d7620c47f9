"""Objects of S3 that a step lists and fetches by itself, for inputs with direct access.

boto3 is used here alone, and imported when it is needed and not above, because steps with mounted inputs
alone must start without it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from common.errors import InputError

PARALLEL = 16
"""Objects fetched at once; each is small, so that most of the time is waiting."""


def list_objects(prefix: str, *, below: str = "") -> list[str]:
    """List the keys of every object below a prefix, relative to it; `below` narrows it."""
    bucket, start = _split(prefix)
    with _translated(prefix):
        pages = _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=start + below)
        keys = [entry["Key"].removeprefix(start) for page in pages for entry in page.get("Contents", [])]
    return [key for key in keys if not key.endswith("/")]


def list_names(prefix: str, *, below: str = "") -> list[str]:
    """List the names of the folders directly below `prefix + below`, without looking into them."""
    bucket, start = _split(prefix)
    with _translated(prefix):
        paginator = _client().get_paginator("list_objects_v2")
        pages = paginator.paginate(Bucket=bucket, Prefix=start + below, Delimiter="/")
        found = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    return [name.removeprefix(start + below).rstrip("/") for name in found]


def download_objects(prefix: str, keys: Sequence[str], folder: Path) -> None:
    """Fetch objects, named relative to a prefix, into a folder, several at once.

    InputError if S3 refuses, or a key would leave the folder.
    """
    bucket, start = _split(prefix)
    for key in keys:
        place = PurePosixPath(key)
        if place.is_absolute() or ".." in place.parts:
            raise InputError(f"{prefix} holds a key that leaves it", remedy="Remove the object with `..`.")
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
    with _translated(prefix), ThreadPoolExecutor(PARALLEL) as pool:
        client = _client()
        list(pool.map(lambda key: client.download_file(bucket, start + key, str(folder / key)), keys))


def download_prefix(prefix: str, folder: Path) -> int:
    """Fetch every object below an S3 prefix into a folder, and return how many there were."""
    keys = list_objects(prefix)
    download_objects(prefix, keys, folder)
    return len(keys)


def _split(prefix: str) -> tuple[str, str]:
    bucket, _, start = prefix.removeprefix("s3://").partition("/")
    return bucket, start


@contextmanager
def _translated(prefix: str) -> Iterator[None]:
    """Turn whatever S3 or its client says into an InputError."""
    try:
        yield
    except ImportError as error:
        raise InputError(
            "an input with direct access needs boto3, which this image lacks",
            remedy="Use an image with boto3, or mount the input (drop access: direct).",
        ) from error
    except _client_errors() as error:
        raise InputError(
            f"{prefix} cannot be read ({type(error).__name__}: {error})",
            remedy="Check that the step's role may list and get these objects, and that it reaches S3.",
        ) from error


def _client() -> Any:
    return importlib.import_module("boto3").client("s3")


def _client_errors() -> tuple[type[Exception], ...]:
    exceptions = importlib.import_module("botocore.exceptions")
    transfer = importlib.import_module("boto3.exceptions")
    return (exceptions.BotoCoreError, exceptions.ClientError, transfer.Boto3Error)
