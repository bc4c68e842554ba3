"""The first answer under a key is the answer, until it expires."""

from dataclasses import replace

import pytest

from loyalty.idempotency.answer import Answer, IdempotencyConflict
from loyalty.kernel.again import DecideAgain
from loyalty.unit_of_work import Units
from tests.stores.making import day

ANSWER = Answer("key-7", "k1", "f" * 64, '{"id":"o-1"}', day(0), day(1))


@pytest.fixture
def kept(units: Units) -> Units:
    """Give a database with one answer."""
    _keep(units, ANSWER)
    return units


def _keep(units: Units, answer: Answer) -> None:
    with units.write() as unit:
        unit.idempotency.keep(answer)
        unit.commit()


def test_the_same_request_finds_its_answer(kept: Units) -> None:
    """Scope, key and fingerprint together find it; another scope or key does not."""
    with kept.read() as unit:
        assert ANSWER == unit.idempotency.find("key-7", "k1", "f" * 64, day(0))
        assert unit.idempotency.find("key-8", "k1", "f" * 64, day(0)) is None
        assert unit.idempotency.find("key-7", "k2", "f" * 64, day(0)) is None


def test_another_request_under_the_key_is_refused(kept: Units) -> None:
    """The key belongs to the request that used it first."""
    with kept.read() as unit, pytest.raises(IdempotencyConflict):
        unit.idempotency.find("key-7", "k1", "e" * 64, day(0))


def test_an_answer_given_at_the_same_time_is_not_written_over(kept: Units) -> None:
    """Who comes second, having found nothing, is told to run again and changes nothing."""
    with pytest.raises(DecideAgain):
        _keep(kept, replace(ANSWER, response="{}"))

    with kept.read() as unit:
        assert ANSWER == unit.idempotency.find("key-7", "k1", "f" * 64, day(0))


def test_an_expired_answer_makes_room(kept: Units) -> None:
    """From its end on an answer is not found and may be replaced, by another request too."""
    with kept.read() as unit:
        assert unit.idempotency.find("key-7", "k1", "e" * 64, day(1)) is None
    later = replace(ANSWER, fingerprint="e" * 64, created_at=day(1), expires_at=day(2))

    _keep(kept, later)

    with kept.read() as unit:
        assert later == unit.idempotency.find("key-7", "k1", "e" * 64, day(1))


def test_a_purge_removes_what_has_expired(kept: Units) -> None:
    """Expired answers go, the others stay."""
    _keep(kept, replace(ANSWER, key="k2", expires_at=day(2)))

    with kept.write() as unit:
        assert 1 == unit.idempotency.purge(day(1))
        unit.commit()

    with kept.read() as unit:
        assert unit.idempotency.find("key-7", "k2", "f" * 64, day(1)) is not None
