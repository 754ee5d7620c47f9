"""JSON Schema (draft 2020-12) of the records, for editors: completes keys and marks what cannot be right.

Generated from the record models where a record has their shape (compute, hints) and from the reader's own
tables of keys elsewhere. `read_catalog` says more: a schema cannot see other records, nor compare one field
with another. Templates pass as they are, placeholders and all.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from pipelines.contract.catalog import PIPELINE_PREFIX
from pipelines.contract.names import NAME
from pipelines.contract.read_pipeline import ENTRY_SCRIPT, OPTIONAL
from pipelines.contract.records import PROJECT_PARAMETERS, Compute, Hint

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_S3_PREFIX: Schema = {"type": "string", "pattern": "^s3://[^/]+/.+"}
_OBJECT: Schema = {"type": "object"}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def record_schema() -> Schema:
    """The schema of a record: project parameters, pipeline or job, told apart as `read_catalog` does."""
    definitions: Schema = {}
    compute = _model(Compute, definitions)
    hint = _model(Hint, definitions)
    definitions |= {
        "input": _dataset("input"),
        "output": _dataset("output"),
        "step": _step(compute),
        "pipeline_spec": _object(
            {
                "required_runtime_params": _names(
                    "Runtime parameters, in the order of the steps' arguments."
                ),
                "scripts": _object({"steps": _map({"$ref": "#/$defs/step"}, least=1)}, ["steps"]),
                "compute": compute,
                "config": _OBJECT,
                **_optional(),
            },
            ["required_runtime_params", "scripts"],
        ),
        "parameters_spec": _object(
            {
                "defaults": _map(_SCALAR),
                "validation": _map({"anyOf": [{"type": "string", "minLength": 1}, hint]}),
                "compute": compute,
                **_optional(),
            }
        ),
    }
    key: Schema = {"type": "string", "minLength": 1}
    return {
        "$schema": DIALECT,
        "title": "A record of the ML projects parameters table",
        **_object(
            {
                "project_name": key,
                "job_name": {**key, "pattern": "^[^#]+#[^#]+$"},
                "spec": _OBJECT,
                **_optional(),
            },
            ["project_name", "job_name", "spec"],
        ),
        "if": {"properties": {"job_name": {"pattern": f"^{PROJECT_PARAMETERS}#"}}},
        "then": {"properties": {"spec": {"$ref": "#/$defs/parameters_spec"}}},
        "else": {
            "if": {
                "anyOf": [{"properties": {"job_name": {"pattern": f"^{PIPELINE_PREFIX}"}}}, _carrying_steps()]
            },
            "then": {"properties": {"spec": {"$ref": "#/$defs/pipeline_spec"}}},
        },
        "$defs": definitions,
    }


def _carrying_steps() -> Schema:
    steps: Schema = {"properties": {"steps": {"not": {"type": "null"}}}, "required": ["steps"]}
    scripts = {"properties": {"scripts": {**_OBJECT, **steps}}, "required": ["scripts"]}
    return {"properties": {"spec": {**_OBJECT, **scripts}}, "required": ["spec"]}


def _model(model: type[BaseModel], definitions: Schema) -> Schema:
    """A reference to the model's own schema, which goes into the definitions with those it refers to."""
    schema = model.model_json_schema(ref_template="#/$defs/{model}")
    definitions |= schema.pop("$defs", {})
    definitions[model.__name__] = schema
    return {"$ref": f"#/$defs/{model.__name__}"}


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _map(value: Schema, *, least: int = 0) -> Schema:
    """An object of named entries; names as SageMaker takes them."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{NAME.pattern}$"},
        "additionalProperties": value,
        "minProperties": least,
    }


def _names(description: str) -> Schema:
    items = {"type": "string", "pattern": f"^{NAME.pattern}$"}
    return {"type": "array", "items": items, "uniqueItems": True, "description": description}


def _optional() -> Schema:
    anything: Schema = {name: {} for name in sorted(OPTIONAL)}
    return {**anything, "tags": {"type": "object", "additionalProperties": {"type": "string"}}}


def _dataset(direction: str) -> Schema:
    """A dataset of either direction, by its prefix alone or whole."""
    own: dict[str, Schema] = {
        "input": {
            "access": {"enum": ["mounted", "direct"], "description": "direct: the step reads S3 itself."}
        },
        "output": {
            "access": {"const": "mounted"},
            "upload": {
                "enum": ["end_of_job", "continuous"],
                "description": "continuous: as it is written, also when the step then fails.",
            },
        },
    }
    return {"anyOf": [_S3_PREFIX, _object({"s3_prefix": _S3_PREFIX, **own[direction]}, ["s3_prefix"])]}


def _step(compute: Schema) -> Schema:
    read: Schema = {"$ref": "#/$defs/input"}
    written: Schema = {"$ref": "#/$defs/output"}
    return _object(
        {
            "code_prefix_s3": {**_S3_PREFIX, "description": "Where the step's code is published."},
            "entry_script": {
                "type": "string",
                "pattern": f"^{ENTRY_SCRIPT.pattern}$",
                "description": "The .py file below the code prefix that the step runs.",
            },
            "data_prefixes": {
                "type": "object",
                "description": "input_* is read, output_* is written; <ParamName> is a parameter's value.",
                "properties": {"inputs": _map(read), "outputs": _map(written)},
                "patternProperties": {
                    "^input_[A-Za-z0-9_-]{1,58}$": read,
                    "^output_[A-Za-z0-9_-]{1,57}$": written,
                },
                "additionalProperties": False,
            },
            "depends_on": _names("Steps that run before this one, beside those that the data tells."),
            "compute": compute,
            "config_from": {"type": "string", "pattern": "^[^#]+$", "description": "A logical job name."},
            "config": _OBJECT,
        },
        ["code_prefix_s3", "entry_script", "data_prefixes"],
    )
