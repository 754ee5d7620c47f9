"""The published code: checked against what was applied."""

import hashlib
import json
from pathlib import Path

import pytest

from common.bundle import CODE_DIGEST_VARIABLE, read_description, verify_code
from common.errors import CodeMismatchError, ConfigurationError


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A small bundle with its manifest."""
    (tmp_path / "common").mkdir()
    (tmp_path / "run_x.py").write_text("print(1)\n")
    (tmp_path / "common" / "a.py").write_text("A = 1\n")
    files = {
        path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tmp_path.rglob("*.py")
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"files": files}))
    return tmp_path


def digest_of(code: Path) -> dict[str, str]:
    """The environment with the manifest's digest."""
    return {CODE_DIGEST_VARIABLE: hashlib.sha256((code / "manifest.json").read_bytes()).hexdigest()}


def test_code_as_applied_passes(code: Path) -> None:
    """Nothing is raised when every digest agrees."""
    verify_code(code, digest_of(code))


@pytest.mark.parametrize("change", ["edit", "remove", "add"])
def test_a_changed_file_is_refused_by_name(code: Path, change: str) -> None:
    """An edited, missing or additional file is named."""
    environment = digest_of(code)
    target = code / "common" / ("b.py" if change == "add" else "a.py")
    if change == "remove":
        target.unlink()
    else:
        target.write_text("A = 2\n")
    with pytest.raises(CodeMismatchError, match=f"common/{target.name}"):
        verify_code(code, environment)


def test_another_manifest_is_refused(code: Path) -> None:
    """A manifest that is not the definition's is refused although its files agree with it."""
    environment = digest_of(code)
    manifest = json.loads((code / "manifest.json").read_text())
    (code / "manifest.json").write_text(json.dumps(manifest, indent=1))
    with pytest.raises(CodeMismatchError, match=r"manifest\.json"):
        verify_code(code, environment)


def test_a_step_run_by_hand_is_not_checked(code: Path) -> None:
    """Without the variable there is nothing to compare with."""
    (code / "common" / "a.py").write_text("A = 2\n")
    verify_code(code, {})


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"record": 1}', '{"datasets": []}', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_description_that_is_none_is_a_configuration_error(tmp_path: Path, text: str | bytes) -> None:
    """Whatever step.json holds, no traceback comes of it."""
    (tmp_path / "step.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError, match=r"step\.json"):
        read_description(tmp_path)
