"""An embedded AWS with machines, a table, and pipelines whose steps are tiny scripts that leave a trace."""

from __future__ import annotations

import json
import textwrap
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from one_rule import typed

from pipelines.contract.keys import RecordKey
from pipelines.local import EmbeddedAws
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site

ACCOUNT, REGION, TABLE = "123456789012", "us-east-1", "records"
SITE = Site(ACCOUNT, REGION, TABLE)
PROJECT, VERSION = "ndr", "v1"
BATCH = ("ProjectName", "FeatureSpecVersion", "MiniBatchId", "BatchStartTsIso", "BatchEndTsIso")
DEADLINE = 60.0


class World:
    """What a test of machines needs; `ran` tells what pipelines did, in order."""

    def __init__(self, aws: EmbeddedAws, root: Path) -> None:
        self.aws, self.root = aws, root
        self.trace = root / "trace"
        self.trace.mkdir()
        self.states = aws.client("stepfunctions")
        self.dynamodb = aws.client("dynamodb")
        self.sagemaker = aws.client("sagemaker")
        self.s3 = aws.client("s3")

    def prepare(self, patterns: Sequence[str] = ()) -> World:
        """Make table, bucket and machines."""
        self.dynamodb.create_table(
            TableName=TABLE,
            KeySchema=[
                {"AttributeName": "project_name", "KeyType": "HASH"},
                {"AttributeName": "job_name", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("project_name", "job_name")
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        self.s3.create_bucket(Bucket="bucket")
        for machine in build_machines(SITE, patterns):
            self.states.create_state_machine(
                name=SITE.name_of(machine.job),
                definition=machine.render(),
                roleArn=SITE.role_arn(machine.job),
            )
        return self

    def put(self, project: str, job_name: str, spec: Mapping[str, Any]) -> None:
        """Write a row of the table."""
        item = {"project_name": project, "job_name": job_name, "spec": dict(spec)}
        self.dynamodb.put_item(TableName=TABLE, Item={name: typed(value) for name, value in item.items()})

    def defaults(self, defaults: Mapping[str, Any], validation: Mapping[str, Any] | None = None) -> None:
        """Write the project's parameters."""
        self.put(
            PROJECT,
            f"project_parameters#{VERSION}",
            {"defaults": dict(defaults), "validation": dict(validation or {})},
        )

    def pipeline(
        self,
        job: str,
        parameters: Sequence[str] = BATCH,
        script: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Write a record and make its pipeline: one step that leaves a trace, then runs the script.

        The script knows `args`, the run's parameters by name, and `runs`, how often the pipeline ran before.
        """
        key = RecordKey(PROJECT, job, VERSION)
        step = {
            "code_prefix_s3": f"s3://bucket/code/{job}/",
            "entry_script": "run_step.py",
            "data_prefixes": dict(data or {"output_x": "s3://bucket/data/x/"}),
        }
        self.put(
            PROJECT,
            key.job_name,
            {"required_runtime_params": list(parameters), "scripts": {"steps": {"OnlyStep": step}}},
        )
        body = f"""
import json, os, pathlib, sys, time
trace = pathlib.Path({str(self.trace)!r})
args = dict(zip({list(parameters)!r}, sys.argv[1:]))
runs = len(list(trace.glob("*-{job}.json")))
began = trace / f"{{time.time_ns()}}-{job}.json"
# Whole or absent: the test looks for it while it is written.
began.with_suffix(".part").write_text(json.dumps(args))
began.with_suffix(".part").replace(began)
root = pathlib.Path(os.environ["PIPELINES_CONTAINER_ROOT"])
def fail(reason):
    message = root / "opt/ml/output/message"
    message.parent.mkdir(parents=True, exist_ok=True)
    message.write_text(reason)
    sys.exit(3)
"""
        self.s3.put_object(
            Bucket="bucket", Key=f"code/{job}/run_step.py", Body=(body + textwrap.dedent(script)).encode()
        )
        self.sagemaker.create_pipeline(
            PipelineName=key.pipeline_name,
            ClientRequestToken=key.pipeline_name.ljust(32, "-"),
            RoleArn="arn:aws:iam::123456789012:role/steps",
            PipelineDefinition=json.dumps(_definition(job, parameters)),
        )

    def start(self, job: str, given: Any, name: str | None = None) -> str:
        """Start a machine; return the execution's ARN."""
        more = {"name": name} if name else {}
        answer = self.states.start_execution(
            stateMachineArn=SITE.machine_arn(job), input=json.dumps(given), **more
        )
        return str(answer["executionArn"])

    def end(self, arn: str) -> dict[str, Any]:
        """Wait for an execution: its description, `output` as JSON."""
        deadline = time.monotonic() + DEADLINE
        while True:
            found: dict[str, Any] = self.states.describe_execution(executionArn=arn)
            if found["status"] != "RUNNING":
                if "output" in found:
                    found["output"] = json.loads(found["output"])
                return found
            if time.monotonic() > deadline:
                raise TimeoutError(arn)
            time.sleep(0.01)

    def run(self, job: str, given: Any) -> dict[str, Any]:
        """Run a machine to its end."""
        return self.end(self.start(job, given))

    @property
    def ran(self) -> list[tuple[str, dict[str, str]]]:
        """Each pipeline that began, with its parameters, in order."""
        return [
            (path.stem.partition("-")[2], json.loads(path.read_text()))
            for path in sorted(self.trace.glob("*.json"), key=lambda path: int(path.stem.partition("-")[0]))
        ]

    def lock(self, work: str, identity: str) -> dict[str, Any] | None:
        """Return the lock of work, as the table has it."""
        found: dict[str, Any] = self.dynamodb.get_item(TableName=TABLE, Key=lock_key(work, identity))
        return found.get("Item")


def lock_key(work: str, identity: str) -> dict[str, Any]:
    """Return where the lock of work lies."""
    return {"project_name": {"S": f"#once {PROJECT}"}, "job_name": {"S": f"{work}#{VERSION} {identity}"}}


def _definition(job: str, parameters: Sequence[str]) -> dict[str, Any]:
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [{"Name": name, "Type": "String"} for name in parameters],
        "PipelineExperimentConfig": None,
        "Steps": [
            {
                "Name": "OnlyStep",
                "Type": "Processing",
                "Arguments": {
                    "ProcessingResources": {
                        "ClusterConfig": {
                            "InstanceType": "ml.m5.large",
                            "InstanceCount": 1,
                            "VolumeSizeInGB": 10,
                        }
                    },
                    "AppSpecification": {
                        "ImageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/python:3.11",
                        "ContainerEntrypoint": ["python3", "/opt/ml/processing/input/code/run_step.py"],
                        "ContainerArguments": [{"Get": f"Parameters.{name}"} for name in parameters],
                    },
                    "RoleArn": "arn:aws:iam::123456789012:role/steps",
                    "ProcessingInputs": [
                        {
                            "InputName": "code",
                            "S3Input": {
                                "S3Uri": f"s3://bucket/code/{job}/",
                                "LocalPath": "/opt/ml/processing/input/code",
                                "S3DataType": "S3Prefix",
                                "S3InputMode": "File",
                            },
                        }
                    ],
                },
            }
        ],
    }
