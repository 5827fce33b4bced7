"""Schools that are notified: real servers on this machine, each behaving as it is told."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What one school was sent, and how it answers."""

    url: str = ""
    status: int = 202
    wait: float = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    most_at_once: int = 0


@contextmanager
def receiving():
    """Serve a school's endpoint for the length of a block."""
    receiver, at_once, lock = Receiver(), [], threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            with lock:
                at_once.append(self)
                receiver.most_at_once = max(receiver.most_at_once, len(at_once))
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.received.append((self.path, headers, body))
            time.sleep(receiver.wait)
            with lock:
                at_once.remove(self)
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(receiver.body)
            except OSError:
                receiver.headers["broke-off"] = "yes"

        def do_GET(self):
            self.do_POST()

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request, client_address):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/asean/notify/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
