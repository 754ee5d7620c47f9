"""What a plan is about: every record of the table, or those of one project, version or job."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.contract.keys import RecordKey
from pipelines.contract.records import PROJECT_PARAMETERS

_NOT_ALPHANUMERIC = re.compile(r"[^a-zA-Z0-9]+")


@dataclass(frozen=True)
class Scope:
    """The records that are planned; a field that is None does not narrow."""

    project_name: str | None = None
    feature_spec_version: str | None = None
    logical_job_name: str | None = None

    def covers(self, key: RecordKey) -> bool:
        """Whether the record of this key is planned."""
        return (
            self.project_name in (None, key.project_name)
            and self.feature_spec_version in (None, key.feature_spec_version)
            and self.logical_job_name in (None, key.logical_job_name)
        )

    def rests_on(self, key: RecordKey) -> bool:
        """Whether it is the project parameters that records in scope are under."""
        wide = Scope(self.project_name, self.feature_spec_version)
        return key.logical_job_name == PROJECT_PARAMETERS and wide.covers(key)

    @property
    def name_prefix(self) -> str | None:
        """What the names of all SageMaker Pipelines in scope start with; None for no common start.

        Other projects may share it (`ndr` and `ndr-prod`), so it narrows a listing and decides nothing. It
        never ends in a hyphen: ListPipelines takes a prefix only where it would itself be a valid name.
        """
        if self.project_name is None:
            return None
        words = _NOT_ALPHANUMERIC.sub("-", self.project_name).strip("-")
        return words or None

    def __str__(self) -> str:
        if (self.project_name, self.feature_spec_version, self.logical_job_name) == (None, None, None):
            return "every record"
        job = f"{self.logical_job_name or '*'}#{self.feature_spec_version or '*'}"
        return f"{self.project_name or '*'}/{job}"

    def as_json(self) -> dict[str, str | None]:
        """The same as a JSON object."""
        return {
            "project_name": self.project_name,
            "feature_spec_version": self.feature_spec_version,
            "logical_job_name": self.logical_job_name,
        }
