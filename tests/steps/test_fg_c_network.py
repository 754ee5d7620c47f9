"""FG-C of a network that all steps have described, against hand-written SQL over the same files.

The window begins before the first baseline and reaches across the second.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from by_hand import Network, batch, run_job
from laying import digests, file_of, slices_between

from common.schemas import BASELINE_METRICS
from common.windows import format_instant
from steps.fg_b_builder.job import build as build_baselines
from steps.fg_c_builder.job import build

FLOORS = dict.fromkeys(
    ("drop_ratio_w_15m", "reset_ratio_w_15m", "aged_out_ratio_w_15m", "bytes_asymmetry_w_15m"), 0.01
) | {"peer_entropy_sum_w_15m": 0.1}
"""Of the metrics whose least difference that means anything is not 1."""

COMPARISONS = """
WITH expected AS (
    SELECT a.slice_start_ts, a.host_ip, a.role, r.reference_ts,
        CASE WHEN h.role IS NOT NULL THEN 'host' WHEN p.role IS NOT NULL THEN 'population' ELSE 'none' END
            AS scope,
        a.v, CASE WHEN h.role IS NOT NULL THEN h.median ELSE p.median END AS median,
        CASE WHEN h.role IS NOT NULL THEN h.mad ELSE p.mad END AS mad,
        CASE WHEN h.role IS NOT NULL THEN h.iqr ELSE p.iqr END AS iqr
    FROM (SELECT slice_start_ts, host_ip, role, {metric}::DOUBLE AS v FROM fg_a) a
    LEFT JOIN (SELECT a.slice_start_ts, max(b.reference_ts) AS reference_ts
               FROM (SELECT DISTINCT slice_start_ts FROM fg_a) a
               JOIN (SELECT DISTINCT reference_ts FROM hosts) b ON b.reference_ts <= a.slice_start_ts
               GROUP BY ALL) r USING (slice_start_ts)
    LEFT JOIN (SELECT reference_ts, host_ip, role, {metric}_median AS median, {metric}_mad AS mad,
                   {metric}_iqr AS iqr
               FROM hosts WHERE scope = 'host' AND NOT cold_start AND horizon = '{horizon}') h
        ON h.reference_ts = r.reference_ts AND h.host_ip = a.host_ip AND h.role = a.role
    LEFT JOIN (SELECT reference_ts, role, {metric}_median AS median, {metric}_mad AS mad,
                   {metric}_iqr AS iqr
               FROM hosts WHERE scope = 'population' AND horizon = '{horizon}') p
        ON p.reference_ts = r.reference_ts AND p.role = a.role
), scaled AS (
    SELECT *, CASE WHEN mad > 0 THEN 1.4826 * mad WHEN iqr > 0 THEN iqr / 1.349
        WHEN abs(median) * 0.1 > {floor} THEN abs(median) * 0.1 ELSE {floor} END AS scale,
        CASE WHEN abs(median) > {floor} THEN abs(median) ELSE {floor} END AS divisor
    FROM expected
), named AS (
    SELECT slice_start_ts, host_ip, role, reference_ts, scope, median AS baseline,
        CASE WHEN median IS NOT NULL THEN least(20, greatest(-20, (v - median) / scale)) END AS z,
        CASE WHEN median IS NOT NULL THEN least(1e6, greatest(-1e6, v / divisor)) END AS ratio,
        sign(v) * ln(1 + abs(v)) - sign(median) * ln(1 + abs(median)) AS log_ratio
    FROM scaled
)
SELECT count(*), count(*) FILTER (
    e.scope IS DISTINCT FROM a.baseline_scope_{horizon}
    OR e.reference_ts IS DISTINCT FROM a.baseline_reference_ts
    OR e.baseline IS DISTINCT FROM a.{metric}_baseline_{horizon}
    OR {different})
FROM named e FULL JOIN fg_c a USING (slice_start_ts, host_ip, role)
"""

NOVELTY = """
WITH judged AS (
    SELECT c.*, r.reference_ts, k.source_ip IS NULL AND r.reference_ts IS NOT NULL AS is_new,
        coalesce(k.is_rare, FALSE) AS is_rare
    FROM counts c
    LEFT JOIN (SELECT c.slice_start_ts, max(k.reference_ts) AS reference_ts
               FROM (SELECT DISTINCT slice_start_ts FROM counts) c
               JOIN (SELECT DISTINCT reference_ts FROM pairs) k ON k.reference_ts <= c.slice_start_ts
               GROUP BY ALL) r USING (slice_start_ts)
    LEFT JOIN pairs k ON k.reference_ts = r.reference_ts AND k.source_ip = c.source_ip
        AND k.destination_ip = c.destination_ip AND k.destination_port IS NOT DISTINCT FROM c.destination_port
), roles AS (
    SELECT slice_start_ts, source_ip AS host_ip, 'source' AS role, is_new, is_rare FROM judged
    UNION ALL SELECT slice_start_ts, destination_ip, 'destination', is_new, is_rare FROM judged
), expected AS (
    SELECT slice_start_ts, host_ip, role, count(*) FILTER (is_new) AS new, count(*) FILTER (is_rare) AS rare
    FROM roles GROUP BY ALL
)
SELECT count(*) FILTER (coalesce(new, 0) IS DISTINCT FROM new_pair_cnt
        OR coalesce(rare, 0) IS DISTINCT FROM rare_pair_cnt),
    sum(new_pair_cnt)::BIGINT, sum(rare_pair_cnt)::BIGINT
