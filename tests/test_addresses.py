"""A name may stand for another address a moment after it was looked at."""

from __future__ import annotations

import socket
import threading

import pytest
from django.test import override_settings

from wagtail_asean.addresses import check_address, guarded_session
from wagtail_asean.exceptions import AddressNotAllowed


@pytest.fixture
def listener():
    """A server of this machine that remembers what it was sent."""
    received = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def accept():
            line, _ = server.accept()
            with line:
                line.settimeout(10)
                received.append(line.recv(1000))
                line.sendall(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1], thread, received


def test_a_name_that_moves_to_this_machine_after_the_check_is_told_nothing(monkeypatch, listener):
    port, thread, received = listener
    answers = ["93.184.216.34", "127.0.0.1"]

    def resolve(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"https://truong.example:{port}/notify/"
    check_address(url)
    with guarded_session() as session, pytest.raises(AddressNotAllowed, match="127.0.0.1"):
        session.post(url, data="secret", timeout=10)

    thread.join(10)
    assert (answers, received) == ([], [b""])


def test_a_private_host_that_is_named_is_spoken_to(listener):
    port, thread, received = listener
    url = f"http://127.0.0.1:{port}/"
    named = {"ALLOWED_PRIVATE_HOSTS": [f"127.0.0.1:{port}"]}

    with override_settings(WAGTAIL_ASEAN=named), guarded_session() as session:
        session.trust_env = False
        assert session.get(url, timeout=10).status_code == 204

    thread.join(10)
    assert received[0].startswith(b"GET / ")
