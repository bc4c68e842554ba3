"""The door at which numbers of cards and persons are turned away: addresses, queries, keys.

Bodies are looked at as they are read.
"""

from flask import Flask, request

from api.idempotency import HEADER
from loyalty.kernel.card_door import refuse_in_texts
from loyalty.kernel.card_numbers import holds_card_number
from loyalty.kernel.identity_numbers import holds_identity_number

PART = " x "
"""Stands between texts that do not belong together."""


def turn_away_card_numbers(app: Flask) -> None:
    """Look at every request of ``app`` before a route does. Raises PanDetected or IdentityNumberDetected."""
    app.before_request(_look)


def _look() -> None:
    asked = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  the proxy's own way
    texts = {f"{{{name}}}": str(value) for name, value in (asked.view_args or {}).items()}
    for name, values in asked.args.lists() if asked.environ.get("QUERY_STRING") else ():
        # A name may be anything, and is repeated only where it is none.
        place = "?" if holds_card_number(name) or holds_identity_number(name) else f"?{name}"
        texts[place] = PART.join((texts.get(place, ""), name, *values))
    if "HTTP_IDEMPOTENCY_KEY" in asked.environ:
        texts[HEADER] = asked.environ["HTTP_IDEMPOTENCY_KEY"]
    refuse_in_texts(texts)
