"""What was announced reaches an endpoint: each member's in order, signed, however often it was down."""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

from loyalty.adapters.calling.webhook_post import WebhookPost
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.idempotency.answer import IdempotencyConflict
from loyalty.kernel.identity import parse_id
from loyalty.unit_of_work import Units
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.deliver_webhooks import deliver_webhooks
from loyalty.use_cases.webhooks.disable_endpoint import disable_endpoint
from loyalty.use_cases.webhooks.enable_endpoint import enable_endpoint
from loyalty.use_cases.webhooks.endpoints import new_secret
from loyalty.use_cases.webhooks.list_deliveries import ListDeliveries, list_deliveries
from loyalty.use_cases.webhooks.list_endpoints import list_endpoints
from loyalty.use_cases.webhooks.remove_endpoint import remove_endpoint
from loyalty.use_cases.webhooks.replay_deliveries import ReplayDeliveries, replay_deliveries
from loyalty.use_cases.webhooks.rotate_secret import rotate_secret
from loyalty.use_cases.webhooks.sending.leaving_alone import LeftAlone
from loyalty.use_cases.webhooks.show_unsent import show_unsent
from loyalty.vault.key import KEY_BYTES, MasterKey
from loyalty.vault.refusals import VaultLocked
from loyalty.webhooks.delivery import HELD_FOR, WAITS, DeliveryState, Message, Outcome
from loyalty.webhooks.endpoint import Endpoint, EndpointState
from loyalty.webhooks.refusals import EndpointDisabled, UnknownAnnouncement, UnknownEndpoint
from tests.stores.making import PROGRAMME, day, earn
from tests.unit.webhooks.listening import Listener, listening

CRM = "crm"
ONCE = Once("test", "1", "")


@dataclass
class MovedClock:
    """The machine's clock, moved; waiting takes no time."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """Give the time it shows."""
        return datetime.now(UTC) + self.ahead

    def pause(self, milliseconds: int) -> None:
        """Wait for nothing."""


@dataclass
class House:
    """A programme with one endpoint that is told of everything."""

    services: Services
    clock: MovedClock
    listener: Listener
    secret: str = ""

    def deliver(self) -> int:
        """Send what may be sent; give how many attempts there were."""
        return sum(1 for _ in deliver_webhooks(self.services))

    def endpoint(self) -> Endpoint:
        """Give the endpoint as it stands."""
        with self.services.units.read() as unit:
            found = unit.endpoints.get(PROGRAMME, CRM)
        assert found is not None
        return found

    def verified(self) -> list[dict[str, object]]:
        """Give every event that arrived, once another library has found its signature good."""
        return [dict(Webhook(self.secret).verify(body, headers)) for headers, body in self.listener.got]

    def by_member(self) -> dict[object, list[object]]:
        """Give the places of the events that arrived, by member."""
        found = defaultdict(list)
        for event in self.verified():
            found[event["subject"]].append(event["memberseq"])
        return dict(found)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Give the programme on each kind of database, and a system that listens."""
    units, clock = Units(open_engine(database_url)), MovedClock()
    with listening() as listener:
        services = Services(
            units,
            clock,
            SystemEntropy(),
            b"s" * 32,
            master=MasterKey(b"m" * KEY_BYTES),
            post=WebhookPost(loopback=True),
        )
        new = Endpoint(
            PROGRAMME, CRM, listener.address, frozenset(), EndpointState.ENABLED, day(-1), "test", day(-1)
        )
        with units.write() as unit:
            unit.endpoints.add(new)
            secret = new_secret(services, unit, new).text
            unit.commit()
        yield House(services, clock, listener, secret)
    units.close()


def test_after_three_attempts_at_a_dead_endpoint_all_arrives_in_order(house: House) -> None:
    """The first of each member waits, those behind it wait for it; then all come, signed, under their ids."""
    units, listener = house.services.units, house.listener
    for number in range(3):
        for member in (1, 2):
            earn(units, member, str(number), 10, number)
    house.clock.ahead = -timedelta(minutes=44)
    listener.status = 503
    for wait in (timedelta(), *(each * 6 / 5 + timedelta(seconds=1) for each in WAITS[:2])):
        house.clock.ahead += wait
        assert 2 == house.deliver()
        assert 0 == house.deliver()  # nothing is tried before its time
    failed, listener.got = list(listener.got), []
    listener.status = 204
    house.clock.ahead += WAITS[2] * 6 / 5 + timedelta(seconds=1)

    assert 6 == house.deliver()

    assert [[1, 2, 3], [1, 2, 3]] == list(house.by_member().values())
    assert {head["webhook-id"] for head, _ in failed} <= {head["webhook-id"] for head, _ in listener.got}
    assert 2 == len({body for _, body in failed})  # the same to the byte, however often
    shown = list_deliveries(house.services, ListDeliveries(PROGRAMME, CRM), 10)
    assert [4, 4, 1, 1, 1, 1] == sorted((len(each.attempts) for each in shown), reverse=True)
    assert {DeliveryState.DELIVERED} == {each.delivery.state for each in shown}


