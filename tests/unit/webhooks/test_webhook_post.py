"""What is sent reaches the public internet alone, ends in time, and follows nothing."""

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest

from loyalty.adapters.calling.webhook_post import WebhookPost
from loyalty.webhooks.delivery import Message, Outcome
from loyalty.webhooks.endpoint import check_address
from loyalty.webhooks.refusals import AddressRefused
from tests.unit.webhooks.listening import listening


def sent(address: str, *, loopback: bool = True, seconds: int = 5) -> Outcome:
    """Give what comes of a message to an address."""
    post = WebhookPost(loopback=loopback, seconds=seconds)
    return post.send([Message(address, {"webhook-id": "evt_1"}, b"{}")])[0].result()


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example/hooks",
        "https://user:secret@shop.example/",
        "https://localhost/",
        "https://localhost./",
        "https://shop.localhost/",
        "https://intranet/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://exa%6dple.com/",
        "https://a..example/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://shop.0x7f/",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://192.0.0.8/",
        "https://192.88.99.1/",
        "https://[3fff::1]/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[fec0::1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "ftp://shop.example/",
        "https:///hooks",
        "https://shop.example:99999/",
        "https://shop.example/#here",
        "https://shop.example/a b",
        "https://shop.example/\u00e9",
        "https://[::1/",
        "https://shop.example/" + "a" * 500,
        "",
    ],
)
def test_addresses_that_are_not_called(address: str) -> None:
    """Neither kept nor called: other schemes, users, this machine, private networks, clouds' own services."""
    with pytest.raises(AddressRefused):
        check_address(address, loopback=False)
    assert "address-refused" == sent(address, loopback=False).fault


@pytest.mark.parametrize(
    "host",
    [
        "shop.example",
        "shop.example.",
        "SHOP.example",
        "1e100.net",
        "99.hooks_1.xn--p1ai",
        "8.8.8.8",
        "[2606:4700::1]",
    ],
)
def test_hosts_that_may_be_called(host: str) -> None:
    """Names that end in letters, also with the dot of the root, and public numbers."""
    check_address(f"https://{host}:8443/hooks", loopback=False)


@pytest.mark.parametrize(
    "numbers",
    [["10.0.0.7"], ["93.184.215.14", "127.0.0.1"], ["fd12::1"], ["169.254.169.254"]],
)
def test_a_name_is_refused_for_any_number_it_stands_for(
    numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public name that stands for a private number is not connected to, nor one that stands for both."""
    connected: list[object] = []

    def found(_host: str, port: int, **_: object) -> list[object]:
        return [(0, 0, 0, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: connected.append(1))

    assert "address-refused" == sent("https://shop.example/hooks").fault
    assert [] == connected


def test_a_name_server_that_does_not_answer_takes_no_longer_than_an_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Looking a name up is inside the time of an attempt, which ends though the look-up does not."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: sleep(4))
    began = monotonic()

    assert "timed-out" == sent("https://shop.example/hooks", seconds=1).fault
    assert monotonic() - began < 3


def test_the_number_that_was_looked_at_is_the_one_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means something else a moment later changes nothing: it is asked for once."""
    asked: list[str] = []

    def found(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(0, 0, 0, "", ("93.184.215.14", port))]

    def connect(place: tuple[str, int], **_: object) -> socket.socket:
        asked.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connect)

    assert "no-answer" == sent("https://shop.example/hooks").fault
    assert ["shop.example", "93.184.215.14"] == asked


def test_another_number_is_called_where_the_first_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host may have a number for IPv6 too, which a machine without IPv6 does not reach."""
    tried: list[str] = []
    with listening() as listener:
        at = urlsplit(listener.address).port

        def found(_host: str, port: int, **_: object) -> list[object]:
            return [(0, 0, 0, "", (number, port)) for number in ("::1", "127.0.0.1")]

        def reached(place: tuple[str, int], timeout: int) -> socket.socket:
            tried.append(place[0])
            if place[0] == "::1":
                raise OSError
            line = socket.socket()
            line.settimeout(timeout)
            line.connect(place)
            return line

        monkeypatch.setattr(socket, "getaddrinfo", found)
        monkeypatch.setattr(socket, "create_connection", reached)

        assert sent(f"http://localhost:{at}/hooks").taken
        assert (["::1", "127.0.0.1"], 1) == (tried, len(listener.got))


def test_a_redirect_is_not_followed() -> None:
    """What answers with another address did not take it, and the other address is not called."""
    with listening() as other, listening() as listener:
        listener.status, listener.headers = 302, {"location": other.address}

        outcome = sent(listener.address)

        assert (302, False) == (outcome.status, outcome.taken)
        assert (1, 0) == (len(listener.got), len(other.got))


def test_how_long_an_endpoint_asks_to_wait() -> None:
    """In seconds, or until an instant; anything else says nothing."""
    soon = datetime.now(UTC) + timedelta(minutes=10)
    with listening() as listener:
        listener.status = 429
        waits = []
        said_at = f"{soon:%a, %d %b %Y %H:%M:%S} GMT"
        for said in ("120", said_at, "-5", "soon", "1.5", f"1 Jan {10**25} 00:00:00 GMT"):
            listener.headers = {"retry-after": said}
            waits.append(sent(listener.address).wait)

    assert timedelta(minutes=2) == waits[0]
    assert waits[1] is not None
    assert timedelta(minutes=9) < waits[1] < timedelta(minutes=11)
    assert [None] * 4 == waits[2:]


def _drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        for letter in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 400:
            handler.wfile.write(bytes([letter]))
            sleep(0.05)


def _nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"nonsense\r\n\r\n")


def _endless_head(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 10_000_000)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(_drop_by_drop, "timed-out"), (_nonsense, "no-answer"), (_endless_head, "no-answer")],
)
def test_an_attempt_ends(answer: Callable[[BaseHTTPRequestHandler], None], fault: str) -> None:
    """Also where an endpoint answers a letter at a time, without end, or what is no answer."""
    started = monotonic()
    with listening(answer) as listener:
        outcome = sent(listener.address, seconds=1)

    assert (None, fault) == (outcome.status, outcome.fault)
    assert monotonic() - started < 5


def test_who_cannot_show_a_certificate_is_told_nothing() -> None:
    """A server whose certificate nobody vouches for, or that speaks no TLS, gets no body."""
    with listening() as listener:
        outcome = sent(listener.address.replace("http:", "https:"))

        assert "tls-failed" == outcome.fault
        assert [] == listener.got


def test_a_host_that_takes_no_connection() -> None:
    """Nobody listens; nobody is of that name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert "no-answer" == sent(f"http://127.0.0.1:{port}/").fault
