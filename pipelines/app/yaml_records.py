"""YAML files as JSON-like values: safe tags alone, no key twice, dates stay text, aliases cannot explode."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import yaml

from pipelines.errors import Problem

_MOST_VALUES: Final = 1_000_000
"""Values of one document once its aliases are written out."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader, stricter where YAML would lose something."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping; a key that stands twice is an error, where YAML would take the last."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            name = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else None
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            if name is not None:
                seen.add(name)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


def parse_yaml(path: Path, text: str, problems: list[Problem]) -> list[Any]:
    """The documents of a file; what is wrong with it is added to *problems*."""
    try:
        documents = [document for document in yaml.load_all(text, Loader=_Loader) if document is not None]
        values = sum(_weight(document, {}) for document in documents)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problems.append(_malformed(path, f"{where}{error.problem or error.context}"))
        return []
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        problems.append(_malformed(path, " ".join(str(error).split())))
        return []
    except (AttributeError, LookupError):  # PyYAML's own, of a value that its tag does not fit
        problems.append(_malformed(path, "a value is not what its tag (!!int, !!bool, ...) says"))
        return []
    except RecursionError:
        problems.append(Problem(str(path), "", "too-deep", "it is nested too deeply", "flatten it"))
        return []
    if not documents:
        problems.append(_malformed(path, "it holds no document"))
    if values > _MOST_VALUES:
        fault = "its aliases refer to themselves, or stand for more than a million values"
        problems.append(
            Problem(str(path), "", "too-many-values", fault, "write the values out, or use fewer aliases")
        )
        return []
    return documents


def _weight(value: Any, known: dict[int, int]) -> int:
    """How many values it is with aliases written out; beyond the limit for one that holds itself."""
    if not isinstance(value, (dict, list, set, tuple)):
        return 1
    if id(value) in known:
        return known[id(value)]
    known[id(value)] = _MOST_VALUES + 1  # while it is being weighed, meeting it again means a loop
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    known[id(value)] = 1 + sum(_weight(entry, known) for entry in inner)
    return known[id(value)]


def _malformed(path: Path, fault: str) -> Problem:
    return Problem(str(path), "", "malformed-yaml", fault, "correct the YAML")
