"""Send an event to a machine, follow it, and tell how it ended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.app.endings import faults_of, output_of, require_success
from pipelines.app.events import MAX_BYTES, MISSES, Sent, check, execution_name, follow, send, stop
from pipelines.aws.memory import MemoryAws
from pipelines.aws.values import HistoryEvent, MachineExecution, MapRun
from pipelines.errors import ExecutionError, PipelinesError, Problem, RemoteError, UsageError
from pipelines.orchestration.compiled import compile_machines
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.site import Site

SITE = Site("123456789012", "eu-central-1", "records")
NOW = datetime(2026, 1, 8, 10, 0, 1, 123456, tzinfo=UTC)
JOB = "features_inference_15m"
EVENT = '{"project_name": "ndr", "MiniBatchId": "ä"}'
PIPELINE = "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/p/execution/abc123"


def arn_of(name: str) -> str:
    """Of an execution of that machine."""
    return SITE.execution_arn(JOB).removesuffix("*") + name


@pytest.fixture
def aws() -> MemoryAws:
    """An account with that machine."""
    made = MemoryAws(clock=lambda: NOW)
    machine_of(made)
    made.calls.clear()
    return made


def machine_of(account: MemoryAws) -> None:
    definition = {"QueryLanguage": "JSONata", "StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    (machine,) = compile_machines(SITE, [Machine(JOB, definition, ())])
    account.log_groups.create(machine)
    account.roles.create(machine)
    account.machines.create(machine)


def sent(aws: MemoryAws, text: str = EVENT, job: str = JOB, name: str = "") -> Sent:
    return send(aws.machine_executions, SITE, check(job, text, NOW, name=name))


def codes(call: Callable[[], Any]) -> list[str]:
    with pytest.raises(PipelinesError) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


def test_an_execution_is_named_by_its_time_and_its_event() -> None:
    """In UTC to the millisecond, with the first eight digits of the text's SHA-256."""
    digest = hashlib.sha256(EVENT.encode()).hexdigest()
    assert f"event-20260108T100001123Z-{digest[:8]}" == execution_name(EVENT, NOW)
    assert execution_name(EVENT, NOW) == execution_name(EVENT, NOW.astimezone())
    assert execution_name(EVENT, NOW) != execution_name(EVENT + " ", NOW)


def test_an_event_is_sent_as_it_stands(aws: MemoryAws) -> None:
    """No blank and no number of it is changed on the way."""
    text = ' {"a": 1.00, "b":\n 9007199254740993, "c": "\\ud800"}\n'
    found = sent(aws, text)
    assert text == aws.machine_executions.input_of(found.execution)
    assert arn_of(execution_name(text, NOW)) == found.execution
    assert ("pipelines-features-inference-15m", execution_name(text, NOW)) == (found.machine, found.name)


def test_an_execution_may_be_named(aws: MemoryAws) -> None:
    """The same event under the same name is one execution; another event is refused, with what to do."""
    assert sent(aws, name="mine") == sent(aws, name="mine")
    with pytest.raises(RemoteError) as caught:
        sent(aws, "{}", name="mine")
    assert ["name-taken"] == [problem.code for problem in caught.value.problems]
    assert "--name" in caught.value.problems[0].remedy


def test_a_machine_that_was_not_applied_says_so(aws: MemoryAws) -> None:
    """With what to do about it."""
    with pytest.raises(RemoteError) as caught:
        sent(aws, job="training")
    said = [(problem.code, problem.remedy) for problem in caught.value.problems]
    assert [("not-applied", "run `pipelines apply`, or give its --prefix")] == said


def test_other_refusals_stay_what_they_are() -> None:
    """A denied call is no machine that is missing."""

    def deny(moment: str, operation: str, resource: str) -> None:
        del moment, operation, resource
        raise RemoteError(Problem("", "", "aws-denied", "denied", "allow it"))

    assert ["aws-denied"] == codes(lambda: sent(MemoryAws(on_call=deny)))


@pytest.mark.parametrize("text", ["", "{", "[1,]", "key=value", '{"a": NaN}', "[" * 100_000], ids=range(6))
def test_what_is_no_json_is_not_sent(aws: MemoryAws, text: str) -> None:
    """Nothing is called for it."""
    assert ["unreadable-json"] == codes(lambda: sent(aws, text))
    assert [] == aws.calls


