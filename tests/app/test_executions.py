"""Start, follow and stop."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.app.executions import (
    Progress,
    client_token,
    find_pipeline,
    follow,
    ran_before,
    require_success,
    start,
    stop,
)
from pipelines.app.records import FileRecords, TableRecords
from pipelines.aws.values import Execution, StepStatus
from pipelines.errors import ContractError, ExecutionError, ParameterError, RemoteError, UsageError

NAME = "ndr-pipeline-first-v1"


def begin(world: Any, *, again: str = "", **payload: str) -> Any:
    catalog, record = find_pipeline(TableRecords(world.aws.table), "ndr/pipeline_first#v1")
    return start(world.aws.sagemaker, catalog, record, payload, again=again)


def test_a_pipeline_is_found_by_record_and_by_name(world: Any) -> None:
    """Both names that a user sees lead to it."""
    records = TableRecords(world.aws.table)
    keys = {str(find_pipeline(records, name)[1].key) for name in ("ndr/pipeline_first#v1", NAME)}
    assert {"ndr/pipeline_first#v1"} == keys


def test_an_unknown_pipeline_names_the_nearest(world: Any) -> None:
    """A typing mistake is answered with what was meant."""
    with pytest.raises(UsageError) as caught:
        find_pipeline(TableRecords(world.aws.table), "ndr/pipeline_frist#v1")
    assert "write 'ndr/pipeline_first#v1'" == caught.value.problems[0].remedy


def test_values_are_not_started_unvalidated(world: Any, items: Any) -> None:
    """With project_parameters at fault nobody knows what a value must be: that is told."""
    world.apply().require()
    parameters = items[0]()
    parameters["spec"]["bogus"] = 1
    world.put(parameters)
    with pytest.raises(ContractError) as caught:
        begin(world, MiniBatchId="a")
    assert [("ndr/project_parameters#v1", "unknown-key")] == [
        (problem.record, problem.code) for problem in caught.value.problems
    ]


def test_a_file_that_cannot_be_read_may_be_the_parameters(tmp_path: Path, items: Any) -> None:
    """Beside sound ones it is no reason to refuse a pipeline."""
    (tmp_path / "pipeline.json").write_text(json.dumps(items[1]()), "utf-8")
    (tmp_path / "parameters.json").write_text("{")
    with pytest.raises(ContractError, match="malformed-json"):
        find_pipeline(FileRecords(tmp_path), "ndr/pipeline_first#v1")
    (tmp_path / "sound.json").write_text(json.dumps(items[0]()), "utf-8")
    assert find_pipeline(FileRecords(tmp_path), "ndr/pipeline_first#v1")


def test_a_file_that_cannot_be_read_may_be_the_pipeline(tmp_path: Path, items: Any) -> None:
    """What is wrong with it is told, and not that there is no such pipeline."""
    (tmp_path / "other.json").write_text(json.dumps(items[1](name="pipeline_other")), "utf-8")
    (tmp_path / "pipeline.json").write_text("{")
    with pytest.raises(ContractError, match="malformed-json"):
        find_pipeline(FileRecords(tmp_path), "ndr/pipeline_first#v1")


def test_the_same_event_is_one_execution(world: Any) -> None:
    """Delivered twice it runs once; another value, or `again`, is another execution."""
    world.apply().require()
    first, second = begin(world, MiniBatchId="a"), begin(world, mini_batch_id="a")
    assert first == second
    others = {begin(world, MiniBatchId="b").arn, begin(world, MiniBatchId="a", again="1").arn}
    assert 3 == len({first.arn, *others})


def test_a_changed_definition_does_not_run_an_event_again(world: Any, items: Any) -> None:
    """A message that is delivered once more after an apply is still the same message."""
    world.apply().require()
    first = begin(world, MiniBatchId="a")
    world.put(items[1](instance_count=2))
    world.apply().require()
    assert first.arn == begin(world, MiniBatchId="a").arn


def test_the_token_is_the_digest_of_name_and_parameters() -> None:
    """As a machine computes it: SHA-256 over compact JSON."""
    text = '["p",[["A","ü"],["B","2"]]]'
    assert hashlib.sha256(text.encode()).hexdigest() == client_token("p", {"A": "ü", "B": "2"})


def test_missing_parameters_are_told_before_any_call(world: Any) -> None:
    """Nothing is started with a parameter that nobody gave."""
    world.apply().require()
    world.aws.calls.clear()
    with pytest.raises(ParameterError, match="MiniBatchId"):
        begin(world)
    assert "sagemaker:StartPipelineExecution" not in world.aws.calls


def test_a_pipeline_that_was_not_applied_says_so(world: Any) -> None:
    """With what to do about it."""
    with pytest.raises(RemoteError) as caught:
        begin(world, MiniBatchId="a")
    assert [("not-applied", "run `pipelines apply`")] == [(p.code, p.remedy) for p in caught.value.problems]


def test_following_tells_what_changed_until_the_end(world: Any) -> None:
    """The last look is taken after the end, and no pause follows it."""
    world.apply().require()
    arn = begin(world, MiniBatchId="a").arn
    aws = world.aws.sagemaker
    moves = iter(
        [
            lambda: aws.move(arn, "Executing", StepStatus("FirstStep", "Executing")),
            lambda: aws.move(arn, "Executing"),
            lambda: aws.move(arn, "Succeeded", StepStatus("FirstStep", "Succeeded")),
        ]
    )
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        next(moves)()

    seen = [[(step.name, step.status) for step in p.changed] for p in follow(aws, arn, sleep, 1.5)]
    assert [[], [("FirstStep", "Executing")], [], [("FirstStep", "Succeeded")]] == seen
    assert [1.5] * 3 == pauses


def test_a_failed_execution_is_an_error_with_the_reason_of_its_step(world: Any) -> None:
    """The step's own message is what the user reads."""
    world.apply().require()
    arn = begin(world, MiniBatchId="a").arn
    world.aws.sagemaker.move(arn, "Failed", StepStatus("FirstStep", "Failed", failure="no input"))
    (last,) = follow(world.aws.sagemaker, arn, lambda _: None)
    with pytest.raises(ExecutionError, match="no input"):
        require_success(last)


def test_a_stopped_execution_is_over_and_no_success(world: Any) -> None:
    """Stopping is asked for once, and told as what it is."""
    world.apply().require()
    arn = begin(world, MiniBatchId="a").arn
    stop(world.aws.sagemaker, arn)
    world.aws.sagemaker.move(arn, "Stopped")
    (last,) = follow(world.aws.sagemaker, arn, lambda _: None)
    with pytest.raises(ExecutionError, match="Stopped"):
        require_success(last)


@pytest.mark.parametrize(
    ("status", "earlier", "expected"),
    [
        ("Failed", timedelta(hours=1), True),
        ("Succeeded", timedelta(seconds=1), True),
        ("Executing", timedelta(seconds=1), False),
        # One that fails at once, as told by a service that tells milliseconds.
        ("Failed", timedelta(microseconds=900), False),
        ("Failed", -timedelta(milliseconds=5), False),
    ],
)
def test_one_of_before_was_over_and_had_started_earlier(
    status: str, earlier: timedelta, expected: bool
) -> None:
    """One that still runs, or started after it was asked for, is the one that was asked for."""
    asked = datetime(2026, 1, 5, 10, tzinfo=UTC)
    first = Progress(Execution("arn", status, asked - earlier), (), ())
    assert ran_before(first, asked) is expected
    assert not ran_before(Progress(Execution("arn", status), (), ()), asked)
