"""One Step Functions machine as a value, and its rendering."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Machine:
    """A machine that shall exist."""

    job: str
    """What it does: `run_pipeline`. `Site` makes the names from it."""
    definition: Mapping[str, Any]
    """Amazon States Language; QueryLanguage JSONata."""
    statements: tuple[Mapping[str, Any], ...]
    """What its role may do, as statements of an IAM policy, besides writing its log."""

    def render(self) -> str:
        """Return the definition as text: the same bytes for the same machine, a line a field."""
        return json.dumps(self.definition, indent=2, ensure_ascii=False) + "\n"
