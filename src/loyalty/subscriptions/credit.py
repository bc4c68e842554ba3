"""Prepaid credit: which grant pays what, by sort and take.

Grants are taken in one order: priority, lowest first; then the one that ends first, those
without an end last; granted before purchased; then the oldest; then by id. A grant for some
plans or charges pays those alone, each fee with the tax that falls on it. Nothing is ever
below nothing; what no grant covers is the overage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Currency, Money
from loyalty.pricing.line import Category
from loyalty.subscriptions.billing import Bill, Line

_NO_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Grant:
    """A sum of prepaid credit in minor units, and what is ``left`` of it.

    ``plans`` and ``charges`` name what it is for; empty, it is for all. A charge is ``price``,
    ``seats``, ``minimum``, ``add_on.<id>``, ``usage.<meter>`` or ``fee.<id>``. ``member_id`` is the id
    it was given to, None while it is not kept.
    """

    id: str
    amount: int
    left: int
    priority: int
    purchased: bool
    created_at: datetime
    ends_at: datetime | None = None
    plans: tuple[str, ...] = ()
    charges: tuple[str, ...] = ()
    member_id: MemberId | None = None

    def fits(self, fee: "Fee") -> bool:
        """Whether it may pay a fee."""
        of_plan = not self.plans or fee.plan in self.plans
        return of_plan and (not self.charges or any(_is_of(fee.key, charge) for charge in self.charges))

    def alive(self, at: datetime) -> bool:
        """Whether it may pay anything at an instant; its end is outside."""
        return self.created_at <= at and (self.ends_at is None or at < self.ends_at)


@dataclass(frozen=True, slots=True)
class Untouched:
    """What is left of credit that a member bought, in minor units, and when some was bought or used last."""

    member_id: MemberId
    left: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Fee:
    """Something to be paid: a charge of a plan with the tax that falls on it, in minor units."""

    plan: str
    key: str
    amount: int


@dataclass(frozen=True, slots=True)
class Use:
    """What a grant pays; below 0 what it gets back."""

    grant: str
    amount: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What grants pay, one use each, and what is left to pay by other means."""

    uses: tuple[Use, ...]
    overage: int


@dataclass(frozen=True, slots=True)
class TopUp:
    """Where less than ``below`` is left, as many sums of ``amount`` are bought as lift it there."""

    below: int
    amount: int

    def __post_init__(self) -> None:
        """Refuse to exist where it would never lift anything."""
        if self.amount <= 0:
            message = "a top-up adds something"
            raise ValueError(message)

    def needed(self, left: int) -> int:
        """Give what is to be bought, 0 where enough is left."""
        return -(-max(0, self.below - left) // self.amount) * self.amount


def take(grants: Iterable[Grant], fees: Sequence[Fee], at: datetime) -> Taken:
    """Give what grants pay of fees at an instant; the fees are above 0, in the order they are paid in."""
    open_ = [fee.amount for fee in fees]
    uses: list[Use] = []
    for grant in sorted(grants, key=_order):
        left = grant.left if grant.alive(at) else 0
        for n, fee in enumerate(fees):
            if grant.fits(fee):
                part = min(left, open_[n])
                left, open_[n] = left - part, open_[n] - part
        if grant.alive(at) and left < grant.left:
            uses.append(Use(grant.id, grant.left - left))
    return Taken(tuple(uses), sum(open_))


def available(grants: Iterable[Grant], at: datetime) -> int:
    """Give what is left in all grants that may pay at an instant."""
    return sum(grant.left for grant in grants if grant.alive(at))


def void(grant: Grant) -> Use:
    """Give the use that ends a grant: the rest is lost."""
    return Use(grant.id, grant.left)


def given_back(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Give the uses that cancel others exactly; a grant that has ended meanwhile stays ended."""
    return tuple(replace(use, amount=-use.amount) for use in uses)


def returned(of: Iterable[Use], uses: Iterable[Use], amount: int) -> tuple[Use, ...]:
    """Give back up to ``amount`` of what grants paid, the last first; none gets more than it paid.

    ``of`` are the uses on the bills that are given back of, so that money comes back as money;
    ``uses`` all those of the subscription. Both are in order, so that what was given back counts.
    """
    paid, in_all = _by_grant(of), _by_grant(uses)
    found = []
    for grant in reversed(paid):
        part = max(min(paid[grant], in_all[grant], amount), 0)
        amount -= part
        if part:
            found.append(Use(grant, -part))
    return tuple(found)


def _by_grant(uses: Iterable[Use]) -> dict[str, int]:
    """Give what each grant paid, the one used last at the end."""
    paid: dict[str, int] = {}
    for use in uses:
        paid[use.grant] = paid.pop(use.grant, 0) + use.amount
    return paid


def fees_of(bill: Bill, currency: Currency) -> tuple[Fee, ...]:
    """Give what a bill asks for as fees with their tax; together they are at most what is due.

    Discounts, tax and what is given back are shared over a period's charges by their amounts,
    and what one period gives back lessens those of the others in their order from the last.
    """
    fees: list[Fee] = []
    given = 0
    for lines in _by_segment(bill.lines):
        total = sum(line.amount for line in lines if not line.inside)
        above = [line for line in lines if line.amount > 0 and not line.inside]
        asked = [line for line in above if line.category is not Category.TAX] or above
        if total <= 0:
            given -= total
            continue
        shares = Money(total, currency).allocate([line.amount for line in asked])
        fees += [
            Fee(line.place.plan, line.place.key, share.minor)
            for line, share in zip(asked, shares, strict=True)
        ]
    return tuple(reversed([fee for fee in _less(reversed(fees), given) if fee.amount > 0]))


def _less(fees: Iterable[Fee], off: int) -> Iterable[Fee]:
    """Give fees less ``off`` in all, the first ones first."""
    for fee in fees:
        part = max(min(off, fee.amount), 0)
        off -= part
        yield replace(fee, amount=fee.amount - part)


def _by_segment(lines: Iterable[Line]) -> Iterable[list[Line]]:
    groups: dict[tuple[datetime, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.place.start, line.place.plan), []).append(line)
    return groups.values()


def _is_of(key: str, charge: str) -> bool:
    """Whether a line's step is of a charge: the step itself, a part or a row of it."""
    return key == charge or key.startswith((f"{charge}.", f"{charge}["))


def _order(grant: Grant) -> tuple[int, datetime, bool, datetime, str]:
    return grant.priority, grant.ends_at or _NO_END, grant.purchased, grant.created_at, grant.id
