"""Code of steps as named bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.app.sources import StepSources, find_sources
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Step
from pipelines.errors import CodeError

KEY = RecordKey("ndr", "pipeline_first", "v1")


def step(entry_script: str) -> Step:
    return Step(name="FirstStep", code_prefix_s3="s3://b/code/", entry_script=entry_script, data_prefixes=())


def test_each_file_is_read_once(project: Path) -> None:
    """Bundles share their bytes, and see one state of the disk."""
    sources = StepSources(project / "steps", project / "common")
    before = sources.of_step(KEY, step("run_first.py"))
    (project / "common/__init__.py").write_text("changed")
    second = sources.of_step(KEY, step("run_second.py"))
    assert before["common/__init__.py"] is second["common/__init__.py"]


def test_an_entry_script_below_its_folder_keeps_its_path(project: Path) -> None:
    """A relative path names the same file in the repository and below the prefix."""
    (project / "steps/first/jobs").mkdir()
    (project / "steps/first/jobs/run_deep.py").write_text("deep")
    sources = StepSources(project / "steps", project / "common")
    assert b"deep" == sources.of_step(KEY, step("jobs/run_deep.py"))["run_deep.py"]


def test_an_unreadable_source_is_a_problem(project: Path) -> None:
    """A link to nowhere among the modules is not followed, and is no traceback."""
    (project / "common/broken.py").symlink_to(project / "gone")
    sources = StepSources(project / "steps", project / "common")
    assert "common/broken.py" not in sources.of_step(KEY, step("run_first.py"))


def test_no_folder_of_steps_is_told(tmp_path: Path) -> None:
    """An empty place names what was searched."""
    with pytest.raises(CodeError, match="searched: none"):
        StepSources(tmp_path / "steps", tmp_path / "common").of_step(KEY, step("run_first.py"))


def test_installed_packages_are_found_without_running_them() -> None:
    """By default the code that is published is the code that is installed."""
    sources = find_sources()
    assert (True, True) == (
        (sources.steps / "__init__.py").is_file(),
        (sources.common / "__init__.py").is_file(),
    )
