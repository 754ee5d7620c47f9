"""Map and Parallel: many at once, each in a thread and a scope of its own; the first failure ends all."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pipelines.local.states.history import History
from pipelines.local.states.interpreter import Interpreter
from pipelines.local.states.map_runs import MapRun
from pipelines.local.states.scope import (
    HaltedError,
    Scope,
    StateError,
    Stop,
    TimedOutError,
    Visit,
    compact,
    iso,
    limit,
)

TOGETHER: Final = 40
"""Items of an inline Map that run at once when MaxConcurrency does not say less."""
TOGETHER_DISTRIBUTED: Final = 16
"""Children of a distributed Map at once if it does not say. Never more than 40; the service has 10,000."""
EXCEEDED: Final = "States.ExceedToleratedFailureThreshold"


def run_parallel(interpreter: Interpreter, visit: Visit) -> list[Any]:
    """Return the branches' outputs, in the order of the branches."""
    value = visit.render("Arguments", visit.input)
    history, scope = interpreter.history, visit.scope
    history.add(scope, "ParallelStateStarted")

    def run(index: int, stop: Stop) -> Any:
        branch = visit.state["Branches"][index]
        return interpreter.run(branch, value, scope.inner(stop))

    outputs = _together(len(visit.state["Branches"]), run, scope.stop, len(visit.state["Branches"]))
    history.add(scope, "ParallelStateSucceeded")
    return outputs


def run_map(interpreter: Interpreter, visit: Visit) -> list[Any]:
    """Return the iterations' outputs, in the order of the items.

    Of a distributed Map without ResultWriter, those of the children that succeeded: what stands for the
    failed ones that are tolerated is not documented.
    """
    distributed = visit.state["ItemProcessor"].get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED"
    items = _read(interpreter, visit) if "ItemReader" in visit.state else visit.render("Items", visit.input)
    visit.typed("Items", items, "array", list)
    most = visit.typed("MaxConcurrency", visit.render("MaxConcurrency", 0), "number", int)
    if most < 0:
        raise visit.failed("MaxConcurrency", str(visit.state["MaxConcurrency"]), "gives a negative number.")
    values = list(_selected(visit, items))
    history, scope = interpreter.history, visit.scope
    history.add(scope, "MapStateStarted", mapStateStartedEventDetails={"length": len(items)})
    if distributed:
        outputs = _distributed(
            interpreter, visit, _batched(visit, values), min(most or TOGETHER_DISTRIBUTED, TOGETHER)
        )
    else:
        outputs = _inline(interpreter, visit, items, values, min(most or TOGETHER, TOGETHER))
    history.add(scope, "MapStateSucceeded")
    limit(outputs, f"The state/task '{visit.name}' returned a result")
    return outputs


def _inline(
    interpreter: Interpreter, visit: Visit, items: Sequence[Any], values: Sequence[Any], most: int
) -> list[Any]:
    def run(index: int, stop: Stop) -> Any:
        scope = visit.scope.inner(stop, _item(index, items[index]))
        named = {"name": visit.name, "index": index}
        interpreter.history.add(scope, "MapIterationStarted", mapIterationStartedEventDetails=named)
        try:
            output = interpreter.run(visit.state["ItemProcessor"], values[index], scope)
        except StateError:
            interpreter.history.add(scope, "MapIterationFailed", mapIterationFailedEventDetails=named)
            raise
        interpreter.history.add(scope, "MapIterationSucceeded", mapIterationSucceededEventDetails=named)
        return output

    return _together(len(values), run, visit.scope.stop, most)


def _distributed(interpreter: Interpreter, visit: Visit, values: Sequence[Any], most: int) -> list[Any]:
    """Each child is an execution: a context of its own, no variable from outside."""
    outer = visit.scope.context
    label = visit.state.get("Label", visit.name)
    machine = {**outer["StateMachine"], "Id": f"{outer['StateMachine']['Id']}/{label}"}
    tolerated = _tolerated(visit, len(values))
    failures: list[StateError] = []
    prefix = f"{outer['StateMachine']['Id']}/{label}".replace(":stateMachine:", ":mapRun:")
    arn = f"{prefix}:{uuid.uuid4()}"
    sizes = [len(value["Items"]) if "ItemBatcher" in visit.state else 1 for value in values]
    map_run = MapRun(arn, outer["Execution"]["Id"], sizes, interpreter.now)
    interpreter.map_runs.add(arn, map_run)
    interpreter.history.add(visit.scope, "MapRunStarted", mapRunStartedEventDetails={"mapRunArn": arn})

    def run(index: int, stop: Stop) -> Any:
        name = str(uuid.uuid4())
        execution = {
            "Id": f"{prefix}:{name}".replace(":mapRun:", ":execution:"),
            "Input": values[index],
            "Name": name,
            "RoleArn": outer["Execution"]["RoleArn"],
            "StartTime": iso(interpreter.now()),
            "RedriveCount": 0,
        }
        child = Interpreter(
            interpreter.calls,
            History(interpreter.now, kept=False),
            interpreter.map_runs,
            wait_scale=interpreter.wait_scale,
            deadline=interpreter.deadline,
            now=interpreter.now,
        )
        scope = Scope({"Execution": execution, "StateMachine": machine}, stop)
        try:
            with map_run.child(index):
                return (child.run(visit.state["ItemProcessor"], values[index], scope),)
        except StateError as error:
            failures.append(error)
            if len(failures) > tolerated:
                cause = "The specified tolerated failure threshold was exceeded"
                raise StateError(EXCEEDED, cause) from error
            return ()

    try:
        with map_run.going_on():
            outputs = _together(len(values), run, visit.scope.stop, most)
    except StateError as error:
        failure = {"error": error.error, "cause": error.cause or ""}
        interpreter.history.add(visit.scope, "MapRunFailed", mapRunFailedEventDetails=failure)
        raise
    interpreter.history.add(visit.scope, "MapRunSucceeded")
    return [output for some in outputs for output in some]


