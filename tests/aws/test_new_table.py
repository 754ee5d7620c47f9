"""Making the table: what it gets, when, and what happens when DynamoDB is not ready for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import boto3
import pytest
from botocore.stub import Stubber

from pipelines.aws.table import DynamoTable
from pipelines.errors import RemoteError

KEYS = [
    {"AttributeName": "project_name", "KeyType": "HASH"},
    {"AttributeName": "job_name", "KeyType": "RANGE"},
]


@pytest.fixture
def stub() -> Iterator[Stubber]:
    """A client that answers what a test says, in its order."""
    words = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    with Stubber(boto3.client("dynamodb", region_name="eu-central-1", **words)) as made:
        yield made


@pytest.fixture
def table(stub: Stubber) -> Callable[[], bool]:
    return DynamoTable(stub.client, "records", sleep=lambda _: None).ensure


def described(stub: Stubber, items: int) -> None:
    stub.add_response(
        "describe_table", {"Table": {"TableStatus": "ACTIVE", "KeySchema": KEYS, "ItemCount": items}}
    )


def recovered(stub: Stubber) -> None:
    answer = {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}}
    stub.add_response("update_continuous_backups", answer)


def expiring(stub: Stubber) -> None:
    wanted = {"Enabled": True, "AttributeName": "expires_at"}
    stub.add_response(
        "update_time_to_live",
        {"TimeToLiveSpecification": wanted},
        {"TableName": "records", "TimeToLiveSpecification": wanted},
    )


def refused(stub: Stubber, call: str, code: str, message: str = "no") -> None:
    stub.add_client_error(call, code, message)


def test_what_a_killed_provision_left_is_finished(stub: Stubber, table: Callable[[], bool]) -> None:
    """A table without items gets what a new one gets, as often as it takes."""
    described(stub, 0)
    described(stub, 0)
    recovered(stub)
    expiring(stub)
    assert not table()
    described(stub, 0)
    described(stub, 0)
    recovered(stub)
    refused(stub, "update_time_to_live", "ValidationException", "TimeToLive is already enabled")
    assert not table()
    stub.assert_no_pending_responses()


def test_a_table_with_items_is_left_as_it_is(stub: Stubber, table: Callable[[], bool]) -> None:
    """Whoever made it may want no backups."""
    described(stub, 3)
    described(stub, 3)
    assert not table()
    stub.assert_no_pending_responses()


def test_backups_that_are_not_there_yet_are_waited_for(stub: Stubber, table: Callable[[], bool]) -> None:
    """DynamoDB prepares them after the table is active."""
    refused(stub, "describe_table", "ResourceNotFoundException")
    stub.add_response("create_table", {"TableDescription": {}})
    described(stub, 0)
    for _ in range(2):
        refused(stub, "update_continuous_backups", "ContinuousBackupsUnavailableException")
    recovered(stub)
    expiring(stub)
    assert table()
    stub.assert_no_pending_responses()


@pytest.mark.parametrize("code", ["AccessDeniedException", "ContinuousBackupsUnavailableException"])
def test_backups_that_are_refused_or_never_come_are_told(
    stub: Stubber, table: Callable[[], bool], code: str
) -> None:
    """With the call that was refused."""
    described(stub, 0)
    described(stub, 0)
    for _ in range(60 if code.startswith("Cont") else 1):
        refused(stub, "update_continuous_backups", code)
    with pytest.raises(RemoteError) as caught:
        table()
    assert "dynamodb:UpdateContinuousBackups" in caught.value.problems[0].fault
    stub.assert_no_pending_responses()


def test_an_expiry_that_is_refused_is_told(stub: Stubber, table: Callable[[], bool]) -> None:
    """Another fault than that it is enabled already."""
    described(stub, 0)
    described(stub, 0)
    recovered(stub)
    refused(stub, "update_time_to_live", "ValidationException", "Time to live has been modified too often")
    with pytest.raises(RemoteError, match="UpdateTimeToLive"):
        table()
