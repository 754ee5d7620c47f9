"""Executions of machines in memory: an execution runs until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.aws.memory_machines import Calls, MemoryStateMachines
from pipelines.aws.values import HistoryEvent, MachineExecution, MapRun
from pipelines.errors import Problem, RemoteError


@dataclass
class _Running:
    text: str
    execution: MachineExecution
    events: list[HistoryEvent] = field(default_factory=list)


class MemoryMachineExecutions:
    """Executions of the machines of one account."""

    def __init__(self, aws: Calls, machines: MemoryStateMachines) -> None:
        self._aws, self._machines = aws, machines
        self._running: dict[str, _Running] = {}
        self.map_runs: dict[str, MapRun] = {}

    def start(self, machine_arn: str, name: str, text: str) -> str:
        """Start one; the same name is the same execution, while it runs on the same input."""
        with self._aws.calling("states:StartExecution", machine_arn):
            if machine_arn not in self._machines.stored:
                raise _refusal("StartExecution", machine_arn, "aws-not-found", "there is no such machine")
            arn = f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}"
            there = self._running.get(arn)
            if there is not None and (there.execution.over or there.text != text):
                raise _refusal("StartExecution", arn, "aws-exists", "it already exists")
            if there is None:
                now = self._aws.clock()
                execution = MachineExecution(arn, "RUNNING", now)
                self._running[arn] = _Running(text, execution, [HistoryEvent(1, 0, "ExecutionStarted", now)])
            return arn

    def execution(self, arn: str) -> MachineExecution:
        """One as it stands now."""
        with self._aws.calling("states:DescribeExecution", arn):
            return self._found("DescribeExecution", arn).execution

    def events(self, arn: str, after: int) -> tuple[HistoryEvent, ...]:
        """Its history after an event's number."""
        with self._aws.calling("states:GetExecutionHistory", arn):
            events = self._found("GetExecutionHistory", arn).events
            return tuple(event for event in events if event.number > after)

    def map_run(self, arn: str) -> MapRun:
        """How far the child executions of a distributed Map are, as a test has put it in `map_runs`."""
        with self._aws.calling("states:DescribeMapRun", arn):
            if arn not in self.map_runs:
                raise _refusal("DescribeMapRun", arn, "aws-not-found", "there is no such Map Run")
            return self.map_runs[arn]

    def stop(self, arn: str, cause: str) -> None:
        """Stop it."""
        with self._aws.calling("states:StopExecution", arn):
            if not self._found("StopExecution", arn).execution.over:
                self.move(arn, "ABORTED", cause=cause)

    def input_of(self, arn: str) -> str:
        """What it was started on."""
        return self._found("DescribeExecution", arn).text

    def move(
        self,
        arn: str,
        status: str,
        *events: HistoryEvent,
        output: str = "",
        error: str = "",
        cause: str = "",
    ) -> None:
        """Let an execution go on: what the service would do by itself."""
        there = self._found("DescribeExecution", arn)
        stopped = None if status == "RUNNING" else self._aws.clock()
        there.events += events
        there.execution = replace(
            there.execution, status=status, stopped=stopped, output=output, error=error, cause=cause
        )

    def _found(self, operation: str, arn: str) -> _Running:
        if arn not in self._running:
            raise _refusal(operation, arn, "aws-not-found", "there is no such execution")
        return self._running[arn]


def _refusal(operation: str, resource: str, code: str, fault: str) -> RemoteError:
    return RemoteError(Problem("", "", code, f"states:{operation} {resource}: {fault}", "look at it again"))
