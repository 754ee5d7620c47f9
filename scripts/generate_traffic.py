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
import math
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from traffic_model import (
    ATTACKS,
    SLICE,
    Attack,
    Rows,
    World,
    build_world,
    expected_sessions,
    instants_of,
    ordinary_rows,
    parts_of,
    plant_attacks,
)

PART_ROWS = 500_000
FEWEST_HOSTS = 8

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


def render_lines(rows: Rows, random: np.random.Generator, *, dirty: float, broken: float) -> list[str]:
    """Rows as JSON lines in order of their start, some of them spoilt, one perhaps broken off."""
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
        instants_of(rows.start),
        instants_of(rows.end),
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
    if lines and random.random() < broken:
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


def slice_parts(
    arguments: argparse.Namespace, attacks: Sequence[Attack], world: World, at: datetime
) -> Iterator[list[str]]:
    """The lines of each part of a slice's mini-batch, in order."""
    expected = expected_sessions(world, at, arguments.rows_scale)
    for part in parts_of(at, max(1, math.ceil(expected / PART_ROWS))):
        rows = [ordinary_rows(world, arguments.seed, at, arguments.rows_scale, part)]
        rows += [attack.rows.take(part.holds(attack.rows.start)) for attack in attacks]
        random = np.random.default_rng(part.seed(arguments.seed, 4))
        yield render_lines(Rows.joined(rows), random, dirty=arguments.dirty, broken=arguments.broken)


def mini_batch_id(at: datetime) -> str:
    """Name the mini-batch of a slice: `20260105T0815Z`."""
    return f"{at:%Y%m%dT%H%MZ}"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the traffic that the arguments ask for; return the exit status."""
    arguments = _parse(argv)
    world = build_world(arguments.seed, arguments.hosts)
    attacks = plant_attacks(world, arguments.seed, arguments.anomalies, arguments.start, arguments.slices)
    total, begun = 0, time.monotonic()
    for number in range(1, arguments.slices + 1):
        at = arguments.start + (number - 1) * SLICE
        folder = arguments.out / mini_batch_id(at)
        folder.mkdir(parents=True, exist_ok=True)
        for part, lines in enumerate(slice_parts(arguments, attacks, world, at)):
            content = "".join(f"{line}\n" for line in lines).encode()
            path = folder / f"traffic-{part:05d}.jsonl.gz"
            path.write_bytes(gzip.compress(content, compresslevel=4, mtime=0))
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
    parser.add_argument(
        "--broken", type=float, default=0.025, help="share of files with a line broken off (default: 0.025)"
    )
    arguments = parser.parse_args(argv)
    hours = 2.0 if arguments.hours is None else arguments.hours
    hours = hours if arguments.days is None else arguments.days * 24
    arguments.slices = round(hours * 4)
    words = {"all": ATTACKS, "none": ()}.get(arguments.anomalies, tuple(arguments.anomalies.split(",")))
    if unknown := set(words) - set(ATTACKS):
        parser.error(f"--anomalies: {', '.join(sorted(unknown))}: known are {', '.join(ATTACKS)}")
    arguments.anomalies = words
    if (
        arguments.slices < 1
        or arguments.hosts < FEWEST_HOSTS
        or arguments.rows_scale <= 0
        or not 0 <= arguments.dirty <= 1
    ):
        parser.error(
            "ask for at least a quarter of an hour, 8 hosts, a scale above 0, and a dirty share of 0 to 1"
        )
    return arguments


def _quarter(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no ISO-8601 time") from error
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    if at.minute % 15 or at.second or at.microsecond:
        raise argparse.ArgumentTypeError(f"{text} does not lie on a quarter of an hour")
    return at


if __name__ == "__main__":
    sys.exit(main())
