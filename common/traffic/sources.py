"""Files of traffic become raw rows: our field names, text from JSON lines, native types from Parquet.

The fast way reads every file strictly, all in one statement. Where that fails, each file is tried by
itself, and the JSON files that fail are salvaged line by line (module salvage): a broken line costs that
line, an unreadable Parquet file that file, and both are findings. This module speaks DuckDB's SQL, as
reading belongs to the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.engine import EmbeddedEngine, EngineError, quote_name, quote_text
from common.errors import InputError
from common.files import data_files
from common.queries import Table
from common.traffic.salvage import ROW_KEY, Finding, salvage_lines
from common.traffic.settings import FIELDS, DeltaSettings

_SUFFIXES = {
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".jsonl.gz": "gzip",
    ".ndjson.gz": "gzip",
    ".json.gz": "gzip",
    ".parquet": "parquet",
}
_IS_OBJECT = "starts_with(ltrim(json::VARCHAR), '{')"
_FORMATS = {"jsonl": "json", "jsonl.gz": "gzip", "parquet": "parquet"}


@dataclass(frozen=True)
class TrafficFile:
    """One file: how it is read, and the name under which it is reported."""

    path: Path
    kind: str
    """json, gzip, salvaged or parquet."""
    name: str


@dataclass(frozen=True)
class TrafficSource:
    """The files of a mini-batch that can be read, and what was found wrong with the others."""

    files: tuple[TrafficFile, ...]
    skipped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    broken_lines: Path | None = None
    """JSON lines of file, reason and row: the lines that are no rows."""
    settings: DeltaSettings = field(kw_only=True)


def find_traffic(folder: Path, settings: DeltaSettings) -> TrafficSource:
    """List the files of a mini-batch; without a configured format, unknown suffixes are skipped."""
    files: list[TrafficFile] = []
    skipped: list[str] = []
    for path in data_files(folder):
        name = path.relative_to(folder).as_posix()
        kind = _FORMATS.get(settings.format) or _kind(path.name)
        if kind is None:
            skipped.append(name)
        else:
            files.append(TrafficFile(path, kind, name))
    if not files:
        raise InputError(
            f"none of {len(skipped)} files is traffic by its suffix",
            remedy=f"Deliver {', '.join(_SUFFIXES)} files, or set format in the job's configuration.",
        )
    return TrafficSource(tuple(files), tuple(skipped), settings=settings)


def open_rows(engine: EmbeddedEngine, source: TrafficSource, *, with_text: bool = False) -> list[Table]:
    """Give the raw rows of each kind of file as a table with the columns of FIELDS; nothing is read yet.

    With text, there are two columns more: file, its path as `file_names` knows it, and row, the original row
    (text of JSON lines, a structure from Parquet, which becomes JSON when it is cast to text).
    """
    tables = []
    for kind, files in by_kind(source.files).items():
        fields = _fields(engine, files, source.settings)
        if not with_text:
            query = f"SELECT {fields} FROM {_scan(engine, files, source)}"  # noqa: S608
        elif kind in {"json", "gzip"}:
            shape = ", ".join(f'"{_json_key(c)}": "VARCHAR"' for c in columns_of(source.settings))
            # json_transform makes nulls of what is no object, where read_json refuses it: so does this.
            objects = f"{_IS_OBJECT} OR CAST(error('no object') AS BOOLEAN)"
            transform = f"json_transform(json, {quote_text('{' + shape + '}')})"
            query = (
                f'SELECT file, "row", {fields} FROM (SELECT filename AS file, json::VARCHAR AS "row", '  # noqa: S608
                f"unnest({transform}) FROM read_ndjson_objects({_listed(engine, files)}, filename = true, "
                f"compression = {_compression(kind)}) WHERE {objects})"
            )
        else:
            columns = _parquet_columns(engine, files) if kind == "parquet" else []
            packed = ", ".join(f"{quote_name(c)} := {quote_name(c)}" for c in columns)
            row = f"struct_pack({packed})" if kind == "parquet" else quote_name(ROW_KEY)
            named = _unused("filename", columns)
            scan = _scan(engine, files, source, f", filename = {quote_text(named)}")
            query = f'SELECT {quote_name(named)} AS file, {row} AS "row", {fields} FROM {scan}'  # noqa: S608
        tables.append(engine.view(f"raw_{kind}", query))
    return tables


def _unused(name: str, columns: Sequence[str]) -> str:
    """Return a name that no column has; names are compared without case, as DuckDB does."""
    taken = {column.casefold() for column in columns}
    while name in taken:
        name = f"_{name}"
    return name


def salvage_traffic(engine: EmbeddedEngine, source: TrafficSource) -> TrafficSource:
    """Try each file by itself, and put salvaged ones in the place of those that fail.

    InputError if not one file yields anything.
    """
    broken = engine.scratch / "broken_lines.jsonl"
    files: list[TrafficFile] = []
    findings: list[Finding] = []
    for number, file in enumerate(source.files):
        if _readable(engine, file, source):
            files.append(file)
        elif file.kind == "parquet":
            findings.append(Finding(file.name, "not a readable Parquet file", broken_lines=0, rows_saved=0))
        else:
            target = engine.scratch / f"salvaged-{number:06d}.jsonl"
            finding = salvage_lines(file.path, file.name, target, broken, columns=columns_of(source.settings))
            findings.append(finding)
            files.append(TrafficFile(target, "salvaged", file.name))
    if all(finding.rows_saved == 0 for finding in findings) and len(findings) == len(source.files):
        faults = "; ".join(f"{finding.file}: {finding.fault}" for finding in findings[:5])
        raise InputError(
            f"no file of the mini-batch can be read ({faults})", remedy="Deliver the mini-batch again."
        )
    return replace(
        source, files=tuple(files), findings=tuple(findings), broken_lines=broken if broken.exists() else None
    )


def _readable(engine: EmbeddedEngine, file: TrafficFile, source: TrafficSource) -> bool:
    try:
        parquet = file.kind == "parquet"
        columns = _parquet_columns(engine, [file]) if parquet else columns_of(source.settings)
        looks = ", ".join(f"max({quote_name(column)}::VARCHAR)" for column in columns)
        engine.execute(f"SELECT {looks} FROM {_scan(engine, [file], source)}")  # noqa: S608
        # A line of null is a row of nulls to read_json, and no object.
        return parquet or not engine.execute(
            f"SELECT 1 FROM read_ndjson_objects({_listed(engine, [file])}, "  # noqa: S608
            f"compression = {_compression(file.kind)}) WHERE NOT ({_IS_OBJECT}) LIMIT 1"
        )
    except EngineError:
        return False


def _scan(engine: EmbeddedEngine, files: Sequence[TrafficFile], source: TrafficSource, more: str = "") -> str:
    kind, listed = files[0].kind, _listed(engine, files)
    if kind == "parquet":
        return f"read_parquet({listed}, union_by_name = true, hive_partitioning = false{more})"
    columns = [*columns_of(source.settings), *([ROW_KEY] if kind == "salvaged" else [])]
    shape = ", ".join(f"{quote_text(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_json({listed}, format = 'newline_delimited', columns = {{{shape}}}, "
        f"hive_partitioning = false, compression = {_compression(kind)}{more})"
    )


def _fields(engine: EmbeddedEngine, files: Sequence[TrafficFile], settings: DeltaSettings) -> str:
    if files[0].kind == "parquet":
        require_fields(_parquet_columns(engine, files), settings)
    return ", ".join(
        f"{quote_name(column) if column else 'CAST(NULL AS VARCHAR)'} AS {name}"
        for name, column in ((name, settings.fields[name]) for name in FIELDS)
    )


def _parquet_columns(engine: EmbeddedEngine, files: Sequence[TrafficFile]) -> list[str]:
    listed = _listed(engine, files)
    query = f"DESCRIBE SELECT * FROM read_parquet({listed}, union_by_name = true, hive_partitioning = false)"  # noqa: S608
    return [row[0] for row in engine.execute(query)]


def require_fields(present: Sequence[str], settings: DeltaSettings) -> None:
    """Ask Parquet files for every column that a field is mapped to; InputError names those they lack."""
    absent = [
        f"{column} (for {name})"
        for name, column in settings.fields.items()
        if column and column not in present
    ]
    if absent:
        raise InputError(
            f"the Parquet files have no column {', '.join(absent)}; they have {', '.join(present)}",
            remedy="Correct fields in the job's configuration.",
        )


def columns_of(settings: DeltaSettings) -> list[str]:
    """List the columns that fields are mapped to, each once."""
    return list(dict.fromkeys(column for column in settings.fields.values() if column))


def by_kind(files: Sequence[TrafficFile]) -> dict[str, list[TrafficFile]]:
    """Group files by how they are read."""
    kinds: dict[str, list[TrafficFile]] = {}
    for file in files:
        kinds.setdefault(file.kind, []).append(file)
    return kinds


def _listed(engine: EmbeddedEngine, files: Sequence[TrafficFile]) -> str:
    return "[" + ", ".join(quote_text(engine.plain_path(file.path)) for file in files) + "]"


def _compression(kind: str) -> str:
    return "'gzip'" if kind == "gzip" else "'none'"


def _json_key(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _kind(name: str) -> str | None:
    return next((kind for suffix, kind in _SUFFIXES.items() if name.lower().endswith(suffix)), None)
