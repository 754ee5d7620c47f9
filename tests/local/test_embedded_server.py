"""The loopback port: who may ask, what it answers, and how it ends."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.local import EmbeddedAws, serve

HEADERS = {
    "Content-Type": "application/x-amz-json-1.1",
    "Authorization": "AWS4-HMAC-SHA256 Credential=x/20250101/us-east-1/sagemaker/aws4_request, Signature=x",
}


@pytest.fixture
def aws(tmp_path):
    """One for each test: some need to be the only one."""
    with EmbeddedAws(tmp_path / "scratch", grace=5.0) as embedded:
        embedded.client("s3").create_bucket(Bucket="bucket")
        yield embedded


def post(aws, operation, body, **headers):
    connection = http.client.HTTPConnection(*aws.endpoint_url.removeprefix("http://").split(":"))
    try:
        target = {"X-Amz-Target": f"SageMaker.{operation}"}
        connection.request("POST", "/", body, {**HEADERS, **target, **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_raw_http_works_without_a_client(aws, create, recipe):
    """A plain POST starts an execution."""
    name = create(recipe.step("A", ""))

    status, answer = post(
        aws, "StartPipelineExecution", json.dumps({"PipelineName": name, "ClientRequestToken": "t" * 32})
    )

    assert status == 200
    assert aws.wait(answer["PipelineExecutionArn"], timeout=30)["PipelineExecutionStatus"] == "Succeeded"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{}", "ValidationException"),
        ('{"PipelineName": "x"}', "ValidationException"),
        ('{"PipelineName": 1, "ClientRequestToken": ["t"]}', "ValidationException"),
        (
            '{"PipelineName": "x", "ClientRequestToken": "' + "t" * 32 + '", "Nonsense": 1}',
            "ValidationException",
        ),
        ("not json", "SerializationException"),
        ("[]", "SerializationException"),
    ],
)
def test_a_malformed_request_is_an_error_answer(aws, body, code):
    """Whatever the body, the answer is an error of the service with status 400."""
    status, answer = post(aws, "StartPipelineExecution", body)

    assert (status, answer["__type"]) == (400, code)


def test_an_operation_that_is_not_there_says_so(aws, capfd):
    """501, and nothing on the screen."""
    status, answer = post(aws, "RetryPipelineExecution", "{}")

    assert (status, answer["__type"]) == (501, "NotImplementedException")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
def test_web_pages_are_refused(aws, headers):
    """A browser's request, or one for a name that was rebound to loopback, gets 403."""
    assert post(aws, "ListPipelines", "{}", **headers)[0] == 403


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/net")
def test_only_loopback_listens(aws):
    """The port is bound to 127.0.0.1 and no other address."""
    port = int(aws.endpoint_url.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    ]

    assert listening == [f"0100007F:{port:04X}"]


def test_serving_prints_nothing_and_tells_its_address(tmp_path, capfd):
    """Port 0 is any that is free; after close it is free again."""
    aws = serve(0, tmp_path)
    port = int(aws.endpoint_url.rpartition(":")[2])
    try:
        aws.client("s3").list_buckets()
    finally:
        aws.close()
    aws.close()

    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
    assert capfd.readouterr() == ("", "")
    with pytest.raises(UsageError, match="embedded-aws-closed"):
        _ = aws.endpoint_url


def test_a_taken_port_is_an_error_with_a_remedy(tmp_path, capfd):
    """The message names the port; nothing else is printed; another one may start afterwards."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used"):
            serve(port, tmp_path)
    assert capfd.readouterr() == ("", "")
    with EmbeddedAws(tmp_path):
        pass


@pytest.mark.usefixtures("aws")
def test_one_process_has_one_embedded_aws(tmp_path):
    """moto's state is the process's, so a second is refused."""
    with pytest.raises(UsageError, match="embedded-aws-busy"):
        serve(0, tmp_path)


def test_closing_stops_what_runs(tmp_path, recipe):
    """Leaving the block ends running executions and their threads."""
    before = set(threading.enumerate())
    started = tmp_path / "started"
    recipe.step("A", f'pathlib.Path("{started}").touch()\ntime.sleep(60)')
    with EmbeddedAws(tmp_path / "scratch") as aws:
        s3, sagemaker = aws.client("s3"), aws.client("sagemaker")
        s3.create_bucket(Bucket="bucket")
        recipe.publish(lambda bucket, key, body: s3.put_object(Bucket=bucket, Key=key, Body=body))
        sagemaker.create_pipeline(
            PipelineName="p",
            PipelineDefinition=json.dumps(recipe.definition),
            RoleArn="arn:aws:iam::123456789012:role/pipelines",
        )
        sagemaker.start_pipeline_execution(PipelineName="p")
        while not started.exists():
            threading.Event().wait(0.01)

    assert [
        thread for thread in set(threading.enumerate()) - before if thread.name.startswith("execution")
    ] == []


def test_reset_forgets_everything(aws, create, recipe):
    """Pipelines, executions, tokens and buckets are gone; the port stays."""
    sagemaker = aws.client("sagemaker")
    name = create(recipe.step("A", ""))
    arn = sagemaker.start_pipeline_execution(PipelineName=name)["PipelineExecutionArn"]
    url = aws.endpoint_url

    aws.reset()

    assert sagemaker.list_pipelines()["PipelineSummaries"] == []
    assert aws.client("s3").list_buckets()["Buckets"] == []
    with pytest.raises(UsageError, match="unknown-execution"):
        aws.wait(arn)
    assert aws.endpoint_url == url


def test_another_process_can_use_it_by_its_environment_alone(aws):
    """AWS_ENDPOINT_URL and the credentials are all that a client needs."""
    program = "import boto3; print([b['Name'] for b in boto3.client('s3').list_buckets()['Buckets']])"
    environment = {"PATH": os.defpath, **aws.environment()}

    found = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )

    assert found.stdout == "['bucket']\n", found.stderr
