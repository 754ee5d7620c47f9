"""Executions of Step Functions machines: start, describe, read the history, stop.

Descriptions and histories are eventually consistent (API reference, DescribeExecution and
GetExecutionHistory): one that was just started may not be there yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pipelines.aws.errors import calling
from pipelines.aws.values import HistoryEvent, MachineExecution, MapRun

PAGE: Final = 200
"""Events asked for at once; GetExecutionHistory gives 1,000 at most."""


class MachineExecutions:
    """The executions of the machines of one account and region."""

    def __init__(self, client: Any) -> None:
        """*client* is botocore's of `stepfunctions`."""
        self._client = client

    def start(self, machine_arn: str, name: str, text: str) -> str:
        """Start one on *text*, which is JSON, and give its ARN.

        The same name and input again give that of the first while it runs; another input, or one that is
        over, is an error of the kind `aws-exists` (API reference, StartExecution).
        """
        with calling("states:StartExecution", machine_arn):
            answer = self._client.start_execution(stateMachineArn=machine_arn, name=name, input=text)
        return str(answer["executionArn"])

    def execution(self, arn: str) -> MachineExecution:
        """One execution as it stands now."""
        with calling("states:DescribeExecution", arn):
            answer = self._client.describe_execution(executionArn=arn)
        return MachineExecution(
            arn,
            answer["status"],
            answer.get("startDate"),
            answer.get("stopDate"),
            answer.get("output") or "",
            answer.get("error") or "",
            answer.get("cause") or "",
        )

    def events(self, arn: str, after: int) -> tuple[HistoryEvent, ...]:
        """Its history after an event's number, in order: read from its end, so that a look costs a page."""
        found: list[HistoryEvent] = []
        request = {"executionArn": arn, "reverseOrder": True, "maxResults": PAGE}
        while True:
            with calling("states:GetExecutionHistory", arn):
                page = self._client.get_execution_history(**request)
            events = [_event(entry) for entry in page["events"]]
            found += [event for event in events if event.number > after]
            if not page.get("nextToken") or any(event.number <= after + 1 for event in events):
                return tuple(sorted(found, key=lambda event: event.number))
            request["nextToken"] = page["nextToken"]

    def map_run(self, arn: str) -> MapRun:
        """How far the child executions of a distributed Map are."""
        with calling("states:DescribeMapRun", arn):
            counts = self._client.describe_map_run(mapRunArn=arn)["executionCounts"]
        failed = counts["failed"] + counts["timedOut"] + counts["aborted"]
        return MapRun(counts["pending"], counts["running"], counts["succeeded"], failed)

    def stop(self, arn: str, cause: str) -> None:
        """Stop it. Machines that it runs (`.sync`) are stopped with it; pipelines of SageMaker go on."""
        with calling("states:StopExecution", arn):
            self._client.stop_execution(executionArn=arn, cause=cause)


def _event(entry: Mapping[str, Any]) -> HistoryEvent:
    """An event has one object of details, called by its kind (API reference, HistoryEvent)."""
    details: Mapping[str, Any] = next(
        (
            value
            for key, value in entry.items()
            if key.endswith("EventDetails") and isinstance(value, Mapping)
        ),
        {},
    )
    kind = entry["type"]
    names = (details.get("resourceType"), details.get("resource"))
    return HistoryEvent(
        number=entry["id"],
        previous=entry.get("previousEventId", 0),
        kind=kind,
        at=entry["timestamp"],
        state=details.get("name") or "" if "State" in kind else "",
        resource=":".join(name for name in names if name),
        parameters=details.get("parameters") or "",
        output=details.get("output") or "",
        error=details.get("error") or "",
        cause=details.get("cause") or "",
        map_run=details.get("mapRunArn") or "",
    )
