"""moto's S3 from inside its own process: the runner of the embedded AWS need not go through the port.

A call over HTTP to the same process costs 4 ms, and a step's code is some twenty objects. Steps themselves,
and everybody else, use the port.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moto.s3.exceptions import MissingBucket
from moto.s3.models import s3_backends

from pipelines.local.container import Location, client_error
from pipelines.local.store import StoredObject


class MotoStore:
    """An `ObjectStore` on the objects of one account."""

    connections = 1

    def __init__(self, account: str, lock: threading.Lock) -> None:
        """`lock` is held while moto works, as the port holds it."""
        self._account, self._lock = account, lock

    def list(self, prefix: Location) -> Iterator[StoredObject]:
        with self._lock:
            backend, bucket = self._bucket(prefix, "list")
            keys, *_ = backend.list_objects(bucket, prefix.key, None, None, None)
            found = sorted((key.name, key.size) for key in keys)
        for name, size in found:
            yield StoredObject(name, size)

    def download(self, source: Location, target: Path) -> None:
        with self._lock:
            backend, _ = self._bucket(source, "read")
            key = backend.get_object(source.bucket, source.key)
            if key is None:
                raise client_error(f"cannot read {source}: NoSuchKey The specified key does not exist.")
            content = key.value
        with target.open("xb") as file:
            file.write(content)

    def upload(self, source: Path, target: Location) -> None:
        content = source.read_bytes()
        with self._lock:
            backend, _ = self._bucket(target, "write")
            backend.put_object(target.bucket, target.key, content)

    def _bucket(self, place: Location, doing: str) -> tuple[Any, Any]:
        backend = s3_backends[self._account]["aws"]
        try:
            return backend, backend.get_bucket(place.bucket)
        except MissingBucket:
            fault = f"cannot {doing} {place}: NoSuchBucket The specified bucket does not exist"
            raise client_error(fault) from None
