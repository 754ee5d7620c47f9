"""Deciding, explaining, saving: pure values in, pure values out."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.interface import MANIFEST_FILE
from pipelines.compiler.compile import compile_catalog
from pipelines.compiler.compiled import Bundle
from pipelines.contract.catalog import read_catalog
from pipelines.contract.keys import RecordKey
from pipelines.errors import StalePlanError, UsageError
from pipelines.plan.changes import Change, FieldChange, Plan
from pipelines.plan.code import diff_code
from pipelines.plan.desired import Desired
from pipelines.plan.explain import explain_plan
from pipelines.plan.pipelines import _digest
from pipelines.plan.planner import make_plan, needed
from pipelines.plan.remote import PipelineSummary, Remote, RemoteCode, RemotePipeline
from pipelines.plan.saved import check_saved, parse_saved, plan_as_json, save_plan
from pipelines.plan.scope import Scope

KEY = RecordKey("ndr", "pipeline_first", "v1")
ITEMS = [
    {
        "project_name": "ndr",
        "job_name": "project_parameters#v1",
        "spec": {
            "defaults": {},
            "validation": {},
            "compute": {
                "role_arn": "arn:aws:iam::123456789012:role/steps",
                "image_uri": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/steps:1",
                "tags": {"team": "ml"},
            },
        },
    },
    {
        "project_name": "ndr",
        "job_name": "pipeline_first#v1",
        "spec": {
            "required_runtime_params": ["ProjectName"],
            "scripts": {
                "steps": {
                    "FirstStep": {
                        "code_prefix_s3": "s3://bucket/projects/ndr/versions/v1/code/pipelines/pipeline_first/FirstStep/",
                        "entry_script": "run_first.py",
                        "data_prefixes": {
                            "output_x": "s3://bucket/projects/ndr/versions/v1/data/features/x/"
                        },
                    }
                }
            },
        },
    },
]


@pytest.fixture(scope="module")
def compiled() -> Any:
    catalog = read_catalog(ITEMS).require()
    (pipeline,) = compile_catalog(catalog, {KEY: {"FirstStep": "0" * 64}}).pipelines
    return pipeline


def remote_of(pipeline: Any) -> RemotePipeline:
    arn = f"arn:aws:sagemaker:eu-central-1:123456789012:pipeline/{pipeline.name}"
    return RemotePipeline(
        pipeline.name, arn, pipeline.description, pipeline.role_arn, pipeline.text, dict(pipeline.tags)
    )


def test_the_digest_of_what_is_there_is_the_compilers(compiled: Any) -> None:
    """Drift is told by it, so the two formulas must be one."""
    assert compiled.digest == _digest(remote_of(compiled))


def test_a_definition_in_another_layout_is_no_drift(compiled: Any) -> None:
    """The service may give the same JSON with other spaces."""
    pretty = replace(remote_of(compiled), text=json.dumps(json.loads(compiled.text), indent=2))
    assert compiled.digest == _digest(pretty)


@pytest.mark.parametrize("text", ["", "[]", "{", "NaN", '{"a": NaN}', "[" * 100_000])
def test_any_definition_that_somebody_put_there_is_shown_as_a_difference(compiled: Any, text: str) -> None:
    """However broken, it is drifted and gets put right."""
    there = replace(remote_of(compiled), text=text)
    summary = PipelineSummary(there.name, there.arn, there.description, there.role_arn)
    desired = Desired((compiled,), (), frozenset({KEY}))
    (change,) = make_plan(Scope(), desired, Remote({there.name: summary}, {there.name: there})).changes
    assert "drifted" == change.action


def test_nothing_is_read_where_every_description_states_the_digest(compiled: Any) -> None:
    """And everything is read on refresh."""
    bundle = make(files={"a.py": b"1"})
    there = remote_of(compiled)
    summaries = {there.name: PipelineSummary(there.name, there.arn, there.description, there.role_arn)}
    desired = Desired((compiled,), (bundle,), frozenset({KEY}))
    nothing = needed(desired, summaries, lambda _: False)
    assert ((), (), ()) == (nothing.describe, nothing.manifests, nothing.files)
    all_of_it = needed(desired, summaries, lambda _: True)
    assert ((there.name,), (bundle.prefix,), (bundle.prefix,)) == (
        all_of_it.describe,
        all_of_it.manifests,
        all_of_it.files,
    )


def make(files: dict[str, bytes]) -> Bundle:
    text = json.dumps(
        {"files": {path: sha256(data).hexdigest() for path, data in files.items()}}, sort_keys=True
    )
    manifest = text.encode()
    return Bundle(
        KEY, "FirstStep", "s3://b/code/", {**files, MANIFEST_FILE: manifest}, sha256(manifest).hexdigest()
    )


def digests(bundle: Bundle) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in bundle.files.items()}


def test_published_code_is_unchanged() -> None:
    """Looked at or not."""
    bundle = make({"a.py": b"1"})
    for files in (None, digests(bundle)):
        change, warnings = diff_code(bundle, RemoteCode(bundle.prefix, bundle.files[MANIFEST_FILE], files))
        assert ("unchanged", (), ()) == (change.action, change.fields, warnings)


@pytest.mark.parametrize(
    "manifest", [b"", b"{", b"[]", b'{"files": 1}', b'{"files": {"a": 1}}', b"\xff", b"null"]
)
def test_a_foreign_manifest_is_replaced(manifest: bytes) -> None:
    """Whatever lies there under its name."""
    bundle = make({"a.py": b"1"})
    change, _ = diff_code(bundle, RemoteCode(bundle.prefix, manifest))
    assert ("update", ["a.py"]) == (change.action, [field.path for field in change.fields])


@given(
    before=st.dictionaries(st.sampled_from(["a", "b", "c"]), st.binary(max_size=1), min_size=1),
    after=st.dictionaries(st.sampled_from(["a", "b", "c"]), st.binary(max_size=1), min_size=1),
)
def test_the_diff_of_two_bundles_names_every_file(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Added, changed and removed; nothing for equal ones."""
    old, new = make(before), make(after)
    expected = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    for files in (None, digests(old)):
        change, _ = diff_code(new, RemoteCode(new.prefix, old.files[MANIFEST_FILE], files))
        if before == after:
            assert ("unchanged", ()) == (change.action, change.fields)
        else:
            assert ("update", expected) == (change.action, [field.path for field in change.fields])


