"""Makes `generated_records` importable, whatever pytest's import mode."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension


@pytest.fixture
def snapshot_json(snapshot: SnapshotAssertion) -> Any:
    """One JSON file a test, to be read in reviews."""
    return snapshot.use_extension(JSONSnapshotExtension)
