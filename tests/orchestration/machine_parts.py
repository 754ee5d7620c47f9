"""Parts of the project's machines, evaluated by the reference engine as Step Functions would at one state."""

import json
from typing import Any

from jsonata_reference import UNDEFINED, Reference

MOST_BYTES = 262_144
"""Of an input, an output, a variable, and all variables of one Assign (Developer Guide, "Quotas")."""


def size_of(value: Any) -> int:
    """Bytes of JSON, as Step Functions counts them."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def evaluated(reference: Reference, value: Any, **variables: Any) -> Any:
    """A field's value with its expressions evaluated; raises ExpressionError as the state would fail."""
    if isinstance(value, dict):
        return {name: evaluated(reference, inner, **variables) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [evaluated(reference, inner, **variables) for inner in value]
    if isinstance(value, str) and value.startswith("{%"):
        found = reference.evaluate(value[2:-2], variables)
        assert found is not UNDEFINED, value
        return found
    return value


def states(given: Any, item: Any = None, index: int = 0, result: Any = None) -> dict[str, Any]:
    """$states, with the context that machines of the project read."""
    context = {
        "Execution": {
            "Id": "arn:aws:states:eu-central-1:123456789012:execution:machine:name",
            "Name": "name",
            "StartTime": "2025-01-31T10:14:59.123Z",
        },
        "State": {"EnteredTime": "2025-01-31T10:15:00Z"},
        "Map": {"Item": {"Index": index, "Value": item}},
    }
    return {"input": given, "context": context, "result": result}
