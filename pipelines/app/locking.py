"""Holds the locks of the projects that an apply changes: all or none, renewed while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Final, Self

from pipelines.app.ports import Locks, Table
from pipelines.errors import LockedError, Problem, RemoteError
from pipelines.plan.remote import HeldLock

EXPIRY: Final = timedelta(minutes=2)
"""How long after its last renewal a lock may be taken over."""
RENEWALS: Final = 4
"""Renewals within one expiry."""


@dataclass(frozen=True)
class Holder:
    """Who applies: what a second apply is told."""

    owner: str
    """`ana@build-7 pid 4711`."""
    token: str
    """Of this one apply, random."""


class ProjectLocks:
    """Use as a context: raises `LockedError` on entry, naming owner and age, if any project is taken."""

    def __init__(
        self,
        locks: Locks,
        projects: Iterable[str],
        holder: Holder,
        clock: Callable[[], datetime],
        expiry: timedelta = EXPIRY,
    ) -> None:
        self._locks = locks
        self._projects = sorted(set(projects))
        self._holder = holder
        self._clock = clock
        self._expiry = expiry
        self._held: list[HeldLock] = []
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._renew, name="apply-lock", daemon=True)
        self.lost = threading.Event()
        """Set once a lock was taken over, or could not be renewed in time: begin nothing new."""
        self.unfinished: set[str] = set()
        """Projects in which something was left half done. Their locks are left expired: they hold
        nobody up, and tell the next plan to look at everything."""

    def __enter__(self) -> Self:
        try:
            self._acquire()
        except BaseException:
            self._release()
            raise
        if self._held:
            self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._heart.is_alive():
            self._heart.join()
        self._release()

    def _acquire(self) -> None:
        taken: list[Problem] = []
        for project in self._projects:
            now = self._clock()
            lock = HeldLock(project, self._holder.owner, self._holder.token, now, now + self._expiry)
            self._held.append(lock)  # before the call: an answer that is lost may have had its effect
            claim = self._locks.acquire(lock, now)
            if claim.holder is not None:
                self._held.remove(lock)
                taken.append(locked_problem(claim.holder, now))
        if taken:
            raise LockedError(taken)

    def _release(self) -> None:
        while self._held:
            with suppress(RemoteError):  # it expires by itself; the reason for leaving matters more
                lock = self._held.pop()
                if lock.project_name in self.unfinished:
                    self._locks.renew(replace(lock, expires_at=self._clock()))
                else:
                    self._locks.release(lock)

    def _renew(self) -> None:
        pause = self._expiry.total_seconds() / RENEWALS
        while not self._over.wait(pause):
            for number, lock in enumerate(self._held):
                now = self._clock()
                renewed = replace(lock, expires_at=now + self._expiry)
                try:
                    if not self._locks.renew(renewed):
                        self.lost.set()
                        return
                    self._held[number] = renewed
                except RemoteError:
                    if lock.expired(now + timedelta(seconds=pause)):
                        self.lost.set()
                        return


def locked_problem(lock: HeldLock, now: datetime) -> Problem:
    """What a second apply is told."""
    age = max(0, int((now - lock.acquired_at).total_seconds()))
    minutes, seconds = divmod(age, 60)
    fault = f"{lock.owner} began to apply {minutes} min {seconds} s ago and holds the lock"
    remedy = (
        f"try again when it is done; if it was killed, in {_until(lock, now)} s or after `pipelines unlock`"
    )
    return Problem(lock.project_name, "", "locked", fault, remedy)


def unlock(table: Table, project_names: Sequence[str] | None = None) -> tuple[HeldLock, ...]:
    """Remove the locks of the given projects, or of all; returns those that were there.

    For an apply that was killed; one that is still running notices, and begins nothing new.
    """
    if project_names is None:
        found = table.read(None).locks
    else:
        found = tuple(lock for name in project_names if (lock := table.held(name)) is not None)
    for lock in found:
        table.release(lock)
    return found


def _until(lock: HeldLock, now: datetime) -> int:
    return max(0, int((lock.expires_at - now).total_seconds()))
