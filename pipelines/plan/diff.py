"""Semantic diff of two pipeline definitions: every difference, named by step and field.

Lists whose entries carry a name (`Name`, `InputName`, `OutputName`, `Key`) compare by that name, container
arguments by their `--flag`; an order that differs between equal sets is a change of its own. As many objects
without names (retries, choices, branches) compare by their place. So a diff is empty exactly for equal
definitions, and no path holds a list index where a name exists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pipelines.plan.changes import FieldChange

_NAMES: Final = ("Name", "InputName", "OutputName", "Key")
"""Members that name an entry of a list, in the order in which they are tried."""

ABSENT: Final = None

PLAIN_NAMES: Final[Mapping[str, str]] = {
    "Arguments.ProcessingResources.ClusterConfig.InstanceType": "instance_type",
    "Arguments.ProcessingResources.ClusterConfig.InstanceCount": "instance_count",
    "Arguments.ProcessingResources.ClusterConfig.VolumeSizeInGB": "volume_size_gb",
    "Arguments.ProcessingResources.ClusterConfig.VolumeKmsKeyId": "kms.volume_key",
    "Arguments.ProcessingResources": "resources",
    "Arguments.AppSpecification.ImageUri": "image_uri",
    "Arguments.AppSpecification.ContainerEntrypoint": "entry_point",
    "Arguments.AppSpecification.ContainerArguments": "arguments",
    "Arguments.AppSpecification": "app",
    "Arguments.StoppingCondition.MaxRuntimeInSeconds": "max_runtime_seconds",
    "Arguments.StoppingCondition": "stopping",
    "Arguments.Environment.PIPELINES_CODE_SHA256": "code",
    "Arguments.Environment": "environment",
    "Arguments.ProcessingInputs": "inputs",
    "Arguments.ProcessingOutputConfig.KmsKeyId": "kms.output_key",
    "Arguments.ProcessingOutputConfig.Outputs": "outputs",
    "Arguments.ProcessingOutputConfig": "output_config",
    "Arguments.NetworkConfig": "network",
    "Arguments.RoleArn": "role_arn",
    "Arguments.Tags": "tags",
    "Arguments": "request",
    "RetryPolicies": "retry",
    "CacheConfig": "cache",
    "DependsOn": "depends_on",
    "Type": "type",
}
"""Where a field of a step stands in the definition -> what the record calls it. Longest match wins."""

_BY_LENGTH: Final = sorted(PLAIN_NAMES, key=len, reverse=True)


def diff_definitions(remote: Mapping[str, Any], desired: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Every difference between two definitions, in the order of parameters, steps, the rest.

    Steps and parameters that exist on one side only are one change each, not one for each leaf.
    """
    found = [*_section("Parameters", remote, desired, "parameters.")]
    for change in _section("Steps", remote, desired, ""):
        found.append(FieldChange(_plain(change.path), change.before, change.after))  # noqa: PERF401
    rest = sorted((remote.keys() | desired.keys()) - {"Parameters", "Steps"})
    for key in rest:
        found += _member(key, key, remote, desired)
    return tuple(found)


def diff_mappings(
    path: str, remote: Mapping[str, Any], desired: Mapping[str, Any]
) -> tuple[FieldChange, ...]:
    """Every key whose value differs, as `<path>.<key>`."""
    return tuple(_differences(path, dict(remote), dict(desired)))


def _section(
    name: str, remote: Mapping[str, Any], desired: Mapping[str, Any], prefix: str
) -> Iterator[FieldChange]:
    """Two lists of named entries under one member; anything else is compared as it stands."""
    if name not in remote and name not in desired:
        return
    before, after = remote.get(name, ABSENT), desired.get(name, ABSENT)
    entries = [{} if name not in side else _by_name(side[name]) for side in (remote, desired)]
    if entries[0] is None or entries[1] is None or not (entries[0] or entries[1]):
        if (name in remote) != (name in desired) or not _same(before, after):
            yield FieldChange(name.lower(), before, after)
        return
    yield from _entries(prefix, entries[0], entries[1])
    yield from _order(name.lower(), list(entries[0]), list(entries[1]))


