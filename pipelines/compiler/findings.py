"""The problems of one record while it is being checked: where each stands is said once, here."""

from __future__ import annotations

from pipelines.compiler.limits import MAXIMA, exceed
from pipelines.contract.records import PipelineRecord, ProjectParameters, Step
from pipelines.errors import Problem


class Findings:
    """Collects the problems of one record, each once."""

    def __init__(self, record: PipelineRecord, parameters: ProjectParameters | None) -> None:
        self.record = record
        self.parameters = parameters
        self._problems: dict[Problem, None] = {}

    @property
    def _where(self) -> str:
        return str(self.record.key)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order in which they were found."""
        return tuple(self._problems)

    def failed(self) -> bool:
        """Whether one of them is an error."""
        return bool(self._problems) and any(problem.severity == "error" for problem in self._problems)

    def include(self, problem: Problem) -> None:
        """A problem that was found elsewhere."""
        self._problems[problem] = None

    def add(self, field: str, code: str, fault: str, remedy: str) -> None:
        """An error in this record."""
        self.include(Problem(self._where, field, code, fault, remedy))

    def warn(self, field: str, code: str, fault: str, remedy: str) -> None:
        """A warning about this record."""
        self.include(Problem(self._where, field, code, fault, remedy, "warning"))

    def limit(self, field: str, name: str, number: int, subject: str = "") -> None:
        """An error if the number is over the limit of this name."""
        if number > MAXIMA[name]:
            self.include(exceed(self._where, field, name, number, subject))

    def compute_place(self, step: Step, name: str, key: str | None = None) -> tuple[str, str]:
        """Record and field of the layer that says what holds for a step: the nearest that names it.

        `key` looks for one tag or variable. So a fault in `project_parameters` is reported there, and once.
        """
        tail = f"compute.{name}" if key is None else f"compute.{name}.{key}"
        layers = [
            (step.compute, self._where, f"spec.scripts.steps.{step.name}.{tail}"),
            (self.record.compute, self._where, f"spec.{tail}"),
        ]
        if self.parameters is not None:
            layers.append((self.parameters.compute, str(self.parameters.key), f"spec.{tail}"))
        for layer, record, field in layers:
            value = getattr(layer, name)
            if value is not None and (key is None or key in value):
                return record, field
        if name == "tags" and key in self.record.tags:
            return self._where, f"tags.{key}"
        return self._where, f"spec.{tail}"
