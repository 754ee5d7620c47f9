"""A Spark engine and JSONata's reference engine for the tests of any room, one process each."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from jsonata_reference import Reference

# A third of hypothesis' own: properties that need more say so. CI has minutes for three thousand tests.
settings.register_profile("fast", max_examples=30)
settings.load_profile("fast")


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark engine on two threads; mark its tests `spark`."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    # Imported here, as whoever has no Spark must be able to run the other tests.
    from common.spark import SparkEngine  # noqa: PLC0415

    with SparkEngine(scratch=tmp_path_factory.mktemp("spark"), threads=2) as opened:
        yield opened


@pytest.fixture(scope="session")
def reference() -> Iterator[Reference]:
    """JSONata as Step Functions runs it."""
    with Reference() as opened:
        yield opened
