"""FG-B of a network that all steps have described, against hand-written SQL over the same files."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from by_hand import Network, run_job
from laying import digests, file_of, slices_between

from common.schemas import BASELINE_METRICS
from common.windows import format_instant
from steps.fg_b_builder.job import build

MIN_SUPPORT = 100
STATISTICS = ("median", "p25", "p75", "p95", "p99", "mad", "iqr")

HOSTS = """
WITH values AS (
    UNPIVOT (SELECT host_ip, role, {casts} FROM read_parquet('{fg_a}', hive_partitioning = false)
             WHERE slice_end_ts <= TIMESTAMPTZ '{reference}' AND sessions_cnt_sum_w_15m > 0)
    ON {metrics} INTO NAME metric VALUE v
), scoped AS (
    SELECT 'host' AS scope, host_ip, role, metric, v FROM values
    UNION ALL SELECT 'population', NULL, role, metric, v FROM values
), quantiles AS (
    SELECT scope, host_ip, role, metric, count(*) AS support, quantile_cont(v, 0.5) AS median,
        quantile_cont(v, 0.25) AS p25, quantile_cont(v, 0.75) AS p75,
        quantile_cont(v, 0.95) AS p95, quantile_cont(v, 0.99) AS p99
    FROM scoped GROUP BY ALL
), spreads AS (
    SELECT scoped.scope, scoped.host_ip, scoped.role, scoped.metric,
        quantile_cont(abs(v - median), 0.5) AS mad
    FROM scoped JOIN quantiles ON scoped.scope = quantiles.scope AND scoped.role = quantiles.role
        AND scoped.metric = quantiles.metric AND scoped.host_ip IS NOT DISTINCT FROM quantiles.host_ip
    GROUP BY ALL
), expected AS (
    SELECT q.*, mad, p75 - p25 AS iqr
    FROM quantiles q JOIN spreads s ON q.scope = s.scope AND q.role = s.role AND q.metric = s.metric
        AND q.host_ip IS NOT DISTINCT FROM s.host_ip
), actual AS ({actual})
SELECT coalesce(e.scope, a.scope), coalesce(e.host_ip, a.host_ip), coalesce(e.metric, a.metric), horizon
FROM expected e FULL JOIN actual a ON e.scope = a.scope AND e.role = a.role AND e.metric = a.metric
    AND e.host_ip IS NOT DISTINCT FROM a.host_ip
WHERE NOT coalesce(
    e.support = a.support AND a.cold_start = (e.support < {support})
    AND a.reference_ts = TIMESTAMPTZ '{reference}' AND {close}, FALSE)
LIMIT 5
"""

PAIRS = """
SELECT TIMESTAMPTZ '{reference}', source_ip, destination_ip, destination_port,
    sum(sessions_cnt)::BIGINT AS sessions, count(*),
    count(DISTINCT strftime(slice_start_ts, '%Y-%m-%d')) AS days,
    min(slice_start_ts) AS first, max(slice_start_ts),
    min(slice_start_ts) >= TIMESTAMPTZ '{reference}' - INTERVAL 24 HOUR,
    count(DISTINCT strftime(slice_start_ts, '%Y-%m-%d')) <= 1 AND sum(sessions_cnt) <= 5
FROM read_parquet('{counts}', hive_partitioning = false)
WHERE slice_end_ts <= TIMESTAMPTZ '{reference}'
GROUP BY ALL
"""


def describe(network: Network, reference: datetime, root: Path, name: str, **config: Any) -> Path:
    """Run FG-B on the network's features."""
    run_job(
        build,
        {"ReferenceTimeIso": format_instant(reference), "Mode": "REGULAR"},
        {"input_fg_a": network.fg_a, "input_pair_counts": network.pair_counts},
        {"output_fg_b": root / name},
        root / f"scratch-{name}",
        config,
    )
    return root / name


