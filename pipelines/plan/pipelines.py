"""What a plan says about one pipeline: compiled against described."""

from __future__ import annotations

import json
from typing import Any

from pipelines.compiler.canonical import pipeline_digest, render_canonical
from pipelines.compiler.compiled import CompiledPipeline
from pipelines.contract.keys import RecordKey
from pipelines.plan.changes import Action, Change, FieldChange
from pipelines.plan.diff import diff_definitions, diff_mappings
from pipelines.plan.remote import PipelineSummary, RemotePipeline

BY_HAND = "it is not what was applied: somebody edited it"


def diff_pipeline(
    desired: CompiledPipeline,
    summary: PipelineSummary | None,
    remote: RemotePipeline | None,
    owner: tuple[RecordKey, str] | None,
) -> Change:
    """The change for one pipeline.

    *summary* is None where there is no such pipeline, *remote* where it was not described; *owner* is
    what its description states. It is drifted, rather than to be updated, if the pipeline there is not
    the one that its own description speaks of.
    """
    if summary is None:
        return _change(desired, "create", (), remote="")
    stated = owner[1] if owner else ""
    if remote is None:
        return _change(desired, "unchanged", (), remote=stated)
    fields = diff_remote(desired, remote)
    actual = _digest(remote)
    if not fields and remote.description == desired.description:
        return _change(desired, "unchanged", (), remote=stated)
    if not fields:
        fields = (FieldChange("description", remote.description, desired.description),)
    if owner is None or owner[0] != desired.key:
        return _change(
            desired, "update", fields, remote=actual, reason="adopted: it was not made from this record"
        )
    if actual not in (stated, desired.digest):
        return _change(desired, "drifted", fields, remote=actual, reason=BY_HAND)
    return _change(desired, "update", fields, remote=actual)


def diff_remote(desired: CompiledPipeline, remote: RemotePipeline) -> tuple[FieldChange, ...]:
    """Every difference between what is there and what shall be in role, tags and definition."""
    found: list[FieldChange] = []
    if remote.role_arn != desired.role_arn:
        found.append(FieldChange("role_arn", remote.role_arn, desired.role_arn))
    found += diff_mappings("tags", remote.tags, desired.tags)
    definition = parse_definition(remote.text)
    if definition is None:
        found.append(FieldChange("definition", remote.text, desired.text))
    else:
        found += diff_definitions(definition, json.loads(desired.text))
    return tuple(found)


def parse_definition(text: str) -> dict[str, Any] | None:
    """A definition from its text; None for text that is not a JSON object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _digest(remote: RemotePipeline) -> str:
    """The digest that the compiler would state for what is there.

    An undecodable definition digests as it stands: it differs from whatever was applied.
    """
    definition = parse_definition(remote.text)
    try:
        text = remote.text if definition is None else render_canonical(definition)
    except ValueError:  # NaN, which json.loads reads
        text = remote.text
    return pipeline_digest(text, remote.role_arn, remote.tags)


def _change(
    desired: CompiledPipeline,
    action: Action,
    fields: tuple[FieldChange, ...],
    *,
    remote: str,
    reason: str = "",
) -> Change:
    return Change(
        kind="pipeline",
        action=action,
        target=desired.name,
        key=desired.key,
        fields=fields,
        reason=reason,
        remote=remote,
        desired=desired.digest,
    )
