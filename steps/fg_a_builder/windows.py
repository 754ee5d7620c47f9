"""FG-A from deltas: what each host did over the trailing windows that end with a slice. Table expressions.

Windows nest, so each is made of shorter ones: two slices are 30 minutes, two of those an hour, eight hours
eight of those, a day three of those. A delta is added up 16 times instead of 135 (the sum of the windows'
lengths), and only at the places that the asked slices need. For a single slice, which is what a 15-minute run
asks for, each delta is added up once: to the shortest window that it lies in. Sums are of integers and
decimals, so that they are the same in every order, on every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from common.expressions import days_since_1970, ibis, ir, micros_since_1970, saturate
from common.queries import Query, Table, ask
from common.schemas import ACTIVE_SLICES, DELTA_METRICS, FG_A, KEYS, RATIOS, STATISTICS, WINDOWS, windowed
from common.windows import SLICE

DAY = max(WINDOWS.values())
"""Slices of history, the asked one included, that a row is made of."""

_EXACT: Mapping[str, str] = {
    "bytes_sent_sum": "decimal(38, 0)",
    "bytes_recv_sum": "decimal(38, 0)",
    "duration_sum": "decimal(38, 6)",
    "peer_entropy": "decimal(38, 9)",
}
"""Metrics whose sums could overflow, or depend on order: as many digits as a delta has."""

_MICROS = SLICE // timedelta(microseconds=1)

_TOLD = (
    *(f"{metric}_{statistic}" for metric in DELTA_METRICS for statistic in STATISTICS),
    *RATIOS,
    ACTIVE_SLICES,
)
"""What is told of a window, in the order of FG_A's columns."""

_HOST = ("host_ip", "role", "at")


