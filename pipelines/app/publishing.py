"""Publishes one bundle: what differs, the manifest last, so that a killed one is never taken as whole."""

from __future__ import annotations

from collections.abc import Iterable

from common.interface import MANIFEST_FILE
from pipelines.app.planning import same_object
from pipelines.app.ports import CodeStore
from pipelines.compiler.compiled import Bundle
from pipelines.plan.code import parse_manifest


def publish(store: CodeStore, bundle: Bundle, remove: Iterable[str] = ()) -> tuple[str, ...]:
    """Make the prefix hold the bundle; returns the paths that were written.

    What lies there is compared by size and MD5, not by the manifest there, which a killed publish may
    have left behind. Files that the old manifest names and the bundle does not have are deleted before
    the new manifest is written, those of *remove* too; anything else stays. The step itself checks files
    and manifest against the digest in its definition, so that no state in between is ever run.
    """
    there = store.listing(bundle.prefix)
    written = []
    for path, content in bundle.files.items():
        found = there.get(path)
        if path != MANIFEST_FILE and (found is None or not same_object(content, found.size, found.md5)):
            store.write(bundle.prefix, path, content)
            written.append(path)
    manifest = there.get(MANIFEST_FILE)
    current = manifest is not None and same_object(bundle.files[MANIFEST_FILE], manifest.size, manifest.md5)
    old = {} if manifest is None or current else parse_manifest(store.read(bundle.prefix, MANIFEST_FILE))
    gone = (old.keys() | set(remove)) & there.keys() - bundle.files.keys()
    if gone:
        store.delete(bundle.prefix, gone)
    if not current:
        store.write(bundle.prefix, MANIFEST_FILE, bundle.files[MANIFEST_FILE])
        written.append(MANIFEST_FILE)
    return tuple(written)