FROM fg_c FULL JOIN expected USING (slice_start_ts, host_ip, role)
"""


@pytest.fixture(scope="module")
def compared(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two baselines three hours apart, and FG-C from an hour before the first to two after the second."""
    root = tmp_path_factory.mktemp("fg_c")
    shutil.copytree(network.fg_b, root / "fg_b")
    features = {"input_fg_a": network.fg_a, "input_pair_counts": network.pair_counts}
    second = {
        "ReferenceTimeIso": format_instant(network.baseline + timedelta(hours=3)),
        "Mode": "REGULAR",
    }
    run_job(build_baselines, second, features, {"output_fg_b": root / "fg_b"}, root / "scratch")
    run_job(
        build,
        batch(network.baseline - timedelta(hours=1), network.baseline + timedelta(hours=5)),
        {**features, "input_fg_b": root / "fg_b"},
        {"output_fg_c": root / "fg_c"},
        root / "scratch",
        {"chunk_slices": 9},
    )
    return root


def test_parts_of_few_rows_write_the_same_bytes(
    network: Network, compared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where hosts are many, a baseline is read once and compared with a few slices at a time."""
    begin, end = network.baseline - timedelta(hours=1), network.baseline + timedelta(hours=5)
    with caplog.at_level("INFO"):
        run_job(
            build,
            batch(begin, end),
            {
                "input_fg_a": network.fg_a,
                "input_pair_counts": network.pair_counts,
                "input_fg_b": compared / "fg_b",
            },
            {"output_fg_c": tmp_path / "parts"},
            tmp_path / "scratch",
            {"chunk_rows": 1},
        )
    assert digests(compared / "fg_c") == digests(tmp_path / "parts")
    assert 24 == len(re.findall(r"compare dt=\S+ \.\.\.", caplog.text))


@pytest.fixture(scope="module")
def tables(network: Network, compared: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What FG-C read and wrote, as tables."""
    begin, end = network.baseline - timedelta(hours=1), network.baseline + timedelta(hours=5)
    folders = {
        "fg_a": network.fg_a,
        "counts": network.pair_counts,
        "hosts": compared / "fg_b/hosts",
        "pairs": compared / "fg_b/pairs",
        "fg_c": compared / "fg_c",
    }
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, folder in folders.items():
            asked = (
                f"WHERE slice_start_ts >= TIMESTAMPTZ '{begin}' AND slice_start_ts < TIMESTAMPTZ '{end}'"
                if name in {"fg_a", "counts"}
                else ""
            )
            files = f"read_parquet('{folder}/**/*.parquet', hive_partitioning = false)"
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {files} {asked}")
        yield connection


def first(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The one row of a query."""
    row: tuple[Any, ...] = connection.execute(query).fetchall()[0]
    return row


@pytest.mark.parametrize("horizon", ["7d", "30d"])
def test_comparisons_of_every_metric_are_those_of_hand_written_sql(
    tables: duckdb.DuckDBPyConnection, horizon: str
) -> None:
    """Scope, baseline, z, ratio and log ratio of every row; floats to 1e-9."""
    rows = first(tables, "SELECT count(*) FROM fg_a")[0]
    wrong = {}
    for metric in BASELINE_METRICS:
        names = {name: f"a.{metric}_{name}_{horizon}" for name in ("z", "ratio", "log_ratio")}
        different = " OR ".join(
            f"(e.{name} IS NULL) <> ({column} IS NULL) "
            f"OR abs(e.{name} - {column}) > 1e-9 * abs(e.{name}) + 1e-12"
            for name, column in names.items()
        )
        floor = FLOORS.get(metric, 1.0)
        query = COMPARISONS.format(metric=metric, horizon=horizon, floor=floor, different=different)
        found = first(tables, query)
        if found != (rows, 0):
            wrong[metric] = found
    assert {} == wrong
    scopes = tables.execute(f"SELECT DISTINCT baseline_scope_{horizon} FROM fg_c ORDER BY 1").fetchall()
    assert [("host",), ("none",), ("population",)] == scopes


def test_new_and_rare_pairs_are_those_of_hand_written_sql(tables: duckdb.DuckDBPyConnection) -> None:
    """In both roles, with null ports as ports of their own, and none before the first baseline."""
    wrong, new, rare = first(tables, NOVELTY)
    assert 0 == wrong
    assert new > 0
    assert rare > 0
    assert first(tables, "SELECT count(*) FROM counts WHERE destination_port IS NULL")[0] > 0


def test_each_slice_has_the_newest_baseline_that_is_not_later(
    network: Network, tables: duckdb.DuckDBPyConnection
) -> None:
    """An hour without, three hours of the first and two of the second, from its own slice on."""
    later = network.baseline + timedelta(hours=3)
    found = tables.execute(
        "SELECT baseline_reference_ts, count(DISTINCT slice_start_ts), min(slice_start_ts) FROM fg_c "
        "GROUP BY 1 ORDER BY 1 NULLS FIRST"
    ).fetchall()
    assert [
        (None, 4, network.baseline - timedelta(hours=1)),
        (network.baseline, 12, network.baseline),
        (later, 8, later),
    ] == found


def test_a_later_baseline_changes_no_byte_of_earlier_slices(network: Network, compared: Path) -> None:
    """Nor does another window, or another number of slices at once."""
    starts = slices_between(network.baseline, network.baseline + timedelta(hours=3))
    names = [str(file_of(compared / "fg_c", start).relative_to(compared / "fg_c")) for start in starts]
    before, after = digests(network.fg_c), digests(compared / "fg_c")
    assert {name: before[name] for name in names} == {name: after[name] for name in names}
    assert before != {name: after.get(name) for name in before}
