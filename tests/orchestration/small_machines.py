"""Small machines for tests of rules: sound as they stand, and broken by what a test changes."""

from typing import Any

from jsonata_reference import Reference

from pipelines.errors import Problem
from pipelines.orchestration.lint import lint

Definition = dict[str, Any]
RESOURCE = "arn:aws:states:::aws-sdk:dynamodb:getItem"
RETRY = {"ErrorEquals": ["DynamoDb.ThrottlingException"], "MaxAttempts": 3}
CATCH = {"ErrorEquals": ["States.ALL"], "Next": "Broken"}
BROKEN = {"Type": "Fail", "Error": "broken", "Cause": "Try again."}
DONE = {"Type": "Succeed"}


def machine(start: str = "First", **states: Any) -> Definition:
    """A machine of some states, with the Done and Broken that they lead to."""
    around = {name: state for name, state in (("Done", DONE), ("Broken", BROKEN)) if name not in states}
    led = str(states)
    return {
        "QueryLanguage": "JSONata",
        "StartAt": start,
        "States": {**states, **{name: state for name, state in around.items() if f"'{name}'" in led}},
    }


def task(**fields: Any) -> Definition:
    """A sound task, with other fields; a field that is None is left out."""
    whole = {
        "Type": "Task",
        "Resource": RESOURCE,
        "Retry": [RETRY],
        "Catch": [CATCH],
        "Next": "Done",
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


def passing(**fields: Any) -> Definition:
    """A Pass that leads to Done, if to nothing else."""
    return {"Type": "Pass", **({} if "End" in fields else {"Next": "Done"}), **fields}


def choice(*rules: Definition, default: str = "Done", **fields: Any) -> Definition:
    """A Choice of some rules."""
    return {"Type": "Choice", "Choices": list(rules), "Default": default, **fields}


def inline(states: Definition, **fields: Any) -> Definition:
    """A Map whose iterations belong to its own execution."""
    first = next(iter(states))
    processor = {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": first, "States": states}
    return {"Type": "Map", "Items": [1], "ItemProcessor": processor, "Next": "Done", **fields}


def distributed(states: Definition, **fields: Any) -> Definition:
    """A Map whose iterations are executions of their own."""
    mapped = inline(states, **fields)
    mapped["ItemProcessor"]["ProcessorConfig"] = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    return mapped


def problems(reference: Reference, definition: Definition) -> list[Problem]:
    """What the linter finds."""
    return list(lint("machine", definition, reference.parse))


def codes(reference: Reference, definition: Definition) -> set[tuple[str, str]]:
    """Where, and which rule."""
    return {(problem.field, problem.code) for problem in problems(reference, definition)}
