"""Collects the problems of one record while it is read: every fault is reported, not the first alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pipelines.contract.codes import CODES
from pipelines.contract.wording import Path, dotted, kind_of, listed, nearest, quote
from pipelines.errors import Problem


class Report:
    """Problems of one record, in the order in which they are found."""

    def __init__(self, record: str) -> None:
        self.record = record
        self.problems: list[Problem] = []

    def error(self, path: Path, code: str, fault: str, remedy: str) -> None:
        """Add an error; `code` is one of `codes.CODES`."""
        self._add(path, code, fault, remedy, "error")

    def warn(self, path: Path, code: str, fault: str, remedy: str) -> None:
        """Add a warning: the record can be used, but probably does not mean what it says."""
        self._add(path, code, fault, remedy, "warning")

    def _add(
        self, path: Path, code: str, fault: str, remedy: str, severity: Literal["error", "warning"]
    ) -> None:
        if code not in CODES:
            raise KeyError(code)
        self.problems.append(Problem(self.record, dotted(path), code, fault, remedy, severity))

    @property
    def errors(self) -> int:
        """How many errors there are so far; warnings do not count."""
        return sum(problem.severity == "error" for problem in self.problems)

    def mapping(self, value: object, path: Path, what: str) -> Mapping[str, object] | None:
        """The value if it is an object, else None and an error."""
        if isinstance(value, Mapping):
            return value
        self.error(path, "wrong-type", f"{what} is {kind_of(value)}, not an object", "write an object there")
        return None

    def text(self, value: object, path: Path, what: str) -> str | None:
        """The value if it is text that is not empty, else None and an error."""
        if not isinstance(value, str):
            self.error(path, "wrong-type", f"{what} is {kind_of(value)}, not a text", "write it as a text")
            return None
        if not value.strip():
            self.error(path, "empty-value", f"{what} is empty", "fill it in or remove the key")
            return None
        return value

    def known_keys(self, found: Mapping[str, object], known: Iterable[str], path: Path) -> None:
        """Report every key of the object that the contract does not know, with the nearest that it does."""
        names = set(known)
        for key in sorted(set(found) - names):
            near = nearest(key, names)
            remedy = f"did you mean {near!r}?" if near else f"remove it; known here: {listed(names)}"
            self.error((*path, key), "unknown-key", f"{quote(key)} is not a key of the contract here", remedy)

    def missing(self, path: Path, remedy: str) -> None:
        """Report a required key that is absent."""
        self.error(path, "missing-key", "it is required and absent", remedy)
