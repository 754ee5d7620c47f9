"""Faults for the tests of an apply: at the n-th call of the AWS in memory, or once in a call of boto3."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ReadTimeoutError

from pipelines.errors import Problem, RemoteError

FAULTS = {
    "throttled": ("before", "aws-throttled"),
    "denied": ("before", "aws-denied"),
    "timeout after the effect": ("after", "aws-timeout"),
    "killed before": ("before", "kill"),
    "killed after the effect": ("after", "kill"),
}


class Killed(BaseException):
    """The process is gone: no handler of the product sees more than a BaseException."""


class Fault:
    """Raises at the n-th call, of some services if they are named, and counts them."""

    def __init__(self, number: int, moment: str, code: str, services: tuple[str, ...] = ("",)) -> None:
        self.number, self.moment, self.code, self.services = number, moment, code, services
        self.seen = 0
        self.hit = ""
        self._lock = threading.Lock()

    def __call__(self, moment: str, operation: str, resource: str) -> None:
        if not operation.startswith(self.services):
            return
        with self._lock:
            if moment == "before":
                self.seen += 1
            if self.seen != self.number or self.hit or moment != self.moment:
                return
            self.hit = operation
        if self.code == "kill":
            raise Killed
        raise RemoteError(Problem("", "", self.code, f"{operation} {resource}: {self.code}", "again"))


def inject(aws: Any, operation: str, kind: str) -> list[str]:
    """Let one call of an operation fail once: throttled, denied, or done without an answer."""
    service, _, name = operation.partition(".")
    client = aws._session.client(service)
    event = f"{client.meta.service_model.service_id.hyphenize()}.{name}"
    hit: list[str] = []

    def answer(code: str, message: str) -> Any:
        def before(**_: Any) -> Any:
            if hit:
                return None
            hit.append(operation)
            error = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": 400}}
            return SimpleNamespace(status_code=400), error

        return before

    def lose(**_: Any) -> None:
        if not hit:
            hit.append(operation)
            raise ReadTimeoutError(endpoint_url="https://aws")

    events = client.meta.events
    if kind == "throttled":
        events.register_first(f"before-call.{event}", answer("ThrottlingException", "Rate exceeded"))
    elif kind == "denied":
        action = f"{service.replace('stepfunctions', 'states')}:{name}"
        message = f"User: arn is not authorized to perform: {action} on resource: it"
        events.register_first(f"before-call.{event}", answer("AccessDeniedException", message))
    else:
        events.register_first(f"response-received.{event}", lose)
    return hit
