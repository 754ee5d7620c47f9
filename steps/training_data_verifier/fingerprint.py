"""Fingerprints of keys: most slices have the same ones in both datasets, and no query has to compare them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from common.arrays import numbers_of
from common.windows import Slice, micros_of


def fingerprint(piece: Slice, keys: pa.Table) -> bytes | None:
    """Digest host_ip, role and slice_start_ts of a slice's rows: one fingerprint, the same keys in order.

    None unless each key is there once, in order, without a null and of the slice itself: then the rows have
    to be compared with those of all slices.
    """
    if any(column.null_count for column in keys.columns):
        return None
    (batch,) = keys.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema=keys.schema)]
    hosts, roles, starts = batch.columns
    if (numbers_of(starts, np.int64) != micros_of(piece.start)).any():
        return None
    # Texts that differ come of keys that differ, whatever is in them.
    texts = pc.binary_join_element_wise(hosts, roles, "\0")
    if pc.any(pc.greater_equal(texts[:-1], texts[1:])).as_py():
        return None
    return hashlib.sha256(batch.serialize()).digest()


def slices_to_compare(prints: Mapping[str, Mapping[Slice, bytes | None]]) -> dict[str, list[Slice]]:
    """Return the slices of each dataset whose rows may be repeated, or lack a partner in the other dataset.

    Those that have not one fingerprint in all datasets; every slice if one has none, since its rows may have
    their partners anywhere.
    """
    everything = any(found is None for known in prints.values() for found in known.values())
    return {
        name: [
            piece
            for piece, found in known.items()
            if everything or any(other.get(piece) != found for other in prints.values())
        ]
        for name, known in prints.items()
    }
