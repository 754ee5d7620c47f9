"""What can be saved of a damaged file of JSON lines: the lines that are objects; others are set aside.

Slow (Python, line by line), hence only for files that a strict reader has refused.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROW_KEY = "__row__"
"""The key under which a salvaged row carries its original text."""

BROKEN_LINE = "broken_line"

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 24
"""A longer line is broken: the file is not JSON lines, and its memory is not to be had."""
_SHOWN = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Finding:
    """What was wrong with one file, and what it cost."""

    file: str
    fault: str
    broken_lines: int
    rows_saved: int


@dataclass
class _Stream:
    """Bytes of a file, decompressed as far as they go."""

    path: Path
    fault: str | None = None

    def blocks(self) -> Iterator[bytes]:
        """Yield the file's bytes; what stops them early is left in `fault`."""
        with self.path.open("rb") as file:
            start = file.read(len(_GZIP_MAGIC))
            file.seek(0)
            if start == _GZIP_MAGIC:
                yield from self._inflated(iter(lambda: file.read(_BLOCK), b""))
            else:
                if self.path.suffix.lower() == ".gz":
                    self.fault = "not gzip; read as plain text" if start else "empty, so not gzip"
                yield from iter(lambda: file.read(_BLOCK), b"")

    def _inflated(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        member = zlib.decompressobj(wbits=31)
        begun = False
        try:
            for block in blocks:
                rest = block
                while rest:
                    begun, before = True, member.copy()
                    try:
                        yield member.decompress(rest)
                    except zlib.error:
                        # What comes before the damage is lost with the call: byte by byte it is not.
                        yield from (before.decompress(rest[at : at + 1]) for at in range(len(rest)))
                        raise
                    rest = member.unused_data if member.eof else b""
                    if member.eof:
                        member, begun = zlib.decompressobj(wbits=31), False
        except zlib.error:
            self.fault = "damaged gzip: read up to the damage"
            return
        if begun:
            self.fault = "truncated gzip: read up to its end"


def salvage_lines(path: Path, name: str, target: Path, broken: Path, *, columns: Sequence[str]) -> Finding:
    """Copy the rows of a file that can be read to `target`, and append its broken lines to `broken`.

    A row is written as text by column, so that any strict reader takes it, with its original line under
    ROW_KEY. A broken line is written as an object of file, reason and row.
    """
    stream = _Stream(path)
    saved = lost = 0
    with (
        target.open("w", encoding="utf-8", newline="\n") as rows,
        broken.open("a", encoding="utf-8") as others,
    ):
        for line in _lines(stream.blocks()):
            text = line.decode("utf-8", "replace")
            row = _parse(line)
            if row is None:
                lost += 1
                _write(others, {"file": name, "reason": BROKEN_LINE, "row": text[:_SHOWN]})
            else:
                saved += 1
                _write(rows, {**{column: _text(row.get(column)) for column in columns}, ROW_KEY: text})
    fault = stream.fault or (f"{lost} broken lines" if lost else "unusual JSON, read line by line")
    return Finding(name, fault, broken_lines=lost, rows_saved=saved)


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest, first = b"", True
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield from _stripped(line, first=first)
            first = False
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = b""
    yield from _stripped(rest, first=first)


def _stripped(line: bytes, *, first: bool) -> Iterator[bytes]:
    line = (line.removeprefix(_BYTE_ORDER_MARK) if first else line).strip(b" \t\r")
    if line:
        yield line


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_first_of_each)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that stands twice, the first counts, as it does for the engine's json_transform."""
    return dict(reversed(pairs))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def _write(file: Any, row: dict[str, Any]) -> None:
    # A lone surrogate, which JSON can spell, is no character: UTF-8 has no bytes for it.
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    file.write(f"{line}\n")
