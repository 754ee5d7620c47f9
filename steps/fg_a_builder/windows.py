"""FG-A from deltas: what each host did over the trailing windows that end with a slice. Table expressions.

Windows nest, so each is made of shorter ones: two slices are 30 minutes, two of those an hour, eight hours
eight of those, a day three of those. A delta is added up 16 times instead of 135 (the sum of the windows'
lengths), and only at the places that the asked slices need. Sums are of integers and decimals, so that they
are the same in every order, on every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from common.schemas import ACTIVE_SLICES, DELTA_METRICS, FG_A, KEYS, RATIOS, STATISTICS, WINDOWS, windowed

LARGEST = 2**63 - 1
"""Sums of bytes stop here instead of overflowing."""

DAY = max(WINDOWS.values())
"""Slices of history, the asked one included, that a row is made of."""

_EXACT: Mapping[str, str] = {
    "bytes_sent_sum": "decimal(38, 0)",
    "bytes_recv_sum": "decimal(38, 0)",
    "duration_sum": "decimal(38, 6)",
    "peer_entropy": "decimal(38, 9)",
}
"""Metrics whose sums could overflow, or depend on order: as many digits as a delta has."""

_ZEROS: Mapping[str, ir.Scalar] = {
    name: ibis.literal(0, FG_A.columns[windowed(name, "15m")])
    for name in (
        *(f"{metric}_{statistic}" for metric in DELTA_METRICS for statistic in STATISTICS),
        *RATIOS,
        ACTIVE_SLICES,
    )
}
"""What is told of a window, in the order of FG_A's columns, and what it is of no slices at all."""

_HOST = ("host_ip", "role", "at")
_LISTED = 400
"""Needed places are listed in the expression up to this number, and not narrowed beyond it."""


def describe_windows(
    deltas: ir.Table,
    slices: ir.Table,
    targets: Sequence[int],
    keep: Callable[[str, ir.Table], ir.Table] = lambda _, table: table,
) -> ir.Table:
    """Build FG-A for the target slices.

    deltas   columns of DELTA and `at`, the number of the row's slice; one row a host, role and slice
    slices   at, slice_start_ts, slice_end_ts of the targets
    targets  the numbers of the slices to describe; the 95 before each may have deltas too
    keep     computes a table, under a name, that two others are made of: an engine's materialise

    Returns the columns of FG_A, in no particular order: a row for each host and role with a delta in the day
    that ends with a target.
    """
    needed = needed_places(targets)
    level = _first(deltas, needed["15m"])
    known = [_labelled(level, "15m", targets)]
    for (_, length), (window, longer) in pairwise(WINDOWS.items()):
        level = keep(f"level_{window}", _roll(level, range(0, longer, length), needed[window]))
        known.append(_labelled(level, window, targets))
    # All windows in one long table: what is told of a window is written once, and not once a window.
    statistics = keep("statistics", _statistics(ibis.union(*known)))
    return _side_by_side(statistics, slices)


def needed_places(targets: Sequence[int]) -> dict[str, set[int]]:
    """At which slices each window must be known, so that the longest is known at the targets."""
    windows = list(WINDOWS.items())
    needed = {windows[-1][0]: set(targets)}
    for (shorter, length), (window, longer) in reversed(list(pairwise(windows))):
        needed[shorter] = {at - step for at in needed[window] for step in range(0, longer, length)}
    return needed


def _first(deltas: ir.Table, places: set[int]) -> ir.Table:
    """Deltas as windows of one slice."""
    chosen = _only(deltas, places)
    return chosen.select(
        *_HOST,
        active=ibis.literal(1, "int64"),
        **{f"{metric}_sum": chosen[metric].cast(_EXACT.get(metric, "int64")) for metric in DELTA_METRICS},
        **{f"{metric}_max": chosen[metric] for metric in DELTA_METRICS},
    )


def _roll(parts: ir.Table, steps: Sequence[int], places: set[int]) -> ir.Table:
    """Add up windows that end together with a part, or a step later than one."""
    spread = parts.mutate(step=ibis.array(list(steps)).unnest())
    together = _only(spread.mutate(at=(spread.at + spread.step).cast("int32")), places)
    return together.group_by(*_HOST).agg(
        active=together.active.sum().cast("int64"),
        **{
            f"{metric}_sum": together[f"{metric}_sum"].sum().cast(_EXACT.get(metric, "int64"))
            for metric in DELTA_METRICS
        },
        **{f"{metric}_max": together[f"{metric}_max"].max() for metric in DELTA_METRICS},
    )


def _labelled(level: ir.Table, window: str, targets: Sequence[int]) -> ir.Table:
    """Narrow a window to the targets, with types that all windows share: engines widen sums."""
    chosen = _only(level, targets)
    return chosen.select(
        *_HOST,
        window=ibis.literal(window),
        active=chosen.active.cast("int64"),
        **{
            f"{metric}_sum": chosen[f"{metric}_sum"].cast(_EXACT.get(metric, "int64"))
            for metric in DELTA_METRICS
        },
        **{f"{metric}_max": chosen[f"{metric}_max"] for metric in DELTA_METRICS},
    )


def _statistics(level: ir.Table) -> ir.Table:
    """Sums, means, maxima and ratios of each window; 0 for what is unknown."""
    total = {metric: level[f"{metric}_sum"] for metric in DELTA_METRICS}
    real = {metric: value.cast("float64") for metric, value in total.items()}
    columns: dict[str, ir.Value] = {}
    for metric, kind in DELTA_METRICS.items():
        bounded = _bound(total[metric]) if kind == "int64" else real[metric]
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
        *_HOST, "window", **{name: ibis.coalesce(value, _ZEROS[name]) for name, value in columns.items()}
    )


def _side_by_side(statistics: ir.Table, slices: ir.Table) -> ir.Table:
    """Put a host's windows into one row, as FG_A names them; 0 in windows in which it was not active."""
    told = statistics.select(*_HOST, "window", told=ibis.struct({name: statistics[name] for name in _ZEROS}))
    *shorter, day = WINDOWS
    rows = told.filter(told.window == day).select(*_HOST, **{day: told.told})
    for window in shorter:
        other = told.filter(told.window == window)
        other = other.select(
            *(other[name].name(f"{window}_{name}") for name in _HOST), **{window: other.told}
        )
        rows = rows.left_join(other, [(name, f"{window}_{name}") for name in _HOST])
    placed = rows.inner_join(slices, "at")
    nothing = ibis.struct(_ZEROS)
    filled = placed.select(*KEYS, **{window: ibis.coalesce(placed[window], nothing) for window in WINDOWS})
    return filled.select(
        *KEYS, **{windowed(name, window): filled[window][name] for window in WINDOWS for name in _ZEROS}
    )


def _bound(total: ir.NumericValue) -> ir.IntegerValue:
    """Stop at the largest integer; the lesser of null and a number would be the number."""
    most = ibis.literal(LARGEST).cast(total.type())
    return ibis.ifelse(total > most, most, total).cast("int64")


def _share(part: ir.FloatingValue, whole: ir.FloatingValue) -> ir.FloatingValue:
    return ibis.ifelse(whole > 0, part / whole, 0.0)


def _only(table: ir.Table, places: Iterable[int]) -> ir.Table:
    """Narrow a table to places; many are as good as all between the first and the last."""
    chosen = sorted(places)
    if len(chosen) > _LISTED or chosen == list(range(chosen[0], chosen[-1] + 1)):
        return table.filter(table.at.between(chosen[0], chosen[-1]))
    return table.filter(table.at.isin(chosen))
