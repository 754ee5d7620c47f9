"""Reads the code of steps from disk, as named bytes for bundles; nothing is imported or executed.

A step's bundle holds its entry script at the top, `steps/__init__.py`, the modules of the folder that the
entry script lies in, and `common/`: so the same imports work in the repository and in the container.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Step
from pipelines.errors import CodeError, Problem

_LEFT_OUT = ("__pycache__", "tests")


class StepSources:
    """Files of a folder of steps and of the `common` package; each is read once."""

    def __init__(self, steps: Path, common: Path) -> None:
        self.steps = steps
        self.common = common
        self._found: dict[str, Mapping[str, bytes]] = {}
        self._content: dict[Path, bytes] = {}

    def has(self, entry_script: str) -> bool:
        """Whether some folder holds the entry script."""
        return bool(self._folders_with(entry_script))

    def of_step(self, key: RecordKey, step: Step) -> Mapping[str, bytes]:
        """Path beside the published entry script -> content.

        Raises `CodeError` where no folder, or more than one, holds the entry script, or a file cannot be
        read.
        """
        if step.entry_script not in self._found:
            folder = self._folder_of(key, step)
            try:
                self._found[step.entry_script] = self._bundle(folder, step.entry_script)
            except OSError as error:
                fault = f"{error.filename} cannot be read: {error.strerror}"
                raise self._problem(key, step, "unreadable-code", fault, "make it readable") from error
        return self._found[step.entry_script]

    def _folder_of(self, key: RecordKey, step: Step) -> Path:
        folders = self._folders_with(step.entry_script)
        if len(folders) == 1:
            return folders[0]
        if folders:
            names = ", ".join(folder.name for folder in folders)
            fault = f"{step.entry_script} lies in more than one folder of {self.steps}: {names}"
            raise self._problem(key, step, "ambiguous-entry-script", fault, "rename all but one of them")
        near = get_close_matches(step.entry_script, sorted(self._scripts), 1, cutoff=0.85)
        searched = ", ".join(folder.name for folder in self._folders) or "none"
        fault = f"no folder of {self.steps} holds {step.entry_script} (searched: {searched})"
        remedy = "add a folder with that script, or give another --steps folder"
        remedy = f"write {near[0]!r}, or {remedy}" if near else remedy
        raise self._problem(key, step, "unknown-entry-script", fault, remedy)

    def _bundle(self, folder: Path, entry_script: str) -> dict[str, bytes]:
        files = {Path(entry_script).name: folder / entry_script}
        package = self.steps / "__init__.py"
        if package.is_file():
            files["steps/__init__.py"] = package
        for path in _modules(folder):
            files[f"steps/{folder.name}/{path.relative_to(folder).as_posix()}"] = path
        for path in _modules(self.common):
            files[f"common/{path.relative_to(self.common).as_posix()}"] = path
        return {name: self._read(files[name]) for name in sorted(files)}

    def _read(self, path: Path) -> bytes:
        if path not in self._content:
            self._content[path] = path.read_bytes()
        return self._content[path]

    def _folders_with(self, entry_script: str) -> list[Path]:
        return [folder for folder in self._folders if (folder / entry_script).is_file()]

    @cached_property
    def _folders(self) -> list[Path]:
        if not self.steps.is_dir():
            return []
        return sorted(
            entry
            for entry in self.steps.iterdir()
            if entry.is_dir() and entry.name not in _LEFT_OUT and not entry.name.startswith(".")
        )

    @cached_property
    def _scripts(self) -> set[str]:
        return {
            path.name
            for folder in self._folders
            for path in folder.glob("*.py")
            if path.name != "__init__.py"
        }

    @staticmethod
    def _problem(key: RecordKey, step: Step, code: str, fault: str, remedy: str) -> CodeError:
        return CodeError(
            Problem(str(key), f"spec.scripts.steps.{step.name}.entry_script", code, fault, remedy)
        )


def find_sources(steps: Path | None = None, common: Path | None = None) -> StepSources:
    """The sources at the given places, or where the packages `steps` and `common` are installed."""
    return StepSources(steps or _package("steps"), common or _package("common"))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)  # of a top-level package: finds it without running it
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise CodeError(
            Problem(
                name,
                "",
                "missing-package",
                f"the package {name} is not installed",
                f"give its place with --{name}",
            )
        )
    return Path(places[0])


def _modules(folder: Path) -> Iterator[Path]:
    """Every module below a folder that a container needs, and rendered queries: no tests, no caches."""
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("rendered/*.sql")]):
        parts = path.relative_to(folder).parts
        test = path.name.startswith("test_") or path.name == "conftest.py"
        if (
            not test
            and path.is_file()
            and not any(part in _LEFT_OUT or part.startswith(".") for part in parts)
        ):
            yield path
