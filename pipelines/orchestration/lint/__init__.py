"""Refuses definitions of machines that AWS would refuse, or that would fail late. The parser is handed in.

scopes       a definition as scopes, states, transitions and expressions
syntax       what an expression uses: variables, functions, `$states`, the input that there is not
functions    the names of the functions that Step Functions knows
structure    rules of states: targets, ends, fields, names, retries, catches
expressions  rules of one expression where it stands
flow         rules of variables: which are assigned on every path to a state

Sources: Amazon States Language (states-language.net), "State Machine Variables", "JSONata Concepts",
"Error Handling", "Table of State Types and Fields (JSONata)"; Step Functions Developer Guide, "Transforming
data with JSONata".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.errors import Problem
from pipelines.orchestration.lint.expressions import expression_problems
from pipelines.orchestration.lint.flow import flow_problems
from pipelines.orchestration.lint.scopes import read_definition
from pipelines.orchestration.lint.structure import structure_problems
from pipelines.orchestration.lint.syntax import Parse, UsesOf

__all__ = ["lint"]


def lint(machine: str, definition: Mapping[str, Any], parse: Parse) -> tuple[Problem, ...]:
    """Return everything that is wrong with a definition, sorted; nothing of a sound one.

    `machine` names it in the problems; `field` of a problem is the path inside the definition. `parse` takes
    the text between `{%` and `%}` and returns JSONata's syntax tree, or raises ValueError.
    """
    top = read_definition(definition)
    uses_of = UsesOf(parse)
    found = [
        *structure_problems(definition, top),
        *expression_problems(top, uses_of),
        *flow_problems(top, uses_of),
    ]
    return tuple(sorted(problem.of(machine) for problem in found))
