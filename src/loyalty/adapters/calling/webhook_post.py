"""Sending messages to addresses that others named, so that they reach nothing but the public internet.

The name of a host is asked for once; every number it stands for has to be public, and the connection
is made to the first of those numbers that takes it, so that a name that means something else a moment
later changes nothing. No redirect is followed, no proxy asked, and of the answer only its head is read.
An attempt ends after a fixed time, also where the name server or the endpoint answers a byte at a time, or
never: looking up, connecting and sending share it.
"""

import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import Any
from urllib.parse import urlsplit

from loyalty.webhooks.delivery import Message, Outcome
from loyalty.webhooks.endpoint import check_address, is_loopback, is_public
from loyalty.webhooks.refusals import AddressRefused

SECONDS = 20
"""How long an attempt takes at most."""
NUMBERS_MAX = 4
"""How many numbers of a host are tried: one it has for IPv6 may not be reached from here."""
AGENT = "loyalty-webhooks/1"
_WAIT_DIGITS = 9
_NANOSECONDS = 1_000_000_000
Place = tuple[Any, ...]


class WebhookPost:
    """Sends messages by HTTP; ``loopback`` lets this machine itself be called, for development."""

    def __init__(self, *, loopback: bool, seconds: int = SECONDS) -> None:
        """Keep what may be called, and how long an attempt takes at most."""
        self.loopback = loopback
        self._seconds = seconds
        self._secure = ssl.create_default_context()

    def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
        """Begin to send messages, all at the same time, and give where it will stand what came of each."""
        if not messages:
            return []
        pool = ThreadPoolExecutor(len(messages))
        begun = [pool.submit(self._timed, each) for each in messages]
        pool.shutdown(wait=False)
        return begun

    def _timed(self, message: Message) -> Outcome:
        started = time.monotonic_ns()
        status, fault, wait = self._sent(message)
        return Outcome(status, fault, (time.monotonic_ns() - started) // 1_000_000, wait)

    def _sent(self, message: Message) -> tuple[int | None, str, timedelta | None]:
        try:
            return self._post(message)
        except AddressRefused:
            return None, "address-refused", None
        except socket.gaierror:
            return None, "unknown-host", None
        except ssl.SSLError:
            return None, "tls-failed", None
        except TimeoutError:
            return None, "timed-out", None
        except (OSError, HTTPException, ValueError):
            return None, "no-answer", None

    def _post(self, message: Message) -> tuple[int | None, str, timedelta | None]:
        check_address(message.address, loopback=self.loopback)
        parts = urlsplit(message.address)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        until = time.monotonic_ns() + self._seconds * _NANOSECONDS
        line = self._line(self._numbers(host, port), port, until)
        line.settimeout(_left(until))
        kind = HTTPSConnection if secure else HTTPConnection
        connection = kind(host, port, timeout=self._seconds)
        with _ending([line], until) as watched:
            if secure:
                line = self._secure.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
                watched[0] = line
                line.do_handshake()
            connection.sock = line
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            head = {"content-type": "application/json", "user-agent": AGENT, "connection": "close"}
            connection.request("POST", target, message.body, {**head, **message.headers})
            answer = connection.getresponse()
            return answer.status, "", _wait(answer.getheader("retry-after"))

    @staticmethod
    def _line(numbers: Sequence[str], port: int, until: int) -> socket.socket:
        """Give a connection to the first of the numbers that takes one, the time left shared among them."""
        for place, number in enumerate(numbers):
            try:
                return socket.create_connection((number, port), timeout=_left(until, len(numbers) - place))
            except OSError:
                if place == len(numbers) - 1:
                    raise
            if time.monotonic_ns() >= until:
                break
        raise TimeoutError

    def _numbers(self, host: str, port: int) -> list[str]:
        """Give the numbers to connect to. Raises AddressRefused where one of the host's is not public."""
        found = _looked_up(host, port, self._seconds)
        numbers = [str(each[4][0]).partition("%")[0] for each in found]
        here = self.loopback and is_loopback(host)
        for number in map(ip_address, numbers):
            if not (number.is_loopback if here else is_public(number)):
                raise AddressRefused
        return numbers[:NUMBERS_MAX]


def _left(until: int, among: int = 1) -> int:
    """Give the seconds that are left until then, shared: whole ones, 1 at least."""
    return max(1, -((time.monotonic_ns() - until) // (among * _NANOSECONDS)))


def _looked_up(host: str, port: int, seconds: int) -> list[Place]:
    """Give what a name stands for. Raises TimeoutError, gaierror.

    Nothing ends a look-up from outside, so one that takes too long is left behind: its thread ends by itself.
    """
    answer: SimpleQueue[list[Place] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as fault:
            answer.put(fault)

    Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


@contextmanager
def _ending(watched: list[socket.socket], until: int) -> Iterator[list[socket.socket]]:
    """Close what is ``watched`` in the end; cut it off then (`time.monotonic_ns`), with a TimeoutError."""
    late: list[bool] = []

    def cut() -> None:
        late.append(True)
        socket.socket.shutdown(watched[0], socket.SHUT_RDWR)

    timer = Timer(_left(until), cut)
    timer.start()
    try:
        yield watched
        if late:  # the head was cut off, and what there is of it may look whole
            raise TimeoutError
    except (OSError, HTTPException, ValueError) as fault:
        if late:
            raise TimeoutError from fault
        raise
    finally:
        timer.cancel()
        watched[0].close()


def _wait(text: str | None) -> timedelta | None:
    """Give how long an answer asks to wait: in seconds, or until an instant (RFC 9110, section 10.2.3)."""
    if text is None:
        return None
    text = text.strip()
    if text.isdecimal() and text.isascii() and len(text) <= _WAIT_DIGITS:
        return timedelta(seconds=int(text))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return None if until.tzinfo is None else max(until - datetime.now(UTC), timedelta())
