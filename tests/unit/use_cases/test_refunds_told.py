"""A plan that is undone leaves word of the money to give back, late until somebody says it was paid."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.cli.operations.complaints import of_overdue
from loyalty.database.engine import open_engine
from loyalty.decision.refusals import RequestMisfit
from loyalty.erasure.erasure import Ground
from loyalty.erasure.refusals import ErasureWaits
from loyalty.jobs.notice import NoticeKind, NoticeState
from loyalty.jobs.refusals import RenewalNoticeMissing
from loyalty.kernel.identity import MemberId, id_text
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.unit_of_work import Units
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.billing.bill_due import count_due
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import UNSAID, ReportNotice, report_notice
from loyalty.use_cases.jobs.show_overdue import show_overdue
from loyalty.use_cases.notices import tell_of_refund
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from loyalty.wording.notices import notice_sentences
from tests.agreeing import agreed_to
from tests.unit.use_cases.test_promised_prices import NAME
from tests.unit.use_cases.test_renewal_windows import PLANS, set_at, sold_in

KEY = SubscriptionKey(NAME, "desk")
UNDONE = AskedFor(KEY, When.COOLING_OFF)
TRIAL = PLANS + "    trial: 20 days\n"
PRORATED = PLANS + "    proration: {basis: day, on_change: credit_and_charge}\n"


@pytest.fixture
def units(sqlite_database: str) -> Iterator[Units]:
    """Give a database of one test."""
    with closing(Units(open_engine(sqlite_database))) as made:
        yield made


def begun(units: Units, market: str, plans: str = PLANS) -> tuple[Services, MemberId]:
    """Give services in which a member began a plan on 1 December, now that it is the third."""
    services = sold_in(units, market, plans)
    member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
    start_subscription(services, agreed_to(services, StartSubscription(KEY, member, "club", market=market)))
    set_at(services, date(2026, 12, 3))
    return services, member


def undo(services: Services) -> None:
    """Undo the plan, by its market's law."""
    cancel_subscription(services, UNDONE, Once("t", "2", ""))


def ask(services: Services, member: MemberId) -> None:
    """Ask that the member be erased."""
    ask_erasure(services, AskErasure(member, Ground.MEMBER_ASKED, "code-by-email", "test"))


def undone(units: Units, market: str, plans: str = PLANS) -> Services:
    """Give services in which a plan was begun on 1 December and undone on the third, by its market's law."""
    services, _ = begun(units, market, plans)
    undo(services)
    return services


def told_of(services: Services) -> dict[str, int]:
    """Give how much the notices of money give back, each by what it is about."""
    return {each.about: each.content["amount"] for each in list_notices(services, NAME, None, None, 9)}


@pytest.mark.parametrize("market", ["EU", "UK"])
def test_money_of_a_plan_that_was_undone_is_late_until_it_was_paid(units: Units, market: str) -> None:
    """SB-04: by the end of the fourteenth day after; handing it to the bank is not enough."""
    services = undone(units, market)
    (told,) = list_notices(services, NAME, None, None, 9)
    last = datetime(2026, 12, 17, 22, tzinfo=UTC)
    services.clock.at = last  # type: ignore[attr-defined]  # the clock of these tests
    before = show_overdue(services).refunds
    report_notice(services, ReportNotice(told.notice_id, NoticeState.HANDED, "shop", channel="bank"))
    services.clock.at = last + timedelta(hours=2)  # type: ignore[attr-defined]  # the same
    late = show_overdue(services)
    report_notice(services, ReportNotice(told.notice_id, NoticeState.DELIVERED, "shop", channel="bank"))

    assert NoticeKind.REFUND == told.kind
    assert ({}, {NAME: (id_text("ntc", told.notice_id),)}) == (before, late.refunds)
    assert ["refunds"] == [each.about for each in of_overdue(late) if "money" in each.message]
    assert {} == show_overdue(services).refunds
    assert notice_sentences("refund", told.content, "en") == (
        "desk was undone; €96.00 is given back to you by 17\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2026",
    )


