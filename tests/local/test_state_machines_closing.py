"""What is left of state machines when the embedded AWS closes."""

from __future__ import annotations

import json
import threading
import time

import pytest
from moto.stepfunctions.models import StateMachine, StepFunctionBackend
from moto.stepfunctions.responses import StepFunctionResponse

from pipelines.local import EmbeddedAws

ROLE = "arn:aws:iam::123456789012:role/pipelines"
SLOW = {"W": {"Type": "Wait", "Seconds": 99_999_999, "End": True}}


def threads():
    return [each.name for each in threading.enumerate() if each.name.startswith("state-machine")]


def test_closing_stops_what_runs(tmp_path):
    """Quickly, with waits in real time."""
    with EmbeddedAws(tmp_path / "scratch") as aws:
        created = aws.client("stepfunctions").create_state_machine(
            name="m",
            roleArn=ROLE,
            definition=json.dumps({"QueryLanguage": "JSONata", "StartAt": "W", "States": SLOW}),
        )
        execution = aws.client("stepfunctions").start_execution(stateMachineArn=created["stateMachineArn"])
        with pytest.raises(TimeoutError):
            aws.wait(execution["executionArn"], timeout=0.05)
        begun = time.monotonic()

    assert time.monotonic() - begun < 5
    assert [] == threads()


def test_closing_leaves_moto_as_it_was(tmp_path):
    """Its own methods are back."""
    owners = StateMachine, StepFunctionBackend, StepFunctionResponse
    before = [dict(vars(owner)) for owner in owners]
    with EmbeddedAws(tmp_path / "scratch"):
        during = [dict(vars(owner)) for owner in owners]

    assert before == [dict(vars(owner)) for owner in owners]
    assert before != during
