"""What a Task calls: any operation of an AWS SDK, or another state machine and its end.

Names, errors and shapes are those of "Learning to use AWS service SDK integrations" and "Start a new AWS Step
Functions execution from a running execution" in the developer guide. Chosen, as they are not documented:
arguments that the SDK refuses before it calls are `States.Runtime`; an object where a text is due is passed
as its JSON; bytes of results are Base64, their streams text.
"""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any, Final

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError
from botocore.loaders import UnknownServiceError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.response import StreamingBody
from botocore.session import Session

from pipelines.local.states.scope import (
    RUNTIME,
    TASK_FAILED,
    TIMEOUT,
    HaltedError,
    StateError,
    Stop,
    compact,
    iso,
)

SDK: Final = "arn:aws:states:::aws-sdk:"
START: Final = "arn:aws:states:::states:startExecution"
WAITED: Final = (f"{START}.sync", f"{START}.sync:2")
_SERVICES: Final = {
    "sfn": "stepfunctions",
    "cloudwatchlogs": "logs",
    "eventbridge": "events",
    "cloudwatch": "cloudwatch",
}
"""Names of the SDK for Java, in lower case, where botocore's differ."""
_PREFIXES: Final = {
    "sagemaker": "SageMaker",
    "dynamodb": "DynamoDb",
    "stepfunctions": "Sfn",
    "s3": "S3",
    "sqs": "Sqs",
    "sns": "Sns",
    "iam": "Iam",
    "logs": "CloudWatchLogs",
    "events": "EventBridge",
    "lambda": "Lambda",
    "cloudwatch": "CloudWatch",
}
_POLL: Final = 0.05
_START_FIELDS: Final = {"StateMachineArn", "Name", "Input", "TraceHeader"}


def check(resource: str, arguments: Any) -> str | None:
    """Return what is wrong with a Task's resource or the names of its arguments; None if nothing."""
    if resource in (START, *WAITED):
        return _unknown(arguments, _START_FIELDS)
    if not resource.startswith(SDK) or resource.count(":") != SDK.count(":") + 1:
        return f"The resource provided {resource} is not aws-sdk or states:startExecution"
    try:
        operation = _operation(*_named(resource))
    except (UnknownServiceError, LookupError):
        return f"The resource provided {resource} is not recognized"
    shape = operation.input_shape
    return _unknown(arguments, {_capital(name) for name in (shape.members if shape else ())})


class SdkCalls:
    """Calls through clients that do not try again by themselves: that is for Retry."""

    def __init__(
        self,
        client: Callable[[str], Any],
        wait: Callable[[str, float], bool],
    ) -> None:
        """`client(service)` makes botocore clients; `wait(execution ARN, seconds)` whether it is over."""
        self._client = client
        self._wait = wait

    def call(self, resource: str, arguments: Any, stop: Stop, deadline: float | None) -> Any:
        if resource.startswith(SDK):
            service, action = _named(resource)
            result = self._invoke(service, action, arguments, _sdk_error)
        else:
            request = {name: value for name, value in arguments.items() if name in _START_FIELDS}
            request.setdefault("Input", {})
            result = self._invoke("stepfunctions", "startExecution", request, _integration_error)
            if resource in WAITED:
                return self._to_its_end(result["ExecutionArn"], resource, stop, deadline)
            result["StartDate"] = _millis(result["StartDate"])
        if deadline is not None and monotonic() > deadline:
            raise StateError(TIMEOUT)
        return _plain(result)

    def _invoke(
        self,
        service: str,
        action: str,
        arguments: Any,
        translate: Callable[[str, Any, ClientError], StateError],
    ) -> dict[str, Any]:
        operation = _operation(service, action)
        client = self._client(service)
        try:
            request = _request(arguments, operation.input_shape) if operation.input_shape else {}
            answer = getattr(client, xform_name(operation.name))(**request)
        except ClientError as error:
            raise translate(service, client, error) from error
        except (ParamValidationError, TypeError, AttributeError) as error:
            raise StateError(
                RUNTIME, f"The parameters of {service}:{action} are not valid: {error}"
            ) from error
        except BotoCoreError as error:
            prefix = _prefix(service) if translate is _sdk_error else "StepFunctions"
            raise StateError(f"{prefix}.SdkClientException", str(error)) from error
        answer.pop("ResponseMetadata", None)
        result: dict[str, Any] = _result(answer, operation.output_shape)
        return result

    def _to_its_end(self, arn: str, resource: str, stop: Stop, deadline: float | None) -> Any:
        while not self._wait(arn, _POLL):
            late = deadline is not None and monotonic() > deadline
            if late or stop.is_set():
                self._invoke("stepfunctions", "stopExecution", {"ExecutionArn": arn}, _integration_error)
                if stop.is_set():
                    raise HaltedError
                raise StateError(TIMEOUT)
        told = self._invoke("stepfunctions", "describeExecution", {"ExecutionArn": arn}, _integration_error)
        told = {
            name: _millis(value) if isinstance(value, datetime) else value for name, value in told.items()
        }
        if resource.endswith(":2"):
            for name in ("Input", "Output"):
                if name in told:
                    told[name] = json.loads(told[name])
        if told["Status"] != "SUCCEEDED":
            raise StateError(TASK_FAILED, compact(told))
        return told


