"""Cases on both databases: kept step by step, given out and erased, and wrong rules repaired for all."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from loyalty.adoption.version import Person
from loyalty.cases.case import UNSAID, CaseKey, Cause, Clock, Kind, Outcome, Said, Step, Topic
from loyalty.cases.refusals import (
    CaseDiffers,
    CaseStepEarly,
    CaseUnfit,
    NoHumanRoute,
    RemedyScopeMissing,
    UnknownCase,
)
from loyalty.erasure.erasure import Ground
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.cases.find_remedies import FindRemedies, find_remedies
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.settle_remedy import SettleRemedy, settle_remedy
from loyalty.use_cases.cases.show_case import is_late, list_cases, show_case
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.tier_grants.end_tier_grant import EndTierGrant, end_tier_grant
from loyalty.use_cases.tier_grants.grant_tier import GrantTier, grant_tier
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee_with
from tests.stores.making import opened
from tests.stores.test_persons import NOW, made

COFFEE = "corner-coffee"
AUTHOR, BEA = Person("Author"), Person("Bea")
KEY = CaseKey(COFFEE, "T-1")
SALE = """
basket:
  discounts:
    combine: best
    rules:
      - {id: spring, name: {en: Spring sale, zh-CN: 春季优惠}, percent: %s}
"""


def rules(percent: str) -> Mapping[str, str]:
    """Give the shipped programme with one sale on everything."""
    return coffee_with(SALE % percent)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database, with a sale that somebody wrote too small."""
    with opened(database_url) as units:
        found = made(units, NOW)
        adopt_programme(found, rules("10%"), AtOnce(AUTHOR))
        yield found


def clock(services: Services) -> StandingClock:
    """Give the clock that stands."""
    assert isinstance(services.clock, StandingClock)
    return services.clock


def enrolled(services: Services, name: str) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", name, "")).data["member"])


def bought(
    services: Services, member: MemberId | None, order: str, price: int = 1000, channel: str = "shop"
) -> str:
    """Buy a bag called as its order, for 10.00 where nothing else is said; give the id of the receipt."""
    line = BasketLine("1", order, Fraction(1), Fraction(price), {"category": "coffee", "brand": "own"})
    basket = Basket((line,), {"channel": channel})
    return record_order(services, RecordOrder(COFFEE, "till", order, basket, member)).order.explanation_id


def step(services: Services, taken: Step, said: Said = UNSAID, words: str = "") -> dict[str, Any]:
    """Let Bea take a step of the case."""
    return dict(take_case_step(services, TakeCaseStep(KEY, taken, BEA, words, said)).data)


def answered(services: Services) -> None:
    """Let Bea answer the case."""
    step(services, Step.ACKNOWLEDGED)
    step(services, Step.ASSIGNED, Said(to="Bea"))
    step(services, Step.ANSWERED, Said(outcome=Outcome.CHANGED), "You are right.")


def complaint(member: MemberId, explanation: str) -> OpenCase:
    """Give a complaint of a member about the price of a document."""
    return OpenCase(KEY, Kind.COMPLAINT, Topic.PRICE, BEA, "too dear", member, explanation)


def test_a_case_is_kept_as_it_went_and_only_once(services: Services) -> None:
    """It is shown as each step told it; another case of its id, or of another's document, is refused."""
    ada, bea = enrolled(services, "Ada"), enrolled(services, "Bea")
    receipt = bought(services, ada, "A-1")
    first = open_case(services, complaint(ada, receipt))
    again = open_case(services, complaint(ada, receipt))
    answered(services)

    assert again.replayed
    assert first.data == again.data
    assert "Bea" == show_case(services, KEY)["assigned_to"]
    assert ["opened", "acknowledged", "assigned", "answered"] == [
        each["step"] for each in show_case(services, KEY)["steps"]
    ]
    with pytest.raises(CaseDiffers):
        open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow"))
    with pytest.raises(UnknownExplanation):
        open_case(services, complaint(bea, receipt))
    with pytest.raises(CaseUnfit):
        open_case(services, OpenCase(KEY, Kind.REVIEW, Topic.POINTS, BEA, member=ada))
    with pytest.raises(UnknownCase):
        show_case(services, CaseKey(COFFEE, "T-2"))


def test_the_author_of_the_rules_answers_no_case_of_them(services: Services) -> None:
    """Who adopted the version that decided the price is nobody to look at it again."""
    receipt = bought(services, None, "A-1")
    open_case(services, OpenCase(KEY, Kind.REVIEW, Topic.PRICE, BEA, explanation=receipt))

    with pytest.raises(NoHumanRoute):
        step(services, Step.ASSIGNED, Said(to="author"))


