"""Records to SageMaker Pipelines: pure, no clock, no disk, no AWS.

compute        built-in < project_parameters < record < step
graph          who waits for whom, from the data
checks         what the service would refuse, against the table in `limits`
definition     the tree of JSON values; `canonical` makes text and digest of it
configuration  what a step is told besides its arguments; `bundle` its published code
compile        all of it, record by record, every fault reported
"""

from pipelines.compiler.bundle import make_bundle
from pipelines.compiler.compile import (
    UNPUBLISHED,
    Compilation,
    check_drafts,
    compile_catalog,
    compile_pipeline,
)
from pipelines.compiler.compiled import Bundle, CompiledPipeline
from pipelines.compiler.configuration import step_configuration
from pipelines.compiler.description import parse_description
from pipelines.compiler.explain import render_graph, render_mermaid
from pipelines.compiler.graph import StepGraph, resolve_graph

__all__ = [
    "UNPUBLISHED",
    "Bundle",
    "Compilation",
    "CompiledPipeline",
    "StepGraph",
    "check_drafts",
    "compile_catalog",
    "compile_pipeline",
    "make_bundle",
    "parse_description",
    "render_graph",
    "render_mermaid",
    "resolve_graph",
    "step_configuration",
]
