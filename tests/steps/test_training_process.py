"""Training and inference as their containers run them: published files alone, in processes of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from by_hand import REPOSITORY, read
from model_container import EVAL_END, SCORE_END, SMALL, START, Models
from product_packages import link_product

from common.windows import format_instant


def pascal(option: str) -> str:
    """Name the parameter of an option: `--run-id` is `RunId`."""
    return "".join(word.capitalize() for word in option.removeprefix("--").split("-"))


def run(root: Path, step: str, entry: str, datasets: dict[str, Path], parameters: dict[str, str]) -> str:
    """Lay out a container, run its entry script, and give its log."""
    places = root / "opt/ml/processing"
    code = places / "input/code"
    shutil.copytree(REPOSITORY / "common", code / "common", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "steps" / step, code / "steps" / step)
    shutil.copy(REPOSITORY / "steps/__init__.py", code / "steps")
    shutil.copy(REPOSITORY / "steps" / step / entry, code)
    for name, folder in datasets.items():
        folder.mkdir(exist_ok=True)
        place = places / name.split("_")[0] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(folder)
    document = {
        "record": "ndr/p#v1",
        "step": "S",
        "parameters": [pascal(option) for option in parameters],
        "datasets": {
            name: {"direction": name.split("_")[0], "access": "mounted", "s3_prefix": f"s3://b/{name}/"}
            for name in datasets
        },
        "engine": "embedded",
        "config": SMALL if step == "if_training" else {},
    }
    (code / "step.json").write_text(json.dumps(document))
    done = subprocess.run(
        [sys.executable, "-S", str(code / entry), *(word for pair in parameters.items() for word in pair)],
        cwd=root,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(link_product(root / "packages")),
            "PIPELINES_CONTAINER_ROOT": str(root),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stdout), done.stderr
    return done.stderr


def test_a_model_is_trained_and_used_by_published_code(tmp_path: Path) -> None:
    """Both entry scripts run without the repository; the log says what came out."""
    models = Models(tmp_path / "data")
    models.root.mkdir()
    models.lay(START, SCORE_END)
    models.report()
    features = {"input_fg_a": models.root / "fg_a", "input_fg_c": models.root / "fg_c"}
    log = run(
        tmp_path / "training",
        "if_training",
        "run_if_training.py",
        {
            **features,
            "input_verification": models.root / "verification",
            "output_model": models.root / "model",
        },
        {"--run-id": "r1", "--execution-ts-iso": "2026-02-01T00:00:00Z"},
    )
    assert '"run_id":"r1"' in log
    models.deploy(models.root / "model")
    log = run(
        tmp_path / "inference",
        "inference_predictions",
        "run_inference_predictions.py",
        {
            **features,
            "input_model": models.root / "deployed",
            "output_predictions": models.root / "predictions",
        },
        {
            "--batch-start-ts-iso": format_instant(EVAL_END),
            "--batch-end-ts-iso": format_instant(SCORE_END),
        },
    )
    assert '"rows":32' in log
    assert 32 == len(read(models.root / "predictions"))
