"""Endpoints: made, updated, and brought back; against a service in memory, and against moto."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from common.errors import ConflictError, OutputError
from common.model.deployed import ModelEntry
from steps.model_deploy.endpoint import Endpoint, config_name, pack, serve
from steps.model_deploy.settings import EndpointSettings

ROLE = "arn:aws:iam::123456789012:role/serving"
SETTINGS = EndpointSettings("scores", "image:1", ROLE, wait_seconds=10, poll_seconds=1)
CONTENT = {run: run.encode() for run in "abc"}
ENTRY = {run: ModelEntry(run, hashlib.sha256(content).hexdigest(), {}) for run, content in CONTENT.items()}
CONFIG = {run: config_name(SETTINGS, entry) for run, entry in ENTRY.items()}


class Service:
    """SageMaker and a store as far as an endpoint needs them: a change takes two looks, bad ones fail."""

    def __init__(self, bad: set[str], *, slow: bool = False) -> None:
        self.bad, self.slow = bad, slow
        self.state: dict[str, str] = {}
        self.looks = 0
        self.clock = 0.0
        self.calls: list[str] = []
        self.made: set[str] = set()

    def store(self, prefix: str, key: str, content: bytes) -> None:
        assert prefix.startswith("s3://")
        assert key.startswith("models/")
        assert content
        self.calls.append("put")

    def create_model(self, *, ModelName: str, **_: Any) -> None:  # noqa: N803
        self._make(f"model {ModelName}")

    def create_endpoint_config(self, *, EndpointConfigName: str, **_: Any) -> None:  # noqa: N803
        self._make(f"config {EndpointConfigName}")

    def create_endpoint(self, *, EndpointConfigName: str, **_: Any) -> None:  # noqa: N803
        self._move("create", "Creating", EndpointConfigName)

    def update_endpoint(self, *, EndpointConfigName: str, **_: Any) -> None:  # noqa: N803
        self._move("update", "Updating", EndpointConfigName)

    def describe_endpoint(self, **_: Any) -> dict[str, str]:
        if not self.state:
            raise fault("Could not find endpoint")
        self.looks += 1
        if self.looks > 2 and not self.slow:
            failed = self.state["EndpointConfigName"] in self.bad
            self.state["EndpointStatus"] = "Failed" if failed else "InService"
        return dict(self.state)

    def sleep(self, seconds: float) -> None:
        self.clock += seconds

    def _make(self, what: str) -> None:
        if what in self.made:
            raise fault("Cannot create already existing thing")
        self.made.add(what)

    def _move(self, call: str, status: str, config: str) -> None:
        self.calls.append(f"{call} {config}")
        self.state = {"EndpointStatus": status, "EndpointConfigName": config}
        self.looks = 0


def fault(text: str) -> ClientError:
    """What SageMaker says."""
    return ClientError({"Error": {"Code": "ValidationException", "Message": text}}, "X")


def bring(service: Service, run: str) -> dict[str, Any]:
    """Bring the endpoint to a model."""
    endpoint = Endpoint(service, service.store, SETTINGS, now=lambda: service.clock, sleep=service.sleep)
    return endpoint.bring_to(ENTRY[run], CONTENT[run], "s3://data/x/")


def test_created_then_updated_then_left_alone() -> None:
    """A job that runs again finds its model served."""
    service = Service(set())
    for run in ("a", "b", "b"):
        assert bring(service, run)["config"] == CONFIG[run]
    assert service.calls == ["put", f"create {CONFIG['a']}", "put", f"update {CONFIG['b']}"]


def test_a_failed_update_goes_back() -> None:
    """The old configuration serves again, and the job fails."""
    service = Service({CONFIG["b"]})
    bring(service, "a")
    with pytest.raises(OutputError, match=f"it serves {CONFIG['a']} as before"):
        bring(service, "b")
    assert service.state == {"EndpointStatus": "InService", "EndpointConfigName": CONFIG["a"]}


def test_a_failed_way_back_says_so() -> None:
    """And names what to do by hand."""
    service = Service(set())
    bring(service, "a")
    service.bad = {CONFIG["a"], CONFIG["b"]}
    with pytest.raises(OutputError, match=f"did not go back to {CONFIG['a']}"):
        bring(service, "b")


def test_a_failed_creation_says_that_there_was_none() -> None:
    """There is nothing to go back to."""
    with pytest.raises(OutputError, match="there was none before"):
        bring(Service({CONFIG["a"]}), "a")


def test_waiting_ends() -> None:
    """After wait_seconds, with what was seen last."""
    service = Service(set())
    bring(service, "a")
    service.slow = True
    with pytest.raises(OutputError, match="still changing"):
        bring(service, "b")
    assert service.clock <= 2 * SETTINGS.wait_seconds + 10


def test_what_another_brought_it_to_meanwhile_is_left() -> None:
    """To go back would undo the other, and not this job."""
    service = Service(set())
    bring(service, "a")
    plain = service.sleep

    def sleep(seconds: float) -> None:
        service.state["EndpointConfigName"] = CONFIG["c"]
        plain(seconds)

    service.sleep = sleep  # type: ignore[method-assign]
    with pytest.raises(ConflictError, match=f"updated to {CONFIG['c']} by another"):
        bring(service, "b")
    assert service.state == {"EndpointStatus": "InService", "EndpointConfigName": CONFIG["c"]}


def test_what_an_interrupted_job_made_is_used() -> None:
    """Model and configuration are named after their content."""
    service = Service(set())
    service.made |= {f"model {CONFIG['a']}", f"config {CONFIG['a']}"}
    assert bring(service, "a")["status"] == "InService"


def test_names_fit_the_service_and_tell_contents_apart() -> None:
    """At most 63 of letters, digits and hyphens."""
    long = ModelEntry("x._" * 40, "0" * 64, {})
    assert len(config_name(SETTINGS, long)) <= 63
    assert config_name(SETTINGS, long).replace("-", "").isalnum()
    changed = replace(SETTINGS, instance_count=2)
    assert config_name(changed, long) != config_name(SETTINGS, long)


def test_an_archive_has_the_same_bytes_each_time() -> None:
    """No time, no owner."""
    assert pack(b"m" * 1000) == pack(b"m" * 1000)


def test_the_calls_are_those_of_the_service(s3: Any) -> None:
    """botocore checks each request against SageMaker's model; moto holds the endpoint."""
    settings = replace(SETTINGS, image_uri="123456789012.dkr.ecr.us-east-1.amazonaws.com/serve:1")
    for run in ("a", "a"):
        found = serve(settings, ENTRY[run], CONTENT[run], "s3://data/x/", kms_key="alias/outputs")
        described = boto3.client("sagemaker").describe_endpoint(EndpointName="scores")
        assert found["config"] == described["EndpointConfigName"] == config_name(settings, ENTRY[run])
    model = boto3.client("sagemaker").describe_model(ModelName=found["config"])
    key = model["PrimaryContainer"]["ModelDataUrl"].removeprefix("s3://data/")
    archive = s3.get_object(Bucket="data", Key=key)
    assert (archive["ServerSideEncryption"], archive["SSEKMSKeyId"]) == ("aws:kms", "alias/outputs")
    assert archive["Body"].read() == pack(CONTENT["a"])


