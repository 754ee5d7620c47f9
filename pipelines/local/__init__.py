"""Pipelines on this machine: a runner for compiled definitions, and an embedded AWS that uses it.

definition   the JSON of a pipeline -> steps, their order, their retry policies          (pure)
resolution   the parameters of a start; `Get` and `Std:Join` become values               (pure)
schedule     which step may start, which never will, when one is tried again             (pure)
container    where things lie in a step's container, and what its configuration says     (pure)
process      a command as its own process group, with a clock over it
store        S3 as a run needs it; `moto_store` is the same without HTTP
machine      what steps run on and with; `clock` is its time
attempt      one attempt of one step: inputs down, process, outputs up
step_run     a step from its first attempt to its last
runner       an execution from its first step to its last

shapes       a request against the service's own model                                   (pure)
catalog      the pipelines of the embedded AWS
executions   its executions, each in a thread with the runner
pipeline_calls, execution_calls, pipeline_api   what SageMaker's operations check, refuse and answer
moto_patch   puts them in the place of moto's
javascript   texts, numbers and regular expressions as JavaScript has them                (pure)
jsonata      JSONata as Step Functions runs it; `jsonata_text`, `jsonata_functions` correct the library
states       the states language, its calls and executions; `moto_states` puts them in the place of moto's
server       moto on a loopback port
embedded     all of it together
"""

from typing import TYPE_CHECKING, Any

from pipelines.errors import Problem, UsageError
from pipelines.local.machine import Keep
from pipelines.local.outcome import ExecutionResult, Failure, Phase, Progress, StepEvent, StepResult
from pipelines.local.resolution import ExecutionIdentity
from pipelines.local.runner import Runner
from pipelines.local.schedule import State
from pipelines.local.store import ObjectStore, S3Store, StoredObject

if TYPE_CHECKING:
    from pipelines.local.embedded import EmbeddedAws, serve

__all__ = [
    "EmbeddedAws",
    "ExecutionIdentity",
    "ExecutionResult",
    "Failure",
    "Keep",
    "ObjectStore",
    "Phase",
    "Progress",
    "Runner",
    "S3Store",
    "State",
    "StepEvent",
    "StepResult",
    "StoredObject",
    "serve",
]


def __getattr__(name: str) -> Any:
    """The embedded AWS when it is asked for: moto takes a second to import, and is an optional extra."""
    if name not in ("EmbeddedAws", "serve"):
        raise AttributeError(name)
    try:
        from pipelines.local import embedded  # noqa: PLC0415
    except ModuleNotFoundError as error:
        fault = f"the embedded AWS needs the package {error.name}"
        remedy = 'pip install "table-driven-pipelines[local]"'
        raise UsageError(Problem("", "", "extra-missing", fault, remedy)) from error
    return getattr(embedded, name)
