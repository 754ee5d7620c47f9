"""One finding of the linter, before it is known which machine it is of."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.errors import Problem


@dataclass(frozen=True)
class Finding:
    """A `Problem` without its machine."""

    field: str
    code: str
    fault: str
    remedy: str

    def of(self, machine: str) -> Problem:
        """Return the problem of a machine."""
        return Problem(machine, self.field, self.code, self.fault, self.remedy)
