"""`plan`, `apply` and `unlock` as processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import Cli

from pipelines.app.connect import connect
from pipelines.app.locking import Holder, ProjectLocks

TABLE = "ml_projects_parameters"
TEMPLATES = [
    path
    for path in sorted((Path(__file__).parents[2] / "pipelines/templates").glob("*.json"))
    if path.stem != "project_parameters"
]
"""Each is a pipeline of a provisioned project."""


def put_instance_type(client: Callable[[str], Any], project: str, instance: str) -> None:
    """Somebody asks for another machine in the project's record."""
    client("dynamodb").update_item(
        TableName=TABLE,
        Key={"project_name": {"S": project}, "job_name": {"S": "project_parameters#v1"}},
        UpdateExpression="SET spec.compute.instance_type = :i",
        ExpressionAttributeValues={":i": {"S": instance}},
    )


def pipelines_of(client: Callable[[str], Any], project: str) -> list[str]:
    found = client("sagemaker").list_pipelines(PipelineNamePrefix=project)["PipelineSummaries"]
    return sorted(pipeline["PipelineName"] for pipeline in found)


def test_plan_apply_plan(cli: Cli, client: Callable[[str], Any], provisioned: Callable[[str], str]) -> None:
    """Plan exits with 2 while there is something to do and with 0 after apply; neither lies about it."""
    project = provisioned("fresh")
    scope = ("--project", project)
    before = cli("plan", *scope, "--json")
    assert before.status == 2
    assert before.document["empty"] is False
    assert pipelines_of(client, project) == []
    applied = cli("apply", *scope, "--json")
    assert applied.status == 0
    planned = [change["target"] for change in before.document["changes"]]
    assert sorted(planned) == sorted(applied.document["done"])
    assert len(TEMPLATES) == len(pipelines_of(client, project))
    after = cli("plan", *scope, "--json")
    assert after.status == 0
    assert after.document["empty"] is True
    assert "No changes" in cli("upsert", *scope).out


def test_plan_of_records_that_cannot_be_compiled_exits_with_1(cli: Cli) -> None:
    """Without role and image there is no plan, and each missing thing is named."""
    assert cli("provision", "bare", "v1", "--bucket", "demo-bucket").status == 0
    outcome = cli("plan", "--project", "bare", "--json")
    assert outcome.status == 1
    assert ["missing-image", "missing-role"] == outcome.codes


def test_a_saved_plan_is_applied_once_and_refused_when_stale(
    cli: Cli, client: Callable[[str], Any], provisioned: Callable[[str], str], tmp_path: Path
) -> None:
    """`apply FILE` does what the file says; it refuses once a record changed."""
    project = provisioned("saved")
    scope = ("--project", project)
    first, second = tmp_path / "first.plan", tmp_path / "second.plan"
    saved = cli("plan", *scope, "--table", "ml_projects_parameters", "--out", first)
    assert saved.status == 2
    assert f"with: pipelines apply {first} --table ml_projects_parameters" in saved.out
    refused = cli("apply", first, *scope, "--no-machines", "--json")
    assert (1, ["usage"]) == (refused.status, refused.codes)
    assert "leave out --project, --no-machines" in refused.document["problems"][0]["fault"]
    assert cli("apply", first).status == 0
    assert cli("plan", *scope).status == 0
    put_instance_type(client, project, "ml.m5.4xlarge")
    planned = cli("plan", *scope, "--out", second)
    assert planned.status == 2
    assert "ml.m5.4xlarge" in planned.out
    put_instance_type(client, project, "ml.m5.12xlarge")
    refused = cli("apply", second, "--json")
    assert refused.status == 1
    assert ["stale-plan"] == refused.codes
    definition = client("sagemaker").describe_pipeline(PipelineName=f"{project}-delta-builder-v1")
    assert "xlarge" not in definition["PipelineDefinition"].replace("ml.m5.xlarge", "")


def test_drift_is_seen_and_repaired(
    cli: Cli, client: Callable[[str], Any], applied: Callable[[str], str]
) -> None:
    """A definition changed by hand is drifted in the plan, and the record's again after apply."""
    project = applied("drifting")
    name = f"{project}-delta-builder-v1"
    sagemaker = client("sagemaker")
    ours = sagemaker.describe_pipeline(PipelineName=name)["PipelineDefinition"]
    changed = ours.replace("run_delta_builder.py", "run_other.py")
    assert changed != ours
    sagemaker.update_pipeline(PipelineName=name, PipelineDefinition=changed)
    planned = cli("plan", "--project", project, "--refresh", "--json")
    assert planned.status == 2
    assert planned.document["counts"]["pipeline"]["drifted"] == 1
    assert cli("apply", "--project", project, "--refresh").status == 0
    assert sagemaker.describe_pipeline(PipelineName=name)["PipelineDefinition"] == ours


def test_prune_deletes_only_when_told_to(
    cli: Cli, client: Callable[[str], Any], applied: Callable[[str], str]
) -> None:
    """Without a terminal and --yes nothing is deleted, and nothing else is done either."""
    project = applied("pruned")
    key = {"project_name": {"S": project}, "job_name": {"S": "pipeline_15m_streaming#v1"}}
    client("dynamodb").delete_item(TableName=TABLE, Key=key)
    words = ("apply", "--project", project, "--prune")
    asked = cli(*words, "--json")
    assert asked.status == 1
    assert ["not-confirmed"] == asked.codes
    assert f"{project}-pipeline-15m-streaming-v1" in pipelines_of(client, project)
    assert cli(*words, "--yes").status == 0
    left = pipelines_of(client, project)
    assert f"{project}-pipeline-15m-streaming-v1" not in left
    assert len(TEMPLATES) - 1 == len(left)


def test_a_second_apply_names_the_first_until_it_is_unlocked(
    cli: Cli, provisioned: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A held lock is exit status 75 with owner and age; `unlock` removes it."""
    project = provisioned("locked")
    for name, value in cli.environment.items():
        monkeypatch.setenv(name, value)
    table = connect(os.environ).table
    holder = Holder("ana@build-7 pid 4711", "token-of-ana")
    with ProjectLocks(table, [project], holder, lambda: datetime.now(UTC)):
        refused = cli("apply", "--project", project)
        assert refused.status == 75
        assert "ana@build-7 pid 4711" in refused.err
        assert "0 min" in refused.err
        assert ["locked"] == cli("apply", "--project", project, "--json").codes
        unlocked = cli("unlock", project, "--json")
        assert [project] == [lock["project_name"] for lock in unlocked.document["removed"]]
        assert cli("apply", "--project", project).status == 0
    assert "There is no lock." in cli("unlock", project).out


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff", "unreadable-plan"), (b"{}", "unreadable-plan"), (b"[" * 100_000, "unreadable-plan")],
    ids=["not-utf-8", "no-plan", "too-deep"],
)
def test_a_file_that_is_no_plan_is_refused(cli: Cli, tmp_path: Path, content: bytes, code: str) -> None:
    """Whatever is in the file, the answer is one problem that names it."""
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    outcome = cli("apply", file, "--json")
    assert outcome.status == 1
    assert [code] == outcome.codes
