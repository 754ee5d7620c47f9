"""One rule, two languages: the Python resolver and the JSONata of `run_pipeline` agree on every input.

The JSONata runs on its own engine, which is what Step Functions has, and on the one of the embedded AWS.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from jsonata_reference import ExpressionError, Reference
from one_rule import Case, cases, expression, jsonata_resolves, python_resolves, variables

from pipelines.contract.messages import parse_event
from pipelines.local.jsonata import JsonataError, evaluate

Evaluate = Callable[[str, Mapping[str, Any]], Any]
ALWAYS = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


@pytest.fixture(scope="module")
def reference() -> Iterator[Reference]:
    """JSONata's own engine."""
    with Reference() as engine:
        yield engine


def agree(case: Case, engine: Evaluate) -> None:
    """Compare what both languages make of a case."""
    expected = python_resolves(case)
    assume(expected is not None)
    assert expected is not None
    try:
        answer = engine(expression(), variables(case))
    except (ExpressionError, JsonataError) as error:
        # What is no JSON ends the expression: the machine's Catch makes it malformed-event.
        answer = str(error)
    if isinstance(answer, str):
        codes = {problem.code for one in parse_event(case.message) for problem in one.problems}
        assert ("malformed-event" in codes, "$parse" in answer) == (True, True), answer
        event("unreadable")
        return
    found = jsonata_resolves(answer)
    if any(code == "conflicting-spellings" for _, code in expected[1] | found[1]):
        # Which of two values is meant is undecided: that it is refused is what counts.
        assert any(code == "conflicting-spellings" for _, code in found[1])
        assert any(code == "conflicting-spellings" for _, code in expected[1])
        event("conflict")
        return
    event("refused" if expected[1] else "resolved")
    assert found == expected


@settings(max_examples=300, **ALWAYS)
@given(case=cases())
def test_python_and_step_functions_resolve_alike(case: Case, reference: Reference) -> None:
    """Values, their order and every refusal are the same."""
    agree(case, reference.evaluate)


@settings(max_examples=60, **ALWAYS)
@given(case=cases())
def test_python_and_the_embedded_aws_resolve_alike(case: Case) -> None:
    """Its engine is slower: fewer cases."""
    agree(case, evaluate)
