"""`provision`, `validate`, `schema` and `show` as processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import BUCKET, IMAGE, ROLE, Cli

TABLE = "ml_projects_parameters"
JOB = "delta_builder#v1"


def change_owner(client: Callable[[str], Any], project: str, owner: str) -> None:
    """What somebody does to a record in the console."""
    client("dynamodb").update_item(
        TableName=TABLE,
        Key={"project_name": {"S": project}, "job_name": {"S": JOB}},
        UpdateExpression="SET #o = :o",
        ExpressionAttributeNames={"#o": "owner"},
        ExpressionAttributeValues={":o": {"S": owner}},
    )


def owner_of(client: Callable[[str], Any], project: str) -> str | None:
    key = {"project_name": {"S": project}, "job_name": {"S": JOB}}
    item = client("dynamodb").get_item(TableName=TABLE, Key=key)["Item"]
    return item["owner"]["S"] if "owner" in item else None


def test_provision_twice_changes_nothing(cli: Cli) -> None:
    """The first provision creates each record, the second finds each unchanged."""
    words = ("provision", "twice", "v1", "--bucket", BUCKET, "--json")
    first, second = cli(*words), cli(*words)
    assert {"created"} == {record["action"] for record in first.document["records"]}
    assert {"unchanged"} == {record["action"] for record in second.document["records"]}
    assert [0, 0] == [first.status, second.status]


def test_a_changed_record_is_shown_and_kept_until_overwritten(
    cli: Cli, client: Callable[[str], Any], provisioned: Callable[[str], str]
) -> None:
    """Provision shows how a changed record differs and keeps it; --overwrite replaces it."""
    project = provisioned("edited")
    change_owner(client, project, "ana")
    words = ("provision", project, "v1", "--bucket", BUCKET)
    kept = cli(*words)
    assert f"! {project}/{JOB}" in kept.out
    assert "ana" in kept.out
    assert "--overwrite" in kept.out
    assert owner_of(client, project) == "ana"
    replaced = cli(*words, "--overwrite")
    assert f"~ {project}/{JOB}" in replaced.out
    assert owner_of(client, project) is None


def test_provision_to_a_folder_needs_no_aws(bare: Cli, tmp_path: Path) -> None:
    """The files are valid records, written once; a file that holds something else is kept."""
    folder = tmp_path / "new" / "records"
    words = ("provision", "ndr", "v1", "--bucket", BUCKET, "--role-arn", ROLE, "--image-uri", IMAGE)
    written = bare(*words, "--to", folder, "--json")
    assert {"written"} == set(written.document["files"].values())
    assert {"unchanged"} == set(bare(*words, "--to", folder, "--json").document["files"].values())
    assert bare("validate", "--records", folder).status == 0
    (folder / "delta_builder.json").write_bytes(b"\xff mine")
    refused = bare(*words, "--to", folder, "--json")
    assert ["file-exists"] == refused.codes
    assert refused.status == 1
    assert (folder / "delta_builder.json").read_bytes() == b"\xff mine"
    assert bare(*words, "--to", folder, "--overwrite").status == 0
    assert bare("validate", "--records", folder).status == 0


def test_validate_reads_the_table(cli: Cli, project: str) -> None:
    """The records that provisioning wrote are valid."""
    outcome = cli("validate", "--project", project, "--json")
    assert outcome.status == 0
    assert (True, []) == (outcome.document["valid"], outcome.document["problems"])
    assert {f"{project}/{JOB}", f"{project}/pipeline_15m_streaming#v1"} <= set(outcome.document["pipelines"])


def test_every_error_of_every_record_is_in_one_report(bare: Cli, record_files: Path, tmp_path: Path) -> None:
    """Broken records of all kinds are each named, in text and in JSON, with exit status 1."""
    good = json.loads((record_files / "delta_builder.json").read_text("utf-8"))
    step = good["spec"]["scripts"]["steps"]["DeltaBuilderStep"]
    bad_script = {**step, "entry_script": "../evil.py"}
    bad = {**good, "job_name": "no_version"}
    worse = {
        **good,
        "spec": {**good["spec"], "scripts": {"steps": {"DeltaBuilderStep": bad_script}, "colour": 1}},
    }
    (tmp_path / "a.json").write_text(json.dumps(bad), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(worse), "utf-8")
    (tmp_path / "latin.json").write_bytes('{"owner": "ü"}'.encode("latin-1"))
    (tmp_path / "nan.json").write_text('{"project_name": NaN}', "utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, "utf-8")
    (tmp_path / "tab.yaml").write_text("a: b: c", "utf-8")
    (tmp_path / "tag.yml").write_text("!!python/object/apply:os.system ['true']", "utf-8")
    as_json = bare("validate", "--records", tmp_path, "--json")
    assert as_json.status == 1
    assert as_json.document["valid"] is False
    found = "\n".join(json.dumps(problem) for problem in as_json.document["problems"])
    as_text = bare("validate", "--records", tmp_path)
    assert as_text.status == 1
    for name in (
        "ndr/no_version",
        "colour",
        "latin.json",
        "nan.json",
        "deep.json",
        "tab.yaml",
        "tag.yml",
        "../evil.py",
    ):
        assert name in found, name
        assert name in as_text.err, name
    assert as_text.out.startswith("not valid: ")


def test_a_scope_without_records_is_warned_of(cli: Cli) -> None:
    """A mistyped project is not valid in silence; with --strict it is not valid."""
    outcome = cli("validate", "--project", "typo", "--json")
    assert (0, ["nothing-in-scope"]) == (outcome.status, outcome.codes)
    assert 1 == cli("validate", "--project", "typo", "--strict").status


def test_a_fault_of_the_parameters_makes_none_of_the_pipelines(
    bare: Cli, record_files: Path, tmp_path: Path
) -> None:
    """What project_parameters may well have is not missed in every other record."""
    for name in ("project_parameters.json", "delta_builder.json"):
        record = json.loads((record_files / name).read_text("utf-8"))
        record["spec"] |= {"colour": 1} if name.startswith("project") else {}
        (tmp_path / name).write_text(json.dumps(record), "utf-8")
    outcome = bare("validate", "--records", tmp_path, "--json")
    assert (1, ["unknown-key"]) == (outcome.status, outcome.codes)
    (tmp_path / "project_parameters.json").unlink()
    outcome = bare("validate", "--records", tmp_path, "--json")
    assert {"missing-image", "missing-role"} <= set(outcome.codes)


def test_records_may_be_yaml(bare: Cli, record_files: Path, tmp_path: Path) -> None:
    """JSON is YAML, so the same records in a .yaml file are as valid."""
    for path in record_files.iterdir():
        (tmp_path / f"{path.stem}.yaml").write_text(path.read_text("utf-8"), "utf-8")
    assert bare("validate", "--records", tmp_path).status == 0


def test_schema_is_a_json_schema(bare: Cli) -> None:
    """An editor can load it."""
    assert "$schema" in bare("schema").document


@pytest.mark.parametrize("name", ["{project}/delta_builder#v1", "{project}-delta-builder-v1"])
def test_show_knows_both_names_of_a_pipeline(cli: Cli, project: str, name: str) -> None:
    """The record's key and the SageMaker pipeline's name show the same graph."""
    outcome = cli("show", name.format(project=project))
    assert outcome.status == 0
    assert "DeltaBuilderStep" in outcome.out
    assert f"s3://{BUCKET}/projects/{project}/versions/v1/data/raw/traffic/<MiniBatchId>/" in outcome.out


def test_show_draws_a_graph_and_prints_the_definition(
    cli: Cli, client: Callable[[str], Any], project: str
) -> None:
    """Mermaid for a page; the definition is what SageMaker has after apply."""
    pipeline = f"{project}/delta_builder#v1"
    assert cli("show", pipeline, "--as", "mermaid").out.startswith(("graph ", "flowchart "))
    stored = client("sagemaker").describe_pipeline(PipelineName=f"{project}-delta-builder-v1")
    assert json.loads(stored["PipelineDefinition"]) == cli("show", pipeline, "--as", "definition").document
    assert cli("show", pipeline, "--json").document["pipeline"] == f"{project}-delta-builder-v1"
