"""CreatePipeline and its siblings on the embedded AWS behave as the service's model and reference say."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/pipelines"


@pytest.fixture
def sagemaker(aws):
    return aws.client("sagemaker")


@pytest.fixture
def text(recipe):
    return json.dumps(recipe.step("A", "").definition)


def refused(call, **request):
    with pytest.raises(ClientError) as caught:
        call(**request)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_pipeline_comes_back_as_it_was_created(sagemaker, text):
    """DescribePipeline gives the definition to the byte, and the ARN has the name in lower case."""
    created = sagemaker.create_pipeline(
        PipelineName="Ndr-Prod", PipelineDefinition=text, RoleArn=ROLE, PipelineDescription="d", Tags=[]
    )

    found = sagemaker.describe_pipeline(PipelineName="Ndr-Prod")

    assert created["PipelineArn"] == "arn:aws:sagemaker:us-east-1:123456789012:pipeline/ndr-prod"
    assert (found["PipelineDefinition"], found["PipelineDescription"], found["RoleArn"]) == (text, "d", ROLE)
    assert found["PipelineStatus"] == "Active"
    assert found["CreationTime"] == found["LastModifiedTime"]
    assert "LastRunTime" not in found
    assert sagemaker.describe_pipeline(PipelineName=created["PipelineArn"])["PipelineName"] == "Ndr-Prod"


@pytest.mark.parametrize("operation", ["describe_pipeline", "update_pipeline", "delete_pipeline"])
def test_an_unknown_pipeline_is_resource_not_found(sagemaker, operation):
    """The code that the service model lists, not moto's ValidationException."""
    assert refused(getattr(sagemaker, operation), PipelineName="nobody") == (
        "ResourceNotFound",
        "Pipeline 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/nobody' does not exist.",
    )


def test_a_name_is_taken_once(sagemaker, text):
    """A second pipeline of the name, also in other case, is refused with AWS's sentence."""
    sagemaker.create_pipeline(PipelineName="ndr", PipelineDefinition=text, RoleArn=ROLE)

    for name in ("ndr", "NDR"):
        code, message = refused(
            sagemaker.create_pipeline, PipelineName=name, PipelineDefinition=text, RoleArn=ROLE
        )
        assert code == "ValidationException"
        assert message.startswith("Pipeline names must be unique within an AWS account and region.")


def test_a_repeated_creation_with_its_token_is_the_same_creation(sagemaker, text):
    """The same token and request answer again; another request with the token is a conflict."""
    request = {
        "PipelineName": "ndr",
        "PipelineDefinition": text,
        "RoleArn": ROLE,
        "ClientRequestToken": "t" * 32,
    }
    first = sagemaker.create_pipeline(**request)

    assert sagemaker.create_pipeline(**request)["PipelineArn"] == first["PipelineArn"]
    assert (
        refused(sagemaker.create_pipeline, **{**request, "PipelineName": "other"})[0] == "ConflictException"
    )


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("{", "Unable to parse pipeline definition. is not JSON"),
        ("[]", "Unable to parse pipeline definition. is not a JSON object"),
        ('{"Version": "2020-12-01", "Steps": {}}', "Steps: is not a list"),
        ('{"Version": "1", "Steps": []}', "Version: is not '2020-12-01'"),
    ],
)
def test_a_definition_must_be_one(sagemaker, broken, message):
    """Text that is no definition is a ValidationException that says what is wrong."""
    code, told = refused(sagemaker.create_pipeline, PipelineName="p", PipelineDefinition=broken, RoleArn=ROLE)

    assert code == "ValidationException"
    assert message in told


