"""A request as far as it has come: when it is there whole, and what finding that costs."""

import pytest

from api.operating.arrival import HEAD_MAX, PIECES_MAX, Arrival
from api.reading.json_text import BODY_BYTES_MAX

HEAD = b"PUT /v1/orders/1 HTTP/1.1\r\nHost: localhost\r\n"
PIECES = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "come",
    [
        HEAD + b"\r\n",
        b"\r\n" + HEAD + b"\r\n",
        HEAD + b"content-length:3\r\n\r\n{} ",
        HEAD + b"Content-Length: 0000000000000000003\r\n\r\n{} ",
        HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n{} ",
        PIECES + b"2\r\n{}\r\n0\r\n\r\n",
        PIECES + b"009 ;x=1\r\n\r\n0\r\n\r\n..\r\n000;x=1\r\nTrailer: 1\r\n\r\n",
        HEAD + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_a_request_is_there_with_its_last_byte(come: bytes) -> None:
    """And no sooner, in whatever parts it comes; what follows it changes nothing."""
    arrival = Arrival()
    for n in range(len(come)):
        assert not arrival.is_whole(), come[:n]
        arrival.come += come[n : n + 1]

    assert arrival.is_whole()
    assert Arrival(come).is_whole()
    assert Arrival(come + b"GET").is_whole()


@pytest.mark.parametrize(
    "come",
    [
        b"\r\n\r\n",
        b"x" * (HEAD_MAX + 1),
        HEAD + b"Content-Length: %d\r\n\r\n" % (BODY_BYTES_MAX + 1),
        HEAD + b"Content-Length: %s\r\n\r\n" % (b"9" * 5_000),
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n",
        PIECES + b"nine\r\n",
        PIECES + b"2\r\n{}0\r\n",
        PIECES + b"%x\r\n" % (PIECES_MAX + 9) + b"x" * PIECES_MAX,
        PIECES + b"0\r\n" + b"x" * PIECES_MAX,
        PIECES + b"0" * (PIECES_MAX + 1),
    ],
)
def test_what_is_refused_anyhow_is_waited_for_no_longer(come: bytes) -> None:
    """More of it would change nothing."""
    assert Arrival(come).is_whole()


class Watched(bytearray):
    """Bytes that count how many of them were searched."""

    searched = 0

    def find(self, what: bytes, start: int = 0) -> int:  # type: ignore[override]
        """Search, and count."""
        found = super().find(what, start)
        self.searched += (len(self) if found < 0 else found) - start
        return found


@pytest.mark.parametrize(
    "come",
    [
        HEAD + b"X: " + b"x" * 100_000,
        PIECES + b"ffff\r\n" + b"0\r\n" * 20_000,
        PIECES + b"1\r\n0\r\n" * 20_000,
        PIECES + b"1;" + b"x" * 100_000,
        PIECES + b"0\r\n" + b"x: 1\r\n" * 20_000,
    ],
)
def test_no_byte_is_searched_again_with_every_read(come: bytes) -> None:
    """However it is sent: a request on its way costs the loop that waits for all what its length costs."""
    arrival = Arrival()
    arrival.come = watched = Watched()
    for start in range(0, len(come), 100):
        watched.extend(come[start : start + 100])
        arrival.is_whole()

    assert watched.searched <= 2 * len(come)
