"""The feature definitions are expressions that Spark's compiler takes as they are."""

import ibis
import pytest
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config

from common.traffic.hosts import addresses, join_hosts, reject_malformed
from common.traffic.rows import type_traffic
from common.traffic.settings import FIELDS, parse_settings
from common.windows import Window
from steps.delta_builder.deltas import build_deltas


class SparkOptions(Config):
    """What Ibis sets when pyspark is imported, which is not installed here."""

    treat_nan_as_null: bool = False


WINDOW = Window.parse("2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z")


def test_every_expression_compiles_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """From raw rows to deltas no operation is DuckDB's own; there is no Spark here to run them."""
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    raw = ibis.table(dict.fromkeys(FIELDS, "string"), name="raw")
    typed = type_traffic(raw, parse_settings({}), WINDOW)
    spellings = ibis.table({"written": "string", "number": "int32"}, name="spellings")
    sessions = reject_malformed(join_hosts(typed, spellings), 11)
    instants = dict.fromkeys(("slice_start_ts", "slice_end_ts"), "timestamp('UTC')")
    slices = ibis.table({"slice": "int32", **instants}, name="slices")
    hosts = ibis.table({"number": "int32", "host_ip": "string"}, name="hosts")
    deltas = build_deltas(sessions.filter(sessions.reason == 0), slices, hosts)
    for expression in (typed, addresses(typed), deltas):
        query = PySparkCompiler().to_sqlglot(expression).sql("spark")
        assert query.startswith(("SELECT", "WITH"))
        assert "TRY_CAST" in query
