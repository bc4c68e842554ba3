"""A tier is lost only once its member was told of that in time, on both databases."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Job, JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.tiers.movement import Cause
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import ReportNotice, report_notice
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.participants import standing_of
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import TierGrantEnded
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import show_standing, standing_data
from loyalty.use_cases.tier_grants.end_tier_grant import EndTierGrant, end_tier_grant
from loyalty.use_cases.tier_grants.grant_tier import ChallengeAsked, GrantTier, grant_tier
from loyalty.wording.members.standing import standing_wording
from loyalty.wording.notices import notice_sentences
from tests.agreeing import tell_all
from tests.unit.api.routes.shop import RULES, SetClock

COFFEE = "corner-coffee"
END = datetime(2027, 3, 2, 23, tzinfo=UTC)
"""When silver, reached on 22 November 2026, is lost unless it is kept, 100 days later."""
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that begins on 22 November 2026."""
    return SetClock()


@pytest.fixture
def services(database_url: str, clock: SetClock) -> Iterator[Services]:
    """Give services whose ladder keeps tiers for 100 days and tells of their end 30 days before."""
    with closing(Units(open_engine(database_url))) as units:
        made = Services(units, clock, SystemEntropy(), b"s" * 32)
        adopt_programme(made, rules())
        yield made


def rules(notice: str = "\n  notice: 30 days") -> dict[str, str]:
    """Give the files of the programme."""
    source = dict(read_rule_folder(RULES).source)
    source["tiers.yaml"] = (
        source["tiers.yaml"]
        .replace("keep_for: 12 months", f"keep_for: 100 days{notice}")
        .replace("over: 12 months", "over: 40 days")
    )
    source["programme.yaml"] = source["programme.yaml"].replace(", until: 2027-01-31", "")
    source.pop("examples.yaml", None)
    return source


@pytest.fixture
def member(services: Services) -> MemberId:
    """Give a member who has reached silver."""
    found = MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", "1", "")).data["member"])
    buys(services, found, "A", 600)
    return found


def buys(services: Services, member: MemberId, order_id: str, major: int) -> None:
    """Book an order of one thing."""
    line = BasketLine("1", "gift", Fraction(1), Fraction(major * 100), {"category": "tea", "brand": "other"})
    basket = Basket((line,), {"channel": "shop"})
    record_order(services, RecordOrder(COFFEE, "till", order_id, basket, member))


def done(services: Services, *kinds: JobKind) -> list[str]:
    """Run the jobs of tiers that are due, and give what came of each."""
    command = RunJobs("test", kinds or (JobKind.TIER_REVIEW, JobKind.TIER_NOTICE))
    return [each.result or each.code for each in run_jobs(services, command) if isinstance(each, Job)]


def report(services: Services, state: NoticeState, at: datetime | None = None) -> None:
    """Say what became of the newest notice."""
    newest = list_notices(services, COFFEE, None, None, 1)[0]
    report_notice(services, ReportNotice(newest.notice_id, state, "test", at=at))


def stands(services: Services, member: MemberId) -> tuple[str, str]:
    """Give tier and why it is held, which a price and the standing from history alone agree on."""
    shown = show_standing(services, member)
    with services.units.read() as unit:
        moved = standing_of(unit, shown.programme, member, services.clock.now())
    assert moved is not None
    assert (moved.standing.tier, moved.standing.held) == (shown.standing.tier, shown.standing.held)
    return shown.standing.tier, str(shown.standing.held)


