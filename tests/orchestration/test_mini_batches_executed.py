"""features_inference_15m, publication and monthly_baselines on the embedded AWS: once for each mini-batch."""

import json
import time
from typing import Any

from world import BATCH, PROJECT, VERSION, World, lock_key

STREAMING, INFERENCE, JOIN = (
    "pipeline_15m_streaming",
    "pipeline_inference_predictions",
    "pipeline_prediction_feature_join",
)
BASELINE = "pipeline_fg_b_baseline"
EVENT = {
    "project_name": PROJECT,
    "feature_spec_version": VERSION,
    "MiniBatchId": "mb-1",
    "BatchStartTsIso": "2026-01-05T09:00:00Z",
    "BatchEndTsIso": "2026-01-05T09:15:00Z",
}
IDENTITY = "mb-1 2026-01-05T09:00:00Z 2026-01-05T09:15:00Z"
WORK = "features_inference_15m"


def pipelines(world: World, **scripts: str) -> None:
    """Make the three pipelines of a mini-batch."""
    for job in (STREAMING, INFERENCE, JOIN):
        world.pipeline(job, BATCH, script=scripts.get(job, ""))


def jobs(world: World) -> list[str]:
    """Which pipelines began, in order."""
    return [job for job, _ in world.ran]


def sqs(*bodies: Any) -> dict[str, Any]:
    """Return an SQS batch."""
    return {
        "Records": [
            {"messageId": f"m-{number}", "body": body if isinstance(body, str) else json.dumps(body)}
            for number, body in enumerate(bodies)
        ]
    }


def test_a_mini_batch_becomes_features_predictions_and_publication(world: World) -> None:
    """One after the other, each with what the message says; the lock says done."""
    pipelines(world)
    ended = world.run(WORK, sqs(EVENT))
    assert ("SUCCEEDED", [STREAMING, INFERENCE, JOIN]) == (ended["status"], jobs(world)), ended
    assert all(args["MiniBatchId"] == "mb-1" for _, args in world.ran)
    assert {
        "batchItemFailures": [],
        "results": [{"message_id": "m-0", "status": "done", "identity": IDENTITY}],
    } == (ended["output"])
    lock = world.lock(WORK, IDENTITY)
    assert lock is not None
    assert "done" == lock["lock_state"]["S"]


def test_a_repeated_event_neither_runs_twice_nor_fails(world: World) -> None:
    """It ends well and says that the work was done before."""
    pipelines(world)
    world.run(WORK, EVENT)
    ended = world.run(WORK, sqs(EVENT))
    assert ("SUCCEEDED", 3) == (ended["status"], len(world.ran))
    assert ("repeated", "done") == tuple(ended["output"]["results"][0][name] for name in ("status", "first"))


def test_who_loses_the_lock_leaves_the_work_to_its_owner(world: World) -> None:
    """A second event while the first one's pipelines run."""
    pipelines(world, **{STREAMING: "time.sleep(1)"})
    first = world.start(WORK, EVENT)
    while not world.ran:
        time.sleep(0.01)
    second = world.run(WORK, EVENT)
    assert ("repeated", "running") == tuple(
        second["output"]["results"][0][name] for name in ("status", "first")
    )
    assert ("SUCCEEDED", [STREAMING, INFERENCE, JOIN]) == (world.end(first)["status"], jobs(world))


def hold(world: World, owner: str, expires_in: float) -> None:
    """Put a lock of somebody else."""
    world.dynamodb.put_item(
        TableName="records",
        Item={
            **lock_key(WORK, IDENTITY),
            "lock_owner": {"S": owner},
            "lock_state": {"S": "running"},
            "expires_at": {"N": str(int(time.time() + expires_in))},
            "attempts": {"N": "0"},
        },
    )


def test_a_dead_owners_lock_is_taken_over(world: World) -> None:
    """Once it has expired; before, it is respected."""
    pipelines(world)
    hold(world, "arn:of:somebody", 3600)
    assert "repeated" == world.run(WORK, EVENT)["output"]["results"][0]["status"]
    assert [] == world.ran
    hold(world, "arn:of:somebody", -1)
    assert "done" == world.run(WORK, EVENT)["output"]["results"][0]["status"]
    assert [STREAMING, INFERENCE, JOIN] == jobs(world)


def test_what_was_stopped_goes_on_when_the_event_is_sent_again(world: World) -> None:
    """At once, though its lock has hours to go: its pipeline, which ran on, is waited for, not run twice."""
    pipelines(world, **{STREAMING: "time.sleep(3)"})
    first = world.start(WORK, EVENT)
    while not world.ran:
        time.sleep(0.01)
    world.states.stop_execution(executionArn=first)
    assert "ABORTED" == world.end(first)["status"]
    again = world.run(WORK, EVENT)
    assert ("SUCCEEDED", "done") == (again["status"], again["output"]["results"][0]["status"]), again
    assert [STREAMING, INFERENCE, JOIN] == jobs(world)