def _entries(prefix: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Common entries field by field, others whole; in the order of *after*, then those that are gone."""
    for name in [*after, *(name for name in before if name not in after)]:
        path = f"{prefix}{name}"
        if name not in before:
            yield FieldChange(path, ABSENT, after[name])
        elif name not in after:
            yield FieldChange(path, before[name], ABSENT)
        else:
            yield from _differences(path, before[name], after[name])


def _order(path: str, before: list[str], after: list[str]) -> Iterator[FieldChange]:
    common_before = [name for name in before if name in set(after)]
    common_after = [name for name in after if name in set(before)]
    if common_before != common_after:
        yield FieldChange(f"{path} (order)", before, after)


def _differences(path: str, before: Any, after: Any) -> Iterator[FieldChange]:
    if _same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        if not _is_reference(before) and not _is_reference(after):
            prefix = f"{path}." if path else ""
            for key in sorted(before.keys() | after.keys()):
                yield from _member(f"{prefix}{key}", key, before, after)
            return
    elif isinstance(before, list) and isinstance(after, list):
        names = _by_name(before), _by_name(after)
        if names[0] is not None and names[1] is not None:
            yield from _entries(f"{path}.", names[0], names[1])
            yield from _order(path, list(names[0]), list(names[1]))
            return
        flags = _by_flag(before), _by_flag(after)
        if flags[0] is not None and flags[1] is not None:
            yield from _entries(f"{path}.", flags[0], flags[1])
            yield from _order(path, list(flags[0]), list(flags[1]))
            return
        if len(before) == len(after) and all(isinstance(entry, Mapping) for entry in (*before, *after)):
            for index, pair in enumerate(zip(before, after, strict=True)):
                yield from _differences(f"{path}[{index}]", *pair)
            return
    yield FieldChange(path, before, after)


def _member(
    path: str, key: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[FieldChange]:
    """One key of two objects; a key with null is not the same as no key, but looks like it."""
    if (key in before) != (key in after):
        yield FieldChange(path, before.get(key, ABSENT), after.get(key, ABSENT))
    else:
        yield from _differences(path, before[key], after[key])


def _same(before: Any, after: Any) -> bool:
    """Equality of JSON values: unlike Python's, 1, 1.0 and true are three values."""
    if before is after:
        return True
    return before == after and _canonical(before) == _canonical(after)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _by_name(entries: Any) -> dict[str, Any] | None:
    """Entries by their name; None where one has none, or two share one."""
    if not isinstance(entries, list):
        return None
    found: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, Mapping):
            return None
        name = next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), None)
        if name is None or name in found:
            return None
        found[name] = entry
    return found


def _by_flag(words: Sequence[Any]) -> dict[str, Any] | None:
    """`["--a", x, "--b", y]` as a mapping; None for any other list, and for the empty one."""
    if not words or len(words) % 2:
        return None
    flags = words[::2]
    if not all(isinstance(flag, str) and flag.startswith("--") for flag in flags):
        return None
    if len(set(flags)) < len(flags):
        return None
    return dict(zip(flags, words[1::2], strict=True))


def _is_reference(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)) in ("Get", "Std:Join")


def _plain(path: str) -> str:
    """A path below `steps`, in the record's words."""
    step, dot, rest = path.partition(".")
    if not dot:
        return path
    for known in _BY_LENGTH:
        if rest == known or rest.startswith((f"{known}.", f"{known} ")):
            return f"{step}.{PLAIN_NAMES[known]}{rest[len(known) :]}"
    return path


def render_value(value: Any) -> str:
    """A value as a reader knows it: `<MiniBatchId>` for a parameter, joined parts as one text."""
    if value is ABSENT:
        return "(none)"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and _is_reference(value):
        return _render_reference(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _render_reference(value: Mapping[str, Any]) -> str:
    target = value.get("Get")
    if isinstance(target, str):
        return f"<{target.removeprefix('Parameters.')}>"
    join = value.get("Std:Join")
    if isinstance(join, Mapping):
        glue, parts = join.get("On", ""), join.get("Values")
        if isinstance(glue, str) and isinstance(parts, list):
            return glue.join(map(render_value, parts))
    return json.dumps(value, ensure_ascii=False, default=str)
