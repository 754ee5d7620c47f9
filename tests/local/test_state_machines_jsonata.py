"""The engine of the state machines against JSONata's own: values, absence and error codes."""

from __future__ import annotations

import hashlib
import json
import math
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonata_maker import Maker
from jsonata_reference import UNDEFINED, ExpressionError

from pipelines.local import jsonata
from pipelines.local.jsonata import JsonataError, UndefinedResultError, evaluate

EXPRESSIONS = Path(__file__).with_name("jsonata_expressions.txt").read_text().strip("\n").split("\n")
VARIABLES = {
    "n": None,
    "t": True,
    "f": False,
    "i": 5,
    "x": 2.5,
    "z": 0,
    "s": "hello",
    "q": "a\"b\n$c{% d %} 'e' \\",
    "e": "",
    "u": "a😀b",
    "o": {"a": 1, "b": {"c": [1, 2, 3]}, "k": None},
    "eo": {},
    "ea": [],
    "l": [1, 2, 3],
    "one": [7],
    "ll": [[1, 2], [3]],
    "os": [{"k": "a", "v": 1}, {"k": "b", "v": 2}, {"k": "a", "v": 3}, {"k": "c", "v": None}],
    "mixed": [1, "a", None, True, {"x": 1}],
    "states": {
        "input": {"a": 1, "name": "N", "list": [{"id": 1}, {"id": 2}], "nul": None},
        "context": {"Execution": {"Id": "arn"}},
    },
}


def ours(expression, variables=VARIABLES):
    """A value as text (so that 1 is not true, and the order of keys counts), absence, or an error's code."""
    try:
        return json.dumps(evaluate(expression, variables))
    except UndefinedResultError:
        return "undefined"
    except JsonataError as error:
        return "error function" if error.code == "X0001" else f"error {error.code}"


def theirs(outcome):
    if isinstance(outcome, ExpressionError):
        return "error function" if "is a function" in outcome.message else f"error {outcome.code}"
    return "undefined" if outcome is UNDEFINED else json.dumps(outcome)


def test_every_expression_gives_what_the_reference_gives(reference):
    """Sequences, null and undefined, numbers as text, regular expressions, order, dates, errors."""
    answers = {each: theirs(reference.evaluate_all(each, [VARIABLES])[0]) for each in EXPRESSIONS}

    assert answers == {each: ours(each) for each in EXPRESSIONS}


@pytest.mark.parametrize(
    ("expression", "there", "here"),
    [
        ('$split($u,"")', '["a", "\\ud83d", "\\ude00", "b"]', '["a", "\\ud83d\\ude00", "b"]'),
        ("5 / 0", "null", "error D1001"),
        ("0 / 0", "null", "error D1001"),
        ("1.5e300 * 1e300", "null", "error D1001"),
        ('$toMillis("2025-13-01T00:00:00Z")', "null", "error D3110"),
        ("($f := function($n){ $n = 0 ? 0 : 1 + $f($n-1) }; $f(150))", "150", "error D1011"),
        ('"\\x"', "error S0103", "error S0301"),
        ('$contains("ſ",/s/i)', "false", "true"),
        ('$exists({"a": 1}.constructor)', "true", "false"),
        ('$contains("a", $nope)', "error TypeError", "error T1006"),
    ],
)
def test_known_differences_from_the_reference_are_these(reference, expression, there, here):
    """One that goes away, or a reference that changes, is noticed."""
    assert (there, here) == (theirs(reference.evaluate_all(expression, [VARIABLES])[0]), ours(expression))


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-1e300, 1e300)
    | TEXT
    | st.sampled_from(['a"b', "x\ny", "$states.input", "{% $uuid() %}", "\\", "$1", "😀"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXT.filter(lambda key: key != "__proto__"), inner, max_size=4)
    ),
    max_leaves=12,
)
PROBES = [
    "$v",
    "[$v]",
    '{"v": $v}',
    "$string($v)",
    "$type($v)",
    "$boolean($v)",
    "$count($v)",
    "$exists($v)",
    "$keys($v)",
    "$append([{}], $v)",
    "$map($v, function($x) { $type($x) })",
    '$v & "|"',
    "$v = $v",
    '$merge([{"a": 1}, {"b": $v}])',
    '$type($v) = "object" ? $merge([{"a": 1}, $v])',
    '$type($v) = "object" ? $each($v, function($x, $k) { $k & ":" & $type($x) })',
    '$type($v) = "object" ? $spread($v)',
    '$type($v) = "array" ? [$reverse($v), $distinct($v)]',
    '$type($v) = "string" ? $replace($v, /[^a-z]/i, "_") : $v',
    '$type($v) = "string" ? $split($v, "x")',
    '$type($v) = "string" ? [$uppercase($v), $lowercase($v), $trim($v), $pad($v, 9, "-")]',
    '$type($v) = "string" ? [$substring($v, 1, 3), $substring($v, -2), $length($v)]',
    '$type($v) = "string" ? $encodeUrlComponent($v)',
    '$type($v) = "number" ? [$v + 1, $v * 3, $v / 7, $floor($v), $abs($v)]',
]


