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
    reads the file says so, as of a mounted one. InputError if S3 refuses.
    """
    fetch_objects(prefix, keys, folder, partial(_trim, columns=frozenset(columns)))


def _trim(stored: StoredObject, target: Path, *, columns: frozenset[str]) -> None:
    unfinished = target.with_name(f".{target.name}")
    try:
        with ExitStack() as opened:
            source = opened.enter_context(stored.open())
            # Ranges that lie close together are fetched as one.
            parquet = opened.enter_context(pq.ParquetFile(source, pre_buffer=True))
            chosen = [name for name in parquet.schema_arrow.names if name in columns]
            schema = pa.schema([parquet.schema_arrow.field(name) for name in chosen])
            # The file is read once or twice: to compress it well would cost more than it saves.
            writer = opened.enter_context(pq.ParquetWriter(unfinished, schema, compression="lz4"))
            for group in range(parquet.num_row_groups):
                writer.write_table(parquet.read_row_group(group, columns=chosen))
    except (pa.ArrowException, OSError):
        stored.download(target)
        unfinished.unlink(missing_ok=True)
        return
    unfinished.replace(target)
