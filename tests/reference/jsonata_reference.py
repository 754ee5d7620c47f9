"""JSONata's own engine at the version of Step Functions (2.0.6), as AWS runs it, for tests of any room.

    with Reference() as reference:
        assert reference.evaluate("$states.input.x + 1", {"states": {"input": {"x": 1}}}) == 2

One node process serves all calls: variables are bound as values, never written into the expression. What AWS
adds is there ($parse, $partition, $range, $hash, $random with a seed, $uuid), and $eval is not.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from install_reference import FOLDER, NODE, install

SECONDS: Final = 60.0
"""How long one request may take: an expression that never ends fails its test."""


class Undefined:
    """The result that JSONata calls nothing; Step Functions fails on it (States.QueryEvaluationError)."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined()


@dataclass(unsafe_hash=True)  # not frozen: what re-raises an exception sets its traceback
class ExpressionError(ValueError):
    """An expression that does not parse or fails: States.QueryEvaluationError on AWS."""

    code: str
    """JSONata's (`T1006`), or `States` of a function that AWS adds."""
    message: str
    position: int | None = None
    token: str | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Reference:
    """The engine, running from `with` to its end."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._is_open = False
        self._process: subprocess.Popen[bytes] | None = None
        self._read = bytearray()

    def __enter__(self) -> Self:
        install()
        self._is_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_open = False
        self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:
                process.wait()

    def evaluate(self, expression: str, variables: Mapping[str, Any] | None = None) -> Any:
        """Return the value of an expression (without `{% %}`), or UNDEFINED.

        The names of variables have no `$`; `states` is one of them. Raises `ExpressionError`.
        """
        (outcome,) = self.evaluate_all(expression, [variables or {}])
        if isinstance(outcome, ExpressionError):
            raise outcome
        return outcome

    def evaluate_all(self, expression: str, sets: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Return what each set of variables gives: a value, UNDEFINED or an ExpressionError."""
        answers = self._ask({"do": "evaluate", "expression": expression, "variables": list(sets)})
        return [_error(each) or each.get("value", UNDEFINED) for each in answers]

    def parse(self, expression: str) -> dict[str, Any]:
        """Return the syntax tree of an expression (without `{% %}`); raises `ExpressionError`."""
        answer = self._ask({"do": "parse", "expression": expression})
        error = _error(answer)
        if error:
            raise error
        tree: dict[str, Any] = answer["value"]
        return tree

    def about(self) -> dict[str, str]:
        """Return the versions of JSONata and node."""
        versions: dict[str, str] = self._ask({"do": "about"})["value"]
        return versions

    def _ask(self, request: Mapping[str, Any]) -> Any:
        if not self._is_open:
            raise RuntimeError("the reference engine runs only inside `with`")
        if self._process is None:
            self._read.clear()
            command = [NODE, FOLDER / "engine.mjs"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        assert self._process.stdin is not None
        line = json.dumps(request, allow_nan=False).encode() + b"\n"
        view = memoryview(line)
        while view:
            view = view[self._process.stdin.write(view) :]
        return json.loads(self._line())

    def _line(self) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as ready:
            ready.register(self._process.stdout, selectors.EVENT_READ)
            while True:
                if not ready.select(self._seconds):
                    self._stop()
                    raise TimeoutError(f"an expression took more than {self._seconds:g} s")
                part = os.read(self._process.stdout.fileno(), 1 << 20)
                if not part:
                    self._stop()
                    raise RuntimeError("the reference engine ended")
                self._read += part
                if part.endswith(b"\n"):
                    line, self._read = bytes(self._read), bytearray()
                    return line


def _error(answer: Mapping[str, Any]) -> ExpressionError | None:
    fault = answer.get("error")
    if fault is None:
        return None
    return ExpressionError(fault["code"], fault["message"], fault.get("position"), fault.get("token"))
