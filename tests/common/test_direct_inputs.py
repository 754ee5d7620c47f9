"""Inputs with direct access: only the asked partitions are fetched."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from botocore.exceptions import ClientError

from common.bundle import DatasetEntry, StepDescription
from common.columns import Schema
from common.context import StepContext
from common.datasets import read_window
from common.engine import EmbeddedEngine, Engine
from common.errors import ConfigurationError, InputError
from common.objects import StoredObject
from common.partitions import SMALL, MountedPartitions
from common.queries import Table
from common.windows import Window

PREFIX = "s3://data/features/<ProjectName>/delta/"


def context(tmp_path: Path) -> StepContext:
    """A step with one direct input."""
    entry = DatasetEntry("input", "direct", PREFIX)
    description = StepDescription("p/j#v1", "XStep", ("ProjectName",), {"input_delta": entry}, "embedded", {})
    return StepContext(description, {"ProjectName": "ndr"}, tmp_path, tmp_path / "scratch", {})


def test_only_the_windows_partitions_are_fetched(s3: Any, tmp_path: Path) -> None:
    """Of a long history a step gets its window and nothing else."""
    for minute in ("00", "15", "30", "45"):
        key = f"features/ndr/delta/dt=2026-01-05/hh=08/mm={minute}/part-00000.parquet"
        s3.put_object(Bucket="data", Key=key, Body=minute.encode())
    s3.put_object(Bucket="data", Key="features/ndr/delta/dt=2026-01-05/hh=08/mm=15/", Body=b"")
    window = Window.parse("2026-01-05T08:15:00Z", "2026-01-05T08:45:00Z")
    source = context(tmp_path).partitions("input_delta")
    source.files(source.present(window), None)
    folder = tmp_path / "scratch/inputs/input_delta"
    found = {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }
    expected = {f"dt=2026-01-05/hh=08/mm={minute}/part-00000.parquet": minute for minute in ("15", "30")}
    assert expected == found


def test_an_empty_prefix_is_an_input_error(s3: Any, tmp_path: Path) -> None:
    """As with a mounted input, no object is an error that names the prefix."""
    assert s3 is not None
    with pytest.raises(InputError, match=re.escape("s3://data/features/ndr/delta/") + ".* holds no object"):
        context(tmp_path).input_folder("input_delta")


def test_the_folder_that_a_console_makes_is_no_object(s3: Any, tmp_path: Path) -> None:
    """An empty object with the name of the prefix itself: it is neither fetched nor data."""
    s3.put_object(Bucket="data", Key="features/ndr/delta/", Body=b"")
    with pytest.raises(InputError, match="holds no object"):
        context(tmp_path).input_folder("input_delta")
    s3.put_object(Bucket="data", Key="features/ndr/delta/a", Body=b"x")
    assert ["a"] == [path.name for path in context(tmp_path).input_folder("input_delta").iterdir()]


def test_a_parameter_that_the_record_lacks_is_told(tmp_path: Path) -> None:
    """Which, and where to add it."""
    with pytest.raises(ConfigurationError, match=r"p/j#v1, XStep.*no parameter BatchStartTsIso"):
        context(tmp_path).window()


def test_a_value_is_not_looked_into_for_parameters(tmp_path: Path) -> None:
    """A prefix is filled once; what is no parameter stays as it is."""
    entry = DatasetEntry("input", "direct", "s3://data/<A>/<B>/<C>")
    description = StepDescription("p/j#v1", "XStep", ("A", "B"), {"input_x": entry}, "embedded", {})
    step = StepContext(description, {"A": "<B>", "B": "b"}, tmp_path, tmp_path, {})
    assert "s3://data/<B>/b/<C>/" == step.prefix("input_x")


def test_a_bucket_that_is_not_there_is_an_input_error(s3: Any, tmp_path: Path) -> None:
    """What S3 refuses is the user's to put right, not a traceback."""
    s3.delete_bucket(Bucket="data")
    with pytest.raises(InputError, match="cannot be read"):
        context(tmp_path).input_folder("input_delta")


def test_a_key_that_leaves_its_folder_is_refused(s3: Any, tmp_path: Path) -> None:
    """A key with `..` is not followed."""
    s3.put_object(Bucket="data", Key="features/ndr/delta/../../x", Body=b"")
    with pytest.raises(InputError, match="leaves it"):
        context(tmp_path).input_folder("input_delta")


WIDE = 120
ROWS = 4_000
KEY = "features/ndr/delta/dt=2026-01-05/hh=08/mm=15/part-00000.parquet"
SLICE = Window.parse("2026-01-05T08:15:00Z", "2026-01-05T08:30:00Z")
SCHEMA = Schema({"host": "string", **{f"c{n}": "float64" for n in range(WIDE)}}, ("host",))


