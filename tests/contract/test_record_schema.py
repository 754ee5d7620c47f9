"""The JSON Schema: itself valid, and of one mind with the reader where a schema can be."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema
import pytest

from pipelines.contract import read_catalog, record_schema

VALIDATOR = jsonschema.Draft202012Validator(record_schema())


def test_the_schema_is_a_schema() -> None:
    """Of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(record_schema())


def test_the_valid_records_pass(pipeline: dict[str, Any], parameters: dict[str, Any]) -> None:
    """A pipeline by its name, one by its steps, project parameters, and a job of any form."""
    job = {"project_name": "p", "job_name": "job#v1", "spec": {"anything": [1, None]}}
    for item in (pipeline, pipeline | {"job_name": "delta_builder#v1"}, parameters, job):
        assert list(VALIDATOR.iter_errors(item)) == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ((), "Spec"),
        (("spec",), "script"),
        (("spec", "scripts"), "step"),
        (("spec", "scripts", "steps", "AStep"), "entry_scrpt"),
        (("spec", "scripts", "steps", "AStep", "data_prefixes"), "traffic"),
        (("spec", "compute"), "instance_typ"),
        (("spec", "compute", "network"), "subnet"),
    ],
)
def test_an_unknown_key_fails_here_as_in_the_reader(
    pipeline: dict[str, Any], path: tuple[str, ...], key: str
) -> None:
    """In every object of the contract."""
    pipeline["spec"]["compute"] = {"network": {}}
    place = pipeline
    for part in path:
        place = place[part]
    assert list(VALIDATOR.iter_errors(pipeline)) == []
    place[key] = {}
    assert list(VALIDATOR.iter_errors(pipeline)) != []
    assert read_catalog([pipeline]).errors != ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("job_name",), "pipeline_x"),
        (("job_name",), "pipeline_x#v1#v2"),
        (("spec",), None),
        (("spec", "required_runtime_params"), "ProjectName"),
        (("spec", "required_runtime_params"), ["a b"]),
        (("spec", "required_runtime_params"), ["A", "A"]),
        (("spec", "scripts", "steps"), {}),
        (("spec", "scripts", "steps", "AStep", "entry_script"), "../run.py"),
        (("spec", "scripts", "steps", "AStep", "code_prefix_s3"), "my-bucket/code/"),
        (("spec", "scripts", "steps", "AStep", "data_prefixes"), {"input_x": {"access": "direct"}}),
        (("spec", "scripts", "steps", "AStep", "data_prefixes"), {"input_x": 1}),
        (
            ("spec", "scripts", "steps", "AStep", "data_prefixes"),
            {"input_x": {"s3_prefix": "s3://my-bucket/x/", "upload": "continuous"}},
        ),
        (
            ("spec", "scripts", "steps", "AStep", "data_prefixes"),
            {"outputs": {"x": {"s3_prefix": "s3://my-bucket/x/", "upload": True}}},
        ),
        (
            ("spec", "scripts", "steps", "AStep", "data_prefixes"),
            {"output_x": {"s3_prefix": "s3://my-bucket/x/", "access": "direct"}},
        ),
        (("spec", "scripts", "steps", "AStep", "config_from"), "delta_builder#v1"),
        (("spec", "compute"), {"instance_count": 0}),
        (("spec", "compute"), {"engine": "ray"}),
        (("spec", "compute"), {"retry": [{}]}),
    ],
)
def test_a_wrong_value_fails_here_as_in_the_reader(
    pipeline: dict[str, Any], path: tuple[str, ...], value: Any
) -> None:
    """What an editor can see without other records."""
    place = item = copy.deepcopy(pipeline)
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    assert list(VALIDATOR.iter_errors(item)) != []
    assert read_catalog([item]).errors != ()


@pytest.mark.parametrize("upload", ["end_of_job", "continuous"])
def test_an_output_may_say_when_it_is_uploaded(pipeline: dict[str, Any], upload: str) -> None:
    """Under either form of its name."""
    whole = {"s3_prefix": "s3://my-bucket/projects/p/versions/v1/data/x/", "upload": upload}
    step = pipeline["spec"]["scripts"]["steps"]["AStep"]
    step["data_prefixes"] = {"output_x": whole, "outputs": {"y": whole}}
    assert list(VALIDATOR.iter_errors(pipeline)) == []
    assert read_catalog([pipeline]).errors == ()


@pytest.mark.parametrize(
    "spec",
    [
        {"default": {}},
        {"defaults": {"a b": 1}},
        {"defaults": {"A": []}},
        {"validation": {"A": {"typ": 1}}},
        {"validation": {"A": 1}},
    ],
)
def test_faulty_project_parameters_fail(spec: dict[str, Any]) -> None:
    """They have a shape of their own."""
    item = {"project_name": "p", "job_name": "project_parameters#v1", "spec": spec}
    assert list(VALIDATOR.iter_errors(item)) != []
    assert read_catalog([item]).errors != ()
