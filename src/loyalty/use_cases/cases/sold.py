"""What a version sold: its orders, and the periods of subscriptions that it billed."""

from collections.abc import Iterator
from datetime import datetime

from loyalty.cases.remedy import BILL, SoldUnder
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.billing import Line
from loyalty.unit_of_work import UnitOfWork

PAGE = 500


def sold_under(unit: UnitOfWork, programme: str, digest: str) -> Iterator[SoldUnder]:
    """Give every order that a version decided, then every period that it billed."""
    order = "", ""
    while page := unit.cases.sold_under(programme, digest, order, PAGE):
        yield from page
        order = page[-1].source, page[-1].order_id
    last = 0, ""
    while billed := unit.cases.billed_under(programme, digest, last, PAGE):
        for member, subscription in billed:
            yield from _periods(unit, digest, member, subscription)
        last = billed[-1]


def _periods(unit: UnitOfWork, digest: str, member: MemberId, subscription: str) -> Iterator[SoldUnder]:
    """Give the periods of a subscription that a version billed, those whose reasons are there."""
    periods: dict[tuple[datetime, str], list[Line]] = {}
    for line in unit.invoices.lines(member, subscription):
        periods.setdefault(line.place.period, []).append(line)
    for lines in periods.values():
        ids = dict.fromkeys(line.explanation for line in lines)
        told = [row for each in ids if (row := unit.explanations.get(each)) is not None]
        if told and told[-1].digest == digest:
            billed = sum(line.amount for line in lines if not line.inside)
            yield SoldUnder(
                BILL,
                told[0].explanation_id,
                member,
                told[-1].explanation_id,
                over=not billed,
                returns=0,
                billed=billed,
                documents=len(told),
            )
