"""Requests on their way: when one is there, and how long it is waited for."""

import json
import logging
import re
import socket
import time
from collections import deque
from concurrent.futures import Future
from selectors import DefaultSelector
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.http.body import Body, LengthReader
from gunicorn.http.errors import (
    InvalidChunkSize,
    InvalidHeader,
    InvalidRequestLine,
    InvalidResponseHeader,
    LimitRequestHeaders,
    LimitRequestLine,
)
from gunicorn.http.parser import Parser
from gunicorn.workers.gthread import TConn

from api.operating.arriving import ArrivingWorker, Line, _has_come

HEAD = b"PUT /v1/orders/1 HTTP/1.1\r\nHost: localhost\r\n"


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
    ("fault", "code"),
    [
        (LimitRequestLine(5_000, 4_094), "address-too-long"),
        (LimitRequestHeaders("anna@example.com"), "headers-too-large"),
        (InvalidRequestLine("GET /anna@example.com"), "request-unreadable"),
        (InvalidHeader("anna@example.com"), "request-unreadable"),
        (InvalidChunkSize("anna@example.com"), "request-unreadable"),
        (InvalidResponseHeader("anna@example.com"), "service-fault"),
        (ValueError("anna@example.com"), "service-fault"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_repeats_nothing(
    worker: ArrivingWorker, caplog: pytest.LogCaptureFixture, fault: Exception, code: str
) -> None:
    """The server's own pages would show what was sent; the log names the kind and the trace of the answer."""
    ours, theirs = socket.socketpair()
    worker.log = logging.getLogger("gunicorn.error")
    worker.handle_error(None, ours, ("192.0.2.7", 1), fault)
    head, _, body = theirs.recv(10_000).partition(b"\r\n\r\n")

    told = json.loads(body)
    assert f"HTTP/1.1 {told['status']} ".encode() == head[:13]
    assert (code, len(body)) == (told["code"], int(re.findall(rb"Content-Length: (\d+)", head)[0]))
    assert b"anna" not in body
    (line,) = caplog.records
    shown = vars(line)["shown"]
    assert (told["trace_id"], type(fault).__name__) == (shown["trace_id"], shown["fault"])
    assert not any(word in str(vars(line)) for word in ("anna", "192.0.2.7"))
    for end in (ours, theirs):
        end.close()


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
    assert head + (b"" if told else asks + b"\r\n") + b"\r\n{" == conn.arrival.come
    assert 1 == len(worker.pending_conns)
    conn.sock.close()
    theirs.close()


def _read(line: socket.socket) -> bytes:
    try:
        return line.recv(1_000)
    except TimeoutError:
        return b""


def test_a_thread_waits_for_no_byte() -> None:
    """What was gathered is read; what was not is as if the client had left, whatever it still sends."""
    ours, theirs = socket.socketpair()
    line = Line(fileno=ours.detach())
    theirs.sendall(b"later")
    line.hold(b"{}")
    assert (b"{", b"}", False) == (line.recv(1), line.recv(1), line.is_short)
    assert (b"", True) == (line.recv(1), line.is_short)
    line.close()
    theirs.close()


ANSWER = bytes(range(256)) * 20_000


def _answered(worker: ArrivingWorker) -> tuple[Any, socket.socket]:
    """Give a connection whose thread is done with a long answer in two parts, and who asked."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)
    conn: Any = TConn(None, Line(fileno=ours.detach()), None, None)
    conn.sock.sendall(ANSWER[:100])
    conn.sock.sendall(ANSWER[100:])
    done: Future[object] = Future()
    done.set_result(False)
    worker.finish_request(conn, done)
    return conn, theirs


def test_no_thread_waits_for_who_reads_slowly_and_all_of_the_answer_comes(worker: ArrivingWorker) -> None:
    """What is not taken at once is sent by the loop that waits for all, then the line is ended."""
    conn, theirs = _answered(worker)
    assert conn.sock.unsent

    assert ANSWER == _taken(worker, theirs)
    assert (0, 0) == (worker.nr_conns, len(worker.pending_conns))


def _taken(worker: ArrivingWorker, theirs: socket.socket) -> bytes:
    """Give all that a client reads of an answer before it leaves."""
    read = bytearray()
    while part := theirs.recv(1_000_000):
        read += part
        worker.wait_for_and_dispatch_events(0)
    theirs.close()
    worker.wait_for_and_dispatch_events(1)
    return bytes(read)


def test_who_takes_no_answer_is_left_after_a_while(worker: ArrivingWorker) -> None:
    """Nothing of another answer is written into the one that was cut; a client that went is left at once."""
    conn, theirs = _answered(worker)
    conn.timeout = time.monotonic()
    worker.murder_pending()
    assert (0, 0) == (worker.nr_conns, len(worker.pending_conns))
    read = bytearray()
    while part := theirs.recv(1_000_000):
        read += part
    assert ANSWER.startswith(read)
    theirs.close()

    worker.nr_conns = 1
    _, theirs = _answered(worker)
    theirs.close()
    worker.wait_for_and_dispatch_events(0)
    assert (0, 0) == (worker.nr_conns, len(worker.pending_conns))


def test_the_oldest_answers_that_nobody_takes_go_first(
    worker: ArrivingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process keeps so much of them, however many ask and do not read."""
    monkeypatch.setattr("api.operating.arriving.UNSENT_MAX", 2 * len(ANSWER))
    worker.nr_conns = 3
    made = [_answered(worker) for _ in range(3)]

    assert [conn for conn, _ in made[1:]] == list(worker.pending_conns)
    assert 2 == worker.nr_conns
    for conn, theirs in made:
        conn.sock.close()
        theirs.close()


def test_an_answer_that_is_larger_than_all_that_is_kept_is_sent(
    worker: ArrivingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was answered last is waited for, however much it is."""
    monkeypatch.setattr("api.operating.arriving.UNSENT_MAX", 1)
    conn, theirs = _answered(worker)

    assert [conn] == list(worker.pending_conns)
    conn.sock.close()
    theirs.close()


def test_a_connection_that_broke_over_its_answer_is_counted_no_more(worker: ArrivingWorker) -> None:
    """The server closed it, with a part of the answer still to send: nobody waits for it."""
    ours, theirs = socket.socketpair()
    conn: Any = TConn(None, Line(fileno=ours.detach()), None, None)
    conn.sock.sendall(ANSWER)
    conn.sock.close()
    done: Future[object] = Future()
    done.set_result(False)
    worker.finish_request(conn, done)

    assert (0, 0) == (worker.nr_conns, len(worker.pending_conns))
    theirs.close()


@pytest.mark.parametrize(("come", "kept", "left"), [(b"{}GET", True, b"GET"), (b"{", False, b"")])
def test_a_connection_on_which_a_body_is_not_all_there_is_not_kept(
    worker: ArrivingWorker, come: bytes, left: bytes, *, kept: bool
) -> None:
    """What is missing may come later, and is no request; what follows a whole body is the next one."""
    ours, theirs = socket.socketpair()
    conn = TConn(None, Line(fileno=ours.detach()), None, None)
    conn.sock.hold(come)
    conn.parser = Parser(None, conn.sock, None)
    conn.parser.mesg = SimpleNamespace(body=Body(LengthReader(conn.parser.unreader, 2)))

    assert kept is worker._keepalive_after(conn, keepalive=True)  # noqa: SLF001  as the server calls it
    assert left == conn.parser.unreader.take_buffered()
    conn.close()
    theirs.close()
