"""Subscriptions, invoices and prepaid credit are kept as they were booked, numbered without a gap."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.language.values import Duration, Interval, Turn, Unit
from loyalty.pricing.line import Category
from loyalty.subscriptions.asking import Moment, Wish, cancel, change, pause, start
from loyalty.subscriptions.billing import Bill, Line, Place, booked, void
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.credit import Fee, Grant, Use, given_back, take
from loyalty.subscriptions.credit import void as end_grant
from loyalty.subscriptions.offer import Offer
from loyalty.subscriptions.records import CouponUse, Invoice, Payment, Subscription
from loyalty.subscriptions.schedule import Rhythm
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

ZONE = ZoneInfo("Europe/Berlin")
MEMBER, OTHER = MemberId(1), MemberId(2)
MONTH, YEAR = Interval(1, Turn.MONTH), Interval(1, Turn.YEAR)
BASIC = Offer(
    "basic",
    Rhythm(MONTH, "calendar"),
    "day",
    "credit_and_charge",
    Duration(9, Unit.DAY),
    Duration(2, Unit.WEEK),
    ("backup",),
)
PRO = Offer("pro", Rhythm(YEAR, "anniversary"), "day", "credit_and_charge")
BEGUN = start(ZONE, BASIC, Wish(seats=3, add_ons={"backup": 2}, coupons=("ten",)), Moment(day(0)))
SUBSCRIPTION = Subscription("sub_1", MEMBER, PROGRAMME, day(0), BEGUN, next_due=day(14))


def begin(units: Units, begun: Subscription = SUBSCRIPTION) -> Subscription:
    """Keep a subscription and give it as it is read."""
    with units.write() as unit:
        unit.subscriptions.start(begun)
        unit.commit()
    return found(units, begun.id)


def found(units: Units, name: str) -> Subscription:
    """Read a subscription that is there."""
    with units.read() as unit:
        read = unit.subscriptions.find(PROGRAMME, name)
    assert read is not None
    return read


def test_a_subscription_is_read_as_it_was_kept(units: Units) -> None:
    """Plan, rhythm, seats, add-ons, coupons, the trial and the zone come back; nobody else's does."""
    assert SUBSCRIPTION == begin(units)

    with units.read() as unit:
        assert unit.subscriptions.find(PROGRAMME, "sub_2") is None
        assert unit.subscriptions.find("other", SUBSCRIPTION.id) is None
        assert [SUBSCRIPTION] == unit.subscriptions.of_member(MEMBER, PROGRAMME)
        assert [] == unit.subscriptions.of_member(OTHER, PROGRAMME)
        assert [] == unit.subscriptions.of_member(MEMBER, "other")


def test_changes_are_added(units: Units) -> None:
    """What happens later is added in the order it was told, and the timeline is the same again."""
    read = begin(units)
    lived = change(read.timeline, BASIC, Wish(PRO, seats=5), Moment(day(20)))
    lived = pause(lived, PRO, Moment(day(30)))
    with units.write() as unit:
        unit.subscriptions.change(read, lived, day(99))
        unit.commit()
    ended = cancel(lived, PRO, Moment(day(40), When.AT_PERIOD_END))
    with units.write() as unit:
        unit.subscriptions.change(found(units, "sub_1"), ended, None)
        unit.commit()

    assert replace(SUBSCRIPTION, timeline=ended, seq=2, next_due=None) == found(units, "sub_1")


def test_two_writers_meet(units: Units) -> None:
    """Who read before another wrote decides again, and keeps nothing."""
    read = begin(units)
    first, second = (cancel(read.timeline, BASIC, Moment(day(n))) for n in (3, 4))
    with units.write() as unit:
        unit.subscriptions.change(read, first, None)
        unit.commit()

    with units.write() as unit, pytest.raises(DecideAgain):
        unit.subscriptions.change(read, second, None)

    assert first == found(units, "sub_1").timeline


def test_what_is_due(units: Units) -> None:
    """Subscriptions come in the order they fall due, those that are not due yet do not."""
    for name, due in (("sub_1", day(14)), ("sub_2", day(3)), ("sub_3", None), ("sub_4", day(15))):
        begin(units, replace(SUBSCRIPTION, id=name, next_due=due))

    with units.read() as unit:
        assert ["sub_2", "sub_1"] == unit.subscriptions.due(PROGRAMME, day(14), 10)
        assert ["sub_2"] == unit.subscriptions.due(PROGRAMME, day(14), 1)
        assert [] == unit.subscriptions.due("other", day(14), 10)


