"""moto over HTTP on a loopback port: quiet, one call at a time, and closed to web pages.

A start really runs processes here, so only this machine may ask, and no browser on its behalf: a request with
an `Origin`, or for a host that is not loopback (DNS rebinding), is refused.
"""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from pipelines.errors import Problem, UsageError

LOOPBACK: Final = "127.0.0.1"


class _QuietHandler(MotoRequestHandler):  # type: ignore[misc]
    """Writes no access log."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        pass


class _Guard:
    """The WSGI application in front of moto."""

    def __init__(self, application: Any, lock: threading.Lock) -> None:
        self._application, self._lock = application, lock

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "HTTP_ORIGIN" in environ or not _is_loopback(environ.get("HTTP_HOST", "")):
            message = "this local stand-in for AWS answers programs on this machine, not web pages"
            return _refuse(start_response, "403 Forbidden", "AccessDeniedException", message)
        if str(environ.get("PATH_INFO", "")).startswith("/moto-api"):
            # It would reset moto behind the back of the executions.
            return _refuse(
                start_response, "404 Not Found", "UnknownOperationException", "there is no such page"
            )
        length = environ.get("CONTENT_LENGTH")
        if length:
            # Read before the lock is taken, so that a slow sender holds up nobody.
            body = environ["wsgi.input"].read(int(length))
            environ["wsgi.input"] = io.BytesIO(body)
            # moto would fall over it; every service with a target speaks JSON.
            if "HTTP_X_AMZ_TARGET" in environ and not _is_object(body):
                message = "the body of the request is not a JSON object"
                return _refuse(start_response, "400 Bad Request", "SerializationException", message)
        with self._lock:
            try:
                answer: Iterable[bytes] = self._application(environ, start_response)
            except NotImplementedError as error:
                return _refuse(start_response, "501 Not Implemented", "NotImplementedException", str(error))
            except Exception as error:  # noqa: BLE001 - a fault of moto is an answer, not a traceback on the screen
                return _refuse(start_response, "500 Internal Server Error", "InternalFailure", repr(error))
            return answer


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False


def _refuse(start_response: Callable[..., Any], status: str, code: str, message: str) -> list[bytes]:
    body = json.dumps({"__type": code, "message": message}).encode()
    headers = [("Content-Type", "application/x-amz-json-1.1"), ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("X-Amzn-ErrorType", code)])
    return [body]


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    # Some clients put a bucket's name in front.
    return name in (LOOPBACK, "localhost", "::1") or name.endswith(".localhost")


def _listen(port: int) -> socket.socket:
    """Not left to werkzeug, which prints and exits when the port is taken."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        fault = f"port {port} cannot be used: {error}"
        problem = Problem("--port", "", "port-taken", fault, "choose another port, or 0 for any that is free")
        raise UsageError(problem) from error
    return listener


class LoopbackServer:
    """A server thread; its address is known once it is made."""

    def __init__(self, port: int) -> None:
        """Port 0 takes any that is free. Raises UsageError when the port is taken."""
        # moto checks a condition and writes in two steps; one call at a time makes conditional writes atomic.
        self.lock = threading.Lock()
        # Read when an application is made: no page of any origin may read answers.
        werkzeug_app.DISABLE_GLOBAL_CORS = True
        application = _Guard(DomainDispatcherApplication(create_backend_app), self.lock)
        with _listen(port) as listener:
            self._server = make_server(
                LOOPBACK,
                port,
                application,
                threaded=True,
                request_handler=_QuietHandler,
                fd=listener.fileno(),
            )
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="embedded-aws",
            daemon=True,
        )

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Answer no more, and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
