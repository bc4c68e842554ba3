"""The private key that seals: made once, for its owner alone, and taken anew when its file is replaced."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loyalty.adapters.seal_keys import GivenKey, KeyFile, NotASealKey, PrivateKey
from loyalty.seals.keys import is_signed


def test_a_key_is_made_once_by_whoever_is_first(tmp_path: Path) -> None:
    """Several processes that begin together hold one key, which only its owner can read."""
    path = tmp_path / "var" / "key.pem"
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: KeyFile(path).current().public, range(8)))

    assert 1 == len(found)
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


def test_a_replaced_file_is_read_again(tmp_path: Path) -> None:
    """Another process renews the key, and who held the old one signs with the new one."""
    ours, theirs = KeyFile(tmp_path / "key.pem"), KeyFile(tmp_path / "key.pem")
    old = ours.current().public

    assert theirs.renew()

    assert old != ours.current().public == theirs.current().public
    assert is_signed(ours.current().public, b"words", theirs.current().sign(b"words"))
    assert not is_signed(old, b"words", theirs.current().sign(b"words"))


@pytest.mark.parametrize(
    "pem", [b"", b"words", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_refused(tmp_path: Path, pem: bytes) -> None:
    """In a file as in the environment."""
    (tmp_path / "key.pem").write_bytes(pem)
    for attempt in (KeyFile(tmp_path / "key.pem").current, lambda: GivenKey(pem)):
        with pytest.raises(NotASealKey):
            attempt()


def test_a_given_key_stays() -> None:
    """It signs, and cannot be renewed here."""
    key = PrivateKey.fresh()
    given = GivenKey(key.pem())

    assert key.public == given.current().public
    assert not given.renew()
