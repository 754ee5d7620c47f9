"""Pipeline records: what is accepted, in which order it comes out, and what each fault is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pipelines.contract import RecordKey, read_catalog
from pipelines.contract.records import DataPrefix

Found = Callable[..., list[tuple[str, str]]]
STEP = "spec.scripts.steps.AStep"
ROOT = "s3://my-bucket/projects/p/versions/v1"


def test_a_valid_record_is_read_without_a_problem(
    pipeline: dict[str, Any], parameters: dict[str, Any]
) -> None:
    """Everything of it is in the model."""
    reading = read_catalog([pipeline, parameters])
    assert reading.problems == ()
    (record,) = reading.catalog.pipelines
    assert RecordKey("p", "pipeline_x", "v1") == record.key
    assert record.required_runtime_params == (
        "ProjectName",
        "FeatureSpecVersion",
        "MiniBatchId",
        "BatchStartTsIso",
    )
    assert [dataset.name for dataset in record.steps[0].data_prefixes] == ["input_traffic", "output_delta"]
    assert frozenset({"MiniBatchId"}) == record.prefix_parameters


def test_the_order_of_items_and_of_their_keys_does_not_matter(
    pipeline: dict[str, Any], parameters: dict[str, Any]
) -> None:
    """A map of the table has no order."""
    steps = pipeline["spec"]["scripts"]["steps"]
    steps["BStep"] = steps["AStep"] | {"code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_x/BStep/"}
    turned = json.loads(json.dumps(pipeline), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert read_catalog([pipeline, parameters]) == read_catalog([parameters, turned])


def test_numbers_of_the_table_are_read_as_numbers(pipeline: dict[str, Any], step: dict[str, Any]) -> None:
    """Decimal becomes int or float; a set becomes a sorted list."""
    step["compute"] = {"instance_count": Decimal(2), "environment": {"A": "1"}}
    step["config"] = {"ratio": Decimal("0.5"), "names": {"b", "a"}, "big": Decimal("1E+3")}
    record = read_catalog([pipeline]).catalog.pipelines[0]
    assert record.steps[0].compute.instance_count == 2
    assert record.steps[0].config == {"ratio": 0.5, "names": ["a", "b"], "big": 1000}


def test_binary_survives_as_base64_in_free_form_and_is_refused_elsewhere(
    pipeline: dict[str, Any], step: dict[str, Any], found: Found
) -> None:
    """DynamoDB's own JSON writes binary so."""
    step["config"] = {"key": b"\x00\xff"}
    assert read_catalog([pipeline]).catalog.pipelines[0].steps[0].config == {"key": "AP8="}
    step["entry_script"] = b"run.py"
    assert ("binary-value", f"{STEP}.entry_script") in found(pipeline)


def test_nested_inputs_and_outputs_keep_their_names(pipeline: dict[str, Any], step: dict[str, Any]) -> None:
    """The nested form and the flat one may stand side by side."""
    step["data_prefixes"] = {
        "inputs": {"traffic": {"s3_prefix": f"{ROOT}/data/raw/traffic/", "access": "direct"}},
        "outputs": {
            "delta": f"{ROOT}/data/features/delta/",
            "report": {"s3_prefix": f"{ROOT}/data/training/report/", "upload": "continuous"},
            "rest": {"s3_prefix": f"{ROOT}/data/training/rest/", "upload": "end_of_job"},
        },
        "input_fg_a": f"{ROOT}/data/features/fg_a/",
    }
    expected = (
        DataPrefix(name="delta", direction="output", s3_prefix=f"{ROOT}/data/features/delta/"),
        DataPrefix(name="input_fg_a", direction="input", s3_prefix=f"{ROOT}/data/features/fg_a/"),
        DataPrefix(
            name="report", direction="output", s3_prefix=f"{ROOT}/data/training/report/", upload="continuous"
        ),
        DataPrefix(name="rest", direction="output", s3_prefix=f"{ROOT}/data/training/rest/"),
        DataPrefix(name="traffic", direction="input", s3_prefix=f"{ROOT}/data/raw/traffic/", access="direct"),
    )
    assert expected == read_catalog([pipeline]).catalog.pipelines[0].steps[0].data_prefixes