def test_a_loss_nobody_was_told_of_waits(services: Services, clock: SetClock, member: MemberId) -> None:
    """Held back at its end, put off, told of; a bounced notice counts for nothing, a delivered one does."""
    clock.at = END + DAY
    assert ("silver", "awaits_notice") == stands(services, member)
    put_off = "notice-window-missed, put off to 2027-05-02T22:00:00Z, told"
    assert ["notice-window-missed", put_off] == done(services)
    report(services, NoticeState.FAILED)

    clock.at = datetime(2027, 5, 3, 9, tzinfo=UTC)
    assert ("silver", "awaits_notice") == stands(services, member)
    put_off = "notice-window-missed, put off to 2027-07-01T22:00:00Z, told"
    assert ["notice-window-missed", put_off] == done(services)
    report(services, NoticeState.DELIVERED)
    data = standing_data(show_standing(services, member))
    assert ("awaits_notice", "2027-07-01T22:00:00Z") == (data["standing"]["held"], data["standing"]["until"])
    assert "500" == data["keeping"]["distances"][0]["missing"]

    clock.at = datetime(2027, 7, 1, 21, 59, tzinfo=UTC)
    assert ("silver", "awaits_notice") == stands(services, member)
    clock.at += timedelta(minutes=1)
    assert ("blue", "qualified") == stands(services, member)
    clock.at += 2 * DAY
    assert ["held_back silver silver, fallen silver blue"] == done(services)
    assert [] == done(services)
    causes = [str(each.cause) for each in show_standing(services, member).movements]
    assert ["risen", "held_back", "fallen"] == causes


def test_who_was_told_in_time_loses_at_the_end(services: Services, clock: SetClock, member: MemberId) -> None:
    """Told 40 days before; the notice says until when and what is missing, in both languages."""
    clock.at = END - 40 * DAY
    assert ["told"] == done(services)
    report(services, NoticeState.DELIVERED)
    assert [] == done(services)
    [notice] = list_notices(services, COFFEE, None, None, 10)
    assert (
        "silver is kept through 2\u00a0March\u00a02027 and then lost, unless more is reached"
        == (notice_sentences("tier", notice.content, "en")[0])
    )
    assert (
        "银卡保留至 2027年3月2日，届时未达标将失去该等级"
        == (notice_sentences("tier", notice.content, "zh-CN")[0])
    )

    clock.at = END
    assert ("blue", "qualified") == stands(services, member)
    assert ["fallen silver blue"] == done(services, JobKind.TIER_REVIEW)


