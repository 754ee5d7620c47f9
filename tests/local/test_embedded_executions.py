"""Starting an execution on the embedded AWS really runs it, and refuses what SageMaker refuses."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

WRITE = 'mount("output", "data").joinpath("part.txt").write_text("done")'
TOKEN = "t" * 32


@pytest.fixture
def sagemaker(aws):
    return aws.client("sagemaker")


def refused(call, **request):
    with pytest.raises(ClientError) as caught:
        call(**request)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def given(**parameters):
    return [{"Name": name, "Value": value} for name, value in parameters.items()]


def until(condition, seconds=20):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_started_pipeline_runs_to_its_end(aws, sagemaker, create, recipe):
    """The status moves to Succeeded, steps are listed newest first, and the output lies in S3."""
    recipe.parameter("Batch")
    recipe.step("First", WRITE, outputs={"data": "s3://bucket/out/"}, arguments=[{"Get": "Parameters.Batch"}])
    recipe.step("Second", "", inputs={"data": "s3://bucket/out/"}, after=("First",))
    name = create(recipe)

    arn = sagemaker.start_pipeline_execution(PipelineName=name, PipelineParameters=given(Batch="b1"))[
        "PipelineExecutionArn"
    ]
    end = aws.wait(arn, timeout=30)
    steps = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]

    assert arn.startswith("arn:aws:sagemaker:us-east-1:123456789012:pipeline/ndr-prod-15m-v1/execution/")
    assert end["PipelineExecutionStatus"] == "Succeeded"
    assert "FailureReason" not in end
    assert [(step["StepName"], step["StepStatus"], step["AttemptCount"]) for step in steps] == [
        ("Second", "Succeeded", 1),
        ("First", "Succeeded", 1),
    ]
    assert all(step["StartTime"] <= step["EndTime"] for step in steps)
    assert aws.client("s3").get_object(Bucket="bucket", Key="out/part.txt")["Body"].read() == b"done"
    assert sagemaker.list_pipeline_parameters_for_execution(PipelineExecutionArn=arn)[
        "PipelineParameters"
    ] == (given(Batch="b1"))
    assert "LastRunTime" in sagemaker.describe_pipeline(PipelineName=name)


def test_the_job_of_a_step_can_be_described(aws, sagemaker, create, recipe):
    """Metadata.ProcessingJob.Arn leads to DescribeProcessingJob."""
    name = create(
        recipe.step("Good", "").step(
            "Bad", '(root / "opt/ml/output/message").write_text("no rows")\nsys.exit(4)'
        )
    )
    arn = sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"]
    aws.wait(arn, timeout=30)

    jobs = {
        step["StepName"]: sagemaker.describe_processing_job(
            ProcessingJobName=step["Metadata"]["ProcessingJob"]["Arn"].rpartition("/")[2]
        )
        for step in sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)[
            "PipelineExecutionSteps"
        ]
    }

    assert (jobs["Good"]["ProcessingJobStatus"], jobs["Bad"]["ProcessingJobStatus"]) == (
        "Completed",
        "Failed",
    )
    assert jobs["Bad"]["FailureReason"].startswith("AlgorithmError: exit code 4")
    assert jobs["Bad"]["ExitMessage"] == "no rows"
    assert jobs["Good"]["ProcessingResources"]["ClusterConfig"]["InstanceType"] == "ml.m5.large"
    assert refused(sagemaker.describe_processing_job, ProcessingJobName="nobody")[0] == "ValidationException"


def test_a_failed_execution_has_the_reason(aws, sagemaker, create, recipe):
    """FailureReason of the execution and of the step; steps that never started are not listed."""
    name = create(recipe.step("Bad", 'print("boom")\nsys.exit(2)').step("Behind", "", after=("Bad",)))
    arn = sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"]

    end = aws.wait(arn, timeout=30)
    (step,) = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]
    (summary,) = sagemaker.list_pipeline_executions(PipelineName=name)["PipelineExecutionSummaries"]

    assert end["PipelineExecutionStatus"] == summary["PipelineExecutionStatus"] == "Failed"
    assert end["FailureReason"].startswith("Step failure: One or multiple steps failed.")
    assert summary["PipelineExecutionFailureReason"] == end["FailureReason"]
    assert (step["StepName"], step["StepStatus"]) == ("Bad", "Failed")
    assert step["FailureReason"] == "AlgorithmError: exit code 2 Last lines of its log: boom"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ([], "Parameter 'Batch' is undefined."),
        (given(Batch="b", Other="x"), "Unknown parameter 'Other'"),
        (given(Batch=""), '[string "" is too short (length: 0, required minimum: 1)]'),
        (given(Batch="b", Count="many"), "Unexpected type for parameter 'Count'. Expected Integer"),
        ([*given(Batch="b"), *given(Batch="c")], "Duplicate parameter names: Batch"),
        (given(Batch="x" * 1025), "Member must have length less than or equal to 1024"),
    ],
)
def test_parameters_are_checked_before_anything_runs(sagemaker, create, recipe, parameters, message):
    """A value that is missing, unknown, empty, mistyped, repeated or too long starts nothing."""
    name = create(recipe.parameter("Batch").parameter("Count", "Integer", DefaultValue=1).step("A", ""))

    code, told = refused(sagemaker.start_pipeline_execution, PipelineName=name, PipelineParameters=parameters)

    assert code == "ValidationException"
    assert message in told
    assert sagemaker.list_pipeline_executions(PipelineName=name)["PipelineExecutionSummaries"] == []


def test_a_repeated_token_starts_once(aws, sagemaker, create, recipe):
    """The second call gets the first one's ARN; with other parameters it is a conflict."""
    name = create(recipe.parameter("Batch").step("A", ""))
    request = {"PipelineName": name, "PipelineParameters": given(Batch="b"), "ClientRequestToken": TOKEN}

    first = sagemaker.start_pipeline_execution(**request)["PipelineExecutionArn"]
    aws.wait(first, timeout=30)
    second = sagemaker.start_pipeline_execution(**request)["PipelineExecutionArn"]

    assert second == first
    assert len(sagemaker.list_pipeline_executions(PipelineName=name)["PipelineExecutionSummaries"]) == 1
    assert refused(
        sagemaker.start_pipeline_execution, **{**request, "PipelineParameters": given(Batch="c")}
    )[0] == "ConflictException"  # fmt: skip