def test_two_workers_at_once_leave_no_gap(house: House, database_url: str) -> None:
    """Both send at the same time; every event arrives once, none before the one before it."""
    for number in range(5):
        for member in range(1, 7):
            earn(house.services.units, member, str(number), 10, number)
    others = Units(open_engine(database_url))
    counts: list[int] = []

    def work(services: Services) -> None:
        counts.append(sum(1 for _ in deliver_webhooks(services)))

    second = replace(house.services, units=others)
    workers = [Thread(target=work, args=(each,)) for each in (house.services, second)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    others.close()

    assert [[1, 2, 3, 4, 5]] * 6 == list(house.by_member().values())
    assert 30 == sum(counts)


def test_only_2xx_is_taken_and_410_ends_it(house: House) -> None:
    """What says that it is gone is disabled; enabled again it goes on with what waited."""
    earn(house.services.units, 1, "a", 10, 0)
    house.listener.status = 410
    assert 1 == house.deliver()

    assert (EndpointState.DISABLED, "gone") == (house.endpoint().state, house.endpoint().why)
    assert 410 == list_endpoints(house.services, PROGRAMME)[0]["failing"].outcome.status
    house.clock.ahead += timedelta(days=2)
    assert 0 == house.deliver()
    with pytest.raises(EndpointDisabled):
        replay_deliveries(house.services, ReplayDeliveries(PROGRAMME, CRM), ONCE)
    house.listener.status = 200
    enable_endpoint(house.services, PROGRAMME, CRM)
    assert (1, None) == (house.deliver(), list_endpoints(house.services, PROGRAMME)[0]["failing"])
    disable_endpoint(house.services, PROGRAMME, CRM)
    earn(house.services.units, 1, "b", 10, 1)
    assert 0 == house.deliver()
    enable_endpoint(house.services, PROGRAMME, CRM)
    assert 0 == house.deliver()  # what was announced meanwhile is not made up for by itself
    since = ReplayDeliveries(PROGRAMME, CRM, since=day(1))
    told, again = (replay_deliveries(house.services, since, ONCE) for _ in range(2))
    assert ({"replayed": 1, "more": False}, True, 1) == (told.data, again.replayed, house.deliver())
    replay_deliveries(house.services, since, Once("test", "2", ""))
    with house.services.units.write() as unit:  # what is being sent again did not fail
        claimed = unit.deliveries.claim(house.clock.now(), HELD_FOR, 1, share=1)
        assert (1, None) == (len(claimed), unit.deliveries.last_fault(house.endpoint()))
    with pytest.raises(UnknownAnnouncement):
        replay_deliveries(house.services, replace(since, since=None, event_id="evt_0"), Once("test", "3", ""))


def test_what_is_given_up_lets_the_next_go_and_can_be_sent_again(house: House) -> None:
    """Ten attempts in three days; then the next one goes, and the endpoint is disabled if it took nothing."""
    earn(house.services.units, 1, "a", 10, 0)
    earn(house.services.units, 1, "b", 10, 1)
    house.listener.status = 500
    for wait in (timedelta(), *WAITS):
        house.clock.ahead += wait * 6 / 5 + timedelta(seconds=1)
        assert 1 == house.deliver()

    assert (EndpointState.DISABLED, "failing") == (house.endpoint().state, house.endpoint().why)
    asked = ListDeliveries(PROGRAMME, CRM, DeliveryState.FAILED)
    assert [10] == [len(each.attempts) for each in list_deliveries(house.services, asked, 10)]
    house.clock.ahead = timedelta(minutes=1)
    house.listener.status = 200
    house.listener.got.clear()
    enable_endpoint(house.services, PROGRAMME, CRM)
    told = replay_deliveries(house.services, ReplayDeliveries(PROGRAMME, CRM, failed=True), ONCE)
    assert 1 == told.data["replayed"]
    assert 2 == house.deliver()
    assert [[1, 2]] == list(house.by_member().values())


def test_an_endpoint_that_was_mended_is_told_at_once_when_somebody_says_so(house: House) -> None:
    """Enabling one brings forward what waits for hours, never what is being sent; each member in order."""
    for number in (1, 2):
        for name, day_of in (("a", 0), ("b", 1)):
            earn(house.services.units, number, f"{name}{number}", 10, day_of)
    house.listener.status, house.clock.ahead = 500, -timedelta(minutes=43)
    for wait in (timedelta(), *WAITS[:3]):
        house.clock.ahead += wait * 6 / 5 + timedelta(seconds=1)
        assert 2 == house.deliver()
    house.listener.status = 200
    house.listener.got.clear()
    assert 0 == house.deliver()

    enable_endpoint(house.services, PROGRAMME, CRM)
    with house.services.units.write() as unit:
        held = unit.deliveries.claim(house.clock.now(), HELD_FOR, 1, share=1)
        unit.commit()
    enable_endpoint(house.services, PROGRAMME, CRM)
    assert 2 == house.deliver()
    house.clock.ahead += HELD_FOR
    assert (1, 2) == (len(held), house.deliver())
    assert [[1, 2], [1, 2]] == list(house.by_member().values())


def test_an_endpoint_is_left_alone_as_long_as_it_asks(house: House) -> None:
    """With Retry-After nothing at all is sent to it until then, of no member."""
    earn(house.services.units, 1, "a", 10, 0)
    house.listener.status, house.listener.headers = 429, {"retry-after": "600"}
    assert 1 == house.deliver()
    earn(house.services.units, 2, "b", 10, 1)

    house.clock.ahead += timedelta(minutes=9)
    assert 0 == house.deliver()
    house.clock.ahead += timedelta(minutes=2)
    assert 2 == house.deliver()


@pytest.mark.parametrize("asked", ["999999999", "31 Dec 9999 23:59:59 -1200"])
def test_no_endpoint_is_left_alone_for_longer_than_an_hour(house: House, asked: str) -> None:
    """However long it asks for, also beyond every calendar."""
    earn(house.services.units, 1, "a", 10, 0)
    house.listener.status, house.listener.headers = 503, {"retry-after": asked}
    assert 1 == house.deliver()

    house.clock.ahead += timedelta(hours=1, seconds=1)
    assert 1 == house.deliver()


def test_while_a_secret_is_replaced_both_sign(house: House) -> None:
    """For a day a message bears two signatures of each kind; then the old one signs no more."""
    new = rotate_secret(house.services, PROGRAMME, CRM).data
    old, house.clock.ahead = house.secret, timedelta()
    earn(house.services.units, 1, "a", 10, 0)
    house.deliver()
    headers, body = house.listener.got[-1]

    assert Webhook(old).verify(body, headers) == Webhook(new["secret"]).verify(body, headers)
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    own = [each.partition(",")[2] for each in headers["webhook-signature"].split() if each.startswith("v1a,")]
    for key, signature in zip(new["public_keys"], own, strict=True):
        public = Ed25519PublicKey.from_public_bytes(b64decode(key.removeprefix("whpk_")))
        public.verify(b64decode(signature), signed)
    house.clock.ahead = timedelta(hours=25)
    earn(house.services.units, 1, "b", 10, 1)
    house.deliver()
    assert 2 == len(house.listener.got[-1][0]["webhook-signature"].split())


def test_two_secrets_sign_at_most_and_a_key_makes_one(house: House) -> None:
    """Rotated again within the day the oldest signs no more; under a key the same secret comes back."""
    once = replace(ONCE, key="rotate")
    first = rotate_secret(house.services, PROGRAMME, CRM, once=once).data
    assert first == rotate_secret(house.services, PROGRAMME, CRM, once=once).data
    second = rotate_secret(house.services, PROGRAMME, CRM).data
    house.clock.ahead = timedelta()
    earn(house.services.units, 1, "a", 10, 0)
    house.deliver()
    headers, body = house.listener.got[-1]

    assert 4 == len(headers["webhook-signature"].split())
    assert second["public_keys"][1:] == first["public_keys"][:1]
    assert Webhook(first["secret"]).verify(body, headers) == Webhook(second["secret"]).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(house.secret).verify(body, headers)
    assert first["secret"] == rotate_secret(house.services, PROGRAMME, CRM, once=once).data["secret"]
    rotate_secret(house.services, PROGRAMME, CRM)
    assert "secret" not in rotate_secret(house.services, PROGRAMME, CRM, once=once).data
    with pytest.raises(IdempotencyConflict):
        rotate_secret(house.services, PROGRAMME, CRM, once=replace(once, fingerprint="other"))


def test_an_event_and_its_attempts_are_of_the_trace_that_caused_them(house: House) -> None:
    """The event keeps the request's ``traceparent``; each attempt is another span of it; else none."""
    trace = "0af7651916cd43dd8448eb211c80319c"
    earn(house.services.units, 1, "a", 10, 0)
    house.services.units.traced = lambda: f"00-{trace}-b7ad6b7169203331-01"
    earn(house.services.units, 1, "b", 10, 1)
    with house.services.units.write() as unit, unit.parts().write() as part:
        assert part.traced() == unit.traced()
    house.listener.status = 500
    house.clock.ahead = -timedelta(minutes=1)
    house.deliver()
    house.listener.status, house.clock.ahead = 204, timedelta()
    house.deliver()

    spans = [headers.get("traceparent") for headers, _ in house.listener.got]
    assert None in spans
    of_trace = {each for each in spans if each is not None}
    assert {trace} == {each.split("-")[1] for each in of_trace}
    assert f"00-{trace}-b7ad6b7169203331-01" not in of_trace
    told = {str(event["id"]): event.get("traceparent") for event in house.verified()}
    assert [f"00-{trace}-b7ad6b7169203331-01", None] == sorted(told.values(), key=str)


def test_an_endpoint_whose_secret_does_not_open_stops_no_other(house: House) -> None:
    """Nothing can be signed for it, so no attempt is counted; others are told, another secret mends it."""
    other = replace(house.endpoint(), endpoint_id="erp")
    elsewhere = replace(house.services, master=MasterKey(b"x" * KEY_BYTES))
    with house.services.units.write() as unit:
        unit.endpoints.add(other)
        unit.commit()
    rotate_secret(elsewhere, PROGRAMME, "erp")
    earn(house.services.units, 1, "a", 10, 0)

    came = list(deliver_webhooks(house.services))
    assert [LeftAlone(PROGRAMME, "erp")] == [each for each in came if isinstance(each, LeftAlone)]
    assert [CRM] == [each.delivery.endpoint_id for each in came if not isinstance(each, LeftAlone)]
    assert 0 == house.deliver()  # it is told of once, then left alone for a while
    shown = {each["endpoint"]: each["why"] for each in list_endpoints(house.services, PROGRAMME)}
    assert {CRM: None, "erp": "secret"} == shown

    house.secret = rotate_secret(house.services, PROGRAMME, "erp").data["secret"]
    house.listener.got.clear()
    assert 1 == house.deliver()
    assert parse_id("mem", str(house.verified()[0]["subject"])) == 1
    assert 1 == len(list_deliveries(house.services, ListDeliveries(PROGRAMME, "erp"), 10)[0].attempts)
    with pytest.raises(VaultLocked):
        list(deliver_webhooks(replace(house.services, master=None)))


def test_an_endpoint_that_was_removed_is_told_nothing(house: House) -> None:
    """What waits goes with it, also while it is being sent; one with the same id begins with nothing."""
    earn(house.services.units, 1, "a", 10, 0)
    house.listener.status = 503
    assert 1 == house.deliver()
    assert 1 == show_unsent(house.services).deliveries
    disable_endpoint(house.services, PROGRAMME, CRM)
    assert 0 == show_unsent(house.services).deliveries  # somebody asked that it be told nothing
    enable_endpoint(house.services, PROGRAMME, CRM)
    house.clock.ahead += timedelta(minutes=10)
    endpoint = house.endpoint()

    class Removing(WebhookPost):
        def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
            remove_endpoint(house.services, PROGRAMME, CRM)
            return super().send(messages)

    assert 1 == sum(1 for _ in deliver_webhooks(replace(house.services, post=Removing(loopback=True))))
    with pytest.raises(UnknownEndpoint):
        remove_endpoint(house.services, PROGRAMME, CRM)
    earn(house.services.units, 1, "b", 10, 1)
    assert (0, 0, None) == astuple(show_unsent(house.services))  # nobody waits for it
    with house.services.units.write() as unit:
        unit.endpoints.add(replace(endpoint, created_at=day(2)))
        new_secret(house.services, unit, endpoint)
        unit.commit()
    house.clock.ahead += timedelta(days=1)
    assert 0 == house.deliver()


def test_what_a_worker_that_died_had_taken_is_sent_by_another(house: House) -> None:
    """After a while somebody else takes it, and it is sent under the same id."""
    earn(house.services.units, 1, "a", 10, 0)

    class Dying(WebhookPost):
        def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
            raise KeyboardInterrupt(len(messages))

    with pytest.raises(KeyboardInterrupt):
        list(deliver_webhooks(replace(house.services, post=Dying(loopback=True))))
    assert 0 == house.deliver()
    house.clock.ahead += HELD_FOR
    assert 1 == house.deliver()
