"""Wide Parquet objects of S3: only some columns are fetched, into a smaller file of the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from common.objects import StoredObject, fetch_objects


def trim_objects(prefix: str, keys: Sequence[str], folder: Path, columns: Sequence[str]) -> None:
    """Fetch these columns of objects into a folder: the footer and their ranges of bytes, no more.

    A column that an object lacks its file lacks too, and an object that is no Parquet comes as it is: whoever
    reads the file says so, as of a mounted one. Columns beside the asked ones, declared or not, are not seen.
    InputError if S3 refuses.
    """
    fetch_objects(prefix, keys, folder, partial(_trim, columns=frozenset(columns)))


def fetch_heads(prefix: str, keys: Sequence[str], folder: Path) -> None:
    """Fetch the footers of objects into a folder, as files with every column and no rows; as trim_objects."""
    fetch_objects(prefix, keys, folder, partial(_trim, columns=None))


def _trim(stored: StoredObject, target: Path, *, columns: frozenset[str] | None) -> None:
    unfinished = target.with_name(f".{target.name}")
    try:
        with ExitStack() as opened:
            source = opened.enter_context(stored.open())
            # Ranges that lie close together are fetched as one.
            parquet = opened.enter_context(pq.ParquetFile(source, pre_buffer=True))
            found = parquet.schema_arrow
            chosen = [name for name in found.names if columns is None or name in columns]
            schema = pa.schema([found.field(name) for name in chosen])
            # The file is read once or twice: to compress it well would cost more than it saves. Every Spark
            # reads snappy.
            writer = opened.enter_context(pq.ParquetWriter(unfinished, schema, compression="snappy"))
            for group in range(parquet.num_row_groups if columns is not None else 0):
                writer.write_table(parquet.read_row_group(group, columns=chosen))
    except (pa.ArrowException, OSError):
        stored.download(target)
        unfinished.unlink(missing_ok=True)
        return
    unfinished.replace(target)
