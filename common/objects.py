"""Objects of S3 that a step fetches by itself, for inputs with direct access: boto3 is used here alone."""

from __future__ import annotations

import importlib
from pathlib import Path, PurePosixPath

from common.errors import InputError


def download_prefix(prefix: str, folder: Path) -> int:
    """Fetch every object below an S3 prefix into a folder, and return how many there were.

    InputError if S3 refuses, or a key would leave the folder. boto3 is imported here and not above, because
    steps with mounted inputs alone must start without it.
    """
    bucket, _, start = prefix.removeprefix("s3://").partition("/")
    try:
        client = importlib.import_module("boto3").client("s3")
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=start)
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
        wanted = [key for key in keys if not key.endswith("/")]
        for key in wanted:
            place = PurePosixPath(key.removeprefix(start))
            if place.is_absolute() or ".." in place.parts:
                raise InputError(
                    f"{prefix} holds a key that leaves it", remedy="Remove the object with `..`."
                )
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            client.download_file(bucket, key, str(target))
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
    return len(wanted)


def _client_errors() -> tuple[type[Exception], ...]:
    exceptions = importlib.import_module("botocore.exceptions")
    transfer = importlib.import_module("boto3.exceptions")
    return (exceptions.BotoCoreError, exceptions.ClientError, transfer.Boto3Error)
