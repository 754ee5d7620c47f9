"""The feature definitions are expressions that Spark's compiler takes as they are."""

import ibis
import pytest
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config

from common.traffic.hosts import addresses, join_hosts, reject_malformed
from common.traffic.rows import type_traffic
from common.traffic.settings import FIELDS, parse_settings
from steps.delta_builder.deltas import build_deltas


class SparkOptions(Config):
    """What Ibis sets when pyspark is imported, which is not installed here."""

    treat_nan_as_null: bool = False


def test_every_expression_compiles_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """From raw rows to deltas no operation is DuckDB's own; there is no Spark here to run them."""
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    raw = ibis.table(dict.fromkeys(FIELDS, "string"), name="raw")
    asked = ibis.table({"window_start": "int64", "window_end": "int64"}, name="asked")
    typed = type_traffic(raw, asked, parse_settings({}))
    spellings = ibis.table({"written": "string", "number": "int32"}, name="spellings")
    sessions = reject_malformed(join_hosts(typed, spellings), 11)
    instants = dict.fromkeys(("slice_start_ts", "slice_end_ts"), "timestamp('UTC')")
    slices = ibis.table({"slice": "int32", **instants}, name="slices")
    hosts = ibis.table({"number": "int32", "host_ip": "string"}, name="hosts")
    deltas = build_deltas(sessions, slices, hosts)
    for expression in (typed, addresses(typed), deltas):
        query = PySparkCompiler().to_sqlglot(expression).sql("spark")
        assert query.startswith(("SELECT", "WITH"))
        assert "TRY_CAST" in query
