"""What is wrong between records: names and code prefixes that collide, configurations that are not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipelines.compiler.configuration import step_configuration
from pipelines.compiler.prefixes import directory, segments
from pipelines.contract.keys import RecordKey
from pipelines.contract.records import Catalog
from pipelines.contract.wording import quote
from pipelines.errors import ContractError, Problem


def check_catalog(catalog: Catalog) -> list[Problem]:
    """Every fault that only shows when the records are seen together; linear, but for a sort."""
    return [
        *_same_pipeline_name(catalog),
        *_shared_code_prefix(catalog),
        *_configurations(catalog),
        *_mounted_history(catalog),
    ]


def _same_pipeline_name(catalog: Catalog) -> Iterable[Problem]:
    by_name: dict[str, list[RecordKey]] = defaultdict(list)
    for record in catalog.pipelines:
        by_name[record.key.pipeline_name].append(record.key)
    for name, keys in by_name.items():
        for key in keys if len(keys) > 1 else ():
            others = (
                ", ".join(str(other) for other in sorted(keys) if other != key)
                or "a second record of this key"
            )
            fault = f"the pipeline name {quote(name)} is also that of {others}"
            remedy = "letters and digits alone tell names apart: rename one of them"
            yield Problem(str(key), "job_name", "pipeline-name-collision", fault, remedy)


def _shared_code_prefix(catalog: Catalog) -> Iterable[Problem]:
    """Equal or nested prefixes: a step would be handed the other's files, and refuse them as not its own."""
    found = sorted(
        (directory(step.code_prefix_s3), record.key, step.name)
        for record in catalog.pipelines
        for step in record.steps
    )
    above: list[tuple[str, RecordKey, str]] = []
    for place in found:
        while above and not place[0].startswith(above[-1][0]):
            above.pop()
        if above:
            yield _collision(place, above[-1])
            if place[1] != above[-1][1]:  # each record is told, since a report may be of one alone
                yield _collision(above[-1], place)
        above.append(place)


def _collision(place: tuple[str, RecordKey, str], other: tuple[str, RecordKey, str]) -> Problem:
    prefix, key, step = place
    relation = "is also" if other[0] == prefix else f"overlaps {other[0]}, that"
    return Problem(
        str(key),
        f"spec.scripts.steps.{step}.code_prefix_s3",
        "code-prefix-collision",
        f"{prefix} {relation} of {other[2]} of {other[1]}: each step's published code is its own",
        "give every step a prefix of its own: .../code/pipelines/<pipeline_name>/<step_name>/",
    )


def _configurations(catalog: Catalog) -> Iterable[Problem]:
    for record in catalog.pipelines:
        for step in record.steps:
            if step.config_from is None and not step.config and not record.config:
                continue
            try:
                step_configuration(catalog, record, step)
            except ContractError as error:
                yield from error.problems


def _mounted_history(catalog: Catalog) -> Iterable[Problem]:
    """Mounts of a dataset that the project adds to on every run: they grow until the job no longer fits."""
    written = _written(catalog)
    for record in catalog.pipelines:
        known = written[record.key.project_name, record.key.feature_spec_version]
        for step in record.steps:
            for data in step.data_prefixes:
                if data.direction == "output" or data.access == "direct" or "<" in data.s3_prefix:
                    continue
                writer = known.get(segments(data.s3_prefix))
                if writer:
                    yield Problem(
                        str(record.key),
                        f"spec.scripts.steps.{step.name}.data_prefixes.{data.name}",
                        "mounted-history",
                        f"every run of {writer} adds to {data.s3_prefix}, and the step downloads all of it",
                        'put a parameter into the prefix (as <MiniBatchId>), or use {"s3_prefix": ..., '
                        '"access": "direct"}',
                        "warning",
                    )


def _written(catalog: Catalog) -> dict[tuple[str, str], dict[tuple[str, ...], str]]:
    """Project and version -> every prefix that its pipelines write, and all above it, with a writer."""
    written: dict[tuple[str, str], dict[tuple[str, ...], str]] = defaultdict(dict)
    for record in catalog.pipelines:
        known = written[record.key.project_name, record.key.feature_spec_version]
        for step in record.steps:
            writer = f"{step.name} of {record.key.logical_job_name}"
            for data in step.data_prefixes:
                if data.direction == "output":
                    parts = segments(data.s3_prefix)
                    for length in range(1, len(parts) + 1):
                        known.setdefault(parts[:length], writer)
    return written
