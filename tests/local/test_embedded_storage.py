"""S3 and DynamoDB of the embedded AWS do what plan, apply and provision lean on."""

from __future__ import annotations

import threading

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.s3.models import s3_backends

from pipelines.local import S3Store
from pipelines.local.container import Location, StepFailedError

KEYS = [("project_name", "HASH"), ("job_name", "RANGE")]


@pytest.fixture
def table(aws):
    dynamodb = aws.client("dynamodb")
    dynamodb.create_table(
        TableName="records",
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in KEYS],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in KEYS],
        BillingMode="PAY_PER_REQUEST",
    )
    return dynamodb


def item(job, **more):
    return {"project_name": {"S": "ndr"}, "job_name": {"S": job}, **more}


def refused(call, **request):
    with pytest.raises(ClientError) as caught:
        call(**request)
    return caught.value.response


def test_a_conditional_put_happens_once(table):
    """attribute_not_exists refuses the second writer."""
    put = {
        "TableName": "records",
        "Item": item("a#v1"),
        "ConditionExpression": "attribute_not_exists(job_name)",
    }
    table.put_item(**put)

    assert refused(table.put_item, **put)["Error"]["Code"] == "ConditionalCheckFailedException"


def test_of_many_writers_at_once_one_wins(table):
    """Conditional writes are atomic over the port: of 16 threads exactly one gets the lock."""
    won = []

    def take(number):
        try:
            table.put_item(
                TableName="records",
                Item=item("lock", owner={"N": str(number)}),
                ConditionExpression="attribute_not_exists(job_name)",
            )
        except table.exceptions.ConditionalCheckFailedException:
            return
        won.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = won
    assert table.get_item(TableName="records", Key=item("lock"))["Item"]["owner"] == {"N": str(winner)}


