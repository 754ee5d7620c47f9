"""The core imports no AWS client, and nothing heavy that a validation does not need."""

import subprocess
import sys

import pytest

HEAVY = {"boto3", "botocore", "moto", "sagemaker", "ibis", "duckdb", "pyarrow", "pandas", "rich", "yaml"}


@pytest.mark.parametrize(
    "room", ["pipelines.errors", "pipelines.contract", "pipelines.compiler", "pipelines.plan"]
)
def test_a_core_room_imports_nothing_heavy(room: str) -> None:
    """Contract, compiler and plan can be imported without AWS, data frames or terminal tables."""
    code = f"import sys, {room}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set() == HEAVY & set(run.stdout.split())


def test_the_command_imports_no_aws_client_to_show_its_help() -> None:
    """`pipelines --help` answers without loading what it does not use."""
    code = "import sys; from pipelines.cli import main; main(['--help']); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set() == (HEAVY | {"pydantic"}) & set(run.stdout.split())