@pytest.mark.parametrize(("market", "told"), [("EU", ["desk was ended; €96.00"]), ("US", [])])
def test_money_of_a_plan_that_ended_in_another_way_has_the_same_clock(
    units: Units, market: str, told: list[str]
) -> None:
    """SB-04: what a credit note gives back is owed, whether the member said undo or end."""
    services, member = begun(units, market, PRORATED)
    set_at(services, date(2026, 12, 1))
    cancel_subscription(services, AskedFor(KEY, When.NOW), Once("t", "2", ""))
    notices = list_notices(services, NAME, None, None, 9)
    ask(services, member)

    said = [notice_sentences("refund", each.content, "en")[0] for each in notices]
    assert told == [text.split(" is given")[0] for text in said]
    if told:
        with pytest.raises(ErasureWaits):
            close_account(services, member, "test")


def test_an_end_that_gives_nothing_back_is_told_of_to_nobody(units: Units) -> None:
    """At the end of the period everything was had that was paid for."""
    services, _ = begun(units, "EU", PRORATED)
    cancel_subscription(services, AskedFor(KEY, When.AT_PERIOD_END), Once("t", "2", ""))

    assert [] == list(list_notices(services, NAME, None, None, 9))


@pytest.mark.parametrize("channel", ["email", "app", UNSAID])
def test_word_of_money_is_not_the_money(units: Units, channel: str) -> None:
    """SB-04: it was sent, so it is handed; a channel that brings no money leaves the money owed."""
    services = undone(units, "EU")
    (told,) = list_notices(services, NAME, None, None, 9)
    report_notice(services, ReportNotice(told.notice_id, NoticeState.HANDED, "shop", channel=channel))
    with pytest.raises(RequestMisfit) as refused:
        report_notice(services, ReportNotice(told.notice_id, NoticeState.DELIVERED, "shop", channel=channel))
    set_at(services, date(2027, 1, 3))

    assert [("/channel", "brings-no-money")] == [(each.pointer, each.code) for each in refused.value.misfits]
    assert {NAME: (id_text("ntc", told.notice_id),)} == show_overdue(services).refunds


def test_a_credit_note_that_was_cancelled_leaves_nothing_to_give_back(units: Units) -> None:
    """The money is owed to nobody any more."""
    services = undone(units, "EU")
    (told,) = list_notices(services, NAME, None, None, 9)
    void_invoice(services, told.about, Once("t", "3", ""))
    set_at(services, date(2027, 1, 3))

    assert {} == show_overdue(services).refunds


def test_nothing_is_told_where_no_money_was_paid(units: Units) -> None:
    """A trial that is undone was free."""
    services = undone(units, "EU", TRIAL)

    assert [] == list(list_notices(services, NAME, None, None, 9))


@pytest.mark.parametrize("undone_first", [True, False])
def test_who_asks_to_be_erased_is_still_owed_their_money(database_url: str, *, undone_first: bool) -> None:
    """SB-04: its notice stays, late if need be, and the account open, until it was given back."""
    with closing(Units(open_engine(database_url))) as units:
        services, member = begun(units, "EU")
        if not undone_first:
            ask(services, member)
        undo(services)
        ask(services, member)
        (told,) = list_notices(services, NAME, None, None, 9)
        set_at(services, date(2027, 2, 3))
        late = show_overdue(services).refunds
        with pytest.raises(ErasureWaits) as waits:
            close_account(services, member, "test")
        report_notice(services, ReportNotice(told.notice_id, NoticeState.DELIVERED, "shop", channel="bank"))
        close_account(services, member, "test")
        erase_member(services, member)

        assert {NAME: (id_text("ntc", told.notice_id),)} == late
        assert "refund" == waits.value.facts["what"]
        assert [] == list(list_notices(services, NAME, None, None, 9))


def test_a_cancelled_credit_note_keeps_nobody_from_being_erased(units: Units) -> None:
    """Its money is owed to nobody."""
    services, member = begun(units, "EU")
    undo(services)
    ask(services, member)
    (told,) = list_notices(services, NAME, None, None, 9)
    void_invoice(services, told.about, Once("t", "3", ""))

    assert "closed" == close_account(services, member, "test").data["step"]


