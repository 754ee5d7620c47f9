"""Builders for definitions whose steps are tiny scripts, and an object store in memory."""

from __future__ import annotations

import json
import textwrap
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.local import EmbeddedAws, ExecutionIdentity, Runner, StoredObject
from pipelines.local.container import Location

ROLE = "arn:aws:iam::123456789012:role/pipelines"
PRELUDE = """
import os, sys, json, time, signal, pathlib
root = pathlib.Path(os.environ["PIPELINES_CONTAINER_ROOT"])
def mount(side, name):
    return root / "opt/ml/processing" / side / name
"""


class MemoryStore:
    """An ObjectStore whose objects are a dictionary, `objects["bucket/key"]`."""

    connections = 4

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.lock = threading.Lock()

    def list(self, prefix: Location) -> Iterator[StoredObject]:
        start = f"{prefix.bucket}/"
        with self.lock:
            found = sorted(name for name in self.objects if name.startswith(start + prefix.key))
        for name in found:
            yield StoredObject(name.removeprefix(start), len(self.objects[name]))

    def download(self, source: Location, target: Path) -> None:
        with target.open("xb") as file:
            file.write(self.objects[f"{source.bucket}/{source.key}"])

    def upload(self, source: Path, target: Location) -> None:
        with self.lock:
            self.objects[f"{target.bucket}/{target.key}"] = source.read_bytes()

    def keys(self, prefix: str = "") -> list[str]:
        return sorted(name for name in self.objects if name.startswith(prefix))


class Recipe:
    """Builds a definition step by step, and knows each step's script."""

    def __init__(self) -> None:
        self.scripts: dict[str, str] = {}
        self.steps: list[dict[str, Any]] = []
        self.parameters: list[dict[str, Any]] = []

    def parameter(self, name: str, kind: str = "String", **more: Any) -> Recipe:
        self.parameters.append({"Name": name, "Type": kind, **more})
        return self

    def step(
        self,
        name: str,
        script: str,
        *,
        inputs: dict[str, Any] | None = None,
        outputs: dict[str, Any] | None = None,
        continuous: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
        arguments: list[Any] | None = None,
        environment: dict[str, Any] | None = None,
        max_runtime: int | None = None,
        retries: list[dict[str, Any]] | None = None,
        entrypoint: list[str] | None = None,
    ) -> Recipe:
        """A Processing step that runs the script, which may use `mount("input", name)` and `root`."""
        self.scripts[name] = PRELUDE + textwrap.dedent(script)
        mounts = {"code": f"s3://bucket/code/{name}/", **(inputs or {})}
        request: dict[str, Any] = {
            "ProcessingResources": {
                "ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10}
            },
            "AppSpecification": {
                "ImageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/python:3.11",
                "ContainerEntrypoint": entrypoint
                or ["python3", f"/opt/ml/processing/input/code/run_{name}.py"],
            },
            "RoleArn": ROLE,
            "ProcessingInputs": [
                {
                    "InputName": key,
                    "S3Input": {
                        "S3Uri": uri,
                        "LocalPath": f"/opt/ml/processing/input/{key}",
                        "S3DataType": "S3Prefix",
                        "S3InputMode": "File",
                    },
                }
                for key, uri in mounts.items()
            ],
            "ProcessingOutputConfig": {
                "Outputs": [
                    {
                        "OutputName": key,
                        "S3Output": {
                            "S3Uri": uri,
                            "LocalPath": f"/opt/ml/processing/output/{key}",
                            "S3UploadMode": "Continuous" if key in continuous else "EndOfJob",
                        },
                    }
                    for key, uri in (outputs or {}).items()
                ]
            },
        }
        if arguments:
            request["AppSpecification"]["ContainerArguments"] = arguments
        if environment:
            request["Environment"] = environment
        if max_runtime:
            request["StoppingCondition"] = {"MaxRuntimeInSeconds": max_runtime}
        step: dict[str, Any] = {"Name": name, "Type": "Processing", "Arguments": request}
        if after:
            step["DependsOn"] = list(after)
        if retries:
            step["RetryPolicies"] = retries
        self.steps.append(step)
        return self

    @property
    def definition(self) -> dict[str, Any]:
        return {
            "Version": "2020-12-01",
            "Metadata": {},
            "Parameters": self.parameters,
            "Steps": self.steps,
        }

    def publish(self, put: Callable[[str, str, bytes], object]) -> None:
        """Give every script to `put(bucket, key, bytes)`."""
        for name, script in self.scripts.items():
            put("bucket", f"code/{name}/run_{name}.py", script.encode())


