"""How a machine's execution ended: what it gave, or each fault with what to do about it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from pipelines.aws.values import MachineExecution
from pipelines.errors import ExecutionError, Problem

_PIPELINE_EXECUTION: Final = re.compile(
    r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:pipeline/\S+/execution/\w+"
)
_AGAIN: Final = "then send the event again: nothing that is done is done twice"
_REMEDIES: Final = {
    "missing-record": f"write the record, run `pipelines apply`, {_AGAIN}",
    "execution-failed": f"see its steps with `pipelines status{{arn}}`, correct the cause, {_AGAIN}",
    "execution-stopped": "send the event again to run what was stopped",
    "execution-timeout": "see `pipelines status{arn}`",
    "lock-failed": "send the event again: nothing that is done is done twice",
    "lock-lost": "follow the execution that has it",
    "backfill-incomplete": "correct the cause, then send the same event again: it runs what failed",
    "ABORTED": "send the event again to go on",
}
_OF_THE_EVENT: Final = frozenset(
    {
        "malformed-event",
        "missing-parameter",
        "missing-key",
        "invalid-parameter-value",
        "contradicting-key",
        "conflicting-spellings",
        "several-messages",
        "invalid-range",
    }
)


def output_of(execution: MachineExecution) -> Any:
    """What the execution gave, as JSON; None where it gave nothing."""
    return json.loads(execution.output) if execution.output else None


def faults_of(execution: MachineExecution) -> tuple[Problem, ...]:
    """Why an execution that is over is no success, or which messages of its batch failed."""
    if execution.status == "SUCCEEDED":
        output = output_of(execution)
        results = output.get("results") if isinstance(output, dict) else None
        return tuple(
            _problem(
                str(one.get("message_id") or execution.arn), one.get("code"), one.get("cause"), execution
            )
            for one in (results if isinstance(results, list) else ())
            if isinstance(one, dict) and one.get("status") == "failed"
        )
    cause = execution.cause or {
        "ABORTED": "it was stopped",
        "TIMED_OUT": "it took longer than its machine allows",
    }.get(execution.status, "it failed without a cause")
    return (_problem(execution.arn, execution.error, cause, execution),)


def require_success(execution: MachineExecution) -> None:
    """Raise `ExecutionError` with every fault of an execution that is over."""
    if problems := faults_of(execution):
        raise ExecutionError(problems)


def _problem(record: str, code: Any, cause: Any, execution: MachineExecution) -> Problem:
    kind = code if isinstance(code, str) and code else "execution-failed"
    fault = " ".join(str(cause).split()) if cause else "no cause is told"
    if "." in kind:  # `States.…`, `DynamoDb.…`: of the service, not of this product
        fault, kind = f"{kind}: {fault}", "execution-failed"
        remedy = f"see the log group /aws/vendedlogs/states/{execution.arn.split(':')[-2]}, {_AGAIN}"
    elif "`pipelines apply`" in fault:
        remedy = f"run `pipelines apply`, {_AGAIN}"
    elif kind in _OF_THE_EVENT:
        remedy = "correct the event or the record's defaults, and send it again"
    else:
        found = _PIPELINE_EXECUTION.search(fault)
        remedy = _REMEDIES.get(kind if code else execution.status) or f"correct the cause, {_AGAIN}"
        remedy = remedy.format(arn=f" {found[0]}" if found else "")
    return Problem(record, "", kind, fault, remedy)
