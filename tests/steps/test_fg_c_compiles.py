"""FG-B and FG-C are expressions that Spark's compiler takes as they are."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pytest
from ibis.config import Config

from common.columns import Schema
from common.quantiles import describe
from common.schemas import BASELINE_METRICS, FG_A, FG_B_HOSTS, FG_B_PAIRS, HORIZONS, KEYS, PAIR_COUNTS
from steps.fg_b_builder.baselines import BASELINES, choose_metrics, put_together
from steps.fg_b_builder.pairs import Rarity, describe_pairs
from steps.fg_c_builder.comparison import compare_all, compare_with_nothing, measure, usual_of_hosts
from steps.fg_c_builder.novelty import count_novel


class SparkOptions(Config):
    """What Ibis sets when its Spark backend is loaded."""

    treat_nan_as_null: bool = False


def test_every_expression_compiles_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """No operation is DuckDB's own; that Spark finds the same numbers is not shown here."""
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    rows, counts = _table(FG_A, "fg_a"), _table(PAIR_COUNTS, "counts")
    asked = ibis.table({"reference_ts": "timestamp('UTC')"}, name="asked")
    novelty = count_novel(counts, _table(FG_B_PAIRS, "pairs"))
    measured = measure(rows.select(*KEYS, *BASELINE_METRICS))
    usual = [usual_of_hosts(measured, _table(FG_B_HOSTS, "hosts"), horizon=horizon) for horizon in HORIZONS]
    chosen = choose_metrics(rows, asked, metrics=BASELINE_METRICS)
    baselines = [describe(chosen, grouping=one, columns=BASELINE_METRICS) for one in BASELINES.values()]
    expressions = (
        *baselines,
        describe_pairs(counts, asked, rarity=Rarity(1, 1, 5)),
        put_together(asked, *baselines, min_support=96),
        compare_all(measured, novelty, *usual),
        compare_with_nothing(rows, novelty),
    )
    for expression in expressions:
        assert str(ibis.to_sql(expression, dialect="pyspark")).startswith(("SELECT", "WITH"))


def _table(schema: Schema, name: str) -> ir.Table:
    kinds = {"timestamp": "timestamp('UTC')"}
    return ibis.table({column: kinds.get(kind, kind) for column, kind in schema.columns.items()}, name=name)