@settings(max_examples=150, deadline=None)
@given(values=st.lists(JSON, min_size=1, max_size=6))
def test_any_value_passes_as_through_the_reference(reference, values):
    """A value is bound as it is: nothing in it is taken for an expression."""
    sets = [{"v": value} for value in values]
    for probe in PROBES:
        expected = [theirs(outcome) for outcome in reference.evaluate_all(probe, sets)]
        assert [_one_zero(each) for each in expected] == [_one_zero(ours(probe, each)) for each in sets], (
            probe
        )


def _one_zero(text):
    """JSON of Python knows a negative zero and a whole double, that of JavaScript neither."""
    return json.dumps(_plain(json.loads(text))) if text[0] not in "ue" else text


def _plain(value):
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(float(f"{value:.17g}"))
    if isinstance(value, int) and not isinstance(value, bool):
        return int(float(value))
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("seed", range(4))
def test_expressions_made_at_random_give_what_the_reference_gives(reference, seed):
    """Values are equal; where one fails, both do (the reference works side by side: which error is luck)."""
    differing = {}
    for expression in Maker(seed).expressions(500):
        there, here = theirs(reference.evaluate_all(expression, [VARIABLES])[0]), ours(expression)
        if there.startswith("error") and here.startswith("error"):
            continue
        if _one_zero(there) != _one_zero(here):
            differing[expression] = (there, here)

    assert {} == differing


def test_the_corrections_are_for_the_library_that_is_installed():
    """Another version may be right where this one is not: compare before changing the number."""
    assert jsonata.WRITTEN_FOR == version("jsonata-python")


def test_an_absent_result_is_not_null():
    """Step Functions fails on one and passes the other on."""
    assert evaluate("$o.k", VARIABLES) is None
    with pytest.raises(UndefinedResultError):
        evaluate("$o.nothing", VARIABLES)


def test_a_result_is_plain_json_and_shares_nothing():
    """Whole numbers are integers, and changing the result leaves the variables alone."""
    given_ = {"v": {"list": [5.0, 1.5, True]}}
    result = evaluate("$v", given_)
    result["list"].append(1)

    assert (given_, [int, float, bool]) == (
        {"v": {"list": [5.0, 1.5, True]}},
        [type(item) for item in result["list"][:3]],
    )
    assert {type(result), type(result["list"])} == {dict, list}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$partition([1..7], 3)", [[1, 2, 3], [4, 5, 6], [7]]),
        ("$partition([1], 5)", [[1]]),
        ("$partition([], 5)", []),
        ("$range(0, 10, 5)", [0, 5, 10]),
        ("$range(3, 1, -1)", [3, 2, 1]),
        ("$range(1, 0, 1)", []),
        ('$hash("é", "MD5")', hashlib.md5("é".encode(), usedforsecurity=False).hexdigest()),
        ('$parse("{\\"a\\": [1, null, 2.0]}")', {"a": [1, None, 2]}),
        ('$parse("\\"{% $x %}\\"")', "{% $x %}"),
        ("$random(7) = $random(7)", True),
        ("$random() < 1", True),
        ("$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)", True),
    ],
)
def test_functions_that_step_functions_adds(expression, expected):
    """As the developer guide documents them."""
    assert expected == evaluate(expression, {})


@pytest.mark.parametrize(
    "expression",
    [
        "$partition([1..7], 3)", "$partition($nope, 3)", "$partition([1], 0)", "$partition([1, 2], 1.5)",
        "$range(0, 10, 3)", "$range(0, 10, 0)", "$range(0, 1000, 1)", "$range(1.5, 4, 1)",
        *(f'$hash("é😀", "{name}")' for name in ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "sha1")),
        '$hash(5, "MD5")', '$hash($nope, "MD5")', '$hash("a")',
        '$parse("[1, 2.50, \\"x\\"]")', '$parse("")', '$parse("NaN")', "$parse($nope)", "$parse(5)",
        '$eval("1")', "$uuid(1)", "$length($uuid())",
    ],
)  # fmt: skip
def test_added_functions_agree_with_the_reference_as_aws_runs_it(reference, expression):
    """Also on what they refuse."""
    assert theirs(reference.evaluate_all(expression, [{}])[0]) == ours(expression, {})


def test_errors_say_what_the_expression_says():
    """`$error` keeps its words."""
    with pytest.raises(JsonataError) as raised:
        evaluate('$error("no such window: " & $w)', {"w": "é"})

    assert ("D3137", "no such window: é") == (raised.value.code, raised.value.message)


def test_an_expression_without_end_is_stopped(monkeypatch):
    """A loop in tail position calls on for ever, one that is not goes too deep."""
    monkeypatch.setattr(jsonata, "MAX_SECONDS", 0.2)
    codes = [
        ours(text, {})
        for text in ("($f := function($n) { $f($n) }; $f(1))", "($f := function($n) { 1 + $f($n) }; $f(1))")
    ]

    assert ["error D1012", "error D1011"] == codes


def test_a_value_that_is_no_json_is_refused():
    """It would have to be guessed what it means."""
    for value in (b"x", {1, 2}, object()):
        with pytest.raises(JsonataError, match="is not JSON"):
            evaluate("$v", {"v": value})


def test_large_integers_are_as_exact_as_doubles():
    """As everywhere where JavaScript reads JSON."""
    assert math.isclose(2**53 + 2, evaluate("$v", {"v": 2**53 + 1}), abs_tol=2)
    assert evaluate("$v", {"v": 2**53 - 1}) == 2**53 - 1
