"""The README is examples that work: its commands exist, and its record is valid."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipelines.cli.root import COMMANDS
from pipelines.orchestration.machines import INPUTS
from pipelines.orchestration.samples import SAMPLES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PIPELINES = str(Path(sys.executable).with_name("pipelines"))


def test_every_command_is_in_the_readme() -> None:
    """A command that the page does not show fails here."""
    shown = set(re.findall(r"\bpipelines ([a-z]+)", README)) | set(re.findall(r"`([a-z]+)`", README))
    assert set() == set(COMMANDS) - shown


def test_the_readme_shows_no_command_that_does_not_exist() -> None:
    """Every line of its code that begins with `pipelines <word>` runs a command."""
    used = set(re.findall(r"^(?:\$ )?pipelines ([a-z]+)", README, re.MULTILINE))
    assert set() == used - set(COMMANDS)
    assert used >= {"plan", "apply"}


@pytest.mark.parametrize("script", ["demo", "test", "bench"])
def test_the_scripts_that_the_readme_names_can_be_run(script: str) -> None:
    """They exist and are executable."""
    assert f"scripts/{script}" in README
    assert (ROOT / "scripts" / script).stat().st_mode & 0o111


def test_the_record_of_the_readme_is_valid(tmp_path: Path) -> None:
    """The example pipeline compiles under the project parameters that `provision` writes."""
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert yaml.safe_load(example)["job_name"] == "pipeline_hourly_report#v1"
    provision = [PIPELINES, "provision", "ndr-prod", "v1", "--bucket", "my-bucket", "--to", str(tmp_path)]
    compute = ["--role-arn", "arn:aws:iam::123456789012:role/steps", "--image-uri", "steps:1"]
    subprocess.run([*provision, *compute], check=True, capture_output=True)
    (tmp_path / "hourly.yaml").write_text(example)
    run = subprocess.run(
        [PIPELINES, "validate", "--strict", "--records", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_events_of_the_readme_are_sent_to_the_machines_that_take_them() -> None:
    """Each is a sample that lies there, and no machine is left out of the table."""
    lines = re.findall(r"^pipelines event (\S+\.json)(?: --machine (\w+))?", README, re.MULTILINE)
    assert len(lines) > 2
    for file, machine in lines:
        assert (ROOT / file).is_file()
        assert SAMPLES[Path(file).stem].machine == (machine or "features_inference_15m")
    section = README.partition("## Machines and events")[2].partition("\n## ")[0]
    assert set(INPUTS) == set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_a_demo_leaves_folders_alone_that_no_demo_has_made(tmp_path: Path) -> None:
    """It removes what an earlier one left; a user's own `data` is refused, and untouched."""
    mine = tmp_path / "data/thesis.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    demo = [sys.executable, str(ROOT / "scripts/demo.py"), "--out", str(tmp_path)]
    done = subprocess.run(demo, capture_output=True, text=True, check=False)
    assert (2, "mine") == (done.returncode, mine.read_text())
    assert "it holds files that no demo has made" in done.stderr
