"""Records for tests: small ones built by hand, the templates as rendered, and generated valid ones."""

import json
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st

from pipelines.compiler.compute import JOB_EXCEPTIONS, STEP_EXCEPTIONS
from pipelines.contract import (
    Catalog,
    PipelineRecord,
    ProjectParameters,
    RecordKey,
    read_catalog,
    render_template,
)
from pipelines.contract.names import normalise
from pipelines.contract.records import Cache, Compute, DataPrefix, Kms, Network, Retry, Step

ROLE = "arn:aws:iam::123456789012:role/pipelines"
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/steps:1"
KEY = RecordKey("demo", "pipeline_15m_streaming", "v1")
ROOT = "s3://bkt/projects/demo/versions/v1"
PARAMETERS = ProjectParameters(
    key=RecordKey("demo", "project_parameters", "v1"), compute=Compute(image_uri=IMAGE, role_arn=ROLE)
)


def data(name: str, prefix: str, access: str = "mounted", upload: str = "end_of_job") -> DataPrefix:
    """A dataset whose direction is in its name; `prefix` stands below the project's data."""
    direction = "output" if name.startswith("output") else "input"
    return DataPrefix(
        name=name, direction=direction, s3_prefix=f"{ROOT}/data/{prefix}", access=access, upload=upload
    )


def step(name: str, *datasets: DataPrefix, **fields: Any) -> Step:
    """A step with a code prefix of its own."""
    values = {
        "name": name,
        "code_prefix_s3": f"{ROOT}/code/pipelines/pipeline_15m_streaming/{name}/",
        "entry_script": "run_it.py",
        "data_prefixes": datasets,
    }
    return Step(**values | fields)


def record(
    *steps: Step, key: RecordKey = KEY, params: tuple[str, ...] = ("ProjectName",), **fields: Any
) -> PipelineRecord:
    """A pipeline record of these steps."""
    return PipelineRecord(key=key, required_runtime_params=params, steps=steps, **fields)


def rendered_templates() -> Catalog:
    """Every template of the package as `provision` writes it, with a role and an image."""
    items = []
    for entry in sorted(files("pipelines.templates").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            template = json.loads(entry.read_text(encoding="utf-8"))
            item = render_template(template, bucket="bkt", project_name="demo", feature_spec_version="v1")
            if item["job_name"].startswith("project_parameters"):
                item["spec"].setdefault("compute", {}).update(image_uri=IMAGE, role_arn=ROLE)
            items.append(item)
    return read_catalog(items).require()


_names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,15}", fullmatch=True)
_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
_tags = st.dictionaries(
    st.from_regex(r"[A-Za-z0-9_.:/=+@ -]{1,20}", fullmatch=True).filter(
        lambda key: not key.lower().startswith("aws:")
    ),
    st.from_regex(r"[A-Za-z0-9_.:/=+@ -]{0,20}", fullmatch=True),
    max_size=3,
)
_environments = st.dictionaries(
    st.from_regex(r"[A-Z_][A-Z0-9_]{0,15}", fullmatch=True).filter(
        lambda key: not key.startswith("PIPELINES_")
    ),
    _texts,
    max_size=3,
)


def _optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def _retries(draw: st.DrawFn) -> Retry:
    family = draw(st.sampled_from([STEP_EXCEPTIONS, JOB_EXCEPTIONS]))
    end = draw(st.booleans())
    return Retry(
        exceptions=tuple(draw(st.lists(st.sampled_from(family), min_size=1, unique=True))),
        interval_seconds=draw(st.integers(1, 43200)),
        backoff_rate=draw(st.sampled_from([1.0, 1.5, 2.0])),
        max_attempts=draw(st.integers(1, 20)) if end else None,
        expire_after_minutes=None if end else draw(st.integers(1, 14400)),
    )


@st.composite
def _networks(draw: st.DrawFn) -> Network:
    vpc = draw(st.booleans())
    ids = st.from_regex(r"[a-z]{2,6}-[0-9a-f]{4,17}", fullmatch=True)
    return Network(
        subnets=tuple(draw(st.lists(ids, min_size=1, max_size=3, unique=True))) if vpc else (),
        security_group_ids=tuple(draw(st.lists(ids, min_size=1, max_size=3, unique=True))) if vpc else (),
        encrypt_traffic=draw(st.booleans()),
    )


computes = st.builds(
    Compute,
    image_uri=_optional(st.just(IMAGE + "0")),
    instance_type=_optional(st.sampled_from(["ml.m5.large", "ml.c7i.48xlarge", "ml.m8i-flex.large"])),
    instance_count=_optional(st.integers(1, 100)),
    volume_size_gb=_optional(st.integers(1, 16384)),
    max_runtime_seconds=_optional(st.integers(1, 777600)),
    role_arn=_optional(st.just(ROLE + "-other")),
    engine=_optional(st.sampled_from(["embedded", "spark"])),
    network=_optional(_networks()),
    kms=_optional(
        st.builds(Kms, volume_key=_optional(st.just("alias/v")), output_key=_optional(st.just("alias/o")))
    ),
    tags=_optional(_tags),
    environment=_optional(_environments),
    retry=_optional(st.lists(_retries(), max_size=3).map(tuple)),
    cache=_optional(st.sampled_from(["P30D", "PT12H", "P1DT1S"]).map(lambda text: Cache(expire_after=text))),
)


@st.composite
def records(draw: st.DrawFn, key: RecordKey = KEY) -> PipelineRecord:
    """Valid records: each step reads raw data, or what steps before it write, at its prefix or below."""
    params = tuple(draw(st.lists(_names, max_size=6, unique_by=normalise)))
    names = draw(st.lists(_names, min_size=1, max_size=5, unique=True))
    written: list[str] = []
    steps = []
    for index, name in enumerate(names):
        datasets = []
        for number in range(draw(st.integers(0, 2))):
            tail = f"<{draw(st.sampled_from(params))}>/" if params and draw(st.booleans()) else ""
            sources = [f"raw/{number}/{tail}", *written, *(f"{prefix}sub/" for prefix in written)]
            access = draw(st.sampled_from(["mounted", "direct"]))
            datasets.append(data(f"input_{number}", draw(st.sampled_from(sources)), access))
        mine = [f"made/{index}/{number}/" for number in range(draw(st.integers(0, 2)))]
        uploads = st.sampled_from(["end_of_job", "continuous"])
        datasets += [
            data(f"output_{number}", prefix, upload=draw(uploads)) for number, prefix in enumerate(mine)
        ]
        earlier = draw(st.lists(st.sampled_from(names[:index]), unique=True, max_size=2)) if index else []
        steps.append(
            step(
                name,
                *draw(st.permutations(datasets)),
                depends_on=tuple(earlier),
                compute=draw(computes),
                entry_script=draw(st.sampled_from(["run_it.py", "deep/er/run.py"])),
            )
        )
        written += mine
    return record(
        *draw(st.permutations(steps)), key=key, params=params, compute=draw(computes), tags=draw(_tags)
    )


@st.composite
def project_parameters(draw: st.DrawFn) -> ProjectParameters:
    """Project parameters that name a role and an image, and anything else of compute."""
    compute = draw(computes).model_copy(update={"image_uri": IMAGE, "role_arn": ROLE})
    return PARAMETERS.model_copy(update={"compute": compute})
