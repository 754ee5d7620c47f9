"""Records from files: every fault names its file, none is a traceback."""

from __future__ import annotations

import json
import os
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.app.connect import table_name
from pipelines.app.planning import PlanRequest, plan_changes
from pipelines.app.records import FileRecords, load_records
from pipelines.errors import UsageError
from pipelines.plan.scope import Scope

RECORD = {"project_name": "ndr", "job_name": "job#v1", "spec": {"a": 1}}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(Path(p.record).name, p.code) for p in load_records(folder).problems]


def test_json_and_yaml_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """One record, a list, several documents, in folders below."""
    write(tmp_path, "b.json", json.dumps(RECORD))
    write(tmp_path, "a/list.yaml", "- {project_name: p1}\n- {project_name: p2}\n")
    write(tmp_path, "c.yml", "project_name: p3\n---\nproject_name: p4\n")
    write(tmp_path, "notes.txt", "no record")
    found = load_records(tmp_path)
    assert ["p1", "p2", "ndr", "p3", "p4"] == [item["project_name"] for item in found.items]
    assert ["list.yaml[0]", "list.yaml[1]", "b.json", "c.yml[0]", "c.yml[1]"] == [
        Path(origin).name for origin in found.origins
    ]
    assert () == found.problems


def test_what_the_aws_command_line_prints_is_read(tmp_path: Path) -> None:
    """`aws dynamodb scan` and `get-item` print typed items inside an object."""
    typed = {"project_name": {"S": "ndr"}, "job_name": {"S": "job#v1"}, "n": {"N": "1.5"}}
    write(tmp_path, "scan.json", json.dumps({"Items": [typed], "Count": 1}))
    write(tmp_path, "item.json", json.dumps({"Item": typed}))
    expected = {"project_name": "ndr", "job_name": "job#v1", "n": Decimal("1.5")}
    assert (expected, expected) == load_records(tmp_path).items


def test_yaml_dates_stay_text(tmp_path: Path) -> None:
    """A date in a record is text, as it is in the table."""
    write(tmp_path, "a.yaml", "start: 2026-01-01\nat: 2026-01-01T00:00:00Z\n")
    assert ({"start": "2026-01-01", "at": "2026-01-01T00:00:00Z"},) == load_records(tmp_path).items


@pytest.mark.parametrize(
    ("name", "content", "code", "fault"),
    [
        ("a.json", "{", "malformed-json", "line 1, column 2"),
        ("a.json", '{"a": 1,\n "a": 2}', "malformed-json", "'a' stands twice"),
        ("a.json", '{"a": NaN}', "malformed-json", "NaN is no JSON number"),
        ("a.json", '{"a": -Infinity}', "malformed-json", "-Infinity is no JSON number"),
        ("a.json", "[" * 100_000, "too-deep", "nested too deeply"),
        ("a.json", '{"a": ' + "9" * 5000 + "}", "malformed-json", "digits"),
        ("a.json", b'{"a": "\n\xff"}', "not-utf-8", "line 2"),
        ("a.json", "", "malformed-json", "line 1"),
        ("a.yaml", "a: 1\na: 2\n", "malformed-yaml", "line 2, column 1: the key 'a' stands twice"),
        ("a.yaml", "a: [1\n", "malformed-yaml", "line 2"),
        ("a.yaml", "!!python/object/apply:os.system ['true']", "malformed-yaml", "line 1"),
        ("a.yaml", "? [a, b]\n: 1\n", "malformed-yaml", "unhashable"),
        ("a.yaml", "a: &a [*a]\n", "too-many-values", "aliases"),
        ("a.yaml", "a: " + "[" * 5000 + "]" * 5000, "too-deep", "nested too deeply"),
        ("a.yaml", "a: !!timestamp 'x'", "malformed-yaml", "its tag"),
        ("a.yaml", "a: !!int ''", "malformed-yaml", "its tag"),
        ("a.yaml", "a: !!bool x", "malformed-yaml", "its tag"),
        ("a.yaml", b"a: \xff", "not-utf-8", "line 1"),
        ("a.yaml", "a: \x01", "malformed-yaml", ""),
    ],
)
def test_a_broken_file_is_a_problem_that_names_it(
    tmp_path: Path, name: str, content: str | bytes, code: str, fault: str
) -> None:
    """Where the line is known it is told; the other files are read all the same."""
    write(tmp_path, name, content)
    write(tmp_path, "z.json", json.dumps(RECORD))
    found = load_records(tmp_path)
    (problem,) = found.problems
    assert (str(tmp_path / name), code) == (problem.record, problem.code)
    assert fault in problem.fault
    assert (RECORD,) == found.items


