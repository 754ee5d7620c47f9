"""Spark with the face of the embedded engine; imported only for a step whose record says engine spark.

Expressions are rendered in Spark's SQL and run on temporary views. Results that are written come to the
driver as Arrow and go through the embedded engine, so that both engines write the same bytes. PySpark 3.5,
as SageMaker's Spark container has it; pandas is not used.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import ibis
import pyarrow as pa
from ibis.config import Config
from py4j.protocol import Py4JJavaError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from common.engine import EmbeddedEngine, EngineError, quote_name
from common.quantiles import Grouping, describe
from common.queries import Expression, Table, ask

if TYPE_CHECKING:
    from types import TracebackType

_SPARK_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "TINYINT": "tinyint",
    "SMALLINT": "smallint",
    "INTEGER": "int",
    "BIGINT": "bigint",
    "FLOAT": "float",
    "DOUBLE": "double",
    "DATE": "date",
    "TIMESTAMPTZ": "timestamp",
    "TIMESTAMP": "timestamp_ntz",
}
_IBIS_TYPES = {
    "string": "string",
    "boolean": "boolean",
    "tinyint": "int8",
    "smallint": "int16",
    "int": "int32",
    "bigint": "int64",
    "float": "float32",
    "double": "float64",
    "date": "date",
    "timestamp": "timestamp('UTC')",
    "timestamp_ntz": "timestamp",
}


class _RenderOptions(Config):  # type: ignore[misc]  # Ibis's Config has no types
    """What Ibis asks while it renders Spark's SQL; its own are there only once its backend is loaded."""

    treat_nan_as_null: bool = False


ibis.options.pyspark = _RenderOptions()


class SparkEngine:
    """One Spark session in UTC, and an embedded engine beside it for footers and for writing."""

    def __init__(self, *, scratch: Path, threads: int | None = None, memory_gb: int | None = None) -> None:
        """Open or join the session; spark-submit's settings win, local[*] is taken without any.

        `memory_gb` bounds the embedded engine; Spark's memory is the launcher's to set.
        """
        self.scratch = scratch
        self._embedded = EmbeddedEngine(scratch=scratch, threads=threads, memory_gb=memory_gb)
        self._owned = SparkSession.getActiveSession() is None
        self._session = _open_session(threads)
        self._reads_objects = _reads_objects(self._session)
        self._kept: dict[str, DataFrame] = {}
        self._names = 0

    @property
    def reads_objects(self) -> bool:
        """Whether executors read S3 themselves; see _reads_objects."""
        return self._reads_objects

    @property
    def embedded(self) -> EmbeddedEngine:
        """The DuckDB connection beside Spark."""
        return self._embedded

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine."""
        self.close()

    def materialise(self, name: str, expression: Expression) -> Table:
        """Compute a table expression once and keep its rows under a name, in memory or on the disks."""
        try:
            frame = self._frame(expression).persist(StorageLevel.MEMORY_AND_DISK)
            frame.count()
        except (PySparkException, Py4JJavaError) as error:
            raise EngineError(str(error)) from error
        # An older table of this name is kept until the end: views may still stand on it.
        self._kept[self.fresh_name(name)] = frame
        return self._named(name, frame)

    def hand_over(self, name: str, expression: Expression) -> str:
        """Compute a table expression into a table of the embedded engine."""
        self._embedded.adopt(name, self._arrow(expression))
        return quote_name(name)

    def rows(self, expression: Expression) -> list[tuple[Any, ...]]:
        """Compute a small table expression and hand its rows over; instants in UTC."""
        columns = [column.to_pylist() for column in self._arrow(expression).columns]
        return [tuple(_plain(value) for value in row) for row in zip(*columns, strict=True)]

    def count(self, expression: Expression) -> int:
        """Count the rows of a table expression."""
        try:
            return int(self._frame(expression).count())
        except (PySparkException, Py4JJavaError) as error:
            raise EngineError(str(error)) from error

    def describe(
        self, rows: Expression, groupings: Sequence[Grouping], columns: Sequence[str]
    ) -> tuple[list[Table], int]:
        """Compute rows once; keep what `common.quantiles.describe` says of each grouping, and count them."""
        kept = self.materialise(self.fresh_name("rows"), rows)
        described = [
            self.materialise(
                self.fresh_name("described"), ask(describe, kept, grouping=grouping, columns=columns)
            )
            for grouping in groupings
        ]
        return described, self.count(kept)

    def table(self, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> Table:
        """Make a table from Python values: column name to DuckDB's type and values, all of one length."""
        schema = ", ".join(f"{_quoted(column)} {_spark_type(kind)}" for column, (kind, _) in columns.items())
        rows = list(zip(*(values for _, values in columns.values()), strict=True))
        return self._named(name, self._session.createDataFrame(rows, schema))

    def read_parquet(self, name: str, files: Sequence[str], columns: Mapping[str, str]) -> Table:
        """Name the rows of Parquet files, of these columns with DuckDB's types; none gives an empty table."""
        if not files:
            return self.table(name, {column: (kind, []) for column, kind in columns.items()})
        schema = ", ".join(f"{_quoted(column)} {_spark_type(kind)}" for column, kind in columns.items())
        # Each file is named, so that no folder is listed and dt=, hh= and mm= do not become columns.
        listed = [file if file.startswith("s3a://") else self.address_of(Path(file)) for file in files]
        return self._named(name, self._session.read.schema(schema).parquet(*listed))

    @property
    def session(self) -> SparkSession:
        """Spark's own session, for reading files."""
        return self._session

    def view(self, name: str, frame: DataFrame) -> Table:
        """Name a frame, such as the reading of files, for expressions to build on."""
        return self._named(name, frame)

    def address_of(self, path: Path) -> str:
        """Return the address of a local file. Hadoop takes the text as it is: it decodes no percent signs."""
        return f"file://{Path(self._embedded.plain_path(path)).absolute()}"

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of this engine has yet."""
        self._names += 1
        return f"{stem}_{self._names}"

    def compile(self, expression: Expression) -> str:
        """Render an expression in this engine's SQL."""
        return str(ibis.to_sql(expression.expression(), dialect="pyspark"))

    def close(self) -> None:
        """Let go of memory; the session ends only where this engine began it."""
        self._embedded.close()
        for frame in self._kept.values():
            frame.unpersist()
        if self._owned:
            self._session.stop()

    def _frame(self, expression: Expression) -> DataFrame:
        return self._session.sql(self.compile(expression))

    def _named(self, name: str, frame: DataFrame) -> Table:
        frame.createOrReplaceTempView(_quoted(name))
        kinds = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
        return Table(name, {column: _ibis_type(kind) for column, kind in kinds.items()})

    def _arrow(self, expression: Expression) -> pa.Table:
        try:
            frame = self._frame(expression)
            batches = frame._collect_as_arrow()  # noqa: SLF001  (toArrow comes with Spark 4)
        except (PySparkException, Py4JJavaError) as error:
            raise EngineError(str(error)) from error
        if batches:
            return pa.Table.from_batches(batches)
        from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415

        return to_arrow_schema(frame.schema).empty_table()


