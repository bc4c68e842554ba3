"""``loyalty serve`` as a process of its own."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run

WAIT_SECONDS = 60


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Give the address and what was printed of a server with the demonstration; stop it afterwards."""
    tmp_path = tmp_path_factory.mktemp("served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from loyalty.cli.main import main; main()"
    words = [sys.executable, "-c", program, "serve", "--demo", "--port", str(port)]
    printed = tmp_path / "printed"
    with printed.open("w") as out:
        environment = {**os.environ, "NO_PROXY": "*"}
        process = subprocess.Popen(words, cwd=tmp_path, stdout=out, stderr=out, env=environment)  # noqa: S603 # our own
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(printed, process)
        yield address, printed.read_text()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_SECONDS) == 0


def _wait_for(printed: Path, process: subprocess.Popen[bytes]) -> None:
    """Return once the server says that it serves; from then on whoever asks is answered."""
    for _ in range(WAIT_SECONDS * 10):
        assert process.poll() is None, "the server ended"
        if any(line.startswith("serving ") for line in printed.read_text().splitlines()):
            return
        time.sleep(0.1)
    pytest.fail("the server does not say that it serves")


def _open(request: str | urllib.request.Request) -> Any:  # noqa: ANN401  urllib's answers have no one type
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return direct.open(request, timeout=WAIT_SECONDS)


def test_the_printed_request_works(served: tuple[str, str]) -> None:
    """The demonstration answers the very request it prints, and ends at once when it is told to."""
    address, printed = served
    line = next(line for line in printed.splitlines() if line.startswith("curl "))
    words = shlex.split(line)
    headers = dict(words[n + 1].split(": ", 1) for n, word in enumerate(words) if word == "-H")
    body = words[words.index("-d") + 1].encode()

    with _open(urllib.request.Request(words[2], body, headers)) as answer:  # noqa: S310 # our own address
        told = json.load(answer)

    assert f"documentation {address}/docs" in printed
    assert words[2].startswith(address)
    assert told["due"] == {"amount": 5301, "currency": "EUR"}
    with _open(f"{address}/docs") as page:
        assert page.status == 200
    with _open(f"{address}/docs/swagger-ui.css") as sheet:
        assert int(sheet.headers["Content-Length"]) == len(sheet.read())


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/livez?" + "x" * 4_100, {}, 414),
        ("/livez", {"X-Long": "x" * 8_200}, 431),
        ("/livez", {f"X-{n}": "x" for n in range(101)}, 431),
        ("/livez?" + "x" * 3_900, {"X-Long": "x" * 8_000}, 200),
    ],
)
def test_a_head_that_is_too_long_is_turned_away(
    served: tuple[str, str], path: str, headers: dict[str, str], status: int
) -> None:
    """The line of a request, a header and their number have a most, and nothing of them is read beyond it."""
    address, _ = served
    told = {}
    try:
        with _open(urllib.request.Request(address + path, headers=headers)) as answer:  # noqa: S310  our own
            found = answer.status
    except urllib.error.HTTPError as refused:
        found = refused.code
        with refused:
            told = {"type": refused.headers["Content-Type"], "status": json.load(refused)["status"]}

    assert status == found
    assert told == ({} if status == 200 else {"type": "application/problem+json", "status": status})


def test_a_request_that_two_readers_would_end_elsewhere_is_refused(served: tuple[str, str]) -> None:
    """What a proxy could read in another way is a problem, repeats nothing, and ends the connection."""
    host, port = served[0].removeprefix("http://").split(":")
    heads = (
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Content-Length: -2",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "X-Name: anna\r\n example",
        "X-Name: anna\0example",
        "Host: anna.example",
    )
    found = []
    for head in heads:
        with socket.create_connection((host, int(port)), WAIT_SECONDS) as line:
            line.sendall(f"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n{{}}\r\n".encode())
            answer = b"".join(iter(partial(line.recv, 9_000), b""))
        found.append((json.loads(answer.partition(b"\r\n\r\n")[2])["code"], b"anna" in answer))

    assert [("request-unreadable", False)] * len(heads) == found


def test_who_sends_slowly_or_does_not_leave_keeps_nobody_waiting(served: tuple[str, str]) -> None:
    """More than there are threads have begun to ask, or were turned away and stay; others are answered."""
    address, _ = served
    host, port = address.removeprefix("http://").split(":")
    begun = (
        b"",
        b"GET /livez HTTP/1.1\r\nHost: loc",
        b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{",
        b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
        b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\r\n\r\n",
        b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n",
        b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0000000000000000009\r\n\r\n",
        b"POST /v1/quotes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n\r\n0\r\n\r\n",
    )
    lines = []
    for _ in range(40):
        for part in begun:
            lines.append(socket.create_connection((host, int(port))))
            lines[-1].sendall(part)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        for _ in range(4):
            with direct.open(f"{address}/livez", timeout=5) as answer:
                assert answer.status == 200
        lines[1].sendall(b"alhost\r\nConnection: close\r\n\r\n")
        assert lines[1].recv(1_000).startswith(b"HTTP/1.1 200 OK")
    finally:
        for line in lines:
            line.close()


def test_a_connection_is_kept_only_where_the_next_request_is_known_to_begin(served: tuple[str, str]) -> None:
    """Two requests sent at once are answered; a body that is refused is not waited for, nor followed."""
    address, _ = served
    host, port = address.removeprefix("http://").split(":")
    asked = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
    too_long = b"POST /v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=4) as line:
        line.sendall(asked + asked + too_long)
        told = b""
        while told.count(b"HTTP/1.1") < 3:
            told += line.recv(10_000)
        line.sendall(asked)
        told += b"".join(iter(lambda: line.recv(10_000), b""))

    assert [b"200", b"200", b"401"] == [each[1:4] for each in told.split(b"HTTP/1.1")[1:]]


def test_a_plain_client_gets_a_token(served: tuple[str, str]) -> None:
    """With nothing but what RFC 8414 and 6749 say: where to ask, a token for a key, a request with it."""
    address, printed = served
    key = next(word for word in printed.split() if "lk_" in word).strip("'\"")
    with _open(f"{address}/.well-known/oauth-authorization-server") as answer:
        where = json.load(answer)["token_endpoint"]
    client = b64encode(f"{key.split('_')[1]}:{key}".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": "programmes:read"}).encode()
    asked = urllib.request.Request(where, form, {"Authorization": f"Basic {client}"})  # noqa: S310  our own
    with _open(asked) as answer:
        token = json.load(answer)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with _open(urllib.request.Request(f"{address}/v1/programmes", headers=headers)) as answer:  # noqa: S310  our own
        assert json.load(answer)["programmes"]


def test_demo_and_db_exclude_one_another(run: Run) -> None:
    """Nobody serves a real database with the demonstration's clock."""
    assert run("serve", "--demo", "--db", "sqlite:///x.db").exit_code == 2
