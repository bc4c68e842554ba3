"""Vouchers that count so often and no more: what all of their uses together give away."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from loyalty.constraints.spending import Spending
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.facts import VOUCHER
from loyalty.language.readers.specialise import World
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.tree import Kind
from loyalty.prover.deciding import Effort, Result, decide_claim
from loyalty.prover.trying.claim import BoundClaim, Known


def uses_of(voucher: VoucherShape) -> int | None:
    """Give how often a voucher counts at most, None where that is without end."""
    of_code = voucher.each_code if voucher.codes == "public" else None
    return min((n for n in (voucher.in_all, of_code) if n is not None), default=None)


def shown(programme: Programme, only: str = "") -> Known:
    """Give that no voucher is shown, or only the one of an id."""
    inputs = programme.basket.compiled.sheet.inputs
    names = [i.name for i in inputs if i.name.startswith(VOUCHER) and i.node.kind is Kind.TRUTH]
    return {name: int(name == f"{VOUCHER}{only}") for name in names}


@dataclass(frozen=True, slots=True)
class Uses:
    """What the uses of limited vouchers give away; ``apart`` is what is bounded otherwise."""

    programme: Programme
    effort: Effort
    apart: tuple[str, ...]

    def behind(self, rule: DiscountRuleShape) -> VoucherShape | None:
        """Give the limited voucher without which a rule gives nothing, the first there is."""
        limited = (each for each in self.programme.shape.vouchers if uses_of(each) is not None)
        return next((each for each in limited if self._hangs_on(rule, each)), None)

    def most(self, vouchers: list[VoucherShape]) -> Fraction | None:
        """Give what all uses give away at most, in minor units; None where nobody knows."""
        total = Fraction(0)
        for voucher in vouchers:
            among = {f"{VOUCHER}{voucher.id}": 1}  # others may be shown with it
            bounds = (m for m in self._amounts(vouchers) if self._holds(self._claim(voucher, m, among)))
            most = next(bounds, None)
            if most is None:
                return None
            total += most * (uses_of(voucher) or 0)
        return total

    def more(
        self, vouchers: list[VoucherShape], amount: Fraction
    ) -> tuple[VoucherShape, BoundClaim, Result] | None:
        """Give a voucher by whose uses more than an amount is given away, with the order to repeat."""
        for voucher in vouchers:
            each, alone = amount / (uses_of(voucher) or 1), shown(self.programme, voucher.id)
            claim = self._claim(voucher, each, alone)
            result = decide_claim(self.programme, claim, self.effort)
            if result.holds is False:
                return voucher, claim, result
        return None

    def _amounts(self, vouchers: list[VoucherShape]) -> Iterator[Fraction]:
        """Give amounts that an order may give away at most: those the rules name, added up."""
        minor = 10**self.programme.currency.exponent
        rules = [rule for rule in discounts_of(self.programme.shape) if self.behind(rule) in vouchers]
        named = [each for rule in rules for each in (rule.amount, rule.at_most) if each is not None]
        total = Fraction(0)
        for most in sorted(max(each.values) * minor for each in named):
            total += most
            yield from dict.fromkeys((Fraction(most), total))

    def _holds(self, claim: BoundClaim) -> bool | None:
        return decide_claim(self.programme, claim, Effort(self.effort.solve, search=False)).holds

    def _claim(self, voucher: VoucherShape, most: Fraction, known: Known) -> BoundClaim:
        spending = Spending(self.programme, {}, self.apart)
        return spending.at_most(f"an order with the voucher {voucher.id}", most, known)

    def _hangs_on(self, rule: DiscountRuleShape, voucher: VoucherShape) -> bool:
        """Give whether the rule's condition can hold only where the voucher is shown."""
        sheet, limits = self.programme.basket.compiled.sheet, self.programme.shape.numbers.limits
        never = {f"{VOUCHER}{voucher.id}": t.truth(value=False)}
        world, when = World(sheet, never, limits.lines), f"when.{rule.id}"
        return when in world.formulas and world.tree(when) == t.truth(value=False)
