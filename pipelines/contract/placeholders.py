r"""Placeholders of templates and records: where each may stand, what is left over, how one is rendered.

    <bucket> <project_name> <feature_spec_version>    in templates; replaced when a project is provisioned
    <required:Name>                                   a whole value of `spec.defaults`: there is no default
    <ParamName>                                       in a data prefix; replaced when a run starts
    anything else in angle brackets                   an error wherever it stands

`<` with a space, `=` or `>` after it is a comparison, not a placeholder, and so is a `>` with a space before
it. The names of regular-expression groups (`(?P<name>…)`, `\g<name>`) are not placeholders either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.contract.reporting import Report
from pipelines.contract.s3 import bucket_fault
from pipelines.contract.wording import Path, quote
from pipelines.errors import ContractError

PLACEHOLDER = re.compile(r"(?<!\(\?P)(?<!\(\?)(?<!\\g)(?<!\\k)<([^\s<>=](?:[^<>]{0,254}[^\s<>])?)>")
PROVISIONED = ("bucket", "project_name", "feature_spec_version")
"""Placeholders that `render_template` replaces."""
REQUIRED = re.compile(r"<required:([^<>]*)>")
_REPLACEMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")


def placeholders_in(text: str) -> list[str]:
    """Names between angle brackets, in order, without the brackets."""
    return PLACEHOLDER.findall(text) if "<" in text else []


def report_leftovers(value: object, path: Path, report: Report) -> None:
    """An error for every placeholder in the texts and keys below `value`, which is plain JSON."""
    for place, text in _texts(value, path):
        for name in placeholders_in(text):
            report_leftover(name, place, report)


def report_leftover(name: str, path: Path, report: Report) -> None:
    """The error for one placeholder that stands where none may."""
    shown = quote(f"<{name}>")
    if name.startswith("required:"):
        report.error(
            path,
            "misplaced-required",
            f"{shown} may only be a whole value of spec.defaults",
            "write the value here, or the parameter's <Name> if this is a data prefix",
        )
    elif name in PROVISIONED:
        report.error(
            path,
            "leftover-placeholder",
            f"{shown} was not replaced",
            "render the record with `pipelines provision`, or write the value",
        )
    else:
        report.error(
            path,
            "leftover-placeholder",
            f"{shown} is left over",
            "write the value; a comparison needs a space after '<'",
        )


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if "<" in value:
            yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if "<" in key:
                yield (*path, key), key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def render_template(
    template: Mapping[str, Any], *, bucket: str, project_name: str, feature_spec_version: str
) -> dict[str, Any]:
    """The template with its three provisioning placeholders replaced in every text and key; a new dict.

    Raises `ContractError` naming every value that cannot stand where the placeholders do: `bucket` must
    follow S3's bucket rules; project and version are 1 to 64 letters, digits, `.`, `_`, `-`, with a letter or
    digit at both ends (they become part of keys, S3 prefixes and pipeline names).
    """
    report = Report("")
    if fault := bucket_fault(bucket):
        report.error(("bucket",), "unusable-replacement", fault, "give the name of an S3 bucket")
    for field, value in (("project_name", project_name), ("feature_spec_version", feature_spec_version)):
        if not _REPLACEMENT.fullmatch(value):
            report.error(
                (field,),
                "unusable-replacement",
                f"{quote(value)} cannot be part of keys, prefixes and pipeline names",
                "use 1 to 64 letters, digits, '.', '_', '-', a letter or digit at both ends",
            )
    if report.problems:
        raise ContractError(report.problems)
    values = {"bucket": bucket, "project_name": project_name, "feature_spec_version": feature_spec_version}

    def filled(text: str) -> str:
        # One pass: a replacement's own text is never searched again.
        return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)

    def rendered(value: Any) -> Any:
        if isinstance(value, str):
            return filled(value)
        if isinstance(value, Mapping):
            return {filled(key): rendered(inner) for key, inner in value.items()}
        return [rendered(inner) for inner in value] if isinstance(value, list) else value

    result: dict[str, Any] = rendered(template)
    return result