def test_who_lost_the_lock_while_working_says_so(world: World) -> None:
    """Somebody took it over: what happens to the lock is theirs to say."""
    script = f"""
        import boto3
        boto3.client("dynamodb").update_item(
            TableName="records", Key={lock_key(WORK, IDENTITY)!r},
            UpdateExpression="SET lock_owner = :o", ExpressionAttributeValues={{":o": {{"S": "other"}}}},
        )
    """
    pipelines(world, **{INFERENCE: script})
    ended = world.run(WORK, EVENT)
    assert ("FAILED", "lock-lost") == (ended["status"], ended.get("error")), ended
    lock = world.lock(WORK, IDENTITY)
    assert lock is not None
    assert ("other", "running") == (lock["lock_owner"]["S"], lock["lock_state"]["S"])


def test_a_failed_pipeline_fails_the_event_and_the_next_one_tries_again(world: World) -> None:
    """Its cause is the step's; a repeated event is another attempt, with executions of its own."""
    pipelines(world, **{INFERENCE: 'if not runs: fail("no model")'})
    ended = world.run(WORK, EVENT)
    assert ("FAILED", "execution-failed") == (ended["status"], ended.get("error")), ended
    assert "no model" in ended["cause"]
    again = world.run(WORK, EVENT)
    assert ("SUCCEEDED", [STREAMING, INFERENCE, STREAMING, INFERENCE, JOIN]) == (again["status"], jobs(world))


def test_a_batch_is_handled_message_by_message(world: World) -> None:
    """The failed ones are named the way SQS wants to hear of them; the rest is done."""
    pipelines(world)
    other = EVENT | {"MiniBatchId": "mb-2"}
    ended = world.run(WORK, sqs(EVENT, "{no json", other, {"project_name": PROJECT}))
    assert "SUCCEEDED" == ended["status"], ended
    assert [{"itemIdentifier": "m-1"}, {"itemIdentifier": "m-3"}] == ended["output"]["batchItemFailures"]
    assert ["done", "failed", "done", "failed"] == [one["status"] for one in ended["output"]["results"]]
    assert {"mb-1", "mb-2"} == {args["MiniBatchId"] for _, args in world.ran}


def test_a_message_without_a_mini_batch_is_refused(world: World) -> None:
    """What it lacks is said."""
    ended = world.run(WORK, {"project_name": PROJECT, "feature_spec_version": VERSION})
    assert ("FAILED", "malformed-event") == (ended["status"], ended.get("error")), ended
    assert "MiniBatchId" in ended["cause"]


def test_publication_has_an_idempotency_of_its_own(world: World) -> None:
    """A publication that was made as part of a mini-batch is not made again."""
    pipelines(world)
    world.run(WORK, EVENT)
    ended = world.run("publication", EVENT)
    assert ("repeated", 3) == (ended["output"]["results"][0]["status"], len(world.ran))


def test_a_month_becomes_the_reference_time_of_its_baselines(world: World) -> None:
    """Its first instant; the mode is the table's default, and the same month is done once."""
    world.pipeline(BASELINE, ("ProjectName", "FeatureSpecVersion", "ReferenceTimeIso", "Mode"))
    world.defaults({"Mode": "REGULAR"})
    event = {"project_name": PROJECT, "feature_spec_version": VERSION, "ReferenceMonthIso": "2026-02"}
    for _ in range(2):
        assert "SUCCEEDED" == world.run("monthly_baselines", event)["status"]
    ((_, args),) = world.ran
    assert ("2026-02-01T00:00:00Z", "REGULAR") == (args["ReferenceTimeIso"], args["Mode"])


def test_a_month_that_is_none_is_refused(world: World) -> None:
    """Before anything starts."""
    event = {"project_name": PROJECT, "feature_spec_version": VERSION, "ReferenceMonthIso": "2026-13"}
    ended = world.run("monthly_baselines", event)
    assert ("FAILED", "malformed-event") == (ended["status"], ended.get("error")), ended


def test_work_that_is_done_can_be_asked_for_once_more(world: World) -> None:
    """`again`, any text, makes it another one, with executions of its own; the same text is done once."""
    pipelines(world)
    for event in (EVENT, EVENT | {"again": "after a repair"}, EVENT | {"again": "after a repair"}):
        assert "SUCCEEDED" == world.run(WORK, event)["status"]
    assert [STREAMING, INFERENCE, JOIN] * 2 == jobs(world)


def test_a_batch_that_no_history_has_room_for_is_refused(world: World) -> None:
    """Before the first message is touched."""
    pipelines(world)
    ended = world.run(WORK, sqs(*[EVENT | {"MiniBatchId": f"mb-{n}"} for n in range(201)]))
    assert ("FAILED", "batch-failed", []) == (ended["status"], ended.get("error"), world.ran), ended
    assert "make the queue's batches smaller" in ended["cause"]
