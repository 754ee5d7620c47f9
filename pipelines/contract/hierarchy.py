"""The canonical S3 hierarchy of a project: build its prefixes, parse them, and say where a prefix leaves it.

s3://<bucket>/projects/<project>/versions/<version>/code/pipelines/<pipeline>/<step>/
s3://<bucket>/projects/<project>/versions/<version>/data/<domain>/<dataset>/[below/…]
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.contract.keys import RecordKey
from pipelines.contract.s3 import parse_s3_uri
from pipelines.contract.wording import quote

_LONGEST_SHOWN = 400
"""Characters of a prefix that a message shows whole."""


@dataclass(frozen=True, order=True)
class CodePrefix:
    """Where a step's code is published."""

    bucket: str
    project_name: str
    feature_spec_version: str
    pipeline_name: str
    """The record's logical job name, not SageMaker's name of the pipeline."""
    step_name: str

    def __str__(self) -> str:
        root = _root(self.bucket, self.project_name, self.feature_spec_version)
        return f"{root}/code/pipelines/{self.pipeline_name}/{self.step_name}/"


@dataclass(frozen=True, order=True)
class DatasetPrefix:
    """Where a dataset lives, or a part of it."""

    bucket: str
    project_name: str
    feature_spec_version: str
    domain: str
    dataset: str
    below: str = ""
    """What follows the dataset, ending in a slash: partitions, `<ParamName>/`; empty for the whole
    dataset."""

    def __str__(self) -> str:
        root = _root(self.bucket, self.project_name, self.feature_spec_version)
        return f"{root}/data/{self.domain}/{self.dataset}/{self.below}"


def _root(bucket: str, project_name: str, version: str) -> str:
    return f"s3://{bucket}/projects/{project_name}/versions/{version}"


def parse_prefix(text: str) -> CodePrefix | DatasetPrefix | None:
    """The prefix's place in the hierarchy; None when it is not in it. `parse_prefix(str(p)) == p`."""
    uri = parse_s3_uri(text)
    if isinstance(uri, str) or not uri.key.endswith("/"):
        return None
    segments = uri.key.split("/")
    match segments:
        case ["projects", project, "versions", version, "code", "pipelines", pipeline, step, ""]:
            return CodePrefix(uri.bucket, project, version, pipeline, step)
        case ["projects", project, "versions", version, "data", domain, dataset, *below] if below:
            return DatasetPrefix(uri.bucket, project, version, domain, dataset, "/".join(below))
    return None


def code_departure(text: str, key: RecordKey, step: str) -> str | None:
    """How a code prefix leaves the place that the hierarchy gives to this step; None when it does not."""
    found = parse_prefix(text)
    if not isinstance(found, CodePrefix):
        return "it is not under projects/<project>/versions/<version>/code/pipelines/<pipeline>/<step>/"
    wanted = CodePrefix(found.bucket, key.project_name, key.feature_spec_version, key.logical_job_name, step)
    shown = str(wanted) if len(str(wanted)) <= _LONGEST_SHOWN else quote(str(wanted))
    return None if found == wanted else f"the hierarchy puts this step's code at {shown}"


def data_departure(text: str, key: RecordKey) -> str | None:
    """How a data prefix leaves the hierarchy of the record's project and version; None when it does not."""
    found = parse_prefix(text)
    if not isinstance(found, DatasetPrefix):
        return "it is not under projects/<project>/versions/<version>/data/<domain>/<dataset>/"
    if (found.project_name, found.feature_spec_version) == (key.project_name, key.feature_spec_version):
        return None
    return f"it belongs to project {found.project_name}, version {found.feature_spec_version}"
