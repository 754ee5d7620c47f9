"""The order of steps and the timing of retries, as pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.local import State
from pipelines.local.definition import RetryPolicy, Step
from pipelines.local.schedule import blocked_steps, ready_steps, retry_delay

INTERNAL, CAPACITY = "SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR"


@st.composite
def graphs(draw):
    """Steps that depend on earlier ones only, in a shuffled order."""
    count = draw(st.integers(0, 7))
    steps = [
        Step(str(n), "Processing", {}, frozenset(draw(st.sets(st.integers(0, n - 1).map(str))) if n else ()))
        for n in range(count)
    ]
    return draw(st.permutations(steps))


@given(graphs(), st.data())
def test_every_step_starts_once_after_all_it_waits_for_or_never(steps, data):
    """Running whatever is ready, with random failures, ends with every step decided, and rightly."""
    states = {step.name: State.WAITING for step in steps}
    started: list[str] = []
    while True:
        for name in blocked_steps(steps, states):
            states[name] = State.NOT_STARTED
        ready = ready_steps(steps, states)
        if not ready:
            break
        name = data.draw(st.sampled_from(ready))
        started.append(name)
        states[name] = data.draw(st.sampled_from([State.SUCCEEDED, State.FAILED]))

    assert len(started) == len(set(started))
    for step in steps:
        before = [states[name] for name in step.after]
        allowed = all(state is State.SUCCEEDED for state in before)
        assert (step.name in started) == allowed
        assert (states[step.name] is State.NOT_STARTED) == (not allowed)


def test_delays_grow_by_the_backoff_rate():
    """The interval, times the rate for each retry before."""
    policy = RetryPolicy(frozenset({INTERNAL}), 10, 3.0, 3)

    found = [retry_delay([policy], INTERNAL, {0: retried}, 0) for retried in range(4)]

    assert found == [(0, 10.0), (0, 30.0), (0, 90.0), None]


def test_a_policy_expires():
    """ExpireAfterMin counts from the step's first start."""
    policy = RetryPolicy(frozenset({INTERNAL}), 1, 1.0, None, 60)

    assert [retry_delay([policy], INTERNAL, {}, elapsed) for elapsed in (0, 59.9, 60)] == [
        (0, 1.0),
        (0, 1.0),
        None,
    ]


@pytest.mark.parametrize(
    ("kind", "expected"), [(INTERNAL, (0, 1)), (CAPACITY, (1, 2)), ("Other", None), (None, None)]
)
def test_the_first_policy_that_names_the_type_decides(kind, expected):
    """A type that no policy names is not tried again."""
    policies = [
        RetryPolicy(frozenset({INTERNAL}), 1, 1.0, 1),
        RetryPolicy(frozenset({INTERNAL, CAPACITY}), 2, 1.0, 1),
    ]

    assert retry_delay(policies, kind, {}, 0) == expected
