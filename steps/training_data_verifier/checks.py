"""What was found in the training data, and what of it is a reason to refuse. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.windows import SLICE, Slice, Window, format_instant
from steps.training_data_verifier.settings import VerifierSettings


@dataclass(frozen=True)
class Finding:
    """One dataset in one window."""

    window: str
    """training or evaluation."""
    dataset: str
    """fg_a or fg_c."""
    expected: int
    """Slices."""
    present: int
    empty: int
    rows: int
    duplicates: int
    """Rows beyond the first of a host, role and slice."""
    unmatched: int
    """Rows without a partner in the other dataset."""
    null_shares: Mapping[str, float]
    """Of columns that have any null."""
    faults: tuple[str, ...]
    """Files that cannot be read, or have other columns than declared."""

    @property
    def slice_coverage(self) -> float:
        """Share of the expected slices that are there."""
        return self.present / self.expected

    @property
    def join_coverage(self) -> float:
        """Share of the rows that have a partner; of no rows, all have."""
        return 1 - self.unmatched / self.rows if self.rows else 1.0

    def as_report(self) -> dict[str, Any]:
        """Everything, as JSON."""
        return {
            "slices": {"expected": self.expected, "present": self.present, "empty": self.empty},
            "slice_coverage": round(self.slice_coverage, 6),
            "rows": self.rows,
            "duplicates": self.duplicates,
            "unmatched": self.unmatched,
            "join_coverage": round(self.join_coverage, 6),
            "null_shares": {name: round(share, 6) for name, share in sorted(self.null_shares.items())},
            "faults": list(self.faults),
        }


def reasons_against(findings: Sequence[Finding], settings: VerifierSettings) -> list[str]:
    """Say what speaks against training with this data: one line a fault, none if it is fit."""
    reasons = []
    for found in findings:
        where = f"{found.dataset} of the {found.window} window"
        if found.slice_coverage < settings.min_slice_coverage:
            reasons.append(
                f"{where} has {found.present} of {found.expected} slices, "
                f"min_slice_coverage is {settings.min_slice_coverage:g}"
            )
        if found.rows < settings.min_rows:
            reasons.append(f"{where} has {found.rows} rows, min_rows is {settings.min_rows}")
        reasons += [f"{where}: {fault}" for fault in found.faults]
        if found.duplicates:
            reasons.append(f"{where} has {found.duplicates} rows with a host, role and slice of another")
        if found.join_coverage < settings.min_join_coverage:
            reasons.append(
                f"{where} has {found.unmatched} of {found.rows} rows without a partner, "
                f"min_join_coverage is {settings.min_join_coverage:g}"
            )
        most = settings.max_null_share[found.dataset]
        nulls = {name: share for name, share in found.null_shares.items() if share > most}
        if nulls:
            worst = max(nulls, key=lambda name: (nulls[name], name))
            reasons.append(
                f"{where} has {len(nulls)} columns with more nulls than max_null_share {most:g}, "
                f"{worst} with a share of {nulls[worst]:.3f}"
            )
    return reasons


def overlap_of(training: Window, evaluation: Window) -> str | None:
    """Say by how much the windows overlap; a model must not be judged by what it has seen."""
    begin, end = max(training.start, evaluation.start), min(training.end, evaluation.end)
    if begin >= end:
        return None
    return f"the windows overlap from {format_instant(begin)} to {format_instant(end)}"


def notes_on(training: Window, evaluation: Window) -> list[str]:
    """Say what is odd about the windows, and no reason to refuse."""
    if evaluation.start >= training.start:
        return []
    note = (
        f"the evaluation window begins at {format_instant(evaluation.start)}, before the training window at "
        f"{format_instant(training.start)}: the model is judged by a past that it never had to predict"
    )
    return [note]


def missing_windows(
    windows: Sequence[Window], present: Mapping[str, Collection[Slice]]
) -> list[dict[str, Any]]:
    """List stretches of slices that some dataset lacks: what a backfill takes.

    present  dataset to the slices that are there and can be read

    Each is `{"start", "end", "slices", "datasets"}`; neighbours that lack the same datasets are one.
    """
    lacking: dict[Slice, tuple[str, ...]] = {}
    for window in windows:
        for piece in window.slices():
            absent = tuple(name for name, there in present.items() if piece not in there)
            if absent:
                lacking[piece] = absent
    stretches: list[tuple[Slice, Slice, tuple[str, ...]]] = []
    for piece, absent in sorted(lacking.items()):
        if stretches and stretches[-1][1].end == piece.start and stretches[-1][2] == absent:
            stretches[-1] = (stretches[-1][0], piece, absent)
        else:
            stretches.append((piece, piece, absent))
    return [
        {
            "start": format_instant(first.start),
            "end": format_instant(last.end),
            "slices": (last.end - first.start) // SLICE,
            "datasets": list(absent),
        }
        for first, last, absent in stretches
    ]
