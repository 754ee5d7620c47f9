"""What botocore raises becomes one problem, and what it loads is what it ships."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from botocore import exceptions as aws
from botocore.loaders import Loader

import pipelines.aws
from pipelines.app.connect import connect
from pipelines.aws.errors import calling, translate
from pipelines.aws.loading import MODELS, OPERATIONS, trim_model
from pipelines.errors import RemoteError


def client_error(code: str, message: str = "it says so", status: int = 400) -> aws.ClientError:
    answer: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return aws.ClientError(answer, "CreatePipeline")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (client_error("AccessDeniedException"), "aws-denied"),
        (
            client_error(
                "AccessDeniedException",
                "Neither the global service principal states.amazonaws.com, nor the regional one is"
                " authorized to assume the provided role.",
            ),
            "aws-role-refused",
        ),
        (
            client_error(
                "AccessDeniedException",
                "The state machine IAM Role is not authorized to access the Log Destination",
            ),
            "aws-role-refused",
        ),
        (
            client_error(
                "AccessDeniedException", "User: u is not authorized to perform: iam:PassRole on resource: r"
            ),
            "aws-denied",
        ),
        (client_error("StateMachineDoesNotExist"), "aws-not-found"),
        (client_error("NoSuchEntity"), "aws-not-found"),
        (client_error("StateMachineAlreadyExists"), "aws-exists"),
        (client_error("StateMachineDeleting"), "aws-conflict"),
        (client_error("InvalidDefinition"), "aws-invalid"),
        (client_error("UnknownOperationException", status=404), "aws-unsupported"),
        (client_error("ExpiredTokenException"), "aws-bad-credentials"),
        (client_error("ThrottlingException"), "aws-throttled"),
        (client_error("ResourceNotFound"), "aws-not-found"),
        (client_error("ValidationException", "Pipeline 'x' does not exist."), "aws-not-found"),
        (client_error("ValidationException", "Pipeline with name (x) already exists."), "aws-exists"),
        (client_error("ConflictException", "x already exists"), "aws-exists"),
        (client_error("ConflictException", "x is being updated"), "aws-conflict"),
        (client_error("ValidationException"), "aws-invalid"),
        (client_error("ConditionalCheckFailedException"), "aws-condition-failed"),
        (client_error("ResourceLimitExceeded"), "aws-limit"),
        (client_error("Odd", status=503), "aws-service"),
        (client_error("Odd"), "aws-error"),
        (aws.NoCredentialsError(), "aws-no-credentials"),
        (aws.ProfileNotFound(profile="x"), "aws-no-credentials"),
        (aws.NoRegionError(), "aws-no-region"),
        (aws.EndpointConnectionError(endpoint_url="http://x"), "aws-unreachable"),
        (aws.ConnectTimeoutError(endpoint_url="http://x"), "aws-unreachable"),
        (aws.ReadTimeoutError(endpoint_url="http://x"), "aws-timeout"),
        (aws.ParamValidationError(report="x"), "aws-invalid"),
    ],
)
def test_every_kind_of_fault_has_its_code_and_a_remedy(error: Exception, code: str) -> None:
    """The most specific kind wins, and none is left without advice."""
    problem = translate(error, "sagemaker:CreatePipeline", "x")
    assert code == problem.code
    assert problem.remedy


def test_a_denial_names_the_action_to_allow() -> None:
    """As AWS names it, or as it was called where AWS does not say."""
    said = client_error("AccessDenied", "User: u is not authorized to perform: iam:PassRole on resource: r")
    silent = client_error("AccessDenied", "Access Denied")
    remedies = [translate(error, "s3:PutObject", "s3://b/k").remedy for error in (said, silent)]
    assert ["iam:PassRole", "s3:PutObject"] == [remedy.split()[1] for remedy in remedies]


def test_the_cause_is_kept() -> None:
    """A bug report can show what botocore said."""
    cause = client_error("Odd")
    with pytest.raises(RemoteError) as caught, calling("a:B", "x"):
        raise cause
    assert cause is caught.value.__cause__


def test_a_bug_is_not_translated() -> None:
    """Only what AWS and botocore raise is."""
    with pytest.raises(ZeroDivisionError), calling("a:B", "x"):
        raise ZeroDivisionError


def test_no_region_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before any client is made."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(RemoteError, match="aws-no-region"):
        connect({})


def test_an_unknown_profile_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not as a traceback of the configuration reader."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(RemoteError, match="aws-no-credentials"):
        _ = connect({"AWS_REGION": "eu-central-1"}, profile="nobody").sagemaker


@pytest.mark.parametrize("service", OPERATIONS)
def test_cut_down_models_are_those_of_the_installed_botocore(service: str) -> None:
    """An update of botocore that changes them fails here; running `pipelines.aws.loading` mends it."""
    loader = Loader()
    version = loader.determine_latest_version(service, "service-2")
    kept = json.loads((MODELS / service / version / "service-2.json").read_text())
    assert (
        json.loads(
            json.dumps(trim_model(loader.load_service_model(service, "service-2"), OPERATIONS[service]))
        )
        == kept
    )


def test_every_operation_that_is_called_is_in_the_models() -> None:
    """The source names its operations as `service:Operation`, so a new one cannot be forgotten."""
    sources = [
        path.read_text() for path in Path(pipelines.aws.__path__[0]).glob("*.py") if path.name != "memory.py"
    ]
    operation = r"\b(sagemaker|states|iam|logs):([A-Z]\w+)"
    found = {pair for text in sources for pair in re.findall(operation, text)}
    called = {(service.replace("states", "stepfunctions"), name) for service, name in found}
    called |= {("dynamodb", n) for text in sources for n in re.findall(r"_calling\(\"([A-Z]\w+)\"", text)}
    known = {(service, name) for service, names in OPERATIONS.items() for name in names}
    assert called <= known
    assert {service for service, _ in known} == {service for service, _ in called}
    assert len(called) > 35
