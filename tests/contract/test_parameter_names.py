"""Spellings of parameter names, and that all of them name the same parameter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contract import kebab_case, normalise, pascal_case, snake_case

WORDS = st.lists(st.from_regex("[a-z][a-z0-9]{0,5}", fullmatch=True), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("name", "kebab"),
    [
        ("BatchStartTsIso", "batch-start-ts-iso"),
        ("ProjectName", "project-name"),
        ("RunId", "run-id"),
        ("IFTrainingId", "if-training-id"),
        ("S3Uri", "s3-uri"),
        ("batch_start_ts_iso", "batch-start-ts-iso"),
        ("batch-start-ts-iso", "batch-start-ts-iso"),
        ("Mode", "mode"),
        ("Run2Id", "run2-id"),
        ("ARN", "arn"),
        ("_x__y_", "x-y"),
    ],
)
def test_a_name_becomes_a_kebab_case_argument(name: str, kebab: str) -> None:
    """Words begin at capitals, hyphens and underscores; an acronym is one word."""
    assert kebab == kebab_case(name)


@given(WORDS)
def test_all_spellings_of_words_name_the_same_parameter(words: list[str]) -> None:
    """snake_case, kebab-case, PascalCase and camelCase share one normal form."""
    snake = "_".join(words)
    pascal = pascal_case(snake)
    spellings = {
        snake,
        kebab_case(snake),
        pascal,
        pascal[:1].lower() + pascal[1:],
        snake_case(pascal),
        kebab_case(pascal),
    }
    assert {"".join(words)} == {normalise(spelling) for spelling in spellings}