def test_a_clock_that_runs_out_is_said_by_the_job_once(services: Services) -> None:
    """After a day and a bit the acknowledgement is late; the job keeps that once, and the list shows it."""
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow"))
    clock(services).at = NOW + timedelta(days=1, minutes=1)

    def ran() -> list[str]:
        found = run_jobs(services, RunJobs("test", (JobKind.CASE_CLOCKS,)))
        return [each.result for each in found if isinstance(each, Job)]

    assert ["late, acknowledge"] == ran()
    assert [] == ran()
    [told] = list_cases(services, COFFEE, still_open=True)
    assert is_late(told)
    assert str(Clock.ACKNOWLEDGE) == told["steps"][-1]["ran_out"]


def test_a_member_is_given_their_cases_and_they_go_with_them(services: Services) -> None:
    """An export holds case and steps; erasing removes both, and what is owed stays with a number alone."""
    ada = enrolled(services, "Ada")
    receipt = bought(services, ada, "A-1")
    open_case(services, complaint(ada, receipt))
    found = export_member(services, ada)

    assert ["T-1"] == [row["case_id"] for row in found.tables["service_case"]]
    assert ["too dear"] == [row["words"] for row in found.tables["case_step"]]
    ask_erasure(services, AskErasure(ada, Ground.MEMBER_ASKED, "passport", "desk"))
    close_account(services, ada, "desk")
    removed = erase_member(services, ada).data["removed"]
    assert (1, 1) == (removed["service_case"], removed["case_step"])
    with pytest.raises(UnknownCase):
        show_case(services, KEY)


def test_a_number_too_large_for_an_id_stands_in_an_export_as_it_was_written(services: Services) -> None:
    """Digits of a parcel that no database holds as a whole number are no member's id, and asked of none."""
    ada = enrolled(services, "Ada")
    words = f"parcel {(1 << 63) + 5} is late"
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, words, ada))

    [step_row] = export_member(services, ada).tables["case_step"]
    assert words == step_row["words"]


def test_closed_cases_go_when_their_time_is_over_and_open_ones_stay(services: Services) -> None:
    """Two years after a case was closed it goes with its steps; one that is open is never over."""
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow"))
    open_case(services, OpenCase(CaseKey(COFFEE, "T-2"), Kind.COMPLAINT, Topic.SERVICE, BEA, "slow"))
    answered(services)
    step(services, Step.CLOSED, Said(cause=Cause.HANDLING))
    clock(services).at = NOW + timedelta(days=731)

    assert 1 == apply_retention(services)["service_case"]
    assert ["T-2"] == [each["case"] for each in list_cases(services, COFFEE)]


def test_what_was_said_goes_after_ninety_days_and_the_steps_stay(services: Services) -> None:
    """Words of a closed case and reasons about a member are emptied; an open case keeps what it needs."""
    ada = enrolled(services, "Ada")
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow", ada))
    open_case(services, OpenCase(CaseKey(COFFEE, "T-2"), Kind.COMPLAINT, Topic.SERVICE, BEA, "cold"))
    grant_tier(services, GrantTier(ada, "g-1", "gold", NOW.date() + timedelta(days=300), "sorry", "desk"))
    answered(services)
    step(services, Step.CLOSED, Said(cause=Cause.HANDLING))

    def said() -> list[str]:
        cases = list_cases(services, COFFEE)
        return [each["words"] for told in cases for each in told["steps"] if each["words"]]

    clock(services).at = NOW + timedelta(days=90)
    assert {} == apply_retention(services)
    assert ["slow", "You are right.", "cold"] == said()
    clock(services).at = NOW + timedelta(days=93)
    overdue = {each.table for each in show_retention(services) if each.overdue}
    assert {"case_step", "tier_grant"} <= overdue
    assert {"case_step": 2, "tier_grant": 1} == apply_retention(services)
    assert ["cold"] == said()
    assert "closed" == show_case(services, KEY)["state"]
    assert [""] == [row["reason"] for row in export_member(services, ada).tables["tier_grant"]]
    assert {} == apply_retention(services)


@pytest.mark.parametrize("words", ["I am pregnant", "我有糖尿病", "4111 1111 1111 1111", "a" * 201])
def test_no_step_says_what_may_not_be_kept(services: Services, words: str) -> None:
    """Health, cards and long texts are refused wherever somebody writes of a member, and nothing is kept."""
    ada = enrolled(services, "Ada")
    until = NOW.date() + timedelta(days=300)
    with pytest.raises(FreeTextRisk):
        open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, words, ada))
    with pytest.raises(FreeTextRisk):
        grant_tier(services, GrantTier(ada, "g-1", "gold", until, words, "desk"))
    assert [] == list_cases(services, COFFEE)
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow", ada))
    grant_tier(services, GrantTier(ada, "g-1", "gold", until, "sorry", "desk"))
    with pytest.raises(FreeTextRisk):
        end_tier_grant(services, EndTierGrant(ada, "g-1", words, "desk"))
    with pytest.raises(FreeTextRisk):
        step(services, Step.ACKNOWLEDGED, words=words)


