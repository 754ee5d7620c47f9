"""Compiling records: deterministic, complete, every fault reported."""

import hashlib
import json
import random
from typing import Any

import pytest
from generated_records import (
    IMAGE,
    KEY,
    PARAMETERS,
    ROLE,
    data,
    project_parameters,
    record,
    records,
    rendered_templates,
    step,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.compiler import UNPUBLISHED, compile_catalog, compile_pipeline, parse_description
from pipelines.compiler.description import render_description
from pipelines.contract import Catalog, PipelineRecord, ProjectParameters, RecordKey
from pipelines.contract.names import kebab_case
from pipelines.contract.records import Cache, Compute, Kms, Network, Retry
from pipelines.errors import ContractError, Problem

DIGEST = "a" * 64


def digests(pipeline: PipelineRecord) -> dict[str, str]:
    return {each.name: DIGEST for each in pipeline.steps}


def only_step(pipeline: PipelineRecord, parameters: ProjectParameters | None = PARAMETERS) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compile_pipeline(pipeline, parameters, digests(pipeline)).text)[
        "Steps"
    ][0]
    return found


def shuffled(pipeline: PipelineRecord, seed: int) -> PipelineRecord:
    """The same record as a table without order would return it."""
    mix = random.Random(seed)

    def mixed(values: Any) -> Any:
        items = list(values.items() if isinstance(values, dict) else values)
        mix.shuffle(items)
        return dict(items) if isinstance(values, dict) else tuple(items)

    def compute(layer: Compute) -> Compute:
        maps = {name: mixed(getattr(layer, name)) for name in ("tags", "environment") if getattr(layer, name)}
        return layer.model_copy(update=maps)

    steps = [
        each.model_copy(update={"data_prefixes": mixed(each.data_prefixes), "compute": compute(each.compute)})
        for each in pipeline.steps
    ]
    changes = {"steps": mixed(steps), "compute": compute(pipeline.compute), "tags": mixed(pipeline.tags)}
    return pipeline.model_copy(update=changes)


@given(records(), project_parameters(), st.integers(0, 2**32))
@settings(deadline=None)
def test_the_order_of_maps_is_ignored(
    pipeline: PipelineRecord, parameters: ProjectParameters, seed: int
) -> None:
    """A record whose maps come back in another order compiles to the same bytes."""
    given_order = compile_pipeline(pipeline, parameters, digests(pipeline))
    other_order = compile_pipeline(shuffled(pipeline, seed), parameters, digests(pipeline))
    assert other_order == given_order


@given(records(), project_parameters())
@settings(deadline=None)
def test_every_required_parameter_is_an_argument_of_every_step_in_order(
    pipeline: PipelineRecord, parameters: ProjectParameters
) -> None:
    """Parameters are the record's, without defaults, and each step is handed all of them."""
    definition = json.loads(compile_pipeline(pipeline, parameters, digests(pipeline)).text)
    names = pipeline.required_runtime_params
    expected: list[Any] = []
    for name in names:
        expected += [f"--{kebab_case(name)}", {"Get": f"Parameters.{name}"}]
    assert definition["Parameters"] == [{"Name": name, "Type": "String"} for name in names]
    assert len(definition["Steps"]) == len(pipeline.steps)
    for each in definition["Steps"]:
        assert each["Arguments"]["AppSpecification"].get("ContainerArguments", []) == expected


@given(records(), project_parameters())
@settings(deadline=None)
def test_steps_stand_after_the_steps_they_wait_for(
    pipeline: PipelineRecord, parameters: ProjectParameters
) -> None:
    """The definition can be run from top to bottom."""
    seen: set[str] = set()
    for each in json.loads(compile_pipeline(pipeline, parameters, digests(pipeline)).text)["Steps"]:
        assert set(each.get("DependsOn", [])) <= seen
        assert each.get("DependsOn", []) == sorted(each.get("DependsOn", []))
        seen.add(each["Name"])


