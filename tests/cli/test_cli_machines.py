"""Machines on the command line: rendered to files, planned and applied with the pipelines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Cli

JOBS = {
    "backfill",
    "features_inference_15m",
    "monthly_baselines",
    "publication",
    "run_pipeline",
    "training",
}
NAME = "pipelines-run-pipeline"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_machines_are_rendered_without_aws_in_the_same_bytes(bare: Cli, tmp_path: Path) -> None:
    """A file a machine, in the Amazon States Language; twice the same."""
    first, second = tmp_path / "first", tmp_path / "deep" / "second"
    assert bare("machines", "render", first).status == 0
    written = bare("machines", "render", second, "--json").document["machines"]
    assert files_of(first) == files_of(second)
    assert {f"{job}.asl.json" for job in JOBS} == set(files_of(first))
    assert JOBS == {one["job"] for one in written}
    for one in written:
        content = Path(one["file"]).read_bytes()
        assert one["bytes"] == len(content)
        assert json.loads(content)["QueryLanguage"] == "JSONata"


def test_rendered_machines_name_their_surroundings(bare: Cli, tmp_path: Path) -> None:
    """The table, account and region that are given, and the patterns of the records."""
    records = tmp_path / "records"
    records.mkdir()
    spec = {"defaults": {}, "validation": {"Mode": "mine[0-9]+"}}
    item = {"project_name": "ndr", "job_name": "project_parameters#v1", "spec": spec}
    (records / "parameters.json").write_text(json.dumps(item))
    folder = tmp_path / "machines"
    where = ("--table", "my.table", "--account", "999999999999", "--region", "cn-north-1")
    assert bare("machines", "render", folder, *where, "--records", records).status == 0
    everything = b"".join(files_of(folder).values()).decode()
    assert "my.table" in everything
    assert "mine[0-9]+" in everything
    assert "arn:aws-cn:states:cn-north-1:999999999999:" in everything
    assert "123456789012" not in everything


def test_a_prefix_and_a_retention_come_from_options_or_the_environment(
    cli: Cli, client: Callable[[str], Any], provisioned: Callable[[str], str], tmp_path: Path
) -> None:
    """A saved plan keeps both; what is sent goes to the machine of that prefix."""
    project = provisioned("machines-prefix")
    saved, event = tmp_path / "plan.json", tmp_path / "event.json"
    words = ("--project", project, "--prefix", "mine", "--log-retention", "7")
    assert cli("plan", *words, "--out", saved).status == 2
    assert cli("apply", saved).status == 0
    group = {"logGroupNamePrefix": "/aws/vendedlogs/states/mine-"}
    groups = client("logs").describe_log_groups(**group)["logGroups"]
    assert (len(JOBS), {7}) == (len(groups), {one["retentionInDays"] for one in groups})
    environment = {"ML_PROJECTS_MACHINE_PREFIX": "mine", "ML_PROJECTS_LOG_RETENTION_DAYS": "7"}
    assert cli("plan", "--project", project, **environment).status == 0
    event.write_text("{}")
    sent = cli("event", event, "--machine", "publication", "--no-wait", "--json", **environment).document
    assert "mine-publication" == sent["machine"]
    outcome = cli("event", event, "--no-wait", "--prefix", "yours", "--json")
    assert (1, ["not-applied"]) == (outcome.status, outcome.codes)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "--prefix", "a.b"), "letters, digits"),
        (("apply", "--prefix", "x" * 34), "more than 33"),
        (("event", "x.json", "--prefix", ""), "letters, digits"),
        (("machines", "render", "x", "--prefix", "_"), "letters, digits"),
        (("plan", "--log-retention", "8"), "--log-retention"),
    ],
)
def test_a_prefix_or_a_retention_that_is_none_is_refused_before_aws_is_asked(
    bare: Cli, words: tuple[str, ...], said: str
) -> None:
    """And says what is right."""
    outcome = bare(*words, "--json")
    assert (1, ["usage"]) == (outcome.status, outcome.codes)
    assert said in outcome.out + outcome.err


def test_files_that_are_not_ours_stay(bare: Cli, tmp_path: Path) -> None:
    """Rendering writes its own files and deletes none."""
    (tmp_path / "notes.txt").write_text("mine")
    assert bare("machines", "render", tmp_path).status == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--account", "12"), "usage"),
        (("--region", "nowhere"), "usage"),
        (("--table", "no table"), "usage"),
        (("--records", "/nowhere"), "no-such-place"),
    ],
)
def test_what_no_arn_can_hold_is_refused(bare: Cli, tmp_path: Path, words: Any, code: str) -> None:
    """Before anything is written."""
    outcome = bare("machines", "render", tmp_path, *words, "--json")
    assert (1, [code]) == (outcome.status, outcome.codes)
    assert {} == files_of(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(bare: Cli, tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "file").write_text("")
    outcome = bare("machines", "render", tmp_path / "file" / "below", "--json")
    assert (1, ["unwritable"]) == (outcome.status, outcome.codes)


def test_apply_makes_the_machines_of_the_account_once(
    cli: Cli, client: Callable[[str], Any], applied: Callable[[str], str], provisioned: Callable[[str], str]
) -> None:
    """The first project brings them, and with the next there is nothing to do about them."""
    applied("machines-first")
    names = {one["name"] for one in client("stepfunctions").list_state_machines()["stateMachines"]}
    assert names >= {f"pipelines-{job.replace('_', '-')}" for job in JOBS}
    second = provisioned("machines-second")
    planned = cli("plan", "--project", second, "--json").document
    assert len(JOBS) == planned["counts"]["machine"]["unchanged"]
    assert {"code", "pipeline"} == {change["kind"] for change in planned["changes"]}


def test_machines_edited_by_hand_are_shown_by_state_and_put_right(
    cli: Cli, client: Callable[[str], Any], project: str
) -> None:
    """With refresh: definition, log and role."""
    states = client("stepfunctions")
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{NAME}"
    ours = states.describe_state_machine(stateMachineArn=arn)
    definition = json.loads(ours["definition"])
    start = definition["StartAt"]
    definition["States"][start]["Comment"] = "edited by hand"
    states.update_state_machine(
        stateMachineArn=arn, definition=json.dumps(definition), loggingConfiguration={"level": "OFF"}
    )
    client("iam").put_role_policy(
        RoleName=f"{NAME}-machine", PolicyName="more", PolicyDocument=json.dumps(ADMINISTRATOR)
    )
    words = ("--project", project, "--refresh")
    assert cli("plan", "--project", project).status == 0
    planned = cli("plan", *words)
    assert planned.status == 2
    assert f"! {NAME}  (machine run_pipeline)" in planned.out
    for path in (f"run_pipeline.States.{start}.Comment", "logging.level", "role.other_policies"):
        assert path in planned.out
    assert cli("apply", *words).status == 0
    after = states.describe_state_machine(stateMachineArn=arn)
    assert (ours["definition"], ours["loggingConfiguration"]) == (
        after["definition"],
        after["loggingConfiguration"],
    )
    assert ["machine"] == client("iam").list_role_policies(RoleName=f"{NAME}-machine")["PolicyNames"]


ADMINISTRATOR = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}


def test_machines_are_left_out_on_request(
    cli: Cli, client: Callable[[str], Any], provisioned: Callable[[str], str], tmp_path: Path
) -> None:
    """Of a plan, of what it saves, and of what is applied from it."""
    project = provisioned("machines-none")
    saved = tmp_path / "plan.json"
    planned = cli("plan", "--project", project, "--no-machines", "--out", saved, "--json").document
    assert {0} == set(planned["counts"]["machine"].values())
    assert json.loads(saved.read_text())["machines"] is False
    applied = cli("apply", saved, "--json").document
    assert {0} == set(applied["plan"]["counts"]["machine"].values())
    assert client("sagemaker").list_pipelines(PipelineNamePrefix=project)["PipelineSummaries"]