def test_what_the_service_refuses_is_translated(moto_account: None) -> None:
    """A bucket that is not there is the user's to put right."""
    del moto_account
    with pytest.raises(OutputError, match="cannot be written"):
        serve(SETTINGS, ENTRY["a"], CONTENT["a"], "s3://data/x/")


def test_an_update_is_a_request_of_the_service() -> None:
    """moto has no UpdateEndpoint; the stub checks each request against SageMaker's own model."""
    client = boto3.client("sagemaker", "us-east-1", aws_access_key_id="t", aws_secret_access_key="t")
    arn = "arn:aws:sagemaker:us-east-1:123456789012:endpoint/scores"
    name, wanted = {"EndpointName": "scores"}, {"EndpointConfigName": CONFIG["b"]}
    seen = name | {
        "EndpointArn": arn,
        "EndpointStatus": "InService",
        "CreationTime": 0,
        "LastModifiedTime": 0,
    }
    with Stubber(client) as stub:
        stub.add_response("describe_endpoint", seen | {"EndpointConfigName": CONFIG["a"]}, name)
        model = {"ModelName": CONFIG["b"], "PrimaryContainer": ANY, "ExecutionRoleArn": ROLE}
        stub.add_response("create_model", {"ModelArn": arn}, model)
        config = wanted | {"ProductionVariants": ANY}
        stub.add_response("create_endpoint_config", {"EndpointConfigArn": arn}, config)
        stub.add_response("update_endpoint", {"EndpointArn": arn}, name | wanted)
        stub.add_response("describe_endpoint", seen | wanted, name)
        Endpoint(client, Service(set()).store, SETTINGS).bring_to(
            ENTRY["b"], CONTENT["b"], "s3://b/deployed/"
        )
        stub.assert_no_pending_responses()
