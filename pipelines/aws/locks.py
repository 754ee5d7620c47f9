"""The lock of a project's apply: one item of the table, put conditionally, renewed until it is released.

It stands in the project's own partition under the sort key `#apply`, which no record can have (a logical
job name is never empty). So a plan, which queries the partition anyway, sees for no further call that an
apply runs, or that one was killed. It expires unless it is renewed; an expired one may be taken over.
Clocks of two machines may differ by less than the expiry leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pipelines.plan.remote import HeldLock

LOCK_JOB_NAME: Final = "#apply"


def render_lock(lock: HeldLock) -> dict[str, str]:
    """The item, all of it text."""
    return {
        "project_name": lock.project_name,
        "job_name": LOCK_JOB_NAME,
        "lock_owner": lock.owner,
        "lock_token": lock.token,
        "acquired_at": render_time(lock.acquired_at),
        "expires_at": render_time(lock.expires_at),
    }


def parse_lock(item: Mapping[str, Any]) -> HeldLock | None:
    """The lock that an item is; None for a record. A damaged lock is an expired one of an unknown owner."""
    if item.get("job_name") != LOCK_JOB_NAME:
        return None
    acquired, expires = parse_time(item.get("acquired_at")), parse_time(item.get("expires_at"))
    project, owner, token = (item.get(name) for name in ("project_name", "lock_owner", "lock_token"))
    return HeldLock(str(project), str(owner or "unknown"), str(token or ""), acquired, expires)


def render_time(time: datetime) -> str:
    """A fixed-width UTC form, whose order as text is the order in time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_time(text: object) -> datetime:
    """What `render_time` wrote; the beginning of time for anything else."""
    try:
        return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
