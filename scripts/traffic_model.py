"""The make-up of generated traffic: an office network, its services and rhythm, and planted attacks.

Every draw comes from a generator seeded with (seed, purpose, place in time), so that a slice's ordinary
sessions depend on the seed and the slice alone.
"""

# ruff: noqa: PLR2004 - the numbers are the make-up of the traffic, each used once
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

Column = np.ndarray[Any, Any]

SLICE = timedelta(minutes=15)
SLICE_MICROS = 900_000_000
EXTERNAL_HOSTS = 4000
SESSIONS_PER_HOST = 12
"""Of an ordinary host, in a quarter of an hour at the busiest time of a working day, at scale 1."""


@dataclass(frozen=True)
class Service:
    """A kind of session: how often, to which port of whom, how large and how long (medians of lognormals)."""

    name: str
    share: float
    protocol: str
    port: int | None
    target: str
    """Which servers answer: dns, files, directory, admin, web (ours) or outside."""
    sent: float
    received: float
    seconds: float
    spread: float


SERVICES = (
    Service("dns", 0.33, "udp", 53, "dns", 70, 160, 0.01, 0.5),
    Service("https", 0.32, "tcp", 443, "outside", 2_200, 14_000, 8.0, 1.6),
    Service("quic", 0.09, "udp", 443, "outside", 3_000, 30_000, 15.0, 1.6),
    Service("http", 0.04, "tcp", 80, "outside", 700, 5_000, 2.0, 1.3),
    Service("smb", 0.08, "tcp", 445, "files", 6_000, 22_000, 30.0, 1.9),
    Service("kerberos", 0.03, "tcp", 88, "directory", 1_600, 1_700, 0.05, 0.4),
    Service("ldap", 0.03, "tcp", 389, "directory", 1_100, 2_900, 0.3, 0.7),
    Service("ntp", 0.02, "udp", 123, "dns", 76, 76, 0.02, 0.2),
    Service("ssh", 0.01, "tcp", 22, "admin", 4_200, 6_000, 120.0, 1.7),
    Service("icmp", 0.02, "icmp", None, "any", 98, 98, 0.01, 0.3),
    Service("visitors", 0.02, "tcp", 443, "web", 1_300, 9_000, 5.0, 1.4),
    Service("noise", 0.01, "tcp", None, "web", 60, 0, 0.0, 0.2),
)

ATTACKS = ("beaconing", "port_scan", "exfiltration", "lateral_movement")


@dataclass(frozen=True)
class Part:
    """A stretch of a slice, [start, end) in microseconds since 1970, and which of the slice's it is."""

    number: int
    start: int
    end: int

    def holds(self, instants: Column) -> Column:
        """Which of the instants lie in the stretch, as a mask."""
        inside: Column = (instants >= self.start) & (instants < self.end)
        return inside

    def seed(self, seed: int, purpose: int) -> list[int]:
        """What a generator for this stretch is seeded with."""
        return [seed, purpose, self.start // SLICE_MICROS, *([self.number] if self.number else [])]


@dataclass(frozen=True)
class World:
    """The network: who is there and how busy each is."""

    clients: Column
    clients_v6: Column
    weights: Column
    servers: dict[str, Column]
    outside: Column
    outside_weights: Column


@dataclass
class Rows:
    """Sessions as parallel columns; starts and ends are microseconds since 1970, a port of -1 is none."""

    source_ip: Column
    destination_ip: Column
    source_port: Column
    destination_port: Column
    protocol: Column
    action: Column
    end_reason: Column
    source_bytes: Column
    destination_bytes: Column
    start: Column
    end: Column
    conn_state: Column
    label: Column
    detail: Column

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: Column) -> Rows:
        """Some of the rows, by index or mask."""
        return Rows(**{name: column[chosen] for name, column in vars(self).items()})

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """All rows of all parts, in order."""
        return Rows(
            **{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])}
        )


@dataclass(frozen=True)
class Attack:
    """One planted attack: when, by whom, and its sessions over all slices."""

    kind: str
    host: str
    peers: int
    rows: Rows

    def label(self) -> dict[str, object]:
        """What the labels file says about it."""
        starts = self.rows.start
        return {
            "kind": self.kind,
            "host": self.host,
            "peers": self.peers,
            "sessions": len(self.rows),
            "start": instants_of(starts.min(keepdims=True))[0] + "Z",
            "end": instants_of(self.rows.end.max(keepdims=True))[0] + "Z",
        }


