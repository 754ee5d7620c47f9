"""Definitions, events, variables and histories stay within what the service allows."""

import json
from typing import Any

import pytest
from jsonata_reference import ExpressionError, Reference
from machine_parts import MOST_BYTES, evaluated, size_of, states

from pipelines.orchestration.backfill import WINDOWS_A_CHILD
from pipelines.orchestration.history import MOST_EVENTS, Repetition, history_of
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.run_pipeline import FIRST_WAIT, LONGEST_WAIT, TIMEOUT, WAIT_RATE
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import CHILD_CAUSE, expression
from pipelines.orchestration.training import REMEDIES

MOST_DEFINITION = 1_048_576
"""Bytes of a definition (API reference, CreateStateMachine: 1 MiB)."""

PATTERNS = [f"^{number:03}" + "[a-z]{1,2}|\\\\/" * 14 + "$" for number in range(1_000)]
"""A thousand different hints of 200 characters each: no table has that many."""
SITE = Site("123456789012", "ap-southeast-2", "t" * 255)

MACHINES = {one.job: one for one in build_machines(SITE, PATTERNS)}
BY_MESSAGE = ["features_inference_15m", "monthly_baselines", "publication", "training"]

YEAR = {"start": "2024-01-01T00:00:00Z", "end": "2024-12-31T00:00:00Z"}
WINDOWS_OF_A_YEAR = 365 * 96
JOBS_A_WINDOW = 5

KEY = {
    "project_name": "ndr",
    "feature_spec_version": "v1",
    "MiniBatchId": "a",
    "ReferenceMonthIso": "2025-01",
}


@pytest.mark.parametrize("job", MACHINES)
def test_a_definition_is_within_a_mebibyte(job: str) -> None:
    """With more hints than any table has."""
    assert len(MACHINES[job].render().encode()) < MOST_DEFINITION


