"""A merged member's limits, facts and forecast are not lost; references name members as people read them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import MemberId, id_text
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.ledger.reading.reference import said_reference
from loyalty.ledger.refusals import AlreadyBooked
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.convert_points import ConvertPoints, convert_points
from loyalty.use_cases.points.show_forecast import show_forecast
from loyalty.use_cases.points.transfer_points import TransferPoints, transfer_points
from loyalty.use_cases.refusals import ConversionLimit, MemberMerged, TransferLimitReached, UndeclaredFact
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)
COFFEE, BIRTHDAY = "corner-coffee", "member.birth_day_month"
RULES = """
wallets:
  - id: points
    name: {en: Points, zh-CN: 积分}
    transfer: {per_day: 100}
  - {id: miles, name: {en: Miles, zh-CN: 里程}}
conversions:
  - id: fly
    name: {en: Fly, zh-CN: 飞}
    from: points
    to: miles
    give: 1
    get: {2026-11-15: 1}
    round: down
    per_day: 100
"""


@pytest.fixture
def clock() -> StandingClock:
    """Give a clock that stands."""
    return StandingClock(NOW)


@pytest.fixture
def services(database_url: str, clock: StandingClock) -> Iterator[Services]:
    """Give services on a fresh database whose programme lets points be given and converted."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["more.yaml"] = RULES
    with opened(database_url) as units:
        made = Services(units, clock, ENTROPY, b"secret")
        adopt_programme(made, source)
        yield made


def once(name: str) -> Once:
    """Give an idempotency key."""
    return Once("test", name, name)


def member(services: Services, name: str, **facts: str) -> MemberId:
    """Enrol somebody with a thousand points."""
    known = {f"member.{fact}": text for fact, text in facts.items()}
    who = MemberId(enrol_member(services, EnrolMember(COFFEE, None, known), once(name)).data["member"])
    with services.units.write() as unit:
        state = unit.ledger.account(who, "points", COFFEE)
        terms = LotTerms(1000, None, NOW + timedelta(days=30))
        unit.ledger.book(
            plan_earn(state, Cause("test", "gift", services.clock.now()), terms, services.recording())
        )
        unit.commit()
    return who


def give(services: Services, giver: MemberId, receiver: MemberId, name: str, points: int) -> None:
    """Give points to somebody."""
    transfer_points(services, TransferPoints(giver, receiver, name, points, "test"), once(name))


def test_what_a_merged_member_gave_counts_towards_the_limits(services: Services) -> None:
    """A day's limit is a person's, under whichever id they gave and converted."""
    ada, eva, bea = (member(services, name) for name in ("ada", "eva", "bea"))
    give(services, eva, bea, "g", 70)
    convert_points(services, ConvertPoints(eva, "c", "fly", 70, "test"), once("c"))
    merge_members(services, MergeMembers(ada, eva, "test"))

    with pytest.raises(TransferLimitReached):
        give(services, ada, bea, "more", 31)
    with pytest.raises(ConversionLimit):
        convert_points(services, ConvertPoints(ada, "more", "fly", 31, "test"), once("more"))
    give(services, ada, bea, "rest", 30)
    convert_points(services, ConvertPoints(ada, "rest", "fly", 30, "test"), once("rest-c"))


def test_a_forecast_of_an_old_id_is_of_who_goes_on(services: Services) -> None:
    """Where it is asked for; otherwise the old id is refused with the new one."""
    ada, eva = (member(services, name) for name in ("ada", "eva"))
    merge_members(services, MergeMembers(ada, eva, "test"))

    found = show_forecast(services, eva, date(2027, 2, 1), merged_too=True)

    assert (ada, 2000) == (found.member, found.forecast.lapsing)
    with pytest.raises(MemberMerged):
        show_forecast(services, eva, date(2027, 2, 1))


def test_facts_under_a_merged_id_can_be_withdrawn(services: Services) -> None:
    """And not be changed or declared any more."""
    ada, eva = member(services, "ada"), member(services, "eva", birth_day_month="04-17")
    merge_members(services, MergeMembers(ada, eva, "test"))

    with pytest.raises(MemberMerged):
        set_facts(services, SetFacts(eva, {BIRTHDAY: "04-18"}))
    told = [set_facts(services, SetFacts(eva, {BIRTHDAY: None})).replayed for _ in range(2)]

    assert [False, True] == told
    with services.units.read() as unit:
        assert {} == unit.members.load_facts(eva, [BIRTHDAY])


def test_a_fact_that_is_declared_no_longer_can_be_withdrawn(services: Services, clock: StandingClock) -> None:
    """As often as it is asked; one that never was declared is refused as before."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    begins = source["programme.yaml"].replace("from: 2026-11-15", "from: 2026-11-16")
    facts = [line for line in source["facts.yaml"].splitlines(keepends=True) if BIRTHDAY not in line]
    source |= {"programme.yaml": begins, "facts.yaml": "".join(facts)}
    del source["examples.yaml"]
    clock.at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    adopt_programme(services, source)
    clock.at = datetime(2026, 11, 15, 9, tzinfo=UTC)
    ada = member(services, "ada", birth_day_month="04-17")
    clock.at = NOW

    with pytest.raises(UndeclaredFact):
        set_facts(services, SetFacts(ada, {BIRTHDAY: "04-18"}))
    with pytest.raises(UndeclaredFact):
        set_facts(services, SetFacts(ada, {"member.hobby": None}))
    told = [set_facts(services, SetFacts(ada, {BIRTHDAY: None})).replayed for _ in range(2)]

    assert [False, True] == told


def test_references_name_members_and_entries_in_their_outside_form(services: Services) -> None:
    """No entry of a transfer, a conversion or a merge tells a number of ours."""
    ada, eva, bea = (member(services, name) for name in ("ada", "eva", "bea"))
    give(services, eva, bea, "g:1", 70)
    convert_points(services, ConvertPoints(eva, "c", "fly", 70, "test"), once("c"))
    merge_members(services, MergeMembers(ada, eva, "test"))
    with services.units.read() as unit:
        entries = [each for who in (ada, eva, bea) for each in unit.ledger.entries(who, "points", limit=99)]

    said = {said_reference(each.cause) for each in entries}

    assert {f"transfer:{id_text('mem', eva)}:g:1:1", f"conversion:{id_text('mem', eva)}:c"} <= said
    assert not [each for each in said if any(len(part) > 9 and part.isdecimal() for part in each.split(":"))]


def test_a_gift_that_was_given_is_told_so_though_it_used_up_the_limit(services: Services) -> None:
    """Asked again under its own id with another key, it is booked already; another gift is over the limit."""
    ada, bob = member(services, "ada"), member(services, "bob")
    gift = TransferPoints(ada, bob, "gift-1", 100, "test")
    transfer_points(services, gift, once("first"))

    with pytest.raises(AlreadyBooked):
        transfer_points(services, gift, once("second"))
    with pytest.raises(TransferLimitReached):
        transfer_points(services, replace(gift, transfer_id="gift-2"), once("third"))
