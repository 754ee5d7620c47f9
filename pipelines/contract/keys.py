"""Primary keys of the table: `project_name` and `job_name` = `<logical_job_name>#<feature_spec_version>`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.errors import ContractError, Problem

_NOT_ALPHANUMERIC = re.compile(r"[^a-zA-Z0-9]+")


@dataclass(frozen=True, order=True)
class RecordKey:
    """The key of one record."""

    project_name: str
    logical_job_name: str
    feature_spec_version: str

    @property
    def job_name(self) -> str:
        """The sort key."""
        return f"{self.logical_job_name}#{self.feature_spec_version}"

    @property
    def pipeline_name(self) -> str:
        """Name of the SageMaker Pipeline: the key's parts, every run of other characters a hyphen.

        A pure function that the `run_pipeline` machine computes too; length and collisions are the compiler's to
        check, since both need a report.
        """
        words = _NOT_ALPHANUMERIC.sub("-", f"{self.project_name}-{self.logical_job_name}-{self.feature_spec_version}")
        return words.strip("-")

    def __str__(self) -> str:
        return f"{self.project_name}/{self.job_name}"

    @classmethod
    def parse(cls, project_name: str, job_name: str) -> RecordKey:
        """The key of an item; raises `ContractError` with every fault of the two strings."""
        where = f"{project_name}/{job_name}"
        problems = []
        if not project_name:
            problems.append(
                Problem(where, "project_name", "empty-key", "the partition key is empty", "name the project")
            )
        logical, hash_sign, version = job_name.partition("#")
        remedy = "write it as <logical_job_name>#<feature_spec_version>, for instance delta_builder#v1"
        if not hash_sign:
            problems.append(Problem(where, "job_name", "missing-hash", f"{job_name!r} has no '#'", remedy))
        elif "#" in version:
            problems.append(Problem(where, "job_name", "second-hash", f"{job_name!r} has more than one '#'", remedy))
        elif not logical or not version:
            half = "logical job name" if not logical else "feature_spec_version"
            problems.append(Problem(where, "job_name", "empty-half", f"{job_name!r} has an empty {half}", remedy))
        if problems:
            raise ContractError(problems)
        return cls(project_name, logical, version)
