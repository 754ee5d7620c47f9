"""A SageMaker endpoint brought to a model: made or updated, waited for, and brought back when that fails.

Names are made from the endpoint's name, the RunId and what they describe, so that a job run again finds what
it made. boto3 is used here alone, and imported when it is needed. Requests and statuses: SageMaker API
reference, CreateModel, CreateEndpointConfig, CreateEndpoint, UpdateEndpoint, DescribeEndpoint.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import io
import re
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from common.errors import ConflictError, OutputError
from common.log import logger
from common.model.deployed import ModelEntry
from common.objects import write_object
from steps.model_deploy.settings import EndpointSettings

NAME_LENGTH = 63
VARIANT = "model"
IN_SERVICE = "InService"
_MOVING = frozenset({"Creating", "Updating", "SystemUpdating", "RollingBack"})
_ABSENT = re.compile("could not find|does not exist|not found", re.IGNORECASE)
_EXISTS = re.compile("already exist", re.IGNORECASE)


def serve(
    settings: EndpointSettings, entry: ModelEntry, content: bytes, place: str, kms_key: str | None = None
) -> dict[str, Any]:
    """Bring the endpoint to a model, with the clients of this environment.

    `place` is the prefix that its archive goes below, encrypted with the key or as the bucket says.
    OutputError if it does not come into service; it then serves what it served before.
    """
    with _translated(settings.name):
        client = importlib.import_module("boto3").client("sagemaker")
        endpoint = Endpoint(client, partial(write_object, kms_key=kms_key), settings)
        return endpoint.bring_to(entry, content, place)


@dataclass(frozen=True)
class Endpoint:
    """One endpoint, the client that changes it, and what stores an object by its prefix and key."""

    sagemaker: Any
    store: Callable[[str, str, bytes], None]
    settings: EndpointSettings
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def bring_to(self, entry: ModelEntry, content: bytes, place: str) -> dict[str, Any]:
        """Create or update the endpoint and wait; go back and raise OutputError when that fails."""
        name = self.settings.name
        wanted = config_name(self.settings, entry)
        before = self._describe()
        if before is not None and before["EndpointStatus"] in _MOVING:
            before = self._wait()  # an earlier run of this job, or somebody else
        if before is None or before["EndpointConfigName"] != wanted or before["EndpointStatus"] != IN_SERVICE:
            self._define(wanted, entry, content, place)
            if before is None:
                self.sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=wanted)
            else:
                self.sagemaker.update_endpoint(EndpointName=name, EndpointConfigName=wanted)
            after = self._wait()
            if after["EndpointStatus"] != IN_SERVICE or after["EndpointConfigName"] != wanted:
                self._go_back(before, after, wanted)
        return {"name": name, "config": wanted, "status": IN_SERVICE}

    def _define(self, wanted: str, entry: ModelEntry, content: bytes, place: str) -> None:
        key = f"models/{entry.run_id}/{entry.sha256}.tar.gz"
        self.store(place, key, pack(content))
        image = {"Image": self.settings.image_uri, "ModelDataUrl": f"{place}{key}"}
        with _existing():
            self.sagemaker.create_model(
                ModelName=wanted, PrimaryContainer=image, ExecutionRoleArn=self.settings.role_arn
            )
        variant = {
            "VariantName": VARIANT,
            "ModelName": wanted,
            "InstanceType": self.settings.instance_type,
            "InitialInstanceCount": self.settings.instance_count,
        }
        with _existing():
            self.sagemaker.create_endpoint_config(EndpointConfigName=wanted, ProductionVariants=[variant])

    def _go_back(self, before: dict[str, Any] | None, after: dict[str, Any], wanted: str) -> None:
        name, status = self.settings.name, after["EndpointStatus"]
        fault = f"endpoint {name} did not come into service with {wanted} (status {status})"
        cause = "Read the endpoint's FailureReason and the log of its container, then deploy again."
        if before is None:
            raise OutputError(f"{fault}; there was none before", remedy=f"{cause} Delete the endpoint first.")
        old = before["EndpointConfigName"]
        if status in _MOVING:
            raise OutputError(
                f"{fault} within {self.settings.wait_seconds:g} s; it is still changing",
                remedy=f"When it has ended, update it to {old} if it failed. Raise endpoint.wait_seconds.",
            )
        if status == IN_SERVICE and after["EndpointConfigName"] not in (wanted, old):
            raise ConflictError(
                f"endpoint {name} was meanwhile updated to {after['EndpointConfigName']} by another",
                remedy="If you still want this change, run this pipeline again.",
            )
        if (status, after["EndpointConfigName"]) != (IN_SERVICE, old):
            logger.warning("%s; going back to %s", fault, old)
            self.sagemaker.update_endpoint(EndpointName=name, EndpointConfigName=old)
            back = self._wait()
            if (back["EndpointStatus"], back["EndpointConfigName"]) != (IN_SERVICE, old):
                raise OutputError(
                    f"{fault}, and did not go back to {old} (status {back['EndpointStatus']})",
                    remedy=f"Update the endpoint to {old} by hand. {cause}",
                )
        raise OutputError(f"{fault}; it serves {old} as before", remedy=cause)

    def _describe(self) -> dict[str, Any] | None:
        errors = importlib.import_module("botocore.exceptions")
        try:
            found: dict[str, Any] = self.sagemaker.describe_endpoint(EndpointName=self.settings.name)
        except errors.ClientError as error:
            if _ABSENT.search(str(error)):
                return None
            raise
        return found

    def _wait(self) -> dict[str, Any]:
        """Look until the endpoint has stopped changing, or time is up; return what was seen last."""
        end = self.now() + self.settings.wait_seconds
        while True:
            found: dict[str, Any] = self.sagemaker.describe_endpoint(EndpointName=self.settings.name)
            if found["EndpointStatus"] not in _MOVING or self.now() >= end:
                return found
            self.sleep(self.settings.poll_seconds)


def config_name(settings: EndpointSettings, entry: ModelEntry) -> str:
    """Name of the model and of the endpoint's configuration: a pure function of all that they hold."""
    parts = (settings.image_uri, settings.role_arn, settings.instance_type, str(settings.instance_count))
    digest = hashlib.sha256("\0".join((settings.name, entry.run_id, entry.sha256, *parts)).encode())
    tail = digest.hexdigest()[:12]
    words = re.sub("[^a-zA-Z0-9]+", "-", f"{settings.name}-{entry.run_id}")
    return f"{words[: NAME_LENGTH - len(tail) - 1].strip('-')}-{tail}"


def pack(content: bytes) -> bytes:
    """Pack a model as SageMaker takes it, model.tar.gz; the same model, the same bytes."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        member = tarfile.TarInfo("model.onnx")
        member.size, member.mode = len(content), 0o644
        archive.addfile(member, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), mtime=0)


@contextmanager
def _existing() -> Iterator[None]:
    """Let stand what an earlier run made: its name says all that it holds."""
    errors = importlib.import_module("botocore.exceptions")
    try:
        yield
    except errors.ClientError as error:
        if not _EXISTS.search(str(error)):
            raise


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn whatever SageMaker, S3 or their client says into an OutputError."""
    try:
        errors = importlib.import_module("botocore.exceptions")
    except ImportError as error:
        raise OutputError(
            "target: endpoint needs boto3, which this image lacks", remedy="Use an image with boto3."
        ) from error
    try:
        yield
    except (errors.ClientError, errors.BotoCoreError) as error:
        raise OutputError(
            f"endpoint {name} cannot be changed ({type(error).__name__}: {error})",
            remedy="Check that the step's role may create models, configurations and endpoints, and pass "
            "endpoint.role_arn.",
        ) from error
