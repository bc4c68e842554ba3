"""An endpoint: an address of a programme's that is told, and what its address may be.

Who may name an address could make this service call others for them (server-side request forgery).
So an address is https, names no user, and every number that its name stands for is looked at again
when it is called: see `adapters/webhook_post.py`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from loyalty.webhooks.announcement import AnnouncementType
from loyalty.webhooks.refusals import AddressRefused

ENDPOINTS_MAX = 20
"""How many endpoints a programme may have."""

ADDRESS_MAX = 500
PAUSE = timedelta(seconds=5)
"""How long an endpoint that failed is left alone, each time in a row twice as long, at most `PAUSE_MAX`."""
PAUSE_MAX = timedelta(minutes=5)
THROTTLE_MAX = timedelta(hours=1)
"""How long an endpoint, or a delivery to it, waits at most because it asked for that."""

MINUTE = timedelta(minutes=1)
GONE = 410
THROTTLING = frozenset({429, 502, 503, 504})
_PORT_MAX = 65535
_LOOPBACK = "localhost"
# A name of the public internet ends in letters (RFC 3696, section 2): what ends in a number, as `127.1`,
# `0x7f.1` and `2130706433` do, is read as an address by whoever looks it up.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_PUBLIC_NAME = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}", re.ASCII)
# Ends of names that stand for nothing outside a machine, a house or a cloud (RFC 6761, 6762, 8375; ICANN).
_HOUSE_ENDS = (".localhost", ".local", ".internal", ".home.arpa")
# Prefixes of IPv6 in which an IPv4 address is wrapped: translation (RFC 6052, RFC 8215) and 6to4 (RFC 3056).
_WRAPPED = ("64:ff9b:", "2002:")
# Numbers that no host of a shop has and releases of Python take for public: those of protocols (RFC 6890,
# CVE-2024-4032), the gate of 6to4 that is out of use (RFC 7526), documentation (RFC 9637).
_OF_NO_HOST = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))


class EndpointState(StrEnum):
    """Whether an endpoint is told."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class Why(StrEnum):
    """Why an endpoint is disabled; ``SECRET``: why one that is enabled is not told all the same."""

    ASKED = "asked"
    GONE = "gone"
    FAILING = "failing"
    SECRET = "secret"  # noqa: S105  a word of the answer


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that is told of ``types``, of all where that is empty.

    ``failures`` counts attempts that failed in a row; until ``paused_until`` nothing is sent;
    ``accepted_at`` is when it last took something.
    """

    programme: str
    endpoint_id: str
    address: str
    types: frozenset[AnnouncementType]
    state: EndpointState
    created_at: datetime
    created_by: str
    paused_until: datetime
    why: str = ""
    failures: int = 0
    accepted_at: datetime | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Give what it is found by: its programme and its id there."""
        return self.programme, self.endpoint_id

    def wants(self, of: AnnouncementType) -> bool:
        """Say whether it is told of a type."""
        return not self.types or of in self.types

    def enabled(self) -> "Endpoint":
        """Give it as it is once it is told again, with nothing held against it."""
        return replace(self, state=EndpointState.ENABLED, why="", failures=0, paused_until=self.created_at)

    def disabled(self, why: Why) -> "Endpoint":
        """Give it as it is once nothing is sent any more."""
        return replace(self, state=EndpointState.DISABLED, why=str(why))

    def left_alone(self, at: datetime) -> "Endpoint":
        """Give it as it is while nothing can be signed for it, which is not its fault."""
        return replace(self, paused_until=at + PAUSE_MAX)

    def took(self, at: datetime) -> "Endpoint":
        """Give it once it took something; the same where that is known to the minute."""
        if not self.failures and self.accepted_at is not None and at - self.accepted_at < MINUTE:
            return self
        return replace(self, failures=0, accepted_at=at)

    def failed(self, at: datetime, wait: timedelta | None) -> "Endpoint":
        """Give it once it failed: it is left alone for as long as it asked, or longer each time.

        What failed at the same time, sent before that was known, is one failure.
        """
        asked = at + (min(wait, THROTTLE_MAX) if wait is not None else timedelta())
        if self.paused_until > at:
            return replace(self, paused_until=max(self.paused_until, asked))
        until = at + min(PAUSE * 2 ** min(self.failures, 10), PAUSE_MAX)
        return replace(self, failures=self.failures + 1, paused_until=max(until, asked))


def check_address(address: str, *, loopback: bool) -> None:
    """Refuse an address that may not be called; ``loopback`` lets this machine itself be called, by http too.

    Raises AddressRefused.
    """
    if len(address) > ADDRESS_MAX or not address.isascii() or not address.isprintable() or " " in address:
        raise _refused("it is too long, or has characters that no address has")
    parts = _split(address)
    host, port = parts.hostname or "", parts.port
    here = loopback and is_loopback(host)
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise _refused("it does not begin with https://")
    if not host or parts.fragment or "@" in parts.netloc:
        raise _refused("it names no host, or a user, or a part of a page")
    if port is not None and not 0 < port <= _PORT_MAX:
        raise _refused("its port is none")
    if not here and not _is_public_host(host):
        raise _refused("it is not on the public internet")


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself, by its own name or number."""
    number = _number(host)
    return _without_root(host) == _LOOPBACK if number is None else number.is_loopback


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Say whether a number is of a host on the public internet: neither private nor a cloud's own service."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(number.ipv4_mapped)
        if number.is_site_local or number.compressed.startswith(_WRAPPED):
            return False
    if any(number in network for network in _OF_NO_HOST):
        return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def types_in(names: Collection[str]) -> frozenset[AnnouncementType]:
    """Give the types of these names. Raises ValueError for one that is none."""
    return frozenset(AnnouncementType(name) for name in names)


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        raise _refused("it cannot be read") from None
    return parts


def _is_public_host(host: str) -> bool:
    """Say whether a host is a public number, or a name that may stand for one."""
    number = _number(host)
    if number is not None:
        return is_public(number)
    name = _without_root(host)
    return _PUBLIC_NAME.fullmatch(name) is not None and not name.endswith(_HOUSE_ENDS)


def _without_root(host: str) -> str:
    """Give a name without the dot of the root, with which it stands for the same host."""
    return host.removesuffix(".")


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _refused(why: str) -> AddressRefused:
    return AddressRefused(
        f"{why[0].upper()}{why[1:]}.",
        pointer="/url",
        hint="write an address on the public internet, such as https://shop.example/hooks/loyalty",
    )
