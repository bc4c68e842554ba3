"""Requests on their way: a thread is given one when all of it is there, and waits for no client for ever.

As gunicorn ships its worker, whoever sends a request byte by byte, or reads no answer, keeps a thread; as
many of them as there are threads keep a service. Here the loop that waits for all connections gathers what
comes, for so long, and threads meet whole requests. A client that asks for a word before it sends the body
(`Expect`) is given it by that loop too.
"""

import os
import re
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from errno import EPIPE
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from api.reading.json_text import BODY_BYTES_MAX

SECONDS = 20
"""How long a request may take to arrive, and so long again an answer until it is taken."""
LINGER_SECONDS = 2
"""How long a client is waited for that was answered and has not left, or sends nothing at a stop."""
HEAD_MAX = 1024 * 1024
"""How much of a head is gathered; the server turns away much shorter ones."""
_AT_ONCE = 64 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_IN_PIECES = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_LAST_PIECE = re.compile(rb"\r\n0+(?:;[^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n")
_ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n|\Z)", re.IGNORECASE)
_ANSWERS_FIRST = b" HTTP/1.1"
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def is_whole(come: bytes) -> bool:
    """Give whether a request is there whole, or more of it would change nothing."""
    end = come.find(b"\r\n\r\n")
    if end < 0:
        return len(come) > HEAD_MAX
    head = come[: end + 2]
    told = _LENGTH.search(head)
    if _IN_PIECES.search(head) is not None:
        last = _LAST_PIECE.search(come, end + 2)
        return told is not None or last is not None or len(come) > end + 2 * BODY_BYTES_MAX
    length = 0 if told is None else int(told[1])
    return length > BODY_BYTES_MAX or len(come) >= end + 4 + length


class Line(socket.socket):
    """A connection on which a thread waits so long and no longer; late is as if the client had left."""

    until: float = 0
    """Until when a request has to be there (`time.monotonic`)."""

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Give what comes, nothing where it is too late."""
        left, patience = max(0, self.until - time.monotonic()), self.gettimeout()
        self.settimeout(left if patience is None else min(left, patience))
        try:
            return super().recv(size, flags)
        except (TimeoutError, BlockingIOError):
            return b""

    def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401  as the library has it
        """Send all of it. Raises OSError, also where it is not taken in time."""
        self.settimeout(SECONDS)
        try:
            super().sendall(data, flags)
        except TimeoutError as fault:
            raise BrokenPipeError(EPIPE, os.strerror(EPIPE)) from fault


class ArrivingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's worker of many threads, whose threads are given requests that are there."""

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  gunicorn ships no types
        """Take a connection that is new, or on which the next request begins."""
        if not isinstance(conn.sock, Line):
            conn.sock = Line(fileno=conn.sock.detach())
        conn.come = b"" if conn.parser is None else conn.parser.unreader.take_buffered()
        if _has_come(conn):
            super().enqueue_req(conn)
            return
        self._await(conn, SECONDS, self._until_whole)

    def handle(self, conn: Any) -> object:  # noqa: ANN401  as above
        """Answer a request, in a thread."""
        conn.sock.until = time.monotonic() + SECONDS
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(conn.come)
        return super().handle(conn)

    def finish_request(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401  as above
        """Keep a connection for the next request, or end it once the client has read what it was told.

        The server would wait for that itself, and meanwhile for nobody else.
        """
        if fs.cancelled() or fs.exception() is not None or fs.result():
            super().finish_request(conn, fs)
            return
        conn.come = b""
        try:
            conn.sock.settimeout(0)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._end(conn)
            return
        self._await(conn, LINGER_SECONDS, self._until_left)

    def murder_pending(self) -> None:
        """Turn away who takes too long; the name is the server's."""
        now = time.monotonic()
        for conn in [each for each in self.pending_conns if each.timeout <= now]:
            self._await_no_more(conn)
            if conn.come:
                with suppress(OSError):
                    conn.sock.send(_TOO_SLOW)
            self._end(conn)

    def hurry(self) -> None:
        """Wait only a moment more for who has sent nothing yet."""
        until = time.monotonic() + LINGER_SECONDS
        for conn in self.pending_conns:
            if not conn.come:
                conn.timeout = min(conn.timeout, until)

    def _await(self, conn: Any, seconds: int, then: Callable[[Any], None]) -> None:  # noqa: ANN401  as above
        conn.timeout = time.monotonic() + seconds
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, lambda _: then(conn))

    def _await_no_more(self, conn: Any) -> None:  # noqa: ANN401  as above
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)

    def _until_whole(self, conn: Any) -> None:  # noqa: ANN401  as above
        if _has_come(conn):
            self._await_no_more(conn)
            super().enqueue_req(conn)

    def _until_left(self, conn: Any) -> None:  # noqa: ANN401  as above
        if _part(conn) == b"":
            self._await_no_more(conn)
            self._end(conn)

    def _end(self, conn: Any) -> None:  # noqa: ANN401  as above
        self.nr_conns -= 1
        conn.close()


def _has_come(conn: Any) -> bool:  # noqa: ANN401  as above
    """Gather what is there; give whether that is all, also where no more will come."""
    part = _part(conn)
    conn.come += part or b""
    if part == b"" or is_whole(conn.come):
        return True
    conn.come, waits = told_to_go_on(conn.come)
    if waits:
        with suppress(OSError):
            conn.sock.send(_GO_ON)
    return False


def told_to_go_on(come: bytes) -> tuple[bytes, bool]:
    """Give what has come without the question whether the body may be sent, and whether that was asked."""
    head, end, rest = come.partition(b"\r\n\r\n")
    if not end or not head.split(b"\r\n", 1)[0].endswith(_ANSWERS_FIRST):
        return come, False
    left, asked = _ASKS_FIRST.subn(b"", head)
    return left + end + rest, asked > 0


def _part(conn: Any) -> bytes | None:  # noqa: ANN401  as above
    """Give what has come on a connection, None where nothing has, nothing where nothing will."""
    conn.sock.settimeout(0)
    try:
        return socket.socket.recv(conn.sock, _AT_ONCE)
    except BlockingIOError:
        return None
    except OSError:
        return b""
