"""run_pipeline on the embedded AWS, from its input to the end of a pipeline."""

import json
import time
from typing import Any

import pytest
from world import BATCH, PROJECT, VERSION, World

from pipelines.local.catalog import ApiError
from pipelines.local.pipeline_api import PipelineApi

JOB = "pipeline_15m_streaming"
SAID = {
    "MiniBatchId": "mb-1",
    "batch_start_ts_iso": "2026-01-05T09:00:00Z",
    "batch-end-ts-iso": "2026-01-05T09:15:00Z",
}
GIVEN = {"job": JOB, "project_name": PROJECT, "feature_spec_version": VERSION}
KEY = {"project_name": PROJECT, "feature_spec_version": VERSION}
PARAMETERS = {
    "ProjectName": PROJECT,
    "FeatureSpecVersion": VERSION,
    "MiniBatchId": "mb-1",
    "BatchStartTsIso": "2026-01-05T09:00:00Z",
    "BatchEndTsIso": "2026-01-05T09:15:00Z",
}
BODY = json.dumps(KEY | SAID)
EVENTS: dict[str, Any] = {
    "direct": KEY | SAID,
    "json": BODY,
    "pairs": ";".join(f"{key}={value}" for key, value in (KEY | SAID).items()),
    "sqs": {"Records": [{"messageId": "m", "body": BODY, "eventSource": "aws:sqs"}]},
    "sns": {
        "Records": [
            {"EventSource": "aws:sns", "Sns": {"Type": "Notification", "MessageId": "n", "Message": BODY}}
        ]
    },
    "sns in sqs": {
        "Records": [{"messageId": "m", "body": json.dumps({"Type": "Notification", "Message": BODY})}]
    },
    "eventbridge": {"detail-type": "batch", "source": "s", "id": "e", "detail": KEY | SAID},
    "pipes": [{"messageId": "m", "body": BODY}],
}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_wrapper_starts_the_pipeline_with_what_it_says(world: World, event: Any) -> None:
    """The key comes from the message too; parameters come in the record's order."""
    world.pipeline(JOB)
    ended = world.run("run_pipeline", {"job": JOB, "message": event})
    assert (ended["status"], world.ran) == ("SUCCEEDED", [(JOB, PARAMETERS)]), ended
    assert list(BATCH) == [one["Name"] for one in ended["output"]["parameters"]]
    assert f"{PROJECT}/{JOB}#{VERSION}" == ended["output"]["record"]


def test_payload_counts_before_message_and_message_before_defaults(world: World) -> None:
    """And the output says where each value came from."""
    world.pipeline(JOB, ("A", "B", "C"))
    world.defaults({"A": "default", "B": "default", "C": "default"})
    ended = world.run(
        "run_pipeline", GIVEN | {"payload": {"A": "payload"}, "message": {"a": "message", "b": "message"}}
    )
    assert [(JOB, {"A": "payload", "B": "message", "C": "default"})] == world.ran
    assert ["payload", "message", "defaults"] == [one["source"] for one in ended["output"]["sources"]]


HOSTILE = """quote " ' \\ dollar $x $states {% $states.input %} newline-free é 😀 </script> ${x} {{x}}"""


def test_values_pass_unharmed_whatever_they_hold(world: World) -> None:
    """A value is data: no part of it is ever read as an expression."""
    world.pipeline(JOB, ("Text",))
    ended = world.run("run_pipeline", GIVEN | {"message": {"Text": HOSTILE}})
    assert ("SUCCEEDED", [(JOB, {"Text": HOSTILE})]) == (ended["status"], world.ran), ended


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "missing parameter": (GIVEN | {"message": {"A": "x"}}, "missing-parameter", "B has no value"),
    "required default": (GIVEN | {"payload": {"A": "x", "B": "<required:B>"}}, "missing-parameter", "B has"),
    "empty": (GIVEN | {"payload": {"A": "x", "B": "  "}}, "missing-parameter", "B has no value"),
    "against its hint": (GIVEN | {"payload": {"A": "x", "B": "five"}}, "invalid-parameter-value", "B of the"),
    "pattern not applied": (
        GIVEN | {"payload": {"A": "x", "B": "1", "C": "c"}},
        "invalid-parameter-value",
        "apply",
    ),
    "missing record": (GIVEN | {"job": "nothing"}, "missing-record", "write the record"),
    "bad message": (GIVEN | {"message": "{no json"}, "malformed-event", "Send JSON"),
    "several messages": (GIVEN | {"message": [{"A": 1}, {"A": 2}]}, "several-messages", "one at a time"),
    "other project": (GIVEN | {"payload": {"ProjectName": "other"}}, "contradicting-key", "ProjectName"),
    "no project": ({"job": JOB, "message": {"A": "x"}}, "missing-key", "project_name"),
    "pauses that are none": (
        GIVEN | {"payload": {"A": "x", "B": "1"}, "poll": {"first_seconds": "soon"}},
        "malformed-event",
        "cannot be read",
    ),
    "no job": (KEY, "missing-key", "job"),
    "payload as text": (
        GIVEN | {"payload": '{"A": "x", "B": "1"}'},
        "malformed-event",
        "payload is no object",
    ),
    "payload as list": (
        GIVEN | {"payload": [{"A": "x", "B": "1"}]},
        "malformed-event",
        "payload is no object",
    ),
    "again that is no text": (
        GIVEN | {"payload": {"A": "x", "B": "1"}, "again": 5},
        "malformed-event",
        "again is no text",
    ),
}