@pytest.fixture
def recipe() -> Recipe:
    return Recipe()


@pytest.fixture
def new_recipe() -> type[Recipe]:
    return Recipe


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def identity() -> ExecutionIdentity:
    return ExecutionIdentity("ndr-prod-15m-v1", "abc123def456", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))


@pytest.fixture
def execute(store: MemoryStore, tmp_path: Path, identity: ExecutionIdentity) -> Callable[..., Any]:
    """Publish a recipe's scripts and run it: `execute(recipe, {"Name": "value"}, grace=…, on_event=…)`."""

    def run(recipe: Recipe, parameters: dict[str, str] | None = None, **options: Any) -> Any:
        recipe.publish(lambda bucket, key, body: store.objects.__setitem__(f"{bucket}/{key}", body))
        now = {key: options.pop(key) for key in ("stop", "kill", "on_event", "execution") if key in options}
        runner = Runner(options.pop("store", store), tmp_path / "scratch", **{"grace": 5.0, **options})
        return runner.run(recipe.definition, parameters or {}, now.pop("execution", identity), **now)

    return run


@pytest.fixture(scope="module")
def module_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """One for a module: a new client of SageMaker alone costs 150 ms."""
    with EmbeddedAws(tmp_path_factory.mktemp("scratch"), grace=5.0) as embedded:
        yield embedded


@pytest.fixture
def aws(module_aws: EmbeddedAws) -> EmbeddedAws:
    module_aws.reset()
    module_aws.client("s3").create_bucket(Bucket="bucket")
    return module_aws


@pytest.fixture
def create(aws: EmbeddedAws) -> Callable[..., str]:
    """Publish a recipe's scripts and create its pipeline; the answer is its name."""

    def make(recipe: Recipe, name: str = "ndr-prod-15m-v1", **more: Any) -> str:
        s3 = aws.client("s3")
        recipe.publish(lambda bucket, key, body: s3.put_object(Bucket=bucket, Key=key, Body=body))
        aws.client("sagemaker").create_pipeline(
            PipelineName=name, PipelineDefinition=json.dumps(recipe.definition), RoleArn=ROLE, **more
        )
        return name

    return make


@pytest.fixture(scope="module")
def fast_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """One for a module, in whose state machines a minute is 60 ms."""
    with EmbeddedAws(tmp_path_factory.mktemp("scratch"), grace=5.0, wait_scale=0.001) as embedded:
        yield embedded


class Player:
    """Makes state machines and runs them to their ends."""

    def __init__(self, aws: EmbeddedAws) -> None:
        self.aws = aws
        self.client = aws.client("stepfunctions")
        self.count = 0

    def create(self, states: dict[str, Any], first: str | None = None, **more: Any) -> str:
        """A machine of JSONata with these states; the answer is its ARN."""
        self.count += 1
        definition = {"QueryLanguage": "JSONata", "StartAt": first or next(iter(states)), "States": states}
        created: str = self.client.create_state_machine(
            name=f"machine-{self.count}", definition=json.dumps({**definition, **more}), roleArn=ROLE
        )["stateMachineArn"]
        return created

    def start(self, machine: str, value: Any = None, **more: Any) -> str:
        started: str = self.client.start_execution(
            stateMachineArn=machine, input=json.dumps({} if value is None else value), **more
        )["executionArn"]
        return started

    def play(self, states: dict[str, Any], value: Any = None, **more: Any) -> dict[str, Any]:
        """How an execution ended; `output` is JSON."""
        ended = self.aws.wait(self.start(self.create(states, **more), value), timeout=30)
        return {**ended, "output": json.loads(ended["output"])} if "output" in ended else ended

    def output(self, states: dict[str, Any], value: Any = None, **more: Any) -> Any:
        """The output of an execution that succeeds."""
        ended = self.play(states, value, **more)
        assert ended["status"] == "SUCCEEDED", (ended.get("error"), ended.get("cause"))
        return ended["output"]

    def failure(self, states: dict[str, Any], value: Any = None, **more: Any) -> tuple[str, str]:
        """Error and cause of an execution that fails."""
        ended = self.play(states, value, **more)
        assert ended["status"] == "FAILED", ended["status"]
        return ended["error"], ended.get("cause", "")


@pytest.fixture
def player(fast_aws: EmbeddedAws) -> Player:
    fast_aws.reset()
    return Player(fast_aws)