@pytest.mark.parametrize(
    ("datasets", "expected"),
    [
        ({"traffic": f"{ROOT}/data/raw/traffic/"}, [("unknown-direction", "traffic")]),
        ({"input_": f"{ROOT}/data/raw/traffic/"}, [("unknown-direction", "input_")]),
        ({"inputs": "s3://my-bucket/a/"}, [("wrong-type", "inputs")]),
        ({"inputs": {"code": f"{ROOT}/data/raw/t/"}}, [("reserved-name", "inputs.code")]),
        (
            {"inputs": {"t": f"{ROOT}/data/raw/t/"}, "outputs": {"t": f"{ROOT}/data/raw/u/"}},
            [("duplicate-name", "outputs.t")],
        ),
        (
            {"output_x": {"s3_prefix": f"{ROOT}/data/raw/t/", "access": "direct"}},
            [("direct-output", "output_x.access")],
        ),
        (
            {"input_x": {"s3_prefix": f"{ROOT}/data/raw/t/", "access": "lazy"}},
            [("invalid-choice", "input_x.access")],
        ),
        (
            {"input_x": {"s3_prefix": f"{ROOT}/data/raw/t/", "upload": "continuous"}},
            [("input-upload", "input_x.upload")],
        ),
        (
            {"output_x": {"s3_prefix": f"{ROOT}/data/raw/t/", "upload": "Continuous"}},
            [("invalid-choice", "output_x.upload")],
        ),
        (
            {"input_x": {"s3_prefx": f"{ROOT}/data/raw/t/"}},
            [("missing-key", "input_x.s3_prefix"), ("unknown-key", "input_x.s3_prefx")],
        ),
        ({"input_x": f"{ROOT}/data/raw/<BatchId>/"}, [("unknown-placeholder", "input_x")]),
        ({"input_x": f"{ROOT}/data/raw/<bucket>/"}, [("leftover-placeholder", "input_x")]),
        ({"input_x": f"{ROOT}/data/raw/<required:MiniBatchId>/"}, [("misplaced-required", "input_x")]),
        ({"input_x": f"{ROOT}/data/raw/a<b/"}, [("invalid-s3-uri", "input_x")]),
        ({"input_x": "s3://my-bucket/"}, [("invalid-s3-uri", "input_x")]),
        ({"input_x": "/local/path"}, [("invalid-s3-uri", "input_x")]),
        ({"input_x": ""}, [("empty-value", "input_x")]),
        ({"input_x": 5}, [("wrong-type", "input_x")]),
        ({"input_x": None}, [("wrong-type", "input_x")]),
        ({"input_" + "x" * 60: f"{ROOT}/data/raw/t/"}, [("invalid-name", "input_" + "x" * 60)]),
        ({"input_x": f"{ROOT}/data/raw/t"}, [("missing-slash", "input_x")]),
        ({"input_x": "s3://my-bucket/else/"}, [("outside-hierarchy", "input_x")]),
    ],
)
def test_a_faulty_dataset_is_named(
    pipeline: dict[str, Any],
    step: dict[str, Any],
    found: Found,
    datasets: dict[str, Any],
    expected: list[tuple[str, str]],
) -> None:
    """Each fault at its own path."""
    step["data_prefixes"] = datasets
    assert [(code, f"{STEP}.data_prefixes.{field}") for code, field in expected] == found(pipeline)


@pytest.mark.parametrize(
    "script",
    [
        "/abs/run.py",
        "../run.py",
        "a/../run.py",
        "a\\run.py",
        "run.sh",
        "run",
        ".py",
        "a/.py",
        "a/.hidden.py",
        "run.py;rm",
        "$(x).py",
        "run .py",
        "run\n.py",
        "run.py\n",
        "-c.py",
        "a//b.py",
        "./run.py",
        "~/run.py",
        "rün.py",
        "a" * 200 + ".py",
    ],
)
def test_an_entry_script_that_is_no_plain_path_is_refused(
    pipeline: dict[str, Any], step: dict[str, Any], found: Found, script: str
) -> None:
    """Absolute, climbing, hidden, an option, or anything that a shell would read."""
    step["entry_script"] = script
    assert [("invalid-entry-script", f"{STEP}.entry_script")] == found(pipeline)


@pytest.mark.parametrize("script", ["run.py", "run_fg_a.py", "a/b-c/run.py", "_x.py", "v1.2/run.test.py"])
def test_a_plain_entry_script_is_accepted(
    pipeline: dict[str, Any], step: dict[str, Any], found: Found, script: str
) -> None:
    """A bare name, or a path below the prefix."""
    step["entry_script"] = script
    assert found(pipeline) == []


