"""Faults of one record's names and data, and those that only show when records are seen together."""

from typing import Any

import pytest
from generated_records import KEY, PARAMETERS, data, record, step

from pipelines.compiler import check_drafts, compile_catalog
from pipelines.contract import Catalog, JobRecord, PipelineRecord, RecordKey, read_catalog
from pipelines.contract.records import DataPrefix

AT = "spec.scripts.steps.A"


def problems(*pipelines: PipelineRecord, jobs: tuple[JobRecord, ...] = ()) -> list[tuple[str, str, str, str]]:
    catalog = Catalog(pipelines=pipelines, project_parameters=(PARAMETERS,), jobs=jobs)
    return [(p.record, p.field, p.code, p.severity) for p in compile_catalog(catalog, None).problems]


def one(*steps: Any, **fields: Any) -> list[tuple[str, str]]:
    found = problems(record(*steps, **fields))
    return [(field, code) for _, field, code, _ in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"code_prefix_s3": "http://b/x/"}, [(f"{AT}.code_prefix_s3", "invalid-s3-uri")]),
        ({"code_prefix_s3": "s3://bkt/<ProjectName>/"}, [(f"{AT}.code_prefix_s3", "unknown-placeholder")]),
        (
            {"data_prefixes": (data("input_x", "<Nobody>/"),)},
            [(f"{AT}.data_prefixes.input_x", "unknown-placeholder")],
        ),
        (
            {"data_prefixes": (DataPrefix(name="input_x", direction="input", s3_prefix="/x"),)},
            [(f"{AT}.data_prefixes.input_x", "invalid-s3-uri")],
        ),
        ({"data_prefixes": (data("input x", "x/"),)}, [(f"{AT}.data_prefixes.input x", "invalid-name")]),
        ({"data_prefixes": (data("code", "x/"),)}, [(f"{AT}.data_prefixes.code", "reserved-name")]),
        (
            {"data_prefixes": (data("input_x", "x/"), data("input_x", "y/"))},
            [(f"{AT}.data_prefixes.input_x", "duplicate-name")],
        ),
        (
            {"data_prefixes": (data("input_x", "x/"), data("output_x", "x/"))},
            [
                (f"{AT}.data_prefixes.input_x", "mounted-history"),
                (f"{AT}.data_prefixes.input_x", "reads-own-output"),
            ],
        ),
        ({"data_prefixes": (data("input_x", "x/", "direct"), data("output_x", "x/"))}, []),
    ],
)
def test_a_step_that_cannot_run_is_refused(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Each fault of code and data is named at its field."""
    assert one(step("A", **fields)) == expected


def test_a_record_that_cannot_be_read_is_compiled_as_far_as_it_can() -> None:
    """A cycle, a limit and an instance type are told beside a key that the contract does not know."""

    def step_item(name: str, reads: str, writes: str, **fields: Any) -> dict[str, Any]:
        return {
            "code_prefix_s3": f"s3://bkt/projects/p/versions/v1/code/pipelines/pipeline_x/{name}/",
            "entry_script": "run.py",
            "data_prefixes": {
                "input_x": f"s3://bkt/projects/p/versions/v1/data/{reads}/",
                "output_x": f"s3://bkt/projects/p/versions/v1/data/{writes}/",
            },
            **fields,
        }

    steps = {
        "A": step_item("A", "x", "y", compute={"instance_type": "m5", "instance_count": 0}, speed=1),
        "B": step_item("B", "y", "x"),
        # Left out for want of a script: C is no unknown dependency, and E and D no two writers.
        "C": {**step_item("C", "a", "b"), "entry_script": "../run.py"},
        "D": step_item("D", "b", "same", depends_on=["C"]),
        "E": step_item("E", "c", "same", depends_on=["C"]),
    }
    name = f"pipeline_{'x' * 80}"
    spec = {"required_runtime_params": [], "scripts": {"steps": steps}, "compute": {"role_arn": 5}}
    item = {"project_name": "p", "job_name": f"{name}#v1", "spec": spec}
    reading = read_catalog([item])
    read = [(p.field, p.code) for p in reading.errors]
    assert sorted(read) == [
        ("spec.compute.role_arn", "wrong-type"),
        ("spec.scripts.steps.A.compute.instance_count", "out-of-range"),
        ("spec.scripts.steps.A.speed", "unknown-key"),
        ("spec.scripts.steps.C.entry_script", "invalid-entry-script"),
    ]
    assert reading.catalog.pipelines == ()
    more = check_drafts(reading.drafts, reading.catalog, reading.problems)
    assert sorted((p.field, p.code) for p in more) == [
        ("job_name", "limit-pipeline-name"),
        ("spec.scripts.steps", "cycle"),
        ("spec.scripts.steps.A.compute.instance_type", "instance-type"),
    ]


def test_names_of_parameters_must_make_different_arguments() -> None:
    """Two spellings of one parameter would be one argument twice."""
    field = "spec.required_runtime_params[1]"
    assert one(step("A"), params=("RunId", "run_id")) == [(field, "duplicate-name")]
    assert one(step("A"), params=("RunId", "Run Id")) == [(field, "invalid-name")]


def test_a_pipeline_has_steps_with_different_names() -> None:
    """No step and two of one name are both refused."""
    assert one() == [("spec.scripts.steps", "no-steps")]
    twice = one(step("A"), step("A", code_prefix_s3="s3://bkt/other/"))
    assert twice == [("spec.scripts.steps.A", "duplicate-name")]


def test_a_key_without_letters_and_digits_makes_no_pipeline_name() -> None:
    """The service's names are made of them alone."""
    key = RecordKey("_", "_", "_")
    under = PARAMETERS.model_copy(update={"key": RecordKey("_", "project_parameters", "_")})
    catalog = Catalog(pipelines=(record(step("A"), key=key),), project_parameters=(under,))
    assert [problem.code for problem in compile_catalog(catalog, None).problems] == ["pipeline-name"]


def test_two_records_with_one_pipeline_name_are_both_named() -> None:
    """What differs in punctuation alone is one pipeline to SageMaker."""
    one_key, other = RecordKey("demo", "pipeline_a", "v1"), RecordKey("demo", "pipeline-a", "v1")
    found = problems(
        record(step("A"), key=one_key), record(step("A", code_prefix_s3="s3://bkt/other/"), key=other)
    )
    assert found == [
        (str(other), "job_name", "pipeline-name-collision", "error"),
        (str(one_key), "job_name", "pipeline-name-collision", "error"),
    ]


@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [
        (("s3://bkt/code/x/", "s3://bkt/code/x/"), 1),
        (("s3://bkt/code/x/", "s3://bkt/code/x/y/"), 1),
        (("s3://bkt/code/x/", "s3://bkt/code/xy/"), 0),
        (("s3://bkt/code/", "s3://bkt/code/x/", "s3://bkt/code/z/"), 2),
        (("s3://bkt/code/x/", "s3://bkt/code/x-/", "s3://bkt/code/x/y/"), 1),
    ],
)
def test_code_prefixes_are_one_step_each(prefixes: tuple[str, ...], expected: int) -> None:
    """Equal or nested prefixes would mix the files of two steps; of two records, each is told."""
    within = problems(record(*(step(f"S{n}", code_prefix_s3=p) for n, p in enumerate(prefixes))))
    between = problems(
        *(
            record(step("A", code_prefix_s3=prefix), key=RecordKey("demo", f"pipeline_{n}", "v1"))
            for n, prefix in enumerate(prefixes)
        )
    )
    assert [code for _, _, code, _ in within] == ["code-prefix-collision"] * expected
    assert [code for _, _, code, _ in between] == ["code-prefix-collision"] * 2 * expected


