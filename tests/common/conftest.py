"""An engine on a scratch folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from common.engine import EmbeddedEngine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """An embedded engine with two threads."""
    opened = EmbeddedEngine(scratch=tmp_path / "scratch", threads=2)
    yield opened
    opened.close()
