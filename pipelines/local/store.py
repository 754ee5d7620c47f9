"""Objects in and out: the narrow face of S3 that a run needs, and its implementation on boto3."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from pipelines.local.container import Location, StepFailedError, client_error
from pipelines.local.outcome import Failure

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

WHOLE_OBJECT: Final = 8 * 1024 * 1024
"""Bytes up to which one PUT is used; above it boto3's multipart upload."""
_TRANSIENT: Final = frozenset(
    {"InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout", "500", "503"}
)


@dataclass(frozen=True)
class StoredObject:
    """One object of a listing."""

    key: str
    size: int


class ObjectStore(Protocol):
    """What a run needs of S3. Every method raises StepFailedError, and nothing else, when S3 refuses."""

    @property
    def connections(self) -> int:
        """How many transfers at once are worth their threads."""
        ...

    def list(self, prefix: Location) -> Iterator[StoredObject]:
        """Every object whose key starts with the prefix, in the order of the keys."""
        ...

    def download(self, source: Location, target: Path) -> None:
        """Write the object to a new file in an existing folder."""
        ...

    def upload(self, source: Path, target: Location) -> None: ...


class S3Store:
    """S3 through a boto3 client, which may be real, local or stubbed."""

    connections = 8

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def list(self, prefix: Location) -> Iterator[StoredObject]:
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=prefix.bucket, Prefix=prefix.key
            )
            for page in pages:
                for item in page.get("Contents", ()):
                    yield StoredObject(item["Key"], item["Size"])
        except (ClientError, BotoCoreError) as error:
            raise _translate(error, f"list {prefix}") from error

    def download(self, source: Location, target: Path) -> None:
        try:
            answer = self._client.get_object(Bucket=source.bucket, Key=source.key)
            with answer["Body"] as body, target.open("xb") as file:
                shutil.copyfileobj(body, file, 1024 * 1024)
        except (ClientError, BotoCoreError) as error:
            raise _translate(error, f"read {source}") from error

    def upload(self, source: Path, target: Location) -> None:
        try:
            with source.open("rb") as body:
                if source.stat().st_size > WHOLE_OBJECT:
                    # Unlike upload_file, it raises what S3 answered, and not a class of its own.
                    self._client.upload_fileobj(body, target.bucket, target.key)
                else:
                    self._client.put_object(Bucket=target.bucket, Key=target.key, Body=body)
        except (ClientError, BotoCoreError) as error:
            raise _translate(error, f"write {target}") from error


def _translate(error: Exception, doing: str) -> StepFailedError:
    """A refusal is the client's fault; a fault of the service or of the way to it is worth another try."""
    if isinstance(error, ClientError):
        answer = error.response.get("Error", {})
        code, text = answer.get("Code", "unknown"), answer.get("Message", "")
        if code not in _TRANSIENT:
            return client_error(f"cannot {doing}: {code} {text}".strip())
        return StepFailedError(Failure("InternalServerError", f"cannot {doing}: {code} {text}".strip()))
    return StepFailedError(Failure("InternalServerError", f"cannot {doing}: {error}"))