@pytest.fixture(scope="module")
def described(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FG-B as of an hour before the network's end."""
    root = tmp_path_factory.mktemp("fg_b")
    reference = network.end - timedelta(hours=1)
    return describe(network, reference, root, "fg_b", min_support=MIN_SUPPORT, resources={"threads": 2})


def ask(query: str) -> list[tuple[Any, ...]]:
    """Run a query in UTC."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        return rows


def test_every_statistic_of_every_metric_is_that_of_hand_written_sql(
    network: Network, described: Path
) -> None:
    """Hosts and population, both horizons (the network is younger than either): to 1e-9."""
    files = f"{described}/hosts/**/*.parquet"
    actual = " UNION ALL ".join(
        f"SELECT reference_ts, scope, host_ip, role, horizon, support_cnt AS support, cold_start, "
        f"'{metric}' AS metric, {', '.join(f'{metric}_{name} AS {name}' for name in STATISTICS)} "
        f"FROM read_parquet('{files}', hive_partitioning = false)"
        for metric in BASELINE_METRICS
    )
    query = HOSTS.format(
        casts=", ".join(f"{metric}::DOUBLE AS {metric}" for metric in BASELINE_METRICS),
        metrics=", ".join(BASELINE_METRICS),
        fg_a=f"{network.fg_a}/**/*.parquet",
        reference=network.end - timedelta(hours=1),
        support=MIN_SUPPORT,
        actual=actual,
        close=" AND ".join(f"abs(e.{n} - a.{n}) <= 1e-9 * abs(e.{n}) + 1e-12" for n in STATISTICS),
    )
    assert [] == ask(query)
    kinds = ask(f"SELECT DISTINCT scope, horizon, cold_start FROM read_parquet('{files}') ORDER BY ALL")
    assert {("host", horizon, cold) for horizon in ("7d", "30d") for cold in (False, True)} | {
        ("population", horizon, False) for horizon in ("7d", "30d")
    } == set(kinds)


def test_every_pair_is_that_of_hand_written_sql(network: Network, described: Path) -> None:
    """Sessions, slices, days, first and last; new and rare ones and others, with ports and without."""
    expected = ask(
        PAIRS.format(reference=network.end - timedelta(hours=1), counts=f"{network.pair_counts}/**/*.parquet")
    )
    actual = ask(f"SELECT * FROM read_parquet('{described}/pairs/**/*.parquet', hive_partitioning = false)")
    assert sorted(expected, key=str) == sorted(actual, key=str)
    assert {(True, True), (True, False), (False, False)} <= {(row[-2], row[-1]) for row in actual}
    assert {True, False} == {row[3] is None for row in actual}


def test_a_history_that_ends_at_the_reference_gives_the_same_bytes(network: Network, tmp_path: Path) -> None:
    """The network has six hours after its baseline: without them the baseline is the same file."""
    apart = Network(tmp_path / "apart", network.start, network.baseline, network.end)
    for start in slices_between(network.start, network.baseline):
        for dataset in ("fg_a", "pair_counts"):
            link = file_of(apart.root / dataset, start)
            link.parent.mkdir(parents=True)
            link.symlink_to(file_of(network.root / dataset, start))
    again = describe(apart, network.baseline, tmp_path, "again", resources={"threads": 1})
    assert digests(network.fg_b) == digests(again)
    assert 2 == len(digests(again))


def test_a_few_metrics_at_a_time_give_the_same_bytes(
    network: Network, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where rows are many, the values of all metrics would not fit in memory: here some of them do."""
    active = f"FROM read_parquet('{network.fg_a}/**/*.parquet') WHERE sessions_cnt_sum_w_15m > 0"
    rows = ask(f"SELECT count(*) {active}")[0][0]
    with caplog.at_level("INFO"):
        apart = describe(network, network.baseline, tmp_path, "apart", chunk_values=10 * rows)
    assert digests(network.fg_b) == digests(apart)
    assert 1 < caplog.text.count("describe features ...") < len(BASELINE_METRICS)
