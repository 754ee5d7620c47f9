"""The use case `apply`: carry out a plan, and nothing else, under the locks of the projects it changes.

Each pipeline is one unit of work: its code first, then itself, so that a pipeline never runs code that is
not there. So is each machine, with its log group and role. Units run in parallel and fail by themselves;
deletions come last. Every call converges: after a fault anywhere, a kill included, the next plan shows what
is left and the next apply does it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from pipelines.app.acting import act
from pipelines.app.locking import EXPIRY, Holder, ProjectLocks
from pipelines.app.planning import WORKERS, Planned
from pipelines.app.ports import Aws
from pipelines.errors import PipelinesError, Problem, RemoteError, StalePlanError
from pipelines.plan.changes import Change
from pipelines.plan.machines import machine_fingerprints
from pipelines.plan.planner import fingerprints

_Task = TypeVar("_Task")
Phase = Literal["begin", "done", "failed", "skipped"]


@dataclass(frozen=True)
class ApplyEvent:
    """Progress: one change begins or ends."""

    change: Change
    phase: Phase
    finished: int
    """Changes that have ended, this one included."""
    total: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Applied:
    """What became of every change."""

    done: tuple[Change, ...] = ()
    failed: tuple[Change, ...] = ()
    skipped: tuple[Change, ...] = ()
    """Not begun: their code could not be published, the lock was lost, or it was interrupted."""
    problems: tuple[Problem, ...] = ()
    interrupted: bool = False
    unlocked: bool = False
    """Whether there was no table to hold a lock."""

    def require(self) -> Applied:
        """Itself, or `RemoteError` with every problem if there is one."""
        if self.problems:
            raise RemoteError(self.problems)
        return self


@dataclass(frozen=True)
class ApplyOptions:
    """How to apply."""

    holder: Holder
    lock: bool = True
    """False for an account whose table this identity may not write: two applies may then meet."""
    workers: int = WORKERS
    expiry: timedelta = EXPIRY
    sleep: Callable[[float], None] = time.sleep
    """Waits between attempts while a new role is not known everywhere."""


def apply_plan(
    planned: Planned,
    aws: Aws,
    options: ApplyOptions,
    clock: Callable[[], datetime],
    on_event: Callable[[ApplyEvent], None] = lambda _: None,
) -> Applied:
    """Carry out the plan; one failing change does not stop the others, all problems are in the result.

    Raises `LockedError` if another apply works on one of the projects, `StalePlanError` if pipelines
    changed since the plan was made. Ctrl-C lets running calls end, and returns what was done.
    """
    projects = {change.lock for change in planned.plan.effective}
    projects |= {lock.project_name for lock in planned.locks if lock.expired(clock())}
    if not projects:
        return Applied()
    locks: ProjectLocks | None = None
    with ExitStack() as stack:
        if options.lock:
            try:
                wanted = ProjectLocks(aws.table, projects, options.holder, clock, options.expiry)
                locks = stack.enter_context(wanted)
            except RemoteError as error:
                # Records may come from files, for an account without a table: nothing to lock with.
                if not any(problem.code == "aws-not-found" for problem in error.problems):
                    raise
        return _apply_checked(planned, aws, options, on_event, locks)


def _apply_checked(
    planned: Planned,
    aws: Aws,
    options: ApplyOptions,
    on_event: Callable[[ApplyEvent], None],
    locks: ProjectLocks | None,
) -> Applied:
    _refuse_stale(planned, aws)
    work = _Work(planned, aws, options, on_event, locks)
    if locks is not None:
        locks.unfinished |= {change.lock for change in planned.plan.effective}
    interrupted = work.run(options.workers)
    if locks is not None:
        left = work.ended("failed") + work.ended("skipped")
        locks.unfinished = {change.lock for change in left}
    return Applied(
        done=work.ended("done"),
        failed=work.ended("failed"),
        skipped=work.ended("skipped"),
        problems=work.problems(),
        interrupted=interrupted,
        unlocked=locks is None,
    )


def _refuse_stale(planned: Planned, aws: Aws) -> None:
    """Compare a fresh listing with the one that was planned on, now that nobody else applies."""
    if planned.plan.is_empty:
        return
    effective = planned.plan.effective
    found: dict[str, str] = {}
    if any(change.kind != "machine" for change in effective):
        listed = aws.sagemaker.summaries(planned.request.scope.name_prefix)
        found |= fingerprints({summary.name: summary for summary in listed})
    if any(change.kind == "machine" for change in effective) and planned.desired.site is not None:
        machines = aws.machines.summaries(f"{planned.desired.site.prefix}-")
        found |= machine_fingerprints({summary.name: summary for summary in machines})
    before = planned.plan.remote
    moved = {
        (change.origin, "machine" if change.kind == "machine" else "pipeline")
        for change in effective
        if found.get(change.subject) != before.get(change.subject)
    }
    if moved:
        raise StalePlanError(
            Problem(origin, "", "stale-plan", f"its {kind} changed since the plan was made", "plan again")
            for origin, kind in moved
        )


class _Work:
    """The state of one apply; its methods run on the workers."""

    def __init__(
        self,
        planned: Planned,
        aws: Aws,
        options: ApplyOptions,
        on_event: Callable[[ApplyEvent], None],
        locks: ProjectLocks | None,
    ) -> None:
        self._planned = planned
        self._aws = aws
        self._on_event = on_event
        self._lost = locks.lost if locks else threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._sleep = options.sleep
        self._ended: dict[str, tuple[Phase, tuple[Problem, ...]]] = {}
        self._changes = planned.plan.effective

    def run(self, workers: int) -> bool:
        """Do everything; whether it was interrupted."""
        units = _units(self._changes)
        deletions = [change for change in self._changes if change.action == "delete"]
        with ThreadPoolExecutor(workers) as pool:
            interrupted = self._finish(pool, self._unit, units)
            if not interrupted:
                interrupted = self._finish(pool, self._one, deletions)
        for change in self._changes:
            if change.identity not in self._ended:
                self._end(change, "skipped")
        return interrupted

    def ended(self, phase: Phase) -> tuple[Change, ...]:
        """The changes that ended so, in the order of the plan."""
        return tuple(change for change in self._changes if self._ended[change.identity][0] == phase)

    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of the plan."""
        found = [problem for change in self._changes for problem in self._ended[change.identity][1]]
        if self._lost.is_set():
            fault = "the lock was lost: it was removed, taken over, or could not be renewed in time"
            found.append(Problem("", "", "lock-lost", fault, "plan again, and apply what is left"))
        return tuple(found)

    def _finish(
        self, pool: ThreadPoolExecutor, call: Callable[[_Task], bool], tasks: Iterable[_Task]
    ) -> bool:
        """Run all tasks to their end; on Ctrl-C those that run, and then whether it was pressed."""
        futures = []
        try:
            for task in tasks:
                futures.append(pool.submit(call, task))  # noqa: PERF401 - an interruption keeps what was submitted
            wait(futures)
        except KeyboardInterrupt:
            self._stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            return True
        for future in futures:
            future.result()  # a bug, not a fault: those are recorded
        return False

    def _unit(self, changes: tuple[Change, ...]) -> bool:
        """The code of a record, then its pipeline, which is skipped if any of its code failed."""
        published = True
        for change in changes:
            if change.kind == "pipeline" and not published:
                self._end(change, "skipped")
            else:
                published = self._one(change) and published
        return published

    def _one(self, change: Change) -> bool:
        """One change; whether it was done."""
        if self._stop.is_set() or self._lost.is_set():
            self._end(change, "skipped")
            return False
        self._tell(ApplyEvent(change, "begin", len(self._ended), len(self._changes)))
        try:
            act(change, self._planned, self._aws, self._sleep)
        except PipelinesError as error:
            where = f"spec.scripts.steps.{change.step}" if change.step else ""
            problems = [replace(p, record=change.origin, field=p.field or where) for p in error.problems]
            self._end(change, "failed", problems)
            return False
        self._end(change, "done")
        return True

    def _end(self, change: Change, phase: Phase, problems: Iterable[Problem] = ()) -> None:
        with self._lock:
            self._ended[change.identity] = (phase, tuple(problems))
            event = ApplyEvent(change, phase, len(self._ended), len(self._changes), tuple(problems))
        self._tell(event)

    def _tell(self, event: ApplyEvent) -> None:
        with self._lock:  # whoever draws progress need not be safe for threads
            self._on_event(event)


def _units(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    """The changes of each record together, code first, and each machine by itself; no deletions."""
    units: dict[str, list[Change]] = {}
    for change in changes:
        if change.action != "delete":
            units.setdefault(change.subject, []).append(change)
    return [tuple(sorted(unit, key=lambda change: change.kind != "code")) for unit in units.values()]
