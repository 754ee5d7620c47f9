"""Spark is not loaded, and need not be installed, unless a step's record names it."""

import subprocess
import sys
from pathlib import Path

import pytest

from common.bundle import StepDescription
from common.context import StepContext
from common.engine import EmbeddedEngine, open_engine
from common.errors import ConfigurationError

REPOSITORY = Path(__file__).parents[2]
STEPS = sorted(path.parent.name for path in REPOSITORY.glob("steps/*/job.py"))


def step(tmp_path: Path, engine: str) -> StepContext:
    """A step whose record names an engine."""
    description = StepDescription("ndr/pipeline#v1", "XStep", (), {}, engine, {})
    return StepContext(description, {}, tmp_path, tmp_path / "scratch", {})


def test_there_are_steps_to_look_at() -> None:
    """The tests below would pass without any."""
    assert {"delta_builder", "fg_a_builder", "prediction_feature_join"} <= set(STEPS)


def test_no_step_imports_spark_or_boto3_by_itself() -> None:
    """Every job is imported, and an embedded engine computes, without Spark's and AWS's clients."""
    code = f"""
import importlib, pathlib, sys, tempfile
for name in {STEPS!r}:
    importlib.import_module(f"steps.{{name}}.job")
from common.engine import EmbeddedEngine
with tempfile.TemporaryDirectory() as folder, EmbeddedEngine(scratch=pathlib.Path(folder)) as engine:
    assert engine.count(engine.table("t", {{"n": ("BIGINT", [1, 2])}})) == 2
print(*sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert set() == {"pyspark", "py4j", "common.spark", "boto3", "botocore"} & set(run.stdout.split())


def test_a_deployment_needs_no_arrow() -> None:
    """What finds and fetches objects imports no reader of them."""
    code = "import sys, common.context; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert set() == {"pyarrow", "duckdb", "ibis", "numpy", "pyspark"} & set(run.stdout.split())


def test_the_record_picks_the_embedded_engine(tmp_path: Path) -> None:
    """It is DuckDB inside the process."""
    with open_engine(step(tmp_path, "embedded")) as engine:
        assert isinstance(engine, EmbeddedEngine)
        assert engine is engine.embedded


def test_an_unknown_engine_is_the_records_fault(tmp_path: Path) -> None:
    """The message says whose record, what stands there and what may."""
    with pytest.raises(ConfigurationError, match=r"ndr/pipeline#v1, XStep: unknown engine polars") as caught:
        open_engine(step(tmp_path, "polars"))
    assert "Use embedded or spark." in str(caught.value)


def test_spark_in_an_image_without_it_is_the_records_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is named, with what to do; it is no traceback."""
    monkeypatch.delitem(sys.modules, "common.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(
        ConfigurationError, match=r"engine spark needs PySpark, .* lacks \(pyspark\)"
    ) as caught:
        open_engine(step(tmp_path, "spark"))
    assert "Use a Spark image" in str(caught.value)
