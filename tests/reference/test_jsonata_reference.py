"""The reference engine is JSONata 2.0.6 with what AWS adds to it and without what AWS takes away."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from install_reference import install
from jsonata_reference import UNDEFINED, ExpressionError, Reference

TEXT = st.text(st.characters())  # surrogates too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXT.filter(lambda key: key != "__proto__"), inner, max_size=4)
    ),
    max_leaves=8,
)


def failure(reference: Reference, expression: str, **variables: Any) -> ExpressionError:
    """What the engine says of an expression that fails."""
    with pytest.raises(ExpressionError) as caught:
        reference.evaluate(expression, variables)
    return caught.value


def test_it_is_the_version_that_step_functions_runs(reference: Reference) -> None:
    """AWS names 2.0.6; another would be another language."""
    assert reference.about()["version"] == "2.0.6"


def test_installing_what_is_installed_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask for it in every process, and none needs the registry again."""
    install()
    monkeypatch.setattr("install_reference.NPM", "/nowhere")
    install()


def test_states_is_a_variable_as_others_are(reference: Reference) -> None:
    """The name stands without its dollar, and paths go into it."""
    assert reference.evaluate("$states.input.x + $y", {"states": {"input": {"x": 1}}, "y": 2}) == 3


@given(value=JSON)
def test_a_value_comes_back_as_it_was_bound(reference: Reference, value: Any) -> None:
    """No quote, dollar, newline, brace or surrogate of a value can become a part of the expression."""
    assert reference.evaluate("$value", {"value": value}) == value


def test_nothing_is_not_null(reference: Reference) -> None:
    """A path that leads nowhere gives nothing; a null is a value."""
    assert reference.evaluate("$x.a", {"x": {}}) is UNDEFINED
    assert reference.evaluate("$x.a", {"x": {"a": None}}) is None


def test_many_sets_of_variables_keep_their_order_and_faults(reference: Reference) -> None:
    """One request answers all; a fault stands where its set stood, and ends no other."""
    first, second, third = reference.evaluate_all("$x + 1", [{"x": 1}, {"x": "one"}, {}])
    assert first == 2
    assert second.code == "T2001"
    assert third is UNDEFINED


def test_variables_of_one_call_are_gone_in_the_next(reference: Reference) -> None:
    """The expression is compiled once; what it is given is not kept."""
    assert reference.evaluate("$kept", {"kept": 1}) == 1
    assert reference.evaluate("$kept") is UNDEFINED
    assert reference.evaluate("($made := 1; $made)") == 1
    assert reference.evaluate("$made") is UNDEFINED


def test_a_function_is_no_result(reference: Reference) -> None:
    """JSON cannot hold one."""
    assert failure(reference, "$sum").code == "States"
    assert failure(reference, "function($x) { $x }").code == "States"


def test_eval_is_not_there(reference: Reference) -> None:
    """AWS took it away."""
    assert failure(reference, "$eval('1')").code == "T1006"


def test_parse_reads_json_and_nothing_else(reference: Reference) -> None:
    """$eval would have run the text."""
    assert reference.evaluate("$parse($text)", {"text": '{"a": [1, null]}'}) == {"a": [1, None]}
    assert failure(reference, "$parse('1 + 1')").code == "States"
    assert failure(reference, "$parse(1)").code == "T0410"


def test_partition_cuts_a_list_into_chunks(reference: Reference) -> None:
    """The last may be shorter; a size that is no integer is rounded down."""
    assert reference.evaluate("$partition([1,2,3,4,5], 2)") == [[1, 2], [3, 4], [5]]
    assert reference.evaluate("$partition([1,2,3], 2.9)") == [[1, 2], [3]]
    assert reference.evaluate("$partition([], 2)") == []
    assert failure(reference, "$partition([1], 0)").code == "States"


@pytest.mark.parametrize("call", ["$parse($x)", "$partition($x, 1)", "$range($x, 1, 1)", "$hash($x, 'MD5')"])
def test_a_function_of_nothing_is_nothing(reference: Reference, call: str) -> None:
    """As of JSONata's own functions; AWS does not say."""
    assert reference.evaluate(call) is UNDEFINED


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$range(1, 9, 2)", [1, 3, 5, 7, 9]),
        ("$range(0, 5, 2)", [0, 2, 4]),
        ("$range(3, 1, -1)", [3, 2, 1]),
        ("$range(3, 1, 1)", []),
    ],
)
def test_range_counts_to_its_end_and_not_past_it(
    reference: Reference, expression: str, expected: list[int]
) -> None:
    """The delta may be negative."""
    assert reference.evaluate(expression) == expected


def test_range_has_the_limits_of_its_intrinsic(reference: Reference) -> None:
    """States.ArrayRange gives 1,000 elements at the most, and takes no delta of zero."""
    assert len(reference.evaluate("$range(1, 1000, 1)")) == 1000
    assert failure(reference, "$range(1, 1001, 1)").code == "States"
    assert failure(reference, "$range(1, 2, 0)").code == "States"


def test_hash_is_the_hex_digest_of_the_text(reference: Reference) -> None:
    """The empty text's SHA-256 and MD5 are in every textbook; é is two bytes of UTF-8."""
    assert reference.evaluate("$hash('', 'MD5')") == "d41d8cd98f00b204e9800998ecf8427e"
    expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert reference.evaluate("$hash('', 'SHA-256')") == expected
    assert reference.evaluate("$hash('é', 'SHA-1')") == "bf15be717ac1b080b4f1c456692825891ff5073d"
    assert failure(reference, "$hash('', 'sha256')").code == "States"
    assert failure(reference, "$hash($pad('', 10001), 'MD5')").code == "States"


def test_random_with_a_seed_is_always_the_same(reference: Reference) -> None:
    """And without one it is not; both lie in [0, 1)."""
    seeded = reference.evaluate("[1..100].$random($)")
    assert seeded == reference.evaluate("[1..100].$random($)")
    assert len(set(seeded)) == 100
    assert all(0 <= number < 1 for number in seeded)
    assert len(set(reference.evaluate("[1..10].$random()"))) == 10


def test_uuid_is_of_version_four(reference: Reference) -> None:
    """And another each time."""
    first, second = reference.evaluate("[$uuid(), $uuid()]")
    assert uuid.UUID(first).version == 4
    assert first != second


def test_a_tree_tells_the_parts_of_an_expression(reference: Reference) -> None:
    """What the linter reads; a regular expression is its source."""
    tree = reference.parse("$match($x, /a+/)")
    assert tree["type"] == "function"
    assert [each["type"] for each in tree["arguments"]] == ["variable", "regex"]
    assert tree["arguments"][1]["value"] == "a+"


def test_a_text_that_is_no_expression_is_refused_with_its_place(reference: Reference) -> None:
    """By parsing and by evaluating."""
    with pytest.raises(ExpressionError) as caught:
        reference.parse("$x +")
    assert (caught.value.code, caught.value.position) == ("S0207", 4)
    assert failure(reference, "$x +").code == "S0207"


def test_an_expression_without_an_end_fails() -> None:
    """It is not waited for; what is asked next is answered by a new process."""
    with Reference(seconds=0.5) as impatient:
        with pytest.raises(TimeoutError, match=r"more than 0\.5 s"):
            impatient.evaluate("($f := function() { $f() }; $f())")
        assert impatient.evaluate("1") == 1
    with pytest.raises(RuntimeError, match="only inside"):
        impatient.evaluate("1")
