"""The same rows give the same bytes, in any order, with any number of threads, in any number of files."""

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from delta_container import Run, lines, session


def busy_rows(count: int) -> list[dict[str, Any]]:
    """Many hosts with many peers, so that sums and entropies have many terms."""
    chance = random.Random(5)
    return [
        session(
            source_ip=f"10.0.{int(chance.random() ** 3 * 4)}.{chance.randrange(250)}",
            destination_ip=f"10.1.0.{int(chance.random() ** 3 * 250)}",
            destination_port=chance.choice([53, 80, 443, 8080]),
            source_bytes=chance.randrange(10**9),
            event_start=f"2026-01-05T08:{chance.randrange(30):02}:{chance.randrange(60):02}.{chance.randrange(10**6):06}Z",
            event_end=f"2026-01-05T09:00:00.{chance.randrange(10**6):06}Z",
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize(("threads", "files"), [(1, 1), (2, 3), (4, 7)])
def test_bytes_do_not_depend_on_order_threads_or_files(run: Run, threads: int, files: int) -> None:
    """Shuffled, split and run with other threads, the deltas are byte for byte the same."""
    rows = busy_rows(20_000)
    first = digests(run(rows).root)
    shuffled = random.Random(threads).sample(rows, len(rows))
    split = {f"{n}.jsonl.gz": lines(shuffled[n::files]) for n in range(files)}
    assert first == digests(run(files=split, config={"resources": {"threads": threads}}).root)


def digests(root: Path) -> dict[str, str]:
    """Each delta file with its digest."""
    folder = root / "opt/ml/processing/output/output_delta"
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*.parquet")
    }
