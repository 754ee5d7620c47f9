"""A fault in every call of an apply, a kill and an interruption: the next apply converges."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from injected_faults import FAULTS, Fault, Killed

from pipelines.app.locking import unlock
from pipelines.errors import LockedError, PipelinesError, Problem, RemoteError
from pipelines.plan.remote import HeldLock

NAME = "ndr-pipeline-first-v1"


@pytest.mark.parametrize("kind", FAULTS)
def test_after_a_fault_in_any_call_a_second_apply_converges(world: Any, items: Any, kind: str) -> None:
    """Whatever call fails, however, the next plan shows the rest and the next apply does it."""
    moment, code = FAULTS[kind]
    number = 0
    hit = []
    while True:
        number += 1
        change_state(world, items, number)
        planned = world.plan(prune=True)
        fault = world.aws.on_call = Fault(number, moment, code)
        with suppress(PipelinesError, Killed):
            world.apply(planned, workers=1)
        world.aws.on_call = None
        if not fault.hit:
            break
        hit.append(fault.hit)
        world.clock.advance(minutes=3)
        world.apply(world.plan(prune=True)).require()
        assert world.plan(prune=True, refresh=True).plan.is_empty
        assert () == world.plan().plan.warnings
        assert {} == world.aws.table._locks
    assert {
        "dynamodb:PutItem",
        "s3:PutObject",
        "sagemaker:UpdatePipeline",
        "sagemaker:DeletePipeline",
    } <= set(hit)


def change_state(world: Any, items: Any, number: int) -> None:
    """Each round has code, an update, a creation and a deletion to do."""
    parameters_item, pipeline_item = items
    (world.project / "steps/first/work.py").write_text(f"def work(): return {number}\n")
    world.put(parameters_item(tags={"round": str(number)}))
    world.put(pipeline_item(name=f"pipeline_round{number}"))
    world.aws.table._items.pop(("ndr", f"pipeline_round{number - 1}#v1"), None)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_change_taken_back_after_a_fault_leaves_nothing_behind(world: Any, kind: str) -> None:
    """Half published code is found although the record asks again for what was applied before."""
    moment, code = FAULTS[kind]
    world.apply().require()
    work = world.project / "steps/first/work.py"
    before = work.read_text()
    for number in range(1, 100):
        work.write_text(f"def work(): return {number}\n")
        planned = world.plan()
        fault = world.aws.on_call = Fault(number, moment, code)
        with suppress(PipelinesError, Killed):
            world.apply(planned, workers=1)
        world.aws.on_call = None
        if not fault.hit:
            return
        work.write_text(before)
        world.clock.advance(minutes=3)
        world.apply().require()
        assert world.plan(refresh=True).plan.is_empty
    pytest.fail("the fault was hit for ever")


def test_a_created_pipeline_whose_answer_was_lost_counts_as_created(world: Any) -> None:
    """The call is compared with what is there before it is called a failure."""
    lost = []

    def lose(moment: str, operation: str, resource: str) -> None:
        if moment == "after" and operation == "sagemaker:CreatePipeline" and not lost:
            lost.append(resource)
            raise RemoteError(Problem("", "", "aws-timeout", "lost", "again"))

    world.aws.on_call = lose
    applied = world.apply()
    assert ([NAME], ()) == (lost, applied.problems)


def test_a_second_apply_is_told_who_applies_since_when(world: Any) -> None:
    """Two at once: one works, the other names it and does nothing."""
    planned = world.plan()
    begun, go = threading.Event(), threading.Event()

    def hold(moment: str, operation: str, _: str) -> None:
        if moment == "before" and operation == "sagemaker:CreatePipeline":
            begun.set()
            assert go.wait(10)

    world.aws.on_call = hold
    results: list[Any] = []
    first = threading.Thread(target=lambda: results.append(world.apply(planned)))
    first.start()
    assert begun.wait(10)
    world.clock.advance(seconds=75)
    with pytest.raises(LockedError) as caught:
        world.apply(planned)
    go.set()
    first.join()
    (problem,) = caught.value.problems
    assert "ana@build-7 pid 1 began to apply 1 min 15 s ago and holds the lock" == problem.fault
    assert ("ndr", 75) == (problem.record, caught.value.exit_status)
    assert () == results[0].problems
    assert world.plan(refresh=True).plan.is_empty


def test_applies_of_two_projects_do_not_meet(world: Any, items: Any) -> None:
    """The lock is the project's, not the table's."""
    world.put(items[0]("other"), items[1]("other"))
    planned = world.plan("other")
    inside: list[Any] = []

    def nested(_: Any) -> None:
        if not inside:
            inside.append(None)
            inside.append(apply_in_thread(world, planned))

    world.apply(on_event=nested).require()
    assert 2 == len(inside[1].done)


def apply_in_thread(world: Any, planned: Any) -> Any:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(world.apply(planned)))
    thread.start()
    thread.join()
    return results[0]


def test_an_apply_over_all_projects_takes_all_locks_or_none(world: Any, items: Any) -> None:
    """One locked project stops it before it begins, and it leaves no lock behind."""
    world.put(items[0]("other"), items[1]("other"))
    planned = world.plan(None)
    held = hold_lock(world, "other")
    with pytest.raises(LockedError):
        world.apply(planned)
    assert {"other": held} == world.aws.table._locks
    assert {} == world.aws.sagemaker.pipelines


def hold_lock(world: Any, project: str) -> Any:
    lock = HeldLock(project, "bob", "other token", world.clock(), world.clock() + timedelta(minutes=2))
    world.aws.table.acquire(lock, world.clock())
    return lock


def test_a_plan_tells_of_an_apply_that_runs(world: Any) -> None:
    """A reader knows that what is shown is about to change."""
    hold_lock(world, "ndr")
    assert ["apply-running"] == [warning.code for warning in world.plan().plan.warnings]


def test_unlock_frees_a_project_at_once(world: Any) -> None:
    """Who knows that an apply was killed need not wait for its lock to expire."""
    held = hold_lock(world, "ndr")
    assert (held,) == unlock(world.aws.table, ["ndr"])
    world.apply().require()


def test_an_apply_that_lost_its_lock_begins_nothing_new(world: Any, items: Any) -> None:
    """Unlocked by force while it runs, it ends what it does and says so."""
    world.put(items[1](name="pipeline_second"))

    def steal(event: Any) -> None:
        if event.phase == "begin" and event.change.kind == "pipeline":
            world.aws.table._locks.clear()
            assert lost.wait(10)

    lost = threading.Event()
    world.aws.on_call = lambda moment, _, resource: (
        lost.set() if moment == "after" and "#apply" in resource and not world.aws.table._locks else None
    )
    applied = world.apply(on_event=steal, workers=1, expiry=timedelta(seconds=0.2))
    assert 1 == len([change for change in applied.done if change.kind == "pipeline"])
    assert ["lock-lost"] == [problem.code for problem in applied.problems]
    assert "pipeline" in {change.kind for change in applied.skipped}


def test_a_long_apply_keeps_its_lock(world: Any) -> None:
    """It is renewed while a call takes longer than the lock lasts."""
    renewed = threading.Event()

    def slow(event: Any) -> None:
        if event.phase == "begin" and event.change.kind == "pipeline":
            assert renewed.wait(10)

    puts: list[str] = []

    def count(moment: str, operation: str, resource: str) -> None:
        if moment == "after" and operation == "dynamodb:PutItem" and "#apply" in resource:
            puts.append(resource)
            if len(puts) > 2:
                renewed.set()

    world.aws.on_call = count
    world.apply(on_event=slow, expiry=timedelta(seconds=0.2)).require()
    assert {} == world.aws.table._locks


def test_ctrl_c_ends_running_calls_and_releases_the_lock(world: Any, items: Any) -> None:
    """What was done is reported, the rest is left for the next apply."""
    world.put(*(items[1](name=f"pipeline_{number}") for number in range(5)))

    def interrupt(event: Any) -> None:
        if event.phase == "done" and event.change.kind == "pipeline" and not interrupted:
            interrupted.append(event)
            os.kill(os.getpid(), signal.SIGINT)
            stopped.wait(0.2)  # the main thread takes the signal while this call still runs

    interrupted: list[Any] = []
    stopped = threading.Event()
    applied = world.apply(on_event=interrupt, workers=1)
    assert applied.interrupted
    assert 1 == len([change for change in applied.done if change.kind == "pipeline"])
    assert applied.skipped
    world.apply().require()
    assert world.plan(refresh=True).plan.is_empty
    assert {} == world.aws.table._locks


def test_without_a_table_apply_works_unlocked_and_says_so(world: Any) -> None:
    """Records from files need no table."""
    planned = world.plan()
    world.aws.table.created = False
    applied = world.apply(planned)
    assert (True, ()) == (applied.unlocked, applied.problems)
