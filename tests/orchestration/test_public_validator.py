"""The machines pass a public validator too: asl-validator 4.0.0, which shares nothing with our linter.

It was taken over cfn-lint's E3601 (1.58): of 51 machines that break a rule of ours by their states, it
refuses 30 and cfn-lint 17, which sees no target that is missing and no state that nothing leads to.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from install_reference import NODE, install
from jsonata_reference import Reference
from small_machines import Definition, machine, passing, problems

from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site

VALIDATE = Path(__file__).parents[1] / "reference" / "validate.mjs"
MACHINES = build_machines(Site("123456789012", "eu-central-1", "parameters"), [r"^s3://[a-z]+/"])

FALSE_POSITIVES: dict[str, Definition] = {
    # Its pattern for an expression is ^\{% .+ %\}$: the dot is no newline, and nobody asks for the blanks.
    "an expression of several lines": machine(First=passing(Output="{% (\n  1\n) %}")),
    "an expression without blanks around it": machine(First=passing(Output="{%1%}")),
    # Its pattern for any other string is .+: not empty, and of one line.
    "an empty string": machine(First=passing(Output={"a": ""})),
    "a string of several lines": machine(First=passing(Output={"a": "a\nb"})),
    # Output is any JSON: Developer Guide, "Transforming data with JSONata", "Arguments and Output fields".
    "an output that is no object": machine(First=passing(Output=True)),
}

BROKEN: dict[str, Definition] = {
    "a target that is missing": machine(First=passing(Next="Gone")),
    "an expression that does not parse": machine(First=passing(Output="{% $x + %}")),
    "a field of JSONPath": machine(First=passing(ResultPath="$.a")),
}


@pytest.fixture(scope="module")
def faults() -> dict[str, list[str]]:
    """What it finds in everything that is asked below, by name; one process."""
    install()
    definitions = {one.job: _on_one_line(one.definition) for one in MACHINES}
    asked = {**definitions, **FALSE_POSITIVES, **BROKEN}
    run = subprocess.run(
        [NODE, VALIDATE], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("job", [one.job for one in MACHINES])
def test_a_machine_is_valid(faults: dict[str, list[str]], job: str) -> None:
    """Its expressions written on one line each, for the sake of a false positive."""
    assert faults[job] == []


@pytest.mark.parametrize("name", BROKEN)
def test_the_validator_finds_something(faults: dict[str, list[str]], name: str) -> None:
    """It would be no check if it found nothing in anything."""
    assert faults[name] != []


@pytest.mark.parametrize("name", FALSE_POSITIVES)
def test_a_false_positive_is_still_one(reference: Reference, faults: dict[str, list[str]], name: str) -> None:
    """Once it is mended, the list above gets shorter."""
    assert faults[name] != []
    assert problems(reference, FALSE_POSITIVES[name]) == []


def _on_one_line(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _on_one_line(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_on_one_line(inner) for inner in value]
    return value.replace("\n", " ") if isinstance(value, str) and value.startswith("{%") else value
