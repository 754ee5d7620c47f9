"""Chains: several pipelines with one set of parameters."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.app.chains import resolve_chain
from pipelines.app.records import TableRecords
from pipelines.errors import ParameterError, UsageError

FIRST, SECOND = "ndr/pipeline_first#v1", "ndr/pipeline_second#v1"


@pytest.fixture
def records(world: Any, items: Any) -> TableRecords:
    """Two pipelines; the second requires a run's identifier in place of a mini-batch's."""
    second = items[1](name="pipeline_second")
    spec = second["spec"]
    spec["required_runtime_params"] = ["ProjectName", "FeatureSpecVersion", "RunId"]
    prefixes = spec["scripts"]["steps"]["FirstStep"]["data_prefixes"]
    prefixes["input_traffic"] = prefixes["input_traffic"].replace("<MiniBatchId>", "<RunId>")
    prefixes["output_delta"] = prefixes["output_delta"].replace("delta", "other")
    world.put(second)
    return TableRecords(world.aws.table)


def test_each_pipeline_gets_what_its_record_requires(records: TableRecords) -> None:
    """A parameter of one is not an unknown parameter of the other, in whatever spelling."""
    links = resolve_chain(records, (FIRST, SECOND), {"MiniBatchId": "b1", "run-id": "r1"})
    expected = [(FIRST, {"MiniBatchId": "b1"}), (SECOND, {"run-id": "r1"})]
    assert expected == [(str(link.record.key), link.payload) for link in links]


def test_every_problem_of_every_pipeline_is_told_before_the_first_starts(
    world: Any, records: TableRecords
) -> None:
    """Missing values of both, and a name that none requires."""
    world.aws.calls.clear()
    with pytest.raises(ParameterError) as caught:
        resolve_chain(records, (FIRST, SECOND), {"RunIdd": "r1"})
    expected = {
        (FIRST, "MiniBatchId", "missing-parameter"),
        (SECOND, "RunId", "missing-parameter"),
        ("", "RunIdd", "unknown-parameter"),
    }
    assert expected == {(p.record, p.field, p.code) for p in caught.value.problems}
    assert "did you mean RunId?" in {p.remedy for p in caught.value.problems}
    assert "sagemaker:StartPipelineExecution" not in world.aws.calls


def test_a_project_is_read_once(world: Any, records: TableRecords) -> None:
    """All links see the same records, for one query of the table."""
    world.aws.calls.clear()
    resolve_chain(records, (FIRST, SECOND, FIRST), {"MiniBatchId": "b1", "RunId": "r1"})
    assert ["dynamodb:Query"] == [call for call in world.aws.calls if call.startswith("dynamodb")]


def test_unknown_pipelines_of_a_chain_are_named(records: TableRecords) -> None:
    """As when they are started alone, and all of them."""
    with pytest.raises(UsageError) as caught:
        resolve_chain(records, (SECOND, "ndr/pipeline_frist#v1", "ndr/other#v1"), {"RunId": "r1"})
    assert {"ndr/pipeline_frist#v1", "ndr/other#v1"} == {problem.record for problem in caught.value.problems}


def test_a_value_that_contradicts_a_records_key_is_refused(world: Any, items: Any) -> None:
    """Also where the record requires neither ProjectName nor FeatureSpecVersion."""
    bare = items[1](name="pipeline_bare")
    bare["spec"]["required_runtime_params"] = ["MiniBatchId"]
    world.put(bare)
    given = {"MiniBatchId": "b1", "ProjectName": "other"}
    with pytest.raises(ParameterError, match="contradicting-key"):
        resolve_chain(TableRecords(world.aws.table), ("ndr/pipeline_bare#v1",), given)