PLAN = Plan(
    Scope("ndr"),
    (
        Change("code", "create", "s3://b/code/", KEY, "FirstStep", (FieldChange("a.py", None, "f" * 64),)),
        Change(
            "pipeline", "update", "first", KEY, fields=(FieldChange("FirstStep.instance_type", "a", "b"),)
        ),
        Change("pipeline", "drifted", "second", KEY, reason="somebody edited it"),
        Change("pipeline", "delete", "third", KEY, reason="its record is gone"),
        Change("pipeline", "unchanged", "fourth", KEY),
    ),
    desired={"first": "1", "second": "2", "fourth": "4", "s3://b/code/": "5"},
    remote={"first": "x", "second": "y", "third": "z", "fourth": "w"},
)


def test_a_plan_reads_at_a_glance() -> None:
    """A sign, a name, what changes inside, a count at the end."""
    expected = """\
Code
  + s3://b/code/  (ndr/pipeline_first#v1 FirstStep)
      + a.py: ffffffffffff

Pipelines
  ~ first  (ndr/pipeline_first#v1)
      ~ FirstStep.instance_type: a -> b
  ! second  (ndr/pipeline_first#v1)  somebody edited it
  - third  (ndr/pipeline_first#v1)  its record is gone

Pipelines: 1 to update, 1 drifted, 1 to delete, 1 unchanged. Code: 1 to create.
"""
    assert expected == explain_plan(PLAN)


def test_an_empty_plan_says_so() -> None:
    """In one line."""
    assert "No changes: 1 pipeline as the records say.\n" == explain_plan(
        replace(PLAN, changes=PLAN.changes[-1:])
    )


def test_control_characters_do_not_reach_the_terminal() -> None:
    """A value from AWS cannot move the cursor."""
    change = replace(PLAN.changes[1], fields=(FieldChange("x", "\x1b[2J", "b\nc"),))
    text = explain_plan(replace(PLAN, changes=(change,)))
    assert "\x1b" not in text
    assert "b\\nc" in text


