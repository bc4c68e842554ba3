"""What a member says about the use of their data, on both databases: how far it reaches, and how far not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.handovers.refusals import SeparateConsentMissing
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.refusals import MinorNotAllowed, UnknownRecipient
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.handovers.hand_over import HandOverData, hand_over
from loyalty.use_cases.handovers.list_hand_overs import list_hand_overs
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.privacy.list_consents import list_consents
from loyalty.use_cases.privacy.list_views import Looking, keep_views, list_views
from loyalty.use_cases.privacy.reading import age_of, allowed_of
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.privacy.withdraw_consent import WithdrawConsent, withdraw_consent
from loyalty.use_cases.segments.count_segments import count_segments
from loyalty.use_cases.segments.list_segments import list_segments
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.stores.making import opened
from tests.stores.test_persons import GIVING, NOW, buys, made, member

COFFEE = "corner-coffee"
BIRTHDAY = "member.birth_day_month"
MORE = """
recipients:
  - id: panel
    name: {en: The Panel, zh-CN: 调研公司}
    contact: p@panel.example
    gets: [member.birth_day_month]
    for: {en: Counting., zh-CN: 统计。}
    basis: consent
  - id: club
    name: {en: The Club, zh-CN: 俱乐部}
    contact: p@club.example
    gets: [member.birth_day_month]
    for: {en: Treats., zh-CN: 优惠。}
    basis: consent
