"""Every problem code of the contract in one table. Codes are stable: scripts match on them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

CODES: Final = MappingProxyType(
    {
        # Keys
        "empty-key": "the partition key is empty",
        "missing-hash": "the sort key has no '#'",
        "second-hash": "the sort key has more than one '#'",
        "empty-half": "one half of the sort key is empty",
        "invalid-key": "a key is no text, or holds characters that no key may hold",
        "key-too-long": "a key is longer than DynamoDB allows",
        "duplicate-record": "two items have the same key",
        # Values of any item
        "not-an-object": "an item is no object",
        "malformed-typed-value": "a DynamoDB-typed value does not follow DynamoDB's own format",
        "too-deep": "values are nested deeper than DynamoDB stores",
        "non-text-key": "a key of an object is no text",
        "not-unicode": "a text cannot be written as UTF-8",
        "not-finite": "a number is NaN or infinite",
        "inexact-number": "a number has more digits than JSON readers keep",
        "binary-value": "a binary value stands where the contract wants text",
        "unsupported-value": "a value has no JSON form",
        # Shape
        "missing-key": "a required key is absent",
        "unknown-key": "a key is not one of the contract's",
        "wrong-type": "a value has the wrong type",
        "empty-value": "a value is empty",
        "out-of-range": "a number, or the length of a list, is outside its limits",
        "invalid-choice": "a value is not one of those allowed",
        "invalid-value": "a value breaks another rule of its field",
        "version-mismatch": "feature_spec_version differs from the key's",
        "no-project-parameters": "a pipeline has no project_parameters record",
        # Placeholders
        "leftover-placeholder": "a placeholder was not replaced",
        "unknown-placeholder": "a placeholder in a data prefix is no required parameter",
        "misplaced-required": "<required:…> stands elsewhere than as a whole default",
        "misnamed-required": "<required:…> names another parameter than its key",
        "unusable-replacement": "a value for a placeholder is not allowed",
        # Parameters, steps, datasets
        "invalid-name": "a name of a step, parameter or dataset is not allowed",
        "duplicate-name": "two names are equal, or differ in spelling alone",
        "reserved-name": "a name is taken by the contract itself",
        "invalid-entry-script": "an entry script is not a plain .py path below its prefix",
        "unknown-direction": "a dataset's name does not tell input from output",
        "direct-output": "an output asks for direct access",
        "input-upload": "an input says when to upload it",
        "invalid-s3-uri": "an S3 URI is malformed",
        "missing-slash": "a prefix has no trailing slash",
        "outside-hierarchy": "a prefix leaves the canonical S3 hierarchy",
        # Hints and runtime values
        "unusable-hint": "a validation hint cannot be applied",
        "unusable-pattern": "a regular expression does not compile",
        "unportable-pattern": "a regular expression means different things to Python and JSONata",
        "slow-pattern": "a regular expression can take exponential time",
        "default-breaks-hint": "a default does not pass its own hint",
        "missing-parameter": "a required parameter has no usable value",
        "invalid-parameter-value": "a value breaks its hint, or cannot be a parameter at all",
        "contradicting-key": "ProjectName or FeatureSpecVersion differs from the record's key",
        "unknown-parameter": "a value was given for a parameter that the record does not have",
        "conflicting-spellings": "two spellings of one parameter have different values",
        # Events
        "malformed-event": "an event, or a message in it, cannot be read",
    }
)
