"""Make firewall traffic that looks real: a seeded office network, its rhythm, and a few planted attacks.

    scripts/generate_traffic.py --seed 7 --start 2026-01-05T08:00:00Z --hours 4 --hosts 60 --out build/traffic

writes one folder a 15-minute mini-batch, `OUT/<MiniBatchId>/traffic-00000.jsonl.gz` (more parts where a
slice has more than half a million rows), and `OUT/labels.jsonl`, one line for each planted attack. Same
arguments, same bytes.

Addresses are from ranges that belong to nobody: 10.0.0.0/8 and fd00::/8 inside, the benchmarking range
198.18.0.0/15 (RFC 2544) and 2001:db8::/32 outside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

SLICE = timedelta(minutes=15)
SLICE_MICROS = 900_000_000
PART_ROWS = 500_000
EXTERNAL_HOSTS = 4000
SESSIONS_PER_HOST = 12
"""Of an ordinary host, in a quarter of an hour at the busiest time of a working day, at scale 1."""

COLUMNS = (
    "source_ip",
    "destination_ip",
    "source_port",
    "destination_port",
    "protocol",
    "action",
    "session_end_reason",
    "source_bytes",
    "destination_bytes",
    "event_start",
    "event_end",
    "conn_state",
    "capture",
    "label",
    "label_detail",
)
_LINE = (
    '{{"source_ip":"{}","destination_ip":"{}","source_port":{},"destination_port":{},"protocol":"{}",'
    '"action":"{}","session_end_reason":"{}","source_bytes":{},"destination_bytes":{},"event_start":"{}Z",'
    '"event_end":"{}Z","conn_state":"{}","capture":"generated","label":"{}","label_detail":"{}"}}'
)


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
class World:
    """The network: who is there and how busy each is."""

    clients: np.ndarray
    clients_v6: np.ndarray
    weights: np.ndarray
    servers: dict[str, np.ndarray]
    outside: np.ndarray
    outside_weights: np.ndarray


@dataclass
class Rows:
    """Sessions as parallel columns; starts and ends are microseconds since 1970, a port of -1 is none."""

    source_ip: np.ndarray
    destination_ip: np.ndarray
    source_port: np.ndarray
    destination_port: np.ndarray
    protocol: np.ndarray
    action: np.ndarray
    end_reason: np.ndarray
    source_bytes: np.ndarray
    destination_bytes: np.ndarray
    start: np.ndarray
    end: np.ndarray
    conn_state: np.ndarray
    label: np.ndarray
    detail: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: np.ndarray) -> Rows:
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
            "start": _instants(starts.min(keepdims=True))[0] + "Z",
            "end": _instants(self.rows.end.max(keepdims=True))[0] + "Z",
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


def ordinary_rows(world: World, seed: int, at: datetime, scale: float) -> Rows:
    """Sessions that begin in the slice; they depend on the seed and the slice alone."""
    start = _micros(at)
    random = np.random.default_rng([seed, 2, start // SLICE_MICROS])
    rate = (len(world.clients) + 6) * SESSIONS_PER_HOST * scale * rhythm(at)
    count = int(random.poisson(rate))
    shares = np.array([service.share for service in SERVICES])
    kinds = random.choice(len(SERVICES), size=count, p=shares / shares.sum())
    parts = [
        _sessions(world, random, service, int(number), start)
        for service, number in zip(SERVICES, np.bincount(kinds, minlength=len(SERVICES)), strict=True)
    ]
    return Rows.joined(parts)


def _sessions(world: World, random: np.random.Generator, service: Service, count: int, start: int) -> Rows:
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
    begin = start + random.integers(0, SLICE_MICROS, size=count)
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
        begin = _micros(start) + int(span * (number + 0.3) / max(len(planned), 1))
        left = _micros(start) + span - begin
        host = str(hosts[number % len(hosts)])
        attacks.append(_attack(world, random, kind, host, begin, left))
    return attacks


def _attack(world: World, random: np.random.Generator, kind: str, host: str, begin: int, left: int) -> Attack:
    other = str(world.outside[int(random.integers(200, EXTERNAL_HOSTS)) // 10 * 10 + 1])
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


def render_lines(rows: Rows, random: np.random.Generator, dirty: float) -> list[str]:
    """Rows as JSON lines in order of their start, some of them spoilt."""
    rows = rows.take(np.argsort(rows.start, kind="stable"))
    columns = (
        rows.source_ip.tolist(),
        rows.destination_ip.tolist(),
        ["null" if port < 0 else port for port in rows.source_port.tolist()],
        ["null" if port < 0 else port for port in rows.destination_port.tolist()],
        rows.protocol.tolist(),
        rows.action.tolist(),
        rows.end_reason.tolist(),
        rows.source_bytes.tolist(),
        rows.destination_bytes.tolist(),
        _instants(rows.start),
        _instants(rows.end),
        rows.conn_state.tolist(),
        rows.label.tolist(),
        rows.detail.tolist(),
    )
    lines = [_LINE.format(*values) for values in zip(*columns, strict=True)]
    benign = np.flatnonzero(rows.label == "benign")
    chosen = random.choice(benign, size=int(random.binomial(len(benign), dirty)), replace=False)
    for place, flaw in zip(
        chosen.tolist(), random.integers(0, len(FLAWS), size=len(chosen)).tolist(), strict=True
    ):
        lines[place] = _spoil(lines[place], FLAWS[flaw])
    if lines and random.random() < dirty * 25:
        lines[len(lines) // 2] = lines[len(lines) // 2][:60]
    return lines


FLAWS = (
    "malformed_ip",
    "missing_ip",
    "negative_bytes",
    "end_before_start",
    "unparsable_time",
    "missing_port",
    "malformed_bytes",
    "outside_window",
)
"""Each is the rule of the delta builder that finds it."""


def _spoil(line: str, flaw: str) -> str:
    row = json.loads(line)
    if flaw == "malformed_ip":
        row["source_ip"] = row["source_ip"].replace(".", ".9", 1) + ".1"
    elif flaw == "missing_ip":
        row |= {"source_ip": None, "destination_ip": None, "source_port": None, "destination_port": None}
        row["protocol"] = "arp"
    elif flaw == "negative_bytes":
        row["source_bytes"] = -row["source_bytes"]
    elif flaw == "end_before_start":
        row["event_start"], row["event_end"] = row["event_start"], "2001" + row["event_end"][4:]
    elif flaw == "unparsable_time":
        row["event_start"] = row["event_start"].replace("T", "T9", 1)
    elif flaw == "missing_port":
        row["destination_port"] = None
    elif flaw == "malformed_bytes":
        row["destination_bytes"] = "n/a"
    else:
        row["event_start"], row["event_end"] = "2001" + row["event_start"][4:], "2001" + row["event_end"][4:]
    return json.dumps(row, separators=(",", ":"))


def batches(
    arguments: argparse.Namespace, attacks: Sequence[Attack], world: World
) -> Iterator[tuple[str, list[str]]]:
    """Each mini-batch's id and lines, in order."""
    planted = Rows.joined([attack.rows for attack in attacks]) if attacks else None
    for number in range(arguments.slices):
        at = arguments.start + number * SLICE
        rows = ordinary_rows(world, arguments.seed, at, arguments.rows_scale)
        if planted is not None:
            inside = (planted.start >= _micros(at)) & (planted.start < _micros(at + SLICE))
            rows = Rows.joined([rows, planted.take(inside)])
        random = np.random.default_rng([arguments.seed, 4, _micros(at) // SLICE_MICROS])
        yield mini_batch_id(at), render_lines(rows, random, arguments.dirty)


def mini_batch_id(at: datetime) -> str:
    """Name the mini-batch of a slice: `20260105T0815Z`."""
    return f"{at:%Y%m%dT%H%MZ}"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the traffic that the arguments ask for; return the exit status."""
    arguments = _parse(argv)
    world = build_world(arguments.seed, arguments.hosts)
    attacks = plant_attacks(world, arguments.seed, arguments.anomalies, arguments.start, arguments.slices)
    total, begun = 0, time.monotonic()
    for number, (batch, lines) in enumerate(batches(arguments, attacks, world), start=1):
        folder = arguments.out / batch
        folder.mkdir(parents=True, exist_ok=True)
        for part, first in enumerate(range(0, max(len(lines), 1), PART_ROWS)):
            text = "".join(f"{line}\n" for line in lines[first : first + PART_ROWS])
            content = gzip.compress(text.encode(), compresslevel=4, mtime=0)
            (folder / f"traffic-{part:05d}.jsonl.gz").write_bytes(content)
        total += len(lines)
        if number % 96 == 0 or number == arguments.slices:
            print(f"generated {number}/{arguments.slices} mini-batches, {total:,} rows, "
                  f"{time.monotonic() - begun:.1f} s", file=sys.stderr)  # fmt: skip
    labels = [json.dumps(attack.label(), separators=(",", ":")) for attack in attacks if len(attack.rows)]
    (arguments.out / "labels.jsonl").write_text("".join(f"{label}\n" for label in labels))
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--start", type=_quarter, default=_quarter("2026-01-05T08:00:00Z"), help="ISO-8601, UTC"
    )
    span = parser.add_mutually_exclusive_group()
    span.add_argument("--hours", type=float, help="how long (default: 2 hours)")
    span.add_argument("--days", type=float)
    parser.add_argument("--hosts", type=int, default=60, help="machines inside (default: 60)")
    parser.add_argument("--rows-scale", type=float, default=1.0, help="multiplies the number of sessions")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--anomalies", default="all", help=f"all, none, or some of {','.join(ATTACKS)}")
    parser.add_argument("--dirty", type=float, default=0.001, help="share of spoilt rows (default: 0.001)")
    arguments = parser.parse_args(argv)
    hours = arguments.days * 24 if arguments.days is not None else arguments.hours or 2.0
    arguments.slices = round(hours * 4)
    words = {"all": ATTACKS, "none": ()}.get(arguments.anomalies, tuple(arguments.anomalies.split(",")))
    if unknown := set(words) - set(ATTACKS):
        parser.error(f"--anomalies: {', '.join(sorted(unknown))}: known are {', '.join(ATTACKS)}")
    arguments.anomalies = words
    if (
        arguments.slices < 1
        or arguments.hosts < 8
        or arguments.rows_scale <= 0
        or not 0 <= arguments.dirty <= 1
    ):
        parser.error(
            "ask for at least a quarter of an hour, 8 hosts, a scale above 0, and a dirty share of 0 to 1"
        )
    return arguments


def _quarter(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    if at.minute % 15 or at.second or at.microsecond:
        raise argparse.ArgumentTypeError(f"{text} does not lie on a quarter of an hour")
    return at


def _micros(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _instants(micros: np.ndarray) -> list[str]:
    return np.datetime_as_string(micros.astype("datetime64[us]"), unit="us").tolist()


if __name__ == "__main__":
    sys.exit(main())