def test_money_of_a_change_that_costs_less_has_the_same_clock(units: Units) -> None:
    """SB-04: fewer seats within a period give money back, and nothing does where they cost more."""
    services, _ = begun(units, "EU", PRORATED.replace("amount: 96.00", "amount: 96.00, per: seat"))
    for number, seats in enumerate((3, 1)):
        asked = ChangeSubscription(AskedFor(KEY, preview=True), seats=seats)
        terms = change_subscription(services, asked, Once("t", "4", "")).data.get("terms")
        yes = Agreed(terms["sha256"], "en", Way.FORM) if terms else None
        change_subscription(
            services, ChangeSubscription(AskedFor(KEY, agreed=yes), seats=seats), Once("t", f"5{number}", "")
        )
    (told,) = list_notices(services, NAME, None, None, 9)

    assert [
        "desk comes to less than was paid; €190.95 is given back to you by 17 December 2026",
        "desk的金额低于已付金额；将于 2026年12月17日前（含当日）退还您 €190.95",
    ] == [
        notice_sentences("refund", told.content, language)[0].replace("\N{NO-BREAK SPACE}", " ")
        for language in ("en", "zh-CN")
    ]


@pytest.mark.parametrize(("later", "why"), [(date(2026, 12, 5), "less"), (date(2027, 12, 5), "ended")])
def test_a_plan_whose_end_is_still_to_come_was_not_ended(units: Units, later: date, why: str) -> None:
    """SB-04: use that was corrected gives money back, while the plan runs until the end of its period."""
    services, _ = begun(units, "EU", PRORATED)
    cancel_subscription(services, AskedFor(KEY, When.AT_PERIOD_END), Once("t", "2", ""))
    set_at(services, later)
    with services.units.write() as unit:
        credit = {"id": "inv_1", "payable": -100, "currency": "EUR", "exponent": 2}
        tell_of_refund(services, unit, loaded(unit, KEY), credit)
        unit.commit()

    assert [why] == [each.content["since"] for each in list_notices(services, NAME, None, None, 9)]


@pytest.mark.parametrize(("plans", "told"), [(PLANS, [9600]), (PRORATED, [9547])])
def test_what_a_cancelled_invoice_was_about_comes_back_where_it_is_not_billed_again(
    units: Units, plans: str, told: list[int]
) -> None:
    """SB-04: a plan is undone after its invoice was cancelled; with shares, less what is billed of them."""
    services, member = begun(units, "EU", plans)
    with services.units.read() as unit:
        first = unit.invoices.of_subscription(member, "desk")[0]
    void_invoice(services, first.id, Once("t", "2", ""))
    assert [] == list_notices(services, NAME, None, None, 9)
    cancel_subscription(services, UNDONE, Once("t", "3", ""))

    assert told == [each.content["amount"] for each in list_notices(services, NAME, None, None, 9)]


def test_a_cancelled_invoice_that_is_billed_again_gives_nothing_back(units: Units) -> None:
    """SB-04: the money of the one is that of the other; a credit note made again is owed as the first was."""
    services, member = begun(units, "EU")
    with services.units.read() as unit:
        first = unit.invoices.of_subscription(member, "desk")[0]
    void_invoice(services, first.id, Once("t", "2", ""))
    bill_subscription(services, BillSubscription(KEY))
    assert [] == list_notices(services, NAME, None, None, 9)
    back = cancel_subscription(services, UNDONE, Once("t", "3", "")).data["invoice"]["id"]
    void_invoice(services, back, Once("t", "4", ""))
    again = bill_subscription(services, BillSubscription(KEY)).data["invoice"]["id"]
    bill_subscription(services, BillSubscription(KEY))

    assert {back: 9600, again: 9600} == told_of(services)


def test_a_credit_note_made_again_after_its_money_was_paid_gives_no_more_back(units: Units) -> None:
    """SB-04: nobody is given the same money twice."""
    services = undone(units, "EU")
    (told,) = list_notices(services, NAME, None, None, 9)
    report_notice(services, ReportNotice(told.notice_id, NoticeState.DELIVERED, "shop", channel="bank"))
    void_invoice(services, told.about, Once("t", "3", ""))
    bill_subscription(services, BillSubscription(KEY))

    assert {told.about: 9600} == told_of(services)


@pytest.mark.parametrize(("plans", "left"), [(PLANS, 9600), (PRORATED, 9547)])
def test_what_stays_owed_of_an_ended_plan_is_told_of_when_its_invoice_is_cancelled(
    database_url: str, plans: str, left: int
) -> None:
    """SB-04: no bill may ever follow; where one does, it tells of nothing twice."""
    with closing(Units(open_engine(database_url))) as units:
        services, member = begun(units, "EU", plans)
        undo(services)
        with services.units.read() as unit:
            first, back = unit.invoices.of_subscription(member, "desk")
        void_invoice(services, back.id, Once("t", "3", ""))
        assert {back.id: left} == told_of(services)
        void = void_invoice(services, first.id, Once("t", "4", "")).data["id"]
        bill_subscription(services, BillSubscription(KEY))
        (owed,) = (each for each in list_notices(services, NAME, None, None, 9) if each.about == void)
        set_at(services, date(2027, 1, 3))

        assert {back.id: left, void: left} == told_of(services)
        assert {NAME: (id_text("ntc", owed.notice_id),)} == show_overdue(services).refunds


