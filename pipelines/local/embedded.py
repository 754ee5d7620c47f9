"""The embedded AWS: moto's services, a SageMaker and a Step Functions whose executions really run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import boto3
from botocore.config import Config
from moto.core.base_backend import BackendDict

from pipelines.errors import Problem, UsageError
from pipelines.local import moto_patch, moto_states
from pipelines.local.catalog import Catalog
from pipelines.local.executions import Execution, Executions
from pipelines.local.machine import DEFAULT_PARALLEL, Keep
from pipelines.local.moto_store import MotoStore
from pipelines.local.outcome import ExecutionResult, StepEvent
from pipelines.local.pipeline_api import PipelineApi
from pipelines.local.process import DEFAULT_GRACE
from pipelines.local.runner import Runner
from pipelines.local.server import LoopbackServer
from pipelines.local.states.calls import SdkCalls
from pipelines.local.states.executions import MachineExecutions
from pipelines.local.store import ObjectStore

DEFAULT_REGION: Final = "us-east-1"
ACCOUNT: Final = "123456789012"
"""moto's account."""
_CREDENTIALS: Final = {"AWS_ACCESS_KEY_ID": "embedded", "AWS_SECRET_ACCESS_KEY": "embedded"}
_IN_USE = threading.Lock()
"""moto's state belongs to the process, so one process has one embedded AWS at a time."""


