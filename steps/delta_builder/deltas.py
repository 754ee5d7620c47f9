"""Sessions become deltas: one row for each host, role and 15-minute slice. Table expressions, for any engine.

A session counts twice: for its source host in the role `source`, and for its destination host in the role
`destination`, where sent and received change places. Each role is grouped three ways (by peer, by port, by
minute and class), each with narrow integer keys; measured on 5 million rows, this takes half the time of
grouping once by (source, destination, port, minute) and deriving both roles from that, which hardly shrinks
diverse traffic.
"""

from __future__ import annotations

from dataclasses import dataclass

from common.expressions import ibis, ir, saturate
from common.schemas import DELTA
from common.traffic.rows import accepted, class_codes

ENTROPY_DIGITS = 9

_CLASS_COUNTS = {
    "allow_cnt": class_codes(0, "allow"),
    "drop_cnt": class_codes(0, "drop"),
    "alert_cnt": class_codes(0, "alert"),
    "rst_cnt": class_codes(1, "rst"),
    "aged_out_cnt": class_codes(1, "aged_out"),
    "tcp_cnt": class_codes(2, "tcp"),
    "udp_cnt": class_codes(2, "udp"),
    "icmp_cnt": class_codes(2, "icmp"),
}


@dataclass(frozen=True)
class Role:
    """Which side of a session is the host, and which columns it sent and received."""

    name: str
    host: str
    peer: str
    sent: str
    received: str


ROLES = (
    Role("source", "source", "destination", "source_bytes", "destination_bytes"),
    Role("destination", "destination", "source", "destination_bytes", "source_bytes"),
)


def build_deltas(sessions: ir.Table, slices: ir.Table, hosts: ir.Table) -> ir.Table:
    """Build the deltas of both roles, with the columns of the schema DELTA, in no particular order.

    sessions  source, destination (host numbers), port, minute, slice, class_code, source_bytes,
              destination_bytes, duration, reason; one row a session, rejected ones too
    slices    slice, slice_start_ts, slice_end_ts
    hosts     number, host_ip
    """
    good = accepted(sessions)
    counted = ibis.union(*[count_role(good, role) for role in ROLES])
    placed = counted.inner_join(slices, "slice").inner_join(hosts, counted.host == hosts.number)
    return placed.select(*DELTA.columns)


def count_role(sessions: ir.Table, role: Role) -> ir.Table:
    """Count one role: a row for each host and slice in which it has a session."""
    seen = sessions.filter(sessions[role.host].notnull()).select(
        "slice",
        "minute",
        "port",
        "class_code",
        "duration",
        host=sessions[role.host],
        peer=sessions[role.peer],
        sent=sessions[role.sent],
        received=sessions[role.received],
    )
    totals, peers, ports = _totals(seen), _peers(seen), _ports(seen)
    joined = totals.left_join(peers, ["host", "slice"]).left_join(ports, ["host", "slice"])
    return joined.select(
        *(name for name in totals.columns),
        peers_cnt=ibis.coalesce(joined.peers_cnt, 0),
        ports_cnt=ibis.coalesce(joined.ports_cnt, 0),
        peer_entropy=ibis.coalesce(joined.peer_entropy, 0.0),
        role=ibis.literal(role.name),
    )


def _totals(seen: ir.Table) -> ir.Table:
    """Sums and class counts, and the busiest minute."""
    by_class = seen.group_by("host", "slice", "minute", "class_code").agg(
        sessions=seen.count(),
        # Decimals, for Spark's sums of integers wrap around; a value has 16 digits (values.LARGEST_BYTES).
        sent=seen.sent.cast("decimal(18, 0)").sum(),
        received=seen.received.cast("decimal(18, 0)").sum(),
        duration=seen.duration.cast("decimal(18, 0)").sum(),
    )
    by_minute = by_class.group_by("host", "slice", "minute").agg(
        sessions=by_class.sessions.sum(),
        sent=by_class.sent.sum(),
        received=by_class.received.sum(),
        duration=by_class.duration.sum(),
        **{
            name: ibis.coalesce(by_class.sessions.sum(where=by_class.class_code.isin(codes)), 0)
            for name, codes in _CLASS_COUNTS.items()
        },
    )
    return by_minute.group_by("host", "slice").agg(
        sessions_cnt=by_minute.sessions.sum(),
        bytes_sent_sum=saturate(by_minute.sent.sum()),
        bytes_recv_sum=saturate(by_minute.received.sum()),
        duration_sum=by_minute.duration.sum().cast("float64") / 1_000_000,
        **{name: by_minute[name].sum() for name in _CLASS_COUNTS},
        max_sessions_per_minute=by_minute.sessions.max(),
    )


def _peers(seen: ir.Table) -> ir.Table:
    """Distinct peers, and the entropy of the sessions' distribution over them.

    H = ln N - (sum of n ln n) / N. The terms are added as decimals, whose sum is the same in every order; the
    result is within 1e-9 of the real number.
    """
    known = seen.filter(seen.peer.notnull())
    by_peer = known.group_by("host", "slice", "peer").agg(sessions=known.count())
    term = (by_peer.sessions * by_peer.sessions.cast("float64").ln()).cast(f"decimal(38, {ENTROPY_DIGITS})")
    with_term = by_peer.mutate(term=term)
    counted = with_term.group_by("host", "slice").agg(
        peers_cnt=with_term.count(),
        peer_sessions=with_term.sessions.sum().cast("float64"),
        term_sum=with_term.term.sum().cast("float64"),
    )
    entropy = counted.peer_sessions.ln() - counted.term_sum / counted.peer_sessions
    return counted.select(
        "host",
        "slice",
        "peers_cnt",
        peer_entropy=ibis.ifelse(counted.peers_cnt > 1, entropy.round(ENTROPY_DIGITS), 0.0),
    )


def _ports(seen: ir.Table) -> ir.Table:
    """Distinct destination ports."""
    distinct = seen.filter(seen.port.notnull()).select("host", "slice", "port").distinct()
    return distinct.group_by("host", "slice").agg(ports_cnt=distinct.count())
