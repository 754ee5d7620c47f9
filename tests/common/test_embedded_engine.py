"""The embedded engine where it has too little memory, or what it is asked cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from common.engine import EmbeddedEngine, EngineError
from common.errors import ResourceError


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    """An engine with 20 MB and no disk to put anything aside."""
    made = EmbeddedEngine(scratch=tmp_path, threads=1)
    made.execute("SET memory_limit = '20MB'")
    made.execute("SET max_temp_directory_size = '0MB'")
    return made


@pytest.mark.parametrize(
    "act",
    [
        lambda engine: engine.table("t", {"x": ("VARCHAR", ["y" * 1_000] * 100_000)}),
        lambda engine: engine.execute("CREATE TABLE t AS SELECT md5(i::VARCHAR) FROM range(9000000) r(i)"),
        lambda engine: engine.arrays("SELECT x::DOUBLE AS x FROM range(9000000) r(x) ORDER BY hash(x)"),
    ],
    ids=["values", "statement", "arrays"],
)
def test_too_little_memory_is_told_with_what_to_do(
    engine: EmbeddedEngine, act: Callable[[EmbeddedEngine], object]
) -> None:
    """Wherever the engine runs out of it."""
    with pytest.raises(ResourceError, match="memory"):
        act(engine)


def test_what_duckdb_refuses_is_an_error_of_the_engine(engine: EmbeddedEngine) -> None:
    """Whatever is asked of it: none of DuckDB's own errors gets out."""
    for act in (
        lambda: engine.execute("SELECT nothing"),
        lambda: engine.table("t", {"x": ("INTEGER", ["a"])}),
        lambda: engine.arrays("SELECT 'a'::DOUBLE AS x"),
        lambda: engine.stream("(SELECT 1 AS x)", {"x": "NO_TYPE"}, ["x"]),
        lambda: list(engine.stream("(SELECT error('x') AS x)", {"x": "VARCHAR"}, ["x"])),
    ):
        with pytest.raises(EngineError):
            act()
