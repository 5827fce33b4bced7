"""A name may stand for another address a moment after it was looked at."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time

import pytest
import requests
from django.test import override_settings

from wagtail_asean.addresses import check_address, guarded_session, is_public
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
    with guarded_session(10) as session, pytest.raises(AddressNotAllowed, match="127.0.0.1"):
        session.post(url, data="secret", timeout=10)

    thread.join(10)
    assert (answers, received) == ([], [b""])


def test_a_private_host_that_is_named_is_spoken_to(listener):
    port, thread, received = listener
    url = f"http://127.0.0.1:{port}/"
    named = {"ALLOWED_PRIVATE_HOSTS": [f"127.0.0.1:{port}"]}

    with override_settings(WAGTAIL_ASEAN=named), guarded_session(10) as session:
        session.trust_env = False
        assert session.get(url, timeout=10).status_code == 204

    thread.join(10)
    assert received[0].startswith(b"GET / ")


def test_a_server_that_lets_its_answer_trickle_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port, ended = server.getsockname()[1], threading.Event()

        def trickle():
            line, _ = server.accept()
            with line:
                line.recv(1000)
                try:
                    # Each byte comes well within the time-out of a read.
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n")
                    for _ in range(200):
                        line.sendall(b"a")
                        time.sleep(0.05)
                except OSError:
                    ended.set()

        threading.Thread(target=trickle, daemon=True).start()
        began = time.monotonic()
        session = guarded_session(0.4)
        session.trust_env = False
        with session, pytest.raises(requests.RequestException):
            session.get(f"http://127.0.0.1:{port}/", timeout=5)
        assert time.monotonic() - began < 5
        assert ended.wait(5)


def test_a_line_that_was_closed_is_watched_no_more(listener):
    port, thread, _ = listener
    before = threading.active_count()
    with guarded_session(60) as session:
        session.trust_env = False
        session.get(f"http://127.0.0.1:{port}/", timeout=10)
        thread.join(10)
    for _ in range(200):
        if threading.active_count() < before:
            break
        time.sleep(0.02)
    assert threading.active_count() < before


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::1", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::10.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:7f00:1::", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("ff0e::1", False),
    ],
)
def test_an_address_inside_another_is_looked_at(address, is_open):
    assert is_public(ipaddress.ip_address(address)) is is_open


def test_the_machines_own_passwords_are_not_sent(monkeypatch, listener, tmp_path):
    port, thread, received = listener
    netrc = tmp_path / "netrc"
    netrc.write_text("default login office password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    named = {"ALLOWED_PRIVATE_HOSTS": [f"127.0.0.1:{port}"]}

    with override_settings(WAGTAIL_ASEAN=named), guarded_session(10) as session:
        session.get(f"http://127.0.0.1:{port}/", headers={"Authorization": "Bearer x"}, timeout=10)

    thread.join(10)
    assert b"Authorization: Bearer x" in received[0]
    assert b"Basic" not in received[0]