@pytest.mark.parametrize("token", ["t" * 31, "t" * 129])
def test_a_token_has_32_to_128_characters(aws, create, recipe, token):
    """The bounds of the model hold for a client that does not check them itself."""
    name = create(recipe.step("A", ""))
    client = aws.session().client(
        "sagemaker", endpoint_url=aws.endpoint_url, config=Config(parameter_validation=False)
    )

    code, told = refused(client.start_pipeline_execution, PipelineName=name, ClientRequestToken=token)

    assert code == "ValidationException"
    assert "'clientRequestToken' failed to satisfy constraint" in told


def test_unknown_pipelines_and_executions_are_resource_not_found(sagemaker):
    """The code of the model, for every call that names one."""
    arn = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/e"
    codes = {
        refused(sagemaker.start_pipeline_execution, PipelineName="nobody")[0],
        refused(sagemaker.list_pipeline_executions, PipelineName="nobody")[0],
        refused(sagemaker.describe_pipeline_execution, PipelineExecutionArn=arn)[0],
        refused(sagemaker.stop_pipeline_execution, PipelineExecutionArn=arn)[0],
        refused(sagemaker.list_pipeline_execution_steps, PipelineExecutionArn=arn)[0],
        refused(sagemaker.list_pipeline_parameters_for_execution, PipelineExecutionArn=arn)[0],
        refused(sagemaker.describe_pipeline_definition_for_execution, PipelineExecutionArn=arn)[0],
    }

    assert codes == {"ResourceNotFound"}


def test_a_running_execution_stops(aws, sagemaker, create, recipe, tmp_path):
    """Executing -> Stopping -> Stopped; its running step becomes Stopped; a second stop is a conflict."""
    started, go = tmp_path / "started", tmp_path / "go"
    script = f"""
        def end(*_):
            while not pathlib.Path("{go}").exists():
                time.sleep(0.01)
            sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        pathlib.Path("{started}").touch()
        time.sleep(60)
    """
    name = create(recipe.step("A", script).step("B", "", after=("A",)))
    arn = sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"]
    until(started.exists)

    def status():
        return sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionStatus"]

    def step():
        (found,) = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]
        return found["StepStatus"]

    assert (status(), step()) == ("Executing", "Executing")
    assert refused(sagemaker.delete_pipeline, PipelineName=name)[0] == "ConflictException"
    sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn)
    assert (status(), step()) == ("Stopping", "Stopping")
    sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn)
    go.touch()
    aws.wait(arn, timeout=30)
    assert (status(), step()) == ("Stopped", "Stopped")
    assert refused(sagemaker.stop_pipeline_execution, PipelineExecutionArn=arn)[0] == "ConflictException"
    sagemaker.delete_pipeline(PipelineName=name)
    assert refused(sagemaker.describe_pipeline_execution, PipelineExecutionArn=arn)[0] == "ResourceNotFound"


def test_an_execution_keeps_its_definition(aws, create, recipe, new_recipe, tmp_path):
    """An update while it runs changes neither what runs nor what is told of it."""
    go = tmp_path / "go"
    sagemaker = aws.client("sagemaker")
    recipe.step("Wait", f'while not pathlib.Path("{go}").exists(): time.sleep(0.01)', max_runtime=30)
    recipe.step("Old", "", after=("Wait",))
    name = create(recipe)
    arn = sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"]

    other = json.dumps(new_recipe().step("New", "").definition)
    sagemaker.update_pipeline(PipelineName=name, PipelineDefinition=other)
    go.touch()
    aws.wait(arn, timeout=30)

    steps = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]
    told = sagemaker.describe_pipeline_definition_for_execution(PipelineExecutionArn=arn)[
        "PipelineDefinition"
    ]
    assert {step["StepName"] for step in steps} == {"Wait", "Old"}
    assert json.loads(told) == recipe.definition


