"""Primary keys of the table: `project_name` and `job_name` = `<logical_job_name>#<feature_spec_version>`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.contract.wording import quote
from pipelines.errors import ContractError, Problem

ONCE_PARTITION = "#once "
"""Beginning of the partitions of work that machines do once: what lies there is no record."""
LONGEST_PARTITION_KEY = 2048
LONGEST_SORT_KEY = 1024
"""Bytes in UTF-8 (DynamoDB Developer Guide, "Quotas": partition keys and sort keys)."""
_LONGEST_SHOWN = 200
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

        A pure function that the `run_pipeline` machine computes too; length and collisions are the compiler's
        to check, since both need a report.
        """
        words = _NOT_ALPHANUMERIC.sub(
            "-", f"{self.project_name}-{self.logical_job_name}-{self.feature_spec_version}"
        )
        return words.strip("-")

    def __str__(self) -> str:
        return f"{self.project_name}/{self.job_name}"

    @classmethod
    def parse(cls, project_name: str, job_name: str) -> RecordKey:
        """The key of an item; raises `ContractError` with every fault of the two strings."""
        where = f"{_shortened(project_name)}/{_shortened(job_name)}"
        faults = [*_faults("project_name", project_name, LONGEST_PARTITION_KEY)]
        if not project_name:
            faults.append(("project_name", "empty-key", "the partition key is empty", "name the project"))
        faults += _faults("job_name", job_name, LONGEST_SORT_KEY)
        logical, hash_sign, version = job_name.partition("#")
        remedy = "write it as <logical_job_name>#<feature_spec_version>, for instance delta_builder#v1"
        if not hash_sign:
            faults.append(("job_name", "missing-hash", f"{quote(job_name)} has no '#'", remedy))
        elif "#" in version:
            faults.append(("job_name", "second-hash", f"{quote(job_name)} has more than one '#'", remedy))
        elif not logical or not version:
            half = "logical job name" if not logical else "feature_spec_version"
            faults.append(("job_name", "empty-half", f"{quote(job_name)} has an empty {half}", remedy))
        if faults:
            raise ContractError(Problem(where, *fault) for fault in faults)
        return cls(project_name, logical, version)


def _shortened(text: str) -> str:
    """The text as part of a record's name in messages: itself, unless it could not be printed."""
    return text if text.isprintable() and len(text) <= _LONGEST_SHOWN else quote(text)


def _faults(field: str, text: str, longest: int) -> list[tuple[str, str, str, str]]:
    if len(text.encode("utf-8", "replace")) > longest:
        return [(field, "key-too-long", f"it has more than {longest} bytes", "shorten it")]
    if not text.isprintable():
        return [
            (
                field,
                "invalid-key",
                f"{quote(text)} holds unprintable characters",
                "use letters, digits, '_', '-'",
            )
        ]
    return []