segments:
  - {id: buyers, name: {en: Buyers, zh-CN: 买家}, when: history.orders >= 1, at_least_members: 20}
  - {id: twice, name: {en: Twice, zh-CN: 两次}, when: history.orders >= 2, at_least_members: 20}
  - {id: often, name: {en: Often here, zh-CN: 常客}, when: history.rfm == "champions", at_least_members: 20}
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services whose programme hands data over by consent and has segments."""
    with opened(database_url) as units:
        found = made(units, NOW)
        source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
        source["programme.yaml"] = source["programme.yaml"].replace("[EU, CN]", "[EU]")
        source["facts.yaml"] = source["facts.yaml"].replace(
            "pia-2026-1}", "pia-2026-1, consent: birthday_benefit}"
        )
        adopt_programme(found, {**source, "wallets.yaml": GIVING, "more.yaml": MORE})
        yield found


def answers(
    services: Services,
    who: MemberId,
    name: str,
    purpose: Purpose,
    recipient: str | None,
    *,
    given: bool,
    until: datetime | None = None,
) -> None:
    """Let somebody answer when asked for a purpose."""
    record_consent(
        services,
        RecordConsent(
            member=who,
            record_id=name,
            purpose=purpose,
            given=given,
            notice=show_notice_at_collection(services, COFFEE, "en").shown.sha256,
            way=Way.FORM,
            jurisdiction="DE",
            source="test",
            recipient=recipient,
            until=until,
        ),
    )


def ran(services: Services) -> list[str]:
    """Give what came of the consents whose time is over."""
    found = run_jobs(services, RunJobs("test", (JobKind.CONSENTS,)))
    return [each.result for each in found if isinstance(each, Job)]


def until(services: Services, who: MemberId, name: str, purpose: Purpose, recipient: str | None) -> None:
    """Let somebody agree for a week."""
    answers(services, who, name, purpose, recipient, given=True, until=NOW + timedelta(days=7))


def later(services: Services, hours: int) -> None:
    """Let the clock stand some hours after the beginning."""
    assert isinstance(services.clock, StandingClock)
    services.clock.at = NOW + timedelta(hours=hours)


def handed(services: Services, who: MemberId) -> None:
    """Let somebody agree to both recipients, and hand the birthday over to both."""
    for recipient in ("panel", "club"):
        answers(services, who, f"yes-{recipient}", Purpose.PARTNER_SHARING, recipient, given=True)
        hand_over(services, HandOverData(who, f"{recipient}-{who}", recipient, (BIRTHDAY,), "test"))


def told(services: Services, who: MemberId) -> dict[str, list[str]]:
    """Give what each recipient is told."""
    found = list_hand_overs(services, who)
    return {each["recipient"]: [notice["kind"] for notice in each["told"]] for each in found}


def test_every_recipient_is_told_of_a_restriction_and_of_its_end(services: Services) -> None:
    """Whoever got data keeps them unused until the restriction ends; another choice tells nobody."""
    ada = member(services, "ada")
    handed(services, ada)
    set_choices(services, SetChoices(ada, {Choice.PROFILING: False}, "test"))
    assert {"panel": [], "club": []} == told(services, ada)
    set_choices(services, SetChoices(ada, {Choice.RESTRICTED: True}, "test"))
    set_choices(services, SetChoices(ada, {Choice.RESTRICTED: True}, "test"))
    assert {"panel": ["restricted"], "club": ["restricted"]} == told(services, ada)
    set_choices(services, SetChoices(ada, {Choice.RESTRICTED: False}, "test"))
    assert ["restricted", "unrestricted"] == told(services, ada)["club"]


def test_a_no_ends_the_yes_before_it(services: Services) -> None:
    """A no to one recipient is told to that one; a no to sharing at all to everybody who got something."""
    ada = member(services, "ada")
    handed(services, ada)
    answers(services, ada, "no-panel", Purpose.PARTNER_SHARING, "panel", given=False)
    assert {"panel": ["withdrawn"], "club": []} == told(services, ada)
    answers(services, ada, "no", Purpose.PARTNER_SHARING, None, given=False)
    assert {"panel": ["withdrawn"], "club": ["withdrawn"]} == told(services, ada)
    states = {each["id"]: each["state"] for each in list_consents(services, ada)}
    assert {"withdrawn"} == {states["yes-panel"], states["yes-club"]}
    assert {"refused"} == {states["no-panel"], states["no"]}


@pytest.mark.parametrize("purpose", [Purpose.PARTNER_SHARING, Purpose.SENSITIVE_DATA, Purpose.SENT_ABROAD])
def test_nobody_agrees_to_handing_over_to_nobody(services: Services, purpose: Purpose) -> None:
    """A yes names who gets the data, where no fact is kept by it; a no to all of them can always be told."""
    ada = member(services, "ada")
    with pytest.raises(UnknownRecipient):
        answers(services, ada, "yes", purpose, None, given=True)
    answers(services, ada, "no", purpose, None, given=False)
    answers(services, ada, "yes", purpose, "panel", given=True)
    assert ["refused", "given"] == [each["state"] for each in list_consents(services, ada)]


def test_a_consent_whose_time_is_over_ends_as_a_withdrawn_one_does(services: Services) -> None:
    """A week later the recipient is told, once, and the fact is forgotten; not where it was renewed."""
    ada, bea = member(services, "ada"), member(services, "bea")
    for who in (ada, bea):
        until(services, who, "treat", Purpose.BIRTHDAY_BENEFIT, None)
        for recipient in ("panel", "club"):
            until(services, who, f"yes-{recipient}", Purpose.PARTNER_SHARING, recipient)
            hand_over(services, HandOverData(who, f"{recipient}-{who}", recipient, (BIRTHDAY,), "test"))
    for who in (ada, bea):
        answers(services, who, "yes-club-again", Purpose.PARTNER_SHARING, "club", given=True)
    answers(services, bea, "treat-again", Purpose.BIRTHDAY_BENEFIT, None, given=True)
    assert [] == ran(services)

    assert isinstance(services.clock, StandingClock)
    services.clock.at = NOW + timedelta(days=7)
    assert ["ended"] * 5 + [f"ended, {BIRTHDAY}"] == sorted(ran(services))
    assert [] == ran(services)
    for who in (ada, bea):
        assert {"panel": ["expired"], "club": []} == told(services, who)
    states = {each["id"]: (each["state"], each["withdrawn_at"]) for each in list_consents(services, ada)}
    assert ("expired", None) == states["treat"] == states["yes-panel"]
    with services.units.read() as unit:
        assert {} == unit.members.load_facts(ada, [BIRTHDAY])
        assert {BIRTHDAY: "04-17"} == unit.members.load_facts(bea, [BIRTHDAY])
    again = WithdrawConsent(ada, Purpose.BIRTHDAY_BENEFIT, Way.FORM, "desk")
    assert withdraw_consent(services, again).replayed


def test_a_withdrawal_holds_for_every_id_of_a_person(services: Services) -> None:
    """Who withdraws under a card of before is asked for nothing more under the one they go on as."""
    ada, old = member(services, "ada"), member(services, "old")
    for who in (ada, old):
        answers(services, who, f"yes-{who}", Purpose.EMAIL_MARKETING, None, given=True)
    merge_members(services, MergeMembers(ada, old, "m-1"))
    done = withdraw_consent(services, WithdrawConsent(old, Purpose.EMAIL_MARKETING, Way.AGENT, "desk"))
    assert not done.replayed
    assert ["withdrawn"] * 2 == [each["state"] for each in list_consents(services, ada)]
    assert withdraw_consent(
        services, WithdrawConsent(ada, Purpose.EMAIL_MARKETING, Way.AGENT, "desk")
    ).replayed


def test_who_objects_is_in_no_segment_and_in_no_group(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objection, restriction, prices for everybody and youth keep a member out; the others stay in."""
    monkeypatch.setattr("loyalty.use_cases.segments.count_segments.of_enough", lambda groups, _: groups)
    names = ("ada", "bea", "cem", "dan", "eve", "fay")
    everybody = {name: member(services, name) for name in names}
    for name, who in everybody.items():
        buys(services, who, f"A-{name}", 1000)
    out = {"bea": Choice.PROFILING, "cem": Choice.RESTRICTED, "dan": Choice.PERSONALISE}
    for name, choice in out.items():
        holds = choice is Choice.RESTRICTED
        set_choices(services, SetChoices(everybody[name], {choice: holds}, "test"))
    set_choices(services, SetChoices(everybody["ada"], {Choice.PROFILING: False}, "test"))
    set_choices(services, SetChoices(everybody["ada"], {Choice.PROFILING: True}, "test"))
    set_age(services, SetAge(everybody["eve"], AgeBand.TEEN, None, "test"))

    assert 2 == count_segments(services, COFFEE).members["buyers"]
    with services.units.read() as unit:
        groups = unit.segments.groups(COFFEE)
    assert {everybody["ada"], everybody["fay"]} == set(groups)


