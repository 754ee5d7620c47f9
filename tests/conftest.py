"""What the tests of any room share: an AWS in process, a Spark engine, JSONata's reference engine."""

import shutil
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from jsonata_reference import Reference

# A third of hypothesis' own: properties that need more say so. CI has minutes for three thousand tests.
settings.register_profile("fast", max_examples=30)
settings.load_profile("fast")

# A shell without job control makes its background deaf to Ctrl-C. Children inherit that, and those of the
# tests that press it would not hear.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def moto_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty account of AWS in process, which clients with no settings of their own reach."""
    moto = pytest.importorskip("moto")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with moto.mock_aws():
        yield


@pytest.fixture
def s3(moto_account: None) -> Any:
    """S3 of that account, with the bucket `data`."""
    # Imported here, as the tests of the core do without it.
    import boto3  # noqa: PLC0415

    del moto_account
    client = boto3.client("s3")
    client.create_bucket(Bucket="data")
    return client


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