@pytest.mark.parametrize(
    ("parameters_given", "expected"),
    [
        (["A", "A"], [("duplicate-name", "[1]")]),
        (["BatchId", "batch_id"], [("duplicate-name", "[1]")]),
        (["a b"], [("invalid-name", "[0]")]),
        (["A" * 65], [("invalid-name", "[0]")]),
        (["__"], [("invalid-name", "[0]")]),
        (["project_name"], [("reserved-name", "[0]")]),
        (["Help"], [("reserved-name", "[0]")]),
        ([""], [("empty-value", "[0]")]),
        ([1, None], [("wrong-type", "[0]"), ("wrong-type", "[1]")]),
        ("ProjectName", [("wrong-type", "")]),
        ({"A", "B"}, [("wrong-type", "")]),
    ],
)
def test_faulty_parameters_are_named(
    pipeline: dict[str, Any],
    step: dict[str, Any],
    found: Found,
    parameters_given: Any,
    expected: list[tuple[str, str]],
) -> None:
    """By position in the list."""
    pipeline["spec"]["required_runtime_params"] = parameters_given
    step["data_prefixes"] = {}
    field = "spec.required_runtime_params"
    assert [(code, field + index) for code, index in expected] == found(pipeline)


@pytest.mark.parametrize(
    ("compute", "expected"),
    [
        ({"instance_typ": "x"}, ("unknown-key", "instance_typ")),
        ({"instance_count": 0}, ("out-of-range", "instance_count")),
        ({"instance_count": 1.5}, ("wrong-type", "instance_count")),
        ({"instance_count": True}, ("wrong-type", "instance_count")),
        ({"instance_count": "1"}, ("wrong-type", "instance_count")),
        ({"engine": "ray"}, ("invalid-choice", "engine")),
        ({"image_uri": ""}, ("empty-value", "image_uri")),
        ({"network": {"subnet": []}}, ("unknown-key", "network.subnet")),
        ({"network": {"subnets": "subnet-1"}}, ("wrong-type", "network.subnets")),
        ({"retry": [{}]}, ("missing-key", "retry[0].exceptions")),
        ({"retry": [{"exceptions": []}]}, ("empty-value", "retry[0].exceptions")),
        ({"cache": {}}, ("missing-key", "cache.expire_after")),
        ({"tags": {"a": 1}}, ("wrong-type", "tags.a")),
        ([], ("wrong-type", "")),
        ("x", ("wrong-type", "")),
    ],
)
def test_faulty_compute_is_named_in_plain_words(
    pipeline: dict[str, Any],
    step: dict[str, Any],
    parameters: dict[str, Any],
    compute: Any,
    expected: tuple[str, str],
) -> None:
    """The path as a person writes it, and nothing of the library that found the fault."""
    step["compute"] = compute
    code, field = expected
    problems = read_catalog([pipeline, parameters]).problems
    assert [(code, f"{STEP}.compute" + (f".{field}" if field else ""))] == [
        (p.code, p.field) for p in problems
    ]
    assert not any("pydantic" in str(p) or "Input should" in str(p) for p in problems)