def test_a_segment_less_a_part_of_it_is_not_told(services: Services) -> None:
    """Of 60 buyers 57 bought twice: only 60 is told, and what is of other facts; of 62 and 40 both are."""
    today = services.clock.now().date()
    for members in ({"buyers": 60, "twice": 57, "often": 58}, {"buyers": 62, "twice": 40, "often": 58}):
        today += timedelta(days=1)
        later(services, 24 * (today - NOW.date()).days)
        with services.units.write() as unit:
            for segment, count in members.items():
                unit.segments.add_count(COFFEE, segment, today, count)
            unit.commit()
        told = {each.segment: each.members for each in list_segments(services, COFFEE)}
        assert {"buyers": 60, "often": 58, "twice": 40 if members["twice"] == 40 else None} == told


@pytest.mark.parametrize("recipient", ["panel", None])
def test_a_no_under_an_id_merged_away_ends_a_yes_before_it(services: Services, recipient: str | None) -> None:
    """Who said no to a recipient, or to all, under a card of before is handed over under neither."""
    ada, old = member(services, "ada"), member(services, "old")
    handed(services, ada)
    later(services, 1)
    answers(services, old, "no", Purpose.PARTNER_SHARING, recipient, given=False)
    merge_members(services, MergeMembers(ada, old, "m-1"))
    with pytest.raises(SeparateConsentMissing):
        hand_over(services, HandOverData(ada, "again", "panel", (BIRTHDAY,), "test"))
    later(services, 2)
    answers(services, ada, "yes-again", Purpose.PARTNER_SHARING, "panel", given=True)
    again = hand_over(services, HandOverData(ada, "again", "panel", (BIRTHDAY,), "test"))
    assert "yes-again" == again.data["consents"]["partner_sharing"]


