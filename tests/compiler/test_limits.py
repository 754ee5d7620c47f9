"""Every limit of the service: at the maximum nothing is said, one above it exactly that limit is reported."""

from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
from botocore.loaders import Loader
from generated_records import IMAGE, PARAMETERS, ROLE, ROOT, data, record, step

from pipelines.compiler import compile_catalog, compile_pipeline
from pipelines.compiler.limits import LIMITS
from pipelines.contract import Catalog, PipelineRecord, RecordKey
from pipelines.contract.records import Compute, DataPrefix, Kms, Network, Retry

SG = ("sg-1",)


def compute(**fields: Any) -> PipelineRecord:
    """A record of one step with this compute, past what the models themselves would refuse."""
    return record(step("A", compute=Compute.model_construct(**fields)))


def long_key(n: int) -> PipelineRecord:
    return record(step("A"), key=RecordKey("p" * (n - 5), "j", "v1"))


def described(n: int) -> PipelineRecord:
    # `é` counts six in the description and nothing in the pipeline's name, which has its own limit.
    empty = compile_pipeline(record(step("A"), key=RecordKey("p", "j", "v1")), PARAMETERS, {"A": "0" * 64})
    six, rest = divmod(n - len(empty.description), 6)
    return record(step("A"), key=RecordKey("p" + "é" * six, "j" + "j" * rest, "v1"))


def sized(n: int) -> PipelineRecord:
    """A record whose definition has n bytes: 50 steps with 99 variables, padded where there is room."""
    names = [f"S{number:02}" for number in range(50)]

    def built(extra: int) -> PipelineRecord:
        room = [180] * (50 * 99)
        for place in range(len(room)):
            room[place] += min(76, extra)
            extra -= min(76, extra)
        lengths = iter(room)
        return record(
            *(
                step(
                    name,
                    compute=Compute(
                        environment={f"V{number:02}": "x" * next(lengths) for number in range(99)}, retry=()
                    ),
                )
                for name in names
            )
        )

    codes = dict.fromkeys(names, "0" * 64)
    smallest = len(compile_pipeline(built(0), PARAMETERS, codes).text)
    return built(n - smallest)


def parameters(n: int) -> PipelineRecord:
    return record(step("A"), params=tuple(f"P{number}" for number in range(n)))


def datasets(direction: str, n: int) -> PipelineRecord:
    found = [data(f"{direction}_{number}", f"{direction}/{number}/") for number in range(n)]
    return record(step("A", *found, data("input_far", "far/", "direct")))


def uri(n: int) -> PipelineRecord:
    # What a run puts in for a parameter does not count.
    prefix = f"{ROOT}/<ProjectName>/"
    prefix += "x" * (n - len(prefix) + len("<ProjectName>") - 1) + "/"
    return record(step("A", DataPrefix(name="input_x", direction="input", s3_prefix=prefix)))