def describe_windows(deltas: Table, slices: Table, count: int, keep: Callable[[str, Query], Table]) -> Query:
    """Ask for FG-A of some slices that follow each other.

    deltas  columns of DELTA, one row a host, role and slice
    slices  at (0, 1, ...), slice_start_ts, slice_end_ts of the asked slices
    count   how many are asked for; the 95 before the first may have deltas too
    keep    computes a query, under a name, that others are made of: an engine's materialise

    Gives the columns of FG_A, in no particular order: a row for each host and role with a delta in the day
    that ends with an asked slice.
    """
    if count == 1:
        rings = keep("rings", ask(sum_rings, deltas, slices))
        return ask(side_by_side, keep("statistics", ask(describe_rings, rings)), slices)
    level = keep("level_15m", ask(first_level, deltas, slices))
    levels = [level]
    for (_, length), (window, longer) in pairwise(WINDOWS.items()):
        level = keep(f"level_{window}", ask(roll, level, slices, parts=longer // length, length=length))
        levels.append(level)
    # All windows in one long table: what is told of a window is written once, and not once a window.
    return ask(side_by_side, keep("statistics", ask(describe_levels, *levels)), slices)


def number_slices(deltas: ir.Table, slices: ir.Table) -> ir.Table:
    """Add `at`, how many slices after the first of `slices` each row's slice begins: 0 is that slice."""
    first = slices.aggregate(first=micros_since_1970(slices.slice_start_ts.min()))
    placed = deltas.cross_join(first)
    at = (micros_since_1970(placed.slice_start_ts) - placed.first) // _MICROS
    return placed.mutate(at=at.cast("int32")).drop("first")


def count_hosts(deltas: ir.Table) -> ir.Table:
    """Count the hosts and roles with a delta in each day or the day before: day (since 1970, UTC), hosts."""
    seen = deltas.select("host_ip", "role", day=days_since_1970(deltas.slice_start_ts)).distinct()
    both = ibis.union(seen, seen.mutate(day=seen.day + 1), distinct=True)
    return both.group_by("day").agg(hosts=both.count())


def look_through(deltas: ir.Table) -> ir.Table:
    """Find what no batch of the delta builder holds, in one row.

    repeated, first    slices in which a host and role is there twice, and the first of them
    earliest, latest   of all slices
    """
    keys = deltas.group_by("host_ip", "role", "slice_start_ts").agg(rows=deltas.count())
    start, twice = keys.slice_start_ts, keys.rows > 1
    return keys.aggregate(
        repeated=start.nunique(where=twice),
        first=start.min(where=twice),
        earliest=start.min(),
        latest=start.max(),
    )


def sum_rings(deltas: ir.Table, slices: ir.Table) -> ir.Table:
    """Add up the deltas of a day by the shortest window that each lies in: `ring` is the window's place."""
    numbered = number_slices(deltas, slices)
    day = numbered.filter((numbered.at <= 0) & (numbered.at > -DAY))
    *shorter, _ = WINDOWS.values()
    ring = ibis.cases(
        *((day.at > -length, ibis.literal(place, "int8")) for place, length in enumerate(shorter)),
        else_=ibis.literal(len(shorter), "int8"),
    )
    return _add_up(_first(day.mutate(ring=ring), "ring"), ["host_ip", "role", "ring"])


def describe_rings(rings: ir.Table) -> ir.Table:
    """Statistics of every window of a single slice: a window is all rings up to its own."""
    nested = ibis.union(
        *(
            rings.filter(rings.ring <= place).drop("ring").mutate(window=ibis.literal(window))
            for place, window in enumerate(WINDOWS)
        )
    )
    summed = _add_up(nested, ["host_ip", "role", "window"])
    return _statistics(summed.mutate(at=ibis.literal(0, "int32")))


def first_level(deltas: ir.Table, slices: ir.Table) -> ir.Table:
    """Deltas as windows of one slice."""
    return _first(number_slices(deltas, slices), "at")


def roll(level: ir.Table, slices: ir.Table, *, parts: int, length: int) -> ir.Table:
    """Add up so many windows of a length to windows that end with the last of them, where they are needed.

    A window of length L is needed at the asked slices and every L slices before them, within a day.
    """
    spread = level.mutate(step=ibis.array(list(range(0, parts * length, length))).unnest())
    moved = spread.mutate(at=(spread.at + spread.step).cast("int32"))
    placed = moved.cross_join(slices.aggregate(last=slices.at.max()))
    longer = parts * length
    needed = (
        (placed.at <= placed.last)
        & (placed.at >= longer - DAY)
        & ((placed.last - placed.at) % longer <= placed.last.cast("int64"))
    )
    return _add_up(placed.filter(needed), list(_HOST))


def describe_levels(*levels: ir.Table) -> ir.Table:
    """Statistics of every window at the asked slices, in one long table."""
    known = [
        _in_common_types(level.filter(level.at >= 0)).mutate(window=ibis.literal(window))
        for level, window in zip(levels, WINDOWS, strict=True)
    ]
    return _statistics(ibis.union(*known))


def _in_common_types(level: ir.Table) -> ir.Table:
    """Engines widen sums, and those of no sum are not wide."""
    return level.select(
        *_HOST,
        active=level.active.cast("int64"),
        **{
            f"{metric}_sum": level[f"{metric}_sum"].cast(_EXACT.get(metric, "int64"))
            for metric in DELTA_METRICS
        },
        **{f"{metric}_max": level[f"{metric}_max"] for metric in DELTA_METRICS},
    )


def _first(deltas: ir.Table, place: str) -> ir.Table:
    return deltas.select(
        "host_ip",
        "role",
        place,
        active=ibis.literal(1, "int64"),
        **{f"{metric}_sum": deltas[metric].cast(_EXACT.get(metric, "int64")) for metric in DELTA_METRICS},
        **{f"{metric}_max": deltas[metric] for metric in DELTA_METRICS},
    )


def _add_up(parts: ir.Table, by: Sequence[str]) -> ir.Table:
    """Add up parts of windows."""
    return parts.group_by(*by).agg(
        active=parts.active.sum().cast("int64"),
        **{
            f"{metric}_sum": parts[f"{metric}_sum"].sum().cast(_EXACT.get(metric, "int64"))
            for metric in DELTA_METRICS
        },
        **{f"{metric}_max": parts[f"{metric}_max"].max() for metric in DELTA_METRICS},
    )


def _statistics(level: ir.Table) -> ir.Table:
    """Sums, means, maxima and ratios of each window; 0 for what is unknown."""
    total = {metric: level[f"{metric}_sum"] for metric in DELTA_METRICS}
    real = {metric: value.cast("float64") for metric, value in total.items()}
    columns: dict[str, ir.Value] = {}
    for metric, kind in DELTA_METRICS.items():
        bounded = saturate(total[metric]) if kind == "int64" else real[metric]
        columns[f"{metric}_sum"] = bounded
        columns[f"{metric}_mean"] = real[metric] / level.active.cast("float64")
        columns[f"{metric}_max"] = level[f"{metric}_max"]
    both = real["bytes_sent_sum"] + real["bytes_recv_sum"]
    columns |= {
        "drop_ratio": _share(real["drop_cnt"], real["sessions_cnt"]),
        "reset_ratio": _share(real["rst_cnt"], real["sessions_cnt"]),
        "aged_out_ratio": _share(real["aged_out_cnt"], real["sessions_cnt"]),
        "bytes_asymmetry": _share(real["bytes_sent_sum"] - real["bytes_recv_sum"], both),
        "sessions_per_peer": _share(real["sessions_cnt"], real["peers_cnt"]),
        ACTIVE_SLICES: level.active,
    }
    return level.select(
        *_HOST, "window", **{name: ibis.coalesce(value, _zero(name)) for name, value in columns.items()}
    )


def side_by_side(statistics: ir.Table, slices: ir.Table) -> ir.Table:
    """Put a host's windows into one row, as FG_A names them; 0 in windows in which it was not active."""
    told = statistics.select(*_HOST, "window", told=ibis.struct({name: statistics[name] for name in _TOLD}))
    *shorter, day = WINDOWS
    rows = told.filter(told.window == day).select(*_HOST, **{day: told.told})
    for window in shorter:
        other = told.filter(told.window == window)
        other = other.select(
            *(other[name].name(f"{window}_{name}") for name in _HOST), **{window: other.told}
        )
        rows = rows.left_join(other, [(name, f"{window}_{name}") for name in _HOST])
    placed = rows.inner_join(slices, "at")
    nothing = ibis.struct({name: _zero(name) for name in _TOLD})
    filled = placed.select(*KEYS, **{window: ibis.coalesce(placed[window], nothing) for window in WINDOWS})
    return filled.select(
        *KEYS, **{windowed(name, window): filled[window][name] for window in WINDOWS for name in _TOLD}
    )


def _share(part: ir.FloatingValue, whole: ir.FloatingValue) -> ir.FloatingValue:
    return ibis.ifelse(whole > 0, part / whole, 0.0)


def _zero(name: str) -> ir.Scalar:
    """What is told of no slices at all."""
    return ibis.literal(0, FG_A.columns[windowed(name, "15m")])
