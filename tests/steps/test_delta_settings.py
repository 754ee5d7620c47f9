"""The delta builder's configuration."""

import json
from pathlib import Path

import pytest

from common.errors import ConfigurationError
from common.traffic.settings import RULES, default_configuration, parse_settings

ROOT = Path(__file__).parents[2]


def test_the_defaults_spelled_out_are_the_defaults() -> None:
    """The document for the record and no configuration at all mean the same; it is plain JSON."""
    assert parse_settings({}) == parse_settings(json.loads(json.dumps(default_configuration())))


def test_every_fault_is_reported_at_once() -> None:
    """Wrong words, clashing classes, unknown keys and fields that are needed are one error."""
    with pytest.raises(ConfigurationError) as caught:
        parse_settings(
            {
                "format": "csv",
                "slice": "event_end",
                "fields": {"source_ip": None, "destination_prot": "dport"},
                "actions": {"allow": ["pass"], "drop": ["PASS"]},
                "quality_rules": {"missing_port": "drop", "outside_window": "keep", "malformed": "off"},
                "resources": {"threads": 0},
            }
        )
    assert caught.value.reason == (
        "config.format must be one of auto, jsonl.gz, jsonl, parquet; "
        "config.fields.source_ip must name a column: deltas need this field; "
        "config.fields.destination_prot is not a known key; did you mean destination_port?; "
        "config.actions.drop holds 'pass', which is in allow too; "
        "config.quality_rules.missing_port must be one of reject, keep, off; "
        "config.quality_rules.outside_window must be reject: such a row belongs to no slice of the run; "
        "config.quality_rules.malformed is not a known key; did you mean malformed_ip?; "
        "config.resources.threads must be a whole number above zero, or null; "
        "config.slice is not a known key; did you mean slice_by?"
    )


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("value", [None, 1, True, "Reject", ["reject"]])
def test_a_rule_takes_its_three_words_and_nothing_else(rule: str, value: object) -> None:
    """A typing slip never switches a rule off."""
    with pytest.raises(ConfigurationError, match=f"quality_rules.{rule} must be"):
        parse_settings({"quality_rules": {rule: value}})


def test_the_record_template_spells_out_the_defaults() -> None:
    """The `delta_builder` template and the step agree on every setting, so that a reader sees them all."""
    expected = json.loads((ROOT / "pipelines/templates/delta_builder.json").read_text("utf-8"))["spec"][
        "config"
    ]
    assert expected == default_configuration()