def line(step: str, amount: int, category: Category = Category.SUBSCRIPTION, end: int = 31) -> Line:
    """Give a line of January."""
    place = Place(day(0), "basic", step)
    inside = category is Category.TAX
    return Line(
        place, day(end), category, {"en": "Basic", "zh-CN": "基础版"}, inside, amount, amount, "exp_1"
    )


BILL = Bill(
    (line("price", 2999), line("usage.calls", 120, Category.USAGE), line("tax.plan", 479, Category.TAX))
)
INVOICE = Invoice(
    "inv_1",
    PROGRAMME,
    MEMBER,
    "sub_1",
    day(31),
    "EUR",
    BILL,
    Payment(credit=500, points=200, points_money=200),
)


def issue(units: Units, made: Invoice) -> int:
    """Keep an invoice and give its number."""
    with units.write() as unit:
        number = unit.invoices.issue(made)
        unit.commit()
    return number


def test_an_invoice_is_read_as_it_was_issued(units: Units) -> None:
    """Lines, labels, payments and sums come back; what is payable is what is due less what was paid."""
    issue(units, INVOICE)

    with units.read() as unit:
        assert replace(INVOICE, number=1) == unit.invoices.find("inv_1")
        assert unit.invoices.find("inv_2") is None
        assert list(BILL.lines) == unit.invoices.lines(MEMBER, "sub_1")
        assert [] == unit.invoices.lines(MEMBER, "sub_2")
        assert [] == unit.invoices.lines(OTHER, "sub_1")
    assert 3119 - 500 - 200 == INVOICE.payable


def test_a_credit_note_cancels_once(units: Units) -> None:
    """The void of an invoice names it, and no second one can."""
    issue(units, INVOICE)
    cancelled = replace(
        INVOICE, id="inv_2", bill=void(BILL, booked(BILL.lines)), payment=Payment(), voids="inv_1"
    )
    issue(units, cancelled)

    with units.read() as unit:
        assert "inv_2" == unit.invoices.voided_by("inv_1")
        assert unit.invoices.voided_by("inv_2") is None
        amounts = [each.amount for each in unit.invoices.lines(MEMBER, "sub_1")]
        both = [replace(INVOICE, number=1), replace(cancelled, number=2)]
        assert both == unit.invoices.of_subscription(MEMBER, "sub_1")
        assert both[1:] == unit.invoices.cancelled_last(MEMBER, "sub_1")
        assert [] == unit.invoices.cancelled_last(MEMBER, "sub_1", "inv_2")
        assert [] == unit.invoices.cancelled_last(OTHER, "sub_1")
    assert (0, 6) == (sum(amounts), len(amounts))
    with units.write() as unit, pytest.raises(DBAPIError):
        unit.invoices.issue(replace(cancelled, id="inv_3"))
    issue(units, replace(INVOICE, id="inv_4"))
    with units.read() as unit:
        assert [] == unit.invoices.cancelled_last(MEMBER, "sub_1")
        assert both[1:] == unit.invoices.cancelled_last(MEMBER, "sub_1", "inv_4")


def test_numbers_have_no_gap(units: Units) -> None:
    """Numbers count up by programme, and one that was given up is given again."""
    assert 1 == issue(units, INVOICE)
    with units.write() as unit:
        assert 2 == unit.invoices.issue(replace(INVOICE, id="inv_given_up"))

    assert 2 == issue(units, replace(INVOICE, id="inv_2", member_id=OTHER))
    assert 1 == issue(units, replace(INVOICE, id="inv_3", programme="other"))


def test_until_when_usage_was_billed(units: Units) -> None:
    """By member and meter it is the end of the last period with a line of usage; prices do not count."""
    issue(units, INVOICE)
    later = Bill(
        (line("usage.calls", 5, Category.USAGE, end=59), line("usage.disk[1]", 5, Category.USAGE, end=40))
    )
    issue(units, replace(INVOICE, id="inv_2", bill=later))

    with units.read() as unit:
        until = unit.invoices.billed_until(PROGRAMME, [MEMBER, OTHER])
    assert {(MEMBER, "calls"): day(59), (MEMBER, "disk"): day(40)} == until


