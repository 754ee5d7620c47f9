"""What the compiler yields: a pipeline ready to be created, and a code bundle ready to be published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.contract.keys import RecordKey


@dataclass(frozen=True)
class CompiledPipeline:
    """A SageMaker Pipeline as it should be: the arguments of CreatePipeline, and a digest over all."""

    key: RecordKey
    name: str
    """PipelineName, at most 82 characters."""
    role_arn: str
    text: str
    """The definition as canonical JSON: equal input, equal bytes."""
    tags: Mapping[str, str]
    digest: str
    """SHA-256 (hex) over text, role and tags: equal digests, nothing to apply."""
    description: str
    """PipelineDescription: names the record and the digest, so that a list call tells what is up to date."""

    @cached_property
    def definition(self) -> Mapping[str, Any]:
        """The definition as JSON values, made from the text on demand: thousands of trees weigh."""
        parsed: dict[str, Any] = json.loads(self.text)
        return parsed


@dataclass(frozen=True)
class Bundle:
    """A step's published code: every file beside its entry script, the manifest included."""

    key: RecordKey
    step: str
    prefix: str
    """Where the entry script lies: `code_prefix_s3`, or a folder below it; ends in a slash."""
    files: Mapping[str, bytes]
    """Path below the prefix -> content, sorted by path."""
    digest: str
    """SHA-256 (hex) of `manifest.json`, which names the SHA-256 of every other file."""
