"""JSONata 2.0.6 as Step Functions runs it: one expression, its variables, one value.

The package `jsonata-python` parses and walks expressions; what it does differently from the reference
(npm `jsonata` 2.0.6) is corrected in `jsonata_functions` and in the class below, and tests compare the two.

Known differences from the reference that remain:
- infinity and what is no number are refused (D1001, D3110), as JSON has neither;
- a name never finds what JavaScript's objects inherit (`constructor`, `__proto__`, an array's `length`);
- `$split(text, "")` gives whole characters, and never half of one beyond U+FFFF;
- texts are compared (`<`) by code points, not units: beyond U+FFFF only;
- `$eval` is not there, as in Step Functions;
- `$fromMillis` before the year 1 or after 9999, and rarer pictures of dates and numbers, are the library's;
- an object's keys are in JavaScript's order when it comes in, is constructed, is text and goes out;
- a result that holds a function is refused (X0001).
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from time import thread_time, time
from typing import Any, Final

from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.parser import Parser
from jsonata.utils import Utils

from pipelines.local.javascript import ordered, plain_number
from pipelines.local.jsonata_functions import NULL, corrected, to_library, to_text
from pipelines.local.jsonata_text import Regex

MAX_CALLS: Final = 100
"""Calls inside one another (one in tail position does not count): about what the service allows."""
MAX_SECONDS: Final = 10.0
"""Of processor time, so that a busy machine fails nothing; the service's limit is not documented."""
WRITTEN_FOR: Final = "0.7.1"
"""The version of jsonata-python that is corrected here."""
_LATER: Final = ("??", "?:")
"""Operators of JSONata 2.1."""
_CODE: Final = re.compile(r"[SDT][0-9]{4}")
_MAX_DEPTH: Final = 1800
"""Parts of an expression inside one another, so that Python's own limit is never met."""


class JsonataError(Exception):
    """An expression that cannot be read or evaluated; `code` is JSONata's (`T2001`).

    `States` is of a function that AWS adds. Codes of our own: `X0001` a result that is no JSON, `X0002` what
    the reference answers with an error without a code.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class UndefinedResultError(JsonataError):
    """The expression is valid and gives nothing; Step Functions fails with States.QueryEvaluationError."""

    def __init__(self, expression: str) -> None:
        super().__init__("undefined", f"the expression gives nothing: {expression.strip()}")


def evaluate(expression: str, variables: Mapping[str, Any]) -> Any:
    """Return the expression's value, as plain JSON that shares nothing with the variables.

    `variables` are JSON values by name, without `$`. Raises JsonataError; when there is no value, that is an
    UndefinedResultError.
    """
    ast = parse(expression)
    try:
        bound = {name: to_library(value) for name, value in variables.items()}
        result = _Evaluation(ast).run(bound)
    except JException as error:
        raise _translated(error) from error
    except RecursionError as error:
        raise JsonataError("D1011", "the expression goes too deep") from error
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RuntimeError) as error:
        raise JsonataError("X0002", f"{type(error).__name__}: {error}") from error
    if result is None:
        raise UndefinedResultError(expression)
    return _to_json(result)


def check(expression: str) -> None:
    """Raise JsonataError if the expression cannot be parsed."""
    parse(expression)


@lru_cache(maxsize=4096)
def parse(expression: str) -> Any:
    """Return the library's tree of the expression; it is never written to. Raises JsonataError."""
    try:
        # A comment at the very end would be read beyond it.
        ast = _new_parser().parse(expression + "\n", Regex)
    except JException as error:
        raise _translated(error) from error
    except RecursionError as error:
        raise JsonataError("D1011", "the expression goes too deep") from error
    except KeyError as error:
        code = "S0211" if error.args[0] in _LATER else "S0204"
        raise JsonataError(code, f"unknown operator: {error.args[0]}") from error
    except (IndexError, TypeError, AttributeError, ValueError) as error:
        raise JsonataError("S0500", f"the expression cannot be parsed: {error}") from error
    if ast.errors:
        raise _translated(ast.errors[0])
    return ast


def _translated(error: Any) -> JsonataError:
    """The library's error; what `$error`, `$assert` and AWS's functions say is kept as it is."""
    code = str(error.error)
    if code in ("D3137", "D3141", "States") and error.current is not None:
        return JsonataError(code, str(error.current))
    if not _CODE.fullmatch(code):
        return JsonataError("X0002", code)
    return JsonataError(code, str(error).removeprefix("JSonataException "))