BUILDERS: dict[str, Callable[[int], PipelineRecord]] = {
    "pipeline-name": long_key,
    "description": described,
    "definition": sized,
    "role-arn": lambda n: compute(role_arn=ROLE + "x" * (n - len(ROLE))),
    "step-name": lambda n: record(step("A" * n)),
    "parameter-name": lambda n: record(step("A"), params=("P" * n,)),
    "steps": lambda n: record(*(step(f"S{number}") for number in range(n))),
    "parameters": parameters,
    "container-argument": lambda n: record(step("A"), params=("p" * (n - 2),)),
    "container-arguments": lambda n: parameters(-(-n // 2)),
    "entry-point": lambda n: record(
        step("A", entry_script="x" * (n - len("/opt/ml/processing/input/code/.py")) + ".py")
    ),
    "inputs": lambda n: datasets("input", n - 1),
    "outputs": lambda n: datasets("output", n),
    "s3-uri": uri,
    "local-path": lambda n: record(
        step("A", data("input_" + "x" * (n - len("/opt/ml/processing/input/input_")), "x/"))
    ),
    "environment": lambda n: compute(environment={f"V{number}": "" for number in range(n - 1)}),
    "environment-key": lambda n: compute(environment={"V" * n: ""}),
    "environment-value": lambda n: compute(environment={"V": "x" * n}),
    "image-uri": lambda n: compute(image_uri=IMAGE + "x" * (n - len(IMAGE))),
    "instance-count": lambda n: compute(instance_count=n, engine="spark"),
    "volume-size": lambda n: compute(volume_size_gb=n),
    "max-runtime": lambda n: compute(max_runtime_seconds=n),
    "kms-key": lambda n: compute(kms=Kms(volume_key="k" * n)),
    "subnets": lambda n: compute(
        network=Network(subnets=tuple(f"subnet-{number}" for number in range(n)), security_group_ids=SG)
    ),
    "security-groups": lambda n: compute(
        network=Network(
            subnets=("subnet-1",), security_group_ids=tuple(f"sg-{number}" for number in range(n))
        )
    ),
    "tags": lambda n: compute(tags={f"t{number}": "" for number in range(n)}),
    "tag-key": lambda n: compute(tags={"k" * n: ""}),
    "tag-value": lambda n: compute(tags={"k": "v" * n}),
    "retry-interval": lambda n: compute(
        retry=(Retry(exceptions=("Step.THROTTLING",), interval_seconds=n, max_attempts=1),)
    ),
}
# A name too long for an argument is too long for a parameter; 200 parameters would make 400 arguments.
ALSO = {"container-argument": {"limit-parameter-name"}, "parameters": {"limit-container-arguments"}}


def problems(pipeline: PipelineRecord) -> set[str]:
    under = PARAMETERS.model_copy(
        update={"key": RecordKey(pipeline.key.project_name, "project_parameters", "v1")}
    )
    found = compile_catalog(Catalog(pipelines=(pipeline,), project_parameters=(under,)), None).problems
    return {problem.code for problem in found}


def test_every_limit_of_the_table_is_tried() -> None:
    """A limit without a test here is a limit that nobody has seen work."""
    assert set(LIMITS) == set(BUILDERS)


@pytest.mark.parametrize("name", BUILDERS)
def test_a_limit_is_reached_without_complaint_and_broken_with_one(name: str) -> None:
    """The maximum itself compiles; one more is reported as this limit and as nothing else."""
    maximum = LIMITS[name].maximum
    assert problems(BUILDERS[name](maximum)) == ALSO.get(name, set())
    assert problems(BUILDERS[name](maximum + 1)) == {f"limit-{name}"} | ALSO.get(name, set())


@pytest.mark.parametrize("name", [name for name, limit in LIMITS.items() if limit.shape])
def test_a_limit_is_the_one_of_the_service_model(name: str) -> None:
    """The table's number is the one that botocore's model of SageMaker states."""
    shapes = Loader().load_service_model("sagemaker", "service-2")["shapes"]
    assert LIMITS[name].maximum == shapes[LIMITS[name].shape]["max"]


def test_a_limit_names_record_field_numbers_and_remedy() -> None:
    """Found and allowed stand in the message, with what to do."""
    catalog = Catalog(pipelines=(datasets("input", 11),), project_parameters=(PARAMETERS,))
    (problem,) = compile_catalog(catalog, None).errors
    assert problem.record == "demo/pipeline_15m_streaming#v1"
    assert problem.field == "spec.scripts.steps.A.data_prefixes"
    assert "12 inputs, at most 10" in problem.fault
    assert "direct" in problem.remedy


def test_direct_datasets_do_not_count() -> None:
    """A step may read any number of datasets directly."""
    many = [data(f"input_{number}", f"x/{number}/", "direct") for number in range(40)]
    assert problems(record(step("A", *many))) == set()


def test_tags_of_all_layers_count_together() -> None:
    """Fifty-one tags are too many wherever they come from."""
    names = cycle(["record", "step"])
    tags = {f"{next(names)}{number}": "" for number in range(51)}
    shared = {key: value for key, value in tags.items() if key.startswith("record")}
    own = {key: value for key, value in tags.items() if key.startswith("step")}
    pipeline = record(step("A", compute=Compute(tags=own)), tags=shared)
    assert problems(pipeline) == {"limit-tags"}
