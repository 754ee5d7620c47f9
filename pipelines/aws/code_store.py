"""Published code in S3: read, list, write and delete objects below a code prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from pipelines.aws.errors import NOT_FOUND, calling, is_kind
from pipelines.aws.values import StoredObject
from pipelines.errors import RemoteError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_MD5: Final = re.compile(r'"([0-9a-f]{32})"')


class CodeStore:
    """Objects below prefixes given as `s3://bucket/key/`; paths are relative to the prefix."""

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def read(self, prefix: str, path: str) -> bytes | None:
        """The content of one object; None where there is none."""
        bucket, key = _split(prefix)
        try:
            with calling("s3:GetObject", f"{prefix}{path}"):
                return self._client.get_object(Bucket=bucket, Key=f"{key}{path}")["Body"].read()
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise

    def listing(self, prefix: str) -> Mapping[str, StoredObject]:
        """Every object below the prefix; empty for a bucket that does not exist."""
        bucket, key = _split(prefix)
        found: dict[str, StoredObject] = {}
        request: dict[str, Any] = {"Bucket": bucket, "Prefix": key}
        while True:
            try:
                with calling("s3:ListBucket", prefix):
                    page = self._client.list_objects_v2(**request)
            except RemoteError as error:
                if is_kind(error, NOT_FOUND):
                    return {}
                raise
            for entry in page.get("Contents", ()):
                path = entry["Key"][len(key) :]
                if path:  # the "folder" object that consoles create
                    tag = _MD5.fullmatch(entry.get("ETag", ""))
                    found[path] = StoredObject(entry["Size"], tag.group(1) if tag else None)
            if not page.get("NextContinuationToken"):
                return found
            request["ContinuationToken"] = page["NextContinuationToken"]

    def write(self, prefix: str, path: str, content: bytes) -> None:
        """Write one object, whole or not at all."""
        bucket, key = _split(prefix)
        with calling("s3:PutObject", f"{prefix}{path}"):
            self._client.put_object(Bucket=bucket, Key=f"{key}{path}", Body=content)

    def delete(self, prefix: str, paths: Iterable[str]) -> None:
        """Delete objects; those that are gone already are as good."""
        bucket, key = _split(prefix)
        for path in sorted(paths):
            with calling("s3:DeleteObject", f"{prefix}{path}"):
                self._client.delete_object(Bucket=bucket, Key=f"{key}{path}")


def _split(prefix: str) -> tuple[str, str]:
    bucket, _, key = prefix.removeprefix("s3://").partition("/")
    return bucket, key