GRANT = Grant(
    "crd_1",
    1000,
    1000,
    0,
    purchased=True,
    created_at=day(0),
    ends_at=day(300),
    charges=("price",),
    member_id=MEMBER,
)
GIFT = Grant("crd_2", 300, 300, 1, purchased=False, created_at=day(1), plans=("basic",), member_id=MEMBER)


def grants(units: Units) -> list[Grant]:
    """Read the member's grants."""
    with units.read() as unit:
        return unit.credit.grants(MEMBER, PROGRAMME)


def use(units: Units, seen: list[Grant], uses: tuple[Use, ...], cause: str) -> None:
    """Book uses of grants."""
    with units.write() as unit:
        unit.credit.use(seen, uses, cause, day(31))
        unit.commit()


def granted(units: Units) -> list[Grant]:
    """Keep two grants and give them as they are read."""
    with units.write() as unit:
        for one in (GRANT, GIFT):
            unit.credit.add(MEMBER, PROGRAMME, one)
        unit.commit()
    return grants(units)


def test_credit_is_used_and_given_back(units: Units) -> None:
    """What an invoice takes is gone from its grants and comes back to them; a void ends what is left."""
    seen = granted(units)
    assert [GRANT, GIFT] == seen
    uses = take(seen, [Fee("basic", "price", 1200)], day(31)).uses
    use(units, seen, uses, "inv_1")
    assert [0, 100] == [one.left for one in grants(units)]

    with units.read() as unit:
        taken = unit.credit.uses([MEMBER], "inv_1")
    assert list(uses) == taken
    use(units, grants(units), given_back(taken), "inv_2")
    assert [GRANT, GIFT] == grants(units)

    use(units, grants(units), (end_grant(GIFT),), "void")
    assert [1000, 0] == [one.left for one in grants(units)]


def test_nobody_spends_what_another_spent(units: Units) -> None:
    """Of two who saw the same credit the second decides again."""
    seen = granted(units)
    use(units, seen, (Use("crd_1", 1000),), "inv_1")

    with units.write() as unit, pytest.raises(DecideAgain):
        unit.credit.use(seen, (Use("crd_1", 1000),), "inv_2", day(31))

    assert [0, 300] == [one.left for one in grants(units)]


def test_coupons_are_given_once(units: Units) -> None:
    """A subscription has a coupon once; another one, and another member's, may have it too."""
    given = CouponUse(MEMBER, PROGRAMME, "ten", "sub_1", day(1))
    told = (given, given, replace(given, subscription_id="sub_2"), replace(given, member_id=OTHER))
    with units.write() as unit:
        assert [True, False, True, True] == [unit.credit.give_coupon(each) for each in told]
        unit.commit()


@pytest.mark.parametrize(
    "spoil",
    [
        *("UPDATE subscription_change SET holds_at = 1", "DELETE FROM subscription_change"),
        *("UPDATE invoice SET due = 1", "DELETE FROM invoice"),
        *("UPDATE billed_line SET amount = 1", "DELETE FROM billed_line"),
        *("UPDATE credit_use SET amount = 1", "DELETE FROM credit_use"),
        *("DELETE FROM subscription", "DELETE FROM credit_grant", "DELETE FROM invoice_count"),
        *("UPDATE credit_grant SET used = -1", "UPDATE credit_grant SET used = amount + 1"),
    ],
)
def test_the_databases_refuse(units: Units, database_url: str, spoil: str) -> None:
    """What was booked cannot be changed or removed, and no grant pays more than it has."""
    begin(units)
    issue(units, INVOICE)
    use(units, granted(units), (Use("crd_1", 10),), "inv_1")
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(spoil))

    engine.dispose()


def test_instants_are_exact(units: Units) -> None:
    """Instants come back in UTC, to the microsecond."""
    at = datetime(2026, 3, 29, 1, 30, 0, 1, tzinfo=UTC)

    assert at == begin(units, replace(SUBSCRIPTION, created_at=at)).created_at
