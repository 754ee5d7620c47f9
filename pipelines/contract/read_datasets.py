"""The `data_prefixes` of a step (plain JSON) -> datasets, inputs and outputs told apart by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipelines.contract.hierarchy import data_departure
from pipelines.contract.keys import RecordKey
from pipelines.contract.names import NAME, normalise
from pipelines.contract.placeholders import PLACEHOLDER, PROVISIONED, placeholders_in, report_leftover
from pipelines.contract.records import DataPrefix
from pipelines.contract.reporting import Report
from pipelines.contract.s3 import parse_s3_uri
from pipelines.contract.wording import Path, listed, nearest, quote

CODE_DATASET = "code"
"""Name of the input that mounts a step's code."""

Direction = Literal["input", "output"]
Access = Literal["mounted", "direct"]
Upload = Literal["end_of_job", "continuous"]

_FLAT: Mapping[str, Direction] = {"input": "input", "output": "output"}
_NESTED: Mapping[str, Direction] = {"inputs": "input", "outputs": "output"}


@dataclass(frozen=True)
class Owner:
    """The record that a step is read for, as far as its steps need to know it."""

    key: RecordKey
    parameters: tuple[str, ...]


def read_datasets(
    fields: Mapping[str, object], owner: Owner, path: Path, report: Report
) -> tuple[DataPrefix, ...]:
    """The datasets of a step, sorted by name; whatever is faulty is left out and reported."""
    path = (*path, "data_prefixes")
    if fields.get("data_prefixes") is None:
        report.missing(path, "name the step's inputs (input_*) and outputs (output_*); {} for none")
        return ()
    found = report.mapping(fields["data_prefixes"], path, "data_prefixes")
    result: dict[str, DataPrefix] = {}
    for where, direction, value in _with_directions(found or {}, path, report):
        name = str(where[-1])
        if name == CODE_DATASET:
            fault = "'code' is the input that mounts the code"
            report.error(where, "reserved-name", fault, "rename the dataset")
        elif name in result:
            fault = f"the step has two datasets called {name}"
            report.error(where, "duplicate-name", fault, "rename one of them")
        elif usable_name(name, where, report, "a dataset"):
            access = _access(value, direction, where, report)
            upload = _upload(value, direction, where, report)
            prefix = _s3_prefix(value, owner, where, report)
            if prefix is not None:
                result[name] = DataPrefix(
                    name=name, direction=direction, s3_prefix=prefix, access=access, upload=upload
                )
    return tuple(result[name] for name in sorted(result))


def _with_directions(
    found: Mapping[str, object], path: Path, report: Report
) -> Iterator[tuple[Path, Direction, object]]:
    """Every dataset with its direction, from the flat form (`input_x`) and the nested (`inputs: {x: …}`)."""
    for name in sorted(found):
        where = (*path, name)
        if name in _NESTED:
            nested = report.mapping(found[name], where, name) or {}
            yield from (((*where, inner), _NESTED[name], nested[inner]) for inner in sorted(nested))
        elif (direction := _FLAT.get(name.partition("_")[0])) and name.partition("_")[2]:
            yield where, direction, found[name]
        else:
            fault = f"{quote(name)} does not say whether it is read or written"
            report.error(where, "unknown-direction", fault, f"call it {_suggested(name)}")


def _suggested(name: str) -> str:
    head, _, rest = name.partition("_")
    near = nearest(head, _FLAT)
    if near and NAME.fullmatch(rest):
        return f"{near}_{rest}"
    shown = name if NAME.fullmatch(f"output_{name}") else "<name>"
    return f"input_{shown} or output_{shown}"


def _access(value: object, direction: Direction, path: Path, report: Report) -> Access:
    asked = value.get("access") if isinstance(value, Mapping) else None
    path = (*path, "access")
    if asked is None or asked == "mounted":
        return "mounted"
    if asked != "direct":
        fault = f"{quote(asked)} is not 'mounted' or 'direct'"
        report.error(path, "invalid-choice", fault, "write one of these")
    elif direction == "output":
        fault = "an output is always mounted: SageMaker uploads what lies there"
        report.error(path, "direct-output", fault, "remove access")
    else:
        return "direct"
    return "mounted"


def _upload(value: object, direction: Direction, path: Path, report: Report) -> Upload:
    asked = value.get("upload") if isinstance(value, Mapping) else None
    path = (*path, "upload")
    if asked is None:
        return "end_of_job"
    if direction == "input":
        report.error(path, "input-upload", "an input is read: nothing of it is uploaded", "remove upload")
    elif asked == "continuous":
        return "continuous"
    elif asked != "end_of_job":
        fault = f"{quote(asked)} is not 'end_of_job' or 'continuous'"
        report.error(path, "invalid-choice", fault, "write one of these")
    return "end_of_job"


def _s3_prefix(value: object, owner: Owner, path: Path, report: Report) -> str | None:
    if isinstance(value, Mapping):
        report.known_keys(value, {"s3_prefix", "access", "upload"}, path)
        path = (*path, "s3_prefix")
        value = value.get("s3_prefix")
        if value is None:
            report.missing(path, "write the S3 prefix")
            return None
    text = report.text(value, path, "an S3 prefix")
    if text is None or not _known_placeholders(text, owner.parameters, path, report):
        return None
    text = usable_prefix(text, path, report)
    if text is not None and (departure := data_departure(text, owner.key)):
        remedy = "move the data there, unless it is meant to be elsewhere"
        report.warn(path, "outside-hierarchy", departure, remedy)
    return text


def _known_placeholders(text: str, parameters: tuple[str, ...], path: Path, report: Report) -> bool:
    """Whether every `<ParamName>` of a data prefix is a required parameter, and no bracket stands alone."""
    before = report.errors
    for name in placeholders_in(text):
        if name in PROVISIONED or name.startswith("required:"):
            report_leftover(name, path, report)
        elif name not in parameters:
            near = nearest(name, parameters)
            hint = f"write <{near}>" if near else f"the record's parameters are {listed(parameters)}"
            fault = f"{quote(f'<{name}>')} is not a required parameter of this record"
            report.error(path, "unknown-placeholder", fault, f"{hint}; or add it to required_runtime_params")
    rest = PLACEHOLDER.sub("", text)
    if "<" in rest or ">" in rest:
        report.error(path, "invalid-s3-uri", "'<' or '>' stands alone", "write <ParamName>, or remove it")
    return report.errors == before


def usable_name(name: str, path: Path, report: Report, what: str) -> bool:
    """Whether SageMaker takes the name; an error if not."""
    if NAME.fullmatch(name) and normalise(name):
        return True
    report.error(
        path,
        "invalid-name",
        f"{quote(name)} is not a name for {what}",
        "use 1 to 64 letters, digits, '_' and '-', a letter or digit among them",
    )
    return False


def usable_prefix(text: str, path: Path, report: Report) -> str | None:
    """The prefix with its trailing slash; None and an error when it is no S3 URI."""
    whole = text if text.endswith("/") else text + "/"
    parsed = parse_s3_uri(whole)
    if isinstance(parsed, str):
        report.error(path, "invalid-s3-uri", parsed, "write s3://bucket/prefix/")
        return None
    if not parsed.key:
        report.error(path, "invalid-s3-uri", "it is a whole bucket", "write a prefix below the bucket")
        return None
    if whole != text:
        fault = "without a trailing slash the prefix also matches its longer siblings; one is added"
        report.warn(path, "missing-slash", fault, f"write {quote(whole)}")
    return whole