def looks() -> int:
    """How often run_pipeline looks at a pipeline that takes as long as it waits for by default."""
    waited, wait, count = 0, FIRST_WAIT, 0
    while waited < TIMEOUT:
        waited, count = waited + wait, count + 1
        wait = min(-int(-wait * WAIT_RATE // 1), LONGEST_WAIT)
    return count


@pytest.mark.parametrize("job", MACHINES)
def test_a_history_ends_before_the_service_ends_it(job: str) -> None:
    """Every call failing as often as it may, ten messages, the longest wait, both remedies."""
    repetition = Repetition(
        items={"EachMessage": 10, "Windows": WINDOWS_A_CHILD, "Jobs": JOBS_A_WINDOW},
        rounds={"Look": looks(), "Verify": 1 + REMEDIES},
    )
    history = history_of(MACHINES[job].definition, repetition)
    assert history.events < MOST_EVENTS
    assert all(child.events < MOST_EVENTS for child in history.children.values())


def children(reference: Reference, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The inputs of the child executions that a backfill starts."""
    days = MACHINES["backfill"].definition["States"]["Days"]
    items = evaluated(reference, days["Items"], states=states(given))
    return [
        evaluated(reference, days["ItemSelector"], states=states(given, item, index))
        for index, item in enumerate(items)
    ]


def test_a_year_is_windows_of_child_executions_and_a_short_history(reference: Reference) -> None:
    """35,040 windows, each in one child, none with more than a history holds; the parent's is short."""
    given = {"project_name": "ndr", "feature_spec_version": "v1", **YEAR}
    days = MACHINES["backfill"].definition["States"]["Days"]
    begun = children(reference, given)
    windows = evaluated(
        reference, days["ItemProcessor"]["States"]["Windows"]["Items"], states=states(begun[-1])
    )
    assert sum(child["count"] for child in begun) == WINDOWS_OF_A_YEAR
    assert max(child["count"] for child in begun) <= WINDOWS_A_CHILD
    assert len(windows) == begun[-1]["count"]
    assert size_of([{"from": child["from"], "count": child["count"]} for child in begun]) < MOST_BYTES
    history = history_of(
        MACHINES["backfill"].definition,
        Repetition(items={"Windows": WINDOWS_A_CHILD, "Jobs": JOBS_A_WINDOW}),
    )
    assert history.events < 100
    assert history.children["Days"].events < MOST_EVENTS


@pytest.mark.parametrize(
    "character",
    [
        "x",
        '"',
        "é",
        "😀",
    ],
)
def test_a_year_that_fails_altogether_can_be_told(reference: Reference, character: str) -> None:
    """Every window failed, with the longest cause: what the children say fits into one result."""
    given = {"project_name": "ndr", "feature_spec_version": "v1", **YEAR}
    days = MACHINES["backfill"].definition["States"]["Days"]
    windows = days["ItemProcessor"]["States"]["Windows"]
    failed = {"status": "failed", "code": "execution-failed", "cause": character * 1000}
    told = [
        evaluated(reference, windows["Output"], states=states(child, result=[failed] * child["count"]))
        for child in children(reference, given)[:2]
    ]
    assert size_of([told[-1]] * 365) < MOST_BYTES


def padded(event: Any, filler: str = "x") -> Any:
    """The event with a field so long that it has as many bytes as an input may have."""
    event = dict(event, filler="")
    return dict(event, filler=filler * ((MOST_BYTES - size_of(event)) // len(filler.encode())))


def sqs(body: str, count: int = 1) -> dict[str, Any]:
    """Messages of a queue."""
    return {"Records": [{"messageId": str(number), "body": body} for number in range(count)]}


def sns(message: str) -> str:
    """A message that a topic wrote to a queue."""
    return json.dumps({"Type": "Notification", "MessageId": "n", "Message": message})


LARGEST: dict[str, Any] = {
    "a direct payload": padded(KEY),
    "a direct payload that is no ASCII": padded(KEY, "é"),
    "a message of keys and values": sqs(
        ";".join(
            [f"{name}={value}" for name, value in KEY.items()] + [f"k{n}={'v' * 4_300}" for n in range(60)]
        )
    ),
    "a message in a message": sqs(sns(json.dumps(dict(KEY, filler="x" * 250_000)))),
    "ten messages": sqs(json.dumps(dict(KEY, filler="x" * 25_000)), 10),
}


def test_the_largest_events_are_as_large_as_an_input_may_be() -> None:
    """None is refused by StartExecution, and none is small."""
    assert all(MOST_BYTES * 0.9 < size_of(event) <= MOST_BYTES for event in LARGEST.values())


@pytest.mark.parametrize("job", BY_MESSAGE)
@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_event_is_refused_or_fits(reference: Reference, job: str, name: str) -> None:
    """Step Functions ends an execution whose data outgrows it, and no Catch is asked: a lock would stay.

    So whatever is too large has to be refused by an expression, which has a Catch, before the lock is taken.
    """
    each = MACHINES[job].definition["States"]["EachMessage"]
    process = each["ItemProcessor"]
    first = process["States"][process["StartAt"]]
    lock = {"lock_owner": {"S": "me"}, "attempts": {"N": "0"}}
    try:
        items = evaluated(reference, each["Items"], states=states(LARGEST[name]))
    except ExpressionError as refusal:
        assert "large" in refusal.message  # noqa: PT017 - a refusal is one of the two ways that are right
        return
    for index, item in enumerate(items):
        given = evaluated(reference, each["ItemSelector"], states=states(LARGEST[name], item, index))
        assert size_of(given) <= MOST_BYTES
        try:
            arguments = evaluated(reference, first["Arguments"], states=states(given, item, index))
        except ExpressionError as refusal:
            assert "large" in refusal.message  # noqa: PT017
            continue
        result = {"Attributes": lock}
        assigned = evaluated(reference, first["Assign"], states=states(given, item, index, result))
        assert size_of(arguments) <= MOST_BYTES
        assert size_of(assigned) <= MOST_BYTES


@pytest.mark.parametrize("name", LARGEST)
def test_run_pipeline_keeps_of_the_largest_event_what_it_needs(reference: Reference, name: str) -> None:
    """Neither what it asks the table nor what it remembers grows with what nobody asked for."""
    machine: Machine = MACHINES["run_pipeline"]
    read = machine.definition["States"]["Read"]
    given = {"job": "pipeline_a", **KEY, "message": LARGEST[name]}
    result = {"Responses": [{}, {"Item": {"spec": {"M": {"required_runtime_params": {"L": []}}}}}]}
    try:
        arguments = evaluated(reference, read["Arguments"], states=states(given))
    except ExpressionError as refusal:
        assert "large" in refusal.message  # noqa: PT017
        return
    assigned = evaluated(reference, read["Assign"], states=states(given, result=result))
    assert size_of(arguments) <= MOST_BYTES
    assert size_of(assigned) <= MOST_BYTES


def test_a_message_of_many_small_parts_is_read_or_refused_soon() -> None:
    """Ten kilobytes of key=value, which AWS would not wait for either."""
    read = MACHINES["run_pipeline"].definition["States"]["Read"]
    message = ";".join([f"{name}={value}" for name, value in KEY.items()] + [f"k{n}=v" for n in range(2_000)])
    given = {"job": "pipeline_a", "message": message}
    with Reference(seconds=5) as impatient:
        asked = evaluated(impatient, read["Arguments"], states=states(given))
    assert size_of(asked) <= MOST_BYTES


@pytest.mark.parametrize(("length", "filler"), [(None, "x"), (32_768, "x"), (32_768, "}"), (900, "x")])
def test_a_childs_cause_is_read_also_where_the_service_has_cut_it(
    reference: Reference, length: int | None, filler: str
) -> None:
    """Its description holds its input: what is left of one that ends midway still says code and cause."""
    described = {
        "Cause": "two slices are missing",
        "Error": "execution-failed",
        "Input": json.dumps({"values": {"Cause": filler * 40_000, "Error": '"Error":"other"'}}),
        "Status": "FAILED",
    }
    failure = {
        "Error": "States.TaskFailed",
        "Cause": json.dumps(described, separators=(",", ":"))[:length],
    }
    found = evaluated(reference, expression(CHILD_CAUSE), failure=failure)
    assert {"code": "execution-failed", "cause": "two slices are missing"} == found
