"""Keys of members: what they seal opens with that key, for that member, field and schema alone."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.identity import MemberId
from loyalty.vault.key import (
    FRESH_BYTES,
    KEY_BYTES,
    NONCE_BYTES,
    SEALED_MAX,
    MasterKey,
    MemberKey,
    WrappedKey,
    fresh_key,
    seal,
    unseal,
    unwrap,
)
from loyalty.vault.refusals import SealBroken, VaultLocked
from tests.stores.making import day

MASTER = MasterKey(b"m" * KEY_BYTES)
CHANCE = bytes(range(FRESH_BYTES))
ADA, BEA = MemberId(1), MemberId(2)


def key_of(member: MemberId, chance: bytes = CHANCE) -> MemberKey:
    """Give the key that a member gets by this chance."""
    key = unwrap(fresh_key(member, chance, MASTER, day(0)), MASTER)
    assert key is not None
    return key


def test_a_key_comes_back_from_its_wrapping() -> None:
    """What was wrapped is the chance it was made of: half of it the key, half of it the salt."""
    key = key_of(ADA)

    assert CHANCE[:KEY_BYTES] == key.data_key
    assert CHANCE[KEY_BYTES : 2 * KEY_BYTES] == key.salt


def test_another_master_key_opens_nothing() -> None:
    """A key that another master key wrapped is refused as locked, not as broken."""
    kept = fresh_key(ADA, CHANCE, MASTER, day(0))

    with pytest.raises(VaultLocked):
        unwrap(kept, MasterKey(b"n" * KEY_BYTES))


def test_a_destroyed_key_is_none() -> None:
    """Of a key that was destroyed there is nothing to open."""
    assert unwrap(WrappedKey(ADA, None, MASTER.fingerprint, day(0), day(1)), MASTER) is None


def test_a_wrapped_key_of_another_member_is_refused() -> None:
    """A row moved to another member gives no key: the member's id is part of the wrapping."""
    kept = fresh_key(ADA, CHANCE, MASTER, day(0))

    with pytest.raises(SealBroken):
        unwrap(WrappedKey(BEA, kept.wrapped, kept.master, kept.made_at), MASTER)


@given(st.text(max_size=300), st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES))
def test_what_was_sealed_opens_with_the_same_key_and_name_alone(text: str, nonce: bytes) -> None:
    """A sealed text is the text again under its own key and field, and refused under any other."""
    key = key_of(ADA)
    sealed = seal(key, "email", text, nonce)

    assert text == unseal(key, "email", sealed)
    assert len(sealed) <= SEALED_MAX
    others = (
        (key, "phone"),
        (MemberKey(BEA, key.data_key, key.salt), "email"),
        (MemberKey(ADA, key.salt, key.salt), "email"),
    )
    for other, name in others:
        with pytest.raises(SealBroken):
            unseal(other, name, sealed)


@given(st.integers(min_value=0, max_value=37), st.integers(min_value=1, max_value=255))
def test_one_byte_changed_breaks_the_seal(at: int, by: int) -> None:
    """No byte of a seal can be changed: nonce, text or tag."""
    key = key_of(ADA)
    content = bytearray(b64decode(seal(key, "email", "ada@x.test", bytes(NONCE_BYTES))))
    content[at] ^= by

    with pytest.raises(SealBroken):
        unseal(key, "email", b64encode(content).decode())


def test_a_text_that_is_no_seal_is_refused() -> None:
    """Neither an empty text nor one outside base 64 is taken for a seal."""
    for text in ("", "ada@example.org", "AAAA"):
        with pytest.raises(SealBroken):
            unseal(key_of(ADA), "email", text)


def test_a_commitment_needs_the_salt() -> None:
    """Two members' commitments to one document differ, and a member's own is always the same."""
    other = key_of(ADA, bytes(reversed(CHANCE)))

    assert key_of(ADA).commitment("exp_1") == key_of(ADA).commitment("exp_1")
    assert key_of(ADA).commitment("exp_1") != other.commitment("exp_1")
    assert key_of(ADA).commitment("exp_1") != key_of(ADA).commitment("exp_2")


def test_keys_are_never_printed() -> None:
    """Neither a master key nor a member's key shows itself where values are written out."""
    assert "secret" not in repr(MASTER)
    assert "data_key" not in repr(key_of(ADA))
    assert "salt" not in repr(key_of(ADA))