def test_null_fields_of_compute_are_absent(
    pipeline: dict[str, Any], step: dict[str, Any], found: Found
) -> None:
    """Null is how YAML and DynamoDB write nothing."""
    step["compute"] = {"network": None, "instance_count": None}
    assert found(pipeline) == []


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("entry_scrpt", "entry_script"),
        ("codePrefixS3", "code_prefix_s3"),
        ("depends-on", "depends_on"),
        ("dependson", "depends_on"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(
    pipeline: dict[str, Any], step: dict[str, Any], key: str, near: str
) -> None:
    """Misspelt, camel-cased or hyphenated."""
    step[key] = "x"
    (problem,) = read_catalog([pipeline]).errors
    assert (f"{STEP}.{key}", f"did you mean '{near}'?") == (problem.field, problem.remedy)


def test_missing_fields_are_all_reported(found: Found) -> None:
    """One report, not one fault at a time."""
    empty = {"project_name": "p", "job_name": "pipeline_x#v1", "spec": {}}
    stepless = {"project_name": "p", "job_name": "pipeline_y#v1", "spec": {"scripts": {"steps": {"A": {}}}}}
    step = "spec.scripts.steps.A"
    expected = [
        ("missing-key", "spec.required_runtime_params"),
        ("missing-key", "spec.scripts"),
        ("missing-key", "spec.required_runtime_params"),
        ("missing-key", f"{step}.code_prefix_s3"),
        ("missing-key", f"{step}.data_prefixes"),
        ("missing-key", f"{step}.entry_script"),
    ]
    assert expected == found(empty, stepless)


def test_a_record_with_steps_is_a_pipeline_whatever_it_is_called(pipeline: dict[str, Any]) -> None:
    """The delta builder runs on its own, too; a record with neither name nor steps is a job."""
    named = pipeline | {"job_name": "delta_builder#v1"}
    job = {"project_name": "p", "job_name": "other#v1", "spec": {"free": {"form": [1, None, True]}}}
    catalog = read_catalog([named, job]).catalog
    assert [record.key.logical_job_name for record in catalog.pipelines] == ["delta_builder"]
    assert [record.spec for record in catalog.jobs] == [{"free": {"form": [1, None, True]}}]


def test_optional_attributes_are_accepted_at_both_levels(pipeline: dict[str, Any], found: Found) -> None:
    """Those that existing tables carry."""
    optional = {
        "feature_spec_version": "v1",
        "updated_at": "2025-01-01",
        "owner": "team",
        "tags": {"a": "b"},
        "pipeline_defaults": {"x": 1},
        "feature_store": {"y": [2]},
    }
    pipeline |= optional
    pipeline["spec"] |= optional | {"tags": {"c": "d"}}
    assert found(pipeline) == []
    assert read_catalog([pipeline]).catalog.pipelines[0].tags == {"a": "b", "c": "d"}


def test_a_version_that_differs_from_the_key_is_an_error(pipeline: dict[str, Any], found: Found) -> None:
    """At either level."""
    pipeline["feature_spec_version"] = "v2"
    pipeline["spec"]["feature_spec_version"] = 1
    expected = [
        ("version-mismatch", "feature_spec_version"),
        ("version-mismatch", "spec.feature_spec_version"),
    ]
    assert expected == found(pipeline)


def test_an_unknown_key_beside_the_spec_is_an_error(pipeline: dict[str, Any], found: Found) -> None:
    """The item itself is an object of the contract."""
    pipeline["Spec"] = {}
    assert found(pipeline) == [("unknown-key", "Spec")]


def test_a_key_that_two_items_share_makes_both_unusable(pipeline: dict[str, Any]) -> None:
    """Which of the two is meant cannot be told."""
    reading = read_catalog([pipeline, dict(pipeline)], origins=["a.json", "b.json"])
    assert reading.catalog.pipelines == ()
    assert [p.fault for p in reading.problems] == ["b.json has the key of a.json"]


def test_a_pipeline_without_project_parameters_draws_a_warning(pipeline: dict[str, Any]) -> None:
    """It can run, if everything is given."""
    reading = read_catalog([pipeline])
    assert [(p.code, p.severity) for p in reading.problems] == [("no-project-parameters", "warning")]
    assert len(reading.require().pipelines) == 1


def test_a_faulty_record_does_not_take_others_with_it(
    pipeline: dict[str, Any], parameters: dict[str, Any]
) -> None:
    """The catalog holds what is usable, and no warning that a faulty record would have answered."""
    parameters["spec"]["oops"] = 1
    reading = read_catalog([pipeline, parameters])
    assert (len(reading.catalog.pipelines), len(reading.catalog.project_parameters)) == (1, 0)
    assert [(p.code, p.field) for p in reading.problems] == [("unknown-key", "spec.oops")]


def test_items_without_a_key_are_named_by_their_origin() -> None:
    """So that a file can be found."""
    problems = read_catalog(
        [{}, 5, {"project_name": 1, "job_name": "a"}], origins=["a.json", "b.json"]
    ).problems
    expected = {
        ("a.json", "missing-key", "project_name"),
        ("a.json", "missing-key", "job_name"),
        ("a.json", "missing-key", "spec"),
        ("b.json", "not-an-object", ""),
        ("item 2", "invalid-key", "project_name"),
        ("item 2", "missing-key", "spec"),
    }
    assert expected == {(p.record, p.code, p.field) for p in problems}


def test_config_from_is_a_logical_name(pipeline: dict[str, Any], step: dict[str, Any], found: Found) -> None:
    """The version is the record's own, always."""
    step["config_from"] = "delta_builder"
    assert found(pipeline) == []
    step["config_from"] = "delta_builder#v1"
    assert [("invalid-name", f"{STEP}.config_from")] == found(pipeline)


def test_a_broken_key_hides_no_other_fault() -> None:
    """All faults of an item are reported at once, under its place, whatever its key is."""
    item = {"project_name": "ndr", "job_name": "pipeline_x", "spec": {"required_runtime_parms": []}}
    problems = read_catalog([item], origins=["records/x.json"]).problems
    assert {problem.record for problem in problems} == {"ndr/pipeline_x in records/x.json"}
    assert {"missing-hash", "unknown-key"} <= {problem.code for problem in problems}
