"""Both engines give equal rows, and write equal bytes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from common.columns import Schema
from common.datasets import read_window, write_window
from common.engine import EmbeddedEngine, Engine
from common.partitions import MountedPartitions
from common.queries import Table, ask
from common.windows import Window

# PySpark 3.5 leaves the socket of collected results to the garbage collector.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

START = datetime(2026, 1, 1, tzinfo=UTC)
NEXT = START + timedelta(minutes=15)
WINDOW = Window(START, START + timedelta(minutes=30))
SCHEMA = Schema({"at": "timestamp", "host": "string", "bytes": "int64", "share": "float64"}, ("at", "host"))


def made(engine: Engine) -> Table:
    """Three rows with nulls, and integers whose sum leaves 64 bits."""
    return engine.table(
        "made",
        {
            "at": ("TIMESTAMPTZ", [START, START, NEXT]),
            "host": ("VARCHAR", ["b", "a", None]),
            "bytes": ("BIGINT", [2**63 - 1, None, 2**63 - 1]),
            "share": ("DOUBLE", [0.1, None, -1.5]),
        },
    )


def test_spark_gives_python_values_back(spark_engine: Engine) -> None:
    """Rows come back as they were given, instants in UTC."""
    expected = [(START, "a", None, None), (START, "b", 2**63 - 1, 0.1), (NEXT, None, 2**63 - 1, -1.5)]
    kept = spark_engine.materialise("kept", made(spark_engine))
    assert expected == spark_engine.rows(ask(lambda table: table.order_by(["at", "host"]), kept))


def test_a_decimal_sum_leaves_64_bits_on_both(spark_engine: Engine, engine: EmbeddedEngine) -> None:
    """Sums of decimals are exact in both engines."""
    for one in (engine, spark_engine):
        total = ask(lambda t: t.aggregate(total=t.bytes.cast("decimal(38, 0)").sum()), made(one))
        assert [(Decimal(2**64 - 2),)] == one.rows(total)


def test_both_write_the_same_bytes(spark_engine: Engine, engine: EmbeddedEngine, tmp_path: Path) -> None:
    """The files of a window do not tell which engine computed them, and either reads them."""
    for name, one in (("embedded", engine), ("spark", spark_engine)):
        write_window(one, made(one), tmp_path / name, WINDOW, SCHEMA, slice_column="at")
    for piece in WINDOW.slices():
        part = f"{piece.partition}/part-00000.parquet"
        assert (tmp_path / "embedded" / part).read_bytes() == (tmp_path / "spark" / part).read_bytes()
    source = MountedPartitions("made", "s3://bucket/made/", tmp_path / "embedded")
    read = read_window(spark_engine, source, WINDOW, SCHEMA, columns=["host", "bytes"])
    assert [("a", None), ("b", 2**63 - 1)] == spark_engine.rows(
        ask(lambda table: table.filter(table.host.notnull()).order_by("host"), read)
    )


def test_an_empty_window_is_written_and_read(spark_engine: Engine, tmp_path: Path) -> None:
    """No rows still make one file a slice."""
    none = ask(lambda table: table.limit(0), made(spark_engine))
    assert write_window(spark_engine, none, tmp_path, WINDOW, SCHEMA, slice_column="at") == 0
    source = MountedPartitions("made", "s3://bucket/made/", tmp_path)
    assert spark_engine.count(read_window(spark_engine, source, WINDOW, SCHEMA)) == 0


def test_a_local_session_without_s3a_is_given_files(spark_engine: Engine) -> None:
    """PySpark alone brings no S3A, so that direct inputs are downloaded for it."""
    assert spark_engine.reads_objects is False


def test_a_cluster_always_reads_s3_itself() -> None:
    """What the driver downloads is on no other machine."""
    from common.spark import _reads_objects  # noqa: PLC0415

    assert _reads_objects(SimpleNamespace(sparkContext=SimpleNamespace(master="yarn")))
