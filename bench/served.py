"""A server as a process of its own, and clients that ask it over connections that stay open."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import psutil

from bench.clients import Measured

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 8
PATIENCE = 60
PIECE = 1 << 16
OURS = ("loyalty", "serve")
_SAME = ("--worker-class=gthread", f"--workers={WORKERS}", f"--threads={THREADS}", "--log-level=warning")
HELLO = ("gunicorn", "bench.hello:app", *_SAME)
TOLD = ("gunicorn", "bench.told:app", *_SAME)
"""The same server as ours, with the same processes and threads."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers; ``started`` is how many seconds it took until it did."""

    port: int
    process: subprocess.Popen[bytes]
    started: float

    def worker_megabytes(self) -> float:
        """Give the memory of the largest process that answers; what several share counts for each in part."""
        workers = psutil.Process(self.process.pid).children()
        return max(float(each.memory_full_info().pss) for each in workers) / 1e6


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, and the status that is expected of it."""

    sent: bytes
    status: int

    @classmethod
    def made(cls, method: str, path: str, status: int, key: str = "", body: bytes = b"") -> "Request":
        """Give a request with a key and a body of JSON, where there are any."""
        heads = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
        heads += [f"Authorization: Bearer {key}"] if key else []
        heads += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
        return cls("\r\n".join([*heads, "", ""]).encode() + body, status)


@contextmanager
def served(arguments: Sequence[str], healthy: str, settings: Mapping[str, str]) -> Iterator[Server]:
    """Serve by a program of the environment until the block ends; ``healthy`` is what it answers first."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    address = f"--port={port}" if arguments is OURS else f"--bind={HOST}:{port}"
    program, *others = arguments
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own commands
        [Path(sys.executable).with_name(program), *others, address],
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, Request.made("GET", healthy, 200))
        yield Server(port, process, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, request: Request) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            with socket.create_connection((HOST, port), PATIENCE) as connection:
                if _ask(connection, request)[0] == request.status:
                    return
        except OSError:
            time.sleep(0.05)
    message = f"nobody answers at port {port}"
    raise TimeoutError(message)


def asked(
    server: Server, clients: int, seconds: float, make: Callable[[int, int], Request], pause: float = 0
) -> Measured:
    """Let so many clients ask, each the next time when it was answered, or every ``pause`` seconds.

    ``make`` gives the request of a client and its number. An unexpected answer is a fault.
    """
    found: list[tuple[float, list[float]]] = []
    faults: list[str] = []
    work = [
        Thread(target=_client, args=(server.port, number, seconds, make, pause, found, faults))
        for number in range(clients)
    ]
    for each in work:
        each.start()
    for each in work:
        each.join()
    assert not faults, faults[0]
    times = sorted(taken for _, own in found for taken in own)
    return Measured(sum(len(own) / took for took, own in found), times)


def _client(
    port: int,
    client: int,
    seconds: float,
    make: Callable[[int, int], Request],
    pause: float,
    found: list[tuple[float, list[float]]],
    faults: list[str],
) -> None:
    taken: list[float] = []
    try:
        with socket.create_connection((HOST, port), PATIENCE) as connection:
            begun = now = time.perf_counter()
            while now - begun < seconds:
                request = make(client, len(taken))
                sent = time.perf_counter()
                status, body = _ask(connection, request)
                assert status == request.status, body[:500]
                now = time.perf_counter()
                taken.append((now - sent) * 1e3)
                if pause:
                    time.sleep(max(0.0, begun + len(taken) * pause - now))
        found.append((now - begun, taken))
    except (AssertionError, OSError, ValueError) as fault:
        faults.append(f"{type(fault).__name__}: {fault}")


def _ask(connection: socket.socket, request: Request) -> tuple[int, bytes]:
    """Send a request, and give status and body of the answer."""
    connection.sendall(request.sent)
    got = b""
    while b"\r\n\r\n" not in got:
        piece = connection.recv(PIECE)
        if not piece:
            raise ConnectionError
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    named = {name.lower(): value for name, _, value in (line.partition(b":") for line in lines)}
    length = int(named[b"content-length"])
    while len(body) < length:
        body += connection.recv(PIECE)
    return int(status.split()[1]), body
