"""Who will lose a tier soon is told what is missing; who will keep it is not in the list."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases import list_tiers_ending as listing
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.tier_grants.grant_tier import ChallengeAsked, GrantTier, grant_tier
from tests.unit.api.routes.shop import SetClock

COFFEE = "corner-coffee"


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that begins on 22 November 2026."""
    return SetClock()


@pytest.fixture
def services(sqlite_database: str, clock: SetClock) -> Iterator[Services]:
    """Give services whose ladder keeps tiers for 100 days and tells of their end 30 days before."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["tiers.yaml"] = (
        source["tiers.yaml"]
        .replace("keep_for: 12 months", "keep_for: 100 days\n  notice: 30 days")
        .replace("over: 12 months", "over: 40 days")
    )
    source["programme.yaml"] = source["programme.yaml"].replace(", until: 2027-01-31", "")
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, clock, SystemEntropy(), b"secret")
        adopt_programme(made, source)
        yield made


def enrolled(services: Services, number: int) -> MemberId:
    """Give a new member."""
    return MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", str(number), "")).data["member"])


def buys(services: Services, member: MemberId, order_id: str, major: int) -> None:
    """Book an order of one thing."""
    line = BasketLine("1", "gift", Fraction(1), Fraction(major * 100), {"category": "tea", "brand": "other"})
    record_order(
        services, RecordOrder(COFFEE, "till", order_id, Basket((line,), {"channel": "shop"}), member)
    )


def test_who_will_lose_a_tier_is_listed(
    services: Services, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within sixty days of the end, only who has not bought enough since; a page holds one member here."""
    monkeypatch.setattr(listing, "PAGE", 1)
    idle, busy, blue = (enrolled(services, number) for number in range(3))
    for member in (idle, busy):
        buys(services, member, f"first-{member}", 600)
    assert [] == list(listing.list_tiers_ending(services, COFFEE))

    clock.at = datetime(2027, 2, 20, 9, tzinfo=UTC)
    buys(services, busy, "second", 600)
    buys(services, blue, "little", 10)

    [found] = listing.list_tiers_ending(services, COFFEE)
    assert (idle, "silver") == (found.member, found.shown.standing.tier)
    assert datetime(2027, 3, 2, 23, tzinfo=UTC) == found.until
    keeping = found.shown.keeping
    assert keeping is not None
    assert [("spend", 500_00)] == [(each.measure, each.missing) for each in keeping.distances]


def test_a_ladder_without_notice_lists_nobody(services: Services) -> None:
    """Where the rule file gives no notice there is no list."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    adopt_programme(services, source)

    assert [] == list(listing.list_tiers_ending(services, COFFEE))


def test_who_holds_a_tier_by_a_grant_is_told_of_its_end(services: Services, clock: SetClock) -> None:
    """A grant that ends within the notice is in the list with what reaches the tier, once it does."""
    member = enrolled(services, 1)
    until = date(2027, 3, 10)
    grant_tier(services, GrantTier(member, "sorry", "silver", until, "a late delivery", "shop"))
    assert [] == list(listing.list_tiers_ending(services, COFFEE))

    clock.at = datetime(2027, 2, 5, 9, tzinfo=UTC)
    [ending] = listing.list_tiers_ending(services, COFFEE)

    assert (member, datetime(2027, 3, 10, 23, tzinfo=UTC)) == (ending.member, ending.until)
    assert ending.shown.keeping is not None
    assert [500_00] == [each.missing for each in ending.shown.keeping.distances]


def test_a_notice_is_made_before_a_given_tier_ends(services: Services, clock: SetClock) -> None:
    """Of the end of the grant, or of the day by which its challenge asks for something; once each."""
    given, challenged = enrolled(services, 1), enrolled(services, 2)
    today = clock.at.date()
    given_to, by, until = (today + timedelta(days=days) for days in (80, 81, 120))
    grant_tier(services, GrantTier(given, "g", "silver", given_to, "sorry", "desk"))
    asked = ChallengeAsked({"spend": Fraction(500)}, by)
    grant_tier(services, GrantTier(challenged, "c", "gold", until, "gold elsewhere", "desk", asked))
    assert [] == told(services)
    clock.at += timedelta(days=45)

    assert ["told", "told"] == told(services)
    assert [] == told(services)
    tiers = {each.content["tier"]: each.member_id for each in list_notices(services, COFFEE, None, None, 10)}
    assert {"silver": given, "gold": challenged} == tiers


def told(services: Services) -> list[str]:
    """Run the jobs that make notices of tiers, and give what came of each."""
    jobs = run_jobs(services, RunJobs("test", (JobKind.TIER_NOTICE,)))
    return [job.result for job in jobs if isinstance(job, Job)]
