"""Puts `PipelineApi` in the place of moto's own pipeline operations, and takes it out again.

All that is known here of moto's inside: `SageMakerResponse` has one method an operation, named in snake case,
and `body`, `current_account` and `region`. A method answers an `ActionResult` or raises a
`SagemakerClientError` (moto finds the service of an error by the exception's module). S3 keeps its objects in
`s3_backends`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

from moto.core.responses import ActionResult, EmptyResult
from moto.s3.models import s3_backends
from moto.sagemaker.exceptions import SagemakerClientError
from moto.sagemaker.responses import SageMakerResponse

from pipelines.local.catalog import ApiError, Caller, invalid
from pipelines.local.pipeline_api import OPERATIONS, PipelineApi

Method = Callable[[Any], Any]
_MISSING: Final = object()


def install(api: PipelineApi) -> Callable[[], None]:
    """Patch moto's SageMaker for the whole process; the answer undoes it."""
    methods: dict[str, Method] = {_snake(name): _operation(api, name) for name in OPERATIONS}
    for name, wrap in (
        ("describe_processing_job", _describe_job),
        ("list_tags", _list_tags),
        ("add_tags", _add_tags),
        ("delete_tags", _delete_tags),
    ):
        methods[name] = wrap(api, getattr(SageMakerResponse, name))
    before = {name: SageMakerResponse.__dict__.get(name, _MISSING) for name in methods}
    for name, method in methods.items():
        setattr(SageMakerResponse, name, method)

    def uninstall() -> None:
        for name, method in before.items():
            if method is _MISSING:
                delattr(SageMakerResponse, name)
            else:
                setattr(SageMakerResponse, name, method)

    return uninstall


def read_object(bucket: str, key: str) -> str:
    """The text of an object in moto's S3, not by a call: that would wait for the call it is part of."""
    for account in s3_backends.values():
        for backend in account.values():
            found = backend.buckets.get(bucket)
            if found is not None and key in found.keys:
                text: str = found.keys[key].value.decode()
                return text
    raise invalid(f"Unable to read pipeline definition from s3://{bucket}/{key}: there is no such object.")


def _snake(operation: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def _operation(api: PipelineApi, operation: str) -> Method:
    def answer(response: Any) -> Any:
        caller = Caller(response.current_account, response.region)
        return ActionResult(_translated(lambda: api.call(operation, caller, _request(response))))

    return answer


def _request(response: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.body or "{}")
    return found


def _translated(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ApiError as error:
        raise SagemakerClientError(error.code, error.message) from error


def _describe_job(api: PipelineApi, otherwise: Method) -> Method:
    def answer(response: Any) -> Any:
        found = api.describe_job(str(_request(response).get("ProcessingJobName")))
        return otherwise(response) if found is None else ActionResult(found)

    return answer


def _arn(response: Any) -> str:
    return str(_request(response).get("ResourceArn"))


def _list_tags(api: PipelineApi, otherwise: Method) -> Method:
    def answer(response: Any) -> Any:
        tags = _translated(lambda: api.tags(_arn(response)))
        return otherwise(response) if tags is None else ActionResult({"Tags": _pairs(tags)})

    return answer


def _add_tags(api: PipelineApi, otherwise: Method) -> Method:
    def answer(response: Any) -> Any:
        if _translated(lambda: api.tags(_arn(response))) is None:
            return otherwise(response)
        tags = _request(response).get("Tags") or []
        return ActionResult({"Tags": _pairs(_translated(lambda: api.add_tags(_arn(response), tags)))})

    return answer


def _delete_tags(api: PipelineApi, otherwise: Method) -> Method:
    def answer(response: Any) -> Any:
        if _translated(lambda: api.tags(_arn(response))) is None:
            return otherwise(response)
        api.delete_tags(_arn(response), _request(response).get("TagKeys") or [])
        return EmptyResult()

    return answer


def _pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