@given(st.lists(st.integers(0, 5), max_size=5, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_records_is_ignored(numbers: list[int], mix: random.Random) -> None:
    """A catalog in another order gives the same compilation."""
    pipelines = [
        record(step("A", code_prefix_s3=f"s3://bkt/code/{n}/"), key=RecordKey("demo", f"pipeline_{n}", "v1"))
        for n in numbers
    ]
    in_order = compile_catalog(Catalog(pipelines=tuple(pipelines), project_parameters=(PARAMETERS,)), None)
    mix.shuffle(pipelines)
    mixed = compile_catalog(Catalog(pipelines=tuple(pipelines), project_parameters=(PARAMETERS,)), None)
    assert mixed == in_order


def test_the_digest_covers_definition_role_and_tags() -> None:
    """Whatever CreatePipeline is given besides the name changes the digest."""
    base = record(step("A", compute=Compute(role_arn=ROLE, tags={"k": "v"})), tags={"k": "v"})
    other_role = PARAMETERS.model_copy(update={"compute": Compute(image_uri=IMAGE, role_arn=ROLE + "2")})
    found = {
        compile_pipeline(base, PARAMETERS, {"A": DIGEST}).digest,
        compile_pipeline(base, PARAMETERS, {"A": "b" * 64}).digest,
        compile_pipeline(base, other_role, {"A": DIGEST}).digest,
        compile_pipeline(base.model_copy(update={"tags": {"k": "w"}}), PARAMETERS, {"A": DIGEST}).digest,
    }
    assert len(found) == 4


def test_text_is_the_definition_in_canonical_json() -> None:
    """The text is what a sorted, compact dump of the definition gives."""
    compiled = compile_pipeline(record(step("A")), PARAMETERS, {"A": DIGEST})
    assert json.dumps(compiled.definition, sort_keys=True, separators=(",", ":")) == compiled.text


def test_a_changed_code_digest_is_a_changed_definition() -> None:
    """Step caching sees other code, since the digest stands in the step's environment."""
    found = only_step(record(step("A", compute=Compute(environment={"LEVEL": "info"}))))
    assert found["Arguments"]["Environment"] == {"LEVEL": "info", "PIPELINES_CODE_SHA256": DIGEST}


def test_validation_needs_no_code() -> None:
    """Without digests a catalog compiles with a digest of zeros in every step."""
    catalog = Catalog(pipelines=(record(step("A")),), project_parameters=(PARAMETERS,))
    compilation = compile_catalog(catalog, None)
    assert compilation.problems == ()
    assert UNPUBLISHED in compilation.pipelines[0].text


def test_a_step_without_a_digest_cannot_be_applied() -> None:
    """Digests that leave out a step, or are none, are an error at that step."""
    pipeline = record(step("A"), step("B"))
    catalog = Catalog(pipelines=(pipeline,), project_parameters=(PARAMETERS,))
    compilation = compile_catalog(catalog, {pipeline.key: {"A": "no digest"}})
    assert [(p.field, p.code) for p in compilation.errors] == [
        ("spec.scripts.steps.A", "missing-code"),
        ("spec.scripts.steps.B", "missing-code"),
    ]
    assert compilation.pipelines == ()


def test_every_fault_of_every_record_is_reported_at_once() -> None:
    """One report holds the faults of all records, and the sound record compiles all the same."""
    other = RecordKey("demo", "pipeline_other", "v1")
    sound = RecordKey("demo", "pipeline_sound", "v1")
    catalog = Catalog(
        pipelines=(
            record(step("A", data("output_x", "x/<Nobody>/")), step("B", depends_on=("C",))),
            record(step("A b", code_prefix_s3="s3://bkt/other/"), key=other),
            record(step("A", code_prefix_s3="s3://bkt/sound/"), key=sound),
        ),
        project_parameters=(PARAMETERS,),
    )
    compilation = compile_catalog(catalog, None)
    assert {(p.record, p.code) for p in compilation.errors} == {
        (str(KEY), "unknown-placeholder"),
        (str(KEY), "unknown-dependency"),
        (str(other), "invalid-name"),
    }
    assert [pipeline.key for pipeline in compilation.pipelines] == [sound]


def test_runtime_placeholders_become_a_join() -> None:
    """A parameter in a prefix is put in when the run starts."""
    pipeline = record(
        step("A", data("input_x", "raw/<MiniBatchId>/part-<Day>")), params=("MiniBatchId", "Day")
    )
    found = only_step(pipeline)["Arguments"]["ProcessingInputs"][1]["S3Input"]["S3Uri"]
    parts = ["s3://bkt/projects/demo/versions/v1/data/raw/", {"Get": "Parameters.MiniBatchId"}]
    parts += ["/part-", {"Get": "Parameters.Day"}, "/"]
    assert found == {"Std:Join": {"On": "", "Values": parts}}


def test_code_is_the_first_input_and_direct_datasets_are_none() -> None:
    """Only mounted datasets are inputs and outputs of the job; the code comes first."""
    pipeline = record(
        step(
            "A",
            data("input_b", "b/"),
            data("input_a", "a/"),
            data("input_far", "far/", "direct"),
            data("output_x", "x/"),
        )
    )
    job = only_step(pipeline)["Arguments"]
    assert [each["InputName"] for each in job["ProcessingInputs"]] == ["code", "input_a", "input_b"]
    assert [each["S3Input"]["LocalPath"] for each in job["ProcessingInputs"]] == [
        "/opt/ml/processing/input/code",
        "/opt/ml/processing/input/input_a",
        "/opt/ml/processing/input/input_b",
    ]
    assert job["ProcessingOutputConfig"]["Outputs"][0]["S3Output"] == {
        "S3Uri": "s3://bkt/projects/demo/versions/v1/data/x/",
        "LocalPath": "/opt/ml/processing/output/output_x",
        "S3UploadMode": "EndOfJob",
    }


def test_an_output_may_be_uploaded_as_it_is_written() -> None:
    """A record's `continuous` is SageMaker's Continuous; what says nothing goes up at the end."""
    kept = data("output_kept", "kept/", upload="continuous")
    job = only_step(record(step("A", kept, data("output_x", "x/"))))["Arguments"]
    assert {
        each["OutputName"]: each["S3Output"]["S3UploadMode"]
        for each in job["ProcessingOutputConfig"]["Outputs"]
    } == {"output_kept": "Continuous", "output_x": "EndOfJob"}


@pytest.mark.parametrize(
    ("engine", "command", "count"), [("embedded", "python3", 1), ("spark", "smspark-submit", 2)]
)
def test_the_engine_chooses_command_and_default_count(engine: Any, command: str, count: int) -> None:
    """Spark steps are started by SageMaker's Spark launcher, on more than one instance."""
    job = only_step(record(step("A", compute=Compute(engine=engine))))["Arguments"]
    script = "/opt/ml/processing/input/code/run_it.py"
    assert job["AppSpecification"]["ContainerEntrypoint"] == [command, script]
    assert job["ProcessingResources"]["ClusterConfig"]["InstanceCount"] == count


def test_compile_pipeline_finds_the_parameters_in_a_catalog() -> None:
    """The catalog does as well as the project parameters themselves."""
    pipeline = record(step("A"))
    catalog = Catalog(pipelines=(pipeline,), project_parameters=(PARAMETERS,))
    expected = compile_pipeline(pipeline, PARAMETERS, {"A": DIGEST})
    assert compile_pipeline(pipeline, catalog, {"A": DIGEST}) == expected


def test_compile_pipeline_raises_every_fault() -> None:
    """A record without a role and an image names both, with the command that sets them."""
    with pytest.raises(ContractError) as caught:
        compile_pipeline(record(step("A")), None, {"A": DIGEST})
    assert [(p.field, p.code) for p in caught.value.problems] == [
        ("spec.compute.image_uri", "missing-image"),
        ("spec.compute.role_arn", "missing-role"),
    ]
    assert all("pipelines provision" in problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize("name", [each.key.logical_job_name for each in rendered_templates().pipelines])
def test_a_template_compiles_to_its_snapshot(name: str, snapshot_json: Any) -> None:
    """The definition of every template is reviewed as a diff."""
    catalog = rendered_templates()
    (found,) = [
        each for each in compile_catalog(catalog, None).pipelines if each.key.logical_job_name == name
    ]
    assert found.definition == snapshot_json


def test_the_templates_together_have_no_problem() -> None:
    """What provision writes compiles without an error or a warning."""
    assert compile_catalog(rendered_templates(), None).problems == ()


_halves = st.text(st.characters(exclude_characters="#"), min_size=1, max_size=30)


@given(_halves | st.just("a/b [c] sha256:"), _halves, _halves, st.binary(max_size=9))
def test_a_description_says_its_key_and_digest(project: str, job: str, version: str, seed: bytes) -> None:
    """Parsing a rendered description gives back what it was made from, whatever the key holds."""
    digest = hashlib.sha256(seed).hexdigest()
    key = RecordKey(project, job, version)
    try:
        RecordKey.parse(project, key.job_name)
    except ContractError:
        expected = None  # a key that no table record can have
    else:
        expected = (key, digest)
    assert parse_description(render_description(key, ("A", "B"), digest)) == expected


@given(st.text())
def test_a_foreign_description_is_none(text: str) -> None:
    """Text of any other origin names no record."""
    assert parse_description(text) is None


def test_a_description_reads_as_a_line() -> None:
    """Steps first, in order, then the record and the digest; many steps are cut."""
    compiled = compile_pipeline(record(step("B"), step("A")), PARAMETERS, {"A": DIGEST, "B": DIGEST})
    assert compiled.description == f"A, B [demo/pipeline_15m_streaming#v1 sha256:{compiled.digest}]"
    many = record(*(step(f"{'Step' * 10}{n}") for n in range(50)))
    described = compile_pipeline(many, PARAMETERS, digests(many))
    assert len(described.description) < 600
    assert "(50 steps)" in described.description
    assert parse_description(described.description) == (KEY, described.digest)


def test_problems_are_sorted_errors_first() -> None:
    """A warning stands after every error, whatever its record."""
    first = RecordKey("demo", "pipeline_a", "v1")
    warned = step("A", data("input_x", "x/"), data("output_x", "x/"), code_prefix_s3="s3://bkt/a/")
    catalog = Catalog(
        pipelines=(record(warned, key=first), record(step("B b"))), project_parameters=(PARAMETERS,)
    )
    problems: tuple[Problem, ...] = compile_catalog(catalog, None).problems
    assert [problem.severity for problem in problems] == ["error", "warning", "warning"]


def test_everything_that_compute_can_say_stands_in_the_definition() -> None:
    """Network, keys, tags, retries and cache of a step, as CreateProcessingJob and the schema write them."""
    everything = Compute(
        volume_size_gb=50,
        max_runtime_seconds=60,
        network=Network(subnets=("subnet-1",), security_group_ids=("sg-1", "sg-2"), encrypt_traffic=True),
        kms=Kms(volume_key="alias/v", output_key="alias/o"),
        tags={"b": "2", "a": "1"},
        retry=(
            Retry(exceptions=("Step.THROTTLING",), interval_seconds=3, backoff_rate=1.5, max_attempts=4),
            Retry(exceptions=("SageMaker.CAPACITY_ERROR",), expire_after_minutes=90),
        ),
        cache=Cache(expire_after="P7D"),
    )
    found = only_step(record(step("A", data("output_x", "x/"), compute=everything)))
    job = found.pop("Arguments")
    assert found == {
        "Name": "A",
        "Type": "Processing",
        "RetryPolicies": [
            {
                "ExceptionType": ["Step.THROTTLING"],
                "IntervalSeconds": 3,
                "BackoffRate": 1.5,
                "MaxAttempts": 4,
            },
            {
                "ExceptionType": ["SageMaker.CAPACITY_ERROR"],
                "IntervalSeconds": 1,
                "BackoffRate": 2.0,
                "ExpireAfterMin": 90,
            },
        ],
        "CacheConfig": {"Enabled": True, "ExpireAfter": "P7D"},
    }
    assert job["ProcessingResources"]["ClusterConfig"] == {
        "InstanceType": "ml.m5.xlarge",
        "InstanceCount": 1,
        "VolumeSizeInGB": 50,
        "VolumeKmsKeyId": "alias/v",
    }
    assert job["ProcessingOutputConfig"]["KmsKeyId"] == "alias/o"
    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 60}
    assert job["Tags"] == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
    assert job["NetworkConfig"] == {
        "EnableNetworkIsolation": False,
        "EnableInterContainerTrafficEncryption": True,
        "VpcConfig": {"SecurityGroupIds": ["sg-1", "sg-2"], "Subnets": ["subnet-1"]},
    }
