"""Entry scripts: thin, and each names a job that is there."""

import pkgutil
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = sorted(REPOSITORY.glob("steps/*/run_*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_entry_script_names_the_job_of_its_folder(script: Path) -> None:
    """`steps/<step>/run_<step>.py` runs a function of `steps/<step>/job.py`, and says nothing else."""
    source = script.read_text("utf-8")
    assert script.name == f"run_{script.parent.name}.py"
    (name,) = re.findall(r'run_step\("([\w.]+:\w+)", entry=__file__\)', source)
    assert name.startswith(f"steps.{script.parent.name}.job:")
    assert callable(pkgutil.resolve_name(name))
    assert re.findall(r"^(?:from|import) .*", source, re.MULTILINE) == ["from common.context import run_step"]


def test_every_step_has_one() -> None:
    """The test above would pass without any."""
    assert {path.parent.name for path in SCRIPTS} == {
        path.parent.name for path in REPOSITORY.glob("steps/*/job.py")
    }
