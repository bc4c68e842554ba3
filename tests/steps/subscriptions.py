"""Sentences about subscriptions and their bills."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from pytest_bdd import parsers, then, when

from loyalty import sumcheck
from loyalty.kernel.money import Money, currency
from tests.steps.drivers import World
from tests.steps.driving import Document, Priced
from tests.steps.reading import Table, instant, local, major, minor, only, pairs, rows

WHEN = r"(?P<end> at the end of the period)?(?:, as of (?P<at>\d[-\d: ]+\d))?"
ISSUED = {"id", "number", "issued_at", "kind", "periods"}
VERBS = {"pauses": "pause", "resumes": "resume", "cancels": "cancel"}


@when(
    parsers.re(
        r"(?P<name>\w+) starts (?P<plan>[-\w]+)(?: with (?P<seats>\d+) seats)?"
        r"(?: and the coupon (?P<coupon>[-\w]+))?(?:, as of (?P<at>\d[-\d: ]+\d))?"
    )
)
def starts(  # noqa: PLR0917 - the parts of one sentence
    world: World, name: str, plan: str, seats: str | None, coupon: str | None, at: str | None
) -> None:
    """Start a subscription; a preview of it is held to what is then booked."""
    subscription = world.new_name("sub")
    asked: dict[str, Any] = {"member": world.members[name], "plan": plan}
    with world.services.units.read() as unit:
        binding = world.services.programmes.in_force(unit, world.programme, world.services.clock.now())
    asked |= {"market": "EU"} if "EU" in binding.shape.jurisdictions else {}
    asked |= {"seats": int(seats)} if seats else {}
    asked |= {"coupons": (coupon,)} if coupon else {}
    asked |= {"at": instant(at)} if at else {}

    def start() -> None:
        shown = world.billing.start(subscription, {**asked, "preview": True})
        booked = world.billing.start(subscription, {**asked, "terms": shown["terms"]["sha256"]})
        world.subscriptions[name] = subscription
        _same(world, shown, booked)

    world.attempt(start)


@when(
    parsers.re(
        r"(?P<name>\w+) (?P<verb>pauses|resumes|cancels|changes to (?P<seats>\d+) seats"
        r"|changes to (?P<plan>[-\w]+)|takes (?P<number>\d+) (?P<add_on>[-\w]+)"
        r"|takes the coupon (?P<coupon>[-\w]+))" + WHEN
    )
)
def asks(  # noqa: PLR0917 - the parts of one sentence
    world: World,
    name: str,
    verb: str,
    seats: str | None,
    plan: str | None,
    number: str | None,
    add_on: str | None,
    coupon: str | None,
    end: str | None,
    at: str | None,
) -> None:
    """Change a subscription; a preview of it is held to what is then booked."""
    asked: dict[str, Any] = {"seats": int(seats)} if seats else {}
    asked |= {"plan": plan} if plan else {}
    asked |= {"add_ons": {add_on: int(number or 0)}} if add_on else {}
    asked |= {"coupon": coupon} if coupon else {}
    asked |= {"when": "at_period_end"} if end else {}
    asked |= {"when": "back_dated", "at": instant(at)} if at else {}
    address = VERBS.get(verb, "coupons" if coupon else "changes")

    def change() -> None:
        subscription = world.subscriptions[name]
        shown = world.billing.change(subscription, address, {**asked, "preview": True})
        agreed = {"terms": shown["terms"]["sha256"]} if "terms" in shown else {}
        _same(world, shown, world.billing.change(subscription, address, {**asked, **agreed}))

    world.attempt(change)


def _same(world: World, shown: Document, booked: Document) -> None:
    """Hold what was booked to its preview, and keep the bill."""
    assert shown["subscription"] == booked["subscription"]
    before, after = shown.get("invoice"), booked.get("invoice")
    assert _content(before) == _content(after)
    _keep(world, after)


def _content(bill: Document | None) -> Document | None:
    return None if bill is None else {name: value for name, value in bill.items() if name not in ISSUED}


def _keep(world: World, bill: Document | None) -> None:
    world.billed = bill
    if bill is not None:
        _adds_up(bill)
        world.priced = Priced(bill["number"], {**bill, "lines": [_line(line) for line in bill["lines"]]})


def _adds_up(bill: Document) -> None:
    """Hold a bill to the independent checker: every line, every sum, what was paid."""
    assert [] == sumcheck.check(dict(bill))


def _line(line: Document) -> Document:
    start, end = (local(datetime.fromisoformat(line["period"][name])) for name in ("start", "end"))
    return {**line, "from": start, "until": end}


@when(parsers.re(r"(?P<name>\w+) is billed(?:, offering (?P<points>\d+) points|(?P<shown> for a preview))?"))
def is_billed(world: World, name: str, points: str | None, shown: str | None) -> None:
    """Book what is due, or show what the next bill is like so far."""

    def bill() -> None:
        _keep(world, world.billing.bill(world.subscriptions[name], int(points or 0)))

    def preview() -> None:
        found = world.billing.preview(world.subscriptions[name])
        assert found is not None
        _keep(world, {**found, "number": "preview"})

    world.attempt(preview if shown else bill)


@when(parsers.re(r"the (?:(?P<which>first|last) bill|credit (?P<grant>\w+) of (?P<name>\w+)) is made void"))
def is_void(world: World, which: str | None, grant: str | None, name: str | None) -> None:
    """Cancel the bill that was booked first, or last; or end a grant of credit, whose rest is lost."""
    if grant and name:
        world.attempt(lambda: world.billing.end_grant(world.members[name], world.grants[grant]))
        return
    bill = world.billed
    if which == "first":
        (subscription,) = world.subscriptions.values()
        bill = world.billing.bills(subscription)[0]
    assert bill is not None
    world.attempt(lambda: _keep(world, world.billing.void(bill["id"])))


@when(parsers.parse("{name} is given this credit:"))
def is_given(world: World, name: str, datatable: Table) -> None:
    """Give grants of credit; the amounts are money, `for` names a charge."""
    member = world.members[name]

    def give() -> None:
        for row in rows(datatable):
            asked: dict[str, Any] = {
                "amount": minor(row["amount"]),
                "purchased": row.get("how") == "purchased",
            }
            asked |= {"ends_at": instant(row["until"])} if row.get("until") else {}
            asked |= {"priority": int(row["priority"])} if row.get("priority") else {}
            asked |= {"charges": (row["for"],)} if row.get("for") else {}
            world.grants[row["credit"]] = world.billing.grant(member, asked)

    world.attempt(give)


def credit_of(world: World, name: str) -> list[dict[str, str]]:
    """Give what is left of each grant of credit."""
    left = {grant["grant"]: major(grant["left"]) for grant in world.billing.credit(world.members[name])}
    return [{"credit": called, "left": left[grant]} for called, grant in world.grants.items()]


@then("nothing is billed")
def nothing(world: World) -> None:
    """Hold that nothing was due."""
    world.expect_no_refusal()

    assert world.billed is None


def bill_sums(world: World, names: Collection[str]) -> Mapping[str, str]:
    """Give the sums of the last bill, also in the other currencies that are named."""
    world.expect_no_refusal()
    assert world.billed is not None
    found = dict(_sums(world.billed))
    for name in names:
        if name.startswith("in "):
            told = world.billing.told(world.billed["id"], name.removeprefix("in "))["converted"]
            amount = Money(told["amount"], currency(told["currency"]))
            found[name] = f"{amount.decimal_text()}, {told['rate']} of {told['day']}"
    return found


def _sums(bill: Document) -> Mapping[str, str]:
    paid = {
        kind: sum(p["amount"] for p in bill["paid"] if p["kind"] == kind) for kind in ("credit", "points")
    }
    return {
        "kind": bill["kind"].replace("_", " "),
        "net": major(bill["total"]["net"]),
        "tax added": major(bill["total"]["tax_added"]),
        "tax contained": major(bill["total"]["tax_inside"]),
        "total": major(bill["total"]["due"]),
        "paid with credit": major(paid["credit"]),
        "paid with points": major(paid["points"]),
        "left to pay": major(bill["payable"]),
        "not covered": major(bill["overage"]),
        "cancels": (bill.get("cancels") or "").rpartition("-")[2],
    }


def bills_of(world: World, name: str) -> list[dict[str, str]]:
    """Give every bill, the oldest first; numbers have no gaps."""
    booked = world.billing.bills(world.subscriptions[name])
    return [{"number": bill["number"].rpartition("-")[2], **_sums(bill)} for bill in booked]


@then(parsers.parse("the subscription of {name} is:"))
def stands(world: World, name: str, datatable: Table) -> None:
    """Hold how a subscription stands."""
    world.expect_no_refusal()
    shown = world.billing.show(world.subscriptions[name])
    period = shown.get("period")
    found = {
        "plan": shown["plan"],
        "state": shown["state"],
        "seats": str(shown["seats"]),
        "ends": _day(shown.get("ends_at")),
        "trial until": _day(shown.get("trial_until")),
        "period": f"{_day(period['start'])} to {_day(period['end'])}" if period else "none",
    }
    expected = pairs(datatable)

    assert expected == only(found, expected)


def _day(text: str | None) -> str:
    return local(datetime.fromisoformat(text) if text else None)
