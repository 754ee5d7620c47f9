"""Plan and apply against an account in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelines.errors import ContractError, PipelinesError, Problem, RemoteError, StalePlanError
from pipelines.plan.changes import FieldChange

NAME = "ndr-pipeline-first-v1"
PREFIX = "s3://bucket/projects/ndr/versions/v1/code/pipelines/pipeline_first/FirstStep/"


def actions(planned: Any) -> dict[str, str]:
    return {change.target: change.action for change in planned.plan.changes}


def test_an_empty_account_plans_creation_of_code_and_pipeline(world: Any) -> None:
    """What is nowhere is created, code and pipeline alike."""
    assert {PREFIX: "create", NAME: "create"} == actions(world.plan())


def test_a_plan_after_apply_is_empty_and_costs_one_query_and_one_list(world: Any) -> None:
    """With nothing to do, no pipeline is described and S3 is not called."""
    world.apply().require()
    world.aws.calls.clear()
    planned = world.plan()
    assert planned.plan.is_empty
    assert ["dynamodb:Query", "sagemaker:ListPipelines"] == sorted(world.aws.calls)


def test_code_is_published_before_its_pipeline_and_the_manifest_last(world: Any) -> None:
    """A pipeline never names code that is not there, and a manifest never names files that are not."""
    order: list[tuple[str, str]] = []
    world.aws.on_call = lambda moment, operation, resource: (
        order.append((operation, resource)) if moment == "after" else None
    )
    world.apply().require()
    writes = [resource for operation, resource in order if operation == "s3:PutObject"]
    assert f"{PREFIX}manifest.json" == writes[-1]
    assert order.index(("s3:PutObject", writes[-1])) < order.index(("sagemaker:CreatePipeline", NAME))


def test_tests_of_a_step_are_not_published(world: Any) -> None:
    """A bundle holds what a container needs, at the paths that imports expect."""
    world.apply().require()
    expected = {
        "run_first.py",
        "steps/__init__.py",
        "steps/first/__init__.py",
        "steps/first/run_first.py",
        "steps/first/work.py",
        "common/__init__.py",
        "common/deep/inside.py",
        "step.json",
        "manifest.json",
    }
    assert expected == {uri.removeprefix(PREFIX) for uri in world.aws.code.objects}


def test_another_instance_type_is_an_update_of_that_field_alone(world: Any, items: Any) -> None:
    """The diff names the step and the field, before and after."""
    world.apply().require()
    world.put(items[1](instance_type="ml.m5.4xlarge"))
    change = next(c for c in world.plan().plan.effective)
    assert ("update", NAME) == (change.action, change.target)
    assert (FieldChange("FirstStep.instance_type", "ml.m5.xlarge", "ml.m5.4xlarge"),) == change.fields


def test_changed_code_is_an_update_of_code_and_pipeline(world: Any) -> None:
    """Other code is another definition; only the files that differ are uploaded."""
    world.apply().require()
    (world.project / "steps/first/work.py").write_text("def work(): print(1)\n")
    planned = world.plan()
    assert {PREFIX: "update", NAME: "update"} == actions(planned)
    code, pipeline = planned.plan.effective
    assert ["steps/first/work.py"] == [field.path for field in code.fields]
    assert ["FirstStep.code"] == [field.path for field in pipeline.fields]
    world.aws.calls.clear()
    world.apply(planned).require()
    assert 2 == world.aws.calls.count("s3:PutObject")
    assert world.plan(refresh=True).plan.is_empty


def test_a_file_that_is_gone_from_the_step_is_deleted_from_the_prefix(world: Any) -> None:
    """Files of the old manifest that the bundle no longer has are not mounted any more."""
    world.apply().require()
    (world.project / "common/deep/inside.py").unlink()
    world.apply().require()
    assert f"{PREFIX}common/deep/inside.py" not in world.aws.code.objects
    assert world.plan(refresh=True).plan.is_empty


def test_a_pipeline_edited_by_hand_is_drifted_and_put_right(world: Any) -> None:
    """With refresh, what is there is compared with what its own description says."""
    world.apply().require()
    there = world.aws.sagemaker.pipelines[NAME]
    world.aws.sagemaker.pipelines[NAME] = replace(
        there, text=there.text.replace("ml.m5.xlarge", "ml.p5.48xlarge")
    )
    assert world.plan().plan.is_empty
    (change,) = world.plan(refresh=True).plan.effective
    assert "drifted" == change.action
    assert (FieldChange("FirstStep.instance_type", "ml.p5.48xlarge", "ml.m5.xlarge"),) == change.fields
    world.apply(world.plan(refresh=True)).require()
    assert world.plan(refresh=True).plan.is_empty


def test_a_role_edited_by_hand_is_seen_without_refresh(world: Any) -> None:
    """The listing tells the role, so it is compared for nothing."""
    world.apply().require()
    there = world.aws.sagemaker.pipelines[NAME]
    world.aws.sagemaker.pipelines[NAME] = replace(there, role_arn="arn:aws:iam::123456789012:role/admin")
    (change,) = world.plan().plan.effective
    assert ("drifted", "role_arn") == (change.action, change.fields[0].path)


def test_drift_is_told_from_an_update_when_both_meet(world: Any, items: Any) -> None:
    """An edited pipeline whose record changed too is drifted, and shows all differences."""
    world.apply().require()
    there = world.aws.sagemaker.pipelines[NAME]
    world.aws.sagemaker.pipelines[NAME] = replace(there, tags={"by": "hand"})
    world.put(items[1](instance_count=2))
    (change,) = world.plan().plan.effective
    assert "drifted" == change.action
    assert {"tags.by", "FirstStep.instance_count"} == {field.path for field in change.fields}


def test_an_edited_object_is_drifted_code(world: Any) -> None:
    """With refresh, published objects are compared with their manifest, and put right."""
    world.apply().require()
    world.aws.code.objects[f"{PREFIX}common/deep/inside.py"] = b"VALUE = 2\n"
    assert world.plan().plan.is_empty
    (change,) = world.plan(refresh=True).plan.effective
    assert ("code", "drifted") == (change.kind, change.action)
    assert ["common/deep/inside.py"] == [field.path for field in change.fields]
    world.apply(world.plan(refresh=True)).require()
    assert world.plan(refresh=True).plan.is_empty


def test_an_object_that_nobody_published_is_named_and_goes_with_prune_alone(world: Any) -> None:
    """It would be mounted with the code: a reader must know, and decide."""
    world.apply().require()
    world.aws.code.objects[f"{PREFIX}json.py"] = b"evil"
    kept = world.plan(refresh=True)
    assert kept.plan.is_empty
    assert ["unpublished-object"] == [w.code for w in kept.plan.warnings]
    world.apply(world.plan(refresh=True, prune=True)).require()
    assert f"{PREFIX}json.py" not in world.aws.code.objects


def test_a_pipeline_of_somebody_else_is_refused_and_adopted_on_request(world: Any) -> None:
    """A name that is taken is never overwritten unasked."""
    world.apply().require()
    there = world.aws.sagemaker.pipelines[NAME]
    world.aws.sagemaker.pipelines[NAME] = replace(there, description="made by hand")
    with pytest.raises(ContractError) as caught:
        world.plan()
    assert ["foreign-pipeline"] == [problem.code for problem in caught.value.problems]
    world.apply(world.plan(adopt=True)).require()
    assert world.plan().plan.is_empty


def delete_item(world: Any, project: str, job: str) -> None:
    del world.aws.table._items[project, job]


def test_a_record_that_is_gone_is_warned_about_and_pruned_on_request(world: Any) -> None:
    """Nothing is deleted without prune, and the plan shows it before."""
    world.apply().require()
    delete_item(world, "ndr", "pipeline_first#v1")
    kept = world.plan()
    assert kept.plan.is_empty
    assert ["record-gone"] == [w.code for w in kept.plan.warnings]
    planned = world.plan(prune=True)
    assert {NAME: "delete"} == {c.target: c.action for c in planned.plan.effective}
    world.apply(planned).require()
    assert {} == world.aws.sagemaker.pipelines


def test_a_broken_record_is_not_a_record_that_is_gone(world: Any, items: Any) -> None:
    """Prune in a scope with a broken record fails before it deletes anything."""
    world.apply().require()
    broken = items[1]()
    broken["spec"]["required_runtime_params"] = "oops"
    world.put(broken)
    with pytest.raises(ContractError):
        world.plan(prune=True)
    assert NAME in world.aws.sagemaker.pipelines


def test_prune_leaves_projects_out_of_scope_alone(world: Any, items: Any) -> None:
    """A project whose name begins alike shares the listing, not the scope."""
    world.put(items[0]("ndr-prod"), items[1]("ndr-prod"))
    world.apply(world.plan("ndr-prod")).require()
    delete_item(world, "ndr-prod", "pipeline_first#v1")
    assert ["create"] * 2 == [c.action for c in world.plan("ndr", prune=True).plan.effective]


def test_a_pipeline_that_changed_after_the_plan_is_not_touched(world: Any) -> None:
    """Apply does just what was planned, or nothing."""
    planned = world.plan()
    world.apply(world.plan()).require()
    world.aws.calls.clear()
    with pytest.raises(StalePlanError):
        world.apply(planned)
    assert not [call for call in world.aws.calls if call.startswith(("s3:Put", "sagemaker:Create"))]


def test_one_failing_pipeline_does_not_stop_the_others(world: Any, items: Any) -> None:
    """All that can be done is done, and every failure is reported with its record."""
    world.put(items[1](name="pipeline_second"), items[1](name="pipeline_third"))

    def deny(moment: str, operation: str, resource: str) -> None:
        if moment == "before" and operation == "sagemaker:CreatePipeline" and "second" in resource:
            raise denied(operation)

    world.aws.on_call = deny
    applied = world.apply()
    assert ["ndr-pipeline-second-v1"] == [change.target for change in applied.failed]
    assert ["ndr/pipeline_second#v1"] == [problem.record for problem in applied.problems]
    world.aws.on_call = None
    assert {"ndr-pipeline-second-v1"} == {change.target for change in world.plan().plan.effective}


def test_a_pipeline_whose_code_cannot_be_published_is_skipped(world: Any) -> None:
    """It would run code that is not there."""

    def deny(moment: str, operation: str, resource: str) -> None:
        if moment == "before" and operation == "s3:PutObject" and resource.endswith("work.py"):
            raise denied(operation)

    world.aws.on_call = deny
    applied = world.apply()
    assert ([PREFIX], [NAME]) == ([c.target for c in applied.failed], [c.target for c in applied.skipped])
    assert {} == world.aws.sagemaker.pipelines


def test_an_unknown_entry_script_names_the_folders_and_the_nearest(world: Any, items: Any) -> None:
    """A missing script is found before any call, with what may have been meant."""
    item = items[1]()
    item["spec"]["scripts"]["steps"]["FirstStep"]["entry_script"] = "run_frist.py"
    world.put(item)
    with pytest.raises(PipelinesError) as caught:
        world.plan()
    (problem,) = [p for p in caught.value.problems if p.code == "unknown-entry-script"]
    assert "first, second" in problem.fault
    assert "write 'run_first.py', or add a folder with that script, or give another --steps folder" == (
        problem.remedy
    )


def test_the_code_of_a_record_with_other_faults_is_looked_at_too(world: Any, items: Any) -> None:
    """All that is wrong with it is told at once."""
    item = items[1]()
    item["spec"]["scripts"]["steps"]["FirstStep"]["entry_script"] = "run_frist.py"
    item["spec"]["oops"] = 1
    world.put(item)
    with pytest.raises(PipelinesError) as caught:
        world.plan()
    assert {"unknown-key", "unknown-entry-script"} <= {problem.code for problem in caught.value.problems}


def test_an_entry_script_in_two_folders_is_ambiguous(world: Any) -> None:
    """Which one would be published must not depend on the order of folders."""
    (world.project / "steps/second/run_first.py").write_text("")
    with pytest.raises(PipelinesError) as caught:
        world.plan()
    assert "ambiguous-entry-script" in {p.code for p in caught.value.problems}


def test_every_change_tells_its_begin_and_end(world: Any) -> None:
    """Progress counts to the total, whatever the order."""
    events: list[Any] = []
    world.apply(on_event=events.append).require()
    assert ["begin", "done", "begin", "done"] == [event.phase for event in events]
    assert (2, 2) == (events[-1].finished, events[-1].total)


def denied(operation: str) -> RemoteError:
    return RemoteError(Problem("", "", "aws-denied", f"{operation}: denied", "allow it"))
