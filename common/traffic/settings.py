"""The delta builder's configuration: field mapping, classes of values, data-quality rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader

FIELDS = (
    "source_ip",
    "destination_ip",
    "source_port",
    "destination_port",
    "protocol",
    "action",
    "session_end_reason",
    "source_bytes",
    "destination_bytes",
    "event_start",
    "event_end",
)
"""Our name of each field of a session, in the order in which they are read."""

OPTIONAL_FIELDS = frozenset({"source_port", "destination_port", "session_end_reason", "action"})
"""Fields that a source may lack: mapped to null, they are null in every row, and no rule asks for them."""

RULES: Mapping[str, str] = {
    "unparsable_time": "reject",
    "outside_window": "reject",
    "missing_ip": "reject",
    "malformed_bytes": "reject",
    "bytes_out_of_range": "reject",
    "negative_bytes": "reject",
    "missing_bytes": "keep",
    "end_before_start": "reject",
    "malformed_port": "reject",
    "missing_port": "keep",
    "malformed_ip": "reject",
}
"""Every rule with its default, in order of precedence: a row is rejected for the first that it breaks.

reject  the row is left out, counted, and kept in output_rejects where the record names it
keep    the row stays and is counted: bytes that are missing or unusable count as 0, a negative duration as 0,
        an unusable end time as the start, an unusable port as none, a malformed address as a host of that
        name
off     as keep, without counting

missing_port is kept by default: sensors without ports exist, and sessions and bytes are sound without them.
"""

ALWAYS_REJECTED = frozenset({"outside_window"})
"""Such a row belongs to no slice of the run."""

DISPOSITIONS = ("reject", "keep", "off")

ACTIONS: Mapping[str, tuple[str, ...]] = {
    "allow": ("allow",),
    "drop": ("drop", "deny", "reset-client", "reset-server", "reset-both"),
    "alert": ("alert",),
}
END_REASONS: Mapping[str, tuple[str, ...]] = {
    "rst": ("tcp-rst-from-client", "tcp-rst-from-server", "tcp-rst", "rst"),
    "aged_out": ("aged-out", "aged_out", "timeout"),
}
PROTOCOLS: Mapping[str, tuple[str, ...]] = {
    "tcp": ("tcp", "6"),
    "udp": ("udp", "17"),
    "icmp": ("icmp", "1", "icmpv6", "icmp6", "ipv6-icmp", "58"),
}
WITH_PORTS = ("tcp", "6", "udp", "17", "dccp", "33", "sctp", "132", "udplite", "136")


@dataclass(frozen=True)
class DeltaSettings:
    """The configuration, checked."""

    format: str
    """jsonl, jsonl.gz or parquet; or auto, by the suffix of each file."""
    slice_by: str
    """event_start or event_end: the time that decides in which slice, and minute, a session counts."""
    fields: Mapping[str, str | None]
    """Our field name to the column of the raw data."""
    actions: Mapping[str, frozenset[str]]
    end_reasons: Mapping[str, frozenset[str]]
    protocols: Mapping[str, frozenset[str]]
    protocols_with_ports: frozenset[str]
    rules: Mapping[str, str]
    threads: int | None
    memory_gb: int | None

    def rejects(self, rule: str) -> bool:
        """Whether rows that break the rule are left out."""
        return self.rules[rule] == "reject"

    def keeps(self, rule: str) -> bool:
        """Whether rows that break the rule are counted although they stay."""
        return self.rules[rule] == "keep"


def parse_settings(configuration: Mapping[str, Any]) -> DeltaSettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    chosen_format = reader.take_choice("format", ("auto", "jsonl.gz", "jsonl", "parquet"), "auto")
    slice_by = reader.take_choice("slice_by", ("event_start", "event_end"), "event_start")
    fields = _parse_fields(reader.take_object("fields"))
    actions = _parse_classes(reader.take_object("actions"), ACTIONS)
    end_reasons = _parse_classes(reader.take_object("session_end_reasons"), END_REASONS)
    protocols = _parse_classes(reader.take_object("protocols"), PROTOCOLS)
    with_ports = reader.take_words("protocols_with_ports", WITH_PORTS)
    rules = _parse_rules(reader.take_object("quality_rules"))
    resources = reader.take_resources()
    reader.finish()
    return DeltaSettings(
        format=chosen_format,
        slice_by=slice_by,
        fields=fields,
        actions=actions,
        end_reasons=end_reasons,
        protocols=protocols,
        protocols_with_ports=with_ports,
        rules=rules,
        threads=resources.threads,
        memory_gb=resources.memory_gb,
    )


def default_configuration() -> dict[str, Any]:
    """Spell out every default as the JSON document that the `delta_builder` record holds."""
    return {
        "format": "auto",
        "slice_by": "event_start",
        "fields": {name: name for name in FIELDS},
        "actions": {name: list(words) for name, words in ACTIONS.items()},
        "session_end_reasons": {name: list(words) for name, words in END_REASONS.items()},
        "protocols": {name: list(words) for name, words in PROTOCOLS.items()},
        "protocols_with_ports": list(WITH_PORTS),
        "quality_rules": dict(RULES),
    }


def _parse_fields(reader: ConfigurationReader) -> dict[str, str | None]:
    fields = {name: reader.take_nullable_text(name, name) for name in FIELDS}
    for name, column in fields.items():
        if column is None and name not in OPTIONAL_FIELDS:
            reader.note(name, "must name a column: deltas need this field")
    reader.close()
    return fields


def _parse_classes(
    reader: ConfigurationReader, defaults: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    classes = {name: reader.take_words(name, words) for name, words in defaults.items()}
    seen: dict[str, str] = {}
    for name, words in classes.items():
        for word in sorted(words):
            if word in seen:
                reader.note(name, f"holds {word!r}, which is in {seen[word]} too")
            seen[word] = name
    reader.close()
    return classes


def _parse_rules(reader: ConfigurationReader) -> dict[str, str]:
    rules = {name: reader.take_choice(name, DISPOSITIONS, default) for name, default in RULES.items()}
    for name in sorted(ALWAYS_REJECTED):
        if rules[name] != "reject":
            reader.note(name, "must be reject: such a row belongs to no slice of the run")
    reader.close()
    return rules
