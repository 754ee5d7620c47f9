"""Files that are whole or absent."""

import errno
from pathlib import Path

import pytest

from common.errors import OutputError
from common.files import STAGING, data_files, write_folder, write_whole


def test_a_failure_while_filling_changes_nothing(tmp_path: Path) -> None:
    """What was there stays, what was half made is gone."""
    write_folder(tmp_path, lambda staging: (staging / "a").write_text("old") and None)

    def fail(staging: Path) -> None:
        (staging / "a").write_text("new")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_folder(tmp_path, fail)
    assert [tmp_path / "a"] == list(tmp_path.iterdir())
    assert (tmp_path / "a").read_text() == "old"


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    """Wherever it fills up; what was there stays."""
    write_folder(tmp_path, lambda staging: (staging / "a").write_text("old") and None)

    def fill(staging: Path) -> None:
        (staging / "a").write_text("new")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match=r"No space left.*volume_size_gb"):
        write_folder(tmp_path, fill)
    assert (tmp_path / "a").read_text() == "old"
    assert [tmp_path / "a"] == list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_not_data_and_is_removed(tmp_path: Path) -> None:
    """Leftovers are invisible to readers, and gone after the next run."""
    (tmp_path / STAGING / "dt=1").mkdir(parents=True)
    (tmp_path / STAGING / "dt=1" / "part").write_text("half")
    assert data_files(tmp_path) == []
    write_folder(tmp_path, lambda staging: (staging / "a").write_text("x") and None)
    assert [tmp_path / "a"] == list(tmp_path.iterdir())


def test_marker_files_are_not_data(tmp_path: Path) -> None:
    """Names that begin with a dot or an underscore, and folders of such names, are left out."""
    for name in ("_SUCCESS", ".x", "_temporary/part", "sub/b.gz", "a.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [tmp_path / "a.gz", tmp_path / "sub" / "b.gz"] == data_files(tmp_path)


def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    """The error names the place and what to do."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file"):
        write_whole(tmp_path / "file" / "report.json", b"{}")
    with pytest.raises(OutputError, match="file"):
        write_folder(tmp_path / "file", lambda _: None)