def test_a_job_request_is_checked_against_its_shape(sagemaker, recipe):
    """Unknown and missing members, wrong types and limits of CreateProcessingJob are all found at once."""
    recipe.step("A", "").step("B", "")
    recipe.steps[0]["Arguments"]["Enviroment"] = {}
    del recipe.steps[0]["Arguments"]["ProcessingResources"]
    recipe.steps[1]["Arguments"]["StoppingCondition"] = {"MaxRuntimeInSeconds": 0}
    recipe.steps[1]["Arguments"]["AppSpecification"]["ContainerArguments"] = ["x" * 257]

    code, told = refused(
        sagemaker.create_pipeline,
        PipelineName="p",
        PipelineDefinition=json.dumps(recipe.definition),
        RoleArn=ROLE,
    )

    assert code == "ValidationException"
    assert "A: Unknown member 'Enviroment'" in told
    assert (
        "A: Value null at 'processingResources' failed to satisfy constraint: Member must not be null" in told
    )
    assert "B: Value '0' at 'stoppingCondition.maxRuntimeInSeconds'" in told
    assert "Member must have length less than or equal to 256" in told


@pytest.mark.parametrize("name", ["-a", "a_b", "a--", "x" * 257, "a b", "a/b"])
def test_names_follow_the_service_model(sagemaker, text, name):
    """Pattern and length of PipelineName are those of the model."""
    assert refused(sagemaker.create_pipeline, PipelineName=name, PipelineDefinition=text, RoleArn=ROLE)[
        0
    ] == ("ValidationException")


def test_an_update_changes_what_it_names_and_the_time(sagemaker, text, new_recipe):
    """Members that are not given stay; LastModifiedTime moves with every update, CreationTime never."""
    sagemaker.create_pipeline(
        PipelineName="ndr", PipelineDefinition=text, RoleArn=ROLE, PipelineDescription="digest=1"
    )
    before = sagemaker.describe_pipeline(PipelineName="ndr")
    other = json.dumps(new_recipe().step("B", "").definition)

    sagemaker.update_pipeline(PipelineName="ndr", PipelineDefinition=other)
    between = sagemaker.describe_pipeline(PipelineName="ndr")
    sagemaker.update_pipeline(PipelineName="ndr", PipelineDescription="digest=2")
    after = sagemaker.describe_pipeline(PipelineName="ndr")

    assert (between["PipelineDefinition"], between["PipelineDescription"]) == (other, "digest=1")
    assert (after["PipelineDefinition"], after["PipelineDescription"]) == (other, "digest=2")
    assert before["LastModifiedTime"] < between["LastModifiedTime"] < after["LastModifiedTime"]
    assert {found["CreationTime"] for found in (before, between, after)} == {before["CreationTime"]}


def test_pipelines_are_listed_a_page_at_a_time(sagemaker, text):
    """Every pipeline appears once over all pages, newest first; the prefix is a prefix."""
    names = [f"ndr-{number:02}" for number in range(23)]
    for name in [*names, "other-ndr"]:
        sagemaker.create_pipeline(PipelineName=name, PipelineDefinition=text, RoleArn=ROLE)

    pages = list(sagemaker.get_paginator("list_pipelines").paginate(PipelineNamePrefix="ndr", MaxResults=10))

    assert [len(page["PipelineSummaries"]) for page in pages] == [10, 10, 3]
    assert [each["PipelineName"] for page in pages for each in page["PipelineSummaries"]] == names[::-1]
    assert len(sagemaker.list_pipelines(MaxResults=100)["PipelineSummaries"]) == 24
    by_name = sagemaker.list_pipelines(SortBy="Name", SortOrder="Ascending", MaxResults=2)
    assert [each["PipelineName"] for each in by_name["PipelineSummaries"]] == ["ndr-00", "ndr-01"]


def test_a_listing_survives_a_deletion_between_two_pages(sagemaker, text):
    """A token holds the last key, so nothing is skipped or repeated."""
    for name in "abcd":
        sagemaker.create_pipeline(PipelineName=name, PipelineDefinition=text, RoleArn=ROLE)
    order = {"SortBy": "Name", "SortOrder": "Ascending", "MaxResults": 2}
    first = sagemaker.list_pipelines(**order)
    sagemaker.delete_pipeline(PipelineName="b")

    second = sagemaker.list_pipelines(**order, NextToken=first["NextToken"])

    assert [each["PipelineName"] for each in second["PipelineSummaries"]] == ["c", "d"]
    assert "NextToken" not in second


