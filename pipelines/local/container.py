"""The container of a step, as paths and documents: where things lie, what its configuration says. Pure.

The image's root `/` is a folder of the scratch root here. Nothing that a definition or an object key says
may lead out of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from pipelines.local.outcome import Failure
from pipelines.local.resolution import ExecutionIdentity

MOUNTS: Final = PurePosixPath("/opt/ml/processing")
JOB_CONFIG: Final = "opt/ml/config/processingjobconfig.json"
RESOURCE_CONFIG: Final = "opt/ml/config/resourceconfig.json"
MESSAGE: Final = "opt/ml/output/message"
UPLOAD_MODES: Final = ("EndOfJob", "Continuous")
"""SageMaker API, `ProcessingS3Output.S3UploadMode`; the first where none is given."""
DEFAULT_MAX_RUNTIME: Final = 86_400
"""Seconds; SageMaker API, CreateProcessingJob, `StoppingCondition`: a day when none is given."""
MAX_JOB_NAME: Final = 63


class StepFailedError(Exception):
    """One attempt of a step failed, for the reason that it carries."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


def client_error(fault: str) -> StepFailedError:
    """A failure by what the step was given, which trying again cannot mend."""
    return StepFailedError(Failure("ClientError", fault))


@dataclass(frozen=True)
class Location:
    """An S3 URI in its two halves."""

    bucket: str
    key: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


@dataclass(frozen=True)
class Mount:
    """An input or output: a name, a place in S3 and an absolute path in the container."""

    name: str
    s3: Location
    path: PurePosixPath
    continuous: bool = False
    """Of an output: it goes up as it is written, so that it is there also when the step fails."""


@dataclass(frozen=True)
class Job:
    """A CreateProcessingJob request without variables, read as far as a local run needs it."""

    name: str
    request: Mapping[str, Any]
    command: tuple[str, ...]
    """Entry point, then arguments, as the container would see them."""
    entrypoint_length: int
    inputs: tuple[Mount, ...]
    outputs: tuple[Mount, ...]
    environment: Mapping[str, str]
    max_runtime: float
    """Seconds."""


def job_name(identity: ExecutionIdentity, step: str, attempt: int) -> str:
    """As SageMaker names the jobs of pipelines, `pipelines-<execution>-<step>-<ten letters>`, 63 at most."""
    letters = hashlib.sha256(f"{identity.arn}/{step}/{attempt}".encode()).hexdigest()[:10]
    stem = re.sub(r"[^A-Za-z0-9]+", "-", f"pipelines-{identity.id}-{step}")[: MAX_JOB_NAME - 11].strip("-")
    return f"{stem}-{letters}"


def parse_location(uri: Any, what: str) -> Location:
    """Raises StepFailedError where it is no `s3://bucket/key`."""
    parts = urlsplit(uri) if isinstance(uri, str) else None
    if parts is None or parts.scheme != "s3" or not parts.netloc:
        raise client_error(f"{what} is not an S3 URI: {uri!r}")
    # Not parts.path: a key may hold "?" and "#".
    return Location(parts.netloc, uri.removeprefix(f"s3://{parts.netloc}").removeprefix("/"))


def parse_job(name: str, request: Mapping[str, Any]) -> Job:
    """Raises StepFailedError for what a local run cannot do, or SageMaker would refuse."""
    application = request.get("AppSpecification") or {}
    entrypoint = [str(word) for word in application.get("ContainerEntrypoint") or ()]
    if not entrypoint:
        raise client_error(
            "AppSpecification.ContainerEntrypoint is missing; there is no image to take one from"
        )
    arguments = [str(word) for word in application.get("ContainerArguments") or ()]
    stopping = request.get("StoppingCondition") or {}
    outputs = (request.get("ProcessingOutputConfig") or {}).get("Outputs") or ()
    return Job(
        name=name,
        request=request,
        command=(*entrypoint, *arguments),
        entrypoint_length=len(entrypoint),
        inputs=tuple(_parse_mount(each, "Input") for each in request.get("ProcessingInputs") or ()),
        outputs=tuple(_parse_mount(each, "Output") for each in outputs),
        environment={str(key): str(value) for key, value in (request.get("Environment") or {}).items()},
        max_runtime=float(stopping.get("MaxRuntimeInSeconds") or DEFAULT_MAX_RUNTIME),
    )