def _tolerated(visit: Visit, count: int) -> float:
    """How many children may fail."""
    number = visit.typed("ToleratedFailureCount", visit.render("ToleratedFailureCount", 0), "number", int)
    share = visit.typed(
        "ToleratedFailurePercentage", visit.render("ToleratedFailurePercentage", 0), "number", int, float
    )
    # With both, either that is exceeded fails the run.
    limits = [
        allowed
        for field, allowed in (
            ("ToleratedFailureCount", number),
            ("ToleratedFailurePercentage", share / 100 * count),
        )
        if field in visit.state
    ]
    return float(min(limits, default=0))


def _item(index: int, item: Any) -> dict[str, Any]:
    return {"Map": {"Item": {"Index": index, "Value": item}}}


def _selected(visit: Visit, items: Sequence[Any]) -> Iterator[Any]:
    for index, item in enumerate(items):
        if "ItemSelector" in visit.state:
            context = {**visit.scope.context, **_item(index, item)}
            yield visit.value_of(visit.state["ItemSelector"], "ItemSelector", context)
        else:
            yield item


def _batched(visit: Visit, values: Sequence[Any]) -> Sequence[Any]:
    batcher = visit.state.get("ItemBatcher")
    if batcher is None:
        return values
    count = visit.render("MaxItemsPerBatch", len(values) or 1, of=batcher)
    size = visit.render("MaxInputBytesPerBatch", 262_144, of=batcher)
    more = {"BatchInput": visit.render("BatchInput", of=batcher)} if "BatchInput" in batcher else {}
    batches: list[dict[str, Any]] = []
    for value in values:
        last = batches[-1]["Items"] if batches else []
        if batches and len(last) < count and len(compact({**more, "Items": [*last, value]}).encode()) <= size:
            last.append(value)
        else:
            batches.append({**more, "Items": [value]})
    return batches


def _read(interpreter: Interpreter, visit: Visit) -> Any:
    """Items that lie in S3 as JSON or JSON Lines."""
    reader: Mapping[str, Any] = visit.state["ItemReader"]
    try:
        arguments = visit.render("Arguments", {}, of=reader)
        resource = "arn:aws:states:::aws-sdk:s3:getObject"
        text = interpreter.calls.call(resource, arguments, visit.scope.stop, None)["Body"]
        kind = visit.render("ReaderConfig", {}, of=reader).get("InputType")
        return (
            [json.loads(line) for line in text.splitlines() if line] if kind == "JSONL" else json.loads(text)
        )
    except (StateError, ValueError) as error:
        raise StateError("States.ItemReaderFailed", str(error)) from error


def _together(count: int, run: Callable[[int, Stop], Any], outer: Stop, most: int) -> list[Any]:
    """Run `run(0)` to `run(count - 1)`, some at once; the first error stops the others and is raised."""
    stop = outer.inner()
    outputs: list[Any] = [None] * count
    errors: list[BaseException] = []
    numbers = iter(range(count))
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                index = None if stop.is_set() else next(numbers, None)
            if index is None:
                return
            try:
                outputs[index] = run(index, stop)
            except HaltedError:
                return
            except BaseException as error:  # noqa: BLE001 - raised again by who waits
                with lock:
                    errors.append(error)
                stop.set()
                return

    try:
        workers = [
            threading.Thread(target=work, name=threading.current_thread().name, daemon=True)
            for _ in range(min(most, count))
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        outer.drop(stop)
    if outer.is_set():
        raise HaltedError
    if errors:
        raise next((error for error in errors if isinstance(error, TimedOutError)), errors[0])
    return outputs
