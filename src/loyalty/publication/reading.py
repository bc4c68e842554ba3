"""Which facts stand behind prices, points and tiers, and by which rule each comes in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.constraints.claims import parts_of
from loyalty.constraints.purposes import purposes_of
from loyalty.decision.programme import Part, Programme
from loyalty.decision.telling.lineage import sources_of
from loyalty.language.facts import VOUCHER
from loyalty.language.findings import Span
from loyalty.language.sheet import Formula
from loyalty.vouchers.given import GIVEN

PRICE: Final = "price"
OF_VOUCHER: Final = "voucher"
OUTCOMES: Final = {PRICE: "a price", "points": "points", "tier": "a tier", OF_VOUCHER: "a voucher"}
"""What may hang on a fact, and how it is called."""
_FORMULAS: Final = {
    PRICE: "total.due",
    "points": "points.earned",
    "tier": "tier.measure",
    OF_VOUCHER: GIVEN.rstrip("."),
}


@dataclass(frozen=True, slots=True)
class Use:
    """That a rule reads a fact, itself or through a segment, for an outcome: price, points, tier or voucher.

    ``read`` is the name the rule reads; the fact is it, or stands behind it.
    """

    fact: str
    read: str
    formula: Formula
    outcome: str
    purposes: frozenset[str]
    is_fee: bool

    @property
    def rule(self) -> str:
        """Give the id of the rule that reads it."""
        return self.formula.rule.id

    @property
    def way(self) -> str:
        """Give how the rule comes to the fact, arrow by arrow."""
        return f"`{self.fact}`" if self.fact == self.read else f"`{self.read}` ← `{self.fact}`"


def uses(programme: Programme) -> tuple[Use, ...]:
    """Give every use of a fact once: by rule, fact and outcome, prices first."""
    parts = parts_of(programme)
    parts.update({f"event {name}": part for name, part in programme.events.items()})
    found: dict[tuple[str, str, str], Use] = {}
    for part in parts.values():
        for outcome, start in _FORMULAS.items():
            for use in _of_part(programme, part, outcome, start):
                found.setdefault((outcome, use.rule, use.fact), use)
    return tuple(found.values())


def of_prices(programme: Programme, used: Iterable[Use]) -> Iterator[Use]:
    """Give the uses for prices: by a rule of one, or by what gives a voucher that a price hangs on."""
    uses_, sheet = tuple(used), programme.basket.compiled.sheet
    shown = {use.read.removeprefix(VOUCHER) for use in uses_ if use.outcome == PRICE}
    given = frozenset[str]().union(*(sheet.behind.get(f"{GIVEN}{voucher}", ()) for voucher in shown))
    for use in uses_:
        if use.outcome == PRICE or (use.outcome == OF_VOUCHER and use.read in given):
            yield use


def place_of(programme: Programme, use: Use) -> Span:
    """Give the place of the rule, or of the fact where the rule has none."""
    declared = programme.shape.facts.get(use.fact)
    if use.formula.rule.span is not None:
        return use.formula.rule.span
    return declared.span if declared is not None else programme.shape.span


def _of_part(programme: Programme, part: Part, outcome: str, start: str) -> Iterator[Use]:
    sheet = part.compiled.sheet
    fees = {line.rule.id for line in part.lines if line.formula.startswith("fee.")}
    for formula in _behind(part, start):
        for read in sorted(sheet.looks_at[formula.name] & sheet.reads):
            for fact in sorted(sources_of(programme, read)):
                purposes = purposes_of(programme, part, formula)
                yield Use(fact, read, formula, outcome, purposes, formula.rule.id in fees)


def _behind(part: Part, start: str) -> list[Formula]:
    """Give the formulas of an outcome and all that stand behind them, in the order of the sheet."""
    sheet = part.compiled.sheet
    formulas = {formula.name: formula for formula in sheet.formulas}
    waiting = [name for name in formulas if name == start or name.startswith(f"{start}.")]
    known: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in known and name in formulas:
            known.add(name)
            waiting.extend(sheet.looks_at[name])
    return [formula for formula in sheet.formulas if formula.name in known]
