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
        "config.format must be one of jsonl, parquet; config.threads must be a whole number above zero; "
        "config.rules.a must be a list of non-empty strings; "
        "config.feilds is not a known key; did you mean fields?"
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
