"""A key that was proven is asked of the database again after a second; no wrong secret passes meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from api.operating.kept_keys import BELIEVED_FOR, KEPT_FOR, KEPT_MAX, KeptKeys
from loyalty.access.access_token import PresentedToken
from loyalty.access.key import CHANCE_BYTES, ApiKey, Kind, Presented, mint, parse, verify
from loyalty.access.refusals import KeyRefused
from loyalty.access.scopes import Scope

AT = datetime(2027, 1, 1, tzinfo=UTC)
PLENTY = KEPT_MAX + 1


class Door:
    """A clock that is set by hand, the keys there are, and how often somebody looked for one."""

    def __init__(self) -> None:
        """Begin with one key."""
        self.now, self.looked, self.out = AT, 0, False
        self.minted = self.another(1)
        self.keys = {self.minted.key_id: self.key}
        self.kept = KeptKeys(self.find, lambda: self.now)

    def another(self, number: int, *scopes: Scope) -> Presented:
        """Make a key, the only one then, and give it as it is presented."""
        made = mint(
            number.to_bytes(CHANCE_BYTES),
            label="till",
            programme=None,
            scopes=frozenset(scopes or {Scope.POINTS_READ}),
            kind=Kind.LIVE,
            at=AT,
        )
        self.key = made.key
        presented = parse(made.text)
        assert presented is not None
        return presented

    def find(self, presented: Presented) -> ApiKey:
        """Look for a key as the database does."""
        self.looked += 1
        if self.out:
            raise OperationalError("", {}, ConnectionError())
        return verify(self.keys.get(presented.key_id), presented)


def test_a_revoked_key_is_refused_within_a_second() -> None:
    """What was proven counts for less than a second, and not at all where the clock was set back."""
    assert timedelta(seconds=1) == KEPT_FOR
    door = Door()
    assert door.kept(door.minted) == door.kept(door.minted) == door.key
    assert 1 == door.looked

    door.keys.clear()
    door.now = AT + KEPT_FOR - timedelta(microseconds=1)
    assert door.key == door.kept(door.minted)
    for moment in (AT + KEPT_FOR, AT - timedelta(microseconds=1)):
        door.now = moment
        with pytest.raises(KeyRefused):
            door.kept(door.minted)


def test_who_only_counts_is_believed_while_the_database_cannot_be_asked() -> None:
    """For an hour, by the right secret, and no key that may do more."""
    assert timedelta(hours=1) == BELIEVED_FOR
    door = Door()
    counting = door.another(1 + (2 << 8 * (CHANCE_BYTES - 1)), Scope.COUNTERS_READ)
    door.keys[counting.key_id] = door.key
    more = door.another(2 + (3 << 8 * (CHANCE_BYTES - 1)), Scope.COUNTERS_READ, Scope.POINTS_READ)
    door.keys[more.key_id] = door.key
    till, key = door.kept(door.minted), door.kept(counting)
    assert till not in (key, door.kept(more))
    door.out, door.now = True, AT + BELIEVED_FOR - timedelta(microseconds=1)
    assert key == door.kept(counting)
    for presented in (door.minted, more, Presented(counting.key_id, "0" * 64)):
        with pytest.raises(OperationalError):
            door.kept(presented)
    door.now = AT + BELIEVED_FOR
    with pytest.raises(OperationalError):
        door.kept(counting)
    door.out = False
    door.keys.clear()
    door.now = AT + KEPT_FOR
    with pytest.raises(KeyRefused):
        door.kept(counting)
    door.out = True
    with pytest.raises(OperationalError):
        door.kept(counting)


def test_a_wrong_secret_is_looked_up_each_time() -> None:
    """Beside a key that was just proven another secret is refused, and opens nothing for whoever is next."""
    door = Door()
    door.kept(door.minted)
    wrong = Presented(door.minted.key_id, "0" * 64)
    for _ in range(2):
        with pytest.raises(KeyRefused):
            door.kept(wrong)
    assert 3 == door.looked


def test_tokens_are_looked_up_each_time() -> None:
    """A token ends at once, so it is asked for with every request, also one of the id of a key."""
    door = Door()
    door.kept(door.minted)
    shown = PresentedToken(door.minted.key_id, door.minted.secret)
    door.kept(shown)
    door.kept(shown)

    assert 3 == door.looked


def test_no_more_keys_are_kept_than_so_many() -> None:
    """A process that has met very many keys begins anew."""
    door = Door()
    for number in range(2, PLENTY + 2):
        presented = door.another(number)
        door.keys = {presented.key_id: door.key}
        door.kept(presented)

    assert len(door.kept._proven) < KEPT_MAX  # noqa: SLF001  what a process keeps
