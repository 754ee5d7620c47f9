"""The pipeline description: a line for people that also names the record and the digest it was made from.

ListPipelines returns descriptions, a hundred at a time: so a plan with nothing to do needs no describe call.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from pipelines.contract.keys import RecordKey
from pipelines.errors import ContractError

_MARK = re.compile(r"\[([^\s\[\]/]+)/([^\s\[\]/]+) sha256:([0-9a-f]{64})\]$")
_SAFE = "#-_.~"
_PLAIN = re.compile(r"[A-Za-z0-9#_.~-]+")
_MAXIMUM_FOR_PEOPLE = 400


def render_description(key: RecordKey, order: tuple[str, ...], digest: str) -> str:
    """`DeltaBuilderStep, FGABuilderStep [ndr-prod/pipeline_15m_streaming#v1 sha256:…]`.

    The two halves of the key are percent-encoded where they hold other characters than names usually do; a
    long list of steps is cut, the mark at the end never is.
    """
    steps = ", ".join(order)
    if len(steps) > _MAXIMUM_FOR_PEOPLE:
        steps = f"{steps[:_MAXIMUM_FOR_PEOPLE]}… ({len(order)} steps)"
    return f"{steps} [{_quoted(key.project_name)}/{_quoted(key.job_name)} sha256:{digest}]"


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return quote(text, _SAFE, errors="surrogatepass")


def parse_description(text: str) -> tuple[RecordKey, str] | None:
    """The key and digest that `render_description` wrote; None for a description of any other origin."""
    found = _MARK.search(text)
    if found is None:
        return None
    project_name, job_name, digest = found.groups()
    try:
        return RecordKey.parse(_unquoted(project_name), _unquoted(job_name)), digest
    except (ContractError, UnicodeDecodeError):
        return None


def _unquoted(text: str) -> str:
    return unquote(text, errors="surrogatepass")
