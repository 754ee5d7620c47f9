"""What the sample events of the folder `events` are, and which machine takes each.

They are those of the demo's project (`ndr-demo`, `v1`); change project, version and times to yours. The
wrappers are as the guides of AWS show them; `pipelines.contract.messages` names the guides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Sample:
    """One file of the folder."""

    machine: str
    """Job of the machine that takes it."""
    about: str


_FEATURES = "features_inference_15m"

SAMPLES: Final[Mapping[str, Sample]] = MappingProxyType(
    {
        "direct": Sample(_FEATURES, "a payload as it is"),
        "key_value": Sample(_FEATURES, "an SQS message whose body is key=value;key=value"),
        "sqs": Sample(_FEATURES, "an SQS message, as a queue hands it to Lambda"),
        "sqs_two_messages": Sample(_FEATURES, "a batch of two: one after the other, each with its own end"),
        "sns": Sample(_FEATURES, "an SNS notification, as a topic hands it to Lambda"),
        "sns_in_sqs": Sample(_FEATURES, "an SNS notification as the body of an SQS message"),
        "eventbridge": Sample(_FEATURES, "an event of EventBridge"),
        "pipes": Sample(_FEATURES, "an array of SQS messages, as EventBridge Pipes makes it"),
        "publication": Sample("publication", "a mini-batch whose predictions are there"),
        "monthly": Sample("monthly_baselines", "an event of EventBridge that names a month"),
        "backfill": Sample("backfill", "an hour: four windows, two at a time"),
        "training": Sample("training", "the windows of data, the run's id and time"),
        "run_pipeline": Sample("run_pipeline", "one record; the payload counts before the message"),
    }
)
"""Name of the file, without `.json` -> what it is."""
