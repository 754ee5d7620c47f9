"""Paths and documents of a step's container: nothing leads out of its root."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.local import ExecutionIdentity
from pipelines.local.container import (
    Location,
    StepFailedError,
    host_command,
    inside,
    job_name,
    local_name,
    parse_job,
    parse_location,
    writers_of,
)

ROOT = Path("/scratch/e/s/1")
HOSTILE = st.text(alphabet=st.sampled_from("./\\~\0ab %\n"), max_size=20)


@given(prefix=HOSTILE, rest=HOSTILE)
def test_no_key_leaves_its_mount(prefix, rest):
    """Whatever S3 lists below a prefix is refused, skipped or lies below the mount."""
    try:
        name = local_name(prefix + rest, prefix)
    except StepFailedError:
        return
    if name is not None:
        target = inside(ROOT, PurePosixPath("/opt/ml/processing/input/x")).joinpath(name)
        mount = ROOT / "opt/ml/processing/input/x"
        assert mount in Path(re.sub(r"/+", "/", str(target))).parents
        assert ".." not in target.parts


@pytest.mark.parametrize(
    ("key", "prefix", "expected"),
    [
        ("a/b/c", "a/b/", "c"),
        ("a/b/c/d", "a/b/", "c/d"),
        ("a/b/c", "a/b", "b/c"),
        ("a/bc/d", "a/b", "bc/d"),
        ("a/run.py", "a/run.py", "run.py"),
        ("x", "", "x"),
        ("a/b/", "a/b/", None),
        ("a/b/folder/", "a/b/", None),
    ],
)
def test_the_structure_below_the_last_slash_is_kept(key, prefix, expected):
    """A prefix is a raw key prefix, and a key that ends in a slash is the mark of a folder."""
    found = local_name(key, prefix)

    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("s3://b/a/?x#y", Location("b", "a/?x#y")),
        ("s3://b", Location("b", "")),
        ("s3://b/", Location("b", "")),
        ("s3://b//a", Location("b", "/a")),
    ],
)
def test_s3_uris_are_split_without_losing_a_character(uri, expected):
    """`?` and `#` belong to a key."""
    assert parse_location(uri, "input") == expected


@pytest.mark.parametrize("uri", ["", "s3://", "s3:///a", "http://b/a", "/a", None, 7, "S3//b"])
def test_what_is_no_s3_uri_is_refused(uri):
    """With the URI in the message."""
    with pytest.raises(StepFailedError, match=re.escape(repr(uri))):
        parse_location(uri, "input")


def job(entrypoint, arguments=()):
    return parse_job(
        "j", {"AppSpecification": {"ContainerEntrypoint": entrypoint, "ContainerArguments": list(arguments)}}
    )


def test_the_command_is_translated_in_its_entry_point_only():
    """`python3` and container paths of the entry point; arguments stay as they are."""
    found = host_command(
        job(["python3", "/opt/ml/processing/input/code/run.py"], ["--path", "/opt/ml/x", "python3"]),
        ROOT,
        "/py",
    )

    assert found == [
        "/py", "/scratch/e/s/1/opt/ml/processing/input/code/run.py", "--path", "/opt/ml/x", "python3"
    ]  # fmt: skip


def test_an_entry_point_cannot_lead_out():
    """`..` in it is refused."""
    with pytest.raises(StepFailedError, match="leads out of its container"):
        host_command(job(["python3", "/opt/ml/../../etc/x.py"]), ROOT, "/py")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"S3DataType": "ManifestFile"}, "only S3Prefix works locally"),
        ({"S3InputMode": "Pipe"}, "only File works locally"),
        ({"S3Uri": "nowhere"}, "is not an S3 URI"),
    ],
)
def test_what_does_not_work_locally_is_said(change, message):
    """Instead of being done in another way."""
    place = {
        "S3Uri": "s3://b/",
        "LocalPath": "/opt/ml/processing/input/x",
        "S3DataType": "S3Prefix",
        **change,
    }
    request = {
        "AppSpecification": {"ContainerEntrypoint": ["x"]},
        "ProcessingInputs": [{"InputName": "x", "S3Input": place}],
    }

    with pytest.raises(StepFailedError, match=message):
        parse_job("j", request)


@pytest.mark.parametrize(("mode", "expected"), [("EndOfJob", False), ("Continuous", True), (None, False)])
def test_an_output_goes_up_at_the_end_unless_it_is_continuous(mode, expected):
    """As the request says; EndOfJob where it says nothing."""
    place = {"S3Uri": "s3://b/x/", "LocalPath": "/opt/ml/processing/output/x"}
    place |= {"S3UploadMode": mode} if mode else {}

    found = parse_job(
        "j",
        {
            "AppSpecification": {"ContainerEntrypoint": ["x"]},
            "ProcessingOutputConfig": {"Outputs": [{"OutputName": "x", "S3Output": place}]},
        },
    )

    assert [mount.continuous for mount in found.outputs] == [expected]


def test_an_unknown_upload_mode_is_refused():
    """As SageMaker refuses it."""
    place = {"S3Uri": "s3://b/", "LocalPath": "/opt/ml/processing/output/x", "S3UploadMode": "Never"}
    request = {
        "AppSpecification": {"ContainerEntrypoint": ["x"]},
        "ProcessingOutputConfig": {"Outputs": [{"OutputName": "x", "S3Output": place}]},
    }

    with pytest.raises(StepFailedError, match="'Never'; it is one of EndOfJob, Continuous"):
        parse_job("j", request)


def test_a_job_needs_an_entry_point():
    """There is no image here whose own could be used."""
    with pytest.raises(StepFailedError, match="ContainerEntrypoint is missing"):
        parse_job("j", {"AppSpecification": {"ImageUri": "x"}})


@given(step=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True), attempt=st.integers(1, 99))
def test_job_names_are_valid_and_tell_attempts_apart(step, attempt):
    """The service's pattern and length hold for every step name, and no two attempts share a name."""
    identity = ExecutionIdentity("p", "abc123def456", datetime(2025, 1, 1, tzinfo=UTC))

    name = job_name(identity, step, attempt)

    assert re.fullmatch(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", name)
    assert name != job_name(identity, step, attempt + 1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("a/b/", ["X"]), ("a/b/c/", ["X"]), ("a/", ["X", "Y"]), ("z/", []), ("a/bb/", [])],
)
def test_a_writer_is_above_or_below_what_is_read(key, expected):
    """Equal, nested either way, and not merely a name that begins alike."""
    outputs = {"X": [Location("b", "a/b/")], "Y": [Location("b", "q/"), Location("b", "a/y/")]}

    assert writers_of(Location("b", key), outputs) == expected
