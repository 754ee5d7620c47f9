"""The packages of the product alone, as `scripts/setup` without `--dev` installs them: a PYTHONPATH."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from by_hand import REPOSITORY


def link_product(folder: Path) -> Path:
    """Link what the product's lock names, and nothing that only tests, benchmarks or other packages need."""
    folder.mkdir(parents=True)
    for name in re.findall(
        r"^([A-Za-z0-9._-]+)==", (REPOSITORY / "requirements.lock").read_text(), re.MULTILINE
    ):
        try:
            found = distribution(name)
        except PackageNotFoundError:  # for another platform or Python
            continue
        places = {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}
        for place in places:
            target = folder / place
            if not target.exists():
                target.symlink_to(str(found.locate_file(place)))
    return folder