def _open_session(threads: int | None) -> SparkSession:
    os.environ.setdefault("PYARROW_IGNORE_TIMEZONE", "1")
    builder = (
        SparkSession.builder.config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.adaptive.enabled", "true")
    )
    if "PYSPARK_GATEWAY_PORT" not in os.environ and "MASTER" not in os.environ:
        builder = builder.master(f"local[{threads or '*'}]").config(
            "spark.sql.shuffle.partitions", str(2 * (threads or len(os.sched_getaffinity(0))))
        )
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config(
            "spark.driver.host", "127.0.0.1"
        )
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        # S3A does not know the variables that boto3 obeys.
        builder = builder.config("spark.hadoop.fs.s3a.endpoint", endpoint).config(
            "spark.hadoop.fs.s3a.path.style.access", "true"
        )
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("WARN")
    return session


def _reads_objects(session: SparkSession) -> bool:
    """Whether Spark is to read S3 itself (with S3A, as SageMaker's container has it).

    On a cluster always: a file that the driver downloaded is on no other machine. In one local process only
    if S3A is on its class path, which PySpark alone does not bring; else the driver downloads.
    """
    context = session.sparkContext
    if not context.master.startswith("local"):
        return True
    classes = context._jvm.org.apache.spark.util.Utils  # noqa: SLF001
    return bool(classes.classIsLoadable("org.apache.hadoop.fs.s3a.S3AFileSystem"))


def _plain(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    return value


def _spark_type(kind: str) -> str:
    return kind.lower() if kind.upper().startswith("DECIMAL(") else _SPARK_TYPES[kind]


def _ibis_type(kind: str) -> str:
    return kind if kind.startswith("decimal(") else _IBIS_TYPES.get(kind, "json")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
