"""The contract: untrusted items become frozen records, and events become runtime parameters. Pure throughout.

`read_catalog` reads every record and reports every problem; `render_template` makes records of templates. No disk, no
clock, no environment, no AWS client: items and events come in as values, and problems go out as values.
"""

from pipelines.contract.catalog import Reading, read_catalog
from pipelines.contract.codes import CODES
from pipelines.contract.keys import RecordKey
from pipelines.contract.placeholders import placeholders_in, render_template
from pipelines.contract.records import Catalog, JobRecord, PipelineRecord, ProjectParameters

__all__ = [
    "CODES",
    "Catalog",
    "JobRecord",
    "PipelineRecord",
    "ProjectParameters",
    "Reading",
    "RecordKey",
    "placeholders_in",
    "read_catalog",
    "render_template",
]