def wide_rows() -> pa.Table:
    """Random numbers, which do not compress, in many columns and two row groups."""
    random = np.random.default_rng(1)
    numbers = {f"c{n}": random.random(ROWS) for n in range(WIDE)}
    return pa.table({"host": [f"10.0.{n // 250}.{n % 250}" for n in range(ROWS)], **numbers})


def put_wide(s3: Any, tmp_path: Path) -> int:
    """Put the wide object; return its bytes."""
    path = tmp_path / "wide.parquet"
    pq.write_table(wide_rows(), path, compression="zstd", use_dictionary=False, row_group_size=ROWS // 2)
    s3.upload_file(str(path), "data", KEY)
    assert path.stat().st_size > SMALL
    return path.stat().st_size


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Bytes of the body of each GET that the step's client makes."""
    sizes: list[int] = []
    plain = boto3.client

    def counting(*words: Any, **named: Any) -> Any:
        client = plain(*words, **named)
        client.meta.events.register(
            "after-call.s3.GetObject", lambda parsed, **_: sizes.append(parsed.get("ContentLength", 0))
        )
        return client

    monkeypatch.setattr(boto3, "client", counting)
    return sizes


def read_wide(tmp_path: Path, engine: EmbeddedEngine, columns: list[str] | None) -> list[tuple[Any, ...]]:
    """Read some columns of the window that has the wide object."""
    table = read_window(engine, context(tmp_path).partitions("input_delta"), SLICE, SCHEMA, columns=columns)
    return rows_of(engine, table)


def rows_of(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    """Give the rows of a table; in which order an engine has them means nothing."""
    return sorted(engine.rows(table))


def expected_rows(columns: list[str], count: int = ROWS) -> list[tuple[Any, ...]]:
    """Give the same rows without S3 or DuckDB."""
    rows = wide_rows().slice(0, count).select(columns).to_pylist()
    return sorted(tuple(row[name] for name in columns) for row in rows)


def test_of_a_wide_object_only_the_asked_columns_are_fetched(
    s3: Any, tmp_path: Path, engine: EmbeddedEngine, fetched: list[int]
) -> None:
    """Three of 121 columns cost the footer and their own bytes: less than a tenth of the object."""
    size = put_wide(s3, tmp_path)
    columns = ["c70", "host", "c3"]
    assert expected_rows(columns) == read_wide(tmp_path, engine, columns)
    assert 0 < sum(fetched) < size / 10


def test_other_columns_asked_later_are_not_confused(
    s3: Any, tmp_path: Path, engine: EmbeddedEngine, fetched: list[int]
) -> None:
    """Each set of columns gets its own, an earlier table keeps its rows, and nothing is fetched twice."""
    size = put_wide(s3, tmp_path)
    source = context(tmp_path).partitions("input_delta")
    one = read_window(engine, source, SLICE, SCHEMA, columns=["host", "c1"])
    other = read_window(engine, source, SLICE, SCHEMA, columns=["c2"])
    assert expected_rows(["host", "c1"]) == rows_of(engine, one)
    assert expected_rows(["c2"]) == rows_of(engine, other)
    before = sum(fetched)
    assert expected_rows(["c1", "host"]) == read_wide(tmp_path, engine, ["c1", "host"])
    assert before == sum(fetched)
    assert expected_rows(list(SCHEMA.columns)) == read_wide(tmp_path, engine, None)
    assert before + size == sum(fetched)
    assert expected_rows(["c9"]) == read_wide(tmp_path, engine, ["c9"])
    assert before + size == sum(fetched)


def test_a_small_object_is_fetched_whole_in_one_request(
    s3: Any, tmp_path: Path, engine: EmbeddedEngine, fetched: list[int]
) -> None:
    """Requests cost more than bytes there."""
    path = tmp_path / "small.parquet"
    pq.write_table(wide_rows().slice(0, 10), path)
    s3.upload_file(str(path), "data", KEY)
    assert expected_rows(["c5"], 10) == read_wide(tmp_path, engine, ["c5"])
    assert [path.stat().st_size] == fetched


def test_a_damaged_wide_object_names_its_partition(s3: Any, tmp_path: Path, engine: EmbeddedEngine) -> None:
    """What is no Parquet is reported as of a mounted input."""
    s3.put_object(Bucket="data", Key=KEY, Body=b"x" * (SMALL + 1))
    with pytest.raises(InputError, match=re.escape("dt=2026-01-05/hh=08/mm=15/part-00000.parquet is not")):
        read_wide(tmp_path, engine, ["host"])


def test_a_column_that_a_wide_object_lacks_is_named(s3: Any, tmp_path: Path, engine: EmbeddedEngine) -> None:
    """A trimmed file does not hide what the object lacks."""
    put_wide(s3, tmp_path)
    schema = Schema({**SCHEMA.columns, "more": "int64"}, ("host",))
    source = context(tmp_path).partitions("input_delta")
    with pytest.raises(InputError, match=r"mm=15/part-00000.parquet: column more is missing"):
        read_window(engine, source, SLICE, schema, columns=["host", "more"])


def test_an_object_that_s3_refuses_is_named(s3: Any, tmp_path: Path) -> None:
    """An object that went since it was listed is an input error with its own address."""
    put_wide(s3, tmp_path)
    source = context(tmp_path).partitions("input_delta")
    slices = source.present(SLICE)
    s3.delete_object(Bucket="data", Key=KEY)
    for columns in (["host"], None):
        with pytest.raises(InputError, match=re.escape(f"s3://data/{KEY} cannot be read")):
            source.files(slices, columns)


def test_an_object_that_changes_while_it_is_read_is_refused(s3: Any, tmp_path: Path) -> None:
    """Rows of two versions are never mixed."""
    put_wide(s3, tmp_path)
    opened = StoredObject(s3, "data", KEY).open()
    s3.put_object(Bucket="data", Key=KEY, Body=b"x" * 2 * SMALL)
    with pytest.raises(ClientError, match="PreconditionFailed"):
        opened.read(10)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_without_s3a_reads_what_was_downloaded(
    s3: Any, tmp_path: Path, spark_engine: Engine, fetched: list[int]
) -> None:
    """A local session gets the asked columns of a wide object as a file."""
    size = put_wide(s3, tmp_path)
    source = context(tmp_path).partitions("input_delta")
    table = read_window(spark_engine, source, SLICE, SCHEMA, columns=["c70", "host"])
    assert expected_rows(["c70", "host"]) == rows_of(spark_engine, table)
    assert sum(fetched) < size / 10


class ReadingEngine(EmbeddedEngine):
    """An engine that says it reads S3 itself, and keeps what it was told to read."""

    asked: Sequence[str] = ()

    @property
    def reads_objects(self) -> bool:
        """As Spark on a cluster."""
        return True

    def read_parquet(self, name: str, files: Sequence[str], columns: Mapping[str, str]) -> Any:
        """Keep the addresses, and give no rows."""
        self.asked = files
        return super().read_parquet(name, [], columns)


def test_an_engine_that_reads_s3_gets_the_windows_addresses(
    s3: Any, tmp_path: Path, fetched: list[int]
) -> None:
    """Of the asked partitions alone; the step itself fetches their footers and no rows."""
    size = put_wide(s3, tmp_path)
    s3.copy_object(Bucket="data", Key=KEY.replace("mm=15", "mm=30"), CopySource=f"data/{KEY}")
    s3.copy_object(Bucket="data", Key=KEY.replace("mm=15", "mm=45"), CopySource=f"data/{KEY}")
    window = Window.parse("2026-01-05T08:15:00Z", "2026-01-05T08:45:00Z")
    source = context(tmp_path).partitions("input_delta")
    with ReadingEngine(scratch=tmp_path / "engine") as engine:
        read_window(engine, source, window, SCHEMA, columns=["host"])
    assert [f"s3a://data/{KEY}", f"s3a://data/{KEY.replace('mm=15', 'mm=30')}"] == engine.asked
    assert sum(fetched) < 2 * size / 10


def test_columns_are_checked_before_an_engine_reads_s3(s3: Any, tmp_path: Path) -> None:
    """A partition with other columns is named, as one that is mounted."""
    put_wide(s3, tmp_path)
    schema = Schema({**SCHEMA.columns, "host": "int64"}, ("host",))
    source = context(tmp_path).partitions("input_delta")
    with ReadingEngine(scratch=tmp_path / "engine") as engine:
        with pytest.raises(
            InputError, match=r"mm=15/part-00000.parquet: column host is VARCHAR, declared BIGINT"
        ):
            read_window(engine, source, SLICE, schema)
        assert () == engine.asked


def test_what_an_engine_reads_on_s3_must_be_parquet(s3: Any, tmp_path: Path) -> None:
    """An object that cannot be read names its partition."""
    s3.put_object(Bucket="data", Key=KEY, Body=b"no Parquet")
    source = context(tmp_path).partitions("input_delta")
    with (
        ReadingEngine(scratch=tmp_path / "engine") as engine,
        pytest.raises(InputError, match=r"mm=15/part-00000.parquet is not a readable Parquet file"),
    ):
        read_window(engine, source, SLICE, SCHEMA)


def test_a_mounted_input_stays_where_it_is_for_such_an_engine(tmp_path: Path) -> None:
    """Only direct inputs are read on S3."""
    folder = tmp_path / "mounted"
    part = folder / "dt=2026-01-05/hh=08/mm=15/part-00000.parquet"
    part.parent.mkdir(parents=True)
    pq.write_table(wide_rows().slice(0, 1), part)
    source = MountedPartitions("input_delta", "s3://data/delta/", folder)
    with ReadingEngine(scratch=tmp_path / "engine") as engine:
        read_window(engine, source, SLICE, SCHEMA)
    assert [str(part)] == engine.asked
