"""How usual each pair is: how often, on how many days and how lately it was seen. Table expressions."""

from __future__ import annotations

from dataclasses import dataclass

from common.expressions import count_places, days_since_1970, ibis, ir, saturate
from common.schemas import FG_B_PAIRS, PAIR
from steps.fg_b_builder.baselines import before


@dataclass(frozen=True)
class Rarity:
    """When a pair counts as new, and when as rare."""

    new_days: int
    """It was first seen so many days before the reference time, or later."""
    rare_days: int
    """It was seen on so many days at the most ..."""
    rare_sessions: int
    """... and had so many sessions at the most."""


def describe_pairs(counts: ir.Table, asked: ir.Table, *, rarity: Rarity) -> ir.Table:
    """Sum up the pair counts of 30 days, with the columns of FG_B_PAIRS; days are of UTC.

    counts  PAIR_COUNTS of the days before the reference time; what ended later is left out
    asked   one row: reference_ts
    """
    seen = before(counts, asked)
    pairs = seen.group_by(*PAIR).agg(
        sessions_cnt=saturate(seen.sessions_cnt.cast("decimal(38, 0)").sum()),
        slices_cnt=seen.count(),
        active_days_cnt=count_places(days_since_1970(seen.slice_start_ts)),
        first_seen_ts=seen.slice_start_ts.min(),
        last_seen_ts=seen.slice_start_ts.max(),
    )
    # Computed once, and not for each pair: DuckDB asks a calendar.
    dated = pairs.cross_join(asked.mutate(since_ts=asked.reference_ts - ibis.interval(days=rarity.new_days)))
    return dated.mutate(
        is_new=dated.first_seen_ts >= dated.since_ts,
        is_rare=(dated.active_days_cnt <= rarity.rare_days) & (dated.sessions_cnt <= rarity.rare_sessions),
    ).select(*FG_B_PAIRS.columns)