def test_no_depth_is_a_traceback(tmp_path: Path) -> None:
    """Of YAML that can just be parsed, and is then counted: a record, or a problem that says so."""
    for depth in range(100, 1100, 50):
        write(tmp_path, "a.yaml", "a: " + "[" * depth + "]" * depth)
        found = load_records(tmp_path)
        assert ["too-deep"] * (1 - len(found.items)) == [problem.code for problem in found.problems]


def test_aliases_cannot_explode(tmp_path: Path) -> None:
    """A small file that stands for a billion values is refused before anybody walks through it."""
    levels = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    write(tmp_path, "bomb.yaml", "\n".join(levels))
    assert [("bomb.yaml", "too-many-values")] == codes(tmp_path)


def test_aliases_that_repeat_a_little_are_fine(tmp_path: Path) -> None:
    """Anchors and merge keys are what people use YAML for."""
    write(tmp_path, "a.yaml", "base: &base {x: 1}\none: {<<: *base, y: 2}\ntwo: *base\n")
    assert ({"base": {"x": 1}, "one": {"x": 1, "y": 2}, "two": {"x": 1}},) == load_records(tmp_path).items


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A link to a folder above is not followed round and round."""
    write(tmp_path, "a/r.json", json.dumps(RECORD))
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    assert (RECORD,) == load_records(tmp_path).items


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """A pipe is not waited for, and a link to nowhere is told."""
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "nowhere.json").symlink_to(tmp_path / "gone")
    assert [("nowhere.json", "unreadable-file"), ("pipe.json", "unreadable-file")] == codes(tmp_path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Larger than any record can be, it is refused by its size."""
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    assert [("huge.json", "file-too-large")] == codes(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    """Permissions are a problem, not a traceback."""
    write(tmp_path, "a.json", "{}").chmod(stat.S_IWUSR)
    assert [("a.json", "unreadable-file")] == codes(tmp_path)


def test_many_keys_with_one_twice_are_refused_in_no_time(tmp_path: Path) -> None:
    """In one pass over them: 200,000 took minutes when each was looked for among all."""
    keys = ", ".join(f'"k{number}": 1' for number in range(200_000))
    write(tmp_path, "a.json", f'{{{keys}, "k199999": 2}}')
    (problem,) = load_records(tmp_path).problems
    assert "the key 'k199999' stands twice" in problem.fault


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    """Of either kind: whoever has it meant to write a record."""
    write(tmp_path, "a.json", "")
    write(tmp_path, "b.yaml", "# nothing\n---\n")
    assert [("a.json", "malformed-json"), ("b.yaml", "malformed-yaml")] == codes(tmp_path)


def test_no_place_and_no_file_are_told_apart(tmp_path: Path) -> None:
    """A mistyped folder is not an empty project."""
    with pytest.raises(UsageError, match="no-such-place"):
        load_records(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no-records"):
        load_records(tmp_path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.sampled_from(["a.json", "a.yaml"]),
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60)),
)
def test_no_content_is_a_traceback(tmp_path: Path, name: str, content: str | bytes) -> None:
    """Any bytes at all are records or problems."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    for path in tmp_path.iterdir():
        path.unlink()
    write(tmp_path, name, data)
    found = load_records(tmp_path)
    assert len(found.items) == len(found.origins)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    item=st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=10,
    )
)
def test_json_is_read_back_as_it_was(tmp_path: Path, item: Any) -> None:
    """What a record holds is what its file says."""
    for path in tmp_path.iterdir():
        path.unlink()
    write(tmp_path, "a.json", json.dumps([{"project_name": "p", "spec": item}]))
    assert ({"project_name": "p", "spec": item},) == load_records(tmp_path).items


def test_the_name_of_the_table_comes_from_option_variable_default() -> None:
    """In this order."""
    environment = {"ML_PROJECTS_PARAMETERS_TABLE_NAME": "variable"}
    assert ("option", "variable", "ml_projects_parameters") == (
        table_name("option", environment),
        table_name(None, environment),
        table_name(None, {}),
    )


def test_a_plan_from_files_needs_no_table(tmp_path: Path, world: Any, items: Any) -> None:
    """The same plan as from the table."""
    folder = tmp_path / "records"
    write(folder, "all.json", json.dumps([items[0](), items[1]()]))
    from_table = world.plan().plan.changes
    world.aws.table.created = False
    planned = plan_changes(
        PlanRequest(Scope("ndr")), FileRecords(folder), world.sources, world.aws, world.clock()
    )
    assert from_table == planned.plan.changes