def test_a_yes_taken_back_under_an_id_merged_away_is_a_no(services: Services) -> None:
    """A yes of the surviving id from before does not stand any more, and no yes of another id replaces it."""
    ada, old, bea = (member(services, name) for name in ("ada", "old", "bea"))
    for who in (old, ada):
        answers(services, who, "yes", Purpose.BIRTHDAY_BENEFIT, None, given=True)
    later(services, 1)
    withdraw_consent(services, WithdrawConsent(old, Purpose.BIRTHDAY_BENEFIT, Way.AGENT, "desk"))
    answers(services, bea, "yes", Purpose.BIRTHDAY_BENEFIT, None, given=True)
    merge_members(services, MergeMembers(ada, old, "m-1"))
    with services.units.read() as unit:
        assert not allowed_of(unit, ada, services.clock.now()).agrees(Purpose.BIRTHDAY_BENEFIT)
    merge_members(services, MergeMembers(ada, bea, "m-2"))
    with services.units.read() as unit:
        assert not allowed_of(unit, ada, services.clock.now()).agrees(Purpose.BIRTHDAY_BENEFIT)


def test_age_goes_along_with_a_merge_until_it_is_said_anew(services: Services) -> None:
    """A child goes on as a child under another card, and grows up by being said to have."""
    ada, old, mum = (member(services, name) for name in ("ada", "old", "mum"))
    set_age(services, SetAge(old, AgeBand.CHILD, mum, "test"))
    merge_members(services, MergeMembers(ada, old, "m-1"))
    shown = show_choices(services, ada)
    assert ("child", mum) == (shown["age"], shown["guardian"])
    with pytest.raises(MinorNotAllowed):
        answers(services, ada, "yes", Purpose.EMAIL_MARKETING, None, given=True)
    later(services, 1)
    set_age(services, SetAge(ada, AgeBand.ADULT, None, "test"))
    assert "adult" == show_choices(services, ada)["age"]


def test_an_age_that_was_a_mistake_is_put_right_under_every_id(services: Services) -> None:
    """It was so all the time: since the first of them was enrolled, whichever id it was said under."""
    old = member(services, "old")
    later(services, 1)
    ada = member(services, "ada")
    set_age(services, SetAge(old, AgeBand.TEEN, None, "test"))
    merge_members(services, MergeMembers(ada, old, "m-1"))
    later(services, 2)
    right = SetAge(ada, AgeBand.ADULT, None, "test", corrects=True)
    assert [False, True] == [set_age(services, right).replayed for _ in range(2)]
    with services.units.read() as unit:
        age, first = age_of(unit, ada), unit.members.get(old)
    assert age is not None
    assert first is not None
    assert (AgeBand.ADULT, first.enrolled_at) == (age.band, age.at)


def test_a_choice_under_an_id_merged_away_holds_until_it_is_said_otherwise(services: Services) -> None:
    """What the member reads is what counts, and a yes under the id they go on as takes the no back."""
    ada, old = member(services, "ada"), member(services, "old")
    set_choices(services, SetChoices(old, {Choice.PERSONALISE: False, Choice.SHARING: False}, "test"))
    later(services, 1)
    merge_members(services, MergeMembers(ada, old, "m-1"))
    shown = show_choices(services, ada)
    assert [False, False, True] == [shown[each] for each in ("personalise", "sharing", "profiling")]
    later(services, 2)
    assert set_choices(services, SetChoices(ada, {Choice.PERSONALISE: True}, "test")).data["personalise"]
    with services.units.read() as unit:
        stands = allowed_of(unit, ada, services.clock.now()).choices
    assert stands[Choice.PERSONALISE]
    assert not stands[Choice.SHARING]
    later(services, 3)
    set_choices(services, SetChoices(old, {Choice.PERSONALISE: False}, "test"))
    assert not show_choices(services, ada)["personalise"]


def test_a_member_reads_who_looked_and_what_was_answered_under_every_id(services: Services) -> None:
    """A look at the card of before, and a no that was said there, stand on the list of who goes on."""
    ada, old = member(services, "ada"), member(services, "old")
    keep_views(services, [old], Looking("agent", "anna", "GET /v1/members", "service"))
    answers(services, old, "no", Purpose.EMAIL_MARKETING, None, given=False)
    answers(services, old, "yes", Purpose.SMS_MARKETING, None, given=True)
    merge_members(services, MergeMembers(ada, old, "m-1"))
    assert [(old, "anna")] == [(each.member_id, each.viewer) for each in list_views(services, ada)]
    assert [("no", "refused")] == [(each["id"], each["state"]) for each in list_consents(services, ada)]
