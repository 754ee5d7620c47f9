"""One canonical text for each host: every spelling of an address is the same host.

IPv6 as RFC 5952 writes it; an IPv4-mapped IPv6 address (`::ffff:10.0.0.1`) is its IPv4 host, because a
dual-stack sensor reports one machine both ways; a zone (`fe80::1%eth0`) is dropped, because it means
something to the sensor alone. Leading zeros in IPv4 (`010.0.0.1`) are malformed: some read them as octal.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.expressions import ibis, ir


@dataclass(frozen=True)
class HostTable:
    """Addresses as written, the number of the host that each means (None: malformed), hosts by number."""

    written: Sequence[str]
    number: Sequence[int | None]
    hosts: Sequence[str]


def canonical_address(text: str) -> str | None:
    """Write an address as its host's canonical text; None if it is malformed. Idempotent."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped is not None else str(ipaddress.IPv6Address(int(address)))
    return str(address)


def number_hosts(written: Iterable[str], *, keep_malformed: bool) -> HostTable:
    """Number the hosts behind distinct addresses, in the order of their texts.

    With keep_malformed, an address that is none is a host of its own name.
    """
    spellings = sorted(set(written))
    names = [canonical_address(text) or (text if keep_malformed else None) for text in spellings]
    hosts = sorted({name for name in names if name is not None})
    numbers = {name: index for index, name in enumerate(hosts)}
    return HostTable(spellings, [None if name is None else numbers[name] for name in names], hosts)


def addresses(typed: ir.Table) -> ir.Table:
    """Give the distinct addresses of the rows that are not rejected: one column, `written`."""
    good = typed.filter(typed.reason == 0)
    both = good.select(written=good.source).distinct().union(good.select(written=good.destination).distinct())
    return both.filter(both.written.notnull()).distinct()


def join_hosts(typed: ir.Table, spellings: ir.Table) -> ir.Table:
    """Put host numbers in place of addresses, null for malformed ones.

    `spellings` has columns written and number. A column `malformed` tells which rows have such an address.
    """
    sources = spellings.select(source_written=spellings.written, source_number=spellings.number)
    targets = spellings.select(destination_written=spellings.written, destination_number=spellings.number)
    joined = typed.left_join(sources, typed.source == sources.source_written)
    joined = joined.left_join(targets, joined.destination == targets.destination_written)
    return joined.select(
        source=joined.source_number,
        destination=joined.destination_number,
        malformed=(joined.source.notnull() & joined.source_number.isnull())
        | (joined.destination.notnull() & joined.destination_number.isnull()),
        **{name: joined[name] for name in typed.columns if name not in {"source", "destination"}},
    )


def judge_hosts(typed: ir.Table, spellings: ir.Table, *, code: int) -> ir.Table:
    """Put host numbers in place of addresses, and reject malformed ones with the code of that reason."""
    return reject_malformed(join_hosts(typed, spellings), code)


def reject_malformed(joined: ir.Table, code: int) -> ir.Table:
    """Give rows that nothing else rejects, and whose address is malformed, that reason."""
    reason = ibis.ifelse((joined.reason == 0) & joined.malformed, ibis.literal(code, "int8"), joined.reason)
    return joined.mutate(reason=reason).drop("malformed")