def test_a_summary_has_what_a_plan_needs(sagemaker, text):
    """Description, role and times, and neither tags nor definition."""
    sagemaker.create_pipeline(
        PipelineName="ndr",
        PipelineDefinition=text,
        RoleArn=ROLE,
        PipelineDescription="digest=1",
        Tags=[{"Key": "a", "Value": "b"}],
    )

    (summary,) = sagemaker.list_pipelines()["PipelineSummaries"]

    assert summary.keys() == {
        "PipelineArn", "PipelineName", "PipelineDisplayName", "PipelineDescription", "RoleArn",
        "CreationTime", "LastModifiedTime",
    }  # fmt: skip
    assert (summary["PipelineDescription"], summary["RoleArn"]) == ("digest=1", ROLE)


@pytest.mark.parametrize("token", ["nonsense", "bm9uc2Vuc2U=", "1"])
def test_a_token_of_nowhere_is_refused(sagemaker, token):
    """A NextToken that this listing did not hand out is a ValidationException."""
    assert refused(sagemaker.list_pipelines, NextToken=token)[0] == "ValidationException"


def test_regions_do_not_see_each_other(aws, sagemaker, text):
    """A pipeline lives in its region."""
    sagemaker.create_pipeline(PipelineName="ndr", PipelineDefinition=text, RoleArn=ROLE)

    other = aws.session().client("sagemaker", region_name="eu-west-1", endpoint_url=aws.endpoint_url)

    assert other.list_pipelines()["PipelineSummaries"] == []


def test_tags_are_merged_listed_and_deleted(sagemaker, text):
    """AddTags replaces a key that is there (moto would list it twice); pipelines only by their ARN."""
    arn = sagemaker.create_pipeline(
        PipelineName="Ndr", PipelineDefinition=text, RoleArn=ROLE, Tags=[{"Key": "a", "Value": "1"}]
    )["PipelineArn"]

    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}])
    both = sagemaker.list_tags(ResourceArn=arn)["Tags"]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=["a", "never"])
    rest = sagemaker.list_tags(ResourceArn=arn)["Tags"]

    assert both == [{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}]
    assert rest == [{"Key": "b", "Value": "3"}]
    assert refused(sagemaker.list_tags, ResourceArn=f"{arn}-x")[0] == "ResourceNotFound"
    more = [{"Key": str(number), "Value": ""} for number in range(50)]
    assert refused(sagemaker.add_tags, ResourceArn=arn, Tags=more)[0] == "ValidationException"


def test_a_definition_may_lie_in_s3(aws, sagemaker, text):
    """PipelineDefinitionS3Location is read when the pipeline is created."""
    aws.client("s3").put_object(Bucket="bucket", Key="definition.json", Body=text.encode())
    place = {"Bucket": "bucket", "ObjectKey": "definition.json"}

    sagemaker.create_pipeline(PipelineName="ndr", PipelineDefinitionS3Location=place, RoleArn=ROLE)

    assert sagemaker.describe_pipeline(PipelineName="ndr")["PipelineDefinition"] == text
    missing = {"Bucket": "bucket", "ObjectKey": "nothing.json"}
    assert refused(
        sagemaker.create_pipeline, PipelineName="x", PipelineDefinitionS3Location=missing, RoleArn=ROLE
    )[0] == "ValidationException"  # fmt: skip


def test_a_deleted_pipeline_is_gone(sagemaker, text):
    """And its name is free again."""
    sagemaker.create_pipeline(PipelineName="ndr", PipelineDefinition=text, RoleArn=ROLE)
    sagemaker.delete_pipeline(PipelineName="ndr")

    assert refused(sagemaker.describe_pipeline, PipelineName="ndr")[0] == "ResourceNotFound"
    sagemaker.create_pipeline(PipelineName="ndr", PipelineDefinition=text, RoleArn=ROLE)
