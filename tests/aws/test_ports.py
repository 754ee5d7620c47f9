"""What every implementation of the ports does: one suite for the adapters (on moto) and for the fakes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pipelines.aws.values import Claim
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.contract.keys import RecordKey
from pipelines.errors import RemoteError
from pipelines.plan.remote import HeldLock

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PREFIX = "s3://bucket/code/step/"
TOKEN = "a" * 64


def pipeline(name: str = "first", **changes: Any) -> CompiledPipeline:
    made = CompiledPipeline(
        key=RecordKey("ndr", "pipeline_first", "v1"),
        name=name,
        role_arn="arn:aws:iam::123456789012:role/steps",
        text='{"Parameters":[],"Steps":[],"Version":"2020-12-01"}',
        tags={"team": "ml"},
        digest="0" * 64,
        description="a pipeline",
    )
    return replace(made, **changes)


def lock(token: str, acquired: datetime = NOW) -> HeldLock:
    return HeldLock("ndr", f"owner of {token}", token, acquired, acquired + timedelta(minutes=2))


def record(**more: Any) -> dict[str, Any]:
    return {"project_name": "ndr", "job_name": "job#v1", **more}


def test_a_table_is_created_once(aws: Any) -> None:
    """The first provision creates it, the second finds it."""
    assert (True, False) == (aws.table.ensure(), aws.table.ensure())


def test_a_missing_table_is_named(aws: Any) -> None:
    """Reading before provisioning says which table is not there."""
    with pytest.raises(RemoteError) as caught:
        aws.table.read("ndr")
    (problem,) = caught.value.problems
    assert ("aws-not-found", True) == (problem.code, "ml_projects_parameters" in problem.fault)


def test_what_is_written_is_read_back_equal(aws: Any) -> None:
    """Numbers, sets and binary survive, to the last digit."""
    item = record(
        number=Decimal("0.1234567890123456789012345678901234567"),
        large=Decimal("1e125"),
        whole=7,
        nothing=None,
        flag=False,
        text="ü\U0001f600",
        empty="",
        binary=b"\x00\xff",
        texts={"a", "b"},
        numbers={Decimal(1), Decimal("2.5")},
        blobs={b"x", b"y"},
        nested={"list": [1, {"deep": [True, []]}], "map": {}},
    )
    aws.table.ensure()
    assert aws.table.put_new(item)
    assert item == aws.table.get("ndr", "job#v1")
    assert (item,) == aws.table.read("ndr").items


def test_reads_are_of_one_project_or_of_all(aws: Any) -> None:
    """A query gives one partition, a scan the table."""
    aws.table.ensure()
    for project in ("ndr", "other"):
        aws.table.put_new({"project_name": project, "job_name": "job#v1"})
    assert ["ndr"] == [item["project_name"] for item in aws.table.read("ndr").items]
    assert ["ndr", "other"] == sorted(item["project_name"] for item in aws.table.read(None).items)


def test_reads_go_on_over_pages(aws: Any) -> None:
    """A project of more than a megabyte, DynamoDB's page, is read whole."""
    aws.table.ensure()
    for number in range(12):
        aws.table.put_new({"project_name": "ndr", "job_name": f"job_{number:02}#v1", "spec": "x" * 200_000})
    assert 12 == len(aws.table.read("ndr").items)
    assert 12 == len(aws.table.read(None).items)


def test_a_new_record_does_not_replace_one_that_is_there(aws: Any) -> None:
    """A conditional put tells whether it wrote."""
    aws.table.ensure()
    assert (True, False) == (aws.table.put_new(record(a=1)), aws.table.put_new(record(a=2)))
    assert record(a=1) == aws.table.get("ndr", "job#v1")


def test_a_record_is_replaced_only_if_it_is_what_was_read(aws: Any) -> None:
    """Who changed it in between wins; whatever its shape, it compares whole."""
    aws.table.ensure()
    before = record(spec={"a": [1, {"b": {"x", "y"}}], "c": None}, n=Decimal("1.50"))
    aws.table.put_new(before)
    read = aws.table.get("ndr", "job#v1")
    assert not aws.table.replace(record(spec={}), {**read, "spec": {**read["spec"], "c": 1}})
    assert aws.table.replace(record(spec={}), read)
    assert record(spec={}) == aws.table.get("ndr", "job#v1")


def test_an_attribute_that_came_in_between_is_noticed(aws: Any) -> None:
    """Somebody who named an owner is not overwritten unseen."""
    aws.table.ensure()
    aws.table.put_new(record(spec={}))
    read = aws.table.get("ndr", "job#v1")
    assert aws.table.replace(record(spec={}, owner="bob"), read)
    assert not aws.table.replace(record(spec={}), read)


def test_a_lock_is_held_by_one(aws: Any) -> None:
    """The second is told who holds it, and since when."""
    aws.table.ensure()
    assert Claim() == aws.table.acquire(lock("a"), NOW)
    assert Claim(holder=lock("a")) == aws.table.acquire(lock("b"), NOW)
    assert lock("a") == aws.table.held("ndr")


def test_taking_a_lock_again_with_its_token_is_taking_it_once(aws: Any) -> None:
    """An answer that was lost does not lock its own apply out."""
    aws.table.ensure()
    aws.table.acquire(lock("a"), NOW)
    assert Claim() == aws.table.acquire(lock("a"), NOW)


def test_an_expired_lock_is_taken_over_and_told(aws: Any) -> None:
    """A killed apply does not lock for ever, and is not forgotten."""
    aws.table.ensure()
    aws.table.acquire(lock("a"), NOW)
    later = NOW + timedelta(minutes=2)
    assert Claim(replaced=lock("a")) == aws.table.acquire(lock("b", later), later)
    assert not aws.table.renew(lock("a"))
    aws.table.release(lock("a"))
    assert lock("b", later) == aws.table.held("ndr")


