"""What a plan says about a step's published code: bundle against what lies below its prefix."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from common.interface import MANIFEST_FILE
from pipelines.compiler.compiled import Bundle
from pipelines.errors import Problem
from pipelines.plan.changes import Change, FieldChange
from pipelines.plan.remote import RemoteCode

CHANGED = "its objects are not what its manifest says: a publish was interrupted, or they were edited"


def diff_code(
    bundle: Bundle, remote: RemoteCode, *, prune: bool = False
) -> tuple[Change, tuple[Problem, ...]]:
    """The change for one bundle, and warnings about objects below the prefix that nobody published.

    Such objects are mounted into the container with the code; they are deleted with *prune* alone.
    """
    files = remote.files
    strays = _strays(bundle, remote)
    warnings = () if prune else tuple(_stray(bundle, path) for path in strays)
    removed = [FieldChange(path, (files or {}).get(path), None) for path in strays] if prune else []
    desired = _digests(bundle)
    stated = parse_manifest(remote.manifest)
    if remote.manifest is None and not (files or {}).keys() & desired.keys():
        return _change(bundle, remote, "create", removed), warnings
    wanted = {path: digest for path, digest in desired.items() if path != MANIFEST_FILE}
    if remote.manifest == bundle.files[MANIFEST_FILE]:
        wrong = [] if files is None else _compare({path: files.get(path) for path in wanted}, wanted)
        if not wrong and not removed:
            return _change(bundle, remote, "unchanged", []), warnings
        reason = CHANGED if wrong else "objects that nobody published"
        return _change(bundle, remote, "drifted", wrong + removed, reason), warnings
    before = stated
    if files is not None:
        before = {path: files[path] for path in files.keys() & (wanted.keys() | stated.keys())}
    fields = _compare(dict(before), wanted)
    if not fields:
        fields = [FieldChange(MANIFEST_FILE, _sha256(remote.manifest), bundle.digest)]
    if files is not None and (not stated or any(files.get(path) != sha for path, sha in stated.items())):
        return _change(bundle, remote, "drifted", fields + removed, CHANGED), warnings
    return _change(bundle, remote, "update", fields + removed), warnings


def parse_manifest(text: bytes | None) -> dict[str, str]:
    """Path -> SHA-256 as a manifest states it; empty for a manifest that is absent or not ours."""
    try:
        files = json.loads(text or b"{}").get("files", {})
        if isinstance(files, dict) and all(isinstance(digest, str) for digest in files.values()):
            return files
    except (ValueError, AttributeError, RecursionError):
        pass
    return {}


def _digests(bundle: Bundle) -> dict[str, str]:
    return {**parse_manifest(bundle.files[MANIFEST_FILE]), MANIFEST_FILE: bundle.digest}


def _strays(bundle: Bundle, remote: RemoteCode) -> list[str]:
    """Objects that neither the bundle nor the manifest there knows."""
    known = bundle.files.keys() | parse_manifest(remote.manifest).keys() | {MANIFEST_FILE}
    return sorted((remote.files or {}).keys() - known)


def _stray(bundle: Bundle, path: str) -> Problem:
    return Problem(
        record=str(bundle.key),
        field=f"spec.scripts.steps.{bundle.step}.code_prefix_s3",
        code="unpublished-object",
        fault=f"{bundle.prefix}{path} was not published by apply, but is mounted with the code",
        remedy="remove it, or apply with --refresh --prune",
        severity="warning",
    )


def _compare(before: Mapping[str, str | None], after: Mapping[str, str]) -> list[FieldChange]:
    paths = sorted(before.keys() | after.keys())
    return [FieldChange(p, before.get(p), after.get(p)) for p in paths if before.get(p) != after.get(p)]


def _sha256(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _change(
    bundle: Bundle, remote: RemoteCode, action: str, fields: list[FieldChange], reason: str = ""
) -> Change:
    return Change(
        kind="code",
        action=action,  # type: ignore[arg-type]
        target=bundle.prefix,
        key=bundle.key,
        step=bundle.step,
        fields=tuple(fields),
        reason=reason,
        remote=_sha256(remote.manifest) or "",
        desired=bundle.digest,
    )
