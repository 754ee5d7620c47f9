"""The contract: untrusted items become frozen records, and events become runtime parameters. Pure throughout.

    items      read_catalog        -> Reading(catalog, problems); from_dynamodb first, where items are typed
    templates  render_template     -> items of a project
    events     parse_event         -> messages, whatever they are wrapped in
    a run      resolve_parameters  -> Resolution(values, sources, problems)
    editors    record_schema       -> JSON Schema of the records

No disk, no clock, no environment, no AWS client: everything comes in as a value, and problems go out as
values, their codes from the table `CODES`.
"""

from pipelines.contract.catalog import Reading, read_catalog
from pipelines.contract.codes import CODES
from pipelines.contract.keys import RecordKey
from pipelines.contract.messages import Message, parse_body, parse_event
from pipelines.contract.names import kebab_case, normalise, pascal_case, snake_case
from pipelines.contract.placeholders import placeholders_in, render_template
from pipelines.contract.records import Catalog, JobRecord, PipelineRecord, ProjectParameters
from pipelines.contract.resolve import Resolution, resolve_parameters
from pipelines.contract.schema import record_schema
from pipelines.contract.typed import from_dynamodb, to_dynamodb

__all__ = [
    "CODES",
    "Catalog",
    "JobRecord",
    "Message",
    "PipelineRecord",
    "ProjectParameters",
    "Reading",
    "RecordKey",
    "Resolution",
    "from_dynamodb",
    "kebab_case",
    "normalise",
    "parse_body",
    "parse_event",
    "pascal_case",
    "placeholders_in",
    "read_catalog",
    "record_schema",
    "render_template",
    "resolve_parameters",
    "snake_case",
    "to_dynamodb",
]
