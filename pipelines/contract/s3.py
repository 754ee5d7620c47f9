"""S3 URIs as text: the rules of bucket names and keys, without S3."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.contract.wording import quote

LONGEST_URI = 1024
"""Characters of a URI in a processing job (SageMaker API reference, `ProcessingS3Input.S3Uri`)."""
LONGEST_KEY = 1024
"""Bytes of an object key in UTF-8 (S3 User Guide, "Naming Amazon S3 objects")."""

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_IP_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\\]")


def bucket_fault(name: str) -> str | None:
    """What is wrong with a bucket's name by the rules of general-purpose buckets; None for a good one.

    Source: S3 User Guide, "General purpose bucket naming rules".
    """
    if not _BUCKET.fullmatch(name):
        return f"{quote(name)} is not 3 to 63 lower-case letters, digits, '.' and '-'"
    if ".." in name or ".-" in name or "-." in name:
        return f"{quote(name)} has '.' next to '.' or '-'"
    if _IP_ADDRESS.fullmatch(name):
        return f"{quote(name)} looks like an IP address"
    if name.startswith(("xn--", "sthree-")) or name.endswith(("-s3alias", "--ol-s3")):
        return f"{quote(name)} has a prefix or suffix that S3 reserves"
    return None


@dataclass(frozen=True, order=True)
class S3Uri:
    """A bucket and a key, or key prefix, in it."""

    bucket: str
    key: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


def parse_s3_uri(text: str) -> S3Uri | str:
    """The URI's parts, or, as a text, what is wrong with it. The key may be empty; `<Name>` in it is kept."""
    scheme, separator, rest = text.partition("://")
    if not separator or scheme != "s3":
        return f"{quote(text)} does not begin with s3://"
    bucket, slash, key = rest.partition("/")
    if fault := bucket_fault(bucket):
        return f"bucket {fault}"
    if not slash:
        return f"{quote(text)} has no '/' after the bucket"
    return _key_fault(text, key) or S3Uri(bucket, key)


def _key_fault(text: str, key: str) -> str | None:
    if len(text) > LONGEST_URI or len(key.encode("utf-8", "replace")) > LONGEST_KEY:
        return f"it is longer than {LONGEST_URI} characters"
    if _UNPRINTABLE.search(key):
        return f"{quote(key)} holds control characters or backslashes"
    segments = key.split("/")
    if "." in segments or ".." in segments:
        return f"{quote(key)} holds '.' or '..', which S3 would take literally"
    return f"{quote(key)} holds an empty segment ('//')" if "" in segments[:-1] else None
