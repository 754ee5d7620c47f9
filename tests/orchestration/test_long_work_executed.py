"""backfill and training on the embedded AWS."""

from collections import Counter
from typing import Any

import pytest
from world import BATCH, PROJECT, TABLE, VERSION, World

STREAMING, VERIFIER, TRAINING, DEPLOY = (
    "pipeline_15m_streaming",
    "pipeline_training_data_verifier",
    "pipeline_if_training",
    "pipeline_model_deploy",
)
KEY = {"project_name": PROJECT, "feature_spec_version": VERSION}
RANGE = KEY | {"start": "2026-01-05T00:00:00Z", "end": "2026-01-05T02:30:00Z"}


def test_a_backfill_runs_every_window_of_its_range(world: World) -> None:
    """Each with its own mini-batch, start and end."""
    world.pipeline(STREAMING, BATCH)
    ended = world.run("backfill", RANGE)
    assert ("SUCCEEDED", {"windows": 10, "failed": 0, "repeated": 0}) == (
        ended["status"],
        ended.get("output"),
    ), ended
    args = sorted((args for _, args in world.ran), key=lambda one: one["BatchStartTsIso"])
    assert [f"2026-01-05T{n // 4:02}:{n % 4 * 15:02}:00Z" for n in range(10)] == [
        one["BatchStartTsIso"] for one in args
    ]
    assert ("20260105T0215Z", "2026-01-05T02:30:00Z") == (args[-1]["MiniBatchId"], args[-1]["BatchEndTsIso"])


def test_one_bad_window_of_ten_is_reported_and_the_rest_done(world: World) -> None:
    """Sent again, the input runs just that window: a backfill is resumed so."""
    bad = 'if args["BatchStartTsIso"].endswith("01:15:00Z") and runs < 10: fail("no traffic")'
    world.pipeline(STREAMING, BATCH, script=bad)
    ended = world.run("backfill", RANGE)
    assert ("FAILED", "backfill-incomplete", 10) == (ended["status"], ended.get("error"), len(world.ran)), (
        ended
    )
    assert "1 of 10 windows failed" in ended["cause"]
    assert "2026-01-05T01:15:00Z: Failed. OnlyStep: AlgorithmError: exit code 3. no traffic" in ended["cause"]
    assert "2026-01-05T01:30" not in ended["cause"]
    assert "the rest is done" in ended["cause"]
    again = world.run("backfill", RANGE)
    assert ("SUCCEEDED", 11) == (again["status"], len(world.ran)), again
    assert {"windows": 10, "failed": 0, "repeated": 9} == again["output"]
    assert "2026-01-05T01:15:00Z" == world.ran[-1][1]["BatchStartTsIso"]


def test_other_jobs_of_the_same_windows_are_other_work(world: World) -> None:
    """What was done for one job is not done for another, nor for mini-batches of another name."""
    world.pipeline(STREAMING, BATCH)
    world.pipeline("pipeline_second", BATCH)
    hour = KEY | {"start": "2026-01-05T00:00:00Z", "end": "2026-01-05T00:30:00Z"}
    for more in ({}, {"jobs": [STREAMING]}, {"jobs": ["pipeline_second"]}, {"mini_batch_prefix": "x-"}):
        assert "SUCCEEDED" == world.run("backfill", hour | more)["status"]
    assert {STREAMING: 4, "pipeline_second": 2} == Counter(job for job, _ in world.ran)
    assert "x-20260105T0000Z" in {args["MiniBatchId"] for _, args in world.ran}


def test_every_window_that_failed_is_named(world: World) -> None:
    """Those side by side as one range; of the first ranges, why."""
    bad = 'if args["BatchStartTsIso"][14:16] in ("00", "15", "45"): fail("no traffic " * 30)'
    world.pipeline(STREAMING, BATCH, script=bad)
    ended = world.run("backfill", KEY | {"start": "2026-01-05T00:00:00Z", "end": "2026-01-05T05:00:00Z"})
    assert "15 of 20 windows failed; the rest is done" in ended["cause"]
    _, _, told = ended["cause"].partition("run what failed. ")
    first, second, third, *others = told.split("; ")
    assert first.startswith("2026-01-05T00:00:00Z to 2026-01-05T00:30:00Z: Failed. OnlyStep: ")
    assert first.endswith("…")
    assert second.startswith("2026-01-05T00:45:00Z to 2026-01-05T01:30:00Z: ")
    assert third.startswith("2026-01-05T01:45:00Z to 2026-01-05T02:30:00Z: ")
    assert [
        "2026-01-05T02:45:00Z to 2026-01-05T03:30:00Z",
        "2026-01-05T03:45:00Z to 2026-01-05T04:30:00Z",
    ] == (others[:-1])
    assert "2026-01-05T04:45:00Z" == others[-1]


