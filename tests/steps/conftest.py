"""Containers for the delta builder and deployments, and a network that all feature steps have described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from by_hand import Network, make_network
from delta_container import END, START, Container, Outcome, Run, lines
from deploy_container import Deployments

from steps.delta_builder.job import build


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Thirty hours among 8 hosts, from traffic to FG-C; to be read only."""
    return make_network(tmp_path_factory.mktemp("network"))


@pytest.fixture(params=["mounted", "direct"])
def jobs(request: pytest.FixtureRequest, tmp_path: Path) -> Deployments:
    """A prefix of the deployed model, empty, as the template has it on S3, and mounted."""
    return Deployments(tmp_path, None if request.param == "mounted" else request.getfixturevalue("s3"))


@pytest.fixture
def container(tmp_path: Path) -> Container:
    """An empty container."""
    return Container(tmp_path / "container")


@pytest.fixture
def run(container: Container) -> Run:
    """Build deltas in this process from rows or files, and give what was written."""

    def build_from(
        rows: Sequence[Any] = (),
        *,
        files: Mapping[str, bytes | Path] | None = None,
        config: Mapping[str, Any] | None = None,
        start: str = START,
        end: str = END,
        rejects: bool = True,
    ) -> Outcome:
        container.lay(
            files if files is not None else {"a.jsonl.gz": lines(rows)}, config or {}, rejects=rejects
        )
        build(container.context(start, end))
        return container.outcome()

    return build_from
