"""Inputs with direct access: only the asked partitions are fetched."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from common.bundle import DatasetEntry, StepDescription
from common.context import StepContext
from common.errors import InputError
from common.windows import Window

PREFIX = "s3://data/features/<ProjectName>/delta/"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An S3 in process with one bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield client


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