def test_a_backfill_of_which_all_fails_does_not_say_that_the_rest_is_done(world: World) -> None:
    """There is no rest."""
    world.pipeline(STREAMING, BATCH, script='fail("no traffic")')
    ended = world.run("backfill", KEY | {"start": "2026-01-05T00:00:00Z", "end": "2026-01-05T00:30:00Z"})
    assert ended["cause"].startswith("2 of 2 windows failed. Send the same input again")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([1], "the input must be an object"),
        ({}, "project_name must be there, as text; feature_spec_version must be there, as text; start and"),
        (RANGE | {"start": "2026-01-05"}, "start and end must be times with their offset"),
        (RANGE | {"end": "2026-01-05T00:10:00Z"}, "start and end must be on quarters of an hour"),
        (RANGE | {"end": RANGE["start"]}, "start and end must be in this order"),
        (RANGE | {"windows": "all"}, "windows must be a list"),
        (RANGE | {"windows": []}, "windows must be a list"),
        (KEY | {"windows": [{"start": "x"}] * 7}, "windows[4]: start and end must be times with their"),
        (KEY | {"windows": [{"start": "x"}] * 7}, "; and so of 2 more"),
        (RANGE | {"start": "2000-01-01T00:00:00Z"}, "the range has more than 2000 times 96 windows"),
        (RANGE | {"jobs": []}, "jobs must be a list of 1 to 5 jobs, by name"),
        (RANGE | {"jobs": STREAMING}, "jobs must be a list of 1 to 5 jobs, by name"),
        (RANGE | {"jobs": [""], "max_children": 0.5}, "by name; max_children must be a whole number from 1"),
        (RANGE | {"max_windows": "2"}, "max_windows must be a whole number from 1"),
        (RANGE | {"mini_batch_prefix": 5}, "mini_batch_prefix must be a text"),
        (RANGE | {"project_name": ""}, "project_name must be there, as text"),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_range_is_told(world: World, wrong: Any, words: str) -> None:
    """Each fault in words, before anything starts."""
    ended = world.run("backfill", wrong)
    assert ("FAILED", "invalid-range") == (ended["status"], ended.get("error")), ended
    assert words in ended["cause"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2026-01-05T00:00:00Z"},
        {"start": "2026-01-05T00:00:01Z", "end": "2026-01-05T02:30:00Z"},
        {"start": "2026-01-05T02:30:00Z", "end": "2026-01-05T02:30:00Z"},
        {"start": "yesterday", "end": "2026-01-05T02:30:00Z"},
        {"windows": [{"start": "2026-01-05T00:00:00Z"}]},
        RANGE | {"max_children": "many"},
        RANGE | {"max_windows": 0},
        RANGE | {"jobs": [5]},
        RANGE | {"jobs": ["pipeline_x"] * 8},
        {"start": "2000-01-01T00:00:00Z", "end": "2026-01-05T02:30:00Z"},
    ],
)
def test_a_range_that_is_none_is_refused(world: World, wrong: dict[str, Any]) -> None:
    """Before anything starts."""
    ended = world.run("backfill", KEY | wrong)
    assert ("FAILED", "invalid-range") == (ended["status"], ended.get("error")), ended


WINDOWS = ("TrainingStartTs", "TrainingEndTs", "EvalStartTs", "EvalEndTs")
EVENT = KEY | {
    "RunId": "run-1",
    "TrainingStartTs": "2026-01-05T00:00:00Z",
    "TrainingEndTs": "2026-01-06T00:00:00Z",
    "EvalStartTs": "2026-01-06T00:00:00Z",
    "EvalEndTs": "2026-01-07T00:00:00Z",
}
VERIFY = """
import boto3
s3 = boto3.client("s3")
if runs < {bad}:
    missing = '[{{"start": "2026-01-05T01:00:00Z", "end": "2026-01-05T01:30:00Z", "slices": 2}}]'
    s3.put_object(Bucket="bucket", Key="data/verification/missing_windows.json", Body=missing)
    fail("two slices are missing")
"""


def training(world: World, verifier: str, output: Any = None) -> None:
    """Make the pipelines of a training; `output` is where the verifier writes, as its record says it."""
    output = output or {"output_verification": {"s3_prefix": "s3://bucket/data/verification/"}}
    world.pipeline(STREAMING, BATCH)
    world.pipeline(VERIFIER, ("ProjectName", "FeatureSpecVersion", *WINDOWS), verifier, output)
    world.pipeline(TRAINING, ("ProjectName", "FeatureSpecVersion", "RunId", "ExecutionTsIso"))
    world.pipeline(DEPLOY, ("ProjectName", "FeatureSpecVersion", "RunId"))