def build_world(seed: int, hosts: int) -> World:
    """Lay out the network: about one machine in eight is a server; activity is heavy-tailed."""
    random = np.random.default_rng([seed, 1])
    server_count = max(6, hosts // 8)
    client_count = max(2, hosts - server_count)
    roles = ("dns", "files", "directory", "admin", "web")
    shares = np.array_split(
        np.array(
            [
                f"10.10.0.{i + 1}" if i < 250 else f"10.10.{i // 250}.{i % 250 + 1}"
                for i in range(server_count)
            ]
        ),
        len(roles),
    )
    order = np.arange(1, EXTERNAL_HOSTS + 1)
    outside = [
        f"2001:db8:{i % 7:x}::{i:x}" if i % 10 == 0 else f"198.{18 + i % 2}.{i // 250 % 256}.{i % 250 + 1}"
        for i in range(EXTERNAL_HOSTS)
    ]
    weights = random.lognormal(0.0, 1.3, client_count)
    return World(
        clients=np.array([f"10.20.{i // 250}.{i % 250 + 1}" for i in range(client_count)]),
        clients_v6=np.array([f"fd00:20::{i + 1:x}" for i in range(client_count)]),
        weights=weights / weights.sum(),
        servers=dict(zip(roles, shares, strict=True)),
        outside=np.array(outside),
        outside_weights=(1.0 / order) / (1.0 / order).sum(),
    )


def rhythm(at: datetime) -> float:
    """How busy the network is, 0 to 1: working hours, a dip at noon, quiet nights and weekends."""
    hour = at.hour + at.minute / 60
    day = np.exp(-(((hour - 13.0) / 3.6) ** 2)) - 0.18 * np.exp(-(((hour - 12.5) / 0.7) ** 2))
    return float(0.08 + (0.25 if at.weekday() >= 5 else 1.0) * 0.92 * max(day, 0.0))


def expected_sessions(world: World, at: datetime, scale: float) -> float:
    """How many ordinary sessions the slice has on average."""
    return (len(world.clients) + 6) * SESSIONS_PER_HOST * scale * rhythm(at)


def parts_of(at: datetime, count: int) -> list[Part]:
    """Cut a slice into parts of about one length."""
    first = micros_of(at)
    edges = [first + SLICE_MICROS * number // count for number in range(count + 1)]
    return [Part(number, *edges[number : number + 2]) for number in range(count)]


def ordinary_rows(world: World, seed: int, at: datetime, scale: float, part: Part) -> Rows:
    """Sessions that begin in the part of the slice; they depend on the seed and the place in time alone."""
    random = np.random.default_rng(part.seed(seed, 2))
    share = (part.end - part.start) / SLICE_MICROS
    count = int(random.poisson(expected_sessions(world, at, scale) * share))
    shares = np.array([service.share for service in SERVICES])
    kinds = random.choice(len(SERVICES), size=count, p=shares / shares.sum())
    parts = [
        _sessions(world, random, service, int(number), part)
        for service, number in zip(SERVICES, np.bincount(kinds, minlength=len(SERVICES)), strict=True)
    ]
    return Rows.joined(parts)


def _sessions(world: World, random: np.random.Generator, service: Service, count: int, part: Part) -> Rows:
    client = random.choice(len(world.clients), size=count, p=world.weights)
    source = world.clients[client].astype("U39")
    outside = random.choice(world.outside, size=count, p=world.outside_weights)
    if service.target == "outside":
        target = outside
        six = np.char.find(target, ":") >= 0
        source[six] = world.clients_v6[client[six]]
    elif service.target == "web":
        source, target = outside, random.choice(world.servers["web"], size=count)
    elif service.target == "any":
        target = random.choice(np.concatenate([*world.servers.values(), world.clients]), size=count)
    else:
        target = random.choice(world.servers[service.target], size=count)
    noise = service.name == "noise"
    ports = (
        random.choice([22, 23, 3389, 5900, 8080, 1433], size=count)
        if noise
        else np.full(count, service.port or -1)
    )
    begin = random.integers(part.start, part.end, size=count)
    lasts = (random.lognormal(0.0, service.spread, count) * service.seconds * 1e6).astype(np.int64)
    draw = random.random(count)
    tcp = service.protocol == "tcp"
    refused = (draw < 0.03) & tcp | noise
    reset = ~refused & (draw < 0.16) & tcp
    action = np.where(refused, np.where(draw < 0.6, "deny", "drop"), np.where(draw > 0.999, "alert", "allow"))
    reason = np.where(
        refused,
        "policy-deny",
        np.where(
            reset,
            np.where(draw < 0.11, "tcp-rst-from-client", "tcp-rst-from-server"),
            "tcp-fin" if tcp else "aged-out",
        ),
    )
    state = np.where(refused, "S0", np.where(reset, "RSTO", "SF"))
    sent = (random.lognormal(0.0, service.spread, count) * service.sent).astype(np.int64) + 40
    received = (random.lognormal(0.0, service.spread, count) * service.received).astype(np.int64)
    return Rows(
        source_ip=source,
        destination_ip=target.astype("U39"),
        source_port=random.integers(49152, 65536, size=count)
        if service.protocol != "icmp"
        else np.full(count, -1),
        destination_port=ports,
        protocol=np.full(count, service.protocol, dtype="U8"),
        action=action,
        end_reason=reason,
        source_bytes=np.where(refused, 60, sent),
        destination_bytes=np.where(refused, 0, received),
        start=begin,
        end=begin + np.where(refused, 0, lasts),
        conn_state=state,
        label=np.full(count, "benign"),
        detail=np.full(count, service.name, dtype="U24"),
    )


def plant_attacks(
    world: World, seed: int, kinds: Sequence[str], start: datetime, slices: int
) -> list[Attack]:
    """Spread attacks over the time asked for: one of each kind, and another for each further day."""
    span = slices * SLICE_MICROS
    planned = [kind for _ in range(max(1, round(span / 86_400e6))) for kind in kinds]
    hosts = np.random.default_rng([seed, 3]).permutation(world.clients)
    attacks = []
    for number, kind in enumerate(planned):
        random = np.random.default_rng([seed, 3, number])
        begin = micros_of(start) + int(span * (number + 0.3) / max(len(planned), 1))
        left = micros_of(start) + span - begin
        host = str(hosts[number % len(hosts)])
        attacks.append(_attack(world, random, kind=kind, host=host, begin=begin, left=left))
    return attacks


def _attack(
    world: World, random: np.random.Generator, *, kind: str, host: str, begin: int, left: int
) -> Attack:
    other = str(world.outside[int(random.integers(200, EXTERNAL_HOSTS)) // 10 * 10 + 1])
    columns: dict[str, Any]
    if kind == "beaconing":
        times = np.arange(begin, begin + min(left, 7_200_000_000), 60_000_000)
        times = times + random.integers(0, 1_500_000, size=len(times))
        columns = {
            "peer": np.full(len(times), other),
            "port": np.full(len(times), 443),
            "sent": 512,
            "received": 230,
        }
        lasts, fate = 180_000, ("allow", "tcp-fin", "SF")
    elif kind == "port_scan":
        ports = random.permutation(np.arange(1, 1025))
        times = begin + np.arange(1024) * 280_000
        victim = str(random.choice(world.servers["web"]))
        columns = {"peer": np.full(1024, victim), "port": ports, "sent": 60, "received": 0}
        lasts, fate = 0, ("drop", "policy-deny", "S0")
    elif kind == "exfiltration":
        times = begin + np.sort(random.integers(0, 1_500_000_000, size=40))
        sent = random.integers(40_000_000, 160_000_000, size=40)
        columns = {"peer": np.full(40, other), "port": np.full(40, 443), "sent": sent, "received": 41_000}
        lasts, fate = 20_000_000, ("allow", "tcp-fin", "SF")
    else:
        peers = world.clients[world.clients != host]
        peers = random.permutation(peers)[: max(1, min(40, len(peers)))]
        peers = np.repeat(peers, 3)
        times = begin + np.arange(len(peers)) * 8_000_000
        ports = np.tile([445, 3389, 5985], len(peers) // 3)
        columns = {"peer": peers, "port": ports, "sent": 3_900, "received": 2_100}
        lasts, fate = 900_000, ("allow", "tcp-rst-from-server", "RSTR")
    chosen = times < begin + left
    count = int(chosen.sum())
    rows = Rows(
        source_ip=np.full(count, host, dtype="U39"),
        destination_ip=columns["peer"][chosen].astype("U39"),
        source_port=random.integers(49152, 65536, size=count),
        destination_port=columns["port"][chosen],
        protocol=np.full(count, "tcp", dtype="U8"),
        action=np.full(count, fate[0]),
        end_reason=np.full(count, fate[1], dtype="U24"),
        source_bytes=np.broadcast_to(columns["sent"], chosen.shape)[chosen].astype(np.int64),
        destination_bytes=np.broadcast_to(columns["received"], chosen.shape)[chosen].astype(np.int64),
        start=times[chosen],
        end=times[chosen] + lasts,
        conn_state=np.full(count, fate[2]),
        label=np.full(count, "malicious"),
        detail=np.full(count, kind, dtype="U24"),
    )
    return Attack(kind, host, len(set(rows.destination_ip.tolist())), rows)


def micros_of(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def instants_of(micros: np.ndarray) -> list[str]:
    texts: list[str] = np.datetime_as_string(micros.astype("datetime64[us]"), unit="us").tolist()
    return texts
