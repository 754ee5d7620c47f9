"""How many of the pairs of a host in a slice are new to the baseline, and how many it knows as rare."""

from __future__ import annotations

from common.expressions import ibis, ir
from common.schemas import PAIR

_NO_PORT = -1
_ROLES = {"source": "source_ip", "destination": "destination_ip"}


def count_novel(counts: ir.Table, known: ir.Table | None) -> ir.Table:
    """Count new and rare pairs: host_ip, role, slice_start_ts, new_pair_cnt, rare_pair_cnt.

    counts  PAIR_COUNTS of the slices
    known   PAIR and is_rare of FG_B_PAIRS; None where there is no baseline: nothing can be called new then
    """
    if known is None:
        judged = counts.mutate(is_new=ibis.literal(0, "int64"), is_rare=ibis.literal(0, "int64"))
    else:
        judged = _judge(counts, known)
    roles = []
    for role, host in _ROLES.items():
        grouped = judged.group_by(host_ip=judged[host], slice_start_ts=judged.slice_start_ts).agg(
            new_pair_cnt=judged.is_new.sum().cast("int64"), rare_pair_cnt=judged.is_rare.sum().cast("int64")
        )
        roles.append(grouped.mutate(role=ibis.literal(role)))
    return ibis.union(*roles)


def _judge(counts: ir.Table, known: ir.Table) -> ir.Table:
    seen = known.select(
        seen_source=known.source_ip,
        seen_destination=known.destination_ip,
        # No port is a port of its own, and null is equal to nothing.
        seen_port=ibis.coalesce(known.destination_port, _NO_PORT),
        seen_rare=known.is_rare,
    )
    joined = counts.left_join(
        seen,
        (counts.source_ip == seen.seen_source)
        & (counts.destination_ip == seen.seen_destination)
        & (ibis.coalesce(counts.destination_port, _NO_PORT) == seen.seen_port),
    )
    return joined.select(
        *PAIR,
        "slice_start_ts",
        is_new=joined.seen_source.isnull().cast("int64"),
        is_rare=ibis.coalesce(joined.seen_rare.cast("int64"), 0),
    )
