"""Templates become records, and what somebody changed is kept."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.app.provisioning import ProvisionRequest, provision, render_records
from pipelines.aws.memory import MemoryAws
from pipelines.contract.catalog import read_catalog
from pipelines.errors import ContractError
from pipelines.plan.changes import FieldChange
from pipelines.templates import load_templates

ROLE = "arn:aws:iam::123456789012:role/steps"
IMAGE = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/steps:1"
WITH_CODE = {"run_delta_builder.py"}


def request(**changes: Any) -> ProvisionRequest:
    given = {"project_name": "ndr", "feature_spec_version": "v1", "bucket": "my-bucket"}
    return ProvisionRequest(**{**given, "role_arn": ROLE, "image_uri": IMAGE, **changes})


def run(aws: MemoryAws, clock: Any, **changes: Any) -> dict[str, str]:
    done = provision(request(**changes), load_templates(), WITH_CODE.__contains__, aws.table, clock())
    return {change.record: change.action for change in done.records}


def test_an_empty_account_gets_the_table_and_the_records_with_code(clock: Any) -> None:
    """Role and image land in the compute of the project parameters."""
    aws = MemoryAws()
    done = provision(request(), load_templates(), WITH_CODE.__contains__, aws.table, clock())
    assert done.table_created
    assert {"created"} == {change.action for change in done.records}
    item = aws.table.get("ndr", "project_parameters#v1")
    assert item is not None
    assert (ROLE, IMAGE) == (item["spec"]["compute"]["role_arn"], item["spec"]["compute"]["image_uri"])
    assert "2026-01-01T00:00:00Z" == item["updated_at"]


def test_steps_without_code_are_left_out_and_told(clock: Any) -> None:
    """What is not there yet is not pretended: the 15-minute pipeline keeps the step that exists."""
    aws = MemoryAws()
    done = provision(request(), load_templates(), WITH_CODE.__contains__, aws.table, clock())
    item = aws.table.get("ndr", "pipeline_15m_streaming#v1")
    assert item is not None
    assert ["DeltaBuilderStep"] == list(item["spec"]["scripts"]["steps"])
    left = {(entry.record, entry.step) for entry in done.left_out}
    assert ("ndr/pipeline_15m_streaming#v1", "FGABuilderStep") in left
    assert ("ndr/pipeline_if_training#v1", "") in left
    assert aws.table.get("ndr", "pipeline_if_training#v1") is None


def test_everything_is_written_on_request() -> None:
    """Who publishes code in another way gets every template, whole."""
    rendered = render_records(request(everything=True), load_templates(), WITH_CODE.__contains__)
    assert len(load_templates()) == len(rendered.items)
    assert () == rendered.left_out
    assert () == read_catalog(rendered.items).errors


def test_provisioning_again_changes_nothing(clock: Any) -> None:
    """Not even the time of the record."""
    aws = MemoryAws()
    run(aws, clock)
    before = aws.table.read(None).items
    clock.advance(days=1)
    assert {"unchanged"} == set(run(aws, clock).values())
    assert before == aws.table.read(None).items


def test_role_and_image_may_be_left_out_the_second_time(clock: Any) -> None:
    """What the table has stays, overwrite or not."""
    aws = MemoryAws()
    run(aws, clock)
    again = run(aws, clock, role_arn=None, image_uri=None, overwrite=True)
    assert {"unchanged"} == set(again.values())


def changed_by_somebody(aws: MemoryAws) -> dict[str, Any]:
    there = aws.table.get("ndr", "delta_builder#v1")
    assert there is not None
    mine = {**there, "spec": {**there["spec"], "config": {"mine": True}}}
    assert aws.table.replace(mine, there)
    return mine


def test_a_record_that_somebody_changed_is_kept_and_shown(clock: Any) -> None:
    """The differences are named by their path; nothing is written."""
    aws = MemoryAws()
    run(aws, clock)
    mine = changed_by_somebody(aws)
    done = provision(request(), load_templates(), WITH_CODE.__contains__, aws.table, clock())
    (kept,) = [change for change in done.records if change.action == "kept"]
    assert "ndr/delta_builder#v1" == kept.record
    assert FieldChange("spec.config.mine", True, None) in kept.fields
    assert mine == aws.table.get("ndr", "delta_builder#v1")


def test_overwrite_replaces_it_and_shows_what_was_there(clock: Any) -> None:
    """Afterwards the record is the template's."""
    aws = MemoryAws()
    run(aws, clock)
    changed_by_somebody(aws)
    assert "overwritten" == run(aws, clock, overwrite=True)["ndr/delta_builder#v1"]
    assert {"unchanged"} == set(run(aws, clock).values())


def test_overwrite_writes_only_over_what_it_compared(clock: Any) -> None:
    """A change that comes in between is compared too, not lost unseen."""
    aws = MemoryAws()
    run(aws, clock)
    changed_by_somebody(aws)
    seen = []

    def meddle(moment: str, operation: str, _: str) -> None:
        if moment == "before" and operation == "dynamodb:PutItem" and not seen:
            seen.append(operation)
            there = aws.table.get("ndr", "delta_builder#v1")
            assert there is not None
            assert aws.table.replace({**there, "owner": "bob"}, there)

    aws.on_call = meddle
    done = provision(request(overwrite=True), load_templates(), WITH_CODE.__contains__, aws.table, clock())
    (change,) = [change for change in done.records if change.action == "overwritten"]
    assert "owner" in {field.path for field in change.fields}


def test_a_lost_answer_counts_as_created(clock: Any) -> None:
    """The put had its effect: looking again finds our own record."""
    aws = MemoryAws()
    put = aws.table.put_new
    aws.table.put_new = lambda item: put(item) and False  # type: ignore[method-assign]
    assert {"created"} == set(run(aws, clock).values())


def test_unusable_values_are_refused_before_anything_is_written(clock: Any) -> None:
    """Neither table nor record is made for a bucket that cannot exist."""
    aws = MemoryAws()
    with pytest.raises(ContractError):
        run(aws, clock, bucket="No_Bucket")
    assert [] == aws.calls
