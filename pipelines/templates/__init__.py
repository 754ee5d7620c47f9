"""Record templates, one JSON file a record, with the placeholders that `pipelines provision` replaces.

The file's name is the logical job name. Reading them is this package's only work; rendering is
`pipelines.contract.render_template`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def load_templates() -> dict[str, dict[str, Any]]:
    """Every template under its logical job name, sorted by name; placeholders are still in place."""
    found = sorted(
        (entry for entry in files(__name__).iterdir() if entry.name.endswith(".json")), key=lambda e: e.name
    )
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8")) for entry in found
    }
