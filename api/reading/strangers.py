"""How often somebody may show a key, token, client or session that is none of ours, by address and id.

Wrong ones are counted in memory, by each process for itself, and nothing of them is written anywhere.
Whoever was wrong too often from one address is refused before anything is looked up, unless the id was
proven before: who shares an address with a stranger, behind one proxy say, goes on. What is right is
never refused for what others guessed of the same id.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import TypeVar

from flask import Flask, current_app, g, request

from api.refusals import TooManyWrongKeys
from loyalty.access.key import Presented
from loyalty.access.refusals import KeyRefused, SessionEnded
from loyalty.access.turns import WINDOW_SECONDS, Turns, full

Found = TypeVar("Found")
NAME = '"wrong-keys"'
KEPT_MOST = 10_000
"""How many addresses and ids are counted at once; the one that was wrong longest ago is forgotten first."""
NEIGHBOURS = 64
"""The bits of an address of IPv6 that one connection shares; the rest is as its owner likes."""
_KEPT_AS = "loyalty_strangers"


class Strangers:
    """The turns for wrong keys of one process."""

    def __init__(self, per_minute: int, now: Callable[[], datetime]) -> None:
        """Let an address, and an id, be wrong ``per_minute`` times in a minute; ``now`` is the clock."""
        self._per_minute, self._now = per_minute, now
        self._turns: OrderedDict[str, Turns] = OrderedDict()
        self._proven: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def may_try(self, address: str, key_id: str) -> None:
        """Give nothing where something may be looked up for an address. Raises TooManyWrongKeys."""
        with self._lock:
            if address not in self._turns or key_id in self._proven:
                return
            turns = self._turns_of(address)
            if not turns.left:
                _refuse(turns)

    def proven(self, key_id: str) -> None:
        """Remember an id that was shown with its secret."""
        with self._lock:
            _put(self._proven, key_id, None)

    def wrong(self, *names: str) -> None:
        """Take a turn of an address and of an id. Raises TooManyWrongKeys where there was none."""
        with self._lock:
            spent = None
            for name in names:
                turns = self._turns_of(name)
                if turns.left:
                    _put(self._turns, name, turns.without_one())
                else:
                    spent = turns
            if spent is not None:
                _refuse(spent)

    def _turns_of(self, name: str) -> Turns:
        kept = self._turns.get(name)
        return full(self._per_minute, self._now()) if kept is None else kept.at_instant(self._now())


def slow_down_strangers(app: Flask, strangers: Strangers) -> None:
    """Let every proof of a key in ``app`` be counted."""
    app.extensions[_KEPT_AS] = strangers


def proven(
    presented: Presented | None,
    prove: Callable[[Presented], Found],
    refused: type[KeyRefused | SessionEnded] = KeyRefused,
) -> Found:
    """Give what ``prove`` finds for what was shown, None for what is none of ours by its form.

    Raises ``refused`` for what is not right, TooManyWrongKeys, and what ``prove`` raises.
    """
    strangers: Strangers | None = current_app.extensions.get(_KEPT_AS)
    if strangers is None:
        return _prove(presented, prove, refused)
    address, key_id = neighbourhood(request.remote_addr), "" if presented is None else presented.key_id
    strangers.may_try(address, key_id)
    try:
        found = _prove(presented, prove, refused)
    except refused:
        strangers.wrong(address, *([key_id] if key_id else []))
        raise
    strangers.proven(key_id)
    return found


@lru_cache(KEPT_MOST)
def neighbourhood(address: str | None) -> str:
    """Give by which name an address is counted: of IPv6 the network that one connection has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "nowhere"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, NEIGHBOURS), strict=False))
    return str(found.ipv4_mapped or found) if isinstance(found, IPv6Address) else str(found)


def _prove(
    presented: Presented | None,
    prove: Callable[[Presented], Found],
    refused: type[KeyRefused | SessionEnded],
) -> Found:
    if presented is None:
        raise refused
    return prove(presented)


def _put(kept: OrderedDict[str, Found], name: str, value: Found) -> None:
    kept[name] = value
    kept.move_to_end(name)
    if len(kept) > KEPT_MOST:
        kept.popitem(last=False)


def _refuse(turns: Turns) -> None:
    g.turns_of_strangers = turns
    raise TooManyWrongKeys


def left_of_strangers(turns: Turns) -> list[tuple[str, str]]:
    """Give the headers by which an answer says when somebody who was wrong too often may try again."""
    return [
        ("RateLimit-Policy", f"{NAME};q={turns.per_minute};w={WINDOW_SECONDS}"),
        ("RateLimit", f"{NAME};r={turns.left};t={turns.full_in}"),
        ("Retry-After", str(turns.next_in)),
    ]
