"""By which names the service is asked, and under which address it tells clients to ask.

A name that a caller sends is believed nowhere: where the operator says by which names the service is
reached, a request by another one is refused; and what tells clients where to ask is told of the address
that the operator sets.
"""

from collections.abc import Collection

from flask import Flask, current_app, request

from api.cookies import host_name, on_loopback
from api.refusals import HostUnknown

_NAME = "loyalty_public_url"
BY_MACHINES = frozenset({"/livez", "/readyz", "/metrics"})
"""Addresses that balancers and counters ask by the number of a machine; nothing there depends on a name."""


def answer_by_names(app: Flask, hosts: Collection[str], public_url: str | None) -> None:
    """Let ``app`` be asked by ``hosts`` only, by any name where there are none, and on the machine itself."""
    app.extensions[_NAME] = public_url
    known = frozenset(hosts)

    if not known:
        return

    def admit() -> None:
        if host_name() not in known and not on_loopback() and request.path not in BY_MACHINES:
            raise HostUnknown

    app.before_request(admit)


def public_address() -> str | None:
    """Give the address under which clients ask, without a slash at its end; None where nobody set one.

    On the machine itself it is the one that was asked, for development.
    """
    found: str | None = current_app.extensions[_NAME]
    if found is None and on_loopback():
        return request.host_url.rstrip("/")
    return found
