"""Marketing: whatever a member said before, a message is sent only while it is allowed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.handovers.message import Medium, Outcome
from loyalty.handovers.refusals import (
    MarketingNoConsent,
    MessageDiffers,
    NotReached,
    StopLinkUnknown,
    UnknownMessage,
)
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.refusals import MinorNotAllowed, UnknownConsent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.handovers.list_marketing import list_marketing
from loyalty.use_cases.handovers.report_marketing import ReportMarketing, report_marketing
from loyalty.use_cases.handovers.send_marketing import STOP, SendMarketing, send_marketing
from loyalty.use_cases.handovers.stop_marketing import refuse_unknown_stop, stop_marketing
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.privacy.withdraw_consent import WithdrawConsent, withdraw_consent
from loyalty.use_cases.services import Services
from loyalty.vault.contact import Channel, Contact
from tests.stores.making import opened
from tests.stores.test_persons import GIVING, NOW, buys, made, once

COFFEE = "corner-coffee"
STEPS = st.lists(
    st.sampled_from(
        ["yes", "no", "back", "object", "allow", "restrict", "free", "child", "adult", "buy", "stop", "send"]
    ),
    min_size=1,
    max_size=8,
)


class Person:
    """A member beside a naive account of what they said."""

    def __init__(self, services: Services, number: int) -> None:
        self.services, self.number, self.count = services, number, 0
        told = enrol_member(services, EnrolMember(COFFEE, f"person {number}"), once(f"person-{number}"))
        self.id = MemberId(told.data["member"])
        set_contact(services, SetContact(self.id, Contact(Channel.EMAIL, f"p{number}@example.org")))
        self.notice = show_notice_at_collection(services, COFFEE, "en").shown.sha256
        self.answer: str | None = None
        self.objected = self.restricted = self.minor = self.bought = False
        self.last: dict[str, Any] = {}

    @property
    def allows(self) -> bool:
        """Whether the law lets the shop write, told apart from the engine."""
        if self.objected or self.restricted or self.minor:
            return False
        return self.answer == "yes" or (self.answer is None and self.bought)

    def does(self, step: str) -> None:
        """Take a step, and hold a message to what is allowed now."""
        self.count += 1
        getattr(self, f"_{step}")()

    def _yes(self) -> None:
        if not self.minor:
            self._answers("yes")

    def _no(self) -> None:
        self._answers("no")

    def _answers(self, answer: str) -> None:
        self.answer = answer
        record_consent(
            self.services,
            RecordConsent(
                member=self.id,
                record_id=f"{self.number}-{self.count:03}",
                purpose=Purpose.EMAIL_MARKETING,
                given=answer == "yes",
                notice=self.notice,
                way=Way.FORM,
                jurisdiction="DE",
                source="test",
            ),
        )

    def _back(self) -> None:
        command = WithdrawConsent(self.id, Purpose.EMAIL_MARKETING, Way.FORM, "test")
        if self.answer is None:
            with pytest.raises(UnknownConsent):
                withdraw_consent(self.services, command)
            return
        withdraw_consent(self.services, command)
        self.answer = "no"

    def _object(self) -> None:
        self._chooses(Choice.DIRECT_MARKETING, holds=False)
        self.objected = True

    def _allow(self) -> None:
        self._chooses(Choice.DIRECT_MARKETING, holds=True)
        self.objected = False

    def _restrict(self) -> None:
        self._chooses(Choice.RESTRICTED, holds=True)
        self.restricted = True

    def _free(self) -> None:
        self._chooses(Choice.RESTRICTED, holds=False)
        self.restricted = False

    def _chooses(self, choice: Choice, *, holds: bool) -> None:
        set_choices(self.services, SetChoices(self.id, {choice: holds}, "test"))

    def _child(self) -> None:
        set_age(self.services, SetAge(self.id, AgeBand.TEEN, None, "test"))
        self.minor = True

    def _adult(self) -> None:
        set_age(self.services, SetAge(self.id, AgeBand.ADULT, None, "test"))
        self.minor = False

    def _buy(self) -> None:
        buys(self.services, self.id, f"o-{self.number}-{self.count}", 1000)
        self.bought = True

    def _stop(self) -> None:
        if self.last:
            stop_marketing(self.services, self.last["stop"].removeprefix(STOP))
            if self.last["why"] == "consent":
                self.answer = "no" if self.answer == "yes" else self.answer
            else:
                self.objected = True

    def _send(self) -> None:
        name = f"m-{self.number}-{self.count}"
        command = SendMarketing(self.id, name, Medium.EMAIL, "New beans.", "en", "test")
        if self.allows:
            self.last = dict(send_marketing(self.services, command).data)
            assert self.last["to"] == f"p{self.number}@example.org"
            assert self.last["stop"] in self.last["text"]
            return
        with pytest.raises((MarketingNoConsent, MinorNotAllowed)):
            send_marketing(self.services, command)
        assert name not in [each["id"] for each in list_marketing(self.services, self.id)]


@pytest.fixture(params=["[EU]"])
def services(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Services]:
    """Give services in markets of which the first lets buyers be written to until they say no."""
    path = tmp_path / "marketing.db"
    path.write_bytes(sqlite_template.read_bytes())
    with opened(f"sqlite:///{path}") as units:
        found = made(units, NOW)
        source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
        source["programme.yaml"] = source["programme.yaml"].replace("[EU, CN]", request.param)
        adopt_programme(found, {**source, "wallets.yaml": GIVING})
        yield found


def test_every_message_rests_on_what_is_allowed_then(services: Services) -> None:
    """Whatever was said before, in whichever order: sent is exactly what a naive account allows."""
    numbers = iter(range(1000))

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @example(["buy", "object"])
    @example(["buy", "restrict"])
    @example(["buy", "child"])
    @example(["yes", "object"])
    @example(["yes", "send", "stop"])
    @example(["buy", "send", "stop"])
    @example(["buy", "no"])
    @given(STEPS)
    def law(steps: list[str]) -> None:
        person = Person(services, next(numbers))
        for step in [*steps, "send"]:
            person.does(step)

    law()


@pytest.mark.parametrize("services", ["[EU, CN]"], indirect=True)
def test_buyers_are_not_written_to_where_a_market_forbids_it(services: Services) -> None:
    """Of several markets only what all of them allow may be done: in China a yes is needed."""
    person = Person(services, 2000)
    person.does("buy")
    with pytest.raises(MarketingNoConsent):
        send_marketing(services, SendMarketing(person.id, "m-cn", Medium.EMAIL, "New.", "zh-CN", "test"))


def test_a_message_is_told_as_it_was_and_stops_by_its_link(services: Services) -> None:
    """The same id is the same message; what was delivered stays so; a link of nobody stops nothing."""
    person = Person(services, 3000)
    person.does("yes")
    send = SendMarketing(person.id, "m", Medium.EMAIL, "New beans.", "en", "test")
    first = send_marketing(services, send)
    assert send_marketing(services, send).data == first.data
    with pytest.raises(MessageDiffers):
        send_marketing(services, SendMarketing(person.id, "m", Medium.EMAIL, "Old beans.", "en", "test"))
    with pytest.raises(UnknownMessage):
        report_marketing(services, ReportMarketing(person.id, "other", Outcome.FAILED))
    for outcome in (Outcome.FAILED, Outcome.DELIVERED, Outcome.FAILED):
        report_marketing(services, ReportMarketing(person.id, "m", outcome))
    assert ["delivered"] == [each["outcome"] for each in list_marketing(services, person.id)]

    link = first.data["stop"].removeprefix(STOP)
    refuse_unknown_stop(services, link)
    assert (True, False) == (stop_marketing(services, link), stop_marketing(services, link))
    with pytest.raises(StopLinkUnknown):
        stop_marketing(services, f"{'0' * 16}{link[16:]}")
    with pytest.raises(MarketingNoConsent):
        send_marketing(services, send)
    set_contact(services, SetContact(person.id, None))
    person.does("yes")
    with pytest.raises(NotReached):
        send_marketing(services, send)