def test_executions_run_at_once(aws, sagemaker, create, recipe, tmp_path):
    """Two executions of one pipeline meet at a barrier that neither passes alone."""
    recipe.parameter("Mine").parameter("Other")
    meet = """
        mine, other = (pathlib.Path(word) for word in sys.argv[1:])
        mine.touch()
        while not other.exists():
            time.sleep(0.01)
    """
    recipe.step(
        "A", meet, arguments=[{"Get": "Parameters.Mine"}, {"Get": "Parameters.Other"}], max_runtime=20
    )
    name = create(recipe)
    left, right = str(tmp_path / "left"), str(tmp_path / "right")

    arns = [
        sagemaker.start_pipeline_execution(
            PipelineName=name, PipelineParameters=given(Mine=mine, Other=other)
        )["PipelineExecutionArn"]
        for mine, other in ((left, right), (right, left))
    ]

    assert [aws.wait(arn, timeout=30)["PipelineExecutionStatus"] for arn in arns] == [
        "Succeeded",
        "Succeeded",
    ]


def test_executions_and_steps_are_paged(aws, sagemaker, create, recipe):
    """Newest first; every one appears once over all pages; times filter."""
    for letter in "ABC":
        recipe.step(letter, "")
    name = create(recipe)
    arns = []
    for _ in range(3):
        arns.append(sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"])
        aws.wait(arns[-1], timeout=30)

    def listed(operation, key, **request):
        pages = sagemaker.get_paginator(operation).paginate(MaxResults=2, **request)
        return [each for page in pages for each in page[key]]

    executions = listed("list_pipeline_executions", "PipelineExecutionSummaries", PipelineName=name)
    steps = listed("list_pipeline_execution_steps", "PipelineExecutionSteps", PipelineExecutionArn=arns[0])
    future = datetime(2100, 1, 1, tzinfo=UTC)
    none = sagemaker.list_pipeline_executions(PipelineName=name, CreatedAfter=future)
    every = sagemaker.list_pipeline_executions(PipelineName=name, CreatedBefore=future)
    first = sagemaker.list_pipeline_executions(PipelineName=name, SortOrder="Ascending", MaxResults=1)

    assert [each["PipelineExecutionArn"] for each in executions] == arns[::-1]
    assert sorted(step["StepName"] for step in steps) == ["A", "B", "C"]
    assert (len(none["PipelineExecutionSummaries"]), len(every["PipelineExecutionSummaries"])) == (0, 3)
    assert first["PipelineExecutionSummaries"][0]["PipelineExecutionArn"] == arns[0]


def test_max_parallel_execution_steps_bounds_the_steps(aws, sagemaker, create, recipe, tmp_path):
    """ParallelismConfiguration of the start: with one, steps never meet."""
    alone = f"""
        mark = pathlib.Path("{tmp_path / "mark"}")
        mark.mkdir()
        time.sleep(0.05)
        mark.rmdir()
    """
    for letter in "ABC":
        recipe.step(letter, alone)
    name = create(recipe)

    arn = sagemaker.start_pipeline_execution(
        PipelineName=name, ParallelismConfiguration={"MaxParallelExecutionSteps": 1}
    )["PipelineExecutionArn"]

    assert aws.wait(arn, timeout=30)["PipelineExecutionStatus"] == "Succeeded"


def test_a_step_reaches_s3_through_its_environment(aws, sagemaker, create, recipe):
    """boto3 in a step, without any setting of its own, talks to the embedded AWS."""
    script = """
        import boto3
        boto3.client("s3").put_object(Bucket="bucket", Key="direct.txt", Body=b"hello")
    """
    arn = sagemaker.start_pipeline_execution(PipelineName=create(recipe.step("A", script)))[
        "PipelineExecutionArn"
    ]

    assert aws.wait(arn, timeout=60)["PipelineExecutionStatus"] == "Succeeded"
    assert aws.client("s3").get_object(Bucket="bucket", Key="direct.txt")["Body"].read() == b"hello"


def test_names_of_an_execution_can_be_given_and_changed(aws, sagemaker, create, recipe):
    """Display name and description of the start, then of UpdatePipelineExecution."""
    arn = sagemaker.start_pipeline_execution(
        PipelineName=create(recipe.step("A", "")),
        PipelineExecutionDisplayName="first",
        PipelineExecutionDescription="why",
    )["PipelineExecutionArn"]
    before = aws.wait(arn, timeout=30)
    sagemaker.update_pipeline_execution(PipelineExecutionArn=arn, PipelineExecutionDisplayName="second")
    after = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)

    assert (before["PipelineExecutionDisplayName"], before["PipelineExecutionDescription"]) == (
        "first",
        "why",
    )
    assert (after["PipelineExecutionDisplayName"], after["PipelineExecutionDescription"]) == ("second", "why")
