"""An order as it stands: what was bought, what has been done to it since, and the accounts it moved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from loyalty.decision.baseline import Held, held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY
from loyalty.decision.situation import QUANTITY, UNIT_PRICE, Situation
from loyalty.kernel.identity import MemberId
from loyalty.ledger.causes import OrderAccount
from loyalty.orders.order import Order, OrderKey, Return, ReturnKind
from loyalty.tiers.ladder import MICROSECOND
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.answers.show_value import value_to_date
from loyalty.use_cases.counting import beyond_budgets, given_of_budgets
from loyalty.use_cases.discount_budgets import Spending, beyond_left
from loyalty.use_cases.documents import Recipe, explanation_of, opened
from loyalty.use_cases.given_codes import HeldCode, held_codes
from loyalty.use_cases.members.onward import Following, following
from loyalty.use_cases.members.pool import Owners, owners
from loyalty.use_cases.referrals.paying import Paid, paid_referral
from loyalty.use_cases.refusals import UnknownOrder
from loyalty.use_cases.returns.cards_sold import SoldCard, sold_cards
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.stored_value import Payments, payments_of
from loyalty.use_cases.wallets import tier_of, wallets_of

POINTS_OFFERED = "order.points_offered"
TIER = "member.tier"


@dataclass(frozen=True, slots=True)
class Sold:
    """An order with its receipt, its returns in the order of booking, and the account in each wallet.

    ``before`` is what was kept of it so far, decided under the rules of the sale. ``onward`` says
    where the member's accounts go on, ``tier`` what the member held when the order happened,
    ``owners`` whose points of a household are among those that paid, ``given`` what each
    budget has given to all, ``codes`` are those that it gave for the next order, ``worth`` what the
    member's paid membership cost and saved so far.
    """

    order: Order
    receipt: Recipe
    before: Decision
    returns: tuple[Return, ...]
    accounts: Mapping[str, OrderAccount]
    payments: Payments
    cards: tuple[SoldCard, ...]
    onward: Following
    referral: Paid | None = None
    tier: str = NOBODY.tier
    owners: Owners = field(default_factory=Owners)
    given: Mapping[str, int] = field(default_factory=dict)
    codes: tuple[HeldCode, ...] = ()
    worth: Mapping[str, int] = field(default_factory=dict)

    @property
    def sale(self) -> Decision:
        """What was decided at the sale."""
        return self.receipt.decision

    @property
    def programme(self) -> Programme:
        """The programme of the sale."""
        return self.receipt.decision.programme

    def booked(self, return_id: str) -> Return | None:
        """Give what was booked under an id, or None."""
        return next((each for each in self.returns if each.return_id == return_id), None)

    def bought(self) -> dict[str, Fraction]:
        """Give the quantity of every line."""
        return self._line_values(QUANTITY)

    def gone(self) -> dict[str, Fraction]:
        """Give what has come back of each line."""
        gone: dict[str, Fraction] = {}
        for earlier in self.returns:
            if earlier.kind is not ReturnKind.ADJUSTMENT:
                for line, quantity in json.loads(earlier.lines).items():
                    gone[line] = gone.get(line, Fraction(0)) + Fraction(quantity)
        return gone

    def left(self) -> dict[str, Fraction]:
        """Give what is kept of each line."""
        gone = self.gone()
        return {line: number - gone.get(line, Fraction(0)) for line, number in self.bought().items()}

    def prices(self) -> dict[str, Fraction]:
        """Give the unit price of every line as it stands, in minor units."""
        prices = self._line_values(UNIT_PRICE)
        for earlier in self.returns:
            if earlier.kind is ReturnKind.ADJUSTMENT:
                prices |= {line: Fraction(price) for line, price in json.loads(earlier.lines).items()}
        return prices

    def decided(self, gone: Mapping[str, Fraction], prices: Mapping[str, Fraction], most: int) -> Held:
        """Decide what is kept, by the rules of the sale, paid with at most ``most`` points.

        It has no more of a budget than is left of it.
        """
        compiled = self.sale.part.compiled
        situation = self.sale.situation.keeping(compiled, gone).priced(compiled, prices)
        personal = self.receipt.personal
        return decided_kept(situation, self.before, self.sale, most, self.given, personal=personal)

    def step(self, fact: str) -> int:
        """Give the denominator of a fact of a line: finer than that it cannot be said."""
        inputs = self.sale.part.compiled.sheet.inputs
        return next(item.node.den for item in inputs if item.name == fact)

    def _line_values(self, fact: str) -> dict[str, Fraction]:
        place, den = self.sale.part.compiled.line_inputs.index(fact), self.step(fact)
        situation: Situation = self.sale.situation
        return {line.id: Fraction(int(line.values[place]), den) for line in situation.lines}


def decided_kept(  # noqa: PLR0913 - what is kept and what bounds it
    situation: Situation,
    before: Decision,
    sale: Decision,
    most: int,
    given: Mapping[str, int],
    *,
    personal: bool = True,
) -> Held:
    """Decide what is kept of a sale, paid with at most ``most`` points, within what budgets have left.

    ``before`` is what was kept so far, ``given`` what each budget has given. As at the sale,
    nobody pays more than who is unknown, and who wanted no ``personal`` price pays what those pay.
    """
    programme, compiled = sale.programme, sale.part.compiled
    kept = held_to_public(decide(programme, situation), personal=personal)
    if kept.decision.points_used > most:
        situation = situation.with_facts(compiled, {POINTS_OFFERED: most})
        kept = held_to_public(decide(programme, situation), personal=personal)
    within: dict[str, int] = {}
    while not (beyond := _beyond(kept.decision, before, sale, given)).items() <= within.items():
        # What one budget is held to may let another discount take more.
        within |= beyond
        kept = held_to_public(decide(programme, situation.with_facts(compiled, within)), personal=personal)
    return kept


def _beyond(kept: Decision, before: Decision, sale: Decision, given: Mapping[str, int]) -> dict[str, int]:
    return beyond_budgets(kept, before, sale, given) | beyond_left(kept, before, sale, given)


def sold_of(services: Services, unit: UnitOfWork, key: OrderKey) -> Sold:
    """Give an order as it stands. Raises UnknownOrder."""
    order = unit.orders.get(key)
    if order is None:
        raise UnknownOrder
    programme = services.programmes.by_digest(unit, order.digest)
    receipt = recipe_of(unit, programme, order.explanation_id)
    returns = tuple(unit.orders.returns(key))
    before = receipt.decision
    if returns:
        before = recipe_of(unit, programme, returns[-1].explanation_id).decision
    member = account_of_order(order)
    accounts: dict[str, OrderAccount] = {}
    if member is not None:
        reference = f"order:{key.order_id}"
        for wallet in wallets_of(programme):
            accounts[wallet] = unit.ledger.order_account(
                member, wallet, programme.name, source=key.source, external_ref=reference
            )
    cards = sold_cards(unit, programme, key)
    payments = payments_of(unit, programme, member, key, receipt.value, services.clock.now())
    units = dict.fromkeys((*accounts, *(part.account.state.unit for part in payments.parts)))
    onward = following(unit, member, units)
    tier = _tier_of_sale(unit, receipt.decision, member) if member is not None else NOBODY.tier
    spent = accounts.get(POINTS)
    whose = owners(unit, spent.state, spent.state.lots) if spent is not None else Owners()
    referral = paid_referral(unit, programme, key, member) if member is not None else None
    spending = Spending(unit, programme, member, order.occurred_at)
    now = services.clock.now()
    return Sold(
        order,
        receipt,
        before,
        returns,
        accounts,
        payments,
        cards,
        onward,
        referral,
        tier,
        whose,
        given_of_budgets(unit, programme) | spending.given(now),
        held_codes(services, unit, order, receipt.decision, now),
        _worth(services, unit, order, programme, now),
    )


def _worth(
    services: Services, unit: UnitOfWork, order: Order, programme: Programme, now: datetime
) -> dict[str, int]:
    """Give what a refund tells of a paid membership; nothing where nobody is told."""
    if order.member_id is None or not services.tells:
        return {}
    return value_to_date(services, unit, order.member_id, programme, now)


def _tier_of_sale(unit: UnitOfWork, sale: Decision, member: MemberId) -> str:
    """Give the tier by which a sale was decided, which may itself have raised it in the same instant."""
    read = sale.situation.order_facts(sale.part.compiled).get(TIER)
    if read is not None:
        return str(read)
    return tier_of(unit, sale.programme, member, sale.situation.at - MICROSECOND)


def account_of_order(order: Order) -> MemberId | None:
    """Give in whose book the entries about an order are, None where in nobody's.

    Of a member who was merged into another it stays that book; `Sold.onward` says where they go on.
    """
    return order.member_id


def recipe_of(unit: UnitOfWork, programme: Programme, explanation_id: str) -> Recipe:
    """Give what was kept of a decision that was booked."""
    row = explanation_of(unit, explanation_id)
    return opened(programme, row)
