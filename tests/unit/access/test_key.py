"""API keys: minting, reading, proving, and what they permit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loyalty.access.key import CHANCE_BYTES, Kind, Minted, Presented, mint, parse, verify
from loyalty.access.refusals import (
    KeyRefused,
    LabelUnfit,
    ProgrammeOutOfReach,
    ScopeMissing,
    ScopeUnknown,
    TrialOnly,
)
from loyalty.access.scopes import Scope, scopes_from
from loyalty.kernel.refusal import InvariantBroken

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
CHANCE = bytes(range(CHANCE_BYTES))


def minted(kind: Kind = Kind.LIVE, programme: str | None = None) -> Minted:
    """Give a key that may write quotes."""
    scopes = frozenset({Scope.QUOTES_WRITE})
    return mint(CHANCE, label="till", programme=programme, scopes=scopes, kind=kind, at=AT)


def presented(text: str) -> Presented:
    """Give what a key's text presents."""
    found = parse(text)
    assert found is not None
    return found


def test_a_minted_key_proves_itself() -> None:
    """The text of a new key opens the kept key."""
    made = minted()

    assert made.key == verify(made.key, presented(made.text))


def test_the_text_is_prefix_id_and_secret() -> None:
    """A key is written lk_, 16 digits of id, 64 digits of secret."""
    assert f"lk_{CHANCE[:8].hex()}_{CHANCE[8:].hex()}" == minted().text


def test_the_secret_is_not_kept() -> None:
    """Neither the kept key nor anything printed of it holds the secret."""
    made = minted()
    secret = presented(made.text).secret

    assert secret not in made.key.secret_digest
    assert secret not in repr(made)
    assert secret not in repr(presented(made.text))
    assert made.key.secret_digest not in repr(made.key)


@pytest.mark.parametrize("place", [20, 50, -1])
def test_a_wrong_secret_is_refused(place: int) -> None:
    """One digit changed anywhere in the secret refuses the key."""
    made = minted()
    digits = list(made.text)
    digits[place] = "f" if digits[place] != "f" else "0"

    with pytest.raises(KeyRefused):
        verify(made.key, presented("".join(digits)))


def test_unknown_and_revoked_keys_are_refused_alike() -> None:
    """An unknown id, a revoked key and a wrong secret give one and the same refusal."""
    made = minted()
    shown = presented(made.text)
    wrong = [
        (None, shown),
        (replace(made.key, revoked_at=AT), shown),
        (made.key, Presented(shown.key_id, "0" * 64)),
    ]

    for kept, tried in wrong:
        with pytest.raises(KeyRefused) as refused:
            verify(kept, tried)
        assert str(KeyRefused()) == str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "lk_", "lk_1_2", minted().text + "0", minted().text.upper(), "sk_" + "0" * 81]
)
def test_what_is_no_key_is_not_read(text: str) -> None:
    """Only the exact form is a key."""
    assert parse(text) is None


def test_too_little_chance_is_our_fault() -> None:
    """A key made of fewer than 40 random bytes breaks a law."""
    with pytest.raises(InvariantBroken):
        mint(CHANCE[1:], label="till", programme=None, scopes=frozenset(), kind=Kind.LIVE, at=AT)


@pytest.mark.parametrize("label", ["", "till 7", "x" * 65, "anna@example.com"])
def test_a_label_can_be_a_source(label: str) -> None:
    """A label that could not stand in a natural key makes no key."""
    with pytest.raises(LabelUnfit):
        mint(CHANCE, label=label, programme=None, scopes=frozenset(), kind=Kind.LIVE, at=AT)


def test_a_scope_is_needed() -> None:
    """A key permits its scopes, and the refusal names the one it lacks."""
    key = minted().key
    key.permit(Scope.QUOTES_WRITE, books=True)

    with pytest.raises(ScopeMissing) as caught:
        key.permit(Scope.POINTS_READ, books=False)
    assert {"scope": "points:read"} == caught.value.facts


def test_a_trial_key_books_nothing() -> None:
    """A trial key asks and never books, whatever its scopes."""
    key = minted(Kind.TRIAL).key
    key.permit(Scope.QUOTES_WRITE, books=False)

    with pytest.raises(TrialOnly):
        key.permit(Scope.QUOTES_WRITE, books=True)


def test_a_key_of_one_programme_reaches_no_other() -> None:
    """A key reaches its own programme only; one without a programme reaches all."""
    minted().key.reach("cloud")
    minted(programme="cloud").key.reach("cloud")

    with pytest.raises(ProgrammeOutOfReach):
        minted(programme="corner-coffee").key.reach("cloud")


def test_scopes_are_a_closed_list() -> None:
    """Known words become scopes; an unknown one is refused by name."""
    assert frozenset({Scope.POINTS_READ}) == scopes_from(["points:read"])

    with pytest.raises(ScopeUnknown) as caught:
        scopes_from(["points:read", "points:steal"])
    assert {"scope": "points:steal"} == caught.value.facts
