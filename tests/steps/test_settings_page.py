"""docs/steps.md against the steps: each setting and its default, and what the templates read and write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import common.traffic.settings
import steps.fg_b_builder.settings
import steps.if_training.settings
import steps.model_deploy.settings
import steps.training_data_verifier.settings
from common.chunks import parse_chunks
from common.model.features import CANDIDATES

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "steps.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| `([a-z_.0-9]+)` \| (.+?) \| .*\|$", re.MULTILINE)
RESOURCES = {"threads", "memory_gb"}


def chunks() -> dict[str, Any]:
    return {name: value for name, value in asdict(parse_chunks({})).items() if name not in RESOURCES}


def deployment() -> dict[str, Any]:
    found = asdict(steps.model_deploy.settings.parse_settings({}))
    return {"mode": found["mode"], "target": "pointer", **found["gates"]}


DEFAULTS: Mapping[str, tuple[Callable[[], dict[str, Any]], Callable[[dict[str, Any]], object]]] = {
    "delta builder and pair counts": (
        common.traffic.settings.default_configuration,
        common.traffic.settings.parse_settings,
    ),
    "FG-A and FG-C": (chunks, parse_chunks),
    "FG-B baselines": (
        steps.fg_b_builder.settings.default_configuration,
        steps.fg_b_builder.settings.parse_settings,
    ),
    "Training-data verifier": (
        steps.training_data_verifier.settings.default_configuration,
        steps.training_data_verifier.settings.parse_settings,
    ),
    "Isolation Forest training": (
        steps.if_training.settings.default_configuration,
        steps.if_training.settings.parse_settings,
    ),
    "Model deployment and rollback": (deployment, steps.model_deploy.settings.parse_settings),
}


def flat(document: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


@pytest.mark.parametrize("section", DEFAULTS)
def test_every_setting_is_told_with_its_default(section: str) -> None:
    """The table of a section has a row for each setting, with the value that it has if left out."""
    told = {name: default.strip("`") for name, default in ROW.findall(SECTIONS[section])}
    expected = dict(flat(DEFAULTS[section][0]()))
    if "features" in expected:
        assert told.pop("features") == f"{len(expected.pop('features'))} columns"
    assert {name: json.loads(default) for name, default in told.items()} == expected


@pytest.mark.parametrize("section", DEFAULTS)
def test_the_defaults_are_what_no_configuration_means(section: str) -> None:
    """Spelling out every default changes nothing."""
    defaults, parse = DEFAULTS[section]
    assert parse(json.loads(json.dumps(defaults()))) == parse({})


def template_steps() -> Iterator[tuple[str, list[str], list[str]]]:
    for path in sorted((REPOSITORY / "pipelines" / "templates").glob("*.json")):
        spec = json.loads(path.read_text("utf-8")).get("spec", {})
        for step in spec.get("scripts", {}).get("steps", {}).values():
            yield step["entry_script"], list(step["data_prefixes"]), spec["required_runtime_params"]


@pytest.mark.parametrize(("script", "datasets", "parameters"), list(template_steps()))
def test_every_step_is_told_with_its_datasets_and_parameters(
    script: str, datasets: list[str], parameters: list[str]
) -> None:
    """The section that names a template's script names its inputs, outputs and parameters too."""
    (section,) = [text for text in SECTIONS.values() if f"`{script}`" in text]
    own = set(parameters) - {"ProjectName", "FeatureSpecVersion", "MiniBatchId"}
    assert [name for name in [*datasets, *sorted(own)] if f"`{name}`" not in section] == []


def test_the_features_of_training_are_as_told() -> None:
    """16 sums and 5 ratios of a quarter of an hour, and the logarithm of each against the week."""
    features = steps.if_training.settings.FEATURES
    now = [name for name in features if name.endswith("_w_15m")]
    assert (len([n for n in now if "_sum_w_" in n]), len([n for n in now if "_sum_w_" not in n])) == (16, 5)
    assert set(features) == {*now, *(f"{name}_log_ratio_7d" for name in now), "is_destination"} <= CANDIDATES