def test_the_largest_event_is_sent_and_a_larger_one_is_not(aws: MemoryAws) -> None:
    """Counted in bytes of UTF-8."""
    largest = json.dumps("ä" * (MAX_BYTES // 2 - 1), ensure_ascii=False)
    assert 262_144 == len(largest.encode()) == MAX_BYTES
    sent(aws, largest)
    aws.calls.clear()
    assert ["event-too-large"] == codes(lambda: sent(aws, largest + " "))
    assert [] == aws.calls


def test_all_that_is_wrong_is_told_at_once(aws: MemoryAws) -> None:
    """Event, machine and name; the machines that exist are named."""
    with pytest.raises(UsageError) as caught:
        sent(aws, "{", "trainings", "a b")
    assert {"unreadable-json", "unknown-machine", "invalid-name"} == {p.code for p in caught.value.problems}
    assert any("training, " in f"{problem.remedy}, " for problem in caught.value.problems)


@pytest.mark.parametrize("name", ["a" * 81, "a/b", "a:b", "ä", "a\n", "a$"])
def test_a_name_that_the_service_refuses_is_not_sent(aws: MemoryAws, name: str) -> None:
    """Or that would have to be quoted elsewhere."""
    assert ["invalid-name"] == codes(lambda: sent(aws, name=name))


def test_following_tells_what_changed_until_the_end(aws: MemoryAws) -> None:
    """The last look is taken after the end; no pause follows it, and no event is read twice."""
    arn = sent(aws).execution
    executions = aws.machine_executions
    entered = HistoryEvent(2, 1, "WaitStateEntered", NOW, "Wait")
    left = HistoryEvent(3, 2, "WaitStateExited", NOW, "Wait")
    moves = iter(
        [
            lambda: executions.move(arn, "RUNNING", entered),
            lambda: None,
            lambda: executions.move(arn, "SUCCEEDED", left, output="{}"),
        ]
    )
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        next(moves)()

    looks = list(follow(executions, arn, sleep, 1.5))
    assert [[], ["Executing"], [], ["Succeeded"]] == [[one.status for one in look.changed] for look in looks]
    assert ["", "Wait", "Wait", "Wait"] == [look.state for look in looks]
    assert [1.5] * 3 == pauses
    assert [False, False, False, True] == [look.execution.over for look in looks]


MAP_RUN = "arn:aws:states:eu-central-1:123456789012:mapRun:pipelines-backfill/Days:1"
DAYS = (
    HistoryEvent(2, 1, "MapStateEntered", NOW, "Days"),
    HistoryEvent(3, 2, "MapStateStarted", NOW),
    HistoryEvent(4, 3, "MapRunStarted", NOW, map_run=MAP_RUN),
)
DAYS_END = (
    HistoryEvent(5, 4, "MapRunSucceeded", NOW),
    HistoryEvent(6, 5, "MapStateExited", NOW, "Days"),
)


def test_a_map_of_children_tells_how_far_they_are(aws: MemoryAws) -> None:
    """Each time that this has changed, and once more at its end; then it is asked for no more."""
    arn = sent(aws).execution
    executions = aws.machine_executions

    def count(*counts: int) -> None:
        executions.map_runs[MAP_RUN] = MapRun(*counts)

    moves = iter(
        [
            lambda: (count(28, 2, 0, 0), executions.move(arn, "RUNNING", *DAYS)),
            lambda: count(27, 2, 1, 0),
            lambda: None,
            lambda: (count(0, 0, 29, 1), executions.move(arn, "RUNNING", *DAYS_END)),
            lambda: count(1, 1, 1, 1),
            lambda: executions.move(arn, "SUCCEEDED", output="{}"),
        ]
    )
    looks = list(follow(executions, arn, lambda _: next(moves)(), 1.0))
    told = [[(one.status, one.children) for one in look.changed] for look in looks]
    assert [
        [],
        [("Executing", MapRun(28, 2, 0, 0))],
        [("Executing", MapRun(27, 2, 1, 0))],
        [],
        [("Succeeded", MapRun(0, 0, 29, 1))],
        [],
        [],
    ] == told
    assert [MapRun(0, 0, 29, 1)] == [one.children for one in looks[-1].activities]
    assert 30 == MapRun(0, 0, 29, 1).total
    assert ["states:DescribeMapRun"] * 4 == [call for call in aws.calls if "MapRun" in call]


@pytest.mark.parametrize("code", ["aws-denied", "aws-not-found"])
def test_who_may_not_ask_for_map_runs_follows_all_the_same(code: str) -> None:
    """A policy of before, or a Map Run that began a moment ago."""
    refused = Problem("", "", code, "no", "allow it")

    def refuse(moment: str, operation: str, resource: str) -> None:
        del moment, resource
        if operation == "states:DescribeMapRun":
            raise RemoteError(refused)

    account = MemoryAws(clock=lambda: NOW, on_call=refuse)
    machine_of(account)
    arn = sent(account).execution
    account.machine_executions.move(arn, "SUCCEEDED", *DAYS, *DAYS_END, output="{}")
    (look,) = follow(account.machine_executions, arn, lambda _: None, 1.0)
    assert [("Days", None)] == [(one.name, one.children) for one in look.activities]
    refused = replace(refused, code="aws-throttled")
    assert ["aws-throttled"] == codes(lambda: next(follow(account.machine_executions, arn, print, 1.0)))


def test_an_execution_that_was_just_started_may_not_be_there_yet(aws: MemoryAws) -> None:
    """It is looked for again, but not for ever."""
    executions = aws.machine_executions
    arn = arn_of("late")
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == MISSES:
            send(executions, SITE, check(JOB, EVENT, NOW, name="late"))
            executions.move(arn, "SUCCEEDED", output="{}")

    (look,) = follow(executions, arn, sleep, 1.0, misses=MISSES)
    assert look.execution.over
    unknown = arn_of("never")
    looks = follow(executions, unknown, lambda _: pauses.append(0), 1.0, misses=MISSES)
    pauses.clear()
    assert ["aws-not-found"] == codes(lambda: next(looks))
    assert MISSES == len(pauses)
    assert ["aws-not-found"] == codes(lambda: next(follow(executions, unknown, lambda _: None, 1.0)))


def test_a_stopped_execution_is_over_and_no_success(aws: MemoryAws) -> None:
    """It tells who stopped it."""
    arn = sent(aws).execution
    stop(aws.machine_executions, arn)
    (look,) = follow(aws.machine_executions, arn, lambda _: None, 1.0)
    with pytest.raises(ExecutionError, match="pipelines stop"):
        require_success(look.execution)


def ended(status: str = "FAILED", **more: str) -> MachineExecution:
    return MachineExecution(arn_of("e"), status, NOW, NOW, **more)


def test_a_success_has_no_faults() -> None:
    """Whatever a machine gives."""
    for text in ("", "{}", "[1]", '"x"', '{"results": {"a": 1}}', '{"results": [{"status": "done"}, 1]}'):
        execution = ended("SUCCEEDED", output=text)
        assert () == faults_of(execution)
        require_success(execution)
        assert (json.loads(text) if text else None) == output_of(execution)


def test_messages_that_failed_in_a_batch_are_faults() -> None:
    """Each by its own id, with its code and cause; those that are done are none."""
    results = [
        {"message_id": "m1", "status": "done"},
        {"message_id": "m2", "status": "failed", "code": "missing-parameter", "cause": "no MiniBatchId"},
        {"message_id": None, "status": "failed", "code": "lock-failed", "cause": "throttled"},
    ]
    found = faults_of(ended("SUCCEEDED", output=json.dumps({"results": results})))
    assert [
        ("m2", "missing-parameter", "no MiniBatchId"),
        (arn_of("e"), "lock-failed", "throttled"),
    ] == [(problem.record, problem.code, problem.fault) for problem in found]


@pytest.mark.parametrize(
    ("error", "cause", "code", "remedy"),
    [
        ("not-applied", "x. Run `pipelines apply`.", "not-applied", "run `pipelines apply`, then"),
        (
            "invalid-parameter-value",
            "run `pipelines apply`",
            "invalid-parameter-value",
            "run `pipelines apply`",
        ),
        ("missing-parameter", "MiniBatchId is absent", "missing-parameter", "correct the event"),
        (
            "execution-failed",
            f"{PIPELINE} ended as Failed.",
            "execution-failed",
            f"`pipelines status {PIPELINE}`",
        ),
        ("execution-failed", "it failed", "execution-failed", "`pipelines status`"),
        ("backfill-incomplete", "1 of 4", "backfill-incomplete", "send the same event again"),
        ("something-new", "why", "something-new", "correct the cause"),
        (
            "States.Runtime",
            "why",
            "execution-failed",
            "/aws/vendedlogs/states/pipelines-features-inference-15m",
        ),
        ("", "", "execution-failed", "correct the cause"),
    ],
)
def test_a_failure_says_what_to_do(error: str, cause: str, code: str, remedy: str) -> None:
    """By the code that the machine ended with; the service's own errors lead to the machine's log."""
    (found,) = faults_of(ended(error=error, cause=cause))
    assert (arn_of("e"), code) == (found.record, found.code)
    assert remedy in found.remedy
    assert "{" not in found.remedy
    assert found.fault


def test_what_took_too_long_is_told_as_that() -> None:
    """The service gives no cause for it."""
    (found,) = faults_of(ended("TIMED_OUT", error="States.Timeout"))
    assert "States.Timeout: it took longer than its machine allows" == found.fault
