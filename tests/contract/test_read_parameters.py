"""Project parameters: defaults, hints, and that both are checked when the record is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.contract import read_catalog
from pipelines.contract.records import Hint


def codes(item: dict[str, Any]) -> list[tuple[str, str]]:
    """Codes and fields of what is wrong with one item."""
    return [(problem.code, problem.field) for problem in read_catalog([item]).problems]


def test_defaults_become_text_and_required_ones_are_absent(parameters: dict[str, Any]) -> None:
    """Numbers and booleans take their JSON text; `<required:…>` is no default."""
    parameters["spec"]["defaults"] = {"A": 5, "B": 1.5, "C": True, "D": "<required:D>", "E": "x"}
    record = read_catalog([parameters]).require().project_parameters[0]
    assert record.defaults == {"A": "5", "B": "1.5", "C": "true", "E": "x"}


def test_hints_are_found_in_any_spelling(parameters: dict[str, Any]) -> None:
    """The table may write snake_case, the pipeline PascalCase."""
    parameters["spec"] = {"validation": {"mini-batch-id": "[a-z]"}}
    record = read_catalog([parameters]).require().project_parameters[0]
    assert record.hint_of("MiniBatchId") == Hint(pattern="[a-z]")
    assert record.hint_of("Other") is None


@pytest.mark.parametrize(
    ("default", "code"),
    [
        ("", "empty-value"),
        ("  ", "empty-value"),
        (None, "empty-value"),
        ([], "invalid-parameter-value"),
        ({"a": 1}, "invalid-parameter-value"),
        ("x" * 1025, "invalid-parameter-value"),
        ("a\nb", "invalid-parameter-value"),
        (10**15, "invalid-parameter-value"),
        (0.1234567890123456, "invalid-parameter-value"),
        ("s3://<bucket>/x", "leftover-placeholder"),
        ("<ParamName>", "leftover-placeholder"),
        ("x<required:A>", "misplaced-required"),
        ("<required:B>", "misnamed-required"),
        ("<required:>", "misnamed-required"),
    ],
)
def test_an_unusable_default_is_an_error(parameters: dict[str, Any], default: Any, code: str) -> None:
    """A default is a value of 1 to 256 characters, or says that there is none."""
    parameters["spec"]["defaults"] = {"A": default}
    assert codes(parameters) == [(code, "spec.defaults.A")]


def test_required_may_spell_its_parameter_otherwise(parameters: dict[str, Any]) -> None:
    """It is the same parameter."""
    parameters["spec"]["defaults"] = {"batch_start_ts_iso": "<required:BatchStartTsIso>"}
    assert codes(parameters) == []


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("[a-z", [("unusable-pattern", "")]),
        ("", [("empty-value", "")]),
        ("(?P<name>a)", [("unportable-pattern", "")]),
        ("(a+)+", [("slow-pattern", "")]),
        ({"pattern": "a**"}, [("unusable-pattern", ".pattern")]),
        ({"type": "isoo8601"}, [("invalid-choice", ".type")]),
        ({"typ": "string"}, [("unknown-key", ".typ")]),
        ({"type": "enum"}, [("unusable-hint", ".enum")]),
        ({"enum": []}, [("empty-value", ".enum")]),
        ({"enum": "a"}, [("wrong-type", ".enum")]),
        ({"enum": [["a"]]}, [("wrong-type", ".enum[0]")]),
        ({"type": "integer", "enum": ["1", "x"]}, [("unusable-hint", ".enum")]),
        ({"type": "integer", "min": 5, "max": 1}, [("unusable-hint", ".min")]),
        ({"type": "integer", "min": "x"}, [("unusable-hint", ".min")]),
        ({"type": "integer", "min": True}, [("unusable-hint", ".min")]),
        ({"type": "number", "max": [1]}, [("unusable-hint", ".max")]),
        ({"type": "boolean", "min": 1}, [("unusable-hint", ".min")]),
        ({"type": "s3_uri", "max": "s3://b"}, [("unusable-hint", ".max")]),
        ({"type": "string", "min": -1}, [("unusable-hint", ".min")]),
        ({"type": "string", "min": "3"}, [("unusable-hint", ".min")]),
        ({"type": "iso8601", "min": "2025-01-01"}, [("unusable-hint", ".min")]),
        ({"type": "iso8601", "min": 2025}, [("unusable-hint", ".min")]),
        (
            {"type": "iso8601", "min": "2025-01-01T00:00:00Z", "max": "2025-01-01T00:30:00+01:00"},
            [("unusable-hint", ".min")],
        ),
        ({"type": "month", "min": "2025-13"}, [("unusable-hint", ".min")]),
        ({"min": "<bucket>"}, [("leftover-placeholder", ".min")]),
        ("s3://<bucket>/.*", [("leftover-placeholder", "")]),
        ({"pattern": "<bucket>"}, [("leftover-placeholder", ".pattern")]),
        (r"\x3cname>", []),
        (5, [("wrong-type", "")]),
        (None, [("wrong-type", "")]),
        ([], [("wrong-type", "")]),
        ({"type": "integer", "min": 1, "max": 1}, []),
        ({"type": "number", "min": "0.5", "max": 1}, []),
        ({"type": "date", "min": "2025-01-01"}, []),
        ({"enum": [1, True, "x"]}, []),
        ({}, []),
    ],
)
def test_every_hint_is_checked_for_being_usable(
    parameters: dict[str, Any], hint: Any, expected: list[tuple[str, str]]
) -> None:
    """When the record is read, not when a run starts."""
    parameters["spec"]["validation"] = {"X": hint}
    parameters["spec"]["defaults"] = {}
    assert codes(parameters) == [(code, f"spec.validation.X{field}") for code, field in expected]


def test_a_default_that_breaks_its_own_hint_is_an_error(parameters: dict[str, Any]) -> None:
    """No run that leaves it to the default could start."""
    parameters["spec"] = {"defaults": {"mini_batch_id": "X"}, "validation": {"MiniBatchId": "[a-z]+"}}
    assert codes(parameters) == [("default-breaks-hint", "spec.defaults.mini_batch_id")]


@pytest.mark.parametrize("section", ["defaults", "validation"])
def test_a_parameter_stands_once_in_each_section(parameters: dict[str, Any], section: str) -> None:
    """Two spellings of one parameter would leave open which counts."""
    parameters["spec"][section] = {"RunId": "a", "run_id": "a", "a b": "a"}
    assert codes(parameters) == [
        ("duplicate-name", f"spec.{section}.run_id"),
        ("invalid-name", f"spec.{section}['a b']"),
    ]


def test_sections_are_optional_but_not_misspelt(
    parameters: dict[str, Any], found: Callable[..., list[tuple[str, str]]]
) -> None:
    """An empty record is a record."""
    parameters["spec"] = {}
    assert found() == []
    parameters["spec"] = {"default": {}, "defaults": [], "validation": 1}
    assert found() == [
        ("unknown-key", "spec.default"),
        ("wrong-type", "spec.defaults"),
        ("wrong-type", "spec.validation"),
    ]