def test_an_invoice_of_an_ended_plan_that_will_be_billed_again_gives_nothing_back(units: Units) -> None:
    """At the end of the period everything was had that was paid for."""
    services, member = begun(units, "EU", PRORATED)
    cancel_subscription(services, AskedFor(KEY, When.AT_PERIOD_END), Once("t", "2", ""))
    set_at(services, date(2028, 1, 3))
    with services.units.read() as unit:
        first = unit.invoices.of_subscription(member, "desk")[0]
    void_invoice(services, first.id, Once("t", "3", ""))
    assert {} == told_of(services)
    bill_subscription(services, BillSubscription(KEY))

    assert {} == told_of(services)


METERED = """    usage: [{meter: units, model: per_unit, unit: 2.00}]
meters:
  - {id: units, name: {en: Units, zh-CN: 单位}, aggregate: sum}
"""


def test_money_comes_back_while_the_next_period_waits_for_its_notice(database_url: str) -> None:
    """SB-04: that nothing else is billed is refused as before, and keeps no money from its member."""
    with closing(Units(open_engine(database_url))) as units:
        services, member = begun(units, "EU", PLANS + METERED)
        used = UsageEvent("e-1", member, "units", "5", datetime(2026, 12, 2, 9, tzinfo=UTC))
        record_usage(services, RecordUsage(NAME, "test", [used]))
        set_at(services, date(2027, 12, 2))
        billed = bill_subscription(services, BillSubscription(KEY)).data["invoice"]
        none = replace(used, event_id="e-2", quantity="0", supersedes="e-1")
        record_usage(services, RecordUsage(NAME, "test", [none]))
        void = void_invoice(services, billed["id"], Once("t", "3", "")).data["id"]
        for _ in range(2):
            with pytest.raises(RenewalNoticeMissing):
                bill_subscription(services, BillSubscription(KEY), Once("t", "4", ""))

        assert {void: 1000} == told_of(services)
        assert 1 == count_due(services, NAME)


@pytest.mark.parametrize(("refundable", "back"), [("true", -14500), ("false", -9600)])
def test_a_fee_that_is_refundable_comes_back_with_a_plan_that_is_undone(
    units: Units, refundable: str, back: int
) -> None:
    """SB-04: what a plan calls refundable is, also where it is all that the plan has of fees."""
    fee = (
        "    fees: [{id: set-up, name: {en: Set-up, zh-CN: 开通费}, amount: 49.00, charged: once, "
        f"purpose: account set-up, recipient: seller, refundable: {refundable}}}]\n"
    )
    services, _ = begun(units, "EU", PLANS + fee)
    undone = cancel_subscription(services, UNDONE, Once("t", "2", "")).data["invoice"]

    assert back == undone["payable"]


@pytest.mark.parametrize(
    ("fees", "back"),
    [
        ("charged: once, refundable: true", -13547),
        ("charged: once, refundable: false", -9547),
        ("charged: each, refundable: true", -13547),
        ("prorated: true, refundable: true", -13525),
    ],
)
@pytest.mark.parametrize("beside", ["", "charged: once, refundable: false"])
def test_a_refundable_fee_comes_back_with_the_time_that_is_left(
    units: Units, fees: str, back: int, beside: str
) -> None:
    """SB-04: where a period is shared its fee comes back whole, or as the time does that it goes by."""
    said = ", ".join(
        f"{{id: {name}, name: {{en: {name}, zh-CN: {name}}}, amount: 40.00, purpose: account set-up, "
        f"recipient: seller, {words}}}"
        for name, words in (("own", fees), ("beside", beside))
        if words
    )
    services, _ = begun(units, "EU", f"{PRORATED}    fees: [{said}]\n")
    given = cancel_subscription(services, UNDONE, Once("t", "2", "")).data["invoice"]

    assert back == given["payable"]