def _parse_mount(entry: Mapping[str, Any], side: str) -> Mount:
    name = str(entry.get(f"{side}Name"))
    what = f"{side.lower()} {name!r}"
    place = entry.get(f"S3{side}")
    if not isinstance(place, Mapping):
        raise client_error(f"{what} has no S3{side}; nothing else works locally")
    if place.get("S3DataType", "S3Prefix") != "S3Prefix":
        raise client_error(f"{what} is a {place['S3DataType']}; only S3Prefix works locally")
    if place.get("S3InputMode", "File") != "File":
        raise client_error(f"{what} is mounted as {place['S3InputMode']}; only File works locally")
    mode = place.get("S3UploadMode", UPLOAD_MODES[0])
    if mode not in UPLOAD_MODES:
        raise client_error(f"{what} has the S3UploadMode {mode!r}; it is one of {', '.join(UPLOAD_MODES)}")
    path = PurePosixPath(str(place.get("LocalPath", "")))
    if not path.is_relative_to(MOUNTS) or ".." in path.parts:
        raise client_error(f"{what} has the local path {str(path)!r}, which is not below {MOUNTS}")
    location = parse_location(place.get("S3Uri"), what)
    return Mount(name, location, path, continuous=mode == "Continuous")


def inside(root: Path, path: PurePosixPath) -> Path:
    """Where an absolute path of the container lies below its root."""
    return root.joinpath(*path.parts[1:])


def local_name(key: str, prefix: str) -> PurePosixPath | None:
    """Where below the mount an object lies; None for the placeholder of a folder (a key that ends in `/`).

    SageMaker keeps what follows the last slash of the prefix. Raises StepFailedError for a key that is not
    a plain relative path: S3 allows `..`, empty parts and NUL in a key, a file system does not.
    """
    rest = key[prefix.rfind("/") + 1 :]
    if rest == "" or rest.endswith("/"):
        return None
    parts = rest.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise client_error(
            f"the object {key!r} cannot be a file: a part of its key is empty, '.', '..' or has NUL"
        )
    return PurePosixPath(*parts)


def job_config(job: Job, identity: ExecutionIdentity) -> bytes:
    """The bytes of /opt/ml/config/processingjobconfig.json, which SageMaker writes into every container."""
    request = job.request
    outputs = request.get("ProcessingOutputConfig") or {}
    document = {
        "ProcessingJobArn": job_arn(job.name, identity),
        "ProcessingJobName": job.name,
        "AppSpecification": {
            "ImageUri": None,
            "ContainerEntrypoint": list(job.command[: job.entrypoint_length]),
            "ContainerArguments": list(job.command[job.entrypoint_length :]) or None,
            **{k: v for k, v in request["AppSpecification"].items() if k == "ImageUri"},
        },
        "Environment": dict(job.environment),
        "ProcessingInputs": [_with_defaults(each, "Input") for each in request.get("ProcessingInputs") or ()],
        "ProcessingOutputConfig": {
            "Outputs": [_with_defaults(each, "Output") for each in outputs.get("Outputs") or ()],
            "KmsKeyId": outputs.get("KmsKeyId"),
        },
        "ProcessingResources": request.get("ProcessingResources"),
        "NetworkConfig": request.get("NetworkConfig"),
        "RoleArn": request.get("RoleArn"),
        "StoppingCondition": {"MaxRuntimeInSeconds": int(job.max_runtime)},
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _with_defaults(entry: Mapping[str, Any], side: str) -> dict[str, Any]:
    defaults = {
        "Input": {
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
            "S3DataDistributionType": "FullyReplicated",
            "S3CompressionType": "None",
        },
        "Output": {"S3UploadMode": UPLOAD_MODES[0]},
    }[side]
    return {"AppManaged": False, **entry, f"S3{side}": {**defaults, **entry[f"S3{side}"]}}


def resource_config() -> bytes:
    """The bytes of /opt/ml/config/resourceconfig.json: one host, however many the definition asks for."""
    document = {"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "lo"}
    return json.dumps(document).encode()


def job_arn(name: str, identity: ExecutionIdentity) -> str:
    return f"arn:aws:sagemaker:{identity.region}:{identity.account}:processing-job/{name.lower()}"


def host_command(job: Job, root: Path, python: str) -> list[str]:
    """The command for this machine: `python3` is the given interpreter, `/opt/ml/…` lies below the root.

    Arguments stay as they are: what they mean is the step's affair.
    """
    entrypoint = list(job.command[: job.entrypoint_length])
    words = [_host_word(word, root) for word in entrypoint]
    if words[0] in ("python3", "python"):
        words[0] = python
    return [*words, *job.command[job.entrypoint_length :]]


def _host_word(word: str, root: Path) -> str:
    path = PurePosixPath(word)
    if not path.is_relative_to("/opt/ml"):
        return word
    if ".." in path.parts:
        raise client_error(f"the entry point leads out of its container: {word!r}")
    return str(inside(root, path))


def writers_of(location: Location, outputs: Mapping[str, Sequence[Location]]) -> list[str]:
    """Names of the steps that write the prefix, something below it or something above it."""
    wanted = f"{location.bucket}/{location.key}"
    found = []
    for step, places in outputs.items():
        for place in places:
            other = f"{place.bucket}/{place.key}"
            if wanted.startswith(other) or other.startswith(wanted):
                found.append(step)
                break
    return found
