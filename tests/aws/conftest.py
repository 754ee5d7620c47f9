"""Both implementations of the ports: on moto through botocore, and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pipelines.app.connect import AwsAccount, connect
from pipelines.aws.memory import MemoryAws
from pipelines.aws.session import AwsSession, AwsSettings

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture
def moto_aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An account in moto, with the bucket `bucket`."""
    moto = pytest.importorskip("moto")
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with moto.mock_aws():
        aws = connect(ENVIRONMENT)
        location = {"LocationConstraint": "eu-central-1"}
        aws._session.client("s3").create_bucket(Bucket="bucket", CreateBucketConfiguration=location)
        yield aws


@pytest.fixture(params=["moto", "memory"])
def aws(request: pytest.FixtureRequest) -> Any:
    """The same suite runs against the adapter and the fake."""
    return MemoryAws() if request.param == "memory" else request.getfixturevalue("moto_aws")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The embedded AWS on its loopback port."""
    local = pytest.importorskip("pipelines.local")
    with local.EmbeddedAws(tmp_path_factory.mktemp("runs")) as running:
        yield running


@pytest.fixture
def adapters(embedded: Any, monkeypatch: pytest.MonkeyPatch) -> AwsAccount:
    """The product's own clients on it, when it is empty."""
    embedded.reset()
    for name, value in embedded.environment().items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    session = AwsSession(AwsSettings(attempts=1), embedded.environment())
    return AwsAccount(session, "records")


@pytest.fixture(params=["embedded", "memory"])
def machine_aws(request: pytest.FixtureRequest) -> Any:
    """The same suite runs against both."""
    return MemoryAws() if request.param == "memory" else request.getfixturevalue("adapters")
