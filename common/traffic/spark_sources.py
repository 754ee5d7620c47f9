"""Files of traffic become raw rows on Spark, as module sources does embedded; imported only on Spark.

Lines are parsed strictly: whatever is no object ends the reading with an EngineError, and the driver salvages
(module salvage). What it saves lies on the driver alone, so on a cluster of several machines a damaged file
fails the step; deliver it again, or run the step embedded.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812 - the name that Spark's users know

from common.queries import Table
from common.spark import SparkEngine
from common.traffic.salvage import ROW_KEY
from common.traffic.settings import FIELDS
from common.traffic.sources import TrafficSource, by_kind, columns_of, require_fields


def open_rows(engine: SparkEngine, source: TrafficSource, *, with_text: bool = False) -> list[Table]:
    """Give the raw rows of each kind of file as a table with the columns of FIELDS; nothing is read yet.

    With text, there are file and row besides, as `sources.open_rows` has them.
    """
    tables = []
    for kind, files in by_kind(source.files).items():
        addresses = [engine.address_of(file.path) for file in files]
        frame = (
            _parquet(engine, addresses, source, with_text=with_text)
            if kind == "parquet"
            else _lines(engine, addresses, source, kind=kind)
        )
        chosen = [*FIELDS, *(("file", "row") if with_text else ())]
        tables.append(engine.view(f"raw_{kind}", frame.select(*chosen)))
    return tables


def _lines(engine: SparkEngine, addresses: Sequence[str], source: TrafficSource, *, kind: str) -> DataFrame:
    """JSON lines: every field as the text that it was written with."""
    columns = [*columns_of(source.settings), *([ROW_KEY] if kind == "salvaged" else [])]
    schema = ", ".join(f"`{column.replace('`', '``')}` string" for column in columns)
    read = engine.session.read.text(list(addresses)).withColumn("file", _file())
    filled = read.where(F.col("value").rlike(r"\S"))
    checked = F.when(F.col("value").rlike(r"^\s*\{"), F.col("value")).otherwise(
        F.raise_error(F.lit("a line is no object"))
    )
    parsed = filled.withColumn("object", F.from_json(checked, schema, {"mode": "FAILFAST"}))
    row = F.col("object").getField(ROW_KEY) if kind == "salvaged" else F.col("value")
    fields = [
        (F.col("object").getField(column) if column else F.lit(None).cast("string")).alias(name)
        for name, column in ((name, source.settings.fields[name]) for name in FIELDS)
    ]
    return parsed.select(*fields, "file", row.alias("row"))


def _parquet(
    engine: SparkEngine, addresses: Sequence[str], source: TrafficSource, *, with_text: bool
) -> DataFrame:
    """Parquet: native types."""
    read = engine.session.read.option("mergeSchema", "true").parquet(*addresses)
    require_fields(read.columns, source.settings)
    fields = [
        (F.col(_quoted(column)) if column else F.lit(None).cast("string")).alias(name)
        for name, column in ((name, source.settings.fields[name]) for name in FIELDS)
    ]
    if not with_text:
        return read.select(*fields)
    row = F.to_json(F.struct(*(F.col(_quoted(column)) for column in read.columns)))
    return read.select(*fields, _file().alias("file"), row.alias("row"))


def _file() -> Column:
    """Name of the file that a row came from, its percent signs undone."""
    return F.expr("url_decode(replace(input_file_name(), '+', '%2B'))")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
