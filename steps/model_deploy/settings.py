"""The step's configuration: deploy or roll back, what a model must reach, and what serves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.configuration import ConfigurationReader

SEVERITIES = ("low", "medium", "high", "critical")
_ENDPOINT_NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", re.ASCII)
"""CreateEndpoint, EndpointName (SageMaker API reference)."""
_TEXTS = ("name", "image_uri", "role_arn")


@dataclass(frozen=True)
class GateSettings:
    """What a candidate must reach."""

    min_metric: float = 0.5
    """Least perturbed_auc; a half is what chance reaches."""
    max_metric_drop: float = 0.02
    """How far perturbed_auc may lie below that of the model which the candidate replaces."""
    alert_severity: str = "high"
    """The severity whose share of hold-out rows is held within bounds."""
    min_alert_rate: float = 0.0
    max_alert_rate: float = 0.05


@dataclass(frozen=True)
class EndpointSettings:
    """The endpoint that serves the current model."""

    name: str
    image_uri: str
    """Of any container that serves model.onnx by SageMaker's contract (/ping, /invocations)."""
    role_arn: str
    instance_type: str = "ml.m5.large"
    instance_count: int = 1
    wait_seconds: float = 1800
    poll_seconds: float = 15


@dataclass(frozen=True)
class DeploySettings:
    """The configuration, checked."""

    mode: str
    gates: GateSettings
    endpoint: EndpointSettings | None


def parse_settings(configuration: Mapping[str, Any]) -> DeploySettings:
    """Read the step's configuration; ConfigurationError lists everything that is wrong with it."""
    reader = ConfigurationReader(configuration)
    mode = reader.take_choice("mode", ("deploy", "rollback"), "deploy")
    target = reader.take_choice("target", ("pointer", "endpoint"), "pointer")
    usual = GateSettings()
    gates = GateSettings(
        min_metric=reader.take_number("min_metric", usual.min_metric, least=0, most=1),
        max_metric_drop=reader.take_number("max_metric_drop", usual.max_metric_drop, least=0, most=1),
        alert_severity=reader.take_choice("alert_severity", SEVERITIES, usual.alert_severity),
        min_alert_rate=reader.take_number("min_alert_rate", usual.min_alert_rate, least=0, most=1),
        max_alert_rate=reader.take_number("max_alert_rate", usual.max_alert_rate, least=0, most=1),
    )
    if gates.min_alert_rate > gates.max_alert_rate:
        reader.note("min_alert_rate", "must not be above max_alert_rate")
    endpoint = _parse_endpoint(reader) if target == "endpoint" else None
    if target == "pointer" and "endpoint" in configuration:
        reader.note("endpoint", "needs target: endpoint")
        reader.known.append("endpoint")
    reader.finish()
    return DeploySettings(mode, gates, endpoint)


def _parse_endpoint(reader: ConfigurationReader) -> EndpointSettings:
    part = reader.take_object("endpoint")
    texts = {key: part.take_text(key, None) or "" for key in _TEXTS}
    for key, text in texts.items():
        if not text:
            part.note(key, "is required with target: endpoint")
    if texts["name"] and not _ENDPOINT_NAME.fullmatch(texts["name"]):
        part.note("name", "must be 1 to 63 letters, digits and hyphens, beginning and ending with no hyphen")
    settings = EndpointSettings(
        **texts,
        instance_type=part.take_text("instance_type", EndpointSettings.instance_type),
        instance_count=part.take_count("instance_count", EndpointSettings.instance_count),
        wait_seconds=part.take_number("wait_seconds", EndpointSettings.wait_seconds, least=1, most=43200),
        poll_seconds=part.take_number("poll_seconds", EndpointSettings.poll_seconds, least=0.1, most=600),
    )
    part.close()
    return settings
