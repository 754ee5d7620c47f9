"""Which step may start when: the order of a definition as one table of states. Pure.

A step waits until every step before it has succeeded. When one fails, the steps behind it never start;
steps that run, and steps that do not depend on it, go on to their end. After a stop nothing starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pipelines.local.definition import RetryPolicy, Step


class State(StrEnum):
    """Where a step stands."""

    WAITING = "Waiting"
    RUNNING = "Running"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    STOPPED = "Stopped"
    NOT_STARTED = "NotStarted"


def ready_steps(steps: Sequence[Step], states: Mapping[str, State]) -> list[str]:
    """Names of the steps that may start now, in the definition's order."""
    return [
        step.name
        for step in steps
        if states[step.name] is State.WAITING and all(states[name] is State.SUCCEEDED for name in step.after)
    ]


def blocked_steps(steps: Sequence[Step], states: Mapping[str, State]) -> list[str]:
    """Names of the waiting steps that can no longer start, because something before them did not succeed."""
    lost = {
        name for name, state in states.items() if state in (State.FAILED, State.STOPPED, State.NOT_STARTED)
    }
    found: list[str] = []
    grown = True
    while grown:
        grown = False
        for step in steps:
            if states[step.name] is State.WAITING and step.name not in lost and step.after & lost:
                lost.add(step.name)
                found.append(step.name)
                grown = True
    return found


def retry_delay(
    policies: Sequence[RetryPolicy], exception_type: str | None, retried: Mapping[int, int], elapsed: float
) -> tuple[int, float] | None:
    """Index of the policy that tries this failure again, and the seconds to wait; None to give up.

    `retried` counts the retries of each policy so far, `elapsed` the seconds since the step's first
    start. The first policy that names the type decides.
    """
    for index, policy in enumerate(policies):
        if exception_type not in policy.exception_types:
            continue
        count = retried.get(index, 0)
        if policy.max_attempts is not None and count >= policy.max_attempts:
            return None
        if policy.expire_after_seconds is not None and elapsed >= policy.expire_after_seconds:
            return None
        return index, policy.interval_seconds * policy.backoff_rate**count
    return None
