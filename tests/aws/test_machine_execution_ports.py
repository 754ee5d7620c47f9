"""Executions of machines: one suite for the adapter, on the embedded AWS, and for the fake."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.aws.machine_executions import MachineExecutions
from pipelines.aws.values import MapRun
from pipelines.errors import RemoteError
from pipelines.orchestration.compiled import CompiledMachine, compile_machines
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.site import Site

SITE = Site("123456789012", "us-east-1", "records")
WAITING = {"Wait": {"Type": "Wait", "Seconds": 300, "Next": "End"}, "End": {"Type": "Succeed"}}
INPUT = '{"project_name": "ndr"}'


def arn_of(job: str, name: str) -> str:
    return SITE.execution_arn(job).removesuffix("*") + name


def made(aws: Any, states: dict[str, Any] | None = None, job: str = "publication") -> CompiledMachine:
    """A machine that waits, or one of these states."""
    states = states or WAITING
    definition = {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}
    (machine,) = compile_machines(SITE, [Machine(job, definition, ())])
    aws.log_groups.create(machine)
    aws.roles.create(machine)
    aws.machines.create(machine)
    return machine


def kinds(call: Callable[[], Any]) -> list[str]:
    with pytest.raises(RemoteError) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def running(machine_aws: Any) -> Iterator[tuple[Any, CompiledMachine, str]]:
    """An execution that waits, stopped at the end."""
    machine = made(machine_aws)
    executions = machine_aws.machine_executions
    arn = executions.start(machine.arn, "first", INPUT)
    yield executions, machine, arn
    executions.stop(arn, "the test is over")


def test_an_execution_is_called_by_machine_and_name(running: tuple[Any, CompiledMachine, str]) -> None:
    """Its ARN follows from both, and it runs."""
    executions, _, arn = running
    assert arn_of("publication", "first") == arn
    found = executions.execution(arn)
    assert (arn, "RUNNING", False, "", "", "") == (
        found.arn,
        found.status,
        found.over,
        found.output,
        found.error,
        found.cause,
    )
    assert found.started is not None
    assert found.stopped is None


def test_a_start_may_be_repeated_while_it_runs(running: tuple[Any, CompiledMachine, str]) -> None:
    """The same name and input are the same execution; another input is refused."""
    executions, machine, arn = running
    assert arn == executions.start(machine.arn, "first", INPUT)
    assert ["aws-exists"] == kinds(lambda: executions.start(machine.arn, "first", "{}"))


def test_a_name_is_taken_when_its_execution_is_over(running: tuple[Any, CompiledMachine, str]) -> None:
    """Whatever the input: the service keeps it for 90 days."""
    executions, machine, arn = running
    executions.stop(arn, "enough")
    assert ["aws-exists"] == kinds(lambda: executions.start(machine.arn, "first", INPUT))


def test_a_stopped_execution_says_why(running: tuple[Any, CompiledMachine, str]) -> None:
    """It is over, with the cause that it was given, and stopping it again changes nothing."""
    executions, _, arn = running
    executions.stop(arn, "enough")
    executions.stop(arn, "again")
    found = executions.execution(arn)
    assert ("ABORTED", "enough", True) == (found.status, found.cause, found.over)
    assert found.stopped is not None


def test_the_history_begins_with_the_start(running: tuple[Any, CompiledMachine, str]) -> None:
    """Events are numbered from 1, and a look after the last finds nothing new."""
    executions, _, arn = running
    first = executions.events(arn, 0)[0]
    assert (1, 0, "ExecutionStarted") == (first.number, first.previous, first.kind)
    assert first.at.tzinfo is not None
    assert [] == [event.number for event in executions.events(arn, 1000)]


def test_what_is_not_there_is_told(machine_aws: Any) -> None:
    """A machine that was not applied, an execution that nobody started."""
    executions = machine_aws.machine_executions
    nowhere = arn_of("publication", "none")
    assert ["aws-not-found"] == kinds(
        lambda: executions.start(SITE.machine_arn("publication"), "first", INPUT)
    )
    made(machine_aws)
    assert ["aws-not-found"] == kinds(lambda: executions.execution(nowhere))
    assert ["aws-not-found"] == kinds(lambda: executions.events(nowhere, 0))
    assert ["aws-not-found"] == kinds(lambda: executions.stop(nowhere, "why"))
    no_run = nowhere.replace(":execution:", ":mapRun:")
    assert ["aws-not-found"] == kinds(lambda: executions.map_run(no_run))


def ended(executions: Any, arn: str) -> Any:
    until = time.monotonic() + 20
    while not (found := executions.execution(arn)).over:
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def test_an_output_arrives_as_json(adapters: Any) -> None:
    """Of an execution that succeeded on the embedded AWS."""
    machine = made(adapters, {"End": {"Type": "Succeed"}})
    executions = adapters.machine_executions
    found = ended(executions, executions.start(machine.arn, "first", INPUT))
    assert ("SUCCEEDED", json.loads(INPUT)) == (found.status, json.loads(found.output))


def test_a_failure_arrives_with_error_and_cause(adapters: Any) -> None:
    """As its Fail state says them."""
    fail = {"End": {"Type": "Fail", "Error": "missing-record", "Cause": "there is none"}}
    machine = made(adapters, fail)
    executions = adapters.machine_executions
    found = ended(executions, executions.start(machine.arn, "first", INPUT))
    assert ("FAILED", "missing-record", "there is none") == (found.status, found.error, found.cause)


def test_the_history_tells_states_and_what_tasks_were_given(adapters: Any) -> None:
    """In order, each with the event before it; a part of it after any number."""
    child = made(adapters, {"End": {"Type": "Succeed"}}, "run_pipeline")
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Arguments": {"StateMachineArn": child.arn, "Input": {"job": "pipeline_first"}},
        "End": True,
    }
    machine = made(adapters, {"Call": call})
    executions = adapters.machine_executions
    arn = executions.start(machine.arn, "first", INPUT)
    ended(executions, arn)
    events = executions.events(arn, 0)
    assert list(range(1, len(events) + 1)) == [event.number for event in events]
    told = {event.kind: event for event in events}
    assert "Call" == told["TaskStateEntered"].state == told["TaskStateExited"].state
    scheduled = told["TaskScheduled"]
    assert "states:startExecution.sync:2" == scheduled.resource
    assert {"job": "pipeline_first"} == json.loads(scheduled.parameters)["Input"]
    assert told["TaskStateEntered"].number == scheduled.previous
    assert arn_of("run_pipeline", "") in json.loads(told["TaskSucceeded"].output)["ExecutionArn"]
    assert "ExecutionSucceeded" == events[-1].kind
    assert events[3:] == executions.events(arn, 3)


def test_children_of_a_map_run_are_counted_by_what_became_of_them(adapters: Any) -> None:
    """One of three fails, which is tolerated."""
    inside = {
        "C": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input = 2 %}", "Next": "F"}],
            "Default": "S",
        },
        "F": {"Type": "Fail", "Error": "Mine"},
        "S": {"Type": "Succeed"},
    }
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    days = {
        "Type": "Map",
        "Items": [1, 2, 3],
        "ToleratedFailureCount": 1,
        "ItemProcessor": {**processor, "StartAt": "C", "States": inside},
        "End": True,
    }
    machine = made(adapters, {"Days": days})
    executions = adapters.machine_executions
    arn = executions.start(machine.arn, "first", INPUT)
    assert "SUCCEEDED" == ended(executions, arn).status
    (begun,) = [event for event in executions.events(arn, 0) if event.kind == "MapRunStarted"]
    assert MapRun(waiting=0, running=0, succeeded=2, failed=1) == executions.map_run(begun.map_run)


class Pages:
    """A history of 500 events that is given 200 at a time, newest first, as the service does."""

    def __init__(self) -> None:
        self.asked = 0

    def get_execution_history(self, **request: Any) -> dict[str, Any]:
        self.asked += 1
        assert request["reverseOrder"]
        newest = int(request.get("nextToken", 500))
        oldest = max(0, newest - request["maxResults"])
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        events = [
            {"id": number, "previousEventId": number - 1, "type": "PassStateEntered", "timestamp": moment}
            for number in range(newest, oldest, -1)
        ]
        return {"events": events} | ({"nextToken": str(oldest)} if oldest else {})


@pytest.mark.parametrize(
    ("after", "pages"), [(0, 3), (99, 3), (100, 2), (299, 2), (300, 1), (499, 1), (500, 1)]
)
def test_a_look_reads_the_new_end_of_a_long_history(after: int, pages: int) -> None:
    """All that is new, in order, and no page more than that."""
    client = Pages()
    found = MachineExecutions(client).events("arn", after)
    assert list(range(after + 1, 501)) == [event.number for event in found]
    assert pages == client.asked
