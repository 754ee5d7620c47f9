"""Puts state machines that run in the place of moto's, which do not, and takes them out again.

All that is known here of moto's inside (5.2.5): `StepFunctionBackend` keeps `state_machines`, each with
`arn`, `name`, `definition`, `roleArn`, `type` and the list `executions`; it creates and updates them in
`create_state_machine` and `update_state_machine`, and finds an execution in `describe_execution`. A
`StateMachine` starts one in `start_execution`, after `_handle_name_input_idempotency`, and stops one in
`stop_execution`. `StepFunctionResponse` has one method an operation, `_get_param`, and answers an
`ActionResult`; its lists are made from attributes that `MachineExecution` has too. Errors are `AWSError`s.

Where moto differs from the service, this follows the service: a definition is checked; a machine is created
again only with the same definition, role, type, logging and tracing (StateMachineAlreadyExists); an
execution's name is free again after 90 days; a description tells the kind of error and cause; a history is
the execution's own. A version or an alias of a machine cannot be started.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from moto.core.exceptions import AWSError
from moto.core.responses import ActionResult
from moto.stepfunctions.exceptions import (
    ExecutionAlreadyExists,
    ExecutionDoesNotExist,
    InvalidExecutionInput,
    ResourceNotFound,
)
from moto.stepfunctions.models import StateMachine, StepFunctionBackend
from moto.stepfunctions.responses import StepFunctionResponse

from pipelines.local.states.definition import faults
from pipelines.local.states.executions import MachineExecution, MachineExecutions
from pipelines.local.states.scope import MAX_BYTES

WRITTEN_FOR: Final = "5.2.5"
"""The version of moto that this was written for."""
REMEMBERED: Final = timedelta(days=90)
_PAGE: Final = 1000
_DIAGNOSTICS: Final = 100
_MISSING: Final = object()


class InvalidDefinition(AWSError):  # type: ignore[misc]  # noqa: N818 - AWS's name
    TYPE = "InvalidDefinition"
    STATUS = 400


class StateMachineAlreadyExists(AWSError):  # type: ignore[misc]  # noqa: N818 - AWS's name
    TYPE = "StateMachineAlreadyExists"
    STATUS = 400


class MissingRequiredParameter(AWSError):  # type: ignore[misc]  # noqa: N818 - AWS's name
    TYPE = "MissingRequiredParameter"
    STATUS = 400


def install(executions: MachineExecutions) -> Callable[[], None]:
    """Patch moto's Step Functions for the whole process; the answer undoes it."""
    patches: list[tuple[type, str, Any]] = [
        (StepFunctionBackend, "create_state_machine", _create(StepFunctionBackend.create_state_machine)),
        (StepFunctionBackend, "update_state_machine", _update(StepFunctionBackend.update_state_machine)),
        (StateMachine, "start_execution", _start(executions)),
        (StepFunctionResponse, "stop_execution", _stop),
        (StepFunctionResponse, "validate_state_machine_definition", _validate),
        (StepFunctionResponse, "describe_execution", _describe),
        (StepFunctionResponse, "list_executions", _list(StepFunctionResponse.list_executions)),
        (StepFunctionResponse, "get_execution_history", _history),
        (StepFunctionResponse, "describe_map_run", _describe_map_run(executions)),
    ]
    before = [(owner, name, owner.__dict__.get(name, _MISSING)) for owner, name, _ in patches]
    for owner, name, method in patches:
        setattr(owner, name, method)

    def uninstall() -> None:
        for owner, name, method in before:
            if method is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, method)

    return uninstall


def _checked(definition: str) -> None:
    found = faults(definition)
    if found:
        raise InvalidDefinition("Invalid State Machine Definition: '" + "; ".join(map(str, found)) + "'")


def _create(otherwise: Callable[..., Any]) -> Callable[..., Any]:
    def create(backend: Any, name: str, definition: str, roleArn: str, **more: Any) -> Any:  # noqa: N803 - moto's name
        _checked(definition)
        existing = next((each for each in backend.state_machines if each.name == name), None)
        if existing is not None:
            asked = {
                "definition": definition,
                "roleArn": roleArn,
                "type": more.get("sm_type") or "STANDARD",
                "loggingConfiguration": more.get("loggingConfiguration") or existing.loggingConfiguration,
                "tracingConfiguration": more.get("tracingConfiguration") or existing.tracingConfiguration,
            }
            if any(getattr(existing, key) != value for key, value in asked.items()):
                raise StateMachineAlreadyExists(f"State Machine Already Exists: '{existing.arn}'")
        return otherwise(backend, name=name, definition=definition, roleArn=roleArn, **more)

    return create


def _update(otherwise: Callable[..., Any]) -> Callable[..., Any]:
    def update(backend: Any, arn: str, definition: str | None = None, **more: Any) -> Any:
        if definition is None and not any(more.get(name) for name in _UPDATED):
            raise MissingRequiredParameter(
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration "
                "must be specified"
            )
        if definition is not None:
            _checked(definition)
        return otherwise(backend, arn=arn, definition=definition, **more)

    return update