def test_goods_that_were_bought_may_be_named(services: Services) -> None:
    """Socks for diabetics are called that in a complaint of their order, and of no other one."""
    ada, words = enrolled(services, "Ada"), "two diabetic socks are missing"
    other, socks = (bought(services, ada, each) for each in ("tea", "diabetic-socks"))
    with pytest.raises(FreeTextRisk):
        open_case(services, replace(complaint(ada, other), words=words))
    open_case(services, replace(complaint(ada, socks), words=words))
    assert words == step(services, Step.ACKNOWLEDGED, words=words)["steps"][1]["words"]


def test_a_wrong_rule_is_repaired_for_everybody_it_hit(services: Services) -> None:
    """Until each order of the wrong version was looked at and made good, the case does not end."""
    ada = enrolled(services, "Ada")
    receipt = bought(services, ada, "A-1")
    bought(services, None, "A-2")
    open_case(services, complaint(ada, receipt))
    answered(services)
    clock(services).at = NOW + timedelta(hours=1)
    right = adopt_programme(services, rules("20%"), AtOnce(AUTHOR, emergency="the sale was too small"))
    ending = Said(cause=Cause.RULE_WRONG, rule="spring", repaired=right.programme.digest)

    with pytest.raises(RemedyScopeMissing):
        step(services, Step.CLOSED, ending)
    found = find_remedies(services, FindRemedies(KEY, "spring", right.programme.digest, BEA))
    assert 2 == found["looked_at"]
    assert {"orders": 2, "money": 200, "points": 0} == found["owed"]
    with pytest.raises(RemedyScopeMissing):
        step(services, Step.CLOSED, ending)
    for order in ("A-1", "A-2", "A-1"):
        told = settle_remedy(services, SettleRemedy(KEY, "till", order, BEA, f"refund-{order}"))

    assert {"orders": 2, "money": 200, "points": 0} == told["settled"]
    assert "closed" == step(services, Step.CLOSED, ending)["state"]


def test_a_wrong_rule_is_repaired_in_every_version_that_has_it(services: Services) -> None:
    """A later version with the same rule is looked at too, and the case does not end while it binds."""
    ada = enrolled(services, "Ada")
    receipt = bought(services, ada, "A-1")
    open_case(services, complaint(ada, receipt))
    answered(services)
    later = dict(rules("10%")) | {
        "programme.yaml": rules("10%")["programme.yaml"] + "\n# only a remark more\n"
    }
    clock(services).at = NOW + timedelta(hours=1)
    adopt_programme(services, later, AtOnce(AUTHOR, emergency="a remark"))
    bought(services, None, "A-2")
    clock(services).at = NOW + timedelta(hours=2)
    right = adopt_programme(services, rules("20%"), AtOnce(AUTHOR, emergency="the sale was too small"))
    digest = right.programme.digest

    with pytest.raises(CaseStepEarly) as unknown:
        find_remedies(services, FindRemedies(KEY, "sprung", digest, BEA))
    assert "did you mean `spring`?" in str(unknown.value)
    found = find_remedies(services, FindRemedies(KEY, "spring", digest, BEA))
    assert ["A-1", "A-2"] == [each["order"] for each in found["remedies"]]
    for order in ("A-1", "A-2"):
        settle_remedy(services, SettleRemedy(KEY, "till", order, BEA, f"refund-{order}"))
    ending = Said(cause=Cause.RULE_WRONG, rule="spring", repaired=digest)
    clock(services).at = NOW + timedelta(hours=3)
    adopt_programme(services, later, AtOnce(AUTHOR, emergency="by mistake"))
    with pytest.raises(RemedyScopeMissing):
        step(services, Step.CLOSED, ending)
    clock(services).at = NOW + timedelta(hours=4)
    adopt_programme(services, rules("20%"), AtOnce(AUTHOR, emergency="back"))
    assert "closed" == step(services, Step.CLOSED, ending)["state"]