def jobs(world: World) -> list[str]:
    """Which pipelines began, in order; windows of a backfill in any order are alike."""
    return [job for job, _ in world.ran]


def test_sound_data_is_verified_trained_on_and_deployed(world: World) -> None:
    """One after the other, for the RunId of the message."""
    training(world, "")
    ended = world.run("training", EVENT)
    assert ("SUCCEEDED", [VERIFIER, TRAINING, DEPLOY]) == (ended["status"], jobs(world)), ended
    assert ("run-1", "run-1") == (world.ran[1][1]["RunId"], world.ran[2][1]["RunId"])


def test_a_verifier_that_fails_once_is_remedied_by_a_backfill(world: World) -> None:
    """Of the windows that it misses; then it is asked again."""
    training(world, VERIFY.format(bad=1))
    ended = world.run("training", EVENT)
    assert "SUCCEEDED" == ended["status"], ended
    assert [VERIFIER, STREAMING, STREAMING, VERIFIER, TRAINING, DEPLOY] == jobs(world)
    assert {"2026-01-05T01:00:00Z", "2026-01-05T01:15:00Z"} == {
        args["BatchStartTsIso"] for job, args in world.ran if job == STREAMING
    }


@pytest.mark.parametrize(
    "output",
    [
        {"output_verification": "s3://bucket/data/verification"},
        {"outputs": {"output_verification": "s3://bucket/data/verification/"}},
        {"outputs": {"output_verification": {"s3_prefix": "s3://bucket/data/verification"}}},
    ],
)
def test_what_is_missing_is_read_wherever_the_record_may_say_that_it_lies(world: World, output: Any) -> None:
    """Without the slash that the contract adds, and in the nested form."""
    training(world, VERIFY.format(bad=1), output)
    ended = world.run("training", EVENT)
    assert ("SUCCEEDED", 2) == (ended["status"], jobs(world).count(STREAMING)), ended


def test_a_place_that_a_parameter_is_part_of_is_not_guessed(world: World) -> None:
    """The verifier's own reason is told."""
    training(world, VERIFY.format(bad=1), {"output_verification": "s3://bucket/data/<EvalEndTs>/"})
    ended = world.run("training", EVENT)
    assert ("FAILED", "execution-failed") == (ended["status"], ended.get("error")), ended
    assert "two slices are missing" in ended["cause"]


def test_a_training_whose_owner_died_is_taken_over_and_starts_nothing_twice(world: World) -> None:
    """Neither a verification, a backfill nor a training, though the execution has another name and time."""
    training(world, VERIFY.format(bad=1))
    first = world.end(world.start("training", EVENT, name="first"))
    begun = next(args["ExecutionTsIso"] for job, args in world.ran if job == TRAINING)
    before = jobs(world)
    lock = world.lock("training", "run-1")
    assert lock is not None
    died = {"lock_state": {"S": "running"}, "expires_at": {"N": "1"}, "begun_at": {"S": begun}}
    world.dynamodb.put_item(TableName=TABLE, Item={**lock, **died})
    second = world.end(world.start("training", EVENT, name="second"))
    assert ["SUCCEEDED"] * 2 == [first["status"], second["status"]], second
    assert before == jobs(world)


def test_a_verifier_that_always_fails_trains_nothing(world: World) -> None:
    """Two backfills at most; the verifier's reason is the training's."""
    training(world, VERIFY.format(bad=9))
    ended = world.run("training", EVENT)
    assert ("FAILED", "execution-failed") == (ended["status"], ended.get("error")), ended
    assert "two slices are missing" in ended["cause"]
    assert (3, 4, 0) == tuple(jobs(world).count(job) for job in (VERIFIER, STREAMING, TRAINING))


def test_data_that_is_unfit_without_missing_windows_is_not_backfilled(world: World) -> None:
    """A backfill would not help: closed at once."""
    script = """
    import boto3
    boto3.client("s3").put_object(
        Bucket="bucket", Key="data/verification/missing_windows.json", Body="[]"
    )
    fail("keys stand twice")
    """
    training(world, script)
    ended = world.run("training", EVENT)
    assert ("FAILED", [VERIFIER]) == (ended["status"], jobs(world)), ended
    assert "keys stand twice" in ended["cause"]


def test_a_training_without_a_run_id_gets_the_executions_name(world: World) -> None:
    """A schedule has none to give."""
    training(world, "")
    event = {name: value for name, value in EVENT.items() if name != "RunId"}
    arn = world.start("training", event, name="nightly-7")
    assert "SUCCEEDED" == world.end(arn)["status"]
    assert {"nightly-7"} == {args["RunId"] for job, args in world.ran if job != VERIFIER}
