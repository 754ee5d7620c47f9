"""A step's bundle and its configuration: reproducible bytes, one digest, what a container is told."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from generated_records import IMAGE, KEY, PARAMETERS, data, record, rendered_templates, step
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compiler import make_bundle, step_configuration
from pipelines.contract import Catalog, JobRecord, RecordKey
from pipelines.contract.records import Compute
from pipelines.errors import CodeError, ContractError

SOURCES = {"run_it.py": b"print()\n", "common/__init__.py": b"", "steps/a/b.py": "é".encode()}
STEP = step("A", data("output_x", "x"), data("input_raw", "raw/<MiniBatchId>/", "direct"))
RECORD = record(STEP, params=("ProjectName", "MiniBatchId"))
JOB = JobRecord(key=RecordKey("demo", "delta_builder", "v1"), spec={"mapping": {"a": "b"}, "limit": 1})


def bundle(configuration: dict[str, Any] | None = None, sources: dict[str, bytes] | None = None) -> Any:
    return make_bundle(RECORD, STEP, configuration or {}, sources or SOURCES, parameters=PARAMETERS)


def test_step_json_tells_the_step_what_it_is() -> None:
    """Record, step, parameters in order, datasets by name, engine and configuration."""
    found = bundle({"b": 1, "a": [None, "é"]}).files["step.json"]
    assert json.loads(found) == {
        "record": "demo/pipeline_15m_streaming#v1",
        "step": "A",
        "parameters": ["ProjectName", "MiniBatchId"],
        "datasets": {
            "input_raw": {
                "direction": "input",
                "access": "direct",
                "s3_prefix": "s3://bkt/projects/demo/versions/v1/data/raw/<MiniBatchId>/",
            },
            "output_x": {
                "direction": "output",
                "access": "mounted",
                "s3_prefix": "s3://bkt/projects/demo/versions/v1/data/x/",
            },
        },
        "engine": "embedded",
        "config": {"a": [None, "é"], "b": 1},
    }
    assert found.endswith(b"}\n")


def test_the_manifest_names_every_other_file() -> None:
    """SHA-256 of each file, and the digest of the bundle is that of the manifest."""
    made = bundle()
    manifest = made.files["manifest.json"]
    expected = {
        path: hashlib.sha256(content).hexdigest()
        for path, content in made.files.items()
        if path != "manifest.json"
    }
    assert json.loads(manifest) == {"files": expected}
    assert (
        manifest == (json.dumps({"files": expected}, sort_keys=True, separators=(",", ":")) + "\n").encode()
    )
    assert made.digest == hashlib.sha256(manifest).hexdigest()
    assert list(made.files) == sorted([*SOURCES, "manifest.json", "step.json"])
    assert (made.key, made.step, made.prefix) == (KEY, "A", STEP.code_prefix_s3)


@given(st.permutations(sorted(SOURCES)), st.permutations(["a", "b", "c"]))
def test_a_bundle_ignores_the_order_of_maps(paths: list[str], keys: list[str]) -> None:
    """The same files and configuration in any order are the same bundle."""
    other = bundle({key: key for key in keys}, {path: SOURCES[path] for path in paths})
    assert other == bundle({"a": "a", "b": "b", "c": "c"})


@pytest.mark.parametrize(
    ("sources", "configuration"),
    [
        (SOURCES | {"run_it.py": b"print(1)\n"}, {}),
        (SOURCES | {"common/more.py": b""}, {}),
        (SOURCES, {"a": 1}),
    ],
)
def test_any_change_is_another_digest(sources: dict[str, bytes], configuration: dict[str, Any]) -> None:
    """Content, a file more, or the configuration: the digest tells."""
    assert bundle(configuration, sources).digest != bundle().digest


def test_the_engine_may_come_from_the_project() -> None:
    """step.json names the engine of whatever layer wins."""
    spark = PARAMETERS.model_copy(update={"compute": Compute(image_uri=IMAGE, engine="spark")})
    made = make_bundle(RECORD, STEP, {}, SOURCES, parameters=spark)
    assert json.loads(made.files["step.json"])["engine"] == "spark"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("step.json", "reserved-file"),
        ("manifest.json", "reserved-file"),
        ("../x.py", "invalid-path"),
        ("/x.py", "invalid-path"),
        ("a//x.py", "invalid-path"),
        ("a\\x.py", "invalid-path"),
    ],
)
def test_sources_stay_below_the_prefix(path: str, code: str) -> None:
    """Paths that leave it, and the files that publishing writes itself, are refused."""
    with pytest.raises(CodeError) as caught:
        bundle(sources=SOURCES | {path: b""})
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_entry_script_must_be_there() -> None:
    """A step without its script is named with the field to correct."""
    with pytest.raises(CodeError) as caught:
        bundle(sources={"other.py": b""})
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("spec.scripts.steps.A.entry_script", "missing-entry-script")


def test_configuration_is_that_of_the_named_record_with_the_steps_own_laid_over() -> None:
    """Key by key: what the step says wins, what it does not say stays."""
    named = step("A", config_from="delta_builder", config={"limit": 2, "more": True})
    pipeline = record(named, config={"unused": 1})
    catalog = Catalog(pipelines=(pipeline,), jobs=(JOB,))
    expected = {"limit": 2, "mapping": {"a": "b"}, "more": True}
    assert step_configuration(catalog, pipeline, named) == expected


def test_configuration_may_come_from_a_pipeline_record_or_the_record_itself() -> None:
    """`config_from` a pipeline takes its `config`; without it, the step's own record's."""
    other = record(step("B"), key=RecordKey("demo", "delta_builder", "v1"), config={"a": 1})
    named, plain = step("A", config_from="delta_builder"), step("C")
    own = step("D", config_from="pipeline_15m_streaming")
    pipeline = record(named, plain, own, config={"a": 2})
    catalog = Catalog(pipelines=(other, pipeline))
    found = [step_configuration(catalog, pipeline, each) for each in (named, plain, own)]
    assert found == [{"a": 1}, {"a": 2}, {"a": 2}]


def test_values_of_dynamodb_become_json() -> None:
    """Numbers, sets and binary have one JSON form, whatever their order was."""
    config = {
        "n": Decimal(3),
        "x": Decimal("0.1"),
        "s": {"b", "a"},
        "i": {Decimal(2), Decimal(1)},
        "b": b"\x00",
    }
    named = step("A", config=config)
    pipeline = record(named)
    expected = {"b": "AA==", "i": [1, 2], "n": 3, "s": ["a", "b"], "x": 0.1}
    found = step_configuration(Catalog(pipelines=(pipeline,)), pipeline, named)
    assert found == expected
    assert isinstance(found["n"], int)


def deep() -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(100_000):
        value = {"a": value}
    return value


@pytest.mark.parametrize("value", [float("nan"), Decimal("Infinity"), object(), {1: 2}, deep()])
def test_what_json_cannot_hold_is_a_problem(value: Any) -> None:
    """The fault is reported at the step's configuration, not as a traceback."""
    named = step("A").model_copy(update={"config": {"x": value}})
    pipeline = record(named)
    with pytest.raises(ContractError) as caught:
        step_configuration(Catalog(pipelines=(pipeline,)), pipeline, named)
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("spec.scripts.steps.A.config", "unsupported-value")


def test_the_templates_steps_have_configurations() -> None:
    """Every config_from of the templates names a record that provision writes."""
    catalog = rendered_templates()
    for pipeline in catalog.pipelines:
        for each in pipeline.steps:
            assert isinstance(step_configuration(catalog, pipeline, each), dict)


def test_a_script_in_a_folder_has_everything_it_imports_beside_it() -> None:
    """Python looks modules up beside the script, so the whole bundle lies where the script does."""
    pipeline = record(step("A", entry_script="jobs/run_a.py", code_prefix_s3="s3://bkt/code/"))
    bundle = make_bundle(
        pipeline, pipeline.steps[0], {}, {"run_a.py": b"", "common/x.py": b""}, parameters=None
    )
    assert bundle.prefix == "s3://bkt/code/jobs/"
    assert [*bundle.files] == ["common/x.py", "manifest.json", "run_a.py", "step.json"]
