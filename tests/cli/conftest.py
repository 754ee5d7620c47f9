"""A machine without AWS, and one embedded AWS that all tests of the command line share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from command_line import BUCKET, IMAGE, ROLE, SECONDS, WAIT_SCALE, Cli, bare_environment


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line on a machine without AWS."""
    return Cli(bare_environment(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def cli(bare: Cli, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The command line beside an embedded AWS."""
    root = tmp_path_factory.mktemp("runs")
    words = ("local", "serve", "--port", "0", "--json", "--bucket", BUCKET, "--root", root)
    words += ("--wait-scale", WAIT_SCALE)
    with bare.running(*words) as server:
        assert server.stdout is not None
        described = json.loads(server.stdout.readline())
        yield Cli({**bare.environment, **described["environment"]})
        server.terminate()
        server.wait(SECONDS)


@pytest.fixture(scope="session")
def client(cli: Cli) -> Iterator[Callable[[str], Any]]:
    """boto3 clients of the embedded AWS: another hand than the product's."""
    session = boto3.Session(
        aws_access_key_id=cli.environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=cli.environment["AWS_SECRET_ACCESS_KEY"],
        region_name=cli.environment["AWS_REGION"],
    )
    made: dict[str, Any] = {}

    def client_of(service: str) -> Any:
        if service not in made:
            made[service] = session.client(
                service,
                endpoint_url=cli.environment["AWS_ENDPOINT_URL"],
                config=Config(s3={"addressing_style": "path"}),
            )
        return made[service]

    yield client_of
    for one in made.values():
        one.close()


@pytest.fixture(scope="session")
def provisioned(cli: Cli) -> Callable[[str], str]:
    """Provisions a project; gives its name back."""

    def provision(project: str) -> str:
        words = ("provision", project, "v1", "--bucket", BUCKET, "--role-arn", ROLE, "--image-uri", IMAGE)
        assert cli(*words).status == 0
        return project

    return provision


@pytest.fixture(scope="session")
def applied(cli: Cli, provisioned: Callable[[str], str]) -> Callable[[str], str]:
    """Provisions and applies a project; gives its name back."""

    def apply(project: str) -> str:
        provisioned(project)
        assert cli("apply", "--project", project).status == 0
        return project

    return apply


@pytest.fixture(scope="session")
def project(applied: Callable[[str], str]) -> str:
    """An applied project that no test changes."""
    return applied("shared")


@pytest.fixture(scope="session")
def record_files(bare: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good records, which no test changes."""
    folder = tmp_path_factory.mktemp("records")
    words = ("provision", "ndr", "v1", "--bucket", BUCKET, "--role-arn", ROLE, "--image-uri", IMAGE)
    assert bare(*words, "--to", folder).status == 0
    return folder