class _Evaluation(Jsonata):  # type: ignore[misc]
    """One evaluation of a parsed expression, with a state of its own, on the calling thread."""

    def __init__(self, ast: Any) -> None:  # the library's own would parse again
        self.ast = ast
        self.parser = _PARSERS.get()
        self.environment = Jsonata.Frame(_BASE)
        self.input = None
        self.errors = None
        self.regex_engine = Regex
        self._calls = self._depth = 0
        self._until = thread_time() + MAX_SECONDS
        self._kinds: dict[str, Callable[[Any, Any, Any], Any]] = {
            "path": self.evaluate_path,
            "binary": self.evaluate_binary,
            "unary": self.evaluate_unary,
            "name": self.evaluate_name,
            "string": self._literal,
            "number": self._literal,
            "value": self._literal,
            "wildcard": lambda expr, value, _: self.evaluate_wildcard(expr, value),
            "descendant": lambda expr, value, _: self.evaluate_descendants(expr, value),
            "parent": lambda expr, _, frame: frame.lookup(expr.slot.label),
            "condition": self.evaluate_condition,
            "block": self.evaluate_block,
            "bind": self.evaluate_bind_expression,
            "regex": lambda expr, _value, _frame: expr.value,
            "function": lambda expr, value, frame: self.evaluate_function(expr, value, frame, Utils.NONE),
            "variable": self.evaluate_variable,
            "lambda": self.evaluate_lambda,
            "partial": self.evaluate_partial_application,
            "apply": self.evaluate_apply_expression,
            "transform": self.evaluate_transform_expression,
        }

    def run(self, variables: Mapping[str, Any]) -> Any:
        before = getattr(Jsonata.CURRENT, "jsonata", None)
        Jsonata.CURRENT.jsonata = self  # functions that call functions look for it there
        try:
            for name, value in variables.items():
                self.environment.bind(name, value)
            self.timestamp = _now_millis()
            return self.eval(self.ast, None, self.environment)
        finally:
            Jsonata.CURRENT.jsonata = before

    def eval(self, expr: Any, input: Any, environment: Any) -> Any:  # noqa: A002 - the library's name
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise JException("D1011", -1)
        before, self.environment = self.environment, environment
        try:
            return self._value(expr, input, environment)
        finally:
            self.environment = before
            self._depth -= 1

    def _value(self, expr: Any, value: Any, frame: Any) -> Any:
        kind = getattr(expr, "type", None)
        evaluated = self._kinds.get(kind or "")
        result = evaluated(expr, value, frame) if evaluated is not None else None
        for item in getattr(expr, "predicate", None) or ():
            result = self.evaluate_filter(item.expr, result, frame)
        if kind != "path" and getattr(expr, "group", None) is not None:
            result = self.evaluate_group_expression(expr.group, result, frame)
        if isinstance(result, Utils.JList) and result.sequence and not result.tuple_stream:
            if expr.keep_array:
                result.keep_singleton = True
            if not result:
                return None
            if len(result) == 1 and not result.keep_singleton:
                return result[0]
        return result

    def _literal(self, expr: Any, _value: Any, _frame: Any) -> Any:
        return NULL if expr.value is None else expr.value

    def apply_procedure(self, proc: Any, args: Any) -> Any:
        """A parameter that got no argument is undefined, whatever has its name outside."""
        if thread_time() > self._until:
            raise JException("D1012", -1, int(MAX_SECONDS * 1000))
        if self._calls >= MAX_CALLS:
            raise JException("D1011", -1)
        frame = Jsonata.Frame(proc.environment)
        for index, name in enumerate(proc.arguments):
            frame.bind(str(name.value), args[index] if index < len(args) else None)
        self._calls += 1
        try:
            return self.eval(proc.body, proc.input, frame)
        finally:
            self._calls -= 1

    def evaluate_numeric_expression(self, lhs: Any, rhs: Any, op: str) -> Any:
        for code, side in (("T2001", lhs), ("T2002", rhs)):
            if side is not None and not Utils.is_numeric(side):
                raise JException(code, -1, op, side)
        if lhs is None or rhs is None:
            return None
        left, right = float(lhs), float(rhs)
        try:
            result = _OPERATORS[op](left, right)
        except (ArithmeticError, ValueError) as error:
            raise JException("D1001", -1, f"{lhs} {op} {rhs}") from error
        if not math.isfinite(result):
            raise JException("D1001", -1, f"{lhs} {op} {rhs}")
        return plain_number(result)

    def evaluate_string_concat(self, lhs: Any, rhs: Any) -> str:
        return (to_text(lhs, prettify=False) or "") + (to_text(rhs, prettify=False) or "")

    def evaluate_includes_expression(self, lhs: Any, rhs: Any) -> bool:
        """By `===`: true is not 1, and an object is only itself."""
        if lhs is None or rhs is None:
            return False
        values = rhs if isinstance(rhs, list) else [rhs]
        if isinstance(lhs, (str, int, float)):
            kind = isinstance(lhs, bool)
            return any(kind == isinstance(value, bool) and value == lhs for value in values)
        return any(value is lhs for value in values)

    def evaluate_group_expression(self, expr: Any, input: Any, environment: Any) -> Any:  # noqa: A002
        if isinstance(input, list) and not input:
            input = Utils.create_sequence()  # noqa: A001 - the library would write into the value
        return ordered(super().evaluate_group_expression(expr, input, environment))


def _new_parser() -> Any:
    parser = Parser()
    for later in _LATER:
        parser.symbol_table.pop(later)
    return parser


class _Parsers(threading.local):
    """The library's parser keeps what it parses in itself, so there is one a thread."""

    parser: Any = None

    def get(self) -> Any:
        if self.parser is None:
            self.parser = _new_parser()
        return self.parser


_OPERATORS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "%": math.fmod,
}
_PARSERS: Final = _Parsers()
_BASE: Final = corrected(Jsonata.static_frame)


def _now_millis() -> int:
    return int(time() * 1000)


def _to_json(value: Any) -> Any:
    if value is NULL:
        return None
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            raise JsonataError("D1001", f"number out of range: {value}")
        return plain_number(value)
    if isinstance(value, dict):
        # What a regular expression gives holds a function for its next match, which JSON leaves out.
        kept = {key: item for key, item in value.items() if not isinstance(item, Jsonata.JLambda)}
        return ordered({key: _to_json(item) for key, item in kept.items()})
    if isinstance(value, list):
        return [_to_json(item) for item in value]
    raise JsonataError("X0001", "the result is or holds a function")
