"""What the demo shows at its end: what became of the rows, and the most anomalous hosts with the reasons."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

SHOWN = 10
WIDTH = 150


def print_rows(data: Path) -> None:
    """Sum up the reports of the delta builder."""
    reports = [
        json.loads(path.read_text("utf-8")) for path in sorted(data.glob("features/delta_report/*/*.json"))
    ]
    read = sum(report["rows"]["read"] for report in reports)
    deltas = sum(report["deltas"] for report in reports)
    reasons: dict[str, int] = {}
    for report in reports:
        for reason, count in report["rejected"].items():
            reasons[reason] = reasons.get(reason, 0) + count
    rejected = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "none"
    print(f"{read:,} rows became {deltas:,} deltas; rejected and kept apart: {rejected}.")


def print_hosts(data: Path, labels: Path) -> None:
    """Show the hosts with the highest scores, each at its worst, and what drove the score."""
    planted: dict[str, set[str]] = {}
    for line in labels.read_text("utf-8").splitlines():
        label = json.loads(line)
        planted.setdefault(label["host"], set()).add(label["kind"])
    found = duckdb.sql(
        f"""
        select * from read_parquet('{data}/publication/prediction_feature_join/**/*.parquet')
        qualify row_number() over (partition by host_ip order by score desc, slice_start_ts, role) = 1
        order by score desc, host_ip
        limit {SHOWN}
        """  # noqa: S608 - the folder is the demo's own
    )
    names = found.columns
    table = Table(box=box.SIMPLE, title=f"The {SHOWN} most anomalous hosts, each at its worst, and why")
    for name in ("host", "role", "from", "severity"):
        table.add_column(name)
    table.add_column("percentile", justify="right")
    table.add_column("score", justify="right")
    table.add_column("because")
    table.add_column("planted")
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        drivers = (
            f"{row[f'driver_{place}']} = {row[f'driver_{place}_value']:,.4g}"
            for place in (1, 2, 3)
            if row[f"driver_{place}"]
        )
        table.add_row(
            row["host_ip"],
            row["role"],
            f"{row['slice_start_ts']:%H:%M}",
            row["severity"],
            f"{100 * row['percentile']:.2f} %",
            f"{row['score']:.3f}",
            "\n".join(drivers),
            ", ".join(sorted(planted.get(row["host_ip"], ()))),
        )
    Console(width=WIDTH).print(table)
