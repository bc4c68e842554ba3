"""Requests and answers on their way: a thread is given a request that is there, and waits for no client.

As gunicorn ships its worker, whoever sends a request byte by byte, or reads no answer, keeps a thread; as
many of them as there are threads keep a service. Here the loop that waits for all connections gathers what
comes, for so long, and threads meet whole requests; what a client does not take of an answer at once that
loop sends on, for so long again. A client that asks for a word before it sends the body
(`Expect`) is given it by that loop too.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from api.operating.arrival import Arrival
from api.operating.unread import answered, refusal_of
from api.refusals import RequestTooSlow
from loyalty.adapters.entropy import SystemEntropy

SECONDS = 20
"""How long a request may take to arrive, and so long again an answer until it is taken."""
UNSENT_MAX = 64 * 1024 * 1024
"""How much of answers that nobody takes a process keeps beside the newest; the oldest go first."""
LINGER_SECONDS = 2
"""How long a client is waited for that was answered and has not left, or sends nothing at a stop."""
_AT_ONCE = 64 * 1024
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
_TRACE_BITS = 128


class Line(socket.socket):
    """A connection of which a thread reads what has come, and which takes an answer; neither waits."""

    _come: bytes = b""
    _given: int = 0
    is_short: bool = False
    """Whether more was asked for than has come: it is as if the client had left."""
    unsent: bytearray = bytearray()
    """What is still to be sent of an answer."""

    def recv(self, size: int, flags: int = 0) -> bytes:  # noqa: ARG002  as sockets have it
        """Give what has come, nothing where there is no more."""
        part = self._come[self._given : self._given + size]
        self._given += len(part)
        self.is_short = not part
        return part

    def hold(self, come: bytes) -> None:
        """Hold what has come ready to be read."""
        self._come, self._given, self.is_short = come, 0, False

    def left(self) -> bytes:
        """Give what nobody has read."""
        return self._come[self._given :]

    def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401  as the library has it
        """Send what is taken at once and keep the rest, which `send_on` sends. Raises OSError."""
        if not self.unsent:
            self.unsent = bytearray()
        self.unsent += data
        self.send_on(flags)

    def send_on(self, flags: int = 0) -> bool:
        """Send what is taken at once; give whether that was all. Raises OSError where the client left."""
        self.settimeout(0)
        with suppress(BlockingIOError):
            while self.unsent:
                del self.unsent[: self.send(self.unsent, flags)]
        return not self.unsent


class ArrivingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's worker of many threads, whose threads are given requests that are there."""

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  gunicorn ships no types
        """Take a connection that is new, or on which the next request begins."""
        if not isinstance(conn.sock, Line):
            conn.sock = Line(fileno=conn.sock.detach())
        conn.arrival = Arrival(b"" if conn.parser is None else conn.parser.unreader.take_buffered())
        if _has_come(conn):
            super().enqueue_req(conn)
            return
        self._await(conn, SECONDS, self._until_whole)

    def handle(self, conn: Any) -> object:  # noqa: ANN401  as above
        """Answer a request, in a thread."""
        conn.sock.hold(bytes(conn.arrival.come))
        conn.data_ready = True
        return super().handle(conn)

    def handle_error(
        self,
        req: object,  # noqa: ARG002  as the server calls it
        client: Any,  # noqa: ANN401  as above
        addr: object,  # noqa: ARG002  as the server calls it
        exc: Exception,
    ) -> None:
        """Refuse what could not be read as everything is refused, and note no more than the kind of it."""
        refusal, trace_id = refusal_of(exc), _new_trace()
        shown = {"refused_with": refusal.code, "fault": type(exc).__name__, "trace_id": trace_id}
        self.log.warning("unread", extra={"shown": shown})
        with suppress(OSError):
            client.sendall(answered(refusal, trace_id))

    def _keepalive_after(self, conn: Any, keepalive: object) -> bool:  # noqa: ANN401  as above
        """Give whether the connection is kept: not where a part of the request is missing.

        It may come later, and would be read as the next request.
        """
        if not super()._keepalive_after(conn, keepalive) or conn.sock.is_short:
            return False
        unreader = conn.parser.unreader
        unreader.unread(unreader.take_buffered() + conn.sock.left())
        return True

    def finish_request(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401  as above
        """Keep a connection for the next request, or end it once the client has read what it was told.

        The server would wait for that itself, and meanwhile for nobody else.
        """
        conn.arrival = Arrival()
        conn.sock.hold(b"")
        if conn.sock.unsent and conn.sock.fileno() >= 0:
            self._await(conn, SECONDS, lambda of: self._until_sent(of, fs), EVENT_WRITE)
            self._make_room()
            return
        self._finish(conn, fs)

    def _finish(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401  as above
        if fs.cancelled() or fs.exception() is not None or fs.result():
            super().finish_request(conn, fs)
            return
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
            if conn.arrival.come:
                with suppress(OSError):
                    conn.sock.send(answered(RequestTooSlow(), _new_trace()))
            self._end(conn)

    def hurry(self) -> None:
        """Wait only a moment more for who has sent nothing yet."""
        until = time.monotonic() + LINGER_SECONDS
        for conn in self.pending_conns:
            if not conn.arrival.come and not conn.sock.unsent:
                conn.timeout = min(conn.timeout, until)

    def _await(
        self,
        conn: Any,  # noqa: ANN401  as above
        seconds: int,
        then: Callable[[Any], None],
        event: int = EVENT_READ,
    ) -> None:
        conn.timeout = time.monotonic() + seconds
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, event, lambda _: then(conn))

    def _await_no_more(self, conn: Any) -> None:  # noqa: ANN401  as above
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)

    def _until_whole(self, conn: Any) -> None:  # noqa: ANN401  as above
        if _has_come(conn):
            self._await_no_more(conn)
            super().enqueue_req(conn)

    def _until_sent(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401  as above
        try:
            sent = conn.sock.send_on()
        except OSError:
            self._await_no_more(conn)
            self._end(conn)
            return
        if sent:
            self._await_no_more(conn)
            self._finish(conn, fs)

    def _make_room(self) -> None:
        """End the oldest of those who do not take their answers, where these come to too much.

        Who was answered last is not ended: one answer may be larger than all that is kept.
        """
        waiting = [each for each in self.pending_conns if each.sock.unsent]
        unsent = sum(len(each.sock.unsent) for each in waiting)
        for conn in waiting[:-1]:
            if unsent <= UNSENT_MAX:
                return
            unsent -= len(conn.sock.unsent)
            self._await_no_more(conn)
            self._end(conn)

    def _until_left(self, conn: Any) -> None:  # noqa: ANN401  as above
        if _part(conn) == b"":
            self._await_no_more(conn)
            self._end(conn)

    def _end(self, conn: Any) -> None:  # noqa: ANN401  as above
        self.nr_conns -= 1
        conn.close()


def _has_come(conn: Any) -> bool:  # noqa: ANN401  as above
    """Gather what is there; give whether that is all, also where no more will come."""
    arrival: Arrival = conn.arrival
    if arrival.is_whole():
        return True
    part = _part(conn)
    arrival.come += part or b""
    if part == b"" or arrival.is_whole():
        return True
    if arrival.asks:
        arrival.asks = False
        with suppress(OSError):
            conn.sock.send(_GO_ON)
    return False


def _new_trace() -> str:
    """Give the id of a trace of a request that never got as far as having one."""
    return SystemEntropy().bits(_TRACE_BITS).hex()


def _part(conn: Any) -> bytes | None:  # noqa: ANN401  as above
    """Give what has come on a connection, None where nothing has, nothing where nothing will."""
    conn.sock.settimeout(0)
    try:
        return socket.socket.recv(conn.sock, _AT_ONCE)
    except BlockingIOError:
        return None
    except OSError:
        return b""