def saved(**changes: Any) -> str:
    given_ = {"prune": True, "adopt": False, "refresh": False, "machines": True}
    given_ |= {"prefix": "pipelines", "retention_days": 30}
    return save_plan(PLAN, **{**given_, "account": "1", "region": "r", "table": "t", **changes})


def test_a_saved_plan_applies_to_the_world_that_it_was_made_from() -> None:
    """Parsing what was saved, and checking it against the same plan, finds nothing."""
    found = parse_saved(saved(), "plan.json")
    assert (Scope("ndr"), True, False) == (found.scope, found.prune, found.adopt)
    check_saved(found, PLAN, account="1", region="r", table="t")


def test_a_saved_plan_holds_no_values() -> None:
    """Environment variables and the like stay out of the file."""
    assert "instance_type" not in saved()


@pytest.mark.parametrize(
    ("world", "place", "named"),
    [
        (replace(PLAN, desired={**PLAN.desired, "first": "other"}), {}, "what first shall be changed"),
        (
            replace(PLAN, desired={**PLAN.desired, "s3://b/code/": "6"}),
            {},
            "what s3://b/code/ shall be changed",
        ),
        (replace(PLAN, remote={**PLAN.remote, "second": "other"}), {}, "the pipeline second changed"),
        (replace(PLAN, remote={}), {}, "the pipeline third changed"),
        (replace(PLAN, changes=PLAN.changes[1:]), {}, "the plan for s3://b/code/ was create"),
        (PLAN, {"account": "2"}, "for the account 1, and this is 2"),
        (PLAN, {"region": "q"}, "for the region r, and this is q"),
        (PLAN, {"table": "u"}, "of the records in t, and these are of u"),
    ],
)
def test_a_world_that_moved_is_refused_by_name(world: Plan, place: dict[str, str], named: str) -> None:
    """Table, code, account: whatever it is, the message says it."""
    at = {"account": "1", "region": "r", "table": "t", **place}
    with pytest.raises(StalePlanError, match=named):
        check_saved(parse_saved(saved(), "plan.json"), world, **at)


def test_of_a_plan_from_elsewhere_that_alone_is_told() -> None:
    """All else differs, too, and would bury it."""
    world = replace(PLAN, desired={}, remote={}, changes=())
    with pytest.raises(StalePlanError) as caught:
        check_saved(parse_saved(saved(), "plan.json"), world, account="1", region="r", table="/records")
    assert ["say --records t (or --table), or plan again here"] == [p.remedy for p in caught.value.problems]


@given(st.one_of(st.text(), st.recursive(st.none() | st.text(), st.lists).map(json.dumps)))
def test_any_other_file_is_no_plan(text: str) -> None:
    """A usage error that names the file, never a traceback."""
    with pytest.raises(UsageError, match=r"plan\.json"):
        parse_saved(text, "plan.json")


@pytest.mark.parametrize("name", json.loads(saved()))
def test_a_damaged_plan_is_no_plan(name: str) -> None:
    """A field that is missing or of another type is found when it is read."""
    content = json.loads(saved())
    for broken in ({k: v for k, v in content.items() if k != name}, {**content, name: [1]}):
        with pytest.raises(UsageError):
            parse_saved(json.dumps(broken), "plan.json")


def test_the_json_of_a_plan_is_json() -> None:
    """With the counts, and the values of each field."""
    content = json.loads(json.dumps(plan_as_json(PLAN)))
    assert (False, 1) == (content["empty"], content["counts"]["pipeline"]["update"])
    assert ["create", "update", "drifted", "delete"] == [change["action"] for change in content["changes"]]


@pytest.mark.parametrize(
    ("scope", "prefix"),
    [(Scope(), None), (Scope("ndr"), "ndr"), (Scope("a_b."), "a-b"), (Scope("___"), None)],
)
def test_a_scope_narrows_the_listing_to_a_valid_prefix(scope: Scope, prefix: str | None) -> None:
    """It never ends in a hyphen, which the service would refuse."""
    assert prefix == scope.name_prefix


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_the_prefix_of_a_scope_begins_every_name_in_it(project: str, job: str) -> None:
    """So a narrowed listing misses none of its pipelines."""
    prefix = Scope(project).name_prefix
    if prefix is not None:
        assert RecordKey(project, job, "v1").pipeline_name.startswith(prefix)
