"""The use case `plan`: read records, code and AWS, and decide.

With nothing to do it costs one query of the table and one ListPipelines for each hundred pipelines. With
machines it is a scan in place of the query, since the machine that all projects share must know the
validation patterns of all of them (half a read unit for each 4 KB of the table, a few milliseconds a
megabyte), and beside it GetCallerIdentity, one ListStateMachines and a ListTagsForResource for each machine:
ten calls for six machines, most of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import md5, sha256
from typing import Final, TypeVar

from common.interface import MANIFEST_FILE
from pipelines.app.desired import compile_records, nothing_in_scope
from pipelines.app.machines import (
    BuildMachines,
    list_machines,
    patterns_in_use,
    read_machines,
    unread_patterns,
)
from pipelines.app.ports import Aws, CodeStore
from pipelines.app.records import Records, RecordSource
from pipelines.app.sources import StepSources
from pipelines.compiler.compiled import Bundle
from pipelines.errors import Problem, RemoteError
from pipelines.orchestration.compiled import RETENTION_DAYS, compile_machines
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import DEFAULT_PREFIX
from pipelines.plan.changes import MACHINES, Plan
from pipelines.plan.desired import Desired
from pipelines.plan.planner import make_plan, needed
from pipelines.plan.remote import HeldLock, PipelineSummary, Remote, RemoteCode
from pipelines.plan.saved import SavedPlan
from pipelines.plan.scope import Scope

WORKERS: Final = 8

_In = TypeVar("_In")
_Out = TypeVar("_Out")


@dataclass(frozen=True)
class PlanRequest:
    """What is asked for."""

    scope: Scope = field(default_factory=Scope)
    prune: bool = False
    """Delete pipelines of ours in scope whose record is gone, and objects that nobody published."""
    adopt: bool = False
    """Take over pipelines of the wanted names that were not made from these records."""
    refresh: bool = False
    """Describe every pipeline and look at every published object, to find what was edited by hand."""
    machines: bool = False
    """Plan the machines too, whatever the scope: all projects share them."""
    prefix: str = DEFAULT_PREFIX
    """Beginning of the names of machines, roles and log groups."""
    retention_days: int = RETENTION_DAYS
    """How long their logs are kept."""


@dataclass(frozen=True)
class Planned:
    """A plan, with what apply needs to carry it out."""

    request: PlanRequest
    plan: Plan
    desired: Desired
    remote: Remote
    locks: tuple[HeldLock, ...] = ()
    """Locks that were seen beside the records in scope."""


def plan_changes(
    request: PlanRequest,
    records: RecordSource,
    sources: StepSources,
    aws: Aws,
    now: datetime,
    *,
    build: BuildMachines = build_machines,
) -> Planned:
    """Plan; raises `ContractError` with every fault of records and code, `RemoteError` if AWS refuses.

    *build* makes the machines of a request that wants them.

    Where a lock has expired, its apply was killed or failed in part: that project is looked at as with
    *refresh*, since code may be there that no pipeline runs yet.
    """
    scope = request.scope
    with ThreadPoolExecutor(2) as background:
        listing = background.submit(aws.sagemaker.summaries, scope.name_prefix)
        shared = background.submit(list_machines, aws, request.prefix) if request.machines else None
        found = records.read(None if request.machines else scope.project_name)
        compiled = compile_records(found, scope, sources)
        desired = compiled.require()
        summaries = {summary.name: summary for summary in listing.result()}
        site, machines = (None, {}) if shared is None else shared.result()
    if site is not None:
        patterns = patterns_in_use(found, compiled, aws)
        built = compile_machines(site, build(site, patterns), request.retention_days)
        desired = replace(desired, machines=built, site=site)
    locks = _locks(found, scope, desired, aws)
    unfinished = {lock.project_name for lock in locks if lock.expired(now)}
    remote = read_remote(desired, summaries, aws, lambda project: request.refresh or project in unfinished)
    parts = read_machines(desired, machines, aws, refresh=request.refresh or MACHINES in unfinished)
    remote = replace(remote, machines=machines, parts=parts)
    plan = make_plan(scope, desired, remote, prune=request.prune, adopt=request.adopt)
    noticed = (*_nothing(plan), *(_lock_warning(lock, now) for lock in locks))
    unread = unread_patterns(compiled) if request.machines else ()
    warnings = (*compiled.problems, *plan.warnings, *unread, *noticed)
    return Planned(request, replace(plan, warnings=warnings), desired, remote, locks)


def read_remote(
    desired: Desired, summaries: dict[str, PipelineSummary], aws: Aws, refresh: Callable[[str], bool]
) -> Remote:
    """Describe and read what the listing does not tell, in parallel; *refresh* takes a project's name."""
    need = needed(desired, summaries, lambda key: refresh(key.project_name))
    described = in_parallel(aws.sagemaker.describe, need.describe)
    files = set(need.files)
    code = in_parallel(
        lambda prefix: read_code(aws.code, desired.by_prefix[prefix], prefix in files), need.manifests
    )
    pipelines = {pipeline.name: pipeline for pipeline in described if pipeline is not None}
    # Deleted between listing and describing: as good as never listed.
    listed = {name: s for name, s in summaries.items() if name in pipelines or name not in need.describe}
    return Remote(listed, pipelines, {found.prefix: found for found in code})


