"""The regular expressions that the shared machine must hold."""

from __future__ import annotations

from typing import Any

from pipelines.contract.catalog import read_catalog
from pipelines.orchestration.patterns import collect_patterns


def parameters(project: str, version: str, **validation: Any) -> dict[str, Any]:
    return {
        "project_name": project,
        "job_name": f"project_parameters#{version}",
        "spec": {"defaults": {}, "validation": validation},
    }


def test_patterns_of_all_projects_are_collected_once_and_sorted() -> None:
    """All projects share the machine; the same pattern stands in it once."""
    items = [
        parameters("b", "v1", Mode="[a-z]+", Other={"type": "string", "pattern": "[0-9]+"}),
        parameters("a", "v1", Mode="[a-z]+"),
        parameters("a", "v2", Id="A-[0-9]{3}", Plain={"type": "integer"}),
    ]
    expected = ("A-[0-9]{3}", "[0-9]+", "[a-z]+")
    assert expected == collect_patterns(read_catalog(items).require())
    assert expected == collect_patterns(read_catalog(reversed(items)).require())


def test_unusable_hints_are_left_out() -> None:
    """A pattern that JSONata would read otherwise is in no machine."""
    items = [parameters("a", "v1", Mode="(?P<name>a)"), parameters("b", "v1", Mode="b")]
    assert ("b",) == collect_patterns(read_catalog(items).catalog)


def test_no_projects_have_no_patterns() -> None:
    """An empty table makes a machine all the same."""
    assert () == collect_patterns(read_catalog([]).require())
