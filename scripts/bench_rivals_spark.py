"""A local Spark session for the rivals that are native Spark SQL, and an orderly end to it."""

from __future__ import annotations

from typing import Any


def open_spark() -> Any:
    """Start Spark on two cores, as a user would on this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - each rival pays for its own imports

    builder: Any = SparkSession.builder
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.ui.enabled": "false",
        "spark.sql.debug.maxToStringFields": "1000",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.master("local[2]").getOrCreate()


def close_spark(session: Any) -> None:
    """Wait for the Java process too: who measures this process then sees its memory."""
    gateway = session.sparkContext._gateway  # noqa: SLF001 - there is no other way to its process
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
