"""Difference billing: in advance, in arrears, upgrades, cancellations, voids; its laws over random lives."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.decision import use
from loyalty.kernel.refusal import InvariantBroken
from loyalty.language.values import Duration, Unit
from loyalty.pricing.line import Category
from loyalty.subscriptions.asking import Moment, Wish, cancel, change, pause, resume
from loyalty.subscriptions.billing import Bill, Kind, Line, Place, bill, due, next_due, void
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.refusals import GivenBackAlready
from loyalty.subscriptions.share import Basis
from tests.unit.subscriptions.billed import Account, Event, events
from tests.unit.subscriptions.histories import BEGINS, STEPS, Step, lived
from tests.unit.subscriptions.making import BASIC, BERLIN, CALENDAR, PRO, begun, berlin, told

START = berlin(BEGINS)
START_OF_MARCH = berlin("2026-03-01")
MADE = settings(max_examples=25, deadline=None)
PRICES = frozenset({Category.SUBSCRIPTION, Category.PRORATION})
"""What a period costs, whole or in part."""


def shown(made: Bill) -> dict[str, int]:
    """Give the amounts of a bill by plan and step; a plan's in its period's order."""
    return {
        f"{line.place.start.astimezone(BERLIN):%d.%m} {line.place.plan} {line.place.key}": line.amount
        for line in made.lines
    }


def test_the_price_in_advance_and_usage_when_the_period_closes() -> None:
    """At the start the price and the fee are due; when the month ends what was used, and the next price."""
    timeline = begun("2026-03-01")
    used = [Event(berlin("2026-03-10"), berlin("2026-03-10"), Fraction(12))]
    account = Account()

    first = account.invoice(timeline, used, berlin("2026-03-01"))
    second = account.invoice(timeline, used, berlin("2026-04-01"))

    assert {
        "01.03 basic price.row[2026-03-01]": 2999,
        "01.03 basic fee.set-up": 999,
        "01.03 basic tax.plan": 760,
    } == shown(first)
    assert {
        "01.03 basic usage.calls": 355,
        "01.03 basic tax.plan": 67,
        "01.04 basic price.row[2026-04-01]": 2999,
        "01.04 basic tax.plan": 570,
    } == shown(second)
    assert (4758, 760, 0, Kind.INVOICE) == (first.due, first.tax_added, first.tax_inside, first.kind)


def test_an_upgrade_credits_the_old_rest_and_charges_the_new() -> None:
    """Half of April on the old plan stays, the other half is given back, half of the new plan is charged."""
    timeline = begun("2026-04-01")
    account = Account("day", "include_tax")
    account.invoice(timeline, [], berlin("2026-04-01"))

    made = account.invoice(change(timeline, BASIC, Wish(PRO), told("2026-04-16")), [], berlin("2026-04-16"))

    assert (1500 - 2999, 2450) == (
        shown(made)["01.04 basic price.row[2026-04-01]"],
        shown(made)["01.04 pro price.row[2026-04-16]"],
    )
    assert made.due == -1499 + 2450 + 999


def test_seats_and_add_ons() -> None:
    """Two seats from the sixteenth on and a backup: half of each is new, what was paid for the half stays."""
    timeline = begun("2026-04-01", PRO)
    account = Account("day", "include_tax")
    account.invoice(timeline, [], berlin("2026-04-01"))

    more = change(timeline, PRO, Wish(seats=2, add_ons={"backup": 1}), told("2026-04-16"))
    made = account.invoice(more, [], berlin("2026-04-16"))

    assert {"price.row": 4900, "add_on.backup.row": 250} == {
        step: amount
        for step in ("price.row", "add_on.backup.row")
        if (amount := shown(made)[f"01.04 pro {step}[2026-04-16]"])
    }
    assert -2450 == shown(made)["01.04 pro price.row[2026-04-01]"]
    assert 4900 - 2450 + 250 == made.due


def test_a_cancellation_gives_back_the_rest() -> None:
    """Cancelled on the sixteenth, the half that was paid in advance comes back on a credit note."""
    timeline = begun("2026-04-01")
    account = Account("day", "include_tax")
    account.invoice(timeline, [], berlin("2026-04-01"))

    made = account.invoice(cancel(timeline, BASIC, told("2026-04-16")), [], berlin("2026-04-16"))

    assert (-1499, Kind.CREDIT_NOTE) == (made.due, made.kind)


def test_a_period_that_never_was_is_given_back() -> None:
    """Cancelled from before a period that was billed already, all of it comes back, and the tax with it."""
    timeline = begun("2026-03-01")
    account = Account()
    account.invoice(timeline, [], berlin("2026-03-01"))
    april = account.invoice(timeline, [], berlin("2026-04-01"))

    made = account.invoice(
        cancel(timeline, BASIC, told("2026-04-10", When.BACK_DATED, "2026-04-01")), [], berlin("2026-04-10")
    )

    assert -april.due == made.due


def test_a_pause_costs_no_time() -> None:
    """Paused from the eleventh to the twenty-first of April, twenty of thirty days are paid."""
    timeline = pause(begun("2026-04-01"), BASIC, told("2026-04-11"))
    timeline = resume(timeline, BASIC, told("2026-04-21"))
    made = Account("day").invoice(timeline, [], berlin("2026-05-01") - timedelta(seconds=1))

    prices = [line.amount for line in made.lines if line.category in PRICES]
    assert [1000, 1000] == prices


def test_late_news_is_a_difference() -> None:
    """An event that is told after its month was billed comes on the next bill, priced where it belongs."""
    timeline = begun("2026-03-01")
    used = [
        Event(berlin("2026-03-10"), berlin("2026-03-10"), Fraction(8)),
        Event(berlin("2026-03-11"), berlin("2026-05-02"), Fraction(8)),
    ]
    account = Account()
    for at in ("2026-03-01", "2026-04-01", "2026-05-01"):
        account.invoice(timeline, used, berlin(at))

    late = account.invoice(timeline, used, berlin("2026-05-02"))

    # 8 x 0.333 = 2.66 was booked; 10 x 0.333 + 6 x 0.111 = 4.00 is due; of tax, 8.36 less 8.10.
    assert {"01.03 basic usage.calls": 134, "01.03 basic tax.plan": 26} == shown(late)


def test_nothing_new_is_no_bill() -> None:
    """Billed again at the same time there is no line, not even of what costs nothing."""
    timeline = begun("2026-03-01")
    account = Account()
    account.invoice(timeline, [], berlin("2026-04-01"))

    assert () == account.preview(timeline, [], berlin("2026-04-01")).lines


def test_a_voided_bill_is_billed_again() -> None:
    """A void is the same lines with the other sign; what it took back is new again."""
    timeline = begun("2026-03-01")
    account = Account()
    first = account.invoice(timeline, [], berlin("2026-03-01"))

    cancelled = account.book(void(first, account.booked()))

    assert {key: -amount for key, amount in shown(first).items()} == shown(cancelled)
    assert [0, 0, 0] == [line.now for line in cancelled.lines]
    assert first.due == account.invoice(timeline, [], berlin("2026-03-01")).due


def test_an_earlier_bill_is_voided_beside_later_ones() -> None:
    """The void of the first bill leaves what the second told of the same period, and only that."""
    timeline = begun("2026-03-01")
    used = [Event(berlin("2026-03-10"), berlin("2026-03-10"), Fraction(12))]
    account = Account()
    first = account.invoice(timeline, used, berlin("2026-03-01"))
    account.invoice(timeline, used, berlin("2026-04-01"))

    cancelled = account.book(void(first, account.booked()))

    left = {place.key: line.now for place, line in account.booked().items() if place.start == START_OF_MARCH}
    assert {"price.row[2026-03-01]": 0, "fee.set-up": 0, "usage.calls": 355, "tax.plan": 67} == left
    assert [0, 0, 67] == [line.now for line in cancelled.lines]


def test_what_was_given_back_is_not_given_back_twice() -> None:
    """An invoice of which a credit note gave back a half cannot be voided before that note is."""
    timeline = begun("2026-04-01")
    account = Account()
    first = account.invoice(timeline, [], berlin("2026-04-01"))
    half = account.invoice(cancel(timeline, BASIC, told("2026-04-16")), [], berlin("2026-04-16"))

    with pytest.raises(GivenBackAlready):
        void(first, account.booked())
    account.book(void(half, account.booked()))
    account.book(void(first, account.booked()))

    assert {0} == {line.now for line in account.booked().values()}


def test_what_costs_nothing_is_told_once() -> None:
    """A closed month without use has a line of nothing on the bill that closes it, and on no other."""
    timeline = begun("2026-03-01")
    account = Account()
    account.invoice(timeline, [], berlin("2026-03-01"))

    assert 0 == shown(account.invoice(timeline, [], berlin("2026-04-01")))["01.03 basic usage.calls"]
    assert "01.03 basic usage.calls" not in shown(account.invoice(timeline, [], berlin("2026-05-01")))


def test_when_something_falls_due() -> None:
    """The first period, then each border; after a cancellation at the end nothing more."""
    timeline = cancel(begun("2026-03-15"), BASIC, told("2026-04-20", When.AT_PERIOD_END))

    moments = [berlin("2026-03-01")]
    while (following := next_due(timeline, moments[-1])) is not None:
        moments.append(following)
    assert [berlin(f"2026-{day}") for day in ("03-15", "04-15", "05-15")] == moments[1:]
    assert [True, False] == [one.closed for one in due(timeline, berlin("2026-05-14"))]


def test_nothing_falls_due_after_a_trial_that_was_cancelled() -> None:
    """A trial that runs on has its end as the first due time; one that was cancelled has none."""
    timeline = begun("2026-03-15", replace(BASIC, trial=Duration(14, Unit.DAY)))
    ended = cancel(timeline, BASIC, told("2026-03-20"))

    assert berlin("2026-03-29") == next_due(timeline, berlin("2026-03-15"))
    assert next_due(ended, berlin("2026-03-15")) is None


def test_a_calendar_stub_costs_its_share() -> None:
    """Begun on the sixteenth of April with the calendar, half of April is due: 15 of 30 days of it."""
    timeline = begun("2026-04-16", replace(BASIC, rhythm=CALENDAR))
    (one,) = due(timeline, berlin("2026-04-16"))

    usage = one.usage({}, {}, "day", BERLIN)

    assert (use.Stretch("2026-04-16", 15, 30),) == usage.stretches
    assert date(2026, 4, 16) == usage.since


def test_less_than_nothing() -> None:
    """A period that costs less than nothing is a fault of whoever priced it, and is never booked."""
    place = Place(START, "basic", "price")
    line = Line(place, START, Category.SUBSCRIPTION, {}, inside=False, now=-1, amount=-1, explanation="exp")
    tax = replace(line, place=replace(place, key="tax"), category=Category.TAX, inside=True, now=5, amount=5)

    with pytest.raises(InvariantBroken, match="less than nothing"):
        bill([line, tax], {})


TIMES = st.lists(st.integers(0, 260).map(lambda n: START + timedelta(days=n)), min_size=1, max_size=6)


@MADE
@given(
    STEPS,
    events(START),
    TIMES,
    st.sampled_from(["second", "day"]),
    st.sampled_from(["exclude_tax", "include_tax"]),
)
def test_bills_add_up(
    steps: list[Step], used: list[Event], times: list[datetime], basis: Basis, tax: str
) -> None:
    """However often and whenever it is billed, the sum of all bills is what one bill from scratch says."""
    account = Account(basis, tax)
    for at in sorted(times):
        account.invoice(lived(steps, at), used, at)
    last = max(times)
    from_scratch = Account(basis, tax).preview(lived(steps, last), used, last)

    assert from_scratch.due == sum(made.due for made in account.bills)
    assert from_scratch.tax_added == sum(made.tax_added for made in account.bills)
    expected = {line.place: line.amount for line in from_scratch.lines if line.amount}
    assert expected == {place: line.now for place, line in account.booked().items() if line.now}


@MADE
@given(STEPS, events(START), TIMES)
def test_no_credit_is_above_what_was_paid(
    steps: list[Step], used: list[Event], times: list[datetime]
) -> None:
    """After every bill what was billed in all is at least nothing, for every period and plan on its own."""
    account = Account()
    for at in sorted(times):
        account.invoice(lived(steps, at), used, at)
        totals: dict[tuple[object, str], int] = {}
        for line in account.lines:
            whole = (line.place.start, line.place.plan)
            totals[whole] = totals.get(whole, 0) + (0 if line.inside else line.amount)
        assert all(total >= 0 for total in totals.values())


@MADE
@given(STEPS, events(START), TIMES)
def test_a_preview_is_what_is_booked(steps: list[Step], used: list[Event], times: list[datetime]) -> None:
    """What a preview says is what the invoice says, and looking changes nothing."""
    account = Account()
    for at in sorted(times):
        timeline = lived(steps, at)
        seen = account.preview(timeline, used, at)
        assert seen == account.preview(timeline, used, at) == account.invoice(timeline, used, at)


@MADE
@given(STEPS, events(START), TIMES)
def test_a_void_cancels_exactly(steps: list[Step], used: list[Event], times: list[datetime]) -> None:
    """A bill and its void leave what was booked as it was."""
    account = Account()
    for at in sorted(times):
        before = {place: line.now for place, line in account.booked().items() if line.now}
        made = account.invoice(lived(steps, at), used, at)
        account.book(void(made, account.booked()))
        assert before == {place: line.now for place, line in account.booked().items() if line.now}
        account.book(made)


@MADE
@given(st.lists(st.integers(0, 31 * 86400), max_size=5), st.sampled_from(["second", "day"]))
def test_cutting_a_period_costs_at_most_a_rounding_a_cut(cuts: list[int], basis: Basis) -> None:
    """Seats that change and change back cut a period in stretches: each may round once, and no more."""
    timeline = begun("2026-03-01")
    for seats, cut in enumerate(sorted(set(cuts)), 2):
        now = berlin("2026-03-01") + timedelta(seconds=cut)
        if now < berlin("2026-04-01") and cut:
            timeline = change(timeline, BASIC, Wish(seats=seats), Moment(now))
    made = Account(basis).preview(timeline, [], berlin("2026-03-31T23:59:59"))
    prices = [line.amount for line in made.lines if line.category in PRICES]

    assert abs(sum(prices) - 2999) * 2 <= max(0, len(prices))