def read_code(store: CodeStore, bundle: Bundle, look_at_files: bool) -> RemoteCode:
    """What lies below a bundle's prefix: its manifest, and with *look_at_files* the digest of every object.

    An object whose listed size and MD5 are the bundle's is not read. Objects that neither the bundle nor
    the manifest there knows are named, not read.
    """
    manifest = store.read(bundle.prefix, MANIFEST_FILE)
    if not look_at_files:
        return RemoteCode(bundle.prefix, manifest)
    files: dict[str, str] = {}
    for path, found in store.listing(bundle.prefix).items():
        content = bundle.files.get(path)
        if content is not None and same_object(content, found.size, found.md5):
            files[path] = sha256(content).hexdigest()
        elif content is not None:
            files[path] = sha256(store.read(bundle.prefix, path) or b"").hexdigest()
        else:
            files[path] = f"md5:{found.md5}"
    return RemoteCode(bundle.prefix, manifest, files)


def same_object(content: bytes, size: int, digest: str | None) -> bool:
    """Whether a listed object is that content, as far as a listing can tell."""
    return len(content) == size and digest == md5(content, usedforsecurity=False).hexdigest()


def in_parallel(call: Callable[[_In], _Out], arguments: Iterable[_In]) -> list[_Out]:
    """Results in the order of the arguments; the first error is raised once all have ended."""
    given = tuple(arguments)
    if len(given) < 2:  # noqa: PLR2004 - one call needs no second thread
        return [call(argument) for argument in given]
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(call, given))


def _locks(records: Records, scope: Scope, desired: Desired, aws: Aws) -> tuple[HeldLock, ...]:
    """The locks of the projects in scope, and of machines; for records from files, one call for each."""
    shared = () if desired.site is None else (MACHINES,)
    if records.locks is not None:
        wanted = (None, *shared) if scope.project_name is None else (scope.project_name, *shared)
        every = scope.project_name is None
        return tuple(lock for lock in records.locks if every or lock.project_name in wanted)

    def held(project: str) -> HeldLock | None:
        with suppress(RemoteError):  # no table, or not for this identity: then nothing was locked with it
            return aws.table.held(project)
        return None

    projects = sorted({pipeline.key.project_name for pipeline in desired.pipelines})
    return tuple(lock for lock in in_parallel(held, [*projects, *shared]) if lock is not None)


def _nothing(plan: Plan) -> tuple[Problem, ...]:
    """A scope that holds neither records nor pipelines whose record is gone is probably mistyped."""
    if any(change.kind != "machine" for change in plan.changes) or any(
        warning.code == "record-gone" for warning in plan.warnings
    ):
        return ()
    return (nothing_in_scope(plan.scope),)


def request_of(saved: SavedPlan) -> PlanRequest:
    """What a saved plan was asked for, so that it can be made again and checked with `check_saved`."""
    return PlanRequest(
        saved.scope,
        prune=saved.prune,
        adopt=saved.adopt,
        refresh=saved.refresh,
        machines=saved.machines,
        prefix=saved.prefix,
        retention_days=saved.retention_days,
    )


def _lock_warning(lock: HeldLock, now: datetime) -> Problem:
    since = lock.acquired_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    if lock.expired(now):
        fault = f"an apply by {lock.owner}, begun {since}, was killed or failed in part"
        remedy = "everything under its lock was looked at; apply finishes it"
        return Problem(lock.project_name, "", "apply-unfinished", fault, remedy, "warning")
    fault = f"an apply by {lock.owner} is running since {since}"
    return Problem(lock.project_name, "", "apply-running", fault, "plan again when it is done", "warning")
