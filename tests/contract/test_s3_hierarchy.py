"""S3 URIs and the canonical hierarchy: parsing is the inverse of building."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract.hierarchy import (
    CodePrefix,
    DatasetPrefix,
    code_departure,
    data_departure,
    parse_prefix,
)
from pipelines.contract.keys import RecordKey
from pipelines.contract.s3 import S3Uri, bucket_fault, parse_s3_uri

SEGMENT = st.from_regex("[A-Za-z0-9_=<>-]{1,12}", fullmatch=True)
BUCKET = st.from_regex("[a-z0-9]{3,20}", fullmatch=True)
KEY = RecordKey("p", "pipeline_x", "v1")


def _below(parts: list[str]) -> str:
    return "".join(part + "/" for part in parts)


@given(BUCKET, SEGMENT, SEGMENT, SEGMENT, SEGMENT)
def test_a_code_prefix_parses_to_what_built_it(
    bucket: str, project: str, version: str, pipe: str, step: str
) -> None:
    """Build, then parse: the identity."""
    prefix = CodePrefix(bucket, project, version, pipe, step)
    assert prefix == parse_prefix(str(prefix))


@given(
    st.builds(
        DatasetPrefix, BUCKET, SEGMENT, SEGMENT, SEGMENT, SEGMENT, st.lists(SEGMENT, max_size=3).map(_below)
    )
)
def test_a_dataset_prefix_parses_to_what_built_it(prefix: DatasetPrefix) -> None:
    """Build, then parse: the identity, with and without partitions below the dataset."""
    assert prefix == parse_prefix(str(prefix))


@given(st.text(max_size=80))
def test_any_text_parses_to_a_prefix_or_to_nothing(text: str) -> None:
    """No text raises, and what parses is what the text says."""
    parsed = parse_prefix(f"s3://my-bucket/projects/{text}")
    assert parsed is None or f"s3://my-bucket/projects/{text}" == str(parsed)


@pytest.mark.parametrize(
    "text",
    [
        "s3://my-bucket/elsewhere/",
        "s3://my-bucket/projects/p/versions/v1/code/pipelines/x/",
        "s3://my-bucket/projects/p/versions/v1/code/pipelines/x/step/deeper/",
        "s3://my-bucket/projects/p/versions/v1/data/raw/",
        "s3://my-bucket/projects/p/versions/v1/data/raw/traffic",
        "s3://my-bucket/projects//versions/v1/data/raw/traffic/",
        "https://my-bucket/projects/p/versions/v1/data/raw/traffic/",
    ],
)
def test_what_is_not_in_the_hierarchy_parses_to_nothing(text: str) -> None:
    """Too short, too deep, no slash at the end, an empty segment, another scheme."""
    assert parse_prefix(text) is None


def test_a_prefix_of_another_project_step_or_version_departs() -> None:
    """The hierarchy gives each record its own place."""
    root = "s3://my-bucket/projects/p/versions/v1"
    assert code_departure(f"{root}/code/pipelines/pipeline_x/A/", KEY, "A") is None
    assert data_departure(f"{root}/data/raw/traffic/<MiniBatchId>/", KEY) is None
    assert code_departure(f"{root}/code/pipelines/pipeline_x/B/", KEY, "A") is not None
    assert code_departure(f"{root}/data/raw/traffic/", KEY, "A") is not None
    assert data_departure(f"{root}/code/pipelines/pipeline_x/A/", KEY) is not None
    assert data_departure("s3://my-bucket/projects/q/versions/v1/data/raw/traffic/", KEY) is not None
    assert data_departure("s3://my-bucket/projects/p/versions/v2/data/raw/traffic/", KEY) is not None


@pytest.mark.parametrize(
    "name",
    [
        "ab",
        "a" * 64,
        "My-Bucket",
        "a_b_c",
        "-abc",
        "abc-",
        "a..b",
        "a.-b",
        "192.168.5.4",
        "xn--abc",
        "abc-s3alias",
        "",
        "<b>",
    ],
)
def test_a_bucket_that_s3_refuses_has_a_fault(name: str) -> None:
    """S3's naming rules for general-purpose buckets."""
    assert bucket_fault(name) is not None


@pytest.mark.parametrize("name", ["abc", "a" * 63, "my.bucket-1", "123"])
def test_a_bucket_that_s3_takes_has_none(name: str) -> None:
    """Both lengths at the edge, dots and digits."""
    assert bucket_fault(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s3://",
        "s3://my-bucket",
        "S3://my-bucket/a",
        "s3a://my-bucket/a",
        "s3://my-bucket//a",
        "s3://my-bucket/a/../b",
        "s3://my-bucket/./a",
        "s3://my-bucket/a\\b",
        "s3://my-bucket/a\nb",
        "s3://my-bucket/" + "a" * 1024,
    ],
)
def test_a_malformed_uri_parses_to_its_fault(text: str) -> None:
    """The fault is a text, never an exception."""
    assert isinstance(parse_s3_uri(text), str)


def test_a_uri_parses_to_bucket_and_key() -> None:
    """A key of up to 1,024 characters of URI, and an empty one."""
    longest = "s3://my-bucket/" + "a" * (1024 - len("s3://my-bucket/"))
    assert S3Uri("my-bucket", "") == parse_s3_uri("s3://my-bucket/")
    assert longest == str(parse_s3_uri(longest))
