"""Keys: parsing is the inverse of formatting, and every malformed key names its fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import RecordKey
from pipelines.errors import ContractError

PRINTABLE = st.text(
    st.characters(categories=["L", "N", "P"], exclude_characters="#"), min_size=1, max_size=40
)


@given(PRINTABLE, PRINTABLE, PRINTABLE)
def test_parsing_what_was_formatted_gives_the_key_back(project: str, job: str, version: str) -> None:
    """Format, then parse: the identity."""
    key = RecordKey(project, job, version)
    assert key == RecordKey.parse(key.project_name, key.job_name)


@pytest.mark.parametrize(
    ("project", "job", "codes"),
    [
        ("p", "delta_builder", ["missing-hash"]),
        ("p", "#v1", ["empty-half"]),
        ("p", "delta_builder#", ["empty-half"]),
        ("p", "#", ["empty-half"]),
        ("p", "", ["missing-hash"]),
        ("p", "a#b#c", ["second-hash"]),
        ("", "a#b", ["empty-key"]),
        ("", "a", ["missing-hash", "empty-key"]),
        ("p", "a\n#v1", ["invalid-key"]),
        ("p" * 2049, "a#v1", ["key-too-long"]),
        ("p", "a" * 1023 + "#v", ["key-too-long"]),
    ],
)
def test_a_malformed_key_names_every_fault(project: str, job: str, codes: list[str]) -> None:
    """Both halves are looked at before anything is raised."""
    with pytest.raises(ContractError) as raised:
        RecordKey.parse(project, job)
    assert codes == [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (RecordKey("ndr-prod", "pipeline_15m_streaming", "v1"), "ndr-prod-pipeline-15m-streaming-v1"),
        (RecordKey("a__b", "c", "v1.2"), "a-b-c-v1-2"),
        (RecordKey("é", "pipeline", "v1"), "pipeline-v1"),
    ],
)
def test_a_pipeline_name_is_the_key_with_hyphens(key: RecordKey, name: str) -> None:
    """Runs of other characters become one hyphen, none at the ends."""
    assert name == key.pipeline_name