class EmbeddedAws:
    """One embedded AWS, from `with` to the end of its block.

        with EmbeddedAws(Path("scratch")) as aws:
            aws.client("sagemaker").start_pipeline_execution(...)

    Its S3 and DynamoDB are moto's. Its pipelines differ from SageMaker's in what `Runner` says, and:

    - there is no RetryPipelineExecution, no selective execution and no version of a pipeline;
    - roles, images, instance types and networks are checked for their form only, and quotas not at all;
    - the words of some refusals, and what a token repeated with another request gets, are not documented
      by AWS; `catalog` and `execution_calls` say what was chosen;
    - DescribeProcessingJob knows the jobs of executions, ListProcessingJobs does not;
    - state machines are of JSONata; `states.definition`, `states.calls` and `jsonata` say what is left out;
    - a process that is ended by SIGKILL leaves the processes of its steps behind.

    It listens on a loopback port, and its clients and the processes of its steps use that port, with
    credentials that are good for nothing else. Leaving the block stops what runs and frees the port.
    Everything in it is gone then; files below `scratch` stay.
    """

    def __init__(
        self,
        scratch: Path,
        *,
        port: int = 0,
        region: str = DEFAULT_REGION,
        search_path: str = os.defpath,
        max_parallel: int = DEFAULT_PARALLEL,
        grace: float = DEFAULT_GRACE,
        keep: Keep = Keep.ALWAYS,
        wait_scale: float = 1.0,
        on_event: Callable[[str, StepEvent], None] | None = None,
    ) -> None:
        """`max_parallel` bounds the steps of one execution and of all together; `on_event` gets an ARN first.

        `wait_scale` shortens what state machines wait for, in Wait states and before they try again: 0.001
        makes a minute 60 ms. Time limits stay as they are.

        Raises UsageError, from `start`, when the port is taken or this process has an embedded AWS already.
        """
        self.region = region
        self._settings = (scratch, port, search_path, max_parallel, grace, keep, on_event)
        self._wait_scale = wait_scale
        self._clients: dict[tuple[str, bool], Any] = {}
        self._clients_lock = threading.Lock()
        self._server: LoopbackServer | None = None

    def start(self) -> Self:
        """Begin to listen; `with` does it too."""
        if not _IN_USE.acquire(blocking=False):
            fault = "this process has an embedded AWS already"
            raise UsageError(Problem("", "", "embedded-aws-busy", fault, "close that one first, or use it"))
        try:
            scratch, port, search_path, max_parallel, grace, keep, on_event = self._settings
            self._server = LoopbackServer(port)
            BackendDict.reset()
            runner = Runner(
                self.store,
                scratch,
                environment=self.environment(),
                search_path=search_path,
                max_parallel=max_parallel,
                grace=grace,
                keep=keep,
                slots=threading.BoundedSemaphore(max_parallel),
            )
            self._executions = Executions(runner, on_event)
            self._api = PipelineApi(Catalog(self._executions, read_object=moto_patch.read_object))
            self._machines = MachineExecutions(self._wait_scale)
            self._machines.calls = SdkCalls(self.task_client, self._machines.wait)
            self._uninstall = (moto_patch.install(self._api), moto_states.install(self._machines))
            self._server.start()
        except BaseException:
            if self._server is not None:
                self._server.close()
                self._server = None
            _IN_USE.release()
            raise
        return self

    def close(self) -> None:
        """Stop every execution, wait for their ends, forget everything, free the port."""
        if self._server is None:
            return
        self._machines.close()
        self._executions.close()
        self._server.close()
        self._server = None
        for uninstall in self._uninstall:
            uninstall()
        BackendDict.reset()
        with self._clients_lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()
        _IN_USE.release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def endpoint_url(self) -> str:
        """`http://127.0.0.1:<port>`, for every service."""
        return self._running().url

    @property
    def store(self) -> ObjectStore:
        """Its S3 from inside this process, for a `Runner` of one's own."""
        return MotoStore(ACCOUNT, self._running().lock)

    def environment(self) -> dict[str, str]:
        """Environment variables that point an AWS client, or the AWS CLI, here."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            **_CREDENTIALS,
        }

    def session(self) -> boto3.Session:
        """A session with credentials and region; give its clients `endpoint_url`, or use `client`."""
        return boto3.Session(
            aws_access_key_id=_CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=_CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=self.region,
        )

    def client(self, service: str) -> Any:
        """A boto3 client of this AWS; made once for each service, good for all threads."""
        return self._client(service, patient=True)

    def task_client(self, service: str) -> Any:
        """The client that state machines use: it does not try again by itself, which is for their Retry."""
        return self._client(service, patient=False)

    def _client(self, service: str, *, patient: bool) -> Any:
        with self._clients_lock:
            if (service, patient) not in self._clients:
                # No proxy of the caller's environment stands between this process and itself.
                config = Config(
                    proxies={},
                    max_pool_connections=32,
                    s3={"addressing_style": "path"},
                    retries=None if patient else {"total_max_attempts": 1},
                )
                session: Any = self.session()  # the stubs know each service by its literal name only
                self._clients[service, patient] = session.client(
                    service, endpoint_url=self.endpoint_url, config=config
                )
            return self._clients[service, patient]

    def wait(self, execution_arn: str, timeout: float | None = None) -> dict[str, Any]:
        """What DescribePipelineExecution, or of a state machine DescribeExecution, says once it is over.

        Raises TimeoutError after `timeout` seconds, UsageError for an ARN that is not known.
        """
        machine = self._machines.get(execution_arn)
        over = (
            machine.done.wait(timeout)
            if machine is not None
            else self._executions.wait(self._execution(execution_arn), timeout)
        )
        if not over:
            message = f"{execution_arn} still runs after {timeout} s"
            raise TimeoutError(message)
        if machine is not None:
            told: dict[str, Any] = self.client("stepfunctions").describe_execution(executionArn=execution_arn)
            return told
        answer: dict[str, Any] = self.client("sagemaker").describe_pipeline_execution(
            PipelineExecutionArn=execution_arn
        )
        return answer

    def result(self, execution_arn: str) -> ExecutionResult | None:
        """How it ended, with logs and exit codes; None while it runs."""
        return self._execution(execution_arn).result

    def reset(self) -> None:
        """Stop every execution and empty all services; the port stays."""
        self._machines.reset()
        self._api.reset()
        BackendDict.reset()

    def _running(self) -> LoopbackServer:
        if self._server is None:
            fault = "the embedded AWS does not run"
            raise UsageError(Problem("", "", "embedded-aws-closed", fault, "start it"))
        return self._server

    def _execution(self, arn: str) -> Execution:
        found = self._executions.get(arn)
        if found is None:
            fault = f"{arn} is no execution of this embedded AWS"
            raise UsageError(Problem("", "", "unknown-execution", fault, "give the ARN of its start"))
        return found


def serve(port: int, scratch: Path, **settings: Any) -> EmbeddedAws:
    """Start an embedded AWS on the port (0: any that is free); the caller closes it. Prints nothing.

    `settings` are those of `EmbeddedAws`. The address is the answer's `endpoint_url`.
    """
    return EmbeddedAws(scratch, port=port, **settings).start()