def test_a_renewed_lock_expires_later(aws: Any) -> None:
    """A long apply keeps its lock."""
    aws.table.ensure()
    aws.table.acquire(lock("a"), NOW)
    assert aws.table.renew(replace(lock("a"), expires_at=NOW + timedelta(hours=1)))
    assert aws.table.acquire(lock("b"), NOW + timedelta(minutes=30)).holder is not None


def test_a_released_lock_is_free(aws: Any) -> None:
    """Release is the end of it, and may be repeated."""
    aws.table.ensure()
    aws.table.acquire(lock("a"), NOW)
    aws.table.release(lock("a"))
    aws.table.release(lock("a"))
    assert aws.table.held("ndr") is None


def test_a_lock_is_no_record(aws: Any) -> None:
    """A read tells locks from items."""
    aws.table.ensure()
    aws.table.put_new(record())
    aws.table.acquire(lock("a"), NOW)
    for project in ("ndr", None):
        reading = aws.table.read(project)
        assert ((record(),), (lock("a"),)) == (reading.items, reading.locks)


def test_objects_are_read_back_listed_and_deleted(aws: Any) -> None:
    """Paths are below the prefix; deleting what is gone is as good."""
    aws.code.write(PREFIX, "a/b.py", b"1")
    aws.code.write(PREFIX, "c.py", b"")
    listing = aws.code.listing(PREFIX)
    assert {"a/b.py": 1, "c.py": 0} == {path: found.size for path, found in listing.items()}
    assert hashlib.md5(b"1", usedforsecurity=False).hexdigest() == listing["a/b.py"].md5
    assert (b"1", b"", None) == tuple(aws.code.read(PREFIX, path) for path in ("a/b.py", "c.py", "d.py"))
    aws.code.delete(PREFIX, ["c.py", "d.py"])
    assert ["a/b.py"] == list(aws.code.listing(PREFIX))


def test_a_prefix_with_its_slash_is_not_a_neighbour(aws: Any) -> None:
    """`step/` is not `step2/`."""
    aws.code.write("s3://bucket/code/step2/", "x.py", b"")
    assert {} == aws.code.listing(PREFIX)


def test_a_created_pipeline_is_listed_and_described(aws: Any) -> None:
    """Name, description, role, definition and tags come back as sent."""
    aws.sagemaker.create(pipeline())
    (summary,) = aws.sagemaker.summaries(None)
    assert ("first", "a pipeline") == (summary.name, summary.description)
    there = aws.sagemaker.describe("first")
    sent = pipeline()
    assert (sent.text, sent.role_arn, sent.tags, sent.description) == (
        there.text,
        there.role_arn,
        there.tags,
        there.description,
    )
    assert there.arn == summary.arn


def test_creating_a_name_twice_is_told_as_such(aws: Any) -> None:
    """Whoever lost an answer can tell its own pipeline from a refusal."""
    aws.sagemaker.create(pipeline())
    with pytest.raises(RemoteError) as caught:
        aws.sagemaker.create(pipeline())
    assert ["aws-exists"] == [problem.code for problem in caught.value.problems]


def test_an_updated_pipeline_has_exactly_the_new_tags(aws: Any) -> None:
    """Tags are added, changed and taken away."""
    aws.sagemaker.create(pipeline(tags={"keep": "1", "change": "1", "drop": "1"}))
    there = aws.sagemaker.describe("first")
    wanted = pipeline(tags={"keep": "1", "change": "2", "add": "3"}, description="other")
    aws.sagemaker.update(wanted, there)
    now = aws.sagemaker.describe("first")
    assert (wanted.tags, "other") == (now.tags, now.description)


def test_a_pipeline_that_is_not_there_is_none(aws: Any) -> None:
    """Describing and deleting what is gone are no errors."""
    assert aws.sagemaker.describe("nobody") is None
    aws.sagemaker.create(pipeline())
    aws.sagemaker.delete("first")
    aws.sagemaker.delete("first")
    assert () == aws.sagemaker.summaries(None)


def test_pipelines_are_listed_over_pages_and_by_prefix(aws: Any) -> None:
    """More than a hundred are all listed; a prefix narrows."""
    for number in range(101):
        aws.sagemaker.create(pipeline(f"ndr-{number:03}"))
    aws.sagemaker.create(pipeline("other"))
    assert 102 == len(aws.sagemaker.summaries(None))
    assert 101 == len(aws.sagemaker.summaries("ndr"))


def test_an_execution_of_nobody_is_told_as_such(aws: Any) -> None:
    """Starting a pipeline that was not applied is not found."""
    with pytest.raises(RemoteError) as caught:
        aws.sagemaker.start("nobody", {}, TOKEN)
    assert ["aws-not-found"] == [problem.code for problem in caught.value.problems]


def test_a_started_execution_is_listed_with_its_parameters(aws: Any) -> None:
    """Its ARN leads back to status and parameters."""
    aws.sagemaker.create(pipeline())
    arn = aws.sagemaker.start("first", {"Mode": "x"}, TOKEN)
    assert [arn] == [execution.arn for execution in aws.sagemaker.executions("first", 10)]
    assert {"Mode": "x"} == aws.sagemaker.parameters(arn)
    assert arn == aws.sagemaker.execution(arn).arn


def test_identity_names_account_and_region(aws: Any) -> None:
    """Where changes would land."""
    assert ("123456789012", "eu-central-1") == (aws.identity().account, aws.identity().region)
