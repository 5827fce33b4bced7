"""A line between a school and its hub, on which things go wrong on demand."""

from __future__ import annotations

import socket
import threading
import time
from enum import Enum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSED_ON = ("content-type", "etag", "content-encoding", "content-range", "retry-after")


class Fault(Enum):
    """What may happen to an answer."""

    CUT = "the line breaks in the middle of the body"
    TRUNCATED = "half the body comes, as if it were the whole"
    CORRUPTED = "one byte in the middle is another"
    INTERNAL = "500"
    UNAVAILABLE = "503"
    SILENT = "nothing comes"
    GARBAGE = "a page that asks to log in"


class FaultyLine:
    """A proxy on a port of its own; `faults` are due one after the other, by part of the path."""

    def __init__(self, hub_port: int) -> None:
        self.hub_port = hub_port
        self.faults: list[tuple[str, Fault]] = []
        self.happened: list[Fault] = []
        self.requests = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_port
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def fail(self, path: str, fault: Fault, times: int = 1) -> None:
        """Let the next answers whose path contains `path` fail."""
        self.faults += [(path, fault)] * times

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self.faults.clear()

    def take(self, path: str) -> Fault | None:
        """Return the fault that is due."""
        with self._lock:
            self.requests += 1
            for index, (part, fault) in enumerate(self.faults):
                if part in path:
                    del self.faults[index]
                    self.happened.append(fault)
                    return fault
        return None

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # Schools that are killed leave in the middle of an answer.
        pass


def _handler(line: FaultyLine) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer()

        def do_POST(self):
            self._answer(self.rfile.read(int(self.headers["Content-Length"] or 0)))

        def _answer(self, sent=None):
            fault = line.take(self.path)
            if fault is Fault.SILENT:
                time.sleep(5)
                return
            status, headers, body = self._ask(sent)
            if fault is Fault.INTERNAL or fault is Fault.UNAVAILABLE:
                status, headers, body = int(fault.value), [], b"oops"
            if fault is Fault.GARBAGE:
                headers, body = [("Content-Type", "text/html")], b"<html>Log in to the Wi-Fi"
            if fault is Fault.CORRUPTED and body:
                middle = len(body) // 2
                body = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]
            if fault is Fault.TRUNCATED:
                body = body[: len(body) // 2]
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault is Fault.CUT else body)
            if fault is Fault.CUT:
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        def _ask(self, sent):
            connection = HTTPConnection("127.0.0.1", line.hub_port, timeout=20)
            headers = dict(self.headers.items()) | {"Host": f"127.0.0.1:{line.hub_port}"}
            try:
                connection.request(self.command, self.path, body=sent, headers=headers)
                answer = connection.getresponse()
                kept = [one for one in answer.getheaders() if one[0].lower() in PASSED_ON]
                return answer.status, kept, answer.read()
            except OSError:
                return 502, [], b"The hub is down."
            finally:
                connection.close()

        def log_message(self, *args):
            pass

    return Handler
