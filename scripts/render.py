"""Renders the queries that steps ask with their default settings, by running them on small scenes."""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import importlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "scripts")]

from bench_rivals_scenes import (  # noqa: E402 - the repository comes first
    Scene,
    lay_fg_a,
    lay_fg_b,
    lay_fg_c,
    lay_join,
    lay_traffic,
    lay_verify,
)
from bench_steps import lay_out  # noqa: E402

from common.context import open_context  # noqa: E402
from common.interface import ROOT_VARIABLE, kebab_case  # noqa: E402
from common.queries import RENDERED, Query, write_rendering  # noqa: E402

JOBS = {
    "fg_a_builder": "build",
    "fg_b_builder": "build",
    "fg_c_builder": "build",
    "pair_counts_builder": "build",
    "delta_builder": "build",
    "prediction_feature_join": "join",
    "training_data_verifier": "verify",
}


def main(words: list[str] | None = None) -> None:
    """Write the renderings, or check that those which stand are what would be written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    options = parser.parse_args(words)
    wanted = renderings()
    standing = {path: path.read_bytes().decode() for path in standing_renderings()}
    stale = sorted(path for path in {*wanted, *standing} if wanted.get(path) != standing.get(path))
    for path in stale:
        print(path.relative_to(REPOSITORY))
        if not options.check:
            path.unlink(missing_ok=True)
            if path in wanted:
                path.parent.mkdir(exist_ok=True)
                path.write_text(wanted[path], "utf-8")
    print(f"{len(wanted)} queries, {len(stale)} {'differ' if options.check else 'written or removed'}")
    if stale and options.check:
        raise SystemExit("Run scripts/render.")


def standing_renderings() -> list[Path]:
    """List the renderings that there are."""
    return sorted(
        path for room in ("common", "steps") for path in (REPOSITORY / room).rglob(f"{RENDERED}/*.sql")
    )


def renderings() -> dict[Path, str]:
    """Return the text of every rendering by its path."""
    return {path: write_rendering(query, sources_of(query.module)) for path, query in sorted(asked().items())}


def asked() -> dict[Path, Query]:
    """Run every step on small scenes, and return what it asked."""
    found: dict[Path, Query] = {}
    answered = Query.sql

    def note(query: Query) -> str:
        found[query.path] = query
        return answered(query)

    Query.sql = note  # type: ignore[method-assign]
    try:
        with tempfile.TemporaryDirectory() as home:
            for scene in scenes(Path(home)):
                perform(scene)
    finally:
        Query.sql = answered  # type: ignore[method-assign]
    return {path: query for path, query in found.items() if path.is_relative_to(REPOSITORY)}


def scenes(home: Path) -> Iterator[Scene]:
    """Lay a scene for every query that a step may ask."""
    for number in range(7):
        (home / str(number)).mkdir()
    yield lay_fg_a("fg_a", home / "0", 8, 1)
    yield lay_fg_a("fg_a", home / "1", 8, 2)
    yield lay_fg_b("fg_b", home / "2", 8, 1)
    compared = lay_fg_c(home / "3", 8)
    yield compared
    for file in (home / "3/fg_b").rglob("*.parquet"):
        file.unlink()
    shutil.rmtree(home / "3/container")
    yield compared
    traffic = lay_traffic(home / "4", 0.01)
    yield traffic
    shutil.rmtree(home / "4/container")
    yield Scene(**{**vars(traffic), "step": "delta_builder", "output": "output_delta"})
    yield lay_join(home / "5", 8)
    yield lay_verify(home / "6", 200)


def perform(scene: Scene) -> None:
    """Run a step within this process, with the modules of this repository."""
    root = scene.home / "container"
    code = lay_out(scene, root).parent
    if scene.step == "delta_builder":
        description = json.loads((code / "step.json").read_text("utf-8"))
        for name in ("output_rejects", "output_report"):
            description["datasets"][name] = description["datasets"][scene.output]
        (code / "step.json").write_text(json.dumps(description), "utf-8")
    words = [word for name, value in scene.parameters.items() for word in (f"--{kebab_case(name)}", value)]
    job = getattr(importlib.import_module(f"steps.{scene.step}.job"), JOBS[scene.step])
    scratch = scene.home / "scratch"
    scratch.mkdir(exist_ok=True)
    with contextlib.redirect_stderr(io.StringIO()):
        job(open_context(code, words, {ROOT_VARIABLE: str(root)}, scratch))


def sources_of(module: str) -> dict[str, str]:
    """Digest the files that a module is made of: itself, and what it imports of this project, to the end."""
    waiting, found = [module], dict[str, str]()
    while waiting:
        path = REPOSITORY.joinpath(*waiting.pop().split(".")).with_suffix(".py")
        name = path.relative_to(REPOSITORY).as_posix()
        if name in found or not path.is_file():
            continue
        content = path.read_bytes()
        found[name] = hashlib.sha256(content).hexdigest()
        for node in ast.walk(ast.parse(content)):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module
                and node.module.split(".")[0] in {"common", "steps"}
            ):
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


if __name__ == "__main__":
    main()
