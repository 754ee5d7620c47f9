"""Reading a configuration: every fault at once."""

import pytest

from common.configuration import ConfigurationReader
from common.errors import ConfigurationError


def test_every_fault_is_reported_at_once_with_its_path() -> None:
    """Wrong values and unknown keys, nested ones too, are one error."""
    reader = ConfigurationReader({"format": "csv", "feilds": {}, "rules": {"a": 1}, "threads": True})
    assert reader.take_choice("format", ("jsonl", "parquet"), "jsonl") == "jsonl"
    assert reader.take_count("threads", None) is None
    reader.take_object("fields")
    rules = reader.take_object("rules")
    assert rules.take_words("a", ("x",)) == {"x"}
    rules.close()
    with pytest.raises(ConfigurationError) as caught:
        reader.finish()
    assert caught.value.reason == (
        "config.format must be one of jsonl, parquet; config.threads must be a whole number above zero, "
        "or null; "
        "config.rules.a must be a list of non-empty strings; "
        "config.feilds is not a known key; did you mean fields?"
    )


def test_null_stands_for_nothing_but_a_default_of_null() -> None:
    """A setting that has a default takes no null, which would be neither the default nor a value."""
    reader = ConfigurationReader(dict.fromkeys(("trees", "name", "threads", "role", "column"), None))
    assert (7, "x") == (reader.take_count("trees", 7), reader.take_text("name", "x"))
    assert [None] * 3 == [
        reader.take_count("threads", None),
        reader.take_text("role", None),
        reader.take_nullable_text("column", "x"),
    ]
    with pytest.raises(ConfigurationError) as caught:
        reader.finish()
    assert caught.value.reason == (
        "config.trees must be a whole number above zero; config.name must be a non-empty string"
    )


@pytest.mark.parametrize("value", [None, 1, "x", [], True])
def test_a_value_that_is_no_object_is_a_fault(value: object) -> None:
    """A nested object may only be an object."""
    reader = ConfigurationReader({"fields": value})
    reader.take_object("fields")
    with pytest.raises(ConfigurationError, match="must be an object"):
        reader.finish()


def test_words_are_compared_without_case_or_space() -> None:
    """Configured words are folded as the data's are."""
    assert ConfigurationReader({"a": [" TCP", "6"]}).take_words("a", ()) == {"tcp", "6"}


def test_numbers_beyond_all_use_are_faults() -> None:
    """A slip of a digit neither hangs a step nor breaks what it is handed to."""
    reader = ConfigurationReader(
        {"a": 10**30, "b": 1, "c": 2**31 - 1, "resources": {"threads": 10**6, "memory_gb": 10**30}}
    )
    reader.take_count("a", 1)
    reader.take_count("b", 5, least=2)
    assert reader.take_count("c", 1) == 2**31 - 1
    reader.take_resources()
    with pytest.raises(ConfigurationError) as caught:
        reader.finish()
    assert caught.value.reason == (
        "config.a must be at most 2,147,483,647; config.b must be a whole number of at least 2; "
        "config.resources.threads must be at most 1,024; config.resources.memory_gb must be at most 65,536"
    )


def test_a_character_that_no_name_has_is_a_fault() -> None:
    """A NUL ends a text for whoever it is handed to."""
    reader = ConfigurationReader({"a": "x\0y"})
    assert reader.take_text("a", "z") == "z"
    with pytest.raises(ConfigurationError, match="must be a non-empty string"):
        reader.finish()
