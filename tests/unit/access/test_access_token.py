"""A token stands for its key as the key is now, for a time, to whoever shows its secret."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from loyalty.access.access_token import (
    TOKEN_LASTS,
    AccessToken,
    PresentedToken,
    issue,
    key_of_token,
    parse_token,
)
from loyalty.access.key import APART_MAX, CHANCE_BYTES, ApiKey, Kind, mint
from loyalty.access.refusals import KeyRefused
from loyalty.access.scopes import Scope

AT = datetime(2027, 1, 1, tzinfo=UTC)
BOTH = frozenset({Scope.POINTS_READ, Scope.ORDERS_READ})
MOMENT = timedelta(microseconds=1)


def given(wanted: frozenset[Scope] = frozenset()) -> tuple[ApiKey, AccessToken, PresentedToken]:
    """Give a key that may do two things, a token of it, and the token as it is shown."""
    key = mint(bytes(CHANCE_BYTES), label="till", programme=None, scopes=BOTH, kind=Kind.LIVE, at=AT).key
    issued = issue(bytes(range(CHANCE_BYTES)), key, wanted, AT)
    shown = parse_token(issued.text)
    assert shown is not None
    return key, issued.token, shown


def test_a_token_opens_by_its_own_secret_only() -> None:
    """The id is no secret: beside another secret it opens nothing."""
    key, token, shown = given()

    assert key == key_of_token(token, key, shown, AT)
    with pytest.raises(KeyRefused):
        key_of_token(token, key, PresentedToken(shown.key_id, "0" * 64), AT)


@pytest.mark.parametrize("now", [AT - APART_MAX - MOMENT, AT + TOKEN_LASTS, AT + timedelta(days=1)])
def test_a_token_opens_in_its_time_only(now: datetime) -> None:
    """Before it was given, but for clocks that are apart, and from its end on it opens nothing."""
    key, token, shown = given()

    for within in (AT - APART_MAX, AT + timedelta(minutes=15) - MOMENT):
        assert key == key_of_token(token, key, shown, within)
    with pytest.raises(KeyRefused):
        key_of_token(token, key, shown, now)


def test_a_token_does_what_it_and_its_key_may_by_now() -> None:
    """What was taken from the key is taken from its tokens; what was added is not added to them."""
    key, token, shown = given(frozenset({Scope.POINTS_READ}))
    for left, may in (
        (BOTH, {Scope.POINTS_READ}),
        (frozenset({Scope.ORDERS_READ}), set()),
        (frozenset(Scope), {Scope.POINTS_READ}),
    ):
        assert may == key_of_token(token, replace(key, scopes=left), shown, AT).scopes


def test_a_token_is_of_one_key_that_is_in_use() -> None:
    """Without its key, beside another one or once that was revoked it opens nothing."""
    key, token, shown = given()
    for other in (None, replace(key, key_id="f" * 16), replace(key, revoked_at=AT)):
        with pytest.raises(KeyRefused):
            key_of_token(token, other, shown, AT)
