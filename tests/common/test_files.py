"""Files that are whole or absent."""

import errno
import fcntl
import subprocess
import sys
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


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Each has its own staging folder, which the other leaves alone; the last one's file stays."""

    def fill(staging: Path) -> None:
        (staging / "a").write_text("outer")
        (staging / "b").write_text("outer")
        write_folder(tmp_path, lambda inner: (inner / "a").write_text("inner") and None)
        assert (tmp_path / "a").read_text() == "inner"

    write_folder(tmp_path, fill)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "outer", "b": "outer"}


def test_many_runs_at_once_leave_what_each_has_made(tmp_path: Path) -> None:
    """Of processes that write other slices and the same ones, none fails and none loses a file."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom common.files import write_folder\n"
        "def fill(staging):\n"
        "    for name in ('same', sys.argv[2]):\n"
        "        (staging / name).mkdir()\n        (staging / name / 'part').write_text(name)\n"
        "for _ in range(100): write_folder(Path(sys.argv[1]), fill)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, tmp_path, f"own-{n}"]) for n in range(4)]
    assert [0] * 4 == [run.wait(60) for run in runs]
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in data_files(tmp_path)}
    assert found == {f"{name}/part": name for name in ("same", *(f"own-{n}" for n in range(4)))}
    assert not list(tmp_path.glob(".*"))


def test_a_folder_removed_before_its_run_holds_it_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run may take the new folder for a dead one's between its being opened and being locked."""
    lock, removed = fcntl.flock, []

    def lock_late(held: int, how: int) -> None:
        if not removed:
            removed.append(Path(f"/proc/self/fd/{held}").readlink())
            removed[0].rmdir()
        lock(held, how)

    monkeypatch.setattr(fcntl, "flock", lock_late)

    def fill(staging: Path) -> None:
        (staging / "part").write_bytes(b"whole")

    write_folder(tmp_path, fill)
    assert removed
    assert {"part": b"whole"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_what_a_killed_run_left_is_not_data_and_is_removed(tmp_path: Path) -> None:
    """Leftovers are invisible to readers, and gone after the next run."""
    for name in (STAGING, f"{STAGING}-x1"):
        (tmp_path / name / "dt=1").mkdir(parents=True)
        (tmp_path / name / "dt=1" / "part").write_text("half")
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
