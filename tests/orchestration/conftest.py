"""An embedded AWS with all machines, for the tests that execute them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World

from pipelines.local import EmbeddedAws


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Machines on the embedded AWS, whose waits take no time to speak of."""
    with EmbeddedAws(tmp_path / "aws", wait_scale=0.002) as aws:
        yield World(aws, tmp_path).prepare()