def test_a_transaction_writes_all_or_nothing(table):
    """One failed condition cancels the whole, and says which it was."""
    table.put_item(TableName="records", Item=item("b#v1"))
    writes = [
        {
            "Put": {
                "TableName": "records",
                "Item": item(job),
                "ConditionExpression": "attribute_not_exists(job_name)",
            }
        }
        for job in ("a#v1", "b#v1")
    ]

    answer = refused(table.transact_write_items, TransactItems=writes)

    assert answer["Error"]["Code"] == "TransactionCanceledException"
    assert [reason["Code"] for reason in answer["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert "Item" not in table.get_item(TableName="records", Key=item("a#v1"))


def test_point_in_time_recovery_is_switched_and_told(table):
    """UpdateContinuousBackups takes effect and DescribeContinuousBackups says so."""
    table.update_continuous_backups(
        TableName="records", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )

    found = table.describe_continuous_backups(TableName="records")["ContinuousBackupsDescription"]

    assert found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_table_is_there_once(table):
    """A second creation is ResourceInUseException; a missing table ResourceNotFoundException."""
    again = {
        "TableName": "records",
        "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in KEYS],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name, _ in KEYS],
        "BillingMode": "PAY_PER_REQUEST",
    }

    assert refused(table.create_table, **again)["Error"]["Code"] == "ResourceInUseException"
    assert refused(table.describe_table, TableName="none")["Error"]["Code"] == "ResourceNotFoundException"


def test_numbers_sets_and_binary_survive(table):
    """What DynamoDB's types hold comes back the same."""
    value = {
        "n": {"N": "1234567890.123456789012345678901234567"},
        "ss": {"SS": ["a", "b"]},
        "b": {"B": b"\x00\xff"},
        "m": {"M": {"l": {"L": [{"NULL": True}, {"BOOL": False}]}}},
    }
    table.put_item(TableName="records", Item=item("types", **value))

    found = table.get_item(TableName="records", Key=item("types"), ConsistentRead=True)["Item"]

    assert {key: found[key] for key in value} == value


def test_a_query_pages_by_size(table):
    """More than a megabyte of items comes in several pages."""
    for number in range(6):
        table.put_item(TableName="records", Item=item(f"{number}#v1", text={"S": "x" * 300_000}))

    pages = list(
        table.get_paginator("query").paginate(
            TableName="records",
            KeyConditionExpression="project_name = :p",
            ExpressionAttributeValues={":p": {"S": "ndr"}},
            ConsistentRead=True,
        )
    )

    assert len(pages) > 1
    assert sum(page["Count"] for page in pages) == 6


def test_a_put_only_if_absent_is_refused_the_second_time(aws):
    """If-None-Match: * on S3, by which a publisher may lock."""
    s3 = aws.client("s3")
    s3.put_object(Bucket="bucket", Key="lock", Body=b"1", IfNoneMatch="*")

    assert refused(s3.put_object, Bucket="bucket", Key="lock", Body=b"2", IfNoneMatch="*")["Error"][
        "Code"
    ] == ("PreconditionFailed")


def test_checksums_and_metadata_of_objects_come_back(aws):
    """A SHA-256 that the client sends is stored and told by HEAD."""
    s3 = aws.client("s3")
    sent = s3.put_object(
        Bucket="bucket", Key="x", Body=b"1", ChecksumAlgorithm="SHA256", Metadata={"digest": "d"}
    )

    found = s3.head_object(Bucket="bucket", Key="x", ChecksumMode="ENABLED")

    assert found["ChecksumSHA256"] == sent["ChecksumSHA256"]
    assert found["Metadata"] == {"digest": "d"}


@pytest.fixture(params=["port", "inside"])
def objects(request, aws):
    """Both stores: boto3 over the port, and moto from inside."""
    return S3Store(aws.client("s3")) if request.param == "port" else aws.store


def test_a_store_lists_every_page_in_order(aws, objects):
    """More keys than one answer of S3 holds come out complete and ordered, with their sizes."""
    inside = s3_backends["123456789012"]["aws"]
    for number in range(1005):
        inside.put_object("bucket", f"many/{number:04}", b"ab")

    found = list(objects.list(Location("bucket", "many/")))

    assert [item.key for item in found] == [f"many/{number:04}" for number in range(1005)]
    assert {item.size for item in found} == {2}
    assert aws.client("s3").list_objects_v2(Bucket="bucket")["IsTruncated"]


@pytest.mark.parametrize("size", [0, 1, 9 * 1024 * 1024])
def test_a_store_carries_bytes_both_ways(aws, objects, tmp_path, size):
    """Empty, small and multipart objects arrive as they were, here and at every other client."""
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    (tmp_path / "up").write_bytes(body)
    place = Location("bucket", "a/ü b?#c")

    objects.upload(tmp_path / "up", place)
    objects.download(place, tmp_path / "down")

    assert (tmp_path / "down").read_bytes() == body
    assert aws.client("s3").get_object(Bucket=place.bucket, Key=place.key)["Body"].read() == body
    assert [(item.key, item.size) for item in objects.list(Location("bucket", ""))] == [(place.key, size)]


@pytest.mark.parametrize("size", [1, 9 * 1024 * 1024])
def test_a_store_translates_refusals(objects, tmp_path, size):
    """A missing bucket is a ClientError of the step that names the object, for every verb."""
    place = Location("nowhere", "key")
    (tmp_path / "up").write_bytes(b"x" * size)

    for call in (
        lambda: list(objects.list(place)),
        lambda: objects.download(place, tmp_path / "down"),
        lambda: objects.upload(tmp_path / "up", place),
    ):
        with pytest.raises(StepFailedError, match=r"s3://nowhere/key: .*NoSuchBucket") as caught:
            call()
        assert caught.value.failure.kind == "ClientError"


def test_a_store_tells_a_missing_object(objects, tmp_path):
    """An object that vanished since the listing is a ClientError."""
    with pytest.raises(StepFailedError, match="cannot read s3://bucket/gone: NoSuchKey"):
        objects.download(Location("bucket", "gone"), tmp_path / "down")


def test_the_store_takes_a_lost_connection_for_an_internal_error(aws):
    """What may pass is worth a retry."""
    client = aws.session().client(
        "s3", endpoint_url="http://127.0.0.1:9", config=Config(retries={"max_attempts": 0}, connect_timeout=1)
    )

    with pytest.raises(StepFailedError) as caught:
        list(S3Store(client).list(Location("bucket", "")))
    assert caught.value.failure.exception_type == "SageMaker.JOB_INTERNAL_ERROR"
