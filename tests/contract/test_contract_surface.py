"""The package as a whole: its codes, its public names, and that it stays pure and cheap to import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pipelines.contract
from pipelines.contract import CODES, Catalog, RecordKey, read_catalog

SOURCES = sorted(Path(pipelines.contract.__file__).parent.glob("*.py"))


def test_every_code_in_the_table_is_used_and_every_code_used_is_in_the_table() -> None:
    """`Report` refuses unknown codes when they are raised; this finds them, and dead ones, before."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SOURCES if path.name != "codes.py"}
    words = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', "\n".join(texts.values())))
    assert sorted(set(CODES) - words) == []
    other = {"detail-type", "utf-8"}
    assert sorted(words - set(CODES) - other) == []


def test_every_public_name_exists() -> None:
    """`__all__` is what others build on."""
    assert [name for name in pipelines.contract.__all__ if not hasattr(pipelines.contract, name)] == []
    assert sorted(pipelines.contract.__all__) == list(pipelines.contract.__all__)


def test_importing_the_contract_imports_no_edge() -> None:
    """`pipelines validate` as a cold process must not pay for AWS, YAML or a terminal."""
    code = "import sys, pipelines.contract; print(*sorted(sys.modules))"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in output.split()}
    assert loaded & {"boto3", "botocore", "yaml", "click", "rich", "jsonschema", "moto", "difflib"} == set()


def test_a_catalog_finds_records_by_key() -> None:
    """Whatever its size, in one step."""
    items = [
        {"project_name": f"p{index}", "job_name": name, "spec": {}}
        for index in range(50)
        for name in ("project_parameters#v1", "job#v1")
    ]
    catalog = read_catalog(items).require()
    key = RecordKey("p7", "job", "v1")
    found = catalog.parameters_of(key)
    assert found is not None
    assert found.key == RecordKey("p7", "project_parameters", "v1")
    assert catalog.by_key[key] == catalog.jobs[[job.key for job in catalog.jobs].index(key)]
    assert Catalog().parameters_of(key) is None
