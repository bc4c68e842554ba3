"""The codes shown with a basket: which count, which do not and why; promised to quotes, used by orders.

What counts is read first and decided on; a write goes through only where nobody else counted
in between, so two can never both have the last use.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.language.facts import voucher_fact
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.sheet import Scope
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.services import Services
from loyalty.vouchers.code import IssuedCode, code_digest
from loyalty.vouchers.count import Asker, Limit, Reason, Tally, VoucherUse, limits_of, verdict


@dataclass(frozen=True, slots=True)
class Shown:
    """A code that was shown: its place in the request from 1, the voucher it is of, why it does not count."""

    place: int
    voucher: str | None
    reason: Reason | None
    tallies: tuple[Tally, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data, without the code."""
        reason = self.reason.value if self.reason is not None else None
        return {"place": self.place, "voucher": self.voucher, "reason": reason}


@dataclass(frozen=True, slots=True)
class Showing:
    """Every code of a request, by whom, as things stand; ``quote`` is the one the request cites."""

    programme: str
    member: MemberId | None
    shown: tuple[Shown, ...] = ()
    quote: str | None = None

    @property
    def counting(self) -> frozenset[str]:
        """The vouchers that count."""
        return frozenset(s.voucher for s in self.shown if s.reason is None and s.voucher is not None)

    def given(self, decision: Decision) -> "Showing":
        """Give the same with what a decision made of it: a voucher of which no rule applied is not used."""
        judged = (
            replace(s, reason=Reason.NOTHING_GIVEN) if s.voucher in self.counting - _giving(decision) else s
            for s in self.shown
        )
        return replace(self, shown=tuple(judged))

    def to_json(self) -> list[dict[str, Any]]:
        """Give every code as plain data."""
        return [shown.to_json() for shown in self.shown]

    def promise(self, unit: UnitOfWork, quote_id: str, until: datetime) -> None:
        """Keep a use of each voucher that counts for a quote. Raises DecideAgain."""
        for tally in self._tallies():
            unit.vouchers.promise(self.programme, tally, Asker(self.member, quote_id), until)

    def use(self, unit: UnitOfWork, order: OrderKey, at: datetime) -> None:
        """Count each voucher that counts for an order, for good. Raises DecideAgain."""
        for tally in self._tallies():
            unit.vouchers.use(self.programme, tally, Asker(self.member, self.quote))
        for shown in self.shown:
            if shown.reason is None and shown.voucher is not None:
                scopes = tuple(tally.scope for tally in shown.tallies)
                unit.vouchers.book(_key(order), VoucherUse(shown.voucher, scopes, self.member), at)

    def _tallies(self) -> Sequence[Tally]:
        """Give what is counted, in one order for all writers, so that no two wait for each other."""
        found = (tally for shown in self.shown if shown.reason is None for tally in shown.tallies)
        return sorted(found, key=lambda tally: tally.scope)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who shows codes when: ``at`` is the moment the basket is about, ``now`` that of asking."""

    member: MemberId | None
    at: datetime
    now: datetime
    quote: str | None = None


def look_at(
    services: Services, unit: UnitOfWork, programme: Programme, codes: Iterable[str], asking: Asking
) -> Showing:
    """Give which of the codes count as things stand."""
    shapes = {shape.id: shape for shape in programme.shape.vouchers}
    found: list[Shown] = []
    for place, code in enumerate(codes, start=1):
        digest = code_digest(services.secret, programme.name, code)
        shape, issued = _voucher_of(services, unit, programme, shapes, digest)
        if issued is not None and issued.member is not None:
            issued = replace(issued, member=survivor_of(unit, issued.member))
        if shape is None:
            found.append(Shown(place, None, Reason.UNKNOWN))
        elif any(earlier.voucher == shape.id and earlier.reason is None for earlier in found):
            found.append(Shown(place, shape.id, Reason.TWICE))
        else:
            limits = limits_of(shape, digest, asking.member)
            counted = [(limit, _tally(unit, programme, limit, asking)) for limit in limits]
            day = local_day(programme, asking.at)
            reason = verdict(shape, day, asking.member, issued, counted)
            found.append(Shown(place, shape.id, reason, tuple(tally for _, tally in counted)))
    return Showing(programme.name, asking.member, tuple(found), asking.quote)


def give_back(
    unit: UnitOfWork, programme: Programme, order: OrderKey, at: datetime, *, cancelled: bool
) -> None:
    """Let the vouchers of an order that the programme gives back count once more. Raises DecideAgain.

    ``cancelled`` says whether the order was cancelled; else all of it was brought back.
    """
    given_back = {
        shape.id
        for shape in programme.shape.vouchers
        if ((cancelled and shape.after_cancellation) or shape.after_return) == "given_back"
    }
    for use in unit.vouchers.used_by(_key(order)):
        if use.voucher in given_back:
            unit.vouchers.give_back(_key(order), use, at)


def _tally(unit: UnitOfWork, programme: Programme, limit: Limit, asking: Asking) -> Tally:
    return unit.vouchers.tally(programme.name, limit, asking.now, Asker(asking.member, asking.quote))


def _voucher_of(
    services: Services,
    unit: UnitOfWork,
    programme: Programme,
    shapes: Mapping[str, VoucherShape],
    digest: str,
) -> tuple[VoucherShape | None, IssuedCode | None]:
    for shape in shapes.values():
        if shape.code is not None and code_digest(services.secret, programme.name, shape.code) == digest:
            return shape, None
    issued = unit.vouchers.code(programme.name, digest)
    if issued is None or issued.voucher not in shapes or shapes[issued.voucher].codes != "unique":
        return None, None
    return shapes[issued.voucher], issued


def _giving(decision: Decision) -> set[str]:
    """Give the vouchers that a rule asked for which applied."""
    compiled, lines = decision.part.compiled, range(len(decision.situation.lines))
    found = set()
    for shape in decision.programme.shape.vouchers:
        fact = voucher_fact(shape.id)
        for formula in compiled.sheet.formulas:
            if formula.name.startswith("when.") and fact in compiled.sheet.behind[formula.name]:
                rows = lines if formula.scope is Scope.LINE else (0,)
                if any(compiled.value(decision.steps, formula.name, row) for row in rows):
                    found.add(shape.id)
    return found


def _key(order: OrderKey) -> tuple[str, str, str]:
    return order.programme, order.source, order.order_id