@pytest.mark.parametrize(("given", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_resolved_starts_nothing(
    world: World, given: dict[str, Any], code: str, words: str
) -> None:
    """The machine fails with a code of the project's family; its cause names record, parameter and remedy."""
    world.pipeline(JOB, ("A", "B", "C"))
    world.defaults({"C": "c"}, {"B": {"type": "integer"}, "C": "[a-z]"})
    ended = world.run("run_pipeline", given)
    assert ("FAILED", code, []) == (ended["status"], ended.get("error"), world.ran), ended
    assert words in ended["cause"]


def test_a_record_that_was_not_applied_says_so(world: World) -> None:
    """The table has it, SageMaker does not."""
    world.pipeline(JOB, ("A",))
    world.sagemaker.delete_pipeline(PipelineName="ndr-pipeline-15m-streaming-v1", ClientRequestToken="d" * 32)
    ended = world.run("run_pipeline", GIVEN | {"payload": {"A": "x"}})
    assert ("not-applied", True) == (ended["error"], "pipelines apply" in ended["cause"]), ended


def test_a_pipeline_that_fails_is_the_machines_failure(world: World) -> None:
    """With the reason that the step left."""
    world.pipeline(JOB, ("A",), script='fail("there is no traffic")')
    ended = world.run("run_pipeline", GIVEN | {"payload": {"A": "x"}})
    assert ("FAILED", "execution-failed") == (ended["status"], ended["error"])
    assert all(
        word in ended["cause"] for word in (f"{PROJECT}/{JOB}#{VERSION}", "OnlyStep", "there is no traffic")
    )


def test_a_pipeline_that_is_stopped_is_the_machines_failure(world: World) -> None:
    """By somebody else, while the machine waits."""
    world.pipeline(JOB, ("A",), script="time.sleep(60)")
    arn = world.start("run_pipeline", GIVEN | {"payload": {"A": "x"}})
    while not world.ran:
        time.sleep(0.01)
    found = world.sagemaker.list_pipeline_executions(PipelineName="ndr-pipeline-15m-streaming-v1")
    world.sagemaker.stop_pipeline_execution(
        PipelineExecutionArn=found["PipelineExecutionSummaries"][0]["PipelineExecutionArn"],
        ClientRequestToken="s" * 32,
    )
    ended = world.end(arn)
    assert ("FAILED", "execution-stopped") == (ended["status"], ended.get("error")), ended


def test_the_same_start_twice_is_one_execution_and_again_makes_another(world: World) -> None:
    """The client token is a function of pipeline and parameters."""
    world.pipeline(JOB, ("A",))
    given = GIVEN | {"payload": {"A": "x"}}
    first, second = world.run("run_pipeline", given), world.run("run_pipeline", given)
    assert first["output"]["execution_arn"] == second["output"]["execution_arn"]
    world.run("run_pipeline", given | {"again": "please"})
    assert [(JOB, {"A": "x"})] * 2 == world.ran


def test_a_wait_that_is_too_long_ends_and_leaves_the_pipeline_alone(world: World) -> None:
    """The cause says that it goes on."""
    world.pipeline(JOB, ("A",), script="time.sleep(3)")
    ended = world.run("run_pipeline", GIVEN | {"payload": {"A": "x"}, "timeout_seconds": 60})
    assert ("execution-timeout", True) == (ended.get("error"), "It goes on" in ended["cause"]), ended


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("StartPipelineExecution", "ThrottlingException"),
        ("DescribePipelineExecution", "InternalFailure"),
    ],
)
def test_throttling_and_passing_faults_are_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, operation: str, code: str
) -> None:
    """Twice refused, the third call does it; the pipeline runs once."""
    refusals = iter([True, True])
    honest = PipelineApi.call

    def call(api: PipelineApi, name: str, caller: Any, request: Any) -> Any:
        if name == operation and next(refusals, False):
            raise ApiError(code, "Rate exceeded")
        return honest(api, name, caller, request)

    monkeypatch.setattr(PipelineApi, "call", call)
    world.pipeline(JOB, ("A",))
    ended = world.run("run_pipeline", GIVEN | {"payload": {"A": "x"}})
    assert ("SUCCEEDED", [(JOB, {"A": "x"})]) == (ended["status"], world.ran), ended
    assert next(refusals, None) is None


@pytest.mark.filterwarnings("ignore::UserWarning")  # moto warns of codes that the service's model lacks
def test_throttling_that_does_not_end_is_the_machines_failure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After five more calls; nothing was started."""
    calls = []

    def call(*given: Any) -> Any:
        calls.append(given[1])
        raise ApiError("ThrottlingException", "Rate exceeded")

    world.pipeline(JOB, ("A",))
    monkeypatch.setattr(PipelineApi, "call", call)
    ended = world.run("run_pipeline", GIVEN | {"payload": {"A": "x"}})
    assert ("FAILED", "start-refused", 6) == (ended["status"], ended.get("error"), len(calls)), ended
    assert "Rate exceeded" in ended["cause"]
