"""Where table expressions run: DuckDB inside the process, or Spark (module spark) with the same face.

Features are functions of Ibis's table expressions and know no engine; `common.queries.ask` says which of them
to run on which tables. `open_engine` picks the engine that the step's record names.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from common.arrays import joined_floats
from common.errors import ConfigurationError, InputError, some, too_little_memory
from common.quantiles import Grouping, describe_table
from common.queries import Expression, Table
from common.stopping import interrupt_when_stopped

if TYPE_CHECKING:
    from types import TracebackType

    from common.context import StepContext


_BATCH_ROWS = 100_000
_PATTERN = re.compile(r"[*?\[{]")


class EngineError(Exception):
    """The engine refused a statement; whoever asked knows what that means for the user."""


class UnreadableError(EngineError, InputError):
    """Files that the engine was to read are damaged: the user's to mend, and told as such if nobody asks."""


class Engine(Protocol):
    """What every engine can do; steps need no more."""

    scratch: Path

    @property
    def reads_objects(self) -> bool:
        """Whether it reads `s3a://` addresses by itself; else what is on S3 is downloaded for it."""

    @property
    def embedded(self) -> EmbeddedEngine:
        """The DuckDB connection that reads footers and writes files: the engine itself, or one beside it."""

    def materialise(self, name: str, expression: Expression) -> Table:
        """Compute a table expression once and keep its rows under a name."""

    def hand_over(self, name: str, expression: Expression) -> str:
        """Return what a query of the embedded engine reads the rows of an expression from, once."""

    def rows(self, expression: Expression) -> list[tuple[Any, ...]]:
        """Compute a small table expression and hand its rows over."""

    def count(self, expression: Expression) -> int:
        """Count the rows of a table expression."""

    def describe(
        self, rows: Expression, groupings: Sequence[Grouping], columns: Sequence[str]
    ) -> tuple[list[Table], int]:
        """Compute rows once; keep what `common.quantiles.describe` says of each grouping, and count them."""

    def table(self, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> Table:
        """Make a table from Python values: column name to DuckDB's type and values, all of one length."""

    def read_parquet(self, name: str, files: Sequence[str], columns: Mapping[str, str]) -> Table:
        """Name these columns of Parquet files, which have them with DuckDB's types; no file gives no rows.

        A path, or an address of S3 if it reads_objects.
        """

    def address_of(self, path: Path) -> str:
        """Return what the engine opens a file by, and reports as its name; never taken for a pattern."""

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of this engine has yet."""

    def compile(self, expression: Expression) -> str:
        """Render an expression in this engine's SQL."""

    def close(self) -> None:
        """Let go of memory and scratch files."""

    def __enter__(self) -> Self:
        """Return the engine."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine."""


def open_engine(
    step: StepContext, *, threads: int | None = None, memory_gb: int | None = None, keep_footers: bool = True
) -> Engine:
    """Open the engine that the step's record names, `embedded` or `spark`; for use with `with`, or close it.

    `keep_footers` as EmbeddedEngine has it.
    ConfigurationError if the record names another, or Spark is not in the image.
    """
    scratch = step.scratch / "engine"
    if step.description.engine == "embedded":
        return EmbeddedEngine(
            scratch=scratch, threads=threads, memory_gb=memory_gb, keep_footers=keep_footers
        )
    if step.description.engine == "spark":
        try:
            # Imported here alone: a step of the embedded engine has no Spark in its image.
            spark = importlib.import_module("common.spark")
        except ImportError as error:
            raise ConfigurationError(
                f"engine spark needs PySpark, which this image lacks ({error.name})",
                remedy="Use a Spark image, or leave engine out of the record.",
            ) from error
        return cast("Engine", spark.SparkEngine(scratch=scratch, threads=threads, memory_gb=memory_gb))
    raise ConfigurationError(
        f"{step.description.record}, {step.description.step}: unknown engine {step.description.engine}",
        remedy="Use embedded or spark.",
    )


class EmbeddedEngine:
    """One DuckDB connection, in UTC, without network or extensions, spilling to a scratch folder."""

    def __init__(
        self,
        *,
        scratch: Path,
        threads: int | None = None,
        memory_gb: int | None = None,
        keep_footers: bool = True,
    ) -> None:
        """Open the engine; without figures it takes every processor allowed, and 80% of the memory.

        `keep_footers` is for files that several statements read: that of a wide one takes half a megabyte.
        """
        scratch.mkdir(parents=True, exist_ok=True)
        self.scratch = scratch
        self.threads = threads or len(os.sched_getaffinity(0))
        settings: dict[str, Any] = {
            "threads": self.threads,
            "temp_directory": str(scratch / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if memory_gb is not None:
            settings["memory_limit"] = f"{memory_gb}GB"
        self._connection = duckdb.connect(config=settings)
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.execute(f"SET parquet_metadata_cache = {str(keep_footers).lower()}")
        # Rows have no order until they are sorted to be written; to keep one costs a fifth of reading.
        self._connection.execute("SET preserve_insertion_order = false")
        self._linked: dict[str, str] = {}
        self._names = 0
        self._files: list[str] = []
        interrupt_when_stopped(self)

    @property
    def reads_objects(self) -> bool:
        """It has no network."""
        return False

    @property
    def embedded(self) -> EmbeddedEngine:
        """The engine itself."""
        return self

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine."""
        self.close()

    def hand_over(self, name: str, expression: Expression) -> str:
        """Render a table expression; nothing is computed until it is read."""
        del name
        return quote_name(expression.name) if isinstance(expression, Table) else f"({expression.sql()})"

    def read_parquet(self, name: str, files: Sequence[str], columns: Mapping[str, str]) -> Table:
        """Name these columns of Parquet files, which have them with these types; no file gives no rows."""
        if not files:
            empty = ", ".join(f"CAST(NULL AS {kind}) AS {quote_name(c)}" for c, kind in columns.items())
            return self.view(name, f"SELECT {empty} WHERE FALSE")
        chosen = ", ".join(map(quote_name, columns))
        paths = [*map(self.plain_path, files)]
        self._files += paths
        listed = ", ".join(map(quote_text, paths))
        return self.view(name, f"SELECT {chosen} FROM read_parquet([{listed}], hive_partitioning = false)")  # noqa: S608

    def adopt(self, name: str, rows: pa.Table) -> Table:
        """Read an Arrow table as one of this engine, where it lies."""
        with self._translated():
            self._connection.register(name, rows)
        return self._named(name)

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement of DuckDB's own SQL: for reading and writing files, never for features."""
        with self._translated():
            rows: list[tuple[Any, ...]] = self._connection.execute(statement).fetchall()
        return rows

    def materialise(self, name: str, expression: Expression) -> Table:
        """Compute a table expression once and keep its rows under a name."""
        self.execute(f"CREATE OR REPLACE TEMP TABLE {quote_name(name)} AS {self.compile(expression)}")
        return self._named(name)

    def rows(self, expression: Expression) -> list[tuple[Any, ...]]:
        """Compute a small table expression and hand its rows over."""
        return self.execute(self.compile(expression))

    def describe(
        self, rows: Expression, groupings: Sequence[Grouping], columns: Sequence[str]
    ) -> tuple[list[Table], int]:
        """Compute rows once; keep what `common.quantiles.describe` says of each grouping, and count them."""
        keys = dict.fromkeys(name for grouping in groupings for name in (*grouping.by, grouping.among))
        casts = [f"CAST({name} AS DOUBLE) AS {name}" for name in map(quote_name, columns)]
        chosen = ", ".join((*map(quote_name, keys), *casts))
        values = self._arrow(f"SELECT {chosen} FROM {self.hand_over('', rows)}")  # noqa: S608
        described = describe_table(values, groupings, columns, threads=self.threads)
        return [self.adopt(self.fresh_name("described"), one) for one in described], len(values)

    def arrays(self, query: str) -> dict[str, npt.NDArray[np.float64]]:
        """Compute columns of DOUBLE with DuckDB's own SQL: arrays by their names, NaN for null."""
        found = self._arrow(query)
        return {name: joined_floats(found[name]) for name in found.column_names}

    def stream(self, source: str, kinds: Mapping[str, str], order: Sequence[str]) -> pa.RecordBatchReader:
        """Give rows in an order, a batch at a time, with columns of these types: name to DuckDB's type.

        Casts that change nothing are left out: of hundreds, the planning takes longer than a slice's rows.
        """
        ordered = ", ".join(map(quote_name, order))
        with self._translated():
            wanted = {kind: self._connection.sqltype(kind) for kind in set(kinds.values())}
            found = self._connection.sql(f"SELECT * FROM {source} ORDER BY {ordered}")  # noqa: S608
            known = dict(zip(found.columns, found.types, strict=True))
            casts = ", ".join(
                f"CAST({quote_name(name)} AS {kind}) AS {quote_name(name)}"
                for name, kind in kinds.items()
                if known.get(name) != wanted[kind]
            )
            if casts:
                query = f"SELECT * REPLACE ({casts}) FROM {source} ORDER BY {ordered}"  # noqa: S608
                found = self._connection.sql(query)
            reader = found.to_arrow_reader(_BATCH_ROWS)
        return pa.RecordBatchReader.from_batches(reader.schema, self._batches(reader))

    def count(self, expression: Expression) -> int:
        """Count the rows of a table expression."""
        return int(self.execute(f"SELECT count(*) FROM {self.hand_over('', expression)}")[0][0])  # noqa: S608

    def table(self, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> Table:
        """Make a table from Python values: column name to SQL type and values, all of one length."""
        types = ", ".join(f"{quote_name(column)} {kind}" for column, (kind, _) in columns.items())
        self.execute(f"CREATE OR REPLACE TEMP TABLE {quote_name(name)} ({types})")
        slots = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind, _ in columns.values())
        with self._translated():
            self._connection.execute(
                f"INSERT INTO {quote_name(name)} SELECT {slots}",
                [list(values) for _, values in columns.values()],
            )
        return self._named(name)

    def view(self, name: str, query: str) -> Table:
        """Name a query of DuckDB's own SQL, such as the reading of files, for expressions to build on."""
        self.execute(f"CREATE OR REPLACE TEMP VIEW {quote_name(name)} AS {query}")
        return self._named(name)

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of this engine has yet."""
        self._names += 1
        return f"{stem}_{self._names}"

    def address_of(self, path: Path) -> str:
        """Return its plain path."""
        return self.plain_path(path)

    def plain_path(self, path: Path | str) -> str:
        """Return a path to the file that neither DuckDB nor Spark takes for a pattern."""
        text = str(path)
        if not _PATTERN.search(text):
            return text
        if text not in self._linked:
            file = Path(path)
            link = self.scratch / "links" / f"{len(self._linked):06d}{''.join(file.suffixes[-2:])}"
            link.parent.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(file.absolute())
            self._linked[text] = str(link)
        return self._linked[text]

    def compile(self, expression: Expression) -> str:
        """Render an expression in this engine's SQL."""
        if isinstance(expression, Table):
            return f"SELECT * FROM {quote_name(expression.name)}"  # noqa: S608
        return expression.sql()

    def interrupt(self) -> None:
        """Make the statement that runs fail: DuckDB's threads would finish what they have begun."""
        self._connection.interrupt()

    def close(self) -> None:
        """Let go of memory and scratch files."""
        self._connection.close()

    def _batches(self, reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        """Read on; what fails then is told as any statement's failure."""
        with self._translated():
            yield from reader

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what DuckDB says into an EngineError, or a ResourceError for what does not fit."""
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise too_little_memory() from error
        except duckdb.Error as error:
            # What DuckDB says of a damaged page does not always name the file.
            damaged = [path for path in dict.fromkeys(self._files) if not _is_readable(path)]
            if damaged:
                places = ["/".join(Path(path).parts[-4:]) for path in damaged]
                raise UnreadableError(
                    f"damaged files: {some(places)}", remedy="Write these partitions again."
                ) from error
            raise EngineError(str(error)) from error

    def _arrow(self, query: str) -> pa.Table:
        with self._translated():
            return self._connection.sql(query).to_arrow_table()

    def _named(self, name: str) -> Table:
        described = self.execute(f"DESCRIBE {quote_name(name)}")
        return Table(name, {row[0]: _ibis_type(row[1]) for row in described})


def _is_readable(path: str) -> bool:
    try:
        pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError):
        return False
    return True


def quote_name(name: str) -> str:
    """Quote an identifier for SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Quote a string for SQL."""
    return "'" + text.replace("'", "''") + "'"


_IBIS_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "TINYINT": "int8",
    "SMALLINT": "int16",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "UTINYINT": "uint8",
    "USMALLINT": "uint16",
    "UINTEGER": "uint32",
    "UBIGINT": "uint64",
    "HUGEINT": "decimal(38, 0)",
    "FLOAT": "float32",
    "DOUBLE": "float64",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamp('UTC')",
}


def _ibis_type(sql_type: str) -> str:
    if sql_type.startswith("DECIMAL("):
        return sql_type.lower()
    # Whatever else a file may hold (structures, blobs) is no number, time or text to the features.
    return _IBIS_TYPES.get(sql_type, "json")
