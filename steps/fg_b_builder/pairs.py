"""How usual each pair is: how often, on how many days and how lately it was seen. Table expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis
import ibis.expr.types as ir

from common.schemas import FG_B_PAIRS, PAIR

LARGEST = 2**63 - 1
"""Sums of sessions stop here instead of overflowing."""


@dataclass(frozen=True)
class Rarity:
    """When a pair counts as new, and when as rare."""

    new_days: int
    """It was first seen so many days before the reference time, or later."""
    rare_days: int
    """It was seen on so many days at the most ..."""
    rare_sessions: int
    """... and had so many sessions at the most."""


def describe_pairs(counts: ir.Table, reference: datetime, rarity: Rarity) -> ir.Table:
    """Sum up the pair counts of 30 days, with the columns of FG_B_PAIRS; days are of UTC."""
    seen = counts.mutate(day=counts.slice_start_ts.cast("date"))
    pairs = seen.group_by(*PAIR).agg(
        sessions_cnt=ibis.least(
            seen.sessions_cnt.cast("decimal(38, 0)").sum(), ibis.literal(LARGEST).cast("decimal(38, 0)")
        ).cast("int64"),
        slices_cnt=seen.count(),
        active_days_cnt=seen.day.nunique(),
        first_seen_ts=seen.slice_start_ts.min(),
        last_seen_ts=seen.slice_start_ts.max(),
    )
    newest = ibis.literal(reference - timedelta(days=rarity.new_days))
    return pairs.mutate(
        reference_ts=ibis.literal(reference),
        is_new=pairs.first_seen_ts >= newest,
        is_rare=(pairs.active_days_cnt <= rarity.rare_days) & (pairs.sessions_cnt <= rarity.rare_sessions),
    ).select(*FG_B_PAIRS.columns)
