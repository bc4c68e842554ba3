"""An endpoint that answers slowly keeps nobody waiting: other endpoints, and its own other members."""

from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks import deliver_webhooks as sending
from loyalty.use_cases.webhooks.endpoints import new_secret
from loyalty.use_cases.webhooks.sending.handing_on import hand_on
from loyalty.vault.key import KEY_BYTES, MasterKey
from loyalty.webhooks.delivery import Message, Outcome
from loyalty.webhooks.endpoint import Endpoint, EndpointState
from tests.stores.making import PROGRAMME, day, earn

SLOW, QUICK, LATE = "https://slow.example/", "https://quick.example/", "https://late.example/"


@dataclass
class Slow:
    """Answers ``QUICK`` at once, and what begins with ``SLOW`` when told to; keeps ``keep`` of these."""

    keep: int = 99
    loopback: bool = False
    kept: list[Future[Outcome]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
        """Begin to send."""
        begun = []
        for each in messages:
            answer: Future[Outcome] = Future()
            begun.append(answer)
            if each.address.startswith(SLOW) and len(self.kept) < self.keep:
                self.kept.append(answer)
            else:
                self.taken.append(each.address)
                answer.set_result(Outcome(204))
        return begun

    def answer(self) -> None:
        """Answer what was kept."""
        for each in self.kept:
            each.set_result(Outcome(204))


@pytest.fixture
def services(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Give a programme of which two endpoints are told everything, by a worker with little patience."""
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.001)
    monkeypatch.setattr("loyalty.use_cases.webhooks.sending.taking.TOGETHER", 8)
    units = Units(open_engine(database_url))
    made = Services(units, SystemClock(), SystemEntropy(), b"s" * 32, master=MasterKey(b"m" * KEY_BYTES))
    add(made, "a-slow", SLOW)
    add(made, "b-quick", QUICK)
    for member in range(1, 13):
        earn(units, member, "0", 10, 0)
    return made


def add(services: Services, name: str, address: str) -> None:
    """Let another endpoint be told everything."""
    new = Endpoint(PROGRAMME, name, address, frozenset(), EndpointState.ENABLED, day(-1), "test", day(-1))
    with services.units.write() as unit:
        unit.endpoints.add(new)
        new_secret(services, unit, new)
        unit.commit()


@pytest.mark.parametrize(("keep", "taken"), [(99, {QUICK: 12}), (1, {QUICK: 12, SLOW: 11})])
def test_what_is_slow_keeps_nobody_else_waiting(services: Services, keep: int, taken: dict[str, int]) -> None:
    """All the others are told while it waits, and it is told everything once it answers."""
    services = replace(services, post=(post := Slow(keep)))
    told = sending.deliver_webhooks(services)
    for _ in range(sum(taken.values())):
        next(told)
    assert taken == {each: post.taken.count(each) for each in set(post.taken)}
    post.answer()
    post.keep = 0
    assert 24 - sum(taken.values()) == len(list(told))
    services.units.close()


def test_many_that_are_slow_leave_a_place_for_one_that_is_not(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve that wait longest, each for more than there are places, keep the others from nothing."""
    rounds = iter(range(200))

    def wait_a_while(*asked: Any) -> None:  # noqa: ANN401  as it is called
        next(rounds)
        wait(*asked)

    monkeypatch.setattr(sending, "wait", wait_a_while)
    for number in range(11):
        add(services, f"a-slow-{number}", f"{SLOW}{number}")
    for member in range(13, 25):
        earn(services.units, member, "0", 10, 0)
    hand_on(services)
    add(services, "c-late", LATE)
    earn(services.units, 25, "0", 10, 0)
    services = replace(services, post=(post := Slow()))
    told = sending.deliver_webhooks(services)
    while LATE not in post.taken:
        next(told)
    assert sending.ON_THEIR_WAY_MAX > len(post.kept)
    services.units.close()


def test_a_worker_that_is_to_stop_waits_for_what_is_on_its_way(services: Services) -> None:
    """It begins nothing more, and keeps what came of what it began."""
    services = replace(services, post=(post := Slow()))
    told = sending.deliver_webhooks(services, lambda: bool(post.taken))
    next(told)
    post.answer()
    assert 7 == len(list(told))
    services.units.close()