_UPDATED: Final = ("role_arn", "logging_configuration", "tracing_configuration", "encryption_configuration")


def _start(executions: MachineExecutions) -> Callable[..., Any]:
    def start(
        machine: Any, region_name: str, account_id: str, execution_name: str, execution_input: str
    ) -> MachineExecution:
        _valid_input(execution_input)
        same: list[MachineExecution] = [each for each in machine.executions if each.name == execution_name]
        for known in same:
            if known.status == "RUNNING" and known.execution_input == execution_input:
                return known
            if known.stop_date is None or datetime.now(UTC) - known.stop_date < REMEMBERED:
                raise ExecutionAlreadyExists(f"Execution Already Exists: '{known.execution_arn}'")
            machine.executions.remove(known)
        partition = machine.arn.split(":")[1]
        arn = f"arn:{partition}:states:{region_name}:{account_id}:execution:{machine.name}:{execution_name}"
        about = {
            "arn": machine.arn,
            "name": machine.name,
            "role": machine.roleArn,
            "definition": machine.definition,
        }
        execution = executions.start(arn, about, execution_input)
        machine.executions.append(execution)
        return execution

    return start


def _valid_input(text: str) -> None:
    try:
        json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        raise InvalidExecutionInput(f"Invalid State Machine Execution Input: '{error}'") from error
    if len(text.encode()) > MAX_BYTES:
        raise InvalidExecutionInput(f"Invalid State Machine Execution Input: more than {MAX_BYTES} bytes")


def _no_constant(name: str) -> Any:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _validate(response: Any) -> ActionResult:
    """Moto has not this operation."""
    most = int(response._get_param("maxResults") or _DIAGNOSTICS)  # noqa: SLF001 - moto's own way
    found = faults(response._get_param("definition"))  # noqa: SLF001
    told = [
        {"severity": "ERROR", "code": each.code, "message": each.message, "location": each.location}
        for each in found
    ]
    result = "FAIL" if found else "OK"
    return ActionResult({"result": result, "diagnostics": told[:most], "truncated": len(told) > most})


def _found(response: Any) -> MachineExecution:
    execution = response.stepfunction_backend.describe_execution(response._get_param("executionArn"))  # noqa: SLF001 - moto's own way
    if not isinstance(execution, MachineExecution):
        raise ExecutionDoesNotExist(f"Execution Does Not Exist: '{response._get_param('executionArn')}'")  # noqa: SLF001
    return execution


def _stop(response: Any) -> ActionResult:
    execution = _found(response)
    execution.stop(response._get_param("error"), response._get_param("cause"))  # noqa: SLF001
    return ActionResult({"stopDate": execution.stop_date})


def _describe(response: Any) -> ActionResult:
    execution = _found(response)
    status = execution.status  # read first: what goes with it was written before
    told: dict[str, Any] = {
        "executionArn": execution.execution_arn,
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "status": status,
        "startDate": execution.start_date,
        "input": execution.execution_input,
        "inputDetails": {"included": True},
        "redriveCount": 0,
    }
    if status != "RUNNING":
        more = {"stopDate": execution.stop_date, "output": execution.output}
        more |= {"error": execution.error, "cause": execution.cause}
        told |= {name: value for name, value in more.items() if value is not None}
        if execution.output is not None:
            told["outputDetails"] = {"included": True}
    return ActionResult(told)


def _describe_map_run(executions: MachineExecutions) -> Callable[[Any], ActionResult]:
    """Moto knows none."""

    def describe(response: Any) -> ActionResult:
        arn = response._get_param("mapRunArn")  # noqa: SLF001 - moto's own way
        found = executions.map_runs.get(arn)
        if found is None:
            raise ResourceNotFound(arn)
        return ActionResult(found.description())

    return describe


def _list(otherwise: Callable[[Any], ActionResult]) -> Callable[[Any], ActionResult]:
    def answer(response: Any) -> ActionResult:
        listed = otherwise(response)
        known = {
            each.execution_arn: each
            for each in response.stepfunction_backend.describe_state_machine(
                response._get_param("stateMachineArn")  # noqa: SLF001 - moto's own way
            ).executions
        }
        for each in listed.result["executions"]:
            stopped = known[each["executionArn"]].stop_date
            if each["status"] == "TIMED_OUT" and stopped is not None:
                each["stopDate"] = stopped
        return listed

    return answer


def _history(response: Any) -> ActionResult:
    events = _found(response).history.events()
    if response._get_param("reverseOrder"):  # noqa: SLF001
        events.reverse()
    begin = int(response._get_param("nextToken") or 0)  # noqa: SLF001
    end = begin + min(int(response._get_param("maxResults") or _PAGE), _PAGE)  # noqa: SLF001
    page: dict[str, Any] = {"events": events[begin:end]}
    if end < len(events):
        page["nextToken"] = str(end)
    return ActionResult(page)