def test_two_cases_of_one_rule_repay_nobody_twice(services: Services) -> None:
    """What one case has found the other finds no more, but what a second error took beyond it."""
    ada = enrolled(services, "Ada")
    receipt = bought(services, ada, "A-1")
    other = CaseKey(COFFEE, "T-0")
    open_case(services, OpenCase(other, Kind.COMPLAINT, Topic.PRICE, BEA, "too dear", ada, receipt))
    open_case(services, complaint(ada, receipt))
    answered(services)
    clock(services).at = NOW + timedelta(hours=1)
    right = adopt_programme(services, rules("20%"), AtOnce(AUTHOR, emergency="the sale was too small"))
    digest = right.programme.digest
    ending = Said(cause=Cause.RULE_WRONG, rule="spring", repaired=digest)

    assert 1 == len(find_remedies(services, FindRemedies(other, "spring", digest, BEA))["remedies"])
    found = find_remedies(services, FindRemedies(KEY, "spring", digest, BEA))
    assert (1, []) == (found["looked_at"], found["remedies"])
    with pytest.raises(RemedyScopeMissing):
        step(services, Step.CLOSED, ending)
    settle_remedy(services, SettleRemedy(other, "till", "A-1", BEA, "refund-1"))
    more = adopt_programme(services, rules("50%"), AtOnce(AUTHOR, emergency="still too small"))
    found = find_remedies(services, FindRemedies(KEY, "spring", more.programme.digest, BEA))
    assert [300] == [each["money"] for each in found["remedies"]]  # 4.00 less what was given already
    settle_remedy(services, SettleRemedy(KEY, "till", "A-1", BEA, "refund-2"))
    ending = Said(cause=Cause.RULE_WRONG, rule="spring", repaired=more.programme.digest)
    assert "closed" == step(services, Step.CLOSED, ending)["state"]


def test_what_differs_by_more_than_the_rule_waits_for_a_person(services: Services) -> None:
    """An order of a version that is unlike the case's in more than a remark is not worked out by itself."""
    ada = enrolled(services, "Ada")
    bought(services, None, "A-0")
    more = SALE + "      - {id: winter, name: {en: Winter sale, zh-CN: 冬季优惠}, percent: 15%%}\n"
    clock(services).at = NOW + timedelta(hours=1)
    adopt_programme(services, coffee_with(more % "10%"), AtOnce(AUTHOR, emergency="a sale of winter"))
    receipt = bought(services, ada, "A-1")
    open_case(services, complaint(ada, receipt))
    clock(services).at = NOW + timedelta(hours=2)
    right = adopt_programme(services, coffee_with(more % "20%"), AtOnce(AUTHOR, emergency="too small"))

    found = find_remedies(services, FindRemedies(KEY, "spring", right.programme.digest, BEA))
    assert [("A-0", 0, "unclear"), ("A-1", 50, "owed")] == [
        (each["order"], each["money"], each["state"]) for each in found["remedies"]
    ]


def test_points_that_a_wrong_rule_held_back_are_booked_once(services: Services) -> None:
    """A smaller discount earns more points: the right version owes what the wrong one held back."""
    ada = enrolled(services, "Ada")
    receipt = bought(services, ada, "A-1", 10000)
    open_case(services, complaint(ada, receipt))
    clock(services).at = NOW + timedelta(hours=1)
    right = adopt_programme(services, rules("0.1%"), AtOnce(AUTHOR, emergency="no sale was meant"))
    before = show_balances(services, ada).holdings.pending
    found = find_remedies(services, FindRemedies(KEY, "spring", right.programme.digest, BEA))

    for _ in range(2):
        settle_remedy(services, SettleRemedy(KEY, "till", "A-1", BEA))
    gained = show_balances(services, ada).holdings.pending - before
    assert 0 < gained == found["owed"]["points"]


@pytest.mark.parametrize(("document", "given"), [("A-1", [150]), ("A-2", [150, 150])])
def test_two_complaints_of_one_document_are_compensated_once(
    services: Services, document: str, given: list[int]
) -> None:
    """What one case of a price was given another of the same price is not given again."""
    row = "{id: sorry, name: {en: Sorry, zh-CN: 抱歉}, topic: price, cause: handling, points: 150}"
    table = f"compensation: [{row}]\n"
    adopt_programme(
        services, dict(rules("10%")) | {"compensation.yaml": table}, AtOnce(AUTHOR, emergency="sorry")
    )
    ada = enrolled(services, "Ada")
    receipts = {order: bought(services, ada, order) for order in ("A-1", "A-2")}
    for case, order in (("T-1", "A-1"), ("T-2", document)):
        key = CaseKey(COFFEE, case)
        open_case(services, OpenCase(key, Kind.COMPLAINT, Topic.PRICE, BEA, "", ada, receipts[order]))
        for taken, said in (
            (Step.ACKNOWLEDGED, UNSAID),
            (Step.ASSIGNED, Said(to="Bea")),
            (Step.ANSWERED, Said(outcome=Outcome.CHANGED)),
            (Step.CLOSED, Said(cause=Cause.HANDLING)),
        ):
            take_case_step(services, TakeCaseStep(key, taken, BEA, "You are right.", said))

    steps = [step for told in list_cases(services, COFFEE) for step in told["steps"]]
    assert given == [each["points"] for each in steps if each["points"]]
