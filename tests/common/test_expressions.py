"""What several features say: numbers of a group are counted once each, as bits of one number."""

from __future__ import annotations

import duckdb
import ibis
import pyarrow as pa
import pytest

from common.expressions import count_places
from common.queries import render


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([0], id="one"),
        pytest.param([20_458, 20_488, 20_458, 20_460], id="days of this year"),
        pytest.param([*range(-31, 31), *range(-31, 31)], id="days about 1970"),
        pytest.param([*range(100, 163)], id="as many as there are"),
    ],
)
def test_numbers_that_lie_near_each_other_are_counted_once_each(places: list[int]) -> None:
    """Wherever they begin, and however often they stand there."""
    rows = ibis.table({"place": "int64"}, name="rows")
    query = render(rows.agg(places=count_places(rows.place)))
    with duckdb.connect() as connection:
        connection.register("rows", pa.table({"place": pa.array(places, pa.int64())}))
        assert connection.sql(query).fetchall() == [(len(set(places)),)]
