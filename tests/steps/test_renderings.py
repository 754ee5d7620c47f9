"""Renderings: SQL that stands beside the function which it came from, and is used while both agree."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ibis
import pytest

from common import queries
from common.engine import EmbeddedEngine
from common.queries import Query, Table, ask, read_rendering, write_rendering

REPOSITORY = Path(__file__).parents[2]
STANDING = sorted(
    path for room in ("common", "steps") for path in (REPOSITORY / room).rglob("rendered/*.sql")
)
NUMBERS = Table("numbers", {"n": "int64"})


def doubled(table, *, times):  # type: ignore[no-untyped-def]
    """Multiply a column."""
    return table.select(n=table.n * times)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Query, str], Path]:
    """Keeps a text as the rendering of a query, made of one source file."""
    monkeypatch.setattr(queries, "_ROOT", tmp_path)
    monkeypatch.setattr(Query, "path", property(lambda query: tmp_path / f"{query.settings['times']}.sql"))
    queries._digest.cache_clear()

    def keep(query: Query, digest: str) -> Path:
        (tmp_path / "source.py").write_text("one", "utf-8")
        query.path.write_text(write_rendering(query, {"source.py": digest}), "utf-8")
        return tmp_path / "source.py"

    return keep


ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
"""SHA-256 of "one"."""


@pytest.mark.parametrize("path", STANDING, ids=lambda path: path.stem)
def test_every_rendering_is_of_the_sources_that_stand(path: Path) -> None:
    """Else the steps render it anew, a second each run: `scripts/render` writes it again."""
    lines = [
        line.split(" ") for line in path.read_text("utf-8").splitlines() if line.startswith("-- source ")
    ]
    assert lines
    for _, _, name, digest in lines:
        assert digest == hashlib.sha256((REPOSITORY / name).read_bytes()).hexdigest(), name


def test_a_rendering_is_used_with_the_names_of_the_tables(kept: Callable[[Query, str], Path]) -> None:
    """It says nothing of what the tables are called in a run."""
    query = ask(doubled, NUMBERS, times=2)
    kept(query, ONE)
    text = read_rendering(query)
    assert text is not None
    assert '"{0}"' in text
    assert '"numbers"' in query.sql()
    assert "{0}" not in query.sql()


def marked(table, *, times):  # type: ignore[no-untyped-def]
    """Tell apart by characters that end lines elsewhere."""
    return table.select(n=table.n * times, mark=ibis.literal("a\rb\x0bc"))


def test_a_rendering_keeps_every_character(kept: Callable[[Query, str], Path]) -> None:
    """A carriage return in a text is no end of a line."""
    query = ask(marked, NUMBERS, times=4)
    kept(query, ONE)
    assert read_rendering(query) == query.render()


def test_a_rendering_of_other_sources_is_not_used(kept: Callable[[Query, str], Path]) -> None:
    """A function that was edited is rendered anew."""
    query = ask(doubled, NUMBERS, times=2)
    kept(query, ONE).write_text("two", "utf-8")
    assert read_rendering(query) is None
    assert '"numbers"' in query.sql()


def test_other_settings_and_columns_are_other_queries() -> None:
    """No text is used for a question that it does not answer."""
    wider = Table("numbers", {"n": "int64", "m": "string"})
    asked = [ask(doubled, NUMBERS, times=2), ask(doubled, NUMBERS, times=3), ask(doubled, wider, times=2)]
    assert len(asked) == len({query.path for query in asked})
    renamed = Table("others", NUMBERS.columns)
    assert ask(doubled, NUMBERS, times=2).path == ask(doubled, renamed, times=2).path


def test_settings_that_are_no_data_are_refused() -> None:
    """What has no text of its own could not be told apart."""
    with pytest.raises(TypeError, match="settings are data"):
        _ = ask(doubled, NUMBERS, times=object()).path


def test_a_query_without_rendering_is_computed_all_the_same(tmp_path: Path) -> None:
    """Ibis renders it when it is asked."""
    with EmbeddedEngine(scratch=tmp_path, threads=1) as engine:
        numbers = engine.table("numbers", {"n": ("BIGINT", [1, 2])})
        assert [(3,), (6,)] == engine.rows(ask(doubled, numbers, times=3))


def test_fg_a_of_a_run_loads_no_ibis(tmp_path: Path) -> None:
    """Every query of a slice, and of several, stands rendered."""
    code = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.modules["ibis"] = None
from common.columns import SQL_TYPES
from common.engine import EmbeddedEngine
from common.queries import ask
from common.schemas import DELTA
from steps.fg_a_builder.windows import describe_windows, look_through
with EmbeddedEngine(scratch=Path({str(tmp_path)!r}), threads=1) as engine:
    columns = {{name: SQL_TYPES[kind] for name, kind in DELTA.columns.items()}}
    deltas = engine.read_parquet("deltas", [], columns)
    assert [(0, None, None, None)] == engine.rows(ask(look_through, deltas))
    for count in (1, 2):
        at = [datetime(2026, 1, 1, 0, 15 * n, tzinfo=UTC) for n in range(count)]
        slices = engine.table("slices", {{"at": ("INTEGER", range(count)),
            "slice_start_ts": ("TIMESTAMPTZ", at), "slice_end_ts": ("TIMESTAMPTZ", at)}})
        assert [] == engine.rows(describe_windows(deltas, slices, count, engine.materialise))
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY)
