"""One rule, two languages: the Python resolver and the JSONata of `run_pipeline` agree on every input."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from jsonata_reference import ExpressionError, Reference
from one_rule import Case, cases, expression, jsonata_resolves, python_resolves, variables

from pipelines.contract.messages import parse_event


@pytest.fixture(scope="module")
def reference() -> Iterator[Reference]:
    """JSONata's own engine."""
    with Reference() as engine:
        yield engine


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(case=cases())
def test_both_languages_resolve_alike(case: Case, reference: Reference) -> None:
    """Values, their order and every refusal are the same."""
    expected = python_resolves(case)
    assume(expected is not None)
    assert expected is not None
    (answer,) = reference.evaluate_all(expression(), [variables(case)])
    if isinstance(answer, ExpressionError):
        # What is no JSON ends the expression: the machine's Catch makes it malformed-event.
        codes = {problem.code for one in parse_event(case.message) for problem in one.problems}
        assert ("malformed-event" in codes, "$parse") == (True, answer.message[:6])
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
