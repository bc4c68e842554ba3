"""From a request to a situation: every fact the sheet reads is found, checked and made a number.

All misfits are found at once. A fact the programme declares but no rule of the sheet reads
is checked by name only and goes nowhere: what is not read cannot be used, and is not kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.programme import Part, Programme, for_ever
from loyalty.decision.refusals import Misfit, NotInForce, RequestMisfit, UnknownPlan
from loyalty.decision.situation import Situation, SituationLine, situation_from_json
from loyalty.decision.use import Usage, UseRow, pointer_of
from loyalty.language.facts import FactError, is_derived, may_be_unknown, number_of, voucher_fact
from loyalty.language.findings import did_you_mean, not_known
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import HISTORY, moment
from loyalty.language.readers.python import Value, Values
from loyalty.language.shapes.programme import FactShape
from loyalty.language.sheet import Input, Scope
from loyalty.language.texts.words import YEARS
from loyalty.language.tree import Kind
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.pricing.fees import may_wait, what_is_known
from loyalty.pricing.rows import (
    CLOSED,
    CURRENCY,
    FIRST_PERIOD,
    MEASURED,
    PERIOD_UNDONE,
    ROWS_MAX,
    SUBSCRIBED,
    coupon_active,
    coupon_left,
)
from loyalty.profiles.notices import market_of
from loyalty.redemption.payment import OFFERED


@dataclass(frozen=True, slots=True)
class Participant:
    """What is known of who buys: ``facts`` by full name, ``history`` (by ``history.*`` name).

    ``vouchers`` are those of which a code was shown that counts.
    """

    enrolled: bool = False
    tier: str = NO_TIER
    facts: Mapping[str, str] = field(default_factory=dict)
    history: Mapping[str, Value] = field(default_factory=dict)
    vouchers: frozenset[str] = frozenset()


NOBODY = Participant()


def situate(
    programme: Programme,
    basket: Basket,
    at: datetime,
    who: Participant = NOBODY,
    lines: tuple[SituationLine, ...] | None = None,
) -> Situation:
    """Give the situation of a basket at a UTC instant; ``lines`` are its own that were situated before.

    Raises NotInForce, JurisdictionNotDeclared, RequestMisfit with every misfit at once.
    """
    market_of(basket.market, programme.shape.jurisdictions)
    search = _Search(programme, programme.basket, at, who, basket)
    search.same_currency()
    search.limit_lines(basket.lines if lines is None else lines)
    search.unknown_names(of_lines=lines is None)
    order = search.order_values()
    made = tuple(search.line(n, line) for n, line in enumerate(basket.lines)) if lines is None else lines
    return search.finish(order, made)


def situate_lines(programme: Programme, lines: tuple[BasketLine, ...], at: datetime) -> Situation:
    """Give a situation of these lines alone, whoever buys them. Raises NotInForce, RequestMisfit."""
    search = _Search(programme, programme.basket, at, NOBODY, Basket(lines))
    search.unknown_names()
    return search.finish((), tuple(search.line(n, line) for n, line in enumerate(lines)))


def situate_usage(
    programme: Programme, usage: Usage, at: datetime, who: Participant = NOBODY
) -> tuple[Part, Situation]:
    """Give the plan's part and the situation of a usage at a UTC instant.

    Raises UnknownPlan, NotInForce, and RequestMisfit with every misfit at once.
    """
    part = programme.pricing(usage.plan, undone=usage.cooled_off)
    if part is None:
        raise UnknownPlan(not_known(f"The programme has no plan `{usage.plan}`", usage.plan, programme.plans))
    meters = {m.meter for p in programme.shape.plans if p.id == usage.plan for m in p.usage}
    for unknown in sorted(usage.measured.keys() - meters):
        raise UnknownPlan(not_known(f"The plan `{usage.plan}` has no meter `{unknown}`", unknown, meters))
    add_ons = {a.id for p in programme.shape.plans if p.id == usage.plan for a in p.add_ons}
    for unknown in sorted({name for stretch in usage.stretches for name in stretch.add_ons} - add_ons):
        raise UnknownPlan(not_known(f"The plan `{usage.plan}` has no add-on `{unknown}`", unknown, add_ons))
    search = _Search(
        programme, part, at, who, Basket((), {}, usage.facts, usage.points_offered, usage.currency), usage
    )
    search.known_currency()
    search.unknown_names()
    search.known_coupons(usage)
    order = search.order_values()
    return part, search.finish(order, search.rows(usage))


def situate_event(
    programme: Programme, part: Part, facts: Mapping[str, str], at: datetime, who: Participant = NOBODY
) -> Situation:
    """Give the situation of an event, whose facts are named without ``event.``.

    Raises NotInForce outside the programme's days, RequestMisfit with every misfit at once.
    """
    search = _Search(programme, part, at, who, Basket((), facts))
    search.owner = "event"
    search.unknown_names()
    return search.finish(search.order_values(), ())


def situate_member(programme: Programme, part: Part, at: datetime, who: Participant) -> Situation:
    """Give the situation of a member before any order, for a sheet that reads nothing else.

    Raises NotInForce outside the programme's days.
    """
    search = _Search(programme, part, at, who, Basket((), {}))
    return search.finish(search.order_values(), ())


def situation_kept(programme: Programme, part: Part, data: Mapping[str, Any]) -> Situation:
    """Give back what `Situation.to_json` kept of a decision by ``part`` of the same rule files.

    What was not kept is as for somebody of whom nothing is known and who states nothing: times
    are those of the decision, facts their defaults, everything else is none.
    """
    at = datetime.fromisoformat(data["at"])

    def unkept(item: Input) -> Value:
        plan = programme.plan_of(part)
        search = _Search(programme, part, at, NOBODY, Basket((), {}), Usage(plan) if plan else None)
        search.owner = "event" if any(each is part for each in programme.events.values()) else "order"
        return search.of_nobody(item)

    return situation_from_json(data, part.compiled, unkept)


def unstated(programme: Programme, item: Input, fact: FactShape) -> Value:
    """Give the default of a fact nobody states, else what stands for an unknown text or truth."""
    if fact.default is None:
        return "" if item.node.kind is Kind.TEXT else 0
    value = number_of(fact.default.text, fact, programme.shape, programme.currency)
    return value if isinstance(value, str) else int(value * item.node.den)


def fact_misfit(programme: Programme, item: Input, text: str | None) -> Misfit | None:
    """Give what is wrong with the text of a declared fact, None: nobody states it, on whatever day."""
    at = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    search = _Search(for_ever(programme), programme.basket, at, NOBODY, Basket(()))
    search.typed(item, text, "")
    return next(iter(search.misfits), None)


class _Search:
    """Finds the value of every input of one sheet and keeps every misfit."""

    def __init__(  # noqa: PLR0913, PLR0917 - what is known, all of it needed
        self,
        programme: Programme,
        part: Part,
        at: datetime,
        who: Participant,
        basket: Basket,
        usage: Usage | None = None,
    ) -> None:
        self.programme, self.part, self.who, self.basket, self.usage = programme, part, who, basket, usage
        self.owner = "order"
        self.at = at.astimezone(UTC)
        self.misfits: list[Misfit] = []
        self.declared = programme.shape.facts
        self.inputs = part.compiled.sheet.inputs
        self.day = self._day_in_force()
        self.local = self.at.astimezone(programme.zone)

    def _day_in_force(self) -> date:
        effective = self.programme.shape.effective
        day, known = local_day(self.programme, self.at), YEARS[0] <= self.at.year <= YEARS[1]
        if not known or day < effective.from_ or (effective.until is not None and day > effective.until):
            until = effective.until.isoformat() if effective.until else None
            days = f"from {effective.from_} {f'until {until}' if until else 'on'}"
            raise NotInForce(
                f"The programme binds {days}, not on {day}.",
                first_day=effective.from_.isoformat(),
                last_day=until,
            )
        return day

    def finish(self, order: Values, lines: tuple[SituationLine, ...]) -> Situation:
        if self.misfits:
            raise RequestMisfit(tuple(self.misfits))
        return Situation(self.at, order, lines)

    def same_currency(self) -> None:
        own = self.programme.currency.code
        if self.basket.currency not in {"", own}:
            self._misfit("/currency", "other-currency", f"the programme's prices are in {own}")

    def known_currency(self) -> None:
        """Refuse a bill in a currency of which the programme has no rate at all."""
        own, asked = self.programme.currency.code, self.basket.currency
        known = list(dict.fromkeys([own, *(rate.currency for rate in self.programme.rates)]))
        if asked not in {"", *known}:
            message = f"a bill may be in {', '.join(known)}"
            self._misfit("/currency", "other-currency", message, did_you_mean(asked, known))

    def limit_lines(self, lines: Sequence[BasketLine | SituationLine]) -> None:
        most = self.programme.shape.numbers.limits.lines
        if not 1 <= len(lines) <= most:
            self._misfit("/lines", "line-count", f"an order has 1 to {most} lines")
        if len({line.id for line in lines}) == len(lines):
            return
        seen: set[str] = set()
        for n, line in enumerate(lines):
            if line.id in seen:
                self._misfit(f"/lines/{n}/id", "duplicate-line", "the line's id stands twice")
            seen.add(line.id)

    def unknown_names(self, *, of_lines: bool = True) -> None:
        """Refuse names the programme does not declare."""
        sent = [(f"{self.owner}.{n}", self._place(n)) for n in self.basket.order]
        sent += [(n, f"/facts/{n}") for n in self.basket.facts]
        for place, line in enumerate(self.basket.lines if of_lines else ()):
            sent += [(f"line.{n}", f"/lines/{place}/{n}") for n in line.facts]
        for name, pointer in sent:
            fact = self.declared.get(name)
            of_member = self.owner == "order" and pointer.startswith("/facts/")
            if fact is None or is_derived(name, fact) or of_member is not name.startswith("member."):
                known = [n for n, f in self.declared.items() if not is_derived(n, f)]
                hint = did_you_mean(name, [n for n in known if of_member is n.startswith("member.")])
                self._misfit(pointer, "unknown-fact", f"the programme declares no fact `{name}` here", hint)
            elif of_member and may_be_unknown(name, fact):
                self._misfit(
                    pointer,
                    "not-from-request",
                    f"`{name}` is {fact.label}; it comes from the member's record",
                )

    def order_values(self) -> Values:
        known = dict(self._built_in())
        return tuple(self._order_value(item, known) for item in self.inputs if item.scope is Scope.ORDER)

    def line(self, place: int, line: BasketLine) -> SituationLine:
        values = tuple(
            self._line_value(item, place, line) for item in self.inputs if item.scope is Scope.LINE
        )
        return SituationLine(line.id, line.sku, values)

    def _order_value(self, item: Input, known: Mapping[str, Fraction | int | str]) -> Value:
        if item.name in known:
            return self._scaled(item, known[item.name], pointer_of(item.name))
        if item.name.startswith(HISTORY):
            return self.who.history.get(item.name, "" if item.node.kind is Kind.TEXT else 0)
        of_time = moment(item.name, self.local)
        if of_time is not None:
            return of_time
        space, _, rest = item.name.partition(".")
        if space == self.owner:
            return self.typed(item, self.basket.order.get(rest), self._place(rest))
        declared = self.declared.get(item.name)
        stated = self.basket.facts.get(item.name)
        if declared is not None and stated is not None and not may_be_unknown(item.name, declared):
            return self.typed(item, stated, f"/facts/{item.name}")
        return self.typed(item, self.who.facts.get(item.name), f"/facts/{item.name}")

    def _place(self, fact: str) -> str:
        """Give where a request states a fact of the order, or of the event."""
        return f"/order/{fact}" if self.owner == "order" else f"/facts/{fact}"

    def of_nobody(self, item: Input) -> Value:
        """Give an input where nothing at all is said; whatever cannot be known of it is none."""
        known, declared = dict(self._built_in()), self.declared.get(item.name)
        if item.name in known:
            return self._scaled(item, known[item.name], pointer_of(item.name))
        if declared is not None:
            return unstated(self.programme, item, declared)
        of_time = moment(item.name, self.local)
        none = "" if item.node.kind is Kind.TEXT else 0
        return none if of_time is None else of_time

    def _built_in(self) -> Iterator[tuple[str, Fraction | int | str]]:
        yield f"{self.owner}.day", self.day.toordinal()
        yield OFFERED, self.basket.points_offered
        for voucher in self.programme.shape.vouchers:
            yield voucher_fact(voucher.id), int(voucher.id in self.who.vouchers)
        yield from what_is_known(self.programme.shape, self.basket)
        yield "member.enrolled", int(self.who.enrolled)
        yield "member.tier", self.who.tier if self.who.enrolled else NO_TIER
        if self.usage is not None:
            yield FIRST_PERIOD, int(self.usage.first_period)
            yield CLOSED, int(self.usage.closed)
            yield PERIOD_UNDONE, int(self.usage.undone)
            yield CURRENCY, self.basket.currency or self.programme.currency.code
            yield SUBSCRIBED, (self.usage.since or self.day).toordinal()
            yield from dict.fromkeys(self._measured(), Fraction(0)).items()
            yield from self._coupons()
            yield from self.usage.order_values().items()

    def _coupons(self) -> Iterator[tuple[str, Fraction | int]]:
        """Give what is known of coupons nobody speaks of: they do not hold, and nothing of them is used."""
        for coupon in self.programme.shape.coupons:
            yield coupon_active(coupon.id), 0
            yield coupon_left(coupon.id), coupon.left_at_first * 10**self.programme.currency.exponent

    def known_coupons(self, usage: Usage) -> None:
        """Refuse coupons the programme does not have."""
        known = [coupon.id for coupon in self.programme.shape.coupons]
        for place, name in enumerate(usage.coupons):
            if name not in known:
                message, hint = f"the programme has no coupon `{name}`", did_you_mean(name, known)
                self._misfit(f"/coupons/{place}", "unknown-coupon", message, hint)

    def _measured(self) -> Iterator[str]:
        return (item.name for item in self.inputs if item.name.startswith(MEASURED))

    def rows(self, usage: Usage) -> tuple[SituationLine, ...]:
        """Give the rows of a period."""
        rows = tuple(usage.rows())
        if len(rows) > ROWS_MAX:
            self._misfit("/rows", "row-count", f"a period has at most {ROWS_MAX} stretches and cells")
        return tuple(self._row(row) for row in rows[:ROWS_MAX])

    def _row(self, row: UseRow) -> SituationLine:
        values = tuple(
            self._scaled(item, row.values.get(item.name, 0), pointer_of(item.name))
            for item in self.inputs
            if item.scope is Scope.LINE
        )
        return SituationLine(row.id, row.what, values)

    def _line_value(self, item: Input, place: int, line: BasketLine) -> Value:
        match item.name:
            case "line.quantity":
                return self._scaled(item, line.quantity, f"/lines/{place}/quantity")
            case "line.unit_price":
                return self._scaled(item, line.unit_price, f"/lines/{place}/unit_price")
            case "line.sku":
                return line.sku
            case _:
                rest = item.name.partition(".")[2]
                return self.typed(item, line.facts.get(rest), f"/lines/{place}/{rest}")

    def typed(self, item: Input, text: str | None, pointer: str) -> Value:
        declared = self.declared[item.name]
        if text is None:
            return self._absent(item, pointer)
        try:
            value = number_of(text, declared, self.programme.shape, self.programme.currency)
        except FactError as error:
            self._misfit(pointer, "fact-invalid", error.message, error.hint)
            return 0
        return value if isinstance(value, str) else self._scaled(item, value, pointer)

    def _absent(self, item: Input, pointer: str) -> Value:
        """Give a fact's value where nobody states it."""
        declared = self.declared[item.name]
        if declared.default is not None or may_be_unknown(item.name, declared):
            return unstated(self.programme, item, declared)
        if may_wait(self.programme.shape, self.part.compiled.sheet, item.name):
            return unstated(self.programme, item, declared)
        self._misfit(pointer, "fact-missing", f"a rule reads `{item.name}`, which is not given")
        return 0

    def _scaled(self, item: Input, value: Fraction | int | str, pointer: str) -> Value:
        if isinstance(value, str):
            return value
        # In whole numbers: a year of sales comes through here a million times.
        scaled, finer = divmod(value.numerator * item.node.den, value.denominator)
        if finer:
            self._misfit(pointer, "too-fine", "the number is finer than the programme's step")
        elif item.node.kind is not Kind.TRUTH and not item.node.lo <= scaled <= item.node.hi:
            self._misfit(pointer, "out-of-bounds", "the number is beyond the programme's limits")
        return scaled

    def _misfit(self, pointer: str, code: str, message: str, hint: str = "") -> None:
        found = Misfit(pointer, code, message, hint)
        if found not in self.misfits:
            self.misfits.append(found)


def local_day(programme: Programme, at: datetime) -> date:
    """Give the day of a UTC instant in the programme's zone."""
    # An instant at the ends of time has no day in some zones.
    known = YEARS[0] <= at.year <= YEARS[1]
    return at.astimezone(programme.zone).date() if known else at.date()