def _named(resource: str) -> tuple[str, str]:
    """Service as botocore calls it, and action."""
    service, _, action = resource.removeprefix(SDK).partition(":")
    return _SERVICES.get(service.lower(), service.lower()), action


@functools.cache
def _operation(service: str, action: str) -> OperationModel:
    """Raises UnknownServiceError, LookupError."""
    model = Session().get_service_model(service)
    wanted = action.lower()
    name = next((each for each in model.operation_names if each.lower() == wanted), None)
    if name is None or not action[:1].islower():
        raise LookupError(action)
    return model.operation_model(name)


def _unknown(arguments: Any, known: set[str]) -> str | None:
    if not isinstance(arguments, Mapping):
        return None
    strange = [name for name in arguments if name not in known]
    return f"The field '{strange[0]}' is not supported by Step Functions" if strange else None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _request(value: Any, shape: Shape | None) -> Any:
    """Arguments as botocore takes them: its own spelling of names, JSON as text, texts as bytes."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        spelled = {_capital(name): name for name in shape.members}
        return {
            spelled.get(name, name): _request(item, shape.members.get(spelled.get(name, "")))
            for name, item in value.items()
        }
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_request(item, shape.member) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, Mapping):
        return {name: _request(item, shape.value) for name, item in value.items()}
    if shape is not None and shape.type_name == "string" and not isinstance(value, str) and value is not None:
        return compact(value)
    if shape is not None and shape.type_name == "blob" and isinstance(value, str):
        return value.encode()
    return value


def _result(value: Any, shape: Shape | None) -> Any:
    """A result with the names that Step Functions gives."""
    if isinstance(value, StreamingBody):
        return value.read().decode(errors="replace")
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        return {_capital(name): _result(item, shape.members.get(name)) for name, item in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_result(item, shape.member) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, Mapping):
        return {name: _result(item, shape.value) for name, item in value.items()}
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    return value


def _millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _prefix(service: str) -> str:
    return _PREFIXES.get(service, service.capitalize())


def _sdk_error(service: str, client: Any, error: ClientError) -> StateError:
    """`<Service>.<Exception>` for what the service's model names, else `<Service>.<Service>Exception`."""
    prefix, code = _prefix(service), error.response["Error"]["Code"].rpartition("#")[2]
    shape = client.meta.service_model.shape_for_error_code(code)
    name = prefix if shape is None else shape.name
    cause = f"{error.response['Error']['Message']} (Service: {prefix}, {_answered(error, ', ')})"
    return StateError(f"{prefix}.{name if name.endswith('Exception') else name + 'Exception'}", cause)


def _integration_error(_service: str, _client: Any, error: ClientError) -> StateError:
    code = error.response["Error"]["Code"]
    name = code if code.endswith("Exception") else f"{code}Exception"
    details = f"Service: AWSStepFunctions; Error Code: {code}; {_answered(error, '; ')}"
    return StateError(f"StepFunctions.{name}", f"{error.response['Error']['Message']} ({details})")


def _answered(error: ClientError, between: str) -> str:
    told = error.response.get("ResponseMetadata", {})
    return f"Status Code: {told.get('HTTPStatusCode')}{between}Request ID: {told.get('RequestId')}"
