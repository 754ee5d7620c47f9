"""Regular expressions of hints: the grammar that Python and JavaScript share, and no exponential time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contract.patterns import pattern_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Za-z0-9][A-Za-z0-9._-]*",
        r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}",
        r"[a-z]+(?:-[a-z]+)*",
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
        r"([0-9]{1,3}\.){3}[0-9]{1,3}",
        r"^s3://[a-z0-9.-]{3,63}/.+$",
        r"v\d+(\.\d+)*",
        "monthly|backfill",
        r"(?=.*[a-z])(?!.*__)\w+",
        r"(?<=a)b|(?<!c)d",
        r".*foo.*",
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
        r"\x41\u00e9\-\/\t",
        r"[\]\[^-]",
        "[a-]",
        "a{2,}?b+?",
        "é+",
        "",
        "[0-9]{4}[0-9]{2}[0-9]{2}[0-9]{6}",
        r"\w+@\w+\.\w+\.\w+\.\w+",
        "[a-z.]+/.+/[a-z]+/.*",
        ".*-.*-.*",
        "(a+|b+|c+|d+)e*f*g*h*",
    ],
)
def test_common_patterns_are_accepted(pattern: str) -> None:
    """What people write in tables."""
    assert pattern_fault(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "(?P<name>a)",
        "(?<name>a)",
        "(?P=name)",
        "(?i)a",
        "(?i:a)",
        "(?#x)",
        "(?>a)",
        "(a)(?(1)b|c)",
        r"\Aa\Z",
        r"(a)\1",
        r"\p{L}",
        r"\N{DIGIT ONE}",
        "a*+",
        "a++",
        "a{,3}",
        "a{x}",
        "a]",
        "a}",
        "[]a]",
        "[^]",
        "[[a]",
        "[+--b]",
        "[--b]",
        "[a&&b]",
        r"[\b]",
        "^*",
        r"\b+",
        "(?=a)*",
        "\U0001f600",
        r"\q",
        r"\é",
    ],
)
def test_what_the_two_engines_read_differently_is_unportable(pattern: str) -> None:
    """Whether Python takes it, JavaScript takes it, or both with another meaning."""
    found = pattern_fault(pattern)
    assert found is not None
    assert found[0] == "unportable-pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "{",
        ")",
        "a)",
        "[",
        "[a",
        "*",
        "+a",
        "a**",
        "a|*",
        r"\x4",
        r"\u12",
        "[z-a]",
        "[a-\\d]",
        "a{3,2}",
        "a{9999}",
        "\\",
        "(?<=a*)b",
        "a" * 600,
        "(" * 40 + ")" * 40,
    ],
)
def test_what_no_engine_reads_is_unusable(pattern: str) -> None:
    """Unclosed, empty, backwards or too large."""
    found = pattern_fault(pattern)
    assert found is not None
    assert found[0] == "unusable-pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*",
        "(a|a)*",
        "(a|aa)+",
        "([a-z]+)*x",
        "([a-z]|[a-z0-9])*-",
        "(a?)*",
        "(.*a){20}",
        r"(\w+\s?)*",
        "(?:x?y?)+z",
        "((ab)*c?(ab)*)+",
        r"([\w.]+)+@",
        ".*.*.*.*",
        ".*a.*a.*a.*",
        r"\w+\w*x?\w+[a-z]{0,64}",
    ],
)
def test_patterns_that_take_too_long_are_slow(pattern: str) -> None:
    """Exponential ones, and those of the fourth power."""
    found = pattern_fault(pattern)
    assert found is not None
    assert found[0] == "slow-pattern"


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\w", "ab"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{1,3}"])).map(lambda two: f"(?:{two[0]}){two[1]}"),
    ),
    max_leaves=6,
)
TEXTS = ["a" * 40 + "!", "ab" * 20 + "!", "b" * 40 + "!", "aab" * 13 + "!"]


@settings(max_examples=150, deadline=None)
@given(PATTERNS)
def test_an_accepted_pattern_answers_quickly(pattern: str) -> None:
    """On texts that send a matcher around its loops; forty characters make exponential time hours."""
    if pattern_fault(pattern) is None:
        started = time.process_time()
        answers = [re.fullmatch(pattern, text) is not None for text in TEXTS]
        assert len(answers) == len(TEXTS)
        assert time.process_time() - started < 5


@given(st.text(alphabet="ab()[]{}*+?|^$\\.-,:=!<>0123 é\n", max_size=30))
def test_any_text_is_judged_and_an_accepted_one_compiles(pattern: str) -> None:
    """Without raising, and without a warning of Python's."""
    if pattern_fault(pattern) is None:
        assert re.compile(pattern).pattern == pattern
