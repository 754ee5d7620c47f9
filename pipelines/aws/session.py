"""One botocore session a process: region, endpoint, retries and timeouts; clients are made when needed.

botocore is used directly: boto3's resource layer costs a third of a command's start and is not needed.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.config import Config
from botocore.session import Session

from pipelines.aws.errors import calling
from pipelines.aws.loading import FastLoader
from pipelines.aws.values import Identity
from pipelines.errors import Problem, RemoteError

CONNECTIONS: Final = 16
"""Connections a client keeps: at least as many as apply has workers."""
CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 30
ATTEMPTS: Final = 8


@dataclass(frozen=True)
class AwsSettings:
    """What a command may say about AWS; None leaves it to the AWS_* variables and the shared config."""

    region: str | None = None
    endpoint_url: str | None = None
    profile: str | None = None
    attempts: int = ATTEMPTS


class AwsSession:
    """Makes each service's client once; safe to share between threads."""

    def __init__(self, settings: AwsSettings, environment: Mapping[str, str]) -> None:
        self._settings = settings
        self._environment = environment
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        with calling("botocore", "session"):
            self._session = Session(profile=settings.profile)
            self._session.register_component("data_loader", FastLoader())
            region = settings.region or environment.get("AWS_REGION")
            self.region: str = region or self._session.get_config_variable("region") or ""
        if not self.region:
            fault = "no AWS region is set"
            raise RemoteError(Problem("", "", "aws-no-region", fault, "set AWS_REGION, or give --region"))

    def client(self, service: str) -> Any:
        """The botocore client of a service."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._make_client(service)
            return self._clients[service]

    def _make_client(self, service: str) -> Any:
        try:
            with calling("botocore", f"client of {service}"):
                return self._session.create_client(
                    service,
                    region_name=self.region,
                    endpoint_url=self._settings.endpoint_url,
                    config=self._config(service),
                )
        except ValueError as error:  # of an endpoint that is no URL
            fault, remedy = f"no client of {service} can be made: {error}", "correct AWS_ENDPOINT_URL"
            raise RemoteError(Problem("", "", "aws-bad-endpoint", fault, remedy)) from error

    def identity(self) -> Identity:
        """Account and region; one call (GetCallerIdentity)."""
        with calling("sts:GetCallerIdentity", "the caller"):
            return Identity(self.client("sts").get_caller_identity()["Account"], self.region)

    def _config(self, service: str) -> Config:
        settings: dict[str, Any] = {
            "connect_timeout": CONNECT_SECONDS,
            "read_timeout": READ_SECONDS,
            "max_pool_connections": CONNECTIONS,
            "retries": {"mode": "adaptive", "total_max_attempts": self._settings.attempts},
            "user_agent_extra": "table-driven-pipelines",
        }
        if service == "s3" and (self._settings.endpoint_url or self._own_endpoint()):
            settings["s3"] = {"addressing_style": "path"}  # bucket.localhost does not resolve
        return Config(**settings)

    def _own_endpoint(self) -> bool:
        return bool(self._environment.get("AWS_ENDPOINT_URL_S3") or self._environment.get("AWS_ENDPOINT_URL"))
