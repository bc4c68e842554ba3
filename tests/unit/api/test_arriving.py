"""Requests on their way: when one is there, and how long it is waited for."""

import socket
import time
from collections import deque
from selectors import DefaultSelector
from typing import Any

import pytest
from gunicorn.workers.gthread import TConn

from api.operating.arriving import HEAD_MAX, ArrivingWorker, Line, _has_come, is_whole
from api.reading.json_text import BODY_BYTES_MAX

HEAD = b"PUT /v1/orders/1 HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    ("come", "whole"),
    [
        (b"", False),
        (HEAD, False),
        (HEAD + b"\r\n", True),
        (HEAD + b"Content-Length: 3\r\n\r\n{}", False),
        (HEAD + b"content-length:3\r\n\r\n{} ", True),
        (HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", False),
        (HEAD + b"Content-Length: %d\r\n\r\n{" % (BODY_BYTES_MAX + 1), True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", False),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0;x=1\r\nTrailer: 1\r\n\r\nGET", True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"x" * (2 * BODY_BYTES_MAX + 1), True),
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n", True),
        (b"x" * HEAD_MAX, False),
        (b"x" * (HEAD_MAX + 1), True),
    ],
)
def test_a_request_is_there_when_nothing_of_it_is_missing(come: bytes, *, whole: bool) -> None:
    """By its length or its last piece; at once where it is refused anyhow."""
    assert whole is is_whole(come)


@pytest.fixture
def worker() -> ArrivingWorker:
    """Give a worker that waits for one connection."""
    made: Any = ArrivingWorker.__new__(ArrivingWorker)
    made.pending_conns, made.poller, made.nr_conns = deque(), DefaultSelector(), 1
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize(("sent", "told"), [(b"GET /li", b"HTTP/1.1 408 Request Timeout"), (b"", b"")])
def test_who_takes_too_long_is_turned_away(worker: ArrivingWorker, sent: bytes, told: bytes) -> None:
    """A request that does not arrive in time is answered with 408, one that never began with nothing."""
    ours, theirs = socket.socketpair()
    theirs.sendall(sent)
    conn = TConn(None, ours, None, None)
    worker.enqueue_req(conn)
    worker.murder_pending()
    assert 1 == worker.nr_conns  # there is time yet
    conn.timeout = time.monotonic()
    worker.murder_pending()

    assert told == theirs.recv(1_000).partition(b"\r\n")[0]
    assert (0, 0) == (worker.nr_conns, len(worker.pending_conns))
    theirs.close()


@pytest.mark.parametrize(
    ("version", "asks", "told"),
    [
        (b"1.1", b"expect:100-Continue", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"1.1", b"Expect: another", b""),
        (b"1.0", b"Expect: 100-continue", b""),
    ],
)
def test_who_asks_whether_to_send_is_told_once_and_waited_for_by_no_thread(
    worker: ArrivingWorker, version: bytes, asks: bytes, told: bytes
) -> None:
    """The word comes with the head, once; the server behind reads a request that asks no more."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(0.05)
    head = HEAD.replace(b"1.1", version) + b"Content-Length: 3\r\n"
    theirs.sendall(head + asks + b"\r\n\r\n")
    conn = TConn(None, ours, None, None)
    worker.enqueue_req(conn)
    theirs.sendall(b"{")
    _has_come(conn)

    assert told == _read(theirs)
    assert head + (b"" if told else asks + b"\r\n") + b"\r\n{" == conn.come
    assert 1 == len(worker.pending_conns)
    conn.sock.close()
    theirs.close()


def _read(line: socket.socket) -> bytes:
    try:
        return line.recv(1_000)
    except TimeoutError:
        return b""


def test_a_thread_waits_for_no_byte_and_no_reader_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is read, also late; what is not there in time is as if the client had left."""
    ours, theirs = socket.socketpair()
    line = Line(fileno=ours.detach())
    theirs.sendall(b"{")
    assert (b"{", b"") == (line.recv(10), line.recv(10))
    monkeypatch.setattr("api.operating.arriving.SECONDS", 0.01)
    with pytest.raises(BrokenPipeError):
        line.sendall(b"x" * 10_000_000)
    line.close()
    theirs.close()