def test_what_is_bought_while_a_loss_waits_keeps_the_tier(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """At once and from that day on, and the notice made before of another end takes nothing away."""
    clock.at = END + DAY
    done(services)
    report(services, NoticeState.DELIVERED)
    clock.at = END + 10 * DAY
    buys(services, member, "B", 600)
    assert ("silver", "qualified") == stands(services, member)

    clock.at = END + 70 * DAY
    assert ("silver", "qualified") == stands(services, member)


def test_a_delivery_that_is_said_late_takes_nothing_away_backwards(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """Delivered in time and said after the end: the tier is lost when it is said."""
    clock.at = END - 40 * DAY
    done(services)
    delivered = clock.at + timedelta(hours=1)
    clock.at = END + 3 * DAY
    assert ("silver", "awaits_notice") == stands(services, member)
    report(services, NoticeState.DELIVERED, delivered)

    assert ("blue", "qualified") == stands(services, member)
    assert "silver" == show_standing(services, member, (END + DAY).date()).standing.tier
    assert clock.at == show_standing(services, member).movements[-1].at


def test_newer_rules_without_notice_take_away_nothing_that_waits(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """A loss that waits for its notice goes on to wait for it, and comes when that was delivered."""
    clock.at = END + DAY
    done(services)
    clock.at += DAY
    adopt_programme(services, rules(""), AtOnce(emergency="nobody is told any more"))
    assert ("silver", "awaits_notice") == stands(services, member)
    assert datetime(2027, 5, 2, 22, tzinfo=UTC) == show_standing(services, member).standing.until
    report(services, NoticeState.DELIVERED)

    clock.at = datetime(2027, 5, 2, 22, tzinfo=UTC)
    assert ("blue", "qualified") == stands(services, member)


def gives(services: Services, member: MemberId, days: int, grant_id: str = "sorry") -> datetime:
    """Give a member gold for so many days, and the instant at which that ends."""
    until = services.clock.now().date() + timedelta(days=days)
    told = grant_tier(services, GrantTier(member, grant_id, "gold", until, "a late delivery", "desk"))
    return datetime.fromisoformat(told.data["until"])


def test_a_given_tier_waits_for_its_notice(services: Services, clock: SetClock, member: MemberId) -> None:
    """Kept on where nobody told the member of its end, until a day of which they were told."""
    clock.at = gives(services, member, 60) + DAY
    assert ("gold", "awaits_notice") == stands(services, member)
    assert show_standing(services, member).standing.until is None

    put_off = "notice-window-missed, put off to 2027-03-23T23:00:00Z, told"
    assert [put_off] == done(services, JobKind.TIER_NOTICE)
    assert [] == done(services, JobKind.TIER_NOTICE)
    report(services, NoticeState.DELIVERED)
    shown, end = show_standing(services, member), datetime(2027, 3, 23, 23, tzinfo=UTC)
    assert (end, end) == (shown.lost_at, shown.standing.until)
    wording = standing_wording(standing_data(shown), "en")
    assert (
        "given: a late delivery",
        "its time is over; kept on until you were told in time that it will be lost",
        "kept through 23\u00a0March\u00a02027",
    ) == wording.total.notes

    clock.at = end - timedelta(minutes=1)
    assert [] == done(services, JobKind.TIER_NOTICE)
    assert ("gold", "awaits_notice") == stands(services, member)
    clock.at = end
    assert "gold" != stands(services, member)[0]
    moved = show_standing(services, member).movements
    assert [("gold", "gold", END - 40 * DAY)] == [
        (each.from_tier, each.to_tier, each.at) for each in moved if each.cause is Cause.HELD_BACK
    ]


def test_what_is_reached_keeps_a_given_tier_that_waits(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """What is missing is told by the windows of today, without a last day; the challenge is over."""
    until = services.clock.now().date() + 50 * DAY
    asked = ChallengeAsked({"spend": Fraction(5000)}, until)
    grant_tier(services, GrantTier(member, "match", "gold", until + 300 * DAY, "a match", "desk", asked))
    clock.at = datetime(until.year, until.month, until.day, 12, tzinfo=UTC) + 2 * DAY
    assert ("gold", "awaits_notice") == stands(services, member)
    [distance] = standing_data(show_standing(services, member))["keeping"]["distances"]
    assert ("2000", None) == (distance["needed"], distance["by"])

    buys(services, member, "B", 3000)
    assert ("gold", "qualified") == stands(services, member)


def test_a_given_tier_that_waits_may_be_ended_by_hand(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """Held beyond its end, it ends at once where somebody says so; one that was lost is over."""
    end = gives(services, member, 60)
    clock.at = end + DAY
    end_tier_grant(services, EndTierGrant(member, "sorry", "a mistake", "desk"))
    assert "gold" != stands(services, member)[0]

    lost = gives(services, member, 7, "week")
    clock.at = lost
    with pytest.raises(TierGrantEnded):
        end_tier_grant(services, EndTierGrant(member, "week", "a mistake", "desk"))


def test_a_given_tier_of_which_it_was_told_ends_on_its_day(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """Told 40 days before its end, the member loses it then."""
    end = gives(services, member, 60)
    clock.at = end - 40 * DAY
    assert ["told"] == done(services, JobKind.TIER_NOTICE)
    report(services, NoticeState.DELIVERED)

    clock.at = end
    assert ("silver", "qualified") == stands(services, member)


def test_a_tier_given_for_less_time_than_a_notice_needs_ends_on_its_day(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """Who gets gold for a week is told of its end with it."""
    clock.at = gives(services, member, 7)
    assert ("silver", "qualified") == stands(services, member)


def test_a_tier_taken_over_by_a_merge_waits_for_its_notice(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """The survivor was told of nothing yet: the tier is kept until they were."""
    clock.at = END - DAY
    survivor = MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", "2", "")).data["member"])
    merge_members(services, MergeMembers(survivor, member, "desk"))

    clock.at = END + 100 * DAY

    assert ("silver", "awaits_notice") == stands(services, survivor)


def test_a_tier_of_an_id_that_was_merged_away_is_lost_once(
    services: Services, clock: SetClock, member: MemberId
) -> None:
    """What two ids had reached is the survivor's to lose; nobody is told that the other id falls."""
    survivor = MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", "2", "")).data["member"])
    buys(services, survivor, "B", 600)
    clock.at = END - 40 * DAY
    assert 2 == tell_all(services, COFFEE, JobKind.TIER_NOTICE)
    merge_members(services, MergeMembers(survivor, member, "desk"))

    clock.at = END + DAY

    assert ["fallen silver blue", "nothing left to do"] == sorted(done(services, JobKind.TIER_REVIEW))
