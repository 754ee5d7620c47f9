"""Sessions become pair counts. A table expression, for any engine."""

from __future__ import annotations

from common.expressions import ir
from common.schemas import PAIR_COUNTS
from common.traffic.rows import accepted


def count_pairs(sessions: ir.Table, slices: ir.Table, hosts: ir.Table) -> ir.Table:
    """Count sessions, with the columns of PAIR_COUNTS, in no particular order.

    sessions  source, destination (host numbers), port, slice, reason; one row a session, rejected ones too
    slices    slice, slice_start_ts, slice_end_ts
    hosts     number, host_ip

    A session that lacks one of its hosts (kept in spite of the rule missing_ip) is of no pair.
    """
    good = accepted(sessions)
    known = good.filter(good.source.notnull() & good.destination.notnull())
    counted = known.group_by("source", "destination", "port", "slice").agg(sessions_cnt=known.count())
    sources = hosts.select(source=hosts.number, source_ip=hosts.host_ip)
    destinations = hosts.select(destination=hosts.number, destination_ip=hosts.host_ip)
    placed = (
        counted.inner_join(slices, "slice")
        .inner_join(sources, "source")
        .inner_join(destinations, "destination")
    )
    return placed.rename(destination_port="port").select(*PAIR_COUNTS.columns)
