"""What a candidate must pass before it becomes current; every gate is judged, none hides another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.model_deploy.artifact import Candidate
from steps.model_deploy.settings import GateSettings

METRIC = "perturbed_auc"
"""How well the model tells hold-out rows from perturbed copies of them, 0.5 by chance, 1 at best."""


@dataclass(frozen=True)
class Gate:
    """One judgement."""

    name: str
    reasons: tuple[str, ...]
    """Why the candidate does not pass; empty if it does."""


def judge(
    candidate: Candidate, replaced: Mapping[str, Any] | None, settings: GateSettings
) -> tuple[Gate, ...]:
    """Judge a candidate; `replaced` holds the metrics of the model that it would replace, if there is one."""
    return (
        Gate("artifact", candidate.faults),
        Gate("metrics", tuple(_strange(candidate.metrics, "metrics"))),
        Gate("quality", tuple(_quality(candidate.metrics, replaced, settings))),
        Gate("alert volume", tuple(_volume(candidate.metrics, settings))),
    )


def _strange(value: Any, path: str) -> list[str]:
    """Name every number in the metrics that is not finite."""
    if isinstance(value, Mapping):
        return [fault for key in sorted(value) for fault in _strange(value[key], f"{path}.{key}")]
    if isinstance(value, list):
        return [fault for index, item in enumerate(value) for fault in _strange(item, f"{path}[{index}]")]
    return [f"{path} is not finite"] if isinstance(value, float) and not math.isfinite(value) else []


def _quality(
    metrics: Mapping[str, Any], replaced: Mapping[str, Any] | None, settings: GateSettings
) -> list[str]:
    value = _share(metrics.get(METRIC))
    if value is None:
        return [f"metrics.{METRIC} is absent, or not a number from 0 to 1"]
    reasons = []
    if value < settings.min_metric:
        reasons.append(f"{METRIC} {value:.4f} is below min_metric {settings.min_metric:g}")
    before = _share((replaced or {}).get(METRIC))
    if before is not None and value < before - settings.max_metric_drop:
        reasons.append(
            f"{METRIC} {value:.4f} is below the deployed model's {before:.4f} by more than max_metric_drop "
            f"{settings.max_metric_drop:g}"
        )
    return reasons


def _volume(metrics: Mapping[str, Any], settings: GateSettings) -> list[str]:
    holdout = metrics.get("holdout")
    rates = holdout.get("alert_rates") if isinstance(holdout, Mapping) else None
    severity = settings.alert_severity
    rate = _share(rates.get(severity)) if isinstance(rates, Mapping) else None
    if rate is None:
        return [f"metrics.holdout.alert_rates.{severity} is absent, or not a number from 0 to 1"]
    if settings.min_alert_rate <= rate <= settings.max_alert_rate:
        return []
    bounds = f"{settings.min_alert_rate:g} to {settings.max_alert_rate:g}"
    return [
        f"the hold-out's alert rate at {severity}, {rate:.4f}, is not within {bounds} (min/max_alert_rate)"
    ]


def _share(value: Any) -> float | None:
    """Return a number from 0 to 1; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)