@pytest.mark.parametrize("name", ["pipeline_a", "pipeline_b"])
def test_a_collision_shows_whichever_record_is_asked_for(name: str) -> None:
    """A report of one record alone still says that another claims its code prefix."""
    keys = [RecordKey("demo", each, "v1") for each in ("pipeline_a", "pipeline_b")]
    both = tuple(record(step("A", code_prefix_s3="s3://bkt/code/x/"), key=key) for key in keys)
    catalog = Catalog(pipelines=both, project_parameters=(PARAMETERS,))
    (problem,) = compile_catalog(catalog, None, only={RecordKey("demo", name, "v1")}).problems
    assert (problem.record, problem.code) == (f"demo/{name}#v1", "code-prefix-collision")


def test_a_mounted_history_draws_a_warning() -> None:
    """Mounting what another pipeline of the project adds to downloads all of it on every run."""
    writer = record(step("W", data("output_x", "x/y/")), key=RecordKey("demo", "pipeline_w", "v1"))
    field = "spec.scripts.steps.A.data_prefixes.input_x"
    warning = (str(KEY), field, "mounted-history", "warning")
    assert problems(record(step("A", data("input_x", "x/y/"))), writer) == [warning]
    assert problems(record(step("A", data("input_x", "x/"))), writer) == [warning]
    assert problems(record(step("A", data("input_x", "x/y/z/"))), writer) == []
    assert problems(record(step("A", data("input_x", "x/y/", "direct"))), writer) == []
    assert problems(record(step("A", data("input_x", "x/y/<ProjectName>/"))), writer) == []


def test_the_history_of_another_version_is_not_the_projects_own() -> None:
    """Warnings stay within a project and version."""
    key = RecordKey("demo", "pipeline_w", "v2")
    under = PARAMETERS.model_copy(update={"key": RecordKey("demo", "project_parameters", "v2")})
    writer = record(step("W", data("output_x", "x/")), key=key)
    catalog = Catalog(
        pipelines=(record(step("A", data("input_x", "x/"))), writer), project_parameters=(PARAMETERS, under)
    )
    assert compile_catalog(catalog, None).problems == ()


def test_a_missing_configuration_is_a_problem_of_the_step() -> None:
    """The nearest name of the same project and version is offered."""
    job = JobRecord(key=RecordKey("demo", "delta_builder", "v1"), spec={})
    elsewhere = JobRecord(key=RecordKey("other", "delta_bilder", "v1"), spec={})
    pipeline = record(step("A", config_from="delta_bilder"))
    catalog = Catalog(pipelines=(pipeline,), project_parameters=(PARAMETERS,), jobs=(job, elsewhere))
    (problem,) = compile_catalog(catalog, None).problems
    assert (problem.field, problem.code) == (f"{AT}.config_from", "unknown-configuration")
    assert "'delta_builder'" in problem.remedy
