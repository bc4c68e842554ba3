"""A request as far as it has come: where it ends is found once, however it comes.

What was looked at is not looked at again, so that a byte costs the same as the first of a request and as the
last of a long one. A body in pieces is walked by the sizes that the pieces state: what stands inside a piece
ends nothing. What the server refuses whatever follows is whole as well.
"""

import re
from collections.abc import Callable

from api.reading.json_text import BODY_BYTES_MAX

HEAD_MAX = 1024 * 1024
"""How much of a head is gathered; the server turns away much shorter ones."""
PIECES_MAX = 2 * BODY_BYTES_MAX
"""How much is gathered of a body in pieces, with what is written between them."""
_END_OF_LINE = b"\r\n"
_BLANK_LINE = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)[ \t]*\r\n", re.IGNORECASE)
_LENGTH_DIGITS_MAX = 18
_IN_PIECES = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_SIZE = re.compile(rb"0*([0-9a-f]{1,8})[ \t]*(?:;|\Z)", re.IGNORECASE)
_ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
_ANSWERS_FIRST = b" HTTP/1.1"


class Arrival:
    """What has come of a request, and of what was sent after it."""

    def __init__(self, come: bytes = b"") -> None:
        """Begin with what came with the request before."""
        self.come = bytearray(come)
        self.asks = False
        """Whether the client waits for a word before it sends the body (`Expect`)."""
        self._at = 0
        self._searched = 0
        self._body = 0
        self._next: Callable[[], bool] | None = self._pass_empty_line

    def is_whole(self) -> bool:
        """Give whether the request is there whole, or more of it would change nothing."""
        while self._next is not None:
            if not self._next():
                return False
        return True

    def _pass_empty_line(self) -> bool:
        """Pass the one empty line that may stand before a request."""
        if len(self.come) < len(_END_OF_LINE):
            return False
        self._at = len(_END_OF_LINE) if self.come.startswith(_END_OF_LINE) else 0
        self._next = self._read_head
        return True

    def _read_head(self) -> bool:
        if self.come.startswith(_END_OF_LINE, self._at):
            return self._end()
        end = self._find(_BLANK_LINE)
        if end < 0:
            return len(self.come) - self._at > HEAD_MAX and self._end()
        head = bytes(self.come[self._at : end + len(_END_OF_LINE)])
        if head.split(_END_OF_LINE, 1)[0].endswith(_ANSWERS_FIRST):
            left, asked = _ASKS_FIRST.subn(b"", head)
            self.come[self._at : end + len(_END_OF_LINE)] = left
            self.asks, end = asked > 0, end - len(head) + len(left)
        self._at = self._body = self._searched = end + len(_BLANK_LINE)
        return self._begin_body(head)

    def _begin_body(self, head: bytes) -> bool:
        told = _LENGTH.search(head)
        if _IN_PIECES.search(head) is not None:
            self._next = self._read_size
            return told is None or self._end()
        digits = b"0" if told is None else told[1].lstrip(b"0") or b"0"
        if len(digits) > _LENGTH_DIGITS_MAX or int(digits) > BODY_BYTES_MAX:
            return self._end()
        self._at += int(digits)
        self._next = self._reach
        return True

    def _reach(self) -> bool:
        """Wait for the last byte of a body whose length was told."""
        return len(self.come) >= self._at and self._end()

    def _read_size(self) -> bool:
        """Read how much of the body the next piece is."""
        end = self._find(_END_OF_LINE)
        if end < 0:
            return self._is_too_much() and self._end()
        told = _SIZE.match(self.come, self._at, end)
        if told is None:
            return self._end()
        size = int(told[1], 16)
        self._at = end + len(_END_OF_LINE) + size
        self._next = self._pass_piece if size else self._read_trailers
        return True

    def _pass_piece(self) -> bool:
        """Wait for all of a piece and the end of its line."""
        if self._is_too_much():
            return self._end()
        after = self.come[self._at : self._at + len(_END_OF_LINE)]
        if len(after) < len(_END_OF_LINE):
            return False
        self._at += len(_END_OF_LINE)
        self._next = self._read_size
        return after == _END_OF_LINE or self._end()

    def _read_trailers(self) -> bool:
        """Wait for the blank line after the last piece."""
        if self.come.startswith(_END_OF_LINE, self._at):
            return self._end()
        return (self._find(_BLANK_LINE) >= 0 or self._is_too_much()) and self._end()

    def _is_too_much(self) -> bool:
        return len(self.come) - self._body > PIECES_MAX

    def _find(self, what: bytes) -> int:
        """Give where it stands from here on, -1 where it does not yet; nothing is searched twice."""
        found = self.come.find(what, max(self._at, self._searched - len(what) + 1))
        if found < 0:
            self._searched = len(self.come)
        return found

    def _end(self) -> bool:
        self._next = None
        return True
