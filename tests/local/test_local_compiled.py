"""What the compiler writes is what the embedded AWS accepts and the runner understands."""

from __future__ import annotations

import pytest

from pipelines.compiler import UNPUBLISHED, compile_pipeline, resolve_graph
from pipelines.contract import read_catalog, render_template
from pipelines.local.pipeline_calls import checked_definition
from pipelines.local.resolution import bind_parameters
from pipelines.templates import load_templates

COMPUTE = {"role_arn": "arn:aws:iam::123456789012:role/pipelines", "image_uri": "steps:1"}


@pytest.fixture(scope="module")
def catalog():
    items = [
        render_template(template, bucket="ndr-bucket", project_name="ndr", feature_spec_version="v1")
        for template in load_templates().values()
    ]
    for item in items:
        if item["job_name"].startswith("project_parameters"):
            item["spec"]["compute"] |= COMPUTE
    return read_catalog(items).require()


def test_every_template_compiles_to_what_create_pipeline_accepts(catalog):
    """The service's model has nothing against any step, and graph and parameters agree."""
    for record in catalog.pipelines:
        digests = {step.name: UNPUBLISHED for step in record.steps}
        compiled = compile_pipeline(record, catalog.parameters_of(record.key), digests)

        definition = checked_definition(compiled.text)

        graph, _ = resolve_graph(record)
        assert {step.name: tuple(sorted(step.after)) for step in definition.steps} == dict(graph.depends_on)
        values = dict.fromkeys(record.required_runtime_params, "1")
        assert list(bind_parameters(definition, values)) == list(record.required_runtime_params)
